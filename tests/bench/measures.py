"""What is measured, beside what, with which goal; and the table of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Literal

from tests.bench.generators import GENERATORS
from tests.bench.results import Result
from tests.bench.trials import Build, Change, KiwiAlone, Save, Trial


@dataclass(frozen=True, slots=True)
class Goal:
    """At most *limit*, or less than it."""

    limit: float
    strict: bool = False

    def __str__(self) -> str:
        return f"{'<' if self.strict else '≤'} {self.limit:g}"

    def is_met(self, value: float) -> bool:
        return value < self.limit if self.strict else value <= self.limit


@dataclass(frozen=True, slots=True)
class Measure:
    """Our trial over another; where there is no other, what ours takes by itself."""

    name: str
    says: str
    ours: Trial
    theirs: Trial | None = None
    goal: Goal | None = None
    of: Literal["s", "MiB"] = "s"

    @property
    def trials(self) -> tuple[Trial, ...]:
        return (self.ours, self.theirs) if self.theirs else (self.ours,)


_SAYS: dict[Change, str] = {
    "cold": "cold build", "none": "nothing changed", "edit": "one sentence changed", "template": "one template changed",
}  # fmt: skip
_SAYS_SAVE = "save to changed page in the server"


def _beside(change: Change, articles: int, generator: str, goal: Goal | None = None) -> Measure:
    """One change of the same corpus in both."""
    name = f"{change}-{articles}-{generator}"
    says = f"{_SAYS[change]}, {articles:,} articles"
    return Measure(name, says, Build("sitegen", change, articles), Build(generator, change, articles), goal)


# Saves of one server that is started: with five runs 50, and 10 where one takes long.
_SAVES = {"sitegen": 10, "hugo": 10, "mkdocs": 2, "eleventy": 2}


def _save(generator: str, articles: int) -> Save:
    return Save(generator, articles, _SAVES[generator])


def _saves_beside(articles: int, generator: str, goal: Goal | None = None) -> Measure:
    says = f"{_SAYS_SAVE}, {articles:,} articles"
    return Measure(f"save-{articles}-{generator}", says, _save("sitegen", articles), _save(generator, articles), goal)


MEASURES = (
    Measure("cold-1000-kiwi", "cold build, 1,000 articles", Build("sitegen", "cold", 1000), KiwiAlone(1000), Goal(1.35)),
    _beside("cold", 1000, "pelican", Goal(3.5)),
    _beside("cold", 1000, "mkdocs", Goal(1, strict=True)),
    _beside("cold", 1000, "hugo"),
    _beside("cold", 1000, "eleventy"),
    _beside("cold", 1000, "material"),
    _beside("cold", 1000, "astro"),
    _beside("cold", 1000, "nikola"),
    _beside("cold", 1000, "lektor"),
    _beside("none", 1000, "hugo", Goal(0.4)),
    _beside("none", 5000, "hugo", Goal(0.25)),
    _beside("edit", 5000, "hugo", Goal(0.8)),
    _beside("edit", 1000, "pelican-cache", Goal(0.9)),
    _beside("template", 1000, "eleventy", Goal(1)),
    _saves_beside(100, "hugo"),
    _saves_beside(100, "mkdocs"),
    _saves_beside(100, "eleventy"),
    _saves_beside(1000, "hugo", Goal(0.25)),
    _saves_beside(1000, "mkdocs"),
    _saves_beside(1000, "eleventy"),
    # Publications have their rows here, by trials of a kind of their own.
)  # fmt: skip

# How sitegen grows, by itself: takes long.
LARGE = (
    Measure("growth-cold", "cold build, 10,000 articles", Build("sitegen", "cold", 10_000), Build("sitegen", "cold", 1000), Goal(10.5)),
    Measure("growth-none", "nothing changed, 10,000 articles", Build("sitegen", "none", 10_000), Build("sitegen", "none", 1000), Goal(10.5)),
    Measure("none-10000", "nothing changed, 10,000 articles", Build("sitegen", "none", 10_000), goal=Goal(1, strict=True)),
    Measure("memory-10000", "cold build, 10,000 articles", Build("sitegen", "cold", 10_000), goal=Goal(2048), of="MiB"),
    Measure("growth-save", f"{_SAYS_SAVE}, 10,000 articles", _save("sitegen", 10_000), _save("sitegen", 100), Goal(2)),
)  # fmt: skip


def sized(measures: Iterable[Measure], articles: int) -> list[Measure]:
    """*measures* with so many articles in every trial: those that differ in nothing else are one."""

    def resized(measure: Measure) -> Measure:
        says = f"{measure.says.partition(',')[0]}, {articles:,} articles"
        theirs = measure.theirs and measure.theirs.sized(articles)
        return replace(measure, says=says, ours=measure.ours.sized(articles), theirs=theirs)

    found = map(resized, measures)
    return list({tuple(trial.name for trial in measure.trials): measure for measure in found}.values())


def saved(measures: Iterable[Measure], times: int) -> list[Measure]:
    """*measures* with so many saves of each server that is started."""

    def of(trial: Trial) -> Trial:
        return replace(trial, times=times) if isinstance(trial, Save) else trial

    return [replace(one, ours=of(one.ours), theirs=one.theirs and of(one.theirs)) for one in measures]


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of a measure: seconds (or MiB) by both, and *why* a trial has none."""

    measure: Measure
    beside: str
    ours: Result | None
    theirs: Result | None

    @property
    def why(self) -> str:
        """What keeps the row from being whole; empty where all is measured."""
        return _why(self.ours) or (_why(self.theirs) if self.measure.theirs else "")

    @property
    def value(self) -> float | None:
        """What the goal is set for: the ratio of the medians, or ours alone."""
        if self.why or self.ours is None:
            return None
        ours = self.ours.seconds if self.measure.of == "s" else self.ours.mib
        return ours / self.theirs.seconds if self.theirs else ours

    @property
    def is_met(self) -> bool | None:
        """None where nothing is known or no goal is set."""
        if self.value is None or self.measure.goal is None:
            return None
        return self.measure.goal.is_met(self.value)


def _why(result: Result | None) -> str:
    if result is None or not (result.samples or result.why):
        return "not measured"
    return result.why


def rows_of(measures: Iterable[Measure], results: Mapping[str, Result]) -> list[Row]:
    def row(measure: Measure) -> Row:
        ours = results.get(measure.ours.name)
        theirs = results.get(measure.theirs.name) if measure.theirs else None
        return Row(measure, _beside_what(measure, theirs), ours, theirs)

    return [row(measure) for measure in measures]


def _beside_what(measure: Measure, theirs: Result | None) -> str:
    if measure.theirs is None:
        return ""
    if isinstance(measure.theirs, KiwiAlone):
        return "Kiwi alone"
    if measure.theirs.generator == "sitegen":
        return f"{measure.theirs.articles:,} articles"
    title = GENERATORS[measure.theirs.generator].title
    return f"{title} {theirs.version}".rstrip() if theirs else title


HEAD = "| measure | over | ours, s | theirs, s | ratio | goal | met | ours, MiB | theirs, MiB |\n|---|---|--:|--:|--:|--:|---|--:|--:|"


def table(rows: Sequence[Row]) -> str:
    """The rows in Markdown: seconds and peaks of memory are medians; a save has the worst beside it."""
    return "\n".join((HEAD, *map(_line, rows)))


def _line(row: Row) -> str:
    measure = row.measure
    ratio = f"{row.value:.2f}" if row.value is not None and measure.theirs else ""
    unit = "" if measure.theirs else f" {measure.of}"
    goal = f"{measure.goal}{unit}" if measure.goal else ""
    met = "" if row.is_met is None else "yes" if row.is_met else "**no**"
    theirs = _cell(row.theirs, measure.theirs) if measure.theirs else ""
    cells = (
        measure.says, row.beside, _cell(row.ours, measure.ours), theirs, ratio, goal, met, _mebibytes(row.ours), _mebibytes(row.theirs),
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _cell(result: Result | None, trial: Trial) -> str:
    """Seconds, or in short why there are none."""
    if result and result.samples:
        if isinstance(trial, Save):
            return f"{result.seconds:.3f}, worst {result.worst:.3f}"
        return f"{result.seconds:.2f}"
    return shorten(_why(result).replace("|", "/"), 80, placeholder=" …")


def _mebibytes(result: Result | None) -> str:
    return f"{result.mib:.0f}" if result and result.samples else ""


def as_json(row: Row) -> dict[str, object]:
    """A row for machines: seconds, MiB and what the goal says of them."""
    goal = row.measure.goal
    return {
        "measure": row.measure.name, "over": row.beside,
        "ours": _numbers(row.ours), "theirs": _numbers(row.theirs), "why": row.why,
        "value": row.value, "goal": str(goal) if goal else None, "met": row.is_met,
    }  # fmt: skip


def _numbers(result: Result | None) -> dict[str, object] | None:
    if result is None or not result.samples:
        return None
    return {
        "articles": result.articles, "seconds": result.seconds, "worst": result.worst, "mib": result.mib,
        "samples": [[one.seconds, one.mib] for one in result.samples],
    }  # fmt: skip
