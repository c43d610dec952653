"""docs/templates.md says of every template what it is given: no key more, none less, each in its shape."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sitegen.compose import changes, fact_table, names, pages_of, statements, story, terms, timeline, upcoming
from sitegen.compose.desk import desk_of
from sitegen.compose.single import single_page
from sitegen.model.facts import Change
from sitegen.model.identity import Site
from sitegen.model.site import Briefing, Page, Relation, RelationType
from sitegen.render import default_templates
from tests.compose.sample import briefing, linked
from tests.compose.test_corrections import corrected_briefing
from tests.compose.ties import ref_of, tied
from tests.compose.writing import Draft, day

DOCS = Path(__file__).parents[2] / "docs" / "templates.md"
_ROW = re.compile(r"\| `(\w+)` \| ([^|]+?) \|")
_PLAIN = {"text": str, "number": int, "yes/no": bool}


@dataclass
class Docs:
    """What the file says: shapes and pages by their names, each with its keys and what these are; pages that stand
    *alone* are not given what every page is."""

    frame: dict[str, str] = field(default_factory=dict)
    pages: dict[str, dict[str, str]] = field(default_factory=dict)
    shapes: dict[str, dict[str, str]] = field(default_factory=dict)
    alone: set[str] = field(default_factory=set)

    def of_page(self, name: str) -> dict[str, str]:
        return self.pages[name] if name in self.alone else self.frame | self.pages[name]


def read_docs(text: str) -> Docs:
    docs = Docs()
    chapter = ""
    table = docs.frame
    for line in text.splitlines():
        if line.startswith("## "):
            chapter = line[3:]
        elif line.startswith("### "):
            name = line[4:].removesuffix(" (alone)")
            table = (docs.pages if chapter == "Pages" else docs.shapes).setdefault(name, {})
            docs.alone |= {name} if line.endswith(" (alone)") else set()
        elif line.endswith(", and") and chapter == "Shapes":
            table.update(docs.shapes[line.removesuffix(", and").split(" ", 1)[1]])
        elif row := _ROW.match(line):
            assert row[1] not in table, f"{row[1]} stands twice"
            table[row[1]] = row[2]
    return docs


@dataclass
class Reader:
    """Compares what pages are given with what is said of them."""

    docs: Docs
    faults: set[str] = field(default_factory=set)
    given: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def page(self, page: Page) -> None:
        if page.template not in self.docs.pages:
            keys = ", ".join(sorted(page.context.keys() - self.docs.frame.keys()))
            self.faults.add(f"no section '### {page.template}' under '## Pages'; the template is given: {keys}")
            return
        self.table(page.template, page.context, self.docs.of_page(page.template))

    def table(self, name: str, values: Mapping[str, Any], said: Mapping[str, str]) -> None:
        self.given[name] |= values.keys()
        for key, value in values.items():
            if key not in said:
                self.faults.add(f"{name}: no word on '{key}', which is {shape_of(value)}")
            elif fault := self.value(value, said[key]):
                self.faults.add(f"{name}: '{key}' is said to be {said[key]}: {fault}")

    def value(self, value: Any, said: str) -> str:
        """What is wrong; the keys of shapes are gone through by themselves."""
        if said.endswith(" or nothing"):
            return "" if value is None else self.value(value, said.removesuffix(" or nothing"))
        if said.startswith("list of "):
            if not isinstance(value, list):
                return f"it is {shape_of(value)}"
            return next(filter(None, (self.value(one, said.removeprefix("list of ")) for one in value)), "")
        if said == "anything":
            return ""
        if said == "words":
            return "" if all(isinstance(one, str) for one in value.values()) else "one of them is no text"
        if said in _PLAIN:
            return "" if type(value) is _PLAIN[said] else f"it is {shape_of(value)}"
        if said not in self.docs.shapes:
            return f"there is no '### {said}' under '## Shapes'"
        if not isinstance(value, dict):
            return f"it is {shape_of(value)}"
        self.table(said, value, self.docs.shapes[said])
        return ""


def shape_of(value: Any) -> str:
    if isinstance(value, dict):
        return f"a shape of {', '.join(value)}"
    if isinstance(value, list):
        return f"list of {shape_of(value[0])}" if value else "list"
    return {str: "text", int: "number", bool: "yes/no"}.get(type(value), "nothing")


def moved() -> Briefing:
    """A figure that has moved, and two accounts at odds of a day that is known."""
    draft = Draft("2026-03-01-rate", "나루시 인구는 전년보다 3% 늘었다. 축제는 2월 3일 열렸다. 축제는 2월 3일 열리지 않았다.",
                  date(2026, 3, 1))  # fmt: skip
    draft.amount("3%", 3, "%", of="인구", change=Change("up", True, base="전년"))
    for words in ("축제는 2월 3일 열렸다", "축제는 2월 3일 열리지 않았다"):
        draft.event(words, words.split()[-1], words, when=day("2026-02-03"), dated="2월 3일")
    read = draft.done(
        title="나루시 인구", source="새나루일보", tags=("인구",), aliases=("population",), updated=date(2026, 3, 2)
    )
    relation = Relation(RelationType.CONFLICT, ref_of(read, "축제는 2월 3일 열렸다"),
                        ref_of(read, "축제는 2월 3일 열리지 않았다"), "same event, two times")  # fmt: skip
    return replace(linked((read,), Site(), date(2026, 3, 1)), relations=(relation,))


def pages() -> Iterator[Page]:
    """Every page of every sample, in both languages; long lists are cut early, so that there are pages of them."""
    with pytest.MonkeyPatch.context() as patch:
        for language in ("ko", "en"):
            samples = [briefing(language), tied(language), corrected_briefing(language), moved()]
            for few in (False, True):
                if few:
                    for module, name in ((timeline, "MOST_ROWS"), (terms, "MOST_TERMS"), (names, "MOST_NAMES"),
                                         (story, "_STORIES"), (changes, "_BATCHES"), (upcoming, "MOST_ROWS"),
                                         (statements, "MOST_QUOTES"), (fact_table, "MOST_ROWS"),
                                         (fact_table, "MOST_ARTICLES")):  # fmt: skip
                        patch.setattr(module, name, 1)
                for sample in samples:
                    site = replace(sample.site, colors=(("ink", "#000000", "#ffffff"),), all_facts=True)
                    painted = replace(sample, site=site)
                    yield from (page for page in pages_of(painted) if not page.template.isidentifier())
                    yield single_page(desk_of(painted))


def faults_of(text: str) -> list[str]:
    reader = Reader(read_docs(text))
    for page in pages():
        reader.page(page)
    docs = reader.docs
    for name, said in {**docs.pages, **docs.shapes}.items():
        wanted = docs.of_page(name).keys() if name in docs.pages else said.keys()
        reader.faults |= {f"{name}: '{key}' is given to no page of the samples" for key in wanted - reader.given[name]}
    return sorted(reader.faults)


def test_the_docs_say_what_templates_are_given() -> None:
    assert faults_of(DOCS.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("line", "other", "fault"),
    [
        ("| `has_now` | yes/no | whether", "| `has_then` | yes/no | whether", "timeline.html: no word on 'has_now', which is yes/no"),
        ("| `has_now` | yes/no | whether", "| `has_then` | yes/no | whether",
         "timeline.html: 'has_then' is given to no page of the samples"),
        ("| `has_now` | yes/no | whether", "| `has_now` | text | whether", "timeline.html: 'has_now' is said to be text: it is yes/no"),
        ("### about.html", "### about.htm",
         "no section '### about.html' under '## Pages'; the template is given: chapters, legend"),
        ("| `d_day` | text", "| `dday` | text", "upcoming row: no word on 'd_day', which is text"),
        ("### piece", "### pieces", "sentence: 'pieces' is said to be list of piece: there is no '### piece' under '## Shapes'"),
    ],
)  # fmt: skip
def test_docs_that_are_wrong_are_told(line: str, other: str, fault: str) -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert line in text
    assert fault in faults_of(text.replace(line, other))


def test_blocks_and_macros_are_named() -> None:
    """Those that the templates have, and no others."""
    text = DOCS.read_text(encoding="utf-8")
    base = (default_templates() / "base.html").read_text(encoding="utf-8")
    (blocks,) = re.findall(r"\*\*Blocks of base\.html\*\*: (.*?)\n\n", text, re.DOTALL)
    assert re.findall(r"`(\w+)`", blocks) == re.findall(r"\{% block (\w+) %\}", base)
    parts = (default_templates() / "parts.html").read_text(encoding="utf-8")
    (macros,) = re.findall(r"\*\*Macros of parts\.html\*\* \(.*?\): (.*?)\n\n", text, re.DOTALL)
    assert re.findall(r"`(\w+)`", macros) == re.findall(r"\{% macro (\w+)\(", parts)


def test_every_template_has_its_section() -> None:
    """But the frame and the macros, which are no pages."""
    found = {path.name for path in default_templates().glob("*.html")} - {"base.html", "parts.html"}
    assert found == read_docs(DOCS.read_text(encoding="utf-8")).pages.keys()
