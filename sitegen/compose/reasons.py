"""Why facts were linked, in the language of the pages. What is not known here is shown as it stands."""

import re
from collections.abc import Callable, Mapping

Words = Mapping[str, str]

_DATES: Mapping[str, str] = {
    "same day": "why_same_day",
    "the day lies in the time told": "why_within",
    "same period": "why_same_period",
    "told at the time": "why_open",
    "told again": "why_again",
}
_WHOLE: Mapping[str, str] = {
    "the same sentence, printed twice": "why_reprint",
    "the same words of the same speaker": "why_same_words",
    "on the day planned": "why_on_day",
    "the thing planned, at its time": "why_thing",
    "one event, two times": "why_two_times",
    "one event, two counts": "why_two_counts",
    "somebody denies it": "why_denied",
    "story: in the front matter": "grouped_front_matter",
}
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"ends the plan: (?P<what>.+)"), "why_ends"),
    (re.compile(r"planned and done: (?P<what>.+)"), "why_done"),
    (re.compile(r"what came of it: (?P<what>.+)"), "why_came"),
    (re.compile(r"(?P<what>.+): a later figure"), "why_later_figure"),
    (re.compile(r"told as changed from (?P<what>.+)"), "why_changed_from"),
    (re.compile(r"(?P<what>.+): one time, two figures"), "why_two_figures"),
    (re.compile(r"(?P<what>.+) denies it"), "why_denies"),
)
_ACTORS = re.compile(r"(\d+) of (\d+) actors")
_SHARED = re.compile(r"(\d+) (events|outcome|series|conflict|denial|recap)")
_SHARED_ORDER = ("events", "outcome", "series", "conflict", "denial", "recap")


def reason_of(reason: str, words: Words) -> str:
    """*reason* in the words of a page."""
    if reason in _WHOLE:
        return words[_WHOLE[reason]]
    readers: tuple[Callable[[str, Words], str], ...] = (_merge, _story, _relation)
    return next((said for read in readers if (said := read(reason, words))), reason)


def _merge(reason: str, words: Words) -> str:
    """same day, 체결, 2 of 2 actors, 파트너십."""
    date, *parts = reason.split(", ")
    if date not in _DATES or not parts:
        return ""
    said = [words[_DATES[date]]]
    for number, part in enumerate(parts):
        if match := _ACTORS.fullmatch(part):
            said.append(words["why_actors"].format(shared=match[1], all=match[2]))
        elif part == "same thing":
            said.append(words["why_same_thing"])
        else:
            said.append(part if number == 0 else words["why_noun"].format(noun=part))
    return " · ".join(said)


def _story(reason: str, words: Words) -> str:
    """3 conflict, 1 denial, 24 events."""
    counts = {}
    for part in reason.split(", "):
        match = _SHARED.fullmatch(part)
        if match is None:
            return ""
        counts[match[2]] = match[1]
    return ", ".join(words[f"shared_{kind}"].format(count=counts[kind]) for kind in _SHARED_ORDER if kind in counts)


def _relation(reason: str, words: Words) -> str:
    for pattern, name in _PATTERNS:
        if match := pattern.fullmatch(reason):
            return words[name].format(what=match["what"])
    return ""
