"""Pages as the preview shows them: the site's own, with the preview's script, a watermark where it is not public, and
the fault, if there is one."""

import html
import re
from functools import cache
from http import HTTPStatus
from importlib.resources import files as resources

from sitegen.errors import TemplateError
from sitegen.serve.site import Shown, digest_of

_ROOT = "/__sitegen/"
EVENTS = f"{_ROOT}events"
_OWN = frozenset({"preview.js", "preview.css", "desk.js", "desk.css", "idiomorph.js"})

# The preview sends its own, stricter policy; a page's policy without scripts would stop the reload script.
_POLICY = re.compile(rb"<meta\b[^>]*\bhttp-equiv\s*=\s*[\"']?content-security-policy[^>]*>", re.IGNORECASE)


def own_file(path: str) -> bytes | None:
    """A file of the preview itself, a script or a style; None at any other path."""
    name = path.removeprefix(_ROOT)
    return _own(name) if path.startswith(_ROOT) and name in _OWN else None


# Of our own names alone: what others ask for must not fill the memory.
@cache
def _own(name: str) -> bytes:
    return (resources("sitegen.serve") / "client" / name).read_bytes()


def page_at(address: str, shown: Shown) -> tuple[HTTPStatus, bytes]:
    """The page at *address* as the site has it: its own, the page for what is missing, or one that tells why there is
    none. It never echoes the address."""
    if shown.is_empty:
        title = "사이트를 아직 만들 수 없습니다" if shown.fault else "사이트를 만드는 중입니다"
        return HTTPStatus.SERVICE_UNAVAILABLE, _stand_in(title, shown.fault)
    try:
        if shown.has(address):
            return HTTPStatus.OK, shown.content(address)
        if shown.has("404.html"):
            return HTTPStatus.NOT_FOUND, shown.content("404.html")
    except TemplateError as fault:
        return HTTPStatus.INTERNAL_SERVER_ERROR, _stand_in("이 화면을 만들 수 없습니다", str(fault))
    return HTTPStatus.NOT_FOUND, _stand_in("없는 화면입니다", "")


def digest_at(address: str, shown: Shown) -> str:
    """A short name for what is shown at *address*."""
    return digest_of(page_at(address, shown)[1])


def styles_of(shown: Shown) -> str:
    """A short name for the style sheets of the site."""
    sheets = sorted(address for address in shown.assets if address.endswith(".css"))
    return digest_of(b"".join(shown.content(address) for address in sheets)) if sheets else ""


def with_preview(page: bytes, address: str, shown: Shown, token: str) -> bytes:
    """*page* with what belongs to the preview before its last ``</body>`` or at its end."""
    digest = digest_of(page)
    page = _POLICY.sub(b"", page)
    at = page.lower().rfind(b"</body>")
    at = len(page) if at < 0 else at
    return page[:at] + _tail(address, digest, shown, token).encode() + page[at:]


def _stand_in(title: str, fault: str) -> bytes:
    """A page that stands in for one that is not there, and comes alive when it is."""
    told = f"<pre>{html.escape(fault)}</pre>\n" if fault else ""
    return (
        '<!doctype html>\n<html lang="ko">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{html.escape(title)}</title><link rel="icon" href="data:,"></head>\n'
        f"<body>\n<main>\n<h1>{html.escape(title)}</h1>\n{told}</main>\n</body>\n</html>\n"
    ).encode()


def _tail(address: str, digest: str, shown: Shown, token: str) -> str:
    withheld = shown.notes.withheld.get(address)
    words = html.escape(withheld or "")
    mark = f'<div id="sitegen-watermark" role="region" aria-label="{words}">{words}</div>\n' if words else ""
    fault = f'<div id="sitegen-fault" role="alert"><pre>{html.escape(shown.fault)}</pre></div>\n' if shown.fault else ""
    known = {
        "page": digest, "styles": styles_of(shown), "version": str(shown.version), "events": EVENTS, "token": token,
        "address": address,
    }  # fmt: skip
    data = " ".join(f'data-{name}="{html.escape(value)}"' for name, value in known.items())
    return (
        f'<link rel="stylesheet" href="{_ROOT}preview.css">\n{mark}{fault}'
        f'<script src="{_ROOT}idiomorph.js"></script>\n<script src="{_ROOT}preview.js" {data}></script>\n'
    )
