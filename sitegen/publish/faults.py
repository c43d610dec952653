"""How a publication can fail, apart from what is wrong with the site."""

from sitegen.errors import PublishError


class TargetUnreachable(PublishError):
    """The target does not answer, or not in time: the same command may work later, and goes on where it ended."""

    exit_code = 3


class TargetRefuses(PublishError):
    """The target does not let us: a wrong key, a right that is missing, a quota that is full."""

    exit_code = 4


class TargetLocked(PublishError):
    """Somebody else is publishing there."""

    exit_code = 5
