"""In which order the files of a site go to a target of single files, so that every reader sees a whole site."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from sitegen.publish.plan import MISSING, Plan
from sitegen.publish.store import Upload
from sitegen.write import is_entry

_HOME = "index.html"


def stages(plan: Plan, begun: Collection[str]) -> Iterator[Sequence[str]]:
    """The files to send, in steps: none leads to what is not there yet.

    First what pages need; then pages that nobody knows of yet, and with them the new ones among those by which readers
    come in; then those that were *begun*, which may lead nowhere or be known already; the home page where there is none;
    and what was there before and may lead to all of these.
    """
    missing = (address for address in plan.changed if plan.reasons.get(address) == MISSING)
    sent = sorted((*plan.added, *plan.changed))
    is_new = {*plan.added, *missing}

    def step(address: str) -> int:
        if address.startswith("assets/"):
            return 0
        if address == _HOME and (address in is_new or address in begun):
            return 5
        return (3 if address in begun else 1 if address in is_new else 6) + is_entry(address)

    steps: dict[int, list[str]] = {}
    for address in sent:
        steps.setdefault(step(address), []).append(address)
    for number in sorted(steps):
        yield steps[number]


def farewells(removed: Iterable[str]) -> Iterator[Sequence[str]]:
    """The files to delete, in steps: those by which readers come in go before what they lead to."""
    entries = [address for address in removed if is_entry(address)]
    yield entries
    yield sorted(set(removed).difference(entries))


def windows(steps: Sequence[Sequence[Upload]], size: int) -> Iterator[list[Sequence[Upload]]]:
    """*steps* in their order, several together where they have no more than *size* files."""
    window: list[Sequence[Upload]] = []
    for step in steps:
        if window and len(step) + sum(map(len, window)) > size:
            yield window
            window = []
        window.append(step)
    if window:
        yield window


def batches(addresses: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(addresses), size):
        yield addresses[start : start + size]
