"""Puts the line together: actors first, the rest of the clause without its particles, the predicate as a headline ends.

Nothing stands in the line that does not stand in the clause, except a resolved name. Where the clause cannot be
shortened safely, it stands as written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sitegen.extract.headline.actors import label_of, labels_in
from sitegen.extract.headline.described import EMPTY_HEADS, Described
from sitegen.extract.headline.dropped import Columns
from sitegen.extract.headline.setting import Setting
from sitegen.extract.headline.subject import CONJUNCTS, Subjects
from sitegen.extract.headline.verb import Ending, verb_at
from sitegen.extract.headline.written import (
    closed,
    closed_sentence,
    fits,
    plain,
    tidy,
    written_end,
)
from sitegen.extract.quote.clause import Phrase
from sitegen.extract.quote.marks import DOUBLE, marked_in
from sitegen.model.facts import Event, Status
from sitegen.model.text import Span
from sitegen.rules.rule import word_set

LIMIT = 40  # syllables: two lines of a phone
LONGEST = 64  # a line that is still shorter and plainer than the clause as written

_CONTRAST = frozenset({"지만", "으나", "나", "는데", "ᆫ데", "은데", "어도", "더라도", "으면서도", "면서도", "거나"})
_OBJECT = frozenset({"을", "를"})
_SUBJECT = frozenset({"이", "가", "께서"})
_TOPIC = frozenset({"은", "는", "ᆫ"})
_TIES = frozenset({"다만", "또", "또한", "이어", "특히", "한편", "앞서", "이로써", "아울러", "결국", "대신"})
_DATE_UNITS = frozenset({"년", "월", "일", "시", "분기", "주", "년도"})
_GOING_ON = re.compile(r"고\s있")


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a shortened line is put together from: the 어절 that stay, its subject, the predicate's last words."""

    kept: tuple[int, ...]
    last: int
    subject: Phrase | None
    ending: Ending


class Draft:
    """The line of one event, in the making."""

    def __init__(self, setting: Setting, event: Event) -> None:
        self.setting, self.event = setting, event
        self.document, self.eojeols = setting.document, setting.clause.eojeols
        # Where the clause begins, never before its sentence.
        self.start = max(setting.sentence.span.start, min(event.clause.start, event.evidence.span.start))
        self._subjects, self._columns = Subjects(setting, event), Columns(setting, event)
        self._reach = self._bounds()

    def line(self) -> str:
        """The shortened line; "" where shortening is not safe."""
        parts = self._parts()
        if parts is None:
            return ""
        short = ""
        for brief in (0, 1, 2):
            short = self._put_together(parts, brief)
            if fits(short, LIMIT):
                break
        return short if " " in short and fits(short, LONGEST) else ""

    def written(self) -> str:
        """The clause in its own words without what the columns and the badge say; "" where it has no words of its own."""
        first, last = self._reach
        stop = self.event.evidence.span.start
        if first >= last:
            return ""
        end = written_end(self.document, self.event)
        gone = self._cut(first, last)
        if end <= max(self.event.clause.end, self.event.evidence.span.end):
            gone |= self._columns.told_on(first, last)
            if not self._compares_times(first, last):
                gone |= self._columns.dropped(first, last)
            subject = self._subjects.of(first, last, gone)
            if subject is not None and self._subjects.only_tells(subject, last):
                gone |= set(range(subject.first, subject.last + 1))
        gone -= self._in_quotes(first, last)
        left = [at for at in range(first, last) if at not in gone]
        if left and self._subjects.is_topic(left[-1]) and not self.event.embedded:
            gone -= set(range(left[-1] + 1, last))  # 신청은 3일까지 받는다: all it says is when
        words = [self._surface(at) for at in range(first, last) if at not in gone]
        return (
            closed_sentence(tidy(" ".join([*words, self._head(last) + plain(self.document, Span(stop, end))])))
            if words
            else ""
        )

    def _compares_times(self, first: int, last: int) -> bool:
        """Whether the clause sets its time against another: 1970년 4.5명이었지만 2010년 1.2명이다."""
        when = self.event.when_span
        words = Span(self.eojeols[first].span.start, self.eojeols[last - 1].span.end)
        others = [t for t in self.setting.times if t.when.is_point and t.evidence.span in words]
        return (
            when is not None and any(not t.evidence.span.overlaps(when) for t in others) and not self._cut(first, last)
        )

    def _bounds(self) -> tuple[int, int]:
        """The 어절 of the clause before its predicate, without what ties it to the sentence before."""
        stop, before = self.event.evidence.span.start, self.setting.clause.before
        first, last = before(self.start), before(stop)
        if first and self.eojeols[first - 1].span.end > self.start:
            first -= 1  # a clause does not begin inside a word
        if last and self.eojeols[last - 1].span.end > stop:
            last -= 1  # 심의·의결했다: the predicate begins inside a word
        return self._past_leads(first, max(first, last)), last

    def _head(self, last: int) -> str:
        """What stands before the predicate in its own word: 심의· of 심의·의결했다."""
        if last >= len(self.eojeols):
            return ""
        start, stop = self.eojeols[last].span.start, self.event.evidence.span.start
        return self.document.text[start:stop] if start < stop else ""

    def _in_quotes(self, first: int, last: int) -> set[int]:
        """The 어절 that somebody else said: nobody's to shorten."""
        span = self.setting.sentence.span
        said = [mark.outer for mark in marked_in(span.of(self.document.text), span.start)]
        return {at for at in range(first, last) if any(self.eojeols[at].span.overlaps(q) for q in said)}

    def _cut(self, first: int, last: int) -> set[int]:
        """The conjuncts before the one that is dated: they have a day and a line of their own."""
        when = self.event.when_span
        if when is None or self.event.embedded not in ("", "joined"):
            return self._conceded(first, last)
        dated = next((at for at in range(first, last) if self.eojeols[at].span.overlaps(when)), first)
        ends = [at for at in range(first, dated) if self._joins(at)]
        if not ends:
            return self._conceded(first, last)
        before = range(first, ends[-1] + 1)
        words = Span(self.eojeols[first].span.start, self.eojeols[ends[-1]].span.end)
        if not any(t.when.is_point and t.evidence.span in words for t in self.setting.times):
            return set()
        if any(self._subjects.is_topic(at) for at in range(ends[-1] + 1, last)):
            return set(before)
        if self.event.who and all(self.eojeols[at].span.overlaps(when) for at in range(ends[-1] + 1, last)):
            return set()  # 5월 협약을 맺고 12월 착공한다: 착공 alone says too little
        subject = self._subjects.of(first, ends[-1], set())
        contrast = any(m.form in _CONTRAST for m in self.eojeols[ends[-1]].morphs)
        if contrast and not (subject and set(self.setting.names.actors_in(subject.span)) & set(self.event.who)):
            return set()  # 열은 내렸지만 5일 다시 입원했다: somebody else
        kept = set(range(subject.first, subject.last + 1)) if subject else set()
        return set(before) - kept

    def _conceded(self, first: int, last: int) -> set[int]:
        """What is granted before the view of others: 두 회사는 금액을 밝히지 않았지만, (업계에서는 …)."""
        if self.event.embedded:
            return set()
        source = self._columns.source(first, last)
        begin = min(source, default=first)
        ends = begin > first and self._joins(begin - 1) and self.eojeols[begin - 1].comma
        return set(range(first, begin)) if ends else set()

    def _joins(self, at: int) -> bool:
        morphs = [m for m in self.eojeols[at].morphs if not m.tag.startswith("S")]
        after = self.eojeols[at + 1].morphs[0].tag if at + 1 < len(self.eojeols) else ""
        return bool(morphs) and morphs[-1].tag == "EC" and morphs[-1].form in CONJUNCTS and after != "VX"

    def _parts(self) -> _Parts | None:
        """What the shortened line is put together from; None where shortening is not safe."""
        first, last = self._reach
        cut = self._cut(first, last)
        ending = None if self._is_unsafe(cut) else self._ending()
        if ending is None:
            return None
        columns, subjects, embedded = self._columns, self._subjects, self._described
        dropped = columns.dropped(first, last) | columns.source(first, last) | cut
        if embedded and len(dropped) == last - first:
            dropped = set()  # 시작한 교섭 says nothing without its day
        dropped |= columns.told_on(first, last)
        subject = subjects.of(first, last, dropped)
        if subject is not None and (
            subjects.only_tells(subject, last)
            or (embedded and not self._acts(subject))
            or self._is_told_of_another(subject)
        ):
            # What stands before a topic is of the sentence, not of the clause before a noun in it.
            start = first if self.event.embedded and subjects.is_topic(subject.last) else subject.first
            dropped |= set(range(start, subject.last + 1))
            subject = None if embedded else subjects.of(first, last, dropped)
        granted = subject is not None and self._is_granted(subject, last) and not self._acts(subject)
        if subject and granted and (granting := subjects.of(first, subject.first, set())):
            dropped -= set(range(granting.first, granting.last + 1))
            subject = granting  # 공정위는 A가 B를 인수하는 안건을 승인했다고 밝혔다: it is not A that approves
        kept = tuple([at for at in range(first, last) if at not in dropped])
        if sum([subjects.is_topic(at) for at in kept]) > (1 if subject else 0):
            return None  # a second topic is a contrast
        if subject and (self._begins_late(first, subject, dropped) or self._is_unsaid(subject, kept, ending.rule)):
            return None
        if not embedded and self._is_adnominal() and any(self._surface(at) in ("당초", "애초") for at in kept):
            return None  # what was once meant to be is said with what became of it
        return _Parts(kept, last, subject, ending)

    def _is_unsafe(self, cut: set[int]) -> bool:
        """Whether the clause sets one thing against another, quotes, or goes on, without what the line cuts off."""
        text, stop = self.document.text, self.event.evidence.span.start
        left = [self.eojeols[at].span for at in cut]
        contrasts = [m for m in self.setting.sentence.morphs if m.tag == "EC" and m.form in _CONTRAST]
        if any(self.start <= m.start < stop and not any(m.start in span for span in left) for m in contrasts):
            return True
        if not DOUBLE.isdisjoint(text[self.start : stop]):
            return True
        stated = self.event.certainty.status is Status.STATED
        return stated and _GOING_ON.search(self.event.evidence.span.of(text)) is not None

    def _ending(self) -> Ending | None:
        """How the line ends; None where no rule is sure of it."""
        if self._described:
            return Ending(self._described, "")
        happened = self.event.certainty.status is Status.HAPPENED
        return verb_at(self.setting.clause, self.document.text, self.event.evidence.span).ending(happened)

    def _put_together(self, parts: _Parts, brief: int) -> str:
        """The line, its actors in full (0), with their titles (1) or by their names alone (2)."""
        words = self._words(parts.kept, parts.subject, parts.ending.swallows, brief)
        line = tidy(" ".join([*words, self._head(parts.last) + parts.ending.text]))
        return self._with_actors(line, parts.subject)

    @cached_property
    def _described(self) -> str:
        return Described(self.setting, self.event).of()

    def _is_unsaid(self, subject: Phrase, kept: Sequence[int], rule: str) -> bool:
        """Whether a topic and its noun would only stand side by side: 쟁점은 물값이다, 발목을 잡은 것은 물값이다."""
        head = self.eojeols[subject.last].morphs[0]
        if head.tag == "NNB" and head.form in ("것", "점", "데", "쪽"):
            return True
        figures = any(
            m.tag in ("SN", "NR") for m in self.setting.sentence.morphs if m.start >= self.event.evidence.span.start
        )
        return rule == "headline.copula" and bool(kept) and kept[-1] == subject.last and not figures

    def _is_granted(self, subject: Phrase, last: int) -> bool:
        """Whether a subject is that of what somebody approves: A가 B를 인수하는 (안건을 승인했다)."""
        if self._subjects.is_topic(subject.last) or self.event.predicate.removesuffix("하다").removesuffix(
            "되다"
        ) not in word_set("granting_verbs"):
            return False
        verb = next((at for at in range(subject.last + 1, last) if self.eojeols[at].verbal), last)
        return verb < last and self.eojeols[verb].morphs[-1].tagged in ("는/ETM", "ᆯ/ETM", "을/ETM")

    def _is_adnominal(self) -> bool:
        at = self.setting.clause.before(self.event.evidence.span.end) - 1
        return at >= 0 and self.eojeols[at].adnominal

    def _begins_late(self, first: int, subject: Phrase, dropped: set[int]) -> bool:
        """Whether a clause with a subject of its own stands before the topic: 값이 올랐고 수출은 줄었다."""
        before = [at for at in range(first, subject.first) if at not in dropped]
        return any(self.eojeols[at].josa[-1:] in (("이",), ("가",)) for at in before) and any(
            m.tag == "EC" for at in before for m in self.eojeols[at].morphs
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

    def _is_told_of_another(self, subject: Phrase) -> bool:
        """Whether a clause inside the sentence tells of somebody besides its topic: 법원은 돈을 빼돌린 혐의로 기소된 A에게."""
        told = self.event.who or self.event.certainty.status is Status.ALLEGED
        return bool(self.event.embedded and told) and self._subjects.is_topic(subject.last) and not self._acts(subject)

    def _acts(self, subject: Phrase) -> bool:
        return bool(labels_in(self.document, subject.span, self.event.who, self.setting.names))

    def _words(self, kept: Sequence[int], subject: Phrase | None, swallows: str, brief: int) -> list[str]:
        words: list[str] = []
        if (
            subject
            and kept
            and subject.first > kept[0]
            and self._subjects.josa(subject.last)[-1:] in (("이",), ("가",))
            and not self._hangs_free(self._with_titles(subject), subject, kept)
        ):
            words.append(self._subject_words(subject, False, brief))  # who acts comes first
            first = self._with_titles(subject)
            kept = [at for at in kept if not first <= at <= subject.last]
            subject = None
        for number, at in enumerate(kept):
            last = number + 1 == len(kept)
            if subject and subject.first <= at <= subject.last:
                if at == subject.last:
                    words.append(self._subject_words(subject, last, brief))
                continue
            if not number and not last and self._points(at, kept[number + 1]):
                continue  # 이 사고로
            if self._surface(at).rstrip(",") in _TIES and (
                not number or (subject and kept[number - 1] == subject.last)
            ):
                continue  # 시는 다만
            words.append(self._shortened(at, kept[number + 1] if not last else -1, swallows, subject))
        return words

    def _with_titles(self, subject: Phrase) -> int:
        """The first 어절 of what the sentence calls a named subject right before its name: 업계 1위 회사인 한빛전자가, 독립
        큐레이터 목이현(47) 씨가. Without the name it would say something of what follows."""
        first = subject.first
        if not self._subjects.is_named(subject):
            return first
        while first > 0 and not self.eojeols[first - 1].comma:
            before = self.eojeols[first - 1]
            is_said = before.adnominal and any(m.tag == "VCP" for m in before.morphs) and first == subject.first
            whose = before.josa == ("의",) and first < subject.first
            is_time = any(time.evidence.span.overlaps(before.span) for time in self.setting.times)
            counted = any(m.tag in ("SN", "NR") for m in before.morphs)  # 업계 1위
            is_title = before.bare and (counted or before.morphs[-1].tag != "NNB")
            is_title = is_title and before.morphs[0].form not in EMPTY_HEADS
            if is_time or before.morphs[-1].form in _DATE_UNITS or not (is_title or is_said or whose):
                break
            first -= 1
        return first

    def _hangs_free(self, first: int, subject: Phrase, kept: Sequence[int]) -> bool:
        """Whether what stands before a name's titles would lose its noun with them: 파산한 | 누리테크의 자회사인 한빛전자가."""
        if first - 1 not in kept:
            return False
        before = self.eojeols[first - 1]
        is_time = any(time.evidence.span.overlaps(before.span) for time in self.setting.times)
        # 구속된 가운데 | 한빛전자가: the bound noun is part of what stands before
        return before.adnominal or (first < subject.first and is_time)

    def _points(self, at: int, after: int) -> bool:
        """Whether a determiner only points back, and its noun says enough without it."""
        return (
            self.eojeols[at].morphs[0].tagged in ("이/MM", "그/MM")
            and len(self.eojeols[at].morphs) == 1
            and bool(self._subjects.josa(after))
            and self.eojeols[after].morphs[0].form not in EMPTY_HEADS
        )

    def _subject_words(self, subject: Phrase, alone: bool, brief: int) -> str:
        label = ""
        if self._subjects.is_named(subject):
            label = labels_in(self.document, subject.span, self.event.who, self.setting.names, brief)
        words = label or plain(self.document, subject.span)
        if not label and subject.last > subject.first and self._points(subject.first, subject.first + 1):
            words = words.partition(" ")[2] or words
        return words if alone and not label else f"{words},"

    def _shortened(self, at: int, after: int, swallows: str, subject: Phrase | None) -> str:
        """An 어절 without the particle that a headline drops; *after* is the next 어절, -1 before the predicate."""
        eojeol = self.eojeols[at]
        surface = self._surface(at)
        if eojeol.stem is None or not eojeol.josa or eojeol.josa == ("이다",) or self.setting.is_titled(eojeol.span):
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
        if tail in _SUBJECT and alone and not pronoun and not self._described:
            counted = any(m.tag == "SN" for m in eojeol.morphs) or eojeol.morphs[0].tag in ("NR", "MM")
            figure = after >= 0 and self._is_count(after)
            if (
                (counted and not self._subjects.describes_next(at + 1, self._reach[1]))
                or comma
                or figure
                or (after < 0 and subject is None)
            ):
                return bare.removesuffix(tail) + comma
        if tail in _TOPIC and not self._subjects.is_topic(at):
            return (bare[:-1] + closed(bare[-1]) if tail == "ᆫ" else bare.removesuffix(tail)) + comma
        if after < 0 and swallows and tail == swallows:
            return bare.removesuffix(tail)
        return surface

    def _is_count(self, at: int) -> bool:
        """Whether an 어절 begins with a figure that is no date."""
        morphs = self.eojeols[at].morphs
        return morphs[0].tag in ("SN", "NR") and not (len(morphs) > 1 and morphs[1].form in _DATE_UNITS)

    def _with_actors(self, body: str, subject: Phrase | None) -> str:
        """*body*, with the actors put first where it has no subject of its own and does not name them."""
        if subject or not self.event.who:
            return body
        clause = Span(self.start, self.event.evidence.span.end)
        named = self.setting.names.actors_in(clause)
        missing = [
            label_of(name, self.setting.names) for name in self.event.who if name not in named and name not in body
        ]
        return f"{'·'.join(missing)}, {body}" if missing else body

    def _surface(self, at: int) -> str:
        return self.setting.shown[at]
