"""Who acts, who says so, and what the clause is."""

import pytest

from sitegen.analyse import document_of
from sitegen.extract.event import events_of
from sitegen.extract.names import Names
from sitegen.model.text import Article, Block, Role, Span
from tests.extract.events import PUBLISHED, event, events

LEAD = "한빛전자(HB)와 오션테크는 수소 사업을 함께 한다. "

WHO = [
    # 승인한 이는 인수할 이가 아니다.
    (
        "공정거래위원회는 오션테크가 한빛전자를 인수하는 안건을 3일 승인했다고 밝혔다.",
        "승인했다고 밝혔다",
        {"공정거래위원회"},
    ),
    ("새론심사원은 오션테크가 지분을 취득하는 안건을 2일 승인했다고 3일 밝혔다.", "승인했다고", set()),
    ("한빛전자는 3일 공급 계약을 맺었다.", "맺었다", {"한빛전자"}),
    ("한빛전자가 오션테크와 공급 계약을 맺었다.", "맺었다", {"한빛전자", "오션테크"}),
    ("한빛전자와 오션테크는 새 법인을 세웠다.", "세웠다", {"한빛전자", "오션테크"}),
    # 말한 이는 남이고 한 이는 따로 있다.
    (
        "경제지 하늘타임스는 3일 오션테크가 지분을 사들이는 협상을 벌이고 있다고 보도했다.",
        "벌이고 있다고 보도했다",
        {"오션테크"},
    ),
    (
        "금융위원회는 한빛전자가 오션테크 지분을 4120억원에 취득하는 안을 승인했다고 12일 밝혔다.",
        "승인했다고",
        {"금융위원회"},
    ),
    (
        "한빛전자는 금융위원회가 정례회의에서 오션테크를 편입하는 방안을 승인했다고 공시했다.",
        "승인했다고 공시했다",
        {"금융위원회"},
    ),
    ("한빛전자는 새 공장을 지었다고 밝혔다.", "지었다고 밝혔다", {"한빛전자"}),
    # 괄호 뒤의 토씨도 그 이름의 것이다.
    ("한빛전자(이하 한빛)는 3일 새 공장을 지었다.", "지었다", {"한빛전자"}),
    # 함께 하는 이도 하는 이다.
    ("한빛전자가 전지 회사 오션테크와 손잡고 강릉에 공장을 짓는다.", "짓는다", {"한빛전자", "오션테크"}),
    ("한빛전자는 오션테크와 함께 공장을 지었다.", "지었다", {"한빛전자", "오션테크"}),
    ("한빛전자가 공장을 닫는 마을을 돕기 위해 지원금을 준다.", "준다", {"한빛전자"}),
    # 이름 없는 사람들도 스스로 하는 이다. 물건은 하는 이가 아니다.
    ("한빛전자는 31일까지 설계를 바꾸고, 주민 214명은 다음 달 3일까지 소를 취하하기로 했다.", "취하하기로 했다", set()),
    ("한빛전자는 설계를 바꾸고, 상인들은 다음 달 3일까지 소를 취하하기로 했다.", "취하하기로 했다", set()),
    ("한빛전자는 3일 공장을 착공하고, 생산은 내년에 시작하기로 했다.", "시작하기로 했다", {"한빛전자"}),
    # 꾸미는 마디의 임자는 그 뒤의 사정을 겪지 않는다.
    ("한빛전자가 지난달 발표한 112만명보다 8만명 적다.", "적다", set()),
    # 반면의 앞뒤는 임자가 다르다.
    ("한빛전자는 지난해 공장을 닫은 반면 오션테크는 공장을 늘렸다.", "닫은", {"한빛전자"}),
    ("한빛전자는 지난해 공장을 닫은 반면 오션테크는 공장을 늘렸다.", "늘렸다", {"오션테크"}),
    ("한빛전자는 오는 9월 오션테크와 합작법인을 세운다.", "세운다", {"한빛전자", "오션테크"}),
    # 죄를 지었다는 이는 그를 재판에 넘긴 이가 아니다.
    ("새론시는 지난해 5월 30억원을 빼돌린 혐의로 오션테크를 고발했다.", "빼돌린", {"오션테크"}),
    ("오션테크는 지난해 5월 30억원을 빼돌린 혐의로 고발됐다.", "빼돌린", {"오션테크"}),
    # 꾸미는 말의 임자는 꾸밈을 받는 이름이다.
    ("새론시는 지난 3월 오션테크를 인수한 한빛전자와 만났다.", "인수한", {"한빛전자"}),
    ("새론시는 지난 3월 출범한 한빛전자를 지원한다.", "출범한", {"한빛전자"}),
    ("한빛전자는 오는 10일 끝나는 협상에 나섰다.", "끝나는", set()),
    # 주가와 관계자는 회사가 아니다.
    ("한빛전자 주가는 3% 올랐다.", "올랐다", set()),
    ("한빛전자의 매출이 12% 늘었다.", "늘었다", set()),
    ("업계에서는 한빛전자가 공장을 팔 것으로 본다.", "팔", {"한빛전자"}),
    # 주제가 따로 있으면 이어진 마디의 임자말은 그 마디의 것이다.
    ("공동 개발은 지난 3월 한빛전자가 손을 떼면서 철회됐다.", "철회됐다", set()),
    # 누구의 대표들인지 말할 뿐이다.
    ("간담회에는 한빛전자와 오션테크 등 12개사 대표가 참석했다.", "참석했다", set()),
    ("한빛전자와 주민들은 3일 만났다.", "만났다", {"한빛전자"}),
    ("한빛전자가 공장을 팔았다. 오션테크 역시 매각을 준비 중이다.", "준비 중이다", {"오션테크"}),
    # 인용된 이가 뒤의 일까지 하는 것은 아니고, 다른 마디에서 함께한 이도 그 뒤로는 아니다.
    (
        "한빛전자는 공장을 판다. 홍채린 부사장은 “자본을 늘리지 않는다”고 말했다. 대신 채권을 발행하는 방안을 검토하고 있다.",
        "발행하는 방안을 검토하고 있다",
        set(),
    ),
    ("한빛전자는 오션테크와 공조해 범인을 찾았고, 홍채린 씨는 3일 풀려났다.", "풀려났다", {"홍채린"}),
    # 벌을 받은 이가 한 일은 벌을 준 이의 일이 아니고, 도움을 받는 이가 한 일은 돕는 이의 일이 아니다.
    ("새론시는 지난해 5월 담합한 한빛전자를 고발했다.", "담합한", set()),
    ("새론시는 지난해 5월 값을 내린 업체를 지원하고 있다.", "내린", set()),
    ("한빛전자는 지난해 5월 문을 연 회사로, 죽을 만든다.", "연", {"한빛전자"}),
    # 하려던 일도 그 문장의 임자가 하려던 것이다. 임자가 따로 있으면 그의 것이다.
    ("한빛전자는 오는 22일 열 예정이던 간담회를 취소했다.", "열", {"한빛전자"}),
    ("한빛전자는 오는 17일로 잡았던 집회를 철회했다.", "잡았던", {"한빛전자"}),
    ("한빛전자는 오션테크가 오는 22일 열 예정이던 간담회를 거부했다.", "열", {"오션테크"}),
    ("차관에는 홍채린 이사가, 청장에는 민도윤 교수가 각각 발탁됐다.", "발탁됐다", {"홍채린", "민도윤"}),
]

SOURCE = [
    ("새론은행은 금리를 올렸다고 3일 밝혔다.", "올렸다고", "새론은행"),
    ("금리를 올렸다고 새론은행이 3일 밝혔다.", "올렸다고", "새론은행"),
    ("4일 업계에 따르면 한빛전자가 공장을 팔았다.", "팔았다", "업계"),
    ("증권가에서는 올해 영업이익이 1조원에 이를 것으로 전망한다.", "이를", "증권가"),
    ("홍채린 한빛전자 대표는 “값을 내리겠다”고 말했다.", "말했다", "홍채린"),
    ("한빛전자 관계자는 “아는 바 없다”고 말했다.", "말했다", "한빛전자 관계자"),
    ("피해는 수백억원에 이를 것으로 추산된다.", "이를", ""),
    ("경찰은 사고 원인을 졸음운전으로 보고 있다.", "보고 있다", "경찰"),
    ("요금이 오를 가능성이 높다고 내다봤다.", "오를", ""),
    ("홍채린 장관은 예산을 늘릴 가능성에 대해 “검토한 바 없다”고 선을 그었다.", "그었다", "홍채린"),
    ("한빛전자는 3일 공급 계약을 맺었다.", "맺었다", ""),
    ("문화체육관광부(문체부) 관계자는 “아는 바 없다”고 말했다.", "말했다", "문화체육관광부 관계자"),
    # 발행은 말하지 않는다.
    ("한빛전자는 공장을 짓는다. 500억원 규모의 채권 발행은 철회한다고 공시했다.", "철회한다고 공시했다", "한빛전자"),
]


@pytest.mark.parametrize(("text", "predicate", "who"), WHO)
def test_the_subject_acts_and_the_partner_too(text: str, predicate: str, who: set[str]) -> None:
    """The lead makes both companies known; what the test is of stands in the next line."""
    found = [e for e in events(f"{LEAD}\n{text}") if e.surface == predicate]
    assert [set(e.who) for e in found] == [who]


@pytest.mark.parametrize(("text", "predicate", "source"), SOURCE)
def test_the_source_is_who_says_so(text: str, predicate: str, source: str) -> None:
    assert event(text, predicate).certainty.source == source


def test_a_clause_without_subject_goes_on_with_the_topic() -> None:
    text = LEAD + "\n한빛전자는 부산에 공장을 짓고 있다. 지난 3월 오션테크와 공급 계약을 맺었다."
    assert set(event(text, "맺었다").who) == {"한빛전자", "오션테크"}


def test_whoever_speaks_on_does_so_by_name() -> None:
    """A saying without a subject is told of the one who spoke before it."""
    text = "홍채린 한빛전자 대표는 3일 공장을 찾았다. 이어 “값을 내리겠다”고 강조했다."
    assert event(text, "강조했다").who == ("홍채린",)


def test_a_quarter_that_ends_is_nobodys_deed() -> None:
    text = LEAD + "\n한빛전자는 부산에 공장을 짓고 있다. 2분기는 이달 말 끝난다."
    assert event(text, "끝난다").who == ()


def test_the_topic_ends_with_its_paragraph() -> None:
    text = LEAD + "\n한빛전자는 부산에 공장을 짓고 있다.\n지난 3월 새 제도를 내놓았다."
    assert event(text, "내놓았다").who == ()


def test_what_was_said_is_told_apart_from_the_saying() -> None:
    """Clauses inside a direct quotation are no events; the saying is one, and it knows its words."""
    text = "홍채린 대표는 “지난 3일 계약을 맺었고 내년에 공장을 짓는다”고 말했다."
    found = events(text)
    assert [e.surface for e in found] == ["말했다"]
    assert [span.of(text) for span in found[0].quotes] == ["지난 3일 계약을 맺었고 내년에 공장을 짓는다"]


@pytest.mark.parametrize(("role", "count"), [(Role.BODY, 1), (Role.CAPTION, 0), (Role.HEADING, 0)])
def test_events_stand_in_body_lines_only(role: Role, count: int) -> None:
    text = "한빛전자가 3일 새 공장의 문을 열었다."
    article = Article("a", "a.txt", text, "", PUBLISHED, (Block(Span(0, len(text)), role),), "a")
    assert len(events_of(document_of(article), (), (), Names(), ())) == count


def test_the_clause_is_the_words_that_tell_it() -> None:
    text = "4일 새론시에 따르면, 한빛전자는 지난 3일 부산 본사에서 공급 계약을 맺었다."
    assert event(text, "맺었다").clause.of(text) == "한빛전자는 지난 3일 부산 본사에서 공급 계약을 맺었다"


def test_amounts_of_the_clause_are_kept() -> None:
    found = event("한빛전자는 3일 15억달러를 받고 지분 30%를 팔았다.", "팔았다")
    assert found.amounts == ("15억달러", "30%")
    assert found.predicate == "팔다"


def test_a_verb_that_kiwi_hears_in_a_name_is_none() -> None:
    """더밝은빛당 holds 밝은, and is one name all the same."""
    found = events("더밝은빛당 홍채린 대변인은 “국민을 보라”고 주장했다.")
    assert [(e.surface, e.certainty.basis.value) for e in found] == [("주장했다", "claimed")]


def test_a_member_of_a_council_is_no_mayor_of_his_surname() -> None:
    """도 의원 is the member, though Kiwi reads 도해준 as a particle and a verb; of a mayor alone it is nobody."""
    mayor = "도한결 은성시장은 20일 취재진과 만나 “대응하겠다”고 말했다.\n"
    member = "도해준 은성시의원은 “모르는 사업”이라며 속도 조절을 촉구했다. "
    later = "도 의원은 23일 요구안을 발의할 계획이다. 도 시장은 24일 서울을 찾는다."
    assert [event.who for event in events(mayor + member + later)][-2:] == [("도해준",), ("도한결",)]
    assert [event.who for event in events(mayor + later)][-2:] == [(), ("도한결",)]
