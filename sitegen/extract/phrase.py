"""어절: what stands before a particle, and which particle it is."""

from dataclasses import dataclass
from itertools import groupby

from sitegen.model.text import Morph, Sentence, Span

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
    span = Span(morphs[0].start, max([morph.end for morph in morphs]))
    if last == first:
        return Word(span, Span(span.start, span.start), "", "", morphs)
    stem = Span(morphs[first].start, morphs[last - 1].end)
    josa = [morph for morph in morphs[last:] if morph.tag[0] == "J"]
    if josa and morphs[last].tag[0] == "J":
        return Word(span, stem, josa[-1].form, josa[-1].tag, morphs)
    if last < len(morphs) and morphs[last].tag == "VCP":
        return Word(span, stem, "이", "VCP", morphs)
    return Word(span, stem, "", "", morphs)
