"""Where a Korean line may not break. Browsers that keep words whole still break after signs that end a word in other
scripts: 31.6%|로, ‘믿음’|에, 3|㎞, and a particle stands alone at the head of a line."""

import re

from markupsafe import Markup, escape

_UNITS = "%‰℃℉㎍㎎㎏㎚㎜㎝㎞㎟㎠㎡㎢㎖㎗ℓ㎥㎾㎿㏊"
_ENDS = rf"[{_UNITS})\]’”」』〉》]"
_SEEN = re.compile(_ENDS)  # most lines have none, and are seen to have none in no time
# It is short; what is longer is a word of its own: (주)나루산업개발.
_PARTICLE = "[가-힣]{1,5}(?![가-힣])"
_HELD = re.compile(rf"\d[\d,.]{{0,12}}[{_UNITS}]+(?:{_PARTICLE})?|{_ENDS}+{_PARTICLE}")


def held(text: str) -> Markup:
    """*text* as HTML, in which particles stay with what they follow and units with their number."""
    escaped = escape(text)
    return Markup(held_markup(str(escaped))) if _SEEN.search(escaped) else escaped


def held_markup(text: str) -> str:
    """As `held`, of text between two tags that has been escaped."""
    return _HELD.sub(r'<span class="nb">\g<0></span>', text) if _SEEN.search(text) else text
