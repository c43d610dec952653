"""Whom or what the line is about: the phrase that it begins with."""

from sitegen.extract.headline.actors import coordinated
from sitegen.extract.headline.setting import Setting
from sitegen.extract.quote.clause import Phrase
from sitegen.model.facts import Event
from sitegen.model.text import Morph, Span
from sitegen.rules.rule import word_set

# Endings that join a clause with a subject of its own to the next.
CONJUNCTS = frozenset({"고", "며", "으며", "지만", "으나", "는데", "ᆫ데", "은데", "자", "면서", "으면서", "더니"})
_TOPIC = frozenset({"은", "는", "ᆫ"})
_TIME_NOUNS = frozenset(
    ["때", "간", "뒤", "후", "전", "말", "초", "중", "날", "년", "월", "일", "동안", "이후", "이전"]
)


class Subjects:
    """The clause of an event, and who is its subject."""

    def __init__(self, setting: Setting, event: Event) -> None:
        self.setting, self.event = setting, event
        self.eojeols = setting.clause.eojeols

    def of(self, first: int, last: int, dropped: set[int]) -> Phrase | None:
        """The phrase with 은, 는, else the first 이, 가 of an actor that opens the clause."""
        for at in range(first, last):
            if at not in dropped and self.is_topic(at):
                return self._inside(at, first, dropped)
        for at in range(first, last):
            if at not in dropped and self.josa(at)[-1:] in (("이",), ("가",), ("께서",)):
                phrase = self._inside(at, first, dropped)
                opens = phrase and all(n in dropped for n in range(first, phrase.first))
                actors = set(self.setting.names.actors_in(phrase.span)) if phrase else set()
                named = actors & set(self.event.who) if self.event.who else actors
                if not named and self.describes_next(at + 1, last):
                    continue  # 주민들이 낸 신청을 법원이 인용했다
                if phrase is None or not named:
                    return None
                if not opens:
                    return phrase if self._stands_before_deed(phrase, last) else None
                return phrase if not self.describes_next(at + 1, last) or self._acts_alone(phrase, last) else None
        return None

    def is_named(self, subject: Phrase) -> bool:
        """Whether a subject is the names in it, and not what they only describe: 두 후보의 협상은."""
        ends = [m.span.end for m in self.setting.names.mentions_in(subject.span)]
        return bool(ends) and not self.setting.document.text[max(ends) : subject.span.end].strip("’'”\"′) ")

    def _acts_alone(self, phrase: Phrase, last: int) -> bool:
        """Whether nobody else can be the subject of the clause's own verb: ㄱ사가 내놓으려던 기판의 출시를 미뤘다."""
        others = [self.josa(at)[-1:] for at in range(phrase.last + 1, last) if not self._is_time_at(at)]
        actors = set(self.setting.names.actors_in(phrase.span))
        return actors == set(self.event.who or actors) and not any(
            josa in (("이",), ("가",), ("께서",), ("은",), ("는",), ("ᆫ",)) for josa in others
        )

    def _stands_before_deed(self, phrase: Phrase, last: int) -> bool:
        """Whether a subject in the middle of its clause is its verb's own: 그 직원에게 ㄱ지법이 실형을 선고했다."""
        between = any(self.eojeols[at].verbal for at in range(phrase.last + 1, last))
        before = any(
            self.eojeols[at].comma or any(m.tag == "EC" and m.form in CONJUNCTS for m in self.eojeols[at].morphs)
            for at in range(phrase.first)
        )
        return self.is_named(phrase) and not between and not before and self._acts_alone(phrase, last)

    def _is_time_at(self, at: int) -> bool:
        return any(t.evidence.span.overlaps(self.eojeols[at].span) for t in self.setting.times)

    def describes_next(self, start: int, last: int) -> bool:
        """Whether the next verb describes a noun, so that the subject before it may be that verb's alone."""
        for at in range(start, last):
            if any(m.tag in ("VV", "XSV") for m in self.eojeols[at].morphs):
                return self.eojeols[at].adnominal
        return False

    def _inside(self, at: int, first: int, dropped: set[int]) -> Phrase | None:
        """The phrase that ends at an 어절, whole names and all actors joined to it, without what the line drops."""
        phrase = self.setting.clause.phrase(self.setting.document, at)
        if phrase is None:
            return None
        phrase = coordinated(self.setting.document, self.setting.clause, phrase, self.setting.names)
        begin = phrase.first
        for mention in self.setting.names.mentions_in(Span(self.setting.sentence.span.start, phrase.span.end)):
            if mention.span.start < phrase.span.start < mention.span.end:
                begin = max(0, self.setting.clause.before(mention.span.start + 1) - 1)
        whole = self.setting.with_whole_titles(phrase.span)
        if whole != phrase.span:
            begin = min(begin, max(0, self.setting.clause.before(whole.start + 1) - 1))
        begin = max([first, begin, *(n + 1 for n in dropped if n <= phrase.last)])
        stem = self.eojeols[begin].stem if begin <= phrase.last else None
        if whole != phrase.span and begin <= phrase.last and self.eojeols[begin].span.start <= whole.start:
            return Phrase(whole, phrase.josa, begin, phrase.last, phrase.comma)
        if stem is None:
            return phrase if phrase.first >= first and begin == phrase.first else None
        return Phrase(Span(stem.start, phrase.span.end), phrase.josa, begin, phrase.last, phrase.comma)

    def josa(self, at: int) -> tuple[str, ...]:
        return self.eojeols[at].josa

    def is_topic(self, at: int) -> bool:
        josa = self.josa(at)
        if not josa or josa[-1] not in _TOPIC or not (len(josa) == 1 or josa[0] == "께서"):
            return False
        nouns = [m for m in self.eojeols[at].morphs if not m.tag.startswith(("J", "S"))]
        if not nouns or nouns[-1].form not in _TIME_NOUNS:
            return True
        return nouns[-1].tag == "NNG" and len(nouns) > 1 and nouns[-2].tag != "NNB"  # 6개월간은 says when

    def only_tells(self, subject: Phrase, last: int) -> bool:
        """Whether a topic only tells: 대책본부는 피해가 났다고 밝혔다. The badge names it; 구는 공원을 연다고 acts itself."""
        if not any(self.josa(at)[-1:] in (("이",), ("가",)) for at in range(subject.last + 1, last)):
            return False
        source = self.event.certainty.source
        if any(m.form in word_set("headline_own") for at in range(subject.last + 1, last) for m in self._nouns(at)):
            return False  # ㄱ사는 매출이 늘었다고 밝혔다: its own
        if (
            not source
            or source in self.event.who
            or set(self.setting.names.actors_in(subject.span)) & set(self.event.who)
        ):
            return False
        return self.setting.names.source_in(self.setting.document, subject.span) == source

    def _nouns(self, at: int) -> list[Morph]:
        return [m for m in self.eojeols[at].morphs if self.josa(at) and m.tag in ("NNG", "NNP")]
