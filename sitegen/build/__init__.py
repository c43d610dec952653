"""The recipe: the only place that knows the order of the stages."""

from sitegen.build.recipe import Built, Report, build, make

__all__ = ["Built", "Report", "build", "make"]
