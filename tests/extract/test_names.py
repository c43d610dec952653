"""Who a mention is: people, organisations, and the words that stand for them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.analyse import document_of
from sitegen.extract.names import Names, names_of
from sitegen.model.facts import Alias, Evidence
from sitegen.model.text import Article, Block, Document, Role, Span

SHARED = Path(__file__).parents[2].parent / "shared"


def document(*lines: str) -> Document:
    text = "\n".join(lines)
    blocks, start = [], 0
    for line in lines:
        blocks.append(Block(Span(start, start + len(line)), Role.BODY))
        start += len(line) + 1
    return document_of(Article("a", "a.md", text, "", None, tuple(blocks), "a"))


def alias(full: str, short: str) -> Alias:
    return Alias(evidence=Evidence("a", 0, Span(0, 1), "alias"), full=full, short=short)


def read(*lines: str, aliases: tuple[Alias, ...] = ()) -> tuple[Document, Names]:
    doc = document(*lines)
    return doc, names_of(doc, aliases)


def means(words: str, *lines: str, aliases: tuple[Alias, ...] = (), nth: int = -1) -> tuple[str, ...]:
    """Whom the mention *words* means, its last one in the text unless *nth* says otherwise."""
    doc, names = read(*lines, aliases=aliases)
    found = [m for m in names.mentions if m.span.of(doc.text) == words]
    return found[nth].names if found else ()


PAIR = "새벽전자와 늘봄건설은 3일 협약을 맺었다."


@pytest.mark.parametrize("words", ["두 회사", "양사", "두 기업", "양측"])
def test_collective_is_the_last_pair(words: str) -> None:
    """두 회사 and its like stand for the last two that were named together."""
    assert means(words, PAIR, f"{words}는 공장을 짓는다.") == ("새벽전자", "늘봄건설")


def test_collective_of_subject_and_partner() -> None:
    """A가 … B와 맺었다 is a pair too, though the two do not stand together."""
    lines = ("새벽전자가 세계 최대 기업인 늘봄건설과 손을 잡았다.", "두 회사는 함께 투자한다.")
    assert means("두 회사", *lines) == ("새벽전자", "늘봄건설")


def test_collective_leaves_out_who_reports() -> None:
    """The medium that tells of two companies is not one of the two."""
    lines = ("한국일보는 새벽전자가 늘봄건설 지분을 산다고 보도했다.", "양사는 곧 만난다.")
    assert means("양사", *lines) == ("새벽전자", "늘봄건설")


def test_collective_of_people() -> None:
    """두 사람 stands for people, not for the companies beside them."""
    lines = ("나도윤 새벽전자 대표와 진해솔 늘봄건설 사장이 만났다.", "두 사람은 합의했다.")
    assert means("두 사람", *lines) == ("나도윤", "진해솔")


def test_collective_without_pair_is_silent() -> None:
    """With one company named, 두 회사 names nobody."""
    assert means("두 회사", "새벽전자가 공장을 짓는다.", "두 회사는 함께한다.") == ()


def test_labour_and_management() -> None:
    """노사 is the company and its union; 회사 and 노조 are one each."""
    lines = ("새벽중공업 노동조합(노조)이 파업한다.", "노조는 5일 회견을 열었다.", "회사는 거절했다.", "노사는 만난다.")
    pair = (alias("새벽중공업 노동조합", "노조"),)
    assert means("노조", *lines, aliases=pair) == ("새벽중공업 노동조합",)
    assert means("회사", *lines, aliases=pair) == ("새벽중공업",)
    assert means("노사", *lines, aliases=pair) == ("새벽중공업", "새벽중공업 노동조합")


def test_company_is_the_one_in_question() -> None:
    """회사 is the company of the sentence before; 건설 회사 is any."""
    assert means("회사", "새벽전자는 적자를 냈다.", "회사는 배당하지 않는다.") == ("새벽전자",)
    assert means("회사", "새벽전자는 적자를 냈다.", "여러 건설 회사는 흑자다.") == ()


def test_city_hall_and_team() -> None:
    """시는 is the city that acts; in a match report the city's name is its team."""
    assert means("시", "원주시는 계획을 발표했다.", "시는 내년 착공한다.") == ("원주시",)
    lines = ("프로축구 경기에서 구미 유나이티드가 승리했다.", "구미는 선두에 올랐다.")
    assert means("구미", *lines) == ("구미 유나이티드",)
    assert means("구미", "새벽전자가 공장을 짓는다.", "구미는 반겼다.") == ()


def test_short_forms() -> None:
    """A paired short name, a known one and one that only its syllables give away mean the full name."""
    pair = (alias("마루솔루션즈", "MRS"),)
    assert means("MRS", "마루솔루션즈(MRS)가 투자한다.", "MRS는 크다.", aliases=pair) == ("마루솔루션즈",)
    assert means("기재부", "기획재정부가 발표했다.", "기재부는 검토한다.") == ("기획재정부",)


def test_surname_and_title() -> None:
    """김 대표 is the one 김 who was named; with two of them nobody is."""
    assert means("나 대표", "나도윤 대표가 왔다.", "나 대표는 웃었다.") == ("나도윤",)
    assert means("나 대표", "나도윤 대표와 나해솔 대표가 왔다.", "나 대표는 웃었다.") == ()
    assert means("나 전 대표", "나도윤 대표와 나해솔 교수가 왔다.", "나 전 대표는 웃었다.") == ("나도윤",)


def test_he_is_the_person_spoken_of() -> None:
    """그 is the last person, where the sentence before has one alone or makes one its subject."""
    assert means("그", "나도윤 대표는 3일 사퇴했다.", "그는 말을 아꼈다.") == ("나도윤",)
    assert means("그", "나도윤 대표와 진해솔 사장의 회의가 열렸다.", "그는 말을 아꼈다.") == ()


def test_actors_are_heads_of_their_phrases() -> None:
    """An organisation inside a person's mention, or before another noun, is no actor."""
    doc, names = read("나도윤 새벽전자 대표와 피터 콜린스 늘봄건설 CEO는 3일 만났다.")
    assert names.actors_in(Span(0, len(doc.text))) == ("나도윤", "피터 콜린스")
    doc, names = read("늘봄건설의 주가가 올랐다.")
    assert names.actors_in(Span(0, 8)) == ()
    doc, names = read("나모(45)씨의 동생이 신고했다.")
    assert names.actors_in(Span(0, 12)) == ()


@pytest.mark.parametrize(
    ("phrase", "lines", "source"),
    [
        ("새벽전자 관계자", ("새벽전자 관계자는 말했다.",), "새벽전자 관계자"),
        ("새벽전자 측", ("새벽전자 측은 부인했다.",), "새벽전자 측"),
        ("소식통", ("사안을 잘 아는 소식통은 전했다.",), "소식통"),
        ("사안을 잘 아는 소식통", ("사안을 잘 아는 소식통은 전했다.",), "소식통"),
        ("여권 핵심 관계자", ("여권 핵심 관계자는 전했다.",), "여권 핵심 관계자"),
        ("4일 법조계", ("4일 법조계에 따르면 그렇다.",), "법조계"),
        ("나 대표", ("나도윤 대표가 왔다.", "나 대표는 웃었다."), "나도윤"),
        ("기재부 관계자", ("기획재정부가 밝혔다.", "기재부 관계자는 말했다."), "기재부 관계자"),
        ("이 관계자", ("새벽전자 관계자는 말했다.", "이 관계자는 덧붙였다."), "새벽전자 관계자"),
        ("상인 나모(58)씨", ("시장에서 만난 상인 나모(58)씨는 말했다.",), "나모"),
        ("새벽전자", ("새벽전자는 밝혔다.",), "새벽전자"),
    ],
)
def test_source(phrase: str, lines: tuple[str, ...], source: str) -> None:
    """A source is the person or the organisation by its full name; without a name, its own words."""
    doc, names = read(*lines)
    start = doc.text.rindex(phrase)
    assert names.source_in(doc, Span(start, start + len(phrase))) == source


@pytest.mark.parametrize(
    "text",
    [
        "서울의 한 시장에서 만났다.",
        "주식 시장이 흔들렸다.",
        "주요 이사 후보가 논의됐다.",
        "업계 관계자는 말했다.",
        "도내 의원들이 모였다.",
        "주민 대표와 상인 대표가 만났다.",
        "유족 대표는 울었다.",
        "지난 대표 회의에서 정했다.",
        "여당 의원과 야당 의원이 다퉜다.",
        "현지 감독 당국이 조사한다.",
        "이번 감사 결과가 나왔다.",
    ],
)
def test_nobody(text: str) -> None:
    """Common nouns before a title, markets and unnamed sources are no people."""
    assert read(text)[1].persons == ()


@pytest.mark.parametrize(
    "text",
    ["시중은행이 금리를 올렸다.", "AI 반도체가 팔린다.", "국내 업체 두 곳이 경쟁한다.", "대학병원에서 치료했다.",
     "고등학교 학생이 늘었다.", "TV 시장이 줄었다.", "제주도에 비가 온다.", "이사회는 반대했다."],
)  # fmt: skip
def test_no_organisation(text: str) -> None:
    """Sorts of organisations, things and places are no organisations."""
    assert read(text)[1].orgs == ()


@given(st.text(max_size=80) | st.text(alphabet="김이한두전 대표회사장은는(45)씨·,.“”A와양측그시KT", max_size=60))
def test_any_text_is_read(text: str) -> None:
    """No text raises; every span lies inside the text and is not empty; mentions do not overlap."""
    line = " ".join(text.split()) or "가"
    doc = document(line)
    names = names_of(doc, ())
    for fact in (*names.persons, *names.orgs):
        assert 0 <= fact.evidence.span.start < fact.evidence.span.end <= len(doc.text)
    ends = [0]
    for mention in names.mentions:
        assert ends[-1] <= mention.span.start < mention.span.end <= len(doc.text)
        ends.append(mention.span.end)
    whole = Span(0, len(doc.text))
    names.actors_in(whole)
    names.source_in(doc, whole)
    names.source_in(doc, Span(0, 0))


def test_real_sentences() -> None:
    """On real news sentences people are right in 95 of 100 cases, and four in five titled names are found."""
    path = SHARED / "gold" / "konne" / "news-odd.jsonl"
    if not path.exists():
        pytest.skip("konne is not beside the project")
    said = right = titled = found = 0
    for row in [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][::4]:
        people = [(a, b) for a, b, tag in row["label"] if tag == "PS_NAME"]
        titles = [(a, b) for a, b, tag in row["label"] if tag == "CV_POSITION"]
        spans = [p.evidence.span for p in names_of(document(row["text"]), ()).persons]
        said += len(spans)
        right += sum(any(a < s.end and s.start < b for a, b in people) for s in spans)
        near = [(a, b) for a, b in people if b - a > 1 and any(row["text"][b:c].isspace() for c, _ in titles)]
        titled += len(near)
        found += sum(any(a < s.end and s.start < b for s in spans) for a, b in near)
    assert right / said >= 0.95
    assert found / titled >= 0.8


def test_collective_of_two_employers() -> None:
    """두 회사 after two people who are joined is their two companies."""
    lines = ("나도윤 새벽전자 대표와 진해솔 늘봄건설 사장이 계약서에 서명했다.", "두 회사는 곧 합친다.")
    assert means("두 회사", *lines) == ("새벽전자", "늘봄건설")


def test_company_without_its_ending() -> None:
    """A company's own word without its ending is the company, where it stands alone."""
    assert means("미루나래", "미루나래해운이 배를 샀다.", "미루나래는 흑자다.") == ("미루나래해운",)


def test_both_is_the_rival_of_the_article() -> None:
    """양사 after 경쟁사 X is the article's own company and X, not an investor named between."""
    lines = (
        "새벽전자는 3일 새 폰을 냈다.",
        "새벽전자는 올해 흑자를 냈다.",
        "새벽전자는 투자사 칼렌도르로부터 돈을 받았다.",
        "경쟁사 늘봄테크는 적자라고 밝혔다.",
        "양사는 오래 다퉜다.",
    )
    assert means("양사", *lines) == ("새벽전자", "늘봄테크")


def test_the_usual_pair_outlasts_a_passing_partner() -> None:
    """두 회사 far from any pair is the pair that the article keeps meaning."""
    lines = (
        "새벽전자와 늘봄건설은 3일 협약을 맺었다.",
        "두 회사는 공장을 짓는다.",
        "새벽전자는 부품을 마루제약과 개발해 왔다.",
        "부지는 넓다.",
        "비용은 크다.",
        "시장은 반겼다.",
        "두 회사의 협력은 처음이 아니다.",
    )
    assert means("두 회사", *lines) == ("새벽전자", "늘봄건설")


def test_county_and_new_city() -> None:
    """군은 is the county that acts; a city that no map has is one by its mayor, and short for nothing."""
    assert means("군", "진안군은 지원금을 지급한다.", "군은 접수를 시작했다.") == ("진안군",)
    lines = ("누리시는 사업을 발표했다.", "나도윤 누리시장과 누리시민모임 진해솔 대표가 만났다.", "시는 내년 착공한다.")
    assert means("시", *lines) == ("누리시",)
    assert means("나도윤 누리시장", *lines) == ("나도윤",)


@pytest.mark.parametrize(
    "text",
    [
        "두 정상은 헬싱키 총리 공관에서 만났다.",
        "내일 리우데자네이루 날씨는 맑다.",
        "피해자 구제책과 피의자 신병 확보가 늦었다.",
        "의장을 맡은 차드의 대사가 왔다.",
    ],
)
def test_places_and_compounds_are_nobody(text: str) -> None:
    """Cities before an office, weather, compounds after 피해자 are no people."""
    assert read(text)[1].persons == ()


def test_both_sides_are_silent_for_nameless_parties() -> None:
    """양측 after 노조와 회사, whom nobody has named, is not the last pair with a name."""
    lines = ("새벽전자와 늘봄건설은 3일 만났다.", "노조와 회사는 교섭을 시작했다.", "양측은 밤새 다퉜다.")
    assert means("양측", *lines) == ()


def test_masked_name_after_a_role() -> None:
    """활동가 이모씨 is 이모, not somebody called 이모씨."""
    _, names = read("활동가 이모씨가 신고했다.")
    assert [person.name for person in names.persons] == ["이모"]


def people(*lines: str) -> set[str]:
    return {person.name for person in read(*lines)[1].persons}


@pytest.mark.parametrize("name", ["고운은", "안가은", "조한라", "장구한", "고요한", "변함은", "노을이"])
def test_name_that_reads_as_other_words(name: str) -> None:
    """Before an organisation and a title with a topic's particle there is a name, whatever else its syllables spell."""
    assert people(f"{name} 새벽증권 연구원은 “반등한다”고 말했다.") == {name}


@pytest.mark.parametrize("name", ["한지원", "길도연", "민해준"])
def test_name_that_is_no_other_word_without_a_space(name: str) -> None:
    """A determiner, a particle before a verb and a noun before its verb are written apart: as one word it is a name."""
    assert people(f"공사는 {name} 연구소장이 맡았다.") == {name}


@pytest.mark.parametrize("words", ["한마음 대표", "문을연 대표", "이를 전해준 소장", "말해준 의원", "길은 연 의원"])
def test_words_that_forget_a_space_are_no_name(words: str) -> None:
    assert people(f"공사는 {words}이 맡았다.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "이번에는 회사가 공장을 닫는다고 보도했다.",
        "매각가격은 4000억원이라고 이날 보도했다.",
        "공정위는 입찰담합에 과징금 5억원을 부과했다.",
        "시는 전동킥보드에 과태료 10만원을 부과했다.",
        "올해 신인 선수상은 그가 받았다. 단 한차례 감독이 바뀌었다.",
        "마산고가 진주고를 꺾었다. 홈런이 나왔다. 경기는 짜릿했다.",
    ],
)
def test_words_that_only_stand_where_names_do(text: str) -> None:
    _, names = read(text)
    assert not names.persons
    assert {org.name for org in names.orgs} <= {"공정거래위원회"}


def test_the_medium_that_reports_is_not_the_company() -> None:
    assert means("회사", "새벽경제는 나도윤 대표가 물러난다고 4일 보도했다.", "회사는 사실이 아니라고 밝혔다.") == ()


def test_clubs_by_english_plurals_are_no_players() -> None:
    lines = ("청주 윙스가 배구 경기에서 이겼다.", "윙스는 시즌 첫 승리를 거뒀다. 국윤아가 득점을 올렸다.")
    _, names = read(*lines)
    assert {person.name for person in names.persons} == {"국윤아"}
    assert [org.name for org in names.orgs] == ["청주 윙스"]


def test_what_stands_in_a_report_is_no_medium() -> None:
    """Only the first subject of the sentence reports: not whom the report is about, and no half of a country's name."""
    _, names = read("노르웨이 일간 <노르포스트>는 16일 탁민경이 시즌을 마친 뒤 옮길 계획이라고 보도했다.")
    assert not {"탁민경", "노르웨"} & {org.name for org in names.orgs}


@pytest.mark.parametrize("word", ["유명한", "주최한", "책임진", "선임된", "정부는", "이같이", "지난달", "현직", "강한"])
def test_words_before_an_office_are_no_name(word: str) -> None:
    """What modifies an office or could speak itself is nobody's name."""
    assert people(f"{word} 늘봄대 교수는 “반등한다”고 말했다.") == set()


def test_role_is_no_part_of_a_name() -> None:
    """리더, 보컬 and their like before a name and an age are not the first half of a foreign name."""
    for role in ("리더", "보컬", "멤버", "드러머", "막내", "생존자"):
        assert people(f"{role} 하윤서(26)는 웃었다.") == {"하윤서"}


def test_body_of_another_country() -> None:
    """국방부 is the country's that the article told of first; with our own in the article it stays ours."""
    lines = ("새벽중공업은 페루 국방부와 계약을 맺었다.", "국방부는 두 척을 산다.")
    assert means("국방부", *lines) == ("페루 국방부",)
    assert means("국방부", "국방부는 미룬다.", "페루 국방부는 반발했다.", "국방부는 다시 밝혔다.") == ("국방부",)


def test_short_name_that_is_a_common_noun() -> None:
    """예보 is a forecast, unless it speaks or its full name stands in the article."""
    assert means("예보", "주말 예보는 빗나갔다.") == ()
    assert means("예보", "예보는 파산 절차를 밟는다고 3일 밝혔다.") == ("예금보험공사",)
    assert means("예보", "예금보험공사가 나섰다.", "예보 자금이 든다.") == ("예금보험공사",)


@pytest.mark.parametrize("field", ["소방", "방역", "보건", "금융", "규제"])
def test_authorities_keep_their_field(field: str) -> None:
    """소방 당국 is one actor by its whole words."""
    assert means(f"{field} 당국", f"{field} 당국은 조사에 나섰다.") == (f"{field} 당국",)


def test_rating_agency_by_its_short_name() -> None:
    """두레신평 is 두레신용평가."""
    assert means("두레신평", "두레신용평가가 등급을 내렸다.", "두레신평은 이유를 댔다.") == ("두레신용평가",)


def orgs(*lines: str) -> set[str]:
    return {org.name for org in read(*lines)[1].orgs}


def test_office_between_a_club_and_an_age_ends_the_club() -> None:
    """What acts before 내야수 is no first half of a foreign name, and its particle is none of the club's."""
    text = "프로야구 경기를 앞두고 원주 글래셔스가 내야수 감유찬(34)과 계약했다. 구단은 우승을 노린다."
    assert people(text) == {"감유찬"}
    assert orgs(text) == {"원주 글래셔스"}


def test_grounds_are_no_clubs() -> None:
    text = "야구 대표팀은 20일 원주 글래셔파크에서 경기를 했다. 승리의 주역은 감독이었다."
    assert orgs(text) == set()


def test_second_office_of_a_speaker() -> None:
    """대표 겸 의장 is one person, also where the second office is another body's."""
    text = "나도윤 새벽전자 대표 겸 늘봄재단 이사장은 말했다."
    doc, names = read(text)
    assert names.source_in(doc, Span(0, text.index("은 말"))) == "나도윤"
    doc, names = read("나도윤 대표이사 사장은 말했다.")
    assert names.source_in(doc, Span(0, 12)) == "나도윤"
    doc, names = read("새벽전자 관계자 겸 대변인은 말했다.")
    assert names.source_in(doc, Span(0, 14)) == "새벽전자 관계자 겸 대변인"


def test_name_behind_a_noun_that_opens_the_sentence() -> None:
    """반면 turns, and is no part of the phrase: a name may begin behind it as behind a particle."""
    assert people("반면 고운은 새벽증권 연구원은 “반등한다”고 봤다.") == {"고운은"}
    assert people("반면 이유는 새벽증권 연구원은 “반등한다”고 봤다.") == set()


@pytest.mark.parametrize("words", ["자선옥션", "유사투자자문", "소비자금융", "정책금융", "신기술투자",
                                   "벤처기술투자", "중고차옥션", "로보투자자문", "비상수송대책본부",
                                   "복수노조", "제3노조", "통합노조"])  # fmt: skip
def test_sorts_with_the_ending_of_a_body_are_none(words: str) -> None:
    assert orgs(f"{words}은 늘었다. 올해 {words}이 다시 늘었다.") == set()


@pytest.mark.parametrize("name", ["누리옥션", "해든투자자문", "윤슬기술투자", "가람금융", "봉화교육지원청"])
def test_bodies_by_their_endings(name: str) -> None:
    assert orgs(f"{name}은 직원을 늘렸다.") == {name}


def test_body_named_by_its_cause() -> None:
    """Its name begins where a phrase or a quotation does; behind bare nouns it stays unread."""
    assert "하천 매립 반대 대책위원회" in orgs("주민이 꾸린 ‘하천 매립 반대 대책위원회’는 집회를 열었다.")
    assert orgs("지난달 하천 매립 반대 대책위원회가 집회를 열었다.") == set()
    assert orgs("상인 하천 매립 반대 대책위원회가 집회를 열었다.") == set()


def test_second_union_of_a_firm() -> None:
    """노조 is not the union that has a short name of its own; 회사 is the employer of both."""
    lines = ("새벽중공업 노동조합이 투표했다.", "새벽중공업 통합노동조합(통합노조)은 빠진다.", "노조는 5일 회견을 연다.",
             "회사는 거절했다.", "노사는 만난다.")  # fmt: skip
    pair = (alias("새벽중공업 통합노동조합", "통합노조"),)
    assert means("노조", *lines, aliases=pair) == ("새벽중공업 노동조합",)
    assert means("회사", *lines, aliases=pair) == ("새벽중공업",)
    assert means("노사", *lines, aliases=pair) == ("새벽중공업", "새벽중공업 노동조합")
    assert means("노조", *lines) == ()


def test_brand_is_written_out_only_where_the_article_does() -> None:
    """기재부 is made of 기획재정부; 코트라 is a name of its own."""
    assert orgs("기재부는 반대했다.") == {"기획재정부"}
    assert orgs("코트라는 5일 상담회를 연다.") == {"코트라"}
    assert orgs("대한무역투자진흥공사가 상담회를 연다. 코트라는 통역을 댄다.") == {"대한무역투자진흥공사"}


def test_city_that_heads_a_headline() -> None:
    """In a heading a comma stands for the subject's particle; elsewhere it may only list places."""
    text = "■ 원주시, 버스 요금 인상\n원주시는 5일 요금 인상을 확정했다. 원주시, 춘천시를 돌았다."
    cut = text.index("\n")
    blocks = (Block(Span(0, cut), Role.HEADING), Block(Span(cut + 1, len(text)), Role.BODY))
    names = names_of(document_of(Article("a", "a.md", text, "", None, blocks, "a")), ())
    assert [org.evidence.span.start for org in names.orgs] == [2, cut + 1]


def test_he_is_not_somebody_who_was_only_passing() -> None:
    """Sentences after a critic was named once, 그 may be whom the article is about: nobody is meant for sure."""
    story = "나도윤 작가의 그림이 나왔다. 나도윤은 배를 탔다. 나도윤은 섬에서 그렸다."
    lines = (story, "진해솔 교수는 “놀랍다”고 평했다.", "편지는 모두 부치지 못했다.", "그는 겨울에 편지를 썼다.")
    assert means("그", *lines) == ()
    assert means("그", *lines[:2], lines[3]) == ("진해솔",)
    assert means("그", story, lines[2], lines[3]) == ("나도윤",)


@pytest.mark.parametrize(
    "text",
    [
        "구독금융이 되살아났다고 시민단체는 비판했다.",
        "구독금융은 가난한 이를 돕는다.",
        "구독금융이 커지자 하늬은행은 지분을 팔았다.",
        "심야옥션이 지난 3일 열렸다.",
        "역경매옥션 방식으로 판다.",
        "원격투자자문이 늘었다고 업계는 밝혔다.",
        "시민단체들은 제방 철거 중단 촉구 공동행동을 예고했다.",
        "제방 철거 중단 촉구 공동행동이 열렸다고 시는 밝혔다.",
        "인근 어민 방파제 공사 저지 대책위는 거부했다.",
    ],
)
def test_sorts_of_business_and_joint_deeds_are_no_bodies(text: str) -> None:
    named = {org.name for org in read(text)[1].orgs}
    assert not [name for name in named if name.endswith(("금융", "옥션", "자문", "공동행동", "대책위"))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("윤슬금융은 지점을 줄인다.", "윤슬금융"),
        ("윤슬금융은 이익이 늘었다고 3일 밝혔다.", "윤슬금융"),
        ("윤슬금융은 2.1% 오른 3만1200원에 마감했다.", "윤슬금융"),
        ("한별투자자문 대표는 웃었다.", "한별투자자문"),
        ("다솔옥션과 새벽증권, 하늬은행이 참여했다.", "다솔옥션"),
    ],
)
def test_what_does_or_has_as_firms_do_is_a_firm(text: str, name: str) -> None:
    assert name in {org.name for org in read(text)[1].orgs}


@pytest.mark.parametrize(
    "text",
    [
        "구축함 나래함(1961~1999)이 돌아왔다.",
        "두물선(1911~1964)은 전차가 다니던 길이다.",
        "국숫집 구름면(1950~1990)은 문을 닫았다.",
        "가람시 부시장은 웃었다.",
    ],
)
def test_ships_lines_and_cities_are_nobody(text: str) -> None:
    assert not read(text)[1].persons


def test_lawyers_go_by_their_name_alone() -> None:
    """법무법인 율담 is 율담 from then on, where that is no other word: 하늘 is the sky."""
    assert means("율담", "법무법인 율담은 소송을 맡았다.", "율담 측은 답하지 않았다.") == ("법무법인 율담",)
    assert means("하늘", "법무법인 하늘은 소송을 맡았다.", "하늘은 맑았다.") == ()


def test_a_town_is_where_its_officials_are() -> None:
    """An official of a town that has a council in the text names the town."""
    assert means("윤담시의회", "나도윤 윤담시 문화국장은 반겼다.", "윤담시의회도 반겼다.") == ("윤담시의회",)
    _, names = read("나도윤 윤담시 문화국장은 반겼다.", "윤담시의회도 반겼다.")
    assert [org.name for org in names.orgs] == ["윤담시", "윤담시의회"]


@pytest.mark.parametrize("name", ["춘천환경연대", "해담참여자치연대", "전국사립대교수연합"])
def test_civic_groups_by_their_town(name: str) -> None:
    assert means(name, f"{name}는 성명에서 시를 꼬집었다.", "해담시의회는 답하지 않았다.") == (name,)


@pytest.mark.parametrize("word", ["농민교육연대", "정책연대", "지방교수연합"])
def test_sorts_of_civic_groups_are_none(word: str) -> None:
    assert means(word, f"{word}는 성명에서 시를 꼬집었다.", "해담시의회는 답하지 않았다.") == ()


def test_stage_names() -> None:
    """Who has a real name in brackets, and the members beside; a common word is the bearer only there."""
    lines = ("멤버 나예(본명 진해솔·23), 하율, 리안 등 3명이 떠났다.", "리안은 울었다.")
    _, names = read(*lines)
    assert [person.name for person in names.persons] == ["나예", "하율", "리안", "리안"]
    assert means("하루", "가수 하루(본명 하윤서)가 왔다.", "하루 만에 표가 동났다.") == ()


@pytest.mark.parametrize(
    "text",
    ["멤버 보컬, 기타, 드럼 등 3명을 뽑는다.", "멤버 도율, 리안 등 4명이 떠났다.", "멤버 팬과 소속사는 다퉜다.",
     "멤버 한국과 일본은 논의했다.", "용인과 평택도 후보에 올랐다.", "축구 경기인 광주전의 승점이 그대로다."],
)  # fmt: skip
def test_lists_and_cities_are_nobody(text: str) -> None:
    assert read(text)[1].persons == ()


def test_bride_and_priest() -> None:
    """신부 behind a name and with a particle is a priest; before a name it is a bride."""
    titles = [(p.name, p.title) for p in read("진해솔 신부는 미사를 올렸다. 예비 신부 하윤서 씨는 웃었다.")[1].persons]
    assert titles == [("진해솔", "신부"), ("하윤서", "")]
