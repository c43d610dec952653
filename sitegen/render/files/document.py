"""Plain data to the bytes of a JSON file (RFC 8259)."""

import json
from collections.abc import Mapping
from typing import Any


def write(page: Mapping[str, Any]) -> bytes:
    """The object *document*, what stands in its lists one a line: a change of one shows as a change of one."""
    members = [f"{_said(key)}: {_value(value)}" for key, value in page["document"].items()]
    return ("{\n" + ",\n".join(members) + "\n}\n").encode()


def _value(value: Any) -> str:
    if isinstance(value, list | tuple) and value:
        return "[\n" + ",\n".join(map(_said, value)) + "\n]"
    return _said(value)


def _said(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
