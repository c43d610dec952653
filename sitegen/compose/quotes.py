"""Quotations: the pieces of one utterance together, who said it, and in what capacity."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sitegen.compose.desk import Desk, Read, words_at
from sitegen.model.facts import Quote
from sitegen.model.site import FactRef
from sitegen.model.text import BodyMode

_SHORTEST = 10  # code points; shorter ones are words, not statements
_LONGEST = 110
OF_ONE_ARTICLE = 6  # that its page shows


def utterances(read: Read) -> list[list[Quote]]:
    """The direct quotes of an article with a known speaker, pieces of one utterance together, in text order."""
    pieces: defaultdict[tuple[int, str], list[Quote]] = defaultdict(list)
    for fact in read.facts.facts:
        if isinstance(fact, Quote) and fact.direct and fact.speaker:
            # Utterance 0 is no number: such a piece stands alone.
            key = (fact.utterance, fact.speaker) if fact.utterance else (-fact.evidence.span.start - 1, fact.speaker)
            pieces[key].append(fact)
    return sorted(pieces.values(), key=lambda some: some[0].evidence.span)


def shown_utterances(read: Read) -> list[list[Quote]]:
    """The utterances of an article that pages of many articles show: where its text is not to be shown, those of its
    own page alone, for all of them together would be most of it."""
    said = utterances(read)
    return said[:OF_ONE_ARTICLE] if read.article.body is BodyMode.NONE else said


def shown_quote(desk: Desk, read: Read, pieces: Sequence[Quote], here: str = "") -> dict[str, Any]:
    """An utterance for a template; *here* is the article on whose page it stands."""
    first = pieces[0]
    role = read.roles.get(first.speaker, "")
    return {
        "pieces": [words_at(read.article, piece.evidence.span) for piece in pieces],
        "speaker": desk.name_link(first.speaker),
        "role": role,
        "edited": bool(here) and any(piece.is_edited for piece in pieces),
        "evidence": desk.evidence_link(FactRef(read.article.id, first.id), here),
    }


def leading_quotes(desk: Desk, most: int = 3) -> list[dict[str, Any]]:
    """The statements of the newest articles, one a speaker."""
    shown: dict[str, dict[str, Any]] = {}
    for facts in desk.briefing.articles:
        read = desk.reads[facts.article.id]
        for pieces in shown_utterances(read):
            length = sum(len(piece.surface) for piece in pieces)
            if len(pieces) <= 2 and _SHORTEST <= length <= _LONGEST:
                shown.setdefault(pieces[0].speaker, shown_quote(desk, read, pieces))
            if len(shown) == most:
                return list(shown.values())
    return list(shown.values())


def quotes_by_ref(desk: Desk, refs: Iterable[FactRef], most: int) -> list[dict[str, Any]]:
    """The utterances that hold one of *refs*, newest article first."""
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for ref in refs:
        wanted[ref.article].add(ref.fact)
    found: list[dict[str, Any]] = []
    for article in desk.newest_first(wanted):
        read, ids = desk.reads[article], wanted[article]
        said = shown_utterances(read)
        found += [shown_quote(desk, read, pieces) for pieces in said if any(piece.id in ids for piece in pieces)]
        if len(found) >= most:
            break
    return found[:most]
