"""``sitegen facts --linked``: what several files say together, as JSON and for a terminal."""

import json
import shutil
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import Run
from tests.gold.links import STORIES

RELATIONS = {"outcome", "series", "conflict", "denial", "recap"}
PLAIN = {
    "a.md": "---\ntitle: 윤슬시, 새 도서관 착공\npublished: 2025-03-14\nsource: 참일보\n---\n\n윤슬시는 12일 새 도서관을 착공했다.\n",
    "b.md": "---\ntitle: 한빛전자, 배당 결의\npublished: 2025-04-14\nsource: 너른신문\n---\n\n한빛전자는 11일 배당을 결의했다.\n",
}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("story")
    for path in (STORIES / "moabot-launch").glob("*.md"):
        shutil.copy(path, folder)
    return folder


def files(folder: Path) -> list[str]:
    return [path.name for path in sorted(folder.glob("*.md"))]


def said(sitegen: Run, folder: Path, *names: str) -> dict[str, Any]:
    done = sitegen("facts", "--format", "json", "--linked", *names, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return dict(json.loads(done.stdout))


def test_the_json_holds_what_it_promises(sitegen: Run, story: Path) -> None:
    """Entities, events and relations beside the articles; every id is that of a fact among these."""
    found = said(sitegen, story, *files(story))
    assert list(found) == ["sitegen_facts", "articles", "entities", "events", "relations"]
    schema = resources("sitegen.render.files").joinpath("facts.schema.json").read_text("utf-8")
    jsonschema.Draft202012Validator(json.loads(schema)).validate(found)
    facts = {fact["id"]: fact | {"article": one["id"]} for one in found["articles"] for fact in one["facts"]}
    assert len(facts) == sum(len(one["facts"]) for one in found["articles"]), "an id is one fact's"

    assert found["entities"]
    for entity in found["entities"]:
        assert list(entity) == ["id", "kind", "name", "aliases", "facts"]
        assert entity["kind"] in ("person", "org")
        assert entity["facts"]
        assert {facts[fact]["kind"] for fact in entity["facts"]} == {entity["kind"]}
        assert entity["name"] not in entity["aliases"]
    assert len({entity["id"] for entity in found["entities"]}) == len(found["entities"])

    mentions = [fact for event in found["events"] for fact in event["facts"]]
    assert len(mentions) == len(set(mentions)), "a mention is of one event"
    assert {facts[fact]["kind"] for fact in mentions} == {"event"}
    several = [event for event in found["events"] if len(event["facts"]) > 1]
    assert several
    for event in found["events"]:
        assert list(event) == ["id", "when", "headline", "facts", "reason"]
        assert bool(event["reason"]) == (len(event["facts"]) > 1)
    assert any(len({facts[fact]["article"] for fact in event["facts"]}) > 1 for event in several)

    assert found["relations"]
    for relation in found["relations"]:
        assert list(relation) == ["type", "facts", "reason"]
        assert relation["type"] in RELATIONS
        assert relation["reason"]
        earlier, later = relation["facts"]
        assert earlier != later
        assert {facts[earlier]["kind"], facts[later]["kind"]} <= {"event", "amount", "quote"}
    assert {"outcome", "series"} <= {relation["type"] for relation in found["relations"]}


def test_the_articles_are_those_of_facts_without_it(sitegen: Run, story: Path) -> None:
    """Linking adds; it changes no fact."""
    plain = sitegen("facts", "--format", "json", *files(story), cwd=story)
    assert json.loads(plain.stdout)["articles"] == said(sitegen, story, *files(story))["articles"]


def test_the_order_of_the_files_changes_no_link(sitegen: Run, story: Path) -> None:
    names = files(story)
    one, other = said(sitegen, story, *names), said(sitegen, story, *reversed(names))
    for key in ("entities", "events", "relations"):
        assert one[key] == other[key]


def test_the_table_tells_events_of_several_and_relations_with_their_places(sitegen: Run, story: Path) -> None:
    """After the facts of each file: a reason, then path:line:column and the words."""
    shown = sitegen("facts", "--linked", *files(story), cwd=story)
    assert (shown.returncode, shown.stderr) == (0, "")
    head, _, linked = shown.stdout.partition("\nEVENTS TOLD BY SEVERAL\n")
    assert "PEOPLE" in head
    events, _, relations = linked.partition("\nRELATIONS\n")
    places = [line.split()[0] for line in f"{events}{relations}".splitlines() if line.startswith("    ")]
    assert places
    for place in places:
        path, line, column = place.split(":")
        text = (story / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        assert int(column) <= len(text)
    for row, below in zip(relations.splitlines(), relations.splitlines()[1:], strict=False):
        if not row.startswith("    ") and row.strip():
            assert row.split(":")[0].strip() in RELATIONS
            assert below.startswith("    ")


def test_one_file_has_entities_and_events_of_its_own(sitegen: Run, story: Path) -> None:
    """Mentions of one event within an article may be one; no link leads to another file."""
    found = said(sitegen, story, files(story)[0])
    (article,) = found["articles"]
    own = {fact["id"] for fact in article["facts"]}
    assert found["entities"]
    assert found["events"]
    for linked in (*found["entities"], *found["events"], *found["relations"]):
        assert own.issuperset(linked["facts"])


def test_files_that_have_nothing_in_common_are_not_linked(sitegen: Run, tmp_path: Path) -> None:
    for name, text in PLAIN.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = said(sitegen, tmp_path, *PLAIN)
    assert [len(event["facts"]) for event in found["events"]] == [1] * len(found["events"])
    assert found["relations"] == []
    shown = sitegen("facts", "--linked", *PLAIN)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.rstrip().endswith("EVENTS TOLD BY SEVERAL\n\nRELATIONS")


def test_without_it_nothing_is_linked(sitegen: Run, tmp_path: Path) -> None:
    for name, text in PLAIN.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert list(json.loads(sitegen("facts", "--format", "json", *PLAIN).stdout)) == ["sitegen_facts", "articles"]
    assert "RELATIONS" not in sitegen("facts", *PLAIN).stdout


def test_a_seed_with_a_fault_is_told_and_nothing_is_printed(sitegen: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(PLAIN["a.md"].replace("published:", "publishd:"), encoding="utf-8")
    failed = sitegen("facts", "--format", "json", "--linked", "a.md")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.startswith("a.md:3:1: error: unknown key 'publishd'")
