"""What a publication would do to its target, and the guard against losing a site by mistake."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sitegen.errors import PublishError

FREE_DELETIONS = 50
FREE_SHARE = 10  # one in so many

# Why a file is sent, where that is more than that it is new, or says something else.
MISSING = "is missing there"
ALTERED = "was altered there"
ADOPTED = "takes the place of what is not ours"
UNFINISHED = "an interrupted publication left it"


@dataclass(frozen=True, slots=True)
class Plan:
    """Addresses, each sorted. *before* is the number of files that we published there before; *reasons* tell why an
    address is in the plan, where its mark does not; *foreign* is the number of files there that are not ours."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    before: int
    reasons: Mapping[str, str] = field(default_factory=dict)
    foreign: int = 0

    @property
    def is_idle(self) -> bool:
        return not (self.added or self.changed or self.removed)

    def lines(self) -> Iterator[str]:
        """One line a file: ``+`` new, ``~`` changed, ``-`` deleted, with the reason where it is not plain."""
        for mark, addresses in (("+", self.added), ("~", self.changed), ("-", self.removed)):
            for address in addresses:
                reason = f"  ({self.reasons[address]})" if address in self.reasons else ""
                yield f"{mark} {address}{reason}"

    def __str__(self) -> str:
        if self.is_idle:
            return f"nothing changed, {self.unchanged} files are right"
        return f"+{len(self.added)} ~{len(self.changed)} -{len(self.removed)}, {self.unchanged} unchanged"


def refuse_deletions(plan: Plan, most: int | None) -> None:
    """Raises PublishError where *plan* deletes more than *most*, by default one file in ten, and fifty in any case."""
    limit = max(FREE_DELETIONS, plan.before // FREE_SHARE) if most is None else most
    deletions = len(plan.removed)
    if deletions > limit:
        hint = f"look at them with  --dry-run;  if they shall go, add  --max-deletes {deletions}"
        raise PublishError(f"{deletions} of {plan.before} published files would be deleted", None, hint)
