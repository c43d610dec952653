"""Found and right: the figures that all measures share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass
class Tally:
    """*gold* expressions, of which *found*, of which with the *value* right; *read* ones, of which *true*."""

    gold: int = 0
    found: int = 0
    value: int = 0
    read: int = 0
    true: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        return self.true / self.read if self.read else 0.0

    @property
    def value_right(self) -> float:
        return self.value / self.gold if self.gold else 0.0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.gold + other.gold,
            self.found + other.found,
            self.value + other.value,
            self.read + other.read,
            self.true + other.true,
        )


def total(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


def printed(rows: Mapping[str, Tally], *, with_value: bool) -> str:
    """A Markdown table, a row a class."""
    head = "| class | gold | recall | precision |" + (" value |" if with_value else "")
    lines = [head, "|---|" + "--:|" * (head.count("|") - 2)]
    for name, tally in rows.items():
        line = f"| {name} | {tally.gold} | {tally.recall:.3f} | {tally.precision:.3f} |"
        lines.append(line + (f" {tally.value_right:.3f} |" if with_value else ""))
    return "\n".join(lines)
