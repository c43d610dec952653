"""XML of plain data: a tree of elements with text, as one document of bytes."""

import re
from xml.etree import ElementTree

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold


def add(parent: ElementTree.Element, name: str, text: str, **attributes: str) -> None:
    """*parent* ends in an element *name* with *text*, made `clean`."""
    ElementTree.SubElement(parent, name, attributes).text = clean(text)


def clean(text: str) -> str:
    """*text* with U+FFFD for each sign that no XML can hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def document(root: ElementTree.Element) -> bytes:
    """The tree below *root*, indented, with the line that a document begins with."""
    ElementTree.indent(root, " ")
    text: str = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
