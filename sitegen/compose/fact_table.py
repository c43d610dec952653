"""The table of facts, and the same facts as files: JSON by the facts contract, and a sheet. The newest articles first;
an archive's are cut into months."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sitegen.compose.contract import SCHEMA, Index, facts_document, index_of
from sitegen.compose.desk import Desk, Read
from sitegen.compose.frame import page_of
from sitegen.compose.months import Part, by_month, month_of
from sitegen.compose.spreadsheet import sheet_of
from sitegen.compose.table import Line, lines_in, shown_line
from sitegen.model.site import Entry, Page

URL = "facts/index.html"
MOST_ROWS = 200  # of one page
MOST_ARTICLES = 100  # of one file

_Told = Mapping[str, Sequence[Entry]]  # by article id, the lines of the timeline that it tells best


def fact_pages(desk: Desk) -> Iterable[Page]:
    """The table, the files and the schema that they hold to; where the settings ask for all facts, pages and files of
    all months, too: an archive makes them anew on every build."""
    told = _told(desk)
    reads = [desk.reads[facts.article.id] for facts in desk.briefing.articles]
    newest = list(islice(_lines(desk, reads, told), MOST_ROWS + 1))
    months: list[dict[str, str]] = []
    files = [_file_links("facts", "")]
    is_all = desk.briefing.site.all_facts
    index = index_of(desk, {read.article.id for read in (reads if is_all else reads[:MOST_ARTICLES])})
    if is_all and len(newest) > MOST_ROWS:
        for page in _monthly(desk, reads, told):
            months.append({"label": page.label, "url": page.url("facts")})
            yield _page(desk, page.url("facts"), page.label, page.members)
    if len(reads) > MOST_ARTICLES:
        files[0]["label"] = desk.words["files_newest"].format(count=MOST_ARTICLES)
    if is_all and len(reads) > MOST_ARTICLES:
        for some in _in_files(desk, reads):
            files.append(_file_links(f"facts/{some.name}", some.label))
            yield from _files(desk, f"facts/{some.name}", some.members, told, index, {}, "../")
    note = desk.words["newest_part" if months else "newest_rows"].format(count=MOST_ROWS)
    is_whole = len(newest) <= MOST_ROWS
    yield _page(desk, URL, "", newest[:MOST_ROWS], months, files, "" if is_whole else note)
    more = {"parts": [one["json"] for one in files[1:]]} if len(files) > 1 else {}
    yield from _files(desk, "facts", reads[:MOST_ARTICLES], told, index, {"total": len(reads), **more})
    yield Page(SCHEMA, "schema", {})


def _told(desk: Desk) -> _Told:
    told: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in desk.briefing.entries:
        if entry.refs:
            told[entry.refs[0].article].append(entry)
    return told


def _lines(desk: Desk, reads: Iterable[Read], told: _Told) -> Iterator[Line]:
    for read in reads:
        yield from lines_in(desk, read, told.get(read.article.id, ()))


def _monthly(desk: Desk, reads: Sequence[Read], told: _Told) -> Iterator[Part[Line]]:
    """The rows by month, in parts that one page holds: an archive's rows are never all made at once."""
    for month in by_month(desk, reads, _month, len(reads), newest_first=True, unknown="unknown_day"):
        lines = _lines(desk, month.members, told)
        yield from by_month(desk, lines, lambda line: _month(line.read), MOST_ROWS, unknown="unknown_day")


def _in_files(desk: Desk, reads: Sequence[Read]) -> Iterator[Part[Read]]:
    return by_month(desk, reads, _month, MOST_ARTICLES, newest_first=True, unknown="unknown_day")


def _month(read: Read) -> str:
    return month_of(read.article.published)


def _file_links(stem: str, label: str) -> dict[str, str]:
    return {"label": label, "csv": f"{stem}.csv", "json": f"{stem}.json"}


def _files(
    desk: Desk,
    stem: str,
    reads: Sequence[Read],
    told: _Told,
    index: Index,
    more: Mapping[str, Any],
    root: str = "",
) -> Iterator[Page]:
    """The files of *reads*; *more* stands in the JSON, too, *root* leads from there to the site's root."""
    document = {**facts_document(desk, reads, index, root), **more}
    yield Page(f"{stem}.json", "document", {"document": document})
    yield Page(f"{stem}.csv", "sheet", sheet_of(desk, reads, [told.get(read.article.id, ()) for read in reads]))


def _page(
    desk: Desk,
    url: str,
    period: str,
    lines: Sequence[Line],
    months: Sequence[dict[str, str]] = (),
    files: Sequence[dict[str, str]] = (),
    note: str = "",
) -> Page:
    words = desk.words
    return page_of(
        desk,
        url,
        "facts.html",
        words["facts_of"].format(period=period) if period else words["facts"],
        words["facts_description"],
        "facts",
        months=list(months),
        note=note,
        files=list(files),
        schema=SCHEMA,
        rows=[shown_line(desk, line) for line in lines],
    )
