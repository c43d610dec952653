"""Where: the place that a clause names with 에서, or with 에 before verbs that put something somewhere."""

import re
from functools import cache

from sitegen.extract.event.actors import with_joined
from sitegen.extract.event.clause import Clauses, Kind, Predicate
from sitegen.extract.event.phrases import NounPhrase
from sitegen.model.text import Document, Span
from sitegen.rules.rule import Rule, load, word_set

_LOCAL_TIME = re.compile(r"\(현지\s?시[간각]\)\s*$")
_STATE = re.compile(r"[가-힣]{2,}[주성현]")
_BRACKET = re.compile(r"\([^)]*\)")


def place_of(
    document: Document, clauses: Clauses, phrases: tuple[NounPhrase, ...], predicate: Predicate, floor: int = 0
) -> tuple[str, str]:
    """The place of *predicate* as written, and the rule that read it; empty where its clause names none."""
    for phrase in reversed(phrases):
        if phrase.josa[:1] not in (("에서",), ("에",)) or not floor <= phrase.first <= phrase.after <= predicate.first:
            continue
        if not _belongs(clauses, phrase, predicate):
            continue
        abroad = bool(_LOCAL_TIME.search(document.text, max(phrase.span.start - 12, 0), phrase.span.start))
        rule = _rule_of(phrase.span.of(document.text), clauses, phrase, predicate, abroad)
        if rule is None:
            continue
        follower = next((p for p in phrases if p.first >= phrase.after), None)
        if follower is not None and follower.josa[:1] == ("까지",):
            continue  # 오송역에서 동남지구까지: a stretch, not the place
        whole = with_joined(clauses, phrases, (phrase,))
        return Span(whole[0].span.start, phrase.span.end).of(document.text), rule.name
    return "", ""


def _rule_of(
    text: str, clauses: Clauses, phrase: NounPhrase, predicate: Predicate, abroad: bool = False
) -> Rule | None:
    """The rule of `place.toml` by which a phrase is the place of *predicate*: its particles and the verb decide.

    *abroad* tells that a local time stands before it: a proper noun there is a town, known or not.
    """
    last = clauses.span(phrase.head, phrase.last)
    head = [token for token in clauses.tokens if last.start <= token.start < last.end]
    # What Kiwi knows no word for falls into syllables: 리/NNG 노/NNG.
    is_name = all(token.tag == "NNP" for token in head) or (
        len(head) > 1 and all(len(token.form) == 1 and token.tag[0] == "N" for token in head)
    )
    if not (abroad and is_name and phrase.josa[:1] == ("에서",) and " " not in text) and not _is_place(text, is_name):
        return None
    verb = clauses.words(predicate.first, predicate.last)
    words = f"{'+'.join(phrase.josa)} {verb}"
    return next((rule for rule in load("place") if rule.pattern.match(words)), None)


def _is_place(text: str, is_name: bool) -> bool:
    """Whether a phrase names a place; *is_name* tells that its last word is a proper noun."""
    words = _BRACKET.sub("", text).split()
    if not words:
        return False
    last = words[-1]
    names = word_set("place_names")
    if last in names and (len(words) == 1 or last not in word_set("place_not")):
        return True
    if last.endswith(_ends("place_not")):
        return False
    if is_name and 1 < len(words) <= 3 and (words[0] in names or _STATE.fullmatch(words[0])):
        return True  # 헝가리 죄르, 애리조나주 투손
    if last in word_set("place_suffix") or last.endswith(_ends("place_suffix")):
        return True
    return len(last) > 2 and last[-1] in word_set("place_suffix")


@cache
def _ends(words: str) -> tuple[str, ...]:
    """The words of a list that are long enough to be known by a word's end."""
    return tuple(sorted(word for word in word_set(words) if len(word) > 1 or words == "place_not"))


def _belongs(clauses: Clauses, phrase: NounPhrase, predicate: Predicate) -> bool:
    """Whether no clause before a noun, and no clause that has ended, keeps the phrase to itself."""
    between = [p for p in clauses.predicates if phrase.after <= p.first and p.last <= predicate.first]
    if any(p.kind in (Kind.FINAL, Kind.REPORTED) or _tensed(clauses, p) for p in between):
        return False
    between = [p for p in between if clauses.tokens[p.first].tagged != "같/VA"]  # 시청에서 이 같은 내용의 협약을
    is_topic = phrase.josa[-1:] in (("는",), ("은",))
    return is_topic or not between or between[0].kind is not Kind.ADNOMINAL


def _tensed(clauses: Clauses, predicate: Predicate) -> bool:
    tokens = clauses.tokens[predicate.first : predicate.last]
    return predicate.kind is Kind.JOINED and any(token.tag == "EP" for token in tokens)
