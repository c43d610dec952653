"""The door of the stage: a page and its templates to bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.model.site import Page
from sitegen.render.atom import atom
from sitegen.render.theme import assets_of, default_templates

if TYPE_CHECKING:
    from sitegen.render.engine import Engine


class Renderer:
    """Renders pages with the templates of several folders; the first that has a name wins, the site's own come last.

    Templates are read once: make a new renderer for each build.
    """

    def __init__(self, templates: Sequence[Path] = ()) -> None:
        own = default_templates()
        self.folders = (*(folder for folder in templates if folder != own), own)
        self._engine: Engine | None = None

    def page(self, page: Page) -> bytes:
        """The bytes of *page*, a feed where its template is ``atom``. Raises TemplateError with the template's path and
        line."""
        if page.template == "atom":
            return atom(page.context)
        if self._engine is None:
            # Imported late: an idle build renders nothing and must not pay for Jinja2 and Markdown.
            from sitegen.render.engine import Engine

            self._engine = Engine(self.folders)
        return self._engine.render(page).encode("utf-8")

    def assets(self) -> dict[str, bytes]:
        """The style sheet and what else lies under ``assets/``, by address."""
        return assets_of(self.folders)

    def digest(self) -> str:
        """A hash of every template that counts: what a page's bytes depend on beside its context."""
        total = hashlib.sha256()
        seen: set[str] = set()
        for folder in self.folders:
            for path in sorted(folder.glob("**/*.html")) if folder.is_dir() else ():
                name = path.relative_to(folder).as_posix()
                if name not in seen:
                    seen.add(name)
                    total.update(hashlib.sha256(f"{name}\0".encode() + path.read_bytes()).digest())
        return total.hexdigest()
