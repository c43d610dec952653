"""Laws of times: whatever the text, nothing raises, spans lie in it, and bounds are in order."""

import itertools
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.extract.time import times_of
from sitegen.extract.time.pieces import sieve_of
from sitegen.extract.time.reader import times_read
from sitegen.model.text import Article, Block, Document, Morph, Role, Sentence, Span

WORDS = (
    "지난 ", "오는 ", "이번 ", "다음 ", "지난해 ", "올해 ", "내년 ", "이듬해 ", "같은 해 ", "이날 ", "전날 ", "다음 날 ", "같은 달 ", "3일", "31일",
    "29일", "2월 ", "12월 ", "1분기 ", "하반기 ", "여름", "2월 30일", "9999년 ", "1000년 ", "2100년 ", "12월 31일 ", "자정", "오후 11시 59분",
    "24시", "부터 ", "까지 ", "~", "말 ", "초 ", "께 ", "(현지시간) ", "(30일) ", "(목) ", "7·8·10월 ", "3~1일 ", "사흘", "3년 만", "1년 6개월 ",
    "매주 ", "월요일 ", "마다 ", "설 연휴 ", "추석 ", "광복절 ", "2010년대 ", "21세기 ", "주말 ", "다섯째 주 ", "'24년 ", "2024.2.30 ",
    "“", "”", "‘", "’", "(", ")", " ", ".", "\u00a0", "에 따르면 ", "밝혔다. ", "연다. ", "과 ", "·", ", ", "99년대 ", "00년 ", "0일", "수 년 ",
    "((사고 ", "당일", "인 ", "회의에서 ", "앞서 ", "에는 ", "에 이어 ", "이달 ", "화재로 ", "혐의를 받는다. ", "[+이날 ",
)  # fmt: skip


def document(text: str, published: date | None) -> Document:
    """*text* as one sentence, each 어절 a noun: the laws hold whatever the analyser says of it."""
    morphs = []
    start = 0
    for number, word in enumerate(text.split(" ")):
        if word:
            morphs.append(Morph(word, "NNG", start, start + len(word), number))
        start += len(word) + 1
    sentence = Sentence(0, Span(0, len(text)), Role.BODY, 0, tuple(morphs))
    block = Block(Span(0, len(text)), Role.BODY)
    article = Article("x", "x.txt", text, "", published, (block,), "x")
    return Document(article, text, tuple(range(len(text) + 1)), (sentence,) if text else ())


def check(text: str, published: date | None) -> None:
    times = times_of(document(text, published))
    for time in times:
        span, when = time.evidence.span, time.when
        assert 0 <= span.start < span.end <= len(text)
        assert time.surface == span.of(text)
        assert when.value
        if when.earliest and when.latest:
            assert when.earliest <= when.latest
        if not when.is_point:
            assert when.earliest is when.latest is None
        else:
            assert when.order
    spans = [time.evidence.span for time in times]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


published_days = st.none() | st.dates()


@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join), published_days)
@example("지난해 말 이날 ", date(2000, 1, 1))  # the end of a day
def test_words_of_time_in_any_order_keep_the_laws(text: str, published: date | None) -> None:
    check(text, published)


@given(st.text(max_size=40), published_days)
def test_any_text_keeps_the_laws(text: str, published: date | None) -> None:
    check(text, published)


@given(st.lists(st.sampled_from(WORDS), max_size=8).map("".join))
def test_reading_twice_gives_the_same(text: str) -> None:
    one = document(text, date(2024, 2, 29))
    assert times_of(one) == times_of(one)


def test_a_week_of_no_month_is_none() -> None:
    """매주 다섯째 주 is said of no month."""
    assert times_of(document("매주 다섯째 주 ~지난해 ", date(2024, 2, 29))) == ()


def test_the_laws_can_be_broken() -> None:
    """Without rules nothing is read: the check above looks at something."""
    text = "지난 3일 열렸다."
    assert times_read(document(text, None), sieve_of(())) == ()
    assert times_of(document(text, None))
