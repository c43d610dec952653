"""A clipping is mended where bytes spoil it, and read as a seed exactly as it would be read as it was pasted."""

import unicodedata
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.errors import SeedError
from sitegen.model.text import Article
from sitegen.read import read_seed
from sitegen.read.clipping import Clipping, read_clipping, yaml_lines
from tests.read.test_any_text import TEXTS

GOLD = sorted(Path(__file__).parents[1].joinpath("gold").glob("*.txt"))
DAY = date(2024, 6, 4)
KEYS = {"published": DAY, "source": "- x", "story": "키: 값"}


def words(article: Article) -> list[tuple[str, str]]:
    """The roles and words of an article, wherever in its file they stand."""
    return [(block.role, block.span.of(article.text)) for block in article.blocks]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_a_seed_of_a_raw_clipping_reads_as_the_clipping_does(path: Path) -> None:
    """Captions, bylines, stamps and boilerplate of every annotated article: the same roles, the same words."""
    raw = read_seed(path.name, path.read_bytes(), published=DAY)
    text, _ = read_clipping("stdin", path.read_bytes(), None).seed(KEYS)
    seed = read_seed("seed.txt", text.encode())
    assert words(seed) == words(raw)
    assert (seed.title, seed.published, seed.source, seed.story) == (raw.title, DAY, "- x", "키: 값")


def read(content: bytes) -> Clipping | str:
    """The raw clipping, or what is printed where it is none."""
    try:
        return read_clipping("stdin", content, False)
    except SeedError as fault:
        return str(fault)


@given(TEXTS)
def test_any_text_reads_as_it_would_without_front_matter(text: str) -> None:
    """Or it is refused, with a place."""
    content = text.encode("utf-8", "surrogatepass")
    clipping = read(content)
    if isinstance(clipping, str):
        assert clipping.startswith("stdin")
        return
    if clipping.closing:
        return
    seed, _ = clipping.seed({"source": "물마루통신"})
    # A word above the text keeps hyphens at its head from being taken for front matter, as the keys of the seed do.
    raw = read_seed("a.txt", f"---\nsource: 물마루통신\n---\n\n{clipping.body}\n".encode())
    assert words(read_seed("a.txt", seed.encode())) == words(raw)
    bare, _ = clipping.seed({})
    assert words(read_seed("a.txt", bare.encode())) == words(raw)


@given(st.text(max_size=40), st.sampled_from(["title", "source", "story"]))
def test_any_value_comes_back_as_it_was_given(value: str, key: str) -> None:
    value = " ".join(value.split())
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in value) or not any(map(str.isalnum, value)):
        return
    (line,) = yaml_lines({key: value})
    seed = read_seed("a.txt", f"---\n{line}\n---\n\n본문이다.\n".encode())
    assert getattr(seed, key) == unicodedata.normalize("NFC", value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "euc-kr", "utf-16"])
def test_every_encoding_of_a_newsroom_is_one_text(encoding: str) -> None:
    text, _ = read_clipping("stdin", "윤슬시 도서관\r\n\r\n착공했다.".encode(encoding), None).seed({})
    assert text == "윤슬시 도서관\n\n착공했다.\n"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("윤슬\u200b시\u00ad청", "윤슬시청"),
        ("\ufeff윤슬시\u202e는\u2069", "윤슬시는"),
        ("하나\x0b둘\u2028셋\x0c넷", "하나\n둘\n셋\n넷"),
        ("\x1b[200~윤슬시\x1b[201~\x07", "윤슬시"),
        ("가족 👨\u200d👩\u200d👧 셋", "가족 👨\u200d👩\u200d👧 셋"),
        ("윤\u200d슬\u200c시", "윤슬시"),
        ("\u1112\u200b\u1161\u11ab", "한"),
        ("두 칸  \n줄바꿈", "두 칸  \n줄바꿈"),
    ],
)
def test_what_no_reader_sees_is_gone_and_the_rest_stays(pasted: str, kept: str) -> None:
    assert read_clipping("stdin", pasted.encode(), None).body == kept


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "there is no text to add"),
        (b" \r\n\xef\xbb\xbf\n", "there is no text to add"),
        ("윤슬시\0".encode(), "stdin:1:4: error: neither UTF-8 nor CP949: byte 0x00"),
        (b"\xed\xa0\x80", "stdin:1:1: error: neither UTF-8 nor CP949: byte 0xED"),
        (b"\xff\xfe\x00\xd8", "it looks like UTF-16, but is broken"),
        (b"%PDF-1.7\n", "it is a PDF, not text"),
        (b"PK\x03\x04abc", "it is a document of an office program, not text"),
        (b"\n<!DOCTYPE html><p>x", "it is the code of a web page"),
        (b"a" * (4 * 1024 * 1024 + 1), "it is larger than 4 MiB"),
        (b"---\ntitle: x\n\ny", "stdin:1:1: error: the front matter is not closed"),
    ],
    ids=lambda value: value[:20].decode("utf-8", "replace") if isinstance(value, bytes) else "",
)
def test_what_is_no_article_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(SeedError) as caught:
        read_clipping("stdin", content, None)
    assert told in str(caught.value)


def test_given_keys_take_the_place_of_those_of_the_clipping_and_nothing_else() -> None:
    """A list over several lines goes as a whole; comments and the other keys stay."""
    own = "---\n# 메모\ntitle: 옛 제목\ndate: 2024-01-01  # 잘못\nsource: >\n  나루\n  통신\ntags:\n- 하나\n- 둘\n---\n본문이다.\n"
    clipping = read_clipping("a.md", own.encode(), True)
    text, lines = clipping.seed({"published": DAY, "source": "물마루통신"})
    assert text == (
        "---\npublished: 2024-06-04\nsource: 물마루통신\n# 메모\ntitle: 옛 제목\ntags:\n- 하나\n- 둘\n---\n\n본문이다.\n"
    )
    assert lines == (0, 0, 0, 2, 3, 8, 9, 10, 0, 0, 12)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("입력 2024.06.04. 오전 9:30", DAY),
        ("기사입력: 2024-06-04 09:30 | 수정 2024-06-05", DAY),
        ("승인 2024년 6월 4일", DAY),
        ("한누리 기자 | 등록 2024.06.04", DAY),
        ("수정 2024.06.05 10:00", None),
        ("입력 2024.13.04", None),
        ("윤슬시는 2024년 6월 4일 착공했다.", None),
    ],
)
def test_the_stamp_of_a_newspaper_says_the_day(line: str, day: date | None) -> None:
    clipping = read_clipping("stdin", f"윤슬시, 착공\n{line}\n\n윤슬시는 3일 착공했다.".encode(), None)
    assert clipping.stamped(ZoneInfo("Asia/Seoul")) == day


def test_a_time_of_another_zone_is_the_day_of_the_site() -> None:
    text, _ = read_clipping("stdin", "본문이다.".encode(), None).seed({"published": "2024-06-04 20:00+00:00"})
    seed = read_seed("a.txt", text.encode())
    assert seed.published == date(2024, 6, 5)
    assert seed.published_at == datetime(2024, 6, 5, 5, tzinfo=ZoneInfo("Asia/Seoul"))
