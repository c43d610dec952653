"""The site that is searched: the sample seeds of the repository and a made corpus, and what its articles say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import copy
from zoneinfo import ZoneInfo

from sitegen.build.recipe import brief, opened_archive
from sitegen.build.run import Options
from sitegen.build.site import build
from sitegen.compose.desk import article_url, desk_of
from sitegen.compose.search import search_pages
from sitegen.config import Settings, read_settings
from sitegen.model.text import FACT_ROLES, Article
from sitegen.read import read_seed
from sitegen.render import Renderer
from tests.bench import corpus, layouts
from tests.bench.generators import ROOT

NOW = datetime(2026, 6, 1, 9, tzinfo=ZoneInfo("Asia/Seoul"))
_SEEDS = ROOT / "seeds"


@dataclass(frozen=True, slots=True)
class Searched:
    """A built site: its output, and by the address of each public article what that says, its title first."""

    output: Path
    texts: Mapping[str, str]


def searched(folder: Path, articles: int) -> Searched:
    """The sample and *articles* of the corpus as a site in *folder*, built by the command's own way."""
    settings = _laid(folder, articles)
    build(settings, NOW)
    return Searched(settings.output, _texts(folder))


def indexed(folder: Path, articles: int) -> Searched:
    """The same site without the pages that are not the search's: half of the time that it takes. Made once a *folder*."""
    if (folder / "made").exists():
        return Searched(folder / "output", _texts(folder))
    settings = _laid(folder, articles)
    with opened_archive(settings) as archive:
        briefing = brief(settings, NOW, archive).briefing
    renderer = Renderer()
    files = {page.url: renderer.page(page) for page in search_pages(desk_of(briefing))}
    for address, content in {**renderer.assets(), **files}.items():
        (settings.output / address).parent.mkdir(parents=True, exist_ok=True)
        (settings.output / address).write_bytes(content)
    (folder / "made").touch()
    return Searched(settings.output, _texts(folder))


def _laid(folder: Path, articles: int) -> Settings:
    (folder / "seeds").mkdir(parents=True)
    for path in sorted(_SEEDS.iterdir()):
        copy(path, folder / "seeds")
    layouts.write(folder, layouts.LAYOUTS["sitegen"], map(corpus.article, range(articles)))
    return read_settings(folder)


def _texts(folder: Path) -> dict[str, str]:
    paths = sorted((folder / "seeds").iterdir())
    read = [read_seed(f"seeds/{path.name}", path.read_bytes()) for path in paths]
    return {article_url(one): said(one) for one in read if not one.draft}


def said(article: Article) -> str:
    """The words of an article that facts are read in, a line each, after its title."""
    text = article.text
    lines = [
        "".join(map(text.__getitem__, article.words_in(one.span))) for one in article.blocks if one.role in FACT_ROLES
    ]
    return re.sub(r"[ \t]+", " ", "\n".join([article.title, *lines]))


HARD = {
    "2026-04-01-hostile.md": """\
title: "<img src=x onerror=alert(1)> 다래시 </script><script>alert(2)</script> 공원 개장"
published: 2026-04-01
source: "<b>물마루</b>통신"
---
다래시는 1일 한솔공원을 개장했다. 총사업비는 71억원이다. <img src=x onerror=alert(3)>배서윤 다래시장은 “공원을 늘리겠다”고 말했다.
""",
    "2026-04-02-facts.md": """\
title: 가람정밀, 새 공장 준공
published: 2026-04-02
body: none
---
가람정밀은 2일 청호시에 새 공장을 준공했다. 이 밖의 은백나무 그늘 이야기.
""",
    "2026-04-03-cited.md": """\
title: 소나무은행, 금리 인하
published: 2026-04-03
body: evidence
---
소나무은행은 3일 대출 금리를 0.3%포인트 내렸다고 밝혔다. 그 밖의 노을빛 창가 이야기.
""",
    "2026-04-04-draft.md": "title: 두루미항공 비밀 계획\nstatus: draft\npublished: 2026-04-04\n---\n두루미항공은 4일 새 노선을 열었다.\n",
}


def small(folder: Path, seeds: Mapping[str, str] = HARD) -> Path:
    """The sample and *seeds*, by their names the text from the front matter's first key on, as a site; its output."""
    (folder / "seeds").mkdir(parents=True)
    for path in sorted(_SEEDS.iterdir()):
        copy(path, folder / "seeds")
    for name, text in seeds.items():
        (folder / "seeds" / name).write_text(f"---\n{text}", encoding="utf-8")
    settings = read_settings(folder)
    build(settings, NOW, Options(executor="serial"))
    return settings.output
