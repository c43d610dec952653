"""People, organisations and the short forms they go by, each mention resolved within the article."""

from dataclasses import dataclass

from sitegen.model.facts import Alias, Org, Person
from sitegen.model.text import Document, Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names somebody: *names* are canonical; two for 두 회사, one for 김 대표 or MS."""

    span: Span
    names: tuple[str, ...]
    kind: str  # person | org | group
    title: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """Everyone an article names; plain spans."""

    persons: tuple[Person, ...] = ()
    orgs: tuple[Org, ...] = ()
    aliases: tuple[Alias, ...] = ()
    mentions: tuple[Mention, ...] = ()

    def actors_in(self, span: Span) -> tuple[str, ...]:
        """Canonical names of the actors that stand in *span*, in order; of 김영섭 KT 대표 only the person."""
        return ()

    def source_in(self, document: Document, span: Span) -> str:
        """Who speaks in a source phrase: the person, the organisation, or the phrase's own words (KT 관계자)."""
        return span.of(document.text)


def names_of(document: Document, aliases: tuple[Alias, ...]) -> Names:
    """Everyone *document* names."""
    return Names(aliases=aliases)
