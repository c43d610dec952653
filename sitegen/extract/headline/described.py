"""A clause that describes a noun: the noun belongs to its line."""

from dataclasses import dataclass

from sitegen.extract.headline.setting import Setting
from sitegen.extract.headline.verb import nominal_of
from sitegen.extract.headline.written import plain
from sitegen.extract.quote.marks import DOUBLE
from sitegen.model.facts import Event
from sitegen.model.text import Span
from sitegen.rules.rule import word_set

_PLANS = frozenset(
    {"예정", "계획", "방침", "목표", "것", "전망", "듯", "혐의", "수", "바", "적", "방안", "방식", "만큼"}
)
EMPTY_HEADS = frozenset(
    {
        "뒤",
        "후",
        "전",
        "때",
        "가운데",
        "상태",
        "상황",
        "직후",
        "경우",
        "다음",
        "이후",
        "점",
        "판단",
        "소문",
        "설명",
        "결과",
    }
)


@dataclass(frozen=True, slots=True)
class Described:
    """The clause of an event before a noun."""

    setting: Setting
    event: Event

    def of(self) -> str:
        """The predicate with the noun it describes, where it only describes: 맺은 협약. "" where it is the sentence's own."""
        span = self.event.evidence.span
        at = self.setting.clause.before(span.end) - 1
        eojeols = self.setting.clause.eojeols
        if at < 0 or at + 1 >= len(eojeols) or not eojeols[at].adnominal:
            return ""
        following = eojeols[at + 1]
        if following.morphs[0].tag == "NNB" and following.morphs[0].form not in _PLANS:
            return ""  # 공개하는 등, 발령한 데
        if any(m.form in _PLANS and m.tag.startswith("N") for m in following.morphs):
            if not following.adnominal:
                return ""
            at += 1
        end = at + 1
        while end + 1 < len(eojeols) and self._goes_on(end):
            end += 1
        stem = eojeols[end].stem if end < len(eojeols) else None
        head = eojeols[end].morphs if stem else ()
        nouns = [m for m in head if stem and m.end <= stem.end and m.tag.startswith(("N", "X", "SL"))]
        counted = any(m.tag in ("SN", "NR") for m in nouns)
        if stem is None or not nouns or nouns[-1].form in EMPTY_HEADS or (nouns[-1].tag == "NNB" and not counted):
            return ""
        closing = 1 if self.setting.document.text[stem.end : stem.end + 1] in ("’", "'", "′") else 0
        whole = Span(eojeols[at + 1].span.start, stem.end + closing)
        deed = self._deed_on(whole)
        return (
            f"{plain(self.setting.document, whole)} {deed}"
            if deed
            else plain(self.setting.document, Span(span.start, whole.end))
        )

    def _goes_on(self, at: int) -> bool:
        """Whether the noun of an 어절 stands before another one of its phrase: 양해각서 체결식, but not 심문한 뒤 “증거…”."""
        eojeols = self.setting.clause.eojeols
        quotes = self.setting.document.text[eojeols[at + 1].span.start] in DOUBLE
        empty = len(eojeols[at].morphs) == 1 and eojeols[at].morphs[0].form in (*EMPTY_HEADS, "결과")
        empty = empty and eojeols[at].morphs[0].tag.startswith("N")
        return (eojeols[at].bare or eojeols[at].josa == ("의",)) and not quotes and not empty

    def _deed_on(self, thing: Span) -> str:
        """The noun for a verb whose object is the noun it describes: 체결 for 맺은 협약; "" where it may be another part."""
        before = self.setting.clause.before(self.event.evidence.span.start) - 1
        if not self.event.who or (before >= 0 and self.setting.clause.eojeols[before].josa[-1:] in (("을",), ("를",))):
            return ""
        morphs = [m for m in self.setting.sentence.morphs if m.start in self.event.evidence.span]
        if not morphs or morphs[-1].tag != "ETM" or morphs[-1].form not in ("ᆫ", "은"):
            return ""
        words = plain(self.setting.document, thing)
        if morphs[0].tag == "VV" and len(morphs) == 2:
            return nominal_of(morphs[0].form, words, "")[0]
        if [m.tag for m in morphs] == ["NNG", "XSV", "ETM"] and morphs[1].form == "하":
            return morphs[0].form if morphs[0].form in word_set("headline_deeds") else ""
        return ""
