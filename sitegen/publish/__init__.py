"""Publishing: the site, built anew, to a folder or to a branch of a git repository."""

from sitegen.publish.recipe import PublishReport, publish

__all__ = ["PublishReport", "publish"]
