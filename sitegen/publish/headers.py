"""The headers that a file is served with, by its address."""

from collections.abc import Mapping

from sitegen.build.media_types import content_type

_FRESH = "public, max-age=0, must-revalidate"  # a page must never be older than the site


def headers_of(address: str) -> Mapping[str, str]:
    """By their HTTP names; of a file ``.gz`` or ``.br`` beside a page, those of the page in that encoding."""
    encodings = {".gz": "gzip", ".br": "br"}
    for suffix, encoding in encodings.items():
        if address.endswith(suffix):
            return {**headers_of(address.removesuffix(suffix)), "Content-Encoding": encoding}
    return {"Content-Type": content_type(address), "Cache-Control": _FRESH}
