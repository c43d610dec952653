"""What a headline ends in: the predicate as a noun, or in the short form of its own."""

import re
from dataclasses import dataclass
from functools import cache, cached_property

from sitegen.extract.quote.clause import Clause
from sitegen.model.text import Morph, Span
from sitegen.rules.match import Hit, Tagged, tagged
from sitegen.rules.rule import load, words

_PAST = 20  # 종성 ㅆ
_REPORTED = re.compile(r"(?<=다)(?:고|며|면서)$")
_IRREGULAR = frozenset({7, 17, 19, 27})  # ㄷ ㅂ ㅅ ㅎ: 걷다, 돕다, 짓다, 그렇다
_OPEN = frozenset({0, 1, 4, 5, 6})  # ㅏ ㅐ ㅓ ㅔ ㅕ swallow the ending
_NEGATION = re.compile(r"못|안 |않|없|아니|부인")
_NEGATIVES = frozenset(
    {
        ("없", "VA"),
        ("않", "VX"),
        ("못하", "VX"),
        ("못", "MAG"),
        ("안", "MAG"),
        ("아니", "VCN"),
        ("말", "VX"),
        ("없이", "MAG"),
    }
)
_JOINED = frozenset({"고", "며", "으며", "지만", "으나", "는데", "면서"})
_PAST_ENDINGS = frozenset({"었/EP", "았/EP", "였/EP"})
_MEASURE = re.compile(r"[^가-힣]*[0-9][0-9.,만천백억조]*(?:%|%p|%포인트|p|포인트|bp|원|달러|엔|위안|유로|센트|도|℃|배)")
_PLACES = re.compile(r"\{(noun|other|nominal|past|kept|stem|base)\}")
_HANGUL = range(0xAC00, 0xD7A4)


@dataclass(frozen=True, slots=True)
class Ending:
    """The words a line ends with, the rule that made them, and the particle that the noun before them gives up."""

    text: str
    rule: str
    swallows: str = ""


@dataclass(frozen=True)
class Verb:
    """A predicate to be shortened: its morphemes and all after it in the sentence, and what stands before it."""

    text: str  # the document's
    span: Span
    tokens: tuple[Morph, ...]
    before: str  # the word before it, without its particle
    figure: str  # "%" where how much it moved stands right before it, "%을" where it is moved by somebody; else ""

    def ending(self, happened: bool = True) -> Ending | None:
        """How the line ends; None where no rule is sure of the meaning. What has not *happened* never ends as if it had."""
        tags = self._tags
        for rule in load("headline"):
            if rule.args.get("happened") and not happened:
                continue
            match = rule.pattern.match(tags.text)
            if match:
                hit = Hit(rule, self.span, match)
                text = self._filled(str(rule.args["ending"]), hit)
                if text and not (self._is_negated() and not _NEGATION.search(text)):
                    return Ending(text, rule.name, self._nominal(hit.group("verb"))[1] if hit.group("verb") else "")
        return None

    @cached_property
    def _tags(self) -> Tagged:
        return tagged(self.tokens)

    def _is_negated(self) -> bool:
        """Whether a negation stands in the predicate or in what is said of it: 결정된 바 없다, 맺은 것은 아니다."""
        for number, morph in enumerate(self.tokens):
            if (morph.form, morph.tag) in _NEGATIVES:
                return True
            after = self.tokens[number + 1].tag if number + 1 < len(self.tokens) else ""
            if morph.tag == "EF" or (morph.tag == "EC" and morph.form != "지" and after not in ("VX", "JX", "MAG")):
                return False  # another clause begins
        return False

    def _filled(self, template: str, hit: Hit) -> str:
        """The words that *template* asks for: {noun} {plan} {past} {surface}…; "" where they cannot be had."""
        if not self._agrees(hit):
            return ""
        for name in _PLACES.findall(template):
            value = self._value(name, hit)
            if not value or (name == "noun" and len(value) < 2):
                return ""  # 말한다, 뜻한다: a single syllable is no ending
            template = template.replace("{" + name + "}", value)
        return template

    def _value(self, name: str, hit: Hit) -> str:
        """The words that stand for {*name*}; "" where the predicate has none."""
        verb = hit.group("verb")
        match name:
            case "noun" | "other":
                return self._surface(hit, name)
            case "nominal":
                return self._nominal(verb)[0] if verb else ""
            case "past":
                return self._past(hit)
            case "kept":
                return _REPORTED.sub("", self._surface(hit, "kept"))
            case "base":
                return _base(self._surface(hit, "lead"), verb)
            case _:
                return verb

    def _agrees(self, hit: Hit) -> bool:
        return not (hit.rule.args.get("open_stem") and _closed_by(hit.group("verb"), 8))

    def _surface(self, hit: Hit, group: str) -> str:
        """The words of the text that a group of a tag pattern covers, up to where the next morpheme begins."""
        if group not in hit.match.re.groupindex or hit.match.group(group) is None:
            return ""
        span = self._tags.span(hit.match, group)
        later = [m.start for m in self.tokens if m.start > span.start and m.end > span.end]
        return (
            Span(span.start, min([span.end, *(start for start in later if start > span.start)])).of(self.text).strip()
        )

    def _past(self, hit: Hit) -> str:
        """숨졌다 as 숨져: the words up to the past's syllable, without its ㅆ."""
        if "past" not in hit.match.re.groupindex or hit.match.group("past") is None:
            return ""
        at = self._tags.span(hit.match, "past")
        for end in (at.end - 1, at.start):
            letter = self.text[end : end + 1]
            if letter and ord(letter) in _HANGUL and (ord(letter) - 0xAC00) % 28 == _PAST:
                return self.text[self.span.start : end] + chr(ord(letter) - _PAST)
        return ""

    def _nominal(self, stem: str) -> tuple[str, str]:
        return nominal_of(stem, self.before, self.figure)


@cache
def _nominals() -> dict[str, list[tuple[str, str, str]]]:
    """Verb -> its nouns, each with the words that it wants before it and the particle that it swallows."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in words("nominal_verbs"):
        verb, noun, wants, swallows = (*row, "", "")[:4]
        found.setdefault(verb, []).append((noun, wants, swallows))
    return found


def nominal_of(stem: str, before: str, figure: str) -> tuple[str, str]:
    """The noun for a verb with the words *before* it, and the particle that it swallows; "" where there is none.
    *figure* is as in `Verb`."""
    for noun, wants, swallows in _nominals().get(f"{stem}다", ()):
        if not wants or (figure and wants == figure) or before.endswith(tuple(wants.split("|"))):
            return noun, swallows
    return "", ""


def _base(lead: str, stem: str) -> str:
    """A stem with -아, -어: 보내, 들여, 찾아; "" where the stem may be irregular."""
    if not stem or ord(stem[-1]) not in _HANGUL or stem[-1] in "르하":
        return ""
    place = ord(stem[-1]) - 0xAC00
    vowel, coda = place // 28 % 21, place % 28
    head = lead + stem
    if coda:
        return "" if coda in _IRREGULAR else head + ("아" if vowel in (0, 8) else "어")
    if vowel in _OPEN:
        return head
    merged = {20: 6, 8: 9, 13: 14}.get(vowel)  # ㅣ with 어 is ㅕ, ㅗ with 아 is ㅘ, ㅜ with 어 is ㅝ
    return head[:-1] + chr(ord(head[-1]) + (merged - vowel) * 28) if merged is not None else ""


def _closed_by(stem: str, coda: int) -> bool:
    """Whether a stem's last syllable ends in a given 종성 (8 is ㄹ)."""
    return bool(stem) and ord(stem[-1]) in _HANGUL and (ord(stem[-1]) - 0xAC00) % 28 == coda


def _as_sentence(tokens: tuple[Morph, ...], span: Span) -> tuple[Morph, ...]:
    """*tokens* as if the predicate ended its sentence, where it is past and only joined to the next: 체결했으나."""
    for number, morph in enumerate(tokens[1:], 1):
        if morph.start >= span.end:
            break
        if morph.tag == "EC" and morph.form in _JOINED and tokens[number - 1].tagged in _PAST_ENDINGS:
            return (*tokens[:number], Morph("다", "EF", morph.start, morph.end, morph.word))
    return tokens


def verb_at(clause: Clause, text: str, span: Span) -> Verb:
    """The predicate that stands at *span*, with what follows it in its sentence."""
    tokens = tuple(m for m in clause.sentence.morphs if m.start >= span.start and m.tag not in ("SSO", "SS"))
    tokens = _as_sentence(tokens, span)
    at = clause.before(span.start) - 1
    stem = clause.eojeols[at].stem if at >= 0 else None
    if stem is None:
        return Verb(text, span, tokens, "", "")
    words = stem.of(text)
    figure = "" if not _MEASURE.fullmatch(words) else "%을" if _has_object(clause, at) else "%"
    return Verb(text, span, tokens, words, figure)


def _has_object(clause: Clause, at: int) -> bool:
    """Whether an object stands before the 어절 at *at* in its own clause: 라면값을 8% (내렸다)."""
    for eojeol in reversed(clause.eojeols[:at]):
        if eojeol.verbal:
            return False
        if eojeol.josa[-1:] in (("을",), ("를",)):
            return True
    return False
