"""The page of an article: what it says at a glance, and its prose with the evidence marked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sitegen.compose.badge import badges_of
from sitegen.compose.box import BoxLine
from sitegen.compose.corrections import corrections_in
from sitegen.compose.desk import PLANS, Desk, Read, article_url, clipped, entity_url, plain_words, words_at
from sitegen.compose.figure import amount_words, figure_of
from sitegen.compose.figures import figures_of
from sitegen.compose.frame import page_of
from sitegen.compose.head import Head
from sitegen.compose.ld import defined_terms, news_article, quotations
from sitegen.compose.lines import whole_flow_of
from sitegen.compose.moments import changed_on, published_on
from sitegen.compose.pictures import article_picture, picture_of
from sitegen.compose.prose import prose_of
from sitegen.compose.quotes import OF_ONE_ARTICLE, shown_quote, utterances
from sitegen.compose.rows import denials_of, outcomes_of
from sitegen.compose.timex import Context
from sitegen.compose.when import is_dated
from sitegen.model.facts import Event, Fact, Org, Person, Quote, Term
from sitegen.model.site import Entry, FactRef, Page
from sitegen.model.text import BodyMode

ROWS = ("who", "when", "where", "what", "amount", "next")
_MADE = 30  # rows of the table at the foot
_FLOW = 12


def article_pages(desk: Desk) -> Iterable[Page]:
    """A page and a picture for every article, newest first."""
    by_article: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in desk.briefing.entries:
        for article in dict.fromkeys(ref.article for ref in entry.refs):
            by_article[article].append(entry)
    for facts in desk.briefing.articles:
        yield article_page(desk, facts.article.id, by_article[facts.article.id])
        yield from article_picture(desk, desk.reads[facts.article.id])


def article_page(desk: Desk, article_id: str, entries: list[Entry]) -> Page:
    """The page of one article; *entries* are the lines of the timeline that it tells, in time order."""
    read = desk.reads[article_id]
    article, words = read.article, desk.words
    numbers = {fact: number for number, mark in enumerate(read.marks, 1) for fact in mark.facts}
    box = _box(desk, read, numbers)
    quotes = utterances(read)
    shown = [shown_quote(desk, read, pieces, article.id) for pieces in quotes[:OF_ONE_ARTICLE]]
    terms = _terms(desk, read)
    # The story's slug can fail to exist where a story's name holds no letters.
    story = next((desk.story_link(entry.story) for entry in entries if entry.story), None)
    return page_of(
        desk,
        article_url(article),
        "article.html",
        desk.title(article),
        _description(desk, read),
        head=_head(desk, read, shown, terms),
        article={
            "source": article.source,
            "author": article.author,
            "published": _published(desk, read),
            "updated": desk.shown_day(article.updated),
            "url": article.url,
            "tags": list(article.tags),
            "counts": words["counts"].format(facts=len(read.facts.facts), quotes=len(quotes)),
        },
        box=box,
        prose=prose_of(read),
        body_note=_body_note(article.body, words),
        names=_names(desk, read),
        flow=whole_flow_of(desk, entries, _FLOW, article.id),
        story=story,
        figures=figures_of(desk, read),
        quotes=shown,
        terms=terms,
        corrections=corrections_in(desk, article.id),
        made=_made(desk, read),
    )


def _head(desk: Desk, read: Read, quotes: Sequence[Mapping[str, Any]], terms: Sequence[Mapping[str, Any]]) -> Head:
    article = read.article
    picture = picture_of(article_url(article))
    explained = [(one["term"], one["gloss"], one["evidence"]["url"]) for one in terms]
    return Head(
        "article",
        picture,
        published_on(article),
        changed_on(desk, article),
        things=[
            news_article(desk, read, picture),
            *quotations(desk, quotes),
            *defined_terms(desk, explained),
        ],
    )


def _description(desk: Desk, read: Read) -> str:
    lead = next((line.event for line in read.box if line.row == "what"), None)
    headline = (lead.headline or plain_words(read.article, lead)) if lead else desk.title(read.article)
    return clipped(headline, 120)


def _published(desk: Desk, read: Read) -> dict[str, str]:
    shown = desk.shown_day(read.article.published)
    at = read.article.published_at
    if at is not None and shown["label"]:
        shown["label"] += f" {at:%H:%M}"
        shown["datetime"] = at.isoformat(timespec="minutes")
    return shown


def _body_note(body: BodyMode, words: Mapping[str, str]) -> str:
    match body:
        case BodyMode.EVIDENCE:
            return words["body_evidence"]
        case BodyMode.NONE:
            return words["body_none"]
        case _:
            return ""


def _box(desk: Desk, read: Read, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """The rows of the box; the first line that cites a number is where that mark leads back to."""
    cited: set[int] = set()
    rows = []
    for row in ROWS:
        lines: list[dict[str, Any]] = []
        for line in read.box:
            if line.row != row:
                continue
            number = numbers.get(line.fact.id, 0)
            shown = _line(desk, read, line)
            if row == "who" and lines and lines[-1]["event"] == line.event.id:
                lines[-1]["names"] += shown["names"]
                continue
            anchor = f"n{number}" if number and number not in cited else ""
            url = f"{article_url(read.article)}#{read.anchor(line.fact)}"
            lines.append(
                {**shown, "fact": line.fact.id, "event": line.event.id, "number": number, "anchor": anchor, "url": url}
            )
            cited.add(number)
        if lines:
            rows.append({"row": row, "label": desk.words[f"box_{row}"], "lines": lines})
    return rows


def _line(desk: Desk, read: Read, line: BoxLine) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "text": "",
        "note": "",
        "names": [],
        "figure": None,
        "when": None,
        "badges": badges_of(line.event, desk.words),
        "source": line.event.certainty.source,
        "outcomes": [],
        "denials": [],
        "edited": line.fact.is_edited or (line.event.is_edited and line.amount is None),
    }
    if line.row in ("what", "next"):
        entry = desk.linked.lines.get(FactRef(read.article.id, line.event.id))
        if entry:
            shown |= {"outcomes": outcomes_of(desk, entry), "denials": denials_of(desk, entry)}
    match line.row:
        case "who":
            shown["names"] = [{**desk.name_link(line.name), "role": read.roles.get(line.name, "")}]
        case "when":
            shown["when"] = _event_when(desk, read, line.event)
        case "where":
            shown["text"] = line.event.place
        case "amount" if line.amount is not None:
            words = amount_words(line.amount, words_at(read.article, line.amount.evidence.span), desk.language)
            shown["figure"] = None if line.amount.vague else figure_of(words)
            shown["text"] = "" if shown["figure"] else words
            shown["note"] = " · ".join(part for part in (line.amount.of, line.converted) if part)
        case _:
            shown["text"] = line.event.headline or plain_words(read.article, line.event)
            if line.row == "next":
                shown["when"] = _event_when(desk, read, line.event)
    return shown


def _event_when(desk: Desk, read: Read, event: Event) -> dict[str, Any]:
    surface = words_at(read.article, event.when_span) if event.when_span else ""
    return desk.shown(event.when, Context(surface=surface, ahead=event.certainty.status in PLANS))


def _names(desk: Desk, read: Read) -> list[dict[str, Any]]:
    """Everyone whom the article names, in the order of the first mention."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for fact in read.facts.facts:
        if isinstance(fact, Person | Org) and (fact.kind, fact.name) not in found:
            entity = desk.kinds.get((fact.kind, fact.name))
            url = entity_url(entity) if entity else ""
            role = read.roles.get(fact.name, "") if isinstance(fact, Person) else ""
            found[fact.kind, fact.name] = {
                "name": fact.name,
                "url": url,
                "role": role,
                "kind": fact.kind,
                "edited": fact.is_edited,
            }
    return list(found.values())


def _terms(desk: Desk, read: Read) -> list[dict[str, Any]]:
    return [
        {
            "term": fact.term,
            "gloss": " ".join(fact.gloss.split()),
            "edited": fact.is_edited,
            "evidence": desk.evidence_link(FactRef(read.article.id, fact.id), read.article.id),
        }
        for fact in read.facts.facts
        if isinstance(fact, Term)
    ]


def _evidence_words(read: Read, fact: Fact) -> str:
    return plain_words(read.article, fact) if isinstance(fact, Event) else words_at(read.article, fact.evidence.span)


def _made(desk: Desk, read: Read) -> dict[str, Any]:
    """The facts of the page with the rules that read them."""
    if read.article.body is BodyMode.NONE:
        return {"rows": [], "more": ""}  # sentence by sentence, the table would be the text
    wanted: dict[str, Fact] = {line.fact.id: line.fact for line in read.box}
    for fact in read.facts.facts:
        is_event = isinstance(fact, Event) and not fact.is_minor and is_dated(fact.when)
        if fact.is_edited or is_event or isinstance(fact, Quote | Term):
            wanted.setdefault(fact.id, fact)
    facts = sorted(wanted.values(), key=lambda fact: (fact.evidence.span, fact.kind))
    return {
        "rows": [
            {
                "words": clipped(_evidence_words(read, fact), 40),
                "kind": desk.words[f"kind_{fact.kind}"],
                "rule": fact.evidence.rule,
                "url": f"{article_url(read.article)}#{read.anchor(fact)}",
            }
            for fact in facts[:_MADE]
        ],
        "more": desk.words["made_more"].format(count=len(facts) - _MADE) if len(facts) > _MADE else "",
    }
