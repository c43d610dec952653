"""The events of a document, sentence by sentence."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sitegen.extract.event.actors import SPELLS
from sitegen.extract.event.certainty import Reading, as_happened, as_planned, as_scene, read_main, read_part
from sitegen.extract.event.clause import Clauses, Kind, Predicate, clauses_of, lemma_of
from sitegen.extract.event.dating import Dating
from sitegen.extract.event.minor import minor_parts
from sitegen.extract.event.phrases import NounPhrase, noun_phrases
from sitegen.extract.event.place import place_of
from sitegen.extract.event.source import Told, Voice, voice_of
from sitegen.extract.event.theme import theme_of, words_in
from sitegen.extract.event.verdict import FINE
from sitegen.extract.event.who import Scene, floor_of, topic_of, who_of
from sitegen.extract.names import Names
from sitegen.model.facts import Amount, Basis, Certainty, Event, Evidence, Precision, Quote, Status, Time, When
from sitegen.model.text import Document, Role, Sentence, Span

# A sentence longer than this is no prose: a table, a list, a text without full stops.
_LONGEST = 600
_OF_WHEN = re.compile(r"\s(?:(?:것|때|날|시점|시기)[은이]\s)?")
_OF_DEEDS = FINE | {Precision.MONTH}  # 집계한 올해 손실: the loss is this year's
# A day ahead makes a plan of the present tense that these rules take for a state: 18일 계획을 보고받는다.
_PRESENT = ("event.stated.present", "event.stated.habit", "event.stated.fallback")


@dataclass(frozen=True, slots=True)
class Traced:
    """An event, without headline and rank, and the rules that read its basis and its place; "" for none."""

    event: Event
    basis_rule: str
    place_rule: str


def traced_events(
    document: Document,
    times: Sequence[Time],
    amounts: Sequence[Amount],
    names: Names,
    quotes: Sequence[Quote],
) -> tuple[Traced, ...]:
    """The events of the body in text order."""
    found: list[Traced] = []
    told = Told()
    known = frozenset(name for mention in names.mentions for name in mention.names)
    inside = _by_sentence(document, times, amounts, quotes)
    for sentence in document.sentences:
        if sentence.role is not Role.BODY or len(sentence.morphs) > _LONGEST:
            continue
        if sentence.block != told.block:
            told = replace(told, block=sentence.block, topic=())
        events, told = _events_in(_scene(document, sentence, names, inside[sentence.index], known), told)
        found += events
    return tuple(found)


@dataclass(slots=True)
class _Inside:
    """The facts of one sentence, while they are being sorted into it."""

    times: list[Time]
    amounts: list[Amount]
    quotes: list[Quote]


def _by_sentence(
    document: Document,
    times: Sequence[Time],
    amounts: Sequence[Amount],
    quotes: Sequence[Quote],
) -> list[_Inside]:
    found = [_Inside([], [], []) for _ in document.sentences]

    def home(span: Span) -> _Inside | None:
        """The facts of the sentence that holds all of *span*; None where none does."""
        if not document.sentences:
            return None
        sentence = document.sentence_at(span.start)
        return found[sentence.index] if span in sentence.span else None

    for time in times:
        if place := home(time.evidence.span):
            place.times.append(time)
    for amount in amounts:
        if place := home(amount.evidence.span):
            place.amounts.append(amount)
    for quote in quotes:
        if place := home(quote.evidence.span):
            place.quotes.append(quote)
    return found


def _scene(document: Document, sentence: Sentence, names: Names, inside: _Inside, known: frozenset[str]) -> Scene:
    clauses = clauses_of(document, sentence, [mention.span for mention in names.mentions_in(sentence.span)])
    phrases = noun_phrases(clauses, [time.evidence.span for time in inside.times])
    return Scene(
        document, clauses, phrases, tuple(inside.times), tuple(inside.amounts), names, tuple(inside.quotes), known
    )


def _events_in(scene: Scene, told: Told) -> tuple[list[Traced], Told]:
    clauses = scene.clauses
    last = next((p for p in reversed(clauses.predicates) if p.kind is Kind.FINAL), None)
    main = read_main(clauses, last) if last else None
    if main is None:
        return [], told
    dating = Dating(scene.document, clauses, scene.phrases, scene.times, main)
    if main.rule_name in _PRESENT and clauses.tokens[main.predicate.last - 1].form.startswith(("ᆫ다", "는다")) and (
        dating.tells_a_day_ahead()
    ):  # fmt: skip
        main = as_planned(main)
        dating = Dating(scene.document, clauses, scene.phrases, scene.times, main)
    if main.rule_name == "event.planned.present" and dating.is_dayless(main):
        main = as_scene(main)
        dating = Dating(scene.document, clauses, scene.phrases, scene.times, main)
    voice = voice_of(scene.document, scene.names, clauses, scene.phrases, main, scene.quotes, told)
    events = []
    dayless = []
    for part in dating.own():
        reading = read_part(clauses, part, main, dating.is_over(part), dating.is_ahead(part), dating.stands_apart(part))
        if reading.status_rule is None or dating.of(reading) is None:
            dayless.append(part)  # it was to be told for its day's sake
            continue
        if reading.status is Status.HAPPENED and clauses.is_negated(part):
            continue  # 이날 밝히지 않았지만: nothing came to pass on that day
        if reading.has_tail:
            said = voice_of(scene.document, scene.names, clauses, scene.phrases, reading, scene.quotes, told)
            events.append(_event(scene, reading, dating, said, told, reading))
        else:
            events.append(_event(scene, reading, dating, voice, told, main))
    own = [part for part in dating.own() if part not in dayless]
    events += _minor_events(scene, main, dating, voice, told, own)
    events.append(_event(scene, main, dating, voice, told, main))
    # Who is quoted says something, and need not be who does what follows: 홍 부사장은 “…”고 했다. 채권을 발행한다.
    topic = topic_of(scene, main) or told.topic
    if main.quotes and not set(told.topic) & set(topic):
        topic = ()
    events.sort(key=lambda found: found.event.evidence.span)
    return events, replace(told, topic=topic, speaker=voice.source or told.speaker)


def _minor_events(
    scene: Scene, main: Reading, dating: Dating, voice: Voice, told: Told, own: Sequence[Predicate]
) -> Iterator[Traced]:
    """Deeds told in passing, on the main clause's day where that is named before them."""
    clauses = scene.clauses
    time = dating.of(main)
    end = main.tail if main.has_tail else len(clauses.tokens)
    for part in minor_parts(clauses, main.predicate, own, end):
        reading = read_part(clauses, part, main)
        before_when = part.last < len(clauses.tokens) and clauses.tokens[part.last].form == "때"
        if (
            before_when
            and clauses.tokens[part.last + 1 : part.last + 2]
            and clauses.tokens[part.last + 1].form == "마다"
        ):
            continue  # 파업이 하루 이어질 때마다: no one time
        goes_on = any(t.tagged == "있/VX" for t in clauses.tokens[part.first : part.last])
        if before_when or goes_on or reading.status in (Status.ONGOING, Status.STATED):
            reading = as_happened(reading)  # 착공을 연기할 때: it was put off; 풀려나 재판을 받고 있다
        if reading.status_rule is None or reading.status is Status.STATED:
            continue
        found = _event(scene, reading, dating, voice, told, main)
        shared = time is not None and time.evidence.span.end <= found.event.evidence.span.start
        when = time.when if time is not None and shared and not _lies_back(clauses, part, time) else None
        if found.event.when is None and when is None:
            when = _day_behind(scene, found.event)
        event = replace(found.event, is_minor=True, when=when or found.event.when)
        if main.quotes and clauses.tokens[main.predicate.first].tagged == "만/NNB":
            # ‘…’고 공시한 지 27일 만이다: who says so does it in this clause
            whole = _event(scene, main, dating, voice, told, main).event
            event = replace(event, quotes=whole.quotes, certainty=whole.certainty, who=whole.who)
        yield Traced(event, found.basis_rule, found.place_rule)


def _lies_back(clauses: Clauses, part: Predicate, time: Time) -> bool:
    """Whether a clause only says which one is meant by what was so before the day: 14일 뇌물을 받은 A에게 선고했다."""
    after = clauses.tokens[part.last] if part.last < len(clauses.tokens) else None
    past = clauses.tokens[part.last - 1].tagged in ("ᆫ/ETM", "은/ETM")
    is_day = time.when.precision in FINE
    if part.kind is Kind.JOINED and clauses.charge_of(part) is not None:
        return is_day
    return is_day and part.kind is Kind.ADNOMINAL and past and after is not None and after.form not in SPELLS


def _day_behind(scene: Scene, event: Event) -> When | None:
    """The time that the clause before it tells of: 논란이 불거진 3월 11일과, 구간을 내놓은 것은 10일 오후 9시께다."""
    if event.embedded != Kind.ADNOMINAL.value:
        return None
    joint = _OF_WHEN.match(scene.document.text, event.evidence.span.end)
    start = joint.end() if joint else event.evidence.span.end
    found = (time.when for time in scene.times if time.evidence.span.start == start and time.when.is_point)
    when = next(found, None)
    return when if when is not None and when.precision in _OF_DEEDS else None


def _event(scene: Scene, reading: Reading, dating: Dating, voice: Voice, told: Told, main: Reading) -> Traced:
    clauses, predicate = scene.clauses, reading.predicate
    is_main = reading is main
    status = reading.status
    time = dating.of(reading)
    basis = voice.basis if is_main or reading.basis_rule is not None else reading.basis
    source = voice.source if is_main or reading.basis_rule is not None else ""
    span = clauses.span(predicate.first, _end_of_words(scene, reading))
    clause = _clause_span(scene, reading, voice, is_main)
    who = who_of(scene, reading, voice, told, is_main)
    floor = voice.floor if is_main else floor_of(clauses, predicate)
    spoken = tuple(quote.evidence.span for quote in scene.quotes) if is_main and reading.quotes else ()
    amounts = tuple(amount.surface for amount in scene.amounts if amount.evidence.span in clause)
    place, place_rule = place_of(scene.document, clauses, scene.phrases, predicate, floor)
    skipped = tuple(fact.evidence.span for fact in (*scene.times, *scene.amounts))
    event = Event(
        evidence=Evidence(scene.document.article.id, clauses.sentence.index, span, reading.rule_name),
        surface=span.of(scene.document.text),
        clause=clause,
        predicate=lemma_of(clauses.tokens, predicate),
        certainty=Certainty(status, basis, source),
        when=time.when if time else None,
        when_span=time.evidence.span if time else None,
        who=who,
        place=place,
        amounts=amounts,
        quotes=spoken,
        theme=theme_of(clauses, scene.phrases, predicate, floor, skipped, lambda phrase: _is_named(scene, phrase)),
        nouns=words_in(clauses, *_tokens_of(clauses, _with_words(clauses, predicate, clause)), skipped, bearers=True),
        embedded="" if is_main else predicate.kind.value,
    )
    if (
        is_main
        and basis is Basis.WRITER
        and status is Status.DENIED
        and reading.rule_name == "event.denied.verb"
        and who
    ):
        # 의원은 의혹을 부인했다: who denies is who says so.
        event = replace(event, certainty=Certainty(status, Basis.SAID, who[0]))
    told_by = voice.rule if is_main or reading.basis_rule is not None else None
    return Traced(event, told_by.name if told_by else "", place_rule)


def _end_of_words(scene: Scene, reading: Reading) -> int:
    """The token after the words that are an event's: with the verb by which it is told, which is an act of its own
    (세웠다고 주장했다, 실종됐다고 밝혔다)."""
    end = max(reading.last, reading.predicate.last)
    if reading.has_tail and reading.tail == end and reading.predicate.kind is Kind.REPORTED:
        verb = next((p for p in scene.clauses.predicates if p.first == end), None)
        if verb is not None and all(token.tag != "VCP" for token in scene.clauses.tokens[verb.first : verb.last]):
            return verb.last
    return end


def _clause_span(scene: Scene, reading: Reading, voice: Voice, is_main: bool) -> Span:
    tokens = scene.clauses.tokens
    if is_main:
        end = reading.tail if reading.has_tail else len(tokens)
        first = min(voice.floor, reading.predicate.first)
    else:
        end = reading.last
        first = min(floor_of(scene.clauses, reading.predicate), reading.predicate.first)
    while end - 1 > first and tokens[end - 1].tag in ("SF", "SP", "SE"):
        end -= 1
    while first < end - 1 and tokens[first].tag in ("SP", "SF", "SE", "SW"):
        first += 1
    return scene.clauses.span(first, max(end, first + 1))


def _with_words(clauses: Clauses, predicate: Predicate, clause: Span) -> Span:
    """*clause* from where the words begin that its verb passes on: 자료를 더 내라고 요구하면서."""
    said = next((p for p in clauses.predicates if p.kind is Kind.REPORTED and p.last == predicate.first), None)
    if said is None:
        return clause
    start = clauses.span(min(floor_of(clauses, said), said.first), said.last).start
    return Span(min(start, clause.start), clause.end)


def _is_named(scene: Scene, phrase: NounPhrase) -> bool:
    """Whether a phrase ends with the name of somebody: as a subject it acts, and is not acted on."""
    last = scene.clauses.tokens[phrase.last - 1]
    return any(mention.span.start <= last.start < mention.span.end for mention in scene.names.mentions_in(phrase.span))


def _tokens_of(clauses: Clauses, clause: Span) -> tuple[int, int]:
    """The tokens that begin in a clause: [first, last)."""
    return bisect_left(clauses.offsets, clause.start), bisect_left(clauses.offsets, clause.end)
