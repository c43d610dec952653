"""Settings: every fault at once, each with its line."""

from datetime import date
from pathlib import Path

import pytest

from sitegen.config import DEFAULTS, Settings, read_settings
from sitegen.errors import SitegenError
from sitegen.model.colors import DEFAULT_COLORS
from sitegen.model.identity import Site


def test_defaults_without_a_file(tmp_path: Path) -> None:
    settings = read_settings(tmp_path)
    assert settings.site == Site()
    assert settings.as_of == "latest"
    assert settings.output == tmp_path.resolve() / "output"


def test_the_file_of_init_says_the_defaults(tmp_path: Path) -> None:
    """Every default is written in the file that `init` makes, and means what no file means."""
    without = read_settings(tmp_path)
    (tmp_path / "sitegen.toml").write_text(DEFAULTS, encoding="utf-8")
    assert read_settings(tmp_path) == without


def test_reads_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.sitegen.site]\ntitle = "사실판"\n', encoding="utf-8")
    assert read_settings(tmp_path).site.title == "사실판"


def test_all_faults_at_once_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "sitegen.toml").write_text(
        '[site]\ntitel = "x"\nlanguage = "jp"\nurl = "briefing"\ntimezone = "Seoul"\nas_of = "yesterday"\n'
        '[[publish]]\nname = "a"\nkind = "ftp"\n',
        encoding="utf-8",
    )
    with pytest.raises(SitegenError) as caught:
        read_settings(tmp_path)
    assert str(caught.value).splitlines() == [
        "sitegen.toml:2:1: error: unknown key 'site.titel'",
        "  hint: did you mean 'title'?",
        "sitegen.toml:3:1: error: no such language: 'jp'",
        '  hint: write  language = "ko"  or  "en"',
        "sitegen.toml:4:1: error: not a web address: 'briefing'",
        '  hint: write  url = "https://briefing.example"',
        "sitegen.toml:5:1: error: no such time zone: 'Seoul'",
        '  hint: write  timezone = "Asia/Seoul"',
        "sitegen.toml:6:1: error: no such day: 'yesterday'",
        '  hint: write  as_of = "latest",  "today"  or a date: 2024-06-04',
        "sitegen.toml:9:1: error: target 'a': no such kind 'ftp'",
        "  hint: kinds: azure, command, folder, gcs, git, rsync, s3, sftp, webdav, zip",
    ]
    assert caught.value.exit_code == 2


def test_bad_toml_names_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "sitegen.toml").write_text("[site]\ntitle = 브리핑\n", encoding="utf-8")
    with pytest.raises(SitegenError, match=r"^sitegen.toml:2:9: error: not TOML: "):
        read_settings(tmp_path)


def test_a_date_may_stand_bare_or_quoted(tmp_path: Path) -> None:
    for value in ("2024-06-04", '"2024-06-04"'):
        (tmp_path / "sitegen.toml").write_text(f"[site]\nas_of = {value}\n", encoding="utf-8")
        assert read_settings(tmp_path).as_of == date(2024, 6, 4)


def test_target_needs_its_keys(tmp_path: Path) -> None:
    (tmp_path / "sitegen.toml").write_text('[[publish]]\nname = "web"\nkind = "git"\n', encoding="utf-8")
    with pytest.raises(SitegenError, match="target 'web' has no 'remote'"):
        read_settings(tmp_path)


def test_a_day_with_a_time_is_a_day(tmp_path: Path) -> None:
    (tmp_path / "sitegen.toml").write_text("[site]\nas_of = 2024-06-04T09:00:00\n", encoding="utf-8")
    read = read_settings(tmp_path).as_of
    assert type(read) is date
    assert read == date(2024, 6, 4)


@pytest.mark.parametrize("setting", ['[site]\ntitle = "a\\u0000b"', '[folders]\noutput = "a\\u0000b"'])
def test_control_characters_are_refused_where_they_stand(tmp_path: Path, setting: str) -> None:
    """No page can show them and no file system takes them."""
    (tmp_path / "sitegen.toml").write_text(setting, encoding="utf-8")
    with pytest.raises(SitegenError, match=r"sitegen.toml:2:1: .*control character"):
        read_settings(tmp_path)


def test_a_pyproject_that_is_none_of_ours_is_told_or_passed_over(tmp_path: Path) -> None:
    """`tool` may be anything in a file that says nothing of us; `tool.sitegen` must be a table."""
    (tmp_path / "pyproject.toml").write_text("tool = 3\n", encoding="utf-8")
    assert read_settings(tmp_path).site == Site()
    (tmp_path / "pyproject.toml").write_text("[tool]\nsitegen = 3\n", encoding="utf-8")
    with pytest.raises(SitegenError, match=r"pyproject.toml:2:1: error: 'sitegen' is not a table"):
        read_settings(tmp_path)


def read(root: Path, text: str) -> Settings:
    (root / "sitegen.toml").write_text(text, encoding="utf-8")
    return read_settings(root)


def told(root: Path, text: str) -> list[str]:
    with pytest.raises(SitegenError) as caught:
        read(root, text)
    assert caught.value.exit_code == 2
    return str(caught.value).splitlines()


def test_colors_are_one_or_two_and_come_in_the_order_of_the_look(tmp_path: Path) -> None:
    settings = read(tmp_path, '[colors]\nmark = ["#FFE98A", "#5a4a00"]\nink = ["#000", "#fff"]\nrule = "#888"\n')
    assert settings.site.colors == (
        ("ink", "#000000", "#ffffff"),
        ("rule", "#888888", "#888888"),
        ("mark", "#ffe98a", "#5a4a00"),
    )
    assert settings.warnings == ()


def test_colors_that_are_none_are_told_with_their_lines(tmp_path: Path) -> None:
    text = '[site]\ntitle = "ink"\n[colors]\nacent = "#fff"\nink = "black"\ncard = ["#fff"]\nmeta = 3\npaper = ["#fff", "x"]\n'
    assert told(tmp_path, text) == [
        "sitegen.toml:4:1: error: unknown key 'colors.acent'",
        "  hint: did you mean 'accent'?",
        "sitegen.toml:5:1: error: 'ink' is no colour",
        '  hint: write  ink = "#111716"  or  ["#111716", "#e9efed"]',
        "sitegen.toml:6:1: error: 'card' is no colour",
        '  hint: write  card = "#ffffff"  or  ["#ffffff", "#151c1a"]',
        "sitegen.toml:7:1: error: 'meta' is no colour",
        '  hint: write  meta = "#47524f"  or  ["#47524f", "#a9b6b2"]',
        "sitegen.toml:8:1: error: 'paper' is no colour",
        '  hint: write  paper = "#f6f8f7"  or  ["#f6f8f7", "#0e1312"]',
    ]


def test_colors_that_cannot_be_read_are_a_warning_with_their_line(tmp_path: Path) -> None:
    """Each pair by itself; at the words where these are set, else at what is behind them."""
    settings = read(tmp_path, '[colors]\naccent = "#00625a"\ncard = ["#fff", "#a9b6b2"]\n')
    warnings = [str(warning) for warning in settings.warnings]
    assert warnings[:2] == [
        "sitegen.toml:3:1: error: 'ink' is hard to read on 'card' in dark surroundings: contrast 1.7, readers need 4.5\n"
        '  hint: one for light and one for dark surroundings: card = ["#ffffff", "#151c1a"]',
        "sitegen.toml:3:1: error: 'meta' is hard to read on 'card' in dark surroundings: contrast 1.0, readers need 4.5\n"
        '  hint: one for light and one for dark surroundings: card = ["#ffffff", "#151c1a"]',
    ]
    assert [one.split(": contrast")[0] for one in warnings if one.startswith("sitegen.toml:2")] == [
        "sitegen.toml:2:1: error: 'accent' is hard to read on 'paper' in dark surroundings",
        "sitegen.toml:2:1: error: 'accent' is hard to read on 'card' in dark surroundings",
    ]


def test_words_take_the_places_of_those_of_the_language(tmp_path: Path) -> None:
    text = '[words]\nstories = "이슈"\nall_facts = "모두 {count}개"\n'
    assert read(tmp_path, text).site.words == (("stories", "이슈"), ("all_facts", "모두 {count}개"))
    english = '[site]\nlanguage = "en"\n[words]\nstories = "Issues"\n'
    assert read(tmp_path, english).site.words == (("stories", "Issues"),)


def test_words_that_do_not_fit_are_told_with_their_lines(tmp_path: Path) -> None:
    text = (
        '[site]\n# stories\ntitle = "x"\n[words]\nstorys = "이슈"\nall_facts = "모두"\nstories = "{count} 이슈"\n'
        'home = " "\nnames = 3\nsaid = "말 {"\nmonth_rows = "{period!r} {count}"\nend = "끝\\u0007"\n'
    )
    assert told(tmp_path, text) == [
        "sitegen.toml:5:1: error: unknown key 'words.storys'",
        "  hint: did you mean 'stories'?",
        "sitegen.toml:6:1: error: 'all_facts' has other blanks than its place: {count}",
        '  hint: as in  "전체 {count}건"',
        "sitegen.toml:7:1: error: 'stories' has other blanks than its place: none",
        '  hint: as in  "주제"',
        "sitegen.toml:8:1: error: 'home' is empty",
        '  hint: write  home = "브리핑"',
        "sitegen.toml:9:1: error: 'names' is not text",
        '  hint: write  names = "3"',
        "sitegen.toml:10:1: error: 'said' has other blanks than its place: none",
        '  hint: as in  "주요 발언"',
        "sitegen.toml:11:1: error: 'month_rows' has other blanks than its place: {count}, {period}",
        '  hint: as in  "{period} {count}건"',
        "sitegen.toml:12:1: error: 'end' holds a control character",
        "  hint: write it without the  \\u…  or  \\n",
    ]


def test_what_init_writes_of_colors_may_be_uncommented(tmp_path: Path) -> None:
    """They are the defaults, and readable."""
    lines = [
        line.removeprefix("# ") if " = " in line or line.startswith("# [") else line for line in DEFAULTS.split("\n")
    ]
    text = "\n".join(lines[: lines.index("[[publish]]")])
    settings = read(tmp_path, text)
    assert {name: pair for name, *pair in settings.site.colors} == {
        name: [*pair] for name, pair in DEFAULT_COLORS.items()
    }
    assert settings.warnings == ()
    assert settings.site.words == (("stories", "주제"),)
