"""What ``body`` does not allow to be shown of an article stands in no file.

Looked at are letters alone, without white space and markup. An article with ``body: evidence`` may show the sentences
that facts were read in, one with ``body: none`` the words of its facts. Every other stretch of its prose that is longer
than 60 letters is found wherever it stands, unless an article that may be shown says the same.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.build.check.texts import texts_of
from sitegen.errors import Place, PublishError
from sitegen.model.facts import ArticleFacts, Event, Term
from sitegen.model.text import FACT_ROLES, Article, BodyMode, Span

_LENGTH = 40  # letters of the pieces that are compared
# Every 5th piece of an article and every 4th of a file: among 20 that follow one another one is compared with itself.
_STEP_THERE, _STEP_HERE = 5, 4
_ENOUGH = _LENGTH // 2  # letters of a piece that must not be shown, for it to prove anything


@dataclass(frozen=True, slots=True)
class _Letters:
    """The prose of an article without white space: its letters, and where each stands in the seed."""

    text: str
    origin: tuple[int, ...]


def prose_faults(reads: Iterable[ArticleFacts], files: Mapping[str, bytes]) -> Iterator[PublishError]:
    """A fault for each article of which more stands in *files* than its ``body`` allows, with the first such place."""
    reads = tuple(reads)
    pieces: dict[str, tuple[Article, int]] = {}
    for read in reads:
        if read.article.body is not BodyMode.FULL:
            pieces.update(_forbidden(read))
    for read in reads if pieces else ():
        for text in _allowed_texts(read):
            for start in range(len(text) - _LENGTH + 1):
                pieces.pop(text[start : start + _LENGTH], None)
    told: set[str] = set()
    for address, content in sorted(files.items()) if pieces else ():
        for text in map(_squeezed, texts_of(address, content)):
            for start in range(0, len(text) - _LENGTH + 1, _STEP_HERE):
                found = pieces.get(text[start : start + _LENGTH])
                if found is None or found[0].path in told:
                    continue
                article, offset = found
                told.add(article.path)
                message = f"body: {article.body.value} does not let this be shown, yet it would be in {address}"
                place = Place(article.path, *article.position(offset))
                yield PublishError(message, place, "nothing was published; look at the template that shows it")


def _forbidden(read: ArticleFacts) -> Iterator[tuple[str, tuple[Article, int]]]:
    """Pieces of the prose that must not be shown, each with its article and its place in the seed."""
    article = read.article
    letters = _letters(article, [block.span for block in article.blocks if block.role in FACT_ROLES])
    allowed = sorted(_allowed_spans(read))
    starts = [span.start for span in allowed]
    reach = -1
    ends = [reach := max(reach, span.end) for span in allowed]  # of each and all before it
    shown = [offset < ends[at] if (at := bisect_right(starts, offset) - 1) >= 0 else False for offset in letters.origin]
    for start in range(0, len(letters.text) - _LENGTH + 1, _STEP_THERE):
        if shown[start : start + _LENGTH].count(False) >= _ENOUGH:
            yield letters.text[start : start + _LENGTH], (article, letters.origin[start])


def _allowed_spans(read: ArticleFacts) -> Iterator[Span]:
    for fact in read.facts:
        if read.article.body is BodyMode.EVIDENCE:
            yield read.sentences[fact.evidence.sentence]
        else:
            yield fact.evidence.span


def _allowed_texts(read: ArticleFacts) -> Iterator[str]:
    """What the site may say of an article, without white space: its title and its facts, and what `_allowed_spans` has."""
    article = read.article
    yield _squeezed(article.title)
    if article.body is BodyMode.FULL:
        yield _letters(article, [Span(0, len(article.text))]).text
        return
    for span in set(_allowed_spans(read)):
        yield _letters(article, [span]).text
    for fact in read.facts:
        yield _squeezed(fact.surface)
        if isinstance(fact, Event):
            yield _squeezed(fact.headline)
        elif isinstance(fact, Term):
            yield _squeezed(fact.gloss)


def _letters(article: Article, spans: Iterable[Span]) -> _Letters:
    offsets = [
        offset for span in spans for offset in article.words_in(span) if not article.text[offset].isspace()
    ]  # fmt: skip
    return _Letters("".join(article.text[offset] for offset in offsets), tuple(offsets))


def _squeezed(text: str) -> str:
    return "".join(text.split())
