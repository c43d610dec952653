"""Jinja2, set up once: autoescape, no undefined names, templates by folder, faults with their line."""

import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    pass_context,
)
from jinja2.runtime import Context, Macro
from jinja2.utils import missing

from sitegen.errors import Place, TemplateError
from sitegen.model.site import Page
from sitegen.render.breaks import held
from sitegen.render.ld import json_ld
from sitegen.render.links import link, outside
from sitegen.render.prose import prose
from sitegen.render.theme import place_of

_OF_DICTS = frozenset(dir(dict))  # row.items is the method, also where a row has items


class _Folders(BaseLoader):
    """Reads a template from the first folder that has it, and ``sitegen/NAME`` from the site's own alone."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = folders

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        path = place_of(template, self.folders)
        if path is None:
            raise TemplateNotFound(template)
        return _text(path), path.as_posix(), lambda: True


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise TemplateError(f"cannot be read: {fault}", Place(path.as_posix(), 1), "save it as UTF-8") from fault


@pass_context
def _link(context: Context, target: str) -> str:
    # 404.html is served under any address: its links cannot be relative to its own.
    root = context.resolve_or_missing("root")
    return link(context["url"], target) if root is missing or not root else f"{root}{link('', target)}"


class _Context(Context):
    """A context that calls macros without first asking what they want to be handed: templates call little else."""

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        if type(called) is not Macro:
            return super().call(called, *args, **kwargs)
        # Names that only a function which asks for the context is told.
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(self.eval_ctx, *args, **kwargs)


class _Environment(Environment):
    """An environment for contexts of dicts."""

    context_class = _Context

    def getattr(self, obj: Any, attribute: str) -> Any:
        # ``row.headline`` asks a dict for an attribute first, which it never has, and failing takes its time.
        if type(obj) is dict and attribute in obj and attribute not in _OF_DICTS:
            return obj[attribute]
        return super().getattr(obj, attribute)


class Engine:
    """An environment and its folders."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self.environment = _Environment(
            loader=_Folders(self.folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
        )
        self.environment.filters.update(held=held, link=_link, outside=outside, prose=prose, json_ld=json_ld)

    def render(self, page: Page) -> str:
        """The text of *page*. Raises TemplateError."""
        try:
            template = self.environment.get_template(page.template)
            return "\n".join([line.rstrip(" \t") for line in template.render(page.context).split("\n")])
        except TemplateSyntaxError as fault:
            raise _syntax_error(fault, page.template) from fault
        except TemplateNotFound as fault:
            place = self._place(fault, page) if fault.name != page.template else Place(page.template)
            looked = ", ".join(folder.as_posix() for folder in self.folders)
            raise TemplateError(f"there is no template '{fault.name}'", place, f"looked in {looked}") from fault
        except UndefinedError as fault:
            given = ", ".join(sorted(page.context))
            message = f"{fault.message}"
            raise TemplateError(message, self._place(fault, page), f"this page is given: {given}") from fault
        except TemplateError:
            raise
        except RecursionError as fault:
            message = "the template builds on itself, without end"
            raise TemplateError(message, self._place(fault, page), _OWN_HINT) from fault
        except Exception as fault:  # a template can call anything with anything: whatever it raises is its fault
            message = f"cannot be rendered: {type(fault).__name__}: {fault}"
            raise TemplateError(message, self._place(fault, page), _FILTER_HINT) from fault

    def syntax_faults(self, names: Iterable[str]) -> list[TemplateError]:
        """What is wrong with the templates *names* before any of them meets a page."""
        faults = []
        for name in names:
            try:
                self.environment.get_template(name)
            except TemplateSyntaxError as fault:
                faults.append(_syntax_error(fault, name))
            except TemplateError as fault:
                faults.append(fault)
        return faults

    def _place(self, fault: BaseException, page: Page) -> Place:
        """The last line of a template that *fault* came through; Jinja2 rewrites the traceback to name it."""
        roots = tuple(f"{folder.as_posix().rstrip('/')}/" for folder in self.folders)
        place = Place(page.template)
        for frame in traceback.extract_tb(fault.__traceback__):
            if frame.filename.startswith(roots) and frame.filename.endswith(".html"):
                place = Place(frame.filename, frame.lineno or 0)
        return place


def _syntax_error(fault: TemplateSyntaxError, name: str) -> TemplateError:
    place = Place(fault.filename or fault.name or name, fault.lineno)
    return TemplateError(f"not a template: {fault.message}", place, _SYNTAX_HINT)


_SYNTAX_HINT = "compare with the template of the same name that comes with sitegen; {{ … }} shows, {% … %} decides"
_OWN_HINT = 'to build on the template of this name that comes with sitegen, write  {% extends "sitegen/base.html" %}'
_FILTER_HINT = "a filter or a call on this line got a value that it cannot use"
