"""A seed becomes an article: encodings, front matter, titles, days, spans."""

import unicodedata
from datetime import date, datetime, timedelta, timezone

import pytest

from sitegen.model.text import Article, BodyMode, Role
from sitegen.read import read_seed
from tests.conftest import SHARED

KST = timezone(timedelta(hours=9))
TEXT = "시는 새 청사를 짓는다.\n"


def read(text: str, path: str = "seeds/a.md", published: date | None = None) -> Article:
    return read_seed(path, text.encode(), published=published)


def words(article: Article, role: Role = Role.BODY) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks if block.role is role]


def shown(article: Article) -> list[str]:
    """The words of the body blocks as the analyser gets them, without the cuts."""
    hidden = {offset for cut in article.cuts for offset in range(cut.start, cut.end)}
    spans = [block.span for block in article.blocks if block.role is Role.BODY]
    return ["".join(article.text[at] for at in range(s.start, s.end) if at not in hidden) for s in spans]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_encodings(encoding: str) -> None:
    """UTF-8, with or without a BOM, and CP949 give the same text and the same spans."""
    article = read_seed("seeds/a.txt", ("새 청사\n\n" + TEXT).encode(encoding))
    assert article.text == "새 청사\n\n" + TEXT
    assert words(article) == ["시는 새 청사를 짓는다."]


def test_nfc_and_newlines() -> None:
    """Decomposed Hangul is composed, CRLF and CR are newlines, before any span is counted."""
    article = read(unicodedata.normalize("NFD", "한 줄이다.\r\n두 줄이다.\r세 줄이다."))
    assert article.text == "한 줄이다.\n두 줄이다.\n세 줄이다."
    assert words(article) == ["한 줄이다.", "두 줄이다.", "세 줄이다."]


def test_name_is_composed() -> None:
    """A file name as macOS writes it gives the id that everybody types."""
    article = read(TEXT, unicodedata.normalize("NFD", "seeds/2024-06-04-새청사.md"))
    assert (article.id, article.slug, article.published) == (
        "2024-06-04-새청사", "2024-06-04-새청사", date(2024, 6, 4),
    )  # fmt: skip


def test_every_key() -> None:
    """Each key of front matter arrives under its name; spans count the front matter too."""
    article = read(
        "---\ntitle: '[단독] 시: 새 청사'\ndate: 2024-06-04 09:30\nupdated: 2024-06-05\nsource: 가온일보\n"
        "url: https://gaon.example/a?b=1\nauthor: 한누리\nstory: 새 청사\ntags: [청사, 예산, 청사]\nstatus: draft\n"
        "embargo: 2024-06-05T06:00:00+00:00\nbody: evidence\nslug: new-hall\naliases: old-hall\n---\n\n" + TEXT
    )
    assert article.title == "[단독] 시: 새 청사"
    assert article.published == date(2024, 6, 4)
    assert article.published_at == datetime(2024, 6, 4, 9, 30, tzinfo=KST)
    assert article.updated == date(2024, 6, 5)
    assert (article.source, article.author, article.story) == ("가온일보", "한누리", "새 청사")
    assert article.url == "https://gaon.example/a?b=1"
    assert (article.tags, article.aliases, article.slug) == (("청사", "예산"), ("old-hall",), "new-hall")
    assert article.draft
    assert article.embargo == datetime(2024, 6, 5, 15, 0, tzinfo=KST)
    assert article.body is BodyMode.EVIDENCE
    assert words(article) == ["시는 새 청사를 짓는다."]
    assert article.blocks[0].span.start == article.text.index("시는")


def test_empty_values_are_left_out() -> None:
    """A key without a value is as good as none."""
    article = read("---\ntitle:\nsource: ~\npublished:\ntags:\n---\n" + TEXT, "seeds/2024-06-04-a.md")
    assert (article.title, article.source, article.tags) == ("시는 새 청사를 짓는다", "", ())
    assert article.published == date(2024, 6, 4)


def test_scalars_are_text() -> None:
    """YAML's numbers, booleans and days stay the words that were written."""
    article = read("---\ntitle: 2024\nsource: yes\nauthor: 0x1F\ntags: [2024-06-04, 1.50, null]\n---\n" + TEXT)
    assert (article.title, article.source, article.author) == ("2024", "yes", "0x1F")
    assert article.tags == ("2024-06-04", "1.50")


DAYS = {
    "2024-06-04": (date(2024, 6, 4), None),
    "2024-6-4": (date(2024, 6, 4), None),
    "2024.6.4": (date(2024, 6, 4), None),
    "2024. 6. 4.": (date(2024, 6, 4), None),
    "2024년 6월 4일": (date(2024, 6, 4), None),
    "2024-06-04 09:30": (date(2024, 6, 4), datetime(2024, 6, 4, 9, 30, tzinfo=KST)),
    "2024.06.04. 오후 12:05": (date(2024, 6, 4), datetime(2024, 6, 4, 12, 5, tzinfo=KST)),
    "2024-06-04T09:30:15+09:00": (date(2024, 6, 4), datetime(2024, 6, 4, 9, 30, 15, tzinfo=KST)),
    "2024-06-03T16:00:00Z": (date(2024, 6, 4), datetime(2024, 6, 4, 1, 0, tzinfo=KST)),
    "2024-02-29": (date(2024, 2, 29), None),
}


@pytest.mark.parametrize("written", DAYS)
def test_days(written: str) -> None:
    """A day in any usual form; a time without an offset is Korea's, one with an offset falls on Korea's day."""
    article = read(f"---\npublished: {written}\n---\n{TEXT}")
    assert (article.published, article.published_at) == DAYS[written]


def test_timezone_of_the_site() -> None:
    """Another zone moves naive times and days without a time."""
    text = f"---\npublished: 2024-06-03T20:00:00Z\nembargo: 2024-06-05\n---\n{TEXT}".encode()
    article = read_seed("seeds/a.md", text, timezone="America/New_York")
    assert article.published == date(2024, 6, 3)
    assert article.embargo == datetime(2024, 6, 5, 4, 0, tzinfo=timezone.utc)  # noqa: UP017


def test_who_says_the_day() -> None:
    """Front matter goes before the file's name, the name before the caller."""
    given = date(2020, 1, 1)
    assert read("---\ndate: 2024-06-05\n---\n" + TEXT, "2024-06-04-a.md", given).published == date(2024, 6, 5)
    assert read(TEXT, "2024-06-04-a.md", given).published == date(2024, 6, 4)
    assert read(TEXT, "a.md", given).published == given
    assert read(TEXT, "a.md").published is None
    assert read("---\ndate: 2024-06-05\n---\n" + TEXT, "2024-13-40-a.md").published == date(2024, 6, 5)


def test_titles() -> None:
    """The first unterminated line before the body, else Markdown's first heading, else the lead without its stop."""
    assert read("새 청사 짓는다\n\n" + TEXT, "a.txt").title == "새 청사 짓는다"
    assert read("# 새 **청사** 짓는다\n\n" + TEXT).title == "새 청사 짓는다"
    assert read(TEXT + "\n남은 일은 돈\n", "a.txt").title == "시는 새 청사를 짓는다"
    assert read("한누리 기자\n\n[사진=가온일보]\n" + TEXT, "a.txt").title == "시는 새 청사를 짓는다"


def test_long_lead_is_cut_between_words() -> None:
    """A title cut from a long lead ends with a whole word and an ellipsis."""
    lead = " ".join(["마루전자는", "해솔시에", "공장을"] * 12) + " 짓는다."
    title = read(lead, "a.txt").title
    assert title.endswith("…")
    assert len(title) <= 61
    assert lead.startswith(title[:-1] + " ")


def test_title_in_front_matter_is_no_block() -> None:
    """Front matter holds no block; a heading that says the title once more is the title, no heading of a part."""
    article = read("---\ntitle: 새 청사\n---\n# 새 청사\n\n" + TEXT + "\n## 남은 일\n")
    assert words(article, Role.TITLE) == ["새 청사"]
    assert words(article, Role.HEADING) == ["남은 일"]


def test_clipping_that_begins_with_a_rule() -> None:
    """A line of hyphens at the head of a clipping is no front matter."""
    article = read("---\n시는 새 청사를 짓는다.\n---\n공사는 내년이다.", "a.txt")
    assert words(article) == ["시는 새 청사를 짓는다.", "공사는 내년이다."]
    assert not article.cuts
    assert not article.markdown


MARKS = {
    "**2조원**을 투자한다.": "2조원을 투자한다.",
    "핵심은 *이것*이다.": "핵심은 이것이다.",
    "***둘 다*** 한다.": "둘 다 한다.",
    "_강조_ 한다.": "강조 한다.",
    "`code`를 쓴다.": "code를 쓴다.",
    "[자료](https://a.example/b_c_d)를 냈다.": "자료를 냈다.",
    '[자료](<https://a.example> "제목")를 냈다.': "자료를 냈다.",
    "[**자료**](/a)를 냈다.": "자료를 냈다.",
    "그림 ![설명](a.png)이다.": "그림 이다.",
    "누리집 <https://a.example>이다.": "누리집 이다.",
    "별\\*이다.": "별*이다.",
    "각주[^1]다.": "각주다.",
    "줄<br>바꿈<b>이</b>다.": "줄바꿈이다.",
    "앞<!-- 숨김 -->뒤다.": "앞뒤다.",
    "$3,000~$4,000이다.": "$3,000~$4,000이다.",
    "2*3*4는 24다.": "2*3*4는 24다.",
    "김**씨와 박**씨가 왔다.": "김**씨와 박**씨가 왔다.",
    "[서울=가온]은 발신지다.": "[서울=가온]은 발신지다.",
    "[속보](종합)은 이름표다.": "[속보](종합)은 이름표다.",
    "snake_case_name이다.": "snake_case_name이다.",
    "<표>와 <KT 제공>은 말이다.": "<표>와 <KT 제공>은 말이다.",
    "`*별*`은 그대로다.": "*별*은 그대로다.",
    "~~물결~~은 그대로다.": "~~물결~~은 그대로다.",
}


@pytest.mark.parametrize("text", MARKS)
def test_inline_marks(text: str) -> None:
    """Marks are cut from what the analyser sees, words that look alike are not; the text itself keeps both."""
    article = read(f"---\ntitle: 가\n---\n머리 {text}\n")
    assert shown(article) == ["머리 " + MARKS[text]]
    assert words(article) == ["머리 " + text]
    assert not read(f"머리 {text}\n", "a.txt").cuts


def test_marks_at_the_edges_belong_to_the_block() -> None:
    """A block is all of its line, so that what renders it has whole marks; its words are without them."""
    article = read("---\ntitle: 가\n---\n  **굵은 문장이다.**  \n")
    assert words(article) == ["**굵은 문장이다.**"]
    assert shown(article) == ["굵은 문장이다."]


def test_markdown_without_words() -> None:
    """Code, comments, separators, rules, definitions and bare tags carry no facts and no block."""
    article = read(
        "---\ntitle: 가\n---\n첫 문장이다.\n\n```\n코드 한 줄\n```\n\n<!-- 여러\n줄 -->\n\n---\n\n***\n\n[r]: https://a.example\n\n"
        "<div class='a'>\n\n<script>\n말이 아니다.\n</script>\n\n| 가 | 나 |\n|---|:-:|\n| 다 | 라 |\n\n[문장][r]이다.\n"
    )
    assert shown(article) == ["첫 문장이다.", "가 | 나", "다 | 라", "문장이다."]


def test_prefixes_stay_outside_the_span() -> None:
    """Headings, items and quotes are their words."""
    article = read(
        "---\ntitle: 가\n---\n## 소제목 ##\n\n- 항목이다.\n  1. 안의 항목\n\n> “인용이다.”\n\n밑줄 제목\n===\n"
    )
    assert words(article, Role.HEADING) == ["소제목", "밑줄 제목"]
    assert words(article) == ["항목이다.", "안의 항목", "“인용이다.”"]


def test_broken_paragraph_is_one_block() -> None:
    """Lines that an editor broke at its margin are one paragraph again; lines that end on purpose stay apart."""
    article = read(
        "---\ntitle: 가\n---\n시는 옛 시장 터에 새 청사를 짓고 남은 땅은 공원으로\n꾸미기로 했다고 4일 밝혔다. 공사는 내년 봄에\n시작한다.\n\n"
        "> 시장은 주민의 뜻을 물어 새 청사의 이름을 정하겠다고\n> 했다.\n"
    )
    assert [" ".join(line.split()) for line in shown(article)] == [
        "시는 옛 시장 터에 새 청사를 짓고 남은 땅은 공원으로 꾸미기로 했다고 4일 밝혔다. 공사는 내년 봄에 시작한다.",
        "시장은 주민의 뜻을 물어 새 청사의 이름을 정하겠다고 했다.",
    ]
    apart = read("새 청사 내년 착공\n시는 옛 시장 터에 새 청사를 짓고 남은 땅은 공원으로 꾸민다고 밝혔다.\n", "a.txt")
    assert words(apart, Role.TITLE) == ["새 청사 내년 착공"]


def test_parts_of_a_line() -> None:
    """Dateline, caption, credit and e-mail are blocks of their own, in the order of the text."""
    article = read(
        "[해솔=아침통신] 한누리 기자 = 시는 새 청사를 짓는다. nuri@dawn.example\n\n"
        "시장이 4일 시청에서 인사말을 하고 있다. (사진=해솔시 제공)\n",
        "a.txt",
    )
    assert [(block.role, block.span.of(article.text)) for block in article.blocks] == [
        (Role.BYLINE, "[해솔=아침통신] 한누리 기자 ="),
        (Role.BODY, "시는 새 청사를 짓는다."),
        (Role.BYLINE, "nuri@dawn.example"),
        (Role.CAPTION, "시장이 4일 시청에서 인사말을 하고 있다."),
        (Role.CREDIT, "(사진=해솔시 제공)"),
    ]


CLIPPING = SHARED / "seeds" / "2024-06-04-kt-microsoft.txt"


@pytest.mark.skipif(not CLIPPING.is_file(), reason="the real clipping is not here")
def test_real_clipping() -> None:
    """The first input that must work: a caption with its credit, a graphic's credit, two headings, the lead as title."""
    article = read_seed("seeds/2024-06-04-kt-microsoft.txt", CLIPPING.read_bytes())
    assert article.published == date(2024, 6, 4)
    assert [block.role for block in article.blocks[:2]] == [Role.CAPTION, Role.CREDIT]
    assert words(article, Role.CREDIT) == ["/KT", "그래픽=양진경"]
    assert len(words(article, Role.HEADING)) == 2
    assert all(line.startswith("◇") for line in words(article, Role.HEADING))
    assert len(words(article)) == 11
    assert words(article)[0].startswith(article.title)
