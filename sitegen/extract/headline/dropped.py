"""What a line leaves to its columns and to its badge: the date, the place, whose word it is."""

import re

from sitegen.extract.headline.setting import Setting
from sitegen.extract.headline.written import without_brackets
from sitegen.extract.quote.clause import is_time
from sitegen.model.facts import Basis, Event, Precision, Status
from sitegen.model.text import Span
from sitegen.rules.rule import word_set

_SAME_DAY = frozenset({"이날", "당일", "이날은", "이날엔", "이날에는"})
_THEN = _SAME_DAY | {"당시", "당시엔", "당시에는"}
_AS_OF = frozenset(
    {
        "기준",
        "기준으로",
        "현재",
        "안에",
        "내에",
        "안으로",
        "사이",
        "중",
        "연간으로",
        "시즌에",
        "무렵",
        "즈음",
        "기간",
        "동안",
        "부터",
        "까지",
    }
)
_COUNTS = frozenset({"집계", "통계"})
_FINE = frozenset({Precision.DAY, Precision.PART, Precision.MINUTE})
_AFTER_TIME = re.compile(r"(?:에는|에도|에|부터는|부터|까지는|까지|께|쯤|경|중|안에|은|는|엔)?,?$")
_CALENDAR = re.compile(
    r"\d|(?:날|달|월|해|초|말|중순|어제|그제|오늘|내일|모레|주|요일|주말|새벽|아침|오전|오후|저녁|밤|낮)\)?$"
)
_LATER = frozenset({"뒤인", "후인", "전인"})
_ACCORDING = frozenset({"따르", "의하"})
_QUOTING = frozenset({"인용"})
_TOPICS = (("은",), ("는",), ("ᆫ",))
_SUBJECTS = frozenset({"이", "가", "은", "는", "ᆫ", "도"})
_BOUNDS = frozenset(
    {"이르면", "늦어도", "빠르면", "일러야", "또는", "혹은", "및"}
)  # they bound the date, and say nothing without it
_VENUE = 8  # 어절 that the place of a telling takes at most


class Columns:
    """The clause of an event, and what of it stands beside the line."""

    def __init__(self, setting: Setting, event: Event) -> None:
        self.setting, self.event = setting, event
        self.eojeols = setting.clause.eojeols

    def dropped(self, first: int, last: int) -> set[int]:
        """The 어절 of [first, last) that say only when, where, or on whose word."""
        gone = self._date(first, last)
        kept = self.event.when_span if not gone else None  # 이날 오후 방송된 무대: the day stays with its hour
        surfaces = self.setting.surfaces
        for at in range(first, last):
            eojeol = self.eojeols[at]
            surface = surfaces[at]
            if self.event.when and surface in _SAME_DAY:
                named = surface == "당일" and at > first and self.eojeols[at - 1].bare  # 사고 당일
                if not named and not (kept is not None and eojeol.span.overlaps(kept)):
                    gone.add(at)
            if surface in _AS_OF and at - 1 in gone:
                gone.add(at)
            if self._is_telling(at):
                noun = at if eojeol.josa else at - 1
                gone |= set(range(self._with_time(noun, first), at + 1)) if noun >= first else set()
            if at > first and self._cites(at):
                gone |= set(range(self._with_time(at - 1, first), at + 1))
            if eojeol.josa == ("에서",) and self._is_place(at):
                gone |= set(range(self._first_of(at, first), at + 1))
        return gone

    def _cites(self, at: int) -> bool:
        """Whether an 어절 names the 어절 before it as a source: 발표에 따르면, 통계를 인용해."""
        morphs, before = self.eojeols[at].morphs, self.eojeols[at - 1].josa[-1:]
        if morphs[0].form in _ACCORDING:
            return before == ("에",) and any(m.tagged == "면/EC" for m in morphs)
        return morphs[0].form in _QUOTING and before in (("을",), ("를",))

    def source(self, first: int, last: int) -> set[int]:
        """The 어절 that only name who is of that view: 업계에서는."""
        gone: set[int] = set()
        for at in range(first, last):
            if self._josa(at)[:1] == ("에서",) and len(self._josa(at)) == 2 and self._says(at):
                gone |= set(range(self._first_of(at, first), at + 1))
        return gone

    def _is_telling(self, at: int) -> bool:
        """Whether an 어절 says in what somebody told it: 보고서에서, (경찰청 통계를) 보면."""
        if self._josa(at)[:1] == ("에서",):
            begin = self._first_of(at, 0)
            if begin and self.eojeols[begin - 1].adnominal:
                return False  # 4일 열린 회견에서
            nouns = word_set("telling_places") if self.event.certainty.basis is not Basis.WRITER else _COUNTS
            return self._noun(at) in nouns
        return (
            self.eojeols[at].morphs[0].form == "보"
            and self.eojeols[at].morphs[0].tag == "VV"
            and self.eojeols[at].morphs[-1].tagged == "면/EC"
            and at > 0
            and self._noun(at - 1) in word_set("telling_places")
        )

    def _noun(self, at: int) -> str:
        nouns = [m.form for m in self.eojeols[at].morphs if m.tag in ("NNG", "NNP", "XSN")]
        return "".join(nouns[-1:])

    def _date(self, first: int, last: int) -> set[int]:
        """The 어절 that date the event: all of them, or none where one says more than when."""
        when = self.event.when_span
        here = [at for at in range(first, last) if when and self.eojeols[at].span.overlaps(when)]
        if not here or when is None or not all(self._is_adverb(at, first, last, when) for at in here):
            return set()
        return set(here) | self._days_later(here[0], first)

    def told_on(self, first: int, last: int) -> set[int]:
        """The 어절 at the head of a clause, or right behind its topic, that say on which day it was told or that point
        at the day of the sentence before: 3일 ㄱ사가 … 제시했다고 보도했다, 당시 두 회사는 …."""
        gone: set[int] = set()
        for at in self._heads(first, last):
            if self.event.when_span and self.eojeols[at].span.overlaps(self.event.when_span):
                continue
            told = self._reporting_day(at, first, last)
            if told:
                gone |= told | self._venue(max(told) + 1, last)
            elif self.surface(at) in _THEN:
                gone.add(at)
            elif self.surface(at) == "같은" and at + 1 < last and self.surface(at + 1) == "날":
                gone |= {at, at + 1}
        return gone | self._told_before_subject(first, last)

    def _venue(self, start: int, last: int) -> set[int]:
        """The 어절 from the day of the telling on that say where it was told: 3일 서울에서 열린 회견에서."""
        found: set[int] = set()
        for at in range(start, min(last, start + _VENUE)):
            if any(m.tag in ("EC", "JKO", "JX", "JKS") for m in self.eojeols[at].morphs):
                break
            if self._josa(at) == ("에서",):
                found = set(range(start, at + 1))
        return found

    def _told_before_subject(self, first: int, last: int) -> set[int]:
        """All between a topic that tells and the subject of what it tells, where a day is the last of it:
        위원회는 (50일간 조사한 끝에 8일) 문자가 늦었다고 발표했다."""
        if self.event.certainty.basis is Basis.WRITER or not self.event.certainty.source:
            return set()
        topics = self._heads(first, last)[1:]
        if not topics:
            return set()
        for told in self._days(topics[0], last):
            begin = max(told) + 1
            head = begin
            while head < last and self.eojeols[head].bare:
                head += 1
            if head < last and self._josa(head)[-1:] in (("이",), ("가",)):
                return set(range(topics[0], begin))
        return set()

    def _days(self, first: int, last: int) -> list[set[int]]:
        """The 어절 of each day in [first, last) that does not date the event."""
        when = self.event.when_span
        days = [t.evidence.span for t in self.setting.times if t.when.precision in _FINE and "/" not in t.when.value]
        found = [{n for n in range(first, last) if self.eojeols[n].span.overlaps(day)} for day in days
                 if when is None or not day.overlaps(when)]  # fmt: skip
        return [here for here in found if here and self._is_bare_time(here)]

    def _is_bare_time(self, here: set[int]) -> bool:
        """Whether nothing but the time's own particles stands in its last 어절."""
        end = self.eojeols[max(here)].span
        ends = [t.evidence.span.end for t in self.setting.times if t.evidence.span.overlaps(end)]
        rest = without_brackets(self.setting.document.text[max([end.start, *ends]) : end.end]) if ends else ""
        return _AFTER_TIME.fullmatch(rest.strip()) is not None

    def surface(self, at: int) -> str:
        """An 어절 without what stands in brackets."""
        return self.setting.surfaces[at]

    def _heads(self, first: int, last: int) -> list[int]:
        """Where the clause begins, and where it goes on behind its topic."""
        if first >= last:
            return []
        for at in range(first, last):
            if self.eojeols[at].josa[-1:] in _TOPICS and not is_time(self.surface(at)):
                return [first, at + 1] if at + 1 < last else [first]
        return [first]

    def _reporting_day(self, head: int, first: int, last: int) -> set[int]:
        if self.event.certainty.basis is Basis.WRITER and self.event.embedded != "reported":
            return set()  # of 25일 다음 달 파업한다고 (예고했다) the first day is that of the saying
        return next((here for here in self._days(first, last) if min(here) == head), set())

    def _days_later(self, at: int, first: int) -> set[int]:
        """The 어절 of 일주일 뒤인 before a date, which say the same day once more."""
        if at - 2 < first or self.surface(at - 1) not in _LATER:
            return set()
        span = self.eojeols[at - 2].span
        return {at - 2, at - 1} if any(t.evidence.span.overlaps(span) for t in self.setting.times) else set()

    def _josa(self, at: int) -> tuple[str, ...]:
        return self.eojeols[at].josa

    def _first_of(self, at: int, first: int) -> int:
        phrase = self.setting.clause.phrase(self.setting.document, at)
        return max(first, phrase.first) if phrase else at

    def _with_time(self, at: int, first: int) -> int:
        """Where 4일 ㄱ사에 (따르면) begins."""
        begin = self._first_of(at, first)
        while begin > first and (is_time(self.surface(begin - 1)) or self._josa(begin - 1) in (("와",), ("과",))):
            begin -= 1 if is_time(self.surface(begin - 1)) else begin - self._first_of(begin - 1, first)
        return begin

    def _is_place(self, at: int) -> bool:
        """Whether a phrase is the event's place, which has a field of its own; it stays where nobody acts."""
        phrase = self.setting.clause.phrase(self.setting.document, at)
        return bool(
            phrase
            and self.event.who
            and self.event.place
            and phrase.span.of(self.setting.document.text) == self.event.place
        )

    def _says(self, at: int) -> bool:
        phrase = self.setting.clause.phrase(self.setting.document, at)
        return bool(phrase) and self.event.certainty.source == (
            phrase.span.of(self.setting.document.text) if phrase else ""
        )

    def _is_adverb(self, at: int, first: int, last: int, when: Span) -> bool:
        """Whether a date only says when: 3일 열었다, 9월에는, but not 1분기 매출, 8일의 회의, 마지막 날인 30일."""
        eojeol = self.eojeols[at]
        if self.setting.document.text[eojeol.span.start : max(when.start, eojeol.span.start)].strip("‘'“\"("):
            return False  # 징역1년6월에: part of a word
        left = self.eojeols[at - 1] if at > first else None
        if left is not None and left.adnominal and not left.span.overlaps(when) and not self._days_later(at, first):
            return False
        if left is not None and self.surface(at - 1).rstrip(",") in _BOUNDS:
            return False
        if without_brackets(self.setting.document.text[eojeol.span.end : when.end]).strip():
            return at + 1 < last and self._is_adverb(at + 1, at + 1, last, when)
        rest = without_brackets(self.setting.document.text[when.end : eojeol.span.end])
        if not _AFTER_TIME.fullmatch(rest) or (rest in ("은", "는") and not self._has_other_subject(at, last)):
            return False
        after = self.eojeols[at + 1] if at + 1 < last else None
        if after is not None and self.surface(at + 1) == "같은":
            return False  # 9일 0시부터 같은 시각까지
        if after is not None and after.adnominal and any(m.tag in ("VV", "XSV") for m in after.morphs):
            return False  # 24일 열리는 총회에서
        if self._is_one_end(at, first, last):
            return False
        bounded = rest or when.of(self.setting.document.text).endswith(("까지", "부터"))
        if bounded or at + 1 >= last or self.event.when is None or self.surface(at + 1) in _AS_OF:
            return True
        if self.event.when.precision.value in ("minute", "part", "day", "week"):
            return _CALENDAR.search(when.of(self.setting.document.text)) is not None  # 크리스마스 선물을
        return self.eojeols[at + 1].stem is None or not self._belongs_to_subject(at + 1, last)

    def _is_one_end(self, at: int, first: int, last: int) -> bool:
        """Whether a date is one end of a stretch whose other end stays: 2000년부터 2008년 사이의, 10시부터 4시에."""
        others = [
            t.evidence.span for t in self.setting.times if t.when.is_point and t.evidence.span != self.event.when_span
        ]
        for here, there in ((at, at + 1), (at - 1, at - 1)):
            if first <= there < last and self.surface(here).endswith("부터"):
                return any(self.eojeols[there].span.overlaps(other) for other in others)
        return False

    def _has_other_subject(self, at: int, last: int) -> bool:
        """Whether 올해는 only sets the time: somebody or something else is the subject, or an object is acted on."""
        others = range(at + 1, last)
        span = Span(self.eojeols[at].span.start, self.event.evidence.span.end)
        acts = bool(set(self.setting.names.actors_in(span)) & set(self.event.who))
        return acts or any(self._josa(n)[-1:] in (("이",), ("가",), ("을",), ("를",)) for n in others)

    def _belongs_to_subject(self, at: int, last: int) -> bool:
        """Whether the noun phrase right behind a month or a year is the subject, which may be that month's: 5월 물가가.
        Who acts is nobody's of a month."""
        start = self.eojeols[at].span.start
        if any(mention.span.start == start for mention in self.setting.names.mentions_in(Span(start, start + 1))):
            return False
        while at + 1 < last and (self.eojeols[at].bare or self._josa(at) == ("의",)):
            at += 1
        if at + 1 >= last and self.eojeols[at].bare and self.event.certainty.status is not Status.STATED:
            return False  # 지난해 6월 구속 기소됐다: the deed itself
        if self.event.when is not None and self.event.when.precision in (Precision.DECADE, Precision.CENTURY):
            return True  # 1980년대 간척 사업
        if any(self._noun(n) == "목표" for n in range(at, min(at + 2, last))):
            return True  # 2028년 하반기 양산을 목표로
        tags = [m.tagged for m in self.eojeols[at].morphs]
        if any(tag.endswith("/VCP") for tag in tags) and "적/XSN" not in tags:
            return True  # 9월 만기인 회사채, but 9월 구체적인 내용을
        return self.eojeols[at].stem is None or self._josa(at)[-1:] == () or self._josa(at)[-1] in _SUBJECTS
