"""The law of the cache is no empty word: where one part of what is remembered is left out it breaks, each one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitegen.build import archive, codec, digests, inputs, memory, press, recipe, site, versions, work
from sitegen.compose import desk
from sitegen.model.facts import ArticleFacts
from sitegen.render import Renderer
from sitegen.render.files import colors
from sitegen.write import Writing
from tests.build.histories import BODIES, FRONTS, LATER, NAMES, SETTINGS, History, difference

ONE, TWO = "seeds/2026-03-02-bridge.md", "seeds/2026-04-01-plant.txt"

Patch = pytest.MonkeyPatch
Step = Callable[[History, Patch], None]


def obeys(folder: Path, patch: Patch, *steps: Step) -> bool:
    """Whether the law holds for a site of two articles after each of *steps*."""
    history = History(folder)
    history.put(ONE, FRONTS[1] + BODIES[0])
    history.put(TWO, BODIES[2])
    try:
        right = difference(history.build(), history.cold()) == []
        for step in steps:
            step(history, patch)
            right = difference(history.build(), history.cold()) == [] and right
    except LookupError:
        return False  # an article that is taken for another one is not where it is looked for
    return right


def edit(history: History, patch: Patch) -> None:
    history.put(ONE, FRONTS[1] + BODIES[1])


def edit_unseen(history: History, patch: Patch) -> None:
    """As long as before, and as old as before."""
    history.put(ONE, FRONTS[1] + BODIES[0].replace("820억", "281억"), keeps_time=True)


def move(history: History, patch: Patch) -> None:
    """The same bytes under another name, which is another day."""
    history.remove(TWO)
    history.put("seeds/2026-05-01-plant.txt", BODIES[2])


def at_night(history: History, patch: Patch) -> None:
    """An article of a time of which the day is another one elsewhere."""
    history.put("seeds/note.md", "---\ntitle: 나래화학 증설\npublished: 2026-05-03T23:30:00Z\n---\n\n" + BODIES[3])


def in_another_zone(history: History, patch: Patch) -> None:
    history.put("sitegen.toml", '[site]\ntimezone = "America/New_York"\n')


def change_words(history: History, patch: Patch) -> None:
    """Another version, which says one thing in other words."""
    real = desk.words_of
    patch.setattr(desk, "words_of", lambda language, own: {**real(language, own), "timeline_lead": "날짜순입니다."})
    patch.setattr(versions, "whole", lambda: b"another")


def name(history: History, patch: Patch) -> None:
    history.put("seeds/entities.toml", NAMES[0] + NAMES[2])


def change_template(history: History, patch: Patch) -> None:
    history.put("templates/about.html", "{% extends 'base.html' %}{% block main %}<p>우리</p>{% endblock %}")


def change_style(history: History, patch: Patch) -> None:
    history.put("templates/assets/site.css", "p { color: red }")


def correct(history: History, patch: Patch) -> None:
    history.put(ONE.replace(".md", ".corrections.toml"), '[[hide]]\nwords = "820억원"\n')


def set_title(history: History, patch: Patch) -> None:
    history.put("sitegen.toml", '[site]\ntitle = "해솔"\n')


def set_colors(history: History, patch: Patch) -> None:
    history.put("sitegen.toml", SETTINGS[4])


def set_words(history: History, patch: Patch) -> None:
    history.put("sitegen.toml", '[words]\ntimeline_lead = "날짜순입니다."\n')


def change_file_of_colors(history: History, patch: Patch) -> None:
    """Another version, which writes another style sheet."""
    patch.setattr(colors, "write", lambda context: b"other")
    patch.setattr(versions, "rendering", lambda: b"another")
    patch.setattr(versions, "whole", lambda: b"another")


def record(history: History, patch: Patch) -> None:
    history.put("published.json", '{"sitegen_published": 1, "as_of": null, "articles": [], "outcomes": [], "log": []}')


def embargo(history: History, patch: Patch) -> None:
    history.put("seeds/note.md", FRONTS[3] + BODIES[3])


def count_from_today(history: History, patch: Patch) -> None:
    history.put("sitegen.toml", '[site]\nas_of = "today"\n')


def wait(history: History, patch: Patch) -> None:
    history.now = LATER


def spoil(history: History, patch: Patch) -> None:
    page = history.root / "output" / "index.html"
    page.write_bytes(page.read_bytes()[::-1])


def change_rules(history: History, patch: Patch) -> None:
    """Another version of the program, which finds less."""

    def nothing(articles: Any, expected: bytes = b"") -> list[work.Result]:
        found = []
        for content, _ in articles:
            article = codec.decode_article(content)
            assert article is not None
            found.append(work.Result(codec.encode_facts(ArticleFacts(article, ()))))
        return found

    patch.setattr(work, "extract", nothing)
    patch.setattr(versions, "extracting", lambda: b"another")
    patch.setattr(versions, "whole", lambda: b"another")


def change_reading(history: History, patch: Patch) -> None:
    """Another version, which reads another title."""
    real = work.read

    def read(seeds: Any, timezone: str, expected: bytes = b"") -> list[work.Result]:
        return real([(path, content.replace("해솔대교 공사".encode(), "다른 제목".encode())) for path, content in seeds],
                    timezone)  # fmt: skip

    patch.setattr(work, "read", read)
    patch.setattr(versions, "reading", lambda: b"another")
    patch.setattr(versions, "whole", lambda: b"another")


def change_renderer(history: History, patch: Patch) -> None:
    """Another version, which writes otherwise."""
    real = Renderer.page
    patch.setattr(Renderer, "page", lambda self, page: real(self, page).replace(b"<p", b"<P"))
    patch.setattr(versions, "rendering", lambda: b"another")
    patch.setattr(versions, "whole", lambda: b"another")


def edit_and_repent(history: History, patch: Patch) -> None:
    """A seed is edited after it was looked at and before it is read, and is as it was when the build has ended."""
    real = recipe.read_articles
    before = (history.root / ONE).read_text(encoding="utf-8")

    def read_articles(*arguments: Any) -> Any:
        history.put(ONE, before.replace("820억", "281억"))
        return real(*arguments)

    history.put(TWO, BODIES[3])  # so that there is something to build
    with patch.context() as while_building:
        while_building.setattr(recipe, "read_articles", read_articles)
        history.build()
    history.put(ONE, before)


def without_part(module: object, space: str, part: int) -> Callable[[Patch], None]:
    """Keys of *space* that do not hold their part of that number."""
    real: Callable[..., bytes] = module.key_of  # type: ignore[attr-defined]

    def key_of(name: str, *parts: bytes | str) -> bytes:
        assert part < len(parts) or name != space, "the key has no such part"
        return real(name, *(one for number, one in enumerate(parts) if name != space or number != part))

    return lambda patch: patch.setattr(module, "key_of", key_of)


def without_input(name: str) -> Callable[[Patch], None]:
    """A digest of everything but the inputs of that name."""
    real = inputs.parts_of

    def parts_of(*arguments: Any) -> Any:
        return ((one, content) for one, content in real(*arguments) if one.partition(" ")[0] != name)

    return lambda patch: patch.setattr(inputs, "parts_of", parts_of)


def with_(target: object, name: str, value: object) -> Callable[[Patch], None]:
    return lambda patch: patch.setattr(target, name, value)


def trusting_any_time(patch: Patch) -> None:
    """A file is the same where it is as long and as old as before."""
    patch.setattr(digests, "_is_settled", lambda signature, now: True)
    real = digests._signature
    patch.setattr(digests, "_signature", lambda found: (*real(found)[:3], 0))


def trusting_pages(patch: Patch) -> None:
    patch.setattr(Writing, "holds", lambda self, address, digest: True)
    patch.setattr(site, "_stands", lambda *arguments: True)


LEFT_OUT = {
    "article: version": (without_part(archive, "article", 0), (change_reading,)),
    "article: path": (without_part(archive, "article", 1), (move,)),
    "article: bytes": (without_part(archive, "article", 2), (edit,)),
    "article: time zone": (without_part(archive, "article", 3), (at_night, in_another_zone)),
    "facts: version": (without_part(archive, "facts", 0), (change_rules,)),
    "facts: article": (without_part(archive, "facts", 1), (edit,)),
    "facts: names": (without_part(archive, "facts", 2), (name,)),
    "page: version": (without_part(press, "page", 0), (change_renderer,)),
    "page: templates": (without_part(press, "page", 1), (change_template,)),
    "page: context": (without_part(press, "page", 2), (edit,)),
    "page: words": (without_part(press, "page", 3), (change_words,)),
    "page: words of the site": (without_part(press, "page", 3), (set_words,)),
    "page: version of a format": (without_part(press, "page", 0), (set_colors, change_file_of_colors)),
    "context: what is shown": (without_part(press, "context", 0), (edit,)),
    "inputs: code": (without_input("code"), (change_rules,)),
    "inputs: settings": (without_input("settings"), (set_title,)),
    "inputs: colours": (without_input("settings"), (set_colors,)),
    "inputs: seeds": (without_input("seed"), (edit,)),
    "inputs: corrections": (without_input("corrections"), (correct,)),
    "inputs: names": (without_input("names"), (name,)),
    "inputs: record": (without_input("record"), (record, edit)),
    "inputs: templates": (without_input("template"), (change_style,)),
    "moment: embargoes": (with_(memory.Memory, "holds_at", lambda *_: True), (embargo, wait)),
    "moment: today": (with_(memory.Memory, "holds_at", lambda *_: True), (count_from_today, wait)),
    "files: times": (trusting_any_time, (edit_unseen,)),
    "files: pages": (trusting_pages, (spoil,)),
    "files: saved meanwhile": (with_(site, "_is_still", lambda *_: True), (edit_and_repent,)),
}


@pytest.mark.parametrize("part", LEFT_OUT)
def test_the_law_breaks_where_a_part_is_left_out(tmp_path: Path, monkeypatch: Patch, part: str) -> None:
    """With it the law holds, without it it does not."""
    leave_out, steps = LEFT_OUT[part]
    with monkeypatch.context() as patch:
        assert obeys(tmp_path / "with", patch, *steps)
    with monkeypatch.context() as patch:
        leave_out(patch)
        assert not obeys(tmp_path / "without", patch, *steps)
