"""Faults as plain data: results of workers and memories hold them."""

from collections.abc import Sequence

from sitegen.errors import Place, SeedError, SitegenError

Fault = tuple[str, str, int, int, str]  # message, path, line, column, hint


def as_fault(fault: SitegenError) -> Fault:
    """A fault as a result, or a memory, holds it."""
    place = fault.place or Place("")
    return fault.message, place.path, place.line, place.column, fault.hint


def as_errors(faults: Sequence[Fault]) -> list[SitegenError]:
    """Faults of a result as what the user is told."""
    return [SeedError(fault[0], place_of(fault), fault[4]) for fault in faults]


def place_of(fault: Fault) -> Place | None:
    """Where a fault of a result stands; None where that is not known."""
    _, path, line, column, _ = fault
    return Place(path, line, column) if path else None
