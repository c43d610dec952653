"""Pictures of pages: Korean letters from the site's own font, the same bytes everywhere, no letter that is a box."""

import hashlib
import io
import json
import os
import subprocess
import sys
from functools import cache

import pytest
from PIL import Image, ImageChops

from sitegen.render.files import picture
from sitegen.render.files.picture import LINES, SIZE, drawable, lines_of, write

PLAIN = {
    "site": "나루 브리핑",
    "headline": "해온전력, 나루항에 1조2000억원 들여 수소발전소 짓는다",
    "large": "1조2000억원",
    "foot": "새나루일보 · 2026년 3월 12일",
}
NOTHING = dict.fromkeys(PLAIN, "")
LEFT, RIGHT = 72, 1128


@cache
def _opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def drawn(**texts: str) -> Image.Image:
    return _opened(write({**NOTHING, **texts}))


def place_of(**texts: str) -> tuple[int, int, int, int] | None:
    """Where a picture differs from an empty one: left, top, right, bottom in px."""
    return ImageChops.difference(drawn(**texts), drawn()).getbbox()


def test_a_picture_is_what_messengers_take() -> None:
    """1200 × 630, PNG with a palette, few bytes."""
    content = write(PLAIN)
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size, image.mode) == ("PNG", SIZE, "P")
        assert SIZE == (1200, 630)
    assert len(content) < 30_000


def test_the_same_words_are_the_same_bytes_in_any_process() -> None:
    code = "import sys, json, hashlib; from sitegen.render.files.picture import write; " \
           "print(hashlib.sha256(write(json.loads(sys.stdin.read()))).hexdigest())"  # fmt: skip
    said = set()
    for language, seed in (("C", "1"), ("ko_KR.UTF-8", "2")):
        environment = {**os.environ, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": seed, "TZ": "UTC"}
        done = subprocess.run([sys.executable, "-c", code], input=json.dumps(PLAIN), env=environment,
                              capture_output=True, text=True, timeout=60, check=True)  # fmt: skip
        said.add(done.stdout.strip())
    assert said == {hashlib.sha256(write(PLAIN)).hexdigest()}


@pytest.mark.parametrize("name", list(PLAIN))
def test_each_text_is_drawn_in_its_place(name: str) -> None:
    """Inside the margins, one below the other; of two texts, two pictures."""
    place = place_of(**{name: PLAIN[name]})
    assert place is not None
    assert LEFT - 4 <= place[0] < place[2] <= RIGHT + 4
    assert drawn(**{name: PLAIN[name]}).tobytes() != drawn(**{name: "가" + PLAIN[name]}).tobytes()
    tops = {one: (place_of(**{one: PLAIN[one]}) or (0, 0, 0, 0))[1] for one in PLAIN}
    assert sorted(tops, key=lambda one: tops[one]) == ["site", "headline", "large", "foot"]


def test_no_text_stands_on_another() -> None:
    """The longest headline above the largest figure: the stripe between them is paper alone."""
    headline = "가나다라마바사아자 차카타파하 " * 4
    figure = place_of(large=PLAIN["large"])
    words = place_of(headline=headline)
    assert figure is not None
    assert words is not None
    assert words[3] > figure[1], "by itself, the headline takes more room"
    stripe = drawn(headline=headline, large=PLAIN["large"]).crop((0, figure[1] - 8, SIZE[0], figure[1] - 2))
    assert len(stripe.getcolors() or ()) == 1


def test_lines_end_between_words() -> None:
    """At most four; a number stays with what it counts; of a long one the last whole word, and … for the rest."""
    size, lines = lines_of("나루시의회는 오는 20일 본회의에서 수소발전소 동의안 3 건을 처리한다", 380)
    assert " ".join(lines) == "나루시의회는 오는 20일 본회의에서 수소발전소 동의안 3 건을 처리한다"
    assert any("3 건을" in line for line in lines)
    small, many = lines_of("해온전력 대표 “주민과의 약속이 먼저” " * 20, 380)
    assert len(many) == LINES
    assert many[-1].endswith("…")
    assert small < size
    assert all(word in ("해온전력", "대표", "“주민과의", "약속이", "먼저”") for word in many[-1].rstrip("…").split())


def test_a_figure_is_never_cut() -> None:
    """20 of 200억원 would be another figure."""
    _, lines = lines_of("가" * 40 + "1234567890" * 30, 380)
    assert not any(sign.isdigit() for sign in lines[-1][-3:])


def test_a_word_without_an_end_is_broken() -> None:
    _, lines = lines_of("가" * 300, 380)
    assert len(lines) == LINES
    assert len({len(line) for line in lines[:-1]}) == 1


def test_texts_without_end_are_cut_and_cost_no_more() -> None:
    """Of a clipped name, too: nothing that stands behind the first four hundred letters is looked at."""
    assert len(drawable("가 나" * 100_000)) == 400
    content = write(dict.fromkeys(PLAIN, "가나" * 100_000))
    assert content == write(dict.fromkeys(PLAIN, "가나" * 200))


def test_lines_are_about_as_long_as_each_other() -> None:
    _, lines = lines_of("해온전력과 나루시가 수소발전소 짓는 투자협약을 맺었다", 380)
    assert max(map(len, lines)) - min(map(len, lines)) <= 6, lines


@pytest.mark.parametrize("text", ["뷁뜛", "나루시 😀 발표", "ไทย", "나루시 龘"])
def test_a_text_with_a_letter_that_the_font_lacks_is_left_out(text: str) -> None:
    """As a whole: a box, or a hole, would make another headline of it. The rest of the picture stays."""
    assert drawable(text) == ""
    assert drawn(headline=text).tobytes() == drawn().tobytes()
    assert drawn(headline=text, foot="새나루일보").tobytes() == drawn(foot="새나루일보").tobytes()


def test_what_cannot_be_seen_is_no_letter() -> None:
    """Decomposed syllables are composed; joiners, marks of direction and line ends go; ∼ is drawn as ～."""
    assert drawable("\u1100\u1161\u200b나\n다\u202e 3∼5일\u00a0") == "가나 다 3～5일"


def test_the_font_has_every_letter_of_its_list() -> None:
    """And each of them draws something of its own: none is the box of what is missing."""
    font = picture._font(40)
    box = bytes(font.getmask("\U0010fffd"))
    assert len(picture._letters()) > 3200
    blank = [letter for letter in picture._letters() if letter.strip() and bytes(font.getmask(letter)) in (b"", box)]
    assert blank == []
    assert font.getlength(" ") < 12, "a space is no box"
    assert set("가힝뷔쏭美中北日·…“”‘’①㎿㎡℃") <= picture._letters()
