"""The briefing as one file, for mail and messengers: it leads nowhere but to its own end, where the evidence stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from sitegen.compose.addresses import absolute
from sitegen.compose.box import marks_for
from sitegen.compose.colors import all_colors_of
from sitegen.compose.desk import Desk, Read, article_url
from sitegen.compose.frame import page_of
from sitegen.compose.front import front_of
from sitegen.compose.head import Head
from sitegen.compose.home import home_blocks
from sitegen.compose.prose import HEADING_SIGN
from sitegen.model.facts import Fact
from sitegen.model.site import FactRef, Page
from sitegen.model.text import Span

SINGLE = "briefing.html"


def single_page(desk: Desk) -> Page:
    """The blocks of the home page, and under them the sentences that they were read in, in the order in which they are
    needed; of an article whose prose must not be shown there is its title alone."""
    site = desk.briefing.site
    # A desk that has handed out no link yet: what it hands out now is what the page needs.
    fresh = replace(desk, rows={}, links={})
    blocks = home_blocks(fresh, front_of(fresh))
    refs = {(link["fact"], link["url"]): ref for ref, link in fresh.links.items()}
    notes = _Notes(desk, refs, {article_url(read.article): id_ for id_, read in desk.reads.items()})
    return page_of(
        desk,
        SINGLE,
        SINGLE,
        site.title,
        desk.words["home_description"].format(title=site.title),
        head=Head(indexed=False),
        **notes.led_here({name: block for name, block in blocks.items() if name != "flow_url"}),
        sources=notes.sources(),
        all_colors=all_colors_of(site),
        home=absolute(site.url, "index.html") if site.url else "",
    )


@dataclass(slots=True)
class _Notes:
    """What the page refers to: articles in the order in which they are first needed, and of each the facts."""

    desk: Desk
    refs: Mapping[tuple[str, str], FactRef]  # by fact and address, as links have them
    homes: Mapping[str, str]  # article ids by the addresses of their pages
    articles: dict[str, dict[str, Fact]] = field(default_factory=dict)  # by id: facts by id

    def led_here(self, value: Any) -> Any:
        """*value* with links that stay on the page; a link to a page that the receiver does not have has no address."""
        if isinstance(value, list):
            return [self.led_here(one) for one in value]
        if not isinstance(value, dict):
            return value
        found = {name: self.led_here(one) for name, one in value.items()}
        if "url" in found:
            found["url"] = self._anchor(found.get("fact", ""), found["url"])
        return found

    def _anchor(self, fact: str, url: str) -> str:
        ref = self.refs.get((fact, url))
        if ref is not None:
            return f"#{self._sentence(ref)}"
        article = self.homes.get(url)
        return f"#{self._article(article)}" if article else ""

    def _article(self, article: str) -> str:
        self.articles.setdefault(article, {})
        return f"n{list(self.articles).index(article) + 1}"

    def _sentence(self, ref: FactRef) -> str:
        anchor = self._article(ref.article)
        fact, read = self.desk.facts[ref], self.desk.reads[ref.article]
        self.articles[ref.article][fact.id] = fact
        return f"{anchor}s{fact.evidence.sentence + 1}" if fact.evidence.sentence in read.sentences else anchor

    def sources(self) -> list[dict[str, Any]]:
        """The articles, each with the sentences that are needed of it, as far as they may be shown."""
        return [self._source(article, facts) for article, facts in self.articles.items()]

    def _source(self, id_: str, facts: Mapping[str, Fact]) -> dict[str, Any]:
        read, anchor = self.desk.reads[id_], self._article(id_)
        article, url = read.article, self.desk.briefing.site.url
        shown = sorted({fact.evidence.sentence for fact in facts.values()} & read.sentences)
        marks = [mark.span for mark in marks_for(read.facts, facts.values())]
        return {
            "id": anchor,
            "title": self.desk.title(article),
            "source": article.source,
            "published": self.desk.shown_day(article.published),
            "original": article.url,
            "page": absolute(url, article_url(article)) if url else "",
            "sentences": [{"id": f"{anchor}s{one + 1}", "pieces": _pieces(read, one, marks)} for one in shown],
        }


def _pieces(read: Read, sentence: int, marks: list[Span]) -> list[dict[str, Any]]:
    """A sentence as stretches of plain words, ``marked`` where they are evidence."""
    span = read.facts.sentences[sentence]
    sign = HEADING_SIGN.match(read.article.text, span.start, span.end)
    offsets = read.article.words_in(Span(sign.end() if sign else span.start, span.end))
    return [
        {"text": re.sub(r"\s+", " ", "".join(read.article.text[offset] for offset in some)), "marked": marked}
        for marked, some in groupby(offsets, key=lambda offset: any(span.start <= offset < span.end for span in marks))
    ]
