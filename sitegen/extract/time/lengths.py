"""Lengths of time and recurring times as ISO 8601 durations and TIMEX3 sets."""

import re
from functools import cache

from sitegen.extract.time.chain import Expression
from sitegen.extract.time.pieces import Piece
from sitegen.model.facts import Precision, When
from sitegen.rules.rule import words

_RANGE = re.compile(r"\s?[~∼～〜–－-]\s?")
_EVERY = {
    "매년": "P1Y", "해마다": "P1Y", "매해": "P1Y", "매월": "P1M", "매달": "P1M", "달마다": "P1M", "매주": "P1W",
    "매일": "P1D", "날마다": "P1D", "격주": "P2W", "격월": "P2M", "격년": "P2Y", "매분기": "P3M", "분기마다": "P3M",
    "반기마다": "P6M", "매시간": "PT1H",
}  # fmt: skip
_DAYS = "월화수목금토일"
_LENGTH_END = re.compile(r"[가-힣]+")


@cache
def _units() -> dict[str, tuple[str, bool]]:
    return {row[0]: (row[1], len(row) > 2) for row in words("time_unit")}


@cache
def _counts() -> dict[str, tuple[str, str]]:
    return {row[0]: (row[1], row[2]) for row in words("time_count")}


@cache
def _mods() -> dict[str, str]:
    return {row[0]: row[1] for row in words("time_length_mod")}


def length_of(expression: Expression) -> When | None:
    """The duration that a length expression names; None where its number is out of bounds."""
    ends = (expression.pieces[0], *expression.right[:1])
    values = [_duration(piece) for piece in ends]
    if not all(values):
        return None
    return When("/".join(values), Precision.DURATION, mod=_mod(ends[-1]))


def _duration(piece: Piece) -> str:
    if "duration" in piece.rule.args:
        return str(piece.rule.args["duration"])
    if piece.get("native"):
        return next(row[1] for row in words("time_native") if row[0] == piece.get("native"))
    if piece.get("months"):
        years = f"{piece.number('years')}Y" if piece.get("years") else ""
        return f"P{years}{piece.number('months')}M"
    if piece.get("trip"):
        return f"P{piece.number('trip')}D"
    if piece.get("count"):
        low, high = _counts()[piece.get("count")]
    else:
        numbers = _RANGE.split(
            (piece.get("n") or piece.get("long") or piece.get("sure") or piece.get("some")).replace(",", "")
        )
        low, high = numbers[0], numbers[-1]
    rest = [(piece.get(f"n{i}"), piece.get(f"u{i}")) for i in (2, 3) if piece.get(f"n{i}")]
    unit = piece.get("u") or "일"
    half = bool(piece.get("half"))
    first = _iso([(low, unit), *rest], half)
    second = _iso([(high, unit), *rest], half)
    return first if first == second else f"{first}/{second}"


def _iso(parts: list[tuple[str, str]], half: bool) -> str:
    """ISO 8601 of number and unit pairs; *half* adds half of the last unit."""
    if half:
        letter = _units()[parts[-1][1]][0]
        parts = [*parts, *{"Y": [("6", "개월")], "H": [("30", "분")], "M": [("15", "일")]}.get(letter, [])]
    days = times = ""
    for number, unit in parts:
        letter, short = _units()[unit]
        digits = number if "." in number or number == "X" else str(int(number))
        if short:
            times += digits + letter
        else:
            days += digits + letter
    return "P" + days + ("T" + times if times else "")


def _mod(piece: Piece) -> str | None:
    tail = piece.get("tail")
    marks = _LENGTH_END.findall(tail)
    found = [_mods()[mark] for mark in marks if _mods().get(mark, "-") != "-"]
    if found:
        return found[0]
    if (
        any(mark.startswith("여") for mark in marks)
        or piece.get("x") == "여"
        or piece.get("x2") == "여"
        or piece.get("x2") == "여"
        or piece.get("some")
    ):
        return "APPROX"
    return "APPROX" if piece.rule.name.startswith("time.length") and _said_about(piece) else None


def _said_about(piece: Piece) -> bool:
    """Whether 약 stands in the expression."""
    return "about" in piece.fields


def set_of(expression: Expression) -> When | None:
    """The recurring time that a set expression names."""
    every = expression.pieces[0]
    if every.get("weekday"):
        value = f"XXXX-WXX-{_DAYS.index(every.get('weekday')) + 1}"
    elif every.get("weekend"):
        value = "XXXX-WXX-WE"
    elif every.get("n"):
        value = _iso([(every.get("n"), every.get("u"))], half=False)
    else:
        value = _placed(expression, _EVERY.get("".join(every.get("every").split()), ""))
    return When(value, Precision.SET) if value else None


def _placed(expression: Expression, value: str) -> str:
    """*value* with the place inside the period that the following pieces name."""
    weekday, month, day = expression.piece("weekday"), expression.piece("month"), expression.piece("day")
    clock = expression.piece("clock")
    if weekday and weekday.get("list"):
        return value
    if weekday:
        return f"XXXX-WXX-{_DAYS.index(weekday.get('weekday')) + 1}"
    if month and "month" in month.fields and day:
        return f"XXXX-{month.number('month'):02}-{day.number('day'):02}"
    if month and "month" in month.fields:
        return f"XXXX-{month.number('month'):02}"
    if day:
        return f"XXXX-XX-{day.number('day'):02}"
    if clock and "hour" in clock.fields and value == "P1D":
        hour = clock.number("hour") + (12 if clock.get("part") in ("오후", "저녁", "밤", "낮") else 0)
        late = hour - 12 if clock.number("hour") == 12 and clock.get("part") else hour
        return f"XXXX-XX-XXT{late % 24:02}:{int(clock.get('minute') or 0):02}"
    return value
