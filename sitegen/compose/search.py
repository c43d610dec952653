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
from itertools import groupby
from operator import itemgetter
from typing import Any

from sitegen.compose.badge import badges_of
from sitegen.compose.desk import Desk, Read, article_url, clipped, entity_url, story_url, words_at
from sitegen.compose.frame import page_of
from sitegen.compose.initial import index_key, initial_of
from sitegen.compose.parts import parts_of
from sitegen.compose.story import counts_of, role_of
from sitegen.compose.timex import Context
from sitegen.compose.when import is_dated, label
from sitegen.model.facts import Org, Person, Term
from sitegen.model.site import Entity, Entry, FactRef, Page, Story
from sitegen.model.text import BodyMode

FOLDER = "search"
MOST_LINES = 400  # of one page of the index without scripts
_MOST = 300_000  # of a part's weight: of news that is 120 KB compressed, and less where it repeats itself
_LONGEST = 220  # code points of a sentence that is shown whole
_TEMPLATE = "search_index"

Document = dict[str, Any]


def search_pages(desk: Desk) -> Iterator[Page]:
    """The page of the search, the index that it is without scripts, and the parts of the index that scripts search."""
    named = [*_names(desk), *_terms(desk), *_stories(desk)]
    named.sort(key=lambda one: (index_key(one["shown"]["t"]), one["shown"]["u"]))
    articles = list(_articles(desk))
    if sum(map(_weight, (*named, *articles))) <= _MOST:
        parts = [("index", [*named, *articles])]
    else:
        heads = list(_filled(named))
        parts = [(f"names-{number}" if number > 1 else "index", some) for number, some in enumerate(heads, 1)]
        parts = [*(parts or [("index", [])]), *_by_period(articles)]
    urls = [f"{FOLDER}/{name}.js" for name, _ in parts]
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
    for url, (_, some) in zip(urls, parts, strict=True):
        yield Page(url, _TEMPLATE, {"documents": some})


def _by_period(articles: Iterable[Document]) -> Iterator[tuple[str, list[Document]]]:
    """*articles* in parts, the newest first: a year, its months where that is too much, and pieces of these. So an
    article that changes changes its own part, and one that comes in moves others of its month at most."""
    for year, same in _grouped(articles, 4):
        if sum(map(_weight, same)) <= _MOST:
            yield year, same
            continue
        for month, some in _grouped(same, 7):
            pieces = list(_filled(some))
            for number, piece in reversed(list(enumerate(pieces, 1))):
                yield f"{month}-{number}" if len(pieces) > 1 else month, piece


def _grouped(articles: Iterable[Document], letters: int) -> Iterator[tuple[str, list[Document]]]:
    """*articles* by the first *letters* of their day, the newest first; each group from its first day on."""
    groups: defaultdict[str, list[Document]] = defaultdict(list)
    for one in sorted(articles, key=lambda one: (one["shown"]["i"], one["shown"]["u"])):
        groups[one["shown"]["i"][:letters] or "undated"].append(one)
    for name in sorted(groups, key=lambda name: name if name != "undated" else "", reverse=True):
        yield name, groups[name]


def _filled(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """*documents* in pieces that are no heavier than a part may be, unless one document alone is."""
    piece: list[Document] = []
    weight = 0
    for one in documents:
        own = _weight(one)
        if piece and weight + own > _MOST:
            yield piece
            piece, weight = [], 0
        piece.append(one)
        weight += own
    if piece:
        yield piece


def _weight(document: Document) -> int:
    """The code points of all that *document* holds."""
    shown: Mapping[str, Any] = document["shown"]
    own = len(document["title"]) + len(document["text"]) + len(shown["t"]) + len(shown["u"]) + len(shown.get("r", ""))
    own += sum(map(len, shown.get("e", ())))
    return own + sum(len(fact[0]) + len(fact[1]) + len(fact[3]) for fact in shown.get("f", ()))


def _articles(desk: Desk) -> Iterator[Document]:
    told: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in desk.briefing.entries:
        if entry.refs and entry.headline:
            told[entry.refs[0].article].append(entry)
    for facts in desk.briefing.articles:
        yield _article(desk, desk.reads[facts.article.id], told[facts.article.id])


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
