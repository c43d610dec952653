"""Files for machines: a module a format, each with ``write``, which makes the bytes of a page's plain data.

A page whose template is a plain name, without suffix and folder, is such a file: it is the name of the module.
What several formats share stands beside them: `elements` of XML, the `entry` of a feed.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any


def is_file(template: str) -> bool:
    """Whether a page of *template* is written by a module here, not by a template of the theme."""
    return template.isidentifier()


def written(template: str, context: Mapping[str, Any]) -> bytes:
    """The bytes of a file of the format *template*. Raises ModuleNotFoundError where there is no such format."""
    content: bytes = import_module(f"{__name__}.{template}").write(context)
    return content
