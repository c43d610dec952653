"""The desk writes a file and starts an editor: what a name, a link, a hand or a second edit may do to that."""

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.build import hand
from sitegen.build import live as building
from sitegen.build.hand import Hand
from sitegen.errors import SettingsError
from sitegen.serve.editor import command_for, open_editor
from tests.serve.attacked import ARTICLE, SEED, Attacked, attacked, waited


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Attacked]:
    """A preview of the test's own."""
    with attacked(tmp_path) as preview:
        yield preview


# ---- the editor


@pytest.fixture
def editor(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for an editor, in a folder with a blank and a quote; the file in which it writes what it was given."""
    folder = tmp_path_factory.mktemp("it's an editor")
    given = folder / "given.json"
    script = folder / "my editor.py"
    script.write_text(
        f"import json, os, sys\nwith open({str(given) + '.new'!r}, 'w') as f: json.dump(sys.argv[1:], f)\n"
        f"os.replace({str(given) + '.new'!r}, {str(given)!r})\n",
        encoding="utf-8",
    )
    quoted = str(script).replace("'", "'\"'\"'")
    monkeypatch.setenv("SITEGEN_EDITOR", f"{sys.executable} '{quoted}' --at={{line}}:{{column}} '{{file}}'")
    return given


def given_to(editor: Path) -> list[str]:
    waited(editor.exists)
    told = json.loads(editor.read_text(encoding="utf-8"))
    editor.unlink()
    return list(told)


@pytest.mark.parametrize(
    "name",
    ["-x", "--version", "$(touch made)", "`touch made`", "a; touch made", "a b", "it's", 'x"y', "{line}", "a&b|c"],
)
def test_a_file_name_is_a_word_and_no_command(tmp_path: Path, editor: Path, name: str) -> None:
    with attacked(tmp_path, seeds={f"{name}.md": SEED}) as live:
        answer = live.post("open", {"article": name, "fact": live.fact("1200억원", name)})
        assert answer.told == {"place": f"seeds/{name}.md:7:50"}
        assert given_to(editor) == ["--at=7:50", str(live.root / "seeds" / f"{name}.md")]
        assert not list(live.root.rglob("made"))


def test_only_what_lies_in_the_folder_of_the_site_is_opened(own: Attacked, editor: Path, tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    """A seed that was put in its place since: a link out, a link to itself, a folder, nothing."""
    outside = tmp_path_factory.mktemp("outside") / "secret.md"
    outside.write_text(SEED, encoding="utf-8")
    assert own.post("open", {"article": ARTICLE, "fact": ""}).status == 200
    assert given_to(editor)[1] == str(own.seed)
    for put in (
        lambda path: path.symlink_to(outside),
        lambda path: path.symlink_to("../../../etc/passwd"),
        lambda path: path.symlink_to(path),
        lambda path: path.mkdir(),
    ):
        own.seed.unlink()
        put(own.seed)
        answer = own.post("open", {"article": ARTICLE, "fact": ""})
        assert answer.status in (404, 409)
        assert str(outside) not in answer.text
    own.seed.rmdir()
    assert own.post("open", {"article": ARTICLE, "fact": ""}).status in (404, 409)
    time.sleep(0.3)
    assert not editor.exists()


@pytest.mark.parametrize("words", ["code 'x", 'code "', "/no/such/editor {file}"])
def test_an_editor_that_cannot_be_started_is_told(own: Attacked, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setenv("SITEGEN_EDITOR", words)
    answer = own.post("open", {"article": ARTICLE, "fact": ""})
    assert answer.status == 409
    assert "SITEGEN_EDITOR" in answer.told["message"]


def test_a_name_is_filled_in_once() -> None:
    """A file may be named as what is filled in."""
    command = command_for(Path("/s/{column}{line}{file}.md"), 3, 5, {"SITEGEN_EDITOR": "e {file} +{line},{column}"})
    assert command == ["e", "/s/{column}{line}{file}.md", "+3,5"]


def test_no_editor_is_left_behind(tmp_path: Path) -> None:
    """Who opens a hundred seeds leaves no hundred dead processes."""
    seed = tmp_path / "a.md"
    seed.write_text(SEED, encoding="utf-8")
    environ = {**os.environ, "SITEGEN_EDITOR": f"{sys.executable} -c pass"}
    for _ in range(3):
        open_editor(seed, 1, 1, tmp_path, environ)
    with pytest.raises(SettingsError, match="lies outside"):
        open_editor(seed, 1, 1, tmp_path / "seeds", environ)
    with pytest.raises(SettingsError, match="not there any more"):
        open_editor(tmp_path / "b.md", 1, 1, tmp_path, environ)
    if sys.platform == "linux":
        waited(lambda: not _dead_children())


def _dead_children() -> list[str]:
    dead = []
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            try:
                state, parent = (process / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if state == "Z" and int(parent) == os.getpid():
                dead.append(process.name)
    return dead


# ---- the file of corrections


def test_a_broken_file_is_told_and_kept(own: Attacked) -> None:
    """To the byte, whatever is asked."""
    for content in (b'[[hide]\nwords = "1200', b"\xff\xfe\x00", '[[hide]]\nwrods = "체결했다"\n'.encode()):
        fact = own.fact("1200억원")
        own.corrections.write_bytes(content)
        for action in ("accept", "hide", "fix", "pin"):
            answer = own.post(action, {"article": ARTICLE, "fact": fact, "values": {"low": "1", "high": "1"}})
            assert answer.status == 409
            assert answer.told["message"]
        assert own.corrections.read_bytes() == content
        own.corrections.unlink()


def test_what_was_written_by_hand_meanwhile_stays(own: Attacked) -> None:
    """The desk adds to it; and takes nothing back that it has not done itself."""
    assert own.correct("accept", "1200억원").status == 200
    by_hand = own.corrections.read_text(encoding="utf-8") + '\n# 확인 중\n[[hide]]\nkind = "event"\nwords = "좁다고"\n'
    own.corrections.write_text(by_hand, encoding="utf-8")
    undone = own.post("undo", {"article": ARTICLE})
    assert undone.status == 409
    assert "has been changed by somebody else" in undone.told["message"]
    assert own.corrections.read_text(encoding="utf-8") == by_hand
    assert own.correct("pin", "개편했다").status == 200
    assert own.corrections.read_text(encoding="utf-8").startswith(by_hand)
    assert own.post("undo", {"article": ARTICLE}).told == {"undone": True}
    assert own.corrections.read_text(encoding="utf-8") == by_hand


def test_what_is_saved_while_the_facts_are_read_stays(own: Attacked, monkeypatch: pytest.MonkeyPatch) -> None:
    by_hand = '[[hide]]\nkind = "event"\nwords = "좁다고"\n'
    really = hand._rewritten

    def slowly(*given: object) -> bytes:
        own.corrections.write_text(by_hand, encoding="utf-8")
        return really(*given)  # type: ignore[arg-type]

    fact = own.fact("1200억원")
    monkeypatch.setattr(hand, "_rewritten", slowly)
    answer = own.post("accept", {"article": ARTICLE, "fact": fact})
    assert answer.status == 409
    assert own.corrections.read_text(encoding="utf-8") == by_hand


@pytest.mark.parametrize("is_there", [False, True])
def test_nothing_is_written_through_a_link_that_leads_out(own: Attacked, is_there: bool, tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    outside = tmp_path_factory.mktemp("outside") / "made.toml"
    if is_there:
        outside.write_text("# 남의 것\n", encoding="utf-8")
    fact = own.fact("1200억원")
    own.corrections.symlink_to(outside)
    for action in ("accept", "hide", "undo"):
        answer = own.post(action, {"article": ARTICLE, "fact": fact})
        assert answer.status == 409
        assert "leads out of the folder of seeds" in answer.told["message"]
    assert outside.exists() is is_there
    assert not is_there or outside.read_text(encoding="utf-8") == "# 남의 것\n"


def test_a_seed_that_has_gone_is_told(own: Attacked) -> None:
    fact = own.fact("1200억원")
    own.seed.unlink()
    assert own.post("hide", {"article": ARTICLE, "fact": fact}).status in (404, 409)
    assert not own.corrections.exists()


def test_seeds_that_lie_elsewhere_are_corrected_there(tmp_path: Path) -> None:
    """Beside the site, or behind a link: the desk writes beside the seed, also after a save."""
    for root, setting in ((tmp_path / "one", True), (tmp_path / "two", False)):
        elsewhere = tmp_path / f"seeds-of-{root.name}"
        root.mkdir()
        elsewhere.mkdir()
        seed = elsewhere / f"{ARTICLE}.md"
        seed.write_text(SEED, encoding="utf-8")
        if setting:
            (root / "sitegen.toml").write_text(f'[folders]\nseeds = "../{elsewhere.name}"\n', encoding="utf-8")
            (root / "seeds").mkdir()
        else:
            (root / "seeds").symlink_to(elsewhere, target_is_directory=True)
        with attacked(root, seeds={"unused.txt": "윤슬시는 5월 12일 새 도서관을 착공했다.\n"}) as live:
            seed.write_text(SEED.replace("1200억원", "1300억원"), encoding="utf-8")
            waited(lambda live=live: "1300억원" in live.desk().text)  # type: ignore[misc]
            assert live.correct("accept", "1300억원").status == 200
        assert seed.with_name(f"{ARTICLE}.corrections.toml").is_file()


# ---- several at once


def test_two_edits_at_once_are_both_there(own: Attacked, monkeypatch: pytest.MonkeyPatch) -> None:
    """None is lost, and each can be taken back."""

    class SlowHand(Hand):
        def __init__(self, seed: Path, shown: str = "") -> None:
            super().__init__(seed, shown)
            time.sleep(0.1)

    monkeypatch.setattr("sitegen.serve.desk.Hand", SlowHand)
    facts = [own.fact(words) for words in ("1200억원", "체결했다", "개편했다", "좁다고 주장했다", "한빛전자", "27일")]
    token, statuses, start = own.token(), [], threading.Barrier(len(facts))

    def accept(fact: str) -> None:
        start.wait()
        statuses.append(own.post("accept", {"article": ARTICLE, "fact": fact}, X_Sitegen_Token=token).status)

    together([threading.Thread(target=accept, args=(fact,)) for fact in facts])
    assert statuses == [200] * len(facts)
    assert own.corrections.read_text(encoding="utf-8").count("[[accept]]") == len(facts)
    for left in reversed(range(len(facts))):
        assert own.post("undo", {"article": ARTICLE}).told == {"undone": True}
        assert not left or own.corrections.read_text(encoding="utf-8").count("[[accept]]") == left
    assert not own.corrections.exists()
    assert own.post("undo", {"article": ARTICLE}).told == {"undone": False}


def test_the_desk_writes_while_the_site_is_built(own: Attacked, monkeypatch: pytest.MonkeyPatch) -> None:
    """Saves, edits and looks go on at once, and what is shown at last is what the files say."""
    brief = building.brief

    def slowly(*given: object, **named: object) -> object:
        time.sleep(0.3)
        return brief(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "brief", slowly)
    token = own.token()
    words = {"accept": "체결했다", "hide": "개편했다", "pin": "좁다고 주장했다"}
    facts = {action: own.fact(one) for action, one in words.items()}
    looked: list[int] = []
    ended = threading.Event()

    def look() -> None:
        while not ended.is_set():
            looked.extend((own.desk().status, own.ask("/").status, own.ask(f"/a/{ARTICLE}/").status))

    looking = threading.Thread(target=look)
    looking.start()
    for number, (action, fact) in enumerate(facts.items()):
        own.seed.write_text(SEED + f"\n바람마을에 {number + 2}0일 비가 내렸다.\n", encoding="utf-8")
        time.sleep(0.1)
        answer = own.post(action, {"article": ARTICLE, "fact": fact}, X_Sitegen_Token=token)
        assert (answer.status, answer.text) == (200, json.dumps({"done": action}))
    waited(lambda: "바람마을에 40일" in own.desk().text and "숨김 ‘<bdi>개편했다" in own.desk().text)
    ended.set()
    looking.join(20)
    assert set(looked) == {200}
    assert not any("Traceback" in line for line in own.said)


def together(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
