"""The editor's hand: what it writes beside a seed, what it refuses, and that all of it can be taken back."""

import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.analyse import document_of
from sitegen.build.corrections import corrections_beside, corrections_of, edited
from sitegen.build.hand import Hand, correction_for
from sitegen.errors import Faults, OutputError, SeedError, SitegenError
from sitegen.extract import facts_of
from sitegen.model.corrections import Action
from sitegen.model.facts import Amount, ArticleFacts, Event, Fact, Status
from sitegen.read import read_seed

SEED = """\
---
title: 한빛전자, 오션테크와 공급 계약
published: 2025-05-28
source: 물마루통신
---

한빛전자는 27일 서울에서 오션테크와 해상풍력 부품 공급 계약을 체결했다. 계약 금액은 1200억원이다.

오션테크는 지난 3월 조직을 개편했다. 온산시 관계자는 공장 터가 좁다고 주장했다. 온산시는 전력망을 넓힌다.
"""
SHOWN = "seeds/hanbit.corrections.toml"
ACCEPTED = '[[accept]]\nkind = "event"\nwords = "체결했다"\n'
TERM = '[[add]]\nkind = "term"\nwords = "전력망"\nterm = "전력망"\ngloss = "전선"\n'
READ = facts_of(document_of(read_seed("seeds/hanbit.md", SEED.encode())))


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    path = tmp_path / "hanbit.md"
    path.write_text(SEED, encoding="utf-8")
    return path


def fact(kind: str, words: str, read: ArticleFacts = READ) -> Fact:
    (found,) = [one for one in read.facts if one.kind == kind and words in one.surface]
    return found


DEAL, MONEY = fact("event", "체결했다").id, fact("amount", "1200억원").id


def beside(seed: Path) -> Path:
    return seed.with_name("hanbit.corrections.toml")


def now(seed: Path) -> ArticleFacts:
    """The facts as every command reads them."""
    one = edited(READ, corrections_beside(seed))
    assert (one.vanished, one.unclear) == ((), ())
    return one.read


def test_an_accepted_fact_stays_as_it_is_and_is_known_as_accepted(seed: Path) -> None:
    after = Hand(seed).apply(READ, DEAL, Action.ACCEPT)
    assert (after.read, after.accepted) == (READ, {DEAL})
    assert beside(seed).read_text(encoding="utf-8") == ACCEPTED
    assert edited(READ, corrections_beside(seed)) == edited(READ, corrections_beside(seed.with_suffix(".txt")))
    assert seed.read_text(encoding="utf-8") == SEED, "the seed is never touched"
    assert sorted(path.name for path in seed.parent.iterdir()) == ["hanbit.corrections.toml", "hanbit.md"]


def test_values_are_taken_as_an_editor_types_them(seed: Path) -> None:
    hand = Hand(seed)
    hand.apply(READ, DEAL, Action.SET, {"who": " 한빛전자， 오션테크 ,", "when": "2025-05-26", "status": "planned"})
    typed = {
        "low": "1,500,000,000",
        "high": "1,500,000,000.5",
        "approx": "true",
        "why": "정정\r\n보도",
        "date": "2025-06-02",
    }
    hand.apply(READ, MONEY, Action.SET, typed)
    event, amount = fact("event", "체결했다", now(seed)), fact("amount", "1200억원", now(seed))
    assert isinstance(event, Event)
    assert isinstance(amount, Amount)
    assert event.when is not None
    assert (event.who, event.when.value, event.certainty.status) == (
        ("한빛전자", "오션테크"), "2025-05-26", Status.PLANNED,
    )  # fmt: skip
    assert (amount.low, amount.high, amount.approx) == (Decimal(1500000000), Decimal("1500000000.5"), True)
    last = corrections_beside(seed)[-1]
    assert (last.why, last.day) == ("정정 보도", date(2025, 6, 2))
    assert "low = 1500000000\n" in beside(seed).read_text(encoding="utf-8")


def test_a_value_set_again_is_told_once_and_the_others_stay(seed: Path) -> None:
    hand = Hand(seed)
    hand.apply(READ, DEAL, Action.SET, {"place": "부산", "when": "2025-05-26"})
    hand.apply(READ, DEAL, Action.SET, {"place": ""})
    (one,) = corrections_beside(seed)
    assert dict(one.values).keys() == {"place", "when"}
    event = fact("event", "체결했다", now(seed))
    assert isinstance(event, Event)
    assert event.place == ""


@pytest.mark.parametrize(
    ("id", "action", "values", "told"),
    [
        (DEAL, Action.SET, {"status": "plannd"}, f"{SHOWN}:8:1: error: no such status: 'plannd'\n  hint: did you mean 'planned'?"),
        (DEAL, Action.SET, {"when": "5월 26일"}, f"{SHOWN}:8:1: error: 'when' is no time: '5월 26일'\n  hint: write  when ="),
        (DEAL, Action.SET, {"when": "P3D"}, f"{SHOWN}:8:1: error: 'when' is a length of time: 'P3D'"),
        (DEAL, Action.SET, {}, f"{SHOWN}:5:1: error: the [[set]] changes nothing"),
        (DEAL, Action.SET, {"gloss": "가"}, f"{SHOWN}:8:1: error: unknown key 'gloss'\n  hint: keys of an event:"),
        (DEAL, Action.SET, {"words": "가"}, "seeds/hanbit.md: error: 'words' says which fact is meant, not what it says"),
        (MONEY, Action.SET, {"low": "삼억", "high": "3"}, f"{SHOWN}:8:1: error: 'low' is no number: '삼억'"),
        (MONEY, Action.SET, {"low": "3"}, f"{SHOWN}:8:1: error: 'low' stands alone\n  hint: write low and high"),
        (MONEY, Action.SET, {"approx": "yes"}, f"{SHOWN}:8:1: error: 'approx' is neither true nor false"),
        (MONEY, Action.PIN, {}, f"{SHOWN}:6:1: error: only an event can be pinned"),
        (DEAL, Action.ACCEPT, {"when": "2025"}, f"{SHOWN}:8:1: error: unknown key 'when'\n  hint: keys of [[accept]]: kind"),
        (DEAL, Action.HIDE, {"date": "6월"}, f"{SHOWN}:8:1: error: 'date' is no day: '6월'"),
        (DEAL, Action.HIDE, {"why": "가\0"}, f"{SHOWN}:8:1: error: 'why' holds the character U+0000"),
        (DEAL, Action.HIDE, {"why": "\ud800"}, f"{SHOWN}: error: UTF-8 has no character U+D800"),
        ("nothing", Action.HIDE, {}, f"{SHOWN}: error: no fact of the article has the id 'nothing'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_the_readers_words_and_nothing_is_written(
    seed: Path, id: str, action: Action, values: dict[str, str], told: str
) -> None:
    beside(seed).write_text('[[hide]]\nkind = "event"\nwords = "넓힌다"\n', encoding="utf-8")
    before = beside(seed).read_bytes()
    hand = Hand(seed, SHOWN)
    with pytest.raises(SitegenError) as caught:
        hand.apply(READ, id, action, values)
    assert str(caught.value).startswith(told)
    assert beside(seed).read_bytes() == before
    assert not hand.can_undo


def test_nothing_is_written_over_somebody_elses_edit(seed: Path) -> None:
    hand = Hand(seed, SHOWN)
    hand.apply(READ, DEAL, Action.ACCEPT)
    theirs = ACCEPTED + "# 나중에 볼 것\n"
    beside(seed).write_text(theirs, encoding="utf-8")
    for edit in (lambda: hand.apply(READ, MONEY, Action.ACCEPT), hand.undo):
        with pytest.raises(OutputError, match="changed by somebody else meanwhile") as caught:
            edit()
        assert str(caught.value).startswith(f"{SHOWN}: error: ")
        assert beside(seed).read_text(encoding="utf-8") == theirs
    hand.reread()
    hand.apply(READ, MONEY, Action.ACCEPT)
    assert hand.undo()
    assert beside(seed).read_text(encoding="utf-8") == theirs
    with pytest.raises(OutputError):
        hand.undo()


def test_a_file_that_came_or_went_meanwhile_is_somebody_elses_edit_too(seed: Path) -> None:
    hand = Hand(seed)
    beside(seed).write_bytes(b"")
    with pytest.raises(OutputError):
        hand.apply(READ, DEAL, Action.ACCEPT)
    hand.reread()
    hand.apply(READ, DEAL, Action.ACCEPT)
    beside(seed).unlink()
    with pytest.raises(OutputError):
        hand.undo()
    assert not beside(seed).exists()


def test_a_file_that_is_broken_is_never_written_over(seed: Path) -> None:
    for broken, told in (
        (b"[[hide]\n", "not TOML"),
        (b'[[hide]]\nword = "\xff\xff"\n', "neither UTF-8"),
        (b"[[hid]]\n", "unknown table"),
    ):
        beside(seed).write_bytes(broken)
        with pytest.raises(SitegenError) as caught:
            Hand(seed).apply(READ, DEAL, Action.ACCEPT)
        assert told in str(caught.value)
        assert beside(seed).read_bytes() == broken


def test_undo_gives_the_very_bytes_back_and_deletes_a_file_of_its_own(seed: Path) -> None:
    hand = Hand(seed)
    seen: list[bytes | None] = [None]
    for id, action, values in (
        (DEAL, Action.ACCEPT, {}), (DEAL, Action.HIDE, {"why": "취소"}), (MONEY, Action.SET, {"of": "계약"}), (DEAL, Action.PIN, {}),
    ):  # fmt: skip
        hand.apply(READ, id, action, values)
        seen.append(beside(seed).read_bytes())
    hand.apply(READ, DEAL, Action.PIN)  # says nothing new: no step
    for before in reversed(seen[:-1]):
        assert hand.undo()
        assert (beside(seed).read_bytes() if beside(seed).exists() else None) == before
    assert not hand.undo()
    assert not hand.can_undo


def test_a_file_that_was_empty_is_left_empty(seed: Path) -> None:
    beside(seed).write_bytes(b"")
    hand = Hand(seed)
    hand.apply(READ, DEAL, Action.ACCEPT)
    assert hand.undo()
    assert beside(seed).read_bytes() == b""


@pytest.mark.parametrize(
    "before",
    [
        b"\xef\xbb\xbf# \xed\x95\x9c\xea\xb8\x80\r\n\r\n[[hide]]\r\nwords = '\xeb\x84\x93\xed\x9e\x8c\xeb\x8b\xa4'",
        '# 아직 볼 것\n[[hide]]\nwords = "넓힌다"\n'.encode("cp949"),
        unicodedata.normalize("NFD", '# 아직 볼 것\n[[hide]]\nwords = "넓힌다"\n').encode(),
    ],
    ids=["a byte order mark and CR LF", "CP949", "letters taken apart"],
)
def test_the_bytes_of_an_editor_stay_as_they_are(seed: Path, before: bytes) -> None:
    """Whatever encoding and form of letters they are in."""
    beside(seed).write_bytes(before)
    hand = Hand(seed)
    assert hand.apply(READ, DEAL, Action.ACCEPT).accepted == {DEAL}
    assert beside(seed).read_bytes().startswith(before)
    assert now(seed) == edited(READ, corrections_beside(seed)).read
    assert hand.undo()
    assert beside(seed).read_bytes() == before


def test_a_letter_that_the_encoding_of_the_file_lacks_is_not_written(seed: Path) -> None:
    before = '# 아직 볼 것\n[[hide]]\nwords = "넓힌다"\n'.encode("cp949")
    beside(seed).write_bytes(before)
    with pytest.raises(SeedError, match=r"CP949 has no character U\+1F4A1") as caught:
        Hand(seed).apply(READ, DEAL, Action.ACCEPT, {"why": "💡"})
    assert caught.value.hint == "open it in an editor and save it as UTF-8"
    assert beside(seed).read_bytes() == before


def test_the_file_that_the_build_reads_is_the_one_that_is_written(tmp_path: Path) -> None:
    """Its name may be in another form of Unicode, and its suffix in capitals."""
    (tmp_path / "한빛.md").write_text(SEED, encoding="utf-8")
    theirs = tmp_path / (unicodedata.normalize("NFD", "한빛") + ".Corrections.TOML")
    theirs.write_text("# 볼 것\n", encoding="utf-8")
    hand = Hand(tmp_path / "한빛.md")
    assert hand.path == theirs
    hand.apply(READ, DEAL, Action.ACCEPT)
    assert len(list(tmp_path.iterdir())) == 2
    assert len(corrections_of(tmp_path, tmp_path).of(tmp_path / "한빛.md")) == 1
    assert len(corrections_beside(tmp_path / "한빛.md")) == 1


def test_of_two_files_none_is_chosen(seed: Path) -> None:
    for name in ("hanbit.corrections.toml", "hanbit.corrections.TOML"):
        seed.with_name(name).write_bytes(b"")
    with pytest.raises(SeedError, match="two files hold its corrections"):
        Hand(seed)


def test_a_hidden_fact_can_be_accepted_and_set_again(seed: Path) -> None:
    hand = Hand(seed)
    hand.apply(READ, DEAL, Action.HIDE)
    assert DEAL not in {one.id for one in now(seed).facts}
    hand.apply(READ, DEAL, Action.ACCEPT)
    assert now(seed) == READ
    hand.apply(READ, DEAL, Action.HIDE)
    hand.apply(READ, DEAL, Action.SET, {"place": "부산"})
    assert [one.action for one in corrections_beside(seed)] == [Action.SET]


def test_what_an_editor_has_added_can_be_accepted_set_and_hidden(seed: Path) -> None:
    beside(seed).write_text(TERM, encoding="utf-8")
    added = fact("term", "전력망", now(seed)).id
    hand = Hand(seed)
    assert hand.apply(READ, added, Action.ACCEPT).accepted == {added}
    hand.apply(READ, added, Action.SET, {"gloss": "설비"})
    assert beside(seed).read_text(encoding="utf-8") == TERM.replace("전선", "설비")
    assert hand.apply(READ, added, Action.HIDE).read == READ
    assert beside(seed).read_text(encoding="utf-8") == ""


def test_a_correction_that_another_one_stands_in_the_way_of_is_not_written(seed: Path) -> None:
    """Two tables hide the money, by its words and by more of them: taking one back would bring the other to life."""
    beside(seed).write_text(
        '[[hide]]\nkind = "amount"\nwords = "1200억원"\n\n[[hide]]\nkind = "amount"\nwords = "금액은 1200억원"\n',
        encoding="utf-8",
    )
    with pytest.raises(SeedError, match="another correction stands in the way"):
        Hand(seed).apply(READ, MONEY, Action.ACCEPT)


def test_an_add_is_of_no_fact() -> None:
    with pytest.raises(ValueError, match="makes a fact"):
        correction_for(READ, READ.facts[0], Action.ADD, {})


def test_a_folder_that_may_not_be_written_is_told(seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    hand = Hand(seed, SHOWN)
    monkeypatch.setattr("sitegen.write.file.os.replace", refuse)
    with pytest.raises(OutputError, match="cannot be written: Permission denied"):
        hand.apply(READ, DEAL, Action.ACCEPT)
    assert [path.name for path in seed.parent.iterdir()] == ["hanbit.md"]
    monkeypatch.undo()
    hand.apply(READ, DEAL, Action.ACCEPT)


EDITS = st.lists(
    st.tuples(
        st.sampled_from([one.id for one in READ.facts]),
        st.sampled_from([Action.ACCEPT, Action.HIDE, Action.SET, Action.PIN]),
    ),
    min_size=1,
    max_size=8,
)
PLACES = {"event": "place", "org": "name", "person": "name", "quote": "speaker", "time": "value", "amount": "of"}


@given(EDITS)
def test_any_edits_in_any_order_leave_a_file_that_reads_and_can_be_taken_back(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, Action]]
) -> None:
    """After each, the fact is as it was last said to be, and nothing in the file is lost or unclear."""
    seed = tmp_path_factory.mktemp("desk") / "hanbit.md"
    hand = Hand(seed)
    kinds = {one.id: one.kind for one in READ.facts}
    steps = 0
    for id, action in edits:
        if action is Action.PIN and kinds[id] != "event":
            with pytest.raises(Faults):
                hand.apply(READ, id, action)
            continue
        values = {PLACES[kinds[id]]: "2025-05" if kinds[id] == "time" else "온산"} if action is Action.SET else {}
        before = beside(seed).read_bytes() if beside(seed).exists() else None
        after = hand.apply(READ, id, action, values)
        steps += beside(seed).read_bytes() != before
        assert (after.vanished, after.unclear) == ((), ())
        found = {one.id: one for one in after.read.facts}
        assert (id in found) is (action is not Action.HIDE)
        assert (id in after.accepted) or action is not Action.ACCEPT
        assert id not in after.accepted or action in (Action.ACCEPT, Action.PIN)
        assert action is not Action.SET or found[id].is_edited
    assert [hand.undo() for _ in range(steps)] == [True] * steps
    assert not beside(seed).exists()
