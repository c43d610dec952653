"""``entities.toml``: what it says, and every fault at its line and column."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.errors import Faults, Place, SeedError, SitegenError
from sitegen.model.known import Known, KnownName, Split
from sitegen.read import KNOWN_NAMES, find_seeds, read_known

PATH = f"seeds/{KNOWN_NAMES}"


def read(text: str) -> Known:
    return read_known(PATH, text.encode())


def faults(text: str) -> list[str]:
    """Each fault as it is printed, its hint in the same line."""
    with pytest.raises(SitegenError) as caught:
        read(text)
    errors = caught.value.errors if isinstance(caught.value, Faults) else (caught.value,)
    return [str(error).replace("\n  hint:", " |") for error in errors]


def test_a_file_of_each_table() -> None:
    """White space in names does not matter, nor that a name is given twice; each comes with its place."""
    found = read(
        """# 우리 데스크가 쓰는 이름
[[org]]
name = "다온  정밀"
aliases = ["다온", " 다온 ", "다온 정밀"]

[[person]]
name = "조하린"

[[merge]]
names = ["해오름전지", "해오름배터리"]

[[split]]
name = "한서윤"
org = "새벽미디어"

[[split]]
name = "한서윤"
title = "의원"
shown = "한서윤 의원"
"""
    )
    assert found == Known(
        (
            KnownName("org", ("다온 정밀", "다온"), Place(PATH, 2, 1)),
            KnownName("person", ("조하린",), Place(PATH, 6, 1)),
            KnownName("", ("해오름전지", "해오름배터리"), Place(PATH, 9, 1)),
        ),
        (
            Split("한서윤", "새벽미디어", "", "한서윤(새벽미디어)", Place(PATH, 12, 1)),
            Split("한서윤", "", "의원", "한서윤 의원", Place(PATH, 16, 1)),
        ),
    )


@pytest.mark.parametrize("readme", ["README.md", "README.ko.md"])
def test_the_example_of_the_readme_is_read(readme: str) -> None:
    text = (Path(__file__).parents[2] / readme).read_text(encoding="utf-8")
    (example,) = [block.partition("```")[0] for block in text.split("```toml\n") if block.startswith("[[org]]")]
    known = read(example)
    assert [(one.kind, one.names[0]) for one in known.names] == [
        ("org", "다온정밀"), ("org", "달빛모임"), ("", "해오름전지"),
    ]  # fmt: skip
    assert [(one.name, one.org, one.shown) for one in known.splits] == [("도현우", "새벽대", "도현우 교수")]


@pytest.mark.parametrize("text", ["", "# 아직 없음\n", "\n\n"])
def test_a_file_without_a_table_says_nothing(text: str) -> None:
    assert read(text) == Known()


def test_a_file_from_windows_is_read() -> None:
    """CP949 and carriage returns, as Notepad leaves them."""
    known = read_known(PATH, '[[org]]\r\nname = "다온정밀"\r\naliases = ["다온"]\r\n'.encode("cp949"))
    assert known.names == (KnownName("org", ("다온정밀", "다온"), Place(PATH, 1, 1)),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[org]]\nname = "가"\nalias = ["나"]\n', f"{PATH}:3:1: error: unknown key 'alias' | keys of [[org]]: name, aliases"),
        ('[[merge]]\nnames = ["가", "나"]\nname = "가"\n', f"{PATH}:3:1: error: unknown key 'name' | keys of [[merge]]: names"),
        ('[[orgs]]\nname = "가"\n', f"{PATH}:1:1: error: unknown table 'orgs' | did you mean '[[org]]'?"),
        ('[[place]]\nname = "가"\n', f"{PATH}:1:1: error: unknown table 'place' | write one of [[person]], [[org]], [[merge]], [[split]]"),
        ('name = "가"\n', f"{PATH}:1:1: error: the key 'name' stands in no table | write one of [[person]]"),
        ('[org]\nname = "가"\n', f"{PATH}:1:1: error: 'org' is not a list of tables | write  [[org]]  above each name"),
        ('\n[[org]]\naliases = ["나"]\n', f'{PATH}:2:1: error: there is no \'name\' | write  name = "한빛전자"'),
        ("[[person]]\nname = 3\n", f"{PATH}:2:1: error: 'name' is not text | write"),
        ('[[person]]\nname = "  "\n', f"{PATH}:2:1: error: there is no 'name' | write"),
        ('[[org]]\nname = "가"\naliases = "나"\n', f"{PATH}:3:1: error: 'aliases' is not a list of names | write  aliases = ["),
        ('[[org]]\nname = "가"\n  aliases = ["나", ""]\n', f"{PATH}:3:3: error: 'aliases' is not a list of names | write"),
        ("[[merge]]\n", f"{PATH}:1:1: error: 'names' is not a list of names | write  names = ["),
        ('[[merge]]\nnames = ["가"]\n', f"{PATH}:2:1: error: 'names' is not a list of names | write"),
        ('[[merge]]\nnames = ["가", " 가"]\n', f"{PATH}:2:1: error: 'names' is not a list of names | write"),
        ('[[split]]\nname = "가"\n', f"{PATH}:1:1: error: the [[split]] tells nobody apart | add  org = "),
        ('[[split]]\nname = "가"\norg = ""\n', f"{PATH}:1:1: error: the [[split]] tells nobody apart | add"),
        ('[[split]]\nname = "가"\norg = 3\n', f"{PATH}:3:1: error: 'org' is not text | write"),
        ('[[split]]\norg = "가"\n', f"{PATH}:1:1: error: there is no 'name' | write"),
        (
            '[[org]]\nname = "가"\naliases = ["나"]\n\n[[org]]\nname = "다"\naliases = ["나"]\n',
            f"{PATH}:6:1: error: '나' is already called '가' | keep one of the two",
        ),
        (
            '[[org]]\nname = "가"\naliases = ["나"]\n[[merge]]\nnames = ["다", "나"]\n',
            f"{PATH}:5:1: error: '나' is already called '가' | keep one of the two",
        ),
        (
            '[[merge]]\nnames = ["다", "나"]\n[[merge]]\nnames = ["가", "다"]\n',
            f"{PATH}:4:1: error: '다' has a table of its own | keep one of the two",
        ),
        ("[[org]\n", f"{PATH}:1:6: error: not TOML:"),
        ('[[org]]\nname = "가\n', f"{PATH}:2:10: error: not TOML:"),
    ],
)  # fmt: skip
def test_a_fault_says_where_and_what_to_do(text: str, told: str) -> None:
    (fault,) = faults(text)
    assert fault.startswith(told)
    assert " | " in fault


def test_all_faults_are_told_at_once() -> None:
    found = faults(
        '[[org]]\nname = 1\nkind = "x"\n\n[[split]]\nname = ""\n\n[[merge]]\nnames = 3\n\n[[people]]\nname = "가"\n'
    )
    assert [fault.partition(": error")[0] for fault in found] == [
        f"{PATH}:2:1", f"{PATH}:3:1", f"{PATH}:6:1", f"{PATH}:9:1", f"{PATH}:11:1",
    ]  # fmt: skip


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(SeedError, match="neither UTF-8 nor CP949"):
        read_known(PATH, b'[[org]]\nname = "\xff\xff"\n')


def test_it_is_no_seed(tmp_path: Path) -> None:
    (tmp_path / KNOWN_NAMES).write_text('[[org]]\nname = "가"\n', encoding="utf-8")
    (tmp_path / "2025-03-04-a.txt").write_text("글\n", encoding="utf-8")
    assert [path.name for path in find_seeds(tmp_path)] == ["2025-03-04-a.txt"]


@given(st.lists(st.sampled_from(
    ["[[org]]", "[[person]]", "[[merge]]", "[[split]]", "[[", "]]", "[org]", "name", "names", "aliases", "title", "=",
     ' "가" ', ' ["가", "나"] ', "'''", "\n", "#", "3", "nan", "[", "]", "{", "}", ",", "\\", "."]), max_size=40))  # fmt: skip
def test_whatever_is_written_either_reads_or_is_told(pieces: list[str]) -> None:
    """No text ends in anything but names or faults with a place in it, each with a hint."""
    text = " ".join(pieces)
    try:
        read(text)
    except SitegenError as fault:
        for one in fault.errors if isinstance(fault, Faults) else (fault,):
            assert one.place is not None
            assert 1 <= one.place.line <= text.count("\n") + 1
            assert one.hint
