"""Whatever the bytes: an article whose blocks are sound, or a fault with a place; nothing else."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sitegen.errors import Faults, SeedError
from sitegen.model.text import Article
from sitegen.read import read_seed

# Pieces that open and close what the reader looks for, so that random text reaches its corners.
PIECES = st.sampled_from(
    ["---\n", "title: ", "published: 2024-06-04\n", "tags: [", "]", "\n", "\n\n", "# ", "- ", "> ", "1. ", "```\n", "<!--",
     "-->", "**", "*", "_", "`", "[", "](", ")", "![", "|", "|---|\n", "\\", "<b>", "<https://a.b>", "[^1]", "[a]: /b\n",
     "===\n", "가", "시는 새 청사를 짓는다.", " ", "\t", "\u200b", "\u3000", "[해솔=가온] 한누리 기자 = ", "고 있다. ", "/가온",
     "(사진=가온)", "nuri@a.example", "ⓒ 가온 무단 전재 금지", "▲", "◇", "“", "”", "관련기사\n", "…", "\u1100", "\u1161", "😀", "&a",
     "{", "\r", "\u2028", "\ud7b0", "\x0b", "<script>", "</script>", "2024.6.4"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map("".join)
PATHS = st.sampled_from(["seeds/a.md", "a.txt", "2024-06-04-b.md", "2024-02-30-c.txt", "….md", "d"])


def read(path: str, content: bytes) -> Article | str:
    """The article, or what is printed where it cannot be read."""
    try:
        return read_seed(path, content, published=date(2024, 6, 4))
    except (SeedError, Faults) as fault:
        return str(fault)


def check(path: str, content: bytes) -> None:
    article = read(path, content)
    if isinstance(article, str):
        assert article.startswith(path)
        assert "\n  hint: " in article
        return
    end = 0
    assert article.blocks
    for block in article.blocks:
        words = block.span.of(article.text)
        assert end <= block.span.start < block.span.end <= len(article.text)
        assert words == words.strip()
        assert block.rule
        end = block.span.end
    end = 0
    for cut in article.cuts:
        assert end <= cut.start < cut.end <= len(article.text)
        end = cut.end
    assert article.title.strip()
    assert article.slug


@given(PATHS, st.binary(max_size=200))
def test_any_bytes(path: str, content: bytes) -> None:
    """Bytes at random, most of them no text."""
    check(path, content)


@given(PATHS, TEXTS)
def test_any_text(path: str, text: str) -> None:
    """Text made of what the reader looks for."""
    check(path, text.encode("utf-8", "surrogatepass"))


@given(PATHS, TEXTS)
def test_any_front_matter(path: str, text: str) -> None:
    """The same between two fences."""
    check(path, f"---\ntitle: 가\n{text}\n---\n시는 새 청사를 짓는다.".encode("utf-8", "surrogatepass"))


@given(TEXTS)
def test_any_body(text: str) -> None:
    """The same below sound front matter, as CP949 where that can write it."""
    check("seeds/a.md", f"---\ntitle: 가\n---\n{text}".encode("cp949", "replace"))
