"""Colours to a style sheet that comes after the theme's own and speaks in the same layer, so that print still wins."""

from collections.abc import Mapping
from typing import Any


def write(context: Mapping[str, Any]) -> bytes:
    """The sheet of ``colors``; each has a ``name``, a ``light`` and a ``dark`` value."""
    lines = "".join(f"  {one['name']}: light-dark({one['light']}, {one['dark']});\n" for one in context["colors"])
    return f"@layer tokens {{\n:root {{\n{lines}}}\n}}\n".encode()
