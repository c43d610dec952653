"""One line of the timeline for an event, as a newsroom would put it."""

from sitegen.extract.headline.line import headline_of

__all__ = ["headline_of"]
