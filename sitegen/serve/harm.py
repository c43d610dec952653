"""What an editor should look at before the site is published, the most harmful first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

from sitegen.build.live import LiveBuild
from sitegen.compose.desk import Desk, article_url
from sitegen.model.facts import ArticleFacts, Event, Fact, Person, Quote, Time
from sitegen.model.site import FactRef, RelationType
from sitegen.model.text import Article
from sitegen.read import CORRECTIONS
from sitegen.serve.notes import Harm

# What is published wrong comes before what is published vaguely.
KINDS = ("conflict", "vanished", "roles", "passed", "speaker", "anchor")
_LONGEST = 80  # letters of the words of one


def harms_of(build: LiveBuild, accepted: Collection[FactRef] = frozenset()) -> tuple[Harm, ...]:
    """Everything of *build* that an editor should look at, but what he or she has *accepted* as it is."""
    desk = build.desk
    found = [
        *_conflicts(desk, accepted),
        *_vanished(build),
        *(harm for read in desk.briefing.articles for harm in _in_article(desk, read, accepted)),
        *_passed(desk, accepted),
    ]
    return tuple(sorted(found, key=lambda harm: KINDS.index(harm.kind)))


def _conflicts(desk: Desk, accepted: Collection[FactRef]) -> Iterator[Harm]:
    for relation in desk.briefing.relations:
        refs = (relation.earlier, relation.later)
        if relation.type is RelationType.CONFLICT and not all(ref in accepted for ref in refs):
            one, other = (desk.facts.get(ref) for ref in refs)
            if one is not None and other is not None:
                yield _harm(desk, "conflict", other, f"{_words(one)} ↔ {_words(other)}")


def _vanished(build: LiveBuild) -> Iterator[Harm]:
    articles = {read.article.id: read.article for read in build.desk.briefing.articles}
    for warning in build.briefed.warnings:
        if warning.place and warning.place.path.endswith(CORRECTIONS):
            name = warning.place.path.rpartition("/")[2].removesuffix(CORRECTIONS)
            url = article_url(articles[name]) if name in articles else ""
            yield Harm("vanished", warning.message, url, name, place=str(warning.place))


def _in_article(desk: Desk, read: ArticleFacts, accepted: Collection[FactRef]) -> Iterator[Harm]:
    roles: defaultdict[str, dict[str, Person]] = defaultdict(dict)
    for fact in read.facts:
        if FactRef(read.article.id, fact.id) in accepted:
            continue
        match fact:
            case Quote(speaker=""):
                yield _harm(desk, "speaker", fact, _words(fact))
            case Time() if read.article.published is None and fact.when.is_point and _is_open(fact):
                yield _harm(desk, "anchor", fact, _words(fact))
            case Person() if fact.org:
                roles[fact.name].setdefault(fact.org, fact)
    for name, by_org in roles.items():
        if len(by_org) > 1:
            told = [f"{person.org} {person.title}".strip() for person in by_org.values()]
            yield _harm(desk, "roles", list(by_org.values())[1], f"{name}: {' · '.join(told)}")


def _is_open(fact: Time) -> bool:
    """Whether nobody can say which day the words mean."""
    return fact.when.earliest is None and fact.when.latest is None


def _passed(desk: Desk, accepted: Collection[FactRef]) -> Iterator[Harm]:
    for entry in desk.briefing.entries:
        event = desk.event(entry)
        if event is not None and desk.is_unconfirmed(entry) and entry.refs[0] not in accepted:
            day = entry.when.latest.isoformat() if entry.when and entry.when.latest else ""
            yield _harm(desk, "passed", event, f"{day} {entry.headline or _words(event)}".strip())


def _harm(desk: Desk, kind: str, fact: Fact, words: str) -> Harm:
    read = desk.reads[fact.evidence.article]
    url = f"{article_url(read.article)}#{read.anchor(fact)}"
    words = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    return Harm(kind, words, url, read.article.id, fact.id, place_of(read.facts, fact))


def line_and_column(read: ArticleFacts, fact: Fact) -> tuple[int, int]:
    """Where the words of *fact* stand in its seed, both from 1."""
    before = read.article.text[: fact.evidence.span.start]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def place_of(read: ArticleFacts, fact: Fact) -> str:
    """Where the words of *fact* stand: path:line:column."""
    line, column = line_and_column(read, fact)
    return f"{read.article.path}:{line}:{column}"


def _words(fact: Fact) -> str:
    words = fact.headline if isinstance(fact, Event) and fact.headline else fact.surface
    return " ".join(words.split())


def withheld_pages(withheld: Iterable[Article], labels: Mapping[str, str], timezone: str) -> dict[str, str]:
    """The pages of articles that are not public, with what they are: *labels* has words for draft and embargo. Times are
    those of the site's clock."""
    clock = ZoneInfo(timezone)
    return {article_url(article): _why(article, labels, clock) for article in withheld}


def _why(article: Article, labels: Mapping[str, str], clock: ZoneInfo) -> str:
    if article.draft or article.embargo is None:
        return labels["draft"]
    return labels["embargo"].format(time=f"{article.embargo.astimezone(clock):%Y-%m-%d %H:%M}")


def desks_of(articles: Iterable[ArticleFacts]) -> dict[str, str]:
    """The ids of articles by the addresses of their pages."""
    return {article_url(read.article): read.article.id for read in articles}
