"""The glossary: terms that articles explain, and short names that they give."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from sitegen.compose.desk import Desk
from sitegen.compose.frame import page_of
from sitegen.compose.head import Head
from sitegen.compose.initial import index_key, initial_of
from sitegen.compose.ld import defined_terms
from sitegen.compose.parts import parts_of
from sitegen.model.facts import Alias, Term
from sitegen.model.site import FactRef, Page

MOST_TERMS = 300  # of one page
_EXPLANATIONS = 3  # of one term


def terms_pages(desk: Desk) -> Iterable[Page]:
    """The terms in Korean alphabetical order, each with its explanations and their evidence, newest first."""
    words = desk.words
    found: dict[str, dict[str, dict[str, Any]]] = {}
    short: dict[tuple[str, str], dict[str, Any]] = {}
    for read in desk.briefing.articles:
        for fact in read.facts:
            if not isinstance(fact, Term | Alias):
                continue
            ref = FactRef(read.article.id, fact.id)
            if isinstance(fact, Term):
                gloss = " ".join(fact.gloss.split())
                meanings = found.setdefault(fact.term, {})
                if gloss not in meanings:
                    meanings[gloss] = {"gloss": gloss, "evidence": desk.evidence_link(ref)}
            elif (fact.short, fact.full) not in short:
                line = {"short": fact.short, "full": desk.name_link(fact.full), "evidence": desk.evidence_link(ref)}
                short[fact.short, fact.full] = line
    for url, some, pages in parts_of("terms", sorted(found, key=index_key), MOST_TERMS, lambda term: term):
        shown = sorted(short, key=lambda pair: (index_key(pair[0]), pair[1])) if url == "terms/index.html" else []
        meant = [(term, *_first(found[term])) for term in some]
        yield page_of(
            desk,
            url,
            "terms.html",
            words["terms"],
            words["terms_description"],
            "terms",
            Head(things=defined_terms(desk, meant)),
            pages=pages,
            groups=[
                {
                    "initial": initial,
                    "terms": [{"term": term, "meanings": list(found[term].values())[:_EXPLANATIONS]} for term in same],
                }
                for initial, same in groupby(some, key=lambda term: initial_of(term, words))
            ],
            short=[short[key] for key in shown[:MOST_TERMS]],
        )


def _first(meanings: Mapping[str, Mapping[str, Any]]) -> tuple[str, str]:
    """The newest explanation of a term, and where it stands."""
    one = next(iter(meanings.values()))
    return one["gloss"], one["evidence"]["url"]
