"""Queries and what a reader expects of them, told by patterns over the texts themselves: no analyser has a say in it.

``TUNED`` were in view while the search was made. ``HELD_OUT`` were written after it and changed nothing in it.
"""

from dataclasses import dataclass

_EDGE = r"(?<![가-힣A-Za-z0-9])"  # a word begins here
_ENDS = r"(?![가-힣A-Za-z0-9])"
_TAILS = "전자|반도체|소프트|모빌리티|바이오|에너지|로보틱스|네트웍스|클라우드|중공업|화학|금융|물산|테크|정밀|제약|시스템즈|항공우주"
_JOSA = (
    r"(?=(?:은|는|이|가|을|를|의|에|와|과|도|로|만|으로|에서|에게|까지|부터|보다|이며|며|인|이다|였다|이라|라|들|측|이나|나|하|되|했|된|한"
    r"|할|될|돼|됐|적|이란|란)?(?![가-힣A-Za-z0-9])|[은는이가을를의에와과도로만]|하|되|했|된|한|할|될)"
)


@dataclass(frozen=True, slots=True)
class Query:
    """*typed* is what a reader types. Expected are the articles that hold every one of the patterns *holds*, and where
    it is about a name, that one of *named* is offered: as a result or as what may have been meant."""

    kind: str
    typed: str
    holds: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def _noun(word: str) -> str:
    """*word* where a word begins, with a particle or nothing after it."""
    return f"{_EDGE}{word}{_JOSA}"


def _all(kind: str, *rows: str | tuple[str, str]) -> list[Query]:
    """A row is what is typed, where that is the noun itself, or with the pattern that the texts hold."""
    pairs = [(row, _noun(row)) if isinstance(row, str) else row for row in rows]
    return [Query(kind, typed, (pattern,)) for typed, pattern in pairs]


def _named(kind: str, *rows: tuple[str, str]) -> list[Query]:
    return [Query(kind, typed, (), (name,)) for typed, name in rows]


def _nothing(*typed: str) -> list[Query]:
    return [Query("no result", one) for one in typed]


TUNED = [
    *_all(
        "bare noun",
        ("특허", "특허"), ("보조금", "보조금"), ("공청회", "공청회"), ("규제", "규제"), ("물값", "물값"), ("시범", "시범"),
        ("지분", "지분"), ("프랑스", "프랑스"),
    ),
    *_all(
        "noun + particle",
        ("특허를", "특허"), ("보조금으로", "보조금"), ("공청회에서는", "공청회"), ("고시도", "고시"), ("독일에서", "독일"),
        ("제주까지", "제주"), ("시의회가", "시의회"), ("임직원들은", "임직원"), ("재판부의", "재판부"),
    ),
    *_all(
        "verb",
        ("올랐다", f"{_EDGE}(?:올랐|오른(?!쪽)|오르[는며고]|올라(?!서|온|와))"), ("낮아졌다", "낮아[지져졌진질]"), ("미뤘다", f"{_EDGE}(?:미뤘|미루|미룬|미뤄)"),
        ("치솟자", "치솟"), ("뛰어들다", "뛰어[들드든]"), ("세우고", f"{_EDGE}(?:세우|세웠|세운|세워|세울)"), ("꺾일", "꺾[이일인여였]"),
        ("미뤄졌다", "미뤄[졌지진질져]|미[루뤘룬]"), ("짓는다", f"{_EDGE}(?:짓[는고기]|지었|지은|지을|지어)(?!니)"),
    ),
    *_all(
        "spacing",
        ("데이터 센터", r"데이터\s?센터"), ("유휴공간", r"유휴\s?공간"), ("기술교류", r"기술\s?교류"), ("공동연구팀", r"공동\s?연구팀"),
        ("정책 자금", r"정책\s?자금"), ("투자 설명회", r"투자\s?설명회"), ("의무 구매", r"의무\s?구매"), ("현장점검", r"현장\s?점검"),
    ),
    *_all(
        "compound",
        ("데이터센터", r"데이터\s?센터"), ("설명회", "설명회"), ("가동률", "가동률"), ("냉각설비", r"냉각\s?설비"), ("센터", "센터"),
        ("담수화", "담수화"), ("충전기", "충전기"), ("인허가", "인허가"),
    ),
    *_all(
        "homograph",
        ("인도", f"{_EDGE}인도(?!네시아|[가-힣]{{2}}){_JOSA}"), ("가온", rf"{_EDGE}가온(?:전자|반도체|소프트|모빌리티|바이오|에너지|로보틱스|네트웍스|클라우드|중공업|화학|금융|물산|테크|정밀|제약|시스템즈|항공우주)"),
        ("이음", _noun("이음")), ("도약", _noun("도약")), ("고시", _noun("고시")), ("한결", "‘한결’"),
        ("나래", f"{_EDGE}나래"), ("여울", _noun("여울")),
    ),
    *_all(
        "name",
        ("누리전자", "누리전자"), ("김영섭", "김영섭"), ("국가산업연구원", "국가산업연구원"), ("산업진흥부", "산업진흥부"), ("윤해시", f"{_EDGE}윤해시(?!의회|장|민)"),
        ("사티아 나델라", r"사티아\s?나델라"), ("MS", f"{_EDGE}MS(?![A-Za-z])"), ("ORV", f"{_EDGE}ORV"), ("한강대", f"{_EDGE}한강대(?!교[^수])"),
    ),
    *_named(
        "초성",
        ("ㅁㅇㅋㄹㅅㅍㅌ", "마이크로소프트"), ("ㄱㅇㅅ", "김영섭"), ("ㅇㅎㅅ", "윤해시"), ("ㅅㅇㅈㅎㅂ", "산업진흥부"), ("ㅁㄹㅅㅇㅌ", "마루샘워터"),
        ("ㅈㅎㅈㅈ", "집행정지"),
    ),
    *_all(
        "unfinished",
        ("마이크로솦", "마이크로소프트"), ("데이터세", r"데이터\s?센터"), ("산업진ㅎ", "산업진흥부"), ("소버리", "소버린"), ("공정경재", "공정경쟁위원회"),
        ("마루새", "마루샘워터"), ("해수담ㅅ", "해수담수화"),
    ),
    *_all(
        "wrong layout",
        ("dbsgo", f"{_EDGE}윤해"), ("xmrgj", "특허"), ("ehrdlf", "독일"), ("ㅡㄴ", f"{_EDGE}MS(?![A-Za-z])"), ("ekatnghk", "담수화"), ("qhwhrma", "보조금"),
        ("akdlzmfhthvmxm", "마이크로소프트"),
    ),
    *_nothing("코끼리", "쇄빙선", "오로라관측", "zzzz", "프로야구에서", "은하철도", "ㅋㅋㅋㅋ", "뷁"),
]  # fmt: skip

HELD_OUT = [
    *_all(
        "bare noun",
        ("가뭄", "가뭄"), ("어민", "어민"), ("판결", "판결"), ("염도", "염도"), ("매출", "매출"), ("주가", f"{_EDGE}주가"), ("태블릿", "태블릿"),
        ("합작법인", "합작법인"),
    ),
    *_all(
        "noun + particle",
        ("저수율은", "저수율"), ("양식장에서", "양식장"), ("시민단체가", "시민단체"), ("협력사를", "협력사"), ("원료를", f"{_EDGE}원료"),
        ("이용료는", "이용료"), ("부산에서는", f"{_EDGE}부산"), ("판도를", f"{_EDGE}판도"),
    ),
    *_all(
        "verb",
        ("늦춘다고", "늦[추춘췄출춰]"), ("내놨다", "내놓|내놨"), ("받아들였다", "받아들[이였인일여]"), ("늘린다", f"{_EDGE}늘[리렸린릴려]"),
        ("키우는", f"{_EDGE}키[우웠운울워]"), ("숨겼다", f"{_EDGE}숨[기겼긴길겨]"), ("쌓아", "쌓아|쌓은|쌓고|쌓는|쌓았"), ("들여놓고", "들여놓|들여놨"),
        ("물색하다", "물색"), ("비싸다", "비싸|비싼"),
    ),
    *_all(
        "spacing",
        ("민간 투자 사업", r"민간\s?투자\s?사업"), ("제한 급수", r"제한\s?급수"), ("공유 수면", r"공유\s?수면"), ("주민 설명회", r"주민\s?설명회"),
        ("현지협력사", r"현지\s?협력사"), ("원자재가격", r"원자재\s?가격"), ("해외사무소", r"해외\s?사무소"), ("전문인력", r"전문\s?인력"),
        ("사내게시판", r"사내\s?게시판"),
    ),
    *_all(
        "compound",
        ("급수", "급수"), ("간담회", "간담회"), ("연구팀", "연구팀"), ("투자설명회", r"투자\s?설명회"), ("고객사", "고객사"), ("전력반도체", r"전력\s?반도체"),
        ("풍력", "풍력"), ("사무소", "사무소"),
    ),
    *_all(
        "homograph",
        ("이든", f"{_EDGE}이든(?:{_TAILS})"), ("아라", f"{_EDGE}아라(?:{_TAILS})"), ("라온", f"{_EDGE}라온(?:{_TAILS})"), ("물결", _noun("물결")),
        ("누비", _noun("누비")), ("구미", _noun("구미")), ("고문", _noun("고문")), ("세종", _noun("세종")), ("단가", _noun("단가")),
    ),
    *_all(
        "name",
        ("편정후", "편정후"), ("방소율", "방소율"), ("마루샘워터", "마루샘워터"), ("지역경제연구원", "지역경제연구원"), ("법무법인 솔내", r"법무법인\s?솔내"),
        ("QLX", f"{_EDGE}QLX"), ("장민", f"{_EDGE}장민"), ("GPT-4o", "GPT-4o"), ("누리바이오", "누리바이오"),
    ),
    *_named(
        "초성",
        ("ㅍㅈㅎ", "편정후"), ("ㅂㅅㅇ", "방소율"), ("ㄱㅈㄱㅈㅇㅇㅎ", "공정경쟁위원회"), ("ㅁㄹㅈㄹㅇㄱㅅ", "미래전략연구소"), ("ㅈㅈㄱㄱ", "조정권고"),
        ("ㅎㄷㄷ", "해담대"),
    ),
    *_all(
        "unfinished",
        ("편정ㅎ", "편정후"), ("국토개발ㅂ", "국토개발부"), ("마이크로소ㅍ", "마이크로소프트"), ("해수담수호", "해수담수화"), ("양자암ㅎ", "양자암호"),
        ("지역성자", "지역성장부"),
    ),
    *_all(
        "wrong layout",
        ("vuswjdgn", "편정후"), ("fhqht", "로봇"), ("vmfkdtm", "프랑스"), ("dlsehsptldk", "인도네시아"), ("rhdcjdghl", "공청회"), ("헷", "GPT"),
    ),
    *_nothing("판다곰", "화성탐사선", "재즈페스티벌", "스키장에서", "asdfqwer", "고래상어", "용수철을", "마라톤대회"),
]  # fmt: skip
