"""Settings: every fault at once, each with its line."""

from datetime import date
from pathlib import Path

import pytest

from sitegen.config import DEFAULTS, read_settings
from sitegen.errors import SitegenError
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
