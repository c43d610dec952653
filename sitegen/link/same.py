"""Mentions as events: those of one event together, the surest first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitegen.link.agree import clocks_differ, figures_differ, theme_shared
from sitegen.link.bond import Bond, bond_of
from sitegen.link.measure import is_tally
from sitegen.link.memory import Compared, Memory
from sitegen.link.mention import Mention, overlap
from sitegen.link.related import Related
from sitegen.link.wording import QUOTED, SAYING
from sitegen.model.facts import Basis

_MARGIN = 1.0  # by so much the best of several must beat the next
_LEAD = 3  # sentences behind which what a lead says in short is told
_ONCE = frozenset({"사임", "별세", "취임", "출마", "은퇴", "입단", "입당", "탈당"})  # by one person on one day


def groups_of(
    mentions: Sequence[Mention], related: Related, memory: Memory | None = None
) -> list[tuple[tuple[Mention, ...], str]]:
    """*mentions* as events: those of one event together, the first told first, with the reason why they are one.

    Only mentions in *related* articles are compared.
    The surest bonds tie first. No event holds two mentions of one article, nor two that cannot be one; a coarse time
    that would fit two events fits none of them. What *memory* knows of the last linking is used, and left anew.
    """
    bonds = sorted(_bonds(mentions, related, memory), key=lambda bond: (-bond.score, bond.one.order, bond.other.order))
    doubtful = _doubtful(bonds)
    homes: dict[int, _Home] = {}  # of those that are bound: most events are told once
    for bond in bonds:
        for mention in (bond.one, bond.other):
            if id(mention) not in homes:
                homes[id(mention)] = _Home(mention)
        left, right = homes[id(bond.one)], homes[id(bond.other)]
        if left is right or (id(bond.one), id(bond.other)) in doubtful or left.excludes(right):
            continue
        left.reason = left.reason or bond.reason
        left.take(right)
        for mention in right.members:
            homes[id(mention)] = left
    seen: set[int] = set()
    found: list[tuple[tuple[Mention, ...], str]] = []
    for mention in mentions:
        home = homes.get(id(mention))
        if home is None:
            found.append(((mention,), ""))
        elif id(home) not in seen:
            seen.add(id(home))
            members = tuple(sorted(home.members, key=lambda one: one.order))
            found.append((members, home.reason))
    return found


def _doubtful(bonds: Iterable[Bond]) -> set[tuple[int, int]]:
    """The bonds of mentions that fit two of another article, or two days, equally well."""
    best: dict[tuple[int, str], list[Bond]] = defaultdict(list)
    for bond in bonds:
        best[id(bond.one), bond.other.article].append(bond)
        best[id(bond.other), bond.one.article].append(bond)
    doubtful = _of_two_days(bonds)
    for rivals in best.values():
        top = rivals[0].score
        close = [bond for bond in rivals if bond.score > top - _MARGIN]
        if len(close) > 1 and _tell_one_deed(close):
            main = min(close, key=_aside)
            doubtful |= {(id(bond.one), id(bond.other)) for bond in close if bond is not main}
        elif len(close) > 1 and not _is_one_sided(close):
            doubtful |= {(id(bond.one), id(bond.other)) for bond in close if bond.score < 8}
        doubtful |= {(id(bond.one), id(bond.other)) for bond in rivals if bond.score <= top - _MARGIN}
    return doubtful


def _of_two_days(bonds: Iterable[Bond]) -> set[tuple[int, int]]:
    """The bonds of mentions without a day that fit those of two days equally well, whatever articles tell them."""
    open_: dict[int, list[Bond]] = defaultdict(list)
    for bond in bonds:
        for mention in (bond.one, bond.other):
            if mention.day is None and not mention.said:
                open_[id(mention)].append(bond)
    found: set[tuple[int, int]] = set()
    for rivals in open_.values():
        close = [bond for bond in rivals if bond.score > rivals[0].score - _MARGIN]
        days = {mention.day for bond in close for mention in (bond.one, bond.other)} - {None}
        if len(days) > 1:
            found |= {(id(bond.one), id(bond.other)) for bond in close if bond.score < 8}
    return found


def _aside(bond: Bond) -> tuple[int, int, float]:
    """How far a bond is from being of two mentions that say the deed itself, and say it first of all."""
    pair = (bond.one, bond.other)
    says = sum(1 for mention in pair if mention.kinds & SAYING)
    return says, sum(mention.event.is_minor for mention in pair), -bond.score


def _tell_one_deed(rivals: Sequence[Bond]) -> bool:
    """Whether the mentions of one article among which a rival has to choose tell one deed: 사직서를 내고 물러났다."""
    told = {id(bond.one): bond.one for bond in rivals}
    if len(told) == 1:
        told = {id(bond.other): bond.other for bond in rivals}
    first, *others = sorted(told.values(), key=lambda one: one.day is None)
    return first.day is not None and all(
        one.kinds & first.kinds
        and set(one.event.who) == set(first.event.who)
        and (
            (one.day == first.day and (_share_sentence(one, first) or _is_done_once(one, first)))
            or _is_lead_of(one, first)
        )
        for one in others
    )


def _share_sentence(one: Mention, other: Mention) -> bool:
    return one.event.evidence.sentence == other.event.evidence.sentence


def _is_lead_of(lead: Mention, told: Mention) -> bool:
    """Whether a lead without a day says in short what is told right after it: 교육부가 통합을 승인했다. 22일 의결했다."""
    if lead.day is not None or lead.event.embedded or told.event.embedded or not lead.event.who:
        return False
    behind = told.event.evidence.sentence - lead.event.evidence.sentence
    return 0 < behind <= _LEAD and bool(theme_shared(lead, told)) and overlap(lead, told)


def _is_done_once(one: Mention, other: Mention) -> bool:
    """Whether the two tell what one person does once, and nothing else beside."""
    return bool(one.kinds & other.kinds & _ONCE) and theme_shared(one, other) != 0


def _is_one_sided(rivals: Sequence[Bond]) -> bool:
    """Whether the best of several is better than the next at all."""
    return rivals[0].score > rivals[1].score + 0.25


class _Home:
    """The mentions of one event so far, and what excludes others from it."""

    __slots__ = ("articles", "days", "exact", "members", "reason", "said_days")

    def __init__(self, mention: Mention) -> None:
        self.members = [mention]
        self.reason = ""
        self.articles = {mention.article}
        self.days = {mention.day} - {None} if not mention.said else set()
        self.said_days = {mention.day} - {None} if mention.said else set()
        is_exact = mention.figures or mention.clock is not None or mention.part
        self.exact = {_exactly(mention): mention} if is_exact else {}  # an event that thousands tell is told alike

    def excludes(self, other: "_Home") -> bool:
        """Whether both have a mention of one article, or mentions that cannot be of one event."""
        if not self.articles.isdisjoint(other.articles):
            return True
        days = self.days | other.days
        if len(days) > 1 or (days and (days | self.said_days | other.said_days) != days):
            return True  # what is said again may be told under another day; what is done may not
        return any(
            figures_differ(a, b) or clocks_differ(a, b) for a in self.exact.values() for b in other.exact.values()
        )

    def take(self, other: "_Home") -> None:
        self.members += other.members
        self.articles |= other.articles
        self.days |= other.days
        self.said_days |= other.said_days
        self.exact = other.exact | self.exact


def _exactly(mention: Mention) -> tuple[object, ...]:
    """All of a mention by which its figures and its clock are compared with those of others."""
    figures = tuple([(told.unit, told.measure, told.value) for told in mention.figures])
    is_rough = mention.event.when is not None and mention.event.when.mod == "APPROX"
    return (figures, frozenset(filter(is_tally, mention.kinds)), mention.clock, is_rough, mention.part)


def _bonds(mentions: Sequence[Mention], related: Related, memory: Memory | None) -> Iterator[Bond]:
    told: dict[str, list[Mention]] = {}
    for mention in mentions:
        told.setdefault(mention.article, []).append(mention)
    before: Mapping[tuple[str, str], Compared] = {}
    if memory is not None:
        before, memory.compared = memory.compared, {}
    place = {article: number for number, article in enumerate(told)}
    pages: dict[str, _Page] = {}  # of those articles only that are still to be compared
    for article, ours in told.items():
        page: _Page | None = pages.pop(article, None)
        for other in related.near(article):
            if place.get(other, -1) > place[article]:
                closely = related.closely(article, other)
                known = before.get((article, other))
                if known is None or known.closely is not closely or not known.is_of(ours, told[other]):
                    page = page or _page(ours)
                    if other not in pages:
                        pages[other] = _page(told[other])
                    bonds = tuple(filter(None, (bond_of(*pair, closely) for pair in _pairs_of(page, pages[other]))))
                    known = Compared(tuple(ours), tuple(told[other]), closely, bonds)
                if memory is not None:
                    memory.compared[article, other] = known
                yield from known.bonds


# The mentions of one article, in order, by what those have in common that may be one.
_Page = dict[str, dict[Mention, None]]


def _page(mentions: Iterable[Mention]) -> _Page:
    page: _Page = {}
    for mention in mentions:
        for key in _keys(mention):
            page.setdefault(key, {})[mention] = None
    return page


def _pairs_of(page: _Page, other: _Page) -> Iterator[tuple[Mention, Mention]]:
    """The mentions of two articles that have anything in common by which they may be one."""
    rivals: dict[Mention, dict[Mention, None]] = {}
    for key in sorted(page.keys() & other.keys()):
        for one in page[key]:
            rivals.setdefault(one, {}).update(other[key])
    for one, several in rivals.items():
        for rival in several:
            # What is said again may be told under another day.
            if one.day is None or rival.day is None or one.day == rival.day or (one.said and rival.said):
                yield one, rival


def _keys(mention: Mention) -> Iterator[str]:
    """What two mentions of one event have in common: a kind of deed, a sentence, a speaker, a thing on its day.

    A letter says which of them. Of kind only those of one phase may be one, whose words need not be the same.
    """
    if not mention.is_passed_over:
        for kind in mention.kinds:
            yield f"k{mention.phase}{kind}"
    whole = mention.letters
    if len(whole) >= QUOTED:
        yield f"b{whole[:8]}"
        yield f"e{whole[-14:]}"
    if mention.said or mention.kinds & SAYING or mention.event.certainty.basis is not Basis.WRITER:
        for speaker in {*mention.actors, mention.event.certainty.source} - {""}:
            yield f"s{speaker}"
    if mention.theme and mention.day:
        yield f"t{mention.theme[-1]}"
