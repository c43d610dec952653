"""What does not leave, and how it is told: each gate with what is wrong and where, all of them at once."""

import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from sitegen.build import Built, make
from sitegen.config import Settings, read_settings
from sitegen.errors import Faults
from sitegen.publish import publish
from sitegen.publish.hosts import UNKNOWN, gzipped
from tests.publish.conftest import NOW, SITE, Publish, article, built, everything

SECRET = article("2025-10-02-secret-plan", "가람전자, 새 공장 검토", slug="secret-plan-2")
WHOLE = """\
---
title: 윤슬시, 새 도서관 착공
published: 2025-03-14
source: 물마루통신
body: evidence
---

윤슬시는 12일 새 도서관을 착공했다. 총사업비는 86억원이다.

골목마다 반가운 마음과 걱정스러운 마음, 아이들의 웃음소리와 어르신들의 느린 걸음, 봄이면 연둣빛 느티나무 잎과 여름이면 짙은 그늘, 그리고 오래된 앞마당의 낡은 나무 의자 하나.
"""
UNFIT = "골목마다 반가운 마음과 걱정스러운 마음, 아이들의 웃음소리와 어르신들의 느린 걸음, 봄이면 연둣빛 느티나무 잎과 여름이면 짙은 그늘"


def told(send: Callable[[], object]) -> str:
    with pytest.raises(Faults) as caught:
        send()
    return str(caught.value)


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_sent(
    send: Publish, root: Path, tmp_path: Path
) -> None:
    """A dead link, a missing anchor, a fact without evidence, a draft's title, an address that leads nowhere, and more
    deletions than are let through."""
    many = {f"a/{number}/index.html": b"x" for number in range(60)}
    send("disk", SITE | many)
    settings = (root / "sitegen.toml").read_text("utf-8")
    (root / "sitegen.toml").write_text('[site]\nurl = "http://localhost:8000"\n' + settings, "utf-8")
    before = everything(tmp_path)
    files = {
        "index.html": b'<p>\n<a href="gone/index.html">\n<a href="a/x/index.html#nowhere">',
        "a/x/index.html": '<p data-fact="f1">착공</p>\n가람전자, 새 공장 검토'.encode(),
    }
    words = told(lambda: send("disk", built(files, withheld=(SECRET,))))
    assert "/index.html:2:1: error: the link leads nowhere: gone/index.html" in words
    assert "/index.html:3:1: error: the anchor does not exist: a/x/index.html#nowhere" in words
    assert "/a/x/index.html:1:1: error: the fact f1 has no evidence to go to" in words
    assert "seeds/2025-10-02-secret-plan.md: error: it is withheld" in words
    assert "sitegen.toml:2:1: error: no reader comes to 'localhost'" in words
    assert "error: 61 of 63 published files would be deleted" in words
    assert everything(tmp_path) == before


def test_a_draft_is_found_in_the_data_of_a_head(send: Publish) -> None:
    """Where the marks of HTML are written as JSON can write them."""
    draft = article("2025-10-02-draft", "가람전자 R&D <새 공장>", slug="draft-slug-2")
    data = '<script type="application/ld+json">{"name":"가람전자 R\\u0026D \\u003c새 공장\\u003e"}</script>'
    leak = {"a/x/index.html": data.encode()}
    assert "would be published in a/x/index.html" in told(lambda: send("disk", built(SITE | leak, withheld=(draft,))))


def test_a_draft_is_found_where_it_is_compressed(send: Publish) -> None:
    leak = {"data.json.gz": gzipped('{"title": "가람전자, 새 공장 검토"}'.encode())}
    assert "would be published in data.json.gz" in told(lambda: send("disk", built(SITE | leak, withheld=(SECRET,))))
    broken = {"data.json.gz": gzip.compress(b"x" * 100)[:-9]}
    assert send("disk", built(SITE | broken, withheld=(SECRET,))).added


def test_a_draft_is_found_where_brotli_has_compressed_it(send: Publish) -> None:
    brotli = pytest.importorskip("brotli", reason="brotli is not installed")
    leak = {"index.html.br": brotli.compress("<h1>가람전자, 새 공장 검토".encode())}
    assert "would be published in index.html.br" in told(lambda: send("disk", built(SITE | leak, withheld=(SECRET,))))


@pytest.mark.parametrize(
    "url",
    ["http://localhost", "http://127.0.0.1:8000/x", "http://[::1]/", "http://0.0.0.0", "https://briefing.example",
     "https://www.example.com/briefing/", "https://desk.test"],
)  # fmt: skip
def test_a_site_that_leads_readers_nowhere_is_not_published(send: Publish, root: Path, url: str) -> None:
    settings = (root / "sitegen.toml").read_text("utf-8")
    dav = '[[publish]]\nname = "dav"\nkind = "webdav"\nurl = "https://dav.naru.kr/"\n'
    (root / "sitegen.toml").write_text(f'{dav}[site]\ntitle = "브리핑"\nurl = "{url}"\n' + settings, "utf-8")
    assert "sitegen.toml:7:1: error: no reader comes to '" in told(lambda: send("disk", SITE))


@pytest.mark.parametrize("url", ["https://briefing.naru.kr", "http://10.0.0.7/desk", "https://example.naru.kr", ""])
def test_a_host_that_readers_can_reach_is_no_fault(send: Publish, root: Path, url: str) -> None:
    settings = (root / "sitegen.toml").read_text("utf-8")
    (root / "sitegen.toml").write_text(f'[site]\nurl = "{url}"\n' + settings, "utf-8")
    assert send("disk", SITE).added


def _publish(settings: Settings, meanwhile: Callable[[], object]) -> object:
    """Publishes to ``disk``; *meanwhile* happens while the site is built."""

    def building(given: Settings, now: datetime) -> Built:
        site = make(given, now)
        meanwhile()
        return site

    return publish(settings, "disk", now=NOW, dry_run=False, yes=True, max_deletes=None, echo=print, make=building)


def test_a_seed_saved_while_the_site_is_built_stops_it(root: Path, tmp_path: Path) -> None:
    """What would go out is not what stands in the seeds any more: perhaps they are a draft now."""
    seed = root / "seeds" / "2025-03-14-library.md"
    seed.write_text(WHOLE, "utf-8")
    changes: dict[str, Callable[[], object]] = {
        "seeds/2025-03-14-library.md: error: was saved": lambda: seed.write_text(WHOLE + "\n새 줄.\n", "utf-8"),
        "seeds/new.md: error: was added": lambda: (root / "seeds" / "new.md").write_text(WHOLE, "utf-8"),
        "seeds/new.md: error: was deleted": (root / "seeds" / "new.md").unlink,
        "seeds/2025-03-14-library.corrections.toml: error: was added": lambda: seed.with_suffix(
            ".corrections.toml"
        ).write_text("", "utf-8"),
    }
    for words, change in changes.items():
        assert words in told(lambda change=change: _publish(read_settings(root), change))  # type: ignore[misc]
    assert not (tmp_path / "disk").exists()
    _publish(read_settings(root), lambda: None)
    assert (tmp_path / "disk" / "index.html").is_file()


@pytest.fixture
def clipped(root: Path) -> Built:
    """A site with an article of somebody else's, of which evidence alone may be shown."""
    (root / "seeds" / "2025-03-14-library.md").write_text(WHOLE, "utf-8")
    return make(read_settings(root), NOW)


def test_what_the_site_itself_shows_of_such_an_article_is_no_fault(send: Publish, clipped: Built) -> None:
    assert "총사업비는 86억원이다" in clipped.files["a/2025-03-14-library/index.html"].decode()
    assert send("disk", clipped).added


@pytest.mark.parametrize(
    "leak",
    [
        {"full/index.html": f"<p>{UNFIT}</p>"},
        {"full/index.html": "<p>" + "</b> <i>".join(UNFIT) + "</p>"},
        {"full/index.html": f'<meta name="description" content="{UNFIT}">'},
        {"full/index.html": f"<p>a<!-- {UNFIT} -->b</p>"},
        {"facts.json": '{"a": [{"text": "' + "".join(f"\\u{ord(sign):04x}" for sign in UNFIT) + '"}]}'},
        {"feed.xml": f"<entry><content>&lt;p&gt;{UNFIT.replace(' ', '&lt;/p&gt;&lt;p&gt;', 1)}</content></entry>"},
        {"full.txt": UNFIT},
        {"full.txt.gz": UNFIT},
    ],
)
def test_prose_that_may_not_be_shown_stops_it(send: Publish, clipped: Built, leak: dict[str, str]) -> None:
    """In whatever file, however it is marked up, with the line of the seed."""
    name, text = next(iter(leak.items()))
    content = gzipped(text.encode()) if name.endswith(".gz") else text.encode()
    words = told(lambda: send("disk", replace(clipped, files={**clipped.files, name: content})))
    assert re.search(
        r"seeds/2025-03-14-library\.md:10:\d+: error: body: evidence does not let this be shown, yet it would be in "
        + re.escape(name),
        words,
    )


def test_a_line_of_it_is_no_fault(send: Publish, clipped: Built) -> None:
    """Fewer than forty letters: so much is quoted anywhere."""
    assert send("disk", replace(clipped, files={**clipped.files, "x.txt": UNFIT[:44].encode()})).added


def test_what_an_article_that_may_be_shown_says_too_is_no_fault(send: Publish, root: Path) -> None:
    (root / "seeds" / "2025-03-14-library.md").write_text(WHOLE, "utf-8")
    own = WHOLE.replace("body: evidence\n", "").replace("물마루통신", "윤슬시")
    (root / "seeds" / "2025-03-13-release.md").write_text(own, "utf-8")
    site = make(read_settings(root), NOW)
    assert any(UNFIT in content.decode("utf-8", "replace") for content in site.files.values())
    assert send("disk", site).added


def test_an_article_without_body_shows_no_sentence(send: Publish, root: Path) -> None:
    (root / "seeds" / "2025-03-14-library.md").write_text(WHOLE.replace("body: evidence", "body: none"), "utf-8")
    site = make(read_settings(root), NOW)
    assert send("disk", site, dry_run=True).added
    words = told(lambda: send("disk", replace(site, files={**site.files, "x.html": WHOLE.encode()})))
    assert "body: none does not let this be shown" in words


def test_a_file_that_the_host_does_not_take_stops_it(send: Publish, root: Path, tmp_path: Path) -> None:
    settings = (root / "sitegen.toml").read_text("utf-8")
    (root / "sitegen.toml").write_text(settings + 'serves = "cloudflare"\n', "utf-8")
    words = told(lambda: send("disk", {**SITE, "assets/report.pdf": bytes(26 * 2**20)}))
    assert "/assets/report.pdf: error: a file of 26.0 MiB, and Cloudflare Pages takes 25" in words
    assert not (tmp_path / "disk").exists()
    assert "_headers" in send("disk", SITE).added


def test_an_unknown_host_has_no_limits() -> None:
    assert (UNKNOWN.most_files, UNKNOWN.largest_file, UNKNOWN.most_bytes) == (None, None, None)
