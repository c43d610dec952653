"""What a build knows of the last publication, and what it would leave for the next one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen.build.changes import differences
from sitegen.build.record import MOST_BATCHES, Record, read_record, record_of
from sitegen.build.withheld import Guard
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
    briefing: Briefing, path: Path, root: Path, withheld: Iterable[Article]
) -> tuple[Briefing, Since]:
    """*briefing* with its batches of changes, as a reader may see them, from the record at *path*.

    The changes that wait for publication come first. Once published they are the log's first batch, so that a build
    right after a publication makes the same pages. Raises SettingsError where the record cannot be read.
    """
    before = read_record(path, root)
    record = record_of(briefing)
    if before is None:
        return briefing, Since(None, record)
    changes = differences(before, record, briefing)
    guard = Guard(withheld, (read.article for read in briefing.articles))
    batches = guard.fit((ChangeBatch(briefing.as_of, changes), *before.log))[:MOST_BATCHES]
    return replace(briefing, changes=batches), Since(changes, replace(record, log=batches))
