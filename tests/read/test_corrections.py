"""Corrections files: what they say, and every fault at its line and column."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.errors import Faults, Place, SeedError, SitegenError
from sitegen.model.corrections import Action, Correction
from sitegen.model.facts import Basis, Status, When
from sitegen.read import read_corrections

PATH = "seeds/a.corrections.toml"


def read(text: str) -> tuple[Correction, ...]:
    return read_corrections(PATH, text.encode())


def faults(text: str) -> list[str]:
    """Each fault as it is printed, its hint in the same line."""
    with pytest.raises(SitegenError) as caught:
        read(text)
    errors = caught.value.errors if isinstance(caught.value, Faults) else (caught.value,)
    return [str(error).replace("\n  hint:", " |") for error in errors]


def test_a_file_of_each_table() -> None:
    """Values have the model's types; corrections come in the order of the file, each with its place."""
    found = read(
        '''# 바로잡음
[[set]]
words = " 체결\\n했다 "
sentence = "27일 서울에서"
when = 2025-05-27
who = ["한빛전자", "오션테크", "한빛전자"]
status = "planned"
basis = "announced"
why = """계약서
날짜와 다름"""
date = 2025-06-02

[[hide]]
kind = "quote"
words = "[[add]] # 아님"

[[set]]
words = "15억원"
low = "1,500,000,000"
high = 1.6e9
approx = true

[[pin]]
words = "열었다"

[[add]]
kind = "time"
words = "이달"
value = "2025-05"
'''
    )
    assert [(one.action, one.place) for one in found] == [
        (Action.SET, Place(PATH, 2, 1)),
        (Action.HIDE, Place(PATH, 13, 1)),
        (Action.SET, Place(PATH, 17, 1)),
        (Action.PIN, Place(PATH, 23, 1)),
        (Action.ADD, Place(PATH, 26, 1)),
    ]
    first, second, third, fourth, fifth = found
    assert first.words == "체결 했다"
    assert first.kinds == ("event",), "no other kind has these keys"
    values = dict(first.values)
    assert values["who"] == ("한빛전자", "오션테크")
    assert (values["status"], values["basis"]) == (Status.PLANNED, Basis.ANNOUNCED)
    assert isinstance(values["when"], When)
    assert (values["when"].earliest, values["when"].basis) == (date(2025, 5, 27), "편집자가 고침")
    assert (first.why, first.day) == ("계약서 날짜와 다름", date(2025, 6, 2))
    assert second.kinds == ("quote",)
    assert dict(third.values) == {"low": Decimal(1500000000), "high": Decimal("1.6e9"), "approx": True}
    assert fourth.kinds == ("event",)
    assert dict(fifth.values)["value"].value == "2025-05"


def test_an_empty_text_stands_for_nothing() -> None:
    """Where the contract writes null: no day, no place, no source, nobody."""
    (one,) = read('[[set]]\nwords = "열었다"\nwhen = ""\nplace = ""\nsource = ""\nwho = []\n')
    assert dict(one.values) == {"when": None, "place": "", "source": "", "who": ()}


def test_a_fact_that_is_accepted_is_only_addressed() -> None:
    (one,) = read(
        '[[accept]]\nkind = "amount"\nwords = "15억원"\nsentence = "27일"\nwhy = "확인함"\ndate = 2025-06-02\n'
    )
    assert (one.action, one.kinds, one.words, one.sentence) == (Action.ACCEPT, ("amount",), "15억원", "27일")
    assert (one.values, one.why, one.day) == ((), "확인함", date(2025, 6, 2))


def test_an_empty_file_corrects_nothing() -> None:
    assert read("") == read("# 아직 없음\n") == ()


def test_words_are_compared_in_one_form() -> None:
    """Letters that an editor's machine takes apart, and escapes, are NFC like the seed."""
    (one,) = read_corrections(PATH, '[[hide]]\nwords = "\\u1112\\u1161\\u11abᄇ\u1175\u11be"\n'.encode())
    assert one.words == "한빛"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[hid]]\nwords = "가"\n', f"{PATH}:1:1: error: unknown table 'hid' | did you mean '[[hide]]'?"),
        ('\n [[ zzz ]]\nwords = "가"\n', f"{PATH}:2:2: error: unknown table 'zzz' | write one of"),
        ('words = "가"\n', f"{PATH}:1:1: error: the key 'words' stands in no table | write one of"),
        ('[hide]\nwords = "가"\n', f"{PATH}:1:1: error: 'hide' is not a list of tables | write  [[hide]]"),
        ("[[hide]]\nwhy = '가'\n", f"{PATH}:1:1: error: the [[hide]] has no 'words' | add the words of the evidence"),
        ('[[hide]]\nwords = " "\n', f"{PATH}:2:1: error: 'words' is empty"),
        ("[[hide]]\nwords = 3\n", f'{PATH}:2:1: error: \'words\' is not text | write  words = "체결했다"'),
        ('[[hide]]\nwords = "가\\u0000"\n', f"{PATH}:2:1: error: 'words' holds the character U+0000"),
        ('[[set]]\nwords = "가"\n', f"{PATH}:1:1: error: the [[set]] changes nothing | give it what is right: when"),
        ('[[set]]\nwords = "가"\nwhne = "2025"\n', f"{PATH}:3:1: error: unknown key 'whne' | did you mean 'when'?"),
        ('[[hide]]\nwords = "가"\n  when = "2025"\n', f"{PATH}:3:3: error: unknown key 'when' | keys of [[hide]]: kind"),
        (
            '[[set]]\nkind = "org"\nwords = "가"\nplace = "나"\n',
            f"{PATH}:4:1: error: unknown key 'place' | keys of an org: kind, words, sentence, why, date, name",
        ),
        ('[[set]]\nkind = "evnt"\nwords = "가"\nwho = "나"\n', f"{PATH}:2:1: error: no such kind: 'evnt' | did you mean 'event'?"),
        ('[[accept]]\nwords = "가"\nwhen = "2025"\n', f"{PATH}:3:1: error: unknown key 'when' | keys of [[accept]]: kind"),
        ('[[acept]]\nwords = "가"\n', f"{PATH}:1:1: error: unknown table 'acept' | did you mean '[[accept]]'?"),
        ('[[pin]]\nkind = "org"\nwords = "가"\n', f"{PATH}:2:1: error: only an event can be pinned"),
        ('[[add]]\nwords = "가"\nwho = "나"\n', f"{PATH}:1:1: error: the [[add]] has no 'kind'"),
        ('[[add]]\nkind = "alias"\nwords = "가"\nfull = "나"\n', f"{PATH}:1:1: error: the [[add]] of an alias has no 'short'"),
        ('[[set]]\nwords = "가"\nwho = "나"\ngloss = "다"\n', f"{PATH}:4:1: error: no kind of fact has all of: who, gloss"),
        ('[[set]]\nwords = "가"\nstatus = "plannd"\n', f"{PATH}:3:1: error: no such status: 'plannd' | did you mean 'planned'?"),
        ('[[set]]\nwords = "가"\nbasis = 3\n', f"{PATH}:3:1: error: no such basis: '3' | known: writer, announced"),
        ('[[set]]\nwords = "가"\nwhen = "2025-02-30"\n', f"{PATH}:3:1: error: 'when' is not in the calendar: '2025-02-30'"),
        ('[[set]]\nwords = "가"\nwhen = "P3D"\n', f"{PATH}:3:1: error: 'when' is a length of time: 'P3D'"),
        ('[[set]]\nwords = "가"\nwhen = 1.5\n', f"{PATH}:3:1: error: 'when' is no time"),
        ('[[set]]\nwords = "가"\nwho = [1]\n', f"{PATH}:3:1: error: 'who' is no list of names"),
        ('[[set]]\nwords = "가"\nwho = [""]\n', f"{PATH}:3:1: error: 'who' holds an empty name"),
        ('[[set]]\nwords = "가"\nname = ""\n', f"{PATH}:3:1: error: 'name' is empty"),
        ('[[set]]\nwords = "가"\nlow = 3\n', f"{PATH}:3:1: error: 'low' stands alone | write low and high"),
        ('[[set]]\nwords = "가"\nlow = 3\nhigh = 2\n', f"{PATH}:3:1: error: 'low' is more than 'high'"),
        ('[[set]]\nwords = "가"\nlow = "삼"\nhigh = 3\n', f"{PATH}:3:1: error: 'low' is no number: '삼'"),
        ('[[set]]\nwords = "가"\nlow = 3\nhigh = inf\n', f"{PATH}:4:1: error: 'high' is no number: 'Infinity'"),
        ('[[set]]\nwords = "가"\nlow = 1\nhigh = 1e999\n', f"{PATH}:4:1: error: 'high' is no number"),
        ('[[set]]\nwords = "가"\napprox = "yes"\n', f"{PATH}:3:1: error: 'approx' is neither true nor false"),
        ('[[hide]]\nwords = "가"\ndate = "6월"\n', f"{PATH}:3:1: error: 'date' is no day: '6월' | write  date = 2025-06-02"),
        ('[[hide]]\nwords = "가\n', f"{PATH}:2:11: error: not TOML:"),
        ("[[hide]\n", f"{PATH}:1:7: error: not TOML:"),
    ],
)  # fmt: skip
def test_a_fault_says_where_and_what_to_do(text: str, told: str) -> None:
    (fault,) = faults(text)
    assert fault.startswith(told)
    assert " | " in fault


def test_all_faults_are_told_at_once() -> None:
    """Those of one table, of several, and of tables that stand apart from others of their name."""
    found = faults(
        "[[set]]\nword = '가'\nwhen = 'x'\n\n[[hide]]\nwords = '[[set]]'\ndate = 1\n\n[[set]]\nwords = '나'\nwho = 3\n"
    )
    assert [fault.partition(": error")[0] for fault in found] == [
        f"{PATH}:1:1", f"{PATH}:2:1", f"{PATH}:3:1", f"{PATH}:7:1", f"{PATH}:11:1",
    ]  # fmt: skip


def test_lists_of_inline_tables_are_read_too() -> None:
    """They have no header; their place is where the list begins."""
    (one,) = read('hide = [{ words = "가" }]\n')
    assert (one.words, one.place) == ("가", Place(PATH, 1, 1))


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(SeedError, match="neither UTF-8 nor CP949"):
        read_corrections(PATH, b'[[hide]]\nwords = "\xff\xff"\n')


@given(st.lists(st.sampled_from(
    ["[[set]]", "[[hide]]", "[[", "]]", "[add]", "words", "when", "low", "=", ' "가" ', "'''", '"""', "\n", "#", "2025-05-27",
     "1e9", "nan", "[", "]", "{", "}", ",", "\\", "true", "status", "kind", "."]), max_size=40))  # fmt: skip
def test_whatever_is_written_either_reads_or_is_told(pieces: list[str]) -> None:
    """No text of a corrections file ends in anything but corrections or faults with a place in it."""
    text = " ".join(pieces)
    try:
        read(text)
    except SitegenError as fault:
        for one in fault.errors if isinstance(fault, Faults) else (fault,):
            assert one.place is not None
            assert 1 <= one.place.line <= text.count("\n") + 1
            assert one.hint
