"""The promises of a built site: every link arrives, every anchor exists, every fact leads to its sentence."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from sitegen.build.archive import Archive
from sitegen.build.corrections import corrections_of, edited
from sitegen.build.known import known_names
from sitegen.build.recipe import is_public, opened_archive, read_articles
from sitegen.config import Settings
from sitegen.errors import CheckError, Faults, Place, SitegenError
from sitegen.model.facts import ArticleFacts
from sitegen.model.text import Article
from sitegen.write import read_manifest


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, by kind, and everything that is wrong."""

    counts: Mapping[str, int]
    faults: tuple[SitegenError, ...]


def check_site(settings: Settings, now: datetime) -> Checked:
    """Looks at the seeds, their corrections, the known names, and the output as it stands; changes none of them."""
    with opened_archive(settings, is_guest=True) as archive:
        return _checked(settings, now, archive)


def _checked(settings: Settings, now: datetime, archive: Archive) -> Checked:
    try:
        articles, faults = read_articles(settings, archive)
    except Faults as several:
        articles, faults = [], list(several.errors)
    except SitegenError as fault:
        articles, faults = [], [fault]
    faults = list(faults)
    corrections = corrections_of(settings.seeds, settings.root)
    known, wrong = known_names(settings.seeds, settings.root)
    faults += (*corrections.faults, *wrong)
    facts = 0
    read, broken = archive.facts(articles, known)
    faults += broken
    for found in read:
        one = edited(found, corrections.of(settings.root / found.article.path))
        facts += len(one.read.facts)
        faults += [*_evidence_faults(one.read), *one.vanished, *one.unclear]
    manifest = read_manifest(settings.output)
    if not manifest:
        hint = "run  sitegen build"
        faults.append(CheckError("there is no built site", Place(_shown(settings)), hint))
    files = {address: _content(settings, address) for address in manifest}
    pages = {address: page_of(content) for address, content in files.items()
             if content is not None and address.endswith(".html")}  # fmt: skip
    faults += [
        CheckError("is in the manifest and not in the folder", Place(f"{_shown(settings)}/{address}"),
                   "run  sitegen build") for address, content in files.items() if content is None
    ]  # fmt: skip
    faults += page_faults(pages, set(files), _shown(settings), urlsplit(settings.site.url).path)
    public = [article for article in articles if is_public(article, now)]
    withheld = [article for article in articles if not is_public(article, now)]
    faults += _leaks(files, withheld, public, _shown(settings))
    links = sum(len(page.links) for page in pages.values())
    counts = {"seeds": len(articles), "facts": facts, "pages": len(pages), "links": links}
    return Checked(counts, tuple(sorted(faults, key=lambda fault: fault.place or Place(""))))


def _shown(settings: Settings) -> str:
    output, root = settings.output, settings.root
    return output.relative_to(root).as_posix() if output.is_relative_to(root) else output.as_posix()


def _content(settings: Settings, address: str) -> bytes | None:
    try:
        return (settings.output / address).read_bytes()
    except OSError:
        return None


def _evidence_faults(read: ArticleFacts) -> Iterator[CheckError]:
    """A fact whose words are not where it says, or that stands in no sentence."""
    article = read.article
    for fact in read.facts:
        span = fact.evidence.span
        line, column = article.position(span.start)
        place = Place(article.path, line, column)
        if span.of(article.text) != fact.surface or not fact.surface:
            yield CheckError(f"the {fact.kind} {fact.id} is not where its evidence says", place)
        elif not read.sentences[fact.evidence.sentence].overlaps(span):
            yield CheckError(f"the {fact.kind} {fact.id} stands outside its sentence", place)


@dataclass(slots=True)
class PageLinks:
    """What a page links to, what can be linked to in it, and its facts with their evidence links."""

    ids: set[str] = field(default_factory=set)
    doubled: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)  # line, address
    facts: list[tuple[int, str, list[str]]] = field(default_factory=list)  # line, fact, evidence links inside


_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = PageLinks()
        self.open: list[tuple[str, tuple[int, str, list[str]] | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        if "id" in values:
            if values["id"] in self.page.ids:
                self.page.doubled.append((line, values["id"]))
            self.page.ids.add(values["id"])
        for name in ("href", "src"):
            if name in values and tag not in ("base",):
                self.page.links.append((line, values[name]))
        fact: tuple[int, str, list[str]] | None = None
        if "data-fact" in values:
            fact = (line, values["data-fact"], [])
            self.page.facts.append(fact)
        if tag not in _VOID:
            self.open.append((tag, fact))
        if tag == "a" and "ev" in values.get("class", "").split():
            for _, outer in self.open:
                if outer:
                    outer[2].append(values.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass


def page_of(content: bytes) -> PageLinks:
    """The links, anchors and facts of an HTML page."""
    reader = _Reader()
    reader.feed(content.decode("utf-8", "replace"))
    reader.close()
    return reader.page


def page_faults(pages: Mapping[str, PageLinks], files: set[str], shown: str, root: str = "") -> Iterator[CheckError]:
    """Links that lead nowhere, anchors that do not exist, facts without evidence, ids that stand twice.

    *root* is the path at which the site stands on its host: "" or "/briefing".
    """
    for address, page in sorted(pages.items()):
        where = f"{shown}/{address}"
        for line, name in page.doubled:
            yield CheckError(f"the id '{name}' stands twice", Place(where, line, 1))
        for line, link in page.links:
            fault = _link_fault(address, link, pages, files, root.rstrip("/"))
            if fault:
                yield CheckError(f"{fault}: {link}", Place(where, line, 1))
        for line, fact, evidence in page.facts:
            if not any(_is_evidence(address, link, pages, root.rstrip("/")) for link in evidence):
                yield CheckError(f"the fact {fact} has no evidence to go to", Place(where, line, 1))


def _target(address: str, link: str, root: str) -> tuple[str, str] | None:
    """The file and the anchor that a link on page *address* leads to; None where it leaves the site."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    if path.startswith(root + "/"):  # from the root of the host, as on 404.html
        return normpath(path.removeprefix(root + "/")), unquote(parts.fragment)
    target = normpath(join(dirname(address), path)) if path else address
    return target, unquote(parts.fragment)


def _link_fault(address: str, link: str, pages: Mapping[str, PageLinks], files: set[str], root: str) -> str:
    target = _target(address, link, root)
    if target is None:
        return ""
    path, anchor = target
    if path not in files:
        return "the link leads nowhere"
    if anchor and path in pages and anchor not in pages[path].ids:
        return "the anchor does not exist"
    return ""


def _is_evidence(address: str, link: str, pages: Mapping[str, PageLinks], root: str) -> bool:
    target = _target(address, link, root)
    return target is not None and target[0] in pages and target[1] in pages[target[0]].ids and bool(target[1])


def _leaks(
    files: Mapping[str, bytes | None], withheld: Iterable[Article], public: Iterable[Article], shown: str
) -> Iterator[CheckError]:
    """Files that hold the title of an article that must not be shown."""
    said = "\n".join(article.text for article in public)
    for article in withheld:
        if len(article.title) < 6 or article.title in said:
            continue
        for address, content in sorted(files.items()):
            if content is not None and article.title.encode() in content:
                message = f"holds words of {article.path}, which must not be shown yet"
                yield CheckError(message, Place(f"{shown}/{address}"), "run  sitegen build")
