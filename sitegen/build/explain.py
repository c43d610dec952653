"""`sitegen explain`: a line or a sentence as a tree: its facts, the rules that won them, and the ones that lost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from sitegen.analyse import document_of
from sitegen.errors import Place, SettingsError
from sitegen.extract import facts_of
from sitegen.extract.report import shown_value
from sitegen.model.facts import ArticleFacts, Event, Fact, Time
from sitegen.model.known import NOTHING_KNOWN, Known
from sitegen.model.text import Article, Document, Sentence, Span
from sitegen.read import read_seed
from sitegen.rules.explain import Trial, trials
from sitegen.rules.rule import Rule, load, tables

_WIDTH = 60


@dataclass(slots=True)
class _Node:
    """A line of the tree and what hangs from it."""

    text: str
    below: list["_Node"] = field(default_factory=list)

    def add(self, text: str) -> "_Node":
        node = _Node(text)
        self.below.append(node)
        return node

    def drawn(self, indent: str = "") -> Iterator[str]:
        """The lines below this one."""
        for number, node in enumerate(self.below):
            last = number == len(self.below) - 1
            yield f"{indent}{'└─' if last else '├─'} {node.text}"
            yield from node.drawn(indent + ("   " if last else "│  "))


def explain_line(article: Article, line: int, known: Known = NOTHING_KNOWN) -> str:
    """What the rules, and the names that an editor has made *known*, made of the 1-based *line* of a seed.

    Raises SettingsError where it has no such line.
    """
    lines = article.text.split("\n")
    if not 1 <= line <= len(lines):
        raise SettingsError(f"has {len(lines)} lines", Place(article.path), f"write  {article.path}:1")
    start = sum(len(one) + 1 for one in lines[: line - 1])
    return _explained(article, Span(start, start + len(lines[line - 1]) + 1), f"{article.path}:{line}", known)


def explain_sentence(text: str, published: date | None) -> str:
    """What the rules make of *text*, as if it stood alone in a seed."""
    article = read_seed("sentence.txt", text.encode(), published=published)
    return _explained(article, Span(0, len(article.text) + 1), "sentence")


def _explained(article: Article, place: Span, name: str, known: Known = NOTHING_KNOWN) -> str:
    document = document_of(article)
    read = facts_of(document, known.forms_in(article.text))
    rules = {rule.name: rule for table in tables() for rule in load(table)}
    lines = [f"{name}  published {article.published or 'unknown'}"]
    for block in article.blocks:
        if block.span.overlaps(place):
            lines.append(f"  {block.role.value}: {_reason(block.rule, rules)}")
    for sentence in document.sentences:
        if document.in_file(sentence.span).overlaps(place):
            whole = document.in_file(sentence.span)
            lines += ["", " ".join(whole.of(article.text).split())]
            lines += _tree(document, sentence, read, rules).drawn()
            lines.append("morphemes  " + " ".join(morph.tagged for morph in sentence.morphs))
    if len(lines) == 1:
        lines.append("  no words of the article stand here")
    return "\n".join(lines)


def _tree(document: Document, sentence: Sentence, read: ArticleFacts, rules: dict[str, Rule]) -> _Node:
    facts = [fact for fact in read.facts if fact.evidence.sentence == sentence.index]
    plain = {origin: offset for offset, origin in reversed(tuple(enumerate(document.origin)))}
    spans = {id(f): Span(plain[f.evidence.span.start], plain[f.evidence.span.end - 1] + 1) for f in facts}
    won = [(fact.evidence.rule, spans[id(fact)]) for fact in facts]
    tried = list(trials(document.text, sentence.morphs, sentence.span, won))
    root = _Node("")
    for fact in facts:
        node = root.add(f"{fact.kind}  {' '.join(fact.surface.split())}  →  {shown_value(fact)}")
        node.add(f"won: {_reason(fact.evidence.rule, rules)}")
        if isinstance(fact, Time) and fact.when.basis:
            node.add(f"counted: {fact.when.basis}")
        if isinstance(fact, Event):
            _about_event(node, fact, document)
        losers = [t for t in tried if t.outcome.startswith("lost") and _is_about(t, fact, spans[id(fact)])]
        for words, names in _together(losers, document):
            node.add(f"lost: {names} at ‘{words}’")
    vetoed = [t for t in tried if t.outcome.startswith("vetoed")]
    if vetoed:
        node = root.add("nothing was read in")
        for trial in vetoed:
            node.add(f"‘{_cut(trial.span.of(document.text))}’  {trial.rule.name}  {trial.outcome}")
    if not root.below:
        root.add("no rule found a fact here")
    return root


def _about_event(node: _Node, event: Event, document: Document) -> None:
    """What decided an event beside its status: words for its day, the line made of it, its rank."""
    if event.when_span:
        node.add(f"dated by: {' '.join(event.when_span.of(document.article.text).split())}")
    if event.headline:
        node.add(f"line: {event.headline}")
    if event.rank:
        node.add(f"rank {event.rank}: {', '.join(event.reasons) or 'nothing speaks for it'}")


def _is_about(trial: Trial, fact: Fact, span: Span) -> bool:
    kind = fact.evidence.rule.partition(".")[0]
    return trial.rule.name.partition(".")[0] == kind and trial.span.overlaps(span)


def _together(losers: Iterable[Trial], document: Document) -> Iterator[tuple[str, str]]:
    """The losers at the same words in one line."""
    names: dict[str, list[str]] = {}
    for trial in losers:
        names.setdefault(_cut(trial.span.of(document.text)), []).append(trial.rule.name)
    for words, found in names.items():
        yield words, ", ".join(dict.fromkeys(found))


def _reason(name: str, rules: dict[str, Rule]) -> str:
    rule = rules.get(name)
    return f"{name}  {rule.why} ({rule.source})" if rule else name


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _WIDTH else words[: _WIDTH - 1] + "…"
