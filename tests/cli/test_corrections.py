"""Corrections as a user makes them: a file beside the seed, and the commands that read it."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import NO_ADDRESS, Run, tree

SEED = """\
---
title: 한빛전자, 오션테크와 공급 계약
published: 2025-05-28
source: 물마루통신
---

한빛전자는 27일 서울에서 오션테크와 해상풍력 부품 공급 계약을 체결했다. 계약 금액은 1200억원이다.

오션테크는 지난 3월 조직을 개편했다. 온산시 관계자는 공장 터가 좁다고 주장했다.
"""
HAND = """\
[[set]]
kind = "event"
words = "체결했다"
when = "2025-05-26"
why = "계약서 날짜와 다름"
date = 2025-06-02

[[set]]
words = "1200억원"
low = 125000000000
high = 125000000000
date = 2025-06-02

[[hide]]
kind = "event"
words = "좁다고"
why = "당사자가 말을 거둬들임"
date = 2025-06-03

[[add]]
kind = "event"
words = "공장 터"
headline = "온산시, 공장 터 물색"
status = "considered"

[[pin]]
words = "개편했다"
"""
NAME = "seeds/2025-05/hanbit"


@pytest.fixture
def desk(sitegen: Run, tmp_path: Path) -> Path:
    """A site that has been published, and whose seed, in a sub-folder, has corrections beside it since."""
    (tmp_path / "seeds" / "2025-05").mkdir(parents=True)
    (tmp_path / f"{NAME}.md").write_text(SEED, encoding="utf-8")
    assert sitegen("diff", "--accept").returncode == 0
    (tmp_path / f"{NAME}.corrections.toml").write_text(HAND, encoding="utf-8")
    return tmp_path


def words(site: Path, address: str) -> str:
    """What a page says, its markup left out."""
    page = (site / "output" / address).read_text(encoding="utf-8")
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2].partition("<footer")[0]).split())


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_site_shows_what_the_editor_has_written(sitegen: Run, desk: Path) -> None:
    built = sitegen("build")
    assert (built.returncode, built.stderr) == (0, NO_ADDRESS)
    home, article = words(desk, "index.html"), words(desk, "a/hanbit/index.html")
    assert home.index("오션테크, 조직 개편") < home.index("체결했다"), "the pinned line leads"
    assert "5월 26일" in home
    assert "온산시, 공장 터 물색" in article
    assert "1250 억원 계약 금액" in article
    assert article.count("편집자 수정") >= 4
    foot = article.partition("이 기사에서 바로잡은 곳")[2].partition("어떻게 만들었나")[0]
    assert "2025년 5월 27일 2025년 5월 26일 까닭 계약서 날짜와 다름" in foot
    assert "1200억원 1250억원" in foot
    assert "거둬들임 까닭 당사자가 말을 거둬들임" in foot
    page = words(desk, "corrections/index.html")
    assert page.index("2025년 6월 3일") < page.index("2025년 6월 2일"), "the latest first"
    assert "조직 개편" not in page, "nothing published was untrue there"
    checked = sitegen("check")
    assert checked.returncode == 0, checked.stderr


def test_what_is_hidden_is_in_no_page_but_as_taken_back(sitegen: Run, desk: Path) -> None:
    """What was never published is nobody's business."""
    (desk / "published.json").unlink()
    assert sitegen("build").returncode == 0
    before = json.loads(sitegen("facts", "--format", "json", f"{NAME}.md").stdout)["articles"][0]["facts"]
    assert "좁다고" not in [fact["surface"] for fact in before]
    for address in tree(desk / "output"):
        if address.endswith(".html"):
            assert "공장 터 좁아" not in words(desk, address)
            assert "당사자가 말을" not in words(desk, address)


def test_facts_are_those_of_the_editor(sitegen: Run, desk: Path) -> None:
    (article,) = json.loads(sitegen("facts", "--format", "json", f"{NAME}.md").stdout)["articles"]
    edited = {fact["surface"]: fact for fact in article["facts"] if fact["rule"] == "editor"}
    assert set(edited) == {"체결했다", "1200억원", "공장 터"}
    assert edited["체결했다"]["when"] == "2025-05-26"
    assert edited["1200억원"]["low"] == "125000000000"
    pinned = next(fact for fact in article["facts"] if fact["kind"] == "event" and fact["rank"] == 1)
    assert (pinned["surface"].strip(" ."), pinned["reasons"][0]) == ("개편했다", "pinned")


def test_corrections_hold_when_the_seed_is_edited_around_them(sitegen: Run, desk: Path) -> None:
    edit(desk / f"{NAME}.md", "한빛전자는 27일", "바람마을에 20일 비가 내렸다.\n\n한빛전자는 27일")
    edit(desk / f"{NAME}.md", "주장했다.", "주장했다. 시는 6월 결과를 발표한다.")
    built = sitegen("build")
    assert (built.returncode, built.stderr) == (0, NO_ADDRESS)
    assert "5월 26일" in words(desk, "a/hanbit/index.html")


def test_a_sentence_that_is_gone_is_a_warning_to_build_and_an_error_to_check(sitegen: Run, desk: Path) -> None:
    edit(desk / f"{NAME}.md", " 계약 금액은 1200억원이다.", "")
    place = f"{NAME}.corrections.toml:8:1: "
    words = (
        "[[set]] ‘1200억원’: the words are no longer in the seed\n  hint: give the words as they stand in the seed now"
    )
    built = sitegen("build")
    assert built.returncode == 0
    assert f"{place}warning: {words}" in built.stderr
    assert "5월 26일" in (desk / "output" / "a" / "hanbit" / "index.html").read_text(encoding="utf-8")
    (warning,) = json.loads(sitegen("build", "--json").stdout)["warnings"]
    assert (warning["path"], warning["line"]) == (f"{NAME}.corrections.toml", 8)
    assert sitegen("build", "--strict").returncode == 1
    checked = sitegen("check")
    assert checked.returncode == 1
    assert f"{place}error: {words}" in checked.stderr
    told = sitegen("facts", f"{NAME}.md")
    assert (told.returncode, f"{place}warning: {words}" in told.stderr) == (0, True)


def test_unclear_words_stop_build_check_and_facts(sitegen: Run, desk: Path) -> None:
    """Whichever sentence was meant, the last good site stays until it is said."""
    assert sitegen("build").returncode == 0
    before = tree(desk / "output")
    edit(desk / f"{NAME}.md", "개편했다.", "개편했다. 온산시도 4월 조직을 개편했다.")
    for command in (["build"], ["check"], ["facts", f"{NAME}.md"]):
        failed = sitegen(*command)
        assert failed.returncode == 1
        assert (
            f"{NAME}.corrections.toml:26:1: error: [[pin]] ‘개편했다’: the words stand in several sentences"
            in failed.stderr
        )
        assert 'hint: add other words of the sentence that is meant:  sentence = "…"' in failed.stderr
    assert tree(desk / "output") == before
    edit(desk / f"{NAME}.corrections.toml", 'words = "개편했다"', 'words = "개편했다"\nsentence = "지난 3월"')
    assert sitegen("build").returncode == 0


def test_broken_corrections_stop_the_build_and_all_are_told(sitegen: Run, desk: Path) -> None:
    """Shown without its corrections, an article would say what was taken back; so --keep-going leaves it out."""
    (desk / "seeds" / "other.txt").write_text("윤슬시는 5월 12일 새 도서관을 착공했다.\n", encoding="utf-8")
    edit(desk / f"{NAME}.corrections.toml", "when =", "whne =")
    (desk / "seeds" / "othr.corrections.toml").write_text('[[hide]]\nwords = "착공"\n', encoding="utf-8")
    failed = sitegen("build")
    assert failed.returncode == 1
    assert f"{NAME}.corrections.toml:4:1: error: unknown key 'whne'\n  hint: did you mean 'when'?" in failed.stderr
    missing = "seeds/othr.corrections.toml:1:1: error: there is no seed of that name: othr.md or othr.txt\n  hint: did you mean other"
    assert missing in failed.stderr
    assert not (desk / "output").exists()
    assert missing in sitegen("check").stderr
    kept = sitegen("build", "--keep-going")
    assert kept.returncode == 1
    assert "unknown key 'whne'" in kept.stderr
    shown = b"\n".join(tree(desk / "output").values()).decode()
    assert "도서관" in shown
    assert "한빛전자" not in shown
    assert sitegen("facts", f"{NAME}.md").returncode == 1


def test_corrections_of_a_draft_leave_no_byte(sitegen: Run, desk: Path) -> None:
    (desk / "seeds" / "other.txt").write_text("윤슬시는 5월 12일 새 도서관을 착공했다.\n", encoding="utf-8")
    edit(desk / f"{NAME}.md", "source:", "status: draft\nsource:")
    assert sitegen("build").returncode == 0
    shown = b"\n".join(tree(desk / "output").values()).decode()
    for canary in ("한빛전자", "계약서", "1250억", "온산시"):
        assert canary not in shown
    assert "아직 바로잡은 사실이 없습니다." in words(desk, "corrections/index.html")


def test_only_what_was_published_is_owned_up_to(sitegen: Run, desk: Path) -> None:
    """A fact that was put right before anybody saw it is none of the reader's business; one that was shown stays told,
    also in later publications."""
    assert sitegen("diff", "--accept").returncode == 0
    assert sitegen("build").returncode == 0
    assert "계약서 날짜와 다름" in words(desk, "corrections/index.html")
    (desk / "published.json").unlink()
    assert sitegen("diff", "--accept").returncode == 0
    assert sitegen("build").returncode == 0
    assert "아직 바로잡은 사실이 없습니다." in words(desk, "corrections/index.html")


def test_corrections_speak_the_sites_language(sitegen: Run, desk: Path) -> None:
    (desk / "sitegen.toml").write_text('[site]\nlanguage = "en"\n', encoding="utf-8")
    assert sitegen("build").returncode == 0
    page = words(desk, "corrections/index.html")
    assert page.startswith('id="main" class="in"> Corrections Where a published fact is changed')
    assert "1200억원 125,000,000,000 KRW" in page
    assert "corrected by the editor" in words(desk, "a/hanbit/index.html")
    assert sitegen("check").returncode == 0


ACCEPT = """
[[accept]]
kind = "event"
words = "개편했다"
why = "회사에 물어 확인함"
date = 2025-06-04

[[accept]]
words = "1200억원"
date = 2025-06-04
"""


def test_a_fact_that_an_editor_has_found_right_changes_no_byte(sitegen: Run, desk: Path) -> None:
    """Neither of a page nor of the feed, of the data nor of what changed; nor of what a publication leaves behind."""
    assert sitegen("build").returncode == 0
    before = tree(desk / "output")
    differs, said = sitegen("diff").stdout, sitegen("facts", "--format", "json", f"{NAME}.md").stdout
    (desk / f"{NAME}.corrections.toml").write_text(HAND + ACCEPT, encoding="utf-8")
    built = sitegen("build")
    assert (built.returncode, built.stderr) == (0, NO_ADDRESS)
    assert tree(desk / "output") == before
    assert sitegen("diff").stdout == differs
    assert sitegen("facts", "--format", "json", f"{NAME}.md").stdout == said
    assert sitegen("check").returncode == 0
    accepted = sitegen("diff", "--accept")
    assert accepted.returncode == 0
    record = (desk / "published.json").read_text(encoding="utf-8")
    for text in (record, *(content.decode("utf-8", "replace") for content in tree(desk / "output").values())):
        assert "물어 확인" not in text
        assert "2025-06-04" not in text


def test_accepted_words_that_are_gone_are_a_warning_to_build_and_an_error_to_check(sitegen: Run, desk: Path) -> None:
    (desk / f"{NAME}.corrections.toml").write_text(ACCEPT, encoding="utf-8")
    edit(desk / f"{NAME}.md", "개편했다", "바꿨다")
    words = f"{NAME}.corrections.toml:2:1: {{}}: [[accept]] ‘개편했다’: the words are no longer in the seed"
    built = sitegen("build")
    assert (built.returncode, words.format("warning") in built.stderr) == (0, True)
    checked = sitegen("check")
    assert (checked.returncode, words.format("error") in checked.stderr) == (1, True)
