"""What a build knows of the last publication, and what it would leave for the next one."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from sitegen.build.changes import differences
from sitegen.build.record import MOST_BATCHES, Record, correction_key, holds, read_record, record_of
from sitegen.build.withheld import Guard
from sitegen.model.corrections import Action, Corrected
from sitegen.model.facts import ArticleFacts
from sitegen.model.site import Briefing, ChangeBatch, FactChange
from sitegen.model.text import Article


class Since:
    """*changes* since the last publication in all their words, for the editor alone; None where there is no record."""

    def __init__(self, changes: tuple[FactChange, ...] | None, record: Callable[[], Record]) -> None:
        self.changes = changes
        self._record = record

    @cached_property
    def record(self) -> Record:
        """What a publication leaves behind. Made when it is asked for: a build that publishes nothing needs none."""
        return self._record()


NEVER_PUBLISHED = Since(None, Record)


def since_publication(
    briefing: Briefing,
    corrected: Iterable[tuple[Corrected, ArticleFacts]],
    path: Path,
    root: Path,
    withheld: Iterable[Article],
    left_out: Collection[str] = (),
) -> tuple[Briefing, Since]:
    """*briefing* with its batches of changes and its corrections, as a reader may see them, by the record at *path*.

    *left_out* are the ids of articles that are missing for a fault: they are not withdrawn. The changes that wait for publication come first. Once published they are the log's first batch, so that a build
    right after a publication makes the same pages. Raises SettingsError where the record cannot be read.
    """
    before = read_record(path, root)
    if before is None:
        return briefing, Since(None, partial(record_of, briefing))
    before = replace(before, articles=tuple(one for one in before.articles if one.id not in left_out))
    briefing = replace(briefing, corrections=tuple(_owned_up(corrected, before)))
    record = record_of(briefing)
    changes = differences(before, record, briefing)
    guard = Guard(withheld, (read.article for read in briefing.articles))
    batches = guard.fit((ChangeBatch(briefing.as_of, changes), *before.log))[:MOST_BATCHES]
    record = replace(record, log=batches)
    return replace(briefing, changes=batches), Since(changes, lambda: record)


def _owned_up(corrected: Iterable[tuple[Corrected, ArticleFacts]], before: Record) -> Iterator[Corrected]:
    """The corrections that the site tells its readers of: what they were shown, and is taken back or told otherwise."""
    for one, read in corrected:
        changed = one.correction.action in (Action.HIDE, Action.SET) and one.before is not None
        known = correction_key(one) in before.corrections
        if changed and (known or (one.before is not None and holds(before, read, one.before))):
            yield one
