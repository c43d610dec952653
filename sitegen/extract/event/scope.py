"""How far a time expression reaches: which words take it for themselves, and which let it pass."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sitegen.extract.event.actors import AUTHORITY
from sitegen.extract.event.certainty import Reading
from sitegen.extract.event.clause import QUOTED, Clauses, Kind, Predicate
from sitegen.extract.event.phrases import NounPhrase
from sitegen.model.facts import Precision, Status, Time
from sitegen.model.text import Document
from sitegen.rules.rule import expand, word_list, word_set

# What follows makes the time a point of comparison or of departure, not the day of the event.
_NO_DATE = re.compile(
    r"\s?(?:이후|이래|보다|대비|에\s?비해|와\s?비교|과\s?비교|의?\s?(?:같은 기간|동기)|만에|째|[이가]\s?(?:다\s)?(?:지나|되|끝나|저물|가기)|[을를]\s?(?:훌쩍\s)?(?:넘[기긴길겨겼]|놓[치쳐친]|채[우워])|자(?![가-힣])|전까지|당시)"
)
_ASIDE = re.compile(r"^\s?\([^()\n]*\)")
FINE = frozenset({Precision.MINUTE, Precision.PART, Precision.DAY})
_CONDITION = re.compile(r"^(?:.*(?:으면|면|려면|려고|러|도록|게|지|다면|라면|자마자|거나|든지))$")
_ORDERS = frozenset({"라고/EC", "으라고/EC", "자고/EC", "달라고/EC"})
_PURPOSES = frozenset({"려고", "으려고", "러", "으러", "도록", "고자"})
_WEEK, _LONG = 7, 60  # days
_HELD = frozenset({("을",), ("를",), ("로",), ("으로",), ("이",), ("가",)})  # particles of what a clause tells of
_SANCTIONS = frozenset(
    {"부과", "제재", "고발", "적발", "징계", "구속", "입건", "체포", "기소", "선고", "송치", "검거", "붙잡", "처분"}
)
_CHARGES = frozenset({"고발", "고소", "구속", "입건", "체포", "기소", "송치", "압수수색", "소환"})
_BEFALLS = frozenset(
    {"발생", "일어나", "나", "터지", "벌어지", "생기", "내리", "접수", "불거지"}
)  # what has a day of its own
_PAST_ADNOMINAL = frozenset({"ᆫ", "은", "던", "려던"})


@cache
def _light() -> re.Pattern[str]:
    return re.compile(expand("^(?:<stative_light>) ?", {}))


@cache
def _moving() -> re.Pattern[str]:
    return re.compile(expand("^<stative_moving>$", {}))


@cache
def _charged() -> re.Pattern[str]:
    return re.compile(
        r"혐의/NNG (?:로|으로)/JKB (?:[^ ]+/(?:NNG|XPN|MAG) ){0,2}(?:기소|재판/NNG 에/JKB 넘기|재판/NNG 에/JKB 넘겨지|회부|입건|구속|체포|송치)[^ ]*(?: [^ ]+/(?:XSV|VX|EC|NNG|JKB|VV))* [ᆫ은]/ETM$"
    )


@cache
def _content() -> re.Pattern[str]:
    return re.compile(expand("(?<![^ ])(?:<stative_content>)$", {}))


@cache
def _setting() -> re.Pattern[str]:
    return re.compile(expand("^(?:[^ ]+/(?:XPN|NNG) )*<stative_setting> (?:고|어|며|면서|어서|은 뒤)/EC$", {}))


class Verdict(StrEnum):
    """What a predicate does with a time that stands before it."""

    HERE = "here"  # it is dated by it
    SCENE = "scene"  # it only sets the scene: the next predicate is
    SKIP = "skip"  # it lets it pass
    STOP = "stop"  # the time dates no event


def points_in(document: Document, clauses: Clauses, times: Sequence[Time]) -> tuple[Time, ...]:
    """The times of a sentence that can date an event: points outside quotations and brackets, that nothing is
    compared with."""
    found = []
    for time in times:
        span = time.evidence.span
        if span not in clauses.sentence.span or any(mask.overlaps(span) and span in mask for mask in clauses.masked):
            continue
        after = document.text[span.end : span.end + 40]
        after = _ASIDE.sub("", after)[:8]  # 2014년(641곳)보다
        paper = span.of(document.text).endswith("자") and not after.startswith("에")  # 11월 5일자 보도
        if time.when.is_point and not paper and not _NO_DATE.match(after):
            found.append(time)
    return tuple(found)


def is_measure(clauses: Clauses, phrase: NounPhrase | None) -> bool:
    """Whether a noun phrase is what something is compared with, or what is talked about: 전망보다, 인하설에 대해."""
    if phrase is None:
        return False
    if phrase.josa[:1] == ("보다",) or phrase.word.endswith(("이후", "이래", "이전")):
        return True  # 2019년 3월 개원 이후
    if clauses.tokens[phrase.last - 1].form in word_set("titles") | {"씨"}:
        return False  # 지난해 9월 홍 실장에 대한 수배를 요청했으나
    after = next((p for p in clauses.predicates if p.first == phrase.after), None)
    if after is None or phrase.josa[:1] not in (("에",), ("과",), ("와",)):
        return False
    return clauses.tokens[after.first].form.startswith(word_list("measures"))


@dataclass(frozen=True, slots=True)
class Scope:
    """One sentence, asked for what each of its predicates does with a time. *inside* are all its times."""

    document: Document
    clauses: Clauses
    phrases: Sequence[NounPhrase]
    main: Reading
    inside: tuple[Time, ...]

    def lies_ahead(self, time: Time) -> bool:
        """Whether *time* begins behind the day of publication."""
        published = self.document.published
        return bool(published and time.when.earliest and time.when.earliest > published)

    def verdict(self, predicate: Predicate, time: Time, token: int) -> Verdict:
        """What *predicate* does with *time*, whose words end before the token *token*."""
        tokens = self.clauses.tokens
        words = self.clauses.words(predicate.first, predicate.last)
        ending = tokens[predicate.last - 1]
        after = tokens[predicate.last] if predicate.last < len(tokens) else None
        if _light().search(words):
            return Verdict.STOP if ending.form == "면" else Verdict.SKIP
        if predicate.kind is Kind.NOMINAL or ending.form in _PURPOSES:
            # 3일 회의에 참석하기 위해 떠났다, but: 내년까지 법인을 세우기 위해 협의하고 있다
            return Verdict.STOP if self.lies_ahead(time) or time.when.value.startswith("..") else Verdict.SKIP
        if ending.tagged in _ORDERS:  # 10일까지 답을 달라고 요구했다
            return Verdict.STOP if self.lies_ahead(time) or time.when.value.startswith("..") else Verdict.SKIP
        if self.clauses.charge_of(predicate) is not None and self._follows_topic(time) and self._charges():
            return self._of_charge(predicate, time)
        if predicate.kind is Kind.ADNOMINAL:
            return self._before_noun(predicate, time, token, after.form if after else "")
        if predicate.kind is Kind.REPORTED and ending.form.endswith(("다며", "라며", "다면서", "라면서", "자며")):
            # A는 3일 B가 특허를 베꼈다며 소송을 냈다: the day of the suit; without a B, who knows
            own = any(p.is_subject and token <= p.first and p.after <= predicate.first for p in self.phrases)
            told = Verdict.HERE if self.main.quotes else Verdict.STOP  # 3일 알렸다며 “…”고 반박했다
            return Verdict.SKIP if own else told
        if predicate.kind is Kind.JOINED:
            if ending.form in ("면", "으면", "다면", "라면", "거나", "든지"):
                return Verdict.STOP
            if _CONDITION.match(ending.form):
                return Verdict.SKIP
            if any(t.tag in ("VCP", "VA") for t in tokens[predicate.first : predicate.last]):
                return Verdict.SKIP
            if _setting().search(words) and self._is_meeting(predicate):
                apart = ending.form == "고" and not self.main.has_tail and self._has_next_day(predicate)
                return Verdict.HERE if apart and self.main.rule_name != "event.planned.intent" else Verdict.SCENE
            after_it = next((p for p in self.clauses.predicates if p.first >= predicate.last), None)
            if (
                after_it is not None
                and tokens[after_it.last - 1].tagged == "는/ETM"
                and (
                    tokens[after_it.first].tagged != "오/VV"  # 오는 12월
                )
            ):
                return Verdict.SKIP  # 돈을 빌려 갚지 못하는 …
        return Verdict.HERE

    def _before_noun(self, predicate: Predicate, time: Time, token: int, after: str) -> Verdict:
        tokens = self.clauses.tokens
        ending = tokens[predicate.last - 1]
        words = tokens[predicate.first : predicate.last - 1]
        if any(t.tag in ("VCP", "VA", "XSA", "VCN") for t in words):
            return Verdict.STOP if any(t.tag == "EP" for t in words) else Verdict.SKIP  # 전날까지 1위였던
        moved = predicate.last < len(tokens) and tokens[predicate.last].tag in ("SN", "NR")
        said = self.clauses.words(predicate.first, predicate.last - 1)
        if moved and _moving().search(said):
            return Verdict.SKIP  # 3.2% 내린 5만3000원에 마감했다
        before = tokens[predicate.first - 1].tagged if predicate.first else ""
        if words[0].tagged == "하/VV" and before in ("으로/JKB", "로/JKB"):
            return Verdict.SKIP  # 지역민을 대상으로 한 공연
        if time.when.value.endswith("/..") and self.main.status is Status.ONGOING:
            return Verdict.SKIP  # 1979년부터 멀리 떨어진 강의 물을 쓰고 있다
        if after == "채":
            return Verdict.SKIP  # 숨진 채 발견됐다
        if any(
            p.josa[-1:] in (("은",), ("는",)) and token <= p.first and p.after <= predicate.first for p in self.phrases
        ):
            return Verdict.SKIP  # a topic never stands inside a clause before a noun
        if re.match(r"(?:에)?[는은](?![가-힣])", self.document.text[time.evidence.span.end :][:3]):
            return Verdict.SKIP  # 2013년에는: a topic, which no clause before a noun has
        if _content().search(said):
            return Verdict.SKIP  # 3일 규제를 담은 대책을 내놓았다: what is in it has no day
        if self._is_past_quote(predicate, token):
            return Verdict.SKIP  # 이날 “…”며 자신을 비판한 의원을 고소했다
        if ending.form.endswith("려던"):
            return Verdict.HERE  # 30일 열려던 총회
        if ending.form.endswith("던") and not any(t.tag == "EP" for t in words) and "애초" not in self._openers():
            return Verdict.SKIP  # 3일 책을 태우던 중 불이 났다: the background has no day of its own
        if ending.form.endswith("다는"):
            # 지난해 3% 늘었다는 내용이 담겼다: told of in the report; 3일 팔겠다는 뜻을 밝혔다: the day of the telling
            told = any(t.tag == "EP" and t.form in ("었", "았") for t in words) or self.lies_ahead(time)
            return Verdict.HERE if told else Verdict.SKIP
        if ending.form in ("ᆫ", "은") and self._follows_topic(time):
            if self._is_charged(predicate) and self._by_authority():
                return self._of_charge(predicate, time)  # 법원은 14일 뇌물 혐의로 기소된 A에게 징역 2년을 선고했다
            if self._is_of_sanctioned(predicate):
                return self._of_charge(predicate, time)  # 공정위는 14일 담합한 한빛전자에 과징금을 부과했다
            if after in ("가운데", "상태"):
                return Verdict.SKIP  # 노조는 14일 5백명이 모인 가운데 집회를 열었다
            if self._is_news(predicate, time):
                return Verdict.SKIP
        if ending.form in _PAST_ADNOMINAL:
            return Verdict.HERE
        if ending.form in ("ᆯ", "을"):
            following = tokens[predicate.last + 1].form if predicate.last + 1 < len(tokens) else ""
            if after == "것" and following == "으로":
                return Verdict.HERE  # 손질할 것으로 알려졌으나
            return Verdict.SKIP if after in ("수", "때", "만큼", "뿐", "것", "정도") else Verdict.HERE
        ahead = self.lies_ahead(time) and ending.form == "는" and words[0].form not in word_set("stative_purpose")
        held = after == "대로" or words[0].form in word_set("scheduled_verbs")  # 5일 날이 밝는 대로; 5일 열리는 공청회
        if ahead and self.main.status in (Status.PLANNED, Status.DROPPED) and not held:
            ahead = False  # 18일 시민이 참여하는 협의체를 출범시킬 예정이다: the day of the main clause
        return Verdict.HERE if after == "등" or ahead else Verdict.SKIP

    def _follows_topic(self, time: Time) -> bool:
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
        active = not any(
            t.tagged in ("되/XSV", "받/XSV", "지/VX")
            for t in self.clauses.tokens[self.main.predicate.first : self.main.predicate.last]
        )
        return self._by_authority() or (verb in _CHARGES and active and self.main.status is Status.HAPPENED)

    def _of_charge(self, predicate: Predicate, time: Time) -> Verdict:
        """Whose day stands before a charge: that of the news is of who charges, one long before that of the deed;
        between the two, and where the place of the deed follows, nobody can say."""
        days = self._days_ago(time)
        if time.when.precision is not Precision.DAY or days > _LONG or days < 0:
            return Verdict.HERE  # 3일 밤 흉기를 휘두른 혐의로
        first = bisect_left(self.clauses.offsets, time.evidence.span.end)
        place = any(p.josa[:1] == ("에서",) for p in self.phrases if first <= p.first and p.after <= predicate.first)
        return Verdict.SKIP if days <= _WEEK and not place else Verdict.STOP

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
        published, day = self.document.published, time.when.latest
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

    def _is_meeting(self, predicate: Predicate) -> bool:
        """Whether what is opened is a meeting, not a factory: 회견을 열고."""
        thing = next((p for p in self.phrases if p.after == predicate.first), None)
        if (
            thing is None
            or self.clauses.tokens[predicate.first].tagged != "열/VV"
            or thing.josa[:1] not in (("을",), ("를",))
        ):
            return True
        return thing.word.endswith(word_list("meetings"))

    def _has_next_day(self, predicate: Predicate) -> bool:
        """Whether what follows *predicate* has a day of its own: 12일 회의를 열고 14일에는 대표가 만난다."""
        start, end = self.clauses.tokens[predicate.last - 1].end, self.clauses.tokens[self.main.predicate.first].start
        return predicate.kind is Kind.JOINED and any(
            start <= other.evidence.span.start < end and other.when.precision in FINE and "/" not in other.when.value
            for other in self.inside
        )

    def _is_past_quote(self, predicate: Predicate, token: int) -> bool:
        """Whether the words that the sentence quotes stand between the token *token* and *predicate*."""
        quoted = any(t.tag == QUOTED for t in self.clauses.tokens[token : predicate.first])
        return quoted and self.main.quotes

    def _openers(self) -> frozenset[str]:
        """애초, where the sentence says what was once planned (also 당초 and 원래)."""
        words = {token.form for token in self.clauses.tokens}
        return frozenset({"애초"}) if words & {"애초", "당초", "원래"} else frozenset()

    def is_reporting_day(self, time: Time, token: int) -> bool:
        """Whether the day may be that of the saying: A는 3일 X했다고 밝혔다."""
        main, tokens = self.main, self.clauses.tokens
        if not main.has_tail or main.basis_rule is None or not main.basis_rule.name.endswith(".reported"):
            return False
        span = time.evidence.span
        after = self.document.text[span.end : span.end + 6].strip()
        if time.when.precision is Precision.MINUTE or time.when.value.endswith("NI"):
            return False  # 3일 새벽 비가 내렸다고 밝혔다
        if time.when.precision not in FINE or after.startswith(("기준", "현재")) or "/" in time.when.value:
            return False
        if any(tokens[main.tail].start <= other.evidence.span.start for other in self.inside):
            return False  # the saying has its own day: …고 4일 밝혔다
        first = next((i for i, t in enumerate(tokens) if t.start >= span.start), 0)
        if any(p.is_topic and p.first >= token and p.after <= main.predicate.first for p in self.phrases):
            return True  # 8일 A는 B를 뽑았다고 밝혔다
        topic = [p for p in self.phrases if p.is_topic and p.after <= first]
        if not topic or first - topic[-1].after > 1:
            return False
        own = any(p.is_subject and token <= p.first and p.after <= main.predicate.first for p in self.phrases)
        published, day = self.document.published, time.when.latest
        near = published is not None and day is not None and abs((published - day).days) <= 1
        return own or near
