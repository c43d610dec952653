"""A command as a target: it gets the site, is told apart from what a shell would make of it, and is remembered."""

import json
import sys
from pathlib import Path

import pytest

from sitegen.errors import Faults, PublishError, SettingsError
from sitegen.publish.targets import Options
from tests.publish.conftest import SITE, Publish, article, built, everything

# Writes down what it was called with, and takes the site as it is, to a folder.
TAKES = """\
import json, os, shutil, sys
from pathlib import Path
output, to = Path(sys.argv[1].removeprefix("--from=")), Path(sys.argv[2])
with open(to / "calls", "a") as calls:
    print(json.dumps([*sys.argv[1:], os.getcwd(), sys.stdin.read()]), file=calls)
shutil.rmtree(to / "site", ignore_errors=True)
if (to / "fails").exists():
    print("half of it", flush=True)
    print("no room on https://me:s3cret@host.example/x with t0ken-of-mine", file=sys.stderr)
    sys.exit(7)
shutil.copytree(output, to / "site")
print("done, 완료", flush=True)
"""


@pytest.fixture
def to(root: Path, tmp_path: Path) -> Path:
    """Where the command of the target ``own`` takes the site."""
    place = tmp_path / "it's a place; $HOME"
    place.mkdir()
    (root / "takes.py").write_text(TAKES, "utf-8")
    configure(root, f"'{sys.executable}' takes.py {{output}} \"{place}\"")
    return place


def configure(root: Path, run: str, name: str = "own") -> None:
    row = f'name = {json.dumps(name)}\nkind = "command"\nrun = {json.dumps(run)}\n'
    (root / "sitegen.toml").write_text(f"[[publish]]\n{row}", "utf-8")


def calls(to: Path) -> list[list[str]]:
    return (
        [json.loads(line) for line in (to / "calls").read_text("utf-8").splitlines()] if (to / "calls").exists() else []
    )


def taken(to: Path) -> dict[str, bytes]:
    return {path: content for path, content in everything(to / "site").items() if content is not None}


def test_the_command_gets_the_site(send: Publish, root: Path, to: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """And nothing else; run where the settings are, without a shell; what it says is passed on, and what it got is gone."""
    report = send("own", SITE)
    assert report.added == tuple(sorted(SITE))
    assert taken(to) == SITE
    ((output, place, where, told),) = calls(to)
    assert (place, where, told) == (str(to), str(root), "")
    assert not Path(output).exists()
    assert "done, 완료\n" in capfd.readouterr().out


def test_the_folder_is_part_of_one_argument(
    send: Publish, root: Path, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the name of the temporary folder has spaces and quotes."""
    odd = to / "tmp 'x' $(touch y)"
    odd.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(odd))
    configure(root, f"'{sys.executable}' takes.py --from={{output}} \"{to}\" ';' '&&' '$HOME' '*'")
    send("own", SITE)
    ((output, *rest),) = calls(to)
    assert output.startswith(f"--from={odd}")
    assert rest[1:5] == [";", "&&", "$HOME", "*"]
    assert taken(to) == SITE


def test_nothing_changed_is_nothing_run(send: Publish, to: Path) -> None:
    """By what was sent last; with --verify the command may look for itself."""
    send("own", SITE)
    assert send("own", SITE).unchanged == 3
    assert len(calls(to)) == 1
    report = send("own", {"index.html": b"two", "b.html": b"b"})
    assert (report.added, report.changed) == (("b.html",), ("index.html",))
    assert report.removed == ("a/x/index.html", "static/site.css")
    assert len(calls(to)) == 2
    send("own", {"index.html": b"two", "b.html": b"b"}, options=Options(verify=True))
    assert len(calls(to)) == 3


def test_a_dry_run_tells_what_it_would_run_and_runs_nothing(
    send: Publish, root: Path, to: Path, tmp_path: Path
) -> None:
    before = everything(tmp_path)
    said: list[str] = []
    send("own", SITE, dry_run=True, said=said)
    assert said[:3] == ["+ a/x/index.html", "+ index.html", "+ static/site.css"]
    assert said[3].startswith("run: ")
    assert "takes.py {output}" in said[3]
    assert everything(tmp_path) == before


def test_its_failure_is_told_and_the_next_run_sends_all_again(
    send: Publish, to: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its exit code and its own words, which tell no secret; what half arrived is sent again, even if the site is
    what it was before."""
    monkeypatch.setenv("PLACE_TOKEN", "t0ken-of-mine")
    send("own", SITE)
    (to / "fails").touch()
    with pytest.raises(PublishError, match="ended with exit code 7"):
        send("own", {"index.html": b"two"})
    out, err = capfd.readouterr()
    assert "half of it\n" in out
    assert err == "no room on https://***@host.example/x with ***\n"
    (to / "fails").unlink()
    said: list[str] = []
    send("own", SITE, dry_run=True, said=said)
    assert said[0] == "~ a/x/index.html  (an interrupted publication left it)"
    send("own", SITE)
    assert taken(to) == SITE
    assert send("own", SITE).changed == ()
    assert len(calls(to)) == 3


def test_another_command_knows_nothing_of_what_the_first_has_sent(send: Publish, root: Path, to: Path) -> None:
    send("own", SITE)
    configure(root, f"'{sys.executable}' takes.py {{output}} \"{to}\" elsewhere")
    assert send("own", SITE).added == tuple(sorted(SITE))


def test_gates_come_first(send: Publish, to: Path) -> None:
    secret = article("2025-10-02-secret-plan", "가람전자, 새 공장 검토")
    with pytest.raises(Faults):
        send("own", built({"index.html": "가람전자, 새 공장 검토".encode()}, withheld=(secret,)))
    assert calls(to) == []


@pytest.mark.parametrize(
    ("run", "words"),
    [("", "takes no {output}"), ("rclone sync output remote:path", "takes no {output}"), ("{output}", "takes no {output}"),
     ("rclone 'sync {output}", "no closing quotation")],
)  # fmt: skip
def test_a_command_that_takes_no_site_is_a_wrong_setting(send: Publish, root: Path, run: str, words: str) -> None:
    configure(root, run)
    with pytest.raises(SettingsError, match=words.replace("{", r"\{")) as caught:
        send("own", SITE)
    assert "rclone sync {output} remote:path" in caught.value.hint


def test_a_command_that_is_not_there_is_named(send: Publish, root: Path) -> None:
    configure(root, "no-such-program {output}")
    with pytest.raises(PublishError, match="no-such-program cannot be run: No such file"):
        send("own", SITE)


def test_a_command_that_is_killed_is_told(send: Publish, root: Path) -> None:
    configure(root, f"'{sys.executable}' -c 'import os, signal; os.kill(os.getpid(), signal.SIGTERM)' {{output}}")
    with pytest.raises(PublishError, match="was ended by signal 15"):
        send("own", SITE)


def test_a_record_that_is_spoiled_is_named(send: Publish, root: Path, to: Path) -> None:
    """A target's name is no path: also one with a slash has its record where all are."""
    configure(root, f"'{sys.executable}' takes.py {{output}} \"{to}\"", name="../own 곳")
    send("../own 곳", SITE)
    (record,) = (root / ".sitegen" / "publish").glob("*.json")
    assert record.parent == root / ".sitegen" / "publish"
    record.write_text("{}", "utf-8")
    with pytest.raises(PublishError, match=r"\.json: error: cannot be understood") as caught:
        send("../own 곳", SITE)
    assert "delete it" in caught.value.hint
