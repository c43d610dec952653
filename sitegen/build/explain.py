"""`sitegen explain`: a line or a sentence, the rules that fired in it, and the facts that came of it."""

from collections.abc import Iterator
from datetime import date

from sitegen.analyse import document_of
from sitegen.errors import Place, SettingsError
from sitegen.extract import facts_of
from sitegen.extract.report import shown_value
from sitegen.model.facts import ArticleFacts
from sitegen.model.text import Article, Document, Sentence, Span
from sitegen.read import read_seed
from sitegen.rules.explain import trials
from sitegen.rules.rule import Rule, load, tables


def explain_line(article: Article, line: int) -> str:
    """What the rules made of the 1-based *line* of a seed. Raises SettingsError where it has no such line."""
    lines = article.text.split("\n")
    if not 1 <= line <= len(lines):
        raise SettingsError(f"has {len(lines)} lines", Place(article.path), f"write  {article.path}:1")
    start = sum(len(one) + 1 for one in lines[: line - 1])
    return _explained(article, Span(start, start + len(lines[line - 1]) + 1), f"{article.path}:{line}")


def explain_sentence(text: str, published: date | None) -> str:
    """What the rules make of *text*, as if it stood alone in a seed."""
    article = read_seed("sentence.txt", text.encode(), published=published)
    return _explained(article, Span(0, len(article.text) + 1), "sentence")


def _explained(article: Article, place: Span, name: str) -> str:
    document = document_of(article)
    read = facts_of(document)
    lines = [f"{name}  published {article.published or 'unknown'}"]
    for block in article.blocks:
        if block.span.overlaps(place):
            lines.append(f"  {block.role.value}  [{block.rule}]  {_cut(block.span.of(article.text))}")
    for sentence in document.sentences:
        if document.in_file(sentence.span).overlaps(place):
            lines += _sentence(document, sentence, read)
    if len(lines) == 1:
        lines.append("  no words of the article stand here")
    return "\n".join(lines)


def _sentence(document: Document, sentence: Sentence, read: ArticleFacts) -> Iterator[str]:
    whole = document.in_file(sentence.span)
    yield f"\nsentence {sentence.index}  {whole.of(document.article.text)}"
    yield "  " + " ".join(morph.tagged for morph in sentence.morphs)
    facts = [fact for fact in read.facts if fact.evidence.sentence == sentence.index]
    rules = {rule.name: rule for table in tables() for rule in load(table)}
    yield "\nfacts"
    for fact in facts:
        yield f"  {fact.kind}  {fact.surface}  →  {shown_value(fact)}"
        yield f"    {_reason(fact.evidence.rule, rules)}"
    if not facts:
        yield "  none"
    yield "\nrules that fired"
    plain = {origin: offset for offset, origin in reversed(tuple(enumerate(document.origin)))}
    won = [
        (fact.evidence.rule, Span(plain[fact.evidence.span.start], plain[fact.evidence.span.end - 1] + 1))
        for fact in facts
    ]
    for trial in trials(document.text, sentence.morphs, sentence.span, won):
        yield f"  {trial.rule.name}  {_cut(trial.span.of(document.text))}  {trial.outcome}"


def _reason(name: str, rules: dict[str, Rule]) -> str:
    rule = rules.get(name)
    return f"{name}: {rule.why} ({rule.source})" if rule else name


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:59] + "…"
