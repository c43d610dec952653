"""Sites to publish, of any size, whose pages lead to each other; three versions of each."""

from tests.publish.memory import page

_WORDS = "윤슬시는 새 도서관을 착공했다. 총사업비는 86억원이다. 한빛전자는 공급 계약을 체결했다. "
_PER_LIST = 50


def site(count: int, version: int = 1, size: int = 10_000) -> dict[str, bytes]:
    """*count* files of about *size* bytes. In version 2 three of version 1 are changed and two are gone; in version 3
    half of all pages are changed, some are gone and others are new."""
    lists = max(1, count // _PER_LIST)
    pages = count - lists - 3
    gone = {1: set[int](), 2: {1, 2}, 3: set(range(0, pages, 7))}[version]
    changed = {1: set[int](), 2: {3}, 3: set(range(0, pages, 2))}[version]
    more = [f"새-기사-{number}" for number in range(pages // 9)] if version == 3 else []
    names = [f"기사-{number:05}" for number in range(pages) if number not in gone]
    files = {"assets/site.css": b"p{}", "assets/site.js": b"let x;"}
    for number, name in [*((int(name[3:]), name) for name in names), *((0, name) for name in more)]:
        files[f"a/{name}/index.html"] = page(
            _text(f"{name} 판 {version if number in changed else 1}", size), "index.html", "assets/site.css"
        )
    shown = [*names, *more]
    for number in range(lists):
        mine = [f"a/{name}/index.html" for name in shown if _list_of(name, lists) == number]
        mark = version if version == 3 or number == _list_of("기사-00001", lists) else 1
        files[f"list-{number}/index.html"] = page(_text(f"목록 {number} 판 {mark}", size), "index.html", *mine)
    files["index.html"] = page(_text(f"판 {version}", size), *(f"list-{number}/index.html" for number in range(lists)))
    return files


def _list_of(name: str, lists: int) -> int:
    return sum(name.encode()) % lists if name.startswith("새") else int(name[3:]) // _PER_LIST % lists


def _text(head: str, size: int) -> str:
    times = max(1, (size - len(head.encode())) // len(_WORDS.encode()))
    return f"<!doctype html><title>{head}</title>" + _WORDS * times
