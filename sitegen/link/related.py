"""Which articles speak of one affair: told by the names and the things that they share, and by nothing else.

What two articles share depends on no third. Only related articles are ever compared, so that linking grows with the
affairs of an archive and not with its size.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import chain, combinations, product

from sitegen.link.affair import struck
from sitegen.link.letters import Letters
from sitegen.model.facts import ArticleFacts, Event, Org, Person, Precision
from sitegen.rules.rule import word_set, words

NO_ALIASES: Mapping[str, str] = {}
_FAR = 1000  # days between two articles of one affair at most
_SOON = 60  # days in which a name of somebody's own tells an affair without a thing that is telling
_LATER = 200  # days in which it does so together with a body
_DAYS, _WEEKS = 7, 30  # days in which one telling thing, or two bodies, tell an affair in which nobody has a name
_NEAREST = 6  # articles that one is compared with for its own sake; those that count it as near come on top
_COMMON = 16  # articles that share a key: of more, only those told next to one are looked at
_LEADING = 12  # events of an article that tell what it is about, by their rank
_SENTENCE = 20  # letters of a sentence that two reporters do not write by chance
_LONG = 4  # letters of a noun that few affairs are about
_LEAD = 150  # letters of an article that say where its news was
_ROUND = (":00", ":30")  # such a clock says little
_MANY = 8  # things that two articles of one firm do not share unless they are of one affair
_MASKED = re.compile(r"[가-힣](?:모|씨|아무개)")
_BODY = re.compile(
    r"(?:지검|고검|지법|고법|법원|검찰청|경찰청|경찰서|소방청|소방서|소방본부|특별시|광역시|특별자치도"
    r"|[가-힣]{2}(?:부|처|청|원|위원회|위|공단|공사)|대|대학교|대학|연구소|연구원|증권|포럼|협회|학회|연합회|재단)$"
)
_SITE = re.compile(
    r"[가-힣]{2}(?:터널|대교|공항|초등학교|중학교|고등학교|산업단지|해수욕장|공원|휴게소|나들목)$|[가-힣]{2,}(?:[호산천강읍]|[^가재출작]동)$"
)
_FESTIVAL = re.compile(r"[가-힣]{2,}(?:영화제|음악제|연극제|예술제|축제|비엔날레|박람회|엑스포)$")
_CALLED = re.compile(r"[‘']([가-힣A-Za-z0-9]{2,12})[’']")  # ‘모아봇’: a name given to a thing
_POST = re.compile(r"(?:장|책임자|담당|총괄)$")
_WHERE = re.compile(r"(?<![가-힣])([가-힣]{2,3}?)[시군](?=[\s·,의에은는이가])")
_SPOT = re.compile(
    r"(?<![가-힣])(?!(?:화|지|표|정|측|도|장|반|수|앞|전|단|국|방|평|이|가|운|활|행|노|공|작|변|감|아|합|연|자|충)[면동])([가-힣]{1,3}(?:동|면|읍))(?=의|에서|\s)"
)
_WORDS = re.compile(r"[가-힣]+")
_NAME = re.compile(r"[가-힣A-Za-z0-9]{3,}")
_PARTICLE = re.compile(r"(?<=[가-힣A-Za-z0-9]{3})(?:은|는|이|가|의|을|를|도|와|과|에|에서|로|으로|에는|측|측은)$")
_WORD = re.compile(r"(?<![가-힣])[가-힣]{2,3}(?![가-힣])")
_WIDE = frozenset(
    {
        "강원", "경기", "경남", "경북", "광주", "대구", "대전", "부산", "서울", "세종", "울산", "인천", "전남", "전북",
        "제주", "충남", "충북", "한국", "후보", "제품", "시장", "직업", "업종", "지역",
    }
)  # fmt: skip
_OFFICIAL = ("시", "군", "구", "도", "청")
_OF_A_FIRM = (" 노조", " 노동조합", " 지부", " 지회", " 이사회")
_PROCEDURE = re.compile(
    r"(?:계획안|예산안|개정안|제정안|수정안|위원회|대책위|비대위|보고서|회견|총회|간담회|공청회|청문회|설명회|토론회|보고회"
    r"|계약|협약|감사|감식|진단|심의|심사|검사|조사|수사|점검|평가|질문|명령|중지|중단|공사비|사업비|지원금|보상금"
    r"|센터|병원|대학|시행령|시행규칙|농성|시위|집회|파업|영장|재판|소송|심문|혐의|의혹|사고)$"
)  # what any affair of its sort has


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What an article speaks of, as far as it tells affairs apart."""

    story: str
    day: date | None
    own: frozenset[str]  # people and firms that it is about
    firms: frozenset[str]  # those of them that are neither people nor public
    public: frozenset[str]  # towns and provinces that it names: each builds and decides many things
    named: frozenset[str]  # these, and whom it names in passing
    titled: frozenset[str]  # those whom its title names
    bodies: frozenset[str]  # ministries, courts, universities: each acts or speaks in many affairs
    things: frozenset[str]  # what its leading events are about
    telling: frozenset[str]  # the things among those that few affairs are about
    sentences: frozenset[str]  # with figures: found again within days, they are an agency's
    clocks: frozenset[str]  # when they struck, to the minute
    disasters: frozenset[tuple[str, str, date]]  # kind, place and day of each, as news
    sites: frozenset[str]  # bridges, tunnels, schools that its title names
    spots: frozenset[str]  # the parts of towns where they were


class Related:
    """The articles of one affair with each. *aliases* are the short names that articles pair with one organisation's: who
    is called so is named also where an article does not say who that is. *before* is of the same articles: of those that
    are the very same still, it knows what they speak of."""

    def __init__(
        self,
        articles: Sequence[ArticleFacts],
        letters: Letters,
        aliases: Mapping[str, str] = NO_ALIASES,
        before: "Related | None" = None,
    ) -> None:
        self._aliases: Mapping[str, str] = aliases
        known = before._articles if before and before._aliases == aliases else {}
        self._articles: dict[str, ArticleFacts] = {read.article.id: read for read in articles}
        self._spoken: dict[str, _Spoken] = {
            name: before._spoken[name]
            if before and known.get(name) is read
            else _spoken(read, letters.of(read), aliases)
            for name, read in self._articles.items()
        }

    @cached_property
    def _near(self) -> dict[str, tuple[str, ...]]:
        ids = list(self._spoken)
        days = [spoken.day.toordinal() if spoken.day else 0 for spoken in self._spoken.values()]
        by_key: defaultdict[tuple[str | int, ...], list[int]] = defaultdict(list)
        for place, spoken in enumerate(self._spoken.values()):
            for key in _keys(spoken):
                by_key[key].append(place)
        near: dict[str, set[str]] = {article: set() for article in ids}
        for place, (article, spoken) in enumerate(self._spoken.items()):
            sharing = filter(None, map(by_key.get, _keys(spoken, around=True)))
            found = [_around(place, places) for places in sharing]
            shared = Counter(chain.from_iterable(found))
            del shared[place]
            day = days[place]
            # Most keys first, then the next in time, then in the order given.
            order = sorted(
                [(-count, abs(day - days[at]) if day and days[at] else 0, at) for at, count in shared.items()]
            )
            for other in self._nearest(article, [ids[at] for *_, at in order]):
                near[article].add(other)
                near[other].add(article)
        order_of = {article: number for number, article in enumerate(ids)}
        return {article: tuple(sorted(others, key=order_of.__getitem__)) for article, others in near.items()}

    def _nearest(self, article: str, others: Iterable[str]) -> Iterator[str]:
        """Those of one affair with *article* that share most with it, of *others*, which stand in that order; and all
        of its story. An affair of hundreds of articles is told by neighbours."""
        spoken = self._spoken[article]
        found = 0
        for other in others:
            in_story = bool(spoken.story) and spoken.story == self._spoken[other].story
            if (found < _NEAREST or in_story) and self.are(article, other):
                found += 1
                yield other
            elif found >= _NEAREST and not spoken.story:
                return

    def near(self, article: str) -> tuple[str, ...]:
        """The ids of the articles of one affair with *article*, without itself, in the order given: of a few dozens
        all, of more those that share most with it."""
        return self._near[article]

    def are(self, one: str, other: str) -> bool:
        """Whether the articles of these ids speak of one affair."""
        return _are_of_one_affair(self._spoken[one], self._spoken[other])

    def closely(self, one: str, other: str) -> bool:
        """Whether they share two of those whom, or of the things that, few affairs are about."""
        left, right = self._spoken[one], self._spoken[other]
        if left.story and left.story == right.story:
            return True
        if _are_of_one_disaster(left, right):
            return True
        named = _named_by_both(left, right) - left.public
        own, telling = len(named), len((left.telling & right.telling) - named)
        many = _gap(left, right) <= _SOON and len(left.things & right.things) >= _MANY
        return own > 1 or (own > 0 and (telling > 0 or many)) or telling > 1

    def telling(self, one: str, other: str) -> frozenset[str]:
        """The things in either that few affairs are about."""
        return self._spoken[one].telling | self._spoken[other].telling


def _around(place: int, places: Sequence[int]) -> Sequence[int]:
    """Of many *places*, which ascend, those nearest to *place*: told next to it."""
    if len(places) <= _COMMON:
        return places
    at = bisect_left(places, place)
    return places[max(0, at - _COMMON // 2) : at + _COMMON // 2]


def _gap(one: _Spoken, other: _Spoken) -> int:
    """Days between two articles."""
    return abs((one.day - other.day).days) if one.day and other.day else 0


def _are_of_one_affair(one: _Spoken, other: _Spoken) -> bool:
    if one.story and one.story == other.story:
        return True
    gap = _gap(one, other)
    if gap <= _DAYS and one.sentences & other.sentences:
        return True
    if gap > _FAR:
        return False
    if _are_of_one_disaster(one, other):
        return True
    named = _named_by_both(one, other)
    if one.sites and other.sites and not one.sites & other.sites and named <= one.public | other.public:
        return False  # two bridges of one province
    own, bodies = len(named), len(one.bodies & other.bodies)
    things, telling = len(one.things & other.things), len(one.telling & other.telling)
    if own > 1:
        return own + bodies + things > 3
    if own:
        least = min(len(one.things), len(other.things))
        return (
            (telling > 0 and things > 2)
            or (gap <= _SOON and 0 < least <= 2 * things)  # articles of a few lines
            or (gap <= _SOON and bodies + things > (1 if gap <= _LATER else 2))
            or (gap <= _LATER and bodies > 0 and things > 5)
            or (not one.titled.isdisjoint(other.titled) and things > (1 if gap <= _LATER else 2))
        )
    return (
        (telling > 1 and bodies + things > 5)
        or (gap <= _LATER and telling > 0 and bodies + things > 5 and any(map(_is_name, one.telling & other.telling)))
        or (gap <= _DAYS and telling > 0 and bodies + things > 7)
        or (gap <= _WEEKS and bodies > 1 and bodies + things > 6)
        or (bodies > 1 and telling > 0 and things > 9)
    )


def _named_by_both(one: _Spoken, other: _Spoken) -> frozenset[str]:
    """Whom the one is about and the other names: also in passing, or as a word that is not known for a name there."""
    return (one.own & (other.named | other.telling)) | (other.own & (one.named | one.telling))


def _are_of_one_disaster(one: _Spoken, other: _Spoken) -> bool:
    """Whether both tell of one kind of disaster of one day in one town: at one spot of it, or at one clock."""
    if not one.disasters & other.disasters or (one.firms and other.firms and not one.firms & other.firms):
        return False
    if one.clocks and other.clocks:
        return bool(one.clocks & other.clocks)
    return bool(one.spots & other.spots)


def _keys(spoken: _Spoken, *, around: bool = False) -> Iterator[tuple[str | int, ...]]:
    """What two articles of one affair have at least one of in common; *around*: with the neighbouring spans of time."""
    if spoken.story:
        yield ("story", spoken.story)
    for sentence in sorted(spoken.sentences):
        yield ("sentence", sentence)
    own, bodies, telling = sorted(spoken.named), sorted(spoken.bodies), sorted(spoken.telling)
    yield from combinations(own, 2)
    yield from combinations(telling, 2)
    soon, later = _spans(spoken.day, _SOON, around), _spans(spoken.day, _LATER, around)
    days, weeks = _spans(spoken.day, _DAYS, around), _spans(spoken.day, _WEEKS, around)
    for name in own:
        for other in (*telling, *bodies):
            yield (name, other)
        for span in soon:
            yield (name, span)
        for span in later:
            yield (name, "later", span)
    for kind, place, day in sorted(spoken.disasters):
        yield (kind, place, day.toordinal())
    for name in sorted(spoken.titled):
        yield (name, "title")
    for thing in telling:
        for span in days:
            yield (thing, span)
        for span in later:
            yield (thing, "later", span)
        for body in bodies:
            yield (thing, body)
    for pair in combinations(bodies, 2):
        for span in weeks:
            yield (*pair, span)


def _spans(day: date | None, length: int, around: bool) -> Sequence[int]:
    """The number of the span of so many days that *day* lies in; *around*: and of those before and after it."""
    number = day.toordinal() // length if day else 0
    return (number - 1, number, number + 1) if around else (number,)


def _spoken(read: ArticleFacts, sentences: Iterable[str], aliases: Mapping[str, str]) -> _Spoken:
    events: list[Event] = []
    names: list[str] = []
    people: set[str] = set()
    for fact in read.facts:
        if isinstance(fact, Event):
            if 0 < fact.rank <= _LEADING:
                events.append(fact)
        elif isinstance(fact, Org):
            names.append(fact.name)
        elif isinstance(fact, Person):
            people.add(fact.name)
            if not _MASKED.fullmatch(fact.name):
                names.append(fact.name)
    told = Counter(names)
    if aliases:
        told.update(_called_elsewhere(read, told, aliases))
    acting = {name for event in events for name in event.who}
    named = told.keys() - word_set("org_everywhere")
    title = read.article.title
    bodies = {
        name
        for name in named - people
        if name in _known_bodies() or (_BODY.search(name) and not _is_in_title(name, title))
    }  # 해림시의료원 in a title: what the article is about
    own = {
        name for name in named - bodies if told[name] > 1 or name in acting or name in read.article.title
    }  # what is named once in passing tells nothing
    own |= {name.split()[0] for name in own if name.endswith(_OF_A_FIRM)}
    nouns = {word for event in events for word in (*event.theme, *event.nouns) if len(word) > 1}
    things = nouns - word_set("noun_general") - told.keys()
    text = read.article.title + read.article.text
    called = {name for name in _CALLED.findall(text) if text.count(name) > 1}
    telling = {
        word
        for word in things
        if word in called or _SITE.search(word) or (len(word) >= _LONG and not _is_anyones(word))
    } - word_set("noun_common")
    sites = set(filter(_SITE.fullmatch, _WORDS.findall(title)))
    telling |= sites
    return _Spoken(
        story=read.article.story,
        day=read.article.published,
        own=frozenset(own),
        firms=frozenset(name for name in own - people if not name.endswith(_OFFICIAL)),
        public=frozenset(name for name in named - people if name.endswith(_OFFICIAL)),
        named=frozenset(own | (named - bodies)),
        titled=frozenset(name for name in own if _is_in_title(name, title)),
        bodies=frozenset(bodies),
        things=frozenset(things),
        telling=frozenset(telling),
        sentences=frozenset([text for text in sentences if len(text) >= _SENTENCE and any(map(str.isdigit, text))]),
        sites=frozenset(sites),
        clocks=frozenset(_clocks(read)),
        disasters=frozenset(_disasters(read)),
        spots=frozenset(_spots(read)),
    )


def _called_elsewhere(read: ArticleFacts, told: Container[str], aliases: Mapping[str, str]) -> Counter[str]:
    """The organisations that an article calls by a short name which others pair with them, and how often; those that it
    names by itself aside."""
    words = (_PARTICLE.sub("", word) for word in _NAME.findall(f"{read.article.title} {read.article.text}"))
    found = Counter(full for word in words if (full := aliases.get(word)) is not None and full not in told)
    return Counter({name: count for name, count in found.items() if count > 1})


def _clocks(read: ArticleFacts) -> Iterator[str]:
    """The minutes at which the article's accidents and disasters struck: 2026-04-04T14:20."""
    for event in read.facts:
        when = event.when if isinstance(event, Event) else None
        exact = when is not None and when.precision is Precision.MINUTE and not when.value.endswith(_ROUND)
        if isinstance(event, Event) and when is not None and exact and struck(event, read):
            yield when.value


def _places(read: ArticleFacts) -> frozenset[str]:
    """The towns and counties that the title and the lead name: 인제 of 인제군, and where that is written 인제 산불."""
    told = set(_WHERE.findall(read.article.text[:_LEAD])) | (
        set(_WORD.findall(read.article.title)) & word_set("place_names")
    )
    return frozenset(told - _WIDE)


def _disasters(read: ArticleFacts) -> Iterator[tuple[str, str, date]]:
    """Each accident or disaster that the article dates, with the places that its lead, its title or its sentence names."""
    for event in read.facts:
        if not isinstance(event, Event) or event.when is None or event.when.latest is None:
            continue
        if kinds := struck(event, read):
            here = set(_WHERE.findall(read.sentences[event.evidence.sentence].of(read.article.text))) - _WIDE
            yield from product(kinds, here or _places(read), (event.when.latest,))


def _spots(read: ArticleFacts) -> Iterator[str]:
    for event in read.facts:
        if isinstance(event, Event) and struck(event, read):
            yield from _SPOT.findall(read.sentences[event.evidence.sentence].of(read.article.text))


def _is_in_title(name: str, title: str) -> bool:
    """Whether a title names it, if only in short: 의료원 for 해림시의료원."""
    return name in title or (len(name) > _LONG and name[-3:] in title)


def _is_name(thing: str) -> bool:
    return bool(_SITE.search(thing) or _FESTIVAL.search(thing) or (thing.endswith("법") and len(thing) > _LONG))


def _is_anyones(word: str) -> bool:
    return bool(_POST.search(word) or _PROCEDURE.search(word))


@cache
def _known_bodies() -> frozenset[str]:
    """Known bodies that act in any affair: ministries, courts, agencies."""
    known = {name for row in words("org_known") if row[1] != "company" for name in (row[0], *row[2:]) if name}
    return frozenset(known | {cell for row in words("org_ministry") for cell in row})
