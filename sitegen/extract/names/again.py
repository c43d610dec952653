"""Later mentions of people whom an article has named: 김 대표, 나델라 CEO, 김씨, a bare full name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sitegen.extract.names.found import Found, settled
from sitegen.extract.names.hint import rules_in, words_of
from sitegen.extract.names.lexicon import END, is_plain_noun, known, morphs_at
from sitegen.extract.names.person import group
from sitegen.model.text import Document, Sentence, Span
from sitegen.rules.rule import Rule, word_set

_END = re.compile(END)
# A determiner reading: 한 시장에서, 이 간호사. Kiwi's tag decides, unless the title is known to be that person's.
_DETERMINERS = frozenset(["한", "이", "전", "현", "각", "그", "제", "본", "양", "주", "온"])


def persons_again(document: Document, table: Sequence[Rule], first: Sequence[Found]) -> list[Found]:
    """*first*, and the later mentions of the same people: 김 대표, 나델라 CEO, 김씨, a bare full name."""
    later = [r for r in table if {"family", "last", "again"} & r.groups]
    cast = _Cast.of(first)
    found = list(first)
    taken = [one.span for one in first]
    for sentence in document.sentences:
        starts = [start for start in words_of(document.text, sentence.span) if document.text[start] in cast.heads]
        if not starts:
            continue
        here = [span for span in taken if span.overlaps(sentence.span)]
        near = rules_in(later, document.text, sentence.span)
        for start in starts:
            if not any(start in span for span in here):
                for rule in near:
                    found += _later(document, sentence, rule, start, cast)
    return settled(found, table)


_MEMBER = "의원"
# Who holds such an office sits in no assembly.
_NO_MEMBERS = (
    "시장",
    "군수",
    "구청장",
    "지사",
    "교육감",
    "판사",
    "검사",
    "기자",
    "감독",
    "코치",
    "선수",
    "경찰서장",
    "소방서장",
)


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who an article has named so far, by what a later mention may call them."""

    people: tuple[Found, ...]
    heads: frozenset[str]  # the first letters of all that they may be called
    stage: frozenset[str]  # names without a surname, which may be common words

    @classmethod
    def of(cls, first: Iterable[Found]) -> "_Cast":
        people = tuple(first)
        called = [form for one in people for form in (one.family, one.name, one.name.rsplit(" ", 1)[-1])]
        stage = frozenset(one.name for one in people if one.rule in ("person.stage", "person.members"))
        return cls(people, frozenset(form[0] for form in called if form), stage)

    def titles(self, name: str) -> frozenset[str]:
        return frozenset(one.title for one in self.people if one.name == name and one.title)

    def _is_in_another_office(self, name: str, title: str) -> bool:
        """Whether somebody who is known by his office cannot be the one of that title: 도 의원 is no 도한결 시장."""
        known = self.titles(name)
        return title.endswith(_MEMBER) and bool(known) and all(one.endswith(_NO_MEMBERS) for one in known)

    def by_family(self, family: str, title: str, ssi: bool) -> str:
        """The one person whom a surname (with a title, or with 씨) can mean; "" where it is none or not one alone."""
        names = {one.name: one.masked for one in self.people if one.family == family}
        if not ssi:
            names = {
                n: m for n, m in names.items() if not n.endswith(("모", "아무개")) or not m or title in self.titles(n)
            }
        elif any(names.values()):
            names = {n: m for n, m in names.items() if m}
        names = {n: m for n, m in names.items() if not self._is_in_another_office(n, title)}
        if len(names) > 1:
            names = {n: m for n, m in names.items() if title and title in self.titles(n)}
        return next(iter(names)) if len(names) == 1 else ""


def _later(document: Document, sentence: Sentence, rule: Rule, start: int, cast: _Cast) -> Iterator[Found]:
    if "again" in rule.groups:
        yield from _bare(document, sentence, rule, start, cast)
        return
    match = rule.pattern.match(document.text, start, sentence.span.end)
    if not match:
        return
    title = group(match, "title")[0].partition("(")[0]
    family, at = group(match, "family", "last")
    assert at is not None
    ssi = "title" not in rule.groups
    name = cast.by_family(family, title, ssi)
    if not name or ("last" in rule.groups and " " not in name and name != family):
        return
    if family in _DETERMINERS and not ssi:
        tags = [m.tag for m in morphs_at(sentence, at)]
        held = any(one.endswith(title) for one in cast.titles(name))  # 은성시의원
        stands = held or f"{title}에 {name}" in document.text
        if not stands and tags and tags[0] in ("MM", "NP"):
            return
        if title == "시장" and document.text[match.end() :].startswith("에서"):
            return
    yield Found(Span(*match.span()), rule.name, sentence.index, name=name, family=family, title=title)


def _bare(document: Document, sentence: Sentence, rule: Rule, start: int, cast: _Cast) -> Iterator[Found]:
    for name in dict.fromkeys(one.name for one in cast.people):
        for form in (name, name.rsplit(" ", 1)[-1]):
            if len(form) < 2 or not document.text.startswith(form, start) or (form.endswith("모") and len(form) == 2):
                continue
            end = start + len(form)
            if form != name and (form in known() or form in word_set("titles")):
                continue
            if name in cast.stage and is_plain_noun(morphs_at(sentence, Span(start, end))):
                continue  # 이상 기온, of XX
            if end <= sentence.span.end and _END.match(document.text, end) and rule.pattern.fullmatch(form):
                yield Found(Span(start, end), rule.name, sentence.index, name=name)
                break
