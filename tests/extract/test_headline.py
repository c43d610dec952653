"""A clause becomes a line as a newsroom would put it; what cannot be shortened safely stands as written."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.analyse import document_of
from sitegen.extract import facts_of
from sitegen.extract.headline import headline_of
from sitegen.extract.headline.written import without_lone_marks
from sitegen.extract.names import Mention, Names
from sitegen.extract.quote import quotes_of
from sitegen.extract.time import times_of
from sitegen.model.facts import Basis, Certainty, Event, Evidence, Person, Precision, Status, When
from sitegen.model.text import Article, Block, Document, Role, Span
from sitegen.read import read_seed
from tests.extract.events import events


def document(text: str) -> Document:
    return document_of(Article("a", "a.md", text, "", None, (Block(Span(0, len(text)), Role.BODY),), "a"))


def names_in(text: str, known: Mapping[str, str], titles: Mapping[str, str]) -> Names:
    """*known*: words of the text -> canonical names, joined by |."""
    mentions = []
    for words, canonical in known.items():
        for found in re.finditer(re.escape(words), text):
            people = tuple(canonical.split("|"))
            kind = "group" if len(people) > 1 else "person" if people[0] in titles else "org"
            mentions.append(Mention(Span(*found.span()), people, kind, titles.get(people[0], "")))
    persons = tuple(
        Person(evidence=Evidence("a", 0, Span(0, 1), "test"), name=name, title=title) for name, title in titles.items()
    )
    return Names(persons=persons, mentions=tuple(sorted(mentions, key=lambda m: m.span)), text=text)


def line(marked: str, *, who: str = "", day: str = "", status: str = "happened", source: str = "", place: str = "",
         known: Mapping[str, str] | None = None, titles: Mapping[str, str] | None = None, grain: str = "day",
         basis: str = "writer", embedded: str = "", predicate: str = "") -> str:  # fmt: skip
    """The line of the event whose predicate stands in <<…>>; its clause is the sentence up to there."""
    mark = re.search("<<(.+?)>>", marked, re.DOTALL)
    assert mark
    text = marked[: mark.start()] + mark.group(1) + marked[mark.end() :]
    span = Span(mark.start(), mark.start() + len(mark.group(1)))
    read = document(text)
    names = names_in(text, known or {}, titles or {})
    quotes = quotes_of(read, names)
    at = text.find(day) if day else -1
    event = Event(
        evidence=Evidence("a", read.sentence_at(span.start).index, span, "test"),
        surface=mark.group(1),
        clause=Span(read.sentence_at(span.start).span.start, span.end),
        predicate=predicate,
        certainty=Certainty(Status(status), Basis(basis), source),
        when=When("2024-06-03", Precision(grain)) if day else None,
        when_span=Span(at, at + len(day)) if day else None,
        who=tuple(who.split("|")) if who else (),
        place=place,
        quotes=tuple(quote.evidence.span for quote in quotes),
        embedded=embedded,
    )
    return headline_of(read, event, names, times_of(read), quotes)


FIRMS = {"두 회사": "한빛전자|오션테크"}
PEOPLE = {"강세원 한빛전자 대표": "강세원", "도라 벨 오션테크 CEO": "도라 벨", "강 대표": "강세원"}
TITLES = {"강세원": "대표", "도라 벨": "CEO"}

LINES = [
    # actors first, the date and the place in their own fields
    ("두 회사는 3일(현지 시각) 미국 본사에서 전략적 파트너십을 <<체결했다>>.",
     {"who": "한빛전자|오션테크", "day": "3일(현지 시각)", "place": "미국 본사", "known": FIRMS},
     "한빛전자·오션테크, 전략적 파트너십 체결"),
    ("4일 한빛전자에 따르면, 강세원 한빛전자 대표와 도라 벨 오션테크 CEO(최고경영자)는 지난 3일 새 협약을 <<체결했다>>.",
     {"who": "강세원|도라 벨", "day": "지난 3일", "known": PEOPLE, "titles": TITLES},
     "강세원 한빛전자 대표·도라 벨 오션테크 CEO, 새 협약 체결"),
    ("정부는 다음 달 초 후속 대책을 <<발표할>> 예정이다.", {"day": "다음 달 초", "status": "planned"}, "정부, 후속 대책 발표"),
    ("투자 금액은 9월 <<공개될>> 것으로 알려졌다.", {"day": "9월", "status": "planned"}, "투자 금액 공개"),
    ("노조는 오는 10일부터 무기한 파업에 <<들어가기로 했다>>.", {"day": "오는 10일부터", "status": "planned"},
     "노조, 무기한 파업 돌입"),
    ("시는 이날 새 노선도를 <<공개했다>>.", {"day": "이날"}, "시, 새 노선도 공개"),
    ("또 한빛전자는 새 공장을 <<짓기로 했다>>.", {"status": "planned"}, "한빛전자, 새 공장 건설"),
    ("이에 따라 시는 임시 버스를 <<투입했다>>.", {}, "시, 임시 버스 투입"),
    ("대책본부는 7일 오후 5시 기준으로 주택 12채가 <<침수됐다고>> 밝혔다.",
     {"day": "7일 오후 5시", "source": "대책본부", "known": {"대책본부": "대책본부"}}, "주택 12채 침수"),
    ("나루구는 8일 새 공원을 <<연다고>> 밝혔다.",
     {"day": "8일", "status": "planned", "source": "나루구", "known": {"나루구": "나루구"}}, "나루구, 새 공원 연다"),
    ("증권가에서는 올해 영업이익이 4000억원대에 <<이를>> 것으로 전망한다.",
     {"status": "expected", "source": "증권가"}, "올해 영업이익 4000억원대에 이를 듯"),
    ("강 대표는 새 공장을 <<둘러봤다>>.", {"who": "강세원", "known": PEOPLE, "titles": TITLES}, "강세원 대표, 새 공장 둘러봐"),
    # a date that belongs to a noun stays
    ("1분기 매출은 지난해보다 12% <<늘었다>>.", {}, "1분기 매출, 지난해보다 12% 증가"),
    ("위원회는 마지막 날인 30일 중재안을 <<냈다>>.", {"day": "30일"}, "위원회, 마지막 날인 30일 중재안 내"),
    # particles
    ("한국은행은 기준금리를 연 3.5%로 <<동결했다>>.", {}, "한국은행, 기준금리 연 3.5%로 동결"),
    ("검찰은 김모(45)씨를 횡령 혐의로 구속 <<기소했다>>.", {}, "검찰, 김모씨 횡령 혐의로 구속 기소"),
    ("이 사고로 3명이 숨지고 12명이 <<다쳤다>>.", {}, "사고로 3명 숨지고 12명 다쳐"),
    ("산사태로 창고가 무너져 소 8마리가 <<죽었다>>.", {}, "산사태로 창고가 무너져 소 8마리 죽어"),
    ("법원은 징역 1년 6개월을 <<선고했다>>.", {}, "법원, 징역 1년 6개월 선고"),
    ("구단은 이적료로 30억유로(약 4조원)를 <<제시했다>>.", {}, "구단, 이적료로 30억유로(약 4조원) 제시"),
    # certainty goes to the badge, what the badge does not say stays
    ("시는 낡은 다리를 <<철거하는 방안을 검토하고 있다>>.", {"status": "considered"}, "시, 낡은 다리 철거 방안 검토"),
    ("회사는 합병을 <<검토한 바 없다고>> 밝혔다.", {"status": "denied"}, "회사, 합병 검토 부인"),
    ("노사는 임금 인상률에 <<합의하지 못했다>>.", {}, "노사, 임금 인상률에 합의 못 해"),
    ("회사는 계약 금액을 <<공개하지 않았다>>.", {}, "회사, 계약 금액 공개 안 해"),
    ("정부는 전기요금을 <<인상하지 않기로 했다>>.", {"status": "planned"}, "정부, 전기요금 인상 않기로"),
    ("두 회사는 당국의 심사를 <<통과해야 한다>>.",
     {"who": "한빛전자|오션테크", "known": FIRMS}, "한빛전자·오션테크, 당국의 심사 통과해야"),
    ("비는 8일까지 30~80㎜ 더 <<내릴>> 것으로 보인다.", {"day": "8일까지", "status": "expected"}, "비, 30~80㎜ 더 내릴 듯"),
    ("연구팀은 시제품을 <<내놓을>> 계획이다.", {"status": "planned"}, "연구팀, 시제품 내놓기로"),
    ("구단은 10일 원정 경기를 <<치른다>>.", {"day": "10일", "status": "planned"}, "구단, 원정 경기 치른다"),
    ("한빛전자는 오션테크와 새 기판을 <<개발하고 있다>>.", {"status": "ongoing"}, "한빛전자, 오션테크와 새 기판 개발 중"),
    ("감독은 장부를 <<들여다보고 있다>>.", {"status": "ongoing"}, "감독, 장부 들여다보는 중"),
    ("누적 강수량은 오름읍 301㎜<<다>>.".replace("301㎜<<다>>", "<<301㎜다>>"), {"status": "stated"},
     "누적 강수량, 오름읍 301㎜"),
    # a verb that only describes a noun keeps the noun
    ("해솔시가 지난달 여름 축제에서 <<선보인>> 불꽃 공연이 인기다.", {"day": "지난달"},
     "해솔시가 여름 축제에서 선보인 불꽃 공연"),
    # a verb of one letter is a word too
    ("한빛전자가 3일 시청에서 <<연>> 설명회가 끝났다.", {"who": "한빛전자", "day": "3일", "known": {"한빛전자": "한빛전자"}, "embedded": "adnominal"},
     "한빛전자, 시청에서 설명회 개최"),
    # what a name is called right before it goes with it
    ("업계 1위 전지 회사인 한빛전자가 증자를 <<신청했다>>.", {"who": "한빛전자", "known": {"한빛전자": "한빛전자"}}, "한빛전자, 증자 신청"),
    ("새 대표에 독립 기획자 강세원(47) 씨가 <<임명됐다>>.", {"who": "강세원", "known": {"강세원(47) 씨": "강세원"},
     "titles": {"강세원": "씨"}}, "강세원 씨, 새 대표에 임명"),
    # but what hangs on the name, or on a noun before it, stays where it is
    ("3년 연속 적자인 한빛전자가 <<상장했다>>.", {"who": "한빛전자", "known": {"한빛전자": "한빛전자"}},
     "3년 연속 적자인 한빛전자, 상장"),
    ("나래상사가 파산한 뒤 한빛전자가 인수를 <<포기했다>>.", {"who": "한빛전자", "known": {"한빛전자": "한빛전자"}},
     "한빛전자, 나래상사가 파산한 뒤 인수 포기"),
    # a topic that another's deed is told beside is not who did it
    ("법원은 돈을 <<빼돌린>> 혐의로 기소된 강세원 대표에게 벌금형을 선고했다.",
     {"who": "강세원", "known": PEOPLE | {"법원": "법원"}, "titles": TITLES, "status": "alleged", "embedded": "adnominal"},
     "강세원 대표, 돈 빼돌린 혐의"),
    # words
    ("강 대표는 “위기는 이제 시작”이라고 <<말했다>>.", {"known": PEOPLE, "titles": TITLES}, "강세원 대표 “위기는 이제 시작”"),
    ("업계 관계자는 “값이 오른다. 물량이 없다.”라고 <<전했다>>.", {}, "업계 관계자 “값이 오른다. 물량이 없다”"),
    ("업계 관계자는 “지난해 말부터 반년 동안 여러 회사를 만나 조건을 따져 봤고 값보다 품질을 먼저 보기로 했다는 데 뜻이 있다”고 "
     "<<했다>>.", {}, "업계 관계자 “…값보다 품질을 먼저 보기로 했다는 데 뜻이 있다”"),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "facts", "expected"), LINES)
def test_line(clause: str, facts: dict[str, object], expected: str) -> None:
    assert line(clause, **facts) == expected  # type: ignore[arg-type]


FIRM = {"한빛전자": "한빛전자"}
PAIR = {"한빛전자": "한빛전자", "오션테크": "오션테크"}
DROPPED = [
    # a month, a quarter, a year: what dates the event goes from the line too
    ("한빛전자는 작년 10월 자체 언어모델을 <<공개했다>>.", {"who": "한빛전자", "day": "작년 10월", "grain": "month", "known": FIRM},
     "한빛전자, 자체 언어모델 공개"),
    ("시는 오는 5월 임시회에 변경 동의안을 <<낼>> 계획이다.", {"day": "오는 5월", "grain": "month", "status": "planned"},
     "시, 임시회에 변경 동의안 제출"),
    ("두 회사는 오는 9월 구체적인 사업 내용을 <<발표하기로 했다>>.",
     {"who": "한빛전자|오션테크", "day": "오는 9월", "grain": "month", "status": "planned", "known": FIRMS},
     "한빛전자·오션테크, 구체적인 사업 내용 발표"),
    ("김모씨는 지난해 6월 구속 <<기소됐다>>.", {"day": "지난해 6월", "grain": "month"}, "김모씨, 구속 기소"),
    ("위원회는 4월 중 결과를 <<공개한다>>.", {"day": "4월", "grain": "month", "status": "planned"}, "위원회, 결과 공개"),
    # not where it belongs to a noun, or says more than when
    ("5월 소비자물가가 1년 전보다 2.4% <<올랐다>>.", {"day": "5월", "grain": "month"}, "5월 소비자물가가 1년 전보다 2.4% 상승"),
    ("한빛전자는 9월 만기인 회사채를 <<상환했다>>.", {"who": "한빛전자", "day": "9월", "grain": "month", "known": FIRM},
     "한빛전자, 9월 만기인 회사채 상환"),
    ("새 일정은 24일 열리는 총회에서 <<확정된다>>.", {"day": "24일", "status": "planned"}, "새 일정, 24일 열리는 총회에서 확정"),
    ("두 회사는 이르면 다음 달 협약을 <<체결할>> 것으로 알려졌다.",
     {"who": "한빛전자|오션테크", "day": "다음 달", "grain": "month", "status": "planned", "known": FIRMS},
     "한빛전자·오션테크, 이르면 다음 달 협약 체결"),
    ("비는 12일 오후에야 <<그쳤다>>.", {"day": "12일 오후"}, "비, 12일 오후에야 그쳐"),
    ("1분기는 이달 말 <<끝난다>>.", {"day": "1분기", "grain": "quarter", "status": "planned", "who": "한빛전자", "known": FIRM},
     "1분기, 이달 말 끝난다"),
    ("이날 오후 방송된 무대가 인기를 <<끌었다>>.", {"day": "이날 오후"}, "이날 오후 방송된 무대가 인기 끌어"),
    ("시는 4일 진행된 회의에서 예산을 <<의결했다>>.", {"day": "4일"}, "시, 4일 진행된 회의에서 예산 의결"),
    ("재판부는 징역1년6월에 집행유예 2년을 <<선고했다>>.", {"day": "6월", "grain": "month"}, "재판부, 징역1년6월에 집행유예 2년 선고"),
    ("주민들은 크리스마스 선물을 이웃에게 <<전달했다>>.", {"day": "크리스마스"}, "주민들, 크리스마스 선물 이웃에게 전달"),
    ("연구팀은 2000년부터 2008년 사이의 사망률을 <<조사했다>>.", {"day": "2000년부터", "grain": "year"},
     "연구팀, 2000년부터 2008년 사이의 사망률 조사"),
    ("출산율은 1970년에 4.5명으로 높았지만 2010년 1.2명으로 <<줄었다>>.", {"day": "1970년", "grain": "year"},
     "출산율은 1970년에 4.5명으로 높았지만 2010년 1.2명으로 줄었다"),
    ("한빛전자는 2028년 하반기 양산을 목표로 5조원을 <<투자한다>>.",
     {"who": "한빛전자", "known": FIRM, "day": "2028년 하반기", "grain": "half", "status": "planned"},
     "한빛전자, 2028년 하반기 양산 목표로 5조원 투자"),
    ("이에 대해 정부는 4일 입장문을 <<공개했다>>.", {"day": "4일"}, "정부, 입장문 공개"),
    # whose word, and where it was told
    ("아이는 부모의 뜻에 따라 피아노를 <<공부했다>>.", {}, "아이, 부모의 뜻에 따라 피아노 공부"),
    ("강 대표는 3일 열린 간담회에서 새 공장을 <<공개했다고>> 밝혔다.",
     {"who": "강세원", "known": PEOPLE, "titles": TITLES, "basis": "announced", "source": "강세원", "day": "3일"},
     "강세원 대표, 3일 열린 간담회에서 새 공장 공개"),
    ("국회는 12일 본회의에서 개정안을 심의·<<의결했다>>.", {"day": "12일"}, "국회, 본회의에서 개정안 심의·의결"),
    ("한빛전자는 익명의 관계자들을 인용해 오션테크가 출시를 <<연기했다고>> 보도했다.",
     {"who": "오션테크", "known": PAIR, "basis": "media", "source": "한빛전자"}, "오션테크, 출시 연기"),
    ("경찰청 통계를 보면 사고는 96건으로 <<줄었다>>.", {}, "사고, 96건으로 감소"),
    ("이날 두 회사는 새 기판을 <<공개했다>>.", {"who": "한빛전자|오션테크", "known": FIRMS}, "한빛전자·오션테크, 새 기판 공개"),
    # who acts comes first, whatever verb describes the thing
    ("한빛전자가 내놓으려던 새 기판의 출시를 <<미뤘다>>.", {"who": "한빛전자", "known": FIRM}, "한빛전자, 내놓으려던 새 기판의 출시 연기"),
    ("협약서에는 한빛전자와 오션테크가 <<서명했다>>.", {"who": "한빛전자|오션테크", "known": PAIR}, "한빛전자·오션테크, 협약서에 서명"),
    ("한빛전자와 오션테크의 단일화 협상은 <<무산됐다>>.", {"who": "한빛전자", "known": PAIR, "status": "dropped"},
     "한빛전자와 오션테크의 단일화 협상 무산"),
    ("주민 214명이 시장을 상대로 낸 신청을 법원이 <<인용했다>>.", {"who": "법원", "known": {"법원": "법원"}},
     "법원, 주민 214명이 시장 상대로 낸 신청 인용"),
    # what a company counts is its own
    ("한빛전자는 매출이 2조원으로 <<늘었다고>> 공시했다.", {"known": FIRM, "source": "한빛전자", "basis": "announced"},
     "한빛전자, 매출 2조원으로 증가"),
    # each clause its own line: a conjunct is turned, never left open
    ("두 회사는 5월 계약을 <<체결했으나>> 돈을 내지 못했다.",
     {"who": "한빛전자|오션테크", "day": "5월", "grain": "month", "known": FIRMS, "embedded": "joined"},
     "한빛전자·오션테크, 계약 체결"),
    ("시는 31일까지 허가 조건을 <<바꾸고>>, 주민들은 소를 취하하기로 했다.",
     {"day": "31일까지", "status": "planned", "embedded": "joined"}, "시, 허가 조건 변경"),
    ("한빛전자가 4월 오션테크와 <<맺은>> 15억달러 규모 협약이 대표적이다.",
     {"who": "한빛전자|오션테크", "day": "4월", "grain": "month", "known": PAIR, "embedded": "adnominal"},
     "한빛전자, 오션테크와 15억달러 규모 협약 체결"),
    # words of its own
    ("강 대표는 “수색에 모든 인력을 투입하라”고 <<지시했다>>.", {"known": PEOPLE, "titles": TITLES, "predicate": "지시하다"},
     "강세원 대표 “수색에 모든 인력을 투입하라” 지시"),
    ("한빛전자가 새 인공지능(AI) 모델을 <<출시했다>>.", {"who": "한빛전자", "known": FIRM}, "한빛전자, 새 AI 모델 출시"),
    ("한빛전자가 인공지능(AI)과 로봇을 <<개발한다>>.", {"who": "한빛전자", "known": FIRM, "status": "planned"},
     "한빛전자, 인공지능과 로봇 개발"),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "facts", "expected"), DROPPED)
def test_a_line_says_nothing_that_stands_beside_it(clause: str, facts: dict[str, object], expected: str) -> None:
    assert line(clause, **facts) == expected  # type: ignore[arg-type]


def test_what_is_joined_and_has_no_noun_ends_as_a_sentence_or_not_at_all() -> None:
    """A past conjunct is a sentence of its own; one without a tense keeps its words, and the timeline leaves it out."""
    past = line("강 대표는 10월 답을 <<찾지 못했으나>> 회사는 팔렸다.", day="10월", embedded="joined", status="denied")
    assert past.endswith(("못했다", "못해"))
    assert line("강 대표는 길을 <<내주자>> 떠났다.", embedded="joined").endswith("내주자")


def test_two_actors_too_long_for_a_line_lose_their_firms_and_then_their_titles() -> None:
    text = "강세원 한빛전자 대표와 도라 벨 오션테크 CEO는 나루시 반도체 공장을 함께 짓고 키우는 일을 위한 새 협약을 <<체결했다>>."
    full = line(text, who="강세원|도라 벨", known=PEOPLE, titles=TITLES)
    assert full.startswith("강세원 대표·도라 벨 CEO, ")
    assert full.endswith("새 협약 체결")


AS_WRITTEN = [
    ("매출은 3% 줄었지만 이익은 6% <<늘었다>>.", "매출은 3% 줄었지만 이익은 6% 늘었다"),  # contrast
    ("두께는 3㎜, 무게는 <<2g이다>>.", "두께는 3㎜, 무게는 2g이다"),  # two topics
    ("쌀값이 6% 올랐고 과일값은 3% <<내렸다>>.", "쌀값이 6% 올랐고 과일값은 3% 내렸다"),  # two actors
    ("또 시는 길을 <<막지 않고 있다>>.", "시는 길을 막지 않고 있다"),  # a negation that no ending keeps
    ("한편 값이 오른 것은 비가 <<왔기 때문이다>>.", "값이 오른 것은 비가 왔기 때문이다"),
    ("법은 시의 몫을 절반으로 <<정하고 있다>>.", "법은 시의 몫을 절반으로 정하고 있다"),
    ("정부는 아직 <<결정된 바 없다고>> 밝혔다.", "정부는 아직 결정된 바 없다"),
    ("두 회사가 협약을 <<체결한>> 것은 아니다.", "두 회사가 협약을 체결한 것은 아니다"),
    ("시는 도로를 새로 <<넓힐>> 계획이 없다.", "시는 도로를 새로 넓힐 계획이 없다"),
    ("쟁점은 <<물값이다>>.", "쟁점은 물값이다"),
    ("당초 지난해 10월 <<착공할>> 예정이었다.", "당초 지난해 10월 착공할 예정이었다"),
    ("쟁의권은 일을 멈출 수 있는 권리를 <<뜻한다>>.", "쟁의권은 일을 멈출 수 있는 권리를 뜻한다"),
]


@pytest.mark.parametrize(("clause", "expected"), AS_WRITTEN)
def test_a_clause_that_cannot_be_shortened_safely_stands_as_written(clause: str, expected: str) -> None:
    assert line(clause, status="stated") == expected


def test_a_line_that_stays_long_is_the_clause_as_written() -> None:
    text = (
        "나루시와 한들시와 오름시는 내년부터 십 년 동안 강을 따라 자전거길과 산책로와 쉼터와 물놀이터와 캠핑장과 전망대와 작은 도서관을 여러 해에 걸쳐 함께 놓고 "
        "관리하는 일을 <<추진했다>>."
    )
    assert line(text) == text.replace("<<", "").replace(">>", "").rstrip(".")


@given(st.text(alphabet="가나다라는을를이에서 3일에했하고지만않(‘’“”),.1%", min_size=1, max_size=40), st.data())
@settings(max_examples=60)
def test_any_event_has_a_line_and_nothing_raises(text: str, data: st.DataObject) -> None:
    read = document(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    event = Event(
        evidence=Evidence("a", 0, Span(start, end), "test"), clause=Span(0, end), predicate="", who=("한빛",),
        certainty=Certainty(Status.HAPPENED, Basis.WRITER), when_span=Span(start, end),
    )  # fmt: skip
    assert isinstance(headline_of(read, event, Names(text=text), (), ()), str)


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("‘겨울 항구’는 지난 3월 경매에서 7억원에 <<팔렸다>>.", "‘겨울 항구’, 지난 3월 경매에서 7억원에 팔려"),
        (
            "그의 삶을 다룬 영화 ‘재와 눈’은 오는 9월 처음 <<상영된다>>.",
            "그의 삶 다룬 영화 ‘재와 눈’, 오는 9월 처음 상영",
        ),
        ("〈푸른 마을〉(1951)은 세 번째 판을 <<찍었다>>.", "〈푸른 마을〉, 세 번째 판 찍어"),
        ("미술관은 ‘극장, 노동을 그리다’를 <<열었다>>.", "미술관, ‘극장, 노동을 그리다’를 열어"),
        ("출판사는 《나를 부르는 밤》을 <<펴냈다>>.", "출판사, 《나를 부르는 밤》 펴내"),
        ("'샘을 지키는 사람들'은 성명을 <<냈다>>.", "'샘을 지키는 사람들', 성명 내"),
    ],
)
def test_a_title_keeps_its_words_and_both_its_marks(marked: str, told: str) -> None:
    assert line(marked) == told


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("주민들이 꾸린 ‘반대 대책위, 집회 개최", "주민들이 꾸린 반대 대책위, 집회 개최"),
        ("우체국’의 관객, 20만명", "우체국의 관객, 20만명"),
        ("‘나래호’와 ’98년 협약, 6′ 망원경", "‘나래호’와 ’98년 협약, 6′ 망원경"),
        ("나래사, ‘나래1′과 협약", "나래사, ‘나래1′과 협약"),
        ("《봄》과 「여름, 개봉", "《봄》과 여름, 개봉"),
    ],
)
def test_no_mark_stands_without_its_other_half(torn: str, whole: str) -> None:
    assert without_lone_marks(torn) == whole


def _lines(text: str) -> list[str]:
    read = facts_of(document_of(read_seed("2024-06-04-x.txt", f"{text}\n".encode())))
    return [fact.headline for fact in read.facts if isinstance(fact, Event) and fact.headline]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who lowers it, and what goes down by itself
        ("새론은행은 기준금리를 0.25%포인트 내렸다.", "새론은행, 기준금리 0.25%포인트 인하"),
        ("구리값이 8% 내렸다.", "구리값 8% 하락"),
        # who is put on a list does not rise
        ("신인상 후보에 5명이 올랐다.", "신인상 후보에 5명 올라"),
        # the sky intends nothing
        ("남부에는 비가 내리겠다.", "남부에는 비가 내리겠다"),
        # the day of the saying is not that of what is said
        ("노조는 3일 다음 달 파업에 들어가겠다고 예고했다.", "노조, 파업 돌입"),
        # who approves, and not who is to buy
        ("새론심사원은 오션테크가 지분을 취득하는 안건을 2일 승인했다고 3일 밝혔다.",
         "새론심사원, 오션테크가 지분 취득하는 안건 승인"),
    ],
)  # fmt: skip
def test_a_line_is_true_to_its_sentence(text: str, expected: str) -> None:
    assert expected in _lines(text)


def test_what_was_held_on_the_day_of_a_decision_has_happened() -> None:
    found = {one.surface: one.certainty.status.value for one in events("새론시는 4일 협약을 맺고 기업을 돕기로 했다.")}
    assert found == {"맺고": "happened", "돕기로 했다": "planned"}
    found = {one.surface: one.certainty.status.value for one in events("회사는 4일 공장을 닫고 땅을 팔기로 했다.")}
    assert set(found.values()) == {"planned"}
