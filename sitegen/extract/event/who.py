"""One sentence with what was found in it, and who acts in each of its clauses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sitegen.extract.event.actors import (
    AUTHORITY,
    allies_of,
    is_spell,
    named,
    partners_of,
    subject_of,
    unmarked_subject,
    with_joined,
)
from sitegen.extract.event.certainty import Reading
from sitegen.extract.event.clause import Clauses, Kind, Predicate
from sitegen.extract.event.phrases import NounPhrase
from sitegen.extract.event.source import Told, Voice
from sitegen.extract.event.theme import is_before_bound_noun, is_gathering
from sitegen.extract.names import Names
from sitegen.model.facts import Amount, Basis, Quote, Status, Time
from sitegen.model.text import Document
from sitegen.rules.rule import word_set

# What a stretch of time does, and the particles of a subject.
_PASSES = frozenset({"끝나/VV", "지나/VV", "저물/VV", "다가오/VV", "시작/NNG", "남/VV"})
_UNDERGOES = frozenset({"되/XSV", "받/XSV", "받/VV", "지/VX", "넘겨지/VV"})
_BODY = re.compile(
    r"(?:위원회|[가-힣]{2}부|[가-힣]{2}처|법원|검찰|경찰|정부)$"
)  # acts, and is nothing that is put first
_HEADS = re.compile(r"[\d,.만천백십여몇]+명")  # a count of people
_SUBJECT = re.compile(r"[은는이가](?![가-힣])")


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
    _actors: dict[int, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)  # by first token

    def actors(self, phrase: NounPhrase) -> tuple[str, ...]:
        """The canonical actors that the head of a phrase of the sentence names, as `named` says."""
        found = self._actors.get(phrase.first)
        if found is None:
            found = self._actors[phrase.first] = named(self.names, self.clauses, phrase)
        return found


def floor_of(clauses: Clauses, predicate: Predicate) -> int:
    """The first token of the clause of a predicate: what follows the last clause that ended before it."""
    for other in reversed(clauses.predicates):
        if other.last <= predicate.first and (
            other.kind in (Kind.FINAL, Kind.REPORTED)
            or (other.kind is Kind.JOINED and any(t.tag == "EP" for t in clauses.tokens[other.first : other.last]))
        ):
            return other.last
    return 0


def who_of(scene: Scene, reading: Reading, voice: Voice, told: Told, is_main: bool) -> tuple[str, ...]:
    clauses, predicate = scene.clauses, reading.predicate
    floor = voice.floor if is_main else 0
    if not is_main and (modified := _modified(scene, predicate)):
        return _merge(modified, partners_of(scene.names, clauses, scene.phrases, predicate, floor))
    if not is_main and is_gathering(clauses, predicate):
        return ()  # A가 22일 치러진 선거에서 이겼다: it was held, and not by A
    if not is_main and _is_deed_of_people(scene, predicate):
        return _all_named(scene, tuple(p for p in scene.phrases if p.first == predicate.last))
    if _passes(scene, predicate):
        return ()
    charge = None if is_main else clauses.charge_of(predicate)
    if charge is not None and _is_charge(scene, charge):
        return _accused(scene, charge)
    describes = predicate.kind is Kind.ADNOMINAL and not is_before_bound_noun(clauses, predicate)
    if describes and not is_main and not _has_object(scene, predicate):
        subjects = tuple(p for p in subject_of(clauses, scene.phrases, predicate, floor) if p.is_subject)
        partners = partners_of(scene.names, clauses, scene.phrases, predicate, floor)
        if not subjects and (_is_said_of_topic(scene, predicate) or _is_done_to_object(scene, predicate)):
            return topic_of(scene, reading)
        if not partners:
            return _all_named(scene, subjects)
        return _merge(_all_named(scene, subjects) or told.topic, partners)
    outside = is_main and voice.is_outside and not reading.quotes
    if outside and voice.by_circle:
        floor = max(floor, floor_of(clauses, predicate))
    by_media = is_main and reading.has_tail and reading.basis is Basis.MEDIA
    subjects = subject_of(clauses, scene.phrases, predicate, floor, is_main and reading.has_tail, by_media)
    if is_main and (granting := _who_grants(scene, predicate, subjects)):
        return _all_named(scene, (granting,))
    if (outside or by_media) and voice.phrase in subjects:
        return ()
    actors = _all_named(scene, subjects)
    if not actors and not subjects and is_main and reading.quotes:
        actors = tuple(name for name in (voice.source,) if name in scene.known)
    if not actors and subjects and subjects[0].is_topic:
        actors = _earlier_topic(scene, reading, subjects[0])
        topics = [p for p in scene.phrases if p.is_topic and p.after <= predicate.first]
        alone = topics == [subjects[0]] and not _BODY.search(subjects[0].word)
        if not actors and alone and _is_fronted(scene, predicate, subjects[0]) and _runs_on(scene, reading, told):
            actors = told.topic  # 결과는 다음 달 발표할 예정이다: whoever is spoken of
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


def _who_grants(scene: Scene, predicate: Predicate, subjects: Sequence[NounPhrase]) -> NounPhrase | None:
    """The topic of a sentence that grants what another is to do: 공정위는 A가 B를 인수하는 안건을 승인했다고 밝혔다. None
    where the subject does not belong to the clause before what is granted."""
    if len(subjects) != 1 or subjects[0].is_topic or AUTHORITY.search(subjects[0].word):
        return None
    if scene.clauses.tokens[predicate.first].form not in word_set("granting_verbs"):
        return None
    own = next((p for p in scene.clauses.predicates if p.first >= subjects[0].after), predicate)
    topic = next((p for p in scene.phrases if p.is_topic and p.after <= subjects[0].first), None)
    inside = own.kind is Kind.ADNOMINAL and scene.clauses.tokens[own.last - 1].form in ("는", "ᆯ", "을")
    return topic if inside and own.last <= predicate.first else None


def _earlier_topic(scene: Scene, reading: Reading, topic: NounPhrase) -> tuple[str, ...]:
    """The actor of A는 X하지만 Y는 Z하지 않을 예정이다, where Y is what A plans for or what A does something to."""
    first = next((p for p in scene.phrases if p.is_topic), topic)
    planned = reading.status in (Status.PLANNED, Status.PURSUED, Status.CONSIDERED) and not _is_of_people(topic)
    if first is topic or not (planned or _is_fronted(scene, reading.predicate, topic)):
        return ()
    return _all_named(scene, (first,))


def _is_of_people(topic: NounPhrase) -> bool:
    """Whether a topic is people without a name, who act for themselves: 시는 조건을 바꾸고, 주민 214명은 소를 취하한다."""
    word = topic.word.removesuffix("들")
    lists = ("collective_actors", "person_unnamed", "speaker_nouns")
    return bool(_HEADS.fullmatch(word)) or any(word in word_set(name) for name in lists)


def _is_fronted(scene: Scene, predicate: Predicate, topic: NounPhrase) -> bool:
    """Whether a topic is the object of a verb that has none: 값은 올렸지만 시기는 정하지 못했다."""
    words = scene.clauses.tokens[predicate.first : predicate.last]
    passive = any(t.tagged in ("되/XSV", "지/VX", "당하/XSV", "받/VV") or t.tag in ("VCP", "VCN", "VA") for t in words)
    between = [p for p in scene.phrases if topic.after <= p.first and p.after <= predicate.first]
    others = [p for p in scene.clauses.predicates if p.last <= predicate.first]
    has_object = any(  # 조항은 반발을 고려해 | 철회했다: that of another verb is not its own
        p.josa in (("을",), ("를",)) and not any(p.after <= other.first for other in others) for p in between
    )
    return not passive and not has_object and words[0].form in word_set("object_verbs")


def _all_named(scene: Scene, phrases: Sequence[NounPhrase]) -> tuple[str, ...]:
    # 한빛전자와 누리테크 등 12개사 대표가: whose they are, and not who acts; but 홍 대표와 민 장관 등 200명이
    acting = [
        p for p in phrases
        if scene.actors(p)
        or all(m.kind == "person" for m in scene.names.mentions_in(p.span)[:1])
    ]  # fmt: skip
    joined = with_joined(scene.clauses, scene.phrases, tuple(acting))
    return _merge(*(scene.actors(phrase) for phrase in joined))


def _merge(*groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))


def _has_object(scene: Scene, predicate: Predicate) -> bool:
    before = [p for p in scene.phrases if p.after <= predicate.first]
    return bool(before) and before[-1].josa in (("을",), ("를",)) and before[-1].after == predicate.first


def _is_charge(scene: Scene, predicate: Predicate) -> bool:
    """Whether a clause says with what somebody is charged: 빼돌린 혐의로, 빼돌린 혐의를 받는 A를."""
    head = next((p for p in scene.phrases if p.first == predicate.last), None)
    if head is None:
        return False
    after = next((p for p in scene.clauses.predicates if p.first == head.after), None)
    under = after is not None and after.kind is Kind.ADNOMINAL and scene.clauses.tokens[after.first].tagged == "받/VV"
    return head.josa[:1] in (("로",), ("으로",)) or (under and head.josa[:1] in (("를",), ("을",)))


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
    if any(t.tagged in _UNDERGOES for t in clauses.tokens[verb.first : verb.last]):
        own = [p for p in scene.phrases if p.is_subject and p.after <= verb.first]
        if own:  # 혐의로 A가 구속된 뒤; of 아들이 투약한 혐의로 구속된 A nobody can say
            return _all_named(scene, tuple(p for p in own[-1:] if p.first >= predicate.last))
        head = next((p for p in scene.phrases if p.first == verb.last), None)
        if verb.kind is Kind.ADNOMINAL and head is not None and not is_spell(clauses, head):  # 혐의로 기소된 A에게
            whose = any(t.tag == "JKG" for t in clauses.tokens[head.first : head.last])
            return () if whose else _all_named(scene, (head,))
        subjects = subject_of(clauses, scene.phrases, verb)
        return _all_named(scene, tuple(p for p in subjects if not AUTHORITY.search(p.word)))
    return _all_named(scene, objects[-1:])


def _modified(scene: Scene, predicate: Predicate) -> tuple[str, ...]:
    """The actors that a clause stands before and that do what it tells: 오션테크를 인수한 한빛전자, 출범한 한빛전자."""
    clauses = scene.clauses
    head = next((p for p in scene.phrases if p.first == predicate.last), None)
    if predicate.kind is not Kind.ADNOMINAL or head is None or is_spell(clauses, head):
        return ()
    if any(t.tag == "JKG" for t in clauses.tokens[head.first : head.last]):
        return ()  # 기소된 배우의 소속사 가람
    if any(p.is_subject for p in subject_of(clauses, scene.phrases, predicate)):
        return ()
    words = clauses.tokens[predicate.first : predicate.last]
    alone = any(t.tagged in ("되/XSV", "지/VX") or t.form in word_set("alone_verbs") for t in words)
    return scene.actors(head) if alone or _has_object(scene, predicate) else ()


def _is_agent(head: NounPhrase) -> bool:
    """Whether a noun without a name is somebody who does things: 주민들, 업체, 남성."""
    word = head.word.removesuffix("들")
    if word == "인사":
        return False  # also 차관 인사
    return head.word.endswith(("들", "씨")) or any(
        word in word_set(name) for name in ("collective_actors", "person_unnamed", "speaker_nouns", "org_generic")
    )


def _is_deed_of_people(scene: Scene, predicate: Predicate) -> bool:
    """Whether the people behind a clause, who have no name, do what it tells: 시는 공청회를 방해한 주민들을 고발했다."""
    head = next((p for p in scene.phrases if p.first == predicate.last), None)
    if predicate.kind is not Kind.ADNOMINAL or head is None or not _is_agent(head) or is_spell(scene.clauses, head):
        return False
    if _is_said_of_topic(scene, predicate) or (head.josa in (("로",), ("으로",)) and head.comma):
        return False  # A는 1987년 문을 연 회사로, …
    own = any(p.is_subject for p in subject_of(scene.clauses, scene.phrases, predicate))
    return _has_object(scene, predicate) and not own


def _passes(scene: Scene, predicate: Predicate) -> bool:
    """Whether it is a thing that passes: 10월 16일 본회의를 통과한 법안. Who brought it in is another."""
    tokens = scene.clauses.tokens[predicate.first : predicate.last]
    before = [p for p in scene.phrases if p.after <= predicate.first]
    passes = tokens[0].form == "통과" and any(t.tagged == "하/XSV" for t in tokens)
    return (
        passes and bool(before) and before[-1].word.endswith(("회의", "상임위", "국회", "의회", "위원회", "문턱", "위"))
    )


def _is_said_of_topic(scene: Scene, predicate: Predicate) -> bool:
    """Whether the noun behind a clause is what the topic is said to be: A는 2022년 설립된 기업이다."""
    clauses = scene.clauses
    after = next((p for p in clauses.predicates if p.last > predicate.last), None)
    if after is None or clauses.tokens[after.last - 1].tag != "EF":
        return False
    between = clauses.tokens[predicate.last : after.last]
    return any(t.tag == "VCP" for t in between) and not any(t.tag[0] == "J" and t.tag != "JKG" for t in between)


def _is_done_to_object(scene: Scene, predicate: Predicate) -> bool:
    """Whether a clause tells what the topic did to the noun behind it: A는 2021년 인수한 공장을 매각했다, 4일 연 회견에서."""
    end = _behind_intent(scene, predicate)
    head = next((p for p in scene.phrases if p.first == end), None)
    topic = next((p for p in scene.phrases if p.is_topic and p.after <= predicate.first), None)
    words = scene.clauses.tokens[predicate.first : predicate.last]
    alone = any(t.tagged in ("되/XSV", "지/VX") or t.form in word_set("alone_verbs") for t in words)
    does = words[0].form in word_set("object_verbs")
    if not does and head is not None and not (_is_agent(head) or scene.actors(head)):
        does = words[0].tag in ("NNG", "XR")  # of 담합한 한빛전자에 nobody but the firm did it
    return topic is not None and head is not None and head.josa not in (("이",), ("가",)) and does and not alone


def _behind_intent(scene: Scene, predicate: Predicate) -> int:
    """The token after a clause before a noun, and after what only says that it was meant: 22일 열 예정이던 | 회의."""
    after = next((p for p in scene.clauses.predicates if p.first == predicate.last), None)
    if after is None or after.kind is not Kind.ADNOMINAL:
        return predicate.last
    meant = any(t.tag == "VCP" for t in scene.clauses.tokens[after.first : after.last])
    return after.last if meant else predicate.last


def _runs_on(scene: Scene, reading: Reading, told: Told) -> bool:
    """Whether a clause without a subject goes on with the topic of the sentences before it."""
    if not told.topic or reading.quotes:
        return False
    words = {t.tagged for t in scene.clauses.tokens[reading.predicate.first : reading.predicate.last]}
    if words & _PASSES and any(_SUBJECT.match(scene.document.text, t.evidence.span.end) for t in scene.times):
        return False  # 1분기는 이달 말 끝난다
    return not words & {"되/XSV", "지/VX"} and reading.rule_name != "event.stated.property"


def topic_of(scene: Scene, main: Reading) -> tuple[str, ...]:
    """The actors that the sentence is about: those of its topic, else of its subject."""
    for number, phrase in enumerate(scene.phrases):
        if phrase.is_subject and _describes_topic(scene, number):
            continue  # 구단이 밝힌 이적료는 200만유로다
        if phrase.is_topic or (phrase.is_subject and phrase.after <= main.predicate.first):
            actors = scene.actors(phrase)
            if actors:
                return actors
    return ()


def _describes_topic(scene: Scene, number: int) -> bool:
    """Whether the clause of a subject stands right before the topic: 구단이 밝힌 이적료는."""
    verb = next((p for p in scene.clauses.predicates if p.first >= scene.phrases[number].after), None)
    head = next((p for p in scene.phrases[number + 1 :] if verb is not None and p.first == verb.last), None)
    return verb is not None and verb.kind is Kind.ADNOMINAL and head is not None and head.is_topic
