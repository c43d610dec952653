"""Sports clubs: a city and a name of its own, in a text that reports of matches."""

import re

from sitegen.extract.names.lexicon import foreignness, is_korean_name, known, morphs_at, suffix_kind
from sitegen.model.text import Document, Sentence, Span
from sitegen.rules.rule import word_set

_PLAY = re.compile(
    r"[^.]{0,40}?(?:경기|[0-9]강전|맞대결|원정|홈|꺾|비겼|비기|완파|제압|누르|눌렀|상대|이겼|졌다|패했|승리|승점|무승부)"
)


_PLURAL = re.compile(r"[가-힣]{1,6}(?:스|츠|즈)")  # 나이츠, 웨이브스: clubs go by English plurals


# Kiwi takes the particle into a name that it does not know: 원주 글래셔스|가.
_WITH_PARTICLE = re.compile(r" [가-힣]{1,6}(?:스|츠|즈)(?:가|는|를|와|의|도)$")
_GROUNDS = ("파크", "필드", "구장", "스타디움", "아레나", "돔", "센터")  # where clubs play


def team(document: Document, sentence: Sentence, span: Span) -> Span | None:
    """The name of a club, without the particle that may cling to it."""
    if _WITH_PARTICLE.search(span.of(document.text)):
        span = Span(span.start, span.end - 1)
    return span if _is_team(document, sentence, span) else None


def _is_team(document: Document, sentence: Sentence, span: Span) -> bool:
    """Whether the word after a city is a team's: it ends as teams do, looks foreign or new, or plays here."""
    nick = span.of(document.text).split(" ", 1)[-1]
    if nick in word_set("titles") or nick in word_set("place") or nick in word_set("person_not") or nick in _PLACES:
        return False
    if nick.endswith(_GROUNDS):
        return False
    if nick in word_set("org_noun") or nick in word_set("titles_before") or nick[-1] in "전장역구군발산시관":
        return False
    own = morphs_at(sentence, Span(span.end - len(nick), span.end))
    if (
        (_PLURAL.fullmatch(nick) and any(m.oov or m.tag == "NNP" for m in own))
        or suffix_kind("  " + nick) == "team"
        or re.fullmatch(r"[A-Z]{2,4}", nick)
        or nick in known()
    ):
        return True
    morphs = morphs_at(sentence, Span(span.end - len(nick), span.end))
    follows = document.text[span.end : sentence.span.end]
    plays = re.match(r"(?:과|와|을|를)", follows) and _PLAY.match(follows)
    if is_korean_name(nick, morphs) and foreignness(nick) < 0.5 and not plays:
        return False
    if len(nick) >= 3 and (foreignness(nick) >= 0.5 or any(m.oov for m in morphs)):
        return True
    return bool(plays) and len(morphs) == 1 and morphs[0].tag in ("NNG", "NNP")


_PLACES = frozenset(
    [
        "경기장",
        "운동장",
        "시내",
        "시청",
        "시민",
        "지역",
        "일대",
        "앞바다",
        "원정",
        "홈",
        "구단",
        "감독",
        "팬",
        "관중",
        "도심",
        "외곽",
        "공항",
        "출신",
        "소재",
        "본사",
        "시장",
    ]
)
