"""Every fault of a seed as it is printed: path:line:column, what is wrong, one hint; all of a seed's faults at once."""

import pytest

from sitegen.errors import Faults, SeedError, SitegenError
from sitegen.read import read_seed

BODY = "\n---\n\n시는 새 청사를 짓는다.\n"


def printed(content: str | bytes, path: str = "seeds/a.md") -> str:
    """What the user sees of a seed that cannot be read."""
    with pytest.raises((SeedError, Faults)) as caught:
        read_seed(path, content.encode() if isinstance(content, str) else content)
    return str(caught.value)


QUOTES = "put a value with : # [ ] or quotation marks between single quotes:  title: '[단독] \"…\"'"
FRONT = {
    "unknown key, near one": ("titel: 가", "2:1: error: unknown key 'titel'", "did you mean 'title'?"),
    "unknown key, another program's": ("draft: true", "2:1: error: unknown key 'draft'", "write  status: draft"),
    "unknown key, in Korean": ("제목: 가", "2:1: error: unknown key '제목'", "write  title: …"),
    "unknown key, near none": (
        "zzz: 1",
        "2:1: error: unknown key 'zzz'",
        "known keys: title, published, date, updated, source, url, author, story, tags, status, embargo, body, slug, "
        "aliases",
    ),
    "key twice": ("title: 가\ntitle: 나", "3:1: error: 'title' stands twice", "delete this line or line 2"),
    "two dates": (
        "published: 2024-06-04\ndate: 2024-06-04",
        "3:1: error: 'date' says the same as 'published'",
        "delete one of the two lines",
    ),
    "no date": (
        "published: 어제",
        "2:12: error: 'published' is no date: '어제'",
        "write  published: 2024-06-04  or  published: 2024-06-04 09:30",
    ),
    "no such day": (
        "updated: 2023-02-29",
        "2:10: error: 'updated' is no day of the calendar: '2023-02-29'",
        "write  updated: 2024-06-04  or  updated: 2024-06-04 09:30",
    ),
    "no such hour": (
        "embargo: 2024-06-04 25:00",
        "2:10: error: 'embargo' is no day of the calendar: '2024-06-04 25:00'",
        "write  embargo: 2024-06-04  or  embargo: 2024-06-04 09:30",
    ),
    "list for text": ("title: [단독]", "2:8: error: 'title' is a list", "write text between quotes:  title: '…'"),
    "table for text": ("source: {a: b}", "2:9: error: 'source' is a table", "write text between quotes:  source: '…'"),
    "table for a list": ("tags: {a: b}", "2:7: error: 'tags' is a table", "write  tags: [하나, 둘]"),
    "tagged value": (
        "title: !!binary aGk=",
        "2:8: error: 'title' is a tagged value",
        "write text between quotes:  title: '…'",
    ),
    "scheme": (
        "url: javascript:alert(1)",
        "2:6: error: 'url' is no web address: 'javascript:alert(1)'",
        "write  url: https://…",
    ),
    "host": ("url: 'https:///a'", "2:6: error: 'url' is no web address: 'https:///a'", "write  url: https://…"),
    "brackets in a host": (
        "url: 'http://[a'",
        "2:6: error: 'url' is no web address: 'http://[a'",
        "write  url: https://…",
    ),
    "slug": ("slug: ../../etc", "2:7: error: no address can be made of '../../etc'", "write  slug: etc"),
    "slug without letters": (
        "slug: '..'",
        "2:7: error: no address can be made of '..'",
        "letters and digits joined by hyphens:  slug: budget-2024",
    ),
    "alias": (
        "aliases: [좋은-이름, 나쁜 이름]",
        "2:18: error: no address can be made of '나쁜 이름'",
        "write  aliases: 나쁜-이름",
    ),
    "status": ("status: final", "2:9: error: no such status: 'final'", "write  status: draft  or leave the line out"),
    "body": ("body: half", "2:7: error: no such body: 'half'", "write  body: full,  evidence  or  none"),
    "title of marks": (
        "title: …!?",
        "2:8: error: no name can be made of the title '…!?'",
        "give it a title with a letter in it",
    ),
    "anchor": (
        "title: &a 가",
        "2:8: error: not YAML: anchors (&) and aliases (*) are refused",
        "put a value that begins with & or * between quotes",
    ),
    "alias of an anchor": (
        "title: *a",
        "2:8: error: not YAML: anchors (&) and aliases (*) are refused",
        "put a value that begins with & or * between quotes",
    ),
    "colon in a title": ("title: 시: 새 청사", "2:9: error: not YAML: mapping values are not allowed here", QUOTES),
    "bracket before a title": (
        "title: [단독] 새 청사",
        "2:13: error: not YAML: expected <block end>, but found '<scalar>'",
        QUOTES,
    ),
    "control character": ("title: 가\x07", "2:9: error: not YAML: the character U+0007 is not allowed", "delete it"),
    "no keys": ("- 가", "2:1: error: the front matter has no keys", "write one a line:  title: …"),
    "too deep": ("title: " + "[" * 3000, "2:1: error: not YAML: it cannot be read", "write one key a line:  title: …"),
}


@pytest.mark.parametrize("case", FRONT)
def test_fault_of_front_matter(case: str) -> None:
    """Each fault names its line and column counted from the top of the file, and a hint."""
    front, message, hint = FRONT[case]
    assert printed(f"---\n{front}{BODY}") == f"seeds/a.md:{message}\n  hint: {hint}"


def test_all_faults_at_once() -> None:
    """One reading tells all faults, in the order of their places, the missing text too."""
    assert printed("---\nurl: ftp://a\ntitle: 가\npublishd: 2024-06-04\nstatus: x\n---\n") == (
        "seeds/a.md:2:6: error: 'url' is no web address: 'ftp://a'\n  hint: write  url: https://…\n"
        "seeds/a.md:4:1: error: unknown key 'publishd'\n  hint: did you mean 'published'?\n"
        "seeds/a.md:5:9: error: no such status: 'x'\n  hint: write  status: draft  or leave the line out\n"
        "seeds/a.md:6:1: error: there is no text to read\n  hint: write the article below the front matter"
    )


def test_places_count_from_the_top_of_the_file() -> None:
    """A BOM, CRLF newlines and blank lines before the front matter do not move a fault."""
    content = "\ufeff\r\n\r\n---\r\ntitle: 가\r\nbody: half\r\n---\r\n시는 새 청사를 짓는다.\r\n"
    assert printed(content).startswith("seeds/a.md:5:7: error: no such body: 'half'")


def test_front_matter_is_not_closed() -> None:
    """The fault stands at the line that opens it."""
    assert printed("---\ntitle: 가\n\n시는 새 청사를 짓는다.\n") == (
        "seeds/a.md:1:1: error: the front matter is not closed\n  hint: end it with a line of its own:  ---"
    )


@pytest.mark.parametrize("content", ["", " \n\t\n", "\ufeff"])
def test_empty_file(content: str) -> None:
    """A file without anything is a fault, not an empty page."""
    assert printed(content) == "seeds/a.md:1:1: error: the file is empty\n  hint: paste the article's text into it"


@pytest.mark.parametrize("body", ["", "\n\n", "---\n", "![그림](a.png)\n", "<!-- 나중에 -->\n", "…!\n"])
def test_front_matter_only(body: str) -> None:
    """A seed whose body has no words is a fault at the line where words should begin."""
    assert printed(f"---\ntitle: 가\n---\n{body}") == (
        "seeds/a.md:3:1: error: there is no text to read\n  hint: write the article below the front matter"
    )


def test_name_with_an_impossible_day() -> None:
    """A file name that begins like a day but is none is not read as something else."""
    assert printed("시는 새 청사를 짓는다.", "seeds/2024-13-40-hall.txt") == (
        "seeds/2024-13-40-hall.txt: error: the file's name begins with '2024-13-40', which is no day\n"
        "  hint: rename the file, or give the day in its front matter:  published: 2024-06-04"
    )


def test_name_without_letters() -> None:
    """A file name that gives no address asks for a slug."""
    assert printed("시는 새 청사를 짓는다.", "seeds/….txt") == (
        "seeds/….txt: error: no address can be made of the file's name '…'\n"
        "  hint: rename the file, or add  slug: budget-2024  to its front matter"
    )


def test_title_of_marks_derived() -> None:
    """A title that the text gives must have a letter too."""
    assert printed("-" * 70 + " 가.", "seeds/a.txt") == (
        "seeds/a.txt: error: no name can be made of the title '" + "-" * 70 + "'\n"
        "  hint: give the article a title in front matter:  title: '…'"
    ).replace("'" + "-" * 70 + "'", "'" + "-" * 70 + "…'")


BYTES = {
    "neither": ("가나\n다".encode() + b"\xff", "2:2", 0xFF, 10, "open it in an editor and save it as UTF-8"),
    "CP949 that breaks": (
        "가나\n다라".encode("cp949") + b"\xff",
        "2:3",
        0xFF,
        9,
        "open it in an editor and save it as UTF-8",
    ),
    "UTF-16": ("가나".encode("utf-16"), "1:1", 0xFF, 0, "it looks like UTF-16: save it as UTF-8"),
    "NUL": (b"ab\r\nc\0", "2:2", 0, 5, "is it a text file? UTF-16 must be saved as UTF-8"),
    "UTF-8 cut short": (
        "시는 새 청사".encode()[:-1] + b".",
        "1:7",
        0xEC,
        14,
        "open it in an editor and save it as UTF-8",
    ),
}


@pytest.mark.parametrize("case", BYTES)
def test_bytes_that_are_no_text(case: str) -> None:
    """The fault names the byte, its offset, its line and column; broken UTF-8 is never read as CP949."""
    content, place, byte, offset, hint = BYTES[case]
    assert printed(content) == (
        f"seeds/a.md:{place}: error: neither UTF-8 nor CP949: byte 0x{byte:02X} at offset {offset}\n  hint: {hint}"
    )


def test_one_base_for_all() -> None:
    """Whoever catches SitegenError catches both what is unreadable and what is wrong in several places."""
    for content in (b"", b"\xff", "---\nx: 1\n---\n가".encode()):
        with pytest.raises(SitegenError) as caught:
            read_seed("seeds/a.md", content)
        assert caught.value.exit_code == 1


def test_half_a_character_in_front_matter_is_told() -> None:
    """YAML can write what no page can hold: half a character, a NUL."""
    for written, shown in (("\\uD800", "U+D800"), ("\\0", "U+0000")):
        told = printed(f'---\ntitle: "가{written}나"\ntags: ["다{written}"]' + BODY)
        assert f"seeds/a.md:2:8: error: 'title' holds the character {shown}" in told
        assert f"seeds/a.md:3:8: error: 'tags' holds the character {shown}" in told


def test_a_file_name_that_is_no_text_is_told() -> None:
    assert printed("가나다 라마바.", "seeds/caf\udce9.md") == (
        "seeds/caf\\udce9.md: error: the file's name is not UTF-8\n  hint: rename the file"
    )
