"""Kinds of deeds: which predicates report the same, in whatever words."""

import re
from collections.abc import Collection
from functools import cache

from sitegen.rules.rule import word_set, words

_SUFFIX = re.compile(r"(?:하|되|시키|당하|받)다$")
_COMPOUND = 4  # letters of a compound whose last two name the deed: 법정구속, 구속기소


@cache
def stem_of(predicate: str) -> str:
    """A predicate as the classes hold it: 체결 of 체결하다 and 체결되다, 맺다 as it is."""
    return _SUFFIX.sub("", predicate) or predicate


def is_light(stem: str) -> bool:
    """Whether a verb says only that something is done: 실시, 벌이다."""
    return stem in word_set("predicate_light")


@cache
def _class_table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in words("predicate_class"):
        for word in row:
            found.setdefault(stem_of(word), set()).add(row[0])
    return {word: frozenset(classes) for word, classes in found.items()}


@cache
def _phrases() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for noun, verb, name in words("predicate_phrase"):
        found.setdefault(stem_of(verb), []).append((noun, name))
    return {verb: tuple(rows) for verb, rows in found.items()}


def has_phrases(stem: str) -> bool:
    """Whether a verb is in any class together with a noun."""
    return stem in _phrases()


def phrase_class(stem: str, nouns: Collection[str]) -> str:
    """The class of a noun and a verb together: 재판에 넘기다 is 기소; "" where they are none."""
    return next((name for noun, name in _phrases().get(stem, ()) if noun in nouns), "")


@cache
def classes_of(stem: str) -> frozenset[str]:
    """The classes of a predicate's stem; of a compound, those of its last word (법정구속); else it is one of its own."""
    table = _class_table()
    if stem in table:
        return table[stem]
    if stem.startswith("재") and len(stem) > 2:
        return classes_of(stem[1:])  # 재공시: the deed, done again
    if len(stem) >= _COMPOUND and stem[-2:] in table:
        return table[stem[-2:]]
    return frozenset({stem})


@cache
def _noun_classes() -> tuple[tuple[str, str], ...]:
    rows = [(word, row[0]) for row in words("noun_class") for word in row]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row)))


@cache
def noun_class(noun: str) -> str:
    """The kind of thing that a noun names, whatever the word: 법안 for 개정안; else the noun itself."""
    return next((name for ending, name in _noun_classes() if noun.endswith(ending)), noun)


def is_known(stem: str) -> bool:
    """Whether a stem stands in a class; of one that does not, nobody can say what it is not."""
    return stem in _class_table()


def are_general(kinds: Collection[str]) -> bool:
    """Whether anybody may do such a thing on any day: 발표하다, 시작하다."""
    return word_set("kind_general").issuperset(kinds)
