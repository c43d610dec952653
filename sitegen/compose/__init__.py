"""The briefing to pages as plain data: what each page shows, in words; how it looks is the templates' matter."""

from sitegen.compose.site import pages_of

__all__ = ["pages_of"]
