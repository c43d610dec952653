"""Publishing: the site, built anew, to a folder, a branch of a git repository, a cloud, a server."""

from sitegen.publish.recipe import PublishReport, publish, rollback

__all__ = ["PublishReport", "publish", "rollback"]
