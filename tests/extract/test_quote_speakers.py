"""Who says what: the speaker stands left, right, beside the quote, or spoke last."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.analyse import document_of
from sitegen.extract.names import Names, names_of
from sitegen.extract.quote import quotes_of
from sitegen.model.facts import Quote
from sitegen.model.text import Article, Block, Role, Span


def quotes(text: str, role: Role = Role.BODY) -> tuple[Quote, ...]:
    """The quotes of *text*, a block a line; nobody is known by name, so that speakers are the text's own words."""
    blocks = []
    at = 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(Span(at, at + len(line)), role))
        at += len(line) + 1
    return quotes_of(document_of(Article("a", "a.md", text, "", None, tuple(blocks), "a")), Names())


def said(text: str) -> list[tuple[str, str]]:
    return [(quote.surface, quote.speaker) for quote in quotes(text)]


SPEAKERS = [
    # left of the quote
    ("협회 관계자는 회원사들에 “곧 알리겠다”고 말했다.", [("곧 알리겠다", "협회 관계자")]),
    ("협회 관계자, “곧 알리겠다”라고 강조", [("곧 알리겠다", "협회 관계자")]),
    ("노조 관계자는 회사 관계자에게 “사과하라”고 요구했다.", [("사과하라", "노조 관계자")]),
    ("구청이 세운 재단의 관계자는 “몰랐다”고 했다.", [("몰랐다", "재단의 관계자")]),
    ("노조 관계자가 “왜 안 하느냐”고 묻자 회사 관계자는 “검토하겠다”고 답했다.",
     [("왜 안 하느냐", "노조 관계자"), ("검토하겠다", "회사 관계자")]),
    ("대변인은 대통령이 회의에 나오면서 “서두르라”고 지시했다고 전했다.", [("서두르라", "대변인")]),
    ("협회 측 역시 “사실과 다르다”는 반응을 보였다.", [("사실과 다르다", "협회 측")]),
    ("이 대표는 기자들과 만나 “모르는 일”이라며 자리를 떴다.", [("모르는 일", "이 대표")]),
    ("협회 관계자는 “모두 회원들 덕분”이라고 고개를 숙였다.", [("모두 회원들 덕분", "협회 관계자")]),
    # right of the quote
    ("“더는 못 참는다”고 상인회 관계자가 말했다.", [("더는 못 참는다", "상인회 관계자")]),
    ("이에 대해서는 “정해진 게 없다”는 게 구청 관계자의 설명이다.", [("정해진 게 없다", "구청 관계자")]),
    ("구청장은 “다 끝났다”고 말한 협회 관계자를 비판했다.", [("다 끝났다", "협회 관계자")]),
    # a source that is no subject
    ("업계에서는 “수요가 줄 것”이라는 전망이 나온다.", [("수요가 줄 것", "업계")]),
    ("기자는 협회 관계자에게서 “모른다”는 답을 들었다.", [("모른다", "협회 관계자")]),
    ("나루일보 보도에 따르면 “합의가 끝났다”라고 전했다.", [("합의가 끝났다", "나루일보")]),
    # beside it
    ("“물이 무릎까지 찼어요.” 마을 주민의 말이다.", [("물이 무릎까지 찼어요.", "마을 주민")]),
    ("“물이 무릎까지 찼어요.”\n마을 주민은 그날을 이렇게 떠올렸다.", [("물이 무릎까지 찼어요.", "마을 주민")]),
    ("여자 대표팀 감독은 경기 뒤 이렇게 말했다. “모두 잘했다. 고맙다.”", [("모두 잘했다. 고맙다.", "여자 대표팀 감독")]),
    ('"이게 맞느냐?" 협회 관계자가 물었다.', [("이게 맞느냐?", "협회 관계자")]),
    ("“값이 두 배가 됐어요.” 시장에서 채소를 파는 상인은 빈 가게를 가리키며 이렇게 말했다.", [("값이 두 배가 됐어요.", "상인")]),
    ("업계 1위 ‘달려배송’ 측은 “사실이 아니다”라고 부인했다.", [("사실이 아니다", "달려배송 측")]),
    ("“꿈만 같습니다.” 여자 대표팀 감독은 경기 뒤 이렇게 말하며 웃었다.", [("꿈만 같습니다.", "여자 대표팀 감독")]),
    # who spoke last
    ("협회 관계자는 “안 한다”고 했다. 이어 “못 한다”고 덧붙였다.", [("안 한다", "협회 관계자"), ("못 한다", "협회 관계자")]),
    ("협회 관계자는 “안 한다”고 했다. 다른 구청 관계자는 “한다”고 했다. 이 관계자는 “곧 한다”고 말했다.",
     [("안 한다", "협회 관계자"), ("한다", "구청 관계자"), ("곧 한다", "구청 관계자")]),
    ("협회 관계자는 새 제도를 소개했다. 그는 “값이 내린다”고 말했다.", [("값이 내린다", "협회 관계자")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPEAKERS)
def test_speaker(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


SILENT = [
    "극단은 신작 “겨울 강”을 무대에 올린다.",
    "주민들은 이 다리를 “무지개”라고 부른다.",
    "주민들은 “결사 반대”라고 적힌 현수막을 걸었다.",
    "회사는 “나쁜 회사”라는 평가를 받는다.",
    "선거 구호는 “다시 뛰는 우리”다.",
    "논문은 학술지 “물과 바람”에 실렸다.",
    "그는 ‘봄날’이라는 노래를 불렀다.",
    "“언제 끝나느냐”는 질문에 회사 관계자는 말을 아꼈다.",
    "이런 현상을 “겨울잠”이라고 한다.",
]


@pytest.mark.parametrize("text", SILENT)
def test_marked_words_that_nobody_says_are_no_quotes(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "“정말 힘들었다.” 나도윤 감독이 이렇게 말하자 주장 하윤서는 눈물을 흘렸다.",
        "“나가겠다.” 나도윤 의원이 이렇게 말하고 퇴장하자 하윤서 의원은 회의를 끝냈다.",
    ],
)
def test_who_only_hears_it_did_not_say_it(text: str) -> None:
    assert not {speaker for _, speaker in said(text)} & {"하윤서", "주장", "감독"}


def test_words_without_a_speaker_have_none_rather_than_a_wrong_one() -> None:
    """The last speaker is three sentences away; the words may be anybody's."""
    text = "협회 관계자는 “안 한다”고 했다. 값은 올랐다. 거래는 줄었다. 수출도 줄었다. “못 한다”고 말했다."
    assert said(text)[-1] == ("못 한다", "")


def test_pieces_joined_by_며_are_one_utterance_with_one_verb() -> None:
    found = quotes("협회 관계자는 “싸다”며 “좋다”고 설명했다. 이어 “많다”고 덧붙였다.")
    assert [(q.utterance, q.verb) for q in found] == [(1, "설명하다"), (1, "설명하다"), (2, "덧붙이다")]


@pytest.mark.parametrize(
    ("text", "verb"), [("선을 그었다", "선을 긋다"), ("털어놨다", "털어놓다"), ("이유를 밝혔다", "밝히다")]
)
def test_the_verb_is_a_lemma_an_idiom_with_its_object(text: str, verb: str) -> None:
    assert quotes(f"협회 관계자는 “아니다”라고 {text}.")[0].verb == verb


def test_headings_quote_in_short_what_the_body_quotes_in_full() -> None:
    assert quotes("협회 관계자 “아니다”라고 밝혀", Role.HEADING) == ()
    assert len(quotes("협회 관계자는 “아니다”라고 밝혔다.", Role.CAPTION)) == 1


@settings(max_examples=40)
@given(st.text(alphabet='“”"‘’()가나다는은이고며라 \n.,1일말했관계자그', max_size=60))
def test_any_text_is_read_without_raising(text: str) -> None:
    document = (
        document_of(Article("a", "a.md", text, "", None, (Block(Span(0, len(text)), Role.BODY),), "a"))
        if text
        else None
    )
    if document is None:
        return
    for quote in quotes_of(document, Names()):
        span = quote.evidence.span
        assert 0 <= span.start < span.end <= len(document.text)
        assert quote.surface == span.of(document.text)


def answers(text: str) -> list[str]:
    """The speakers of *text*, whose people are read too."""
    document = document_of(
        Article(
            "a", "a.md", text, "", None, tuple(Block(Span(*m.span()), Role.BODY) for m in _LINE.finditer(text)), "a"
        )
    )
    return [quote.speaker for quote in quotes_of(document, names_of(document, ()))]


_LINE = re.compile(r".+")
_TALK = "―첫 작품은 어땠나.\n“무대에 불이 꺼지는 바람에 손전등을 켜고 했다.”\n―다음 작품은.\n“바다 이야기다.”"


def test_answers_of_an_interview() -> None:
    """일문일답 says once who answers; the quotes behind questions are theirs, and nobody's where two answer."""
    told = "진해솔 감독이 새 영화를 찍는다. "
    assert answers(f"{told}다음은 진 감독과의 일문일답.\n{_TALK}") == ["진해솔", "진해솔"]
    assert answers(f"{told}다음은 진해솔 감독, 나도윤 배우와의 일문일답.\n{_TALK}") == []
    assert answers(f"{told}{_TALK}") == []


@pytest.mark.parametrize(
    ("talk", "speakers"),
    [
        ("―표값은 그대로인가.\n(나도윤 실장) “올리지 않는다.”", ["나도윤"]),
        ("―표값은 그대로인가.\n나도윤 실장=“올리지 않는다.”", ["나도윤"]),
        ("―표값은 그대로인가.\n(극장 직원) “올리지 않는다.”", []),
        ("―배우가 모자란다. 어떻게 채우나.\n“뽑는다.”", ["진해솔"]),
        ("―표값은 그대로인가.\n“그렇다.”\n나도윤 실장에게도 물었다.\n―객석은.\n“늘린다.”", ["진해솔"]),
        ("―표값은 그대로인가.\n“그렇다.”\n관객은 엇갈렸다.\n―40대 관객\n“표가 비싸다.”", ["진해솔"]),
        ("―40대 관객\n“표가 비싸다.”", []),
    ],
)
def test_whose_answer_it_is(talk: str, speakers: list[str]) -> None:
    """A name before the quote goes before whom the interview is with; other prose ends it, and a caption asks nothing."""
    assert answers(f"진해솔 감독이 새 영화를 찍는다. 다음은 진 감독과의 일문일답.\n{talk}") == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("나도윤 의원 보좌관은 “회의는 내일”이라고 말했다.", ["나도윤 의원 보좌관"]),
        ("나도윤 후보 대변인은 “회의는 내일”이라고 말했다.", ["나도윤 후보 대변인"]),
        ("나도윤 시장 비서실장은 “회의는 내일”이라고 말했다.", ["나도윤 시장 비서실장"]),
        ("나도윤 회장 고문은 “회의는 내일”이라고 말했다.", ["나도윤 회장 고문"]),
        ("나도윤 대표이사 사장은 “회의는 내일”이라고 말했다.", ["나도윤"]),
        ("새봄시 부시장 겸 축제추진단장은 “회의는 내일”이라고 말했다.", ["새봄시 부시장 겸 축제추진단장"]),
    ],
)
def test_an_aide_is_not_the_one_served_nor_a_deputy_the_city(text: str, speakers: list[str]) -> None:
    assert answers(text) == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("진해솔 감독은 배우들의 “건강하시라”는 덕담에 웃었다.", []),
        ("진해솔 감독은 후배의 “그만 쉬시라”는 농담에 손사래를 쳤다.", []),
        ("진해솔 감독은 “주연이 바뀐다”는 뒷얘기를 부인했다.", []),
        ("진해솔 감독은 “주연이 바뀐다”는 농담을 전해 들었다.", []),
        ("진해솔 감독은 “건강하시라”는 덕담을 건넨 배우를 안았다.", []),
        ("진해솔 감독은 “건강하시라”는 덕담을 건넸다.", ["진해솔"]),
        ("진해솔 감독은 “주연을 바꿀 뻔했다”는 뒷이야기를 들려줬다.", ["진해솔"]),
    ],
)
def test_a_tale_is_whose_who_tells_it(text: str, speakers: list[str]) -> None:
    assert answers(text) == speakers


def test_who_is_he_that_wrote_what_is_quoted() -> None:
    """그 of a letter long past is not who spoke last; a writer with a name is."""
    told = "진해솔 관장은 “귀한 자료”라고 했다. 편지는 부치지 못했다. “올해도 강이 얼었습니다.” "
    assert answers(f"{told}1962년 그가 어머니에게 쓴 편지의 한 대목이다.") == ["진해솔"]
    assert answers(f"{told}관람객 나도윤씨의 말이다.") == ["진해솔", "나도윤"]


def test_what_somebody_goes_by_is_no_source() -> None:
    """민원에 따르면 names one, 민원에 따라 does not."""
    assert answers("단지의 민원에 따라 경계를 고쳤다는 의혹에 대해서도 “사실무근”이라고 밝혔다.") == [""]
    assert answers("한빛일보 보도에 따르면 “사실무근”이라고 밝혔다.") == ["한빛일보"]
