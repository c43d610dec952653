"""Articles: which code points of a stretch are words, and that finding them does not go through the whole article."""

from hypothesis import given
from hypothesis import strategies as st

from sitegen.model.text import Article, Span


def article(text: str, cuts: tuple[Span, ...]) -> Article:
    return Article("a", "seeds/a.md", text, "가", None, (), "a", markdown=True, cuts=cuts)


@given(st.sets(st.integers(0, 60), max_size=20), st.integers(0, 60), st.integers(0, 60))
def test_words_are_what_no_mark_covers(edges: set[int], one: int, other: int) -> None:
    """Marks in order and disjoint, a stretch anywhere, also one that begins or ends inside a mark."""
    ordered = sorted(edges)
    cuts = tuple(Span(start, end) for start, end in zip(ordered[::2], ordered[1::2], strict=False))
    stretch = Span(min(one, other), max(one, other))
    found = article("가" * 61, cuts).words_in(stretch)
    assert found == [at for at in range(stretch.start, stretch.end) if not any(at in cut for cut in cuts)]


class Counted(tuple[Span, ...]):
    """Marks that count how many of them are looked at."""

    looks = 0

    def __getitem__(self, key):  # type: ignore[no-untyped-def]
        Counted.looks += 1
        return super().__getitem__(key)

    def __iter__(self):  # type: ignore[no-untyped-def]
        Counted.looks += len(self)
        return super().__iter__()


def test_a_line_of_a_long_article_looks_at_its_own_marks() -> None:
    """Ten thousand marks before it cost a line next to nothing; a page of such lines would take minutes."""
    cuts = Counted(Span(at, at + 1) for at in range(0, 20_000, 2))
    Counted.looks = 0
    assert article("가*" * 10_000, cuts).words_in(Span(15_000, 15_010)) == [15_001, 15_003, 15_005, 15_007, 15_009]
    assert Counted.looks < 40
