"""What a text explains, and the ordinary sentences that only look like explanations."""

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.analyse import document_of
from sitegen.extract.term import terms_of
from sitegen.model.text import Article, Block, Document, Role, Span


def article(text: str) -> Article:
    blocks = tuple(
        Block(Span(*match.span()), Role.BODY) for match in re.finditer(r"[^\n]+", text) if match.group().strip()
    )
    return Article("a", "a.md", text, "", None, blocks, "a")


@cache
def document(text: str) -> Document:
    return document_of(article(text))


@pytest.mark.parametrize(
    "text",
    [
        "이번 대책은 청년의 빚을 줄여 주기 위해 마련한 제도다.",
        "이 기술은 열을 전기로 바꾸는 장치다.",
        "그는 20년간 현장을 지킨 인물이다.",
        "이는 물가가 더 오른다는 점을 뜻한다.",
        "나도현 대표는 회사를 키운 주역이다.",
        "한빛전자는 반도체를 만드는 회사다.",
        "두 회사가 맺은 계약은 5년간 기술을 나누는 계약이다.",
        "올해 예산은 빚을 갚는 데 쓰는 돈이다.",
        "파업은 회사를 압박하는 수단이다.",
        "이번 결정은 값을 더 내릴 수 있다는 뜻을 의미한다.",
        "핵심 기술은 물을 걸러 내는 장치다.",
        "교류전은 지난해 시작한 제도다.",
        "최모(한빛시에서 가게를 하는 시민)씨가 말했다.",
        "영화 ‘새벽길’(감독 나도현)이 개봉했다.",
        "비용 절감 사례집(내일을 여는 사람들)을 냈다.",
        "주민들은 그를 ‘천사’라고 부른다.",
        "대표는 “갭이란 좁히는 기술이다”라고 말했다.",
    ],
)
def test_ordinary_sentences(text: str) -> None:
    """A copula, a bracket and a 라고 부른다 that explain no term are silent."""
    assert [term.term for term in terms_of(document(text))] == []


@pytest.mark.parametrize(
    ("text", "term", "gloss"),
    [
        ("PQR은 모든 대출의 원금이 소득에서 차지하는 비율이다.", "PQR", "모든 대출의 원금이 소득에서 차지하는 비율"),
        ("‘안개 통계’란 자료를 늦게 내는 관행을 뜻한다.", "안개 통계", "자료를 늦게 내는 관행"),
        ("회사는 전환기 수요(새 기술이 퍼지기 전에 수요가 꺾이는 현상)를 걱정한다.", "수요", "새 기술이 퍼지기 전에 수요가 꺾이는 현상"),
        ("시는 ‘소버린(Sovereign) 통계’(나라가 스스로 자료를 쥐는 개념)를 꺼냈다.", "소버린 통계", "나라가 스스로 자료를 쥐는 개념"),
    ],
)  # fmt: skip
def test_term(text: str, term: str, gloss: str) -> None:
    """The term stands without its marks, the gloss is a piece of the text."""
    (found,) = terms_of(document(text))
    assert (found.term, found.gloss) == (term, gloss)
    assert gloss in text


def test_the_defining_place() -> None:
    """The evidence is the term in the sentence that explains it, and one term is one fact."""
    text = "시는 모노레일을 놓는다. 모노레일은 한 줄 궤도 위를 달리는 열차다. 모노레일은 한 줄 위를 달리는 열차다."
    (found,) = terms_of(document(text))
    assert found.evidence.span.start == text.index("모노레일은")


WORDS = st.text() | st.lists(
    st.sampled_from(["제도", "는 ", "란 ", "‘", "’", "(", ")", "\"", "하는 ", "막을 수 있는 ", "다.", "을 말한다.", "라고 한다.", " ", "\n",
                     "현상", "효과", "값으로, ", "줄임말이다", "일명 "]),
    max_size=14,
).map("".join)  # fmt: skip


@given(WORDS)
def test_any_text(text: str) -> None:
    """No text raises; spans are never empty and lie in the text; a term has its words and its gloss."""
    read = document_of(article(text))
    for term in terms_of(read):
        assert 0 <= term.evidence.span.start < term.evidence.span.end <= len(read.text)
        assert term.term
        assert term.gloss
