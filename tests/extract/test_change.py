"""A change is one fact: the figure that it came to, the one that it came from, which way, and against what."""

from datetime import date

from sitegen.model.contract import fact_json
from sitegen.model.facts import Amount
from tests.measure.reading import facts_in


def changes(text: str) -> dict[str, object]:
    facts = [fact for fact in facts_in(text, date(2024, 6, 4)) if isinstance(fact, Amount)]
    return {fact.surface: fact_json(fact)["change"] for fact in facts}


def test_from_and_to_are_one_change() -> None:
    assert changes("한국은행은 성장률 전망치를 2.1%에서 2.4%로 올렸다.") == {
        "2.1%": None,
        "2.4%": {"direction": "up", "by": False, "base": None, "from": "2.1%"},
    }


def test_how_much_and_against_when() -> None:
    told = changes("매출은 전년 대비 12% 증가했고 직원은 1200명에서 900명으로 줄었다.")
    assert told["12%"] == {"direction": "up", "by": True, "base": "전년", "from": None}
    assert told["900명"] == {"direction": "down", "by": False, "base": None, "from": "1200명"}


def test_a_figure_that_only_stands_beside_a_comparison_has_not_changed() -> None:
    assert changes("전년 대비 실적을 집계한 결과 점유율은 12%로 나타났다.") == {"12%": None}


def test_the_figure_before_counts_only_in_its_own_unit_and_place() -> None:
    told = changes("공장 3곳에서 직원이 900명으로 줄었다.")
    assert told["900명"] == {"direction": "down", "by": False, "base": None, "from": None}


def test_a_list_of_figures_is_told_to_change_at_its_end() -> None:
    told = changes("기금은 4조원에서 3조원으로, 병원은 35곳에서 29곳으로 줄었다.")
    assert told["3조원"] == {"direction": "down", "by": False, "base": None, "from": "4조원"}
    told = changes("노선은 9.8㎞에서 8.6㎞로, 공사비는 3200억원으로 늘었다.")
    assert told["8.6㎞"] == {"direction": "down", "by": False, "base": None, "from": "9.8㎞"}
    assert changes("사망자는 3명으로, 경찰은 실종자가 5명으로 늘었다고 밝혔다.")["3명"] is None
