"""What a figure is the figure of: the noun phrase beside it, only where the words leave no doubt."""

import re
from collections.abc import Sequence

from sitegen.extract.done_with import DONE_WITH
from sitegen.extract.phrase import Word, words_of
from sitegen.model.text import Document, Sentence, Span
from sitegen.rules.anyof import any_of
from sitegen.rules.rule import word_set, words

_RIGHT = re.compile(r"(?:\)|\([^()\n]{1,20}\))?(?:\s?(?P<sized>규모|상당|어치|한도))?(?P<of>의|인)?\s")
_LABEL_TAGS = frozenset({"NNG", "NNP", "SL", "SN", "XSN", "XPN", "SP", "SO", "SW", "XR"})
_PARTICLES = frozenset({"은", "는", "이", "가", "을", "를", "도"})
# A share of something else: it is measured only by a noun that is itself a share, or by its change.
_RELATIVE = frozenset({"%", "%p", "배", "위"})
_RATIO = re.compile(
    r"(?:율|률|비중|비율|확률|금리|지분|전망치?|목표치?|예상치|추정치|성과급|출력|시가총액|시총|매출|점유율|순위|상한|하한|한도|수수료)$"
)
# Measures of anything: alone they do not say of what.
_NEEDS_MORE = frozenset(
    {"규모", "금액", "수", "수치", "값", "비율", "비중", "지수", "크기", "물량", "인원", "순위", "전망", "목표"}
)
# Who is counted by heads only; 적자 and 흑자 are sums.
_PEOPLE = re.compile(r"(?:(?<![적흑])자|객|인구|직원|정원|인원)$")
_ENDINGS = frozenset({"EC", "EF", "ETM"})
_MONEY = re.compile(r"[A-Z]{3}")
_LONGEST = 24
_PUNCTUATION = frozenset("()[]“”‘’\"',")


class Measured:
    """Labels for the amounts of one sentence. *times* are the spans of its times, which label nothing."""

    def __init__(self, document: Document, sentence: Sentence, times: Sequence[Span]) -> None:
        self._text = document.text
        self._sentence = sentence
        self._times = times
        self._cache: tuple[Word, ...] | None = None

    @property
    def _words(self) -> tuple[Word, ...]:
        if self._cache is None:
            self._cache = words_of(self._sentence)
        return self._cache

    def label(self, amount: Span, unit: str) -> str:
        """The noun phrase that *amount* measures or counts; "" where no rule is sure."""
        joint = _RIGHT.match(self._text, amount.end, self._sentence.span.end)
        if joint and joint.group("sized"):
            return self._counted(amount, unit) or self._after(joint.end())
        before = (
            self._before(amount, unit)
            or self._fate(amount.end, unit)
            or self._cost(amount, unit)
            or self._told_of(amount, unit)
            or self._price(amount.end, unit)
            or self._done_with(amount, unit)
        )
        if before or joint is None:
            return before
        if not joint.group("of") and (unit not in ("개", "가지") or joint.end() > amount.end + 1):
            return ""
        after = self._after(joint.end()) if unit not in _RELATIVE else ""
        # 1900원의 계산 근거 is no sum: of money only what is money itself.
        return "" if _MONEY.fullmatch(unit) and not after.endswith(_SUMS) else after

    def _counted(self, amount: Span, unit: str) -> str:
        """*병상* 700개 규모의 새 병원: what is counted stands right before it; of a sum that stands behind."""
        return "" if unit in _RELATIVE or _MONEY.fullmatch(unit) else self._before(amount, unit)

    def _after(self, start: int) -> str:
        """The noun phrase that begins at *start* and carries a particle: 투자 협약*이*, IDC*를*."""
        picked: list[Span] = []
        for word in self._words:
            if word.span.start < start:
                continue
            if (not picked and word.span.start != start) or not self._is_label(word):
                return ""
            picked.append(word.stem)
            if not word.is_bare:
                return self._phrase(picked)
            if len(picked) == 4:
                return ""
        # A phrase at the end of the sentence needs no particle: headlines have none.
        return self._phrase(picked) if picked else ""

    def _before(self, amount: Span, unit: str) -> str:
        """매출*이* 1조8250억원, *사망* 9명, *투자 규모*를 수조원대에; with the change that the figure is: 기본급 인상."""
        left, start = self._without_share([word for word in self._words if word.span.end <= amount.start], amount.start)
        monthly = bool(left) and _MONEY.fullmatch(unit) and left[-1].span.of(self._text) in _EACH_MONTH
        if monthly and _RAISES.match(self._text, amount.end):
            left, start = left[:-1], left[-1].span.start  # 기본급을 월 8만5000원 올리는
        if not left or self._text[left[-1].span.end : start].strip():
            return ""
        head = left[-1]
        if not self._is_label(head):
            return ""
        stem = head.stem.of(self._text)
        shared = start < amount.start and self._text[start : amount.start].strip() not in _EACH_MONTH
        measured = stem.endswith(_MEASURED) or (shared and stem.endswith(_SUMS))
        if shared and not measured:
            return ""  # 직원 1인당 5억원
        a_name = any(morph.tag == "NNP" for morph in head.morphs) and stem not in word_set("amount_money_noun")  # 도비
        if not measured and (not head.is_bare or a_name):
            return ""
        if self._text.startswith("에", head.stem.end):
            return ""  # 주식매수에는 320억원이: not of what stands before 에
        as_sum = head.josa in ("로", "으로") and measured and _MONEY.fullmatch(unit)  # 이적료로 150만유로
        if not head.is_bare and head.josa not in _PARTICLES and not as_sum:
            return ""
        if _PEOPLE.search(stem) and unit not in ("명", "%", "배"):
            return ""
        change = self._change(amount.end)
        of_what = stem == _COST and not change and _MONEY.fullmatch(unit) and not head.is_bare
        if of_what and len(left) > 2 and self._is_spent_on(left[:-1]) and not _DIFFERS.match(self._text, amount.end):
            return self._phrase([left[-3].span, left[-2].span, head.stem])
        if unit in _RELATIVE and not (measured and (change or _RATIO.search(stem))):
            return ""
        picked = [head.stem]
        for word in reversed(left[:-1]):
            if len(picked) == 3 or not word.is_bare or not self._is_label(word):
                break
            picked.insert(0, word.stem)
        phrase = self._phrase(picked)
        if phrase in _NEEDS_MORE:
            return ""
        before = left[-len(picked) - 1] if len(left) > len(picked) else None
        if not change and before is not None and before.josa in ("은", "는") and before.stem.of(self._text) in _RAISE:
            change = "인상"  # 인상액은 기본급 월 12만원이다
        return f"{phrase} {change}" if phrase and change else phrase

    def _without_share(self, left: list[Word], start: int) -> tuple[list[Word], int]:
        """The words before a figure without those of how many it is for, and where those begin: 위로금으로 *한 사람에*."""
        share = _SHARE.search(self._text, max(self._sentence.span.start, start - _BEFORE), start)
        if share is None or _DIFFERS.search(self._text, start, min(self._sentence.span.end, start + 2 * _BEFORE)):
            return left, start
        return [word for word in left if word.span.end <= share.start()], share.start()

    def _change(self, end: int) -> str:
        """The noun for what the word right after the figure says became of the thing; "" where it says nothing."""
        following = next((morph for morph in self._sentence.morphs if morph.start >= end), None)
        if following is None or self._text[end : following.start].strip():
            return ""
        return _CHANGES.get(following.form, "") if following.tag in ("VV", "VA", "NNG") else ""

    def _fate(self, end: int, unit: str) -> str:
        """3명*이 숨지고* 5명*이 다쳤다*, 2만대*가 팔렸다*: what became of what is counted; "" where it is not said at once."""
        if unit in _RELATIVE or _MONEY.fullmatch(unit):
            return ""
        fates, pattern = (_FATES, _FATE) if unit == "명" else (_FATES_OF_THINGS, _FATE_OF_THINGS)
        fate = pattern.match(self._text, end, self._sentence.span.end)
        return next((noun for stem, noun in fates.items() if fate and fate.group(1).startswith(stem)), "")

    def _told_of(self, amount: Span, unit: str) -> str:
        """*대금은* 5200억원이다, *주민은* 1천40명으로 늘었다, *복구비를* 1320억원으로 확정했다: what the figure is told of."""
        told = _TOLD.match(self._text, amount.end, self._sentence.span.end)
        left = [word for word in self._words if word.span.end <= amount.start]
        if told is None:
            return self._listed(amount, left, unit)
        if left and left[-1].span.of(self._text) in _MEANT:
            return ""  # 수출액은 목표 1800억원을 넘겼다: what it was to be
        wanted: tuple[str, ...] = (
            ("은", "는", "이", "가", "을", "를", "도") if told.group("to") else ("은", "는", "이", "가", "도")
        )
        for at in range(len(left) - 1, max(-1, len(left) - _REACH), -1):
            word = left[at]
            if word.josa in ("은", "는") and self._text.startswith(("에", "까지", "부터", "보다"), word.stem.end):
                continue  # 퇴근 시간대에는: not what it is told of
            if word.josa in wanted and word.josa_tag in ("JX", "JKS", "JKO"):
                # 화재는 11건 발생했다; of 서울은 11건 발생했다 nobody can say
                return self._named_by(left[: at + 1], unit) if not told.group("happens") or _is_common(word) else ""
            if word.span.of(self._text) in _NEAR:
                continue
            if word.span.of(self._text) in _THAT or (told.group("only") and any(m.tag == "EC" for m in word.morphs)):
                return ""  # 총사업비는 3200억원이지만 집행된 건 300억원에 그쳤다
            if not len(word.stem) and any(morph.tag in ("EC", "EF", "ETM") for morph in word.morphs):
                wanted = ("은", "는")  # 공사비는 공사가 더해져 648억원으로 불어났다: beyond a verb only the topic
        return ""

    def _listed(self, amount: Span, left: Sequence[Word], unit: str) -> str:
        """원고는 83명, 청구액은 42억원이다; 기금은 4조원에서 3조원으로, 병원은 35곳에서 29곳으로 줄었다."""
        if len(left) > 1 and _CHANGED.match(self._text, amount.end, self._sentence.span.end):
            base = left[-1].span.of(self._text)
            if base.endswith("에서") and base[0].isdigit() and left[-2].josa in ("은", "는"):
                return self._named_by(left[:-1], unit)
        topic = bool(left) and left[-1].josa in ("은", "는") and left[-1].span.end == left[-1].stem.end + 1
        if topic and _LISTED.match(self._text, amount.end, self._sentence.span.end):  # not 논산에는
            return self._named_by(left, unit)
        # 발생 농장이 4곳, 살처분한 소가 756마리라고 집계했다
        if left and left[-1].josa_tag == "JKS" and _IN_A_LIST.match(self._text, amount.end, self._sentence.span.end):
            return self._named_by(left, unit)
        return ""

    def _named_by(self, left: Sequence[Word], unit: str) -> str:
        """The noun phrase that ends with the last word of *left*, if the figure can be one of such a thing."""
        head = left[-1]
        stem = head.stem.of(self._text)
        if stem == _MONEY_ITSELF and _MONEY.fullmatch(unit) and len(left) > 1 and self._describes(left[:-1]):
            told = self._describing(left[:-1])
            return self._phrase([*told, head.stem]) if len(told) > 1 else ""  # 보상에 들어간 돈
        of_hiring = unit == "명" and stem in _PLANS and len(left) > 1 and left[-2].span.of(self._text) in _HIRING
        if not self._is_label(head) or not (of_hiring or _may_measure(stem, unit)):
            return ""
        picked = [head.stem]
        if len(left) > 1 and unit == "명" and _may_measure(stem, unit) and self._describes(left[:-1]):
            return self._phrase([*self._describing(left[:-1]), head.stem])
        for word in reversed(left[:-1]):
            of_whom = len(picked) == 1 and _fate_of(word, self._text) and bool(_PERSONS.search(stem))  # 숨진 사람
            is_mean = stem in _COUNTED_PEOPLE and word.span.of(self._text) in _MEANS  # 평균 관중
            of_what = stem in _NEEDS_MORE and word.josa == "의"  # 공급 계약의 금액
            if len(picked) == 3 or not (of_whom or of_what or is_mean or (word.is_bare and self._is_label(word))):
                break
            picked.insert(0, word.span if of_whom else word.stem)
        phrase = self._phrase(picked)
        return "" if phrase in _SAY_NOTHING else phrase

    def _describes(self, left: Sequence[Word]) -> bool:
        """Whether the last of some words is a verb that tells what its noun did: 카드를 해지한 고객."""
        last = left[-1]
        done = last.morphs[-1].tagged in ("ᆫ/ETM", "은/ETM") and any(m.tag in ("VV", "XSV") for m in last.morphs)
        return done and last.span.of(self._text) not in _FATES_BEFORE and not self._is_time(last)

    def _is_spent_on(self, left: Sequence[Word]) -> bool:
        """Whether the last of some words say what a cost is for: 리콜에 드는 비용."""
        return left[-2].josa == "에" and left[-1].span.of(self._text) in _TAKES and self._is_label(left[-2])

    def _describing(self, left: Sequence[Word]) -> list[Span]:
        """The spans of that verb, and of its object or goal before it."""
        verb = left[-1]
        if len(left) > 1 and left[-2].josa in ("을", "를", "에", "로", "으로") and self._is_label(left[-2]):
            return [left[-2].span, verb.span]
        return [verb.span]

    def _is_time(self, word: Word) -> bool:
        return any(word.span.overlaps(time) for time in self._times)

    def _price(self, end: int, unit: str) -> str:
        """4500억원*에 사들였다*: what the sum is by what was done for it; "" where that is no trade."""
        trade = _TRADE.match(self._text, end, self._sentence.span.end) if _MONEY.fullmatch(unit) else None
        return next((noun for stem, noun in _TRADES.items() if trade and trade.group(1).startswith(stem)), "")

    def _cost(self, amount: Span, unit: str) -> str:
        """*철거에는* 모두 320억원*이 들었다*: what is paid for; "" where that is no deed, but a place or somebody."""
        if not _MONEY.fullmatch(unit) or not _COSTS.match(self._text, amount.end, self._sentence.span.end):
            return ""
        left = [word for word in self._words if word.span.end <= amount.start]
        while left and left[-1].span.of(self._text) in _IN_ALL:
            left.pop()
        of_what = _FOR.fullmatch(self._text, left[-1].stem.end, left[-1].span.end) if left else None
        if of_what is None or not _is_common(left[-1]) or not self._is_label(left[-1]):
            return ""
        return f"{left[-1].stem.of(self._text)} {_COST}"

    def _done_with(self, amount: Span, unit: str) -> str:
        """612억원*을 들여*, 95억원*을 배상하라는 소송*, 300명*을 새로 채용할*: what a figure is by what is done with it."""
        kind = "money" if _MONEY.fullmatch(unit) else unit
        before = self._text[max(self._sentence.span.start, amount.start - _BEFORE) : amount.start]
        for name, led, pattern in DONE_WITH.get(kind, ()):
            if led.search(before) and pattern.match(self._text, amount.end, self._sentence.span.end):
                return name
        return ""

    def scope(self, amount: Span) -> tuple[str, ...]:
        """The nouns before *amount* in its own stretch: those after the last comma, figure or verb."""
        found: list[str] = []
        for word in reversed([word for word in self._words if word.span.end <= amount.start]):
            words_ = word.span.of(self._text)
            # A word of letters alone has no comma and no figure, which is soon told.
            if not words_.isalpha() and (words_.endswith(",") or any(map(str.isdigit, words_))):
                break
            if not _ENDINGS.isdisjoint([morph.tag for morph in word.morphs]):
                break
            stem = word.stem.of(self._text)
            if len(stem) > 1 and not any(word.span.overlaps(time) for time in self._times):
                found.insert(0, stem)
        return tuple(found)

    def _is_label(self, word: Word) -> bool:
        """Whether a word may stand in a label: nouns, no figure, no time, no word that says nothing."""
        stem = word.stem.of(self._text)
        return (
            bool(stem)
            and word.span.start == word.stem.start
            and stem not in word_set("amount_vague_label")
            and not (len(stem) > 1 and stem.endswith("당") and word.morphs[-1].tag == "XSN")
            and not any(word.span.overlaps(time) for time in self._times)
            and not any(letter.isdigit() or letter in _PUNCTUATION for letter in stem)
            and all(
                morph.tag in _LABEL_TAGS or morph.tagged == "총/MM"  # 총사업비
                for morph in word.morphs
                if morph.start < word.stem.end
            )
        )

    def _phrase(self, picked: Sequence[Span]) -> str:
        phrase = self._text[picked[0].start : picked[-1].end]
        return "" if len(phrase) > _LONGEST or not _PUNCTUATION.isdisjoint(phrase) else phrase


def _may_measure(noun: str, unit: str) -> bool:
    """Whether a figure of a unit can be told of what a noun names: heads of people, sums of money, shares of ratios."""
    if unit == "명":
        return bool(_PEOPLE.search(noun) or _PERSONS.search(noun) or noun.endswith("서명"))
    if unit in _RELATIVE:
        return bool(_RATIO.search(noun))
    if _MONEY.fullmatch(unit):
        return noun.endswith(_MEASURED) or noun.endswith(_SUMS)
    return True


_MEASURED = tuple(sorted(word_set("amount_measured")))
_SUMS = tuple(
    sorted(
        word_set("amount_measured")
        | word_set("amount_money_noun")
        | {"금", "돈", "비", "액", "료", "세", "채", "추징", "펀드", "대가"}
    )
)
_FATES = {row[0]: row[1] for row in words("amount_fate")}
_FATE = re.compile(
    rf"(?:이|은|도)?\s((?:{'|'.join(map(re.escape, _FATES))})(?![자소률율]|지\s않|지는\s않|하지\s않|되지\s않)[가-힣]*)"
)
_FATES_OF_THINGS = {row[0]: row[1] for row in words("amount_fate_things")}
_FATE_OF_THINGS = re.compile(rf"(?:이|가|은|는|도)?\s((?:{'|'.join(map(re.escape, _FATES_OF_THINGS))})[가-힣]*)")
_CHANGES = {row[0]: row[1] for row in words("amount_change")}
# 이다, 에 이르다, or 으로 before what became of it: the figure is the thing itself.
_TOLD = re.compile(
    r"분?(?:이(?:다|었다|며|고|라고|라며)|였다(?:고|며)|라고|라며|라는|[였인다]다?(?=[\s.,])|에\s(?:이르|이른|달하|달한|달했|육박|(?P<only>그치|그친|그쳤|머무르|머문|머물))"
    rf"|[을를]\s(?:넘|웃돌|밑돌|돌파|기록)|[이가]\s(?:들었|든다|들어|투입|쓰|거론|됐|되[는면어]|된다|담[겼긴]|편성|배정|책정)|까지\s(?:늘|줄|내려앉|치솟|올|떨어|불어)|에서\s(?:마감|멈[췄춰추]|그[쳤치])|(?P<happens>이?\s(?:발생(?:했|한)|(?:발생|접수|신고|보고|확인|등록)(?:됐|된)))|(?P<to>으?로)\s(?:[가-힣]+\s)?(?:{any_of(word_set('amount_became'))}))"
)
# 고객은 38만명, 보상금은 232억원이다; 노선은 8.6㎞로, 정거장은 12곳으로 줄었다; 수입은 320억원으로 전년보다 12% 늘었다
_LISTED = re.compile(
    r",\s|으?로,\s[^,.\s]{1,12}[은는]\s|으?로,?\s(?:전년|지난해|1년|한\s해|당초|애초|예상|추산|목표|같은|역대|사상|전체|가장|[^,.]{0,12}[0-9][0-9.천만억조]*[가-힣㎡㎞%]{0,3}보다)"
)
_IN_A_LIST = re.compile(
    r",\s(?:[가-힣]+\s){1,3}?(?<=[이가]\s)[0-9][0-9,.]*[조억만천]*[0-9천]*[가-힣]{1,3}?(?:이라고|라고|이다|다\.|으로\s(?:집계|파악|늘|줄))"
)
_CHANGED = re.compile(r"으?로,\s")
_MEANT = frozenset({
    "목표", "목표인", "목표치", "목표치인", "목표한", "예상치", "예상치인", "예상한", "추산치", "추산치인", "추산한", "전망치", "전망치인",
    "상한인", "하한인", "한도인",
})  # fmt: skip
_THAT = frozenset({"건", "것은", "것이", "게", "실제로는", "지금은", "현재는"})
_NEAR = frozenset(
    {"가까운", "넘는", "달하는", "이르는", "육박하는", "웃도는", "많은", "적은", "높은", "낮은"}
)  # 네 배에 가까운 118만명으로, 6.4% 많은 9천억원이: no clause of its own
_HIRING = frozenset({"채용", "고용"})
_PLANS = frozenset({"계획", "규모", "인원", "목표"})  # 채용 계획은 210명이다
_RAISES = re.compile(r"(?:을|를)? ?(?:올리|올려|올린|올릴|인상)|이?[다며]")
_EACH_MONTH = frozenset({"월", "연", "한 달에", "매월", "매달"})
_RAISE = frozenset({"인상액", "인상폭"})
_MEANS = frozenset({"평균", "누적", "총"})
_COUNTED_PEOPLE = frozenset({"관중", "관객", "관람객", "이용객", "방문객", "승객"})


def _is_common(word: Word) -> bool:
    """Whether a word before its particles is made of common nouns alone: no name of a place or of somebody."""
    return all(morph.tag in ("NNG", "XSN", "XPN") for morph in word.morphs if morph.start < word.stem.end)


def _fate_of(word: Word, text: str) -> bool:
    """Whether a word tells what became of the people behind it: 숨진 승객, 다친 주민."""
    return word.morphs[-1].tag == "ETM" and word.span.of(text) in _FATES_BEFORE


_FATES_BEFORE = frozenset({"숨진", "사망한", "다친", "부상한", "실종된", "대피한"})
_SHARE = re.compile(
    r"(?:(?<![가-힣])한 (?:사람|명|가구|곳|주)(?:에|당)|(?:1인|가구|점포|한 주|주)당|[가-힣]{2,}마다) (?:약 |각각 )?$"
)
_DIFFERS = re.compile(r"원?(?:이|을|를|은)?\s?(?:덜|더|다르|달라|모자|돌려|할인|깎|추가|차이|줄|늘)")
_MONEY_ITSELF = "돈"
_TAKES = frozenset({"드는", "든", "들", "들어가는", "들어간", "들어갈", "쓰는", "쓴", "쓸", "필요한"})
_REACH = 12  # 어절 before a figure in which it is told what it is of
_BEFORE = 24  # letters that lead to a figure
_COST = "비용"
_COSTS = re.compile(r"(?:가량|여|정도)?[이가]\s(?:들|든|들어|소요)[가-힣]*")
_FOR = re.compile("에(?:는|만|도)?")
_IN_ALL = frozenset({"모두", "총", "약", "최대", "최소", "적어도"})
_SAY_NOTHING = (_NEEDS_MORE - {"값", "물량"}) | {"사람", "이들", "대상", "전체", "나머지"}
_PERSONS = re.compile(
    r"(?:사람|주민|시민|회원|당원|교사|의사|간호사|전공의|공무원|승무원|상인|농민|어민|유족|학부모|신입생|재학생|수험생|졸업생|관중|사망자|부상자|실종자|환자|관객|관람객|방문객|조합원|학생|이들|이재민"
    r"|(?:코치|의료|연구|제작|출연|취재|이사|경영|교수|강사)진|(?:변호인|선수|대표|배심원|심사위원|조사|자문|실사|참관|방문)단"
    r"|승객|선원|원고|피고|노동자|근로자|어린이|노인|장병|병사|대원|탑승객|투숙객|(?:채용|고용)(?:\s계획|\s규모)?|채용|고용|이용객)$"
)
_TRADES = {row[0]: row[1] for row in words("amount_trade")}
_TRADE = re.compile(rf"에\s((?:{'|'.join(map(re.escape, _TRADES))})[가-힣]*)")
