"""The text of a corrections file when a table comes, changes or goes: all else stays byte for byte."""

import re
import tomllib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.build.tables import Values, written
from sitegen.errors import SeedError
from sitegen.model.corrections import Action, Corrected
from sitegen.model.facts import Evidence, Fact
from sitegen.model.text import Span
from sitegen.read import read_corrections

NEW: Values = {"kind": "event", "words": "체결했다"}
FACT = Fact(evidence=Evidence("a", 0, Span(0, 1), "rule"), id="a")
FILES = {
    "empty": "",
    "comments alone": "# 아직 없음\n",
    "no line end at the end": '[[hide]]\nwords = "좁다고"  # 확인함',
    "lists apart": '# 맨 위\n\n[[set]]\nwords = "가"\nplace = "온산"\n\n[[hide]]\nwords = "나"\n\n'
    '[[set]]\nwords = "다"\nplace = "부산"\n# 끝\n\n\n',
    "what looks like tables": '[[set]]\nwords = """\n[[hide]]\n# 아님\n"""\nwhy = \'\'\'\n[[pin]]\n\'\'\'\nplace = "" # [[add]]\n',
    "odd layout": '  [[ "set" ]]   # 손댐\n\twords="가"\n\n\n  who = [\n    "한빛전자", # 첫째\n    "오션테크",\n  ]\n\n',
}  # fmt: skip
SAMPLES = [pytest.param(text, id=name) for name, text in FILES.items()]


def own(content: str, *numbers: int, made: bool = False) -> list[Corrected]:
    """The corrections of *content* of these numbers, as those of one fact; *made* by them, or read by rule."""
    found = read_corrections("a.corrections.toml", content.encode())
    return [Corrected(found[number], None if made else FACT, FACT) for number in numbers]


@pytest.mark.parametrize("text", SAMPLES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_new_table_stands_at_the_end_and_all_before_it_stays(text: str, newline: str) -> None:
    text = text.replace("\n", newline)
    newline = newline if newline in text else "\n"
    after = written(text, {**NEW, "date": date(2025, 6, 2)}, Action.ACCEPT)
    assert after.startswith(text)
    assert after[len(text) :].lstrip() == newline.join(
        ["[[accept]]", 'kind = "event"', 'words = "체결했다"', "date = 2025-06-02", ""]
    )
    if text:
        assert after[: after.index("[[accept]]")].endswith(newline * 2), "a blank line tells tables apart"
    before, now = (read_corrections("a", one.encode()) for one in (text, after))
    assert [(one.action, one.words) for one in now] == [(one.action, one.words) for one in before] + [
        (Action.ACCEPT, "체결했다")
    ]


def test_a_table_of_the_same_action_gets_the_keys_and_keeps_the_editors_words() -> None:
    text = FILES["lists apart"]
    after = written(text, {**NEW, "place": "서울", "who": ("한빛전자", "오션테크")}, Action.SET, own(text, 2))
    assert after == text.replace('place = "부산"\n', 'place = "서울"\nwho = ["한빛전자", "오션테크"]\n')


def test_a_value_that_is_there_already_changes_no_byte() -> None:
    text = '[[set]]\nwords = "1200억원"\nlow=1_200_000 # 확인함\nhigh   = 1_200_000\napprox = true\n'
    same: Values = {**NEW, "low": Decimal(1200000), "high": Decimal(1200000), "approx": True}
    assert written(text, same, Action.SET, own(text, 0)) == text


def test_values_are_written_as_toml_has_them() -> None:
    table: Values = {
        "words": '“가” "나" \\ 다', "low": Decimal("15000000000000.25"), "high": Decimal("1E+3"), "approx": False,
        "who": (), "date": date(2025, 6, 2),
    }  # fmt: skip
    (read,) = tomllib.loads(written("", table, Action.SET), parse_float=Decimal)["set"]
    assert read == {**table, "who": []}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_taken_back_becomes_the_new_table_where_it_stands(newline: str) -> None:
    """Its comments stay, but for those on the lines of keys that go."""
    text = (
        '# 대변인 확인\n[[hide]]  # 6월\n# 말을 거둠\nwords = "체결"  # 원문\nwhy = "취소됨"  # 전화\n# 다음은 금액\n\n'
        '[[set]]\nwords = "1200억원"\nof = "계약"\n'
    ).replace("\n", newline)
    after = written(text, NEW, Action.ACCEPT, own(text, 0))
    assert after == (
        '# 대변인 확인\n[[accept]]  # 6월\n# 말을 거둠\nwords = "체결했다"  # 원문\nkind = "event"\n# 다음은 금액\n\n'
        '[[set]]\nwords = "1200억원"\nof = "계약"\n'
    ).replace("\n", newline)


@pytest.mark.parametrize(
    ("before", "action", "left"),
    [
        ("hide", Action.ACCEPT, ["accept"]),
        ("hide", Action.SET, ["set"]),
        ("hide", Action.PIN, ["pin"]),
        ("accept", Action.HIDE, ["hide"]),
        ("accept", Action.SET, ["set"]),
        ("accept", Action.PIN, ["accept", "pin"]),
        ("set", Action.HIDE, ["hide"]),
        ("set", Action.ACCEPT, ["set", "accept"]),
        ("pin", Action.HIDE, ["hide"]),
        ("pin", Action.SET, ["pin", "set"]),
    ],
)
def test_the_last_word_counts(before: str, action: Action, left: list[str]) -> None:
    text = f'[[{before}]]\nkind = "event"\nwords = "체결했다"\n' + ('place = "온산"\n' if before == "set" else "")
    table: Values = {**NEW, "place": "부산"} if action is Action.SET else NEW
    after = written(text, table, action, own(text, 0))
    assert re.findall(r"^\[\[(\w+)\]\]", after, re.MULTILINE) == left
    assert [one.action for one in read_corrections("a", after.encode())] == left


def test_hiding_a_fact_takes_all_else_back_that_was_said_of_it() -> None:
    text = (
        '[[pin]]\nwords = "체결했다"\n# 금액은 아래\n\n[[hide]]\nwords = "좁다고"\n\n'
        '[[set]]\nwords = "체결했다"\nplace = "온산"\n\n[[accept]]\nwords = "체결했다"\n'
    )
    after = written(text, NEW, Action.HIDE, own(text, 0, 2, 3))
    assert after == '[[hide]]\nwords = "체결했다"\nkind = "event"\n# 금액은 아래\n\n[[hide]]\nwords = "좁다고"\n'


def test_what_an_editor_has_added_is_set_where_it_was_added_and_hidden_by_taking_it_out() -> None:
    text = '# 낱말\n[[add]]\nkind = "term"\nwords = "전력망"\nterm = "전력망"\ngloss = "전선"\n\n[[hide]]\nwords = "좁다고"\n'
    made = own(text, 0, made=True)
    assert written(text, {**NEW, "gloss": "설비"}, Action.SET, made) == text.replace("전선", "설비")
    assert written(text, NEW, Action.HIDE, made) == '# 낱말\n[[hide]]\nwords = "좁다고"\n'


def test_a_line_of_a_string_is_no_comment() -> None:
    text = '[[hide]]\nwords = "가"\nwhy = """\n# 이것도 까닭"""\n# 주석'
    after = written(text, {**NEW, "date": date(2025, 6, 2)}, Action.HIDE, own(text, 0))
    assert after == '[[hide]]\nwords = "가"\nwhy = """\n# 이것도 까닭"""\ndate = 2025-06-02\n# 주석'


def test_lists_between_braces_are_not_written_to() -> None:
    text = 'hide = [{ words = "가" }]\n'
    for action, some in ((Action.HIDE, []), (Action.ACCEPT, own(text, 0))):
        with pytest.raises(SeedError, match="list between braces") as caught:
            written(text, NEW, action, some)
        assert caught.value.hint == "write a [[hide]] for each"
    assert written(text, NEW, Action.PIN).startswith(text)


def test_line_ends_of_cr_alone_are_not_written_to() -> None:
    with pytest.raises(SeedError, match="CR alone"):
        written('[[hide]]\rwords = "가"\r', NEW, Action.HIDE)


LINES = st.lists(st.sampled_from(["", "# 주석", "  # [[set]]", "\t"]), max_size=3).map(lambda some: [*some])
TABLES = st.builds(
    lambda action, keys, gaps: [f"[[{action}]]", *keys, *gaps],
    st.sampled_from(["hide", "pin", "accept"]),
    st.permutations(['words = "체결했다"', 'sentence = "27일"', '# 안 주석', "why = '''\n# 까닭\n[[set]]'''"]),
    LINES,
)  # fmt: skip


@given(LINES, st.lists(TABLES, min_size=1, max_size=5), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.data())
def test_whatever_is_written_the_other_tables_stay(
    head: list[str], tables: list[list[str]], newline: str, closed: bool, data: st.DataObject
) -> None:
    """Each table in turn changed, turned or taken out: the lines of the others stay as they are, and in their order."""
    parts = ["\n".join(lines) + "\n" for lines in ([*head, ""], *tables)]
    text = "".join(parts)
    text = (text if closed else text.removesuffix("\n")).replace("\n", newline)
    number = data.draw(st.integers(0, len(tables) - 1))
    action = data.draw(st.sampled_from([Action.HIDE, Action.ACCEPT, Action.PIN, Action.SET]))
    table: Values = {**NEW, "place": "부산"} if action is Action.SET else NEW
    after = written(text, table, action, own(text, number))
    before, behind = ("".join(some).replace("\n", newline) for some in (parts[: number + 1], parts[number + 2 :]))
    behind = behind if closed or not behind else behind.removesuffix(newline)
    assert after.startswith(before)
    assert behind in after
    assert newline == "\n" or not re.search(r"(?<!\r)\n", after)
    assert any(one.action is action for one in read_corrections("a", after.encode()))
