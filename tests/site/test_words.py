"""Each language speaks for itself: templates say no word of their own, and no page a word of the other language."""

import re
from functools import cache
from pathlib import Path

import pytest

from sitegen.compose.words import WORDS, words_of
from sitegen.render import default_templates
from tests.site.conftest import rendered
from tests.site.tree import Node, tree

OURS = default_templates()
TEMPLATES = sorted(path.name for path in OURS.glob("*.html"))
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_SAID = ("aria-label", "alt", "title", "placeholder")
_BLANK = re.compile(r"\\\{\w+\\\}")


def said_by(template: str, folder: Path = OURS) -> list[str]:
    """The words that a template says itself: between tags, and in attributes that are read out."""
    text = _JINJA.sub("", (folder / template).read_text(encoding="utf-8"))
    text = re.sub(r"<style>.*?</style>|<!DOCTYPE html>", "", text, flags=re.DOTALL)
    spoken = [value for name in _SAID for value in re.findall(rf'\b{name}="([^"]*)"', text)]
    return [word for part in (re.sub(r"<[^>]*>", " ", text), *spoken) for word in re.findall(r"[^\W\d_]+", part)]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_says_no_word_itself(template: str) -> None:
    assert said_by(template) == []


def test_a_word_in_a_template_would_be_found(tmp_path: Path) -> None:
    text = '<p title="{{ a }} 더">{% if x %}더보기{% endif %}</p>'
    (tmp_path / "a.html").write_text(text, encoding="utf-8")
    assert said_by("a.html", tmp_path) == ["더보기", "더"]


@cache
def spoken(language: str) -> frozenset[str]:
    """Every stretch of text, and every attribute that is read out, on all pages of the sample."""

    def of(node: Node) -> list[str]:
        own = [node.attributes.get(name, "") for name in (*_SAID, "content")]
        return own + [child for child in node.children if isinstance(child, str)]

    nodes = (node for url, page in rendered(language).items() if url.endswith(".html") for node in tree(page).walk())
    return frozenset(" ".join(text.split()) for node in nodes for text in of(node))


@pytest.mark.parametrize(("language", "other"), [("ko", "en"), ("en", "ko")])
def test_no_page_says_a_word_of_the_other_language(language: str, other: str) -> None:
    """Words of the articles are Korean on all pages; those of the site are its language's."""
    ours = set(words_of(language).values())
    found = []
    for key, words in WORDS[other].items():
        # With its blanks filled in; a blank with a letter or two, or a word that both languages have, tells nothing.
        pattern, bare = _BLANK.sub(".+?", re.escape(words)), _BLANK.sub("", re.escape(words))
        least = 2 if bare == re.escape(words) else 4
        if words not in ours and len(re.findall(r"[^\W\d_]", bare)) >= least:
            found += [(key, text) for text in spoken(language) if re.fullmatch(pattern, text)]
    assert found == []


def test_a_word_of_the_other_language_would_be_found() -> None:
    assert {"타임라인", "용어", "근거 문장"} <= spoken("ko")
    assert {"Timeline", "Terms", "sentence"} <= spoken("en")
