"""Words that mean one fact and no other, for every fact that an editor may want to correct."""

from dataclasses import replace
from functools import cache
from itertools import cycle
from pathlib import Path

import pytest

from sitegen.analyse import document_of
from sitegen.build.hand import correction_for
from sitegen.build.tables import written
from sitegen.errors import SeedError
from sitegen.extract import facts_of
from sitegen.extract.address import Address, address_of
from sitegen.extract.corrections import corrected
from sitegen.model.corrections import Action, Correction
from sitegen.model.facts import ArticleFacts, Event, Fact
from sitegen.read import read_corrections, read_seed

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(
    [*(ROOT / "seeds").glob("20*.*"), *(ROOT / "tests" / "gold").glob("20*.txt"), *(ROOT / "tests" / "gold").glob("*-*.md")]
)  # fmt: skip
SET = {
    "event": {"place": "온산"}, "amount": {"of": "계약"}, "person": {"title": "대표"}, "org": {"name": "한빛전자"},
    "quote": {"speaker": "윤해준"}, "alias": {"short": "한빛"}, "term": {"gloss": "설비"}, "time": {"value": "2025-05-27"},
}  # fmt: skip
HEAD = "---\ntitle: 한빛전자, 오션테크와 공급 계약\npublished: 2025-05-28\nsource: 표본\n---\n\n"


@cache
def facts(path: Path) -> ArticleFacts:
    return facts_of(document_of(read_seed(path.name, path.read_bytes())))


def read(body: str) -> ArticleFacts:
    return facts_of(document_of(read_seed("seeds/a.md", (HEAD + body).encode())))


def addresses(one: ArticleFacts, kind: str, surface: str) -> list[Address]:
    return [address_of(one, fact) for fact in one.facts if (fact.kind, fact.surface) == (kind, surface)]


def others(some: tuple[Fact, ...], but: Fact) -> list[Fact]:
    """All facts but one. An event's rank is left out: those behind a hidden one move up."""
    return [replace(one, rank=0) if isinstance(one, Event) else one for one in some if one.id != but.id]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_fact_of_the_samples_can_be_corrected_alone(path: Path) -> None:
    """Hidden, set and accepted in turn, through the text of a corrections file; all other facts stay as they are."""
    one = facts(path)
    assert one.facts
    for fact, action in zip(one.facts, cycle((Action.HIDE, Action.SET, Action.ACCEPT)), strict=False):
        values = SET[fact.kind] if action is Action.SET else {}
        text = written("", correction_for(one, fact, action, values), action)
        after, done, vanished = corrected(one, read_corrections("a", text.encode()))
        assert [each.before for each in done] == [fact], text
        assert vanished == ()
        assert others(after.facts, fact) == others(one.facts, fact)
        found = [each for each in after.facts if each.id == fact.id]
        assert [each.is_edited for each in found] == {
            Action.HIDE: [], Action.SET: [True], Action.ACCEPT: [fact.is_edited],
        }[action]  # fmt: skip


def test_a_sentence_is_named_only_where_the_words_stand_in_several() -> None:
    one = read(
        "한빛전자는 27일 계약을 체결했다. 오션테크는 지난 3월 한빛전자와 조직을 개편했다. 계약 금액은 1200억원이다.\n"
    )
    assert addresses(one, "amount", "1200억원") == [Address("1200억원", "amount")]
    assert addresses(one, "org", "한빛전자") == [
        Address("한빛전자", "org", "한빛전자는 27일"),
        Address("한빛전자", "org", "오션테크는 지난"),
    ]


def test_what_stands_twice_in_a_sentence_is_told_by_the_words_around_it() -> None:
    one = read("한빛전자는 27일 오션테크와 계약을 체결했고 한빛전자가 8월 공장을 연다.\n")
    assert addresses(one, "org", "한빛전자") == [Address("한빛전자는", "org"), Address("한빛전자가", "org")]


def test_markdowns_marks_are_no_words_of_a_fact() -> None:
    one = read("온산시는 전력망을 넓히는 사업을 **추진하고** 있다.\n")
    assert [address.words for fact in one.facts for address in [address_of(one, fact)] if fact.kind == "event"] == [
        "넓히는 사업을 추진하고 있다"
    ]


def test_a_sentence_that_stands_twice_is_told_by_its_neighbours() -> None:
    one = read(
        "바람마을에 20일 비가 내렸다. 한빛전자는 공장을 연다.\n\n오션테크는 21일 쉬었다. 한빛전자는 공장을 연다.\n"
    )
    first, second = [fact for fact in one.facts if fact.surface == "한빛전자"]
    for fact in (first, second):
        address = address_of(one, fact)
        correction = Correction(Action.HIDE, None, address.words, ("org",), address.sentence)  # type: ignore[arg-type]
        _, (done,), _ = corrected(one, (correction,))
        assert done.before == fact


def test_what_no_words_tell_apart_is_said_with_its_place() -> None:
    """The same clipping pasted many times over."""
    one = read("한빛전자는 27일 계약을 체결했다.\n\n" * 60)
    middle = [fact for fact in one.facts if fact.surface == "한빛전자"][30]
    with pytest.raises(SeedError, match="no words of the seed mean this org alone: ‘한빛전자’") as caught:
        address_of(one, middle)
    assert caught.value.place is not None
    assert str(caught.value.place) == "seeds/a.md:67:1"
    assert caught.value.hint.startswith("the article says the same more than once")
