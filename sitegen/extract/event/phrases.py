"""Noun phrases of a sentence outside its quotations and brackets, as subjects, partners, sources and places."""

from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.extract.event.clause import Clauses
from sitegen.extract.phrase import NOMINAL
from sitegen.model.text import Span

_SPELLS = ("때", "당시", "기간", "기준", "동안", "이후", "이전", "전후", "직후", "이번")
_INNER = frozenset({"·", "&", "-", "~", "∼", "/", "."})
_NOUNS = NOMINAL | {"SW"}
_MARKS = frozenset({"SP", "SW", "SO"})


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Bare nouns and 의 before a head, with the particles after it; tokens [first, last) without the particles."""

    first: int
    last: int
    after: int  # the token after the particles
    span: Span
    head: int  # the first token of its last word
    word: str  # the head's morphemes as one string
    josa: tuple[str, ...]  # forms of the particles in order: ("에서", "는"); that of 가 되다 is ("가", "JKC")
    comma: bool  # a comma follows

    @property
    def is_topic(self) -> bool:
        """Whether 은, 는 makes it what the clause is about; a spell of time (폭우 때는) is not."""
        return self.josa in (("은",), ("는",), ("께서", "는"), ("ᆫ",)) and not self.is_spell

    @property
    def is_spell(self) -> bool:
        """Whether it is a stretch of time: 때, 당시, 기간."""
        return self.word.endswith(_SPELLS)

    @property
    def is_subject(self) -> bool:
        return self.josa in (("이",), ("가",), ("께서",))


def noun_phrases(clauses: Clauses, breaks: Sequence[Span] = ()) -> tuple[NounPhrase, ...]:
    """The noun phrases of a sentence in order. *breaks* are words that belong to none: times."""
    tokens = clauses.tokens
    found: list[NounPhrase] = []
    nouns = _nouns(clauses, breaks)
    index = 0
    while index < len(tokens):
        if not nouns[index]:
            index += 1
            continue
        first = index
        index = last = nouns.index(False, index)
        index, josa = _particles(clauses, index)
        while josa == ["의"] and nouns[index]:
            index = last = nouns.index(False, index)
            index, josa = _particles(clauses, index)
        comma = index < len(tokens) and tokens[index].form in (",", "、")
        head = last - 1
        while head > first and tokens[head - 1].word == tokens[last - 1].word and tokens[head - 1].tag in _NOUNS:
            head -= 1
        word = "".join([token.form for token in tokens[head:last]])
        found.append(NounPhrase(first, last, index, clauses.span(first, last), head, word, tuple(josa), comma))
    return tuple(found)


def _nouns(clauses: Clauses, breaks: Sequence[Span]) -> list[bool]:
    """Of each token whether it belongs to a noun phrase, and False for the end of the sentence."""
    tokens = clauses.tokens
    found = [token.tag in _NOUNS or token.tag in _MARKS for token in tokens]
    found.append(False)
    for index, token in enumerate(tokens):
        if found[index] and token.tag in _MARKS:
            inside = 0 < index < len(tokens) - 1
            found[index] = inside and token.form in _INNER and tokens[index + 1].word == token.word
    for predicate in clauses.predicates:
        found[predicate.first : predicate.last] = [False] * (predicate.last - predicate.first)
    for span in breaks:
        for index, token in enumerate(tokens):
            if span.start <= token.start < span.end:
                found[index] = False
    return found


def _particles(clauses: Clauses, index: int) -> tuple[int, list[str]]:
    """The particles that begin at *index*, and the token after them."""
    tokens = clauses.tokens
    josa: list[str] = []
    word = tokens[index - 1].word
    bracket = next((mask for mask in clauses.masked if mask.start == tokens[index - 1].end), None)
    if bracket is not None and index < len(tokens) and 0 <= tokens[index].start - bracket.end <= 1:
        word = tokens[index].word  # 보건복지부(이하 복지부)는, ‘새벽 K(DAWN K)’를
    while index < len(tokens) and tokens[index].tag[0] == "J" and tokens[index].word == word:
        josa.append(tokens[index].form)
        if tokens[index].tag == "JKC":
            josa.append("JKC")  # 주주가 됐다: no subject
        index += 1
    if not josa and index < len(tokens) and tokens[index].tagged == "역시/MAG":
        return index + 1, ["도"]  # 가람전자 역시
    return index, josa
