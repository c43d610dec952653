"""The table of what follows a closing mark: every example is read as it says, every counter-example is not."""

from collections.abc import Iterator
from datetime import date

import pytest

from sitegen.analyse import document_of
from sitegen.extract.alias import aliases_of
from sitegen.extract.names import names_of
from sitegen.extract.quote.read import readings_of
from sitegen.model.text import Article, Block, Role, Span
from sitegen.rules.rule import Example, Rule
from tests.rules import suite


def observe(text: str, published: date | None) -> Iterator[suite.Seen]:
    """Every pair of marks with the rule that decided; the value is the speaker, or the kind where nobody spoke."""
    article = Article("a", "a.md", text, "", published, (Block(Span(0, len(text)), Role.BODY),), "a")
    document = document_of(article)
    for reading in readings_of(document, names_of(document, aliases_of(document))):
        inner = reading.marked.inner
        if reading.uttered or reading.kind == "none":
            yield suite.Seen(inner.start, inner.end, reading.speaker if reading.uttered else reading.kind, reading.rule)


def test_table_is_complete() -> None:
    """Each rule has its reason, its source, two examples and a counter-example."""
    suite.check_table("quote")


@pytest.mark.parametrize(("rule", "example"), suite.examples("quote"))
def test_example(rule: Rule, example: Example) -> None:
    suite.check_example(rule, example, observe)


@pytest.mark.parametrize(("rule", "example"), suite.counters("quote"))
def test_counter_example(rule: Rule, example: Example) -> None:
    suite.check_counter(rule, example, observe)
