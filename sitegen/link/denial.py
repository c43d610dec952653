"""Claims and reports, and who denied them; accounts of one event that cannot both be right."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from sitegen.link.agree import actors_shared, theme_shared
from sitegen.link.measure import is_tally
from sitegen.link.mention import Mention, Told
from sitegen.link.related import Related
from sitegen.model.facts import Basis, Status
from sitegen.model.site import FactRef, Relation, RelationType
from sitegen.rules.rule import words

_CLAIMS = frozenset({Basis.CLAIMED, Basis.MEDIA, Basis.UNNAMED})
_LEAST = 2  # words that a denial and what it denies share at least
_CLOCKS = 30  # minutes by which two accounts of one event may differ

_MARKED = re.compile(
    r"주장|의혹|보도|소문|논란|지적|비판|비난|관측|전언|[다라]는\s(?:말|얘기|이야기|소식)|(?<![가-힣])[가-힣]{1,5}설(?:을|은|이|에|\s)"
)  # what is denied
_ARISES = re.compile(
    r"(?:주장|의혹|지적|폭로|소문|논란|비판)[이가]\s?(?:나왔|나오고|제기됐|제기되|일었|일고|불거졌|쏟아졌|잇따르|퍼졌)"
)
_OF_ITS_OWN = re.compile(
    r"(?:다는|라는|(?<!같)(?:은|는|한|된))\s(?:[가-힣]+\s)?(?:주장|의혹|보도|소문|논란|지적|비판)|(?<![가-힣])[가-힣]{2,5}설(?:을|은|이|에|\s)"
)  # … the claim that is denied, told anew
_CHARGE = re.compile(r"([가-힣]+)다는\s혐의(?:를|는|도|에)")
_TAKEN = re.compile(r"([가-힣0-9]+?)[을를]?\s(?:받|건네받|챙기|챙긴|얻)(?:은|았다|긴|겼다|다|었다)")
_MONEY = re.compile(r"[0-9][가-힣0-9]*원$|금품|뇌물|현금|돈$|대가|자금")
_NAMELESS = ("관계자", "소식통", "측근", "인사", "당국자")
_COMES_OUT = frozenset({"확인되다", "알려지다", "전해지다", "드러나다", "밝혀지다", "파악되다"})
_AS_FACT = re.compile(r"것으로\s")
_DEED = re.compile(r"(?<![가-힣])([가-힣]{2,}[는던])(?=\s)")
_WORD = re.compile(r"[가-힣0-9A-Za-z]+")
# Beginnings of words that any claim and any denial have.
_EMPTY = frozenset(
    {
        "주장",
        "의혹",
        "보도",
        "사실",
        "관련",
        "대해",
        "대한",
        "반박",
        "부인",
        "밝혔",
        "말했",
        "이날",
        "그런",
        "없다",
        "있다",
        "있는",
        "했다",
        "것으",
        "기자",
        "하지",
        "않았",
        "않은",
        "않는",
        "못했",
        "같은",
    }
)
# Those that many have, and that say nothing alone of what it is about: 3월 안에 …하는 방안을 검토한다.
_WEAK = frozenset({"방안", "검토", "증거", "계획", "소문", "말을", "관계", "확보", "안에", "까지"})
_GROUPS = frozenset(row[1] for row in words("actor_general"))
Group = Sequence[Mention]


def denials_of(groups: Sequence[Group], related: Related) -> Iterator[Relation]:
    """From the first telling of a claim to the first denial of it in a *related* article."""
    claims: defaultdict[str, list[tuple[frozenset[str], Group]]] = defaultdict(list)
    for group in groups:
        if _is_claim(group[0]):
            claims[group[0].article].append((_words(group[0]), group))
    denied: set[int] = set()
    denials = [group for group in groups if _is_denial(group[0])]
    for group in denials:
        denial = group[0]
        least = _LEAST if _MARKED.search(denial.sentence) else _LEAST + 1
        shared: Counter[int] = Counter()
        found: dict[int, Group] = {}
        spoken = _words(denial)
        for article in related.near(denial.article):
            for claimed, claim in claims.get(article, ()):
                common = spoken & claimed
                if all(word in _WEAK or word[:1].isdigit() for word in common):
                    common = frozenset()
                shared[id(claim)] = len(common)
                found[id(claim)] = claim
        fitting = [
            (bool(claim[0].event.embedded) or _is_nameless(claim[0]), -shared[key], claim[0].order, claim)
            for key, claim in found.items()
            if (
                shared[key] >= least + _is_revealed(claim[0])
                or _names_claimant(denial, claim[0])
                or _is_charge_of(denial, claim[0])
            )
            and (not _is_nameless(claim[0]) or _is_same_deed(denial, claim[0]))
            and _may_deny(claim[0], denial)
        ]
        fitting.sort(key=lambda one: one[:3])
        if fitting and id(fitting[0][3]) not in denied:
            claim = fitting[0][3]
            denied.add(id(claim))
            yield _denied_by(claim[0], denial)


def denials_at_once(groups: Sequence[Group]) -> Iterator[Relation]:
    """From a claim to the denial that its own article tells right behind it, in the same paragraph."""
    claims = {
        (mention.article, mention.event.evidence.sentence): mention
        for group in groups
        for mention in group
        if not mention.event.embedded and mention.event.certainty.basis in _CLAIMS
    }
    for group in groups:
        for denial in group:
            if not _is_denial(denial) or denial.event.embedded:
                continue
            claim = claims.get((denial.article, denial.event.evidence.sentence - 1))
            if claim is not None and _is_answered(claim, denial):
                yield _denied_by(claim, denial)


def _is_answered(claim: Mention, denial: Mention) -> bool:
    """Whether somebody whom the claim is about denies it in its own words: 요구했다고 보도했다 … “요구한 적이 없다”."""
    who, source = _who(denial), claim.event.certainty.source
    between = claim.read.article.text[claim.event.evidence.span.end : denial.event.evidence.span.start]
    if not who or who == source or "\n\n" in between:
        return False
    shared = len(_beginnings(claim) & _beginnings(denial))
    if _OF_ITS_OWN.search(denial.sentence):
        return shared >= _LEAST  # 금품을 줬다는 의혹을 부인했다: it says itself what is denied
    is_concerned = bool((denial.actors | denial.voices) & (claim.named | claim.actors | claim.people))
    return shared > 0 or (is_concerned and bool(_MARKED.search(denial.sentence)))


def _beginnings(mention: Mention) -> frozenset[str]:
    """The first two letters of the words of a sentence, but for names and what any sentence has."""
    names = {name[:2] for name in mention.named}
    return frozenset(stem[:2] for stem in _words(mention) if not _is_empty(stem[:2]) and stem[:2] not in names)


def _denied_by(claim: Mention, denial: Mention) -> Relation:
    return Relation(RelationType.DENIAL, claim.ref, denial.ref, f"{_who(denial) or 'somebody'} denies it")


def _names_claimant(denial: Mention, claim: Mention) -> bool:
    """Whether a denial says whose claim it denies, and a word of it: 늑장 통보라는 다온소프트의 주장을 반박했다."""
    if claim.event.certainty.basis not in _CLAIMS:
        return False
    name = re.escape(claim.event.certainty.source)
    if not name or not re.search(rf"{name}(?:의| 측(?:의)?) (?:주장|의혹 제기|폭로|보도|지적)", denial.sentence):
        return False
    shared = _beginnings(denial) & _beginnings(claim)
    return len(shared) >= _LEAST or claim.event.predicate[:2] in shared


def _is_charge_of(denial: Mention, claim: Mention) -> bool:
    """Whether somebody denies the charge that he did what the claim tells of him: 돈을 받은 혐의, 받았다는 혐의를 부인했다."""
    if claim.event.certainty.status is not Status.ALLEGED or not claim.actors & (denial.actors | denial.voices):
        return False
    named = _CHARGE.search(denial.sentence)
    same = named is not None and named[1].startswith(claim.event.predicate.removesuffix("다").removesuffix("하"))
    return same and _is_one_thing_taken(denial.sentence, claim.sentence)


def _is_one_thing_taken(one: str, other: str) -> bool:
    """Whether both are of money, or of one thing: 현금 3000만원을 받은 혐의, 돈을 받았다는 혐의; not 조언을."""
    ours, theirs = _TAKEN.search(one), _TAKEN.search(other)
    if ours is None or theirs is None:
        return ours is theirs
    both_money = bool(_MONEY.search(ours[1]) and _MONEY.search(theirs[1]))
    return both_money or ours[1].endswith(theirs[1]) or theirs[1].endswith(ours[1])


def _words(mention: Mention) -> frozenset[str]:
    """The beginnings of the words of a sentence, whatever they end in: 부풀(렸다), 직원(을), 200명; no names of actors."""
    sentence = mention.sentence
    for name in {mention.event.certainty.source, *mention.event.who} - {""}:
        sentence = sentence.replace(name, " ")
    found = set()
    for word in _WORD.findall(sentence):
        stem = word[:3] if word[:1].isdigit() or len(word) > 4 else word[:2]
        if len(word) > 1 and not _is_empty(stem):
            found.add(stem)
    return frozenset(found)


@cache
def _is_empty(stem: str) -> bool:
    """Whether words begin so in any claim, or name a sort of body."""
    return stem in _EMPTY or any(name.startswith(stem) for name in _GROUPS)


def _is_claim(mention: Mention) -> bool:
    certainty = mention.event.certainty
    if certainty.basis in _CLAIMS or certainty.status is Status.ALLEGED:
        return True
    if _is_nameless(mention):
        return True
    return not mention.event.embedded and bool(_ARISES.search(mention.sentence) or _is_revealed(mention))


def _is_nameless(mention: Mention) -> bool:
    """Whether somebody without a name is quoted, and does not claim it outright: 한 관계자는 “…”고 전했다."""
    certainty = mention.event.certainty
    return bool(mention.said) and certainty.basis not in _CLAIMS and certainty.source.endswith(_NAMELESS)


def _is_same_deed(denial: Mention, claim: Mention) -> bool:
    """Whether a denial names the very deed of which somebody without a name is quoted: 물러나는, 물러난다는."""
    verbs = {word[:2] for word in _DEED.findall(denial.sentence) if not _is_empty(word[:2]) and word[:2] not in _WEAK}
    return any(word[:2] in verbs for word in _WORD.findall(claim.sentence))


def _is_revealed(mention: Mention) -> bool:
    """Whether the press says that something has come to light: 통보한 것으로 확인됐다."""
    return mention.event.predicate in _COMES_OUT and bool(_AS_FACT.search(mention.sentence))


def _is_denial(mention: Mention) -> bool:
    return mention.event.certainty.status is Status.DENIED and not mention.event.is_minor


def _who(mention: Mention) -> str:
    return mention.event.certainty.source or next(iter(mention.event.who), "")


def _may_deny(claim: Mention, denial: Mention) -> bool:
    """Whether the denial is told later, elsewhere, and by another than the one who claims."""
    ours, theirs = claim.read.article, denial.read.article
    if ours.id == theirs.id or ours.published is None or theirs.published is None or theirs.published < ours.published:
        return False
    return not (claim.event.certainty.source and claim.event.certainty.source == _who(denial))


def accounts_of(groups: Sequence[Group], related: Related) -> Iterator[Relation]:
    """Two tellings, in *related* articles, of one event of one day that put it at times that exclude each other."""
    by_day: defaultdict[tuple[object, str, str], list[Mention]] = defaultdict(list)
    for group in groups:
        first = next((mention for mention in group if mention.clock is not None and mention.day), None)
        if first is not None and first.theme:
            for kind in sorted(first.kinds):
                by_day[first.day, kind, first.theme[-1]].append(first)
    for mentions in by_day.values():
        for one, other in combinations(mentions, 2):
            if one.article != other.article and _exclude(one, other) and related.are(one.article, other.article):
                yield Relation(RelationType.CONFLICT, one.ref, other.ref, "one event, two times")


def counts_of(groups: Sequence[Group]) -> Iterator[Relation]:
    """Reports of one event that count the same things differently from the first that does: 6곳, 7곳을 압수수색했다.

    Of a figure that several report, the first told stands for all: what hundreds tell makes not ten thousand pairs.
    """
    for group in groups:
        if len(group) < 2:
            continue
        counted: defaultdict[tuple[str, str], dict[tuple[object, object], FactRef]] = defaultdict(dict)
        for mention in group:
            for figure in _only_counts(mention):
                if not figure.approx:
                    told = counted[figure.unit, figure.measure]
                    told.setdefault(figure.value, FactRef(mention.article, figure.fact))
        for _, told in sorted(counted.items()):
            first, *others = told.values()
            for other in others:
                yield Relation(RelationType.CONFLICT, first, other, "one event, two counts")


def _only_counts(mention: Mention) -> list[Told]:
    """The figures of a mention that are the only ones of their unit."""
    units = Counter(told.unit for told in mention.figures)
    return [told for told in mention.figures if units[told.unit] == 1 and not is_tally(told.measure)]


def _exclude(one: Mention, other: Mention) -> bool:
    if one.clock is None or other.clock is None or one.phase is not other.phase:
        return False
    rough = any(m.event.when is not None and m.event.when.mod == "APPROX" for m in (one, other))
    apart = abs(one.clock - other.clock) > (2 * _CLOCKS if rough else _CLOCKS)
    return apart and bool(theme_shared(one, other)) and actors_shared(one, other) != 0
