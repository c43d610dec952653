"""The table of a headline's endings: the marked predicate ends the line as the example says."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from sitegen.analyse import document_of
from sitegen.extract.headline.verb import Verb, verb_at
from sitegen.extract.quote.clause import clause_of
from sitegen.model.text import Article, Block, Role, Span
from sitegen.rules.rule import Example, Rule, load
from tests.rules import suite


def read(text: str, span: Span) -> Verb:
    article = Article("a", "a.md", text, "", None, (Block(Span(0, len(text)), Role.BODY),), "a")
    document = document_of(article)
    return verb_at(clause_of(document, document.sentence_at(span.start), ()), document.text, span)


def observer(start: int, end: int) -> suite.Observe:
    def observe(text: str, published: date | None) -> Iterator[suite.Seen]:
        ending = read(text, Span(start, end)).ending()
        if ending:
            yield suite.Seen(start, end, ending.text, ending.rule)

    return observe


def test_table_is_complete() -> None:
    """Each rule has its reason, its source, two examples and a counter-example."""
    suite.check_table("headline")


@pytest.mark.parametrize(("rule", "example"), suite.examples("headline"))
def test_example(rule: Rule, example: Example) -> None:
    assert example.start is not None
    assert example.end is not None
    suite.check_example(rule, example, observer(example.start, example.end))


@pytest.mark.parametrize(
    ("rule", "text"),
    [pytest.param(r, c.text, id=f"{r.name}:{c.text[:24]}") for r in load("headline") for c in r.counter],
)
def test_counter_example(rule: Rule, text: str) -> None:
    """The rule does not end the line of a predicate that is marked in the counter-example."""
    marked = re.search("<<(.+?)>>", text)
    assert marked
    plain = text[: marked.start()] + marked.group(1) + text[marked.end() :]
    ending = read(plain, Span(marked.start(), marked.start() + len(marked.group(1)))).ending()
    assert ending is None or ending.rule != rule.name
