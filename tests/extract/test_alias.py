"""A(B) as two names for one thing: how far the first reaches to the left, and what is no name at all."""

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.analyse import document_of
from sitegen.extract.alias import aliases_of
from sitegen.model.text import Article, Block, Document, Role, Span


def article(text: str) -> Article:
    blocks = tuple(
        Block(Span(*match.span()), Role.BODY) for match in re.finditer(r"[^\n]+", text) if match.group().strip()
    )
    return Article("a", "a.md", text, "", None, blocks, "a")


@cache
def document(text: str) -> Document:
    return document_of(article(text))


def read(text: str) -> list[tuple[str, str]]:
    return [(alias.full, alias.short) for alias in aliases_of(document(text))]


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        ("회사는 생성형 인공지능(AI)을 쓴다.", "인공지능", "AI"),
        ("발사체의 발사 중단 시스템(LAS)을 점검했다.", "발사 중단 시스템", "LAS"),
        ("이 사업의 비용 대비 편익(B/C)은 낮다.", "비용 대비 편익", "B/C"),
        ("그는 돌발성 뇌섬유증(SBF)을 앓는다.", "돌발성 뇌섬유증", "SBF"),
        ("유독성 액화암모니아(LAM)가 샜다.", "액화암모니아", "LAM"),
        ("금속-유기 골격체(MOF)에 가뒀다.", "금속-유기 골격체", "MOF"),
        ("나라와 새론해양과학원(SIOS)이 함께했다.", "새론해양과학원", "SIOS"),
        ("전날 새론타임스(SRT)가 보도했다.", "새론타임스", "SRT"),
        ("‘녹색 전환 연합’(GTA)이 출범했다.", "녹색 전환 연합", "GTA"),
        ("Large Language Model(LLM)을 쓴다.", "Large Language Model", "LLM"),
        ("오션테크(OceanTech·OT)와 손잡았다.", "오션테크", "OT"),
        ("OT(오션테크)와 손잡았다.", "오션테크", "OT"),
        ("한국새론인연합회(한새련)가 나섰다.", "한국새론인연합회", "한새련"),
        ("전국항만노동조합(항만노조)이 멈췄다.", "전국항만노동조합", "항만노조"),
        ("해양 오염 방지 등에 관한 법률(해오법) 위반이다.", "해양 오염 방지 등에 관한 법률", "해오법"),
        ("새론안전위원회(위원장 나도현, 이하 새안위)가 밝혔다.", "새론안전위원회", "새안위"),
        ("연구개발(R&D) 예산이다.", "연구개발", "R&D"),
    ],
)
def test_pair(text: str, full: str, short: str) -> None:
    """The longer name takes the words that letters or syllables prove, and no more."""
    assert read(text) == [(full, short)]


@pytest.mark.parametrize(
    "text",
    [
        "나도현 대표(왼쪽)와 KBX 사장이 만났다.",
        "4일(현지시간) 열렸다.",
        "최모(45)씨와 권도윤(29·새론FC)이다.",
        "4억달러(약 5500억원)를 9천40명(81.5%)에게",
        "한빛전자(005930) 주가가 올랐다.",
        "성주(城主)가 살았다.",
        "한빛지법(부장판사 권서윤)은 판결했다.",
        "현장.(사진=한빛소방본부) 새 청사(한빛시 제공)",
        "권도윤(새론) 선수와 나도현(PSB)이 뛴다.",
        "그는 “(한빛이) 이겼다”고 했다.",
        "학술지 새론 머티리얼즈(Saeron Materials)에 실렸다.",
        "거리는 30분(이하 승용차 기준)이다.",
        "5세대 통신망(5G)과 3단계(새론역~한빛대교) 구간",
        "모두 끝났다(끝).",
    ],
)
def test_no_pair(text: str) -> None:
    """Sides, times, ages, sums, codes, hanja, heads, credits, teams and inserted words are no names."""
    assert read(text) == []


def test_a_pair_once() -> None:
    """A pair that a text gives twice is one fact, at its first place; the evidence covers both names."""
    text = "한빛안전위원회(한안위)가 나섰다. 한빛안전위원회(한안위)는 말을 아꼈다."
    (alias,) = aliases_of(document(text))
    assert alias.evidence.span.of(text) == alias.surface == "한빛안전위원회(한안위)"
    assert alias.evidence.span.start == 0


WORDS = st.text() | st.lists(
    st.sampled_from(["한빛", "위원회", "(", ")", "（", "AI", "B/C", "이하 ", "‘", "’", "\"", "·", " ", "\n", "은", "45", "련", "법"]),
    max_size=12,
).map("".join)  # fmt: skip


@given(WORDS)
def test_any_text(text: str) -> None:
    """No text raises; spans are never empty and lie in the text; the two names differ."""
    read = document_of(article(text))
    for alias in aliases_of(read):
        assert 0 <= alias.evidence.span.start < alias.evidence.span.end <= len(read.text)
        assert alias.full != alias.short
        assert alias.full
        assert alias.short
