"""Each marked sentence is read as marked, and nothing is read where nothing stands."""

from pathlib import Path

import pytest

from tests.gold.lines import Line, differences, lines_of

LINES = tuple(lines_of(Path(__file__).with_name("lines.txt")))


def _params(lines: tuple[Line, ...]) -> list[object]:
    """A gap is a strict xfail, so that a fix is noticed."""
    return [
        pytest.param(line, id=f"{line.kind}-{line.number}", marks=[pytest.mark.xfail(strict=True)] if line.gap else [])
        for line in lines
    ]


@pytest.mark.parametrize("line", _params(LINES))
def test_line(line: Line) -> None:
    assert differences(line) == []


def test_lines_are_many_of_every_kind_and_the_gaps_few() -> None:
    kinds = {"time", "amount", "person", "org", "alias", "quote", "term", "event"}
    assert {line.kind for line in LINES if line.marked} == kinds
    assert {line.kind for line in LINES if not line.marked} == kinds
    assert len(LINES) >= 400
    assert sum(line.gap for line in LINES) <= len(LINES) / 50


def test_a_wrong_mark_is_told(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_text("# time x | 2024-06-04\nY\t[[3일|value=2024-06-02]] 열었다.\nN\t5일 열었다.\n", encoding="utf-8")
    first, second = lines_of(path)
    assert [told.split(":")[0] for told in differences(first)] == ["not read"]
    assert differences(second) == ["read, not marked: 5일"]


def test_a_line_that_is_neither_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_text("# time x | 2024-06-04\nN\t[[3일]] 열었다.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"lines\.txt:2"):
        list(lines_of(path))
