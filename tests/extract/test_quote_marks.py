"""Marks pair by shape, then by place; what has no partner pairs with nothing."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.extract.quote.marks import marked_in, singles_in

PAIRS = [
    ("“가자”고 했다", ["가자"]),
    ("“가자”며 “멀리”라고 했다", ["가자", "멀리"]),
    ('"가자"며 "멀리"라고 했다', ["가자", "멀리"]),
    ("＂가자＂고 했다", ["가자"]),
    ("”가자“며 ”멀리“라고 했다", ["가자", "멀리"]),  # facing the wrong way
    ("”가자”고 했다", ["가자"]),
    ("„가자”고 했다", ["가자"]),
    ('“그는 "가자"고 한다”고 했다', ['그는 "가자"고 한다']),  # a quote in a quote is part of it
    ("“ 가자 ”고 했다", ["가자"]),  # edge blanks are no words
    ("“가자. 멀리!”라고 했다", ["가자. 멀리!"]),
    ('"가자"며 "멀리 간다고 했다', ["가자"]),  # the second is left open
    ("“가자고 했다", []),
    ("가자”고 했다", []),
    ("“”", []),
    ("“ ”", []),
]


@pytest.mark.parametrize(("line", "inner"), PAIRS)
def test_pairs(line: str, inner: list[str]) -> None:
    assert [marked.inner.of(line) for marked in marked_in(line)] == inner


def test_single_marks_that_stand_for_a_cut_pair_with_nothing() -> None:
    assert [marked.inner.of("’24년 ‘봄’과 G42′") for marked in singles_in("’24년 ‘봄’과 G42′")] == ["봄"]


@given(st.text(alphabet='“”"＂‘’ 가나.\n', max_size=40))
def test_any_line_gives_ordered_pairs_with_words_inside(line: str) -> None:
    found = marked_in(line, 7)
    assert list(found) == sorted(found, key=lambda marked: marked.outer)
    for one, two in pairwise(found):
        assert one.outer.end <= two.outer.start
    for marked in found:
        assert marked.inner in marked.outer
        assert line[marked.inner.start - 7 : marked.inner.end - 7].strip()
