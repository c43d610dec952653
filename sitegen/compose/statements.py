"""What people said: every quotation, by month and speaker, the newest first."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any

from sitegen.compose.desk import Desk, Read
from sitegen.compose.frame import page_of
from sitegen.compose.months import by_month, month_of, period_label
from sitegen.compose.quotes import shown_quote, shown_utterances
from sitegen.model.facts import Quote
from sitegen.model.site import Page

URL = "quotes/index.html"
MOST_QUOTES = 100  # of one page
_Said = tuple[Read, list[Quote]]


def statement_pages(desk: Desk) -> Iterable[Page]:
    """The newest quotations, and pages of all months where there are more."""
    newest = list(islice(_all(desk), MOST_QUOTES + 1))
    if len(newest) <= MOST_QUOTES:
        yield _page(desk, URL, "", newest, ())
        return
    parts = list(by_month(desk, _all(desk), _month, MOST_QUOTES, newest_first=True, unknown="unknown_day"))
    months = [{"label": part.label, "url": part.url("quotes")} for part in parts]
    yield _page(desk, URL, "", newest[:MOST_QUOTES], months)
    for part in parts:
        yield _page(desk, part.url("quotes"), part.label, part.members, ())


def _all(desk: Desk) -> Iterator[_Said]:
    for facts in desk.briefing.articles:
        read = desk.reads[facts.article.id]
        for pieces in shown_utterances(read):
            yield read, pieces


def _month(said: _Said) -> str:
    return month_of(said[0].article.published)


def _page(desk: Desk, url: str, period: str, said: Sequence[_Said], months: Sequence[dict[str, str]]) -> Page:
    words = desk.words
    return page_of(
        desk,
        url,
        "quotes.html",
        words["quotes_of"].format(period=period) if period else words["quotes"],
        words["quotes_description"],
        "quotes",
        months=list(months),
        note=words["newest_part"].format(count=len(said)) if months else "",
        of_one=bool(period),
        sections=[
            {"id": f"m{month}", "title": period_label(desk, month, "unknown_day"), "speakers": _speakers(desk, same)}
            for month, same in groupby(_in_months(said), key=_month)
        ],
    )


def _in_months(said: Iterable[_Said]) -> list[_Said]:
    """*said* with what has no month last; the rest comes by month already, the newest first."""
    return sorted(said, key=lambda one: one[0].article.published is None)


def _speakers(desk: Desk, said: Iterable[_Said]) -> list[dict[str, Any]]:
    """Who spoke, the last to speak first, each with what he said and what he is called; a quotation says it again only
    where its article calls him something else."""
    speakers: dict[str, dict[str, Any]] = {}
    for read, pieces in said:
        quote = shown_quote(desk, read, pieces)
        speaker = speakers.setdefault(
            pieces[0].speaker, {"name": quote["speaker"], "role": quote["role"], "quotes": []}
        )
        speaker["role"] = speaker["role"] or quote["role"]
        speaker["quotes"].append(quote)
    for speaker in speakers.values():
        for quote in speaker["quotes"]:
            if quote["role"] == speaker["role"]:
                quote["role"] = ""
    return list(speakers.values())
