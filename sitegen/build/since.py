"""What a build knows of the last publication, and what it would leave for the next one."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen.build.changes import differences
from sitegen.build.record import MOST_BATCHES, Record, correction_key, holds, read_record, record_of
from sitegen.build.withheld import Guard
from sitegen.model.corrections import Action, Corrected
from sitegen.model.facts import ArticleFacts
from sitegen.model.site import Briefing, ChangeBatch, FactChange
from sitegen.model.text import Article


@dataclass(frozen=True, slots=True)
class Since:
    """*changes* since the last publication in all their words, for the editor alone; None where there is no record.
    *record* is what a publication leaves behind."""

    changes: tuple[FactChange, ...] | None
    record: Record


NEVER_PUBLISHED = Since(None, Record())


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
    if before is not None:
        before = replace(before, articles=tuple(one for one in before.articles if one.id not in left_out))
        briefing = replace(briefing, corrections=tuple(_owned_up(corrected, before)))
    record = record_of(briefing)
    if before is None:
        return briefing, Since(None, record)
    changes = differences(before, record, briefing)
    guard = Guard(withheld, (read.article for read in briefing.articles))
    batches = guard.fit((ChangeBatch(briefing.as_of, changes), *before.log))[:MOST_BATCHES]
    return replace(briefing, changes=batches), Since(changes, replace(record, log=batches))


def _owned_up(corrected: Iterable[tuple[Corrected, ArticleFacts]], before: Record) -> Iterator[Corrected]:
    """The corrections that the site tells its readers of: what they were shown, and is taken back or told otherwise."""
    for one, read in corrected:
        changed = one.correction.action in (Action.HIDE, Action.SET) and one.before is not None
        known = correction_key(one) in before.corrections
        if changed and (known or (one.before is not None and holds(before, read, one.before))):
            yield one
