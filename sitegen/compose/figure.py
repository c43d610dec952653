"""The figure that a fact leads with: digits large, what they count small."""

import re
from collections.abc import Iterable, Sequence

from sitegen.model.facts import Amount

_ONE = re.compile(r"(?P<before>\D{0,6}?)(?P<digits>\d[\d.,~∼～-]*)(?P<unit>\D*)")
# 1만2천여명, 2조4000억원: the scales between the digits are read with them
_SCALED = re.compile(r"(?P<before>\D{0,6}?)(?P<digits>\d.*\d[십백천만억조]*)(?P<unit>\D*)")
RANKS = frozenset({"위", "등"})  # 세계 1위인 A: a place in somebody's list, not the size of the news
_LONGEST = 14  # code points; a longer expression is prose, not a figure


def figure_of(words: str) -> dict[str, str] | None:
    """An amount's words cut into qualifier, digits and unit; None where they name no figure or run long."""
    match = _ONE.fullmatch(words) or _SCALED.fullmatch(words)
    if match is None or len(words) > _LONGEST:
        return None
    return {"before": match["before"].strip(), "digits": match["digits"], "unit": match["unit"].strip()}


def leading(amounts: Iterable[Amount]) -> Amount | None:
    """The amount that a headline leads with: money before shares before counts, then the first in the text.

    The conversion in brackets never leads: 15억달러(약 2조원) is one sum.
    """
    candidates = [
        one
        for one in amounts
        if not (one.converts or one.vague or one.unit in RANKS) and figure_of(one.surface) is not None
    ]
    return min(candidates, key=_weight, default=None)


def _weight(amount: Amount) -> tuple[int, int]:
    span = amount.evidence.span
    if re.fullmatch(r"[A-Z]{3}", amount.unit):
        return (0, span.start)
    return (1 if amount.unit in ("%", "%p") else 2, span.start)


def distinct(amounts: Sequence[Amount]) -> list[Amount]:
    """*amounts* without those that say the same again."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for one in amounts:
        key = (one.low, one.high, one.unit) if not one.vague else (one.surface,)
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept
