"""What is read off a pattern never hides a match of it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.analyse import document_of
from sitegen.model.text import Article, Block, Role, Span
from sitegen.rules.likely import likely
from sitegen.rules.match import tagged
from sitegen.rules.needs import needed_by, pairs_needed
from sitegen.rules.outline import outline_of
from sitegen.rules.rule import load, tables


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("계획/NNG 하/XSV", ("계획/NNG 하/XSV",)),
        ("(?:검토|논의)/NNG", ("검토/NNG", "논의/NNG")),
        ("(?<![^ ])검토(?:함)? ", ("검토 ", "검토함 ")),
        ("[은는]/JX", ("는/JX", "은/JX")),
        ("[^ ]+/NNG (?:되/XSV )?고", ("/NNG 고", "/NNG 되/XSV 고")),
        ("가(?:나)*다라", ("다라",)),
        ("(?:가나)+", ("가나",)),
        ("(?P<join>가나|다라마바) [A-Z]+$", ("가나 ", "다라마바 ")),
        ("가|나|[^ ]", ()),
        ("(?:가나)?", ()),
        ("하(?= ¦)", (" ¦",)),
        ("하(?!가나다) ", ("하 ",)),
        ("(?<=가나)하", ("하",)),
        ("(?i:가나)다", ("다",)),
        ("(가)하\\1", ("가하",)),
        ("", ()),
        ("[A-Z]+ ?", ()),
    ],
)
def test_words(pattern: str, words: tuple[str, ...]) -> None:
    assert needed_by(outline_of(pattern)) == words


@pytest.mark.parametrize(
    ("pattern", "pairs"),
    [
        ("(?:검토|논의)/NNG", [["검토", "논의"]]),
        ("[0-9]+ ?(?:원|달러)", [[" 원", "원", "달러"]]),
        ("가나[^ ]다라", [["가나"], ["다라"]]),
        ("[가나]다", [["가다", "나다"]]),
        ("[0-9]", []),
        ("가", []),
        ("(?i)가나", []),
    ],
)
def test_pairs(pattern: str, pairs: list[list[str]]) -> None:
    assert pairs_needed(outline_of(pattern)) == tuple(map(frozenset, pairs))


def test_no_case() -> None:
    """A pattern that takes either case needs no word as written."""
    assert needed_by(outline_of("(?i)가나")) == ()


@pytest.mark.parametrize("table", tables())
def test_examples(table: str) -> None:
    """A rule that matches in an example of its table, or in its morphemes, is among the likely ones."""
    rules = load(table)
    for text in [example.text for rule in rules for example in (*rule.examples, *rule.counter)]:
        document = document_of(Article("a", "a.md", text, "", None, (Block(Span(0, len(text)), Role.BODY),), "a"))
        tags = tagged(morph for sentence in document.sentences for morph in sentence.morphs).text
        for line in (text, tags, f"{tags} »"):
            assert {rule.name for rule in rules if rule.pattern.search(line)} <= {r.name for r in likely(table, line)}


_ATOM = st.sampled_from(["가", "나", "다라", "[가나]", "[^가]", ".", "(?=가)", "(?!나)", "(?<!가)", "$", "^"])


@st.composite
def _pattern(draw: st.DrawFn, depth: int = 3) -> str:
    if not depth or draw(st.booleans()):
        return draw(_ATOM)
    parts = draw(st.lists(_pattern(depth=depth - 1), min_size=1, max_size=3))
    joined = draw(st.sampled_from(["", "|"])).join(f"(?:{part})" for part in parts)
    return f"(?:{joined}){draw(st.sampled_from(['', '', '?', '*', '+', '{2}', '*?']))}"


@given(_pattern(), st.text("가나다라 ", max_size=12))
def test_sound(pattern: str, text: str) -> None:
    """Where none of the words stands, or none of the pairs of letters, the pattern matches nowhere."""
    for pairs in pairs_needed(outline_of(pattern)):
        assert any(pair in text for pair in pairs) or not re.search(pattern, text)
    words = needed_by(outline_of(pattern))
    assert not words or any(word in text for word in words) or not re.search(pattern, text)
