"""Words of an article's own are found where a pattern of them would find them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from sitegen.extract.names.lexicon import END
from sitegen.extract.names.standing import standing
from sitegen.model.text import Span

PIECES = ["새벽", "새벽은행", "은행", "AK", "AK솔루션", "는", "에서", " ", "·", "(", "7"]
words = st.lists(st.sampled_from(["새벽", "새벽은행", "은행", "AK", "AK솔루션", "은행 노조"]), unique=True, min_size=1)


@given(words, st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.integers(0, 6), st.integers(0, 40))
def test_stands_where_a_pattern_of_the_words_would_match(words: list[str], text: str, start: int, end: int) -> None:
    longest_first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![가-힣A-Za-z0-9])(?:{longest_first}){END}")
    span = Span(start, min(end, len(text)))

    assert standing(words, text, span) == [Span(*match.span()) for match in pattern.finditer(text, *(start, span.end))]


def test_a_name_of_several_forms_stands_as_the_longest() -> None:
    text = "새벽은행은 새벽을 따랐고, 옛새벽은 아니다."

    assert [one.of(text) for one in standing(["새벽", "새벽은행"], text, Span(0, len(text)))] == ["새벽은행", "새벽"]
