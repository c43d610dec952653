"""Which fact some words mean, and which words mean a fact. Neither offset nor id is asked, so that the words find their
fact again while the rules change and the text around it is edited."""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sitegen.errors import Place, SeedError
from sitegen.model.facts import ArticleFacts, Fact
from sitegen.model.text import Article, Span

# How many words are taken in around those of a fact, before them and behind them, the fewest first.
_WIDER = ((0, 0), (0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (2, 2), (0, 4), (4, 0), (4, 4), (8, 8), (16, 16))
_NEARER = (
    (0, 1),
    (1, 0),
    (0, 2),
    (2, 0),
    (0, 4),
    (4, 0),
    (4, 4),
)  # the same in letters, for what stands twice in a word
_BEGINNINGS = (2, 3, 4, 6, 9, 14)  # words of a sentence that tell it from others, tried before all of it


@dataclass(frozen=True, slots=True)
class Address:
    """The words that mean one fact: those of its evidence, its kind, and *sentence*, words of its sentence, where the
    words alone would be unclear; else ""."""

    words: str
    kind: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Where words stand: a file span, and the first and last sentence that it touches."""

    span: Span
    first: int
    last: int


class Letters:
    """The letters of an article's sentences without white space, each with its file offset and its sentence."""

    def __init__(self, read: ArticleFacts, offsets_of: Callable[[Span], Iterable[int]]) -> None:
        text = read.article.text
        self._at = [
            (offset, number)
            for number, sentence in enumerate(read.sentences)
            for offset in offsets_of(sentence)
            if not text[offset].isspace()
        ]
        self._text = "".join(text[offset] for offset, _ in self._at)

    def found(self, words: str, sentence: str) -> list[Found]:
        """Every place of *words*, in text order, whose sentence holds *sentence*; a figure is found as a whole only."""
        wanted, beside = squeezed(words), squeezed(sentence)
        places = []
        start = self._text.find(wanted)
        while start >= 0:
            end = start + len(wanted)
            (first_offset, first), (last_offset, last) = self._at[start], self._at[end - 1]
            cut = self._cuts_figure(start) or self._cuts_figure(end)
            if not cut and (not beside or beside in self._sentences(first, last)):
                places.append(Found(Span(first_offset, last_offset + 1), first, last))
            start = self._text.find(wanted, start + 1)
        return places

    def _cuts_figure(self, at: int) -> bool:
        """Whether a digit stands on both sides of *at*: 1일 is not in 21일."""
        if not 0 < at < len(self._text) or self._at[at][0] != self._at[at - 1][0] + 1:
            return False
        return self._text[at - 1].isdecimal() and self._text[at].isdecimal()

    def _sentences(self, first: int, last: int) -> str:
        return "".join(sign for sign, (_, at) in zip(self._text, self._at, strict=True) if first <= at <= last)


class Words:
    """The words of an article, as the page shows them and as the seed has them: words may be copied from either."""

    def __init__(self, read: ArticleFacts) -> None:
        self._article = read.article
        self.letters = (
            Letters(read, read.article.words_in),
            Letters(read, lambda span: range(span.start, span.end)),
        )

    def found(self, words: str, sentence: str) -> list[Found]:
        """Every place of *words* in a sentence that holds *sentence*."""
        return next((found for letters in self.letters if (found := letters.found(words, sentence))), [])

    def meant(
        self, words: str, kinds: Collection[str], places: Sequence[Found], facts: Iterable[Fact]
    ) -> Sequence[Fact]:
        """The *facts* of *kinds* that *words*, which stand at *places*, can mean: those of these very words, else all
        that they touch."""
        near = [
            fact
            for fact in facts
            if fact.kind in kinds and any(fact.evidence.span.overlaps(place.span) for place in places)
        ]
        wanted = squeezed(words)
        exact = [fact for fact in near if wanted in (squeezed(fact.surface), squeezed(self.plain(fact.evidence.span)))]
        return exact or near

    def plain(self, span: Span) -> str:
        """The words of a file span without Markdown's marks, on one line."""
        return plain_words(self._article, span)


def address_of(read: ArticleFacts, fact: Fact) -> Address:
    """The least that means *fact*, one of *read*, and no other of its facts.

    Where the words of its evidence stand more than once, words of its sentence tell it apart, and then words around it.
    Raises SeedError where none do: the article says the same twice, or the words hold a control character.
    """
    words = Words(read)
    for address in _addresses(read, fact):
        places = words.found(address.words, address.sentence)
        if len({(place.first, place.last) for place in places}) == 1:
            (one, *others) = words.meant(address.words, (fact.kind,), places, read.facts) or (None,)
            if one == fact and not others:
                return address
    shown = plain_words(read.article, fact.evidence.span)
    place = Place(read.article.path, *read.article.position(fact.evidence.span.start))
    raise SeedError(f"no words of the seed mean this {fact.kind} alone: ‘{shown}’", place, _HINT)


_HINT = "the article says the same more than once, or an invisible character stands in it: edit the seed there"


def plain_words(article: Article, span: Span) -> str:
    """The words of a file span without Markdown's marks, on one line."""
    return " ".join("".join(article.text[offset] for offset in article.words_in(span)).split())


def squeezed(words: str) -> str:
    """*words* without white space."""
    return "".join(words.split())


def _addresses(read: ArticleFacts, fact: Fact) -> Iterator[Address]:
    """What may mean *fact*, the plainest first. Addresses that a corrections file cannot hold are left out."""
    seen = set()
    for words, sentence in _tried(read, fact):
        address = Address(words, fact.kind, sentence)
        if words and address not in seen and not any(map(_is_odd, words + sentence)):
            seen.add(address)
            yield address


def _tried(read: ArticleFacts, fact: Fact) -> Iterator[tuple[str, str]]:
    own = plain_words(read.article, fact.evidence.span)
    yield own, ""
    beginnings = tuple(_beginnings(read, fact))
    yield from ((own, beginning) for beginning in beginnings)
    inside = tuple(_wider(read, fact, inside=True))
    yield from ((words, "") for words in inside)
    yield from ((words, beginning) for words in inside for beginning in beginnings)
    nearer = tuple(_nearer(read, fact))
    yield from ((words, "") for words in nearer)
    yield from ((words, beginning) for words in nearer for beginning in beginnings)
    yield from ((words, "") for words in _wider(read, fact, inside=False))


def _is_odd(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs")


def _beginnings(read: ArticleFacts, fact: Fact) -> Iterator[str]:
    """The beginning of the fact's sentence, ever more of it, at last all."""
    words = plain_words(read.article, read.sentences[fact.evidence.sentence]).split()
    for count in _BEGINNINGS:
        if count < len(words):
            yield " ".join(words[:count])
    yield " ".join(words)


def _wider(read: ArticleFacts, fact: Fact, *, inside: bool) -> Iterator[str]:
    """The fact's words with ever more of those around them; *inside* its own sentences only."""
    span = fact.evidence.span
    sentences = read.sentences
    if inside:
        sentences = tuple(sentence for sentence in sentences if sentence.overlaps(span))
    words = [word for sentence in sentences for word in _words_of(read.article, sentence)]
    touched = [number for number, word in enumerate(words) if word.overlaps(span)]
    if not touched:
        return
    for before, behind in _WIDER:
        some = words[max(touched[0] - before, 0) : touched[-1] + behind + 1]
        yield " ".join(filter(None, (plain_words(read.article, word) for word in some)))


def _nearer(read: ArticleFacts, fact: Fact) -> Iterator[str]:
    """The fact's words with a few of the letters beside them, in its own sentence."""
    text, sentence, span = read.article.text, read.sentences[fact.evidence.sentence], fact.evidence.span
    for before, behind in _NEARER:
        wider = Span(max(span.start - before, sentence.start), max(span.end, min(span.end + behind, sentence.end)))
        yield plain_words(read.article, wider) if wider.of(text).strip() else ""


def _words_of(article: Article, sentence: Span) -> Iterator[Span]:
    """The file spans between the white space of *sentence*."""
    start = sentence.start
    for word in sentence.of(article.text).split():
        start = article.text.index(word, start)
        yield Span(start, start + len(word))
        start += len(word)
