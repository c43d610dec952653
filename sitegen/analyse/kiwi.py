"""The door to Kiwi: loaded on first use, once a process."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from sitegen.model.text import Morph

if TYPE_CHECKING:
    from kiwipiepy import Kiwi, Sentence

_LONGEST_KEPT = 1000  # code points of a line that is remembered
_KEPT = 512  # such lines, some five megabytes: what is edited is mostly what it was


@cache
def _kiwi() -> "Kiwi":
    from kiwipiepy import Kiwi  # here, so that commands that read no text start at once

    # The multi-word dictionary costs 1.6 s and 200 MB and changed no token on the gold articles (kiwipiepy 0.24.1).
    return Kiwi(num_workers=1, load_multi_dict=False)


@lru_cache(maxsize=_KEPT)
def _kept(line: str) -> "list[Sentence]":
    return _split(line)


def _split(line: str) -> "list[Sentence]":
    found: list[Sentence] = _kiwi().split_into_sents(line, return_tokens=True)
    return found


def sentences_of(line: str, base: int = 0) -> list[tuple[int, int, tuple[Morph, ...]]]:
    """The sentences of one line, which must be NFC, as (start, end, morphemes); offsets begin at *base*.

    One line a call: Kiwi joins sentences across a single newline.
    """
    found = []
    for sentence in _kept(line) if len(line) <= _LONGEST_KEPT else _split(line):
        first_word = sentence.tokens[0].word_position if sentence.tokens else 0
        morphs = tuple(
            # VV-R and VV-I only say how the stem conjugates; rules are written over plain Sejong tags.
            Morph(
                t.form,
                t.tag.partition("-")[0],
                t.start + base,
                t.end + base,
                t.word_position - first_word,
                bool(t.oov),
            )
            for t in sentence.tokens
        )
        found.append((sentence.start + base, sentence.end + base, morphs))
    return found
