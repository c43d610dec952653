"""`sitegen diff` and the record, as a user meets them: publish, edit, look, publish again."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import Run, tree
from tests.site.tree import Node
from tests.site.tree import tree as html

ATOM = "{http://www.w3.org/2005/Atom}"
NOW = ("--now", "2025-04-01T09:00")
LIBRARY = """\
---
title: 윤슬시, 새 도서관 착공
published: 2025-03-14
source: 물마루통신
---

윤슬시는 12일 새 도서관을 착공했다. 총사업비는 86억원이다.

한누리 책마을협회 회장은 “시민의 서재가 될 것”이라고 말했다.
"""
FERRY = """\
---
title: 하늬섬 뱃길 다시 열려
published: 2025-03-10
source: 물마루통신
---

하늬섬해운은 9일 여객선 운항을 재개했다.
"""
BRIDGE = """\
---
title: 노을대교 개통
published: 2025-03-16
source: 새벽일보
---

새솔시는 15일 노을대교를 개통했다.
"""
SETTINGS = """\
[site]
url = "https://desk.sitegen-sample.kr/desk"

[[publish]]
name = "web"
kind = "folder"
path = "../{name}-web"
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A site of two articles with a folder as its target."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "2025-03-14-library.md").write_text(LIBRARY, "utf-8")
    (seeds / "2025-03-10-ferry.md").write_text(FERRY, "utf-8")
    (tmp_path / "sitegen.toml").write_text(SETTINGS.format(name=tmp_path.name), "utf-8")
    return tmp_path


def edit(desk: Path) -> None:
    """A day changes, a quote goes, an article comes, another becomes a draft."""
    seeds = desk / "seeds"
    changed = LIBRARY.replace("12일", "13일").replace(
        "\n한누리 책마을협회 회장은 “시민의 서재가 될 것”이라고 말했다.\n", ""
    )
    (seeds / "2025-03-14-library.md").write_text(changed, "utf-8")
    (seeds / "2025-03-10-ferry.md").write_text(FERRY.replace("source:", "status: draft\nsource:"), "utf-8")
    (seeds / "2025-03-16-bridge.md").write_text(BRIDGE, "utf-8")


def block(output: Path) -> list[Node]:
    """The lines of the front page's block; [] where there is none."""
    page = html((output / "index.html").read_bytes())
    sections = [node for node in page.all("section") if node.attributes["aria-labelledby"] == "changes"]
    return [line for section in sections for line in section.all("li")]


def test_without_a_record_diff_says_how_to_make_one(sitegen: Run, desk: Path) -> None:
    before = tree(desk)
    shown = sitegen("diff", "--exit-code")
    assert shown.returncode == 0, shown.stderr
    assert "there is no record of a publication yet (published.json)" in shown.stdout
    assert "sitegen diff --accept" in shown.stdout
    assert json.loads(sitegen("diff", "--json").stdout)["record"] is False
    assert tree(desk) == before


def test_publish_edit_and_publish_again(sitegen: Run, desk: Path) -> None:
    """The edits are told in the terminal, on the page and in the feed; what is withheld now, only in the terminal.

    A build right after a publication writes what was published.
    """
    web = desk.parent / f"{desk.name}-web"
    assert sitegen("publish", "--yes", *NOW).returncode == 0
    assert sitegen("build", *NOW).returncode == 0
    assert tree(desk / "output") == tree(web)
    assert not (web / "changes").exists()
    assert block(web) == []
    assert sitegen("diff", "--exit-code", *NOW).stdout == "nothing changed\n"

    edit(desk)
    shown = sitegen("diff", *NOW)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.splitlines() == [
        "~ seeds/2025-03-14-library.md:7:17  event  윤슬시, 새 도서관 착공  when: 2025-03-12 → 2025-03-13",
        "+ seeds/2025-03-16-bridge.md:7:16  article  노을대교 개통",
        "- seeds/2025-03-14-library.md  person  한누리 책마을협회 회장",
        "- seeds/2025-03-14-library.md  quote  “시민의 서재가 될 것”",
        "- seeds/2025-03-14-library.md  event  한누리 회장 “시민의 서재가 될 것”",
        "- seeds/2025-03-10-ferry.md  article  하늬섬 뱃길 다시 열려",
        "0 fulfilled, 1 changed, 1 new, 4 withdrawn",
    ]
    assert sitegen("diff", "--exit-code", *NOW).returncode == 1

    assert sitegen("build", *NOW).returncode == 0
    assert sitegen("check", *NOW).returncode == 0
    lines = block(desk / "output")
    assert ["data-fact" in line.attributes for line in lines] == [True, True, False, False, False]
    assert "3월 12일 → " in lines[0].text
    assert "기사 한 건을 거둬들였습니다." in lines[-1].text
    feed = ElementTree.parse(desk / "output" / "changes.xml").getroot()
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles[:2] == ["수정: 윤슬시, 새 도서관 착공", "추가: 노을대교 개통"]
    assert feed.findtext(f"{ATOM}updated") == "2025-03-16T00:00:00+09:00"

    assert sitegen("publish", "--yes", *NOW).returncode == 0
    assert tree(desk / "output") == tree(web)
    assert "nothing changed" in sitegen("build", *NOW).stdout
    assert tree(desk / "output") == tree(web)
    kept = (desk / "published.json").read_bytes()
    for canary in ("하늬섬", "뱃길", "2025-03-10-ferry", "여객선"):
        assert canary.encode() not in kept + b"".join(tree(web).values())
    (batch,) = json.loads(kept)["log"]
    assert (batch["as_of"], len(batch["changes"])) == ("2025-03-16", 6)


def test_what_an_earlier_publication_said_of_a_draft_is_gone(sitegen: Run, desk: Path) -> None:
    """An article that was news in the log, and is withheld now."""
    assert sitegen("diff", "--accept", *NOW).returncode == 0
    bridge = desk / "seeds" / "2025-03-16-bridge.md"
    bridge.write_text(BRIDGE, "utf-8")
    assert sitegen("diff", "--accept", *NOW).returncode == 0
    assert "노을대교" in (desk / "published.json").read_text("utf-8")
    bridge.write_text(BRIDGE.replace("source:", "embargo: 2025-04-01 10:00\nsource:"), "utf-8")
    assert sitegen("build", *NOW).returncode == 0
    assert "노을대교".encode() not in b"".join(tree(desk / "output").values())
    assert sitegen("diff", "--accept", *NOW).returncode == 0
    assert "노을대교" not in (desk / "published.json").read_text("utf-8")


def test_accept_records_what_diff_prints(sitegen: Run, desk: Path) -> None:
    """Also where there was no record; accepted twice, the file is not touched."""
    accepted = sitegen("diff", "--accept", *NOW)
    assert accepted.stdout == "recorded: published.json\n"
    edit(desk)
    accepted = sitegen("diff", "--accept", "--exit-code", *NOW)
    assert accepted.returncode == 1
    assert accepted.stdout.splitlines()[-2:] == [
        "0 fulfilled, 1 changed, 1 new, 4 withdrawn",
        "recorded: published.json",
    ]
    again = sitegen("diff", "--accept", *NOW)
    assert again.stdout == "nothing changed\nwas recorded already: published.json\n"


def test_diff_as_json(sitegen: Run, desk: Path) -> None:
    assert sitegen("diff", "--accept", *NOW).returncode == 0
    edit(desk)
    report = json.loads(sitegen("diff", "--json", *NOW).stdout)
    assert (report["sitegen_diff"], report["record"], report["as_of"]) == (1, True, "2025-03-16")
    assert report["counts"] == {"fulfilled": 0, "changed": 1, "new": 1, "withdrawn": 4}
    first = report["changes"][0]
    assert (first["type"], first["path"], first["line"]) == ("changed", "seeds/2025-03-14-library.md", 7)
    assert first["values"] == {"when": {"old": "2025-03-12", "new": "2025-03-13"}}


def test_only_a_publication_that_arrived_is_recorded(sitegen: Run, desk: Path) -> None:
    """Neither a dry run nor one that the target refuses."""
    record = desk / "published.json"
    assert sitegen("publish", "--dry-run", *NOW).returncode == 0
    assert not record.exists()
    web = desk.parent / f"{desk.name}-web"
    web.mkdir()
    (web / "index.html").write_text("somebody's", "utf-8")
    assert sitegen("publish", "--yes", *NOW).returncode == 1
    assert not record.exists()
    (web / "index.html").unlink()
    assert sitegen("publish", "--yes", *NOW).returncode == 0
    before = record.read_bytes()
    edit(desk)
    assert sitegen("publish", "--yes", "--max-deletes", "0", *NOW).returncode == 1
    assert record.read_bytes() == before


def test_a_record_may_stand_elsewhere(sitegen: Run, desk: Path) -> None:
    with (desk / "sitegen.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[folders]\nrecord = "kept/facts.json"\n')
    assert sitegen("diff", "--accept", *NOW).stdout == "recorded: facts.json\n"
    assert (desk / "kept" / "facts.json").is_file()
    assert not (desk / "published.json").exists()


def test_a_broken_record_stops_the_build_and_stays(sitegen: Run, desk: Path) -> None:
    """A conflict of git's in it is told with its line; the last good site stays."""
    assert sitegen("build", *NOW).returncode == 0
    before = tree(desk / "output")
    (desk / "published.json").write_text("{\n<<<<<<< HEAD\n", "utf-8")
    for arguments in (("build",), ("diff", "--accept"), ("publish", "--yes")):
        failed = sitegen(*arguments, *NOW)
        assert failed.returncode == 2
        assert failed.stderr.startswith("published.json:2:1: error: is no JSON")
    assert (desk / "published.json").read_text("utf-8") == "{\n<<<<<<< HEAD\n"
    assert tree(desk / "output") == before
