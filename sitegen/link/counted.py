"""How many did one thing on one day, or had it done to them, where two articles disagree: 집회에 3천명이 모였다, 집회에는
700명이 참가했다; 13명이 찬성했다, 찬성 14명으로; 휴대전화 7대를 확보했다, 확보한 휴대전화 9대에서.

What grows while it is counted, as the dead and the injured do, is followed elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import product

from sitegen.link.mention import told_order
from sitegen.link.related import Related
from sitegen.model.facts import Amount, ArticleFacts, Event, Org, Person, Precision, Status, Time
from sitegen.model.site import FactRef, Relation, RelationType
from sitegen.rules.anyof import any_of
from sitegen.rules.rule import word_list, words

_BACK = 2  # sentences before a count that may tell its day, and what was done
_AS_NEWS = {1: timedelta(days=14), 2: timedelta(days=4)}  # so old a day of such a sentence may be
_ALIKE = 2  # words by which two tellings are of one deed: who, where, for what
_ROUND = 20  # a count is no other where they differ by less than one part of so many
_NEWS = timedelta(days=2)  # what an article tells without a day of its own is not older
_LED = 48  # letters before a figure that may tell the deed
_FINE = frozenset({Precision.MONTH, Precision.DAY, Precision.PART, Precision.MINUTE})
_VOTES, _CAME = frozenset({"찬성", "반대", "기권"}), "참가"
_ALSO = re.compile(r"(?:에|에서|에게)도\s")  # 도크에서도: elsewhere, too
_TOTAL = re.compile(r"(?<![0-9,.])([0-9][0-9,.천만]*[가-힣]) ?(?:가운데|중) [^,.]{0,8}$")
_MARKS = (
    re.compile(r"([가-힣A-Za-z0-9]+)에서(?![가-힣])"),
    re.compile(r"([가-힣]+(?:위원회|[가-힣]위|본회의|이사회|총회|주총|대회))(?=[은는이가를을에의도,. ])"),
    re.compile(r"([가-힣]+(?:안|법|결의))[을를은는이가](?![가-힣])"),
)
_COUNTING = frozenset({"집계하다", "추산하다", "파악하다", "추정하다"})
_SO = frozenset({Status.HAPPENED, Status.STATED, Status.ESTIMATED, Status.ALLEGED})
_WORD = re.compile(r"(?<![0-9천만억조가-힣A-Za-z])[가-힣A-Za-z]{2,}")
# Of some of them alone: 가운데 31명, 매각에 찬성하는 200명, 온라인으로 500명
_SOME = re.compile(
    r"(?:(?:가운데|중)|[가-힣](?:는|던|은)|(?:온라인|화상|서면|전화|우편|사전투표)(?:으)?로) (?:약 |먼저 |모두 )?$"
)
_OF_ALL = re.compile(
    r"(?:재적|재석|참석|출석|투표|전체|이사|위원|의원|조합원|검체|응답자)[^.]{0,24}(?:가운데|중) (?:약 )?$"
)
_TOPIC = re.compile(r"[가-힣](?:에는|에서는|률은|자는) (?:모두 |약 )?$")
_MORE = re.compile(r"[을를이가]?\s?(?:추가로|더 |이상|씩)")
# Beginnings of words that any count is told with.
_EMPTY = frozenset({
    "밝혔", "말했", "전했", "이날", "지난", "오전", "오후", "당시", "모두", "가운", "따르", "대한", "위한", "이번",
    "것으", "집계", "추산", "주최", "측은", "경찰", "참가", "참석", "찬성", "반대", "확보", "발견", "투입", "주민",
    "시민", "사람",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Count:
    """How many, by an article that tells the day of the deed, its month, or neither, where it is news."""

    read: ArticleFacts
    amount: Amount
    deed: str
    noun: str  # what is counted; "" where that is not told
    first: date | None  # the days that the deed may lie on: one, or those of a month
    last: date | None
    clock: str  # as of when on that day, where it is told
    source: str
    told_by: frozenset[str]  # the beginnings of the words around it
    held: str  # the gathering or the strike: 집회, 설명회, 파업
    total: str  # out of how many: 24건 가운데
    marks: tuple[frozenset[str], ...]  # whom it names, where it was, which body voted, on what

    @property
    def ref(self) -> FactRef:
        return FactRef(self.read.article.id, self.amount.id)

    def is_of(self, other: "_Count", closely: bool) -> bool:
        """Whether both count one deed: of one day, of one noun, told by the same words. Two articles that are *closely*
        of one affair need one word, where they name the very day, and a vote or a thing that is counted."""
        if self.deed != other.deed or self.amount.unit != other.amount.unit:
            return False
        if self.noun != other.noun or self.held != other.held:
            return False
        if self.total != other.total and (self.deed not in _VOTES or (self.total and other.total)):
            return False
        if any(ours and theirs and not ours & theirs for ours, theirs in zip(self.marks, other.marks, strict=True)):
            return False
        if self.clock and other.clock and self.clock != other.clock:
            return False
        exact = self.first is not None and self.first == self.last == other.first == other.last
        telling = bool(self.clock and other.clock) or self.deed in _VOTES or bool(self.noun and other.noun)
        least = 1 if closely and telling and (exact or self.noun) else _ALIKE
        return self._may_be_on_day_of(other) and len(self.told_by & other.told_by) >= least

    def _may_be_on_day_of(self, other: "_Count") -> bool:
        if self.first and other.first and self.last and other.last:
            told_finely = self.first == self.last or other.first == other.last
            return told_finely and self.first <= other.last and other.first <= self.last
        told, silent = (self, other) if self.first else (other, self)
        published = silent.read.article.published
        is_day = told.first is not None and told.first == told.last
        return is_day and published is not None and timedelta() <= published - told.first <= _NEWS  # type: ignore[operator]


def counts_at_odds(articles: Sequence[ArticleFacts], related: Related) -> Iterator[Relation]:
    """From the first count of a deed to the first other one, in *related* articles.

    An article that tells several counts of a deed, or the other's too, tells of several deeds, or why they differ.
    """
    # By article, in the order told; of each only those near it are looked at, whatever the archive holds.
    told = {read.article.id: counts for read in sorted(articles, key=told_order) if (counts := tuple(_counts(read)))}
    place = {article: number for number, article in enumerate(told)}
    met: set[FactRef] = set()
    for article, ours in told.items():
        later = [other for other in related.near(article) if place.get(other, -1) > place[article]]
        for other in sorted(later, key=place.__getitem__):
            closely = related.closely(article, other)
            for one, rival in product(ours, told[other]):
                if one.ref in met or rival.ref in met or not one.is_of(rival, closely):
                    continue
                if _are_at_odds(one, rival, ours, told[other], closely):
                    met |= {one.ref, rival.ref}
                    yield Relation(RelationType.CONFLICT, one.ref, rival.ref, "one event, two counts")


def _are_at_odds(one: _Count, other: _Count, ours: Sequence[_Count], theirs: Sequence[_Count], closely: bool) -> bool:
    """Whether neither article has the other's figure as well; *ours* and *theirs* are all counts of the two."""
    mine = [count for count in ours if count.is_of(other, closely)]
    his = [count for count in theirs if one.is_of(count, closely)]
    return all(_differ(a, b) for a in mine for b in his)


def _differ(one: _Count, other: _Count) -> bool:
    """Whether two counts are two, and not one of them rounded; those who came nobody knows to the last man."""
    first, second = one.amount.low, other.amount.low
    if first is None or second is None or first == second:
        return False
    if one.deed == _CAME and one.source and one.source == other.source:
        return False
    if one.deed != _CAME and not one.amount.approx and not other.amount.approx:
        return True
    return abs(first - second) * _ROUND > max(first, second)


def _counts(read: ArticleFacts) -> Iterator[_Count]:
    """The counts of deeds that an article tells as done."""
    text = read.article.text
    times = [fact for fact in read.facts if isinstance(fact, Time)]
    for amount in read.facts:
        if not isinstance(amount, Amount) or amount.low is None or amount.low != amount.high or amount.converts:
            continue
        if amount.unit in ("KRW", "USD", "%p", "배", "위") or (amount.change is not None and amount.change.by):
            continue
        number = amount.evidence.sentence
        deed = _deed(amount, text, read.sentences[number].start, read.sentences[number].end)
        telling = read.telling(amount) if deed else None
        if not deed or (telling is not None and telling.certainty.status not in _SO):
            continue
        if any(_is_of_long_ago(time, amount, number) for time in times):
            continue
        first, last, clock, since = _day(amount, times, number, read.article.published)
        start = read.sentences[max(0, since)].start
        around = text[start : read.sentences[number].end]
        if _ALSO.search(text, read.sentences[number].start, amount.evidence.span.start):
            continue
        held = _GATHERING.findall(text, start, amount.evidence.span.end + _LED) if deed == _CAME else []
        if deed == _CAME and not held:
            continue  # 개발에 연구원 300명이 참여했다: of many
        yield _Count(
            read=read,
            amount=amount,
            deed=deed,
            noun=_noun(amount, deed),
            first=first,
            last=last,
            clock=clock,
            source=telling.certainty.source if telling is not None else "",
            told_by=_beginnings(around) - _unsaid(deed, amount, telling),
            held=held[-1] if held else "",
            total=total[1]
            if (total := _TOTAL.search(text[read.sentences[number].start : amount.evidence.span.start]))
            else "",
            marks=(
                _named(read, since, number) - _who_counts(telling),
                *(frozenset(mark.findall(around)) for mark in _MARKS),
            ),
        )


def _deed(amount: Amount, text: str, start: int, end: int) -> str:
    """What so many did; "" where that is not told right behind the figure, right before it, or by its label."""
    span = amount.evidence.span
    if _MORE.match(text, span.end):
        return ""
    led = text[max(start, span.start - _LED) : span.start]
    if _SOME.search(led) and not _OF_ALL.search(led) and not _TOPIC.search(led):
        return ""
    labelled = next((deed for deed, endings in _labels() if amount.of.endswith(endings)), "")
    if labelled:
        return labelled
    behind = _behind().match(text, span.end, end)
    if behind:
        return _deed_of(behind[1])
    if text.startswith(("을", "를", "이 ", "가 "), span.end):
        return ""  # 연행한 3명을 송치했다: some of them
    before = _described().search(led)
    return _deed_of(before[1]) if before else ""


def _is_of_long_ago(time: Time, amount: Amount, number: int) -> bool:
    """Whether the figure's sentence dates it by no more than a year: 지난해 집회에 5천명이 모였다."""
    told = time.evidence.sentence == number and time.evidence.span.end <= amount.evidence.span.start
    return told and time.when.is_point and time.when.precision not in _FINE


def _day(
    amount: Amount, times: Sequence[Time], number: int, published: date | None
) -> tuple[date | None, date | None, str, int]:
    """The days that what a figure counts may lie on, the clock told with it, and the sentence that tells them.

    The figure's own sentence tells any day, one before it that of the news.
    """
    for back in range(_BACK + 1):
        near = [
            time
            for time in times
            if time.evidence.sentence == number - back
            and (back or time.evidence.span.end <= amount.evidence.span.start)
            and time.when.is_point
            and time.when.precision in _FINE
            and time.when.earliest is not None
        ]
        if not near:
            continue
        when = near[-1].when
        is_one = len({time.when.earliest for time in near}) == 1
        if back and not (is_one and published and when.earliest and published - when.earliest <= _AS_NEWS[back]):
            return None, None, "", number - back
        clock = next((time.when.value for time in near if time.when.precision is Precision.MINUTE), "")
        return when.earliest, when.latest, clock if is_one else "", number - back
    return None, None, "", number - 1


def _noun(amount: Amount, deed: str) -> str:
    """What is counted; of people nobody says it in the same words."""
    if amount.unit == "명" or not amount.of:
        return ""
    noun = amount.of.split()[-1]
    return "" if _deed_of(noun) == deed else noun


def _named(read: ArticleFacts, first: int, last: int) -> frozenset[str]:
    """The people and bodies that those sentences name."""
    return frozenset(
        fact.name for fact in read.facts if isinstance(fact, Org | Person) and first <= fact.evidence.sentence <= last
    )


def _who_counts(telling: Event | None) -> frozenset[str]:
    """Who says how many, whose count another's may contradict."""
    if telling is None:
        return frozenset()
    counts = telling.who if telling.predicate in _COUNTING else ()
    return frozenset((telling.certainty.source, *counts))


def _unsaid(deed: str, amount: Amount, telling: Event | None) -> frozenset[str]:
    """The beginnings of words that tell no deed from another of its kind: its label, and who does this every day."""
    said = set(amount.of.split()[-1:])
    if telling is not None and deed not in _VOTES and deed != _CAME:
        said |= {*telling.who, telling.certainty.source}
    return frozenset(word[:2] for word in said)


def _beginnings(text: str) -> frozenset[str]:
    return frozenset([word[:2] for word in _WORD.findall(text)]) - _EMPTY


@cache
def _stems() -> tuple[tuple[str, str], ...]:
    return tuple((deed, stem) for deed, *stems in words("counted_deeds") for stem in stems)


@cache
def _labels() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each deed with what a label of those who did it ends in: 찬성, 찬성률, 참가자."""
    return tuple((deed, (stem, stem + "률", stem + "자")) for deed, stem in _stems())


@cache
def _deed_of(words_: str) -> str:
    """The deed that words begin to tell."""
    return next((deed for deed, stem in _stems() if words_.startswith(stem)), "")


@cache
def _behind() -> re.Pattern[str]:
    """31개가 풀린 것을 발견했다, 7대와 회계 장부를 확보했다, 84.7%의 찬성을 얻었다, 찬성 159명으로."""
    stems = any_of(stem for _, stem in _stems())
    return re.compile(rf"(?:[이가은는을를도의과와]|에서는?|으로)?\s(?:[가-힣]+\s){{0,3}}?({stems})")


@cache
def _described() -> re.Pattern[str]:
    """확보한 휴대전화, 풀린 채 발견된 볼트도, 검출된 검체는."""
    stems = any_of(stem for _, stem in _stems())
    return re.compile(rf"({stems})(?:한|된|했던|됐던)?\s(?:(?:[가-힣]+\s){{0,2}}[가-힣]+[은는이가도]?\s)?$")


_GATHERING = re.compile(rf"({any_of((*word_list('gatherings'), '파업'))})(?:[가-힣]{{0,2}})(?![가-힣])")
