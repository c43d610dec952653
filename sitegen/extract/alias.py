"""Two names for one thing, as A(B) pairs them: 공정거래위원회(이하 공정위), 인공지능(AI), MS(마이크로소프트)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sitegen.extract.names.lexicon import foreignness, is_org_shaped
from sitegen.extract.names.owner import with_owner
from sitegen.extract.parens import Paren, parens_of
from sitegen.extract.phrase import NOMINAL, words_of
from sitegen.model.facts import Alias, Evidence
from sitegen.model.text import Document, Morph, Sentence, Span
from sitegen.rules.rule import Rule, load, word_set, words

_CHUNK = re.compile(r"[^\s“”‘’\"'`(),\[\]<>《》「」『』…▲◇◆■□△▶=:;]+$")
_QUOTED = re.compile(r"[‘“'\"「『<《]([^‘’“”'\"「」『』<>《》\n]{2,30})[’”'\"」』>》]$")
_LATIN_WORDS = re.compile(r"(?:[A-Za-z][A-Za-z\-’']*\s){0,6}[A-Za-z][A-Za-z\-’']*$")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&/\-]{1,9}$")
_SURNAMES = frozenset(
    "김나이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용"
)
_BODY_ENDS = frozenset("원련부처청회사국당위단대은")
# 두음 법칙 (한글 맞춤법 10–12항): one syllable inside a word, another at its head.
_INITIAL_LAW = str.maketrans("련렬률료류량령력례로림립리래론념녀녕뇨", "연열율요유양영역예노임입이내논염여영요")
_FARTHEST = 90
_HANGUL = "".join(map(chr, range(ord("가"), ord("힣") + 1)))
_LISTED = re.compile(r"(?:(?<=\s)|(?<=^))(?:[가-힣·]{2,12} 및 )+$")


@dataclass(frozen=True, slots=True)
class _Place:
    """A parenthesis and what stands before it."""

    document: Document
    sentence: Sentence
    paren: Paren
    chunk: Span  # the last 어절 before the parenthesis, or the quoted words

    @property
    def text(self) -> str:
        return self.document.text

    def morphs(self, span: Span) -> list[Morph]:
        return [m for m in self.sentence.morphs if m.start >= span.start and m.end <= span.end and m.end > m.start]


@dataclass(frozen=True, slots=True)
class _Pair:
    head: Span
    full: str
    short: str


def aliases_of(document: Document) -> tuple[Alias, ...]:
    """The pairs of names that *document* gives in parentheses, each pair once, where it is first given."""
    return read_aliases(document, load("alias"))


def read_aliases(document: Document, rules: Sequence[Rule]) -> tuple[Alias, ...]:
    """What `aliases_of` gives by *rules* alone."""
    found: dict[tuple[str, str], Alias] = {}
    for paren in parens_of(document):
        if paren.kind:
            continue
        place = _place(document, paren)
        if place is None:
            continue
        for rule in rules:
            pair = _pair(rule, place)
            if pair is None:
                continue
            span = Span(pair.head.start, paren.span.end)
            evidence = Evidence(document.article.id, place.sentence.index, span, rule.name)
            alias = Alias(evidence=evidence, surface=span.of(document.text), full=pair.full, short=pair.short)
            found.setdefault((pair.full, pair.short), alias)
            break
    return tuple(found.values())


def _place(document: Document, paren: Paren) -> _Place | None:
    if not document.sentences:
        return None
    sentence = document.sentence_at(paren.span.start)
    if not sentence.span.start < paren.span.start < sentence.span.end:
        return None
    left = document.text[max(sentence.span.start, paren.span.start - _FARTHEST) : paren.span.start]
    quoted = _QUOTED.search(left)
    base = paren.span.start - len(left)
    if quoted:
        return _Place(document, sentence, paren, Span(base + quoted.start(1), base + quoted.end(1)))
    # A quotation that opened long before: its last words still stand before the bracket.
    chunk = _CHUNK.search(left.rstrip("’”'\"」』》"))
    if chunk is None:
        return None
    place = _Place(document, sentence, paren, Span(base + chunk.start(), base + chunk.end()))
    inside = place.morphs(place.chunk)
    # A particle or an ending before the bracket: what stands in it was put in by the writer.
    return place if inside and inside[-1].tag in NOMINAL | {"SW", "SO"} else None


def _pair(rule: Rule, place: _Place) -> _Pair | None:
    match = rule.pattern.fullmatch(place.paren.inner.of(place.text).strip())
    if match is None:
        return None
    groups = match.groupdict()
    other = (groups.get("short") or groups.get("first") or groups.get("full") or "").strip()
    return _HEADS[rule.args["head"]](place, other) if other else None


def _declared(place: _Place, short: str) -> _Pair | None:
    head = _spelled_from(place, short) or place.chunk
    return None if re.match(r"[0-9]", head.of(place.text)) else _made(place, head, short)


def _syllables(place: _Place, short: str) -> _Pair | None:
    head = _spelled_from(place, short)
    if head is None or head.of(place.text) == short or short in word_set("paren_title"):
        return None  # 모바일사업부장(사장): another of his titles
    return _made(place, with_owner(place.document, place.sentence, head), short)


def _letters(place: _Place, short: str) -> _Pair | None:
    """The name before an acronym: a pair that everybody knows, else as many nouns as the acronym has letters."""
    known = _known(place, short)
    if known is not None:
        return _made(place, known, short)
    if short[0].isdigit():  # 5세대 이동통신(5G): the digit stands in words that nouns cannot tell
        return None
    words_ = place.chunk.of(place.text)
    if _is_quoted(place):
        return _made(place, place.chunk, short)
    if re.fullmatch(r"[A-Za-z\-’']+", words_):
        return _initials(place, short)
    if not re.search(r"[가-힣]", words_) or re.match(r"[0-9]", words_) or _is_person(place) or _is_generic(words_):
        return None
    return _made(place, _gathered(place, short), short)


def _reversed(place: _Place, full: str) -> _Pair | None:
    """MS(마이크로소프트), 금감원(금융감독원): the bracket holds the longer name."""
    short = place.chunk.of(place.text).rpartition("·")[2]
    head = Span(place.chunk.end - len(short), place.chunk.end)
    if _has_predicate(place, place.paren.inner) or len(full) <= len(short) or full in word_set("paren_title"):
        return None
    if _ACRONYM.fullmatch(short):
        capitals = sum(letter.isupper() for letter in short)
        syllables = sum("가" <= letter <= "힣" for letter in full)
        fits = capitals >= 2 and syllables > max(capitals, 2)
    else:
        fits = (
            len(short) >= 2 and " " not in full and _in_order(short, full) and (full[0] == short[0] or len(short) > 2)
        )
    return _Pair(head, full, short) if fits else None


def _reused(place: _Place, short: str) -> _Pair | None:
    """노면전차(트램): the text goes on with the bracket's word and never again with the one before it."""
    text = place.text
    after = text[place.paren.span.end :]
    head = place.chunk.of(text)
    if text.find(short) < place.paren.span.start or after.count(short) < 2 or head in after:
        return None
    tags = {morph.tag for morph in place.morphs(place.chunk)}
    if not tags <= {"NNG", "XSN", "XPN"} or len(head) < 3:
        return None
    if any(word_set(name) & {short, head} for name in ("term_person", "paren_title", "alias_generic")):
        return None
    return _made(place, place.chunk, short)


def _made(place: _Place, head: Span, short: str) -> _Pair | None:
    full = " ".join(head.of(place.text).split())
    return _Pair(head, full, short) if len(full) >= 2 and full != short else None


def _known(place: _Place, short: str) -> Span | None:
    """The place of a well-known full name of *short* right before the bracket."""
    for full in _KNOWN.get(short, ()):
        pattern = r"\s?".join(re.escape(letter) for letter in full if letter != " ")
        start = max(place.sentence.span.start, place.chunk.end - 2 * len(full))
        match = re.search(f"(?<![가-힣A-Za-z])(?:{pattern})$", place.text[start : place.chunk.end])
        if match:
            return Span(start + match.start(), start + match.end())
    return None


def _spelled_from(place: _Place, short: str) -> Span | None:
    """The shortest run of 어절 before the bracket whose syllables spell *short* in their order.

    Beyond the last 어절 the run begins with the first syllable of *short*, and only the title of a law (…에 관한 법률)
    runs over particles.
    """
    text = place.text
    chunk = place.chunk
    last_piece = text.rfind("·", chunk.start, chunk.end) + 1
    if last_piece and _in_order(short, text[last_piece : chunk.end]) and text[last_piece] == short[0]:
        return Span(last_piece, chunk.end)
    if _in_order(short, chunk.of(text)) and not _is_person(place):
        return chunk
    is_law = chunk.of(text).endswith(("법", "법률", "규칙", "조례", "령", "협약", "협정"))
    start = chunk.start
    for word in reversed([w for w in words_of(place.sentence) if w.span.end <= chunk.start][-9:]):
        gap = text[word.span.end : start]
        if gap.strip() or not (word.is_bare or is_law) or re.search(r"[,()“”‘’]", word.span.of(text)):
            return None
        start = word.span.start
        whole = Span(start, chunk.end)
        if text[start] == short[0] and _in_order(short, whole.of(text)):
            return _with_list(place, whole) if is_law else whole
    return None


def _with_list(place: _Place, law: Span) -> Span:
    """The title of a law with the nouns that 및 and · join to its first: 독점규제 및 공정거래에 관한 법률."""
    found = _LISTED.search(place.text, place.sentence.span.start, law.start)
    return Span(found.start(), law.end) if found else law


def _brand(place: _Place, short: str) -> _Pair | None:
    """국제형사경찰기구(인터폴): the foreign word that a body goes by."""
    foreign = short.isascii() or foreignness(short) >= 0.3
    if not foreign or not is_org_shaped(place.chunk.of(place.text)):
        return None
    return None if short in word_set("paren_title") or short in word_set("place") else _made(place, place.chunk, short)


def _well_known(place: _Place, short: str) -> _Pair | None:
    """애플리케이션(앱): a short form that everybody knows, behind its full one."""
    head = _known(place, short)
    return _made(place, head, short) if head else None


def _law(place: _Place, short: str) -> _Pair | None:
    """해외뇌물방지법(FBP법): an act by its acronym; a test by its method ends in the same syllable."""
    words_ = place.chunk.of(place.text)
    is_act = words_.endswith(("법", "법률")) and not words_.endswith(
        ("방법", "기법", "공법", "요법", "검사법", "치료법")
    )
    return _made(place, _gathered(place, short.removesuffix("법")), short) if is_act else None


def _meeting(place: _Place, short: str) -> _Pair | None:
    """물가·민생현안간담회(P5 회의): a body that meets, by what it is called among those who do."""
    words_ = place.chunk.of(place.text)
    own_name = len(words_) >= 6 and words_ not in word_set("org_generic")
    return _made(place, place.chunk, short) if own_name and words_.endswith(_MEETINGS) else None


def _in_order(short: str, full: str) -> bool:
    """Whether the letters of *short* stand in *full* in their order; 련 of 전경련 is 연 of 연합회, PE is 프라이빗에쿼티."""
    letters = iter(_with_acronym(short, full).translate(_INITIAL_LAW))
    return len(short) >= 2 and all(letter in letters for letter in short.translate(_INITIAL_LAW) if letter != "·")


def _with_acronym(short: str, full: str) -> str:
    """*full* with its last word as the known acronym that *short* ends in, where it is that word written out."""
    acronym = short.lstrip(_HANGUL)
    known = _KNOWN.get(acronym, ()) if acronym != short else ()
    written = next((word for word in known if full.endswith(word)), "")
    return full.removesuffix(written) + acronym if written else full


def _initials(place: _Place, short: str) -> _Pair | None:
    """Large Language Model(LLM): the words' first letters are the acronym."""
    start = max(place.sentence.span.start, place.chunk.end - _FARTHEST)
    run = _LATIN_WORDS.search(place.text[start : place.chunk.end])
    capitals = [letter for letter in short if letter.isalpha()]
    if run is None or len(run.group().split()) < len(capitals):
        return None
    picked = run.group().split()[-len(capitals) :]
    if [word[0].upper() for word in picked] != [letter.upper() for letter in capitals]:
        return None
    full = " ".join(picked)
    return _Pair(Span(place.chunk.end - len(full), place.chunk.end), full, short)


def _gathered(place: _Place, short: str) -> Span:
    """The last 어절, and the bare nouns before it while there are fewer nouns than letters."""
    text = place.text
    chunk = _after_dot(place, short)
    wanted = sum(letter.isalnum() for letter in short) + short.count("/")
    nouns = _nouns(place, chunk)
    if nouns == wanted and _needs_its_kind(place, chunk):
        nouns -= 1
    if nouns >= wanted or _is_enough(chunk.of(text), nouns, wanted):
        return chunk
    start, taken = chunk.start, 0
    for word in reversed([w for w in words_of(place.sentence) if w.span.end <= chunk.start][-4:]):
        stem = word.stem.of(text)
        stops = not word.is_bare or _is_generic(stem) or re.search(r"[0-9,()“”‘’\"']", word.span.of(text))
        if stops or text[word.span.end : start].strip() or taken == 3 or nouns >= wanted:
            break
        if taken == 0 and _stands_alone(place, chunk, stem):
            break
        start, taken = word.span.start, taken + 1
        nouns += _nouns(place, word.stem)
    return Span(start, chunk.end)


def _needs_its_kind(place: _Place, chunk: Span) -> bool:
    """Whether the last syllable of *chunk* is no word of its own and …성 stands before it: 특발성 폐섬유|증(IPF).

    Such a term is spelled from its first word on; Kiwi counts the syllable that makes it an illness as a noun.
    """
    inside = place.morphs(chunk)
    before = [m for m in place.sentence.morphs if m.end < chunk.start]
    kind = bool(before) and before[-1].tagged == "성/XSN" and before[-1].end == chunk.start - 1
    return kind and len(inside) > 2 and inside[-1].end - inside[-1].start == 1


def _is_enough(words_: str, nouns: int, wanted: int) -> bool:
    """Whether one 어절 is a whole name though Kiwi finds fewer nouns in it than the acronym has letters."""
    syllables = sum("가" <= letter <= "힣" for letter in words_)
    return (nouns >= 3 and syllables >= 5) or (wanted == 2 and syllables >= 4) or syllables >= 2 * wanted


def _nouns(place: _Place, span: Span) -> int:
    return sum(morph.tag in ("NNG", "NNP", "SL", "XR") for morph in place.morphs(span))


def _stands_alone(place: _Place, chunk: Span, left: str) -> bool:
    """Whether the last 어절 also occurs without the word on its left, and is more than a plain common noun."""
    words_ = chunk.of(place.text)
    alone = place.text.count(words_) - place.text.count(f"{left} {words_}")
    return alone > 0 and any(morph.tag != "NNG" for morph in place.morphs(chunk))


def _after_dot(place: _Place, short: str) -> Span:
    """KT·마이크로소프트(MS): a list's last member, unless the members are as many as the letters (연구·개발)."""
    pieces = place.chunk.of(place.text).split("·")
    if len(pieces) == 1 or len(pieces) >= sum(letter.isalpha() for letter in short):
        return place.chunk
    if pieces[-1].endswith(("협정", "조약", "동맹")) and all(piece in word_set("org_country") for piece in pieces[:-1]):
        return place.chunk  # 미국·멕시코·캐나다협정
    return Span(place.chunk.end - len(pieces[-1]), place.chunk.end)


def _is_quoted(place: _Place) -> bool:
    return place.chunk.end < place.paren.span.start


def _is_person(place: _Place) -> bool:
    """Whether the word before the bracket reads like a Korean name; a body's short name ends otherwise."""
    words_ = place.chunk.of(place.text)
    tags = [morph.tag for morph in place.morphs(place.chunk)]
    return len(words_) == 3 and words_[0] in _SURNAMES and words_[-1] not in _BODY_ENDS and "NNP" in tags


def _is_generic(words_: str) -> bool:
    return words_.endswith(_GENERIC)


def _has_predicate(place: _Place, span: Span) -> bool:
    return any(morph.tag in ("ETM", "EC", "EF", "VV", "VA", "JKO", "JKS", "JX") for morph in place.morphs(span))


def _known_pairs() -> dict[str, tuple[str, ...]]:
    pairs: dict[str, list[str]] = {}
    for row in words("alias_known"):
        pairs.setdefault(row[0], []).append(row[1])
    return {short: tuple(sorted(fulls, key=len, reverse=True)) for short, fulls in pairs.items()}


_MEETINGS = ("회의", "간담회", "협의회", "협의체", "회담", "포럼", "회의체")
_KNOWN = _known_pairs()
_GENERIC = tuple(sorted(word for word in word_set("alias_generic") if len(word) > 1))
_HEADS: dict[str, Callable[[_Place, str], _Pair | None]] = {
    "declared": _declared,
    "syllables": _syllables,
    "letters": _letters,
    "reversed": _reversed,
    "reused": _reused,
    "brand": _brand,
    "known": _well_known,
    "law": _law,
    "meeting": _meeting,
}
