"""People and organisations: their index, and a page for each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from sitegen.compose.desk import Desk, entity_url
from sitegen.compose.frame import page_of
from sitegen.compose.head import Head
from sitegen.compose.initial import index_key, initial_of
from sitegen.compose.ld import at, quotations, thing
from sitegen.compose.lines import sections_of
from sitegen.compose.moments import newest_change
from sitegen.compose.parts import parts_of
from sitegen.compose.quotes import quotes_by_ref
from sitegen.compose.rows import row_of
from sitegen.compose.story import role_of
from sitegen.compose.together import together_with
from sitegen.compose.when import month_label
from sitegen.model.site import Entity, Page, Tenure

_QUOTES = 20
_ENTRIES = 100
_ARTICLES = 30
_MEMBERS = 30
MOST_NAMES = 400  # of one page of the index


def name_pages(desk: Desk) -> Iterable[Page]:
    """The index of names, in pages where it is long, and a page for each name."""
    people = sorted((one for one in desk.briefing.entities if one.kind == "person"), key=lambda e: index_key(e.name))
    orgs = sorted((one for one in desk.briefing.entities if one.kind != "person"), key=lambda e: index_key(e.name))
    members = [*(("people", one) for one in people), *(("orgs", one) for one in orgs)]
    for url, some, pages in parts_of("p", members, MOST_NAMES, lambda member: member[1].name):
        yield _index_page(desk, url, some, pages)
    held = _held(desk)
    for entity in desk.briefing.entities:
        yield _page(desk, entity, held.get(entity.name, ()) if entity.kind != "person" else ())


def _index_page(desk: Desk, url: str, members: Sequence[tuple[str, Entity]], pages: list[dict[str, Any]]) -> Page:
    words = desk.words
    kinds = [
        {"id": kind, "title": words[kind], "groups": _groups(desk, [entity for _, entity in same])}
        for kind, same in groupby(members, key=lambda member: member[0])
    ]
    return page_of(
        desk, url, "names.html", words["names"], words["names_description"], "names", kinds=kinds, pages=pages
    )


def _groups(desk: Desk, entities: Iterable[Entity]) -> list[dict[str, Any]]:
    return [
        {
            "initial": initial,
            "names": [
                {
                    "name": entity.name,
                    "url": entity_url(entity),
                    "role": role_of(entity),
                    "count": desk.words["mentions"].format(count=len(entity.mentions)),
                }
                for entity in same
            ],
        }
        for initial, same in groupby(entities, key=lambda entity: initial_of(entity.name, desk.words))
    ]


def _page(desk: Desk, entity: Entity, held: Sequence[tuple[Tenure, Entity]]) -> Page:
    words = desk.words
    entries = [desk.entries[one] for one in entity.entries if one in desk.entries and desk.entries[one].refs]
    dated = [entry for entry in entries if entry.when is not None]
    undated = [entry for entry in entries if entry.when is None and entry.headline]
    named_in = desk.newest_first(ref.article for ref in entity.mentions)
    articles = [desk.reads[one].article for one in named_in]
    person = entity.kind == "person"
    quotes = quotes_by_ref(desk, entity.quotes, _QUOTES)
    named = thing(
        "Person" if person else "Organization",
        name=entity.name,
        alternateName=list(entity.aliases),
        url=at(desk, entity_url(entity)),
    )
    return page_of(
        desk,
        entity_url(entity),
        "name.html",
        entity.name,
        words["person_description" if person else "org_description"].format(name=entity.name),
        "names",
        Head(
            "profile" if person else "website",
            changed=newest_change(desk, articles),
            things=[named, *quotations(desk, quotes)],
        ),
        kind=words["kind_of_person" if person else "kind_of_org"],
        role=role_of(entity),
        aliases=list(entity.aliases),
        roles=[_tenure(desk, one) for one in _latest_first(_merged(entity.tenures))] if person else [],
        members=_members(desk, held),
        members_caption=words["members_caption"].format(name=entity.name),
        roles_caption=words["roles_caption"].format(name=entity.name),
        together=together_with(desk, entity, entries),
        quotes=quotes,
        sections=sections_of(desk, dated[-_ENTRIES:]),
        undated=[row_of(desk, entry) for entry in undated[:_ENTRIES]],
        articles=[desk.article_link(article) for article in articles[:_ARTICLES]],
        more=words["latest_only"].format(count=_ARTICLES) if len(articles) > _ARTICLES else "",
    )


def _merged(tenures: Sequence[Tenure]) -> list[Tenure]:
    """*tenures*, where one without an organisation joins the only one of the same title that names one."""
    by_title: defaultdict[str, list[Tenure]] = defaultdict(list)
    for one in tenures:
        by_title[one.title].append(one)
    homes = {title: [one for one in same if one.org] for title, same in by_title.items()}
    merged: list[Tenure] = []
    for one in tenures:
        if len(homes[one.title]) != 1:
            merged.append(one)
        elif one is homes[one.title][0]:
            days = [day for other in by_title[one.title] for day in (other.first, other.last) if day is not None]
            merged.append(replace(one, first=min(days, default=None), last=max(days, default=None)))
    return merged


def _latest_first(tenures: Iterable[Tenure]) -> list[Tenure]:
    return sorted(tenures, key=lambda one: (one.last or date.min, one.first or date.min), reverse=True)


def _tenure(desk: Desk, tenure: Tenure) -> dict[str, Any]:
    return {
        "title": tenure.title,
        "org": desk.name_link(tenure.org) if tenure.org else None,
        "period": _period(desk, tenure),
        "evidence": desk.evidence_link(tenure.ref),
    }


def _period(desk: Desk, tenure: Tenure) -> str:
    """The months between which articles gave a title: no more is known of when somebody held it."""
    days = sorted(day for day in (tenure.first, tenure.last) if day is not None)
    if not days:
        return ""
    first, last = days[0], days[-1]
    said = month_label(first.year, first.month, desk.language)
    if (first.year, first.month) != (last.year, last.month):
        end = month_label(last.year, last.month, desk.language, year=first.year)
        said = desk.words["from_to"].format(first=said, last=end)
    return desk.words["as_reported"].format(period=said)


def _held(desk: Desk) -> Mapping[str, Sequence[tuple[Tenure, Entity]]]:
    """The titles that people held at each organisation, by its name."""
    held: defaultdict[str, list[tuple[Tenure, Entity]]] = defaultdict(list)
    for person in desk.briefing.entities:
        if person.kind == "person":
            for one in _merged(person.tenures):
                held[one.org].append((one, person))
    return held


def _members(desk: Desk, held: Iterable[tuple[Tenure, Entity]]) -> list[dict[str, Any]]:
    """Who held a title at an organisation, the one named last first."""
    latest = sorted(
        held, key=lambda pair: (pair[0].last or date.min, pair[0].first or date.min, pair[1].name), reverse=True
    )
    return [{**_tenure(desk, one), "name": desk.name_link(person.name)} for one, person in latest[:_MEMBERS]]
