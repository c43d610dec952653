"""Terms that a text explains: X는 …하는 제도다, X(…하는 방식), …를 ‘X’라고 한다."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sitegen.extract.names.lexicon import is_strong_suffix
from sitegen.extract.parens import parens_of
from sitegen.extract.phrase import NOMINAL
from sitegen.model.facts import Evidence, Term
from sitegen.model.text import Document, Morph, Sentence, Span
from sitegen.rules.letters import letters_of
from sitegen.rules.rule import Rule, load, outline, word_set
from sitegen.rules.sieve import Sieve

_NAME_TAGS = NOMINAL | {"SW", "SO", "SP", "SS", "SSO", "SSC", "SF"}
_FORBIDDEN = frozenset({"NP", "MM", "NR", "MAG", "MAJ", "IC"})
# A sentence that dates what it says tells what happened; a definition has no date.
_DATED = re.compile(
    r"올해|지난해|작년|내년|(?<![가-힣])(?:올|지난|오는)\s|이번|최근|당시|내달|이달|지난달|[0-9]{4}년|[0-9]+월|다음\s달"
)
_BRACKET = re.compile(r"\([^()]*\)")
_EVALUATION = re.compile(r"(?:좋|나쁘|크|작|많|적|쉽|어렵|높|낮|새롭|중요하|필요하)/VA")
_LEFT = 60


@dataclass(frozen=True, slots=True)
class _Found:
    """A match in the text: where the term and the gloss stand, and the morphemes to prove it by."""

    document: Document
    sentence: Sentence
    term: Span
    gloss: Span
    josa: Span | None
    genus: str
    is_quoted: bool

    @property
    def text(self) -> str:
        return self.document.text

    def words(self) -> str:
        """The term without what brackets inside it say: 소버린 AI of 소버린(Sovereign) AI."""
        return " ".join(_BRACKET.sub("", self.term.of(self.text)).strip("‘’“”\"'「」『』 ").split())


def terms_of(document: Document) -> tuple[Term, ...]:
    """The terms that *document* explains, each once, where it is explained; text order."""
    return read_terms(document, load("term"))


def read_terms(document: Document, rules: Sequence[Rule]) -> tuple[Term, ...]:
    """What `terms_of` gives by *rules* alone."""
    found: dict[str, Term] = {}
    near = _near(document, tuple(rule for rule in rules if rule.args["where"] == "sentence"))
    for rule in rules:
        places = _PLACES.get(rule.args["where"])
        for match in places(document, rule) if places else _in_sentences(document, rule, near[rule]):
            if not _PROOFS[rule.args["proof"]](match) or not _is_term(match):
                continue
            evidence = Evidence(document.article.id, match.sentence.index, match.term, rule.name)
            gloss = match.gloss.of(document.text).strip()
            term = Term(
                evidence=evidence,
                surface=match.term.of(document.text),
                term=match.words(),
                gloss=" ".join(gloss.split()),
            )
            found.setdefault(term.term, term)
    return tuple(sorted(found.values(), key=lambda term: term.evidence.span))


def _near(document: Document, rules: tuple[Rule, ...]) -> dict[Rule, list[Sentence]]:
    """The sentences that each of *rules* is worth trying on."""
    near: dict[Rule, list[Sentence]] = {rule: [] for rule in rules}
    for sentence in document.sentences:
        if len(sentence.span) <= 400:
            for rule in _sieve(rules).through(sentence.span.of(document.text)):
                near[rule].append(sentence)
    return near


@lru_cache(maxsize=8)
def _sieve(rules: tuple[Rule, ...]) -> Sieve[Rule]:
    """*rules*, sifted by the letters of a sentence that is all of it a match."""
    whole = [(rule, letters_of(outline(f"^(?:{rule.written})$")).line_sets) for rule in rules]
    return Sieve((rule, (*edges, *rule.needs)) for rule, edges in whole)


def _in_sentences(document: Document, rule: Rule, sentences: Iterable[Sentence]) -> Iterator[_Found]:
    """The rule's pattern over each of *sentences* as a whole."""
    for sentence in sentences:
        match = rule.pattern.fullmatch(document.text, sentence.span.start, sentence.span.end)
        if match:
            yield _found(document, sentence, match)


def _in_pairs(document: Document, rule: Rule) -> Iterator[_Found]:
    """The rule's pattern over two neighbouring sentences of one block, joined by a line end."""
    for first, second in zip(document.sentences, document.sentences[1:], strict=False):
        if first.block != second.block or second.span.end - first.span.start > 600:
            continue
        one, two = first.span.of(document.text), second.span.of(document.text)
        match = rule.pattern.fullmatch(f"{one}\n{two}")
        if match is None:
            continue
        shift = second.span.start - len(one) - 1
        gloss = Span(match.start("gloss") + shift, match.end("gloss") + shift)
        term = Span(first.span.start + match.start("term"), first.span.start + match.end("term"))
        if _has_subject(second, gloss):
            continue
        yield _Found(document, second, term, gloss, None, match.group("genus"), True)


def _in_brackets(document: Document, rule: Rule) -> Iterator[_Found]:
    """The rule's pattern over the words before a bracket and those in it, joined by a line end."""
    for paren in parens_of(document):
        if paren.kind or not document.sentences:
            continue
        sentence = document.sentence_at(paren.span.start)
        start = max(sentence.span.start, paren.span.start - _LEFT)
        if start >= paren.span.start:
            continue
        left = document.text[start : paren.span.start]
        match = rule.pattern.fullmatch(f"{left}\n{paren.inner.of(document.text)}")
        if match is None:
            continue
        term = Span(start + match.start("term"), start + match.end("term"))
        quoted = "quoted" in rule.args["proof"]
        term = term if quoted else _with_modifiers(document, sentence, term)
        yield _Found(document, sentence, term, paren.inner, None, "", quoted)


def _with_modifiers(document: Document, sentence: Sentence, term: Span) -> Span:
    """*term* with the …적 before it, or the noun that stands before it elsewhere in the text too."""
    left = re.search(r"(?<![가-힣])([가-힣A-Za-z]{1,10})\s$", document.text[sentence.span.start : term.start])
    if left is None:
        return term
    wider = Span(sentence.span.start + left.start(1), term.end)
    before = [morph for morph in sentence.morphs if morph.end == wider.start + len(left.group(1))]
    if not before or before[-1].tag not in ("NNG", "NNP", "SL", "XSN"):
        return term
    is_modifier = len(left.group(1)) > 1 and left.group(1).endswith("적")
    # 증후군 alone names no illness: a word for a whole class needs the one before it.
    is_class = term.of(document.text) in _GENERIC and not _DATED.search(left.group(1) + " ")
    return wider if is_modifier or is_class or document.text.count(wider.of(document.text)) > 1 else term


def _found(document: Document, sentence: Sentence, match: re.Match[str]) -> _Found:
    groups = match.groupdict()
    name = "term" if groups.get("term") else "bare"
    term = Span(match.start(name), match.end(name))
    quoted = term.start > 0 and document.text[term.start - 1] in "‘'“\"「『"
    josa = Span(match.start("josa"), match.end("josa")) if groups.get("josa") else None
    gloss = Span(match.start("gloss"), match.end("gloss"))
    return _Found(document, sentence, term, gloss, josa, groups.get("genus") or "", quoted)


def _is_term(found: _Found) -> bool:
    """Whether the words can be a term: nouns, no person, no pronoun, none of the topics of ordinary sentences."""
    words = found.words()
    if len(words) < 2 or len(words) > 30 or re.fullmatch(r"[0-9.,]+", words):
        return False
    last = words.split()[-1]
    if _is_somebody(last) or words in _GENERIC:
        return False
    if found.is_quoted:
        return True
    inside = _morphs(found.sentence, found.term)
    if found.josa and not _is_topic(found, found.josa):
        return False
    latin = bool(re.fullmatch(r"[A-Za-z0-9/&.\-+]+", words))
    if _is_known(found) and not _DATED.search(words + " ") and all(m.tag in _NOMINAL_TAGS for m in inside[-1:]):
        return True  # 끼워팔기, 4조 2교대: the text has called it so before, whatever Kiwi sees in it
    return latin or (
        all(morph.tag in _NAME_TAGS and morph.tag not in _FORBIDDEN for morph in inside)
        and not _DATED.search(words + " ")
        and not re.search(r"[0-9]", words)
    )


def _is_topic(found: _Found, josa: Span) -> bool:
    """Whether the 는 is a particle. After Latin letters Kiwi may read it as a verb (B/C는): the letters decide."""
    if found.text[josa.start - 1] in "’'”\"」』)" or not "가" <= found.text[josa.start - 1] <= "힣":
        return True
    if len(josa) > 1 or found.text[josa.start] == "란":  # Kiwi has no tag of its own for the 란 of 유휴지란
        return not any(morph.start < josa.start < morph.end for morph in found.sentence.morphs)
    return any(morph.tag[0] == "J" and morph.start == josa.start for morph in found.sentence.morphs)


def _by_etm(found: _Found) -> bool:
    """The last noun of the gloss has a clause before it that says what it does, not how good it is."""
    words = found.words()
    # 핵심 기술은 …하는 장치다: such a topic is a term only where the text has named it before.
    if words.split()[-1:] and words.split()[-1] in _GENERIC and not found.is_quoted and not _is_known(found):
        return False
    return _timeless_clause(found)


def _is_known(found: _Found) -> bool:
    return found.words() in found.text[: found.term.start]


def _timeless_clause(found: _Found) -> bool:
    return _clause(found) and not _DATED.search(found.gloss.of(found.text))


def _by_mention(found: _Found) -> bool:
    """As `_by_etm`, in the present, and the term stands in the text before its own sentence."""
    return _is_known(found) and _by_etm(found) and _etms(found)[-1] in ("는", "을", "ᆯ")


def _by_measure(found: _Found) -> bool:
    """As `_by_mention`, of anybody's: the amount that one firm makes or one place has is a figure, no definition."""
    proper = any(morph.tag == "NNP" or morph.oov for morph in _morphs(found.sentence, found.gloss))
    doers = re.findall(r"([가-힣A-Za-z0-9&]{3,})[은는이가의에도](?: |에서 )", found.gloss.of(found.text))
    return _by_mention(found) and not proper and not any(map(is_strong_suffix, doers))


def _by_particle(found: _Found) -> bool:
    """A clause before any noun: 이란 has said that the words are being explained. 갈등이란 …일이다 only philosophises."""
    return _timeless_clause(found) and found.genus not in ("일", "법", "점", "말", "때", "길", "수")


def _by_means(found: _Found) -> bool:
    """The gloss ends in a noun with a clause before it, or the term stands in quotation marks."""
    return (_clause(found) or (found.is_quoted and len(found.gloss) >= 10)) and not found.words().endswith(_ACTS)


def _by_word(found: _Found) -> bool:
    return not re.search(r"[“”]", found.gloss.of(found.text))


_JUDGES = re.compile(
    r"(?:반대|요구|불신|비판|지지|주장|거부|우려|환영|외면|추진|논의|검토|선호|기대)(?:하|받)는 |(?:바라|원하|싫어하|좋아하|찾|꺼리|외치|부르짖|없애)는 "
)


def _by_apposition(found: _Found) -> bool:
    """As `_by_etm`, in the present: 곧 before what is still to come means soon; what somebody thinks of it is no meaning."""
    judged = _JUDGES.search(found.gloss.of(found.text)) is not None
    return _by_etm(found) and _etms(found)[-1] == "는" and not _ends_in_person(found) and not judged


def _by_name(found: _Found) -> bool:
    """What is called X is a clause with its noun, has no topic of its own, and is nobody."""
    inside = _morphs(found.sentence, found.gloss)
    if any(morph.tag == "JX" and morph.form in ("은", "는") for morph in inside):
        return False
    bare = not found.is_quoted and not found.gloss.of(found.text).endswith(_CALLED)
    return _clause(found) and not _ends_in_person(found) and not bare


def _by_own_noun(found: _Found) -> bool:
    """As `_by_etm`, in the present, and the gloss ends in the term's own last noun."""
    words = found.words()
    return words.endswith(found.genus) and words != found.genus and _timeless_clause(found) and "는" in _etms(found)


def _by_quotes(found: _Found) -> bool:
    """A quoted term: a clause in the bracket, or a noun phrase that ends in the term's own last noun."""
    gloss = found.gloss.of(found.text)
    if _ends_in_person(found) or not _ends_in_noun(found):
        return False
    own = found.words()[-2:]
    return _clause(found) or bool(
        re.fullmatch("[가-힣]{2}", own)
        and len(gloss.strip()) > len(found.words())
        and gloss.strip().endswith(own)
        and not re.search(r"[0-9]", gloss)
    )


def _by_bracket(found: _Found) -> bool:
    """A bare term: a clause in the present whose noun is no person, company or place."""
    if _ends_in_person(found) or not _ends_in_noun(found) or not _clause(found) or "던" in _etms(found):
        return False
    name = _morphs(found.sentence, found.term)
    if word_set("term_generic").intersection(found.words().split()[-1:]):
        return False
    if not name or name[-1].tag not in ("NNG", "XSN", "SL", "NNP", "XR"):
        return False
    gloss = found.gloss.of(found.text)
    last = gloss.split()[-1]
    genus = last.endswith(_BRACKET_GENUS)
    return not _DATED.search(gloss) and (genus or ("는" in _etms(found) and name[-1].tag != "NNP"))


def _clause(found: _Found) -> bool:
    """Whether an ETM stands before the last bare nouns of the gloss, with a verb that is no mere evaluation."""
    inside = _morphs(found.sentence, found.gloss)
    last = max((number for number, morph in enumerate(inside) if morph.tag == "ETM"), default=-1)
    if last < 1 or last == len(inside) - 1:
        return False
    head = inside[last + 1 :]
    if not all(morph.tag in NOMINAL or morph.tag in ("JKG", "SP", "SO", "SSO", "SSC") for morph in head):
        return False
    verbs = [morph for morph in inside[:last] if morph.tag in ("VV", "VA", "XSV", "XSA", "VX", "VCP", "VCN")]
    # One adjective alone (좋은 제도) praises; a clause with an argument explains.
    lone = len(verbs) == 1 and verbs[0].tag in ("VA", "XSA") and last < 4
    return bool(verbs) and not (
        lone and (len(inside) < 5 or bool(_EVALUATION.match(verbs[0].tagged))) and not found.is_quoted
    )


def _etms(found: _Found) -> list[str]:
    """The adnominal endings of the gloss: 는 speaks of what is so at any time."""
    return [morph.form for morph in _morphs(found.sentence, found.gloss) if morph.tag == "ETM"]


def _has_subject(sentence: Sentence, gloss: Span) -> bool:
    """Whether a topic stands in the sentence: then it is about that, and not about the sentence before."""
    return any(morph.tag == "JX" and morph.form in ("은", "는") for morph in _morphs(sentence, gloss))


def _ends_in_person(found: _Found) -> bool:
    return _is_somebody(found.gloss.of(found.text).rstrip().removesuffix("들"))


def _is_somebody(words_: str) -> bool:
    """Whether *words_* end in a noun for people; one of a single syllable (형, 딸) is no ending: 2유형."""
    return words_.endswith(_PEOPLE) or words_.split(" ")[-1] in _KIN


def _ends_in_noun(found: _Found) -> bool:
    inside = _morphs(found.sentence, found.gloss)
    return bool(inside) and inside[-1].tag in NOMINAL


def _morphs(sentence: Sentence, span: Span) -> list[Morph]:
    return [m for m in sentence.morphs if m.start >= span.start and m.start < span.end and m.end <= span.end]


_NOMINAL_TAGS = frozenset({"NNG", "NNP", "NNB", "XSN", "XR", "SL", "SN", "ETN"})
_GENERIC = word_set("term_generic") | word_set("term_genus") | word_set("term_genus_weak")
# What a clause that is called X by its bare name ends in.
_CALLED = (
    "것",
    "일",
    "때",
    "상태",
    "현상",
    "행위",
    "방식",
    "기술",
    "기법",
    "경우",
    "구간",
    "시기",
    "성질",
    "효과",
    "수법",
    "제도",
)
_BRACKET_GENUS = tuple(sorted(word_set("term_genus") | word_set("term_genus_weak") | set(_CALLED)))
_KIN = frozenset(word for word in word_set("term_person") if len(word) == 1)
_PEOPLE = tuple(
    sorted((word_set("term_person") - _KIN) | word_set("paren_title") | {"씨", "측", "기업", "회사", "업체", "매체"})
)
# Topics of 의미한다 that are acts, not terms: 이번 결정은 …을 의미한다.
_ACTS = ("결정", "발언", "조치", "결과", "합의", "선언", "판결", "변화", "수치", "승리", "패배", "철회", "사임", "침묵")
_PLACES: dict[str, Callable[[Document, Rule], Iterator[_Found]]] = {
    "pair": _in_pairs,
    "bracket": _in_brackets,
}
_PROOFS: dict[str, Callable[[_Found], bool]] = {
    "etm": _by_etm,
    "known": _by_mention,
    "measure": _by_measure,
    "means": _by_means,
    "word": _by_word,
    "called": _by_name,
    "apposed": _by_apposition,
    "own": _by_own_noun,
    "ran": _by_particle,
    "quoted": _by_quotes,
    "bracket": _by_bracket,
}
