"""The facts of a line of text, as if it stood alone in a seed."""

from datetime import date

from sitegen.analyse import document_of
from sitegen.extract import facts_of
from sitegen.model.facts import Fact
from sitegen.read import read_seed


def facts_in(text: str, published: date | None) -> tuple[Fact, ...]:
    """All facts of *text*, which must be NFC and one line; their spans count in *text* itself."""
    return facts_of(document_of(read_seed("line.txt", text.encode(), published=published))).facts
