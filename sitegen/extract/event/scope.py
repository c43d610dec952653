"""How far a time expression reaches: which words take it for themselves, and which let it pass."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sitegen.extract.event.certainty import Reading
from sitegen.extract.event.clause import QUOTED, Clauses, Kind, Predicate
from sitegen.extract.event.newsday import NewsDay
from sitegen.extract.event.phrases import NounPhrase
from sitegen.extract.event.verdict import FINE, Verdict
from sitegen.model.facts import Precision, Status, Time
from sitegen.model.text import Document
from sitegen.rules.rule import expand, word_list, word_set

# What follows makes the time a point of comparison or of departure, not the day of the event.
_NO_DATE = re.compile(
    r"\s?(?:이후|이래|보다|대비|에\s?비해|와\s?비교|과\s?비교|의?\s?(?:같은 기간|동기)|만에|째|[이가]\s?(?:다\s)?(?:지나|되|끝나|저물|가기)|[을를]\s?(?:훌쩍\s)?(?:넘[기긴길겨겼]|놓[치쳐친]|채[우워])|자(?![가-힣])|전까지|당시)"
)
_WITHIN = re.compile(r"\s?[안내]에(?![가-힣])")
_ASIDE = re.compile(r"^\s?\([^()\n]*\)")
_CONDITION = re.compile(r"^(?:.*(?:으면|면|려면|려고|러|도록|게|지|다면|라면|자마자|거나|든지))$")
_ORDERS = frozenset({"라고/EC", "으라고/EC", "자고/EC", "달라고/EC"})
_MEANT_TO = re.compile(r"도록/EC 하/V[VX]$")
_VERDICTS = frozenset({"결론", "결론짓", "판단", "판정", "진단", "인정", "단정"})
_NEWS_DAYS = 4
_LATE = re.compile(r"만에|뒤에|[가-힣]서야|이제야|뒤늦게|늦게|않|못")  # and so on another day than what is told
_SHOWS = frozenset({"공개", "발표", "내놓", "내", "공시", "통보", "알리", "제시", "보고"})
_MEDIA = ("누리집", "홈페이지", "페이스북", "사회관계망서비스", "소셜미디어", "SNS")  # where a deed may be done, too
_PURPOSES = frozenset({"려고", "으려고", "러", "으러", "도록", "고자"})
_PAST_ADNOMINAL = frozenset({"ᆫ", "은", "던", "려던"})


@cache
def _light() -> re.Pattern[str]:
    return re.compile(expand("^(?:<stative_light>) ?", {}))


@cache
def _moving() -> re.Pattern[str]:
    return re.compile(expand("^<stative_moving>$", {}))


@cache
def _content() -> re.Pattern[str]:
    return re.compile(expand("(?<![^ ])(?:<stative_content>)$", {}))


@cache
def _setting() -> re.Pattern[str]:
    return re.compile(expand("^(?:[^ ]+/(?:XPN|NNG) )*<stative_setting> (?:고|어|며|면서|어서|은 뒤)/EC$", {}))


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
        if ending.tagged in _ORDERS:  # 10일까지 답을 달라고 요구했다; 하반기에 지정해 달라고 신청하기로 했다
            if self.main.status is Status.PLANNED and self.lies_ahead(time) and time.when.precision not in FINE:
                return Verdict.SKIP
            return Verdict.STOP if self.lies_ahead(time) or time.when.value.startswith("..") else Verdict.SKIP
        if (of_charge := self._news().of_charge(predicate, time)) is not None:
            return of_charge
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
        if _MEANT_TO.search(said) and not self.lies_ahead(time):
            return Verdict.SKIP  # 24일 의견을 듣도록 한 중재안을 냈다: what is in it has no day
        if after == "채":
            return Verdict.SKIP  # 숨진 채 발견됐다
        if any(
            p.josa[-1:] in (("은",), ("는",)) and token <= p.first and p.after <= predicate.first for p in self.phrases
        ):
            return Verdict.SKIP  # a topic never stands inside a clause before a noun
        if re.match(r"(?:에)?[는은](?![가-힣])", self.document.text[time.evidence.span.end :][:3]):
            return Verdict.SKIP  # 2013년에는: a topic, which no clause before a noun has
        if after == "것" and [t.tagged for t in tokens[predicate.last + 1 : predicate.last + 3]] == ["이/VCP", "ᆫ지/EC"]:
            return Verdict.SKIP  # 9일 누가 팔았던 것인지 살펴보고 있다: what is asked has no day
        within = _WITHIN.match(self.document.text, time.evidence.span.end) is not None
        if within and self.main.status is Status.HAPPENED and ending.form in ("는", "ᆯ", "을"):
            return Verdict.HERE  # 올해 안에 버스를 사들이는 사업을 발표했다: what is to be done by then
        if _content().search(said):
            return Verdict.SKIP  # 3일 규제를 담은 대책을 내놓았다: what is in it has no day
        if self._is_past_quote(predicate, token):
            return Verdict.SKIP  # 이날 “…”며 자신을 비판한 의원을 고소했다
        if ending.form.endswith("려던"):
            return Verdict.HERE  # 30일 열려던 총회
        if ending.form.endswith("던") and not any(t.tag == "EP" for t in words) and "애초" not in self._openers():
            return Verdict.SKIP  # 3일 책을 태우던 중 불이 났다: the background has no day of its own
        if ending.form.endswith("는") and self._is_stated(predicate, token):
            return Verdict.SKIP
        if ending.form.endswith("다는"):
            # 지난해 3% 늘었다는 내용이 담겼다: told of in the report; 3일 팔겠다는 뜻을 밝혔다: the day of the telling
            told = any(t.tag == "EP" and t.form in ("었", "았") for t in words) or self.lies_ahead(time)
            if told and self.main.status is Status.DENIED and self._is_news(time):
                return Verdict.STOP  # 12일 때렸다는 주장을 부인했다: the day of either
            if told and not self.lies_ahead(time) and self._news().follows_topic(time):
                # 감사원은 18일 사업단이 돈을 더 줬다는 결과를 공개했다; 경찰은 18일 훔쳤다는 신고를 접수했다: of either
                own = any(p.is_subject and token <= p.first and p.after <= predicate.first for p in self.phrases)
                shown = tokens[self.main.predicate.first].form in _SHOWS and not _LATE.search(self._sentence())
                done = self.main.status is Status.HAPPENED
                return Verdict.SKIP if own and done and (shown or self._is_news(time)) else Verdict.STOP
            return Verdict.HERE if told else Verdict.SKIP
        news = self._news().before_noun(predicate, time, after) if ending.form in ("ᆫ", "은") else None
        if news is not None:
            return news
        if ending.form in _PAST_ADNOMINAL:
            if after == "것" and self._is_found(predicate, token):
                return Verdict.SKIP  # 연구소는 18일 무덤이 만들어진 것으로 결론 내렸다: the day of the finding
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

    def _sentence(self) -> str:
        return self.clauses.sentence.span.of(self.document.text)

    def _news(self) -> NewsDay:
        return NewsDay(self.document.published, self.clauses, self.phrases, self.main)

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

    def _is_stated(self, predicate: Predicate, token: int) -> bool:
        """Whether a statement stands between the token *token* and a claim that it denies: 12일 입장문에서 숨졌다는 주장을
        부인했다. Who denies it stands before the day; another subject there has a day of his own."""
        tokens = self.clauses.tokens
        claims = tokens[predicate.last - 1].form.endswith(("다는", "라는")) and self.main.status is Status.DENIED
        if not claims or any(p.is_subject and p.after <= token for p in self.phrases):
            return False
        return any(token <= p.first and p.after <= predicate.first and self._is_statement(p) for p in self.phrases)

    def _is_statement(self, phrase: NounPhrase) -> bool:
        """Whether something is said in it: 입장문에서, 입장문을 내고, 누리집을 통해."""
        behind = self.clauses.tokens[phrase.after].tagged if phrase.after < len(self.clauses.tokens) else ""
        if phrase.josa[:1] in (("을",), ("를",)) and behind in ("통하/VV", "내/VV", "발표/NNG", "배포/NNG"):
            return phrase.word.endswith(word_list("statements"))
        return (
            phrase.josa[:1] == ("에서",)
            and phrase.word.endswith(word_list("statements"))
            and not phrase.word.endswith(_MEDIA)
        )

    def _is_found(self, predicate: Predicate, token: int) -> bool:
        """Whether who is spoken of finds what another subject, which stands behind the token *token*, did: 결론 내렸다."""
        tokens, main = self.clauses.tokens, self.main.predicate
        verdict = [t.form for t in tokens[predicate.last + 1 : main.last]]
        own = any(p.is_subject and token <= p.first and p.after <= predicate.first for p in self.phrases)
        topic = any(p.is_topic and p.after <= token for p in self.phrases)
        return own and topic and verdict[:1] == ["으로"] and not _VERDICTS.isdisjoint(verdict)

    def _is_news(self, time: Time) -> bool:
        """Whether *time* is one of the days right before publication."""
        published, day = self.document.published, time.when.earliest
        return bool(published and day and 0 <= (published - day).days <= _NEWS_DAYS)

    def _openers(self) -> frozenset[str]:
        """애초, where the sentence says what was once planned (also 당초 and 원래)."""
        words = {token.form for token in self.clauses.tokens}
        return frozenset({"애초"}) if words & {"애초", "당초", "원래"} else frozenset()

    def is_reporting_day(self, time: Time, token: int) -> bool:
        """Whether the day may be that of the saying, or of the finding: A는 3일 B가 X했다고 밝혔다, X한 것으로 판단했다."""
        main, tokens = self.main, self.clauses.tokens
        if not main.has_tail or main.basis_rule is None:
            return False
        judged = any(token.form in _VERDICTS for token in tokens[main.tail :])
        if not judged and not main.basis_rule.name.endswith(".reported"):
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
