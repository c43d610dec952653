"""The words around a day that counts from the story: whose day it is, and which others lend their day to it."""

import re

from sitegen.extract.time.chain import Expression
from sitegen.extract.time.frame import Around, Story
from sitegen.extract.time.points import Point, day_of
from sitegen.model.facts import Precision
from sitegen.model.text import Document, Sentence

_DAYS = (Precision.DAY, Precision.PART, Precision.MINUTE)
_EXPLAINED = re.compile(r"\(|인 ")
_AFTERWARDS = frozenset({"뒤", "후", "직후", "다음"})  # 하루 묵은 뒤 이튿날
_OPENING = re.compile(
    r"^[\s▲△■◇◆○●▶·\-]*(?:(?:또|또한|그리고|이어|다만|그러나|하지만|특히|실제로|실제|이로써|결국),?\s)?"
)
_LISTING = re.compile(r"에는|엔|에도")
_SPEECH = re.compile(
    r"[“\"]|말했|밝혔|강조했|지적했|비판했|촉구했|반발했|환영했|내다봤|전망했|주장했|반박했|설명했|보고서|논평|성명|입장문|유감|통화"
)
_OCCASION = re.compile(r"\s(?:오전 |오후 )?([가-힣]{1,8}?)(?:에서는|에서도|에서|에는|에도|엔|으로|로|은|는|의)(?=\s)")
_SCENE = re.compile(
    r"[^,.“”\"‘’]{0,24}?(?<![가-힣])(?:난|발생한|일어난|벌어진|터진|열린|치러진|진행된|개최된)\s(?:[^\s,.]+\s){0,2}?"
    r"[^\s,.]+(?:에서는?|으로|로)(?=\s)"
    r"|[^.“”\"]*?\s혐의를 받"  # `지난 2일 점원을 때린 혐의를 받는다` tells what happened on the 2nd
)


def around_of(document: Document, sentence: Sentence, expression: Expression, story: Story) -> Around:
    """What stands around *expression*, as far as its day may depend on it; nothing where it cannot."""
    anchor = expression.piece("dayanchor")
    if not anchor and not expression.piece("day"):
        return Around()
    text, span, whole = document.text, expression.span, sentence.span
    topic = _OPENING.sub("", text[whole.start : span.start], count=1).strip()
    listing = _LISTING.match(text, span.end) is not None
    if not anchor:
        return Around(topic, listing=listing)
    if anchor.rule.args.get("that"):
        occasion = (topic.split() or [""])[-1]
    elif anchor.get("word") == "이날":
        occasion = _occasion_behind(document, sentence, span.end)
    else:
        occasion = _occasion_before(sentence, span.start)
    speech = _SPEECH.search(text, span.end, whole.end) is not None
    return Around(topic, speech, occasion, _explained_by(document, expression, story), listing)


def _occasion_behind(document: Document, sentence: Sentence, end: int) -> str:
    """The noun that 이날 belongs to: 이날 회의에서."""
    match = _OCCASION.match(document.text, end, sentence.span.end)
    after = next((morph for morph in sentence.morphs if morph.start >= end), None)
    return match.group(1) if match and after and after.tag == "NNG" and after.start >= match.start(1) else ""


def _occasion_before(sentence: Sentence, start: int) -> str:
    """The noun that 전날 or 다음 날 counts from: 사고 전날."""
    last = next((morph for morph in reversed(sentence.morphs) if morph.end <= start), None)
    if not last or last.tag != "NNG" or last.end != start - 1 or last.form in _AFTERWARDS:
        return ""
    return last.form


def explained_behind(document: Document, expression: Expression) -> bool:
    """Whether the words behind say which day it is: 사고 당일(5월 20일), 이튿날인 26일."""
    anchor = expression.pieces[0].kind == "dayanchor"
    return anchor and _EXPLAINED.match(document.text, expression.span.end) is not None


def _explained_by(document: Document, expression: Expression, story: Story) -> Point | None:
    """The day that the words behind say it is."""
    behind = _EXPLAINED.match(document.text, expression.span.end)
    for mention in reversed(story.mentions if behind else ()):
        if behind and mention.span.start == behind.end() and mention.point.grain in _DAYS:
            return day_of(mention.point)
    return None


def sets_scene(document: Document, sentence: Sentence, end: int) -> bool:
    """Whether the noun that a time qualifies says where or by what the main clause came to pass.

    `지난 2일 난 화재로 3명이 숨졌다` tells of the 2nd, `지난 2일 맺은 약속을 깼다` does not. *end* is that of the time.
    """
    noun = _SCENE.match(document.text, end, sentence.span.end)
    if not noun:
        return False
    if noun.group().endswith("받"):
        return True
    ending = next((m for m in sentence.morphs if m.start >= noun.end() and m.tag in ("ETM", "EC", "EF")), None)
    return ending is not None and ending.tag != "ETM"
