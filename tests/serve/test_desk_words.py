"""The desk speaks the language of the site: Korean, or English by the setting."""

import re
from dataclasses import fields

import pytest

from sitegen.build.archive import extracted
from sitegen.build.corrections import edited
from sitegen.model.corrections import KEYS, Action
from sitegen.model.facts import Basis, Status
from sitegen.read import read_seed
from sitegen.serve.desk import _Desk
from sitegen.serve.desk_words import DESK_WORDS

SEED = "서새봄 윤슬전자 대표는 3일 “공장을 늘리겠다”고 말했다. 윤슬전자(YJ)는 12일 1200억원 규모의 계약을 체결했다.\n"


def page(language: str) -> str:
    read = extracted(read_seed("seeds/2026-03-12-deal.txt", SEED.encode()))
    return _Desk(language, DESK_WORDS[language]).page(edited(read, ()), "token")


def test_both_languages_have_the_same_words() -> None:
    """A kind, a key, a choice and an action each, whatever a fact may have."""
    korean, english = DESK_WORDS["ko"], DESK_WORDS["en"]
    for one in fields(korean):
        assert getattr(korean, one.name).keys() == getattr(english, one.name).keys(), one.name
    for words in DESK_WORDS.values():
        assert words.kinds.keys() == KEYS.keys()
        assert words.keys.keys() == {key for keys in KEYS.values() for key in keys}
        assert words.choices.keys() == {*Status, *Basis, "true", "false"}
        assert words.done.keys() == {*Action}


def test_english_has_the_articles_korean_alone() -> None:
    """What is left of Hangul stands in the seed, or was made of its words."""
    text, korean = page("en"), page("ko")
    assert '<html lang="en">' in text
    found = set(re.findall("[가-힣]+", text))
    assert "공장을" in found
    made = {word for word in found if word not in SEED}
    assert made <= set(re.findall("[가-힣]+", " ".join(re.findall(r'<input [^>]*value="([^"]*)"', text))))
    assert {"확인", "숨기기", "원문", "누가"} <= set(re.findall("[가-힣]+", korean)) - found


def test_they_are_the_same_page() -> None:
    def tags(text: str) -> list[str]:
        return [re.sub(r' (aria-label|lang)="[^"]*"', "", tag) for tag in re.findall(r"<[^>]+>", text)]

    assert tags(page("en")) == tags(page("ko"))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_keys_are_told(language: str) -> None:
    assert re.findall(r"<kbd>(\w+)</kbd>", page(language)) == ["j", "k", "a", "x", "f", "p", "u", "o", "Esc"]
