"""A deed as a noun, and none where the clause denies it."""

import pytest

from sitegen.compose.nominal import nominal_of
from sitegen.model.facts import Basis, Certainty, Event, Evidence, Status
from sitegen.model.text import Span


@pytest.mark.parametrize(
    ("predicate", "surface", "noun"),
    [
        ("체결하다", "체결했다", "체결"),
        ("체결되다", "체결됐다", "체결"),
        ("맺다", "맺었다", "체결"),
        ("미루다", "미뤘다", "연기"),
        ("물러나다", "물러났다", "물러남"),
        ("내주다", "내줬다", "내줌"),
        ("받다", "받았다", ""),
        ("만들다", "만들었다", "만듦"),
        ("넘다", "넘었다", "넘음"),
        ("돕다", "도왔다", ""),
        ("승인하다", "승인하지 않고", ""),
        ("바꾸다", "바꾸지 않기로 했다", ""),
        ("하다", "했다", ""),
        ("상반기", "상반기다", ""),
        ("IPO하다", "IPO했다", ""),
    ],
)
def test_deeds_are_nouns(predicate: str, surface: str, noun: str) -> None:
    """Sino-Korean verbs give their stem, native ones the newsroom's noun or -음; where the letters cannot tell, none."""
    event = Event(
        evidence=Evidence("a", 0, Span(0, 1), "test"),
        surface=surface,
        clause=Span(0, 1),
        predicate=predicate,
        certainty=Certainty(Status.HAPPENED, Basis.WRITER),
    )
    assert nominal_of(event)[1] == noun
