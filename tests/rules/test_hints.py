"""Hints of the name tables only save time: with them the rules match what their patterns match without."""

import re

import pytest

from sitegen.extract.names.hint import matches_at_words
from sitegen.model.text import Span
from sitegen.rules.rule import load

# Its hint leaves out some forms of org_said (덧붙였다, 맞섰다): with them more would be read, so that it does not only
# save time.
_NARROWER = {"org.says"}
_START = re.compile(r"(?<![가-힣A-Za-z0-9])(?=[가-힣A-Za-z0-9])")
TEXTS = sorted({e.text for table in ("org", "person") for rule in load(table) for e in (*rule.examples, *rule.counter)})


@pytest.mark.parametrize("table", ["org", "person"])
def test_a_hint_hides_no_match(table: str) -> None:
    rules = [rule for rule in load(table) if rule.name not in _NARROWER]
    for text in TEXTS:
        wanted = [
            (rule.name, match.span())
            for start in _START.finditer(text)
            for rule in rules
            if (match := rule.pattern.match(text, start.start()))
        ]
        found = [(rule.name, match.span()) for rule, match in matches_at_words(rules, text, Span(0, len(text)))]
        assert found == wanted, text
