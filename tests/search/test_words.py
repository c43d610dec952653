"""The words that an article is found by."""

import pytest

from sitegen.analyse import document_of, words_of
from sitegen.build.codec import decode_facts, encode_facts
from sitegen.build.work import facts_in
from sitegen.read import read_seed
from tests.compose.sample import briefing


def _lines(text: str, title: str = "새 소식") -> list[list[str]]:
    seed = f"---\ntitle: {title}\npublished: 2026-03-12\n---\n\n{text}\n"
    return [line.split() for line in words_of(document_of(read_seed("seeds/a.md", seed.encode()))).split("\n")]


@pytest.mark.parametrize(
    ("sentence", "there", "absent"),
    [
        ("인터넷데이터센터를 지었다.", "인터넷데이터센터 데이터센터 센터 짓다<지었다", "인터넷데이터센터를 를 짓다"),
        ("주가가 3.1% 올랐다.", "주가 3.1% 오르다<올랐다", "가 올랐다 오르다"),
        ("다른 데이터 센터와 견줬다.", "데이터 센터 데이터센터", "센터와 데이터센터와"),
        ("통신사 KT와 MS가 1,200명을 뽑는다.", "통신사 kt ms 1200명 뽑다", "KT 1,200명"),
        ("사업비는 2조4000억원이다.", "사업비 2조4000억원 4000억원", "조4000억원"),
        ("한국형 모델을 기업들이 쓴다.", "한국형 한국 기업 쓰다<쓴다", "기업들 형 들"),
        ("차세대 전력반도체를 만든다.", "차세대 전력반도체 반도체 차세대전력반도체 만들다<만든다", "반도체를"),
        ("그것을 두고 우리는 모두 좋다고 했다.", "두다 좋다", "그것 우리 하다 했다"),
        ("값은 내리고, 물가는 내려간다.", "값 내리다 물가 내려가다<내려간다", "내리다<내리고"),
        ("누리전자와 새솔바이오가 손잡았다.", "누리전자 전자 새솔바이오 바이오", "리전자 솔바이오 누리"),
        ("신제품 ‘한결’은 한결 가볍다.", "신제품 한결 가볍다", "한결은"),
        ("두 회사는 한국형 소버린 AI와 클라우드를 선보이기로 했다.", "소버린 ai 선보이다", "소버린을"),
        ("비율은 3<5였다.", "비율", "3<5"),
        ("시·도와 협의했다.", "시 도 협의", "시도 협의하다"),
    ],
)
def test_what_is_a_word(sentence: str, there: str, absent: str) -> None:
    """Nouns from each of their morphemes, dictionary forms, numbers as written; no particles, endings, pronouns."""
    (words,) = _lines(sentence)[1:]
    assert set(there.split()) <= set(words), words
    assert not set(absent.split()) & set(words), words
    assert len(words) == len(set(words))


def test_a_name_that_the_analyser_cuts_stays_whole() -> None:
    """윤슬시 is cut into a surname, an adverb and a town."""
    assert "윤슬시" in _lines("윤슬시는 새 도서관을 착공했다.")[1]


def test_the_title_is_the_first_line_and_each_sentence_one() -> None:
    """So that what is not to be shown can be left out."""
    title, first, second = _lines("물값이 올랐다. 시장은 반대했다.", title="새 도서관 착공")
    assert title == ["도서관", "착공", "도서관착공"]
    assert first[0] == "물값"
    assert second[0] == "시장"


def test_words_are_kept_with_the_facts() -> None:
    """And come back from the cache, a line for the title and one for each sentence."""
    article = read_seed("seeds/2026-03-12-a.txt", "새 도서관 착공\n\n윤슬시는 도서관을 지었다. 값은 올랐다.\n".encode())
    read = facts_in(article)
    kept = decode_facts(encode_facts(read), article)
    assert kept == read
    assert len(read.words.split("\n")) == 1 + len(read.sentences)


def test_a_made_sample_has_no_words() -> None:
    """Where nobody asked for words there are none, and the pages are made all the same."""
    assert {read.words for read in briefing("ko").articles} == {""}
