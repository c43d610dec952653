"""Short names that many bodies have at once (노조, 협회, 재단): whose is meant is said by the article alone."""

import re
from collections.abc import Mapping, Set
from functools import cache

from sitegen.model.facts import Alias, ArticleFacts, Org
from sitegen.rules.rule import word_set, words

_LISTS = ("collective_actors", "org_actor", "org_authority", "org_class", "org_generic", "org_noun", "org_owned_end")
_ALSO = ("alias_generic", "org_shared", "speech_body")
_KINDS = frozenset({"agency", "hospital", "union", "university"})


def is_shared(short: str) -> bool:
    """Whether a short name could be that of any body of its sort: 노조, 시, 주민대책위; not 공정위, not 한빛."""
    if short in _known():
        return False
    return len(short) == 1 or short in _sorts() or short.endswith(tuple(word_set("org_owned_end")))


def resolved(read: ArticleFacts, pairs: Mapping[str, Set[str]]) -> dict[str, str]:
    """Which of *pairs* (shared short name to full names in the corpus) *read* means: the one that it pairs or names
    itself, or the one whose owner its title tells of. Another body of the sort that it names leaves it open."""
    if not pairs:
        return {}
    own: dict[str, set[str]] = {}
    names = set()
    for fact in read.facts:
        if isinstance(fact, Alias):
            own.setdefault(fact.short, set()).add(fact.full)
        elif isinstance(fact, Org):
            names.add(fact.name)
    found = {}
    for short, fulls in pairs.items():
        meant = own.get(short, set()) & fulls
        if not meant:
            meant = set(fulls & names) or {full for full in fulls if _owner(full, names) in read.article.title}
            if any(full not in names and _owner(full, names) not in names for full in meant):
                continue
            if any(_has_rival(read, names, short, full) for full in meant):
                continue
        if len(meant) == 1:
            found[short] = min(meant)
    return found


def _owner(full: str, names: Set[str]) -> str:
    """Whose a body is: 가온빛케미칼 of 가온빛케미칼 노동조합, and of 가온빛케미칼노조 where it is one of *names*; else
    the body itself."""
    before = full.rpartition(" ")[0]
    return before or max((name for name in names if full.startswith(name)), key=len, default=full)


def _has_rival(read: ArticleFacts, names: Set[str], short: str, full: str) -> bool:
    """Whether another body of the sort is named: 두레버스 노동조합 beside that of 가온빛케미칼."""
    sort = full.rpartition(" ")[2]
    if any(name not in (short, full) and name.endswith((short, sort)) for name in names):
        return True
    bodies = re.findall(rf"[가-힣A-Za-z0-9&]+ {re.escape(sort)}", read.article.text) if sort != short else []
    return any(not full.endswith(body) for body in bodies)


@cache
def _known() -> frozenset[str]:
    return frozenset(row[0] for row in words("org_known"))


@cache
def _sorts() -> frozenset[str]:
    ends = frozenset(row[0] for row in words("org_suffix") if row[1] in _KINDS)
    general = frozenset(row[0] for row in words("actor_general"))
    return ends.union(general, *map(word_set, (*_LISTS, *_ALSO)))
