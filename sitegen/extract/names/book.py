"""The organisations of one article under every form they go by, and how words beside a name are read with them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from sitegen.extract.names.lexicon import (
    foreignness,
    is_acronym,
    is_strong_suffix,
    known,
    morphs_at,
    suffix_kind,
)
from sitegen.model.text import Document, Sentence, Span
from sitegen.rules.rule import word_set

_WORDS_BEFORE = re.compile(r"(?:[‘“\"']?[가-힣A-Za-z0-9&·.′-]+[’”\"']?(?:\([^()]{1,12}\))? ){1,3}$")
_OWNER = re.compile(r"(?:^|[ “‘])([가-힣A-Za-z0-9&]+)의 $")
_WORD = re.compile(r"[가-힣A-Za-z0-9&.-]+")
_ENDING = re.compile(r"J|E[TCF]")
_DEPARTMENT = re.compile(
    r"[가-힣A-Za-z0-9·]*(?:과|팀|부|국|실|센터|본부|부문|사업부|연구소|대학|대학원|의대|학부|지부|담당|분과|학과|위원회)$"
)
_COUNTED = re.compile(r"\d+(?:일|월|년|시|명|개|곳|위|차|대)?$")


@dataclass(frozen=True, slots=True)
class OrgBook:
    """*names*: form as written -> canonical name. *kinds*: canonical name -> kind (company, agency, team, …)."""

    names: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)

    def has(self, word: str) -> bool:
        """Whether the article, or everybody, knows *word* as an organisation."""
        return word in self.names or word in known()

    def canonical(self, word: str) -> str:
        """The full name of an organisation, as the article pairs it; else as written."""
        return self.names.get(word, word)

    def kind(self, name: str) -> str:
        """What sort of organisation a canonical name is; "" where nothing tells."""
        return self.kinds.get(name) or (known()[name][0] if name in known() else suffix_kind(name.split(" ")[-1]))

    def team_of(self, city: str) -> str:
        """The one team of *city* that the article names; "" where it names none or several."""
        teams = {name for name in self.names.values() if name.startswith(city + " ") and self.kind(name) == "team"}
        return teams.pop() if len(teams) == 1 else ""

    def org_in(self, document: Document, sentence: Sentence, span: Span) -> tuple[str, Span] | None:
        """The organisation that the words between a name and a title say ("" where they say only a department).

        None where the words cannot stand there: a particle or an ending shows that another phrase has begun.
        """
        words = list(_WORD.finditer(document.text, span.start, span.end))
        if not words:
            return None
        spans = [Span(*word.span()) for word in words]
        whole = self._longest(document.text, spans)
        for at in spans:
            word = at.of(document.text)
            if (
                self._is_job(word)
                or _COUNTED.fullmatch(word)
                or word in word_set("person_unnamed")
                or word in word_set("person_between_not")
            ):
                return None
            if not (whole and at in whole) and not self._is_orglike(word) and _ends_phrase(sentence, at):
                return None
        if whole:
            return self.canonical(whole.of(document.text)), whole
        rest = [at for at in spans if not _is_modifier(at.of(document.text))]
        if len(rest) > 1:
            rest = [at for at in rest if at.of(document.text) not in word_set("place")]
        rest = [at for at in rest if not _DEPARTMENT.fullmatch(at.of(document.text))]
        if all(_is_modifier(at.of(document.text)) for at in spans):
            return None  # 전 통계청장: nothing stands between but the modifier
        if not rest:
            return "", spans[0]
        if len(rest) > 2 or any(at.of(document.text) in word_set("titles") for at in rest):
            return None
        if len(rest) == 2 and not all(foreignness(at.of(document.text)) >= 0.3 for at in rest):
            return "", spans[0]
        found = Span(rest[0].start, rest[-1].end)
        word = found.of(document.text)
        if _is_village(word, document.text):
            return "", found
        if word in word_set("org_city"):
            return self.team_of(word), found
        if word in word_set("org_generic") or word in word_set("org_noun") or word in word_set("org_class"):
            return "", found
        return (self.canonical(word), found) if len(word) > 1 and word not in word_set("place") else ("", found)

    def org_before(self, document: Document, sentence: Sentence, start: int) -> tuple[str, Span] | None:
        """The organisation whose words stand bare before a name, departments between them let through."""
        line = document.text[max(sentence.span.start, start - 60) : start]
        owner = _OWNER.search(line)
        if owner and owner.group(1) in self.names:
            at = start - len(line) + owner.start(1)
            return self.canonical(owner.group(1)), Span(at, at + len(owner.group(1)))
        run = _WORDS_BEFORE.search(line)
        if not run:
            return None
        base = start - len(line)
        spans = [Span(base + m.start(), base + m.end()) for m in _WORD.finditer(line, run.start(), run.end())]
        for last in range(len(spans) - 1, -1, -1):
            for first in (last - 1, last):
                if first < 0:
                    continue
                span = Span(spans[first].start, spans[last].end)
                words = span.of(document.text)
                if "(" in document.text[span.end : start]:
                    continue
                if words in self.names or (first == last and self._is_orglike(words)):
                    if not self.has(words) and _ends_phrase(sentence, span):
                        return None
                    return self.canonical(words), span
            word = spans[last].of(document.text)
            if not (_DEPARTMENT.fullmatch(word) or _is_modifier(word) or _is_post(word)) or _ends_phrase(
                sentence, spans[last]
            ):
                return None
        return None

    def is_body(self, word: str) -> bool:
        """Whether *word* alone is an organisation, by the book or by its ending."""
        return self.has(word) or is_strong_suffix(word)

    def _longest(self, text: str, spans: list[Span]) -> Span | None:
        """The longest run of whole words that is an organisation, the first among equals."""
        best: Span | None = None
        for first in range(len(spans)):
            for last in range(first, min(len(spans), first + 4)):
                span = Span(spans[first].start, spans[last].end)
                words = span.of(text)
                if (self.has(words) or (first == last and self._is_orglike(words))) and (
                    best is None or len(span) > len(best)
                ):
                    best = span
        return best

    def _is_job(self, word: str) -> bool:
        """Whether a word between a name and a title is a title of its own: 국세청장 후보자."""
        if self.has(word) or is_strong_suffix(word) or word in word_set("person_modifiers"):
            return False
        return word in word_set("titles") or (word[-1] == "장" and len(word) > 2 and self._is_orglike(word[:-1]))

    def _is_orglike(self, word: str) -> bool:
        if self.has(word):
            return True
        if word in word_set("place") or word in word_set("org_generic") or word in word_set("titles"):
            return False
        if word in word_set("org_noun") or word in word_set("org_class") or word in word_set("person_first"):
            return False
        if is_strong_suffix(word) or is_acronym(word) or is_city_hall(word):
            return True
        if (len(word) > 2 and word.endswith("대") and not word[0].isdigit()) or (len(word) > 4 and word.endswith("당")):
            return True
        return (bool(suffix_kind(word)) and len(word) > 3) or (len(word) >= 4 and foreignness(word) >= 0.5)


def _is_village(word: str, text: str) -> bool:
    """Whether *word* is a village or a quarter in *text*: it has people and a shore, and employs nobody."""
    return word[-1] in "리읍면동" and bool(
        re.search(rf"{re.escape(word)} (?:주민|마을|일대|해안|앞바다|어촌계|이장|통장|부녀회|경로당)", text)
    )


def _is_post(word: str) -> bool:
    """Whether a word before a name is an office: MX사업부장 in 새벽전자 MX사업부장 나도윤 사장."""
    return len(word) > 3 and word.endswith(("부장", "본부장", "실장", "국장", "센터장", "단장", "팀장", "부문장"))


def _is_modifier(word: str) -> bool:
    return word in word_set("person_modifiers")


def _ends_phrase(sentence: Sentence, span: Span) -> bool:
    morphs = morphs_at(sentence, span)
    return bool(morphs and _ENDING.match(morphs[-1].tag))


@cache
def is_city_hall(word: str) -> bool:
    """Whether *word* is a city or a province as a public body: 청주시, 경기도."""
    if word[-1:] == "시" and word[:-1] in word_set("org_city"):
        return True
    return bool(
        re.fullmatch(
            r"(?:경기|강원|충청북|충청남|전라북|전라남|경상북|경상남|제주)도|.{2,6}(?:광역|특별|특별자치)시", word
        )
    )


def split_title(title: str, start: int, book: OrgBook) -> tuple[str, str, Span | None]:
    """A title word as (title, organisation, its span): 통계청장 is 청장 of 통계청, 세제실장 stays whole."""
    if title in word_set("titles"):
        return title, "", None
    for length in range(1, len(title) - 1):
        suffix = title[-length:]
        if suffix not in word_set("titles") and suffix not in word_set("title_suffixes"):
            continue
        stem = title[:-length]
        options = [(stem, suffix)]
        if suffix[-1] == "장":
            options.insert(0, (title[:-1], suffix))
        for org, _job in options:
            if book.has(org) or is_strong_suffix(org) or is_city_hall(org):
                return _longest_job(title, org), book.canonical(org), Span(start, start + len(org))
    return title, "", None


def _longest_job(title: str, org: str) -> str:
    """The title that a compound ends in: 원장 of 국립식량과학원장, 의원 of 청주시의원."""
    rest = title[len(org) :]
    if rest in word_set("titles") or rest in word_set("title_suffixes"):
        return rest
    return next(
        (job for job in _jobs() if title.endswith(job) and len(job) < len(title) and len(job) <= len(rest) + 1), rest
    )


@cache
def _jobs() -> tuple[str, ...]:
    """Every title and every ending of one, the longest first."""
    return tuple(sorted(word_set("title_suffixes") | word_set("titles"), key=lambda job: (-len(job), job)))
