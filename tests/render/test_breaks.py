"""Where a Korean line may not break."""

import re

import pytest

from sitegen.render.breaks import held

CASES = [
    ("저수율은 31.6%로 낮다", ["31.6%로"]),
    ("모델 ‘믿음’에 무게", ["’에"]),
    ("“네”라고 했다", ["”라고"]),
    ("한국전력(KEPCO)은", [")은"]),
    ("길이 3㎞, 넓이 8만㎡를", ["3㎞", "㎡를"]),
    ("1,200.5㎞를", ["1,200.5㎞를"]),
    ("(주)나루산업개발", []),
    ("240MW로 늘렸다", []),
    ("‘믿음’ 출시", []),
    ("100% 늘었다", ["100%"]),
    ("<b>&’는", ["’는"]),
]


@pytest.mark.parametrize(("text", "together"), CASES)
def test_particles_stay_with_their_word(text: str, together: list[str]) -> None:
    """Marked is what would fall apart, and no more; the words stay the words."""
    html = str(held(text))
    assert re.findall(r'<span class="nb">(.*?)</span>', html) == together
    assert re.sub(r"</?span[^>]*>", "", html) == text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
