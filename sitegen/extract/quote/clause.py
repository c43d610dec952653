"""A sentence without what stands in quotes and brackets: its 어절, its noun phrases, its predicates."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen.extract.phrase import NOMINAL
from sitegen.model.text import Document, Morph, Sentence, Span
from sitegen.rules.rule import word_set

BRACKETS = re.compile(r"\([^()\n]*\)|\[[^\[\]\n]*\]|（[^（）\n]*）")
_EDGE = frozenset({"SSO", "SS", "SW", "SF", "SO"})
_JOINING = frozenset("·&-")
_TIME = re.compile(r"\d+(?:[~∼～-]\d+)?(?:년|월|일|시|분|분기)(?:께|쯤|경)?")


@dataclass(frozen=True, slots=True)
class Eojeol:
    """A word between blanks. *stem* is the text of its nouns' span, *josa* the particles' forms in order."""

    span: Span
    stem: Span | None
    josa: tuple[str, ...]
    comma: bool  # a comma closes it
    morphs: tuple[Morph, ...]

    @property
    def bare(self) -> bool:
        """Whether it is nouns alone, so that it can belong to the phrase on its right."""
        return self.stem is not None and not self.josa and not self.comma and self.morphs[-1].tag in _BARE_END

    @property
    def verbal(self) -> bool:
        """Whether a predicate stands in it."""
        return any(m.tag in ("VV", "VA", "VX", "XSV", "XSA", "VCP", "VCN") for m in self.morphs)

    @property
    def adnominal(self) -> bool:
        """Whether it describes the noun that follows: 열린, 맺을."""
        return self.morphs[-1].tag == "ETM"


_BARE_END = NOMINAL | {"IC", "MAG", "SSC", "SSO", "SW", "SO", "SS"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase, particles left out; *last* is the place of its last 어절 in the clause."""

    span: Span
    josa: tuple[str, ...]
    first: int
    last: int
    comma: bool = False


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb in dictionary form (말하다, 선을 긋다) and the place of its 어절."""

    lemma: str
    at: int
    adnominal: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence's 어절 outside the masked spans, in order."""

    sentence: Sentence
    eojeols: tuple[Eojeol, ...]
    _starts: tuple[int, ...]

    def before(self, offset: int) -> int:
        """How many 어절 begin before a plain offset."""
        return bisect_right(self._starts, offset - 1)

    def phrase(self, document: Document, last: int) -> Phrase | None:
        """The noun phrase that ends with the 어절 *last*: bare nouns and nouns with 의 on its left belong to it."""
        head = self.eojeols[last]
        if head.stem is None:
            return None
        first = last
        start = head.stem.start
        while first > 0:
            left = self.eojeols[first - 1]
            joined = left.bare or (left.josa == ("의",) and not left.comma)
            gap = document.text[left.span.end : start]
            if (
                not joined
                or left.stem is None
                or gap.strip()
                or is_time(document.text[left.span.start : left.span.end])
            ):
                break
            first -= 1
            start = left.stem.start
        return Phrase(Span(start, head.stem.end), head.josa, first, last, head.comma)

    def predicates(self, first: int, last: int) -> tuple[Predicate, ...]:
        """The verbs of the 어절 from *first* up to *last*, in order; auxiliaries are left out."""
        found = []
        for at in range(first, min(last, len(self.eojeols))):
            lemma = self._lemma(at)
            if lemma:
                end = at
                while end + 1 < len(self.eojeols) and self.eojeols[end + 1].morphs[0].tag == "VX":
                    end += 1  # 참여하지 않은
                found.append(Predicate(lemma, at, self.eojeols[end].adnominal))
        return tuple(found)

    def _lemma(self, at: int) -> str:
        morphs = self.eojeols[at].morphs
        for number, morph in enumerate(morphs):
            noun = morphs[number - 1] if number else None
            if morph.tag in ("XSV", "XSA") and noun is not None:
                return f"{noun.form}{morph.form}다"
            if morph.tag == "VV":
                idiom = f"{self._object(at)} {morph.form}다"
                compound = "".join(m.form for m in morphs[number : number + 3]) + "다"  # 털/VV 어/EC 놓/VX
                return next((word for word in (idiom, compound) if word in word_set("speech_verbs")), f"{morph.form}다")
        # 강조, 설명 alone close a sentence of a caption or a headline-like line.
        if at == len(self.eojeols) - 1 and [m.tag for m in morphs] in (["NNG"], ["NNG", "SF"]):
            return f"{morphs[0].form}하다"
        return ""

    def _object(self, at: int) -> str:
        """The noun with 을, 를 right before a verb, as it is said in an idiom: 선을."""
        if not at or self.eojeols[at - 1].josa[-1:] not in (("을",), ("를",)):
            return ""
        left = self.eojeols[at - 1]
        nouns = [m for m in left.morphs if m.tag in ("NNG", "NNB")]
        return f"{nouns[-1].form}{left.josa[-1]}" if nouns else ""


def clause_of(document: Document, sentence: Sentence, masked: Sequence[Span]) -> Clause:
    """*sentence* without the morphemes in *masked* spans and in brackets."""
    brackets = BRACKETS.finditer(document.text, sentence.span.start, sentence.span.end)
    hidden = [*masked, *(Span(*match.span()) for match in brackets)]
    kept: Sequence[Morph] = sentence.morphs
    for one in hidden:
        start, end = one.start, one.end
        kept = [m for m in kept if not start <= m.start < end]
    eojeols = tuple(_eojeol(tuple(group)) for group in _between_blanks(kept, hidden))
    return Clause(sentence, eojeols, tuple(eojeol.span.start for eojeol in eojeols))


def _between_blanks(morphs: Sequence[Morph], hidden: Sequence[Span]) -> Iterator[Sequence[Morph]]:
    """*morphs* by 어절; blanks inside a bracket part nothing: 24점(7승 3무)으로 is one."""
    first = 0
    for number in range(1, len(morphs)):
        left, right = morphs[number - 1], morphs[number]
        if left.word != right.word and left.end != right.start and _parted(left.end, right.start, hidden):
            yield morphs[first:number]
            first = number
    if morphs:
        yield morphs[first:]


def _parted(end: int, start: int, hidden: Sequence[Span]) -> bool:
    """Whether two morphemes that do not touch overlap, or some of the text between them is not hidden."""
    if not hidden or start < end:
        return True
    return any(not any(h.start <= at < h.end for h in hidden) for at in range(end, start))


def is_time(surface: str) -> bool:
    """Whether an 어절 says when: 이날, 30일, 오전."""
    word = surface.rstrip(",")
    return word in word_set("speaker_times") or _TIME.fullmatch(word) is not None


def _eojeol(morphs: tuple[Morph, ...]) -> Eojeol:
    count = len(morphs)
    first = 0
    while first < count and morphs[first].tag in _EDGE:
        first += 1
    last = _stem_end(morphs, first)
    if last < count:
        last = max(last, _odd_name(morphs, last))
    end = morphs[-1].start + 1
    for morph in morphs:
        if morph.end > end:
            end = morph.end
    span = Span(morphs[0].start, end)
    comma = morphs[-1].tag == "SP" and morphs[-1].form in (",", "、")
    if last == first:
        return Eojeol(span, None, (), comma, morphs)
    stem = Span(morphs[first].start, max(morphs[last - 1].end, morphs[first].start + 1))
    return Eojeol(span, stem, _josa(morphs[last:]), comma, morphs)


def _stem_end(morphs: tuple[Morph, ...], first: int) -> int:
    """The end of the nouns that begin at *first*."""
    count = len(morphs)
    last = first
    while last < count and (
        (tag := morphs[last].tag) in NOMINAL
        or morphs[last].form in _JOINING
        or (tag == "SW" and last > first)  # 52%를, 300㎞는
        # Kiwi reads parts of unusual names as interjections and adverbs; a noun follows in the same 어절.
        or (tag in ("IC", "MAG") and last + 1 < count and morphs[last + 1].tag in NOMINAL)
    ):
        last += 1
    return last


def _josa(rest: tuple[Morph, ...]) -> tuple[str, ...]:
    """The particles in what follows the nouns of an 어절; 이다 where a copula does."""
    if not rest:
        return ()
    tags = [m.tag for m in rest]
    if "VCP" in tags or "VCN" in tags:
        # Kiwi reads 실장이, at a comma as a copula that has lost its ending.
        return ("이",) if tags == ["VCP", "SP"] else ("이다",)
    if tags[0][0] == "J" or (tags[0] == "SSC" and len(tags) > 1 and tags[1][0] == "J"):  # ‘하늘팀’은
        return tuple([m.form for m in rest if m.tag[0] == "J"])
    return ()


def _odd_name(morphs: tuple[Morph, ...], last: int) -> int:
    """How far a name reaches that Kiwi took for a clause without blanks (미리내중공업: 미리 내어 중공업); 0 for others."""
    end = len(morphs)
    while end > last and morphs[end - 1].tag.startswith(("J", "SP")):
        end -= 1
    if end <= last or morphs[end - 1].tag not in ("NNG", "NNP"):
        return 0
    before = {morph.tag for morph in morphs[last:end]}
    return end if before & {"ETM", "EC"} and not before & {"EF", "EP"} and not any(t[0] == "J" for t in before) else 0
