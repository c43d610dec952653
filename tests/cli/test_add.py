"""A clipping becomes a seed, as a user adds it from a file or a pipe."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, tree

CLIPPING = """\
윤슬시, 새 도서관 착공…“내년 3월 개관”
입력 2024.06.04. 오전 9:30
한누리 기자

▲ 윤슬시 새 도서관 조감도. 사진=물마루통신
# 해시로 시작하는 줄
    들여 쓴 문장도 윤슬시가 3일 공개했다.
윤슬시는 3일 새 도서관을 착공했다. *총사업비*는 86억원이다. 김**씨는 “늦었다”고 말했다.
> 무단전재 및 재배포 금지
"""
NAME = "2024-06-04-윤슬시-새-도서관-착공-내년-3월-개관"
PLAIN = "윤슬시는 3일 새 도서관을 착공했다."

Pipe = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def pipe(site: Path) -> Pipe:
    """Runs ``sitegen add`` in the site with bytes for its standard input, and no terminal."""

    def run(content: bytes | str, *arguments: str) -> subprocess.CompletedProcess[str]:
        given = content.encode() if isinstance(content, str) else content
        done = subprocess.run(
            [sys.executable, "-m", "sitegen", "add", *arguments],
            cwd=site, input=given, capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def seed_of(site: Path, done: subprocess.CompletedProcess[str]) -> Path:
    """The seed whose path is the last line that was printed."""
    assert done.returncode == 0, done.stderr
    return site / done.stdout.splitlines()[-1]


def test_a_file_becomes_a_seed_word_for_word(sitegen: Run, site: Path) -> None:
    (site / "clip.txt").write_text(CLIPPING, encoding="utf-8")
    added = sitegen("add", "clip.txt", "--published", "2024-06-04", "--source", "물마루통신")
    assert (added.returncode, added.stderr) == (0, "")
    assert added.stdout.splitlines() == [
        f"+ seeds/{NAME}.txt",
        "윤슬시, 새 도서관 착공…“내년 3월 개관” (2024-06-04)",
        f"seeds/{NAME}.txt",
    ]
    front = "---\npublished: 2024-06-04\nsource: 물마루통신\n---\n\n"
    assert (site / "seeds" / f"{NAME}.txt").read_text(encoding="utf-8") == front + CLIPPING
    assert [path.name for path in (site / "seeds").iterdir() if path.name.startswith(".")] == []


def shifted(value: Any, by: int) -> Any:
    """What the facts of an article say, ids left out, with its places moved to where the text stood before."""
    if isinstance(value, dict):
        return {key: shifted(one, by) for key, one in value.items() if key not in ("id", "path", "reasons")}
    if isinstance(value, list) and len(value) == 2 and all(isinstance(one, int) for one in value):
        return [one - by for one in value]
    return [shifted(one, by) for one in value] if isinstance(value, list) else value


def test_the_facts_of_the_seed_are_those_of_the_raw_clipping(sitegen: Run, pipe: Pipe, site: Path) -> None:
    """Marks that Markdown would take for its own are words in it, as they are in the clipping."""
    (site / "clip.txt").write_text(CLIPPING, encoding="utf-8")
    seed = seed_of(site, pipe(CLIPPING, "--published", "2024-06-04", "--source", "물마루통신"))
    front = seed.read_text(encoding="utf-8").index("윤슬시, 새")
    told = [
        json.loads(sitegen("facts", "--format", "json", "--published", "2024-06-04", path).stdout)["articles"][0]
        for path in ("clip.txt", str(seed))
    ]
    raw, added = shifted(told[0], 0), shifted(told[1], front)
    assert len(raw["facts"]) > 5
    assert added == raw


def test_a_site_with_what_was_added_builds_and_is_well(sitegen: Run, pipe: Pipe, site: Path) -> None:
    seed = seed_of(site, pipe(CLIPPING, "--published", "2024-06-04"))
    assert sitegen("build", "--strict").returncode == 0
    assert (site / "output" / "a" / seed.stem / "index.html").is_file()
    assert sitegen("check").returncode == 0


def test_every_option_is_a_key_that_reads_back(pipe: Pipe, site: Path) -> None:
    """Also where YAML would take the words for something else."""
    added = pipe(
        PLAIN, "-", "--title", "no", "--published", "2024년 6월 4일 09:30", "--source", "- x", "--url",
        "https://a.example/1?b=c#d", "--story", "키: 값", "--body", "evidence", "--draft",
    )  # fmt: skip
    assert seed_of(site, added).read_text(encoding="utf-8") == (
        "---\ntitle: 'no'\npublished: 2024-06-04 09:30\nsource: '- x'\nurl: https://a.example/1?b=c#d\n"
        f"story: '키: 값'\nbody: evidence\nstatus: draft\n---\n\n{PLAIN}\n"
    )
    assert added.stdout.splitlines()[-1] == "seeds/2024-06-04-no.txt"


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--published", "2024-13-01", "error: --published: '2024-13-01' is no day of the calendar"),
        ("--published", "어제", "error: --published: '어제' is no known form of a date"),
        ("--url", "a.example", "error: --url: 'url' is no web address: 'a.example'"),
        ("--title", "♥♥", "error: --title: no name can be made of the title '♥♥'"),
        ("--name", "../../x", "error: no file can be named '../../x'"),
        ("--name", "2024-13-01-x", "error: --name begins with '2024-13-01', which is no day"),
    ],
)
def test_an_option_that_is_wrong_is_told_and_nothing_written(
    pipe: Pipe, site: Path, option: str, value: str, told: str
) -> None:
    before = tree(site)
    failed = pipe(PLAIN, option, value)
    assert (failed.returncode, failed.stdout) == (2, "")
    assert failed.stderr.startswith(told)
    assert "\n  hint: " in failed.stderr
    assert tree(site) == before


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("가/나\\다 \"라\": '마' 🏛", "2024-06-04-가-나-다-라-마"),
        ("CON", "2024-06-04-con"),
        ("../../etc/passwd", "2024-06-04-etc-passwd"),
        ("가나다라 " * 60, "2024-06-04-가나다라-가나다라-가나다라-가나다라"),
    ],
)
def test_any_title_makes_a_name_and_stays_as_it_was_given(pipe: Pipe, site: Path, title: str, name: str) -> None:
    added = pipe(PLAIN, "--published", "2024-06-04", "--title", title)
    assert seed_of(site, added) == site / "seeds" / f"{name}.txt"
    assert added.stdout.splitlines()[1] == f"{' '.join(title.split())} (2024-06-04)"


def test_a_title_without_blanks_and_without_end_makes_a_name(pipe: Pipe, site: Path) -> None:
    seed = seed_of(site, pipe(PLAIN, "--published", "2024-06-04", "--title", "가" * 3000))
    assert re.fullmatch(r"2024-06-04-가+-[0-9a-f]{8}\.txt", seed.name)
    assert len(seed.name.encode()) < 80


def test_no_date_is_a_warning_that_tells_what_the_text_is_stamped_with(pipe: Pipe, site: Path) -> None:
    """Nobody has confirmed the stamp, so nothing is dated by it."""
    added = pipe(CLIPPING)
    assert seed_of(site, added).read_text(encoding="utf-8") == CLIPPING
    path = "seeds/윤슬시-새-도서관-착공-내년-3월-개관.txt"
    assert added.stderr.startswith(f"{path}: warning: no publication date")
    assert "its text says 2024-06-04" in added.stderr


def test_a_clipping_is_added_once(pipe: Pipe, site: Path) -> None:
    """Whatever its encoding, its newlines, and the options this time."""
    first = seed_of(site, pipe(CLIPPING, "--published", "2024-06-04"))
    again = pipe(CLIPPING.replace("“", '"').replace("”", '"').replace("\n", "\r\n").encode("cp949"))
    assert again.returncode == 0
    assert "+ seeds/" in again.stdout, "other quotation marks are another text"
    before = tree(site)
    for content in (CLIPPING.replace("\n", "\r\n").encode("cp949"), CLIPPING.strip().encode("utf-16")):
        same = pipe(content, "--source", "나루통신", "--name", "other")
        assert same.returncode == 0
        assert same.stdout.splitlines()[0] == f"= seeds/{first.name}  (has this text already, kept)"
        assert same.stdout.splitlines()[-1] == f"seeds/{first.name}"
    assert tree(site) == before


def test_another_text_of_the_same_title_gets_a_number(pipe: Pipe, site: Path) -> None:
    """Nothing is overwritten, and no article gets the corrections that were made for another."""
    (site / "seeds" / "budget-2.corrections.toml").write_text("", encoding="utf-8")
    (site / "seeds" / "old").mkdir()
    (site / "seeds" / "old" / "Budget-3.md").write_text("옛 기사다.\n", encoding="utf-8")
    names = [seed_of(site, pipe(f"{PLAIN} {number}번째 글이다.", "--name", "budget")).name for number in range(3)]
    assert names == ["budget.txt", "budget-4.txt", "budget-5.txt"]


def test_several_added_at_once_lose_nothing(site: Path) -> None:
    runs = [
        subprocess.Popen([sys.executable, "-m", "sitegen", "add", "--name", "same"], cwd=site, stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(6)
    ]  # fmt: skip
    for number, run in enumerate(runs):
        assert run.stdin
        run.stdin.write(f"{PLAIN} {number}번째 글이다.".encode())
        run.stdin.close()
    assert [run.wait(60) for run in runs] == [0] * 6
    for run in runs:
        assert run.stdout
        assert run.stderr
        run.stdout.close()
        run.stderr.close()
    texts = [path.read_text(encoding="utf-8") for path in (site / "seeds").glob("same*.txt")]
    assert sorted(texts) == [f"{PLAIN} {number}번째 글이다.\n" for number in range(6)]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "stdin: error: there is no text to add"),
        ("윤슬시\0는".encode(), "stdin:1:4: error: neither UTF-8 nor CP949: byte 0x00"),
        (bytes(range(128, 256)) * 9, "stdin:1:"),
        ("윤슬시".encode() + b"\xed\xa0\x80", "stdin:1:4: error: neither UTF-8 nor CP949: byte 0xED"),
        (b"a" * (5 << 20), "stdin: error: it is larger than 4 MiB"),
        ("\r\n---\ntitle: 가\npublishd: 1\n---\n본문이다.\n".encode(), "stdin:4:1: error: unknown key 'publishd'"),
        ("---\ntitle: 가\n---\n".encode(), "stdin: error: there is no text to read"),
    ],
    ids=["empty", "NUL", "rubbish", "surrogate", "large", "key", "no body"],
)
def test_what_cannot_be_read_is_told_at_its_line_and_nothing_written(
    pipe: Pipe, site: Path, content: bytes, told: str
) -> None:
    before = tree(site)
    failed = pipe(content, "--source", "나루통신")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.startswith(told), failed.stderr
    assert "\n  hint: " in failed.stderr
    assert tree(site) == before


@pytest.mark.parametrize("content", ["---\n" + PLAIN, f"---\n키: 값\n---\n{PLAIN}", f"---\n- x\n---\n\n{PLAIN}"])
def test_hyphens_above_an_article_are_no_front_matter(sitegen: Run, pipe: Pipe, site: Path, content: str) -> None:
    seed = seed_of(site, pipe(content, "--title", "제목", "--published", "2024-06-04"))
    bare = seed_of(site, pipe(content.replace("3일", "4일")))
    assert seed.read_text(encoding="utf-8") == f"---\ntitle: 제목\npublished: 2024-06-04\n---\n\n{content}\n"
    assert bare.read_text(encoding="utf-8").endswith(content.replace("3일", "4일") + "\n")
    told = json.loads(sitegen("facts", "--format", "json", str(seed), str(bare)).stdout)["articles"]
    assert all("착공했다" in [fact["surface"] for fact in article["facts"]] for article in told)


def test_front_matter_is_kept_and_options_go_before_it(sitegen: Run, pipe: Pipe, site: Path) -> None:
    """What has front matter is written in Markdown."""
    content = f"---\ntitle: '가: 나'   # 그대로\ndate: 2024-06-01\nsource: 나루통신\n---\n\n## 소제목\n\n{PLAIN}\n"
    seed = seed_of(site, pipe(content, "--published", "2024-06-04"))
    assert seed.name == "2024-06-04-가-나.md"
    assert seed.read_text(encoding="utf-8") == (
        f"---\npublished: 2024-06-04\ntitle: '가: 나'   # 그대로\nsource: 나루통신\n---\n\n## 소제목\n\n{PLAIN}\n"
    )


def test_the_day_in_the_name_of_the_file_is_the_day_of_the_seed(sitegen: Run, site: Path) -> None:
    (site / "2024-06-04-받은 글.TXT").write_text(PLAIN, encoding="utf-8")
    added = sitegen("add", "2024-06-04-받은 글.TXT", "--name", "library")
    assert (added.returncode, added.stderr) == (0, "")
    text = (site / "seeds" / "library.txt").read_text(encoding="utf-8")
    assert text == f"---\npublished: 2024-06-04\n---\n\n{PLAIN}\n"


def test_where_there_is_no_site_init_is_named(sitegen: Run, tmp_path: Path) -> None:
    (tmp_path / "clip.txt").write_text(PLAIN, encoding="utf-8")
    failed = sitegen("add", "clip.txt", "--site", "desk")
    assert failed.returncode == 2
    assert failed.stderr == "desk: error: there is no site here\n  hint: run  sitegen init desk  to make one\n"
    assert not (tmp_path / "desk").exists()


def test_a_site_without_a_folder_of_seeds_gets_one(sitegen: Run, tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "sitegen.toml").write_text('[folders]\nseeds = "articles/in"\n', encoding="utf-8")
    (tmp_path / "clip.txt").write_text(PLAIN, encoding="utf-8")
    added = sitegen("add", "clip.txt", "--site", "desk", "--published", "2024-06-04")
    assert added.returncode == 0, added.stderr
    path = added.stdout.splitlines()[-1]
    assert path.startswith("desk/articles/in/2024-06-04-윤슬시는-")
    assert (tmp_path / path).is_file()


def test_a_folder_of_seeds_that_cannot_be_made_is_told(pipe: Pipe, site: Path) -> None:
    (site / "sitegen.toml").write_text('[folders]\nseeds = "sitegen.toml/seeds"\n', encoding="utf-8")
    before = tree(site)
    failed = pipe(PLAIN)
    assert (failed.returncode, failed.stdout) == (2, "")
    assert "sitegen.toml/seeds: error: cannot be " in failed.stderr
    assert tree(site) == before


def test_a_file_that_is_not_there_is_told(sitegen: Run, site: Path) -> None:
    failed = sitegen("add", "nowhere.txt")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.startswith("nowhere.txt: error: cannot be read: ")


def test_adding_does_not_load_kiwi(sitegen: Run, site: Path) -> None:
    (site / "clip.txt").write_text(CLIPPING, encoding="utf-8")
    added = sitegen("add", "clip.txt", PYTHONPROFILEIMPORTTIME="1")
    loaded = {line.split("|")[-1].strip() for line in added.stderr.splitlines()}
    assert "yaml" in loaded
    assert not loaded & {"kiwipiepy", "jinja2", "markdown"}
