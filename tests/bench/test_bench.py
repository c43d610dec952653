"""What of the measuring can be held without a clock: the texts, their layouts, the judgement and the table."""

import hashlib
import json
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from sitegen.read import read_seed
from tests.bench.__main__ import in_order, measure, report, with_table
from tests.bench.corpus import EDITED, Article, Word, article, edited, price, won
from tests.bench.generators import GENERATORS, ROOT, SITES, Generator, Installed, NotHere
from tests.bench.layouts import LAYOUTS, write
from tests.bench.measures import LARGE, MEASURES, Goal, Measure, as_json, rows_of, saved, sized, table
from tests.bench.results import Result, Results
from tests.bench.run import Failed, Sample, run
from tests.bench.trials import TITLE, Bench, Build, Save, Site

SOME = [article(number) for number in range(200)]


# ---- the corpus


def test_the_corpus_is_the_same_everywhere() -> None:
    text = "\n".join(f"{one.title}\n{one.body}" for one in SOME[:50])
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "f3f072951f94a5e9"


def test_an_article_depends_on_its_number_alone(tmp_path: Path) -> None:
    for size in (3, 5):
        write(tmp_path / str(size), LAYOUTS["sitegen"], map(article, range(size)))
    few, more = ({path.name: path.read_bytes() for path in (tmp_path / size / "seeds").iterdir()} for size in "35")
    assert len(few) == 3
    assert len(more) == 5
    assert few.items() <= more.items()


def test_articles_have_what_is_looked_for_and_no_slot_is_left() -> None:
    assert all(1400 <= len(one.body) <= 2800 for one in SOME)
    assert not [one.name for one in SOME if set("{}") & set(one.title + one.body) or "  " in one.body]
    kinds = Counter(block.kind for one in SOME for block in one.blocks)
    assert set(kinds) == {"paragraph", "heading", "list", "table", "quotation"}
    for words in ("억달러(약", "%", "고 말했다", "지난달", "오는 ", "내년 ", "지난해 "):
        assert sum(words in one.body for one in SOME) > 50, words


def test_a_plan_that_follows_another_is_later() -> None:
    pairs = re.compile(r"[은는] ([^.\n]+?) 공청회를 열어 의견을 수렴한 뒤 ([^.\n]+?) 최종안")
    found = [(one, *pair) for one in SOME for pair in pairs.findall(one.body)]
    assert len(found) > 50
    assert not [(one.name, plan, end) for one, plan, end in found if _year(plan, one) >= _year(end, one)]


def _year(told: str, one: Article) -> int:
    """The year of a day, month, half or year to come."""
    this, month = one.published.year, one.published.month
    if found := re.match(r"(20\d\d)년", told):
        return int(found[1])
    if found := re.match(r"오는 (\d+)월", told):
        return this + (int(found[1]) <= month)
    return {"올해": this, "내년": this + 1, "다음": this + month // 12}[told.split()[0]]


@pytest.mark.parametrize(
    ("word", "form", "written"),
    [
        ("누리전자", "은", "누리전자는"), ("나래제약", "이", "나래제약이"), ("도약", "’을", "도약’을"), ("이음", "’은", "이음’은"),
        ("1000억원", "으로", "1000억원으로"), ("109건", "으로", "109건으로"), ("1조원", "이며", "1조원이며"), ("서울", "으로", "서울로"),
        ("3만원", "과", "3만원과"), ("대표", "과", "대표와"), ("최고경영자(CEO)", "은", "최고경영자(CEO)는"),
        ("15억달러(약 2조원)", "을", "15억달러(약 2조원)를"), ("QLX", "이", "QLX가"), ("8", "으로", "8로"), ("", "", ""),
    ],
)  # fmt: skip
def test_particles(word: str, form: str, written: str) -> None:
    assert format(Word(word), form) == written


def test_money_as_newsrooms_write_it() -> None:
    assert [won(n) for n in (40, 10_000, 13_450)] == ["40억원", "1조원", "1조3400억원"]
    assert [price(n) for n in (90, 100, 390)] == ["9000원", "1만원", "3만9000원"]


def test_an_edit_changes_one_sentence() -> None:
    before, after = article(EDITED), edited(article(EDITED), 5001)
    changed = [new for old, new in zip(before.blocks, after.blocks, strict=True) if old != new]
    assert [block.texts[0].count(".") for block in changed] == [1]
    assert "5001개" in after.body
    assert not [one.name for one in SOME if "개가 생길" in one.body]
    assert replace(after, blocks=before.blocks) == before


# ---- the layouts


def _front(text: str) -> dict[str, object]:
    return dict(yaml.safe_load(text.split("---\n")[1]))


@pytest.mark.parametrize("layout", ["hugo", "eleventy", "astro", "mkdocs"])
def test_layouts_with_yaml(layout: str) -> None:
    one = article(3)
    text = LAYOUTS[layout].text(one)
    front = _front(text)
    assert front["title"] == one.title
    assert front["tags"] == list(one.tags)
    assert front.get("date", one.published.date()) == one.published.date()
    heading = f"# {one.title}\n\n" if layout == "mkdocs" else ""
    assert text.split("---\n\n", 1)[1] == heading + one.body


def test_layout_of_sitegen() -> None:
    one = article(3)
    seed = read_seed("seeds/x.md", LAYOUTS["sitegen"].text(one).encode())
    assert (seed.title, seed.published, seed.source) == (one.title, date(2023, 2, 8), one.source)


def test_layouts_with_keys_of_their_own() -> None:
    one = article(3)
    head, body = LAYOUTS["pelican"].text(one).split("\n\n", 1)
    keys = dict(line.split(": ", 1) for line in head.split("\n"))
    assert keys == {
        "Title": one.title, "Date": "2023-02-08 20:35", "Slug": one.name, "Tags": ", ".join(one.tags)
    }  # fmt: skip
    assert body == one.body

    head, body = LAYOUTS["nikola"].text(one).split("-->\n\n", 1)
    assert f".. title: {one.title}\n.. slug: {one.name}\n.. date: 2023-02-08 20:35:00 UTC+09:00\n" in head
    assert body == one.body

    fields = LAYOUTS["lektor"].text(one).split("\n---\n")
    assert fields[:3] == ["_model: post", f"title: {one.title}", "published: 2023-02-08"]
    assert fields[4] == f"body:\n\n{one.body}"


def test_every_generator_has_its_layout_and_its_site() -> None:
    for generator in GENERATORS.values():
        assert generator.layout in LAYOUTS
        assert (SITES / generator.files).is_dir()
        assert "{name}" in generator.page
    names = {trial.name: trial for one in (*MEASURES, *LARGE) for trial in one.trials}
    assert {trial.generator for trial in names.values()} == set(GENERATORS)
    changed = [trial for trial in names.values() if isinstance(trial, Build) and trial.change == "template"]
    assert {trial.generator for trial in changed} == {"sitegen", "eleventy"}
    assert TITLE in (SITES / "eleventy" / GENERATORS["eleventy"].template).read_text(encoding="utf-8")


def test_without_npm_a_generator_of_npm_is_not_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NotHere, match="there is no npm"):
        Bench(tmp_path).site("eleventy", ARTICLES)


# ---- builds, by a generator that copies the articles

COPY = """
import pathlib, shutil
for path in pathlib.Path("content").glob("*.md"):
    pathlib.Path("out").mkdir(exist_ok=True)
    shutil.copy(path, f"out/{path.stem}.html")
"""
ARTICLES = EDITED + 1


def _site(folder: Path, program: str) -> Site:
    (folder / "logs").mkdir()
    generator = Generator("copy", None, "pelican", "pelican", ("-c", program), "out/{name}.html")
    here = Installed(sys.executable, "", dict(os.environ))
    return Site(generator, here, folder / "site", ARTICLES, folder / "logs" / "copy.log")


def test_builds_of_each_kind(tmp_path: Path) -> None:
    site = _site(tmp_path, COPY)
    site.build("none")
    (site.folder / "out" / "left-over").touch()
    assert site.build("cold").seconds > 0
    assert len(list((site.folder / "out").iterdir())) == ARTICLES
    site.build("edit")
    site.build("edit")


def test_a_build_without_pages_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=f"{ARTICLES} of {ARTICLES} pages are not built"):
        _site(tmp_path, "print('done')").build("cold")


def test_a_build_that_does_not_see_the_edit_is_a_failure(tmp_path: Path) -> None:
    site = _site(tmp_path, f"import os\nif not os.path.exists('out'):{COPY.replace(chr(10), chr(10) + '    ')}")
    site.build("cold")
    with pytest.raises(Failed, match="has no 5002개"):
        site.build("edit")


def test_sitegen_is_built_where_it_is_looked_for(tmp_path: Path) -> None:
    site = Bench(tmp_path).site("sitegen", ARTICLES)
    site.build("edit")
    assert TITLE in (site.folder / GENERATORS["sitegen"].template).read_text(encoding="utf-8")


# ---- processes


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="exit code 3: no such thing"):
        run([sys.executable, "-c", "print('no such thing\\n'); exit(3)"], tmp_path, os.environ, tmp_path / "log")


def test_memory_is_that_of_all_processes_and_what_they_share_counts_once(tmp_path: Path) -> None:
    mine = "import os, time; ballast = bytearray(b'x') * (60 << 20); os.fork(); {more}; time.sleep(1)"
    shared, doubled = (
        run([sys.executable, "-c", mine.format(more=more)], tmp_path, os.environ, tmp_path / "log").mib
        for more in ("pass", "ballast = ballast + ballast[:1]")
    )
    assert 60 < shared < 110
    assert doubled > 110


# ---- what is made of the numbers


@dataclass(frozen=True)
class Fake:
    """A trial that gives its seconds or raises."""

    name: str
    gives: float | Exception
    articles: int = 100
    generator: str = "sitegen"

    def sized(self, articles: int) -> "Fake":
        return replace(self, articles=articles)

    def take(self, bench: Bench) -> list[Sample]:
        if isinstance(self.gives, Exception):
            raise self.gives
        return [Sample(self.gives, 10 * self.gives)]


def _measure(ours: float | Exception, theirs: float | Exception | None, goal: Goal | None) -> Measure:
    other = None if theirs is None else Fake("theirs", theirs, generator="hugo")
    return Measure("one", "cold build, 100 articles", Fake("ours", ours), other, goal)


def _results(measure: Measure) -> dict[str, Result]:
    results = {}
    for trial in measure.trials:
        assert isinstance(trial, Fake)
        if isinstance(trial.gives, float):
            results[trial.name] = Result(trial.name, 100, "1.2", [Sample(trial.gives, 10 * trial.gives)])
        else:
            results[trial.name] = Result(trial.name, 100, why=str(trial.gives))
    return results


@pytest.mark.parametrize(
    ("ours", "theirs", "goal", "value", "met"),
    [
        (2.0, 4.0, Goal(0.5), 0.5, True),
        (2.0, 4.0, Goal(0.5, strict=True), 0.5, False),
        (2.1, 4.0, Goal(0.5), 0.525, False),
        (2.0, 4.0, None, 0.5, None),
        (0.9, None, Goal(1, strict=True), 0.9, True),
        (1.0, None, Goal(1, strict=True), 1.0, False),
        (2.0, NotHere("there is no npm"), Goal(0.5), None, None),
        (Failed("nothing"), 4.0, Goal(0.5), None, None),
    ],
)
def test_ratios_and_goals(
    ours: float, theirs: float | None, goal: Goal | None, value: float | None, met: bool | None
) -> None:
    one = _measure(ours, theirs, goal)
    (row,) = rows_of([one], _results(one))
    assert row.value == (pytest.approx(value) if value is not None else None)
    assert row.is_met is met


def test_the_table_shows_what_is_missed_and_what_is_missing() -> None:
    good, bad = _measure(2.0, 4.0, Goal(0.5)), _measure(3.0, 4.0, Goal(0.5))
    alone = replace(_measure(2048.5, None, Goal(2048)), of="MiB")
    missing = _measure(2.0, NotHere("not here: there is no npm"), Goal(0.5))
    lines = [table(rows_of([one], _results(one))).split("\n")[-1] for one in (good, bad, alone, missing)]
    lines.append(table(rows_of([good], {})).split("\n")[-1])
    assert lines == [
        "| cold build, 100 articles | Hugo 1.2 | 2.00 | 4.00 | 0.50 | ≤ 0.5 | yes | 20 | 40 |",
        "| cold build, 100 articles | Hugo 1.2 | 3.00 | 4.00 | 0.75 | ≤ 0.5 | **no** | 30 | 40 |",
        "| cold build, 100 articles |  | 2048.50 |  |  | ≤ 2048 MiB | **no** | 20485 |  |",
        "| cold build, 100 articles | Hugo | 2.00 | not here: there is no npm |  | ≤ 0.5 |  | 20 |  |",
        "| cold build, 100 articles | Hugo | not measured | not measured |  | ≤ 0.5 |  |  |  |",
    ]
    for line in (*lines, *table(()).split("\n")):
        assert line.count("|") == 10


def test_the_table_shows_the_worst_of_saves() -> None:
    one = Measure("one", "save", Save("sitegen", 100, 10), Save("hugo", 100, 10), Goal(0.25))
    ours, theirs = ([Sample(seconds, 20) for seconds in each] for each in ((0.05, 0.06, 0.4), (0.25, 0.5, 0.125)))
    results = {
        "sitegen-save-100": Result("sitegen-save-100", 100, "", ours),
        "hugo-save-100": Result("hugo-save-100", 100, "1.2", theirs),
    }
    rows = rows_of([one], results)
    line = "| save | Hugo 1.2 | 0.060, worst 0.400 | 0.250, worst 0.500 | 0.24 | ≤ 0.25 | yes | 20 | 20 |"
    assert table(rows).split("\n")[-1] == line
    assert report(rows).endswith("\n\nMedians of 3 saves.")
    build = _measure(3.0, 4.0, Goal(0.5))
    assert report([*rows, *rows_of([build], _results(build))]).endswith("\n\nMedians of 1 run or 3 saves.")
    assert report([]).endswith("\n\nMedians of no runs.")


def test_saves_are_as_many_as_are_asked_for() -> None:
    trials = [trial for one in saved((*MEASURES, *LARGE), 7) for trial in one.trials]
    assert {trial.times for trial in trials if isinstance(trial, Save)} == {7}
    assert sum(isinstance(trial, Build) for trial in trials) > 10


def test_medians() -> None:
    result = Result("x", 100, samples=[Sample(seconds, mib) for seconds, mib in ((3.0, 1), (1.0, 9), (2.0, 5))])
    assert (result.seconds, result.worst, result.mib) == (2.0, 3.0, 5)


def test_rows_for_machines() -> None:
    one = _measure(3.0, 4.0, Goal(0.5))
    (row,) = rows_of([one], _results(one))
    assert json.loads(json.dumps(as_json(row))) == {
        "measure": "one", "over": "Hugo 1.2", "why": "", "value": 0.75, "goal": "≤ 0.5", "met": False,
        "ours": {"articles": 100, "seconds": 3.0, "worst": 3.0, "mib": 30.0, "samples": [[3.0, 30.0]]},
        "theirs": {"articles": 100, "seconds": 4.0, "worst": 4.0, "mib": 40.0, "samples": [[4.0, 40.0]]},
    }  # fmt: skip


def test_names_are_those_of_one_measure_each() -> None:
    names = [one.name for one in (*MEASURES, *LARGE)]
    assert len(names) == len(set(names))
    small = sized(MEASURES, 100)
    assert {trial.articles for one in small for trial in one.trials} == {100}
    assert all("100 articles" in one.says for one in small)
    assert len({tuple(trial.name for trial in one.trials) for one in small}) == len(small)


# ---- a run


def test_a_run_takes_turns_and_goes_on_after_a_failure(tmp_path: Path) -> None:
    told: list[str] = []
    trials = Fake("a", 1.0), Fake("b", Failed("nothing")), Fake("c", 2.0), Fake("d", NotHere("no npm"))
    results = Results(tmp_path / "results")
    measure([trials], 2, Bench(tmp_path), results, told.append)
    assert [line.split(":")[0] for line in told] == [
        "a, 1 of 2",
        "b, 1 of 2",
        "c, 1 of 2",
        "d, 1 of 2",
        "a, 2 of 2",
        "c, 2 of 2",
    ]
    assert results["b"].why == "failed: nothing"
    assert results["d"].why == "not here: no npm"
    assert dict(Results(tmp_path / "results")) == dict(results)


def test_a_new_run_forgets_the_last_one(tmp_path: Path) -> None:
    results = Results(tmp_path)
    results.keep(Result("a", 100, samples=[Sample(1.0, 1.0)]))
    results.keep(Result("b", 100, samples=[Sample(1.0, 1.0)]))
    results.start(Result("a", 100))
    assert list(Results(tmp_path)) == ["b"]


def test_small_sizes_come_first_and_no_trial_twice() -> None:
    groups = in_order((*MEASURES, *LARGE))
    names = [trial.name for group in groups for trial in group]
    assert [group[0].articles for group in groups] == [100, 1000, 5000, 10_000]
    assert len(names) == len(set(names))


def test_the_table_stands_between_its_marks() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    new = with_table(readme, "TABLE")
    before, _, after = readme.partition("<!-- bench -->")
    assert new == f"{before}<!-- bench -->\n\nTABLE\n\n<!-- /bench -->{after.partition('<!-- /bench -->')[2]}"
    one = _measure(3.0, 4.0, Goal(0.5))
    assert report(rows_of([one], _results(one))).endswith("\n\nMedians of 1 run.")
