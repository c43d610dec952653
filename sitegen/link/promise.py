"""Plans that somebody utters: “곧바로 항고하겠다”고 말했다, 항소할 뜻을 밝혔다. The event is the saying, the plan its words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sitegen.link.deed import classes_of, is_known, phrase_class, stem_of
from sitegen.link.kinds import about
from sitegen.link.mention import Mention
from sitegen.link.window import Phase
from sitegen.model.facts import Event, Quote, Status
from sitegen.rules.rule import word_set

_PROMISE = re.compile(
    r"([가-힣]{1,8})(?:겠(?:다|습니다)|할\s(?:뜻|계획|방침|생각|예정))(?:[”’\"'.,\s]|이다|입니다|이?라|고|며|을|를|도)*$"
)
_WORD = re.compile(r"[가-힣A-Za-z0-9]+")
_PARTICLE = re.compile(r"(?:으로|에서|에게|까지|부터|[은는이가을를의에와과도로만])$")
_TELLING = frozenset({"말", "발표", "예고", "공시", "통보", "강조", "주장", "설명", "요구"})
_LONGEST = 160  # letters of the clause before the verb of saying


def promised(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The plans that the sayings among *mentions* utter, each under the reference of its saying."""
    for mention in mentions:
        if mention.phase is Phase.PAST and mention.kinds & _TELLING and not mention.event.is_minor:
            plan = _plan(mention)
            if plan is not None:
                yield plan


def _plan(mention: Mention) -> Mention | None:
    if _tells_a_plan(mention):
        return None  # 돌입하겠다고 예고했다: the plan is an event of its own
    found = next((found for found in map(_PROMISE.search, _uttered(mention)) if found), None)
    if found is None:
        return None
    uttered = found.string
    predicate = _dictionary_form(found[1])
    stem = stem_of(predicate)
    if not is_known(stem):
        return None
    before = [_PARTICLE.sub("", word) for word in _WORD.findall(uttered[: found.start()])]
    nouns = [word for word in before if len(word) > 1 and word not in word_set("noun_general")]
    thing = re.search(r"([가-힣A-Za-z0-9]+)[을를]\s(?:[가-힣]+\s)?$", uttered[: found.start()])
    theme = about([thing[1]]) if thing and thing[1] not in word_set("noun_general") else ()
    named = phrase_class(stem, theme or nouns[-1:])
    kinds = frozenset({named}) if named else classes_of(stem)
    who = mention.event.who or tuple(sorted(_named_by(mention)))
    event = replace(mention.event, predicate=predicate, who=who, theme=(thing[1],) if thing else (), when=None)
    if quote := _quotation(mention, uttered):
        event = replace(event, id=quote)  # it is these words that tell the plan
    if thing and thing[1] == "여부" and nouns:
        event = replace(event, theme=(nouns[-2] if nouns[-1] == "여부" and len(nouns) > 1 else nouns[-1], "여부"))
        theme = event.theme
    published = mention.read.article.published
    return replace(
        mention, event=event, actors=mention.actors | _named_by(mention), phase=Phase.PLAN, kinds=kinds, deeds=kinds, theme=theme, nouns=frozenset(nouns),
        figures=(), said="", first=published, last=None, is_told=False, is_span=False,
    )  # fmt: skip


def _named_by(mention: Mention) -> frozenset[str]:
    """The body that somebody without a name speaks for: 서울남부지검 관계자."""
    body, _, rest = mention.event.certainty.source.partition(" ")
    return frozenset({body}) if rest and not mention.event.who else frozenset()


def _tells_a_plan(mention: Mention) -> bool:
    return any(
        isinstance(fact, Event) and fact is not mention.event and fact.certainty.status is Status.PLANNED
        for fact in mention.beside
    )


def _uttered(mention: Mention) -> Iterator[str]:
    """The words that are said: those of the quotation, and the clause before the verb of saying."""
    text, clause = mention.read.article.text, mention.event.clause
    if mention.event.quotes:
        words = mention.event.quotes[-1].of(text)
        yield re.split(r"(?<=다)[.]\s", words.strip(" “”\"'‘’."))[-1]
    yield text[max(clause.start, clause.end - _LONGEST) : mention.event.evidence.span.start]


def _quotation(mention: Mention, uttered: str) -> str:
    """The id of the quotation that ends with the words *uttered*; "" where the clause itself tells them."""
    last = mention.event.quotes[-1] if mention.event.quotes else None
    return next(
        (
            fact.id
            for fact in mention.beside
            if isinstance(fact, Quote)
            and fact.evidence.span == last
            and fact.surface.strip(" “”\"'‘’.").endswith(uttered)
        ),
        "",
    )


def _dictionary_form(stem: str) -> str:
    """항고하, 항소 to 항고하다, 항소하다; 꾸리 to 꾸리다."""
    if stem.endswith("하"):
        return stem + "다"
    return stem + ("다" if is_known(stem + "다") else "하다")
