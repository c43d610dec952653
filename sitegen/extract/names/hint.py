"""Which rules of a table are worth trying: a look at the sentence and at the first letters of a word saves most of them.

A rule's `hint` is a pattern that must stand in the sentence, `head` says which words it can begin at (a surname, a
known organisation), `job` that it holds a title. They change no answer, only how soon it is given.
"""

import re
from collections.abc import Sequence
from functools import cache

from sitegen.rules.rule import Rule, expand, word_set


def rules_for(table: Sequence[Rule], line: str) -> list[tuple[Rule, frozenset[str] | None]]:
    """The rules of *table* that can hit in *line*, each with the two letters that it can begin with (None: any)."""
    titled = _has_title(line)
    return [
        (rule, _heads(str(rule.args.get("head", ""))))
        for rule in table
        if (titled or not rule.args.get("job")) and _hinted(rule, line)
    ]


def may_begin(heads: frozenset[str] | None, text: str, start: int) -> bool:
    """Whether a rule with *heads* can begin at *start*."""
    return heads is None or text[start] in heads or text[start : start + 2] in heads


def _hinted(rule: Rule, line: str) -> bool:
    hint = rule.args.get("hint")
    return hint is None or _compiled(str(hint)).search(line) is not None


@cache
def _compiled(hint: str) -> re.Pattern[str]:
    return re.compile(expand(hint, {}))


@cache
def _heads(kind: str) -> frozenset[str] | None:
    if kind == "surname":
        return frozenset(name[0] for name in word_set("surnames"))
    if kind == "known":
        return frozenset(name[:2] for name in word_set("org_known"))
    return None


@cache
def _title_heads() -> frozenset[str]:
    return frozenset(job[:2] for job in word_set("titles") | word_set("title_suffixes"))


def _has_title(line: str) -> bool:
    heads = _title_heads()
    return any(line[at : at + 2] in heads for at in range(len(line) - 1))
