"""Each command as a user runs it: what it prints, what it writes, how it exits."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import jsonschema
import pytest

from tests.cli.conftest import GOOD, Run, tree


def test_init_makes_a_site_that_builds(sitegen: Run, tmp_path: Path) -> None:
    """`init`, then `build`, with nothing edited between them."""
    made = sitegen("init", "desk")
    assert made.returncode == 0, made.stderr
    assert {"sitegen.toml", "seeds", "templates"} <= {p.name for p in (tmp_path / "desk").iterdir()}
    built = sitegen("build", cwd=tmp_path / "desk")
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "desk" / "output" / "index.html").is_file()


def test_init_makes_a_site_that_serves_at_once(sitegen: Run, tmp_path: Path) -> None:
    """By the first of the lines that it prints, copied as it stands; and the second takes an article."""
    made = sitegen("init", "my desk")
    serve, add, build = (
        line.split("  ")[0] for line in made.stdout.partition("Next:  ")[2].replace("       ", "").split("\n")[:3]
    )
    assert build == "sitegen build --site 'my desk'"
    command = [sys.executable, "-m", *shlex.split(serve), "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, encoding="utf-8") as server:
        try:
            assert server.stdout
            address = re.search(r"http://\S+", server.stdout.readline())
            assert address
            with urlopen(address.group(), timeout=60) as page:
                assert "햇님시" in page.read().decode()
        finally:
            server.terminate()
    (tmp_path / "clip.txt").write_text("윤슬시는 3일 새 도서관을 착공했다.", encoding="utf-8")
    added = sitegen(*shlex.split(add)[1:], "clip.txt")
    assert added.returncode == 0, added.stderr
    assert (tmp_path / added.stdout.splitlines()[-1]).parent == tmp_path / "my desk" / "seeds"


def test_init_overwrites_nothing(sitegen: Run, tmp_path: Path) -> None:
    (tmp_path / "sitegen.toml").write_text('[site]\ntitle = "내 것"\n', encoding="utf-8")
    made = sitegen("init")
    assert made.returncode == 0
    assert "= sitegen.toml  (was there, kept)" in made.stdout
    assert (tmp_path / "sitegen.toml").read_text(encoding="utf-8") == '[site]\ntitle = "내 것"\n'


def test_build_twice_writes_once(sitegen: Run, site: Path) -> None:
    """The second build says that nothing changed, and touches no file."""
    assert sitegen("build").returncode == 0
    before = {p: p.stat().st_mtime_ns for p in (site / "output").rglob("*")}
    again = sitegen("build")
    assert "nothing changed" in again.stdout
    assert {p: p.stat().st_mtime_ns for p in (site / "output").rglob("*")} == before


def test_build_json_is_one_report(sitegen: Run, site: Path) -> None:
    built = sitegen("build", "--json")
    report = json.loads(built.stdout)
    assert (report["sitegen_build"], report["articles"], report["errors"]) == (1, 1, [])
    assert "index.html" in report["added"]
    assert built.stderr == ""


def test_progress_is_quiet_in_a_pipe(sitegen: Run, site: Path) -> None:
    assert not {"\r", "\x1b"} & set(sitegen("build").stderr)


def test_drafts_and_embargoes_leave_no_byte(sitegen: Run, site: Path) -> None:
    """Neither a draft nor an article under embargo is in any file; once the embargo has passed, it is."""
    seeds = site / "seeds"
    (seeds / "draft.md").write_text(
        "---\ntitle: 초안 제목\npublished: 2025-03-13\nstatus: draft\n---\n\n하늬바람초안은 1일 문을 열었다.\n",
        encoding="utf-8",
    )
    (seeds / "later.md").write_text(
        "---\ntitle: 나중 제목\npublished: 2025-03-15\nembargo: 2025-04-01 09:00\n---\n\n"
        "달그림자전자는 15일 공장을 열었다.\n",
        encoding="utf-8",
    )
    built = sitegen("build", "--now", "2025-04-01T08:59")
    assert built.returncode == 0, built.stderr
    assert "2 withheld" in built.stdout
    shown = b"\n".join(tree(site / "output").values())
    for canary in ("하늬바람초안", "초안 제목", "달그림자", "나중 제목", "later"):
        assert canary.encode() not in shown
    assert sitegen("build", "--now", "2025-04-01T09:00").returncode == 0
    shown = b"\n".join(tree(site / "output").values())
    assert "달그림자전자".encode() in shown
    assert "하늬바람초안".encode() not in shown


def test_body_none_shows_facts_and_no_sentence(sitegen: Run, site: Path) -> None:
    """Neither the prose nor the table of evidence may give away sentences that the site must not show."""
    seed = site / "seeds" / "2025-03-14-library.md"
    seed.write_text(GOOD.replace("source:", "body: none\nsource:"), encoding="utf-8")
    assert sitegen("build").returncode == 0
    page = (site / "output" / "a" / "2025-03-14-library" / "index.html").read_text(encoding="utf-8")
    assert "86억" in re.sub("<[^>]*>", "", page)
    for words in ("새 도서관을 착공했다", "총사업비는 86억원이다"):
        assert words not in b"\n".join(tree(site / "output").values()).decode()
    assert sitegen("check").returncode == 0


def test_facts_as_json(sitegen: Run, site: Path) -> None:
    """Every fact's span is its surface, and the contract's keys are there; nothing is written."""
    before = tree(site)
    shown = sitegen("facts", "--format", "json", "seeds/2025-03-14-library.md")
    (article,) = json.loads(shown.stdout)["articles"]
    text = (site / "seeds/2025-03-14-library.md").read_text(encoding="utf-8")
    assert {fact["kind"] for fact in article["facts"]} >= {"time", "amount", "event"}
    for fact in article["facts"]:
        assert {"id", "kind", "span", "surface", "rule"} <= fact.keys()
        assert text[slice(*fact["span"])] == fact["surface"]
    assert article["published"] == "2025-03-14"
    assert tree(site) == before


def test_the_site_says_what_the_command_says(sitegen: Run, site: Path) -> None:
    """facts.json holds the facts that the command prints, each with its place beside; both hold to the schema."""
    printed = json.loads(sitegen("facts", "--format", "json", "--linked", "seeds/2025-03-14-library.md").stdout)
    assert sitegen("build").returncode == 0
    published = json.loads((site / "output" / "facts.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(json.loads((site / "output" / published["$schema"]).read_bytes()))
    for document in (printed, published):
        validator.validate(document)
    for article in published["articles"]:
        del article["page"]
        for fact in article["facts"]:
            del fact["anchor"]
    assert [one for one in published["articles"] if one["id"] == "2025-03-14-library"] == printed["articles"]


def test_facts_as_a_table(sitegen: Run, site: Path) -> None:
    """Events first, then kind by kind; each fact says where it was read."""
    shown = sitegen("facts", "seeds/2025-03-14-library.md")
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.index("EVENTS") < shown.stdout.index("FIGURES") < shown.stdout.index("TIMES")
    (line,) = [line for line in shown.stdout.splitlines() if line.split()[:1] == ["86억원"]]
    assert "8,600,000,000 KRW" in line
    assert line.split()[-1].startswith("7:")


def test_facts_against_an_earlier_run(sitegen: Run, site: Path) -> None:
    """Gained, lost and changed facts; the same facts differ in nothing."""
    seed = "seeds/2025-03-14-library.md"
    before = json.loads(sitegen("facts", "--format", "json", seed).stdout)
    path = site / "before.json"
    path.write_text(json.dumps(before), encoding="utf-8")
    assert sitegen("facts", seed, "--against", "before.json").stdout == "0 gained, 0 lost, 0 changed\n"
    facts = before["articles"][0]["facts"]
    for fact in facts:  # as a version wrote it that knew no changes of figures, and read by another rule
        fact.pop("change", None)
        fact["rule"], fact["reasons"] = "old.rule", []
    path.write_text(json.dumps(before), encoding="utf-8")
    assert sitegen("facts", seed, "--against", "before.json").stdout == "0 gained, 0 lost, 0 changed\n"
    figure = next(fact for fact in facts if fact["kind"] == "amount")
    figure["low"] = "1"
    facts.remove(next(fact for fact in facts if fact["kind"] == "event"))
    facts.append({**figure, "kind": "term", "term": "x", "span": [0, 1], "surface": "x", "rule": "term.old"})
    path.write_text(json.dumps(before), encoding="utf-8")
    told = sitegen("facts", seed, "--against", "before.json").stdout.splitlines()
    assert told[-1] == "1 gained, 1 lost, 1 changed"
    assert [line.split()[0] for line in told[:-1]] == ["changed", "lost", "gained"]
    assert "low: 1 → 8600000000" in told[0]
    assert "[term.old]" in told[1]
    failed = sitegen("facts", seed, "--against", seed)
    assert failed.returncode == 2
    assert "hint: write one with" in failed.stderr


def test_facts_takes_the_day_of_a_file_that_has_none(sitegen: Run, tmp_path: Path) -> None:
    (tmp_path / "clip.txt").write_text("회사는 지난 3일 공장을 열었다.\n", encoding="utf-8")
    without = json.loads(sitegen("facts", "--format", "json", "clip.txt").stdout)
    with_day = json.loads(sitegen("facts", "--format", "json", "--published", "2024-06-04", "clip.txt").stdout)
    values = [[f["value"] for f in r["articles"][0]["facts"] if f["kind"] == "time"] for r in (without, with_day)]
    assert values == [["XXXX-XX-03"], ["2024-06-03"]]


def test_explain_a_line_and_a_sentence(sitegen: Run, site: Path) -> None:
    """Both name the rule that won, and what it read."""
    by_line = sitegen("explain", "seeds/2025-03-14-library.md:7")
    by_words = sitegen("explain", "윤슬시는 12일 새 도서관을 착공했다.", "--published", "2025-03-14")
    for shown in (by_line, by_words):
        assert shown.returncode == 0, shown.stderr
        assert "time.day.number" in shown.stdout
        assert "2025-03-12" in shown.stdout


def test_explain_shows_winners_losers_and_what_was_vetoed(sitegen: Run, site: Path) -> None:
    """A tree: under each fact the rule that won and those that lost to it, at the end what the morphemes forbade."""
    sentence = "새벽전자는 지난 3일 제3조에 따라 공장을 열었다."
    shown = sitegen("explain", sentence, "--published", "2024-06-04").stdout.splitlines()
    time = next(number for number, line in enumerate(shown) if "time  지난 3일  →  2024-06-03" in line)
    assert shown[time].startswith("├─ ")
    assert shown[time + 1].startswith("│  ├─ won: time.direction")
    assert any("lost: time.day.number at ‘3일’" in line for line in shown[time : time + 5])
    assert any("dated by: 지난 3일" in line for line in shown)
    assert shown[-1].startswith("morphemes  새벽/NNG 전자/NNG")
    nothing = sitegen("explain", "바다와 산.", "--published", "2024-06-04").stdout
    assert "no rule found a fact here" in nothing


def test_check_is_well_after_a_build(sitegen: Run, site: Path) -> None:
    assert sitegen("build").returncode == 0
    checked = sitegen("check")
    assert checked.returncode == 0, checked.stderr
    assert "all well" in checked.stdout


@pytest.mark.parametrize("command", ["init", "add", "build", "serve", "publish", "diff", "facts", "explain", "check"])
def test_every_command_has_help(sitegen: Run, command: str) -> None:
    shown = sitegen(command, "--help")
    assert shown.returncode == 0
    assert len(shown.stdout.split("\n\n")) >= 2


def test_help_does_not_load_kiwi(sitegen: Run) -> None:
    """A command that reads no text starts without the analyser and the templates."""
    shown = sitegen("--help", PYTHONPROFILEIMPORTTIME="1")
    loaded = {line.split("|")[-1].strip() for line in shown.stderr.splitlines()}
    assert "click" in loaded
    assert not loaded & {"kiwipiepy", "jinja2", "markdown"}


def test_a_console_of_another_encoding_is_no_fault(sitegen: Run, site: Path) -> None:
    """A pipe of a Korean Windows takes CP949: what that lacks is escaped."""
    seed = site / "seeds" / "2025-03-14-library.md"
    seed.write_text(GOOD.replace("착공", "착공 🏛", 1), encoding="utf-8")
    shown = sitegen("facts", "seeds/2025-03-14-library.md", PYTHONIOENCODING="cp949", PYTHONUTF8="0")
    assert shown.returncode == 0, shown.stderr
    assert "\\U0001f3db" in shown.stdout


def test_words_of_a_seed_do_not_steer_the_terminal(sitegen: Run, tmp_path: Path) -> None:
    """An escape sequence in a clipping is shown as a mark, not sent."""
    (tmp_path / "clip.txt").write_text("한빛전자는 \x1b[31m3일\x1b[0m 15억원을 냈다.\n", encoding="utf-8")
    for arguments in (("facts", "clip.txt"), ("explain", "clip.txt:1")):
        shown = sitegen(*arguments)
        assert shown.returncode == 0, shown.stderr
        assert "\x1b" not in shown.stdout
        assert "15억원" in shown.stdout
