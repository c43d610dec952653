"""어절 and noun phrases: what stands before a particle, and which particle it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sitegen.model.text import Document, Morph, Sentence, Span

NOMINAL = frozenset({"NNG", "NNP", "NNB", "NR", "NP", "SL", "SH", "SN", "XPN", "XSN", "XR", "MM", "W_SERIAL"})
_JOINING = frozenset("·&-.")


@dataclass(frozen=True, slots=True)
class Word:
    """One 어절: its stem of nouns and the particles after it. *josa* is "" where it has none or is no noun."""

    span: Span
    stem: Span  # empty where the 어절 does not begin with nouns
    josa: str  # the last particle as Kiwi gives it: 는, 에서, 와
    josa_tag: str  # its tag: JX JKS JKO JKB JKG JC JKQ VCP or ""
    morphs: tuple[Morph, ...]

    @property
    def is_bare(self) -> bool:
        """A noun without a particle: part of a longer name or phrase."""
        return len(self.stem) > 0 and not self.josa_tag and self.stem.end == self.span.end


def words_of(sentence: Sentence) -> tuple[Word, ...]:
    """The 어절 of a sentence, in order, punctuation at their edges included in the span."""
    return tuple(_word(tuple(group)) for _, group in groupby(sentence.morphs, key=lambda morph: morph.word))


def _word(morphs: tuple[Morph, ...]) -> Word:
    first = 0
    while first < len(morphs) and morphs[first].tag in ("SSO", "SP", "SW", "SF", "SS"):
        first += 1
    last = first
    while last < len(morphs) and (
        morphs[last].tag in NOMINAL or (morphs[last].tag in ("SP", "SW", "SO", "SS") and morphs[last].form in _JOINING)
    ):
        last += 1
    span = Span(morphs[0].start, max(morph.end for morph in morphs))
    if last == first:
        return Word(span, Span(span.start, span.start), "", "", morphs)
    stem = Span(morphs[first].start, morphs[last - 1].end)
    josa = [morph for morph in morphs[last:] if morph.tag[0] == "J"]
    if josa and morphs[last].tag[0] == "J":
        return Word(span, stem, josa[-1].form, josa[-1].tag, morphs)
    if last < len(morphs) and morphs[last].tag == "VCP":
        return Word(span, stem, "이", "VCP", morphs)
    return Word(span, stem, "", "", morphs)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: *span* without its particle. Bare nouns and 의 before the head belong to it."""

    span: Span
    josa: str
    josa_tag: str
    head: Word


def phrases_of(document: Document, sentence: Sentence, masked: Sequence[Span] = ()) -> tuple[Phrase, ...]:
    """The noun phrases of a sentence that carry a particle, outside the *masked* spans (quotes, parentheses)."""
    words = [w for w in words_of(sentence) if not any(w.span in mask for mask in masked)]
    found = []
    for number, word in enumerate(words):
        if not len(word.stem) or not word.josa_tag:
            continue
        start = word.stem.start
        for left in reversed(words[:number]):
            gap = document.text[left.span.end : start]
            if "," in gap or not (left.is_bare or left.josa_tag == "JKG") or _breaks(left.morphs):
                break
            start = left.stem.start
        found.append(Phrase(Span(start, word.stem.end), word.josa, word.josa_tag, word))
    return tuple(found)


def _breaks(morphs: Iterable[Morph]) -> bool:
    """Whether an 어절 ends a phrase on its right: it holds a comma, an adverb or a verb."""
    return any(m.tag in ("SP", "MAG", "MAJ", "VV", "VA", "EC", "ETM", "EF", "SF") and m.form != "·" for m in morphs)
