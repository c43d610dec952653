"""One line of the timeline for an event, as a newsroom would put it."""

from sitegen.extract.headline.lines import Lines, headline_of

__all__ = ["Lines", "headline_of"]
