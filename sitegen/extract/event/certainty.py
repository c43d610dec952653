"""How sure an event is: what became of it, on whose word, and which of the sentence's predicates says so."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from sitegen.extract.event.clause import QUOTED, Clauses, Kind, Predicate
from sitegen.model.facts import Basis, Status
from sitegen.rules.likely import likely
from sitegen.rules.rule import Rule, load

_TO_COME = frozenset({Status.PLANNED, Status.EXPECTED, Status.CONSIDERED, Status.PURSUED})
_FIXES = frozenset({"잡", "정하", "예정", "예고", "계획", "못박"})  # what is said of a day when a thing is put on it
_UNITS = frozenset(
    {"년", "월", "일", "시", "주", "분기", "반기", "상반기", "하반기", "초", "중순", "말", "중"}
)  # of times
_TAIL = " ¦ "
_ORDER_TO = re.compile(r"(?<!이/VCP )(?<!아니/VCN )(?:[^ ]*(?:으라고|자고)|라고|달라고)/EC$")


@dataclass(frozen=True)
class Reading:
    """What `basis.toml` and `status.toml` say of one predicate.

    *predicate* is the event's, *last* the token after the words that belong to it (its join); what stands from *tail*
    on only says who knows it, and from *saying* on, who says so (숨진 | 것으로 추산된다고 | 밝혔다). *status_rule* is None where no rule tells what became of it.
    """

    predicate: Predicate
    last: int
    tail: int
    has_tail: bool
    saying: int
    status_rule: Rule | None
    basis_rule: Rule | None

    @cached_property
    def rule_name(self) -> str:
        """The status rule that won."""
        return self.status_rule.name if self.status_rule else "event.stated.fallback"

    @cached_property
    def status(self) -> Status:
        return Status(self.status_rule.args["status"]) if self.status_rule else Status.STATED

    @cached_property
    def basis(self) -> Basis:
        return Basis(self.basis_rule.args["basis"]) if self.basis_rule else Basis.WRITER

    @cached_property
    def quotes(self) -> bool:
        """Whether the event is the saying of a quotation."""
        return self.basis_rule is not None and _is_speech(self.basis_rule)


def _is_speech(basis: Rule) -> bool:
    return basis.name.endswith((".quoted", ".thus"))


def read_main(clauses: Clauses, last: Predicate) -> Reading | None:
    """The reading of the sentence that ends with the predicate *last*."""
    tags = clauses.tags[: clauses.starts[last.last] - 1]
    basis, tail = _basis(clauses, tags)
    content = saying = clauses.token_at(tail) if tail >= 0 else last.last
    if tail >= 0 and _ORDER_TO.search(tags[: tail - 1]):
        content, saying, tail = last.last, last.last, -1  # 마련하라고 지시했다: what was ordered is no event yet
    elif tail >= 0:
        _, inner = _basis(clauses, tags[: tail - 1])  # 숨진 것으로 추산된다고 밝혔다
        if inner >= 0:
            content, tail = clauses.token_at(inner), inner
    predicate = clauses.ending_at(content)
    if predicate is None:
        return None
    marked = tags if tail < 0 else tags[: tail - 1] + _TAIL + tags[tail:]
    rule, match = _status(marked)
    if basis is not None and _is_speech(basis):
        rule, match = _status_of_speech(clauses, content, rule, match)
    end = predicate.last
    if match is not None:
        predicate, end = _framed(clauses, predicate, content, match)
    if end > content or predicate.last > content:
        end = predicate.last
    return Reading(predicate, max(end, predicate.last), content, tail >= 0, saying, rule, basis)


def read_part(
    clauses: Clauses, part: Predicate, main: Reading, over: bool = False, ahead: bool = False, apart: bool = False
) -> Reading:
    """The reading of a predicate that is not the sentence's last; what it does not say itself is as in *main*.

    *over* tells that its day lies before publication (3일 협약을 맺고 함께 개발하기로 했다), *ahead* that it lies
    behind it (내년 3월 개장하는 매장을 공개했다), *apart* that the main clause has another (17일 입국해 20일까지 머문다).
    """
    nested = _nested(clauses, part)
    if nested is not None:
        return nested
    end = part.last
    words = clauses.tags[: clauses.starts[end] - 1]
    longer = _frame_after(clauses, part)
    rule, match = _status(clauses.tags[: clauses.starts[longer] - 1] if longer > end else words)
    if rule is not None and match is not None and longer > end and _start(match, "frame") < 0:
        rule, match = _status(words)
    ending = clauses.tokens[end - 1]
    untensed = not any(token.tag == "EP" for token in clauses.tokens[part.first : end])
    if (untensed and ending.tag == "EC") or (ending.tag == "ETM" and ending.form == "는"):
        rule = rule if rule and _keeps(rule) else main.status_rule
        settled = rule is not None and rule.args["status"] in ("dropped", "denied", "stated", "alleged")
        chained = not apart and ending.form in ("어", "아", "어서", "아서")  # 헬기를 띄워 수색을 시작할: one deed
        if settled or (over and not chained and rule is not None and rule.args["status"] == "planned"):
            rule = _rule("event.happened.past")
        if ahead and rule is not None and rule.args["status"] in ("happened", "ongoing"):
            rule = _rule("event.planned.present")
    if rule is not None and rule.args["status"] == "happened" and clauses.charge_of(part) not in (None, part):
        rule = _rule("event.alleged")
    if rule is not None and rule.args["status"] == "happened" and _fixes_day(clauses, part):
        # 17일로 잡았던 집회를 철회했다; 9월로 잡은 개장은
        gone = main.status is Status.DROPPED
        rule = _rule("event.dropped.former" if gone else "event.planned.present")
    then = clauses.tokens[end].form if end < len(clauses.tokens) else ""
    if ending.tag == "ETM" and then in ("뒤", "후", "다음", "직후") and not over and main.status in _TO_COME:
        rule = main.status_rule  # 발표한 뒤 보낼 예정이다
    basis = main.basis_rule if main.has_tail and part.last <= main.tail else None
    if basis is not None and basis.args["basis"] == "analysis" and not untensed and ending.tag == "EC":
        basis = None  # A는 X했지만 업계는 Y할 것으로 본다: the first half is told by the writer
    return Reading(part, end, end, False, end, rule, basis)


def _fixes_day(clauses: Clauses, part: Predicate) -> bool:
    """Whether a clause before a noun only tells on which day the thing was to be: 17일로 잡았던 집회; not 담보로 잡은 주식."""
    if clauses.tokens[part.last - 1].tag != "ETM" or clauses.tokens[part.first].form not in _FIXES or part.first < 2:
        return False
    unit, josa = clauses.tokens[part.first - 2 : part.first]
    earlier = max((p.last for p in clauses.predicates if p.last <= part.first), default=0)
    if any(token.tag == "JKO" for token in clauses.tokens[earlier : part.first]):
        return False  # 개천절을 10월 3일로 정한 법
    return josa.tagged in ("로/JKB", "으로/JKB") and unit.form in _UNITS and unit.tag.startswith(("NN", "XSN"))


def _keeps(rule: Rule) -> bool:
    """Whether a conjunct without a tense of its own is what *rule* says all the same: 투자하기로 하고 …"""
    return rule.args["status"] in ("considered", "pursued") or rule.name == "event.planned.intent"


def as_scene(reading: Reading) -> Reading:
    """*reading* of a present tense that only paints a scene: 새벽 5시, 어부들이 모여든다."""
    return replace(reading, status_rule=_rule("event.stated.habit") or reading.status_rule)


def as_happened(reading: Reading) -> Reading:
    """*reading* of a clause whose tense only looks ahead: 착공을 연기할 때."""
    return replace(reading, status_rule=_rule("event.happened.past") or reading.status_rule)


def _rule(name: str) -> Rule | None:
    return next((rule for rule in load("status") if rule.name == name), None)


def as_planned(reading: Reading) -> Reading:
    """*reading* of a present tense that a day ahead makes a plan: 결과는 오는 10일 나온다."""
    return replace(reading, status_rule=_rule("event.planned.present") or reading.status_rule)


def _nested(clauses: Clauses, part: Predicate) -> Reading | None:
    """The reading of a conjunct that somebody says: 흉기를 휘두른 것으로 보고 …"""
    index = clauses.predicates.index(part)
    if index + 1 >= len(clauses.predicates) or clauses.predicates[index + 1].kind is not Kind.JOINED:
        return None
    reading = read_main(clauses, clauses.predicates[index + 1])
    return reading if reading is not None and reading.has_tail and reading.predicate is part else None


def _basis(clauses: Clauses, tags: str) -> tuple[Rule | None, int]:
    """The rule that says on whose word it stands, and where in *tags* its tail begins; -1 where it has none."""
    for rule in likely("basis", tags):
        match = rule.pattern.search(tags)
        if match is None:
            continue
        tail = max(_start(match, "tail"), _start(match, "tail2"))
        if tail >= 0 and clauses.ending_at(clauses.token_at(tail)) is None:
            continue
        return rule, tail
    return None, -1


def _status(tags: str) -> tuple[Rule | None, re.Match[str] | None]:
    bar = tags.find("¦")
    for rule in likely("status", tags):
        match = rule.pattern.search(tags)
        # What stands behind the bar tells of the knowing, not of the event.
        if match is not None and (bar < 0 or match.start() < bar):
            return rule, match
    return None, None


def _status_of_speech(
    clauses: Clauses, content: int, rule: Rule | None, match: re.Match[str] | None
) -> tuple[Rule | None, re.Match[str] | None]:
    """What becomes of a saying: it happened, unless its verb or its words deny or weigh."""
    if rule is not None and rule.name == "event.denied.verb":
        return rule, match
    spoken = [token for token in clauses.tokens[:content] if token.tag == QUOTED]
    for token in reversed(spoken):
        words = " ".join(
            m.tagged
            for m in clauses.sentence.morphs
            if token.start <= m.start < token.end and m.tag not in ("SSO", "SSC", "SS")
        )
        said, _ = _status(words + " »")
        weighed = said is not None and said.name == "event.considered.quoted" and token is spoken[-1]
        if said is not None and (weighed or said.name == "event.denied.quoted"):
            return said, None
    return rule, match


def _framed(clauses: Clauses, predicate: Predicate, content: int, match: re.Match[str]) -> tuple[Predicate, int]:
    """The predicate that a status rule's frame or join belongs to, and the token after its words."""
    start = max(_start(match, "frame"), _start(match, "frame2"))
    if start >= 0:
        framed = clauses.ending_at(clauses.token_at(start))
        return (framed, framed.last) if framed else (predicate, predicate.last)
    start = _start(match, "join")
    if start >= 0:
        joined = clauses.ending_at(clauses.token_at(start))
        return (joined, content) if joined else (predicate, predicate.last)
    return predicate, predicate.last


def _frame_after(clauses: Clauses, part: Predicate) -> int:
    """The end of the words after *part* without which it says too much: 예정이었으나, 예정이던, 혐의."""
    index = clauses.predicates.index(part)
    if index + 1 >= len(clauses.predicates):
        return part.last
    if part.last < len(clauses.tokens) and clauses.tokens[part.last].form in ("혐의", "의혹"):
        return part.last + 1
    after = clauses.predicates[index + 1]
    nouns = clauses.tokens[part.last : after.last]
    if after.first == part.last and any(token.tag == "VCP" for token in nouns):
        return after.last
    return part.last


def _start(match: re.Match[str], name: str) -> int:
    return match.start(name) if name in match.re.groupindex else -1
