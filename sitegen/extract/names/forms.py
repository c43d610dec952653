"""Every form that an article's organisations go by, and the full name each form means."""

import re
from collections.abc import Mapping, Sequence, Set
from functools import cache

from sitegen.extract.names.book import OrgBook
from sitegen.extract.names.lexicon import is_new, is_strong_suffix, known, morphs_at, suffix_kind
from sitegen.extract.names.org import Proof
from sitegen.extract.names.standing import standing
from sitegen.model.facts import Alias
from sitegen.model.text import Document, Span
from sitegen.rules.rule import word_set

_CITIES = ("org.city", "org.city_new", "org.city_mayor")
# A body that goes by a short name of its own needs no other proof.
_PRACTICES = frozenset({"법무법인", "회계법인", "특허법인", "세무법인", "노무법인"})
_SHORTENED = frozenset({"agency", "union"})
_SHORT_RULES = frozenset({"alias.short", "alias.brand", "alias.declared"})
_HANGUL_SHORT = re.compile(r"[가-힣]{2,4}")


def book_of(document: Document, proofs: Sequence[Proof], aliases: Sequence[Alias], given: Mapping[str, str]) -> OrgBook:
    """The organisations that *proofs* and *aliases* give, each form with its canonical name; those *given* by an editor
    have the last word."""
    names = dict(given)
    for proof in proofs:
        names.setdefault(proof.words, _full(proof.words, document))
    names.update(_abroad(document, proofs))
    for short in [name for name in names if f"국립{name}" in document.text]:
        names[short] = names[f"국립{short}"] = f"국립{short}"  # 동하대 of 국립동하대
    for full in [proof.words for proof in proofs if proof.rule == "org.legal_form"]:
        if _goes_by_name_alone(document, full, names):
            names[full.split(" ", 1)[1]] = full
    for full in [name for name in names if name.endswith("신용평가")]:
        short = full.removesuffix("신용평가") + "신평"
        if short in document.text:
            names[short] = full
    for alias in aliases:
        body = (
            alias.full in names
            or alias.short in names
            or is_strong_suffix(alias.full.split(" ")[-1])
            or alias.full in known()
            or (suffix_kind(alias.full.split(" ")[-1]) in _SHORTENED and alias.evidence.rule in _SHORT_RULES)
        )
        if body and alias.full not in word_set("titles") and alias.full not in word_set("org_generic"):
            names[alias.full] = alias.full
            names[alias.short] = alias.full
    for form in list(names):
        # 새벽중공업 노조 is short for 새벽중공업 노동조합, where the article writes both.
        full = form.removesuffix("노조") + "노동조합"
        if form.endswith(" 노조") and full in names:
            names[form] = full
    names |= given
    names = {form: _chase(full, names) for form, full in names.items()}
    _abbreviations(names, {proof.words for proof in proofs if proof.rule in _CITIES})
    _without_ending(document, names)
    names |= given
    kinds = {full: _kind(full) for full in names.values()}
    parties = {names[proof.words] for proof in proofs if proof.rule in ("org.party", "org.party_role")}
    kinds.update(dict.fromkeys(sorted(parties), "party"))
    teams = {proof.words for proof in proofs if proof.rule == "org.team"}
    kinds.update(dict.fromkeys(sorted(teams), "team"))
    kinds.update({names[proof.words]: "media" for proof in proofs if proof.rule == "org.reports"})
    kinds.update({proof.words: "city" for proof in proofs if proof.rule in _CITIES})
    kinds.update(
        {
            names[p.words]: "company"
            for p in proofs
            if p.rule in ("org.sort", "org.list", "org.joined") and not kinds.get(names[p.words])
        }
    )
    return OrgBook(names, kinds)


def _goes_by_name_alone(document: Document, full: str, names: Mapping[str, str]) -> bool:
    """Whether a firm of lawyers or accountants goes by its name without its form: 율담 of 법무법인 율담."""
    form, _, short = full.partition(" ")
    if form not in _PRACTICES or short in word_set("place") or short in word_set("org_city") or short in known():
        return False
    new = False
    for span in standing([short], document.text, Span(0, len(document.text))):
        new = new or is_new(morphs_at(document.sentence_at(span.start), span))
    return short in names or new


def _abroad(document: Document, proofs: Sequence[Proof]) -> dict[str, str]:
    """국방부 -> 페루 국방부, where the article speaks of one country's alone and names the country first."""
    found: dict[str, set[str]] = {}
    for proof in proofs:
        if proof.rule == "org.country":
            found.setdefault(proof.words.split(" ", 1)[1], set()).add(proof.words)
    single = {body: min(fulls) for body, fulls in found.items() if len(fulls) == 1}
    return {
        body: full
        for body, full in single.items()
        if document.text.find(body) == document.text.find(full) + len(full) - len(body)
        and not re.search(rf"(?:한국|우리|대한민국) {re.escape(body)}", document.text)
    }


def _chase(name: str, names: Mapping[str, str]) -> str:
    for _ in range(3):
        if names.get(name, name) == name:
            break
        name = names[name]
    return name


def _full(word: str, document: Document) -> str:
    """The full name of a known short one, where the article has it or where everybody would write it out."""
    kind, full = known().get(word, ("", ""))
    teams = [name for name in _teams().get(word, ()) if name in document.text]
    if len(teams) == 1:
        return teams[0]  # 롯데, in an article of 롯데 자이언츠
    if not full:
        return word
    written = full in document.text
    letters = iter(full)
    shortens = all(letter in letters for letter in word)  # 코트라 is a name of its own
    spelt = kind == "agency" and shortens and not full.endswith(word) and not re.search(r"[A-Za-z]", word)
    return full if written or spelt else word


@cache
def _teams() -> dict[str, list[str]]:
    """The teams that everybody knows by the words that their names begin with: 롯데 -> 롯데 자이언츠."""
    teams: dict[str, list[str]] = {}
    for name, (kind, full) in known().items():
        words_ = name.split(" ")
        for number in range(1, len(words_) if kind == "team" and not full else 0):
            teams.setdefault(" ".join(words_[:number]), []).append(name)
    return teams


def _kind(name: str) -> str:
    if name in known():
        return known()[name][0]
    return suffix_kind(name.split(" ")[-1])


def _abbreviations(names: dict[str, str], cities: Set[str]) -> None:
    """Points short forms that nothing pairs at the one longer name whose syllables they are taken from; *cities* are
    short for nothing."""
    for short in list(names):
        if names[short] != short or short in cities or not _HANGUL_SHORT.fullmatch(short) or short in known():
            continue
        fulls = sorted({full for full in names.values() if len(full) >= len(short) + 2 and _shortens(short, full)})
        if len(fulls) == 1:
            names[short] = fulls[0]


def _without_ending(document: Document, names: dict[str, str]) -> None:
    """Points a company's name without its ending (새벽바다 of 새벽바다해운) at it, where it stands alone in the text."""
    stems: dict[str, set[str]] = {}
    for full in names.values():
        for length in range(2, len(full) - 2):
            if full[-length:] in word_set("org_suffix") and suffix_kind(full) == "company":
                stems.setdefault(full[:-length], set()).add(full)
    for stem, fulls in sorted(stems.items()):
        taken = stem in names or stem in known() or stem in word_set("place") or stem in word_set("org_prefix_not")
        if len(fulls) > 1 or taken or " " in stem or not re.fullmatch(r"[가-힣]{3,}", stem):
            continue
        for span in standing([stem], document.text, Span(0, len(document.text))):
            morphs = morphs_at(document.sentence_at(span.start), span) if document.sentences else []
            if is_new(morphs):
                names[stem] = min(fulls)
                break


def _shortens(short: str, full: str) -> bool:
    """Whether *short* begins as *full* does and takes its syllables in order: 중노위, 중앙노동위원회."""
    if short[0] != full[0] or full.startswith(short):
        return False
    if any(short.endswith(sort) for sort in word_set("org_suffix") if len(sort) > 1):
        return False  # 새벽생명 and 새벽바다생명: each is a whole name
    letters = iter(full)
    return all(letter in letters for letter in short)
