"""Why two mentions are of one event: who, what, when, and the words."""

import re
from dataclasses import dataclass
from datetime import timedelta

from sitegen.link.agree import (
    actors_shared,
    clocks_differ,
    counts_differ,
    done_to,
    figures_differ,
    figures_shared,
    meet_in_person,
    name_others,
    nouns_shared,
    terms_differ,
    theme_told,
)
from sitegen.link.apart import look_alike_only, of_two_matters, towns_differ
from sitegen.link.claims import deny_one_thing, deny_two_things
from sitegen.link.dates import dates_of
from sitegen.link.deed import are_general, is_known, noun_class, stem_of
from sitegen.link.general import share_a_party
from sitegen.link.kinds import ACCIDENT, is_any_accident
from sitegen.link.measure import is_tally
from sitegen.link.mention import Mention, Told
from sitegen.link.recalled import is_of_one_month, says_how_rare, show_one_plan
from sitegen.link.remark import same_remark, same_words
from sitegen.link.window import Phase
from sitegen.link.wording import SAYING, is_reprint
from sitegen.model.facts import Basis, Event, Status

_ACTORS = 0.5  # of the smaller set of actors
_SAME_WORDS = "the same words of the same speaker"
_ANNOUNCED = "same day, announced in mostly the same words"
_PRINTED_TWICE = "the same sentence, printed twice"
_MOSTLY = 0.6
_STARTS = frozenset({"착수"})
_SENTENCES = frozenset({"선고", "구형"})
_COUNTED = frozenset({"집계"})
_MONTH = 31  # days
_NEWS = 45  # days before its article that what it tells is of, where it is news
TO_PEOPLE = frozenset({
    "기소", "구속", "체포", "송치", "소환", "선고", "구형", "석방", "해임", "임명", "내정", "영입", "입건",
    "징계", "감경",
})  # fmt: skip
OF_ONESELF = frozenset({"사임", "취임", "별세", "출마", "은퇴", "입단", "퇴임"})  # what one person does
_ONCE = frozenset(
    {"기소", "해임", "임명", "내정", "영입", "입건", "체포", "송치"}
)  # hardly ever done twice to one person

_COUNTS_ON = re.compile(r"(?<![가-힣])(?:모두|추가로|잇따라|연이어) ")
_HEARD = frozenset({Basis.MEDIA, Basis.CLAIMED})
_SCORE = re.compile(r"(?<![0-9.])[0-9]+(?:-|대 ?)[0-9]+(?![0-9.])")  # of a match, of a vote, of bidders
_FIGURE = re.compile(r"\s(?:약\s)?[0-9]")


@dataclass(frozen=True, slots=True)
class Bond:
    """Two mentions of one event: how sure, and why, for a reader."""

    one: Mention
    other: Mention
    score: float
    reason: str


def bond_of(one: Mention, other: Mention, closely: bool = True) -> Bond | None:
    """Why two mentions in different articles are of one event; None where they are not, or where it is not sure.

    *closely*: whether the articles name two of the same people or firms.
    """
    at_one = one.phase is other.phase
    if at_one and (one.is_passed_over or other.is_passed_over):
        return Bond(one, other, 10.0, _PRINTED_TWICE) if _is_word_for_word(one, other) else None
    days_agree = not one.day or not other.day or one.day == other.day
    agree = days_agree and one.is_not_so is other.is_not_so
    reprint = agree and is_reprint(one, other) and _may_be_printed_twice(one, other)
    if not reprint and (not at_one or _is_another_deed(one, other)):
        return None
    if reprint and _is_attribute(one) and _is_attribute(other):
        return None  # what a noun is described by: the sentence that holds it is one already
    if figures_differ(one, other) or clocks_differ(one, other):
        return None
    if one.said and other.said and not (reprint and one.said == other.said):
        return Bond(one, other, 8.0, _SAME_WORDS) if same_words(one, other) else None
    if reprint:
        return Bond(one, other, 10.0, _PRINTED_TWICE)
    if (one.said or other.said) and same_remark(one, other):
        return Bond(one, other, 7.0, _SAME_WORDS)
    return _as_deeds(one, other, closely)


def _may_be_printed_twice(one: Mention, other: Mention) -> bool:
    return actors_shared(one, other) != 0 and not _are_of_two_people(one, other) and not towns_differ(one, other)


def _is_word_for_word(one: Mention, other: Mention) -> bool:
    """Whether somebody says the same of how things are, letter for letter: one agency's sentence in two papers."""
    source = one.event.certainty.source
    says = not one.event.embedded and bool(source) and source == other.event.certainty.source
    return says and one.letters == other.letters and is_reprint(one, other)


def _are_of_two_people(one: Mention, other: Mention) -> bool:
    """Whether sentences of nearly the same words tell it of two people, one of whom may have no name: 공장장에게는."""
    if one.kinds & other.kinds & TO_PEOPLE and one.letters != other.letters:
        return done_to(one) != done_to(other)
    ours, theirs = one.event.certainty.source, other.event.certainty.source
    return bool(ours and theirs and one.said) and ours != theirs and not same_words(one, other)


def _is_another_deed(one: Mention, other: Mention) -> bool:
    """Whether no kind of deed is in both, and neither words that are uttered nor a time could still make them one: most
    that only have a speaker or a thing in common are set aside by that alone."""
    return (
        one.kinds.isdisjoint(other.kinds)
        and not (one.said or other.said or one.is_span or other.is_span)
        and (one.day is None or one.day != other.day)
    )


def _as_deeds(one: Mention, other: Mention, closely: bool) -> Bond | None:
    """Why two mentions whose words differ tell one deed."""
    kinds = one.kinds & other.kinds
    if _statuses_differ(one, other) or one.is_refused is not other.is_refused:
        return None
    if one.is_not_so is not other.is_not_so:
        return None  # 유출되지 않았다고 설명했다, 유출됐다고 발표했다
    dates = dates_of(one, other)
    if not kinds and dates == "day" and _announce_alike(one, other):
        return Bond(one, other, 5.0, _ANNOUNCED)
    if not kinds and dates == "day" and (one.kinds | other.kinds) & _STARTS:
        kinds = one.deeds & other.deeds  # 파업에 돌입했다, 20일 시작된 파업
    if dates is None or (not kinds and not _may_be_one_kind(one, other, dates)):
        return None
    if _are_apart(one, other, kinds, dates):
        return None
    if kinds == {ACCIDENT} and not (is_any_accident(one.kinds) or is_any_accident(other.kinds)):
        return None  # the blast, and the fall of the house after it
    actors, theme, met = actors_shared(one, other), theme_told(one, other), 0
    if kinds & TO_PEOPLE and meet_in_person(one, other):
        # 검찰이 맹도윤을 기소했다, 기소된 맹도윤: who does it here is whom it is done to there
        theme, actors = max(theme or 0, 2), actors or None
        met = 2 if kinds & _ONCE else 0
    elif kinds & OF_ONESELF and (set(one.event.who) & other.people or set(other.event.who) & one.people):
        theme, actors = max(theme or 0, 2), actors or None  # A가 물러났다, 물러난 A 전 대표의 후임
    elif kinds & TO_PEOPLE and done_to(one) and done_to(other) and not done_to(one) & done_to(other):
        return None  # two are charged on one day
    elif kinds & TO_PEOPLE and bool(done_to(one)) is not bool(done_to(other)) and dates in ("open", "recap"):
        return None  # 기소할 때: of whom
    if actors is not None and actors < _ACTORS:
        return None
    if kinds <= SAYING and actors is None and _others_speak(one, other):
        return None  # 해명했다, 부인했다: two men of one surname
    if actors is None and (name_others(one, other) or (not closely and not _may_know(one, other))):
        return None
    if theme is None and (_tells_what_other_lacks(one, other) or _is_one_thing(one, other, dates, actors)):
        theme = 1
    if not theme and dates == "day" and _begin_one_deed(one, other):
        theme = 2
    met += figures_shared(one, other) + 2 * len(one.people & other.people) + _sums_shared(one, other)
    met += 2 * len(set(_SCORE.findall(one.sentence)) & set(_SCORE.findall(other.sentence)))
    shared = nouns_shared(one, other) + met
    if one.is_again is not other.is_again and dates != "day":
        return None  # 다시 수감됐다
    if one.people and other.people and not (one.people | one.actors) & (other.people | other.actors):
        return None  # two are sentenced on one day
    if kinds == {ACCIDENT}:
        theme = 1 if shared else 0
    elif theme == 0:
        special = not are_general(kinds)
        sure = dates in ("day", "within") or (special and (actors == 1.0 or (dates == "near" and shared > 1)))
        if not sure or not _speaks_of(one, other):
            return None
        theme = 1
    if (
        dates not in ("day", "within")
        and actors is None
        and not met
        and not (closely and share_a_party(one.cast, other.cast))
    ):
        return None  # 원자재 가격이 치솟으면서: anybody's; 고객 정보를 유출한: of two firms, before one commission
    if not _is_sure(one, other, closely, kinds, dates, actors, theme, shared):
        return None
    base = {"day": 5.0, "within": 4.0, "near": 3.5, "period": 3.0, "open": 2.0, "recap": 1.5}[dates]
    score = base + (actors or 0.0) + min(theme or 0, 3) + min(shared, 3) * 0.3 - (0.0 if kinds else 1.0)
    return Bond(one, other, score, _reason(dates, one, other))


def _are_apart(one: Mention, other: Mention, kinds: frozenset[str], dates: str) -> bool:
    """Whether what two mentions tell keeps them apart, though their kinds and days agree."""
    if dates == "recap" and not any(mention.is_told or mention.first for mention in (one, other)):
        return True  # told in passing here and there, and news in neither
    if kinds and all(map(is_tally, kinds)) and dates != "day" and not figures_shared(one, other):
        return True  # how many by then: each count is its own
    if (_is_attribute(one) or _is_attribute(other)) and kinds and not any(map(is_known, kinds)):
        return True  # 밀린 정산금: what it is like, by a verb that no table has
    if _only_gives_figure(one) is not _only_gives_figure(other) and not figures_shared(one, other):
        return True  # 상한제를 발표할 때 밝힌 7.8%
    if dates != "day" and (says_how_rare(one) or says_how_rare(other)):
        return True
    if _is_denied_claim(one) is not _is_denied_claim(other):
        return True  # 물병을 던졌다고 주장했다, 던졌다는 주장을 부인했다
    denied_alike = kinds == {"부인"} and deny_one_thing(one, other)
    orders = one.event.theme[-1:] == ("명령",)  # 이동중지 명령, 영업정지 명령 of one day
    if (dates != "day" or orders) and of_two_matters(one, other) and not denied_alike:
        return True
    attribute = next((mention for mention in (one, other) if _is_attribute(mention)), None)
    if attribute is not None and dates == "recap" and {one.event.certainty.basis, other.event.certainty.basis} & _HEARD:
        return True  # 돈을 받았다고 보도했다, 받은 돈이 3억원에 이른다
    if dates in ("recap", "open") and counts_differ(one, other):
        return True  # 31만명의 정보가 유출됐다, 204만명의 정보가 유출된 것으로 결론 내렸다
    if counts_differ(one, other) and (_COUNTS_ON.search(one.sentence) or _COUNTS_ON.search(other.sentence)):
        return True  # 한 곳이 추가로 확진됐다, 모두 6곳이 확진됐다
    if kinds == _COUNTED and counts_differ(one, other):
        return True  # 파악한 피해자는 37명이다, 피해자를 41명으로 집계했다
    if kinds & _SENTENCES and terms_differ(one, other):
        return True  # of two people, or of two courts
    return look_alike_only(one, other, kinds) or (kinds == {"부인"} and deny_two_things(one, other))


def _is_denied_claim(mention: Mention) -> bool:
    """Whether it is what a denial denies: 던졌다는 주장을 부인했다."""
    event = mention.event
    if event.embedded != "adnominal" or not event.surface.endswith(("다는", "라는")):
        return False
    return any(
        isinstance(fact, Event) and not fact.embedded and fact.certainty.status is Status.DENIED
        for fact in mention.beside
    )


def _only_gives_figure(mention: Mention) -> bool:
    """Whether it only says who gave a figure: 중기부가 밝힌 7.8%, 도가 제시한 3천억원보다."""
    end = mention.event.evidence.span.end
    describes = mention.event.embedded == "adnominal" and bool(mention.kinds & SAYING or "제시" in mention.kinds)
    return describes and _FIGURE.match(mention.read.article.text, end) is not None


def _is_sure(
    one: Mention,
    other: Mention,
    closely: bool,
    kinds: frozenset[str],
    dates: str,
    actors: float | None,
    theme: int | None,
    shared: int,
) -> bool:
    """Whether two mentions that may be one agree in enough, for articles so close."""
    together = dates == "day" and actors == 1.0 and theme is None and min(len(one.event.who), len(other.event.who)) > 1
    bare = not one.theme and not other.theme and not kinds & SAYING  # 1978년 개원했다
    says = kinds & SAYING and not show_one_plan(one, other)
    special = bool(kinds) and (
        not are_general(kinds) or ((dates == "day" or is_of_one_month(one, other, theme, actors)) and not says)
    )
    known = closely and special and not any(map(is_tally, kinds))
    if known and dates == "near" and theme is None and _sums_shared(one, other):
        return True  # 12만명의 개인정보가 유출됐다, 12만명의 정보가 새어 나갔다
    if dates in ("day", "within", "period"):
        known = known and theme != 0 and (bool(theme) or _is_plain(one, other, kinds))
        known = known and bool(theme or actors or shared or not (one.nouns and other.nouns))
    else:
        known = known and _is_recalled(one, other, theme)
    vague = any(len(mention.kinds - kinds) > 2 for mention in (one, other))
    if vague and theme == 1 and dates != "day" and are_general(kinds) and not known:
        return False  # 협력 소식을 알렸다, 협력의 청사진을 내놨다: a verb of anything, and two things
    return together or known or _is_enough(dates, actors, theme, shared, are_general(kinds), bare)


def _begin_one_deed(one: Mention, other: Mention) -> bool:
    """Whether both begin or end a deed of one name: 조사에 착수했다, 조사를 시작했다."""
    same = one.event.theme[-1:] == other.event.theme[-1:]
    return same and not (one.deeds - one.kinds).isdisjoint(other.deeds - other.kinds)


def _others_speak(one: Mention, other: Mention) -> bool:
    """Whether each is said by somebody whom the other does not name."""
    mine, his = one.event.certainty.source, other.event.certainty.source
    return bool(mine and his) and mine != his and mine not in other.actors and his not in one.actors


def _sums_shared(one: Mention, other: Mention) -> int:
    """How many figures of several digits both tell: hardly another event has just these."""
    exact = ({(f.unit, f.value) for f in m.figures if _is_telling(f)} for m in (one, other))
    return len(next(exact) & next(exact))


def _is_telling(figure: Told) -> bool:
    low, high = figure.value
    digits = str(low).replace(".", "").strip("0")
    return low == high and len(digits) > 1 and figure.unit != "%"


def _may_know(one: Mention, other: Mention) -> bool:
    """Whether the article of the mention without an actor names the other's actors at all."""
    acting, silent = (one, other) if one.event.who else (other, one)
    return not acting.event.who or not acting.actors.isdisjoint(silent.cast)


def _is_enough(dates: str, actors: float | None, theme: int | None, shared: int, general: bool, bare: bool) -> bool:
    """Whether it is sure. The less the dates say, and the more general the deed, the more the words must share."""
    acted, about = actors is not None, bool(theme)
    if dates == "recap" and general:
        return (theme or 0) > 2 and acted and shared > 1
    if dates in ("recap", "near", "period") and actors == 1.0 and theme is None and not general:
        return True
    if general:
        known = acted or shared > (2 if dates in ("open", "near") else 1) or (dates == "day" and (theme or 0) > 1)
        return (about and known) or (bare and actors == 1.0 and dates in ("day", "period"))
    if dates == "day":
        return about or shared > 0 or (acted and theme is None)
    if dates == "within":
        return (acted and (about or theme is None)) or (about and shared > 1)
    if dates == "near":
        return (about and (acted or shared > 1)) or (acted and theme is None and shared > 0)
    if dates == "period":
        return (about and (acted or shared > 1 or (theme or 0) > 1)) or (acted and shared > 1)
    return (about and (acted or shared > 1)) or (acted and theme is None and shared > 1)


def _may_be_one_kind(one: Mention, other: Mention, dates: str) -> bool:
    """Whether a deed that stands in no class may be the other's: of one very day, and done to one thing."""
    unknown = any(not is_known(stem_of(mention.event.predicate)) for mention in (one, other))
    if dates != "day" or not unknown or one.is_span or not one.theme or not other.theme:
        return False
    return one.theme[-1] == other.theme[-1] and len(one.nouns & other.nouns) > 1 and len(one.theme[-1]) > 2


def _announce_alike(one: Mention, other: Mention) -> bool:
    """Whether one body makes known on one day what is told in mostly the same words: 배관이 낡아 가스가 샜다고 발표했다."""
    ours, theirs = one.event.certainty, other.event.certainty
    if ours.basis is not Basis.ANNOUNCED or theirs.basis is not Basis.ANNOUNCED or ours.source != theirs.source:
        return False
    if not ours.source or one.event.embedded or other.event.embedded or one.is_span or other.is_span:
        return False
    least = min(len(one.nouns), len(other.nouns))
    return least > 2 and nouns_shared(one, other) >= max(3, _MOSTLY * least)


def _speaks_of(one: Mention, other: Mention) -> bool:
    """Whether one clause speaks of what the other is about, if only in short: 한빛시청을, 시청과 사무실 등을."""
    return _is_spoken(one.theme[-1], other) or _is_spoken(other.theme[-1], one)


def _is_spoken(thing: str, mention: Mention) -> bool:
    if thing.endswith("안") and thing[:-1] in mention.nouns:
        return True  # 변경안, 변경 동의안
    return any(thing == noun or (len(noun) > 1 and thing.endswith(noun)) for noun in mention.nouns)


def _tells_what_other_lacks(one: Mention, other: Mention) -> bool:
    """Whether only one says what it is done to, and the other's clause speaks of that: 제정안을, 이 법안은."""
    told, silent = (one, other) if one.theme else (other, one)
    if not told.theme or silent.theme:
        return False
    head = noun_class(told.theme[-1])
    return any(noun_class(noun) == head for noun in silent.nouns)


def _is_plain(one: Mention, other: Mention, kinds: frozenset[str]) -> bool:
    """Whether the verbs say by themselves what was done, and the times are not too long: not 넘기다, not 지난해."""
    told = (one.first, one.last, other.first, other.last)
    short = all(told) and max(one.last - one.first, other.last - other.first) <= timedelta(days=_MONTH)  # type: ignore[operator]
    plain = [len(mention.kinds - {ACCIDENT} - kinds) < 2 for mention in (one, other)]
    return short and (all(plain) or (any(plain) and one.day is not None and one.day == other.day))


def _is_recalled(one: Mention, other: Mention, theme: int | None) -> bool:
    """Whether what was the news of one of two articles that are close is named again in the other, by its object."""
    unknown = not any(is_known(stem_of(mention.event.predicate)) for mention in (one, other))
    if (theme or 0) < 2 or unknown or bool(one.people) is not bool(other.people):
        return False
    news = min(one, other, key=lambda mention: mention.order)
    told = news.read.article.published
    return told is None or news.last is None or news.last >= told - timedelta(days=_NEWS)


def _is_one_thing(one: Mention, other: Mention, dates: str, actors: float | None) -> bool:
    """Whether one body does it on one day to a thing of one name, if it is one that any affair has: 계획을 내놨다."""
    heads = (one.event.theme[-1:], other.event.theme[-1:])
    return dates == "day" and actors == 1.0 and bool(heads[0]) and heads[0] == heads[1]


def _reason(dates: str, one: Mention, other: Mention) -> str:
    when = {"day": "same day", "within": "the day lies in the time told", "period": "same period",
            "near": "told at the time", "open": "told at the time", "recap": "told again"}[dates]  # fmt: skip
    parts = [when, min(one.kinds & other.kinds, default="same thing")]
    least = min(len(one.event.who), len(other.event.who))
    shared = one.actors & other.actors
    if shared and least:
        parts.append(f"{min(len(shared), least)} of {least} actors")
    theme = [word for word in one.theme if word in other.theme]
    if theme:
        parts.append(theme[-1])
    return ", ".join(parts)


def _statuses_differ(one: Mention, other: Mention) -> bool:
    """Whether one is dropped or denied and the other is not, or two plans are not equally firm."""
    ours, theirs = one.event.certainty.status, other.event.certainty.status
    if ours is theirs:
        return False
    if one.phase is Phase.PLAN:
        return True
    denies = "부인" in one.kinds & other.kinds  # he denied it, whatever the clause around it says
    return Status.DENIED in (ours, theirs) and not (one.said or other.said or denies)


def _is_attribute(mention: Mention) -> bool:
    """Whether it only describes a noun: 잠긴 마을, 반대하던 주민."""
    return mention.event.is_minor and mention.event.embedded == "adnominal"
