"""What a predicate may do with a time that stands before it."""

from enum import StrEnum

from sitegen.model.facts import Precision

FINE = frozenset({Precision.MINUTE, Precision.PART, Precision.DAY})


class Verdict(StrEnum):
    """What a predicate does with a time that stands before it."""

    HERE = "here"  # it is dated by it
    SCENE = "scene"  # it only sets the scene: the next predicate is
    SKIP = "skip"  # it lets it pass
    STOP = "stop"  # the time dates no event
