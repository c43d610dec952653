import re

from hypothesis import given
from hypothesis import strategies as st

from sitegen.rules.anyof import any_of

WORDS = st.lists(st.text("가나다.|-", min_size=1, max_size=4), min_size=1, max_size=20)


@given(WORDS, st.text("가나다.|-", max_size=12))
def test_it_matches_what_the_words_in_a_row_longest_first_match(words: list[str], text: str) -> None:
    plain = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    found = [match.span() for match in re.finditer(f"(?:{any_of(words)})(?=가|$)", text)]
    assert found == [match.span() for match in re.finditer(f"(?:{plain})(?=가|$)", text)]


def test_of_words_that_begin_alike_the_longer_one_stands_first() -> None:
    words = ["새", "새벽", "늘봄", "윤슬", "하늘", "바다", "나무"]
    assert re.findall(any_of(words), "새벽 새 나무") == ["새벽", "새", "나무"]
