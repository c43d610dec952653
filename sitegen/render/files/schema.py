"""The JSON Schema of the facts contract, as it stands beside this module."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any


def write(page: Mapping[str, Any]) -> bytes:
    """The schema; a page has nothing to say of it."""
    return Path(__file__).with_name("facts.schema.json").read_bytes()
