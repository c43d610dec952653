"""The search: what its index holds, in parts that a browser can load, and the page, which is an index without scripts.

A part is a list of documents: ``title`` and ``text`` are the words that find it, ``shown`` is what the page shows:
``k`` its kind, ``t`` its title, ``u`` its address, and by kind

- ``a`` an article: ``s`` who published it, ``d`` and ``i`` the day in words and as ISO 8601, ``e`` the sentences that
  its facts were read in, ``f`` its facts: headline, time, badges (word and look), anchor, number of the sentence or -1
- ``n`` a name: ``r`` who that is, ``o`` other names, ``c`` how often it is named; ``t`` a term: ``r`` what it means;
  ``s`` a story: ``r`` how much it holds

Words that the page of an article does not show are in no part.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from sitegen.compose.badge import badges_of
from sitegen.compose.desk import Desk, Read, article_url, clipped, entity_url, story_url, words_at
from sitegen.compose.frame import page_of
from sitegen.compose.initial import index_key, initial_of
from sitegen.compose.parts import parts_of
from sitegen.compose.story import counts_of, role_of
from sitegen.compose.timex import Context
from sitegen.compose.when import is_dated, label
from sitegen.model.facts import ArticleFacts, Org, Person, Term
from sitegen.model.site import Entity, Entry, FactRef, Page, Story
from sitegen.model.text import Article, BodyMode

FOLDER = "search"
MOST_LINES = 400  # of one page of the index without scripts
_MOST = 240_000  # of a part's weight: of news some 130 KB compressed, far less where it repeats itself
_LONGEST = 220  # code points of a sentence that is shown whole
_FACT = 30  # code points of a fact beside its line: time, badges, anchor
_TEMPLATE = "search_index"

Document = dict[str, Any]
_T = TypeVar("_T")


def search_pages(desk: Desk) -> Iterator[Page]:
    """The page of the search, the index that it is without scripts, and the parts of the index that scripts search."""
    named = [*_names(desk), *_terms(desk), *_stories(desk)]
    named.sort(key=lambda one: (index_key(one["shown"]["t"]), one["shown"]["u"]))
    told = _told(desk)
    articles = [_Light(one.article, _weight_of(desk, one, told)) for one in desk.briefing.articles]
    parts = list(_parts(named, articles))
    urls = [f"{FOLDER}/{name}.js" for name, _, _ in parts]
    lines = [one["shown"] for one in named]
    for url, some, pages in parts_of(FOLDER, lines, MOST_LINES, itemgetter("t")):
        yield page_of(
            desk,
            url,
            "search.html",
            desk.words["search"],
            desk.words["search_description"],
            "search",
            parts_of_index=urls if url == f"{FOLDER}/index.html" else [],
            pages=pages,
            groups=[
                {"initial": initial, "lines": [{"title": one["t"], "url": one["u"], "note": one["r"]} for one in same]}
                for initial, same in groupby(some, key=lambda one: initial_of(one["t"], desk.words))
            ],
        )
    # The documents of an archive's articles are made part by part: all at once would fill the memory.
    for url, (_, names, some) in zip(urls, parts, strict=True):
        found = [_article(desk, desk.reads[one.article.id], told[one.article.id]) for one in some]
        yield Page(url, _TEMPLATE, {"documents": [*names, *found]})


@dataclass(frozen=True, slots=True)
class _Light:
    """An article before its document is made, and how heavy that will be."""

    article: Article
    weight: int

    @property
    def day(self) -> str:
        return self.article.published.isoformat() if self.article.published else ""


def _parts(
    named: Sequence[Document], articles: Sequence[_Light]
) -> Iterator[tuple[str, Sequence[Document], Sequence[_Light]]]:
    """The parts of the index, each with its name: one where all is little, else first the names and then the articles
    by their time, the newest first."""
    if sum(map(_weight, named)) + sum(one.weight for one in articles) <= _MOST:
        yield "index", named, articles
        return
    heads = list(_filled([(one, _weight(one)) for one in named])) or [[]]
    for number, some in enumerate(heads, 1):
        yield "index" if number == 1 else f"names-{number}", some, ()
    for name, same in _by_period(articles):
        yield name, (), same


def _by_period(articles: Iterable[_Light]) -> Iterator[tuple[str, Sequence[_Light]]]:
    """*articles* in parts, the newest first: a year, its months where that is too much, and pieces of these. So an
    article that changes changes its own part, and one that comes in moves others of its month at most."""
    for year, same in _grouped(articles, 4):
        if sum(one.weight for one in same) <= _MOST:
            yield year, same
            continue
        for month, some in _grouped(same, 7):
            pieces = list(_filled([(one, one.weight) for one in some]))
            for number, piece in reversed(list(enumerate(pieces, 1))):
                yield f"{month}-{number}" if len(pieces) > 1 else month, piece


def _grouped(articles: Iterable[_Light], letters: int) -> Iterator[tuple[str, list[_Light]]]:
    """*articles* by the first *letters* of their day, the newest first; each group from its first day on."""
    groups: defaultdict[str, list[_Light]] = defaultdict(list)
    for one in sorted(articles, key=lambda one: (one.day, one.article.slug)):
        groups[one.day[:letters]].append(one)
    for name in sorted(groups, reverse=True):
        yield name or "undated", groups[name]


def _filled(weighed: Iterable[tuple[_T, int]]) -> Iterator[list[_T]]:
    """What is *weighed* in pieces that are no heavier than a part may be, unless one thing alone is."""
    piece: list[_T] = []
    weight = 0
    for one, own in weighed:
        if piece and weight + own > _MOST:
            yield piece
            piece, weight = [], 0
        piece.append(one)
        weight += own
    if piece:
        yield piece


def _weight(document: Document) -> int:
    """The code points of what *document*, of a name, holds."""
    shown = document["shown"]
    return len(document["title"]) + len(document["text"]) + len(shown["t"]) + len(shown["u"]) + len(shown["r"])


def _weight_of(desk: Desk, read: ArticleFacts, told: Mapping[str, Sequence[Entry]]) -> int:
    """About the code points of what the document of an article will hold."""
    entries = told[read.article.id]
    cited = {desk.facts[entry.refs[0]].evidence.sentence for entry in entries}
    said = sum(min(len(read.sentences[number]), _LONGEST) for number in cited)
    return len(read.words) + said + sum(len(entry.headline) + _FACT for entry in entries)


def _told(desk: Desk) -> Mapping[str, Sequence[Entry]]:
    """The lines of the timeline that have words of their own, by the article that tells them best."""
    told: dict[str, list[Entry]] = {one.article.id: [] for one in desk.briefing.articles}
    for entry in desk.briefing.entries:
        if entry.refs and entry.headline:
            told[entry.refs[0].article].append(entry)
    return told


def _article(desk: Desk, read: Read, entries: Sequence[Entry]) -> Document:
    article = read.article
    title, *sentences = read.facts.words.split("\n")
    text = [sentences[number] for number in sorted(read.sentences) if number < len(sentences)]
    if article.body is BodyMode.NONE:
        text = [_said(_line_of(sentences, desk, entry), entry.headline) for entry in entries]
    names = {fact.name for fact in read.facts.facts if isinstance(fact, Person | Org)}
    numbers: dict[int, int] = {}
    facts = [_fact(desk, read, entry, numbers) for entry in entries]
    day = article.published
    return {
        "title": title if article.title else "",
        "text": "\n".join([*text, *sorted(map(_plain, names))]),
        "shown": {
            "k": "a",
            "t": desk.title(article),
            "u": article_url(article),
            "s": article.source,
            "d": desk.day(day) if day else "",
            "i": day.isoformat() if day else "",
            "e": [_shown_sentence(read, number) for number in numbers],
            "f": facts,
        },
    }


def _line_of(sentences: Sequence[str], desk: Desk, entry: Entry) -> str:
    number = desk.facts[entry.refs[0]].evidence.sentence
    return sentences[number] if number < len(sentences) else ""


def _said(words: str, text: str) -> str:
    """Those of *words* that stand in *text* too."""
    squeezed = "".join(text.lower().split())
    stems = ((word, word.partition("<")[0]) for word in words.split())
    return " ".join(stem for _, stem in stems if stem in squeezed or (stem.endswith("다") and stem[:-1] in squeezed))


def _fact(desk: Desk, read: Read, entry: Entry, numbers: dict[int, int]) -> list[Any]:
    """One line of the timeline; *numbers* are the places of the sentences shown, by their own."""
    ref = entry.refs[0]
    event = desk.event(entry)
    sentence = desk.facts[ref].evidence.sentence
    surface = words_at(read.article, event.when_span) if event and event.when_span else ""
    known = entry.when if is_dated(entry.when) else None
    when = label(known, desk.language, Context(surface=surface)) if known else ""
    badges = [[one["word"], one["look"]] for one in badges_of(event, desk.words)] if event else []
    place = numbers.setdefault(sentence, len(numbers)) if sentence in read.sentences else -1
    return [entry.headline, when, badges, desk.evidence_link(ref)["url"].partition("#")[2], place]


def _shown_sentence(read: Read, number: int) -> str:
    return clipped(words_at(read.article, read.facts.sentences[number]), _LONGEST)


def _names(desk: Desk) -> Iterator[Document]:
    for entity in desk.briefing.entities:
        kind = desk.words["kind_of_person" if entity.kind == "person" else "kind_of_org"]
        yield {
            "title": " ".join(_plain(name) for name in (entity.name, *entity.aliases)),
            "text": _around(desk, entity),
            "shown": {
                "k": "n",
                "t": entity.name,
                "u": entity_url(entity),
                "r": role_of(entity) or kind,
                "o": list(entity.aliases),
                "c": len(entity.mentions),
            },
        }


def _around(desk: Desk, entity: Entity) -> str:
    """The words that a name is made of, as the analyser reads them where it is first named."""
    if not entity.mentions:
        return ""
    return _parts_of_title(desk, entity.mentions[0], entity.name)


def _parts_of_title(desk: Desk, ref: FactRef, title: str) -> str:
    lines = desk.reads[ref.article].facts.words.split("\n")
    number = desk.facts[ref].evidence.sentence + 1
    return _said(lines[number], title) if number < len(lines) else ""


def _terms(desk: Desk) -> Iterator[Document]:
    found: dict[str, Document] = {}
    for read in desk.briefing.articles:
        for fact in read.facts:
            if isinstance(fact, Term) and fact.term not in found:
                ref = FactRef(read.article.id, fact.id)
                found[fact.term] = {
                    "title": _plain(fact.term),
                    "text": _parts_of_title(desk, ref, fact.term),
                    "shown": {
                        "k": "t",
                        "t": fact.term,
                        "u": desk.evidence_link(ref)["url"],
                        "r": clipped(" ".join(fact.gloss.split()), _LONGEST),
                    },
                }
    return iter(found.values())


def _stories(desk: Desk) -> Iterator[Document]:
    for story in desk.briefing.stories:
        yield {
            # 짓는다 is no word of the index, or who types it would find this alone: 짓다 is, and stands in the text.
            "title": " ".join(word for word in _plain(story.title).split() if not word.endswith("다")),
            "text": _said(_titles(desk, story), story.title),
            "shown": {"k": "s", "t": story.title, "u": story_url(story), "r": counts_of(desk, story)},
        }


def _titles(desk: Desk, story: Story) -> str:
    """The words of the titles of a story's first articles, and of what these tell first."""
    known = [desk.reads[one].facts.words.split("\n")[:4] for one in story.articles[:5] if one in desk.reads]
    return " ".join(" ".join(lines) for lines in known)


def _plain(words: str) -> str:
    """What somebody may type for a name: it without its spaces, and what stands between them."""
    letters = "".join(sign if sign.isalnum() else " " for sign in words.lower()).split()
    return " ".join(dict.fromkeys(("".join(letters), *letters)))
