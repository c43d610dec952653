"""The events of a document, sentence by sentence."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sitegen.extract.event.actors import (
    allies_of,
    is_spell,
    named,
    partners_of,
    subject_of,
    unmarked_subject,
    with_joined,
)
from sitegen.extract.event.certainty import Reading, as_happened, as_planned, as_scene, read_main, read_part
from sitegen.extract.event.clause import Clauses, Kind, Predicate, clauses_of, lemma_of
from sitegen.extract.event.dating import Dating
from sitegen.extract.event.minor import minor_parts
from sitegen.extract.event.phrases import NounPhrase, noun_phrases
from sitegen.extract.event.place import place_of
from sitegen.extract.event.scope import FINE
from sitegen.extract.event.source import Told, Voice, voice_of
from sitegen.extract.event.theme import is_before_bound_noun, theme_of, words_in
from sitegen.extract.names import Names
from sitegen.model.facts import Amount, Basis, Certainty, Event, Evidence, Precision, Quote, Status, Time, When
from sitegen.model.text import Document, Role, Sentence, Span
from sitegen.rules.rule import word_set

# A sentence longer than this is no prose: a table, a list, a text without full stops.
_LONGEST = 600
# What a stretch of time does, and the particles of a subject.
_PASSES = frozenset({"끝나/VV", "지나/VV", "저물/VV", "다가오/VV", "시작/NNG", "남/VV"})
_OF_WHEN = re.compile(r"\s(?:(?:것|때|날|시점|시기)[은이]\s)?")
_OF_DEEDS = FINE | {Precision.MONTH}  # 집계한 올해 손실: the loss is this year's
_SUBJECT = re.compile(r"[은는이가](?![가-힣])")
# A day ahead makes a plan of the present tense that these rules take for a state: 18일 계획을 보고받는다.
_PRESENT = ("event.stated.present", "event.stated.habit", "event.stated.fallback")


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with everything that was found in it."""

    document: Document
    clauses: Clauses
    phrases: tuple[NounPhrase, ...]
    times: tuple[Time, ...]
    amounts: tuple[Amount, ...]
    names: Names
    quotes: tuple[Quote, ...]
    known: frozenset[str]  # canonical names of everybody in the article


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
    for part in dating.own():
        reading = read_part(clauses, part, main, dating.is_over(part), dating.is_ahead(part))
        if reading.status_rule is None or dating.of(reading) is None:
            continue  # it was to be told for its day's sake
        if reading.status is Status.HAPPENED and clauses.is_negated(part):
            continue  # 이날 밝히지 않았지만: nothing came to pass on that day
        if reading.has_tail:
            said = voice_of(scene.document, scene.names, clauses, scene.phrases, reading, scene.quotes, told)
            events.append(_event(scene, reading, dating, said, told, reading))
        else:
            events.append(_event(scene, reading, dating, voice, told, main))
    events += _minor_events(scene, main, dating, voice, told)
    events.append(_event(scene, main, dating, voice, told, main))
    topic = _topic(scene, main) or told.topic
    events.sort(key=lambda found: found.event.evidence.span)
    return events, replace(told, topic=topic, speaker=voice.source or told.speaker)


def _minor_events(scene: Scene, main: Reading, dating: Dating, voice: Voice, told: Told) -> Iterator[Traced]:
    """Deeds told in passing, on the main clause's day where that is named before them."""
    clauses = scene.clauses
    time = dating.of(main)
    end = main.tail if main.has_tail else len(clauses.tokens)
    for part in minor_parts(clauses, main.predicate, dating.own(), end):
        reading = read_part(clauses, part, main)
        before_when = part.last < len(clauses.tokens) and clauses.tokens[part.last].form == "때"
        if before_when or reading.status in (Status.ONGOING, Status.STATED):
            reading = as_happened(reading)  # 착공을 연기할 때: it was put off; 풀려나 재판을 받고 있다
        if reading.status_rule is None or reading.status is Status.STATED:
            continue
        found = _event(scene, reading, dating, voice, told, main)
        shared = time is not None and time.evidence.span.end <= found.event.evidence.span.start
        when = time.when if time is not None and shared else None
        if found.event.when is None and when is None:
            when = _day_behind(scene, found.event)
        event = replace(found.event, is_minor=True, when=when or found.event.when)
        if main.quotes and clauses.tokens[main.predicate.first].tagged == "만/NNB":
            # ‘…’고 공시한 지 27일 만이다: who says so does it in this clause
            whole = _event(scene, main, dating, voice, told, main).event
            event = replace(event, quotes=whole.quotes, certainty=whole.certainty, who=whole.who)
        yield replace(found, event=event)


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
    who = _who(scene, reading, voice, told, is_main)
    floor = voice.floor if is_main else _floor(clauses, predicate)
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
        nouns=words_in(clauses, *_tokens_of(clauses, clause), skipped),
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
        first = min(_floor(scene.clauses, reading.predicate), reading.predicate.first)
    while end - 1 > first and tokens[end - 1].tag in ("SF", "SP", "SE"):
        end -= 1
    while first < end - 1 and tokens[first].tag in ("SP", "SF", "SE", "SW"):
        first += 1
    return scene.clauses.span(first, max(end, first + 1))


def _is_named(scene: Scene, phrase: NounPhrase) -> bool:
    """Whether a phrase ends with the name of somebody: as a subject it acts, and is not acted on."""
    last = scene.clauses.tokens[phrase.last - 1]
    return any(mention.span.start <= last.start < mention.span.end for mention in scene.names.mentions_in(phrase.span))


def _tokens_of(clauses: Clauses, clause: Span) -> tuple[int, int]:
    """The tokens that begin in a clause: [first, last)."""
    starts = [token.start for token in clauses.tokens]
    return bisect_left(starts, clause.start), bisect_left(starts, clause.end)


def _floor(clauses: Clauses, predicate: Predicate) -> int:
    """The first token of the clause of a predicate: what follows the last clause that ended before it."""
    for other in reversed(clauses.predicates):
        if other.last <= predicate.first and (
            other.kind in (Kind.FINAL, Kind.REPORTED)
            or (other.kind is Kind.JOINED and any(t.tag == "EP" for t in clauses.tokens[other.first : other.last]))
        ):
            return other.last
    return 0


def _who(scene: Scene, reading: Reading, voice: Voice, told: Told, is_main: bool) -> tuple[str, ...]:
    clauses, predicate = scene.clauses, reading.predicate
    floor = voice.floor if is_main else 0
    if not is_main and (modified := _modified(scene, predicate)):
        return _merge(modified, partners_of(scene.names, clauses, scene.phrases, predicate, floor))
    if not is_main and reading.status is Status.ALLEGED and _is_charge(scene, predicate):
        return _accused(scene, predicate)
    describes = predicate.kind is Kind.ADNOMINAL and not is_before_bound_noun(clauses, predicate)
    if describes and not is_main and not _has_object(scene, predicate):
        subjects = tuple(p for p in subject_of(clauses, scene.phrases, predicate, floor) if p.is_subject)
        partners = partners_of(scene.names, clauses, scene.phrases, predicate, floor)
        if not subjects and (_is_said_of_topic(scene, predicate) or _is_done_to_object(scene, predicate)):
            return _topic(scene, reading)
        if not partners:
            return _all_named(scene, subjects)
        return _merge(_all_named(scene, subjects) or told.topic, partners)
    outside = is_main and voice.is_outside and not reading.quotes
    if outside and voice.by_circle:
        floor = max(floor, _floor(clauses, predicate))
    by_media = is_main and reading.has_tail and reading.basis is Basis.MEDIA
    subjects = subject_of(clauses, scene.phrases, predicate, floor, is_main and reading.has_tail, by_media)
    if (outside or by_media) and voice.phrase in subjects:
        return ()
    actors = _all_named(scene, subjects)
    if not actors and not subjects and is_main and reading.quotes:
        actors = tuple(name for name in (voice.source,) if name in scene.known)
    if not actors and subjects and subjects[0].is_topic:
        actors = _earlier_topic(scene, reading, subjects[0])
    if not actors and not outside:
        actors = unmarked_subject(scene.names, clauses, scene.phrases, predicate, floor)
    if not actors and not subjects and not (outside and voice.by_circle) and _runs_on(scene, reading, told):
        actors = told.topic
    if not actors:
        return ()
    return _merge(
        actors,
        partners_of(scene.names, clauses, scene.phrases, predicate, floor),
        allies_of(scene.names, clauses, scene.phrases, predicate, floor),
    )


def _earlier_topic(scene: Scene, reading: Reading, topic: NounPhrase) -> tuple[str, ...]:
    """The actor of A는 X하지만 Y는 Z하지 않을 예정이다, where Y is what A plans for or what A does something to."""
    first = next((p for p in scene.phrases if p.is_topic), topic)
    planned = reading.status in (Status.PLANNED, Status.PURSUED, Status.CONSIDERED)
    if first is topic or not (planned or _is_fronted(scene, reading.predicate, topic)):
        return ()
    return _all_named(scene, (first,))


def _is_fronted(scene: Scene, predicate: Predicate, topic: NounPhrase) -> bool:
    """Whether a topic is the object of a verb that has none: 값은 올렸지만 시기는 정하지 못했다."""
    words = scene.clauses.tokens[predicate.first : predicate.last]
    passive = any(t.tagged in ("되/XSV", "지/VX", "당하/XSV", "받/VV") or t.tag in ("VCP", "VCN", "VA") for t in words)
    between = [p for p in scene.phrases if topic.after <= p.first and p.after <= predicate.first]
    has_object = any(p.josa in (("을",), ("를",)) for p in between)
    return not passive and not has_object and words[0].form in word_set("object_verbs")


def _all_named(scene: Scene, phrases: Sequence[NounPhrase]) -> tuple[str, ...]:
    joined = with_joined(scene.clauses, scene.phrases, tuple(phrases))
    return _merge(*(named(scene.names, scene.clauses, phrase) for phrase in joined))


def _merge(*groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))


def _has_object(scene: Scene, predicate: Predicate) -> bool:
    before = [p for p in scene.phrases if p.after <= predicate.first]
    return bool(before) and before[-1].josa in (("을",), ("를",)) and before[-1].after == predicate.first


def _is_charge(scene: Scene, predicate: Predicate) -> bool:
    """Whether a clause says with what somebody is charged: 빼돌린 혐의로."""
    head = next((p for p in scene.phrases if p.first == predicate.last), None)
    return head is not None and head.josa[:1] in (("로",), ("으로",))


def _accused(scene: Scene, predicate: Predicate) -> tuple[str, ...]:
    """Who is charged: the object of the verb behind the charge, or its subject where it is passive."""
    clauses = scene.clauses
    verb = next((p for p in clauses.predicates if p.first >= predicate.last), None)
    if verb is None:
        return ()
    objects = tuple(
        p for p in scene.phrases
        if predicate.last <= p.first and p.after <= verb.first and p.josa in (("을",), ("를",))
    )  # fmt: skip
    if any(t.tagged in ("되/XSV", "받/XSV", "받/VV") for t in clauses.tokens[verb.first : verb.last]):
        return _all_named(scene, subject_of(clauses, scene.phrases, verb))
    return _all_named(scene, objects[-1:])


def _modified(scene: Scene, predicate: Predicate) -> tuple[str, ...]:
    """The actors that a clause stands before and that do what it tells: 오션테크를 인수한 한빛전자, 출범한 한빛전자."""
    clauses = scene.clauses
    head = next((p for p in scene.phrases if p.first == predicate.last), None)
    if predicate.kind is not Kind.ADNOMINAL or head is None or is_spell(clauses, head):
        return ()
    if any(p.is_subject for p in subject_of(clauses, scene.phrases, predicate)):
        return ()
    words = clauses.tokens[predicate.first : predicate.last]
    alone = any(t.tagged in ("되/XSV", "지/VX") or t.form in word_set("alone_verbs") for t in words)
    return named(scene.names, clauses, head) if alone or _has_object(scene, predicate) else ()


def _is_said_of_topic(scene: Scene, predicate: Predicate) -> bool:
    """Whether the noun behind a clause is what the topic is said to be: A는 2022년 설립된 기업이다."""
    clauses = scene.clauses
    after = next((p for p in clauses.predicates if p.last > predicate.last), None)
    if after is None or clauses.tokens[after.last - 1].tag != "EF":
        return False
    between = clauses.tokens[predicate.last : after.last]
    return any(t.tag == "VCP" for t in between) and not any(t.tag[0] == "J" and t.tag != "JKG" for t in between)


def _is_done_to_object(scene: Scene, predicate: Predicate) -> bool:
    """Whether a clause tells what the topic did to the object behind it: A는 2021년 인수한 공장을 매각했다."""
    head = next((p for p in scene.phrases if p.first == predicate.last), None)
    topic = next((p for p in scene.phrases if p.is_topic and p.after <= predicate.first), None)
    words = scene.clauses.tokens[predicate.first : predicate.last]
    alone = any(t.tagged in ("되/XSV", "지/VX") or t.form in word_set("alone_verbs") for t in words)
    does = words[0].tag in ("NNG", "XR") or words[0].form in word_set("object_verbs")
    return topic is not None and head is not None and head.josa in (("을",), ("를",)) and does and not alone


def _runs_on(scene: Scene, reading: Reading, told: Told) -> bool:
    """Whether a clause without a subject goes on with the topic of the sentences before it."""
    if not told.topic or reading.quotes:
        return False
    words = {t.tagged for t in scene.clauses.tokens[reading.predicate.first : reading.predicate.last]}
    if words & _PASSES and any(_SUBJECT.match(scene.document.text, t.evidence.span.end) for t in scene.times):
        return False  # 1분기는 이달 말 끝난다
    return "되/XSV" not in words and reading.rule_name != "event.stated.property"


def _topic(scene: Scene, main: Reading) -> tuple[str, ...]:
    """The actors that the sentence is about: those of its topic, else of its subject."""
    for phrase in scene.phrases:
        if phrase.is_topic or (phrase.is_subject and phrase.after <= main.predicate.first):
            actors = named(scene.names, scene.clauses, phrase)
            if actors:
                return actors
    return ()
