"""Which articles speak of one affair, so that their figures may be compared: told by the names and nouns they share."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from sitegen.model.facts import ArticleFacts, Event, Org, Person
from sitegen.rules.rule import word_set, words

_FAR = 1000  # days between two articles of one affair at most
_NAMES, _NOUNS, _AT_ONE_PLACE, _ONLY_NOUNS = 2, 3, 5, 9
_SHARE = 0.3  # of the nouns of the article with fewer, where no name is shared
_SHARE_THERE = 0.2  # of those, where they speak of one place
_NEAR = 60  # days between two articles of an affair in which nobody has a name
_MASKED = re.compile(r"[가-힣](?:모|씨|아무개)")
_OFFICES = (
    "지검",
    "고검",
    "지법",
    "고법",
    "법원",
    "검찰청",
    "경찰청",
    "소방청",
    "소방본부",
    "특별시",
    "광역시",
    "특별자치도",
)
_SITE = re.compile(
    r"[가-힣]{2}(?:터널|대교|공항|초등학교|중학교|고등학교|산업단지|해수욕장|공원|휴게소|나들목)$|[가-힣]{3}[호산천강]$"
)


@cache
def _public_bodies() -> frozenset[str]:
    """Known bodies that act in any affair: ministries, courts, agencies, the press."""
    rows = words("org_known")
    return word_set("org_everywhere") | {
        name for row in rows if row[1] != "company" for name in (row[0], *row[2:]) if name
    }


def _is_everywhere(name: str) -> bool:
    return name in _public_bodies() or name.endswith(_OFFICES)


def _place(word: str) -> str:
    """The place that a word names, without its kind; "" where it names none, or one where everything happens."""
    if _SITE.search(word):
        return word
    bare = word[:-1] if len(word) > 2 and word[-1] in "시군구" else word
    return bare if bare in word_set("place_names") and bare not in _big_cities() else ""


@cache
def _big_cities() -> frozenset[str]:
    return frozenset(row[0] for row in words("org_city")) | {
        "경기",
        "강원",
        "충북",
        "충남",
        "전북",
        "전남",
        "경북",
        "경남",
    }


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What an article speaks of, as far as it tells affairs apart."""

    names: frozenset[str]
    nouns: frozenset[str]
    places: frozenset[str]


class Related:
    """Answers for pairs of articles. What two articles share depends on no third."""

    def __init__(self, articles: Sequence[ArticleFacts]) -> None:
        self._articles = {read.article.id: read for read in articles}
        self._known: dict[str, _Spoken] = {}

    def are(self, one: str, other: str) -> bool:
        """Whether the articles of these ids speak of one affair."""
        left, right = self._articles[one].article, self._articles[other].article
        if left.story and left.story == right.story:
            return True
        if left.published and right.published and abs(left.published - right.published) > timedelta(days=_FAR):
            return False
        one_, other_ = self._words(one), self._words(other)
        names, nouns = len(one_.names & other_.names), len(one_.nouns & other_.nouns)
        if names:
            return nouns >= (_NOUNS - 1 if names >= _NAMES else _NOUNS)
        least = min(len(one_.nouns), len(other_.nouns))
        if one_.places & other_.places and nouns >= max(_AT_ONE_PLACE, _SHARE_THERE * least):
            return True
        near = left.published and right.published and abs(left.published - right.published) <= timedelta(days=_NEAR)
        return bool(near) and nouns >= max(_ONLY_NOUNS, _SHARE * least)

    def by_name(self, one: str, other: str) -> bool:
        """Whether the articles of these ids name somebody in common."""
        return bool(self._words(one).names & self._words(other).names)

    def _words(self, article: str) -> _Spoken:
        if article not in self._known:
            facts = self._articles[article].facts
            names = frozenset(
                f.name
                for f in facts
                if (isinstance(f, Person) and not _MASKED.fullmatch(f.name))
                or (isinstance(f, Org) and not _is_everywhere(f.name))
            )
            spoken = {word for f in facts if isinstance(f, Event) for word in (*f.nouns, *f.theme)}
            nouns = frozenset(word for word in spoken if word not in word_set("noun_general")) - names
            places = frozenset(filter(None, map(_place, spoken | names)))
            self._known[article] = _Spoken(names, nouns, places)
        return self._known[article]
