"""One name for one actor over the whole corpus, by what the articles say and by what an editor has made known."""

import pytest

from sitegen.errors import Place
from sitegen.link.shared import is_shared
from sitegen.model.facts import ArticleFacts, Event, Org, Person, Quote
from sitegen.model.known import Known, KnownName, Split
from sitegen.model.site import Briefing
from tests.link.corpus import article, brief

HERE = Place("seeds/entities.toml", 1, 1)
PLANT = article(
    "도현우 대표 “새 공장 짓는다”",
    "도현우 한빛전자 대표는 4일 새 공장을 짓겠다고 밝혔다.",
    "도 대표는 “일자리를 늘리겠다”고 말했다.",
)
PRIZE = article(
    "도현우 교수, 갯벌 연구상 받아",
    "도현우 새벽대 교수는 8일 서울에서 갯벌 연구상을 받았다.",
    "도 교수는 “학생들과 나누겠다”고 말했다.",
    day="2025-03-10",
    source="너른신문",
)
GROUND = article(
    "한빛전자 새 공장 착공",
    "한빛전자는 19일 새 공장을 착공했다. 도현우 한빛전자 의장은 “새 공장은 2027년 문을 연다”고 말했다.",
    day="2025-03-20",
    source="물빛신문",
)


def known(*names: KnownName, splits: tuple[Split, ...] = ()) -> Known:
    return Known(names, splits)


def entities(briefing: Briefing, kind: str) -> dict[str, set[str]]:
    """The names of a kind, each with the articles that mention it."""
    return {one.name: {ref.article for ref in one.mentions} for one in briefing.entities if one.kind == kind}


def test_two_of_one_name_and_of_different_offices_are_two() -> None:
    """Where no article has to do with the other. The one told first keeps the name, the other has the office with it."""
    briefing = brief(PRIZE, PLANT)
    assert entities(briefing, "person") == {"도현우": {"2025-03-05-참일보"}, "도현우(새벽대)": {"2025-03-10-너른신문"}}
    assert len({one.slug for one in briefing.entities if one.kind == "person"}) == 2
    acts = {entry.headline: entry.who for entry in briefing.entries}
    assert acts["도현우 새벽대 교수, 갯벌 연구상 받아"] == ("도현우(새벽대)",)
    assert acts["도현우 한빛전자 대표, 새 공장 건설"] == ("도현우",)
    speakers = {fact.surface: fact.speaker for fact in briefing.facts().values() if isinstance(fact, Quote)}
    assert speakers == {"일자리를 늘리겠다": "도현우", "학생들과 나누겠다": "도현우(새벽대)"}


def test_a_new_office_at_the_same_firm_is_the_same_person() -> None:
    briefing = brief(PLANT, GROUND)
    assert entities(briefing, "person") == {"도현우": {"2025-03-05-참일보", "2025-03-20-물빛신문"}}
    (person,) = [one for one in briefing.entities if one.kind == "person"]
    assert {tenure.title for tenure in person.tenures} == {"대표", "의장"}


def test_namesakes_do_not_depend_on_who_else_is_there() -> None:
    both, all_three = brief(PRIZE, PLANT), brief(PRIZE, PLANT, GROUND)
    assert entities(both, "person").keys() == entities(all_three, "person").keys()


def test_one_affair_has_one_bearer_of_a_name() -> None:
    """A professor who became minister: the articles share the affair, so the two offices are one person's."""
    minister = article(
        "윤슬갯벌 보전법 발의", "도현우 해양부 장관은 9일 윤슬갯벌 보전 계획을 발표했다.", "윤슬갯벌 보전 기금은 40억원이다.",
        day="2025-03-10", source="너른신문", story="윤슬갯벌 보전",
    )  # fmt: skip
    professor = article(
        "윤슬갯벌 보전 토론회",
        "도현우 새벽대 교수는 3일 윤슬갯벌 보전 토론회를 열었다.",
        day="2025-03-04",
        story="윤슬갯벌 보전",
    )
    assert entities(brief(minister, professor), "person").keys() == {"도현우"}


def test_a_person_without_an_office_is_told_apart_from_nobody() -> None:
    """Nothing speaks for a second one."""
    plain = article("마라톤 열려", "도현우씨는 8일 윤슬시 마라톤에서 우승했다.", day="2025-03-10", source="너른신문")
    assert entities(brief(PLANT, plain), "person").keys() == {"도현우"}


FOUNDED = article("다온정밀, 새 공장 착공", "다온정밀은 4일 새 공장을 착공했다. 달빛모임은 5일 성명을 냈다.")
SHORT = article("다온, 부품 공급 계약", "다온은 11일 부품 공급 계약을 체결했다.", day="2025-03-12", source="너른신문")


def test_an_alias_of_the_editor_is_shown_under_the_name() -> None:
    """In every article, also where none pairs the two."""
    assert entities(brief(FOUNDED, SHORT), "org") == {"다온정밀": {"2025-03-05-참일보"}}
    briefing = brief(FOUNDED, SHORT, known=known(KnownName("org", ("다온정밀", "다온"), HERE)))
    assert entities(briefing, "org") == {"다온정밀": {"2025-03-05-참일보", "2025-03-12-너른신문"}}
    (firm,) = briefing.entities
    assert firm.aliases == ("다온",)


def test_an_organisation_that_no_rule_knows_becomes_an_entity() -> None:
    briefing = brief(FOUNDED, known=known(KnownName("org", ("달빛모임",), HERE)))
    assert "달빛모임" in entities(briefing, "org")
    (fact,) = [fact for fact in briefing.facts().values() if isinstance(fact, Org) and fact.name == "달빛모임"]
    assert fact.surface == "달빛모임"
    assert fact.evidence.rule == "entities.known"


def test_a_person_that_no_rule_knows_becomes_an_entity() -> None:
    songs = article("버들소리, 새 음반 발표", "버들소리가 4일 새 음반을 냈다.")
    briefing = brief(songs, known=known(KnownName("person", ("버들소리",), HERE)))
    assert entities(briefing, "person").keys() == {"버들소리"}


@pytest.mark.parametrize(
    "sentence",
    [
        "달빛모임터는 5일 문을 열었다.",  # another word begins with it
        "온달빛모임은 5일 성명을 냈다.",
        "시민들은 5일 달빛축제를 열었다.",
    ],
)
def test_a_known_name_within_another_word_is_none(sentence: str) -> None:
    briefing = brief(article("소식", sentence), known=known(KnownName("org", ("달빛모임",), HERE)))
    assert "달빛모임" not in entities(briefing, "org")


@pytest.mark.parametrize("particle", ["은", "이", "을", "의", "과", "에서", "에게", "으로", "만", ""])
def test_a_known_name_is_found_before_its_particles(particle: str) -> None:
    text = article("소식", f"윤슬시는 5일 행사를 연 달빛모임{particle} 높이 평가했다.")
    assert "달빛모임" in entities(brief(text, known=known(KnownName("org", ("달빛모임",), HERE))), "org")


@pytest.mark.parametrize(
    "particle",
    [
        "에서도",
        "으로부터",
        "까지는",
        "에는",
        "만이",
        "측은",
        "에게는",
        "로서는",
        "만으로는",
        "부터는",
        "보다는",
        "측에서도",
    ],
)
def test_a_known_name_is_found_before_two_particles(particle: str) -> None:
    text = article("소식", f"윤슬시는 5일 행사를 연 달빛모임{particle} 높이 평가했다.")
    assert "달빛모임" in entities(brief(text, known=known(KnownName("org", ("달빛모임",), HERE))), "org")


def test_a_known_organisation_acts_in_its_events() -> None:
    briefing = brief(FOUNDED, SHORT, known=known(KnownName("org", ("다온정밀", "다온"), HERE)))
    (contract,) = [entry for entry in briefing.entries if "계약" in entry.headline]
    assert contract.who == ("다온정밀",)


def test_two_names_that_an_editor_merges_are_one() -> None:
    old = article("해오름전지 공장 준공", "해오름전지는 4일 새 공장을 준공했다.")
    new = article(
        "해오름배터리 첫 수출", "해오름배터리는 11일 첫 수출 계약을 체결했다.", day="2025-03-12", source="너른신문"
    )
    names = KnownName("org", ("해오름배터리",), HERE), KnownName("org", ("해오름전지",), HERE)
    assert entities(brief(old, new, known=known(*names)), "org").keys() == {"해오름전지", "해오름배터리"}
    merge = KnownName("", ("해오름배터리", "해오름전지"), HERE)
    merged = brief(old, new, known=known(KnownName("org", ("해오름배터리",), HERE), merge))
    assert entities(merged, "org")["해오름배터리"] >= {"2025-03-12-너른신문"}
    assert "해오름전지" not in entities(merged, "org")


def test_an_editor_goes_before_what_articles_say() -> None:
    """An article pairs 한빛 with 한빛전자; the editor says who is meant by it, in that article too."""
    pairing = article("한빛전자 실적", "한빛전자(한빛)는 4일 실적을 발표했다.")
    other = article("한빛, 배당 결의", "한빛은 9일 배당을 결의했다.", day="2025-03-10", source="너른신문")
    ours = known(KnownName("org", ("한빛그룹", "한빛"), HERE))
    found = brief(pairing, other, known=ours)
    assert entities(found, "org") == {
        "한빛전자": {"2025-03-05-참일보"},
        "한빛그룹": {"2025-03-05-참일보", "2025-03-10-너른신문"},
    }
    assert {one.name: one.aliases for one in found.entities} == {"한빛전자": (), "한빛그룹": ("한빛",)}


def test_a_name_that_an_editor_shows_is_no_other_articles_short_one() -> None:
    """Another article pairs it with a longer one; it stays as the editor writes it."""
    longer = article("다온정밀 지주사 출범", "다온정밀홀딩스(다온정밀)는 4일 출범했다.", source="물빛신문")
    ours = known(KnownName("org", ("다온정밀", "다온"), HERE))
    assert entities(brief(longer, SHORT, known=ours), "org")["다온정밀"] >= {"2025-03-12-너른신문"}


def test_an_editor_tells_two_people_apart() -> None:
    """By organisation or by title, also where the rules would take them for one."""
    by_title = Split("도현우", "", "의장", "도현우 의장", HERE)
    assert entities(brief(PLANT, GROUND, known=known(splits=(by_title,))), "person") == {
        "도현우": {"2025-03-05-참일보"},
        "도현우 의장": {"2025-03-20-물빛신문"},
    }
    by_org = Split("도현우", "새벽대", "", "도현우 교수", HERE)
    briefing = brief(PLANT, PRIZE, known=known(splits=(by_org,)))
    assert entities(briefing, "person").keys() == {"도현우", "도현우 교수"}
    said = [fact.speaker for fact in briefing.facts().values() if isinstance(fact, Quote)]
    assert sorted(said) == ["도현우", "도현우 교수"]


def test_what_a_page_shows_of_a_name_stays_what_the_article_says() -> None:
    """Names change, the words of the evidence do not."""
    briefing = brief(FOUNDED, SHORT, known=known(KnownName("org", ("다온정밀", "다온"), HERE)))
    texts = {read.article.id: read.article.text for read in briefing.articles}
    for ref, fact in briefing.facts().items():
        if isinstance(fact, Org | Person | Event):
            assert fact.evidence.span.of(texts[ref.article]) == fact.surface


UNION = article(
    "가온빛케미칼 노동조합 파업", "가온빛케미칼 노동조합(노조)은 4일 파업에 돌입했다. 노조는 임금 인상을 요구했다."
)
WARNING = "노조는 “운행을 멈추겠다”고 밝혔다."


def speaker(*articles: ArticleFacts) -> str:
    (said,) = [fact for fact in brief(*articles).facts().values() if isinstance(fact, Quote)]
    return said.speaker


def later(title: str, text: str) -> ArticleFacts:
    return article(title, text, day="2025-03-10", source="너른신문")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("두레버스 운행 중단 경고", "두레버스 기사들이 9일 차고지 앞에 모였다."),
        ("두레버스 운행 중단 경고", "두레버스 기사들이 9일 모였다. 지난주에는 가온빛케미칼이 공장을 멈췄다."),
        (
            "가온빛케미칼 이어 두레버스도",
            "지난주에는 가온빛케미칼이 공장을 멈췄다. 두레버스 노동조합이 9일 차고지 앞에 모였다.",
        ),
    ],
)
def test_what_any_article_may_call_its_own_stays_in_its_article(title: str, text: str) -> None:
    """노조, 조합, 대책위: who is meant is said by the article, not by another."""
    assert speaker(UNION, later(title, f"{text} {WARNING}")) != "가온빛케미칼 노동조합"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("가온빛케미칼 파업 닷새째", "9일에도 공장은 멈춰 있었다. 가온빛케미칼은 손실이 크다고 밝혔다."),
        ("파업 닷새째", "가온빛케미칼 노동조합은 9일 집회를 열었다."),
    ],
)
def test_a_short_name_of_many_is_whose_the_article_is_about(title: str, text: str) -> None:
    """Where it names the union, or the firm that it is the union of."""
    read = later(title, f"{text} 노조는 “출근하지 않겠다”고 밝혔다.")
    assert speaker(UNION, read) == "가온빛케미칼 노동조합"


def test_a_short_name_of_many_is_never_two() -> None:
    """Both unions are known, and the article is about neither alone."""
    other = article(
        "한빛전자 노동조합 집회", "한빛전자 노동조합(노조)은 6일 집회를 열었다.", day="2025-03-06", source="물빛신문"
    )
    unions = {"가온빛케미칼 노동조합", "한빛전자 노동조합"}
    assert unions <= entities(brief(UNION, other), "org").keys()
    both = later("가온빛케미칼·한빛전자 파업", f"가온빛케미칼과 한빛전자가 9일 멈췄다. {WARNING}")
    assert speaker(UNION, other, both) not in unions
    one = later("한빛전자 파업", f"한빛전자가 9일 멈췄다. {WARNING}")
    assert speaker(UNION, other, one) == "한빛전자 노동조합"


@pytest.mark.parametrize("short", ["노조", "협회", "위원회", "재단", "공단", "시", "군", "회사", "경찰", "검찰", "대학",
    "병원", "센터", "조합", "본부", "대책위", "비대위", "추진위", "주민대책위", "시의회", "교육청"])  # fmt: skip
def test_names_of_a_sort_are_shared(short: str) -> None:
    assert is_shared(short)


@pytest.mark.parametrize("short", ["한빛", "공정위", "금감원", "MS", "경총", "다온", "민주노총", "한은"])
def test_names_of_their_own_are_not_shared(short: str) -> None:
    assert not is_shared(short)


def test_a_namesake_has_no_mention_for_an_alias() -> None:
    (other,) = [one for one in brief(PRIZE, PLANT).entities if one.name == "도현우(새벽대)"]
    assert "도현우 새벽대 교수" not in other.aliases


def test_an_alias_is_another_name_and_nothing_around_it() -> None:
    """By an editor's split or merge a mention has other words than the name shown: its office is none of them."""
    split = Split("도현우", "새벽대", "", "도현우 교수", HERE)
    aliases = {one.name: one.aliases for one in brief(PLANT, PRIZE, known=known(splits=(split,))).entities}
    assert (aliases["도현우"], aliases["도현우 교수"]) == (("도 대표",), ("도 교수",))
    merge = KnownName("", ("도현호", "도현우"), HERE)
    (one,) = [one for one in brief(PLANT, known=known(merge)).entities if one.kind == "person"]
    assert (one.name, one.aliases) == ("도현호", ("도 대표", "도현우"))


def test_a_known_name_speaks() -> None:
    """A quotation is its, and its are the words of a claim."""
    text = article("소식", "달빛모임은 5일 “공사를 멈춰야 한다”고 말했다.")
    briefing = brief(text, known=known(KnownName("org", ("달빛모임",), HERE)))
    (said,) = [fact for fact in briefing.facts().values() if isinstance(fact, Quote)]
    assert said.speaker == "달빛모임"
    assert [len(one.quotes) for one in briefing.entities] == [1]


def test_a_known_employer_belongs_to_its_people() -> None:
    text = article("소식", "윤가람 달빛모임 대표는 5일 성명을 냈다.")
    briefing = brief(text, known=known(KnownName("org", ("달빛모임",), HERE)))
    tenures = {one.name: one.tenures for one in briefing.entities if one.kind == "person"}
    assert [(one.title, one.org) for one in tenures["윤가람"]] == [("대표", "달빛모임")]


def test_an_organisation_with_a_name_like_a_persons_is_none() -> None:
    """Once an editor says so."""
    text = article("윤가람 공연", "윤가람 단장은 5일 서울에서 공연을 열었다. 윤가람은 6일에도 공연한다.")
    assert "윤가람" in entities(brief(text), "person")
    briefing = brief(text, known=known(KnownName("org", ("윤가람",), HERE)))
    assert (entities(briefing, "person"), entities(briefing, "org").keys()) == ({}, {"윤가람"})


def test_a_committee_is_one_by_its_short_end_in_another_article() -> None:
    whole = article("소각장 반대", "‘늘솔소각장반대대책위원회’는 4일 집회를 열었다.")
    short = article(
        "소각장 설명회", "‘늘솔소각장반대대책위’는 19일 설명회를 막았다.", day="2025-03-20", source="물빛신문"
    )
    assert set(entities(brief(whole, short), "org")) == {"늘솔소각장반대대책위원회"}


def test_brand_of_a_public_body_is_that_body() -> None:
    """코트라 and 대한무역투자진흥공사 are one, where the articles name both."""
    brand = article("코트라 상담회", "코트라는 4일 수출 상담회를 열었다.")
    full = article(
        "수출 상담 늘어",
        "대한무역투자진흥공사는 19일 수출 상담이 늘었다고 밝혔다.",
        day="2025-03-20",
        source="물빛신문",
    )
    assert set(entities(brief(brand, full), "org")) == {"대한무역투자진흥공사"}
    assert set(entities(brief(brand), "org")) == {"코트라"}


def test_the_beginning_of_a_name_is_whom_other_articles_mean_by_it() -> None:
    """Though the article names two that begin so; but not where other articles mean two by it, nor where it does not
    name the one in full."""
    clear = article("두레솔전자 새 공장", "두레솔전자는 4일 새 공장을 지었다. 두레솔은 5일 직원을 뽑았다.")
    two = article(
        "두레솔전자 투자",
        "두레솔전자는 8일 회의를 열었다. 자회사인 두레솔소재가 8일 두레솔 주식을 샀다.",
        day="2025-03-10",
        source="너른신문",
    )
    assert "두레솔" not in entities(brief(clear, two), "org")
    alone = article(
        "두레솔소재 투자", "자회사인 두레솔소재가 8일 두레솔 주식을 샀다.", day="2025-03-10", source="너른신문"
    )
    assert entities(brief(clear, alone), "org").keys() >= {"두레솔전자", "두레솔"}
    others = article(
        "두레솔화학 새 공장", "두레솔화학은 4일 새 공장을 지었다. 두레솔은 5일 직원을 뽑았다.", source="물빛신문"
    )
    assert "두레솔" in entities(brief(clear, two, others), "org")


def test_who_is_only_half_named_is_one_in_one_affair_alone() -> None:
    convict = article("김모씨에 징역 5년", "누리지법은 5일 사기 혐의로 기소된 김모(54)씨에게 징역 5년을 선고했다.")
    rescuer = article("아이 구한 시민", "물빛시는 6일 아이를 구한 김모(23)씨에게 표창을 수여했다.", day="2025-03-06")
    assert set(entities(brief(convict, rescuer), "person")) == {"김모", "김모(23)"}


def test_an_office_that_was_left_or_is_to_come_is_told_so() -> None:
    read = article(
        "누리전자", "홍나래 전 누리전자 대표는 5일 출석했다. 이다솜 누리전자 부사장 내정자는 “하겠다”고 말했다."
    )
    held = {one.name: {t.title for t in one.tenures} for one in brief(read).entities if one.kind == "person"}
    assert held == {"홍나래": {"전 대표"}, "이다솜": {"부사장 내정자"}}
