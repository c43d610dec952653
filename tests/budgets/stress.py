"""Seeds that are hard on pages: what is very long, very many, very short, hostile, hidden or foreign. All is invented."""

from collections.abc import Iterator
from pathlib import Path

MONTHS = 12
DAYS = 10  # of each month: more dated lines than one page of the timeline holds
_PLACES = (
    "하늬항",
    "노을섬",
    "별바위",
    "솔마루",
    "윤슬만",
    "갈매골",
    "달빛재",
    "물안개숲",
    "여울목",
    "바람골",
    "해오름",
    "갯마을",
    "너럭돌",
)
_DEEDS = (
    ("부두를 열", "었다"), ("등대를 세", "웠다"), ("다리를 놓", "았다"), ("물길을 터", " 줬다"), ("시험 운항을 마", "쳤다"),
    ("새 배를 띄", "웠다"), ("어장을 넓", "혔다"), ("항로를 바", "꿨다"), ("창고를 지", "었다"), ("노선을 늘", "렸다"), ("요금을 내", "렸다"),
)  # fmt: skip
_CARGO = ("유람선", "화물선", "연락선", "어선", "준설선", "쇄빙선", "여객선")
_MONSTER = "초고압직류송전변환소건설추진기획단산하주민상생협력위원회실무조정분과소위원회"
_ADDRESS = "https://example.com/" + "아주긴주소/" * 12 + "?q=" + "0123456789" * 12


def write(folder: Path) -> None:
    """Puts every seed into *folder*, and the names that they need."""
    for name, text in {**_seeds(), **dict(_days())}.items():
        (folder / name).write_text(text, encoding="utf-8")


def correct(folder: Path) -> None:
    """Puts right what an article of *folder* told, as after a publication."""
    (folder / "2024-02-09-fixed.corrections.toml").write_text(
        '[[set]]\nwords = "120억원"\nlow = "13000000000"\nhigh = "13000000000"\nwhy = "설계 변경을 빠뜨렸다"\n'
        'date = 2024-02-10\n\n[[hide]]\nwords = "착공했다"\nwhy = "다른 공장의 일이다"\ndate = 2024-02-11\n',
        encoding="utf-8",
    )


def _front(title: str, published: str, *more: str) -> str:
    return "\n".join(["---", f"title: {title}", f"published: {published}", *more, "---", "", ""])


def _days() -> Iterator[tuple[str, str]]:
    """Articles of a month each, a dated sentence a day: what was done, and what is to be done."""
    for month in range(1, MONTHS + 1):
        done, planned = [], []
        for day in range(1, DAYS + 1):
            number = month * 31 + day
            place, (deed, end) = _PLACES[number % len(_PLACES)], _DEEDS[number % len(_DEEDS)]
            thing = f"{_CARGO[number % len(_CARGO)]} {number}호로"
            done.append(f"하늬해운은 지난 {day}일 {place}에서 {thing} {deed}{end}.")
            planned.append(
                f"하늬해운은 내년 {month}월 {day}일 {place}에서 {thing} 관광객 {number}0명을 실어 나를 계획이다."
            )
        names = ("source: 하늬일보", "story: 하늬해운의 한 해")
        for day, lines in ((f"2023-{month:02}-28", done), (f"2026-{month % 3 + 1:02}-{month:02}", planned)):
            yield f"{day}-hanui.md", _front(f"하늬해운의 {month}월", day, *names) + "\n\n".join(lines) + "\n"


def _seeds() -> dict[str, str]:
    return {
        "2024-01-10-long.md": _front(
            f"{_MONSTER}, {_MONSTER}와 함께 "
            + "해안 순환도로와 내륙 간선도로를 잇는 나들목을 놓고 주민과 머리를 맞대기로 " * 2,
            "2024-01-10",
            f"source: {'아주긴이름을가진' * 5}신문",
            f"author: {'남궁' * 12}",
            f"story: {_MONSTER} 이야기",
        )
        + f"{_MONSTER}는 10일 하늬항에서 1경2345조6789억1234만5678원을 들여 나들목을 짓는다고 밝혔다.\n\n"
        + f"남궁가람나래 {_MONSTER} 위원장은 “{'주민의뜻을' * 12} 듣겠다”고 말했다.\n\n"
        + f"자세한 것은 [설명 자료]({_ADDRESS})와 {_ADDRESS} 에 있다.\n\n"
        + f"## {_MONSTER}의 일정\n\n"
        + f"Antidisestablishmentarianism{'Pneumonoultramicroscopic' * 6}호는 오는 3월 첫 삽을 뜬다.\n",
        "2024-02-01-figures.md": _front("나래전자 실적", "2024-02-01", "source: 나래경제")
        + "\n\n".join(
            f"나래전자는 {year}년 매출 {year - 2000}조{year % 7 + 1}000억원, 영업이익 {year % 9 + 1}200억원을 냈다고 1일 밝혔다."
            f" 전년보다 {year % 5 + 1}.{year % 10}% 늘었다. 직원은 {year % 6 + 1}만2000명이다."
            for year in range(2014, 2024)
        )
        + "\n",
        "2024-02-02-table.md": _front("표와 목록", "2024-02-02")
        + "| 구분 | 1분기 | 2분기 | 3분기 | 4분기 | 합계 | 비고 |\n|---|--:|--:|--:|--:|--:|---|\n"
        + "".join(
            f"| 항목{row} | {row}000 | {row}100 | {row}200 | {row}300 | {row}4000 | 가나다라마 |\n" for row in range(9)
        )
        + "\n1. 하나\n2. 둘\n   - 둘의 하나\n\n> 하늬해운은 2일 배를 띄웠다.\n\n```\nfor x in range(10): print(x)\n```\n",
        "2024-02-03-one.md": _front("갑, 을과 손잡아", "2024-02-03", "source: 갑")
        + "갑은 3일 을과 협약을 맺었다. 병은 A사에 1원을 냈다. 김 모 씨는 “네”라고 말했다.\n",
        "2024-02-04-hostile.md": _front("'<script>alert(1)</script> {{ 7*7 }} \"]]>'", "2024-02-04", "source: '\"><b>'")
        + '다온금고는 4일 <b onclick="x()">이자를 올렸다</b>. {% raw %} <style>body{display:none}</style>\n\n'
        + "<iframe src=x></iframe>[눌러](javascript:alert(1)) <h1>머리</h1> <table><tr><td>칸</table> &lt;b&gt; &#0; ]]>\n",
        "2024-02-05-evidence.md": _front("라온제지, 배당 정해", "2024-02-05", "source: 종이신문", "body: evidence")
        + "라온제지는 5일 배당금을 주당 300원으로 정했다. 시장은 조용했다.\n",
        "2024-02-06-none.md": _front(
            "모아철강, 고로 멈춰", "2024-02-06", "source: 철강보", "body: none", "url: https://example.com/moa"
        )
        + "모아철강은 6일 고로 1기를 멈췄다.\n",
        "2024-02-07-english.md": _front("Moa Steel idles a furnace", "2024-02-07", "source: The Harbour Post")
        + "Moa Steel idled one of its furnaces on 6 February, the company said. Output will fall by 12%.\n",
        "clip-without-a-day.txt": "가온바이오 새 공장\n\n가온바이오가 지난 4월 시험을 마친 데 이어 오는 9월 공장을 짓는다.\n",
        "2024-02-08-plain.md": _front("오늘의 바다", "2024-02-08") + "바다는 잔잔했다.\n",
        "2024-02-09-fixed.md": _front("다온정밀, 새 공장", "2024-02-09", "source: 다온일보")
        + "다온정밀은 9일 해솔시에서 공장을 착공했다. 공사비는 120억원이다.\n",
        "entities.toml": '[[org]]\nname = "갑"\naliases = ["ㄱ"]\n\n[[org]]\nname = "을"\n',
    }
