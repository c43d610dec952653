"""Bytes to text: UTF-8 or CP949, NFC, newlines as \\n."""

import re
import unicodedata

from sitegen.errors import Place, SeedError

_HANGUL = re.compile("[가-힣]")
_HINT = "open it in an editor and save it as UTF-8"


def text_of(path: str, content: bytes) -> str:
    """The text of *content*: UTF-8 (a BOM is dropped) or else CP949, in NFC, with \\n newlines.

    Raises SeedError with the byte, its offset, its line and column where it is neither, or where it holds a NUL.
    """
    return unicodedata.normalize("NFC", _newlines(_decoded(path, content)))


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(path: str, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _fault(path, content, 0, "", "it looks like UTF-16: save it as UTF-8")
    nul = content.find(b"\0")
    if nul >= 0:
        before = content[:nul].decode("utf-8", errors="replace")
        raise _fault(path, content, nul, before, "is it a text file? UTF-16 must be saved as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        as_utf8 = fault.start
    before = content[:as_utf8].decode("utf-8-sig")
    # CP949 almost never makes three-byte UTF-8 Hangul: with some before the odd byte, the file is broken UTF-8, and
    # reading the rest as CP949 would fill the site with nonsense.
    if _HANGUL.search(before):
        raise _fault(path, content, as_utf8, before, _HINT)
    try:
        return content.decode("cp949")
    except UnicodeDecodeError as fault:
        as_cp949 = fault.start
    if as_cp949 > as_utf8:
        as_utf8, before = as_cp949, content[:as_cp949].decode("cp949")
    raise _fault(path, content, as_utf8, before, _HINT)


def _fault(path: str, content: bytes, offset: int, before: str, hint: str) -> SeedError:
    """The error at byte *offset*, whose text before it is *before*."""
    lines = unicodedata.normalize("NFC", _newlines(before.removeprefix("\ufeff"))).split("\n")
    place = Place(path, len(lines), len(lines[-1]) + 1)
    return SeedError(f"neither UTF-8 nor CP949: byte 0x{content[offset]:02X} at offset {offset}", place, hint)
