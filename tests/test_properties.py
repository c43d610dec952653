"""Whatever is written in a seed: nothing raises, and every fact stands where it says it stands."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sitegen.analyse import document_of
from sitegen.errors import SitegenError
from sitegen.extract import facts_of
from sitegen.model.facts import ArticleFacts, Event
from sitegen.read import read_seed

# Pieces that rules look for, so that random texts hit rules at odd places.
PIECES = st.sampled_from(
    [
        "지난 ",
        "오는 ",
        "이날 ",
        "3일",
        "29일",
        "2월 ",
        "작년 ",
        "15억달러",
        "(약 2조원)",
        "수조원",
        "12%",
        "14개",
        "김영수 ",
        "대표는 ",
        "KT ",
        "(이하 공정위)",
        "“",
        "”",
        "‘",
        "’",
        '"',
        "라고 ",
        "말했다.",
        "밝혔다.",
        "것으로 알려졌다.",
        "할 예정이다.",
        "체결했다. ",
        "두 회사는 ",
        "에 따르면 ",
        "는 ",
        "은 ",
        "을 ",
        "와 ",
        "에서 ",
        "며 ",
        "고 ",
        "(",
        ")",
        "[",
        "]",
        "◇",
        "▲",
        "/",
        "**",
        "[링크](http://a.kr)",
        "`",
        "\n",
        "\n\n",
        ". ",
        "… ",
        "~",
        "·",
        "부터 ",
        "까지 ",
        "년 ",
        "만에 ",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=40).map("".join)


def facts(text: str, name: str, published: date | None) -> ArticleFacts | None:
    try:
        article = read_seed(name, text.encode("utf-8", "surrogatepass"), published=published)
    except SitegenError:
        return None  # bytes or front matter that cannot be read are an error, told as one
    return facts_of(document_of(article))


@given(TEXTS, st.sampled_from(["a.txt", "a.md"]), st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_fact_is_where_it_says(text: str, name: str, published: date | None) -> None:
    """`text[span]` is the surface, never empty, inside the sentence that the evidence names."""
    read = facts(text, name, published)
    if read is None:
        return
    whole = read.article.text
    for fact in read.facts:
        span = fact.evidence.span
        assert 0 <= span.start < span.end <= len(whole)
        assert span.of(whole) == fact.surface
        assert fact.evidence.rule
        sentence = read.sentences[fact.evidence.sentence]
        assert sentence.start <= span.start < sentence.end
        if isinstance(fact, Event):
            assert len(fact.clause)
            assert 0 <= fact.clause.start < fact.clause.end <= len(whole)
    assert len({fact.id for fact in read.facts}) == len(read.facts)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_article_or_an_error_that_says_where(content: bytes) -> None:
    try:
        article = read_seed("seeds/x.md", content)
    except SitegenError as fault:
        told = str(fault)
    else:
        facts_of(document_of(article))
        told = article.path
    assert "seeds/x.md" in told
