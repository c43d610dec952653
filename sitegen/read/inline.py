"""Markdown's inline marks: which characters of a line are not words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sitegen.model.text import Span

# Only elements that HTML knows: newsrooms write <표>, <KT 제공> and <1부> too, and those are words.
_ELEMENTS = (
    "a|abbr|address|article|aside|audio|b|bdi|bdo|big|blockquote|br|button|canvas|caption|center|cite|code|col|colgroup"
    "|dd|del|details|dfn|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|header|hr|i|iframe|img|input|ins"
    "|kbd|label|legend|li|link|main|mark|meta|nav|object|ol|p|param|picture|pre|q|rp|rt|ruby|s|samp|script|section"
    "|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|var"
    "|video|wbr"
)
TAG = rf"</?(?i:{_ELEMENTS})(?:\s[^<>]*)?/?>"
_DEST = r"\([ \t]*(?P<dest><[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?[ \t]*\)"
_ATOM = re.compile(
    rf"""(?P<escape>\\(?=[!-/:-@\[-`{{-~]))
    |(?P<ticks>`+)
    |(?P<comment><!--.{{0,4000}}?-->)
    |(?P<auto><(?:(?:https?|mailto):[^\s<>]*|[\w.+-]{{1,64}}@[\w.-]{{1,255}})>)
    |(?P<tag>{TAG})
    |(?P<note>\[\^[^\s\[\]]{{1,80}}\])
    |(?P<open>!?\[)
    |\](?P<link>{_DEST})
    |\](?P<ref>\[[^\[\]\n]{{0,200}}\])?
    |(?P<run>(?P<mark>[*_])(?P=mark)*)""",
    re.VERBOSE | re.DOTALL,
)
_MAY_BEGIN = re.compile(r"[\\`<\[\]*_]")  # what every atom has first, or as ![ soon: most lines have none
# A lone syllable before ** is a surname: 김**씨 hides a name, it does not stress a word.
_SURNAME = re.compile(r"(?<![가-힣])[가-힣]\Z")


def cuts_in(text: str, span: Span, references: frozenset[str]) -> tuple[Span, ...]:
    """The marks inside *span* of *text* that are not words, in order and disjoint.

    *references* are the labels, lower-cased, of the document's link reference definitions.
    """
    if not _MAY_BEGIN.search(text, span.start, span.end):
        return ()
    found = sorted(_Scan(text, span, references).cuts())
    joined: list[Span] = []
    for cut in found:
        if joined and cut.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, cut.end))
        else:
            joined.append(cut)
    return tuple(joined)


@dataclass(slots=True)
class _Scan:
    """One pass over a line; brackets and emphasis wait on stacks for what closes them, so time stays linear."""

    text: str
    span: Span
    references: frozenset[str]
    brackets: list[Span] = field(default_factory=list)
    runs: dict[str, list[int]] = field(default_factory=dict)
    unclosed: set[int] = field(default_factory=set)  # lengths of backtick runs that nothing closes

    def cuts(self) -> Iterator[Span]:
        position = self.span.start
        while atom := _ATOM.search(self.text, position, self.span.end):
            position = atom.end()
            here = Span(*atom.span())
            kind = atom.lastgroup
            if kind in ("comment", "auto", "tag", "note"):
                yield here
            elif kind == "escape":
                yield here
                position += 1
            elif kind == "ticks":
                closing = self.closing_ticks(here)
                if closing:
                    yield here
                    yield closing
                    position = closing.end
            elif kind == "open":
                self.brackets.append(here)
            elif kind in ("run", "mark"):
                yield from self.emphasis(here)
            else:
                yield from self.bracket(atom)

    def closing_ticks(self, opening: Span) -> Span | None:
        length = len(opening)
        if length in self.unclosed:
            return None
        for found in re.compile("`+").finditer(self.text, opening.end, self.span.end):
            if found.end() - found.start() == length:
                return Span(*found.span())
        self.unclosed.add(length)
        return None

    def bracket(self, atom: re.Match[str]) -> Iterator[Span]:
        """The marks of a link or of an image that ends here; none where the brackets are words: [서울=나루통신]."""
        if not self.brackets:
            return
        opening = self.brackets.pop()
        end = atom.end()
        if atom["link"] is not None:
            # [속보](종합) is two labels of a newsroom, not a link.
            if atom["dest"] and not re.search(r"[/.#:?]", atom["dest"]):
                return
        else:
            label = (atom["ref"] or "")[1:-1] or self.text[opening.end : atom.start()]
            if " ".join(label.lower().split()) not in self.references:
                return
        if len(opening) == 2:
            yield Span(opening.start, end)
        else:
            yield opening
            yield Span(atom.start(), end)

    def emphasis(self, run: Span) -> Iterator[Span]:
        """The opening and the closing mark, where this run closes one that waits."""
        mark = run.of(self.text)
        if len(mark) > 3:
            return
        before = self.text[run.start - 1] if run.start > self.span.start else " "
        after = self.text[run.end] if run.end < self.span.end else " "
        waiting = self.runs.setdefault(mark, [])
        figures = before.isdigit() and after.isdigit()  # 2*3*4
        if waiting and not before.isspace() and not figures and not (mark[0] == "_" and _in_word(after)):
            start = waiting.pop()
            for other in self.runs.values():
                while other and other[-1] > start:
                    other.pop()
            yield Span(start, start + len(mark))
            yield run
        elif not after.isspace() and not figures and self.may_open(mark, run.start, before):
            waiting.append(run.start)

    def may_open(self, mark: str, start: int, before: str) -> bool:
        if not _in_word(before):
            return True
        if mark not in ("**", "***"):
            return False
        return not _SURNAME.search(self.text, max(self.span.start, start - 2), start)


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"
