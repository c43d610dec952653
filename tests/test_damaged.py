"""Whatever happened to an article on its way into a seed: it is read to the end, and no longer than its length asks."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import FrameType

import pytest

from sitegen.analyse import document_of
from sitegen.extract import facts_of
from sitegen.model.facts import ArticleFacts, Event
from sitegen.read import read_seed

GOLD = Path(__file__).parent / "gold"
ARTICLE = (GOLD / "2026-02-05-apartment.txt").read_text(encoding="utf-8")
LINE = " ".join(ARTICLE.split())

ENGLISH = "The company said on 3 June that it would invest $1.5 billion. “We are ready,” CEO John Smith said.\n"
HANJA = "大統領은 三日 國會에서 演說을 하고 “改革을 繼續하겠다”고 말했다. 北韓은 四月 二日 發射했다.\n"
EMOJI = "🎉 3일 🏢공장🏭을 열었다 👍🏽. 대표는 “최고✨”라고 👨‍👩‍👧 말했다.\n"

DAMAGED = {
    "cut in the middle": ARTICLE[: len(ARTICLE) // 2],
    "cut inside a word": ARTICLE[100:-101],
    "without its first half": ARTICLE[len(ARTICLE) // 2 :],
    "doubled": ARTICLE + "\n" + ARTICLE,
    "each line twice": "".join(line * 2 for line in ARTICLE.splitlines(keepends=True)),
    "backwards": ARTICLE[::-1],
    "lines backwards": "\n".join(reversed(ARTICLE.splitlines())),
    "one line": LINE,
    "a letter a line": "\n".join(LINE[:400]),
    "without spaces": "".join(ARTICLE.split()),
    "without full stops": ARTICLE.replace(".", ""),
    "English": ENGLISH * 20,
    "Hanja": HANJA * 20,
    "emoji": EMOJI * 20,
    "jamo": "ㅋㅋㅋ ㅠㅠ 3일 ㄱㄴㄷ 대표는 ㅎㅎ 말했다.\n" * 20,
    "old Hangul": "ᄒᆞᆫ글 3일 나랏말ᄊᆞ미 대표는 말했다.\n" * 20,
    "bidi and joiners": "\u202e3일\u200b 대표\u200d는 \u2066말했다\u2069.\ufeff\n" * 20,
    "lone surrogate's neighbours": "\ud7ff3일\ue000 대표는 \ufffd말했다\uffff.\n" * 20,
    "10,000 opening quotation marks": "“" * 10_000 + "말했다.",
    "10,000 straight quotation marks": '"가" ' * 5_000 + "말했다.",
    "10,000 brackets": "(가" * 10_000,
    "10,000 digits": "1" * 10_000 + "원",
    "10,000 dots": "가·" * 10_000 + "가 대표는 말했다.",
    "10,000 commas": "김철수, " * 10_000 + "의원은 말했다.",
    "a table in a line": "1,234\t5,678원\t3일\t12%\t" * 1_000,
}


def read(text: str) -> ArticleFacts:
    article = read_seed("damaged.txt", text.encode("utf-8", "surrogatepass"), published=date(2024, 6, 4))
    return facts_of(document_of(article))


def check(found: ArticleFacts) -> None:
    """Every fact stands inside the text, in the sentence that it names, with the words that it says."""
    text = found.article.text
    for fact in found.facts:
        span = fact.evidence.span
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text) == fact.surface
        sentence = found.sentences[fact.evidence.sentence]
        assert sentence.start <= span.start < sentence.end
        if isinstance(fact, Event):
            assert 0 <= fact.clause.start < fact.clause.end <= len(text)
    assert len({fact.id for fact in found.facts}) == len(found.facts)


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_article_is_read(name: str) -> None:
    check(read(DAMAGED[name]))


def test_200000_characters_in_one_line_are_read() -> None:
    """And not in vain: what stands in it is found as often as it stands there."""
    times = 200_000 // len(LINE) + 1
    found = read((LINE + " ") * times)
    check(found)
    assert len(found.article.text) >= 200_000
    assert sum(fact.kind == "amount" for fact in found.facts) >= times * 10


def _calls(text: str) -> int:
    """How many functions are called while *text* is read: what grows with the work and not with the machine's load."""
    count = 0

    def seen(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        read(text)
    finally:
        sys.setprofile(before)
    return count


def _grown() -> Iterator[object]:
    pieces = {
        "an article": LINE + " ",
        "no full stop": "한국과 미국은 ",
        "times": "3일부터 5일까지 ",
        "names": "김철수 새벽전자 대표와 ",
        "quotes": "“간다”며 ",
        "open quotes": "“간다. ",
        "figures": "3억원, 12%, ",
        "brackets": "새벽전자(새전)와 ",
        "paragraphs": "두 회사는 지난 3일 협약을 맺었다.\n\n",
    }
    for name, piece in pieces.items():
        yield pytest.param(piece, max(1, 12_000 // len(piece)), id=name)


@pytest.mark.parametrize(("piece", "times"), list(_grown()))
def test_twice_the_text_is_twice_the_work(piece: str, times: int) -> None:
    """What is worked out once (tables, patterns) is read before, so that it does not hide the growth."""
    read(piece)
    assert _calls(piece * (2 * times)) <= 2.4 * _calls(piece * times)
