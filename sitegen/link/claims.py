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


def deny_one_thing(one: Mention, other: Mention) -> bool:
    """Whether half of the words of the shorter claim stand in the other: 철근을 적게 넣었다는 모임의 주장을, 철근 누락 주장을
    부인했다."""
    ours, theirs = _claim(one), _claim(other)
    return bool(ours and theirs) and 2 * len(ours & theirs) >= min(len(ours), len(theirs))


def _claim(mention: Mention) -> frozenset[str]:
    """The beginnings of the words of a claim: those before 다는, else those that stand before its noun."""
    told = _denied(mention) if _DENIED.search(mention.sentence) else frozenset[str]()
    return told | frozenset(word[:2] for word in mention.event.theme[:-1] if word not in mention.cast)


def _denied(mention: Mention) -> frozenset[str]:
    """The beginnings of the words that tell what is denied: behind the topic, and before the word for what is claimed."""
    before = mention.sentence[: next(_DENIED.finditer(mention.sentence)).start() + 1]  # 신청설을: of 신청, too
    topic = _TOPIC.split(before, maxsplit=1)[-1]
    return frozenset(word[:2] for word in topic.split() if not word[:1].isdigit()) - {"이날", "지난"}
