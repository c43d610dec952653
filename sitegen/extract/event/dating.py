"""When: which of a sentence's time expressions dates which of its predicates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sitegen.extract.event.certainty import Reading
from sitegen.extract.event.clause import Clauses, Kind, Predicate
from sitegen.extract.event.phrases import NounPhrase
from sitegen.model.facts import Precision, Status, Time
from sitegen.model.text import Document
from sitegen.rules.rule import expand

# What follows makes the time a point of comparison or of departure, not the day of the event.
_NO_DATE = re.compile(
    r"\s?(?:이후|이래|보다|대비|에\s?비해|와\s?비교|과\s?비교|의?\s?(?:같은 기간|동기)|만에|째|[이가]\s?(?:지나|되)|자(?![가-힣])|전까지|당시)"
)
_FINE = frozenset({Precision.MINUTE, Precision.PART, Precision.DAY})
_CONDITION = re.compile(r"^(?:.*(?:으면|면|려면|려고|러|도록|게|지|다면|라면|자마자|거나|든지))$")
_ORDERS = frozenset({"라고/EC", "으라고/EC", "자고/EC", "달라고/EC"})
_PURPOSES = frozenset({"려고", "으려고", "러", "으러", "도록", "고자"})
_PAST_ADNOMINAL = frozenset({"ᆫ", "은", "던", "려던"})


@cache
def _light() -> re.Pattern[str]:
    return re.compile(expand("^(?:<stative_light>) ?", {}))


@cache
def _moving() -> re.Pattern[str]:
    return re.compile(expand("^<stative_moving>$", {}))


@cache
def _setting() -> re.Pattern[str]:
    return re.compile(expand("^(?:[^ ]+/(?:XPN|NNG) )*<stative_setting> (?:고|어|며|면서|어서|은 뒤)/EC$", {}))


@dataclass(frozen=True, slots=True)
class Dated:
    """A time at the predicate that it stands with, or that it is handed on to."""

    time: Time
    predicate: Predicate
    token: int  # the first token after the expression
    scene: bool = False  # it stands with a verb that only sets the scene: 회견을 열고


def points_in(document: Document, clauses: Clauses, times: Sequence[Time]) -> tuple[Time, ...]:
    """The times of a sentence that can date an event: points outside quotations and brackets, that nothing is
    compared with."""
    found = []
    for time in times:
        span = time.evidence.span
        if span not in clauses.sentence.span or any(mask.overlaps(span) and span in mask for mask in clauses.masked):
            continue
        after = document.text[span.end : span.end + 8]
        paper = span.of(document.text).endswith("자") and not after.startswith("에")  # 11월 5일자 보도
        if time.when.is_point and not paper and not _NO_DATE.match(after):
            found.append(time)
    return tuple(found)


def _is_measure(clauses: Clauses, phrase: NounPhrase | None) -> bool:
    """Whether a noun phrase is what something is compared with, or what is talked about: 전망보다, 인하설에 대해."""
    if phrase is None:
        return False
    if phrase.josa[:1] == ("보다",):
        return True
    after = next((p for p in clauses.predicates if p.first == phrase.after), None)
    if after is None or phrase.josa[:1] not in (("에",), ("과",), ("와",)):
        return False
    return clauses.tokens[after.first].form in ("대하", "관하", "비하", "비교", "관련")


class Dating:
    """The dates of one sentence's predicates."""

    def __init__(
        self,
        document: Document,
        clauses: Clauses,
        phrases: Sequence[NounPhrase],
        times: Sequence[Time],
        main: Reading,
    ) -> None:
        self._document = document
        self._clauses = clauses
        self._phrases = phrases
        self._main = main
        self._points = tuple(
            time for time in points_in(document, clauses, times)
            if time.when.precision in _FINE or not _is_measure(clauses, self._phrase_after(time))
        )  # fmt: skip
        self._inside = [time.evidence.span for time in times if time.evidence.span in clauses.sentence.span]
        self._direct: dict[Predicate, list[Dated]] = {}
        self._handed: list[Dated] = []  # at a conjunct or before a venue: the main clause may take it
        for time in self._points:
            self._place(time)

    def own(self) -> list[Predicate]:
        """The predicates other than the main one that have a date of their own, in order."""
        main = self._main_time()
        taken = {handed.predicate for handed in self._handed if main is handed.time and not self._keeps(handed)}
        return [
            p
            for p in self._clauses.predicates
            if p in self._direct and p is not self._main.predicate and p not in taken
        ]

    def is_over(self, predicate: Predicate) -> bool:
        """Whether the date that *predicate* stands with lies before publication."""
        time = self._best(self._direct.get(predicate, []))
        published = self._document.published
        return bool(time and published and time.when.latest and time.when.latest < published)

    def is_ahead(self, predicate: Predicate) -> bool:
        """Whether the date that *predicate* stands with lies behind publication."""
        time = self._best(self._direct.get(predicate, []))
        return time is not None and self._lies_ahead(time)

    def _lies_ahead(self, time: Time) -> bool:
        published = self._document.published
        return bool(published and time.when.earliest and time.when.earliest > published)

    def tells_a_day_ahead(self) -> bool:
        """Whether a day on or behind that of publication dates the main predicate."""
        time, published = self._main_time(), self._document.published
        if time is None or published is None or time.when.earliest is None:
            return False
        return time.when.precision in _FINE and time.when.earliest >= published

    def of(self, reading: Reading) -> Time | None:
        """The time that dates the predicate of *reading*; None where the words leave it open."""
        predicate = reading.predicate
        time = self._main_time() if predicate is self._main.predicate else self._best(self._direct.get(predicate, []))
        return time if time is not None and self._fits(time, reading) else None

    def _main_time(self) -> Time | None:
        direct = self._direct.get(self._main.predicate, [])
        if direct:
            return self._best(direct)
        for handed in reversed(self._handed):
            if self._hands_on(handed):
                return handed.time
        return None

    def _phrase_after(self, time: Time) -> NounPhrase | None:
        """The noun phrase that begins right after an expression: 11월 | 전망보다."""
        token = self._token_after(time)
        return next((p for p in self._phrases if p.first == token), None)

    def _token_after(self, time: Time) -> int:
        end = time.evidence.span.end
        return next((i for i, t in enumerate(self._clauses.tokens) if t.start >= end), len(self._clauses.tokens))

    def _place(self, time: Time) -> None:
        """Puts *time* at the predicate it stands with."""
        clauses = self._clauses
        token = next(
            (i for i, t in enumerate(clauses.tokens) if t.start >= time.evidence.span.end), len(clauses.tokens)
        )
        scene = False
        for predicate in clauses.predicates:
            if predicate.last <= token and not self._holds(predicate, time):
                continue
            if predicate.kind is Kind.FINAL and predicate.last < self._main.predicate.first:
                continue  # a title: 드라마 ‘응답하라’
            if self._main.predicate.first <= predicate.first < max(self._main.last, self._main.predicate.last):
                if not self._is_reporting_day(time, token):
                    self._add(self._main.predicate, time, token, scene)
                return
            if self._main.has_tail and predicate.first >= self._main.tail:
                return
            verdict = self._verdict(predicate, time, token)
            if verdict == "stop":
                return
            if verdict == "scene":
                scene = True
            if verdict == "here":
                self._add(predicate, time, token, scene)
                if predicate.kind in (Kind.JOINED, Kind.ADNOMINAL):
                    self._handed.append(Dated(time, predicate, token))
                return

    def _holds(self, predicate: Predicate, time: Time) -> bool:
        """Whether the expression is itself the predicate: 2031년 상반기다."""
        start = self._clauses.tokens[predicate.first].start
        last = self._clauses.tokens[predicate.last - 1]
        return time.evidence.span.end <= last.end and start <= time.evidence.span.end and last.tag != "ETM" and (
            start >= time.evidence.span.start
        )  # fmt: skip

    def _add(self, predicate: Predicate, time: Time, token: int, scene: bool) -> None:
        self._direct.setdefault(predicate, []).append(Dated(time, predicate, token, scene))

    def _verdict(self, predicate: Predicate, time: Time, token: int) -> str:
        """here: it dates *predicate*; scene, skip: look on; stop: it dates nothing."""
        tokens = self._clauses.tokens
        words = " ".join(t.tagged for t in tokens[predicate.first : predicate.last])
        ending = tokens[predicate.last - 1]
        after = tokens[predicate.last] if predicate.last < len(tokens) else None
        if _light().search(words):
            return "stop" if ending.form == "면" else "skip"
        if predicate.kind is Kind.NOMINAL or ending.form in _PURPOSES:
            # 3일 회의에 참석하기 위해 떠났다, but: 내년까지 법인을 세우기 위해 협의하고 있다
            return "stop" if self._lies_ahead(time) or time.when.value.startswith("..") else "skip"
        if ending.tagged in _ORDERS:
            return "skip"
        if predicate.kind is Kind.ADNOMINAL:
            return self._verdict_before_noun(predicate, time, token, after.form if after else "")
        if predicate.kind is Kind.JOINED:
            if ending.form in ("면", "으면", "다면", "라면", "거나", "든지"):
                return "stop"
            if _CONDITION.match(ending.form):
                return "skip"
            if any(t.tag in ("VCP", "VA") for t in tokens[predicate.first : predicate.last]):
                return "skip"
            if _setting().search(words):
                return "scene"
            after_it = next((p for p in self._clauses.predicates if p.first >= predicate.last), None)
            if after_it is not None and tokens[after_it.last - 1].tagged == "는/ETM":
                return "skip"  # 돈을 빌려 갚지 못하는 …
        return "here"

    def _verdict_before_noun(self, predicate: Predicate, time: Time, token: int, after: str) -> str:
        tokens = self._clauses.tokens
        ending = tokens[predicate.last - 1]
        words = tokens[predicate.first : predicate.last - 1]
        if any(t.tag in ("VCP", "VA", "XSA", "VCN") for t in words):
            return "stop" if any(t.tag == "EP" for t in words) else "skip"  # 전날까지 1위였던
        moved = predicate.last < len(tokens) and tokens[predicate.last].tag in ("SN", "NR")
        if moved and _moving().search(" ".join(t.tagged for t in words)):
            return "skip"  # 3.2% 내린 5만3000원에 마감했다
        before = tokens[predicate.first - 1].tagged if predicate.first else ""
        if words[0].tagged == "하/VV" and before in ("으로/JKB", "로/JKB"):
            return "skip"  # 지역민을 대상으로 한 공연
        if time.when.value.endswith("/..") and self._main.status is Status.ONGOING:
            return "skip"  # 1979년부터 멀리 떨어진 강의 물을 쓰고 있다
        if after == "채":
            return "skip"  # 숨진 채 발견됐다
        if any(
            p.josa[-1:] in (("은",), ("는",)) and token <= p.first and p.after <= predicate.first for p in self._phrases
        ):
            return "skip"  # a topic never stands inside a clause before a noun
        if re.match(r"(?:에)?[는은](?![가-힣])", self._document.text[time.evidence.span.end :][:3]):
            return "skip"  # 2013년에는: a topic, which no clause before a noun has
        if ending.form.endswith("던") and not any(t.tag == "EP" for t in words) and "애초" not in self._openers():
            return "skip"  # 3일 책을 태우던 중 불이 났다: the background has no day of its own
        if ending.form in _PAST_ADNOMINAL:
            return "here"
        if ending.form in ("ᆯ", "을"):
            following = tokens[predicate.last + 1].form if predicate.last + 1 < len(tokens) else ""
            if after == "것" and following == "으로":
                return "here"  # 손질할 것으로 알려졌으나
            return "skip" if after in ("수", "때", "만큼", "뿐", "것", "정도") else "here"
        ahead = self._lies_ahead(time) and ending.form == "는"
        return "here" if after == "등" or ahead else "skip"

    def _openers(self) -> frozenset[str]:
        """애초, where the sentence says what was once planned (also 당초 and 원래)."""
        words = {token.form for token in self._clauses.tokens}
        return frozenset({"애초"}) if words & {"애초", "당초", "원래"} else frozenset()

    def _is_reporting_day(self, time: Time, token: int) -> bool:
        """Whether the day may be that of the saying: A는 3일 X했다고 밝혔다."""
        main, tokens = self._main, self._clauses.tokens
        if not main.has_tail or main.basis_rule is None or not main.basis_rule.name.endswith(".reported"):
            return False
        span = time.evidence.span
        after = self._document.text[span.end : span.end + 6].strip()
        if time.when.precision not in _FINE or after.startswith(("기준", "현재")) or "/" in time.when.value:
            return False
        if any(tokens[main.tail].start <= other.start for other in self._inside):
            return False  # the saying has its own day: …고 4일 밝혔다
        first = next((i for i, t in enumerate(tokens) if t.start >= span.start), 0)
        if any(p.is_topic and p.first >= token and p.after <= main.predicate.first for p in self._phrases):
            return True  # 8일 A는 B를 뽑았다고 밝혔다
        topic = [p for p in self._phrases if p.is_topic and p.after <= first]
        if not topic or first - topic[-1].after > 1:
            return False
        own = any(p.is_subject and token <= p.first and p.after <= main.predicate.first for p in self._phrases)
        published, day = self._document.published, time.when.latest
        near = published is not None and day is not None and abs((published - day).days) <= 1
        return own or near

    def _hands_on(self, handed: Dated) -> bool:
        """Whether the main clause takes over a date that stands with the predicate before it."""
        predicate = handed.predicate
        if predicate.last > self._main.predicate.first:
            return False
        if predicate.kind is Kind.ADNOMINAL:
            head = next((p for p in self._phrases if p.first >= predicate.last), None)
            after = self._clauses.tokens[predicate.last]
            if after.form == "등":
                return self._clauses.tokens[self._main.predicate.last - 1].tag == "EF"
            return head is not None and head.josa[:1] == ("에서",)
        if any(t.tag == "EP" for t in self._clauses.tokens[predicate.first : predicate.last]):
            return False
        ending = self._clauses.tokens[predicate.last - 1].form
        if ending.endswith(("지만", "으나", "나", "는데", "ᆫ데")) or predicate.kind is not Kind.JOINED:
            return False
        if any(self._is_spell_clause(p) for p in self._clauses.predicates if p.first >= predicate.last):
            return False  # 유서를 남기고 집을 나온 뒤 가족이 신고했다
        own = [p for p in self._phrases if p.is_subject and p.after <= predicate.first]
        if own and self._has_other_subject(predicate, own[-1]):
            return handed.token <= own[-1].first
        since = "/" in handed.time.when.value
        return handed.time.when.precision in _FINE or since or ending == "면서" or self._opens(handed)

    def _has_other_subject(self, predicate: Predicate, own: NounPhrase) -> bool:
        """Whether the main clause has a subject besides *own*, that of the conjunct *predicate*."""
        main = self._main.predicate
        return any(
            (p.is_subject and predicate.last <= p.first and p.after <= main.first)
            or (p.is_topic and p.first < own.first)
            for p in self._phrases
        )

    def _is_spell_clause(self, predicate: Predicate) -> bool:
        """Whether a predicate before the main one says after what: 나온 뒤."""
        tokens = self._clauses.tokens
        if predicate.kind is not Kind.ADNOMINAL or predicate.last > self._main.predicate.first:
            return False
        return tokens[predicate.last].form in ("뒤", "후", "이후", "직후", "다음")

    def _opens(self, handed: Dated) -> bool:
        """Whether the time is what the whole sentence is about: 지난해 여름 폭우 때는 …"""
        phrase = next((p for p in self._phrases if p.first == handed.token), None)
        after = self._document.text[handed.time.evidence.span.end :][:3]
        return bool(re.match(r"(?:에)?[는은]\s", after)) or (
            phrase is not None and phrase.josa[-1:] in (("는",), ("은",)) and phrase.is_spell
        )

    def _keeps(self, handed: Dated) -> bool:
        """Whether a predicate whose date went to the main clause is an event of its own all the same."""
        predicate = handed.predicate
        if self._main.rule_name == "event.planned.intent" and not handed.scene and predicate.kind is Kind.JOINED:
            return True  # 3일 협약을 맺고 함께 개발하기로 했다
        words = {t.form for t in self._clauses.tokens[predicate.first : predicate.last]}
        if predicate.kind is Kind.ADNOMINAL:
            return bool(words & {"열리", "개최", "등"}) or self._clauses.tokens[predicate.last].form == "등"
        own = [p for p in self._phrases if p.is_subject and p.after <= predicate.first]
        topic = [p for p in self._phrases if p.is_topic and p.after <= handed.token]
        return bool(own and topic)

    def _best(self, found: Sequence[Dated]) -> Time | None:
        if not found:
            return None
        if any(self._joined(a, b) for a in found for b in found):
            return None  # 1일과 4일: two days, and one event a day
        return max(found, key=lambda dated: (not dated.scene, self._weight(dated), dated.token)).time

    def _joined(self, a: Dated, b: Dated) -> bool:
        """Whether two expressions stand in a list: 1일과 4일; 상반기 1.5%, 하반기 2.1%."""
        if a.token >= b.token:
            return False
        between = self._document.text[a.time.evidence.span.end : b.time.evidence.span.start]
        items = "▲" in between or ("," in between and not any(
            a.token <= p.first < b.token for p in self._clauses.predicates
        ))  # fmt: skip
        return items or between.strip() in ("과", "와", "·", "및")

    def _weight(self, dated: Dated) -> int:
        """How much an expression looks like an adverb of its clause rather than a part of a name."""
        span = dated.time.evidence.span
        after = self._document.text[span.end : span.end + 4]
        if re.match(r"의(?![가-힣])", after):
            return 0
        if (
            re.match(r"에(?:는|도|만|야)?(?![가-힣])|부터|까지|[은는](?![가-힣])", after)
            or "/" in dated.time.when.value
        ):
            return 3
        if dated.time.when.precision in _FINE:
            return 3
        return 1 if self._modifies_object(dated) else 2

    def _modifies_object(self, dated: Dated) -> bool:
        phrase = next((p for p in self._phrases if p.first == dated.token), None)
        return phrase is not None and phrase.josa in (("을",), ("를",), ("의",))

    def _fits(self, time: Time, reading: Reading) -> bool:
        """Whether the day agrees with what is told: nothing has happened, and nothing was said, after publication."""
        published, when = self._document.published, time.when
        if published is None:
            return True
        done = reading.status in (Status.HAPPENED, Status.ONGOING, Status.ALLEGED) or reading.quotes
        if reading.rule_name == "event.dropped.verb":
            # 11월로 연기했다: the new day of the thing, not the day of the putting off.
            after = self._document.text[time.evidence.span.end :][:3]
            done = True
            if re.match(r"(?:으)?로(?![가-힣])", after):
                return False
        if done and when.earliest is not None and when.earliest > published:
            return False
        if reading.status is Status.PLANNED and when.latest is not None and when.latest < published:
            return reading.rule_name == "event.planned.intent"  # the day of the decision
        if reading.status is Status.HAPPENED and when.precision not in _FINE:
            dated = next((d for found in self._direct.values() for d in found if d.time is time), None)
            open_end = when.latest is None or when.latest >= published
            return not (dated and open_end and self._weight(dated) == 1)
        return True
