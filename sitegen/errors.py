"""Every error a user can meet, as one tree.

    SitegenError                what went wrong, where, one hint
    ├── SeedError               a seed cannot be read: encoding, front matter, dates, slugs
    ├── SettingsError           sitegen.toml or an option is wrong
    ├── RuleError               a rule table or word list is wrong
    ├── TemplateError           a template is wrong
    ├── OutputError             the output folder cannot or must not be written
    ├── CheckError              the built site breaks a promise: link, anchor, evidence, size, contrast
    └── PublishError            a target refuses, or must not get what it would get

    Faults                      several of them at once; what a build raises

The text of the world never raises: an odd article gives fewer facts, not an error.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an error stands: a path, and a 1-based line and column where they are known (else 0)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column or 1}"


class SitegenError(Exception):
    """One fault: *message*, the *place* it stands at, and one *hint* at what to do."""

    exit_code = 1

    def __init__(self, message: str, place: Place | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{where}error: {self.message}{hint}"


class SeedError(SitegenError):
    """A seed cannot be read."""


class SettingsError(SitegenError):
    """The settings or the options are wrong: the command cannot start."""

    exit_code = 2


class RuleError(SitegenError):
    """A rule table or a word list is wrong: the command cannot start."""

    exit_code = 2


class TemplateError(SitegenError):
    """A template cannot be read or rendered."""


class OutputError(SitegenError):
    """The output folder cannot or must not be written."""

    exit_code = 2


class CheckError(SitegenError):
    """The site breaks one of its promises."""


class PublishError(SitegenError):
    """A target cannot or must not be published to."""


class Faults(SitegenError):
    """Several errors, all of them listed at once, in the order of their places."""

    def __init__(self, errors: Iterable[SitegenError]) -> None:
        self.errors = tuple(sorted(errors, key=lambda error: error.place or Place("")))
        super().__init__(f"{len(self.errors)} faults")
        self.exit_code = max((error.exit_code for error in self.errors), default=1)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)
