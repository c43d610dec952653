"""All names of an article: organisations first, people by them, then everyone's later mentions."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from sitegen.extract.names.again import persons_again
from sitegen.extract.names.book import OrgBook
from sitegen.extract.names.forms import book_of
from sitegen.extract.names.found import Found
from sitegen.extract.names.given import RULE as GIVEN
from sitegen.extract.names.given import bodies_given, with_people_given
from sitegen.extract.names.lexicon import END, TAIL
from sitegen.extract.names.mention import Mention, Names
from sitegen.extract.names.org import Proof, is_doubtful, proofs_of
from sitegen.extract.names.org import rules as org_rules
from sitegen.extract.names.person import persons_by_name
from sitegen.extract.names.person import rules as person_rules
from sitegen.extract.names.roles import roles_of
from sitegen.extract.names.standing import standing
from sitegen.model.facts import Alias, Evidence, Org, Person
from sitegen.model.known import KnownForm
from sitegen.model.text import Document, Role, Sentence, Span
from sitegen.rules.rule import word_set

# A city or a web service is an organisation where it acts or has people, else a place.
_ACTS = re.compile(
    rf"(?:은|는|이|가|도|와|과|의)(?![가-힣])|장{TAIL}|의원|·| (?:관계자|측|직원|대변인|당국)|에 따르면"
    rf"| [가-힣]{{0,10}}(?:[국과팀]장|부시장|부군수|담당관|주무관){TAIL}"
)
_NEXT = re.compile(r"(?:, | 및 )([가-힣A-Za-z0-9&]{2,20}?)(?:과|와|은|는|이|가|도|, | 등)")
# The end of a word, or the head of a body or a member of it: 경찰청장, 시의원.
_FORM_END = re.compile(rf"(?=(?<=[청처원회소행시])장{TAIL}|(?<=[시도구군회])의원{TAIL})|{END}")
TITLE_PROOF = "org.title"
ALIAS = "org.alias"  # the short form of a pair, or the long one


def names_of(
    document: Document, aliases: tuple[Alias, ...], without: str = "", given: tuple[KnownForm, ...] = ()
) -> Names:
    """Everyone *document* names, and those *given* by an editor; *without* leaves one rule out, to show what it is
    for."""
    bodies = bodies_given(given)
    persons_given = {form.words for form in given if form.words not in bodies}
    proofs = [proof for proof in proofs_of(document, org_rules(without)) if proof.words not in persons_given]
    # 벨리니 측 may be a person's: such proofs wait until the people are known.
    sure = [proof for proof in proofs if not is_doubtful(proof)]
    people = person_rules(without)
    named = persons_by_name(document, book_of(document, sure, aliases, bodies), people)
    named = with_people_given(document, named, given, proofs)
    parts = {part for one in named for part in (one.name, *one.name.split(" "))}
    proofs = [proof for proof in proofs if not (is_doubtful(proof) and proof.words in parts)]
    proofs += _title_proofs(document, named)
    book = book_of(document, proofs, aliases, bodies)
    found = [one for one in persons_again(document, people, named) if one.name]
    standing = _occurrences(document, book, proofs, found, bodies)
    persons = tuple(_person(document, one, book) for one in found)
    orgs = tuple(
        Org(evidence=Evidence(document.article.id, sentence, span, rule), name=name)
        for span, name, rule, sentence in standing
    )
    mentions = _mentions(document, found, [(span, name) for span, name, _, _ in standing])
    employers = {person.name: person.org for person in reversed(persons) if person.org}
    return Names(persons, orgs, aliases, roles_of(document, book, mentions, employers), document.text)


def _title_proofs(document: Document, named: Sequence[Found]) -> list[Proof]:
    """The organisations that stand between or beside a name and a title: they need no other proof."""
    return [
        Proof(one.org_span, one.org_span.of(document.text), TITLE_PROOF, one.sentence)
        for one in named
        if one.org_span and one.org and not _is_sort(one.org_span.of(document.text))
    ]


def _is_sort(word: str) -> bool:
    """Whether a word beside a title says only where (a city) or in what sort of body somebody works: 협회 부회장."""
    plain = word in word_set("org_suffix") and len(word) < 4
    return plain or word in word_set("org_city") or word in word_set("org_owned_end")


def _occurrences(
    document: Document, book: OrgBook, proofs: Sequence[Proof], people: Sequence[Found], given: Mapping[str, str]
) -> list[tuple[Span, str, str, int]]:
    """Every stretch at which a known form stands as a word of its own: span, canonical name, rule, sentence."""
    forms = [form for form in book.names if len(form) > 1]
    by_start = {(proof.span.start, proof.span.end): proof.rule for proof in reversed(proofs)}
    by_form = {proof.words: proof.rule for proof in reversed(proofs)}  # what proved it first
    # A person's own name is no organisation, an organisation inside a person's mention is one.
    names: dict[int, list[Span]] = {}
    for one in people:
        if at := _name_span(document, one):
            names.setdefault(one.sentence, []).append(at)
    ends = {one.span.end for one in people}
    found = []
    for sentence in document.sentences:
        here = names.get(sentence.index, [])
        for span in standing(forms, document.text, sentence.span, _FORM_END):
            words = span.of(document.text)
            if any(span.overlaps(name) for name in here):
                continue
            if span.end in ends and words in word_set("titles"):
                continue  # 이코노미스트 is a paper, and what somebody is
            acts = _ACTS.match(document.text, span.end) or _is_listed(document, sentence, span, book)
            acts = acts or (sentence.role is Role.HEADING and document.text.startswith(", ", span.end))
            if words not in given and book.kind(book.canonical(words)) in ("city", "service") and not acts:
                continue
            rule = by_start.get((span.start, span.end)) or by_form.get(words, GIVEN if words in given else ALIAS)
            found.append((span, book.canonical(words), rule, sentence.index))
    return found


def _is_listed(document: Document, sentence: Sentence, span: Span, book: OrgBook) -> bool:
    """Whether a city is one of several bodies that act: 새벽전자, 군산시, 개발청과 협약을 맺었다."""
    found = _NEXT.match(document.text, span.end, sentence.span.end)
    return found is not None and book.has(found.group(1))


def _name_span(document: Document, one: Found) -> Span | None:
    name = one.name
    at = document.text.find(name, one.span.start, one.span.end)
    return Span(at, at + len(name)) if at >= 0 else one.span


def _person(document: Document, one: Found, book: OrgBook) -> Person:
    return Person(
        evidence=Evidence(document.article.id, one.sentence, one.span, one.rule),
        name=one.name,
        title=one.title,
        org=book.canonical(one.org) if one.org else "",
    )


def _mentions(document: Document, people: Iterable[Found], orgs: Iterable[tuple[Span, str]]) -> list[Mention]:
    """People and organisations in text order; an organisation inside a person's mention is left out."""
    persons = [Mention(one.span, (one.name,), "person", one.title) for one in people]
    spans = sorted(mention.span for mention in persons)

    def is_inside(span: Span) -> bool:
        at = bisect_left(spans, span.end, key=lambda other: other.start)
        return at > 0 and spans[at - 1].overlaps(span)

    bodies = [Mention(span, (name,), "org") for span, name in orgs if not is_inside(span)]
    return sorted([*persons, *bodies], key=lambda mention: mention.span)
