"""What a browser asks for, read strictly: whatever is odd is refused here, before anything is looked up."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hmac import compare_digest
from http import HTTPStatus
from urllib.parse import parse_qs, quote, unquote_to_bytes

LINE_BYTES = 8 * 1024
HEAD_BYTES = 16 * 1024
BODY_BYTES = 64 * 1024

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_BROKEN_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Refused(Exception):
    """The answer is this *status* and nothing else."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


@dataclass(frozen=True, slots=True)
class Request:
    """The head of a request. *headers* by their name in lower case, each with every value it was given."""

    method: str
    target: bytes
    headers: Mapping[str, tuple[str, ...]]

    def only(self, name: str) -> str | None:
        """The one value of a header; None where it is absent. Raises Refused where it is there twice."""
        values = self.headers.get(name, ())
        if len(values) > 1:
            raise Refused(HTTPStatus.BAD_REQUEST)
        return values[0] if values else None


def parse_head(head: bytes) -> Request:
    """The request whose head, up to and with its empty line, is *head*. Raises Refused for whatever is not HTTP/1.x."""
    line, _, rest = head.partition(b"\r\n")
    if len(line) > LINE_BYTES:
        raise Refused(HTTPStatus.REQUEST_URI_TOO_LONG)
    words = line.split(b" ")
    if len(words) != 3 or words[2] not in (b"HTTP/1.0", b"HTTP/1.1"):
        raise Refused(HTTPStatus.BAD_REQUEST)
    method = words[0].decode("latin-1")
    if not _TOKEN.fullmatch(method):
        raise Refused(HTTPStatus.BAD_REQUEST)
    headers: dict[str, tuple[str, ...]] = {}
    for field in rest.removesuffix(b"\r\n\r\n").removesuffix(b"\r\n").split(b"\r\n"):
        if not field:
            continue
        name, colon, value = field.decode("latin-1").partition(":")
        # A folded line starts with a space, so its name is no token either.
        if not colon or not _TOKEN.fullmatch(name) or _CONTROL.search(value.replace("\t", " ")):
            raise Refused(HTTPStatus.BAD_REQUEST)
        headers[name.lower()] = (*headers.get(name.lower(), ()), value.strip(" \t"))
    return Request(method, words[1], headers)


def check_origin(request: Request, port: int) -> None:
    """The request was sent to us by our own page or by the reader's hand; else Refused.

    A page of another site must neither read the preview nor make it do anything, also when its name was made to
    point at the loopback: so Host is exact, and Origin, where a browser sends it, is the same address.
    """
    host = request.only("host")
    if host is None:
        raise Refused(HTTPStatus.BAD_REQUEST)
    names = ("127.0.0.1", "localhost")
    known = {f"{name}:{port}" for name in names} | ({*names} if port == 80 else set())
    if host.lower() not in known:
        raise Refused(HTTPStatus.FORBIDDEN)
    origin = request.only("origin")
    if origin is not None and origin.lower() != f"http://{host.lower()}":
        raise Refused(HTTPStatus.FORBIDDEN)
    site = request.only("sec-fetch-site")
    # Another port of this machine is the "same site": it may link to us, not load parts of us.
    linked = site == "same-site" and request.only("sec-fetch-mode") == "navigate"
    if site not in (None, "none", "same-origin") and not linked:
        raise Refused(HTTPStatus.FORBIDDEN)
    if request.method not in ("GET", "HEAD", "POST"):
        raise Refused(HTTPStatus.METHOD_NOT_ALLOWED)


def check_write(request: Request, is_desk: bool, port: int, token: str) -> int:
    """The length of the body of a request that changes something: only the desk takes one, as JSON, from a page of our
    own that knows the *token* of this server; else Refused."""
    if not is_desk or not token:
        raise Refused(HTTPStatus.METHOD_NOT_ALLOWED)
    if request.only("origin") is None or request.only("sec-fetch-site") not in (None, "same-origin"):
        raise Refused(HTTPStatus.FORBIDDEN)
    if not compare_digest((request.only("x-sitegen-token") or "").encode(), token.encode()):
        raise Refused(HTTPStatus.FORBIDDEN)
    if (request.only("content-type") or "").partition(";")[0].strip().lower() != "application/json":
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    length = request.only("content-length")
    if length is None or request.only("transfer-encoding") is not None:
        raise Refused(HTTPStatus.LENGTH_REQUIRED)
    if not re.fullmatch(r"\d{1,9}", length):
        raise Refused(HTTPStatus.BAD_REQUEST)
    return int(length)


def page_of_query(target: bytes) -> str:
    """The address of the page that asks: ``?page=`` and its path; that of the first page where there is none. Raises
    Refused for a query of many fields."""
    try:
        values = parse_qs(target.partition(b"?")[2].decode("latin-1"), max_num_fields=4, errors="replace")
    except ValueError as fault:
        raise Refused(HTTPStatus.BAD_REQUEST) from fault
    address = (values.get("page") or [""])[0].removeprefix("/")
    return f"{address}index.html" if not address or address.endswith("/") else address


def path_of(target: bytes) -> str:
    """The decoded path of a request's target, starting with one ``/``. Raises Refused for a path that is not plain.

    Not plain: another form than ``/…``, a fragment, a broken escape, bad UTF-8, control characters, a backslash,
    an escaped slash, and the segments ``.`` and ``..``. It is decoded once.
    """
    raw, _, _ = target.partition(b"?")
    if not raw.startswith(b"/") or b"#" in raw or _BROKEN_ESCAPE.search(raw) or b"%2f" in raw.lower():
        raise Refused(HTTPStatus.BAD_REQUEST)
    try:
        path = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError as fault:
        raise Refused(HTTPStatus.BAD_REQUEST) from fault
    if _CONTROL.search(path) or "\\" in path or {".", ".."} & set(path.split("/")):
        raise Refused(HTTPStatus.BAD_REQUEST)
    return path


@dataclass(frozen=True, slots=True)
class Found:
    """Where a path leads: the *address* of a file, or a *location* to go to instead."""

    address: str
    location: str = ""


def find(path: str, target: bytes, has: Callable[[str], bool]) -> Found | None:
    """The file that stands exactly at *path*, or the way to it; None where there is none.

    A folder's page stands at ``dir/``; ``dir`` leads there. The location is relative and starts with ``./``, so that
    it can name neither another host nor another scheme.
    """
    address = path.removeprefix("/")
    if not address or address.endswith("/"):
        address += "index.html"
    if has(address):
        return Found(address)
    if has(f"{address}/index.html"):
        query = target.partition(b"?")[2].decode("latin-1")
        asked = "?" + quote(query, safe="!$&'()*+,;=:@/?%~-._") if query else ""
        return Found(address, f"./{quote(address.rpartition('/')[2])}/{asked}")
    return None
