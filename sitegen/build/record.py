"""The record of what was last published: the facts that readers saw, and what earlier publications changed.

A file of the site's folder, made for being read and kept in git: a sentence a line, a fact a line, no clock.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sitegen.compose.desk import PLANS, plain_words
from sitegen.errors import Place, SettingsError
from sitegen.model.contract import fact_json
from sitegen.model.corrections import Corrected
from sitegen.model.facts import Amount, ArticleFacts, Event, Fact, Person, Quote, Term
from sitegen.model.site import Briefing, ChangeBatch, ChangeType, FactChange, FactRef, RelationType, ValueChange
from sitegen.model.text import Article, Span
from sitegen.write import replace_file

VERSION = 1
MOST_BATCHES = 30
# By what a fact was read and where it stands, not what it says.
_LEFT_OUT = frozenset({"span", "rule", "sentence", "rank", "reasons", "clause", "utterance", "direct"})
_sorted = json.JSONEncoder(sort_keys=True)
_HINT = "take it back from a copy, or delete it and run  sitegen diff --accept"


@dataclass(frozen=True, slots=True)
class RecordedSentence:
    """A sentence, on one line, and the facts read in it as JSON: ``id kind surface`` and the values of their kind."""

    words: str
    facts: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class RecordedArticle:
    """A public article with the sentences that facts were read in, in text order."""

    id: str
    slug: str
    title: str
    sentences: tuple[RecordedSentence, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What was published. *articles* by id; *outcomes* are plans, each with what became of it."""

    as_of: date | None = None
    articles: tuple[RecordedArticle, ...] = ()
    outcomes: tuple[tuple[FactRef, FactRef], ...] = ()
    log: tuple[ChangeBatch, ...] = ()  # newest first
    corrections: tuple[str, ...] = ()  # keys of those that readers are told of


def record_of(briefing: Briefing) -> Record:
    """The record that *briefing* leaves once it is published."""
    lines: defaultdict[str, set[str]] = defaultdict(set)  # ids of events by article
    for entry in briefing.entries:
        for ref in entry.refs:
            lines[ref.article].add(ref.fact)
    articles = sorted(
        (_recorded(read, lines[read.article.id]) for read in briefing.articles), key=lambda article: article.id
    )
    told = tuple(sorted(map(correction_key, briefing.corrections)))
    return Record(briefing.as_of, tuple(articles), _outcomes(briefing), briefing.changes[:MOST_BATCHES], told)


def correction_key(corrected: Corrected) -> str:
    """What makes a correction this one, whatever the rules read now: its article, its kind, and the words it means."""
    correction = corrected.correction
    words = " ".join((*correction.words.split(), "/", *correction.sentence.split()))
    return f"{corrected.article} {corrected.fact.kind} {words}"


def holds(record: Record, read: ArticleFacts, fact: Fact) -> bool:
    """Whether *record* has *fact* of *read*, with the very values."""
    says = _says(_fact(read, fact))
    article = next((one for one in record.articles if one.id == read.article.id), None)
    return article is not None and any(_says(known) == says for one in article.sentences for known in one.facts)


def _recorded(read: ArticleFacts, lines: Set[str]) -> RecordedArticle:
    article = read.article
    seen: set[str] = set()
    sentences: dict[int, list[dict[str, Any]]] = {}
    for fact in read.facts:
        if not _is_told(fact, lines):
            continue
        told = _fact(read, fact)
        says = _says(told)
        if says not in seen:  # the same thing said again is one fact
            seen.add(says)
            sentences.setdefault(fact.evidence.sentence, []).append(told)
    kept = tuple(
        RecordedSentence(_words_at(article, read.sentences[number]), tuple(facts))
        for number, facts in sorted(sentences.items())
    )
    return RecordedArticle(article.id, article.slug, article.title, kept)


def _is_told(fact: Fact, lines: Set[str]) -> bool:
    """Whether the pages show *fact* as a fact of its own."""
    match fact:
        case Event():
            return fact.id in lines
        case Amount():
            return not fact.converts
        case Quote():
            return fact.direct and bool(fact.speaker)
        case Person():
            return bool(fact.title)
        case _:
            return isinstance(fact, Term)


def _fact(read: ArticleFacts, fact: Fact) -> dict[str, Any]:
    values = {key: value for key, value in fact_json(fact).items() if key not in _LEFT_OUT}
    values |= values.pop("change", None) or {}
    values["surface"] = _words_at(read.article, fact.evidence.span)
    if isinstance(fact, Event):
        values["headline"] = fact.headline or plain_words(read.article, fact)
    return {key: value for key, value in values.items() if value not in (None, "", [], False)}


def _words_at(article: Article, span: Span) -> str:
    """What the pages show of *span* (`words_at`), taken in stretches and not letter by letter: a record has it all."""
    parts, position = [], span.start
    for cut in article.cuts_in(span):
        parts.append(article.text[position : cut.start])
        position = cut.end
    parts.append(article.text[position : span.end])
    return " ".join("".join(parts).split())


def _says(fact: Mapping[str, Any]) -> str:
    """Equal for facts that say the same; a person says the same under any of the words that name it."""
    left_out = ("id", "surface") if fact["kind"] == "person" else ("id",)
    return _sorted.encode({key: value for key, value in fact.items() if key not in left_out})


def _outcomes(briefing: Briefing) -> tuple[tuple[FactRef, FactRef], ...]:
    outcomes = [relation for relation in briefing.relations if relation.type is RelationType.OUTCOME]
    facts = facts_at(briefing, [relation.earlier for relation in outcomes])
    found = set()
    for relation in outcomes:
        plan = facts.get(relation.earlier)
        if isinstance(plan, Event) and plan.certainty.status in PLANS:
            found.add((relation.earlier, relation.later))
    return tuple(sorted(found))


def facts_at(briefing: Briefing, refs: Iterable[FactRef]) -> dict[FactRef, Fact]:
    """The facts of *refs* that *briefing* has: `Briefing.facts` makes a reference for every fact of an archive."""
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for ref in refs:
        wanted[ref.article].add(ref.fact)
    return {
        FactRef(read.article.id, fact.id): fact
        for read in briefing.articles
        if read.article.id in wanted
        for fact in read.facts
        if fact.id in wanted[read.article.id]
    }


def write_record(path: Path, record: Record) -> bool:
    """*path* holds *record*; whether that was new. Raises OutputError."""
    return replace_file(path, record_bytes(record), 'make it writable, or set another  record = "…"  under [folders]')


def record_bytes(record: Record) -> bytes:
    """The file of a record: the same bytes for the same record."""
    content = {
        "sitegen_published": VERSION,
        "as_of": _day_json(record.as_of),
        "articles": [_article_json(article) for article in record.articles],
        "corrections": list(record.corrections),
        "outcomes": [{"plan": _ref_json(plan), "outcome": _ref_json(outcome)} for plan, outcome in record.outcomes],
        "log": [
            {"as_of": _day_json(batch.as_of), "changes": [_change_json(change) for change in batch.changes]}
            for batch in record.log
        ],
    }
    return ("\n".join(_lines(content, "", "")) + "\n").encode()


def _lines(value: Any, head: str, indent: str) -> Iterator[str]:
    """JSON with an object a line where it holds no list of objects, else its keys a line each."""
    if isinstance(value, dict) and any(_is_list_of_objects(one) for one in value.values()):
        yield f"{indent}{head}{{"
        yield from _joined([_lines(one, f"{json.dumps(key)}: ", indent + " ") for key, one in sorted(value.items())])
        yield f"{indent}}}"
    elif _is_list_of_objects(value) and value:
        yield f"{indent}{head}["
        yield from _joined([_lines(one, "", indent + " ") for one in value])
        yield f"{indent}]"
    else:
        yield f"{indent}{head}{json.dumps(value, ensure_ascii=False, sort_keys=True)}"


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _joined(members: list[Iterator[str]]) -> Iterator[str]:
    for number, member in enumerate(members, 1):
        *before, last = member
        yield from before
        yield last if number == len(members) else f"{last},"


def _day_json(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _ref_json(ref: FactRef) -> list[str]:
    return [ref.article, ref.fact]


def _article_json(article: RecordedArticle) -> dict[str, Any]:
    sentences = [{"words": one.words, "facts": [dict(fact) for fact in one.facts]} for one in article.sentences]
    return {"id": article.id, "slug": article.slug, "title": article.title, "sentences": sentences}


def _change_json(change: FactChange) -> dict[str, Any]:
    values = {one.key: [one.old, one.new] for one in change.values}
    told = {"article": change.article, "title": change.title, "fact": change.fact, "words": change.words,
            "values": values, "plan": _ref_json(change.plan) if change.plan else None}  # fmt: skip
    return {"type": change.type.value, "kind": change.kind, **{key: one for key, one in told.items() if one}}


def read_record(path: Path, root: Path) -> Record | None:
    """The record at *path*; None where there is none. Raises SettingsError where it holds something else.

    *root* is the folder of the site, from which the error names the file.
    """
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as fault:
        raise SettingsError(f"cannot be read: {fault.strerror}", Place(shown)) from fault
    except json.JSONDecodeError as fault:
        raise SettingsError(f"is no JSON: {fault.msg}", Place(shown, fault.lineno, fault.colno), _HINT) from fault
    except ValueError as fault:
        raise SettingsError("is no UTF-8", Place(shown), _HINT) from fault
    if not isinstance(content, dict) or content.get("sitegen_published") != VERSION:
        raise SettingsError(f"is no record of version {VERSION}", Place(shown), _HINT)
    try:
        return _record(content)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        message = f"is no record: {type(fault).__name__}: {fault}"
        raise SettingsError(message, Place(shown), _HINT) from fault


def _record(content: Mapping[str, Any]) -> Record:
    return Record(
        _day(content["as_of"]),
        tuple(_article(one) for one in content["articles"]),
        tuple((_ref(one["plan"]), _ref(one["outcome"])) for one in content["outcomes"]),
        tuple(ChangeBatch(_day(one["as_of"]), tuple(map(_change, one["changes"]))) for one in content["log"]),
        tuple(map(str, content.get("corrections", ()))),
    )


def _article(content: Mapping[str, Any]) -> RecordedArticle:
    sentences = tuple(RecordedSentence(one["words"], tuple(map(_known, one["facts"]))) for one in content["sentences"])
    return RecordedArticle(content["id"], content["slug"], content["title"], sentences)


def _known(fact: Mapping[str, Any]) -> Mapping[str, Any]:
    """*fact*, which has what every fact has."""
    if not all(isinstance(fact[key], str) for key in ("id", "kind", "surface")):
        raise ValueError(f"a fact without its words: {fact['id']}")
    return fact


def _change(content: Mapping[str, Any]) -> FactChange:
    words = {key: str(content.get(key, "")) for key in ("article", "title", "fact", "words")}
    values = tuple(ValueChange(key, str(old), str(new)) for key, (old, new) in content.get("values", {}).items())
    plan = _ref(content["plan"]) if "plan" in content else None
    return FactChange(ChangeType(content["type"]), content["kind"], **words, values=values, plan=plan)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None


def _ref(pair: Iterable[str]) -> FactRef:
    article, fact = pair
    return FactRef(article, fact)
