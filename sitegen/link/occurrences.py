"""Events with all their mentions, as values of the model."""

from collections.abc import Sequence

from sitegen.link.mention import Mention
from sitegen.model.site import Occurrence


def occurrences_of(groups: Sequence[tuple[tuple[Mention, ...], str]]) -> tuple[Occurrence, ...]:
    """The events of the corpus in the order in which they were first told."""
    return tuple(
        Occurrence(f"{mentions[0].ref.article}/{mentions[0].ref.fact}", tuple([m.ref for m in mentions]), reason)
        for mentions, reason in groups
    )
