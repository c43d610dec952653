"""The day right behind a topic (A는 14일 …): whose it is where a clause before a noun comes before the sentence's verb."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sitegen.extract.event.actors import AUTHORITY
from sitegen.extract.event.certainty import Reading
from sitegen.extract.event.clause import Clauses, Predicate
from sitegen.extract.event.phrases import NounPhrase
from sitegen.extract.event.verdict import FINE, Verdict
from sitegen.model.facts import Precision, Status, Time
from sitegen.rules.rule import word_set

_WEEK, _LONG = 7, 60  # days
_HELD = frozenset({("을",), ("를",), ("로",), ("으로",), ("이",), ("가",)})  # particles of what a clause tells of
_SANCTIONS = frozenset(
    {"부과", "제재", "고발", "적발", "징계", "구속", "입건", "체포", "기소", "선고", "송치", "검거", "붙잡", "처분"}
)
_CHARGES = frozenset({"고발", "고소", "구속", "입건", "체포", "기소", "송치", "압수수색", "소환", "넘기", "넘겨지"})
_BEFALLS = frozenset(
    {"발생", "일어나", "나", "터지", "벌어지", "생기", "내리", "접수", "불거지"}
)  # what has a day of its own


@cache
def _charged() -> re.Pattern[str]:
    return re.compile(
        r"혐의/NNG (?:로|으로)/JKB (?:[^ ]+/(?:NNG|XPN|MAG) ){0,2}(?:기소|재판/NNG 에/JKB 넘기|재판/NNG 에/JKB 넘겨지|회부|입건|구속|체포|송치)[^ ]*(?: [^ ]+/(?:XSV|VX|EC|NNG|JKB|VV))* [ᆫ은]/ETM$"
    )


@dataclass(frozen=True, slots=True)
class NewsDay:
    """One sentence, asked whether a day is that of its news. *published* is the day of its article."""

    published: date | None
    clauses: Clauses
    phrases: Sequence[NounPhrase]
    main: Reading

    def of_charge(self, predicate: Predicate, time: Time) -> Verdict | None:
        """What the clause of *predicate* does with *time* where it tells what somebody is charged with: 14일 돈을 빼돌린
        혐의로. None where it tells none, or the day is not right behind the topic."""
        told = self.clauses.charge_of(predicate) is not None and self.follows_topic(time) and self._charges()
        return self._of_charge(predicate, time) if told else None

    def before_noun(self, predicate: Predicate, time: Time, after: str) -> Verdict | None:
        """What a clause of the past before a noun does with *time*; *after* is the word behind it. None where nothing
        speaks against its having the day for itself."""
        if not self.follows_topic(time):
            return None
        if self._is_charged(predicate) and self._by_authority():
            return self._of_charge(predicate, time)  # 법원은 14일 뇌물 혐의로 기소된 A에게 징역 2년을 선고했다
        if self._is_of_sanctioned(predicate):
            return self._of_charge(predicate, time)  # 공정위는 14일 담합한 한빛전자에 과징금을 부과했다
        if after in ("가운데", "상태") or self._is_news(predicate, time):
            return Verdict.SKIP  # 노조는 14일 5백명이 모인 가운데 집회를 열었다
        return None

    def follows_topic(self, time: Time) -> bool:
        """Whether a single day stands right behind the topic: A는 14일 …."""
        first = bisect_left(self.clauses.offsets, time.evidence.span.start)
        is_day = time.when.precision in FINE and "/" not in time.when.value
        return is_day and any(p.is_topic and 0 <= first - p.after <= 1 for p in self.phrases)

    def _by_authority(self) -> bool:
        """Whether the topic is one that charges, arrests or rules, and has done so."""
        topic = next((p for p in self.phrases if p.is_topic), None)
        return topic is not None and bool(AUTHORITY.search(topic.word)) and self.main.status is Status.HAPPENED

    def _charges(self) -> bool:
        """Whether the sentence says that somebody was charged, arrested or judged."""
        verb = self.clauses.tokens[self.main.predicate.first].form
        return self._by_authority() or (verb in _CHARGES and self.main.status is Status.HAPPENED)

    def _of_charge(self, predicate: Predicate, time: Time) -> Verdict:
        """Whose day stands before a charge: that of the news is of who charges, one long before that of the deed;
        between the two, and where the place of the deed follows, nobody can say."""
        days = self._days_ago(time)
        if time.when.precision is not Precision.DAY or days > _LONG or days < 0:
            return Verdict.HERE  # 3일 밤 흉기를 휘두른 혐의로
        first = bisect_left(self.clauses.offsets, time.evidence.span.end)
        place = any(p.josa[:1] == ("에서",) for p in self.phrases if first <= p.first and p.after <= predicate.first)
        near = days <= (0 if self.main.has_tail else _WEEK)  # …고 3일 밝혔다: the news has a day of its own
        return Verdict.SKIP if near and not place else Verdict.STOP

    def _is_of_sanctioned(self, predicate: Predicate) -> bool:
        """Whether a clause tells what he did whom the topic, an authority, punishes."""
        verb = self.clauses.tokens[self.main.predicate.first].form
        head = next((p for p in self.phrases if p.first == predicate.last), None)
        dealt = head is not None and head.josa[:1] in (("에",), ("에게",), ("을",), ("를",))
        return dealt and verb in _SANCTIONS and self._by_authority()

    def _is_charged(self, predicate: Predicate) -> bool:
        """Whether a clause only tells who it is that somebody deals with: 뇌물 혐의로 기소된."""
        return _charged().search(self.clauses.tags[: self.clauses.starts[predicate.last] - 1]) is not None

    def _days_ago(self, time: Time) -> int:
        """How many days before publication a day lies; -1 where that cannot be said."""
        published, day = self.published, time.when.latest
        return (published - day).days if published is not None and day is not None else -1

    def _is_news(self, predicate: Predicate, time: Time) -> bool:
        """Whether the day is that of the news, and so of what the sentence reports, and the clause before a noun tells
        at length which one is meant: A는 19일 값을 2%로 낮춘 제안을 내놓았다; not 19일 올린 글을, 19일 경기에서 넣은 골을."""
        first = bisect_left(self.clauses.offsets, time.evidence.span.end)
        held = {p.josa[:1] for p in self.phrases if first <= p.first and p.after <= predicate.first}
        if self._days_ago(time) not in (0, 1) or ("에서",) in held or held.isdisjoint(_HELD):
            return False
        verb = self.clauses.tokens[predicate.first]
        own_day = word_set("scheduled_verbs") | word_set("alone_verbs") | word_set("accidents") | _BEFALLS
        head = next((p for p in self.phrases if p.first == predicate.last), None)
        decided = self.main.status is Status.HAPPENED or self.main.rule_name == "event.planned.intent"
        is_done = decided and self.main.predicate.first > predicate.first
        return (
            is_done
            and head is not None
            and head.josa in (("을",), ("를",), ("에게",), ("에",), ("과",), ("와",), ("의",))
            and verb.form not in own_day
        )
