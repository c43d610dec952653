"""Puts the line together: actors first, the rest of the clause without its particles, the predicate as a headline ends.

Nothing stands in the line that does not stand in the clause, except a resolved name. Where the clause cannot be
shortened safely, it stands as written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.extract.headline.actors import coordinated, label_of, labels_in, without_brackets
from sitegen.extract.headline.said import said_line
from sitegen.extract.headline.verb import Ending, verb_at
from sitegen.extract.headline.written import as_written, closed, syllables, tidy
from sitegen.extract.names import Names
from sitegen.extract.quote.clause import Clause, Phrase, clause_of, is_time
from sitegen.extract.quote.marks import DOUBLE
from sitegen.model.facts import Basis, Event, Precision, Quote, Status, Time
from sitegen.model.text import Document, Sentence, Span
from sitegen.rules.rule import word_set

LIMIT = 44  # syllables: two lines of a phone; the clause as written would be longer still

_CONTRAST = frozenset({"지만", "으나", "나", "는데", "ᆫ데", "은데", "어도", "더라도", "으면서도", "면서도", "거나"})
_OBJECT = frozenset({"을", "를"})
_SUBJECT = frozenset({"이", "가", "께서"})
_TOPIC = frozenset({"은", "는", "ᆫ"})
_SAME_DAY = frozenset({"이날", "당일"})
_AS_OF = frozenset({"기준", "기준으로", "현재", "안에", "내에", "안으로", "사이"})
_TIME_NOUNS = frozenset(
    ["때", "간", "뒤", "후", "전", "말", "초", "중", "날", "년", "월", "일", "동안", "이후", "이전"]
)
_PLANS = frozenset(
    {"예정", "계획", "방침", "목표", "것", "전망", "듯", "혐의", "수", "바", "적", "방안", "방식", "만큼"}
)
_EMPTY_HEADS = frozenset(
    {"뒤", "후", "전", "때", "가운데", "상태", "상황", "직후", "경우", "다음", "이후", "점", "판단", "소문", "설명"}
)
_TIES = frozenset({"다만", "또", "또한", "이어", "특히", "한편", "앞서"})
_DATE_UNITS = frozenset({"년", "월", "일", "시", "분기", "주", "년도"})
_GOING_ON = re.compile(r"고\s있")
_AFTER_TIME = re.compile(r"(?:에는|에|부터는|부터|까지는|까지|께|쯤|경|중|안에|은|는)?,?$")
_MONEY = re.compile(r"\([^()]*\d[^()]*(?:원|달러|유로|엔|위안|%|%p|포인트)[^()]*\)")


def headline_of(
    document: Document, event: Event, names: Names, times: tuple[Time, ...], quotes: tuple[Quote, ...]
) -> str:
    """The event's line: 실로폰사·오보에사, 전략적 제휴 체결. The clause as written where shortening it could mislead."""
    if not document.sentences:
        return ""
    line = said_line(document, event, names, quotes)
    if not line:
        sentence = document.sentence_at(event.evidence.span.start)
        line = _Draft(document, event, names, times, sentence, clause_of(document, sentence, ())).line()
    return line or as_written(document, event)


@dataclass(frozen=True, slots=True)
class _Draft:
    document: Document
    event: Event
    names: Names
    times: tuple[Time, ...]
    sentence: Sentence
    clause: Clause

    @property
    def start(self) -> int:
        """Where the clause begins, never before its sentence."""
        return max(self.sentence.span.start, min(self.event.clause.start, self.event.evidence.span.start))

    def line(self) -> str:
        """The shortened line; "" where shortening is not safe."""
        stop = self.event.evidence.span.start
        inside = [m for m in self.sentence.morphs if self.start <= m.start < stop]
        if any(m.tag == "EC" and m.form in _CONTRAST for m in inside):
            return ""
        if any(letter in DOUBLE for letter in self.document.text[self.start : stop]):
            return ""  # words in quotes are nobody's to shorten
        if self.event.certainty.status is Status.STATED and _GOING_ON.search(
            self.event.evidence.span.of(self.document.text)
        ):
            return ""
        first, last = self.clause.before(self.start), self.clause.before(stop)
        if first and self.clause.eojeols[first - 1].span.end > self.start:
            first -= 1  # a clause does not begin inside a word
        first = self._past_leads(first, last)
        embedded = self._noun_phrase()
        ending = (
            Ending(embedded, "")
            if embedded
            else verb_at(self.clause, self.document.text, self.event.evidence.span).ending()
        )
        if ending is None:
            return ""
        dropped = self._dropped(first, last)
        if embedded and len(dropped) == last - first:
            dropped = set()  # 시작한 교섭 says nothing without its day
        dropped |= self._told_on(first, last)
        subject = self._subject(first, last, dropped)
        if subject is not None and (self._is_only_source(subject, last) or (embedded and not self._acts(subject))):
            dropped |= set(range(subject.first, subject.last + 1))
            subject = None
        kept = [at for at in range(first, last) if at not in dropped]
        if sum(self._is_topic(at) for at in kept) > (1 if subject else 0) or self._begins_late(first, subject):
            return ""  # a second topic is a contrast
        if subject and self._is_unsaid(subject, kept, ending.rule):
            return ""
        if not embedded and self._is_adnominal() and any(self._surface(at) in ("당초", "애초") for at in kept):
            return ""  # what was once meant to be is said with what became of it
        words = self._words(kept, subject, ending.swallows)
        line = self._with_actors(tidy(" ".join([*words, ending.text])), subject)
        return line if " " in line and syllables(line) <= LIMIT else ""

    def _is_unsaid(self, subject: Phrase, kept: Sequence[int], rule: str) -> bool:
        """Whether a topic and its noun would only stand side by side: 쟁점은 물값이다, 발목을 잡은 것은 물값이다."""
        head = self.clause.eojeols[subject.last].morphs[0]
        if head.tag == "NNB" and head.form in ("것", "점", "데", "쪽"):
            return True
        figures = any(m.tag in ("SN", "NR") for m in self.sentence.morphs if m.start >= self.event.evidence.span.start)
        return rule == "headline.copula" and kept[-1:] == [subject.last] and not figures

    def _is_adnominal(self) -> bool:
        at = self.clause.before(self.event.evidence.span.end) - 1
        return at >= 0 and self.clause.eojeols[at].adnominal

    def _begins_late(self, first: int, subject: Phrase | None) -> bool:
        """Whether a clause with a subject of its own stands before the topic: 값이 올랐고 수출은 줄었다."""
        before = range(first, subject.first) if subject else range(0)
        return any(self.clause.eojeols[at].josa[-1:] in (("이",), ("가",)) for at in before) and any(
            m.tag == "EC" for at in before for m in self.clause.eojeols[at].morphs
        )

    def _past_leads(self, first: int, last: int) -> int:
        """The first 어절 after those that tie the sentence to the one before."""
        while first < last:
            one = self._surface(first).rstrip(",")
            two = f"{one} {self._surface(first + 1).rstrip(',')}" if first + 1 < last else ""
            if two in word_set("headline_leads"):
                first += 2
            elif one in word_set("headline_leads"):
                first += 1
            else:
                break
        return first

    def _noun_phrase(self) -> str:
        """The predicate with the noun it describes, where it only describes: 맺은 협약. "" where it is the sentence's own."""
        span = self.event.evidence.span
        at = self.clause.before(span.end - 1) - 1
        eojeols = self.clause.eojeols
        if at < 0 or at + 1 >= len(eojeols) or not eojeols[at].adnominal:
            return ""
        following = eojeols[at + 1]
        if following.morphs[0].tag == "NNB" and following.morphs[0].form not in _PLANS:
            return ""  # 공개하는 등, 발령한 데
        if any(m.form in _PLANS and m.tag.startswith("N") for m in following.morphs):
            if not following.adnominal:
                return ""
            at += 1
        end = at + 1
        while end + 1 < len(eojeols) and (eojeols[end].bare or eojeols[end].josa == ("의",)):
            end += 1
        stem = eojeols[end].stem if end < len(eojeols) else None
        head = eojeols[end].morphs if stem else ()
        nouns = [m for m in head if stem and m.end <= stem.end and m.tag.startswith(("N", "X", "SL"))]
        counted = any(m.tag in ("SN", "NR") for m in nouns)
        if stem is None or not nouns or nouns[-1].form in _EMPTY_HEADS or (nouns[-1].tag == "NNB" and not counted):
            return ""
        closing = 1 if self.document.text[stem.end : stem.end + 1] in ("’", "'", "′") else 0
        return self._plain(Span(span.start, stem.end + closing))

    def _dropped(self, first: int, last: int) -> set[int]:
        """The 어절 that the line leaves to the date column and to the badge: the date, and whose word it is."""
        gone: set[int] = set()
        when = self.event.when_span
        for at in range(first, last):
            eojeol = self.clause.eojeols[at]
            surface = self._surface(at)
            if (
                (when and eojeol.span.overlaps(when) and self._is_adverb(at, first, last, when))
                or (self.event.when and surface in _SAME_DAY)
                or (at - 1 in gone and surface in _AS_OF)
            ):
                gone.add(at)
            if eojeol.morphs[0].form in ("따르", "의하") and at > first and self._josa(at - 1)[-1:] == ("에",):
                gone |= set(range(self._with_time(at - 1, first), at + 1))
            if eojeol.josa[:1] == ("에서",) and len(eojeol.josa) == 1 and self._is_place(at):
                gone |= set(range(self._first_of(at, first), at + 1))
            if eojeol.josa[:1] == ("에서",) and len(eojeol.josa) == 2 and self._says(at):
                gone |= set(range(self._first_of(at, first), at + 1))
        return gone

    def _told_on(self, first: int, last: int) -> set[int]:
        """The 어절 at the head of a reported clause that say on which day it was told: 3일 ㄱ사가 … 제시했다고 보도했다."""
        if self.event.certainty.basis is Basis.WRITER or self.event.when_span or first >= last:
            return set()
        at = self.clause.eojeols[first].span.start
        told = next((t for t in self.times if t.evidence.span.start == at and t.when.precision is Precision.DAY), None)
        if told is None:
            return set()
        here = {n for n in range(first, last) if self.clause.eojeols[n].span.overlaps(told.evidence.span)}
        rest = without_brackets(self.document.text[told.evidence.span.end : self.clause.eojeols[max(here)].span.end])
        return here if _AFTER_TIME.fullmatch(rest.strip()) else set()

    def _first_of(self, at: int, first: int) -> int:
        phrase = self.clause.phrase(self.document, at)
        return max(first, phrase.first) if phrase else at

    def _with_time(self, at: int, first: int) -> int:
        """Where 4일 ㄱ사에 (따르면) begins."""
        begin = self._first_of(at, first)
        while begin > first and is_time(self._surface(begin - 1)):
            begin -= 1
        return begin

    def _is_place(self, at: int) -> bool:
        """Whether a phrase is the event's place, which has a field of its own; it stays where nobody acts."""
        phrase = self.clause.phrase(self.document, at)
        return bool(
            phrase and self.event.who and self.event.place and phrase.span.of(self.document.text) == self.event.place
        )

    def _says(self, at: int) -> bool:
        phrase = self.clause.phrase(self.document, at)
        return bool(phrase) and self.event.certainty.source == (phrase.span.of(self.document.text) if phrase else "")

    def _is_adverb(self, at: int, first: int, last: int, when: Span) -> bool:
        """Whether a date only says when: 3일 열었다, 9월에는, but not 1분기 매출, 8일의 회의, 마지막 날인 30일."""
        eojeol = self.clause.eojeols[at]
        if at > first and self.clause.eojeols[at - 1].adnominal and not self.clause.eojeols[at - 1].span.overlaps(when):
            return False
        if without_brackets(self.document.text[eojeol.span.end : when.end]).strip():
            return at + 1 < last and self._is_adverb(at + 1, at + 1, last, when)
        rest = without_brackets(self.document.text[when.end : eojeol.span.end])
        if not _AFTER_TIME.fullmatch(rest):
            return False
        if rest or at + 1 >= last or self.event.when is None:
            return True
        fine = self.event.when.precision.value in ("minute", "part", "day", "week")
        return fine or self.clause.eojeols[at + 1].stem is None

    def _subject(self, first: int, last: int, dropped: set[int]) -> Phrase | None:
        """The phrase with 은, 는, else the first 이, 가 of an actor that opens the clause."""
        for at in range(first, last):
            if at not in dropped and self._is_topic(at):
                return self._inside(at, first, dropped)
        for at in range(first, last):
            if at not in dropped and self._josa(at)[-1:] in (("이",), ("가",), ("께서",)):
                phrase = self._inside(at, first, dropped)
                opens = phrase and all(n in dropped for n in range(first, phrase.first))
                named = phrase and set(self.names.actors_in(phrase.span)) & set(self.event.who)
                return phrase if opens and named and not self._embedded(at + 1, last) else None
        return None

    def _embedded(self, start: int, last: int) -> bool:
        """Whether the next verb describes a noun, so that the subject before it may be that verb's alone."""
        for at in range(start, last):
            if any(m.tag in ("VV", "XSV") for m in self.clause.eojeols[at].morphs):
                return self.clause.eojeols[at].adnominal
        return False

    def _inside(self, at: int, first: int, dropped: set[int]) -> Phrase | None:
        """The phrase that ends at an 어절, whole names and all actors joined to it, without what the line drops."""
        phrase = self.clause.phrase(self.document, at)
        if phrase is None:
            return None
        phrase = coordinated(self.document, self.clause, phrase, self.names)
        begin = phrase.first
        for mention in self.names.mentions_in(Span(self.sentence.span.start, phrase.span.end)):
            if mention.span.start < phrase.span.start < mention.span.end:
                begin = max(0, self.clause.before(mention.span.start + 1) - 1)
        begin = max([first, begin, *(n + 1 for n in dropped if n <= phrase.last)])
        stem = self.clause.eojeols[begin].stem if begin <= phrase.last else None
        if stem is None:
            return phrase if phrase.first >= first and begin == phrase.first else None
        return Phrase(Span(stem.start, phrase.span.end), phrase.josa, begin, phrase.last, phrase.comma)

    def _josa(self, at: int) -> tuple[str, ...]:
        return self.clause.eojeols[at].josa

    def _is_topic(self, at: int) -> bool:
        josa = self._josa(at)
        if not josa or josa[-1] not in _TOPIC or not (len(josa) == 1 or josa[0] == "께서"):
            return False
        nouns = [m for m in self.clause.eojeols[at].morphs if not m.tag.startswith(("J", "S"))]
        if not nouns or nouns[-1].form not in _TIME_NOUNS:
            return True
        return nouns[-1].tag == "NNG" and len(nouns) > 1 and nouns[-2].tag != "NNB"  # 6개월간은 says when

    def _is_only_source(self, subject: Phrase, last: int) -> bool:
        """Whether a topic only tells: 대책본부는 피해가 났다고 밝혔다. The badge names it; 구는 공원을 연다고 acts itself."""
        if not any(self._josa(at)[-1:] in (("이",), ("가",)) for at in range(subject.last + 1, last)):
            return False
        source = self.event.certainty.source
        if not source or source in self.event.who or set(self.names.actors_in(subject.span)) & set(self.event.who):
            return False
        return self.names.source_in(self.document, subject.span) == source

    def _acts(self, subject: Phrase) -> bool:
        return bool(labels_in(self.document, subject.span, self.event.who, self.names))

    def _words(self, kept: Sequence[int], subject: Phrase | None, swallows: str) -> list[str]:
        words: list[str] = []
        for number, at in enumerate(kept):
            last = number + 1 == len(kept)
            if subject and subject.first <= at <= subject.last:
                if at == subject.last:
                    words.append(self._subject_words(subject, alone=last))
                continue
            if not number and not last and self._points(at, kept[number + 1]):
                continue  # 이 사고로
            if self._surface(at).rstrip(",") in _TIES and (
                not number or (subject and kept[number - 1] == subject.last)
            ):
                continue  # 시는 다만
            words.append(self._shortened(at, kept[number + 1] if not last else -1, swallows, subject))
        return words

    def _points(self, at: int, after: int) -> bool:
        """Whether a determiner only points back, and its noun says enough without it."""
        return (
            self.clause.eojeols[at].morphs[0].tagged in ("이/MM", "그/MM")
            and len(self.clause.eojeols[at].morphs) == 1
            and bool(self._josa(after))
            and self.clause.eojeols[after].morphs[0].form not in _EMPTY_HEADS
        )

    def _subject_words(self, subject: Phrase, alone: bool) -> str:
        label = labels_in(self.document, subject.span, self.event.who, self.names)
        words = label or self._plain(subject.span)
        if not label and subject.last > subject.first and self._points(subject.first, subject.first + 1):
            words = words.partition(" ")[2] or words
        return words if alone and not label else f"{words},"

    def _shortened(self, at: int, after: int, swallows: str, subject: Phrase | None) -> str:
        """An 어절 without the particle that a headline drops; *after* is the next 어절, -1 before the predicate."""
        eojeol = self.clause.eojeols[at]
        surface = self._surface(at)
        if eojeol.stem is None or not eojeol.josa or eojeol.josa == ("이다",):
            return surface
        tail = eojeol.josa[-1]
        alone = len(eojeol.josa) == 1
        comma = "," if surface.endswith(",") else ""
        bare = surface.rstrip(",")
        pronoun = eojeol.morphs[0].tag == "NP" or any(
            m.tag == "NNB" and m.form in ("것", "수", "데") for m in eojeol.morphs
        )
        if tail in _OBJECT and alone and not pronoun and not bare.removesuffix(tail).isdigit():
            return bare.removesuffix(tail) + comma
        if tail in _SUBJECT and alone and not pronoun and not self._is_adnominal_line():
            counted = any(m.tag in ("SN", "NR") for m in eojeol.morphs)
            figure = after >= 0 and self._is_count(after)
            if counted or comma or figure or (after < 0 and subject is None):
                return bare.removesuffix(tail) + comma
        if tail in _TOPIC and not self._is_topic(at):
            return (bare[:-1] + closed(bare[-1]) if tail == "ᆫ" else bare.removesuffix(tail)) + comma
        if after < 0 and swallows and tail == swallows:
            return bare.removesuffix(tail)
        return surface

    def _is_count(self, at: int) -> bool:
        """Whether an 어절 begins with a figure that is no date."""
        morphs = self.clause.eojeols[at].morphs
        return morphs[0].tag in ("SN", "NR") and not (len(morphs) > 1 and morphs[1].form in _DATE_UNITS)

    def _is_adnominal_line(self) -> bool:
        return bool(self._noun_phrase())

    def _with_actors(self, body: str, subject: Phrase | None) -> str:
        """*body*, with the actors put first where it has no subject of its own and does not name them."""
        if subject or not self.event.who:
            return body
        clause = Span(self.start, self.event.evidence.span.end)
        named = self.names.actors_in(clause)
        missing = [label_of(name, self.names) for name in self.event.who if name not in named and name not in body]
        return f"{'·'.join(missing)}, {body}" if missing else body

    def _surface(self, at: int) -> str:
        return self._plain(self.clause.eojeols[at].span)

    def _plain(self, span: Span) -> str:
        """The words of a span without brackets; a bracket with a sum stays, figures are never dropped."""
        words = span.of(self.document.text)
        sums = _MONEY.findall(words)
        for number, found in enumerate(sums):
            words = words.replace(found, chr(0xE000 + number), 1)
        words = without_brackets(words)
        for number, found in enumerate(sums):
            words = words.replace(chr(0xE000 + number), found)
        return words
