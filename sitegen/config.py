"""Settings, read once from ``sitegen.toml`` or ``[tool.sitegen]`` of ``pyproject.toml``; stages get values, not this."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from importlib.metadata import entry_points
from math import floor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sitegen.errors import CheckError, Faults, Place, SettingsError
from sitegen.model.colors import DEFAULT_COLORS, LEAST_CONTRAST, Pair, faint_of, pair_of
from sitegen.model.identity import Site

SETTINGS_FILE = "sitegen.toml"

DEFAULTS = """\
# Settings of this site. Every line shows its default; delete what you do not change.

[site]
title = "브리핑"
url = ""                    # where the site will stand: https://briefing.example
language = "ko"             # ko | en: the words around the facts
timezone = "Asia/Seoul"     # of times without a zone
as_of = "latest"            # the day that pages call today: "latest" article | a date, 2024-06-04 | "today"
group = true                # articles that name no story are put together by the events and figures they share
all_facts = false           # true: files and tables of an archive's every fact, month by month, not of its newest alone

[folders]
seeds = "seeds"
templates = "templates"
output = "output"
record = "published.json"   # a file: the facts of the last publication, from which the site tells what has changed

# [colors]                  # "#rrggbb", or two: for light and for dark surroundings
# paper = ["#f6f8f7", "#0e1312"]
# card = ["#ffffff", "#151c1a"]
# ink = ["#111716", "#e9efed"]
# meta = ["#47524f", "#a9b6b2"]
# rule = ["#d5dcd9", "#2b3532"]
# accent = ["#00625a", "#7fd6c6"]
# planned = ["#2a46b8", "#a3b6ff"]
# claimed = ["#7a3b8f", "#dba6ec"]
# estimated = ["#785000", "#f0c36a"]
# denied = ["#a3221a", "#ff9c92"]
# mark = ["#ffe98a", "#5a4a00"]

# [words]                   # what pages call things: docs/templates.md
# stories = "주제"

# [[publish]]
# name = "pages"
# kind = "git"              # git | folder | zip | s3 | gcs | azure | rsync | sftp | webdav | command
# remote = "git@host:me/briefing.git"
# branch = "gh-pages"
"""

_BLANK = re.compile(r"\{(\w+)\}")  # {count}: filled in with what the page shows
_SITE = {"title", "url", "language", "timezone", "as_of", "group", "all_facts"}
_FOLDERS = {"seeds": "seeds", "templates": "templates", "output": "output", "record": "published.json"}
# The kinds of targets and their options, those first that a kind cannot be without. Secrets are none of them: they come
# from the environment, from agents, from git's and curl's own files.
_TARGETS: Mapping[str, tuple[set[str], set[str]]] = {
    "git": ({"remote"}, {"branch", "history", "cname"}),
    "folder": ({"path"}, set()),
    "zip": ({"path"}, set()),
    "s3": ({"bucket"}, {"prefix", "endpoint", "region"}),
    "gcs": ({"bucket"}, {"prefix"}),
    "azure": ({"container"}, {"account", "prefix", "endpoint"}),
    "rsync": ({"host", "path"}, {"port", "keep"}),
    "sftp": ({"host", "path"}, {"port", "user"}),
    "webdav": ({"url"}, set()),
    "command": ({"run"}, set()),
}
# What any target may be told: the host behind it, what is compressed beforehand, what its pages may load, the command to
# run when it is out.
_OF_ALL = {"name", "kind", "serves", "compress", "policy", "after_publish"}
SERVES = ("github", "gitlab", "codeberg", "netlify", "cloudflare", "vercel", "s3", "nginx", "caddy")
ENCODINGS = ("gz", "br")
TARGET_GROUP = "sitegen.targets"  # entry points of kinds that others have made


@dataclass(frozen=True, slots=True)
class Target:
    """A place to publish to. *options* are its kind's own keys, as text: ``remote branch`` of git, ``path`` of a folder;
    a switch is "true" or "false"."""

    name: str
    kind: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the settings say; the paths are absolute."""

    root: Path
    site: Site
    as_of: str | date
    seeds: Path
    templates: Path
    output: Path
    record: Path  # a file
    publish: tuple[Target, ...] = ()
    warnings: tuple[CheckError, ...] = ()  # what a reader will suffer from, though nothing is wrong


def read_settings(root: Path) -> Settings:
    """The settings of the site folder *root*; the defaults where it has no file.

    Raises Faults of SettingsError, all of them at once, with the line of the key.
    """
    root = root.resolve()
    path, text, whole = _table(root)
    faults: list[SettingsError] = []
    reader = _Reader(path.name, text, faults)
    table = whole if path.name == SETTINGS_FILE else reader.table(whole, "sitegen")
    reader.known(table, {"site", "folders", "colors", "words", "publish"}, "")
    site = reader.table(table, "site")
    folders = reader.table(table, "folders")
    reader.known(site, _SITE, "site.")
    reader.known(folders, _FOLDERS, "folders.")
    targets = tuple(reader.targets(table.get("publish", [])))
    words = {key: reader.text_of(site, key, default) for key, default in _site_defaults().items()}
    reader.check_site(words)
    as_of = reader.as_of(site.get("as_of", "latest"))
    group = reader.truth(site, "group", default=True)
    all_facts = reader.truth(site, "all_facts", default=False)
    places = {key: root / reader.text_of(folders, key, default) for key, default in sorted(_FOLDERS.items())}
    colors = reader.colors(reader.table(table, "colors"))
    own_words = tuple(reader.words(reader.table(table, "words"), words["language"]))
    if faults:
        raise Faults(faults)
    whole_site = Site(words["title"], words["url"], words["language"], words["timezone"], group,
                      tuple((name, *pair) for name, pair in colors.items()), own_words, all_facts)  # fmt: skip
    return Settings(root, whole_site, as_of, publish=targets, warnings=tuple(reader.faint(colors)), **places)


def is_site(root: Path) -> bool:
    """Whether the folder *root* has settings, or seeds where they stand by default."""
    path, _, table = _table(root.resolve())
    is_set = path.is_file() if path.name == SETTINGS_FILE else "sitegen" in table
    return is_set or (root / _FOLDERS["seeds"]).is_dir()


def _site_defaults() -> dict[str, str]:
    site = Site()
    return {"title": site.title, "url": site.url, "language": site.language, "timezone": site.timezone}


def _table(root: Path) -> tuple[Path, str, dict[str, Any]]:
    """The settings' file, its text, and its table, in pyproject.toml the one named tool; {} where there is none."""
    path = root / SETTINGS_FILE
    if path.is_file():
        text = _text(path)
        return path, text, _toml(text, path)
    project = root / "pyproject.toml"
    if project.is_file():
        text = _text(project)
        tool = _toml(text, project).get("tool", {})
        return project, text, tool if isinstance(tool, dict) else {}
    return path, "", {}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(f"cannot be read: {fault}", Place(path.name), "save it as UTF-8") from fault


def _toml(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        where = re.search(r"line (\d+), column (\d+)", str(fault))
        line, column = (int(where[1]), int(where[2])) if where else (1, 1)
        message = str(fault).split(" (at ")[0]
        hint = 'text stands between double quotes: title = "브리핑"'
        raise SettingsError(f"not TOML: {message}", Place(path.name, line, column), hint) from fault


@dataclass(slots=True)
class _Reader:
    """Reads keys and gathers every fault with its line."""

    name: str
    text: str
    faults: list[SettingsError]

    def fault(self, key: str, message: str, hint: str = "", within: str = "") -> None:
        self.faults.append(SettingsError(message, self.place(key, within), hint))

    def place(self, key: str, within: str = "") -> Place:
        """Where *key* stands, in the table *within* where that is said."""
        head = re.search(rf"^[ \t]*\[+[ \t]*(?:tool\.sitegen\.)?{within}[ \t]*\]", self.text, re.MULTILINE)
        pattern = re.compile(rf"^[ \t]*(?:\[+)?[ \t]*({re.escape(key)})\b", re.MULTILINE)
        found = pattern.search(self.text, head.end() if within and head else 0)
        if not found:
            return Place(self.name)
        line_start = self.text.rfind("\n", 0, found.start(1)) + 1
        return Place(self.name, self.text.count("\n", 0, found.start(1)) + 1, found.start(1) - line_start + 1)

    def known(self, table: Mapping[str, Any], keys: Iterable[str], prefix: str) -> None:
        for key in table:
            if key not in keys:
                near = get_close_matches(key, list(keys), 1)
                hint = f"did you mean '{near[0]}'?" if near else f"known keys: {', '.join(sorted(keys))}"
                self.fault(key, f"unknown key '{prefix}{key}'", hint, prefix.removesuffix("."))

    def table(self, table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = table.get(key, {})
        if isinstance(value, dict):
            return value
        self.fault(key, f"'{key}' is not a table", f"write  [{key}]  on a line of its own")
        return {}

    def text_of(self, table: Mapping[str, Any], key: str, default: str, within: str = "") -> str:
        value = table.get(key, default)
        if not isinstance(value, str):
            self.fault(key, f"'{key}' is not text", f'write  {key} = "{value}"', within)
            return default
        if any(unicodedata.category(sign) == "Cc" for sign in value):
            self.fault(key, f"'{key}' holds a control character", "write it without the  \\u…  or  \\n", within)
            return default
        return value

    def truth(self, table: Mapping[str, Any], key: str, *, default: bool) -> bool:
        value = table.get(key, default)
        if isinstance(value, bool):
            return value
        self.fault(key, f"'{key}' is neither true nor false", f"write  {key} = true  or  {key} = false")
        return default

    def check_site(self, words: Mapping[str, str]) -> None:
        if not words["title"].strip():
            self.fault("title", "'title' is empty", 'write  title = "브리핑"')
        if words["language"] not in ("ko", "en"):
            self.fault("language", f"no such language: '{words['language']}'", 'write  language = "ko"  or  "en"')
        try:
            ZoneInfo(words["timezone"])
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.fault("timezone", f"no such time zone: '{words['timezone']}'", 'write  timezone = "Asia/Seoul"')
        try:
            parts = urlsplit(words["url"])
            good = not words["url"] or (parts.scheme in ("http", "https") and bool(parts.hostname))
        except ValueError:
            good = False
        if not good:
            self.fault("url", f"not a web address: '{words['url']}'", 'write  url = "https://briefing.example"')

    def as_of(self, value: object) -> str | date:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if value in ("latest", "today"):
            return str(value)
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fault("as_of", f"no such day: '{value}'", 'write  as_of = "latest",  "today"  or a date: 2024-06-04')
            return "latest"

    def colors(self, table: Mapping[str, Any]) -> dict[str, Pair]:
        """The colours that are set, in the order of the look."""
        self.known(table, DEFAULT_COLORS, "colors.")
        found = {}
        for name, (light, dark) in DEFAULT_COLORS.items():
            pair = pair_of(table[name]) if name in table else None
            if pair:
                found[name] = pair
            elif name in table:
                hint = f'write  {name} = "{light}"  or  ["{light}", "{dark}"]'
                self.fault(name, f"'{name}' is no colour", hint, "colors")
        return found

    def faint(self, colors: Mapping[str, Pair]) -> Iterable[CheckError]:
        """What of *colors* cannot be read."""
        for one in faint_of(colors):
            name = one.words if one.words in colors else one.behind
            message = f"'{one.words}' is hard to read on '{one.behind}' in {one.scheme} surroundings: "
            light, dark = DEFAULT_COLORS[name]
            hint = f'one for light and one for dark surroundings: {name} = ["{light}", "{dark}"]'
            needs = f"contrast {floor(one.contrast * 10) / 10}, readers need {LEAST_CONTRAST}"
            yield CheckError(message + needs, self.place(name, "colors"), hint)

    def words(self, table: Mapping[str, Any], language: str) -> Iterable[tuple[str, str]]:
        """The site's own words, with the blanks of those whose place they take."""
        if not table:
            return
        # Imported late: nobody else's idle build needs the stage.
        from sitegen.compose.words import words_of

        known = words_of(language)
        self.known(table, known, "words.")
        for key in (key for key in known if key in table):
            said = self.text_of(table, key, known[key], "words")
            blanks = set(_BLANK.findall(known[key]))
            if not said.strip():
                self.fault(key, f"'{key}' is empty", f'write  {key} = "{known[key]}"', "words")
            elif set(_BLANK.findall(said)) != blanks or re.search("[{}]", _BLANK.sub("", said)):
                kept = ", ".join(f"{{{blank}}}" for blank in sorted(blanks)) or "none"
                self.fault(key, f"'{key}' has other blanks than its place: {kept}", f'as in  "{known[key]}"', "words")
            else:
                yield key, said

    def targets(self, rows: object) -> Iterable[Target]:
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.fault("publish", "'publish' is not a list of targets", "write  [[publish]]  above each target")
            return
        names: set[str] = set()
        for row in rows:
            name, kind = self.text_of(row, "name", "site"), self.text_of(row, "kind", "")
            if name in names:
                self.fault("publish", f"two targets are named '{name}'", "give each [[publish]] a name of its own")
            names.add(name)
            required, others = _TARGETS.get(kind, (set(), set()))
            if kind in _TARGETS:
                self.known(row, required | others | _OF_ALL, "publish.")
            elif not entry_points(group=TARGET_GROUP, name=kind):
                hint = f"kinds: {', '.join(sorted(_TARGETS))}"
                self.fault("kind", f"target '{name}': no such kind '{kind}'", hint)
                continue
            for key in sorted(required - row.keys()):
                self.fault("publish", f"target '{name}' has no '{key}'", f'add  {key} = "…"')
            self.check_host(row)
            yield Target(name, kind, {key: self.option_of(row, key) for key in row if key not in ("name", "kind")})

    def check_host(self, row: Mapping[str, Any]) -> None:
        serves = self.text_of(row, "serves", SERVES[0])
        if serves not in SERVES:
            self.fault("serves", f"no such host: '{serves}'", f"hosts: {', '.join(SERVES)}")
        for word in self.text_of(row, "compress", "").split():
            if word not in (*ENCODINGS, "none"):
                self.fault("compress", f"no such encoding: '{word}'", 'write  compress = "gz br",  "gz"  or  "none"')

    def option_of(self, row: Mapping[str, Any], key: str) -> str:
        """An option of a target as text; a number and a switch are told as they are written."""
        value = row[key]
        if isinstance(value, bool):
            return str(value).lower()
        return str(value) if isinstance(value, int) else self.text_of(row, key, "")
