"""robots.txt (RFC 9309): everything may be read, and this is where it is listed."""

from collections.abc import Mapping, Sequence


def write(robots: Mapping[str, Sequence[str]]) -> bytes:
    """The file that names ``sitemaps``, absolute addresses."""
    maps = "".join(f"Sitemap: {address}\n" for address in robots["sitemaps"])
    return f"User-agent: *\nAllow: /\n\n{maps}".encode()
