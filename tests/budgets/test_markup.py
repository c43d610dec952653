"""The markup of every page, as the W3C's checker and html-validate see it."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, unquote

from tests.budgets.server import served
from tests.budgets.sites import Site
from tests.tools import npm_file, program

# Rules of html-validate that contradict a decision, each with its reason.
_OFF = {
    "long-title": "a title is the article's own words, however many",
}
# The Nu checker takes data for a script. Browsers do not: HTML's "prepare the script element" leaves a data block before
# it asks the policy. That no page has a script in it is a test of `test_sizes`.
_DATA = "Inline script violates Content Security Policy"
_SETTINGS = {
    "root": True,
    "extends": ["html-validate:recommended", "html-validate:standard"],
    "rules": dict.fromkeys(_OFF, "off"),
}


def w3c(pages: Mapping[str, bytes]) -> list[str]:
    """What the Nu checker says of pages by their address, warnings too. They are served: it judges their policy, by
    which no page of a folder could use the style sheet beside it."""
    loopback = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
    jar = npm_file("vnu-jar", "build/dist/vnu.jar")
    command = [program("java"), "-Xss4m", loopback, "-jar", str(jar), "--format", "json"]
    with served({"/": pages}) as host:
        addresses = [f"{host}/{quote(url)}" for url in pages]
        done = subprocess.run([*command, "--exit-zero-always", *addresses], capture_output=True, text=True, check=False)
    return [
        f"{unquote(one.get('url', ''))}:{one.get('lastLine', '')}: {one.get('subType', one['type'])}: {one['message']}"
        for one in json.loads(done.stderr)["messages"]
        if not one["message"].startswith(_DATA)
    ]


def html_validate(folder: Path) -> list[str]:
    """What html-validate says of the pages under *folder*."""
    script = npm_file("html-validate", "bin/html-validate.mjs")
    (folder / ".htmlvalidate.json").write_text(json.dumps(_SETTINGS), encoding="utf-8")
    command = [program("node"), str(script), "--formatter", "json", "**/*.html"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return [
        f"{told['filePath']}:{one['line']}: {one['ruleId']}: {one['message']}"
        for told in json.loads(done.stdout)
        for one in told["messages"]
    ]


def test_the_w3c_checker_finds_nothing(every_site: list[Site]) -> None:
    """No error and no warning on any page."""
    pages = {f"{site.name}/{url}": content for site in every_site for url, content in site.pages.items()}
    assert len(pages) > 100
    assert w3c(pages) == []


def test_html_validate_finds_nothing(every_site: list[Site], tmp_path: Path) -> None:
    """By its standard and its recommended rules, on pages of every kind."""
    for site in every_site:
        for url in site.chosen:
            path = tmp_path / site.name / url
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(site.pages[url])
    assert html_validate(tmp_path) == []


def test_the_checkers_can_find_something(tmp_path: Path) -> None:
    """Each of them names a fault where there is one."""
    broken = '<!DOCTYPE html><html lang="ko"><head><title>t</title></head><body><p id="a"><p id="a"><b>가</p>'.encode()
    (tmp_path / "broken.html").write_bytes(broken)
    assert any("Duplicate ID" in told for told in w3c({"broken.html": broken}))
    assert any("no-dup-id" in told for told in html_validate(tmp_path))
