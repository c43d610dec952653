"""Korean figures to numbers: 1조6천34억, 8만9천400, 이천, and the spread of words like 6400억원대."""

import re
from decimal import Decimal

_SMALL = {"십": 10, "백": 100, "천": 1000}
_BIG = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}
_DIGITS = {d: n for n, d in enumerate("영일이삼사오육칠팔구")}
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[십백천만억조경]|[일이삼사오육칠팔구]")


def number(words: str) -> Decimal:
    """The number that *words* name: digits, 십·백·천·만·억·조·경 and Hangul digits in any mixture; 0 where they name none."""
    total, section, pending = Decimal(0), Decimal(0), None
    for token in _TOKEN.findall(words.replace(",", "")):
        if token in _SMALL:
            section += (1 if pending is None else pending) * _SMALL[token]
            pending = None
        elif token in _BIG:
            section += pending or 0
            total += (section or 1) * _BIG[token]
            section, pending = Decimal(0), None
        else:
            pending = Decimal(_DIGITS.get(token, token))
    return total + section + (pending or 0)


def between(low: str, high: str) -> tuple[Decimal, Decimal]:
    """Both ends of ``low~high``; the scale of the right end is the left one's too, where the left has none of its own.

    3~5억 is 3억 to 5억, 5000~1만 is 5000 to 10000: the reading that keeps the order.
    """
    last = number(high)
    first = number(low)
    scale = re.search(r"[십백천만억조경]+", high)
    if scale and not re.search(r"[만억조경]", low) and re.search(r"[만억조경]", scale.group()):
        scaled = first * _scale(scale.group())
        if scaled < last:
            return scaled, last
    elif scale and not re.search(r"[십백천만억조경]", low) and first * _scale(scale.group()) < last:
        return first * _scale(scale.group()), last
    return first, last


def _scale(words: str) -> Decimal:
    """What the first 억 or 조 of *words* multiplies by, with the 천 before it only where it is written: 천억."""
    factor = Decimal(1)
    for letter in words:
        factor *= _SMALL.get(letter) or _BIG[letter]
        if letter in _BIG:
            break
    return factor


def decade_top(words: str) -> Decimal:
    """The largest figure that *words* with 대 still cover: 6400억 goes to 6499억, 1 to 1.99.

    The decade is that of the last digit written that is not 0; its end is open, so one part in a hundred is left out.
    """
    value = number(words)
    step = _step(value)
    return value + step - step / 100


def _step(value: Decimal) -> Decimal:
    _, digits, exponent = value.normalize().as_tuple()
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and digits != (0,) else Decimal(1)
