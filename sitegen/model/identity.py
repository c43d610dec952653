"""What a site is called, and how it counts: known before anything else is loaded."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """What the settings say of the site as a whole."""

    title: str = "브리핑"
    url: str = ""
    language: str = "ko"  # ko | en
    timezone: str = "Asia/Seoul"
    group: bool = True  # whether articles that name no story are grouped by what they share
    colors: tuple[tuple[str, str, str], ...] = ()  # name as in model.colors, in light and in dark surroundings
    words: tuple[tuple[str, str], ...] = ()  # what pages call things, by the key of compose.words; before their own
    all_facts: bool = False  # whether the files and the table of facts hold an archive's every fact, month by month
