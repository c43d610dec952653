"""Two parties without a name: 두 회사, 양측 are the last pair of their kind."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from sitegen.extract.names.mention import Mention
from sitegen.extract.names.told import Story
from sitegen.model.text import Span
from sitegen.rules.rule import word_set, words

_JOINS = re.compile(r"^[’”′']?(?:\([^()]*\))?(?:와|과|·| 및 |, )\s?(?:[가-힣A-Z0-9]+ ){0,3}$")
SUBJECT = re.compile(r"^[’”′']?(?:\([^()]*\))?(?:은|는|이|가|도)(?![가-힣])")
_WITH = re.compile(r"^[’”′']?(?:\([^()]*\))?(?:와|과)(?![가-힣])")
REPORTS = re.compile(r"(?:보도|밝혔|전했|말했|따르면|설명|분석)")
_RIVAL = re.compile(r"(?:경쟁사|경쟁업체|경쟁 업체|맞수|라이벌|협력사|파트너사|합작사|상대사|동종업체)(?:인)? [‘']?$")
_NAMELESS = re.compile(
    r"(?<![가-힣])(?:노조|노동계|경영계|주민들?|의료계|유족|변호인|업계|학부모들?|세입자|상인들?|노동자들?|사측|회사)(?: 측)?(?:와|과) "
    r"|(?:와|과) (?:노조|노동계|경영계|주민|의료계|유족|변호인|업계|학부모|세입자|집주인|상인|노동자|사측|회사)(?![가-힣]{3})"
)
_JUDGES = frozenset({"재판부", "법원", "연구팀", "연구진", "공동연구팀"})
_NEAR = 2  # sentences back in which a joined pair is surely meant
_REACH = 4  # sentences that a loose pair may lie back
_SORT_ENDS = {"party": ("당",), "university": ("대", "대학교"), "agency": ("부", "처", "청", "위원회", "위", "원")}
_NOT_PUBLIC = frozenset({"party", "team", "media"})
NO_COMPANY = frozenset({"agency", "court", "university", "media", "union", "team", "city", "party", "hospital"})


def two(story: Story, match: re.Match[str]) -> None:
    """두 회사 is the last pair of its kind."""
    kind, sort = next((row[1], "".join(row[2:])) for row in words("org_collective") if row[0] == match.group())
    firm = kind == "org" and any(word in match.group() for word in ("회사", "기업", "사", "업체"))
    here = story.sentence(match.start())
    by_sentence: dict[int, list[Mention]] = {}
    for mention in story.before(match.start()):
        if mention.kind != "source" and _is_of_sort(story, mention, sort):
            by_sentence.setdefault(story.sentence(mention.span.start), []).append(mention)
    if sort == "team" and not _is_modified_by_clause(story, match.start()):
        near = _only_two(story, [*by_sentence.get(here - 1, ()), *by_sentence.get(here, ())], kind, firm)
        if pair := near or _most_told([m for several in by_sentence.values() for m in several]):
            story.add(Span(*match.span()), pair, "group")
            return
    readers: tuple[Callable[..., tuple[str, ...]], ...] = (_rivals, _joined, _only_two)
    for reader in readers:
        loose = 2 if kind == "any" else _REACH
        reach = {_rivals: 1, _joined: len(story.document.sentences), _only_two: loose}[reader]
        for index in sorted(by_sentence, reverse=True):
            if here - index > reach or (reader is _rivals and kind == "person"):
                break
            pair = reader(story, by_sentence[index], kind, firm)
            if kind == "any" and pair and _others_since(story, index, match.start()):
                return
            if pair and reader is _joined and here - index > _NEAR:
                pair = _settled(story, match.start(), pair)
            if pair:
                story.add(Span(*match.span()), pair, "group")
                return


def _is_modified_by_clause(story: Story, offset: int) -> bool:
    """Whether a clause says which two are meant: 강등되는 두 팀은."""
    before = [m for m in story.document.sentence_at(offset).morphs if m.end <= offset]
    return bool(before) and before[-1].tag == "ETM"


def _is_of_sort(story: Story, mention: Mention, sort: str) -> bool:
    """Whether a mention may be one of two bodies of a *sort*: of two teams, of two parties; public ones are no teams."""
    kinds = {story.book.kind(name) for name in mention.names}
    if not sort or sort == "public":
        return not sort or (kinds.isdisjoint(_NOT_PUBLIC) and not any(name.endswith("당") for name in mention.names))
    return kinds == {sort} or all(name.endswith(_SORT_ENDS.get(sort, ("?",))) for name in mention.names)


def _most_told(teams: Sequence[Mention]) -> tuple[str, ...]:
    """The two of which a report of a match tells: those named far more often than any third."""
    ranked = Counter(name for team in teams for name in team.names).most_common(3)
    if len(ranked) < 2 or (len(ranked) == 3 and ranked[1][1] < 2 * ranked[2][1]):
        return ()
    first = {name: number for number, name in enumerate(dict.fromkeys(n for t in teams for n in t.names))}
    return tuple(sorted((name for name, _ in ranked[:2]), key=first.__getitem__))


def _others_since(story: Story, index: int, offset: int) -> bool:
    """Whether two parties without a name (노조와 회사) were spoken of after the sentence *index*."""
    start = story.document.sentences[index].span.end
    return _NAMELESS.search(story.document.text, start, offset) is not None


def _settled(story: Story, offset: int, pair: tuple[str, ...]) -> tuple[str, ...]:
    """*pair*, found far back, or the pair that the article has meant ever so often, where they share a member."""
    pairs = Counter(m.names for m in story.before(offset) if m.kind == "group" and len(m.names) == 2)
    usual = pairs.most_common(1)
    if usual and usual[0][0] != pair and set(usual[0][0]) & set(pair):
        return usual[0][0]
    return pair


def _rivals(story: Story, mentions: Sequence[Mention], kind: str, firm: bool) -> tuple[str, ...]:
    """A company that a sentence calls somebody's rival or partner, and the one whose: the article's own."""
    text = story.document.text
    fits = [m for m in mentions if m.kind == "org" and _fits(story, m, "org", firm)]
    if len({m.names for m in fits}) != 1 or not _RIVAL.search(
        text, max(0, fits[0].span.start - 12), fits[0].span.start
    ):
        return ()
    other = fits[0].names[0]
    own = Counter(
        m.names[0]
        for m in story.before(fits[0].span.start)
        if m.kind == "org" and len(m.names) == 1 and m.names[0] != other and _fits(story, m, "org", True)
    ).most_common(2)
    if own and (len(own) == 1 or own[0][1] >= 2 * own[1][1]):
        return (own[0][0], other)
    return ()


def _joined(story: Story, mentions: Sequence[Mention], kind: str, firm: bool) -> tuple[str, ...]:
    """The two whom a sentence joins: A와 B, A가 B와, or a pair resolved before; 두 회사 may be two people's."""
    text = story.document.text
    fits = [m for m in mentions if _fits(story, m, kind, firm)]
    groups = [m for m in mentions if m.kind == "group" and len(m.names) == 2 and story.is_group_of(m, kind)]
    if groups and not any(m.span.start > groups[-1].span.end for m in fits):
        return groups[-1].names
    for left, right in reversed(list(pairwise(fits))):
        joined = _JOINS.match(text[left.span.end : right.span.start])
        if left.names != right.names and left.kind == right.kind and joined:
            return (*left.names, *right.names)
    subjects = [m for m in fits if SUBJECT.match(text[m.span.end : m.span.end + 20])]
    partners = [m for m in fits if _WITH.match(text[m.span.end : m.span.end + 20])]
    for partner in reversed(partners):
        for subject in subjects:
            if subject.names != partner.names and subject.kind == partner.kind:
                return (*subject.names, *partner.names)
    if groups:
        return groups[-1].names
    return _employers(story, mentions) if kind == "org" else ()


def _employers(story: Story, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The organisations of two people whom a sentence joins; () where it joins none or one has none."""
    text = story.document.text
    people = [m for m in mentions if m.kind == "person" and len(m.names) == 1]
    for left, right in reversed(list(pairwise(people))):
        if _JOINS.match(text[left.span.end : right.span.start]):
            pair = (story.employers.get(left.names[0], ""), story.employers.get(right.names[0], ""))
            if all(pair) and pair[0] != pair[1]:
                return pair
    return ()


def _only_two(story: Story, mentions: Sequence[Mention], kind: str, firm: bool) -> tuple[str, ...]:
    """The only two of a sentence, or its only two subjects, who reports it left out."""
    text = story.document.text
    fits = [m for m in mentions if _fits(story, m, kind, firm)]
    subjects = [m for m in fits if SUBJECT.match(text[m.span.end : m.span.end + 20])]
    names = list(dict.fromkeys(name for m in fits for name in m.names))
    if len(names) == 3 and subjects:
        end = story.document.sentence_at(mentions[-1].span.start).span.end
        if REPORTS.search(text[mentions[-1].span.end : end]):
            names.remove(subjects[0].names[0])
        else:
            names = list(dict.fromkeys(name for m in subjects for name in m.names))
    return tuple(names) if len(names) == 2 else ()


def _fits(story: Story, mention: Mention, kind: str, firm: bool) -> bool:
    if len(mention.names) != 1 or mention.kind not in ("person", "org"):
        return False
    if kind != "any" and mention.kind != kind:
        return False
    if firm and story.book.kind(mention.names[0]) in NO_COMPANY - {"media", "union", "team"}:
        return False
    if mention.names[0].split(" ")[-1] in _JUDGES or story.book.kind(mention.names[0]) == "court":
        return False  # 양측 are the parties, not who hears them
    return mention.kind == "person" or mention.names[0] not in word_set("org_actor") or kind == "any"
