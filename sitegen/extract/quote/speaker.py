"""Who says the words: the nearest who can, in the sentence, beside it, or the one who spoke last."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from sitegen.extract.names import Names
from sitegen.extract.quote.clause import BRACKETS, Clause, Phrase, clause_of, is_time
from sitegen.model.text import Document, Sentence, Span
from sitegen.rules.rule import word_set, words

_TOPIC = frozenset({"은", "는", "ᆫ", "도"})
_SUBJECT = frozenset({"이", "가", "께서"})
_PLAIN = frozenset({"께서"})  # particles that may stand before a topic's own
_PARTICLE = re.compile(r"(?:이?라)?(?:고|며|면서|는)(?:도|는|만)?(?=[\s,])")
_TOPIC_LIKE = re.compile(r"(?:^|(?<=[\s.]))(?P<word>[가-힣A-Z]{1,4}[은는]) $")
_SOURCES = frozenset({"관계자", "당국자", "측", "고위 관계자", "핵심 관계자"})
_PRONOUNS = frozenset({"그", "그녀", "본인", "당사자"})
_POINTING = ("이 ", "해당 ", "같은 ", "그 ", "동 ")
_GOES_ON = frozenset(
    {"고", "며", "면서", "어", "아", "려", "려고", "러", "어서", "아서", "고서"}
)  # same subject goes on
_REPORTS = frozenset({"보도", "발표", "설명", "자료", "보고서", "집계", "조사", "공시", "보도자료", "관계자들", "말"})
_RECENT = 24
_FROM = frozenset({"에게서", "에게", "한테서", "로부터", "으로부터", "께"})


@dataclass(frozen=True, slots=True)
class Source:
    """A speaker: canonical *name*, the words of the text, and whether it is a single person."""

    name: str
    surface: str
    one: bool


@dataclass(slots=True)
class _Told:
    """Whom a sentence speaks of; *read* says it, where nobody has asked yet."""

    sentence: int
    source: Source | None
    read: "Callable[[Memory], Source | None] | None" = None


class Memory:
    """Who was spoken of last. A sentence is read when somebody asks whom it spoke of."""

    def __init__(self, told: Sequence[_Told] = ()) -> None:
        self._told = list(told)

    def add(self, sentence: int, source: Source) -> None:
        """Takes in who was spoken of in a sentence."""
        self._told.append(_Told(sentence, source))

    def add_unread(self, sentence: int, read: "Callable[[Memory], Source | None]") -> None:
        """Takes in a sentence of which *read* says, from the memory before it, who was spoken of."""
        self._told.append(_Told(sentence, None, read))

    def last(self, since: int) -> Source | None:
        """Who was spoken of last, where it was in the sentence *since* or behind it."""
        for number in range(len(self._told) - 1, -1, -1):
            if self._told[number].sentence < since:
                break
            source = self._source(number)
            if source:
                return source
        return None

    def recent(self) -> list[Source]:
        """Who was spoken of, the latest first; who spoke before that is not meant by 그 or 이 관계자."""
        # In order: then no sentence that is read asks for one that is not.
        sources = [self._source(number) for number in range(len(self._told))]
        return [source for source in reversed(sources) if source][:_RECENT]

    def _source(self, number: int) -> Source | None:
        told = self._told[number]
        if told.read:
            told.source, told.read = told.read(Memory(self._told[:number])), None
        return told.source


@dataclass(frozen=True)
class Speakers:
    """Reads speakers in the sentences of one document."""

    document: Document
    names: Names
    masks: tuple[Span, ...]  # the quotes, in order; none overlaps another

    def clause(self, sentence: Sentence, extra: Sequence[Span] = ()) -> Clause:
        """A sentence without its quotes and without *extra*."""
        first = bisect_right(self.masks, sentence.span.start, key=lambda mask: mask.end)
        last = bisect_left(self.masks, sentence.span.end, key=lambda mask: mask.start)
        near = [self._with_particle(mask) for mask in self.masks[first:last]]
        return clause_of(self.document, sentence, [*near, *extra])

    def _with_particle(self, mask: Span) -> Span:
        """A quote with its particle, which Kiwi cannot read after a mark that faces the wrong way."""
        particle = _PARTICLE.match(self.document.text, mask.end)
        return Span(mask.start, particle.end()) if particle else mask

    def remember(self, memory: Memory, sentence: Sentence) -> None:
        """Takes the topic of a sentence without quotes into *memory*."""
        memory.add_unread(sentence.index, lambda before: self._spoken_of(sentence, before))

    def _spoken_of(self, sentence: Sentence, memory: Memory) -> Source | None:
        """The topic of a sentence without quotes."""
        clause = self.clause(sentence)
        for at in range(len(clause.eojeols)):
            phrase = self._topic(clause, at, known_only=True)
            if phrase:
                return self.resolve(phrase.span, memory)
        return None

    def left(self, clause: Clause, end: int, memory: Memory, start: int = 0, known_only: bool = False) -> Source | None:
        """The speaker among the 어절 [start, end) before a quote, the nearest first; with *known_only* no topic of
        which nothing tells that it can speak."""
        if end - 1 > start and clause.eojeols[end - 1].span.of(self.document.text) in ("역시", "또한", "마찬가지로"):
            end -= 1  # 홍길동 장관 역시 “…”
        if end > start:
            bare = clause.phrase(self.document, end - 1)
            if bare and not bare.josa and self._is_agent(bare.span):
                return self.resolve(bare.span, memory)  # 홍길동 장관, “…”
            if bare and bare.josa[-1:] in (("이",), ("가",), ("도",)) and self._can_speak(clause, end - 1):
                return self.resolve(bare.span, memory)  # right before the quote there is nothing else that it could do
        weak: Phrase | None = None
        moved = False  # a predicate stands between here and the quote
        switched = False  # one after which somebody else may act
        for at in range(end - 1, start - 1, -1):
            eojeol = clause.eojeols[at]
            topic = self._topic(clause, at, known_only)
            if topic:
                return self.resolve(topic.span, memory)
            if weak is None and not switched and eojeol.josa[-1:] and eojeol.josa[-1] in _SUBJECT:
                phrase = clause.phrase(self.document, at)
                if phrase and self._is_agent(phrase.span):
                    if not moved:
                        return self.resolve(phrase.span, memory)
                    weak = phrase
            if eojeol.verbal:
                moved = True
                last = (
                    eojeol.morphs[-2] if eojeol.morphs[-1].tag == "SP" and len(eojeol.morphs) > 1 else eojeol.morphs[-1]
                )
                switched = switched or last.form not in _GOES_ON
        return self.resolve(weak.span, memory) if weak else None

    def acts(self, clause: Clause, at: int) -> bool:
        """Whether somebody who can speak is the topic that an 어절 ends."""
        return self._topic(clause, at, known_only=True) is not None

    def unread(self, clause: Clause, at: int) -> bool:
        """Whether the 어절 right before a quote is a bare noun that may be its speaker, particle and all."""
        eojeol = clause.eojeols[at]
        return eojeol.bare and eojeol.morphs[-1].tag in ("NNG", "NNP") and not is_time(self._surface(clause, at))

    def right(self, clause: Clause, start: int, end: int, memory: Memory) -> Source | None:
        """The speaker among the 어절 [start, end) after a quote: “…”고 홍 대표가 말했다, “…”는 게 홍 대표의 설명이다."""
        for at in range(start, end):
            eojeol = clause.eojeols[at]
            last = eojeol.josa[-1] if eojeol.josa else ""
            if last in _SUBJECT or last in _TOPIC or (last == "의" and self._before_saying(clause, at, end)):
                phrase = self._from(clause.phrase(self.document, at), start, clause)
                if phrase and self._is_agent(phrase.span):
                    return self.resolve(phrase.span, memory)
            if (
                last == "이다"
                and eojeol.stem
                and eojeol.stem.of(self.document.text) in word_set("speech_nouns")
                and at > start
            ):
                phrase = self._from(clause.phrase(self.document, at - 1), start, clause)
                if phrase and not phrase.josa and self._is_agent(phrase.span):
                    return self.resolve(phrase.span, memory)  # 게 회사 측 설명이다
        return None

    def said_by_head(self, clause: Clause, verb: int, memory: Memory) -> Source | None:
        """Who is meant in “…”고 말한 홍 대표는: the noun that the verb of saying stands before."""
        at = verb + 1
        while at < len(clause.eojeols) and clause.eojeols[at].bare:
            at += 1
        if at >= len(clause.eojeols) or not clause.eojeols[at].josa:
            return None
        phrase = self._from(clause.phrase(self.document, at), verb + 1, clause)
        return self.resolve(phrase.span, memory) if phrase and self._is_agent(phrase.span) else None

    def according(self, clause: Clause, memory: Memory) -> Source | None:
        """The source of 한빛일보 보도에 따르면."""
        for at in range(1, len(clause.eojeols)):
            morphs = clause.eojeols[at].morphs
            says = morphs[0].form in ("따르", "의하") and any(m.tagged == "면/EC" for m in morphs)  # not 민원에 따라
            if not says or clause.eojeols[at - 1].josa[-1:] != ("에",):
                continue
            phrase = clause.phrase(self.document, at - 1)
            while phrase and phrase.last > phrase.first and self._surface(clause, phrase.last) in _REPORTS:
                shorter = clause.phrase(self.document, phrase.last - 1)
                phrase = shorter
            if phrase and self._surface(clause, phrase.last) not in _REPORTS:
                return self.resolve(phrase.span, memory)
        return None

    def among(self, clause: Clause, end: int, memory: Memory) -> Source | None:
        """The source of 업계에서는 “…”는 말이 나온다 and of 홍 대표에게서 “…”는 답을 들었다."""
        for at in range(end - 1, -1, -1):
            josa = clause.eojeols[at].josa
            phrase = clause.phrase(self.document, at)
            if not josa or not phrase:
                continue
            if josa[0] == "에서" and (_ends_in(self._surface(clause, at), "place") or self._mentioned(phrase.span)):
                return self.resolve(phrase.span, memory)
            if josa[0] in _FROM and self._is_agent(phrase.span):
                return self.resolve(phrase.span, memory)
        return None

    def resolve(self, span: Span, memory: Memory) -> Source:
        """The source that a phrase means; 그 and 이 관계자 are whom they point back to."""
        surface = span.of(self.document.text).strip()
        surface = surface.removesuffix(" 등").strip() or surface
        span = self._whole(Span(span.start, span.start + len(surface)))
        surface = span.of(self.document.text)
        name = self.names.source_in(self.document, span) or surface
        if name not in self._known or name in _SOURCES:
            # By the morphemes: 한은 관계자, 마을 주민 begin with what looks like a particle. A bracket may cut off whose.
            plain = _plain(surface)
            cut = self.document.text.startswith(") ", max(0, span.start - 2))
            name = name if cut and name.endswith(f" {plain}") else plain
        one = self._is_one(span)
        if surface in _PRONOUNS:
            for source in memory.recent():
                if source.one:
                    return replace(source, surface=surface)
            return Source("" if name == surface else name, surface, True)
        pointing = next((word for word in _POINTING if surface.startswith(word)), "")
        if pointing and name in (surface, surface.removeprefix(pointing)):
            head = surface.split()[-1]
            for source in memory.recent():
                if source.surface.endswith(head) or source.name.endswith(head):
                    return source
        return Source(name, surface, one)

    def _topic(self, clause: Clause, at: int, known_only: bool = False) -> Phrase | None:
        """The phrase with 은, 는, 도 that ends at an 어절, where it can be somebody who speaks."""
        josa = clause.eojeols[at].josa
        if not josa or josa[-1] not in _TOPIC:
            return None
        phrase = clause.phrase(self.document, at)
        if phrase is None:
            return None
        whole = self._ending_in(clause, at)
        if whole:
            return replace(phrase, span=whole)
        before = josa[:-1]
        if before == ("에서",) or before == ("에", "서"):
            # 국회에서는 is where, 업계에서는 is who
            return phrase if _ends_in(self._surface(clause, at), "place") else None
        if before and not set(before) <= _PLAIN:
            return None
        if self._is_agent(phrase.span):
            return phrase
        return None if known_only or josa[-1] == "도" or not self._can_speak(clause, at) else phrase

    def _ending_in(self, clause: Clause, at: int) -> Span | None:
        """The person's mention that an 어절 with several particles ends: Kiwi sees one inside 최고의학책임자."""
        eojeol = clause.eojeols[at]
        if len(eojeol.josa) < 2:
            return None
        end = eojeol.morphs[-1].start
        ending = (m.span for m in self.names.mentions if m.kind == "person" and m.span.end == end)
        return next((span for span in ending if span.start < eojeol.span.start), None)

    def _can_speak(self, clause: Clause, at: int) -> bool:
        """Whether nothing forbids that the noun of an 어절 speaks; it may still be nobody's name."""
        head = self._surface(clause, at)
        josa = set(clause.eojeols[at].josa[:-1]) - _PLAIN
        odd = bool(josa) or clause.eojeols[at].morphs[0].tag in ("NNB", "SN")
        return not (odd or head in word_set("speaker_never") or is_time(head) or _never(head))

    def _from(self, phrase: Phrase | None, first: int, clause: Clause) -> Phrase | None:
        """*phrase* without what stands before the 어절 *first*."""
        if phrase is None or phrase.last < first:
            return None
        if phrase.first >= first:
            return phrase
        stem = clause.eojeols[first].stem
        return replace(phrase, span=Span(stem.start, phrase.span.end), first=first) if stem else None

    def _before_saying(self, clause: Clause, at: int, end: int) -> bool:
        """Whether a noun of saying follows: 홍 대표의 설명, 홍 대표의 짧은 답."""
        near = range(at + 1, min(at + 3, end))
        return any(self._surface(clause, n) in word_set("speech_nouns") for n in near)

    def _surface(self, clause: Clause, at: int) -> str:
        stem = clause.eojeols[at].stem
        return stem.of(self.document.text) if stem else ""

    @cached_property
    def _known(self) -> frozenset[str]:
        """Every canonical name."""
        names = self.names
        found = {name for mention in names.mentions for name in mention.names}
        return frozenset(found | {person.name for person in names.persons} | {org.name for org in names.orgs})

    def _whole(self, span: Span) -> Span:
        """*span* with a name on its left that the morphemes broke off: 위재인 청주시의원 has 인/ETM."""
        for mention in self.names.mentions:
            near = mention.span.end <= span.start <= mention.span.end + 1
            if near and mention.kind != "group" and not self.document.text[mention.span.end : span.start].strip():
                return Span(mention.span.start, span.end)
            if mention.span.start < span.start < mention.span.end:
                return Span(mention.span.start, span.end)
        # 한은 관계자: no topic is followed at once by a source with a particle of its own, so 은 belongs to the name
        head = span.of(self.document.text)
        left = _TOPIC_LIKE.search(self.document.text, max(0, span.start - 12), span.start)
        if left and head in _SOURCES:
            return Span(left.start("word"), span.end)
        return span

    def _mentioned(self, span: Span) -> bool:
        return bool(self.names.actors_in(span)) or any(m.span.overlaps(span) for m in self.names.mentions)

    def _is_agent(self, span: Span) -> bool:
        surface = span.of(self.document.text).split()
        return bool(surface) and (
            self._mentioned(span) or surface[-1] in _PRONOUNS or _ends_in(surface[-1], "one", "", "place")
        )

    def _is_one(self, span: Span) -> bool:
        if any(m.kind == "person" and len(m.names) == 1 and m.span.overlaps(span) for m in self.names.mentions):
            return True
        surface = span.of(self.document.text).split()
        return bool(surface) and (surface[-1] in _PRONOUNS or _ends_in(surface[-1], "one"))


_MARKS = re.compile(r"[‘’“”'\"]")


def _plain(surface: str) -> str:
    """A source's own words without brackets and without a determiner that only counts or points."""
    words = " ".join(_MARKS.sub("", BRACKETS.sub("", surface)).split())
    head, _, rest = words.partition(" ")
    if head == "이" and rest not in _SOURCES and not rest.endswith(("관계자", "소식통", "신문", "매체")):
        return words  # 이 대표: a surname
    return rest if rest and head in ("한", "이", "그", "해당", "어느", "다른", "또", "같은") else words


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """Each noun's kinds; {""} where it has none."""
    return {row[0]: frozenset(row[1].split() if len(row) > 1 else [""]) for row in words("speaker_nouns")}


def _ends_in(surface: str, *kinds: str) -> bool:
    """Whether a word ends in a noun of `speaker_nouns` of one of these kinds."""
    word = surface.partition("(")[0] + surface.rpartition(")")[2] if "(" in surface else surface
    for stem in (word, word.removesuffix("들"), word.removesuffix("등")):
        for length in range(1, min(len(stem), 6) + 1):
            tail = stem[-length:]
            whole = length == len(stem) or length > 1 or tail in ("씨", "측", "팀")
            if whole and tail in _kinds() and _kinds()[tail] & set(kinds):
                return True
    return False


def _never(head: str) -> bool:
    """Whether a compound ends in what cannot speak: 인하설, 기자회견."""
    return any(head.endswith(word) for word in word_set("speaker_never") if len(word) > 1)
