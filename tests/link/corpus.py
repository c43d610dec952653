"""Short articles of invented affairs, read and linked as a site does it."""

from datetime import date

from sitegen.analyse import document_of
from sitegen.build.archive import extracted
from sitegen.extract import facts_of
from sitegen.link import briefing_of
from sitegen.model.facts import ArticleFacts
from sitegen.model.identity import Site
from sitegen.model.known import Known
from sitegen.model.site import Briefing
from sitegen.read import read_seed


def article(
    title: str, *paragraphs: str, day: str = "2025-03-05", source: str = "참일보", story: str = ""
) -> ArticleFacts:
    """The facts of an article; its file is named by its day and its publisher."""
    front = [f"title: {title}", f"published: {day}", f"source: {source}", *([f"story: {story}"] if story else [])]
    text = "\n".join(("---", *front, "---", "", "\n\n".join(paragraphs), ""))
    return facts_of(document_of(read_seed(f"seeds/{day}-{source}.md", text.encode(), timezone="Asia/Seoul")))


def brief(*articles: ArticleFacts, known: Known | None = None, group: bool = True) -> Briefing:
    """The briefing of *articles*; what an editor has made *known* is found in them as they are read."""
    names = known or Known()
    read = [extracted(one.article, names) for one in articles] if known else articles
    by_path = {one.article.path: names for one in articles}
    return briefing_of(read, Site(group=group), date(2025, 3, 31), by_path)
