"""When: which of a sentence's time expressions dates which of its predicates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.extract.event.certainty import Reading
from sitegen.extract.event.clause import Clauses, Kind, Predicate
from sitegen.extract.event.phrases import NounPhrase
from sitegen.extract.event.scope import Scope, is_measure, points_in
from sitegen.extract.event.verdict import FINE, Verdict
from sitegen.model.facts import Precision, Status, Time
from sitegen.model.text import Document
from sitegen.rules.rule import word_list

_SET_BY_RULE = re.compile(r"로 (?:정한|정하는|정해진|삼은|못박은)")
_LEAVES = frozenset({"떠나", "출발", "이륙", "출항", "출국", "나서", "벗어나"})
_TO = re.compile(r"(?:으)?로(?![가-힣])")
_SETS = frozenset(
    {
        "제시",
        "정하",
        "잡",
        "못박",
        "예상",
        "내다보",
        "예고",
        "설정",
        "결정",
        "조정",
        "변경",
        "제안",
        "앞당기",
        "옮기",
        "바꾸",
    }
)
_WAS = re.compile(r"이던|이었던|였던")
_SPENT = re.compile("(?:들이/VV (?:어|어서)|주/VV 고|쏟아붓/VV 어|(?:투입|투자)/NNG 하/XSV (?:어|어서))/EC")
_MONEY = re.compile(r"(?:원|달러|유로|엔|위안)(?:가량|여|정도)?[을를]\s*$|(?:예산|사업비|공사비|자금)[을를]\s*$")
_ATTENDS = frozenset({"참석", "출석", "참가", "출전", "참여", "출연", "나서", "나오", "등판"})


@dataclass(frozen=True, slots=True)
class Dated:
    """A time at the predicate that it stands with, or that it is handed on to."""

    time: Time
    predicate: Predicate
    token: int  # the first token after the expression
    scene: bool = False  # it stands with a verb that only sets the scene: 회견을 열고


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
        inside = tuple(time for time in times if time.evidence.span in clauses.sentence.span)
        self._scope = Scope(document, clauses, phrases, main, inside)
        self._direct: dict[Predicate, list[Dated]] = {}
        self._handed: list[Dated] = []  # at a conjunct or before a venue: the main clause may take it
        for time in points_in(document, clauses, times):
            if time.when.precision in FINE or not is_measure(clauses, self._phrase_after(time)):
                self._place(time)

    def own(self) -> list[Predicate]:
        """The predicates other than the main one that have a date of their own, in order."""
        main = self.of(self._main)
        taken = {handed.predicate for handed in self._handed if main is handed.time and not self._keeps(handed)}
        return [
            p
            for p in self._clauses.predicates
            if p in self._direct and p is not self._main.predicate and p not in taken
        ]

    def is_over(self, predicate: Predicate) -> bool:
        """Whether the date that *predicate* stands with lies before publication, or it is where something was decided on
        that very day: 5일 회담을 하고 협력을 강화하기로 했다."""
        time = self._best(self._direct.get(predicate, []))
        published = self._document.published
        if time is None or published is None or time.when.latest is None:
            return False
        decided = self._main.rule_name == "event.planned.intent" and self._is_held(predicate)
        return time.when.latest < published or (decided and time.when.latest == published)

    def _is_held(self, predicate: Predicate) -> bool:
        """Whether people meet or sign: 회담을 하고, 협약을 맺고, 만나."""
        thing = next((p for p in self._phrases if p.after == predicate.first), None)
        meets = self._clauses.tokens[predicate.first].form in ("만나", "체결", "서명")
        return meets or (thing is not None and thing.word.endswith((*word_list("meetings"), "협약", "협정", "계약")))

    def stands_apart(self, predicate: Predicate) -> bool:
        """Whether the main predicate has a date of its own beside that of *predicate*: 17일 입국해 20일까지 머문다."""
        return bool(self._direct.get(predicate) and self._direct.get(self._main.predicate))

    def is_ahead(self, predicate: Predicate) -> bool:
        """Whether the date that *predicate* stands with lies behind publication."""
        time = self._best(self._direct.get(predicate, []))
        return time is not None and self._scope.lies_ahead(time)

    def tells_a_day_ahead(self) -> bool:
        """Whether a day on or behind that of publication dates the main predicate."""
        time, published = self._main_time(), self._document.published
        if time is None or published is None or time.when.earliest is None:
            return False
        ends_later = "/" in time.when.value and time.when.latest is not None and time.when.latest > published
        return time.when.precision in FINE and (time.when.earliest >= published or ends_later)

    def is_dayless(self, reading: Reading) -> bool:
        """Whether the predicate of *reading* is dated by a time of day alone: 새벽 5시."""
        time = self.of(reading)
        return time is not None and time.when.value.startswith("T")

    def of(self, reading: Reading) -> Time | None:
        """The time that dates the predicate of *reading*; None where the words leave it open."""
        predicate = reading.predicate
        if predicate is self._main.predicate:
            time = self._main_time(reading)
        else:
            time = self._best(self._direct.get(predicate, []), reading)
        return time if time is not None and self._fits(time, reading) else None

    def _main_time(self, reading: Reading | None = None) -> Time | None:
        direct = self._direct.get(self._main.predicate, [])
        if direct and (reading is None or any(self._fits(dated.time, reading) for dated in direct)):
            return self._best(direct, reading)
        for handed in reversed(self._handed):
            if self._hands_on(handed):
                return handed.time
        return self._best(direct, reading)

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
        if _WAS.match(self._document.text, time.evidence.span.end):
            return  # 3월 27일이던 출시일을 미뤘다: what the day was of, the noun says
        token = self._token_after(time)
        if _SET_BY_RULE.match(self._document.text, time.evidence.span.end) and self._has_object_before(time):
            return  # 개천절을 10월 3일로 정한 법
        topics = [p for p in self._phrases if p.is_topic and p.first >= token]
        if len(topics) > 1 and not any(token <= p.first < topics[0].first for p in clauses.predicates):
            return  # 지난해 매출은 2조원, 직원은 3천명이다: a list, and who knows how far the time reaches
        scene = False
        for predicate in clauses.predicates:
            if predicate.last <= token and not self._holds(predicate, time):
                continue
            if predicate.kind is Kind.FINAL and predicate.last < self._main.predicate.first:
                continue  # a title: 드라마 ‘응답하라’
            if self._main.predicate.first <= predicate.first < max(self._main.last, self._main.predicate.last):
                if not self._scope.is_reporting_day(time, token):
                    self._add(self._main.predicate, time, token, scene)
                return
            if self._main.has_tail and predicate.first >= self._main.tail:
                return
            if self._spends(predicate) or self._is_over_by_then(predicate, time, token):
                continue
            verdict = self._scope.verdict(predicate, time, token)
            if verdict is Verdict.STOP:
                return
            if verdict is Verdict.SCENE:
                scene = True
            if verdict is Verdict.HERE:
                # 지난 2월 때려 숨지게 한 혐의로: the day of all that somebody is charged with
                dated = clauses.charge_of(predicate) or predicate
                self._add(dated, time, token, scene)
                if dated.kind in (Kind.JOINED, Kind.ADNOMINAL):
                    self._handed.append(Dated(time, dated, token))
                return

    def _has_object_before(self, time: Time) -> bool:
        """Whether an object stands right before an expression."""
        tokens = self._clauses.tokens
        first = next((i for i, t in enumerate(tokens) if t.start >= time.evidence.span.start), len(tokens))
        return first > 0 and tokens[first - 1].tag == "JKO"

    def _spends(self, predicate: Predicate) -> bool:
        """Whether a conjunct only says at what cost: 20억원을 들여 지었다. The day is that of the deed."""
        tokens = self._clauses.tokens
        before = [p for p in self._phrases if p.after <= predicate.first]
        if predicate.kind is not Kind.JOINED or not before or before[-1].josa not in (("을",), ("를",)):
            return False
        verb = " ".join(t.tagged for t in tokens[predicate.first : predicate.last])
        money = self._document.text[tokens[before[-1].first].start : tokens[predicate.first].start]
        return _SPENT.fullmatch(verb) is not None and _MONEY.search(money) is not None

    def _is_over_by_then(self, predicate: Predicate, time: Time, token: int) -> bool:
        """Whether a clause with an actor of its own tells what is done, and the day is yet to come: 27일 노조가 낸 소송을
        선고한다."""
        last = self._clauses.tokens[predicate.last - 1]
        done = predicate.kind is Kind.ADNOMINAL and last.tagged in ("ᆫ/ETM", "은/ETM")
        own = any(p.is_subject and not p.is_topic and token <= p.first < predicate.first for p in self._phrases)
        return done and own and self._scope.lies_ahead(time)

    def _holds(self, predicate: Predicate, time: Time) -> bool:
        """Whether the expression is itself the predicate: 2031년 상반기다."""
        start = self._clauses.tokens[predicate.first].start
        last = self._clauses.tokens[predicate.last - 1]
        return time.evidence.span.end <= last.end and start <= time.evidence.span.end and last.tag != "ETM" and (
            start >= time.evidence.span.start
        )  # fmt: skip

    def _add(self, predicate: Predicate, time: Time, token: int, scene: bool) -> None:
        self._direct.setdefault(predicate, []).append(Dated(time, predicate, token, scene))

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
            if head is None:
                return False
            main = self._main.predicate
            joins = any(t.form in _ATTENDS for t in self._clauses.tokens[main.first : main.last])
            return head.josa[:1] == ("에서",) or (joins and head.josa == ("에",))  # 5일 열린 재판에 출석했다
        if any(t.tag == "EP" for t in self._clauses.tokens[predicate.first : predicate.last]):
            return False
        last = self._clauses.tokens[predicate.last - 1]
        ending = last.form if last.tag.startswith("E") else "어"  # 사고가 나: Kiwi sees the stem alone
        if ending.endswith(("지만", "으나", "나", "는데", "ᆫ데")) or predicate.kind is not Kind.JOINED:
            return False
        words = {t.form for t in self._clauses.tokens[predicate.first : predicate.last]}
        if handed.time.when.precision is Precision.MINUTE and words & _LEAVES:
            return False  # 오전 2시 부산을 떠나 14시간 운전했다
        if any(self._is_spell_clause(p) for p in self._clauses.predicates if p.first >= predicate.last):
            return False  # 유서를 남기고 집을 나온 뒤 가족이 신고했다
        own = [p for p in self._phrases if p.is_subject and p.after <= predicate.first]
        if own and self._has_other_subject(predicate, own[-1]):
            return handed.token <= own[-1].first
        since = "/" in handed.time.when.value
        return handed.time.when.precision in FINE or since or ending == "면서" or self._opens(handed)

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
        if self._main.status is Status.PLANNED and not handed.scene and self._is_deed(predicate):
            return True  # 21일 홍 대표와 만나 담판하고 협정을 맺을 예정이다
        words = {t.form for t in self._clauses.tokens[predicate.first : predicate.last]}
        if predicate.kind is Kind.ADNOMINAL:
            return bool(words & {"열리", "개최", "등"}) or self._clauses.tokens[predicate.last].form == "등"
        own = [p for p in self._phrases if p.is_subject and p.after <= predicate.first]
        topic = [p for p in self._phrases if p.is_topic and p.after <= handed.token]
        return bool(own and topic)

    def _is_deed(self, predicate: Predicate) -> bool:
        """Whether a conjunct in 고 tells something done that stands for itself: 회담하고, 체결하고; not 하고, 열고."""
        tokens = self._clauses.tokens[predicate.first : predicate.last]
        done = [t for t in tokens if t.tag == "XSV"]
        return (
            predicate.kind is Kind.JOINED
            and bool(done)
            and tokens[-1].tagged == "고/EC"
            and not self._clauses.is_negated(predicate)
        )

    def _best(self, found: Sequence[Dated], reading: Reading | None = None) -> Time | None:
        """The one of *found* that dates its predicate; those that do not fit *reading* stand back."""
        if not found:
            return None
        found = [dated for dated in found if reading is None or self._fits(dated.time, reading)] or found
        if any(self._joined(a, b) for a in found for b in found):
            return None  # 1일과 4일: two days, and one event a day
        found = [dated for dated in found if not any(self._leads(other, dated) for other in found)]
        return max(found, key=lambda dated: (not dated.scene, self._weight(dated), dated.token)).time

    def _leads(self, a: Dated, b: Dated) -> bool:
        """Whether a day stands right before another, which is that of a noun: 29일 10월 16일 보궐선거의 후보로 공천했다."""
        between = self._document.text[a.time.evidence.span.end : b.time.evidence.span.start]
        days = a.time.when.precision in FINE and b.time.when.precision in FINE
        return between == " " and days and self._document.text.startswith("일 ", b.time.evidence.span.end - 1)

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
        if dated.time.when.precision in FINE:
            return 3
        return 1 if self._modifies_object(dated) else 2

    def _modifies_object(self, dated: Dated) -> bool:
        phrase = next((p for p in self._phrases if p.first == dated.token), None)
        return phrase is not None and phrase.josa in (("을",), ("를",), ("의",))

    def _is_set_to(self, time: Time, reading: Reading) -> bool:
        """Whether a time is what something is put to, and not when: 10월로 잡았다. In 10월로 잡았던 개장 it is the day of that."""
        predicate = reading.predicate
        if predicate.kind is Kind.ADNOMINAL or not _TO.match(self._document.text, time.evidence.span.end):
            return False
        return any(t.form in _SETS for t in self._clauses.tokens[predicate.first : predicate.last])

    def _fits(self, time: Time, reading: Reading) -> bool:
        """Whether the day agrees with what is told: nothing has happened, and nothing was said, after publication."""
        published, when = self._document.published, time.when
        if published is None:
            return True
        done = reading.status in (Status.HAPPENED, Status.ONGOING, Status.ALLEGED) or reading.quotes
        if done and self._is_set_to(time, reading):
            return False  # 출시 시점을 2분기로 제시했다
        if reading.rule_name == "event.dropped.verb":
            # 11월로 연기했다: the new day of the thing, not the day of the putting off.
            after = self._document.text[time.evidence.span.end :][:3]
            done = True
            if re.match(r"(?:으)?로(?![가-힣])", after):
                return False
        if done and when.earliest is not None and when.earliest > published:
            return False
        if reading.status is Status.PLANNED and when.latest is not None and when.latest < published:
            # The day of the decision; or a time that was yet to come when it was told: 이듬해까지 마치겠다고 했다.
            return reading.rule_name == "event.planned.intent" or when.value.startswith("../")
        if reading.status is Status.HAPPENED and when.precision not in FINE:
            dated = next((d for found in self._direct.values() for d in found if d.time is time), None)
            open_end = when.latest is None or when.latest >= published
            return not (dated and open_end and self._weight(dated) == 1)
        return True
