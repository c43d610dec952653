"""Scores names, days, prices and percentages in annotated news sentences: ``python -m tests.measure.konne FILE``.

The file is of konne (Korean Nested Named Entities, CC BY-SA 4.0): a JSON line a sentence, ``text`` and ``label``, a
list of ``[start, end, TAG]`` in code points, nested ones included. The sentences have no date of publication.

*titled name*: a PS_NAME directly beside a CV_POSITION, or one organisation or place away; 김모, A씨 and bare surnames
are left out. Found where a person of ours with this name stands on it. A person of ours that has a title counts as
read, as true where a PS_NAME of the same name (or the surname alone, where we say whose it is) stands there.
*day*: the innermost DT_DAY with a digit; both ends may differ by two characters from it or from a DT_ label around it
that ends with it (``[지난달 [23일]]``). The labels are not of one mind about what belongs to a day, so ours is compared
with and without 지난, 오는, the weekday, a bracket, the clock time after it, 부터 and 까지, as one range and as two days.
*price*, *percentage*: QT_PRICE with a digit, QT_PERCENTAGE with a digit; likewise, without 각각 before it.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sitegen.model.facts import Amount, Fact, Person, Precision, Time
from sitegen.model.text import Span
from tests.measure.reading import facts_in
from tests.measure.tally import Tally, printed

# A year without leap day or crossing: only where the spans lie is compared.
PUBLISHED = date(2015, 6, 15)
_SLACK = 2
# What the labels leave out around a day, and what stands between the two days of a range.
_TAIL = re.compile(r"\s*(?:\(|오전|오후|새벽|아침|낮|정오|밤|저녁|자정|\d{1,2}시).*")
_BETWEEN = re.compile(r"부터(?=.*\d)\s*|\s*[~∼～-]\s*|[·,]\s*(?=\d)|\((?=\d)")
_PARTICLE = re.compile(r"(?:부터|까지)$")
_LEADING = re.compile(r"(?:지난|오는|.요일인)\s")
_ANONYMOUS = re.compile(r"[가-힣]모|[A-Z]")


@dataclass(frozen=True)
class Labelled:
    """A sentence with its labels."""

    text: str
    labels: tuple[tuple[Span, str], ...]

    def of(self, *tags: str) -> list[Span]:
        return [span for span, tag in self.labels if tag.startswith(tags)]


def sentences(path: Path) -> Iterator[Labelled]:
    """The sentences of *path*, in order."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Labelled(row["text"], tuple((Span(start, end), tag) for start, end, tag in row["label"]))


def titled_names(sentence: Labelled) -> list[Span]:
    """The innermost names that stand beside a position, or one organisation or place away from one."""
    names = sentence.of("PS_NAME")
    inner = [one for one in names if not any(other != one and other in one for other in names)]
    return [one for one in inner if len(one) > 1 and not _anonymous(sentence, one) and _has_position(sentence, one)]


def _anonymous(sentence: Labelled, name: Span) -> bool:
    return _ANONYMOUS.fullmatch(name.of(sentence.text)) is not None


def _has_position(sentence: Labelled, name: Span) -> bool:
    positions = sentence.of("CV_POSITION")
    between = sentence.of("OG", "LC")
    reach = [name, *(Span(name.start, one.end) for one in between if _beside(sentence, name, one))]
    reach += [Span(one.start, name.end) for one in between if _beside(sentence, one, name)]
    return any(_beside(sentence, one, title) or _beside(sentence, title, one) for one in reach for title in positions)


def _beside(sentence: Labelled, left: Span, right: Span) -> bool:
    return left.end <= right.start and not sentence.text[left.end : right.start].strip()


def _same_person(sentence: Labelled, name: Span, person: Person) -> bool:
    written = name.of(sentence.text)
    return person.evidence.span.overlaps(name) and (
        written == person.name or (len(written) == 1 and person.name.startswith(written))
    )


def _close(gold: Span, read: Span) -> bool:
    return gold.overlaps(read) and abs(gold.start - read.start) <= _SLACK and abs(gold.end - read.end) <= _SLACK


def _digits(sentence: Labelled, spans: Iterable[Span]) -> list[Span]:
    return [span for span in spans if re.search(r"\d", span.of(sentence.text))]


def count(rows: dict[str, Tally], sentence: Labelled, facts: Iterable[Fact]) -> Iterator[str]:
    """Adds *sentence* to the tallies; yields a line for each difference."""
    facts = tuple(facts)
    persons = [fact for fact in facts if isinstance(fact, Person)]
    names = sentence.of("PS_NAME")
    for name in titled_names(sentence):
        hit = any(_same_person(sentence, name, person) for person in persons)
        yield from _gold(rows["titled name"], hit, "titled name", name.of(sentence.text), sentence)
    for person in persons:
        if person.title and not _ANONYMOUS.fullmatch(person.name):
            true = any(_same_person(sentence, name, person) for name in names)
            said = f"{person.surface} → {person.name}"
            yield from _read(rows["titled name"], true, "titled name", said, sentence)
    for name, gold, loose, read in _figures(sentence, facts):
        for span in gold:
            whole = [span, *(one for one in sentence.of("DT_") if one.end == span.end and span in one)]
            hit = any(_close(one, cut) for one in whole for cuts in read for cut in cuts)
            yield from _gold(rows[name], hit, name, span.of(sentence.text), sentence)
        for cuts in read:
            true = any(_close(label, cut) for label in loose for cut in cuts)
            yield from _read(rows[name], true, name, cuts[0].of(sentence.text), sentence)


def _figures(
    sentence: Labelled, facts: tuple[Fact, ...]
) -> Iterator[tuple[str, list[Span], list[Span], list[list[Span]]]]:
    """For each sort its name, the labels to be found, the labels that make a reading true, and our readings.

    A reading is the list of the ways to cut it.
    """
    days = _digits(sentence, sentence.of("DT_DAY"))
    days = [one for one in days if not any(other != one and other in one for other in days)]
    read = [list(_cuts(fact)) for fact in facts if isinstance(fact, Time) and _is_day(fact)]
    yield "day", days, sentence.of("DT_", "TI_", "EV_"), read
    amounts = [fact for fact in facts if isinstance(fact, Amount) and re.search(r"\d", fact.surface)]
    prices = _digits(sentence, sentence.of("QT_PRICE"))
    money = [[fact.evidence.span] for fact in amounts if re.fullmatch(r"[A-Z]{3}", fact.unit)]
    yield "price", prices, prices, money
    rates = [
        Span(span.end - len(span.of(sentence.text).removeprefix("각각").lstrip()), span.end)
        for span in _digits(sentence, sentence.of("QT_PERCENTAGE"))
    ]
    yield "percentage", rates, rates, [[fact.evidence.span] for fact in amounts if fact.unit in ("%", "%p")]


def _is_day(fact: Time) -> bool:
    days = (Precision.DAY, Precision.PART, Precision.MINUTE)
    return fact.when.precision in days and re.search(r"\d일", fact.surface) is not None


def _cuts(fact: Time) -> Iterator[Span]:
    """The ways in which the labels may cut *fact*: whole, a day of a range, without what stands around the day."""
    whole = fact.surface
    between = list(_BETWEEN.finditer(whole))
    for start in (0, *(found.end() for found in between)):
        for end in (*(found.start() for found in between), len(whole)):
            words = whole[start:end]
            for cut in (words, _TAIL.sub("", words), _PARTICLE.sub("", words)):
                bare = _LEADING.sub("", cut, count=1)
                last = fact.evidence.span.start + start + len(cut)
                yield from (Span(last - len(cut), last), Span(last - len(bare), last)) if bare else ()


def _gold(tally: Tally, hit: bool, name: str, words: str, sentence: Labelled) -> Iterator[str]:
    tally.gold += 1
    tally.found += hit
    if not hit:
        yield f"{name}\tnot read\t{words}\t{sentence.text}"


def _read(tally: Tally, true: bool, name: str, words: str, sentence: Labelled) -> Iterator[str]:
    tally.read += 1
    tally.true += true
    if not true:
        yield f"{name}\tnot noted\t{words}\t{sentence.text}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true", help="print every difference")
    options = parser.parse_args()
    rows = {name: Tally() for name in ("titled name", "day", "price", "percentage")}
    for sentence in sentences(options.file):
        for line in count(rows, sentence, facts_in(sentence.text, PUBLISHED)):
            if options.misses:
                print(line)
    print(printed(rows, with_value=False))


if __name__ == "__main__":
    sys.exit(main())
