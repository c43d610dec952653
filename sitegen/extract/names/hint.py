"""Which rules of a table are worth trying at a word: a look at the sentence and at a first letter saves most of them.

A rule's `hint` is a pattern that must stand in the sentence, `job` says that a title follows the word. They change no
answer, only how soon it is given; the letters that a rule needs are read from its pattern.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from sitegen.extract.names.lexicon import END
from sitegen.model.text import Span
from sitegen.rules.anyof import any_of
from sitegen.rules.letters import letters_of
from sitegen.rules.needs import pairs_needed
from sitegen.rules.rule import Rule, expand, outline, word_set
from sitegen.rules.sieve import Sieve

_WORD = re.compile(r"(?<![가-힣A-Za-z0-9])[가-힣A-Za-z0-9]+")


def matches_at_words(table: Sequence[Rule], text: str, span: Span) -> list[tuple[Rule, re.Match[str]]]:
    """Every match of a rule of *table* that begins where a word of *span* does: word by word, rules in their order."""
    found: list[tuple[Rule, re.Match[str]]] = []
    starts = words_of(text, span)
    initials = frozenset([text[start] for start in starts])
    for rule, last in _rules_for(table, text, span):
        match_at = rule.pattern.match
        first = rule.letters.first
        if first is not None and first.isdisjoint(initials):
            continue
        for start in starts:
            if start >= last:
                break
            if (first is None or text[start] in first) and (match := match_at(text, start, span.end)):
                found.append((rule, match))
    found.sort(key=lambda hit: hit[1].start())
    return found


def words_of(text: str, span: Span) -> list[int]:
    """Where the words of *span* begin."""
    return [word.start() for word in _WORD.finditer(text, span.start, span.end)]


def rules_in(table: Sequence[Rule], text: str, span: Span) -> list[Rule]:
    """The rules of *table* that can hit in *span*."""
    return [rule for rule, _ in _rules_for(table, text, span)]


def _rules_for(table: Sequence[Rule], text: str, span: Span) -> Iterator[tuple[Rule, int]]:
    """The rules of *table* that can hit in *span*, each with the offset that its hits begin before."""
    hinted: dict[str, bool] = {}
    before_title = -1  # not looked for yet
    for rule, hint, job in _sieve(tuple(table)).through(text[span.start : span.end]):
        if hint:
            if hint not in hinted:
                hinted[hint] = _compiled(hint).search(text, span.start, span.end) is not None
            if not hinted[hint]:
                continue
        if not job:
            yield rule, span.end
            continue
        if before_title < 0:
            title = _last_title().match(text, span.start, span.end)
            before_title = title.start(1) if title else span.start
        if before_title > span.start:
            yield rule, before_title


@lru_cache(maxsize=64)
def _sieve(table: tuple[Rule, ...]) -> Sieve[tuple[Rule, str, bool]]:
    """The rules of *table* with their hint and job, sifted by the letters that each pattern and each hint needs."""
    hinted = [(rule, str(rule.args.get("hint", "")), bool(rule.args.get("job"))) for rule in table]
    return Sieve((one, (*one[0].needs, *_hint_needs(one[1]))) for one in hinted)


def _hint_needs(hint: str) -> tuple[frozenset[str], ...]:
    tree = outline(hint)
    return (*letters_of(tree).sets, *pairs_needed(tree))


@cache
def _compiled(hint: str) -> re.Pattern[str]:
    return re.compile(expand(hint, {}))


@cache
def _last_title() -> re.Pattern[str]:
    """Finds the last title, or end of one, that closes a word or stands before a bracket."""
    return re.compile(rf"(?s:.*)((?:{any_of(word_set('titles') | word_set('title_suffixes'))})(?:\(|{END}))")
