"""The recipe: the only place that knows the order of the stages."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.build.recipe import Built, make
    from sitegen.build.report import Report
    from sitegen.build.run import Options
    from sitegen.build.site import build

_ROOMS = {"Built": "recipe", "Options": "run", "Report": "report", "build": "site", "make": "recipe"}

__all__ = ["Built", "Options", "Report", "build", "make"]


def __getattr__(name: str) -> object:
    # A build that finds nothing to do loads no stage.
    if name in _ROOMS:
        return getattr(import_module(f"sitegen.build.{_ROOMS[name]}"), name)
    raise AttributeError(name)
