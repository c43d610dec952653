"""How the site is made, what its badges mean, and the page for addresses that lead nowhere."""

from urllib.parse import urlsplit

from sitegen.compose.badge import legend
from sitegen.compose.desk import Desk
from sitegen.compose.frame import page_of
from sitegen.compose.head import Head
from sitegen.model.site import Page


def about_page(desk: Desk) -> Page:
    """The method and the legend of the badges."""
    words = desk.words
    chapters = (("about_read", 4), ("about_time", 4), ("about_links", 4), ("about_limits", 2))
    return page_of(
        desk,
        "about/index.html",
        "about.html",
        words["about"],
        words["about_description"],
        "about",
        chapters=[
            {"title": words[name], "lines": [words[f"{name}_{number}"] for number in range(1, count + 1)]}
            for name, count in chapters
        ],
        legend=legend(words),
    )


def missing_page(desk: Desk) -> Page:
    """404.html. Hosts serve it under any address, so its links start at the root of the host, where the site's own
    address says the site stands; the template needs no style sheet to be readable."""
    words = desk.words
    path = urlsplit(desk.briefing.site.url).path
    root = "/" + path.strip("/") + "/" if path.strip("/") else "/"
    head = Head(indexed=False)
    return page_of(desk, "404.html", "404.html", words["missing"], words["missing_text"], head=head, root=root)
