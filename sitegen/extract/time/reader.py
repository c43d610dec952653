"""Walks through a document, sentence by sentence, and turns expressions into times."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sitegen.extract.time.around import around_of, explained_behind, sets_scene
from sitegen.extract.time.chain import Expression, expressions_of
from sitegen.extract.time.frame import Bound, Head, Mention, Place, Reading, Story
from sitegen.extract.time.lengths import length_of, set_of
from sitegen.extract.time.outlook import Outlook, is_put_back, is_put_off, is_report, outlook_of, quotes_in
from sitegen.extract.time.pieces import Piece, pieces_of
from sitegen.extract.time.points import Point, interval_of, when_of
from sitegen.extract.time.resolve import NEXT_DAYS, Resolver, mod_of
from sitegen.extract.time.virtual import virtual_origin
from sitegen.model.facts import Evidence, Precision, Time, When
from sitegen.model.text import Document, Role, Sentence, Span
from sitegen.rules.rule import Rule
from sitegen.rules.sieve import Sieve

_JOINED = re.compile(r"\s?(?:과|와|이나|나|및|,|·|또는|,?\s?그리고|이어)\s?")
_REPORTED = re.compile(r"\s?(?:밝[혔힌]|전했|말했|공시|발표했|설명했|알렸|보도|강조했|주장했|덧붙|통보|내놨|기자회견)")
_COMPARED = re.compile(r"\s?(?:보다|대비|에 비해|에 견줘|이후|이래|부터|까지|처럼|만큼|과 비교|수준)")
_MEASURE = re.compile(
    r"(?:\([^()]{1,9}\))?(?:보다|\s?대비|에 비해|에 견줘|\s이후)"
)  # 7일(1446.8원)보다, 14일 이후: no day of the story
_BESIDE = re.compile(r"(?:에 이어서?|과|와|,)\s(?:이날|오늘)")  # 3일에 이어 이날도: two days
_MARKET = re.compile(r"(?:주가|코스피|코스닥|환율|증시|종가).*(?:마쳤|마감|거래)")
_DAYS = (Precision.DAY, Precision.PART, Precision.MINUTE)
_AFTER_THAT = re.compile(r"(?:^|\s)(?:이후|이어|뒤이어|그 뒤|그 후|이윽고)\s$")
_NAMED = re.compile(r"‘[^’‘]{1,20}’|'[^']{1,20}'")
_FORESEEN = r" [가-힣]{0,10}전망(?:지수|치)"
_KIND = re.compile(rf" [가-힣]{{1,6}}(?:설|론|안|일정|계획|전망|예정)(?![가-힣]{{2}})|{_FORESEEN}")
_RESULTS = re.compile(
    rf"{_FORESEEN}| (?:[가-힣]{{1,6}} )?(?:실적|매출|영업이익|영업손실|순이익|순손실|성장률|국내총생산|GDP|잠정)"
)
_IN_NAMES = frozenset({"dayword", "dayanchor", "part", "year", "holiday", "season"})
_NEWS_WITHIN = 3  # days: an older day is background, not the news
_LEAD_WITHIN = 7  # days: for the first time that the article names
_LOOKS_BACK = re.compile(r"(?:^|[^에]\s|이에 )(?:앞서|당초|애초)[\s,]")


@dataclass(frozen=True, slots=True)
class Found:
    """An expression in its sentence, with what the words around it say; nothing resolved yet."""

    expression: Expression
    sentence: Sentence
    quote: int
    outlook: Outlook
    embedded: bool
    report: bool


def times_read(document: Document, rules: Sieve[Rule]) -> tuple[Time, ...]:
    """Every time of *document*, in text order, read with *rules*."""
    by_sentence = [_found_in(document, sentence, rules) for sentence in document.sentences]
    everything = [(found.expression, found.outlook) for row in by_sentence for found in row]
    origin = document.published or virtual_origin(everything)
    # The calendar ends: a publication day at its edge would leave no room for the day after.
    origin = min(max(origin, date(1000, 1, 1)), date(9000, 12, 31))
    walker = _Walker(document, Story(origin, document.published is not None))
    times = [time for row in by_sentence for time in walker.times_in(row)]
    return tuple(sorted(times, key=lambda time: (time.evidence.span, time.evidence.rule)))


def _found_in(document: Document, sentence: Sentence, rules: Sieve[Rule]) -> list[Found]:
    pieces = pieces_of(document, sentence, rules)
    if not pieces:
        return []
    quotes = quotes_in(document, sentence)
    found = []
    names = _names_in(document, sentence)
    for expression in expressions_of(document.text, pieces):
        span = expression.span
        if any(span in name for name in names) and all(map(_may_be_name, expression.pieces)):
            continue
        quote = next((number for number, one in enumerate(quotes) if span in one), -1)
        outlook, embedded = outlook_of(document, sentence, span, quotes)
        following = document.text[span.end : sentence.span.end]
        report = is_report(document, sentence, span.end) or _REPORTED.match(following) is not None
        if expression.shape == "until" and outlook is Outlook.NONE:
            outlook = Outlook.FUTURE
        if _names_kind(document, expression):
            outlook = Outlook.NEAREST
        found.append(Found(expression, sentence, quote, outlook, embedded, report))
    return found


def _names_kind(document: Document, expression: Expression) -> bool:
    """Whether a bare month or quarter says what kind of thing follows (5월 인하설, 1분기 실적): the predicate is not
    its own."""
    last = expression.pieces[-1]
    pattern = {"month": _KIND, "quarter": _RESULTS}.get(last.kind)
    return pattern is not None and pattern.match(document.text[last.span.end : last.span.end + 16]) is not None


def _may_be_name(piece: Piece) -> bool:
    """Whether a piece between single quotation marks belongs to a name: ‘오늘도 맑음’, but not ‘2014년 대책’."""
    return piece.kind in _IN_NAMES and not piece.get("year")


def _names_in(document: Document, sentence: Sentence) -> list[Span]:
    """The stretches of *sentence* between single quotation marks that are short enough for a name."""
    base = sentence.span.start
    return [Span(base + m.start(), base + m.end()) for m in _NAMED.finditer(sentence.span.of(document.text))]


class _Walker:
    """Carries the story from sentence to sentence."""

    def __init__(self, document: Document, story: Story) -> None:
        self.document, self.story = document, story

    def times_in(self, row: list[Found]) -> Iterator[Time]:
        """The times of one sentence: first what stands outside of quotations, since it says when they were said."""
        self.story.enter_sentence()
        for found in sorted(row, key=lambda one: (one.quote >= 0, explained_behind(self.document, one.expression))):
            when = self._when(found)
            if when:
                span = found.expression.span
                evidence = Evidence(self.document.article.id, found.sentence.index, span, found.expression.rule)
                yield Time(evidence=evidence, surface=span.of(self.document.text), when=when)

    def _when(self, found: Found) -> When | None:
        expression = found.expression
        if expression.shape == "length":
            return length_of(expression)
        if expression.shape == "set":
            return set_of(expression)
        try:
            return self._point_or_interval(found)
        except (OverflowError, ValueError):
            return None  # outside of the calendar: 9999년 12월 31일 다음 날

    def _point_or_interval(self, found: Found) -> When | None:
        expression, place = found.expression, self._place(found)
        if expression.shape == "range":
            return self._interval(found, place)
        reading = Resolver(expression.pieces, place, self.story).read()
        if not reading:
            return None
        self._remember(found, reading, place)
        mod = mod_of(expression.pieces)
        basis = self._basis(found, reading)
        if expression.shape == "from":
            return interval_of(reading.point, None, (mod, None), basis)
        if expression.shape == "until":
            return interval_of(None, reading.last or reading.point, (None, mod), basis)
        if reading.last:
            return interval_of(reading.point, reading.last, (mod, mod), basis)
        return when_of(reading.point, mod, basis)

    def _interval(self, found: Found, place: Place) -> When | None:
        """Both ends: the one that says more of itself first, the other on or after, or on or before it."""
        left, right = found.expression.pieces, found.expression.right
        if left[0].kind == right[0].kind == "direction" and len(right) > 1:
            right = right[1:]  # 오는 3~5월: what lies ahead is the first; the second follows it
        begins = _is_said_from_today(left) or _follows_on(left, right)
        if begins or _self_reliance(left) > _self_reliance(right) or not _is_calendar(right):
            first = Resolver(left, place, self.story).read()
            if not first:
                return None
            if place.block >= 0:
                self._remember(found, first, place, tale=False)
            second = Resolver(right, place, self.story, Bound(Outlook.FUTURE, first.point)).read()
        else:
            second = Resolver(right, place, self.story).read()
            if not second:
                return None
            first = Resolver(left, place, self.story, Bound(Outlook.PAST, second.point)).read()
        if not first or not second:
            return None
        begin, end = first.point, second.last or second.point
        if (begin.first, begin.minute or 0) > (end.last, end.minute or 24 * 60):
            return None
        self._remember(found, Reading(end, second.via, second.base), place, tale=False)
        return interval_of(
            begin, end, (mod_of(left), mod_of(right)), self._basis(found, second if second.via != "head" else first)
        )

    def _place(self, found: Found) -> Place:
        span, sentence = found.expression.span, found.sentence
        heads = self.story.heads.get(found.quote, [])
        joined = bool(heads) and _JOINED.fullmatch(self._gap(heads[-1].span, span)) is not None
        return Place(
            sentence.index,
            sentence.block,
            found.quote,
            found.outlook,
            sentence.role is not Role.BODY,
            _MARKET.search(sentence.span.of(self.document.text)) is not None,
            heads[-1] if joined else self._lender(heads, sentence, span) or self._told_before(sentence, span),
            joined,
            found.report,
            is_put_back(self.document, sentence, span),
            is_put_off(sentence, span.end),
            around_of(self.document, sentence, found.expression, self.story),
        )

    def _gap(self, before: Span, after: Span) -> str:
        return self.document.text[before.end : after.start]

    def _lender(self, heads: list[Head], sentence: Sentence, span: Span) -> Head | None:
        """The year that the clause is about, else the last time before that named its year or month."""
        for head in reversed(heads):
            if head.alone:
                ended = any(
                    morph.tag in ("EC", "EF") and head.span.end <= morph.start < span.start for morph in sentence.morphs
                )
                if not ended:
                    return head
                break
        return next((head for head in reversed(heads) if not head.alone and (head.has_year or head.has_month)), None)

    def _told_before(self, sentence: Sentence, span: Span) -> Head | None:
        """The day named last in the paragraph, where the words go on from it: 이후 14일."""
        if not _AFTER_THAT.search(self.document.text[sentence.span.start : span.start]) or not self.story.mentions:
            return None
        last = self.story.mentions[-1]
        if last.block != sentence.block or last.spoken or last.point.grain not in _DAYS:
            return None
        return Head(last.span, last.point, True, True, False)

    def _remember(self, found: Found, reading: Reading, place: Place, *, tale: bool = True) -> None:
        """What later words may refer to."""
        expression, point = found.expression, reading.point
        if point.value.startswith("T"):
            return  # a time of any day
        kinds = {piece.kind: piece for piece in (*expression.pieces, *expression.right)}
        direction = kinds.get("direction")
        way = direction.get("way") if direction else ""
        anchor = kinds.get("dayanchor")
        headed = bool(way) or bool(kinds.keys() & {"month", "year", "date"})
        before = anchor is not None and anchor.get("word") in ("전날", "전전날")
        measure = _MEASURE.match(self.document.text[expression.span.end : expression.span.end + 12]) is not None
        aside = found.embedded and not sets_scene(self.document, found.sentence, found.expression.span.end)
        tale = (
            tale
            and not measure
            and point.grain in _DAYS
            # `9일 새벽까지 이어졌다` leads the story to the 9th, the beginning of a range does not.
            and (expression.shape == "point" or (expression.shape == "until" and found.outlook is Outlook.PAST))
            and point.first <= self.story.origin
            and not before
            and not _BESIDE.match(self.document.text, expression.span.end)
            and not (headed and aside)
            and (found.outlook is not Outlook.FUTURE or found.report)
        )
        spoken = found.quote >= 0
        text, sentence = self.document.text, found.sentence.span
        looks_back = _LOOKS_BACK.search(text[sentence.start : expression.span.start]) is not None
        # `3일 회의를 열었다고 4일 밝혔다. 이날 회의에는 …`: the story is telling of the meeting.
        told = tale and not (found.report and self.story.told_in(place.sentence))
        if tale and not spoken and not place.heading and not looks_back:
            self._move_story(point, told=told)
        if not measure:
            clause = text[expression.span.end : sentence.end]
            self.story.mentions.append(
                Mention(
                    expression.span,
                    point,
                    place.sentence,
                    place.block,
                    told,
                    spoken,
                    point.minute,
                    looks_back,
                    "" if found.report else clause,
                    sentence.of(text),
                    aside,
                )
            )
        self._lend(found, reading, kinds, way)

    def _move_story(self, point: Point, *, told: bool) -> None:
        """Takes *point*, the day of a main clause, for the story's own day where it is the latest so far."""
        story = self.story
        within = _LEAD_WITHIN if not story.mentions else _NEWS_WITHIN
        if (story.origin - point.first).days > within:
            return
        if told and story.news is None:
            story.news = point
        if story.day is None or point.first > story.day.first:
            story.day = point

    def _lend(self, found: Found, reading: Reading, kinds: dict[str, Piece], way: str) -> None:
        span, point = found.expression.span, reading.point
        following = self.document.text[span.end : span.end + 6]
        alone = (
            point.grain is Precision.YEAR
            and found.expression.shape == "point"
            and "third" not in kinds
            and not _COMPARED.match(following)
        )
        # What was lent is lent on: 내년에는 3월과 9월.
        has_year = bool(kinds.keys() & {"year", "date"}) or reading.via == "head"
        head = Head(span, point, has_year, bool(kinds.keys() & {"month", "date"}), alone, way)
        self.story.heads.setdefault(found.quote, []).append(head)

    def _basis(self, found: Found, reading: Reading) -> str:
        """For display: the words and what they were counted from."""
        surface = found.expression.span.of(self.document.text)
        if reading.via == "explicit":
            return f"‘{surface}’ — 적힌 대로"
        if reading.via == "head":
            return f"‘{surface}’ — 앞말의 {reading.base}에 이어서"
        published = self.document.published
        if reading.via == "anchor" and not (published and reading.base == published.isoformat()):
            return f"‘{surface}’ — 앞에 나온 {reading.base} 기준"
        if not published:
            return f"‘{surface}’ — 발행일을 몰라 비워 둠"
        return f"‘{surface}’ — 발행일 {published.isoformat()} 기준"


def _is_said_from_today(pieces: Sequence[Piece]) -> bool:
    """Whether an end is a day that its own words look at from the publication: 오는 28일부터 내년 1월 31일까지."""
    return [piece.kind for piece in pieces] == ["direction", "day"]


def _is_calendar(pieces: Sequence[Piece]) -> bool:
    return any(piece.kind not in ("clock", "part", "approx", "third", "zone") for piece in pieces)


def _follows_on(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether an end counts from the other one: 1일 오후 9시부터 다음 날 오전 6시까지, 2022년 11월부터 이듬해 4월까지."""
    tells_year = any(piece.kind == "year" for piece in left)
    return any(
        piece.get("word") in NEXT_DAYS or (tells_year and piece.kind == "year" and piece.rule.args.get("anchor"))
        for piece in right
    )


def _self_reliance(pieces: Sequence[Piece]) -> int:
    """How much of its date an end says by itself: 2 with a year or a relative word, 1 with a month and a day."""
    kinds = {piece.kind: piece for piece in pieces}
    if kinds.keys() & {"year", "direction", "dayword", "dayanchor", "date", "week", "holiday", "decade"}:
        return 2
    month = kinds.get("month")
    if month and "month" not in month.fields:
        return 2
    return 1 if month and "day" in kinds else 0
