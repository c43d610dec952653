"""The promises of a built site, each in a room of its own: links, evidence, markup, budgets, what must not be shown."""

from sitegen.build.check.links import page_faults
from sitegen.build.check.reader import page_of
from sitegen.build.check.site import Checked, check_site

__all__ = ["Checked", "check_site", "page_faults", "page_of"]
