"""Figures with their units: money, percentages, counts and measures, each as the words bound it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from sitegen.extract.figure import between, decade_top, number
from sitegen.extract.measured import Measured
from sitegen.model.facts import Amount, Evidence, Time
from sitegen.model.text import Document, Morph, Sentence, Span
from sitegen.rules.match import Hit, winners
from sitegen.rules.rule import Rule, load, words
from sitegen.rules.sieve import sieve_of

_APPROX = frozenset({"가량", "안팎", "남짓", "쯤", "정도", "내외", "가까이", "선"})
# What may stand against a counter without a space; any other noun makes it part of a word: 3점슛, 30평형.
_FOLLOWERS = re.compile(
    r"(?:가량|안팎|남짓|쯤|정도|내외|가까이|이상|이하|초과|미만|씩|꼴|중|짜리|어치|규모|상당|대|선|수준|여|째|만|뿐|들|급|분"
    r"|등|총|권|치|내|외|간|전|후|으로|에|을|를|이|가|은|는|의|도|로|와|과|이나|나|이다|인|다)/.*"
)
_AFTERWORD = re.compile(r"[.,)]+|[의이인은을도만로가나는과와다]{1,2}")
_PARTICLES = re.compile(
    r"(?:[을를이가은는의도로와과에만]|으로|에서|까지|부터|보다|이나|에는|에도|으로는|로는|이라|이라고|이며|이고|이다|인|였다|이었다)(?![가-힣])"
)
_NEXT_PLACE = re.compile(r",\s[가-힣]{2,10}(?:에는?|에서는?)\s")
_YEAR_AND_SPACE = re.compile(r"(?:19|20)[0-9]{2}\s")
_HEATED = 40  # code points
# What stands between a word for a temperature and its figure: 온도는 안전기준을 최대 23.4도
_HEAT = re.compile(
    r"(?<!사랑의 )(?<!나눔 )(?<!모금 )(?<![가-힣])(?:[가-힣]{0,3}(?:온도|기온)|체온|수온|지온)[이가은는을를]? "
    r"(?:(?:안전 ?)?기준(?:인|을|보다)? |최[고저대소] |평균 |약 |한때 |무려 |각각 |섭씨 |영[상하] |[0-9.]+도(?:에서|와|,) ){0,3}$"
)
_OF_HEAT = re.compile(r"의 (?:[가-힣]+ ){0,2}(?:온도|기온|수온)(?:[에이가를은는로]|$)")
_OPENING = re.compile(r"\(\s?(?:한화|우리\s?돈(?:으로)?|원화로?)?\s?(?:약\s)?$")


@dataclass(frozen=True, slots=True)
class _Reading:
    """The numbers of a hit."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    approx: bool = False


def amounts_of(document: Document, times: tuple[Time, ...]) -> tuple[Amount, ...]:
    """The figures of *document* in text order; none overlaps another, and none that is part of one of *times*."""
    return read_amounts(document, times, load("amount"))


def read_amounts(document: Document, times: Sequence[Time], rules: Sequence[Rule]) -> tuple[Amount, ...]:
    """What `amounts_of` gives by *rules* alone."""
    taken = _by_sentence(times)
    sieve = sieve_of(tuple(rules))
    found: list[Amount] = []
    for sentence in document.sentences:
        near = sieve.through(sentence.span.of(document.text))
        if not near:
            continue
        mine = taken.get(sentence.index, [])
        measured = Measured(document, sentence, mine)
        for hit in winners(near, document.text, sentence.morphs, sentence.span):
            span = _evidence(hit)
            if any(span.overlaps(time) for time in mine) or _inside_a_word(document.text, sentence, hit, span):
                continue
            reading = _READERS[hit.rule.args["read"]](hit)
            if reading is None:
                continue
            converts = _converted(document.text, found, span, reading.unit)
            found.append(
                Amount(
                    evidence=Evidence(document.article.id, sentence.index, span, hit.rule.name),
                    surface=span.of(document.text),
                    low=reading.low,
                    high=reading.high,
                    unit=reading.unit,
                    approx=reading.approx,
                    vague=reading.low is None,
                    of=found[-1].of if converts else measured.label(span, reading.unit),
                    converts=converts,
                    scope=measured.scope(span),
                )
            )
    return tuple(_shared(document.text, found))


def _shared(text: str, found: Sequence[Amount]) -> Iterator[Amount]:
    """*found*, with the label of a list's last figure given to those before it: 논산에 388㎜, 공주에 341㎜의 비."""
    for amount, following in zip_longest(found, found[1:]):
        if following is None or not following.of or amount.of or amount.unit != following.unit:
            yield amount
            continue
        gap = text[amount.evidence.span.end : following.evidence.span.start]
        yield replace(amount, of=following.of) if _NEXT_PLACE.fullmatch(gap) else amount


def _by_sentence(times: Sequence[Time]) -> dict[int, list[Span]]:
    spans: dict[int, list[Span]] = {}
    for time in times:
        spans.setdefault(time.evidence.sentence, []).append(time.evidence.span)
    return spans


def _evidence(hit: Hit) -> Span:
    """The words that are the amount; a rule may need others around them to be sure."""
    if "fact" in hit.match.re.groupindex and hit.match.group("fact"):
        start, end = hit.match.span("fact")
        return Span(start, end)
    return hit.span


def _inside_a_word(text: str, sentence: Sentence, hit: Hit, span: Span) -> bool:
    """Whether the morphemes say that the hit ends inside a longer word, or is a year before a word."""
    words_ = span.of(text)
    if hit.group("lo") and _YEAR_AND_SPACE.match(text[hit.match.start("lo") : span.end]) and "만" not in words_:
        return True
    for morph in sentence.morphs:
        if morph.start < span.end < morph.end and not _is_afterword(text, span, morph):
            return True
        if morph.start > span.end:
            break
    # Kiwi reads some particles after a sign as nouns (%를 as 르/NNG): the letters themselves decide.
    if _PARTICLES.match(text, span.end):
        return False
    following = next((m for m in sentence.morphs if m.start >= span.end), None)
    return (
        following is not None
        and following.start == span.end
        and following.tag in ("NNG", "NNP", "NR", "NNB", "XSN", "SN", "XR", "SL")
        and not (following.tag == "SL" and words_[-1:] in "%％")
        and not _FOLLOWERS.fullmatch(following.tagged)
    )


def _is_afterword(text: str, span: Span, morph: Morph) -> bool:
    """Whether what a morpheme has beyond the hit is only a particle that Kiwi joined to it (5건의, 9860원인)."""
    return bool(_AFTERWORD.fullmatch(text[span.end : morph.end])) and morph.start >= span.start


def _figure(hit: Hit) -> _Reading | None:
    """The plain case: one figure or two, a unit, and the words that bound them."""
    low_words, high_words = hit.group("lo"), hit.group("hi")
    if high_words:
        low, high = (number(low_words), number(high_words)) if hit.group("lounit") else between(low_words, high_words)
        if low > high:
            return None
    else:
        low = high = number(low_words)
        if hit.group("dae"):
            high = decade_top(low_words)
    if hit.group("minus"):
        low, high = -high, -low
    return _Reading(low, high, _unit(hit), _is_approx(hit))


def _unit(hit: Hit) -> str:
    unit = " ".join(hit.group("unit").split())
    if hit.group("symbol"):
        return _SYMBOLS[hit.group("symbol")]
    return _CURRENCIES.get(unit, unit) if unit else str(hit.rule.args.get("unit", ""))


def _is_approx(hit: Hit) -> bool:
    return bool(
        hit.group("about") or hit.group("tail").strip() in _APPROX or "여" in hit.group("lo") or "여" in hit.group("hi")
    )


def _jeon(hit: Hit) -> _Reading | None:
    low = number(hit.group("lo")) + number(hit.group("jeon")) / 100
    return _Reading(low, low, "KRW")


def _basis_point(hit: Hit) -> _Reading | None:
    reading = _figure(hit)
    if reading is None or reading.low is None or reading.high is None:
        return None
    return _Reading(reading.low / 100, reading.high / 100, reading.unit)


def _degree(hit: Hit) -> _Reading | None:
    """A temperature: the word for one stands right before it, or right behind."""
    text, at = hit.match.string, hit.span
    told = _HEAT.search(text[max(0, at.start - _HEATED) : at.start]) or _OF_HEAT.match(text, at.end)
    return _figure(hit) if told else None


def _tenths(hit: Hit) -> _Reading | None:
    low = number(hit.group("lo")) * 10 + number(hit.group("pun"))
    return _Reading(low, low, "%", _is_approx(hit))


def _hangul(hit: Hit) -> _Reading | None:
    low = number(hit.group("lo"))
    return _Reading(low, low, _unit(hit), _is_approx(hit))


def _hangul_over(hit: Hit) -> _Reading | None:
    low = number(hit.group("lo"))
    return _Reading(low, low, _unit(hit), approx=True)


def _vague(hit: Hit) -> _Reading | None:
    return _Reading(None, None, _unit(hit) if hit.group("unit") not in ("%", "％") else "%", approx=False)


def _native(hit: Hit) -> _Reading | None:
    low, high = _NATIVE[hit.group("native")]
    return _Reading(low, high, _unit(hit), _is_approx(hit))


def _one(hit: Hit) -> _Reading | None:
    return _Reading(Decimal(1), Decimal(1), _unit(hit))


def _converted(text: str, before: Sequence[Amount], span: Span, unit: str) -> str:
    """The surface of the amount that stands right before the bracket that holds this one; "" where there is none.

    Only another currency or another measure converts: in 9천40명(81.5%) the share says something else.
    """
    if not before:
        return ""
    last = before[-1]
    gap = text[last.evidence.span.end : span.start]
    if len(gap) > 12 or not _OPENING.fullmatch(gap) or last.unit == unit:
        return ""
    same_kind = (last.unit in _ISO and unit in _ISO) or (last.unit in _MEASURES and unit in _MEASURES)
    return last.surface if same_kind else ""


_CURRENCIES = {row[0]: row[1] for row in words("amount_currency")}
_SYMBOLS = {row[0]: row[1] for row in words("amount_symbol")}
_ISO = frozenset(_CURRENCIES.values()) | frozenset(_SYMBOLS.values())
_MEASURES = frozenset(row[0] for row in words("amount_unit")) - {"포인트"}
_NATIVE = {row[0]: (Decimal(row[1]), Decimal(row[2])) for row in words("amount_native")}
_READERS: dict[str, Callable[[Hit], _Reading | None]] = {
    "figure": _figure,
    "jeon": _jeon,
    "basis_point": _basis_point,
    "degree": _degree,
    "tenths": _tenths,
    "hangul": _hangul,
    "hangul_over": _hangul_over,
    "vague": _vague,
    "native": _native,
    "one": _one,
}
