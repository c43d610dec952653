"""What a sentence says outside its quotations, and the predicates it says it with."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from sitegen.extract.quote.marks import Marked, marked_in, singles_in
from sitegen.model.text import Document, Morph, Sentence, Span
from sitegen.rules.rule import word_set

QUOTED = "QT"  # tag of the one token that stands for a quotation

_STEMS = frozenset({"XSV", "XSA", "VV", "VA", "VX", "VCN", "VCP"})
_DATED = frozenset({"NNB", "JKB", "JKO"})  # before a verb: 12일 연, 시청에서 연, 집회를 연
_YEARLY = frozenset({"평균", "인원", "단위", "매출", "수입", "소득"})
_BEFORE_SUFFIX = frozenset({"NNG", "NNP", "XR", "SL", "XPN", "XSN", "NNB", "MAG", "SN", "NR", "MM", "NP"})
_NAMED = _BEFORE_SUFFIX - {"MAG"}  # what a name may be made of
_NAMING = _BEFORE_SUFFIX | {"SW", "SH", QUOTED}
_MARKS = frozenset({"SSO", "SSC", "SS"})
_STRAY = frozenset("′'’`ʼ")  # what keyboards leave of a single quotation mark
_AHEAD = frozenset({"오는", "내년", "내달", "다음", "내주"})
_NOTED = frozenset({"예정", "계획", "방침", "전망"})
_ENDINGS = frozenset({"EF", "EC", "ETM", "ETN"})
_REPORTING = ("다고", "라고", "자고", "냐고", "다며", "라며", "다면서", "라면서")
_BRACKET = re.compile(r"\([^()\n]*\)|（[^（）\n]*）|\[[^\[\]\n]*\]")
_TITLE = re.compile(r"(?<![가-힣A-Za-z0-9])['‘]([^'‘’\n]{1,40})['’]")
# What follows a closing mark where the words inside were uttered; a name in marks takes a noun's particles.
_UTTERED = re.compile(
    r"[,.]?\s?(?:이?라며|이?라면서도?|이?라는|이?라고[는도]?|이?란|이?라 |며|면서도?|고[는도]?|다고|는)(?![가-힣])"
)
_SENTENCE_END = re.compile(r"[.?!…]$|(?:다|까|요|자|라)$")


class Kind(StrEnum):
    """How a predicate ends: the sentence, a conjunct, before a noun, as a noun, or in 다고 before a verb of saying."""

    FINAL = "final"
    JOINED = "joined"
    ADNOMINAL = "adnominal"
    NOMINAL = "nominal"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb, adjective or copula with its endings and auxiliaries: tokens [first, last) of its `Clauses`."""

    first: int
    last: int
    kind: Kind


@dataclass(frozen=True)
class Clauses:
    """A sentence without its brackets, each quotation one token; and the predicates in it, in order."""

    sentence: Sentence
    tokens: tuple[Morph, ...]
    quotes: tuple[Marked, ...]
    masked: tuple[Span, ...]  # brackets and uttered quotations
    predicates: tuple[Predicate, ...]

    @cached_property
    def tags(self) -> str:
        """All tokens as ``form/TAG form/TAG``."""
        return " ".join([token.tagged for token in self.tokens])

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Offset in `tags` of each token, and of the end."""
        lengths = [len(token.form) + len(token.tag) + 2 for token in self.tokens]
        return tuple(accumulate(lengths, initial=0))

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Where in the text each token begins."""
        return tuple([token.start for token in self.tokens])

    def words(self, first: int, last: int) -> str:
        """The part of `tags` that the tokens [first, last) are."""
        return self.tags[self.starts[first] : self.starts[last] - 1] if first < last else ""

    def token_at(self, tag_offset: int) -> int:
        """Index of the first token that begins at or after an offset of `tags`."""
        return min(bisect_left(self.starts, tag_offset), len(self.tokens))

    def span(self, first: int, last: int) -> Span:
        """The words of the tokens [first, last), which must not be empty."""
        return Span(self.tokens[first].start, max([token.end for token in self.tokens[first:last]]))

    def is_negated(self, predicate: Predicate) -> bool:
        """Whether a predicate says that something is not: 밝히지 않았다, 합의하지 못했다."""
        words = self.tokens[predicate.first : predicate.last]
        return any(
            (token.tag == "VX" and token.form in ("않", "못하", "말")) or token.tagged == "못/MAG" for token in words
        )

    def charge_of(self, predicate: Predicate) -> Predicate | None:
        """The last predicate of the charge that *predicate* is told in: 숨지게 한 of 아들을 때려 숨지게 한 혐의로."""
        for other in self.predicates[self.predicates.index(predicate) :]:
            if other.kind is Kind.ADNOMINAL:
                after = self.tokens[other.last] if other.last < len(self.tokens) else None
                if after is not None and after.form in ("뒤", "후", "다음", "채") and other is not self.predicates[-1]:
                    continue  # 살해한 뒤 달아난 혐의로
                return other if after is not None and after.form in ("혐의", "의혹") else None
            if other.kind is not Kind.JOINED or any(t.tag == "EP" for t in self.tokens[other.first : other.last]):
                return None
        return None

    def ending_at(self, last: int) -> Predicate | None:
        """The predicate whose last token stands right before the token *last*, else the nearest one before it."""
        return next((p for p in reversed(self.predicates) if p.last <= last), None)


def clauses_of(document: Document, sentence: Sentence, names: Sequence[Span] = ()) -> Clauses:
    """*sentence* as its predicates; total: a sentence without any has none. *names* are spans of proper names, in which
    no predicate stands whatever Kiwi reads in them."""
    text = sentence.span.of(document.text)
    quotes = _uttered(document.text, text, sentence.span.start)
    brackets = tuple(
        Span(match.start() + sentence.span.start, match.end() + sentence.span.start)
        for match in _BRACKET.finditer(text)
    )
    masked = (*(quote.outer for quote in quotes), *brackets)
    titles = [
        Span(m.start(1), m.end(1)) for m in _TITLE.finditer(document.text, sentence.span.start, sentence.span.end)
    ]
    tokens = _with_names(_tokens(sentence, quotes, masked), document.text, (*names, *titles))
    return Clauses(sentence, tokens, quotes, masked, _predicates(tokens))


def _uttered(text: str, line: str, base: int) -> tuple[Marked, ...]:
    """The quotations of a sentence that somebody utters, in order; names in marks are none."""
    found: list[Marked] = []
    for mark in sorted((*marked_in(line, base), *singles_in(line, base)), key=lambda m: (m.outer.start, m.single)):
        if any(mark.outer.overlaps(other.outer) for other in found):
            continue
        after = text[mark.outer.end : mark.outer.end + 8].split("\n")[0]
        ends = bool(_SENTENCE_END.search(mark.inner.of(text)))
        follows = _UTTERED.match(after)
        if (follows and (ends or follows.group().strip(" ,.") != "는")) or (
            ends and not mark.single and not re.match(r"[가-힣]", after)
        ):
            found.append(mark)
    return tuple(found)


def _tokens(sentence: Sentence, quotes: Sequence[Marked], masked: Sequence[Span]) -> tuple[Morph, ...]:
    tokens: list[Morph] = []
    pending = list(quotes)
    for morph in sentence.morphs:
        while pending and pending[0].outer.start <= morph.start:
            outer = pending.pop(0).outer
            tokens.append(Morph("“”", QUOTED, outer.start, outer.end, -1 - len(pending)))
        form, tag = morph.form, morph.tag
        if tag in _MARKS or form in _STRAY or (masked and any(mask.start <= morph.start < mask.end for mask in masked)):
            continue
        if form == "장이" and tag == "XSN":  # 실장이: Kiwi hears the -장이 of 미장이
            middle = max(morph.start, morph.end - 1)
            tokens.append(Morph("장", "NNG", morph.start, middle, morph.word))
            tokens.append(Morph("이", "JKS", middle, morph.end, morph.word))
            continue
        if (
            form == "연"
            and tag in ("MM", "NNG")
            and tokens
            and tokens[-1].tag in _DATED
            and _is_noun_next(sentence.morphs, morph)
        ):
            # 12일 연 집회: Kiwi hears the 연 of 연 3%
            tokens += [
                Morph("열", "VV", morph.start, morph.end, morph.word),
                Morph("ᆫ", "ETM", morph.end, morph.end, morph.word),
            ]
            continue
        if tag == "JKQ" and form == "고" and tokens and tokens[-1].tag == "EF" and tokens[-1].word == morph.word:
            ending = tokens.pop()  # 늘었다고: now 다고/EC, now 다/EF 고/JKQ
            tokens.append(Morph(ending.form + "고", "EC", ending.start, morph.end, morph.word))
            continue
        tokens.append(morph)
    for quote in pending:
        tokens.append(Morph("“”", QUOTED, quote.outer.start, quote.outer.end, -1))
    end = _content_end(tokens)
    return (*tokens[:end], *_left_out(tokens, end), *tokens[end:])


def _is_noun_next(morphs: Sequence[Morph], morph: Morph) -> bool:
    following = next((other for other in morphs if other.start >= morph.end), None)
    return following is not None and following.tag in ("NNG", "NNP", "NNB") and following.form not in _YEARLY


def _content_end(tokens: Sequence[Morph]) -> int:
    """The index after the last token that is no full stop."""
    end = len(tokens)
    while end and tokens[end - 1].tag in ("SF", "SE", "SP", "SW"):
        end -= 1
    return end


def _left_out(tokens: Sequence[Morph], end: int) -> tuple[Morph, ...]:
    """The 이다, 했다 that a sentence in note form leaves out at its *end*: 발표할 예정. 협약을 체결."""
    if end > 2 and tokens[end - 1].form in word_set("noted_deeds") and tokens[end - 2].tag == "JKO":
        last = tokens[end - 1]
        do = Morph("하", "XSV", last.end, last.end, last.word)
        ahead = any(token.form in _AHEAD for token in tokens)
        past = () if ahead else (Morph("었", "EP", last.end, last.end, last.word),)
        return (do, *past, Morph("ᆫ다" if ahead else "다", "EF", last.end, last.end, last.word))
    if end < 2 or tokens[end - 1].form not in _NOTED or tokens[end - 2].tag != "ETM":
        return ()
    last = tokens[end - 1]
    # Kiwi, too, gives an ending that the spelling swallows no length.
    return (Morph("이", "VCP", last.end, last.end, last.word), Morph("다", "EF", last.end, last.end, last.word))


def _with_names(tokens: tuple[Morph, ...], text: str, names: Sequence[Span]) -> tuple[Morph, ...]:
    """*tokens* with each name that Kiwi read a verb, an ending or a particle in made one proper noun."""
    kept = list(tokens)
    for span in names:
        start, end = span.start, span.end
        inside = [index for index, token in enumerate(kept) if start <= token.start < end and token.end <= end]
        tags = {kept[index].tag for index in inside}
        if tags <= _NAMED and ("MM" not in tags or " " in span.of(text)):
            continue
        first, last = inside[0], inside[-1]
        whole = kept[first].start == start and max([kept[i].end for i in inside]) == end
        if whole and inside == list(range(first, last + 1)) and QUOTED not in tags:
            form = "".join(span.of(text).split())
            kept[first : last + 1] = [Morph(form, "NNP", span.start, span.end, kept[last].word)]
    return tuple(kept)


def _predicates(tokens: Sequence[Morph]) -> tuple[Predicate, ...]:
    found: list[Predicate] = []
    index = 0
    while index < len(tokens):
        if tokens[index].tag not in _STEMS or (
            _only_joins(tokens, index) or _only_limits(tokens, index) or _only_looks_ahead(tokens, index)
        ):
            index += 1
            continue
        first = _stem_start(tokens, index, found[-1].last if found else 0)
        last = _with_auxiliaries(tokens, _ending(tokens, index + 1))
        found.append(Predicate(first, last, _kind(tokens, last)))
        index = last
    return tuple(found)


def _only_looks_ahead(tokens: Sequence[Morph], index: int) -> bool:
    """Whether 오는 belongs to the day behind it: 오는 22일; not 눈이 오는 22일."""
    if tokens[index].form != "오" or index + 2 >= len(tokens):
        return False
    if tokens[index].tag != "VV" or tokens[index + 1].tagged != "는/ETM":
        return False
    comes = index > 1 and tokens[index - 1].tag == "JKS" and tokens[index - 2].form in ("비", "눈", "손님")
    unit = tokens[index + 3].form if index + 3 < len(tokens) else ""
    return tokens[index + 2].tag == "SN" and unit in ("일", "월", "년", "분기") and not comes


def _only_joins(tokens: Sequence[Morph], index: int) -> bool:
    """Whether a copula only hands a quotation on to the verb of saying: “…”이라며."""
    if tokens[index].tag != "VCP" or not index or tokens[index - 1].tag != QUOTED:
        return False
    return index + 1 < len(tokens) and tokens[index + 1].tag in ("EC", "ETM")


def _only_limits(tokens: Sequence[Morph], index: int) -> bool:
    """Whether 하다 is part of 지난 2월만 해도, 작년까지만 하더라도: a time, and nothing done."""
    if tokens[index].form != "하" or tokens[index].tag != "VV" or not index or tokens[index - 1].tagged != "만/JX":
        return False
    return index + 1 < len(tokens) and tokens[index + 1].tagged in ("어도/EC", "더라도/EC")


def _stem_start(tokens: Sequence[Morph], index: int, floor: int) -> int:
    """Where the stem at *index* begins: with the nouns that 하다, 되다 and 이다 make a predicate of."""
    first = index
    if tokens[index].tag in ("XSV", "XSA", "VCP"):
        allowed = _NAMING if tokens[index].tag == "VCP" else _BEFORE_SUFFIX
        word = tokens[index - 1].word if index else 0
        while first > floor and tokens[first - 1].tag in allowed and tokens[first - 1].word == word:
            first -= 1
        if first == index > floor and tokens[index - 1].tag[0] == "J" and tokens[index - 1].word == word:
            first = _word_start(tokens, index - 1, floor)  # 2030년까지다
        if tokens[index - 1].form == "중" and first == index - 1 and first > floor:
            first = _word_start(tokens, first - 1, floor)  # 검토 중이다
    elif tokens[index].form == "하" and index - floor > 2 and tokens[index - 2].tagged == "키/NNG":
        first = _word_start(tokens, index - 2, floor)  # 일임키로 했다
    elif tokens[index].tag == "VCN" and index > floor:
        first = _word_start(tokens, index - 1, floor)  # 처음이 아니다
    return first


def _word_start(tokens: Sequence[Morph], index: int, floor: int) -> int:
    word = tokens[index].word
    while index > floor and tokens[index - 1].word == word:
        index -= 1
    return index


def _ending(tokens: Sequence[Morph], index: int) -> int:
    while index < len(tokens) and tokens[index].tag == "EP":
        index += 1
    if index < len(tokens) and tokens[index].tag in _ENDINGS:
        index += 1
    return index


def _with_auxiliaries(tokens: Sequence[Morph], last: int) -> int:
    """The end of the predicate that has *last* as its first ending's end, with 고 있다, 지 않다, 기로 하다 …"""
    while last < len(tokens) and tokens[last - 1].tag in _ENDINGS:
        ending = tokens[last - 1]
        verb = last
        while verb < len(tokens) and tokens[verb].tag in ("JX", "JKB", "JKO", "JKS", "MAG") and verb - last < 2:
            verb += 1
        if verb >= len(tokens):
            return last
        head = tokens[verb]
        stem = verb
        if head.tag in ("NNG", "NNP") and verb + 1 < len(tokens) and tokens[verb + 1].tag == "XSV":
            stem = verb + 1
        if not _is_auxiliary(ending, tokens[last:verb], head, tokens[stem]):
            return last
        last = _ending(tokens, stem + 1)
    return last


def _is_auxiliary(ending: Morph, between: Sequence[Morph], head: Morph, stem: Morph) -> bool:
    """Whether the verb after an ending only says how the predicate before it happens."""
    particles = {token.form for token in between if token.tag != "MAG"}
    if ending.tag == "EC":
        if head.word == ending.word and not between and head.tag in ("VV", "VX"):
            return True  # 주고받다 is one word
        if ending.form in ("어", "아") and head.tagged == "서/VV" and not between:
            return True  # 멈춰 섰다, 나와 섰다
        negated = ending.form == "지" and (
            head.tag == "VX" or (stem.tag == "XSV" and any(t.form == "못" for t in between))
        )
        aspect = head.tag == "VX" and not any(token.tag == "MAG" for token in between)
        wanted = (
            ending.form in ("도록", "게", "어야", "아야") and head.tag in ("VV", "VX") and head.form in ("하", "되")
        )
        return negated or aspect or (wanted and not between)
    if ending.tag == "ETN" and ending.form == "기":
        if particles == {"로"}:  # 하기로 했다, 하기로 결정했다, 하기로 합의했다
            return head.form in ("하", "결정", "합의", "의결", "확정", "약속", "뜻")
        return head.tag == "VX" and head.form == "하"  # 넘기도 했다
    return False


def _kind(tokens: Sequence[Morph], last: int) -> Kind:
    ending = tokens[last - 1]
    if ending.tag == "EF":
        return Kind.FINAL
    if ending.tag == "ETM":
        return Kind.ADNOMINAL
    if ending.tag == "ETN":
        return Kind.NOMINAL
    if ending.tag == "EC" and ending.form.endswith(_REPORTING):
        return Kind.REPORTED
    return Kind.JOINED


def lemma_of(tokens: Sequence[Morph], predicate: Predicate) -> str:
    """The dictionary form of a predicate's first stem: 체결하다, 맺다, 투자자."""
    stem = ""
    for token in tokens[predicate.first : predicate.last]:
        if token.tag == "VCP" or token.tag in _ENDINGS or token.tag == "EP":
            return stem + ("" if token.tag == "VCP" else "다")
        stem += token.form if token.tag != QUOTED else ""
        if token.tagged == "내/VV" and any(t.tagged == "놓/VX" for t in tokens[predicate.first : predicate.last]):
            return "내놓다"  # one word, which Kiwi takes for two
        if token.tag in ("XSV", "XSA", "VV", "VA", "VX", "VCN"):
            return stem + "다"
    return stem
