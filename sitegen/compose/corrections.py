"""What has been corrected, with what stood before: a page of its own, and the foot of each article's page."""

from itertools import groupby
from typing import Any

from sitegen.compose.desk import Desk, Read, article_url, clipped, plain_words, words_at
from sitegen.compose.figure import amount_words
from sitegen.compose.frame import page_of
from sitegen.compose.timex import Context
from sitegen.model.corrections import Corrected
from sitegen.model.facts import Alias, Amount, Event, Fact, Org, Person, Quote, Term, Time, When
from sitegen.model.site import Page
from sitegen.model.text import BodyMode

URL = "corrections/index.html"
_CLIP = 24  # code points of a text that is not to be shown


def corrections_page(desk: Desk) -> Page:
    """Every correction that the site tells of, the latest day first."""
    words = desk.words
    newest = sorted((one for some in desk.corrected.values() for one in some), key=_day, reverse=True)
    days = [
        {"day": desk.shown_day(same[0].correction.day), "rows": [_row(desk, one) for one in same]}
        for same in (list(group) for _, group in groupby(newest, key=_day))
    ]
    return page_of(
        desk, URL, "corrections.html", words["corrections"], words["corrections_description"], "corrections", days=days
    )


def corrections_in(desk: Desk, article: str) -> list[dict[str, Any]]:
    """The corrections of one article in the order of its text, for the foot of its page."""
    return [_row(desk, one, here=article) for one in desk.corrected.get(article, ())]


def _day(one: Corrected) -> str:
    return one.correction.day.isoformat() if one.correction.day else ""


def _row(desk: Desk, one: Corrected, here: str = "") -> dict[str, Any]:
    read, correction = desk.reads[one.article], one.correction
    label = desk.words["evidence_here"] if here else desk.origin(read.article)
    return {
        "subject": _subject(desk, read, one.before or one.fact),
        "kind": desk.words[f"kind_{one.fact.kind}"],
        "withdrawn": one.after is None,
        "changes": _changes(desk, read, one),
        "day": desk.shown_day(correction.day),
        "why": correction.why,
        # A fact that is hidden has no evidence to go to, only the sentence that it was read in.
        "fact": one.after.id if one.after else "",
        "evidence": {"url": f"{article_url(read.article)}#{read.anchor(one.fact)}", "label": label},
    }


def _subject(desk: Desk, read: Read, fact: Fact) -> str:
    """What the fact was shown as."""
    if isinstance(fact, Event):
        return fact.headline or plain_words(read.article, fact)
    words = words_at(read.article, fact.evidence.span)
    words = clipped(words, _CLIP) if read.article.body is BodyMode.NONE else words
    if isinstance(fact, Amount):
        return f"{fact.of} {amount_words(fact, words, desk.language)}".strip()
    return f"“{words}”" if isinstance(fact, Quote) and fact.direct else words


def _changes(desk: Desk, read: Read, one: Corrected) -> list[dict[str, str]]:
    """The keys that read otherwise now. A line that nobody has written anew is not told as a change."""
    if one.before is None or one.after is None:
        return []
    before, after = _told(desk, read, one.before), _told(desk, read, one.after)
    nothing = desk.words["correction_nothing"]
    return [
        {"label": desk.words[f"key_{key}"], "before": before[key] or nothing, "after": after[key] or nothing}
        for key in before
        if before[key] != after[key] and (key != "headline" or "headline" in one.correction.keys)
    ]


def _told(desk: Desk, read: Read, fact: Fact) -> dict[str, str]:
    """What a fact says, key by key, as a reader reads it."""
    match fact:
        case Event():
            return {
                "headline": fact.headline or plain_words(read.article, fact),
                "when": _time(desk, read, fact),
                "who": ", ".join(fact.who),
                "where": fact.place,
                "status": _status(desk, fact),
                "basis": _basis(desk, fact),
                "source": fact.certainty.source,
            }
        case Amount():
            written = words_at(read.article, fact.evidence.span)
            return {"amount": amount_words(fact, written, desk.language), "of": fact.of}
        case Person():
            return {"name": fact.name, "title": fact.title, "org": fact.org}
        case Org():
            return {"name": fact.name}
        case Quote():
            return {"speaker": fact.speaker}
        case Alias():
            return {"full": fact.full, "short": fact.short}
        case Term():
            return {"term": fact.term, "gloss": " ".join(fact.gloss.split())}
        case Time():
            return {"when": _said(desk, fact.when, fact.surface)}
        case _:
            return {}


def _time(desk: Desk, read: Read, event: Event) -> str:
    surface = words_at(read.article, event.when_span) if event.when_span else ""
    return _said(desk, event.when, surface) if event.when else ""


def _said(desk: Desk, when: When, surface: str) -> str:
    if not when.is_point:
        return when.value
    return str(desk.shown(when, Context(surface=" ".join(surface.split())))["label"])


def _status(desk: Desk, event: Event) -> str:
    status = event.certainty.status.value
    return desk.words.get(f"status_{status}") or desk.words[status]


def _basis(desk: Desk, event: Event) -> str:
    basis = event.certainty.basis.value
    return desk.words.get(f"basis_{basis}") or desk.words["uttered" if basis == "said" else basis]
