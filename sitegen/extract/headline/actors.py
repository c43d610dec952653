"""What the actors of an event are called in a headline."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from sitegen.extract.headline.written import without_brackets
from sitegen.extract.names import Mention, Names
from sitegen.extract.quote.clause import Clause, Phrase
from sitegen.model.text import Document, Span

_UNNAMED = re.compile(r"[가-힣]모")  # 김모, as courts and the police name people


def label_of(name: str, names: Names, *, org: bool = False) -> str:
    """A person with the title that the article gives (강세원 대표), anybody else by the name alone."""
    for person in names.persons:
        if person.name == name and person.title:
            return " ".join(part for part in (name, person.org if org else "", person.title) if part)
    return f"{name}씨" if _UNNAMED.fullmatch(name) else name


def labels_in(document: Document, span: Span, who: Sequence[str], names: Names, brief: int = 0) -> str:
    """The actors of *who* that a phrase names, joined by ·: in its own words where they give the full name; *brief* 1
    leaves a name and its title, 2 the name."""
    labels: list[str] = []
    for mention in _mentions_at(names, span):
        words = without_brackets(mention.span.of(document.text))
        for name in mention.names:
            if name in who:
                own = mention.kind == "person" and name in words
                titled = f"{name} {mention.title}" if mention.kind == "person" and mention.title else ""
                label = words if own and not (brief and titled) else titled or label_of(name, names)
                if brief > 1 and mention.kind == "person":
                    label = label_of(name, names) if _UNNAMED.fullmatch(name) else name
                if not any(name in other for other in labels):
                    labels.append(label)
    if labels:
        return "·".join(labels)
    return "·".join(label_of(name, names) for name in names.actors_in(span) if name in who)


def _mentions_at(names: Names, span: Span) -> Iterator[Mention]:
    """The mentions that share a letter with *span*, in order."""
    mentions = names.mentions
    for number in range(bisect_right(mentions, span.start, key=lambda one: one.span.end), len(mentions)):
        if mentions[number].span.start >= span.end:
            return
        yield mentions[number]


def coordinated(document: Document, clause: Clause, phrase: Phrase, names: Names) -> Phrase:
    """*phrase* with the actors before it that 와, 과 join to it: 금융위원회와 한국은행은."""
    first, start = phrase.first, phrase.span.start
    while first > 0 and clause.eojeols[first - 1].josa in (("와",), ("과",)) and not clause.eojeols[first - 1].comma:
        left = clause.phrase(document, first - 1)
        if left is None or not names.actors_in(left.span):
            break
        first, start = left.first, left.span.start
    return Phrase(Span(start, phrase.span.end), phrase.josa, first, phrase.last, phrase.comma)
