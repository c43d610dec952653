"""Who stands where: the values that the readers of names hand to quotes and events."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property

from sitegen.extract.names.lexicon import JOSA
from sitegen.model.facts import Alias, Org, Person
from sitegen.model.text import Document, Span
from sitegen.rules.rule import word_set

# What may follow the head of a noun phrase: its end, a particle but 의, a conjunction, a bracket of its own.
_HEAD_END = re.compile(
    rf"[’”'\"′]?(?:\([^()]*\))?(?:$|[,·/]|(?!의(?![가-힣]))(?:{JOSA})(?![가-힣A-Za-z0-9])|\s?(?:등|및|측|모두|각각|역시|또한)(?![가-힣])|(?=[.…]))"
)
_TRAILING_JOSA = re.compile(
    r"(?<=[가-힣A-Za-z0-9)])(?:에게서|에서는|에서도|에선|에서|께서는|께서|으로부터|로부터|에게|에 따르면|에|은|는|이|가|도|와|과|의)$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names somebody: *names* are canonical; two for 두 회사, one for 김 대표 or MS."""

    span: Span
    names: tuple[str, ...]
    kind: str  # person | org | group
    title: str = ""


@dataclass(frozen=True)
class Names:
    """Everyone an article names; plain spans, mentions in text order without overlap."""

    persons: tuple[Person, ...] = ()
    orgs: tuple[Org, ...] = ()
    aliases: tuple[Alias, ...] = ()
    mentions: tuple[Mention, ...] = ()
    text: str = field(default="", repr=False)  # the plain text that the spans count in

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.span.start for mention in self.mentions]

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that begin in *span*, or cover all of it, in order."""
        start, end = span.start, span.end
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end, low)
        if low and self.mentions[low - 1].span.end >= (end if end > start else start + 1):
            low -= 1  # Kiwi may cut the phrase inside a name
        return self.mentions[low:high]

    def actors_in(self, span: Span) -> tuple[str, ...]:
        """Canonical names of the actors that stand in *span*, in order; of 김영섭 KT 대표 only the person.

        A name that only describes another noun (KT의 이사회, KT 관계자) is no actor.
        """
        names: dict[str, None] = {}
        for mention in self.mentions_in(span):
            if mention.kind != "source" and _is_head(self.text, mention.span, span):
                names.update(dict.fromkeys(mention.names))
        return tuple(names)

    def source_in(self, document: Document, span: Span) -> str:
        """Who speaks in a source phrase: the person, the organisation, or the phrase's own words (KT 관계자)."""
        text = span.of(document.text).rstrip(" ,")
        end = span.start + len(text)
        if document.text.startswith(("가에서", "가에선", "가는"), end) and text.endswith(
            ("증권", "정치", "금융", "관")
        ):
            return own_words(text + "가")  # Kiwi takes the 가 of 증권가 for a particle
        around = self._around(span.start, end)
        if around:
            return around
        first, second, _ = text.partition(" 겸 ")
        holder = self._around(span.start, span.start + len(first), "person") if second else ""
        if holder:
            return holder  # 진해솔 늘봄건설 대표 겸 이사회 의장: one person with two offices
        if not any(mention.span.end == end for mention in self.mentions_in(span)):
            text = _TRAILING_JOSA.sub("", text)
            end = span.start + len(text)
        heads = [mention for mention in self.mentions_in(span) if mention.span.end <= end]
        if heads and len(heads[-1].names) == 1:
            rest = _OWN_BRACKET.sub("", document.text[heads[-1].span.end : end])
            person = heads[-1].kind == "person"
            if not rest or (
                person and (rest.strip() == "씨" or _is_second_rank(heads[-1].span.of(document.text), rest))
            ):
                return heads[-1].names[0]
        words = own_words(text)
        if words == text.strip():  # 한은 관계자: Kiwi, or a bracket, may cut a name off the phrase
            left = next(
                (m for m in self.mentions if m.kind != "source" and _reaches(document.text, m.span, span)), None
            )
            if left and text.split(" ")[-1] in word_set("person_unnamed") | {"측"}:
                return f"{left.span.of(document.text)} {words}"
        return "" if words == "측" else words

    def _around(self, start: int, end: int, kind: str = "") -> str:
        """The one name of a mention, of that *kind* if one is given, that covers the whole phrase and more; "" where
        none does."""
        low = bisect_left(self.mentions, start, key=lambda mention: mention.span.end)
        for mention in self.mentions[low : low + 1]:
            fits = not kind or mention.kind == kind
            if fits and mention.span.start <= start and end <= mention.span.end and len(mention.names) == 1:
                return mention.names[0]
        return ""


def own_words(phrase: str) -> str:
    """The last run of nouns of a source phrase as written: 이 사안을 잘 아는 소식통 is 소식통, KT 관계자 stays whole."""
    words = phrase.strip().strip("“”\"'‘’").split()
    kept: list[str] = []
    for word in reversed(words):
        if kept and (word.endswith(",") or _modifies(word) or _TIME.match(word)):
            break
        kept.append(word)
    return _MARKS.sub("", " ".join(reversed(kept)))


def _reaches(text: str, name: Span, phrase: Span) -> bool:
    """Whether nothing but a bracket stands between a *name* and a *phrase*: 문화체육관광부(문체부) 관계자."""
    between = text[name.end : phrase.start] if name.end < phrase.start <= name.end + 40 else ""
    return _ASIDE.fullmatch(between) is not None


def _modifies(word: str) -> bool:
    """Whether a word before a source noun is no part of its name: a particle, an ending, a determiner."""
    if word in _DETERMINERS:
        return True
    return word not in word_set("person_unnamed") and bool(_MODIFIER_END.search(word))


def _is_second_rank(person: str, rest: str) -> bool:
    """Whether *rest* is one more rank of the same *person* in a firm: 나도윤 대표이사 사장, but not 나도윤 의원 보좌관."""
    return rest.strip() in _RANKS and person.endswith(_RANKS)


# Ranks that one person may hold two of in one firm; aides and spokesmen are somebody else.
_RANKS = (
    "대표",
    "대표이사",
    "사장",
    "부사장",
    "회장",
    "부회장",
    "의장",
    "최고경영자",
    "CEO",
    "전무",
    "상무",
    "사내이사",
)
_MARKS = re.compile(r"[‘’“”'\"]")
_ASIDE = re.compile(r"[’”'\"]?(?:\([^()\n]{1,30}\))? ")
_OWN_BRACKET = re.compile(r"^[’”'\"′]?(?:\([^()]*\))?[’”'\"′]?\s*$")
_TIME = re.compile(r"\d|(?:이날|지난|전날|당시|현재|올해|지난해|오전|오후|최근|이날도|오늘|어제)$")
_DETERMINERS = frozenset(
    [
        "이",
        "그",
        "한",
        "두",
        "세",
        "각",
        "다른",
        "어떤",
        "모든",
        "또",
        "또다른",
        "해당",
        "일부",
        "앞서",
        "이어",
        "이에",
        "한편",
        "다만",
        "그러나",
        "특히",
    ]
)
_MODIFIER_END = re.compile(
    r"(?:[을를은는]|에서|에게|[가-힣]에|[가-힣]+(?:하|되|받|맡|있|없|만난|지켜본)[은는던]?|[가-힣]+(?:한|된|진|본|난|린|던)|으로|의)$"
)


def _is_head(text: str, mention: Span, span: Span) -> bool:
    """Whether nothing of *span* that follows the mention makes another noun the head of its phrase."""
    return _HEAD_END.match(text[mention.end : max(mention.end, span.end)]) is not None
