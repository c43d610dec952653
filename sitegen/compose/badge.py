"""The badge of a fact: what kind of knowledge it is and on whose word, by word, shape and colour."""

from collections.abc import Mapping

from sitegen.model.facts import Basis, Event, Status
from sitegen.rules.rule import words as word_list

# word of compose.words -> look of the style sheet. Colour never stands alone: each look has a shape of its own.
STATUS_LOOKS: Mapping[str, str] = {
    "planned": "planned",
    "pursued": "planned",
    "considered": "planned",
    "expected": "estimated",
    "estimated": "estimated",
    "alleged": "claimed",
    "denied": "denied",
    "cancelled": "denied",
    "postponed": "planned",
    "changed": "planned",
}
BASIS_LOOKS: Mapping[str, str] = {
    "announced": "told",
    "uttered": "told",
    "claimed": "claimed",
    "media": "told",
    "unnamed": "claimed",
    "analysis": "estimated",
}
_STATUS_WORDS: Mapping[Status, str] = {status: status.value for status in Status if status.value in STATUS_LOOKS}
_BASIS_WORDS: Mapping[Basis, str] = {
    Basis.ANNOUNCED: "announced",
    Basis.SAID: "uttered",
    Basis.CLAIMED: "claimed",
    Basis.MEDIA: "media",
    Basis.UNNAMED: "unnamed",
    Basis.ANALYSIS: "analysis",
}
# These say by themselves on whose word they stand: a denial is the denier's, an expectation an analyst's.
_IMPLIED: Mapping[Status, frozenset[Basis]] = {
    Status.DENIED: frozenset({Basis.SAID, Basis.CLAIMED, Basis.ANNOUNCED}),
    Status.EXPECTED: frozenset({Basis.ANALYSIS}),
    Status.ESTIMATED: frozenset({Basis.ANALYSIS}),
}


def badges_of(event: Event, words: Mapping[str, str]) -> list[dict[str, str]]:
    """The badges of an event's certainty, status first; none where the writer plainly reports what happened."""
    found = []
    certainty = event.certainty
    dropped = certainty.status is Status.DROPPED
    if name := dropped_word(event) if dropped else _STATUS_WORDS.get(certainty.status):
        found.append({"word": words[name], "look": STATUS_LOOKS[name]})
    if certainty.basis in _BASIS_WORDS and certainty.basis not in _IMPLIED.get(certainty.status, frozenset()):
        name = _BASIS_WORDS[certainty.basis]
        found.append({"word": words[name], "look": BASIS_LOOKS[name]})
    return found


def dropped_word(event: Event) -> str:
    """What became of a plan that no longer stands: put off is not given up, and the badge must not say so."""
    stem = event.predicate.removesuffix("다").removesuffix("하").removesuffix("되").removesuffix("시키")
    return next((kind for known, kind, *_ in word_list("dropped_kind") if known == stem), "changed")


def legend(words: Mapping[str, str]) -> list[dict[str, str]]:
    """Every badge there is, with its meaning and what articles say for it."""
    return [
        {"word": words[name], "look": look, "meaning": words[f"{name}_means"], "example": words[f"{name}_example"]}
        for name, look in (*STATUS_LOOKS.items(), *BASIS_LOOKS.items())
    ]
