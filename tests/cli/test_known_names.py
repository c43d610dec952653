"""Known names as a user gives them: ``entities.toml`` among the seeds, and the commands that read it."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import NO_ADDRESS, Run, tree

SEEDS = {
    "2025-03-05-plant.md": """\
---
title: 다온정밀, 새 공장 착공
published: 2025-03-05
source: 참일보
---

다온정밀은 4일 온산시에서 새 공장을 착공했다. 달빛모임은 5일 성명을 내고 공사를 비판했다.

도현우 다온정밀 대표는 “일자리를 늘리겠다”고 말했다.
""",
    "2025-03-12-parts.md": """\
---
title: 다온, 부품 공급 계약
published: 2025-03-12
source: 너른신문
---

다온은 11일 한별항공과 부품 공급 계약을 체결했다. 계약 금액은 120억원이다.
""",
    "2025-03-20-prize.md": """\
---
title: 도현우 교수, 갯벌 연구상 받아
published: 2025-03-20
source: 물빛신문
---

도현우 새벽대 교수는 19일 서울에서 갯벌 연구상을 받았다.
""",
}
KNOWN = """\
[[org]]
name = "다온정밀"
aliases = ["다온"]

[[org]]
name = "달빛모임"

[[split]]
name = "도현우"
org = "새벽대"
shown = "도현우 교수"
"""
FILE = "seeds/entities.toml"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A site of three articles with the names that the desk knows."""
    (tmp_path / "seeds").mkdir()
    for name, text in SEEDS.items():
        (tmp_path / "seeds" / name).write_text(text, encoding="utf-8")
    (tmp_path / FILE).write_text(KNOWN, encoding="utf-8")
    return tmp_path


def words(site: Path, address: str) -> str:
    """What a page says, its markup left out."""
    page = (site / "output" / address).read_text(encoding="utf-8")
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2].partition("<footer")[0]).split())


def pages(site: Path, kind: str) -> set[str]:
    return {path.name for path in (site / "output" / kind).iterdir() if path.is_dir()}


def linked(sitegen: Run, site: Path) -> dict[str, dict[str, object]]:
    """The entities of ``facts --linked`` by name."""
    files = sorted(path.relative_to(site).as_posix() for path in (site / "seeds").glob("*.md"))
    said = sitegen("facts", "--format", "json", "--linked", *files)
    assert said.returncode == 0, said.stderr
    return {one["name"]: one for one in json.loads(said.stdout)["entities"]}


def test_pages_show_a_name_and_what_else_it_is_called(sitegen: Run, desk: Path) -> None:
    """An alias has no page of its own, an organisation that no rule knows has one."""
    built = sitegen("build")
    assert (built.returncode, built.stderr) == (0, NO_ADDRESS)
    assert {"다온정밀", "달빛모임"} <= pages(desk, "o")
    assert "다온" not in pages(desk, "o")
    firm = words(desk, "o/다온정밀/index.html")
    assert re.search(r"다온(?!정밀)", firm)
    assert "다온, 부품 공급 계약" in firm, "the article that says 다온 alone"
    assert "다온정밀, 새 공장 착공" in words(desk, "o/달빛모임/index.html"), "the article that names it"
    checked = sitegen("check")
    assert checked.returncode == 0, checked.stderr


def test_without_the_file_the_names_are_as_written(sitegen: Run, desk: Path) -> None:
    (desk / FILE).unlink()
    assert sitegen("build").returncode == 0
    assert "달빛모임" not in pages(desk, "o")
    assert pages(desk, "p") == {"도현우", "도현우-새벽대"}, "no affair and no office in common"


def test_a_split_gives_each_a_page(sitegen: Run, desk: Path) -> None:
    assert sitegen("build").returncode == 0
    assert pages(desk, "p") == {"도현우", "도현우-교수"}
    assert "갯벌 연구상" in words(desk, "p/도현우-교수/index.html")
    assert "갯벌 연구상" not in words(desk, "p/도현우/index.html")
    assert "일자리를 늘리겠다" in words(desk, "p/도현우/index.html")


def test_namesakes_of_one_affair_share_a_page(sitegen: Run, desk: Path) -> None:
    """Two offices in articles of one story are one person's, until an editor splits them."""
    for name in ("2025-03-05-plant.md", "2025-03-20-prize.md"):
        path = desk / "seeds" / name
        path.write_text(
            path.read_text(encoding="utf-8").replace("source:", "story: 도현우의 두 자리\nsource:"), "utf-8"
        )
    (desk / FILE).unlink()
    assert sitegen("build").returncode == 0
    assert pages(desk, "p") == {"도현우"}
    (desk / FILE).write_text(KNOWN, encoding="utf-8")
    assert sitegen("build").returncode == 0
    assert pages(desk, "p") == {"도현우", "도현우-교수"}


def test_facts_know_the_names_too(sitegen: Run, desk: Path) -> None:
    found = linked(sitegen, desk)
    assert found["다온정밀"]["aliases"] == ["다온"]
    assert found["달빛모임"]["kind"] == "org"
    assert {"도현우", "도현우 교수"} <= found.keys()
    assert "다온" not in found


def test_merged_names_are_one(sitegen: Run, desk: Path) -> None:
    path = desk / "seeds" / "2025-03-12-parts.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("다온은", "다온기공은").replace("다온,", "다온기공,"), "utf-8"
    )
    (desk / FILE).write_text('[[org]]\nname = "다온기공"\n', encoding="utf-8")
    assert {"다온정밀", "다온기공"} <= linked(sitegen, desk).keys()
    (desk / FILE).write_text(
        '[[merge]]\nnames = ["다온정밀", "다온기공"]\n\n[[org]]\nname = "다온기공"\n', encoding="utf-8"
    )
    assert "'다온기공' is already called '다온정밀'" in sitegen("build").stderr
    (desk / FILE).write_text('[[org]]\nname = "다온정밀"\naliases = ["다온기공"]\n', encoding="utf-8")
    found = linked(sitegen, desk)
    assert found["다온정밀"]["aliases"] == ["다온기공"]
    assert "다온기공" not in found


def test_faults_are_told_at_once_and_the_last_good_site_stays(sitegen: Run, desk: Path) -> None:
    """Those of the names, of a seed and of corrections together, by build, check and facts."""
    assert sitegen("build").returncode == 0
    before = tree(desk / "output")
    (desk / FILE).write_text(KNOWN.replace("aliases", "alias").replace('org = "새벽대"\n', ""), encoding="utf-8")
    (desk / "seeds" / "broken.md").write_text("---\npublishd: 2025-03-01\n---\n\n글\n", encoding="utf-8")
    name_faults = (
        f"{FILE}:3:1: error: unknown key 'alias'\n  hint: keys of [[org]]: name, aliases",
        f"{FILE}:8:1: error: the [[split]] tells nobody apart\n  hint: add  org = ",
    )
    for command in (["build"], ["check"]):
        failed = sitegen(*command)
        assert failed.returncode == 1, command
        for told in (*name_faults, "seeds/broken.md:2:1: error: unknown key 'publishd'"):
            assert told in failed.stderr, command
    told = sitegen("facts", "seeds/2025-03-05-plant.md")
    assert told.returncode == 1
    for fault in name_faults:
        assert fault in told.stderr
    report = json.loads(sitegen("build", "--json").stdout)
    assert [(one["line"], one["column"]) for one in report["errors"] if one["path"] == FILE] == [(3, 1), (8, 1)]
    assert tree(desk / "output") == before


def test_a_mention_of_a_known_name_can_be_corrected(sitegen: Run, desk: Path) -> None:
    """By build and by check alike: for both it is a fact of its article."""
    hand = desk / "seeds" / "2025-03-05-plant.corrections.toml"
    hand.write_text('[[hide]]\nkind = "org"\nwords = "달빛모임"\n', encoding="utf-8")
    built = sitegen("build", "--strict")
    assert (built.returncode, built.stderr) == (0, NO_ADDRESS)
    assert "달빛모임" not in pages(desk, "o")
    checked = sitegen("check")
    assert (checked.returncode, checked.stderr) == (0, "")


def test_a_file_that_is_no_text_is_told(sitegen: Run, desk: Path) -> None:
    (desk / FILE).write_bytes(b"\xff\xfe\xff\xff\x00\xd8")
    failed = sitegen("build")
    assert failed.returncode == 1
    assert f"{FILE}" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_a_name_of_a_draft_leaves_no_byte(sitegen: Run, desk: Path) -> None:
    """What an editor knows of a withheld article is shown nowhere."""
    path = desk / "seeds" / "2025-03-05-plant.md"
    path.write_text(path.read_text(encoding="utf-8").replace("source:", "status: draft\nsource:"), encoding="utf-8")
    assert sitegen("build").returncode == 0
    shown = b"\n".join(tree(desk / "output").values()).decode()
    assert "달빛모임" not in shown
    assert "도현우 교수" in shown


def test_facts_of_a_seed_in_a_subfolder_know_the_names_of_the_site(sitegen: Run, desk: Path) -> None:
    (desk / "seeds" / "03").mkdir()
    (desk / "seeds" / "2025-03-12-parts.md").rename(desk / "seeds" / "03" / "2025-03-12-parts.md")
    assert sitegen("build").returncode == 0
    assert "다온, 부품 공급 계약" in words(desk, "o/다온정밀/index.html")
    said = json.loads(sitegen("facts", "--format", "json", "seeds/03/2025-03-12-parts.md").stdout)
    assert "다온정밀" in [fact.get("name") for fact in said["articles"][0]["facts"]]


def names_in(sitegen: Run, *files: str) -> list[set[str]]:
    """Of each of *files* the names that ``facts`` reads."""
    said = sitegen("facts", "--format", "json", *files)
    assert said.returncode == 0, said.stderr
    return [{fact.get("name") for fact in one["facts"]} for one in json.loads(said.stdout)["articles"]]


def test_facts_read_the_names_of_the_folder_that_the_settings_name(sitegen: Run, desk: Path) -> None:
    """From wherever the command is run, and also where an inner folder bears the name of the default one."""
    inner = desk / "기사" / "seeds"
    (desk / "seeds").rename(desk / "기사")
    inner.mkdir()
    (desk / "기사" / "2025-03-12-parts.md").rename(inner / "2025-03-12-parts.md")
    (inner / "entities.toml").write_text('[[org]]\nname = "다온기공"\naliases = ["다온"]\n', encoding="utf-8")
    (desk / "sitegen.toml").write_text('[folders]\nseeds = "기사"\n', encoding="utf-8")
    (names,) = names_in(sitegen, "기사/seeds/2025-03-12-parts.md")
    assert "다온정밀" in names
    said = sitegen("facts", "--format", "json", "2025-03-12-parts.md", cwd=inner)
    assert "다온정밀" in {fact.get("name") for fact in json.loads(said.stdout)["articles"][0]["facts"]}


def test_facts_of_a_file_of_no_site_know_the_names_beside_it(sitegen: Run, desk: Path) -> None:
    loose = desk / "모음"
    (desk / "seeds").rename(loose)
    (names,) = names_in(sitegen, "모음/2025-03-12-parts.md")
    assert "다온정밀" in names


def test_facts_of_several_folders_know_each_its_own_names(sitegen: Run, desk: Path) -> None:
    """Also where the files are linked: 다온 is one firm here and another there."""
    there = desk / "there" / "seeds"
    there.mkdir(parents=True)
    text = SEEDS["2025-03-12-parts.md"].replace("11일", "13일").replace("한별항공", "두레항공")
    (there / "2025-03-14-parts.md").write_text(text.replace("2025-03-12", "2025-03-14"), encoding="utf-8")
    (there / "entities.toml").write_text('[[org]]\nname = "다온기공"\naliases = ["다온"]\n', encoding="utf-8")
    files = "seeds/2025-03-12-parts.md", "there/seeds/2025-03-14-parts.md"
    ours, theirs = names_in(sitegen, *files)
    assert ("다온정밀" in ours, "다온기공" in ours) == (True, False)
    assert ("다온정밀" in theirs, "다온기공" in theirs) == (False, True)
    linked = json.loads(sitegen("facts", "--format", "json", "--linked", *files).stdout)
    aliases = {one["name"]: one["aliases"] for one in linked["entities"]}
    assert (aliases["다온정밀"], aliases["다온기공"]) == (["다온"], ["다온"])
    assert {name for one in linked["articles"] for fact in one["facts"] for name in fact.get("who", [])} >= {
        "다온정밀",
        "다온기공",
    }


def test_explain_tells_what_the_editor_has_named(sitegen: Run, desk: Path) -> None:
    told = sitegen("explain", "seeds/2025-03-12-parts.md:7")
    assert told.returncode == 0, told.stderr
    assert "org  다온  →  다온정밀" in told.stdout
    assert "won: entities.known" in told.stdout
