"""The media type of a file, by its address."""

_TYPES = {
    "html": "text/html", "css": "text/css", "js": "text/javascript", "json": "application/json",
    "xml": "application/xml", "txt": "text/plain", "csv": "text/csv", "ics": "text/calendar", "svg": "image/svg+xml",
    "webmanifest": "application/manifest+json",
}  # fmt: skip
_BINARY = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "avif": "image/avif", "ico": "image/x-icon", "woff2": "font/woff2", "pdf": "application/pdf", "wasm": "application/wasm",
}  # fmt: skip


def content_type(address: str) -> str:
    """The type of the file at *address*, by our own table: that of the machine differs from machine to machine."""
    suffix = address.rpartition(".")[2].lower()
    if suffix in _TYPES:
        return f"{_TYPES[suffix]}; charset=utf-8"
    return _BINARY.get(suffix, "application/octet-stream")
