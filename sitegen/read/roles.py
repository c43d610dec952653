"""From lines to blocks: the rules of ``lines.toml`` say what each line, or part of a line, is for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sitegen.model.text import Block, Role, Span
from sitegen.read.shape import Line
from sitegen.rules.rule import Rule
from sitegen.rules.sieve import Sieve

_NEVER_BEHIND_A_HEAD = (Role.TITLE, Role.HEADING)  # what follows a dateline is a sentence, ended or not

# A longer line is a paragraph, whatever it says; patterns need not look through it (a hostile seed has long lines).
_LONGEST = 800
_LONGEST_TAIL = 160
_CONDITIONS = frozenset({"form", "when", "beside"})


@dataclass(frozen=True, slots=True)
class Named:
    """A block and its words as a reader sees them."""

    block: Block
    words: str


def named_blocks(lines: Sequence[Line], title: str | None, rules: Sequence[Rule]) -> tuple[Named, ...]:
    """The blocks of *lines*, in order and disjoint; *title* is the front matter's, None where it gives none.

    A rule has ``role`` and ``part``: ``line`` (the default; the first rule that matches names the line), ``head`` or
    ``tail`` (it takes its words off the line first, or last; a tail only off the roles in ``off``). It may ask for a
    ``form`` of Markdown, for a line directly above or below that begins with the same mark out of those in ``beside``,
    and for a moment (``when``):
    ``untitled`` (no title yet, no body yet), ``before_body``, ``after_credit`` (behind a credit on the same line), or
    the word that a rule before it ``opens``, as long as each line since was named by a rule that asks for that word.
    """
    reader = _Reader(title, _table_of(tuple(rules)))
    return tuple(named for line in lines for named in reader.blocks(line))


class _Table:
    """The line rules by the part of a line that they name, each sifted by the letters that it needs."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        parts: dict[str, list[Rule]] = {"head": [], "tail": [], "line": []}
        for rule in rules:
            parts[rule.args.get("part", "line")].append(rule)
        self.heads = parts["head"]
        self.tails = Sieve(((rule, rule.letters.line_sets) for rule in parts["tail"]), pairs=False)
        whole = [(rule, Role(rule.args["role"]), bool(_CONDITIONS & rule.args.keys())) for rule in parts["line"]]
        self.last = whole[-1] if whole else None
        self.whole = Sieve(((entry, entry[0].letters.line_sets) for entry in whole), pairs=False)


@lru_cache(maxsize=8)
def _table_of(rules: tuple[Rule, ...]) -> _Table:
    return _Table(rules)


class _Reader:
    """Reads line after line and remembers what came before."""

    def __init__(self, title: str | None, table: _Table) -> None:
        self.front_title = "".join(title.split()) if title else None
        self.titled = False
        self.in_body = False
        self.opened = ""
        self.table = table

    def blocks(self, line: Line) -> Iterator[Named]:
        """The blocks of one line, in order."""
        head = self.head(line)
        start = _after_blanks(line.text, head.span.end if head else 0)
        if head:
            yield head.named(line)
        if start == len(line.text):
            return
        rule, role, end, tails = self.named(line, start, head)
        if not (rule and self.opened and rule.args.get("when") == self.opened):
            self.opened = str(rule.args.get("opens", "")) if rule else ""
        if any(char.isalnum() for char in line.text[start:end]):
            yield _Part(Span(start, end), role, rule.name if rule else "").named(line)
            self.titled = self.titled or role is Role.TITLE
            self.in_body = self.in_body or role is Role.BODY
        for tail in reversed(tails):
            yield tail.named(line)

    def named(self, line: Line, start: int, head: "_Part | None") -> tuple[Rule | None, Role, int, list["_Part"]]:
        """The rule that names the line from *start* on, its role, the end of its own words, and the tails behind."""
        rule, role = self.rule_of(line, start, len(line.text), head)
        end, tails = self.peeled(line.text, start, role)
        if role in _NEVER_BEHIND_A_HEAD:
            # "…했다.name@paper" ends like a heading, but without its tail it ends like the sentence that it is.
            body_end, body_tails = self.peeled(line.text, start, Role.BODY)
            body_rule, body_role = self.rule_of(line, start, body_end, head)
            if body_tails and body_role is Role.BODY:
                return body_rule, body_role, body_end, body_tails
        return rule, role, end, tails

    def head(self, line: Line) -> "_Part | None":
        for rule in self.table.heads:
            found = rule.pattern.match(line.text[:_LONGEST_TAIL])
            if found and self.may(rule, line, None):
                end = len(line.text[: found.end()].rstrip())
                if end > found.start():
                    return _Part(Span(found.start(), end), Role(rule.args["role"]), rule.name)
        return None

    def rule_of(self, line: Line, start: int, end: int, head: "_Part | None") -> tuple[Rule | None, Role]:
        """The first rule that matches the words between *start* and *end*, and its role; body where none does."""
        text = line.text[start:end]
        if len(text) > _LONGEST and self.table.last:
            return self.table.last[:2]
        for rule, role, conditional in self.table.whole.through(text):
            if head and role in _NEVER_BEHIND_A_HEAD:
                continue
            if (not conditional or self.may(rule, line, head)) and rule.pattern.search(text):
                return rule, role
        return None, Role.BODY

    def may(self, rule: Rule, line: Line, head: "_Part | None") -> bool:
        """Whether the line's form, neighbours and moment let the rule speak."""
        args = rule.args
        if "form" in args and line.form not in args["form"]:
            return False
        when = args.get("when")
        if when == "untitled" and not self.untitled(line):
            return False
        if when == "before_body" and self.in_body:
            return False
        if when == "after_credit" and not (head and head.role is Role.CREDIT):
            return False
        if when not in (None, "untitled", "before_body", "after_credit", self.opened):
            return False
        beside = args.get("beside")
        mark = line.text[:1]
        return beside is None or (mark in beside and mark in (line.above[:1], line.below[:1]))

    def untitled(self, line: Line) -> bool:
        if self.titled or self.in_body:
            return False
        return self.front_title is None or self.front_title == "".join(line.text.split())

    def peeled(self, text: str, start: int, role: Role) -> tuple[int, list["_Part"]]:
        """Where the line's own words end, and the tails behind them, the last first."""
        end = len(text)
        tails: list[_Part] = []
        while True:
            near = max(start, end - _LONGEST_TAIL)
            for rule in self.table.tails.through(text[near:end]):
                found = rule.pattern.search(text[near:end]) if role in rule.args["off"] else None
                if found and found.end() == end - near and near + found.start() > start:
                    cut = _after_blanks(text, near + found.start())
                    if cut < end:
                        tails.append(_Part(Span(cut, end), Role(rule.args["role"]), rule.name))
                        end = len(text[:cut].rstrip())
                        break
            else:
                return end, tails


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a line's text with its role."""

    span: Span
    role: Role
    rule: str

    def named(self, line: Line) -> Named:
        return Named(Block(line.span(self.span.start, self.span.end), self.role, self.rule), self.span.of(line.text))


def _after_blanks(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start
