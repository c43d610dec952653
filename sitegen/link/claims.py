"""Whether two denials deny one claim."""

import re

from sitegen.link.mention import Mention

_SAME = 0.6  # of the words of the shorter of two claims
_DENIED = re.compile(r"[다라]는\s|[가-힣](?<!건)설[을은]\s")  # 신청설을; not 한빛건설은
_TOPIC = re.compile(r"[은는이가도]\s")


def deny_two_things(one: Mention, other: Mention) -> bool:
    """Whether both say what is denied, and have not a word of it in common: 받았다는 의혹을, 나선다는 보도를 부인했다."""
    if (one.said and other.said) or not all(_DENIED.search(mention.sentence) for mention in (one, other)):
        return False
    ours, theirs = _denied(one), _denied(other)
    if not ours or not theirs:
        return False
    if one.is_told and other.is_told:
        return ours.isdisjoint(theirs)
    return len(ours & theirs) < _SAME * min(len(ours), len(theirs))  # which of two times is whose, the words do not say


def _denied(mention: Mention) -> frozenset[str]:
    """The beginnings of the words that tell what is denied: behind the topic, and before the word for what is claimed."""
    before = mention.sentence[: next(_DENIED.finditer(mention.sentence)).start() + 1]  # 신청설을: of 신청, too
    topic = _TOPIC.split(before, maxsplit=1)[-1]
    return frozenset(word[:2] for word in topic.split() if not word[:1].isdigit()) - {"이날", "지난"}
