"""Bodies that their sort alone stands for: 시는, 시의회가, 이 병원은, 회사는, each the one so named before it."""

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sitegen.extract.names import Mention, Names
from sitegen.extract.names.lexicon import known, morphs_at, suffix_kind
from sitegen.model.facts import Time
from sitegen.model.text import Document, Role, Span
from sitegen.rules.rule import expand, word_set, words

_LEFT = r"(?<![가-힣A-Za-z0-9])(?P<this>(?:이|해당) )?"
_SUBJECT = r"(?:은|는|이|가|도|과|와)(?![가-힣])"
_ACTS = re.compile(r"(?:\([^()]*\))?(?:은|는|이|가)(?![가-힣])")
_FIRM = re.compile(rf"{_LEFT}(?P<noun>회사|업체|기업|사측)(?= ?측?{_SUBJECT})")
_SIDE = re.compile(r" ?측")
_ONLY_THIS = frozenset({"업체", "기업", "센터"})  # 업체는 may be any, 이 업체는 is the one just named
# Places with a council or a mayor of their own, as written: 은솔시, 은솔시의회.
_PLACE = re.compile(
    rf"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣]{{2,5}}[시군구])(?:(?={_SUBJECT}|에서|에|의|를|을)|(?![가-힣]))"
)
_COUNCIL = re.compile(rf"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣]{{2,5}}[시군구도]의회)(?={_SUBJECT}|[에의를을,·]|\s|$)")
_MAYOR = re.compile(r"(?P<name>[가-힣]{2,5}[시군구])(?:장|수|청장)")
_PLACES = frozenset({"시", "군", "구", "도"})
_UNION = re.compile(r" (?:노동조합|노조)(?![가-힣]{3})")  # but not 노조위원장
_NO_PLACE = ("기구", "해군", "공군", "육군", "미군", "국군", "반군", "도시")
_MODIFIERS = frozenset({"NNG", "NNP", "NNB", "ETM", "JKG", "XSN", "SL", "SN", "NR", "MM"})
_PUBLIC = re.compile(r"(?:[부처청원]|[시도군구]|의회|위원회|정부|본부|협회|연대|재단|[가-힣][해공육]군)$")


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(rf"{_LEFT}(?P<noun>{expand('<org_bare>', {})})(?= ?측?{_SUBJECT})")


@cache
def _endings() -> dict[str, tuple[str, ...]]:
    return {row[0]: tuple(row[1].split("|")) for row in words("org_bare")}


@dataclass(frozen=True, slots=True, order=True)
class _Named:
    """A body at a place of the text; *own* tells that the names' own rules found it there."""

    start: int
    end: int
    name: str
    own: bool = True


def with_bodies(document: Document, names: Names, times: Sequence[Time]) -> Names:
    """*names* with the mentions by sort that stand for one body named before; those of two that fit equally left out.

    A city's own name, which its sort proves to be a body's, becomes a mention where it acts: 은솔시가 … 시는.
    """
    reader = _Reader(document, names, frozenset(time.evidence.span.end for time in times))
    added = reader.read()
    if not added:
        return names
    # 가람조선 노동조합 is one name: the firm in it acts no more.
    kept = [m for m in names.mentions if not any(m.span in new.span for new in added)]
    return replace(names, mentions=tuple(sorted((*kept, *added), key=lambda mention: mention.span)))


class _Reader:
    """Reads the mentions by sort of one article from left to right."""

    def __init__(self, document: Document, names: Names, times: frozenset[int]) -> None:
        self.document, self.names, self.times = document, names, times
        self.taken = [mention.span for mention in names.mentions]
        self.named = sorted(self._written())

    def read(self) -> list[Mention]:
        text = self.document.text
        readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
            (_bare(), self._body),
            (_FIRM, self._firm),
        )
        hits = [(match.start(), match, read) for pattern, read in readers for match in pattern.finditer(text)]
        added: list[Mention] = []
        for _, match, read in sorted(hits, key=lambda hit: hit[0]):
            span = Span(*match.span())
            if self._is_free(span) and self._stands_alone(match) and (name := read(match)):
                added.append(Mention(span, (name,), "org"))
                insort(self.named, _Named(span.start, span.end, name))
        return sorted([*added, *self._acting({m.names[0] for m in added})], key=lambda mention: mention.span)

    def _written(self) -> Iterator[_Named]:
        """Every body that the article names, with those whom people work for and the places that have a council."""
        seen = set()
        for mention in self.names.mentions:
            if mention.kind == "org" and len(mention.names) == 1 and mention.names[0] not in word_set("org_actor"):
                seen.add(mention.span.start)
                yield _Named(mention.span.start, mention.span.end, mention.names[0])
        for person in self.names.persons:
            span = person.evidence.span
            mayor = _MAYOR.fullmatch(person.title)
            name = person.org or (mayor["name"] if mayor else "")
            if name:
                yield _Named(span.start, span.end, name, False)
        yield from self._unions()
        for pattern in (_PLACE, _COUNCIL):
            for match in pattern.finditer(self.document.text):
                if match.start() not in seen and self._is_free(Span(*match.span("name"))) and self._is_place(match):
                    yield _Named(*match.span("name"), match["name"], False)

    def _is_place(self, match: re.Match[str]) -> bool:
        """Whether a word that ends in 시, 군, 구 is a place: Kiwi knows no noun that ends so (도시, 연구, 조회공시)."""
        if match["name"].endswith(_NO_PLACE):
            return False
        if match["name"].endswith("의회"):
            return True
        span = Span(*match.span("name"))
        morphs = [m for m in morphs_at(self.document.sentence_at(span.start), span) if m.end <= span.end]
        if not morphs or morphs[-1].end != span.end:
            return False
        last = morphs[-1]
        return last.tag == "NNP" or (last.tag == "NNG" and (last.form == match["name"][-1] or last.oov))

    def _is_free(self, span: Span) -> bool:
        at = bisect_left(self.taken, span.end, key=lambda other: other.start)
        return not (at and self.taken[at - 1].overlaps(span))

    def _stands_alone(self, match: re.Match[str]) -> bool:
        """Whether the noun is a word of its own that nothing before it describes: not 건설 회사, not 시가 (a price)."""
        sentence = self.document.sentence_at(match.start())
        span = Span(*match.span("noun"))
        own = morphs_at(sentence, span)
        if sentence.role is not Role.BODY or not own or own[0].start != span.start or own[-1].end != span.end:
            return False
        if own[0].tag not in ("NNG", "NNP"):
            return False
        before = bisect_left(sentence.morphs, match.start(), key=lambda morph: morph.start) - 1
        if before < 0 or match["this"] or sentence.morphs[before].tag not in _MODIFIERS:
            return True
        return sentence.morphs[before].end in self.times  # 지난달 시의회가

    def _body(self, match: re.Match[str]) -> str:
        """The one body so named before; of several the one named last, if it is named twice as often as any other."""
        noun = match["noun"]
        if noun in _ONLY_THIS and not match["this"]:
            return ""
        before = self._before(match.start())
        fits = [one for one in before if _is_of(noun, one.name)]
        if match["this"]:
            here = self.document.sentence_at(match.start()).index
            fits = [one for one in fits if here - self._sentence(one) <= 1]
        return _chosen(fits) or ("" if fits else _counterpart(noun, before))

    def _firm(self, match: re.Match[str]) -> str:
        """The firm that the article opens with, if it is named most or no other firm does anything."""
        media = {org.name for org in self.names.orgs if org.evidence.rule in ("org.reports", "org.media")}
        fits = [one for one in self._before(match.start()) if one.own and one.name not in media and _is_firm(one.name)]
        acting = {one.name for one in fits if _ACTS.match(self.document.text, one.end)}
        if match["this"]:
            here = self.document.sentence_at(match.start()).index
            near = {one.name for one in fits if here - self._sentence(one) <= 1}
            return near.pop() if len(near) == 1 and near <= acting else ""
        vague = match["noun"] in _ONLY_THIS and not _SIDE.match(self.document.text, match.end())
        if vague or not fits:
            return ""
        first = fits[0].name
        is_lead = self._sentence(fits[0]) == self._sentence(self.named[0])
        return first if is_lead and (acting == {first} or (first in acting and _chosen(fits) == first)) else ""

    def _unions(self) -> Iterator[_Named]:
        """The unions that stand behind a name, by their full one: 노동조합 of 한빛전자 노조."""
        for mention in self.names.mentions:
            union = _UNION.match(self.document.text, mention.span.end)
            if mention.kind == "org" and union and mention.span.of(self.document.text) == mention.names[0]:
                yield _Named(mention.span.start, union.end(), f"{mention.names[0]} 노동조합", False)

    def _before(self, offset: int) -> list[_Named]:
        return self.named[: bisect_right(self.named, offset, key=lambda one: one.end)]

    def _sentence(self, one: _Named) -> int:
        return self.document.sentence_at(one.start).index

    def _acting(self, resolved: set[str]) -> Iterator[Mention]:
        """The places and unions that act and that a sort stands for later: 은솔시가 미뤘다. 시는 …"""
        people = {person.evidence.span.start for person in self.names.persons}
        for one in self.named:
            acts = not one.own and one.start not in people and _ACTS.match(self.document.text, one.end)
            if acts and one.name in resolved:
                yield Mention(Span(one.start, one.end), (one.name,), "org")


def _chosen(fits: Sequence[_Named]) -> str:
    ranked = Counter(one.name for one in fits).most_common(2)
    if len(ranked) == 2 and (ranked[0][1] < 2 * ranked[1][1] or fits[-1].name != ranked[0][0]):
        return ""
    return ranked[0][0] if ranked else ""


def _counterpart(noun: str, named: Sequence[_Named]) -> str:
    """The council of the one place named, or the place of the one council: 은솔시의회 of 은솔시, and the other way."""
    if noun[:-2] in _PLACES and noun.endswith("의회"):
        return _chosen([replace(one, name=f"{one.name}의회") for one in named if _is_of(noun[:-2], one.name)])
    if noun in _PLACES:
        councils = [one for one in named if one.name.endswith(f"{noun}의회") and len(one.name) > 3]
        return _chosen([replace(one, name=one.name.removesuffix("의회")) for one in councils])
    return ""


def _is_of(noun: str, name: str) -> bool:
    if name == noun or name in word_set("org_generic") or name.endswith(_NO_PLACE):
        return False
    return any(_kind(name) == ending[1:] if ending[0] == "@" else name.endswith(ending) for ending in _endings()[noun])


def _is_firm(name: str) -> bool:
    kind = _kind(name)
    return kind == "company" or (kind == "" and not _PUBLIC.search(name))


def _kind(name: str) -> str:
    return known()[name][0] if name in known() else suffix_kind(name.split(" ")[-1])
