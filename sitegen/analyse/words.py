"""The words by which a reader finds an article: nouns and dictionary forms, without particles and endings."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, takewhile
from operator import attrgetter

from sitegen.analyse.kiwi import sentences_of
from sitegen.model.text import Document, Morph
from sitegen.rules.rule import words as word_list

_NOUNS = frozenset({"NNG", "NNP", "XR", "SL", "SH", "SN", "NR"})
# What may stand inside a noun as it is written; adverbs and determiners, because Kiwi cuts names that it does not know.
_INSIDE = _NOUNS | {"NNB", "XPN", "XSN", "MAG", "MM", "IC", "SW", "NA"}
_STARTS = frozenset({"NNG", "NNP", "XR", "SL", "SH", "SN", "XPN", "NA"})
_BEFORE_SPACE = frozenset({"NNG", "NNP", "SL", "XSN"})
_AFTER_SPACE = frozenset({"NNG", "NNP", "SL", "XPN"})
_LONGEST_JOINED = 16  # code points; nobody types more without a space
_LONGEST = 40  # code points; what is longer is an address or an accident
_SHORTEST_ENDING = 2  # code points
_PLURAL = "들"
_SIGNS = str.maketrans("<\n", "  ")  # these mean something in what is written here
_VERBS = frozenset({"VV", "VA", "VCN"})
_COMMON = frozenset({"하", "되", "있", "없", "않", "위하", "대하", "통하", "따르"})  # nobody looks for these


def words_of(document: Document) -> str:
    """The words of the title, then those of each sentence of *document*: a line each, the words between spaces.

    A noun is there as written, and from each morpheme in it to its end (인터넷데이터센터, 데이터센터, 센터; of a name that
    no dictionary has, what companies are called by: 누리전자, 전자); two nouns with a space between them also as one
    (데이터 센터: 데이터센터). A verb or an adjective is there in its dictionary form,
    and where it is written in a way that does not begin with its stem, that follows: 오르다<올랐다. All in lower case,
    each word once a line, numbers without the commas in them.
    """
    title, text = (words.translate(_SIGNS) for words in (document.article.title, document.text))
    lines = [_line(title, [morph for _, _, morphs in sentences_of(title) for morph in morphs])]
    lines += [_line(text, sentence.morphs) for sentence in document.sentences]
    return "\n".join(lines).lower()


def _line(text: str, morphs: Sequence[Morph]) -> str:
    found: list[str] = []
    before: list[Morph] = []  # the noun at the end of the word before
    for _, some in groupby(morphs, key=attrgetter("word")):
        word = list(some)
        nouns = list(_nouns(word))
        for noun in nouns:
            found += _forms(text, noun)
        if before and nouns and nouns[0][0] is word[0]:
            found += _joined(text, before, nouns[0])
        before = nouns[-1] if nouns and nouns[-1][-1] is word[-1] else []
        found += _verbs(text, word)
    return " ".join(dict.fromkeys(found))


def _nouns(word: Sequence[Morph]) -> Iterator[list[Morph]]:
    """The stretches of an 어절 that are nouns, numbers and foreign words without anything between them; between quotation
    marks a name may be any word (‘한결’)."""
    run: list[Morph] = []
    sign = ""  # the tag before the run
    for morph in (*word, None):
        if run and not (morph and morph.tag in _INSIDE and morph.start == run[-1].end):
            is_quoted = sign == "SSO" and morph is not None and morph.tag == "SSC"
            if is_quoted or any(one.tag in _NOUNS for one in run):
                yield run
            run = []
        if morph and morph.tag in _INSIDE:
            run.append(morph)
        elif morph:
            sign = morph.tag


def _forms(text: str, noun: Sequence[Morph]) -> Iterator[str]:
    start, last = noun[0].start, noun[-1]
    end = last.end
    if len(noun) == 1 and not last.oov and end - start <= _LONGEST:
        yield text[start:end].replace(",", "")
        return
    ends = [end]
    if last.tag == "XSN" and last.start > start:  # 기업들: 기업; 한국형: 한국형, 한국
        ends = [last.start] if last.form == _PLURAL else [end, last.start]
    for begin in dict.fromkeys([start, *_starts(text, noun)]):
        for stop in ends:
            # 전기차의 차, 서울시의 시: a syllable alone says nothing of the word that it ends.
            if int(begin != start) < stop - begin <= _LONGEST:
                yield text[begin:stop].replace(",", "")


def _starts(text: str, noun: Sequence[Morph]) -> Iterator[int]:
    """Where a word begins inside a noun."""
    for morph in noun:
        if morph.tag in _STARTS:
            yield morph.start
        if morph.oov and morph.end - morph.start > _SHORTEST_ENDING:
            shortest = morph.end - _SHORTEST_ENDING
            yield from (at for at in range(morph.start + 1, shortest + 1) if text[at : morph.end] in _endings())


@cache
def _endings() -> frozenset[str]:
    """What the names of companies end in."""
    found = (row[0] for name in ("org_suffix", "org_firm_end") for row in word_list(name))
    return frozenset(word for word in found if len(word) >= _SHORTEST_ENDING)


def _joined(text: str, before: Sequence[Morph], after: Sequence[Morph]) -> Iterator[str]:
    """Two nouns as one, where a space is all that stands between them; from each morpheme of the first."""
    head, tail = before[-1], after[0]
    if head.tag not in _BEFORE_SPACE or tail.tag not in _AFTER_SPACE or text[head.end : tail.start] != " ":
        return
    for first in before:
        joined = text[first.start : head.end] + text[tail.start : after[-1].end]
        if first.tag in _STARTS and 2 < len(joined) <= _LONGEST_JOINED:
            yield joined


def _verbs(text: str, word: Sequence[Morph]) -> Iterator[str]:
    for number, morph in enumerate(word):
        if morph.tag not in _VERBS or morph.form in _COMMON:
            continue
        rest = takewhile(lambda other: not other.tag.startswith("S"), word[number:])
        end = max(other.end for other in rest)
        written = text[morph.start : end]
        if number and word[number - 1].tag in _NOUNS and word[number - 1].end == morph.start:
            yield text[word[number - 1].start : end]  # 소버린 is no 소 that throws away
        yield f"{morph.form}다" if written.startswith(morph.form) else f"{morph.form}다<{written}"
