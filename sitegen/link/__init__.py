"""Facts of all articles to one briefing: who is who, what happened when, which articles tell one story."""

from sitegen.link.briefing import briefing_of
from sitegen.link.memory import Memory

__all__ = ["Memory", "briefing_of"]
