"""Figures as an article has them: what is read beside what, what stays silent, and what each is the figure of."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.analyse import document_of
from sitegen.extract.amount import amounts_of
from sitegen.extract.figure import between, decade_top, number
from sitegen.model.facts import Amount, Evidence, Precision, Time, When
from sitegen.model.text import Article, Block, Document, Role, Span

CATALOGUE = Path(__file__).parents[2].parent / "shared" / "gold" / "catalogue.txt"
# Ages, ordinals and anniversaries: the catalogue names them, the annotation guide does not count them as amounts.
NO_AMOUNTS = {"40대", "7번째", "제22대", "창립 20주년"}


@cache
def document(text: str) -> Document:
    return document_of(Article("a", "a.md", text, "", None, (Block(Span(0, len(text)), Role.BODY),), "a"))


def read(text: str) -> list[str]:
    return [amount.surface for amount in amounts_of(document(text), ())]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1만2천", 12000),
        ("6천300", 6300),
        ("1천340억", 134_000_000_000),
        ("9조 3000억", 9_300_000_000_000),
        ("1조6천34억", 1_603_400_000_000),
        ("8만9천400", 89400),
        ("2천5백만", 25_000_000),
        ("만", 10000),
        ("오백만", 5_000_000),
        ("1,234.5", "1234.5"),
        ("", 0),
    ],
)
def test_number(words: str, value: int | str) -> None:
    """Digits and Hangul scales add up in any mixture."""
    assert number(words) == Decimal(value)


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [("3", "5억", ("3e8", "5e8")), ("8천억", "1조", ("8e11", "1e12")), ("5000", "1만", ("5000", "10000")),
     ("500만", "1000만", ("5e6", "1e7")), ("1", "2천", ("1000", "2000")), ("10", "20", ("10", "20"))],
)  # fmt: skip
def test_scale_of_a_range(low: str, high: str, ends: tuple[str, str]) -> None:
    """The right end's scale is the left one's, unless that would turn the range around."""
    assert between(low, high) == (Decimal(ends[0]), Decimal(ends[1]))


@pytest.mark.parametrize(("words", "top"), [("6400억", "6.499e11"), ("1", "1.99"), ("1470", "1479.9"), ("0", "0.99")])
def test_decade(words: str, top: str) -> None:
    """대 reaches to the end of the decade of the last digit written."""
    assert decade_top(words) == Decimal(top)


@pytest.mark.parametrize(
    "text",
    [
        "공사는 3일에 시작해 5개월 걸린다.",
        "2시간 30분 만에 꺼졌다. 100일을 버텼다.",
        "징역 1년 6개월에 집행유예 2년이다.",
        "헌법 제3조 제2항과 형법 356조를 고쳤다.",
        "12인치 웨이퍼와 5G 통신, G42가 협력한다.",
        "새론이 2-1로 이겼다. 경쟁률은 3대 1이다.",
        "값이 4분의 1로 내렸다.",
        "40대 남성과 20대 아내, 58세 이웃이다.",
        "창립 20주년을 맞은 22대 국회가 24차 회의를 연다.",
        "전화 02-123-4567, 010-1234-5678번으로 알린다.",
        "제3자 배정은 2단계에서 한다.",
        "2024 대회 1998 개봉작이다.",
        "가요 무대가 서울 만리동에서 열렸다. 천안과 춘천을 잇는다.",
        "2025년 3월 1일 오후 3시 30분 3·1절 12·3 5·18",
        "3박 4일 일정으로 2주간 10거래일을 쉰다.",
    ],
)
def test_no_amounts(text: str) -> None:
    """Dates, durations, names, ordinals, law, scores, fractions and ages are no amounts."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("20억달러 규모 공급 계약을 맺었다.", "공급 계약"),
        ("500억원 규모의 지방채를 낸다.", "지방채"),
        ("전국에 14개의 물류센터를 둔다.", "물류센터"),
        ("3개 팀을 꾸린다.", "팀"),
        ("지난해 매출이 2조4000억원이다.", "매출"),
        ("당국은 투자 규모를 수조원대로 본다.", "투자 규모"),
        ("부상자가 7명으로 늘었다.", "부상자"),
        ("폭우로 부상 13명의 피해가 났다.", "부상"),
        ("노조는 기본급 5만원 인상을 요구했다.", "기본급 인상"),
        ("영업이익은 300억원 늘었다.", "영업이익 증가"),
        ("주가는 2.1% 올랐다.", "주가 상승"),
        ("폭우로 3명이 숨졌다.", "사망"),
        ("시민 3명이 부상자를 도왔다.", "시민"),
        ("나도현 등 3명이 부상자를 도왔다.", ""),
        ("시는 1900원의 계산 근거를 댔다.", ""),
        ("회사는 2조원의 영업이익을 냈다.", "영업이익"),
        ("회사는 500억원을 투자한다.", ""),
        ("한빛시는 3명을 뽑는다.", ""),
        ("매출은 12%, 이익은 5% 늘었다.", "이익 증가"),
        ("신임투표 68.2% 찬성", ""),
        ("지난해 3조원을 썼다.", ""),
        ("시간당 92㎜가 내렸다.", ""),
        ("철거에는 모두 320억원이 들었다.", "철거 비용"),
        ("주식매수에는 320억원이 들 것으로 보인다.", "주식매수 비용"),
        ("서울에는 320억원이 들어갔다.", ""),
        ("매각 대가는 한 주에 4100원으로 정해졌다.", "매각 대가"),
        ("재판부는 5500만원을 뇌물로 인정했다.", "뇌물"),
        ("재판부는 5500만원을 갚으라고 판결했다.", ""),
        ("그는 눈감아 준 대가로 3000만원을 받은 혐의를 받는다.", "금품"),
        ("그는 일한 대가로 3000만원을 받았다.", ""),
        ("자문단은 9명으로 구성된다.", "자문단"),
        ("재단은 9명으로 구성된다.", ""),
        ("공장은 필름을 한 해 3만t 만든다.", "생산량"),
        ("공장은 필름을 3만t 만든다.", ""),
        # In a list of changes, with a verb between, for each head.
        ("노선은 8.6㎞로, 정거장은 12곳으로 줄었다.", "정거장"),
        ("이날 전동차를 탄 승객은 26만8천명에 그쳤다.", "전동차를 탄 승객"),
        ("이날 오전 운행률은 평소의 64%에 머물렀다.", "운행률"),
        ("회사는 유족에게 위로금으로 한 사람에 2억5천만원을 제시했다.", "위로금"),
        ("직원 1인당 5억원을 받았다.", ""),
        # What a sum is by what is done with it.
        ("회사는 안전 설비에 150억원을 투자했다.", "투자액"),
        ("시는 점포마다 200만원을 지원했다.", "지원금"),
        ("시는 200만원을 지원했다.", ""),
        ("증자로 들어온 돈은 1400억원이다.", "증자로 들어온 돈"),
        ("유족은 남긴 돈은 3억원이라고 말했다.", ""),
        ("리콜에 드는 비용은 90억원으로 추산했다.", "리콜에 드는 비용"),
        # A level beside another, a share of something, a raise by so much a month.
        ("새 청사의 사무실은 680개로 지금의 520개보다 많다.", ""),
        ("수수료 상한은 음식값의 6%로 정했다.", "수수료 상한"),
        ("통행료는 승용차 기준 2400원으로 정해질 것으로 보인다.", "통행료"),
        ("생산 차질은 380억원으로 불어났다.", "생산 차질"),
        ("기본급을 월 8만5000원 올리는 안을 냈다.", "기본급 인상"),
        ("노동계는 1만2000원 인상안을 냈다.", ""),
        ("가구마다 전기료 월 12만원을 아꼈다.", ""),
        ("인상폭은 커졌지만 기본급은 월 210만원이다.", "기본급"),
        ("최종 인상액은 기본급 월 12만원이다.", "기본급 인상"),
        # Who came, and who only was together.
        ("집회에 3천명이 모였다고 밝혔다.", "참가자"),
        ("분향소에는 9일까지 820명이 다녀갔다.", "방문객"),
        ("형제 3명이 모였다.", "형제"),
        ("집회 뒤 구치소 앞에 200명이 모였다.", ""),
        ("이 대화방에 340명이 모였다.", ""),
        # What is not done, what is less, what only was reached.
        ("시는 조선소에 50억원을 지원할 수 없다고 밝혔다.", ""),
        ("김씨는 지인에게 3억원을 투자하겠다고 속여 돈을 받았다.", ""),
        ("직원들은 성과급을 한 사람당 300만원 덜 받았다.", ""),
        ("리콜에 드는 비용이 30% 늘었다.", "비용 증가"),
        ("총사업비는 3200억원이지만 집행된 건 300억원에 그쳤다.", ""),
        ("몸을 피한 주민은 90명으로 줄었다.", "몸을 피한 주민"),
        # Members, asking prices, what a size is counted in, what came in, what is told beyond a clause.
        ("동호회는 회원이 1천120명으로 늘었다고 밝혔다.", "회원"),
        ("회사는 시험 제품이 27대였다고 바로잡았다.", "시험 제품"),
        ("공사 예정가는 2천140억원이다.", "공사 예정가"),
        ("도는 노선에 도비 300억원을 지원하는 방안을 검토한다.", "도비"),
        ("대학은 병상 700개 규모의 새 병원을 짓는다.", "병상"),
        ("화재는 10일까지 11건 발생했다.", "화재"),
        ("서울은 10일까지 11건 발생했다.", ""),
        ("징계 반대 서명은 16일 1만2600명에서 마감됐다.", "징계 반대 서명"),
        ("운행률은 오전에 떨어졌다가 퇴근 시간대에는 78%로 올라섰다.", "운행률"),
        ("수출액은 1830억원으로 목표 1800억원을 넘겼다.", ""),
    ],
)
def test_label(text: str, label: str) -> None:
    """The label is the noun that is measured or counted, and "" where a reader could take it wrongly."""
    labels = [amount.of for amount in amounts_of(document(text), ())]
    assert labels[-1] == label


def test_conversion_keeps_its_original() -> None:
    """The bracket of 12억달러(약 1조6000억원) converts the dollars and carries their label; a share in a bracket does not."""
    dollars, won = amounts_of(document("회사는 12억달러(약 1조6000억원) 규모 투자 협약을 맺었다."), ())
    assert (dollars.converts, won.converts, won.of) == ("", "12억달러", "투자 협약")
    people, share = amounts_of(document("조합원 9천40명(81.5%)이 투표했다."), ())
    assert (people.converts, share.converts) == ("", "")


def test_a_time_is_no_amount() -> None:
    """A figure that overlaps a time expression is left to it."""
    text = "회원 3만 명이 모였다."
    span = Span(0, len(text))
    taken = Time(evidence=Evidence("a", 0, span, "t"), when=When("P3D", Precision.DURATION))
    assert read(text) == ["3만 명"]
    assert amounts_of(document(text), (taken,)) == ()


def _marks(line: str) -> tuple[str, list[tuple[int, int, str, str]]]:
    plain, marks, position = "", [], 0
    for match in re.finditer(r"\[\[(.+?)\|(\w)\|(.*?)\]\]", line):
        plain += line[position : match.start()]
        marks.append((len(plain), len(plain) + len(match[1]), match[2], match[3]))
        plain += match[1]
        position = match.end()
    return plain + line[position:], marks


def _fits(amount: Amount, value: str) -> bool:
    numbers = [Decimal(word) for word in re.findall(r"(?<![\dx])-?\d+(?:\.\d+)?(?:e\d+)?", value)]
    if "x" in value:
        return amount.vague
    unit = re.search(r"[A-Z]{3}|%p", value) or re.search(r"(?<=\s)(?!rank)\S+$", value)
    high = numbers[-1] if ".." in value else amount.high
    return (amount.low, amount.high) == (numbers[0], high) and (not unit or unit[0] in amount.unit)


def _hit(found: Sequence[Amount], mark: tuple[int, int, str, str]) -> bool:
    span = Span(mark[0], mark[1])
    return any(amount.evidence.span.overlaps(span) and _fits(amount, mark[3]) for amount in found)


def test_catalogue() -> None:
    """Nine tenths of the catalogue's money, shares, counts and numbers are read right; nothing in its negatives."""
    if not CATALOGUE.exists():
        pytest.skip(f"needs the catalogue of expressions: {CATALOGUE} is missing")
    kind, right, missed = "", 0, []
    for line in CATALOGUE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            kind = line[2:].split(" |")[0]
            continue
        plain, marks = _marks(line)
        found = amounts_of(document(plain), ())
        assert kind != "negative" or not found, plain
        for mark in marks:
            if mark[2] in "MCQN":
                right += _hit(found, mark)
                missed += [] if _hit(found, mark) else [plain[mark[0] : mark[1]]]
    assert set(missed) <= NO_AMOUNTS
    assert right / (right + len(missed)) >= 0.9


WORDS = st.text() | st.lists(
    st.sampled_from(
        ["3", "12", "2024", "1,000", ".5", "만", "억", "조", "천", "여", "원", "달러", "명", "개", "%", "%포인트", "대", "두",
         "수십", "약 ", "(", ")", "~", "-", " ", "\n", "은", "이", "규모", "의", "당", "제", "분의", "안팎", "$", "㎡", "0", "도", "번",
         "١", "²", "\u0000"]
    ), max_size=14,
).map("".join)  # fmt: skip


@given(WORDS)
def test_any_text(text: str) -> None:
    """No text raises; spans are never empty, lie in the text and never overlap."""
    found = amounts_of(document_of(_article(text)), ())
    spans = [amount.evidence.span for amount in found]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(amount.low is None or amount.high is None or amount.low <= amount.high for amount in found)


def _article(text: str, published: date | None = None) -> Article:
    blocks = tuple(
        Block(Span(*match.span()), Role.BODY) for match in re.finditer(r"[^\n]+", text) if match.group().strip()
    )
    return Article("a", "a.md", text, "", published, blocks, "a")


def test_in_a_list_each_figure_is_of_its_own_subject() -> None:
    text = (
        "도는 발생 농장이 4곳, 살처분한 소가 756마리라고 집계했다. 도는 회의가 길어져 위원이 4명, 반대가 많다고 밝혔다."
    )
    found = amounts_of(document(text), ())
    assert {one.surface: one.of for one in found} == {"4곳": "발생 농장", "756마리": "소", "4명": ""}
