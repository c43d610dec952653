"""Pages as the preview shows them: the site's own, with the reload script and the fault, if there is one."""

import html
import re
from http import HTTPStatus
from importlib.resources import files as resources

from sitegen.serve.site import Shown

EVENTS = "/__sitegen/events"
_OWN = {"/__sitegen/reload.js": "reload.js", "/__sitegen/preview.css": "preview.css"}

# The preview sends its own, stricter policy; a page's policy without scripts would stop the reload script.
_POLICY = re.compile(rb"<meta\b[^>]*\bhttp-equiv\s*=\s*[\"']?content-security-policy[^>]*>", re.IGNORECASE)

_TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "webmanifest": "application/manifest+json",
    "xml": "application/xml",
    "txt": "text/plain",
    "csv": "text/csv",
    "ics": "text/calendar",
    "svg": "image/svg+xml",
}
_BINARY = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
}


def content_type(address: str) -> str:
    """The type of the file at *address*, by our own table: that of the machine differs from machine to machine."""
    suffix = address.rpartition(".")[2].lower()
    if suffix in _TYPES:
        return f"{_TYPES[suffix]}; charset=utf-8"
    return _BINARY.get(suffix, "application/octet-stream")


def own_file(path: str) -> bytes | None:
    """A file of the preview itself: its script and its style; None at any other path."""
    name = _OWN.get(path)
    return (resources("sitegen.serve") / name).read_bytes() if name else None


def with_preview(page: bytes, shown: Shown) -> bytes:
    """*page* with the reload script, and with the fault, before its last ``</body>`` or at its end."""
    page = _POLICY.sub(b"", page)
    at = page.lower().rfind(b"</body>")
    at = len(page) if at < 0 else at
    return page[:at] + _tail(shown).encode() + page[at:]


def error_page(status: HTTPStatus, shown: Shown) -> bytes:
    """A page that stands in for one that is not there, and comes alive when it is. It never echoes the path."""
    title = f"{status.value} {status.phrase}"
    if shown.is_empty:
        title = "the site cannot be built yet" if shown.fault else "the site is being built"
    page = (
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>sitegen: '
        f"{html.escape(title)}</title></head>\n<body>\n<h1>{html.escape(title)}</h1>\n</body>\n</html>\n"
    )
    return with_preview(page.encode(), shown)


def _tail(shown: Shown) -> str:
    fault = f'<div id="sitegen-fault" role="alert"><pre>{html.escape(shown.fault)}</pre></div>\n' if shown.fault else ""
    return (
        '<link rel="stylesheet" href="/__sitegen/preview.css">\n'
        f'{fault}<script src="/__sitegen/reload.js" data-site="{shown.digest}" data-events="{EVENTS}"></script>\n'
    )
