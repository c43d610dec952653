"""Our reading of times beside other programs': ``make compare``. Prints a table; ``--write`` puts it into the README.

The peers are korean-datetime (``cycle=nearest``) and dateparser (``ko``), both from PyPI. Each reads every sentence with
its day of publication (articles: sentence by sentence for the peers, whole for us, who read on from one to the next).
*found*: the share of the marked expressions that a reading overlaps. *precision*: the share of the readings that
overlap a marked one. *value*: the share of the marked ones with the right stretch of time. Where a program names less
than we ask for, it gets the benefit of the doubt: one moment is right where it lies in the stretch (but for a range),
and of an open range its one day is enough.
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sitegen.analyse import document_of
from sitegen.extract import facts_of
from sitegen.model.facts import Time
from sitegen.model.text import Span
from sitegen.read import read_seed
from tests.conftest import SHARED
from tests.gold.score import noted_facts
from tests.measure import catalogue, konne
from tests.measure.reading import facts_in
from tests.measure.tally import Tally, total
from tests.measure.timex import Stretch, grain, stretch

ROOT = Path(__file__).parents[2]
_NEEDS_CONTEXT = re.compile(r"이날|전날|다음 ?날|이튿날|당일|같은|이듬해|그해|그날")


@dataclass(frozen=True)
class Marked:
    """An annotated time; *value* is empty where only its place is annotated."""

    span: Span
    value: str
    group: str
    counts: bool = True  # False: neither a miss nor a fault


@dataclass(frozen=True)
class Reading:
    """What a program read: where, and the stretch; *moment* where it names no length."""

    span: Span
    when: Stretch | str  # as written where it is a length, a set or open
    moment: bool = False


@dataclass(frozen=True)
class Text:
    """A text with its marked times, and the pieces in which a program without context reads it."""

    whole: str
    published: date
    marked: tuple[Marked, ...]
    pieces: tuple[Span, ...]
    ours: tuple[Time, ...]


def of_catalogue(path: Path) -> Iterator[Text]:
    for line in catalogue.lines_of(path):
        marked = []
        for one in line.expressions:
            value = catalogue.written(one).partition("@")[0] if one.sort in catalogue.TEMPORAL else ""
            group = "needs what was said before" if one.in_context else grain(value)
            marked.append(Marked(one.span, value, group, bool(value)))
        times = [
            catalogue.closed(fact) if any(m.span.overlaps(fact.evidence.span) and "/" not in m.value for m in marked)
            else fact
            for fact in facts_in(line.text, line.reference) if isinstance(fact, Time)
        ]  # fmt: skip
        yield Text(line.text, line.reference, tuple(marked), (Span(0, len(line.text)),), tuple(times))


def of_articles(folder: Path) -> Iterator[Text]:
    for path in sorted(folder.glob("*.facts")):
        seed = next(p for p in (path.with_suffix(".md"), path.with_suffix(".txt")) if p.exists())
        read = facts_of(document_of(read_seed(seed.name, seed.read_bytes())))
        text, published = read.article.text, read.article.published
        assert published, f"{seed.name} has no date"
        marked = []
        for one in noted_facts(path, text):
            if one.kind == "time":
                value = one.keys.get("value", "")
                group = "needs what was said before" if _NEEDS_CONTEXT.search(one.surface) else grain(value)
                marked.append(Marked(one.span, value, group, not one.unsure))
        yield Text(text, published, tuple(marked), read.sentences, tuple(f for f in read.facts if isinstance(f, Time)))


def of_konne(path: Path) -> Iterator[Text]:
    """Only the days with a digit are looked for; any label of a time makes a reading true."""
    for sentence in konne.sentences(path):
        days = [span for span in sentence.of("DT_DAY") if re.search(r"\d", span.of(sentence.text))]
        inner = [one for one in days if not any(other != one and other in one for other in days)]
        marked = [Marked(span, "", "day") for span in inner]
        marked += [Marked(span, "", "", False) for span in sentence.of("DT_", "TI_", "EV_")]
        times = tuple(fact for fact in facts_in(sentence.text, konne.PUBLISHED) if isinstance(fact, Time))
        yield Text(sentence.text, konne.PUBLISHED, tuple(marked), (Span(0, len(sentence.text)),), times)


def sitegen(text: Text) -> Iterator[Reading]:
    for fact in text.ours:
        yield Reading(fact.evidence.span, stretch(fact.when.value) or fact.when.value)


def korean_datetime() -> Callable[[Text], Iterator[Reading]]:
    from korean_datetime import Cycle, ParseOptions, TemporalParser

    parser = TemporalParser(ParseOptions(cycle=Cycle.NEAREST))

    def read(text: Text) -> Iterator[Reading]:
        for piece in text.pieces:
            for found in parser.parse_all(
                piece.of(text.whole), now=datetime.combine(text.published, datetime.min.time())
            ):
                start, end = found.span
                yield Reading(Span(piece.start + start, piece.start + end), (found.start, found.end))

    return read


def dateparser() -> Callable[[Text], Iterator[Reading]]:
    from dateparser.search import search_dates

    def read(text: Text) -> Iterator[Reading]:
        for piece in text.pieces:
            words = piece.of(text.whole)
            settings = {"RELATIVE_BASE": datetime.combine(text.published, datetime.min.time())}
            end = 0
            for surface, moment in search_dates(words, languages=["ko"], settings=settings) or ():
                start = words.find(surface, end)
                if start < 0:  # it gives words with other spaces than the text has
                    continue
                end = start + len(surface)
                naive = moment.replace(tzinfo=None)
                yield Reading(Span(piece.start + start, piece.start + end), (naive, naive), moment=True)

    return read


def counted(text: Text, readings: list[Reading]) -> dict[str, Tally]:
    """Tallies by class; the readings count in the class "" of no expression."""
    rows: dict[str, Tally] = {}
    for one in text.marked:
        if one.counts:
            near = [reading for reading in readings if reading.span.overlaps(one.span)]
            tally = Tally(1, bool(near), any(_right(one, reading) for reading in near))
            rows[one.group] = rows.get(one.group, Tally()) + tally
    for reading in readings:
        true = any(reading.span.overlaps(one.span) for one in text.marked)
        rows[""] = rows.get("", Tally()) + Tally(read=1, true=true)
    return rows


def _right(marked: Marked, reading: Reading) -> bool:
    if not marked.value:
        return False
    gold = stretch(marked.value)
    if reading.moment and isinstance(reading.when, tuple):
        return gold is not None and grain(marked.value) != "range" and gold[0] <= reading.when[0] < gold[1]
    if gold and isinstance(reading.when, tuple) and grain(marked.value) == "clock time":
        return reading.when[0] == gold[0]
    one_side = stretch(marked.value.replace("..", "").strip("/"))
    return reading.when in (gold or marked.value, one_side)


def table(texts: list[Text], programs: dict[str, Callable[[Text], Iterator[Reading]]]) -> str:
    """A Markdown table: a row a class, and for each program found, value and (below) precision."""
    by_program = {
        name: [counted(text, list(read(text))) for text in texts] for name, read in programs.items()
    }  # fmt: skip
    groups = sorted({group for text in texts for one in text.marked if one.counts for group in [one.group]})
    valued = any(one.value for text in texts for one in text.marked)
    cells = ("found", "value") if valued else ("found",)
    head = "| class | gold | " + " | ".join(f"{name}: {cell}" for name in programs for cell in cells) + " |"
    lines = [head, "|---|" + "--:|" * (head.count("|") - 2)]
    for group in [*groups, "all"]:
        sums = {
            name: total(t for rows in all_rows for key, t in rows.items() if key == group or (group == "all" and key))
            for name, all_rows in by_program.items()
        }
        line = f"| {group} | {next(iter(sums.values())).gold} |"
        for tally in sums.values():
            line += f" {tally.recall:.2f} |" + (f" {tally.value_right:.2f} |" if valued else "")
        lines.append(line)
    precision = {name: total(rows[""] for rows in all_rows if "" in rows) for name, all_rows in by_program.items()}
    line = "| precision of what is read | |"
    for tally in precision.values():
        line += f" {tally.precision:.2f} |" + (" |" if valued else "")
    return "\n".join([*lines, line])


def report() -> str:
    """All tables, of the project's own articles and of the texts that lie beside the project."""
    programs = {"sitegen": sitegen, "korean-datetime": korean_datetime(), "dateparser": dateparser()}
    corpora: dict[str, Callable[[], Iterator[Text]]] = {
        "the project's annotated articles (`tests/gold`)": lambda: of_articles(ROOT / "tests" / "gold")
    }
    if (SHARED / "gold").is_dir():
        corpora["other annotated articles"] = lambda: of_articles(SHARED / "gold")
        corpora["a catalogue of expressions"] = lambda: of_catalogue(SHARED / "gold" / "catalogue.txt")
        corpora["konne: days in real news sentences (only their places are annotated)"] = lambda: of_konne(
            SHARED / "gold" / "konne" / "news-odd.jsonl"
        )
    return "\n\n".join(f"**{name}**\n\n{table(list(texts()), programs)}" for name, texts in corpora.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the tables into the README, between their marks")
    options = parser.parse_args()
    tables = report()
    print(tables)
    if options.write:
        readme = ROOT / "README.md"
        text = readme.read_text(encoding="utf-8")
        marks = re.compile(r"(<!-- compare -->\n).*?(<!-- /compare -->)", re.DOTALL)
        readme.write_text(marks.sub(lambda found: f"{found[1]}\n{tables}\n\n{found[2]}", text), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
