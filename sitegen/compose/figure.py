"""The figure that a fact leads with: digits large, what they count small."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from sitegen.model.facts import Amount
from sitegen.rules.rule import words as word_list

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


def is_figure(amount: Amount) -> bool:
    """Whether an amount can be shown as a figure: by its words, or because an editor has written it."""
    return (amount.is_edited and amount.low is not None) or figure_of(amount.surface) is not None


def amount_words(amount: Amount, written: str, language: str) -> str:
    """An amount as pages say it: *written*, its words, and where an editor has corrected it the corrected figure."""
    if not amount.is_edited or amount.low is None or amount.high is None:
        return written
    korean = language != "en"
    ends = [amount.low] if amount.low == amount.high else [amount.low, amount.high]
    unit = next((name for name, code, *_ in word_list("amount_currency") if code == amount.unit), amount.unit)
    said = "∼".join(map(_korean, ends)) + unit if korean else "–".join(f"{end:,f}" for end in ends)
    if not korean:
        said += amount.unit if amount.unit.startswith("%") else f" {amount.unit}"
    return said if not amount.approx else f"약 {said}" if korean else f"about {said}"


def _korean(number: Decimal) -> str:
    """1조2000억 for 1200000000000, as newsrooms write it; with a fraction or under ten thousand the plain digits."""
    if number != number.to_integral_value() or abs(number) < 10_000:
        return f"{number.normalize():f}"
    left, parts = abs(int(number)), []
    for size, name in ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, "")):
        count, left = divmod(left, size)
        parts.append(f"{count}{name}" if count else "")
    return ("-" if number < 0 else "") + "".join(parts)


def leading(amounts: Iterable[Amount]) -> Amount | None:
    """The amount that a headline leads with: money before shares before counts, then the first in the text.

    The conversion in brackets never leads: 15억달러(약 2조원) is one sum.
    """
    candidates = [one for one in amounts if not (one.converts or one.vague or one.unit in RANKS) and is_figure(one)]
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
