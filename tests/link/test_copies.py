"""An agency's text in several papers is one report, and two reporters' texts are two."""

import pytest

from sitegen.link.copies import originals_of
from sitegen.model.facts import ArticleFacts
from sitegen.model.site import Entry
from tests.link.corpus import article, brief

TITLE = "하늘시 푸른천 제방 무너져"
AGENCY = (
    "(하늘=온누리통신) 10일 오전 2시께 하늘시 푸른천 제방 60m가 무너져 주택 40채가 물에 잠겼다.",
    "하늘시는 10일 오전 3시 하류 3개 마을에 대피령을 발령했다. 주민 212명은 하늘초등학교 체육관에 머물고 있다.",
    "하늘시 관계자는 “물이 빠지는 대로 응급 복구를 시작할 것”이라고 말했다.",
    "기상청은 11일까지 비가 80㎜ 더 내릴 것으로 내다봤다. 시는 12일 피해 조사를 시작할 계획이다.",
)
REPORTER = (
    "새벽 두 시, 둑이 터졌다. 10일 오전 2시께 하늘시를 가로지르는 푸른천의 제방이 무너지면서 집 40채가 침수됐다.",
    "“자다가 뛰쳐나왔어요.” 하류 마을에 사는 방모(71)씨는 아직 젖은 옷을 입고 있었다.",
    "하늘시는 10일 오전 3시 대피령을 발령했다. 학교 체육관에는 이재민이 쓸 담요가 모자랐다.",
    "제방은 20년 전에 쌓은 것으로, 지난해 점검에서 보강이 필요하다는 진단을 받았다.",
)


def agency(day: str = "2025-03-10", source: str = "온누리통신", *, text: tuple[str, ...] = AGENCY) -> ArticleFacts:
    return article(TITLE, *text, day=day, source=source)


FIRST = agency()


def lightly_edited() -> tuple[str, ...]:
    """A desk's hand: no dateline, another word for three."""
    first, second, *rest = AGENCY
    return (
        first.removeprefix("(하늘=온누리통신) ").replace("물에 잠겼다", "침수됐다"),
        second.replace("머물고", "지내고"),
        *rest,
    )


@pytest.mark.parametrize(
    "text", [AGENCY, lightly_edited(), AGENCY[:3], AGENCY[:2]], ids=["verbatim", "edited", "shortened", "half"]
)
def test_a_reprint_is_told_from_a_report(text: tuple[str, ...]) -> None:
    """Word for word, lightly edited, or cut from below."""
    reprint = agency(day="2025-03-11", source="들녘일보", text=text)
    expected = {reprint.article.id: FIRST.article.id}
    assert originals_of([FIRST, reprint]) == expected
    assert originals_of([reprint, FIRST]) == expected, "the order of the seeds does not matter"


def test_two_reporters_on_one_event_are_no_copies() -> None:
    report = article("‘자다가 뛰쳐나왔다’ 하늘시 둑 붕괴", *REPORTER, day="2025-03-11", source="들녘일보")
    assert originals_of([FIRST, report]) == {}


def test_one_sentence_in_common_makes_no_copy() -> None:
    """Two papers quote the same press release."""
    report = article("하늘시 둑 붕괴", *REPORTER, AGENCY[3], day="2025-03-11", source="들녘일보")
    assert originals_of([FIRST, report]) == {}


def test_a_text_printed_again_long_after_is_no_copy() -> None:
    """A yearly notice in the same words tells of another year."""
    assert originals_of([FIRST, agency(day="2025-04-20", source="들녘일보")]) == {}


def test_copies_of_a_copy_name_the_first() -> None:
    second, third = agency("2025-03-11", "들녘일보"), agency("2025-03-12", "물빛신문", text=lightly_edited())
    assert originals_of([third, second, FIRST]) == {
        second.article.id: FIRST.article.id,
        third.article.id: FIRST.article.id,
    }


def line(words: str, *articles: ArticleFacts) -> Entry:
    (found,) = [entry for entry in brief(*articles).entries if words in entry.headline]
    return found


def test_a_line_counts_who_reports_it_and_who_prints_it() -> None:
    """Publishers are those with a text of their own; a copy adds to the copies alone."""
    reprint = agency("2025-03-11", "들녘일보")
    report = article("‘자다가 뛰쳐나왔다’ 하늘시 둑 붕괴", *REPORTER, day="2025-03-11", source="물빛신문")
    alone, copied, reported = (
        line("대피령", FIRST),
        line("대피령", FIRST, reprint),
        line("대피령", FIRST, reprint, report),
    )
    assert (alone.publishers, alone.copies) == (("온누리통신",), 0)
    assert (copied.publishers, copied.copies) == (("온누리통신",), 1)
    assert (reported.publishers, reported.copies) == (("물빛신문", "온누리통신"), 1)
    assert len(reported.refs) == 3


def test_a_line_that_only_copies_tell_has_the_first_of_them() -> None:
    """A report that was never received: what came first stands for it."""
    second, third = agency("2025-03-11", "들녘일보"), agency("2025-03-12", "물빛신문")
    found = line("대피령", third, second)
    assert (found.publishers, found.copies) == (("들녘일보",), 1)
