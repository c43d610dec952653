"""Addresses with the site's own before them: only what leaves the site needs one, feeds, maps and canonical links."""

from urllib.parse import quote


def absolute(root: str, address: str) -> str:
    """*address*, which is relative to the site's root and may end in #…, under *root*, the site's own address. A folder
    is named by its folder, as hosts serve it."""
    path, sign, anchor = address.partition("#")
    folder, slash, file = path.rpartition("/")
    shown = f"{folder}{slash}" if file == "index.html" else path
    return f"{root.rstrip('/')}/{quote(shown)}{sign}{quote(anchor)}"
