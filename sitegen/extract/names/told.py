"""Who has been named so far, while an article is read from left to right."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping
from dataclasses import dataclass, field

from sitegen.extract.names.book import OrgBook
from sitegen.extract.names.mention import Mention
from sitegen.model.text import Document, Span

_BACK = 300  # mentions


@dataclass(slots=True)
class Story:
    """The mentions so far, kept in text order while the roles are read from left to right."""

    document: Document
    book: OrgBook
    employers: Mapping[str, str] = field(default_factory=dict)  # person -> organisation
    mentions: list[Mention] = field(default_factory=list)

    def before(self, offset: int) -> list[Mention]:
        """The mentions before *offset*, as far back as anybody reads."""
        last = bisect_right(self.mentions, offset, key=lambda mention: mention.span.end)
        return self.mentions[max(0, last - _BACK) : last]

    def is_group_of(self, group: Mention, kind: str) -> bool:
        """Whether a resolved pair is of people or of organisations, as *kind* wants it."""
        people = {name for m in self.mentions if m.kind == "person" for name in m.names}
        return kind == "any" or (kind == "person") == all(name in people for name in group.names)

    def sentence(self, offset: int) -> int:
        return self.document.sentence_at(offset).index

    def add(self, span: Span, names: tuple[str, ...], kind: str) -> None:
        at = bisect_left(self.mentions, span.end, key=lambda mention: mention.span.start)
        if names and not (at and self.mentions[at - 1].span.overlaps(span)):
            insort(self.mentions, Mention(span, names, kind), key=lambda mention: mention.span)
