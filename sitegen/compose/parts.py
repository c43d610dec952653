"""Long lists in pages: a list that grows must not make one page grow without end."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

_T = TypeVar("_T")


def parts_of(
    folder: str, members: Sequence[_T], most: int, name: Callable[[_T], str]
) -> Iterator[tuple[str, Sequence[_T], list[dict[str, Any]]]]:
    """*members* in pages of at most *most*: address, members, and links to all the pages where there are several.

    The first page stands at the folder's index. The others at ``_2`` and so on: no slug begins with an underscore.
    """
    pages = [members[start : start + most] for start in range(0, len(members), most)] or [members]
    urls = [f"{folder}/index.html", *(f"{folder}/_{number}/index.html" for number in range(2, len(pages) + 1))]
    labels = [_range(name(some[0]), name(some[-1])) for some in pages] if len(pages) > 1 else []
    for url, some in zip(urls, pages, strict=True):
        links = [
            {"label": label, "url": other, "current": other == url} for label, other in zip(labels, urls, strict=False)
        ]
        yield url, some, links


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"
