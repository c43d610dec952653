"""What is remembered of a line is what reading it anew would give."""

from dataclasses import replace

from sitegen.analyse import kiwi

LINE = "윤슬시는 12일 새 도서관을 착공했다. 총사업비는 86억원이다."


def test_a_line_is_analysed_once_wherever_it_stands() -> None:
    kiwi._kept.cache_clear()
    first, moved = kiwi.sentences_of(LINE), kiwi.sentences_of(LINE, 100)
    assert kiwi._kept.cache_info().misses == 1
    assert len(first) == 2
    assert moved == [
        (start + 100, end + 100, tuple(replace(m, start=m.start + 100, end=m.end + 100) for m in morphs))
        for start, end, morphs in first
    ]


def test_a_line_without_end_is_not_kept() -> None:
    kiwi._kept.cache_clear()
    assert kiwi.sentences_of(LINE * 40)
    assert kiwi._kept.cache_info().currsize == 0
