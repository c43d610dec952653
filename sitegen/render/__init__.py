"""Pages to bytes. The only place that imports Jinja2, Markdown and the sanitiser, and none of them before a page is
asked for: a build that finds every page unchanged never loads them."""

from sitegen.render.renderer import Renderer
from sitegen.render.theme import default_templates

__all__ = ["Renderer", "default_templates"]
