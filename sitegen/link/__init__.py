"""Facts of all articles to one briefing: who is who, what happened when, which articles tell one story."""

from sitegen.link.briefing import NOTHING_KNOWN, briefing_of

__all__ = ["NOTHING_KNOWN", "briefing_of"]
