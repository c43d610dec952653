"""The door of the stage: a page and its templates to bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.render.files import is_file, written
from sitegen.render.theme import ASSETS, OWN, assets_of, default_templates, place_of

if TYPE_CHECKING:
    from sitegen.errors import TemplateError
    from sitegen.model.site import Page
    from sitegen.render.engine import Engine

_USES = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b(.*?)%\}", re.DOTALL)
_NAMED = re.compile(r"""\s*["']([^"']+)["']\s*(?:(?:ignore|with|without|as|import)\b.*)?[-+]?""", re.DOTALL)


class Renderer:
    """Renders pages with the templates of several folders; the first that has a name wins, the site's own come last.

    Templates are read once: make a new renderer for each build.
    """

    def __init__(self, templates: Sequence[Path] = ()) -> None:
        own = default_templates()
        self.folders = (*(folder for folder in templates if folder != own), own)
        self._engine: Engine | None = None
        self._sources: dict[str, bytes] = {}
        self._digests: dict[str, bytes] = {}

    def page(self, page: Page) -> bytes:
        """The bytes of *page*. Raises TemplateError with the template's path and line."""
        if is_file(page.template):
            return written(page.template, page.context)
        return self._opened().render(page).encode("utf-8")

    def syntax_faults(self) -> list[TemplateError]:
        """What is wrong with the templates that the user has put in the place of ours or beside them, each by itself."""
        names = sorted({name for folder in self.folders[:-1] for name in _names(folder) if name.endswith(".html")})
        return self._opened().syntax_faults(names) if names else []

    def _opened(self) -> Engine:
        if self._engine is None:
            # Imported late: an idle build renders nothing and must not pay for Jinja2 and Markdown.
            from sitegen.render.engine import Engine

            self._engine = Engine(self.folders)
        return self._engine

    def assets(self) -> dict[str, bytes]:
        """The style sheet and what else lies under ``assets/``, by address."""
        return assets_of(self.folders)

    def digest(self, template: str) -> bytes:
        """The digest of *template* and of all that it extends, includes and imports: what the bytes of a page depend
        on beside its context."""
        if template not in self._digests:
            total = hashlib.blake2b(digest_size=20)
            for name in sorted(self._closure(template)):
                total.update(f"{name}\0".encode() + hashlib.sha256(self._source(name)).digest())
            self._digests[template] = total.digest()
        return self._digests[template]

    def digest_of_all(self) -> bytes:
        """The digest of every template."""
        total = hashlib.blake2b(digest_size=20)
        for name in self._all():
            total.update(f"{name}\0".encode() + hashlib.sha256(self._source(name)).digest())
        return total.digest()

    def _closure(self, template: str) -> set[str]:
        """The names of the templates that *template* may use; all that there are, where one is named by a variable."""
        found: set[str] = set()
        left = [template]
        while left:
            name = left.pop()
            if name in found:
                continue
            found.add(name)
            for tag in _USES.findall(self._source(name).decode("utf-8", "replace")):
                named = _NAMED.fullmatch(tag)
                left += [named.group(1)] if named else self._all()
        return found

    def _all(self) -> list[str]:
        own = {f"{OWN}{name}" for name in _names(self.folders[-1])}
        return sorted(own.union(*map(_names, self.folders)))

    def _source(self, template: str) -> bytes:
        if template not in self._sources:
            path = place_of(template, self.folders)
            self._sources[template] = b"+" + path.read_bytes() if path else b"-"
        return self._sources[template]


def _names(folder: Path) -> set[str]:
    """The templates that lie in *folder*; what is under ``assets/`` is none."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else ()
    return {path.as_posix() for path in found if path.parts[0] != ASSETS}
