"""What a build did, for people and for machines."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sitegen.build.profile import Profile
from sitegen.errors import SitegenError
from sitegen.write import Written

Progress = Callable[[str, int, int], None]  # stage, done, of how many; 0: nobody knows


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did. *extracted* articles and *rendered* pages were not known from before."""

    articles: int
    facts: int
    withheld: tuple[str, ...]  # paths
    files: int
    written: Written
    faults: tuple[SitegenError, ...] = ()  # seeds left out with keep_going
    warnings: tuple[SitegenError, ...] = ()
    extracted: int = 0
    rendered: int = 0
    profile: Profile = field(default_factory=Profile)
