"""The annotated articles: how far the program must agree, and that the scorer sees where it does not."""

import shutil
from pathlib import Path

import pytest

from tests.gold.score import differences, noted_facts, same, scores

HERE = Path(__file__).parent
LEAST = {
    "block": (0.97, 0.97), "time": (0.97, 0.97), "amount": (0.98, 0.97), "person": (0.98, 0.96), "org": (0.96, 0.95),
    "alias": (0.98, 0.97), "quote": (0.97, 0.96), "term": (0.95, 0.82), "event": (0.0, 0.95),
}  # fmt: skip
LEAST_KEYS = {"when": 0.93, "status": 0.98, "basis": 0.97, "source": 0.95, "who": 0.88}


@pytest.fixture(scope="module")
def one_article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one article and its facts, to be spoiled."""
    folder = tmp_path_factory.mktemp("gold")
    for suffix in (".md", ".facts"):
        shutil.copy(HERE / f"tunnel-crash{suffix}", folder)
    return folder


def test_the_program_agrees_with_the_articles() -> None:
    found = scores(HERE)
    figures = {kind: (round(s.precision, 3), round(s.recall, 3)) for kind, s in found.kinds.items()}
    for kind, (precision, recall) in LEAST.items():
        assert found.kinds[kind].recall >= recall, figures
        assert kind == "event" or found.kinds[kind].precision >= precision, figures
    for key, least in LEAST_KEYS.items():
        right, total = found.keys[key]
        assert right / total >= least, (key, right, total)


def test_a_wrong_value_costs_precision_and_recall(one_article: Path) -> None:
    """A figure that the text does not say: one fact not read, one read and not noted."""
    before = scores(one_article).kinds["amount"]
    facts = one_article / "tunnel-crash.facts"
    lines = facts.read_text(encoding="utf-8")
    spoiled = next(line for line in lines.splitlines() if line.startswith("amount") and "low=" in line)
    facts.write_text(lines.replace(spoiled, spoiled.replace("low=", "low=7"), 1), encoding="utf-8")
    after = scores(one_article).kinds["amount"]
    assert (after.gold, after.right) == (before.gold, before.right - 1)
    assert any("not read" in line and "amount" in line for line in differences(one_article))


def test_a_surface_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.facts"
    path.write_text("time\t3일\nterm\t없는 말\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.facts:2: '없는 말' is not in the article"):
        noted_facts(path, "3일 열었다")


@pytest.mark.parametrize(
    ("key", "noted", "read", "expected"),
    [
        ("low", "2.0", "2", True),
        ("low", "2", None, False),
        ("unit", "㎞", "km", True),
        ("who", "가|나", ["나", "가"], True),
        ("who", "가|나", ["가"], False),
        ("gloss", "물에 녹는", "물에 녹는 성질", True),
        ("approx", "yes", False, False),
        ("source", "한빛", None, False),
    ],
)
def test_values_are_compared_by_what_they_mean(key: str, noted: str, read: object, expected: bool) -> None:
    assert same(key, noted, read) is expected
