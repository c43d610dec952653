"""Rows of cells to the bytes of a CSV file (RFC 4180) that a spreadsheet opens with its Hangul intact."""

import csv
import io
import re
from collections.abc import Mapping
from typing import Any

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
# A spreadsheet reads these as the beginning of a formula, the wide ones under some input methods, too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(sheet: Mapping[str, Any]) -> bytes:
    """The ``heads`` and the ``rows``: UTF-8 behind a byte order mark, without which Excel takes it for something else."""
    file = io.StringIO(newline="")
    rows = csv.writer(file, lineterminator="\r\n")
    rows.writerow(sheet["heads"])
    rows.writerows([_harmless(cell) for cell in row] for row in sheet["rows"])
    return file.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """*cell* as words where a spreadsheet would calculate it; a number stays one."""
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell
