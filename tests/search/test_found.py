"""What readers find among a thousand articles, by the site's own script; what is expected is told by the texts alone."""

from collections.abc import Sequence

import pytest

from tests.search.queries import HELD_OUT, TUNED, Query
from tests.search.score import asked, by_kind, means, scores
from tests.search.site import Searched

RECALL, PRECISION = 0.97, 0.95
KINDS = {
    "bare noun", "noun + particle", "verb", "spacing", "compound", "homograph", "name", "초성", "unfinished",
    "wrong layout", "no result",
}  # fmt: skip


def test_there_are_queries_of_every_kind() -> None:
    """At least 120, each typed once, some of each kind in both halves."""
    assert len(TUNED) + len(HELD_OUT) >= 120
    assert len({one.typed for one in (*TUNED, *HELD_OUT)}) == len(TUNED) + len(HELD_OUT)
    assert {one.kind for one in TUNED} == {one.kind for one in HELD_OUT} == KINDS


@pytest.mark.parametrize("queries", [TUNED, HELD_OUT], ids=["tuned", "held out"])
def test_readers_find_what_is_there(corpus: Searched, queries: Sequence[Query]) -> None:
    """Recall and precision hold, of those that nothing was tuned on too; each fact that is found shows where."""
    results = asked(corpus, queries)["results"]
    found = scores(corpus, queries, results)
    told = {kind: means(some) for kind, some in by_kind(found).items()}
    recall, precision = means(found)
    assert recall >= RECALL, told
    assert precision >= PRECISION, told
    for one in results:
        for fact in one["facts"]:
            assert all(0 <= start < end <= len(fact["line"]) for start, end in fact["mark"])
            assert fact["mark"] or fact["headline"]
        assert one["others"] == [] or not one["articles"] or one["as"]


def test_a_query_of_the_texts_is_no_empty_one(corpus: Searched) -> None:
    """Every pattern holds somewhere, but for those of queries that should find nothing: none is passed by an error."""
    for query in (*TUNED, *HELD_OUT):
        scored = scores(corpus, [query], [{"articles": [], "names": [], "others": []}])[0]
        assert (scored.recall == 0) == (query.kind != "no result"), query
