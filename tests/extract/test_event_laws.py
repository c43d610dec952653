"""What holds of the events of any text."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.extract.event.clause import clauses_of
from tests.extract.events import document, events

_WORDS = st.sampled_from(
    [
        "한빛전자는",
        "오션테크와",
        "3일",
        "오는",
        "9월",
        "지난해",
        "계약을",
        "맺었다",
        "맺을",
        "예정이다.",
        "예정이었으나",
        "것으로",
        "알려졌다.",
        "보고",
        "있다.",
        "“",
        "”",
        "‘",
        "’",
        "(",
        ")",
        "“협력하겠다”고",
        "말했다.",
        "라며",
        "부인했다.",
        "에",
        "따르면",
        "업계에서는",
        "서울에서",
        "열린",
        "검토",
        "중이다.",
        "혐의를",
        "받는다.",
        "지",
        "않았지만",
        "▲",
        "·",
        ",",
        "15억달러",
        "발표할",
        "예정.",
        "이다.",
        "게",
        "연구팀의",
        "설명이다.",
        "하는",
        "등",
        "수",
        "있다는",
        "관측이",
        "나온다.",
        "모두",
        "에서도",
        "의",
    ]
)


@given(st.text(max_size=120))
def test_any_text_extracts_without_raising(text: str) -> None:
    for found in events(text.replace("\r", " ")):
        assert found.surface


@settings(max_examples=300)
@given(st.lists(_WORDS, max_size=30), st.sampled_from([None, date(2024, 6, 4), date(2024, 2, 29)]))
def test_words_of_news_in_any_order_keep_the_laws(words: list[str], published: date | None) -> None:
    """Every span stands inside the text and inside its sentence, and says the surface; no predicate is told twice."""
    text = " ".join(words)
    read = document(text, published)
    spans = [sentence.span for sentence in read.sentences]
    found = events(text, published)
    for event in found:
        span = event.evidence.span
        assert span.of(text) == event.surface != ""
        assert spans[event.evidence.sentence].start <= span.start < span.end <= spans[event.evidence.sentence].end
        assert 0 <= event.clause.start < event.clause.end <= len(text)
        assert event.when is None or event.when.is_point
    assert len({event.evidence.span.start for event in found}) == len(found)


@given(st.lists(_WORDS, max_size=24))
def test_predicates_stand_in_order_and_apart(words: list[str]) -> None:
    read = document(" ".join(words))
    for sentence in read.sentences:
        clauses = clauses_of(read, sentence)
        ends = [0]
        for predicate in clauses.predicates:
            assert ends[-1] <= predicate.first < predicate.last <= len(clauses.tokens)
            ends.append(predicate.last)
