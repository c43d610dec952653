"""What serves a target: which of the files beside a site it reads, how much it takes, and the site as it wants it."""

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from urllib.parse import quote, urlsplit

from sitegen.build.media_types import content_type
from sitegen.config import Settings, Target
from sitegen.errors import Place, SettingsError
from sitegen.model.text import Article

HEADERS, REDIRECTS = "_headers", "_redirects"
POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'none'"

_SMALLEST = 512  # bytes: what is smaller fits into a packet as it is
_MIB = 1024 * 1024
_GB = 1000**3
# Whose remotes and whose commands tell who serves what they bring.
_REMOTES = {"github": "github", "gitlab": "gitlab", "codeberg": "codeberg"}
_COMMANDS = {"wrangler": "cloudflare", "netlify": "netlify", "netlify-cli": "netlify", "vercel": "vercel"}
_KINDS = {"s3": "s3", "gcs": "s3", "azure": "s3"}


@dataclass(frozen=True, slots=True)
class Host:
    """What serves a target. *redirects* is the number of rules that it reads from ``_redirects``; *encodings* are those of
    the files beside a page that it sends instead of it; with *folds* it leads from ``x/index.html`` to ``x/``; sizes are in
    bytes, None where no limit is known."""

    name: str = ""
    headers: bool = False
    folds: bool = False
    redirects: int = 0
    encodings: tuple[str, ...] = ()
    most_files: int | None = None
    largest_file: int | None = None
    most_bytes: int | None = None


UNKNOWN = Host()  # a plain file server is all that is counted on
HOSTS: Mapping[str, Host] = {
    "github": Host("GitHub Pages", largest_file=100 * _MIB, most_bytes=_GB),
    "gitlab": Host("GitLab Pages", redirects=1000, encodings=("gz", "br"), most_files=200_000, most_bytes=_GB),
    "codeberg": Host("Codeberg Pages"),
    "netlify": Host("Netlify", headers=True, redirects=10_000),
    "cloudflare": Host("Cloudflare Pages", True, True, redirects=2000, most_files=20_000, largest_file=25 * _MIB),
    "vercel": Host("Vercel"),
    "s3": Host("the object store"),
    "nginx": Host("nginx", encodings=("gz", "br")),
    "caddy": Host("Caddy", encodings=("gz", "br")),
}


def host_of(target: Target) -> Host:
    """What serves *target*: what its ``serves`` says, else what its kind and its address tell."""
    options = target.options
    if "serves" in options:
        return HOSTS[options["serves"]]
    told: Mapping[str, str] = {}
    if target.kind == "git":
        told = {name: host for name, host in _REMOTES.items() if f"{name}." in options.get("remote", "")}
    elif target.kind == "command":
        told = {name: host for name, host in _COMMANDS.items() if name in options.get("run", "").split()}
    name = next(iter(told.values()), _KINDS.get(target.kind, ""))
    return HOSTS.get(name, UNKNOWN)


def for_host(
    files: Mapping[str, bytes], articles: tuple[Article, ...], settings: Settings, target: Target, host: Host
) -> dict[str, bytes]:
    """*files* with all that *host* wants beside them: headers, redirects from the other addresses of *articles*, and what
    is compressed beforehand. A file of the site's own is never replaced; the pages that lead on from such addresses are
    left out where rules do.

    Raises SettingsError where the target asks for an encoding that its host does not read, or that cannot be had here.
    """
    root = urlsplit(settings.site.url).path.rstrip("/")
    pages = _moved(files, articles, host, root)
    site = dict(pages)
    if host.folds:
        # Its own way there does not know Korean letters in every version of its runtime.
        site[REDIRECTS] = site.get(REDIRECTS, b"") + f"{root}/*/index.html {root}/:splat/ 301\n".encode()
    for encoding in _encodings(target, host):
        site |= _compressed(pages, encoding)
    if host.headers:
        site.setdefault(HEADERS, _headers(target.options.get("policy", POLICY), root))
    return site


def _headers(policy: str, root: str) -> bytes:
    """The rules for every page, each a line below the addresses that it is for."""
    rules = {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return f"{root}/*\n".encode() + b"".join(f"  {name}: {value}\n".encode() for name, value in rules.items() if value)


def _moved(files: Mapping[str, bytes], articles: tuple[Article, ...], host: Host, root: str) -> dict[str, bytes]:
    """*files* with rules instead of the pages that lead on from the other addresses of articles, where the host reads as
    many: a search engine takes a rule's word at once."""
    moves = {alias: article for article in articles for alias in article.aliases if alias != article.slug}
    if not moves or REDIRECTS in files or 2 * len(moves) > host.redirects:
        return dict(files)
    rules = (
        f"{quote(f'{root}/a/{alias}{end}')} {quote(f'{root}/a/{article.slug}/')} 301\n"
        for alias, article in sorted(moves.items())
        for end in ("/", "/index.html")
    )
    # A host of another mind serves the page where there is one, and never looks at the rule.
    leading = {f"a/{alias}/index.html" for alias in moves}
    return {address: content for address, content in files.items() if address not in leading} | {
        REDIRECTS: "".join(rules).encode()
    }


def _encodings(target: Target, host: Host) -> tuple[str, ...]:
    """What is compressed beforehand: gzip where the host reads it, and what the target asks for instead."""
    if "compress" not in target.options:
        return tuple(encoding for encoding in host.encodings if encoding == "gz")
    asked = tuple(word for word in target.options["compress"].split() if word != "none")
    unread = [encoding for encoding in asked if encoding not in host.encodings]
    if host.name and unread:
        message = f"target '{target.name}': {host.name} reads no files compressed beforehand: {' '.join(unread)}"
        raise SettingsError(message, Place("sitegen.toml"), 'write  compress = "none"  or delete the line')
    return asked


def _compressed(files: Mapping[str, bytes], encoding: str) -> Iterator[tuple[str, bytes]]:
    compress = {"gz": gzipped, "br": _brotli}[encoding]
    for address, content in files.items():
        if len(content) >= _SMALLEST and "charset" in content_type(address):
            smaller = compress(content)
            if len(smaller) < len(content):
                yield f"{address}.{encoding}", smaller


def gzipped(content: bytes) -> bytes:
    """*content* in gzip, the same on every machine: without a time, and of no system."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = packer.compress(content) + packer.flush()
    return packed[:9] + b"\xff" + packed[10:]


def _brotli(content: bytes) -> bytes:
    try:
        compress: Callable[[bytes], bytes] = import_module("brotli").compress
    except ImportError as fault:
        raise SettingsError("brotli is not installed", None, "pip install 'sitegen[brotli]'") from fault
    return compress(content)
