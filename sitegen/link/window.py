"""When an event may lie, and whether it is told as past: by its own words, else by what its article's day leaves open."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from sitegen.link.deed import classes_of, stem_of
from sitegen.model.facts import ArticleFacts, Basis, Event, Fact, Precision, Status, Time, When

_NEWS_DAYS = 4  # what an undated sentence of news tells of lies at most so many days before its publication
_DAY = frozenset({Precision.DAY, Precision.PART, Precision.MINUTE})
_CHARGED = frozenset({"기소", "고발", "송치", "입건"})
_SCENES = frozenset({"개막", "개장", "실시"})  # 열린, 연
_TO_BE_DONE = frozenset({"취하"})  # a suit is not off once that is decided
_LENGTH = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?")
_AGO = re.compile(r"\s?전(?![가-힣])")
_WHEN = re.compile(r"\s?(?:때|당시|무렵)")
_MEANT = re.compile(r"려고?\s?(?:했|하)|려던|려다")  # 표결하려 했으나: meant, and not done
# Words of a recap: the day that the article leaves open may be any before it.
_RECAP = re.compile(r"당시|앞서|이미|애초|당초|(?:ㄴ|은|한|된|던|린|친|운|긴|른|난|킨|낸|진)\s바\s?있")
# What is told in the words of others is an act of theirs, too: 벌이고 있다고 보도했다.
SPEAKING = {Basis.MEDIA: frozenset({"보도"}), Basis.CLAIMED: frozenset({"주장"})}
_REFUSED = re.compile(r"지\s?(?:않|말)(?:기로|겠)")
_NOT_SO = re.compile(r"지(?:는|도|조차|를)?\s?(?:않|못하|못한|못했|못해|못할)")


class Phase(StrEnum):
    """Whether an event is told as past, as to come, or as a state."""

    PAST = "past"
    PLAN = "plan"
    STATE = "state"


_PHASES = {
    Status.HAPPENED: Phase.PAST,
    Status.DROPPED: Phase.PAST,
    Status.DENIED: Phase.PAST,
    Status.PLANNED: Phase.PLAN,
    Status.PURSUED: Phase.PLAN,
    Status.CONSIDERED: Phase.PLAN,
    Status.EXPECTED: Phase.PLAN,
}


def phase_of(event: Event) -> Phase:
    # A letter that no hit can do without spares most events the pattern; so below.
    if "려" in event.surface and _MEANT.search(event.surface):
        return Phase.STATE
    if event.quotes or refuses(event) or is_put_off(event):
        return Phase.PAST
    return _PHASES.get(event.certainty.status, Phase.STATE)


def refuses(event: Event) -> bool:
    """Whether its words say that somebody decides not to do it: 고발하지 않기로 했다."""
    return "지" in event.surface and bool(_REFUSED.search(event.surface))


def is_not_so(event: Event) -> bool:
    """Whether its words say that it is not so, or was not done: 유출되지 않았다고 설명했다, 찾지 못했다."""
    return "지" in event.surface and bool(_NOT_SO.search(event.surface)) and not refuses(event)


def is_put_off(event: Event) -> bool:
    """Whether it is decided to put something off or to drop it: 준공을 늦추기로 했다, 시행을 연기한다고 밝혔다."""
    stem = stem_of(event.predicate)
    planned = event.certainty.status is Status.PLANNED and stem not in _TO_BE_DONE
    return planned and bool(classes_of(stem) & {"연기", "취소"})


def window_of(
    event: Event, phase: Phase, read: ArticleFacts, beside: Sequence[Fact], before: Sequence[Fact] = ()
) -> tuple[date | None, date | None]:
    """The days that an event in *phase* may lie on: its own words', else what its article's day leaves open.

    *beside* are the facts of its sentence, *before* those of the last one before it in its paragraph
    that tells a time.
    """
    when, published = event.when, read.article.published
    if when is not None and is_told(when) and not (is_put_off(event) and _lies_ahead(when, published)):
        return when.earliest, when.latest
    if published is None:
        return None, None
    if day := _spoken_on(event, beside) or _day_of_scene(event, beside):
        return day, day
    if phase is Phase.PLAN:
        return published, None
    if back := _ago(event, read, published, beside):
        return back
    if since := _elapsed(event, read, beside):
        ago, slack = since
        now = max(_days_told(before), default=published)  # 16일 구속했다. 체포한 지 8일 만이다: before the 16th
        return now - ago - slack, now - ago + slack
    if _WHEN.match(read.article.text, event.evidence.span.end) and (dated := _time_before(event, beside)):
        return dated
    if phase is not Phase.PAST or event.embedded or event.is_minor:
        return None, published
    if then := _then(event, published, beside):
        return then
    if not _RECAP.search(event.clause.of(read.article.text) + event.surface):
        days = _days_told(before) if not any(map(is_moment, beside)) else []
        return min(published - timedelta(days=_NEWS_DAYS), *days, *_days_beside(event, read, beside)), published
    return None, published


def borrows_its_day(event: Event, read: ArticleFacts, beside: Sequence[Fact]) -> bool:
    """Whether the day beside a deed told in passing is that of the sentence: 5일 기소된 김 대표의 공판을 열었다."""
    published, when = read.article.published, event.when
    if event.embedded != "adnominal" or published is None or when is None or when.earliest is None:
        return False
    if when.precision not in _DAY or published - when.earliest > timedelta(days=_NEWS_DAYS):
        return False
    return bool(classes_of(stem_of(event.predicate)) & _CHARGED or event.surface.endswith("다는")) and any(
        isinstance(other, Event) and not other.embedded and other.when is None for other in beside
    )


def _spoken_on(event: Event, beside: Sequence[Fact]) -> date | None:
    """The day on which others said it, where the event is their saying: 테크온은 11일 … 발견됐다고 보도했다."""
    if event.embedded or event.certainty.basis not in SPEAKING:
        return None
    days = [
        fact.when.earliest
        for fact in beside
        if isinstance(fact, Time)
        and fact.evidence.span.end <= event.evidence.span.start
        and fact.when.precision in _DAY
        and fact.when.earliest == fact.when.latest
    ]
    return days[0] if len(days) == 1 else None


def _lies_ahead(when: When, published: date | None) -> bool:
    return published is not None and when.earliest is not None and when.earliest > published


def _day_of_scene(event: Event, beside: Sequence[Fact]) -> date | None:
    """The day of what a clause tells of: 20일 열린 공청회가 중단됐다."""
    if event.when is not None or not event.theme or (event.embedded and not event.is_minor):
        return None
    for other in beside:
        if (
            isinstance(other, Event)
            and other.embedded == "adnominal"
            and other.theme[-1:] == event.theme[-1:]
            and other.when is not None
            and other.when.precision in _DAY
            and classes_of(stem_of(other.predicate)) & _SCENES
        ):
            return other.when.earliest
    return None


def _time_before(event: Event, beside: Sequence[Fact]) -> tuple[date, date] | None:
    """The days of the time before a deed told in passing, with no other deed between: 지난해 7월 계약을 맺을 때."""
    start = event.evidence.span.start
    before = [fact for fact in beside if fact.evidence.span.end <= start and fact.evidence.span in event.clause]
    times = [fact for fact in before if is_moment(fact)]
    if not times:
        return None
    last = max(times, key=lambda fact: fact.evidence.span.end)
    assert isinstance(last, Time)
    if any(isinstance(fact, Event) and fact.evidence.span.start > last.evidence.span.end for fact in before):
        return None
    first, until = last.when.earliest, last.when.latest
    return (first, until) if first is not None and until is not None else None


def _days_beside(event: Event, read: ArticleFacts, beside: Sequence[Fact]) -> list[date]:
    """The days of the other clauses of the sentence: 11일 회의를 열었으나 처리를 연기했다, 4일 내린 뒤 이탈했다."""
    named = [
        fact.when.earliest
        for fact in beside
        if isinstance(fact, Time)
        and fact.evidence.span.end <= event.evidence.span.start
        and fact.when.is_point
        and fact.when.precision in _DAY
        and fact.when.earliest is not None
    ]
    return named + [
        fact.when.earliest
        for fact in beside
        if isinstance(fact, Event)
        and (fact.embedded == "joined" or borrows_its_day(fact, read, beside))
        and fact.when is not None
        and fact.when.earliest is not None
    ] or [event_day for event_day in (read.article.published,) if event_day]


def _days_told(facts: Iterable[Fact]) -> list[date]:
    """The days of what a sentence tells; one without a time goes on from there: 4일 불이 붙었다. 주민이 화상을 입었다."""
    return [
        fact.when.earliest
        for fact in facts
        if isinstance(fact, Event)
        and fact.embedded != "adnominal"
        and fact.certainty.status is Status.HAPPENED
        and fact.when is not None
        and fact.when.is_point
        and fact.when.precision in _DAY
        and fact.when.earliest is not None
    ]


def is_moment(fact: Fact) -> bool:
    """Whether it is a time when something was, and not for how long."""
    return isinstance(fact, Time) and fact.when.is_point


def _then(event: Event, published: date, beside: Sequence[Fact]) -> tuple[date | None, date] | None:
    """The days of a time of long ago in a denial's clause that dates nothing, as it may be of two deeds: 지난 4월 재지 않았다는
    주장을 부인했다. If it is the denial's, it was then."""
    dated = {fact.when for fact in beside if isinstance(fact, Event)}
    found = [
        (fact.when.earliest, fact.when.latest)
        for fact in beside
        if isinstance(fact, Time)
        and fact.evidence.span in event.clause
        and fact.when.is_point
        and fact.when.latest is not None
        and published - fact.when.latest > timedelta(days=_NEWS_DAYS)
        and fact.when not in dated
    ]
    return found[0] if event.certainty.status is Status.DENIED and len(found) == 1 else None


def _ago(event: Event, read: ArticleFacts, published: date, beside: Sequence[Fact]) -> tuple[date, date] | None:
    """The days that a clause is put back to: 5년 전 외벽이 떨어졌다, 석 달 전 낸 보고서."""
    text = read.article.text
    for time in beside:
        if (
            not isinstance(time, Time)
            or time.evidence.span not in event.clause
            or not _AGO.match(text, time.evidence.span.end)
        ):
            continue
        if not (match := _LENGTH.fullmatch(time.when.value)):
            continue
        years, months, days = (int(number or 0) for number in match.groups())
        if years:
            return date(published.year - years, 1, 1), date(published.year - years, 12, 31)
        middle = published - timedelta(days=30 * months + days)
        slack = timedelta(days=31 if months else 0)
        return middle - slack, middle + slack
    return None


def _elapsed(event: Event, read: ArticleFacts, beside: Sequence[Fact]) -> tuple[timedelta, timedelta] | None:
    """How long ago, and how exactly, an event lies that time has passed since: 압수수색한 지 38일 만이다."""
    end = event.evidence.span.end
    for time in beside:
        if not isinstance(time, Time) or time.evidence.span.start < end or time.evidence.span.start > end + 4:
            continue
        match = _LENGTH.fullmatch(time.when.value)
        if match and read.article.text[end : time.evidence.span.start].strip() == "지":
            years, months, days = (int(number or 0) for number in match.groups())
            ago = timedelta(days=365 * years + 30 * months + days)
            return ago, timedelta(days=2) if days else timedelta(days=25 if months else 200)
    return None


def is_told(when: When | None) -> bool:
    return when is not None and when.is_point and (when.earliest or when.latest) is not None
