"""The quotes of a document: which marked words were said, by whom, and which of them belong together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from sitegen.extract.names import Names
from sitegen.extract.quote.clause import Clause, Predicate
from sitegen.extract.quote.interview import Interview
from sitegen.extract.quote.marks import Marked, marked_in, singles_in
from sitegen.extract.quote.speaker import Memory, Source, Speakers
from sitegen.model.facts import Evidence, Quote
from sitegen.model.text import Document, Role, Sentence, Span
from sitegen.rules.rule import Rule, load, word_set

_LINE = re.compile(r"[^\n]+")
_HEARD = frozenset(
    {"받다", "듣다", "나오다", "제기되다", "쏟아지다", "이어지다", "일다", "직면하다", "시달리다", "사다"}
)
_TELLS = frozenset({"건네다", "전하다", "들려주다", "던지다", "하다", "꺼내다", "털어놓다", "늘어놓다"})
_TALE = re.compile(r"\s?(?:이?라)?(?:는|던)\s(?:[가-힣A-Za-z0-9·]+\s){0,4}?(?:뒷이야기|뒷얘기|덕담|농담)")
_TOLD = re.compile(r"^(?:[가-힣]+의\s)?(?:말|발언|대답|답|답변|반응|일성|소감|설명|입장|전언|해명|한마디)$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a pair of marks: *kind* is that of the rule, "" where no rule fits; *uttered* whether it was said."""

    marked: Marked
    rule: str
    kind: str
    uttered: bool = False
    speaker: str = ""
    verb: str = ""
    utterance: int = 0


def quotes_of(document: Document, names: Names) -> tuple[Quote, ...]:
    """What is said in *document* in so many words, in text order; words that nobody is seen to say are left out
    or, after a verb of saying, have speaker "".

    Headings quote in short what the body quotes in full, so they are not read.
    """
    return tuple(
        Quote(
            evidence=Evidence(
                document.article.id,
                document.sentence_at(reading.marked.inner.start).index,
                reading.marked.inner,
                reading.rule,
            ),
            surface=reading.marked.inner.of(document.text),
            speaker=reading.speaker,
            utterance=reading.utterance,
            verb=reading.verb,
        )
        for reading in readings_of(document, names)
        if reading.uttered
    )


def readings_of(document: Document, names: Names) -> tuple[Reading, ...]:
    """Every pair of quotation marks in the body and the captions of *document*, and what became of it."""
    marks = _marks(document)
    if not marks:
        return ()
    speakers = Speakers(document, names, tuple(marked.outer for marked in marks if not marked.single))
    memory = Memory()
    found: list[Reading] = []
    interview = Interview(document, names)
    passages = list(_passages(document, marks))
    for number, (sentence, mine) in enumerate(passages):
        if sentence.role is Role.HEADING:
            continue
        answers = interview.read(sentence, mine)
        if mine:
            following = passages[number + 1][0] if number + 1 < len(passages) and not passages[number + 1][1] else None
            previous = found[-1] if found else None
            found += Passage(document, speakers, memory, sentence, mine, following, previous, answers).readings()
        else:
            speakers.remember(memory, sentence)
    return _numbered(found)


def _passages(document: Document, marks: Sequence[Marked]) -> Iterator[tuple[Sentence, tuple[Marked, ...]]]:
    """Each sentence with the marks that begin in it; sentences that were cut inside a quote or right after one are one."""
    sentences = document.sentences
    at = first = 0
    while at < len(sentences):
        sentence = sentences[at]
        at += 1
        last = first
        while True:
            while last < len(marks) and marks[last].outer.start < sentence.span.end:
                last += 1
            end = marks[last - 1].outer.end if last > first else 0
            glued = end >= sentence.span.end and not document.text[end : end + 1].isspace()
            cut = at < len(sentences) and (end > sentence.span.end or (glued and sentences[at].span.start <= end))
            if not cut:
                break
            sentence = _merged(sentence, sentences[at])
            at += 1
        mine = tuple(marked for marked in marks[first:last] if marked.outer.start >= sentence.span.start)
        first = last
        yield sentence, mine


def _merged(one: Sentence, two: Sentence) -> Sentence:
    words = one.morphs[-1].word + 1 if one.morphs else 0
    morphs = one.morphs + tuple(replace(morph, word=morph.word + words) for morph in two.morphs)
    return replace(one, span=Span(one.span.start, max(one.span.end, two.span.end)), morphs=morphs)


def _marks(document: Document) -> list[Marked]:
    found: list[Marked] = []
    for line in _LINE.finditer(document.text):
        double = marked_in(line.group(), line.start())
        single = singles_in(line.group(), line.start())
        found += double
        found += [one for one in single if not any(one.outer.overlaps(two.outer) for two in double)]
    return sorted(found, key=lambda marked: marked.outer)


def _numbered(found: list[Reading]) -> tuple[Reading, ...]:
    """*found* with running numbers of utterances: what is joined to the next words is one with them."""
    number = 0
    joined = False
    numbered = []
    for reading in found:
        if reading.uttered:
            number += 0 if joined else 1
            joined = reading.kind in ("joined", "listed") and not reading.verb
            numbered.append(replace(reading, utterance=number))
        else:
            numbered.append(reading)
    last = {reading.utterance: reading.verb for reading in numbered if reading.uttered}
    return tuple(replace(r, verb=last[r.utterance]) if r.uttered else r for r in numbered)


@dataclass(frozen=True)
class Passage:
    """A sentence with quotes, and what stands beside it."""

    document: Document
    speakers: Speakers
    memory: Memory
    sentence: Sentence
    marks: tuple[Marked, ...]
    following: Sentence | None  # the next sentence, where it has no quotes
    previous: Reading | None  # the quote before
    answers: Source | None = None  # who answers the question right before, where the passage is of an interview

    def readings(self) -> list[Reading]:
        """What became of each pair of marks; who spoke is taken into the memory."""
        decided: list[tuple[Marked, Rule | None, str, bool]] = []
        goes_on = False
        for number in reversed(range(len(self.marks))):  # what is joined to the next words is said where they are
            rule = self._rule(self.marks[number])
            verb, uttered = self._said(number, rule, goes_on) if rule else ("", False)
            goes_on = uttered
            decided.insert(0, (self.marks[number], rule, verb, uttered))
        found: list[Reading] = []
        for number, (marked, rule, verb, uttered) in enumerate(decided):
            kind = str(rule.args["kind"]) if rule else ""
            name = rule.name if rule else ""
            if not uttered or rule is None:
                found.append(Reading(marked, name, kind))
                continue
            source = self._speaker(number, kind, [r for r in found if r.uttered])
            if source is None and kind not in ("reported", "joined", "listed"):
                found.append(Reading(marked, name, kind))
                continue
            if source and source.name:
                self.memory.add(self.sentence.index, source)
            found.append(Reading(marked, name, kind, True, source.name if source else "", verb))
        return found

    def _rule(self, marked: Marked) -> Rule | None:
        """The first rule that fits what follows the closing mark."""
        words_said = marked.inner.of(self.document.text)
        for rule in load("quote"):
            if bool(rule.args.get("single")) is not marked.single:
                continue
            if rule.pattern.match(self.document.text, marked.outer.end - 1) and _ends(rule, words_said):
                return rule
        return None

    def _clause(self, marked: Marked) -> Clause:
        return self.speakers.clause(self.sentence, [marked.outer]) if marked.single else self._without_quotes

    @cached_property
    def _without_quotes(self) -> Clause:
        return self.speakers.clause(self.sentence)

    def _after(self, number: int) -> tuple[Clause, int, int]:
        """The clause, and the 어절 between a quote and the next one."""
        clause = self._clause(self.marks[number])
        start = clause.before(self.marks[number].outer.end)
        later = [marked.outer.start for marked in self.marks[number + 1 :] if not marked.single]
        return clause, start, clause.before(later[0]) if later else len(clause.eojeols)

    def _said(self, number: int, rule: Rule, goes_on: bool) -> tuple[str, bool]:
        """The verb of saying after a quote, and whether the words were said at all."""
        clause, start, end = self._after(number)
        predicates = clause.predicates(start, end)
        speech = next((p for p in predicates if p.lemma in word_set("speech_verbs")), None)
        first = predicates[0].lemma if predicates else ""
        match rule.args["kind"]:
            case "joined":
                return ("" if goes_on and not speech else _lemma(predicates)), goes_on or bool(predicates)
            case "listed":
                return "", goes_on
            case "reported":
                return self._reported(number, predicates, speech, goes_on)
            case "noun" if self._is_tale(number):
                return first, self._is_told(number, predicates)
            case "noun":
                heard = first in _HEARD and not (self._from_whom(number) or self._of_whom(number))
                return ("" if first in _HEARD else first), not heard
            case "chant":
                return first, any(p.lemma == "외치다" for p in predicates)
            case "copula":
                return "", self._told(clause, number) is not None
            case "alone":
                told = [p.lemma for p in predicates if p.lemma in word_set("speech_verbs")]
                return (told[-1] if told else ""), True
        return "", False

    def _reported(
        self, number: int, predicates: Sequence[Predicate], speech: Predicate | None, goes_on: bool
    ) -> tuple[str, bool]:
        marked = self.marks[number]
        if not predicates:
            return "", goes_on or number + 1 == len(self.marks)
        if predicates[0].lemma in word_set("quote_written"):
            return "", False
        like_sentence = _SENTENCE.search(marked.inner.of(self.document.text)) is not None
        if marked.single:
            near = speech is not None and speech.at == predicates[0].at
            return (speech.lemma if speech else ""), near and speech is not None and speech.lemma != "하다"
        if speech is None:
            return _lemma(predicates), like_sentence or self._by_agent(number)
        if speech.lemma == "하다" and not like_sentence:
            # 이런 현상을 “…”이라고 한다: the name of a thing
            clause, start, _ = self._after(number)
            left = clause.eojeols[start - 1].josa[-1:] if start else ()
            return speech.lemma, left not in (("을",), ("를",))
        return speech.lemma, True

    def _is_tale(self, number: int) -> bool:
        """Whether the noun of saying is one that is heard as often as told: 농담, 뒷이야기."""
        return _TALE.match(self.document.text, self.marks[number].outer.end) is not None

    def _is_told(self, number: int, predicates: Sequence[Predicate]) -> bool:
        """Whether the subject of the sentence tells the tale, and neither laughs at it nor passes on another's."""
        clause, *_ = self._after(number)
        at = clause.before(self.marks[number].outer.start) - 1
        others = at >= 0 and clause.eojeols[at].josa[-1:] == ("의",)
        return (
            not others
            and bool(predicates)
            and predicates[0].lemma in _TELLS
            and not predicates[0].adnominal
            and not any(p.lemma in _HEARD for p in predicates)
        )

    def _by_agent(self, number: int) -> bool:
        """Whether a topic that can speak stands right before a quote: 나윤 감독은 “배우들 덕분”이라고 몸을 낮췄다."""
        clause, *_ = self._after(number)
        at = clause.before(self.marks[number].outer.start) - 1
        return at >= 0 and self.speakers.acts(clause, at)

    def _speaker(self, number: int, kind: str, before: Sequence[Reading]) -> Source | None:
        marked = self.marks[number]
        clause, start, end = self._after(number)
        left_end = clause.before(marked.outer.start)
        left_start = clause.before(before[-1].marked.outer.end) if before else 0
        if kind == "copula":
            return self._told(clause, number)
        if kind == "alone" and number == 0 and self.answers:
            return self.answers
        if kind == "noun":
            source = self._of_whom(number) or (
                self._from_whom(number) if _first(clause, start, end) in _HEARD else None
            )
            if source or _first(clause, start, end) in _HEARD:
                return source
        predicates = clause.predicates(start, end)
        speech = next((p for p in predicates if p.lemma in word_set("speech_verbs")), None)
        if speech and speech.adnominal and kind == "reported" and speech.at == predicates[0].at:
            source = self.speakers.said_by_head(clause, speech.at, self.memory)
            if source:
                return source
        stop = speech.at + 1 if speech else end
        if kind in ("joined", "listed", "alone"):
            stop = len(clause.eojeols) if kind == "alone" or not speech else stop
        source = self.speakers.left(clause, left_end, self.memory, left_start, known_only=True)
        loose = self.speakers.left(clause, left_end, self.memory, left_start) if source is None else None
        if source is None and loose:  # 자부심은 “…”고 회사 측은 설명한다
            source = self.speakers.right(clause, start, stop, self.memory) or loose
        if source:
            return source
        if left_end > left_start and self.speakers.unread(clause, left_end - 1):
            return None
        if before and before[-1].speaker:
            last = self.memory.last(self.sentence.index)
            return Source(before[-1].speaker, before[-1].speaker, last is not None and last.one)
        source = self.speakers.right(clause, start, stop, self.memory)
        if source:
            return source
        if kind == "alone":
            return self._beside(clause, number)
        return self.speakers.according(clause, self.memory) or self._from_whom(number) or self._carried()

    def _told(self, clause: Clause, number: int) -> Source | None:
        """Whose answer it is in 홍 대표의 대답은 “…”였다."""
        end = clause.before(self.marks[number].outer.start)
        phrase = clause.phrase(self.document, end - 1) if end else None
        if phrase is None or phrase.josa[-1:] not in (("은",), ("는",)) or phrase.first == phrase.last:
            return None
        head = clause.eojeols[phrase.last].stem
        if head is None or not _TOLD.match(head.of(self.document.text)):
            return None
        owner = clause.phrase(self.document, phrase.last - 1)
        return self.speakers.resolve(owner.span, self.memory) if owner else None

    def _of_whom(self, number: int) -> Source | None:
        """“…”는 회사 측의 설명, “…”는 게 회사 측 설명이다."""
        clause, start, end = self._after(number)
        return self.speakers.right(clause, start, min(end, start + 7), self.memory)

    def _from_whom(self, number: int) -> Source | None:
        clause, *_ = self._after(number)
        return self.speakers.among(clause, clause.before(self.marks[number].outer.start), self.memory)

    def _beside(self, clause: Clause, number: int) -> Source | None:
        """The speaker of a quote that is a sentence of its own: in the next sentence, else who spoke just before."""
        if number + 1 == len(self.marks) and self.following:
            told = _AFTERWORD.search(self.following.span.of(self.document.text)) is not None
            after = self.speakers.clause(self.following)
            near = (
                told
                or self.following.block == self.sentence.block
                or _THEIRS.search(self.following.span.of(self.document.text))
            )
            size = len(after.eojeols) if near else 0
            verbs = after.predicates(0, size)
            if _EXCERPT.search(self.following.span.of(self.document.text)):
                return None  # 그가 쓴 편지의 한 대목이다: 그 need not be who spoke last
            spoke = bool(verbs) and verbs[-1].lemma in word_set("speech_verbs")
            if (spoke and (told or size <= 6)) or _GESTURE.search(self.following.span.of(self.document.text)):
                source = self.speakers.left(after, size, self.memory)
                return source or self.speakers.right(after, 0, size, self.memory)
            plain = all(verb.adnominal for verb in verbs) and size <= 12
            source = self.speakers.right(after, 0, size, self.memory) if plain else None
            if source:
                return source
        return self._carried() if not clause.predicates(0, len(clause.eojeols)) else None

    def _carried(self) -> Source | None:
        """Who spoke, or was spoken of, in this sentence or the one before."""
        source = self.memory.last(self.sentence.index - 1)
        return source if source and source.name else None


_SENTENCE = re.compile(r"(?:[다요죠까라자네나냐오함음임됨것듯]|니다|세요|시오)[.?!…~]{0,3}$")
_THEIRS = re.compile(r"(?:의|측) (?:말|설명|평가|얘기|이야기|주장|지적|전언|조언|회상|소감)(?:이|이었)?다\.?$")
_EXCERPT = re.compile(r"(?<![가-힣])그(?:녀)?가 [^“”]*(?:대목|구절|일부|첫 줄|첫머리|문장|글귀)이다\.?$")
# 그는 이렇게 말하며 웃었다: one verb of speech, and what its speaker did meanwhile
_GESTURE = re.compile(r"^[^,]*이렇게 [가-힣]{1,4}(?:며|면서) (?:[가-힣]+[을를이] )?[가-힣]+다\.?$")
_AFTERWORD = re.compile(r"이렇게|이같이|이처럼|그렇게|이런|이 같은|이와 같이")


@cache
def _inner(pattern: str) -> re.Pattern[str]:
    return re.compile(f"(?:{pattern})$")


def _ends(rule: Rule, said: str) -> bool:
    """Whether quoted words end as *rule* wants them to."""
    pattern = rule.args.get("inner")
    return pattern is None or _inner(str(pattern)).search(said) is not None


def _lemma(predicates: Sequence[Predicate]) -> str:
    return next((p.lemma for p in predicates if not p.adnominal), "")


def _first(clause: Clause, start: int, end: int) -> str:
    predicates = clause.predicates(start, end)
    return predicates[0].lemma if predicates else ""
