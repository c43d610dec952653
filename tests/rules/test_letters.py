import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.model.text import Span
from sitegen.rules.letters import letters_of
from sitegen.rules.outline import outline_of
from sitegen.rules.rule import Rule, load, tables
from sitegen.rules.sieve import sieve_of


@pytest.mark.parametrize(
    ("pattern", "every", "some", "first"),
    [
        ("[0-9]{1,2}할", "할", ["0123456789"], "0123456789"),
        (r"(?:약\s)?[0-9]+(?:%|퍼센트)", "", ["%퍼", "0123456789"], "0123456789약"),
        ("(?<=가)나(?=다)", "나다", [], "나"),  # what stands before a match may stand before the sentence
        ("(?!가)나(?!다)", "나", [], "나"),
        ("[^가]나*", "", [], None),
        (r"\d|가", "", [], None),
        ("(?:가|나)?", "", [], None),
        ("(?:가|)나|다", "", ["나다"], "가나다"),
        ("(?i:a)b", "b", [], None),
        ("(?i)a", "", [], None),
        ("(?>가|나){2,}", "", ["가나"], "가나"),
        ("(가)?(?(1)나|다)", "", [], None),
    ],
)
def test_what_a_pattern_needs(pattern: str, every: str, some: list[str], first: str | None) -> None:
    letters = letters_of(outline_of(pattern))
    assert letters.all == frozenset(every)
    assert sorted(letters.some, key=len) == sorted(map(frozenset, some), key=len)
    assert letters.first == (None if first is None else frozenset(first))


ALL = [rule for table in tables() for rule in load(table)]
TEXTS = [example.text for rule in ALL for example in (*rule.examples, *rule.counter)]


@pytest.mark.parametrize("table", tables())
def test_rules_find_what_their_patterns_find(table: str) -> None:
    for rule in load(table):
        for text in TEXTS[:: max(1, len(TEXTS) // 400)] + [example.text for example in rule.examples]:
            _compare(rule, text, Span(0, len(text)))
            _compare(rule, text, Span(len(text) // 3, len(text) - 2))


def _compare(rule: Rule, text: str, span: Span) -> None:
    wanted = [match.span() for match in rule.pattern.finditer(text, span.start, span.end)]
    assert [match.span() for match in rule.matches(text, span)] == wanted, (rule.name, text)
    assert not wanted or sieve_of((rule,)).through(span.of(text)), (rule.name, text)


PIECES = st.sampled_from(
    ["가", "나", "[가나]", "다?", "(?:가|나다)", "(?:나|)", "(?=다)", "(?<=가)", "(?!나)", "다+?", "[^가]"]
)


@given(st.lists(PIECES, min_size=1, max_size=4).map("".join), st.text("가나다라", max_size=10), st.integers(0, 3))
def test_letters_exclude_no_match(pattern: str, text: str, start: int) -> None:
    rule = Rule("test", "", "", pattern)
    span = Span(min(start, len(text)), len(text))
    _compare(rule, text, span)
