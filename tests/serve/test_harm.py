"""What an editor should look at before publishing: one of each kind, the most harmful first, and what is accepted no more."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen.build.live import LiveBuild
from sitegen.model.site import FactRef
from sitegen.serve.harm import KINDS, desks_of, harms_of, place_of, withheld_pages
from tests.serve.newsroom import DRAFT, EMBARGO, HARBOUR, built, lay

AFFAIR = "새길중공업과 해온그룹은 가람시 조선소 매각 협상과 노동조합 파업, 임금 교섭을 놓고 맞서 왔다."
ONE = f"새길중공업 소식\n\n{AFFAIR}\n\n소방당국은 12일 오전 6시 기준으로 15명이 다친 것으로 집계했다.\n"
OTHER = f"새길중공업 소식\n\n{AFFAIR}\n\n가람시는 12일 오전 6시까지 이번 사고로 14명이 다쳤다고 밝혔다.\n"
PLAN = "한빛전자는 3월 15일 온산시에 새 공장을 착공할 예정이다.\n"
ROLES = "강나루 한빛전자 대표는 물빛시를 찾았다. 강나루 오션테크 부사장은 계약을 설명했다.\n"
UNSAID = "“현장에서는 아직 들은 바가 없다”고 말했다.\n"
CORRECTIONS = '[[hide]]\nwords = "사라진 말"\n'
SEEDS = {
    "2025-03-12-a.txt": ONE,
    "2025-03-12-b.txt": OTHER,
    "2025-03-13-plan.txt": PLAN,
    "2025-03-13-plan.corrections.toml": CORRECTIONS,
    "2025-03-20-roles.txt": ROLES,
    "2025-03-20-unsaid.txt": UNSAID,
    "harbour.txt": HARBOUR,
}


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> LiveBuild:
    return built(lay(tmp_path_factory.mktemp("harms"), SEEDS))


def test_each_kind_of_harm_is_told_the_most_harmful_first(build: LiveBuild) -> None:
    told = {harm.kind: harm for harm in harms_of(build)}
    assert tuple(told) == KINDS
    assert told["conflict"].words == "14명 ↔ 15명"
    assert "사라진 말" in told["vanished"].words
    assert told["roles"].words == "강나루: 한빛전자 대표 · 오션테크 부사장"
    assert told["passed"].words == "2025-03-15 한빛전자, 온산시에 새 공장 착공"
    assert told["speaker"].words == "현장에서는 아직 들은 바가 없다"
    assert told["anchor"].words == "지난 6일"


def test_each_harm_leads_to_where_it_stands(build: LiveBuild) -> None:
    """The page with the words, and the seed's line and column; a correction without words leads to its own file."""
    for harm in harms_of(build):
        address, _, anchor = harm.url.partition("#")
        page = build.pages[address].decode()
        if harm.kind == "vanished":
            assert harm.place == "seeds/2025-03-13-plan.corrections.toml:1:1"
        else:
            assert f'id="{anchor}"' in page, harm
            path, line, column = harm.place.split(":")
            words = SEEDS[path.removeprefix("seeds/")].split("\n")[int(line) - 1][int(column) - 1 :]
            fact = build.desk.facts[FactRef(harm.article, harm.fact)]
            assert words.startswith(fact.surface), harm


def test_what_an_editor_has_accepted_is_told_no_more(build: LiveBuild) -> None:
    for harm in harms_of(build):
        if harm.kind == "vanished":
            continue
        refs = {FactRef(harm.article, harm.fact)}
        if harm.kind == "conflict":  # both must be right
            assert "conflict" in {one.kind for one in harms_of(build, refs)}
            refs |= {ref for one in build.desk.briefing.relations for ref in (one.earlier, one.later)}
        assert harm.kind not in {one.kind for one in harms_of(build, refs)}


def test_words_of_a_harm_are_kept_short(tmp_path: Path) -> None:
    long = "현장에서는 아직 들은 바가 없고 " * 8
    (harm,) = harms_of(built(lay(tmp_path, {"2025-03-20-a.txt": f"“{long}모른다”고 말했다.\n"})))
    assert (harm.kind, len(harm.words), harm.words[-1]) == ("speaker", 80, "…")


def test_a_fact_stands_at_its_line_and_column(build: LiveBuild) -> None:
    read = build.desk.reads["2025-03-12-b"]
    fact = next(one for one in read.facts.facts if one.surface == "14명")
    assert place_of(read.facts, fact) == f"seeds/2025-03-12-b.txt:5:{OTHER.splitlines()[4].index('14명') + 1}"


def test_pages_that_are_not_public_say_what_they_are(tmp_path: Path) -> None:
    seeds = {"draft.md": DRAFT, "embargo.md": EMBARGO, "open.txt": HARBOUR}
    build = built(lay(tmp_path, seeds))
    assert withheld_pages(build.briefed.withheld, {"draft": "초안", "embargo": "{time}까지"}, "Asia/Seoul") == {
        "a/draft/index.html": "초안",
        "a/embargo/index.html": "2099-01-02 09:00까지",
    }
    assert desks_of(build.desk.briefing.articles) == {
        f"a/{name}/index.html": name for name in ("draft", "embargo", "open")
    }
    assert datetime.now(UTC).year < 2099
