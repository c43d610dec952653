"""Lines of timelines and lists: what happened, who tells it, what became of it or where it was planned, and who denies it."""

from collections.abc import Mapping
from typing import Any

from sitegen.compose.badge import badges_of
from sitegen.compose.desk import MOST_KEPT, Desk, clipped, plain_words, settles, words_at
from sitegen.compose.nominal import nominal_of
from sitegen.compose.reasons import reason_of
from sitegen.compose.span import span_of
from sitegen.compose.timex import Context
from sitegen.compose.when import is_dated
from sitegen.model.facts import Event, Fact, Status
from sitegen.model.site import Entry, FactRef, Relation
from sitegen.rules.rule import words as word_list

_LABEL = 60  # code points of an outcome's line where no one word tells it
_PLANS = 3  # articles that an outcome's line names as having told the plan
_REPORTED: dict[Status, str] = {
    Status.CONSIDERED: "planned_considered",
    Status.EXPECTED: "planned_expected",
    Status.PURSUED: "planned_pursued",
}


def row_of(desk: Desk, entry: Entry, *, year: int | None = None, here: str = "") -> dict[str, Any]:
    """A line of a timeline. *year* need not be said; *here* is the article on whose page the line stands.

    Most lines stand on several pages: what does not depend on the page is made once, and shared. Nobody may change a
    line that this has handed out.
    """
    known = desk.rows.get(entry.id)
    if known is None:
        if len(desk.rows) >= MOST_KEPT:
            desk.rows.clear()
        known = desk.rows[entry.id] = _row(desk, entry)
    own: dict[str, Any] = {}
    if year is not None:
        own["when"] = desk.when(entry, Context(year))
    if here:
        event = desk.event(entry)
        own["evidence"] = desk.evidence(entry.refs, here)
        own["edited"] = event is not None and event.is_edited
    return {**known, **own} if own else known


def _row(desk: Desk, entry: Entry) -> dict[str, Any]:
    """A line as it stands where no year goes without saying, and on no article's own page."""
    event = desk.event(entry)
    ref = entry.refs[0] if entry.refs else None
    return {
        "id": f"e-{ref.fact}" if ref else "",
        "fact": ref.fact if ref else entry.id,
        "headline": entry.headline or (plain_words(desk.reads[ref.article].article, event) if ref else ""),
        "when": desk.when(entry, Context()),
        "span": span_of(entry.when, desk.words, desk.language) if entry.when else None,
        "badges": badges_of(event, desk.words) if event else [],
        "source": entry.certainty.source,
        "ahead": desk.is_ahead(entry),
        "evidence": desk.evidence(entry.refs),
        "reported": desk.reported(entry),
        "figure": desk.figure(entry, event),
        "story": desk.story_link(entry.story),
        "edited": False,
        "outcomes": outcomes_of(desk, entry),
        "planned": _planned(desk, entry),
        "denials": denials_of(desk, entry),
        "unconfirmed": desk.is_unconfirmed(entry),
        "told": _told(desk, entry),
        "why": _why(desk, entry),
    }


def alone_of(row: Mapping[str, Any]) -> str:
    """The headline of a line where nothing stands beside it: how sure it is and on whose word, in brackets behind it."""
    said = [badge["word"] for badge in row["badges"]]
    sure = [word for word in (*said, row["source"] if said else "") if word and word not in row["headline"]]
    return f"{row['headline']} ({' · '.join(sure)})" if sure else str(row["headline"])


def outcomes_of(desk: Desk, plan: Entry) -> list[dict[str, Any]]:
    """What became of a plan, each with a link to the words that tell it, the first told first."""
    return [_outcome(desk, plan, one) for one in desk.linked.outcomes.get(plan.id, ())]


def denials_of(desk: Desk, claim: Entry) -> list[dict[str, Any]]:
    """Who denied what a line claims, each once, with a link to the words that deny it."""
    found: dict[str, dict[str, Any]] = {}
    for relation in desk.linked.denials.get(claim.id, ()):
        label = reason_of(relation.reason, desk.words)
        found.setdefault(
            label, {"fact": relation.later.fact, "label": label, "url": desk.evidence_link(relation.later)["url"]}
        )
    return list(found.values())


def _outcome(desk: Desk, plan: Entry, relation: Relation) -> dict[str, Any]:
    """What became of a plan, with a link to the words that tell it; a year that the plan's own time says is not told."""
    ref = relation.later
    line = desk.linked.lines.get(ref)
    fact = desk.facts[ref]
    deed = _deed(desk, relation)
    when = line.when if line else fact.when if isinstance(fact, Event) else None
    if is_dated(when):
        said = desk.shown(when, Context(_year(desk, plan)))["label"]
        label = desk.words["outcome_dated"].format(when=said, deed=deed)
    else:
        label = deed
        published = desk.reads[ref.article].article.published
        if published:
            label = desk.words["outcome_reported"].format(deed=deed, day=desk.day(published, year=_year(desk, plan)))
    return {"fact": ref.fact, "label": label, "url": desk.evidence_link(ref)["url"]}


def _year(desk: Desk, entry: Entry) -> int | None:
    """The year that a line's own time says, so that what is tied to it need not."""
    day = (entry.when.earliest or entry.when.latest) if entry.when else None
    return day.year if day else desk.year


def _deed(desk: Desk, relation: Relation) -> str:
    """What became of a plan in a word or two: 체결, 주식매매계약 서명, 연기; else the line of the outcome, cut short."""
    later = desk.facts[relation.later]
    article = desk.reads[relation.later.article].article
    if not isinstance(later, Event):
        return clipped(words_at(article, later.evidence.span), _LABEL)
    stem, deed = nominal_of(later)
    kind = next((kind for known, kind, *_ in word_list("dropped_kind") if known == stem), "")
    if kind and deed:
        return deed if stem == deed else desk.words[kind]
    if later.certainty.status is Status.DROPPED:
        return desk.words["changed"]
    if not deed:
        return clipped(later.headline or plain_words(article, later), _LABEL)
    thing = later.theme[-1] if later.theme else ""
    return deed if not thing or thing in _said_of(desk, relation.earlier) or thing in deed else f"{thing} {deed}"


def _said_of(desk: Desk, ref: FactRef) -> str:
    """The words that already stand in a plan's line."""
    fact = desk.facts[ref]
    if not isinstance(fact, Event):
        return ""
    return fact.headline or plain_words(desk.reads[ref.article].article, fact)


def _planned(desk: Desk, entry: Entry) -> list[dict[str, str]]:
    """Where an outcome was planned, one link an article."""
    found: dict[str, dict[str, str]] = {}
    for relation in desk.linked.plans.get(entry.id, ()):
        ref = relation.earlier
        plan, published = desk.facts[ref], desk.reads[ref.article].article.published
        name = _REPORTED.get(_status(plan), "planned_planned")
        label = desk.words[name if published else f"{name}_undated"]
        if published:
            label = label.format(day=desk.day(published, year=_year(desk, entry)))
        found.setdefault(label, {"fact": ref.fact, "label": label, "url": desk.evidence_link(ref)["url"]})
    return list(found.values())[:_PLANS]


def _status(fact: Fact) -> Status:
    return fact.certainty.status if isinstance(fact, Event) else Status.PLANNED


def _told(desk: Desk, entry: Entry) -> str:
    """How many tell it: publishers by a text of their own, and copies, which count once."""
    words = desk.words
    articles = len({ref.article for ref in entry.refs})
    if articles < 2:
        return ""  # what a reprint alone tells is its own
    parts = []
    if len(entry.publishers) > 1:
        parts.append(words["publishers"].format(count=len(entry.publishers)))
    if entry.copies:
        parts.append(words["copies"].format(count=entry.copies))
    if not parts:
        parts.append(words["told_in"].format(count=articles))
    return " · ".join(parts)


def _why(desk: Desk, entry: Entry) -> list[str]:
    """Why mentions were put together and plans tied to outcomes, and who tells it: shown on demand."""
    words = desk.words
    said = []
    if entry.reason:
        said.append(words["why_merged"].format(reason=reason_of(entry.reason, words)))
    if len(entry.publishers) > 1:
        said.append(words["why_publishers"].format(names=", ".join(entry.publishers)))
    if entry.copies and entry.reason:
        said.append(words["why_copies"])
    settling = [one for one in desk.linked.outcomes.get(entry.id, ()) if settles(one, desk.facts)]
    reasons = dict.fromkeys(reason_of(one.reason, words) for one in settling)
    said += [words["why_outcome"].format(reason=reason) for reason in reasons]
    return said
