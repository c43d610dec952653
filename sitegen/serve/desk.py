"""The desk: an article's seed and its facts side by side, and what an editor does to a fact."""

import html
import secrets
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from itertools import pairwise
from pathlib import Path
from typing import Any

from sitegen.build.corrections import Edited
from sitegen.build.hand import Hand
from sitegen.build.live import Live
from sitegen.compose.desk import article_url
from sitegen.config import Settings
from sitegen.errors import Faults, Place, SeedError, SitegenError
from sitegen.model.contract import fact_json
from sitegen.model.corrections import KEYS, Action, Corrected
from sitegen.model.facts import ArticleFacts, Basis, Fact, Status
from sitegen.model.text import Role
from sitegen.serve.desk_words import DESK_WORDS, DeskWords
from sitegen.serve.editor import open_editor
from sitegen.serve.harm import line_and_column

_ACTIONS = {"accept": Action.ACCEPT, "hide": Action.HIDE, "fix": Action.SET, "pin": Action.PIN}
_CHOICES = {"status": tuple(Status), "basis": tuple(Basis), "approx": ("true", "false")}
_QUIET = (Role.BOILERPLATE, Role.BYLINE, Role.CREDIT)


class LiveDesk:
    """The desk of a preview. *settings* gives those that hold now."""

    def __init__(self, live: Live, settings: Callable[[], Settings]) -> None:
        self.token = secrets.token_urlsafe(24)
        self._live = live
        self._settings = settings
        self._lock = threading.Lock()  # one hand for each seed, and one edit at a time
        self._hands: dict[Path, Hand] = {}

    def page(self, article: str) -> bytes | None:
        """The page of an article by its id; None where there is none."""
        found = self._live.edit_of(article)
        language = self._settings().site.language
        return _Desk(language, DESK_WORDS[language]).page(found, self.token).encode() if found else None

    def act(self, action: str, given: Mapping[str, Any]) -> tuple[HTTPStatus, Mapping[str, Any]]:
        """Does what a page asks for: ``accept``, ``hide``, ``fix`` with ``values``, ``pin``, ``undo``, ``open``."""
        said = DESK_WORDS[self._settings().site.language].said
        try:
            article, fact = given.get("article"), given.get("fact", "")
            found = self._live.edit_of(article) if isinstance(article, str) else None
            if found is None or not isinstance(fact, str):
                return HTTPStatus.NOT_FOUND, {"message": said["no_article"]}
            if action == "open":
                return HTTPStatus.OK, {"place": self._open(found.read, fact)}
            if action == "undo":
                return HTTPStatus.OK, {"undone": self._undo(found.read)}
            if action not in _ACTIONS:
                return HTTPStatus.NOT_FOUND, {"message": said["no_action"]}
            values = given.get("values") or {}
            if not isinstance(values, dict) or not all(isinstance(one, str) for one in values.values()):
                return HTTPStatus.BAD_REQUEST, {"message": said["no_text"]}
            self._correct(found.read, fact, _ACTIONS[action], values)
        except SitegenError as fault:
            return HTTPStatus.CONFLICT, {"message": _told(fault)}
        except OSError as fault:  # the seed has gone since
            return HTTPStatus.CONFLICT, {"message": f"cannot be read: {fault.strerror}"}
        return HTTPStatus.OK, {"done": action}

    def _seed(self, read: ArticleFacts) -> Path:
        return self._settings().root / read.article.path

    def _hand(self, seed: Path) -> Hand:
        """The hand for *seed*. Raises SeedError where its corrections would be written outside the folder of seeds."""
        settings = self._settings()
        if seed not in self._hands:
            path = Hand(seed).path
            shown = path.relative_to(settings.root) if path.is_relative_to(settings.root) else path
            self._hands[seed] = Hand(seed, shown.as_posix())
        hand = self._hands[seed]
        if hand.path.is_symlink() and not hand.path.resolve().is_relative_to(settings.seeds.resolve()):
            message = f"{hand.path.name} is a link that leads out of the folder of seeds"
            raise SeedError(message, Place(hand.path.as_posix()), "make it a file of its own")
        return hand

    def _correct(self, read: ArticleFacts, fact: str, action: Action, values: Mapping[str, str]) -> None:
        seed = self._seed(read)
        with self._lock:
            hand = self._hand(seed)
            hand.reread()
            hand.apply(self._live.by_rule(self._settings(), seed), fact, action, values)
        # The page that asks is shown it at once, before the save is noticed.
        self._live.early(self._settings(), [seed])

    def _undo(self, read: ArticleFacts) -> bool:
        seed = self._seed(read)
        with self._lock:
            undone = self._hand(seed).undo()
        self._live.early(self._settings(), [seed])
        return undone

    def _open(self, read: ArticleFacts, fact: str) -> str:
        known = next((one for one in read.facts if one.id == fact), None)
        line, column = line_and_column(read, known) if known else (1, 1)
        settings = self._settings()
        open_editor(settings.root / read.article.path, line, column, settings.root)
        return f"{read.article.path}:{line}:{column}"


def _told(fault: SitegenError) -> str:
    errors = fault.errors if isinstance(fault, Faults) else (fault,)
    return "\n".join(f"{one.message}{f' — {one.hint}' if one.hint else ''}" for one in errors)


@dataclass(frozen=True, slots=True)
class _Desk:
    """The page of the desk in one language."""

    language: str
    words: DeskWords

    def page(self, edit: Edited, token: str) -> str:
        article, said = edit.read.article, self.words.said
        title = html.escape(article.title or article.slug)
        facts = sorted(edit.read.facts, key=lambda one: (one.evidence.span, one.kind))
        url = html.escape(article_url(article))
        data = f'data-token="{token}" data-article="{html.escape(article.id)}" data-url="{url}"'
        return (
            f'<!doctype html>\n<html lang="{self.language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"<title>{said['title']} · {title}</title>\n"
            '<link rel="icon" href="data:,">\n<link rel="stylesheet" href="/__sitegen/desk.css">\n</head>\n<body>\n'
            f'<a class="skip" href="#facts">{said["skip"]}</a>\n'
            f'<header><p><a href="/{url.removesuffix("index.html")}">{said["article"]}</a></p>'
            f"<h1>{title}</h1>\n{self._keys_line()}</header>\n"
            f'<main>\n<section aria-labelledby="h-text"><h2 id="h-text">{said["text"]}</h2>\n'
            f'<div id="text" tabindex="0" role="group" aria-labelledby="h-text">{_text(edit.read)}</div></section>\n'
            f'<section aria-labelledby="h-facts"><h2 id="h-facts">{said["facts"].format(count=len(facts))}</h2>\n'
            '<p id="said" role="status" aria-live="polite"></p>\n'
            f'<div id="list"><ol id="facts">\n{"".join(self._fact(edit, fact) for fact in facts)}</ol>\n'
            f"{self._done(edit.done)}</div></section>\n</main>\n"
            '<script src="/__sitegen/idiomorph.js"></script>\n'
            f'<script src="/__sitegen/desk.js" {data}></script>\n</body>\n</html>\n'
        )

    def _keys_line(self) -> str:
        said = self.words.said
        keys = (("j k", said["next"]), ("a", said["accept"]), ("x", said["hide"]), ("f", said["fix"]),
                ("p", said["first"]), ("u", said["undo"]), ("o", said["open"]), ("Esc", said["cancel"]))  # fmt: skip
        shown = (f"{' '.join(f'<kbd>{key}</kbd>' for key in some.split())} {does}" for some, does in keys)
        return f'<p class="keys">{" ".join(shown)}</p>\n'

    def _fact(self, edit: Edited, fact: Fact) -> str:
        words, said = self.words, self.words.said
        values = _values(fact)
        told = " · ".join(
            f"{words.keys[key]} {_apart(words.choices.get(value, value) if key in _CHOICES else value)}"
            for key, value in values.items()
            if value and value != "false"
        )
        marks = ""
        if fact.id in edit.accepted:
            marks += f'<span class="mark ok">{said["accepted"]}</span>'
        if fact.is_edited:
            marks += f'<span class="mark">{said["edited"]}</span>'
        surface, kind = html.escape(" ".join(fact.surface.split())), words.kinds[fact.kind]
        buttons = "".join(
            f'<button type="button" data-act="{act}">{said[act]}</button>' for act in ("accept", "hide", "fix", "open")
        )
        return (
            f'<li id="fact-{fact.id}" data-id="{fact.id}"><div class="fact" tabindex="-1" role="group" '
            f'aria-label="{kind} {surface}">'
            f'<p><span class="kind">{kind}</span> <strong><bdi>{surface}</bdi></strong> {marks}</p>'
            f'<p class="values">{told}</p>'
            f'<p class="acts">{buttons}</p></div>{self._form(fact, values)}</li>\n'
        )

    def _form(self, fact: Fact, values: Mapping[str, str]) -> str:
        said = self.words.said
        fields = []
        for key, value in values.items():
            name, label = f"{fact.id}-{key}", self.words.keys[key]
            if key in _CHOICES:
                options = "".join(
                    f'<option value="{choice}"{" selected" if choice == value else ""}>{self.words.choices[choice]}</option>'
                    for choice in _CHOICES[key]
                )
                field = f'<select id="{name}" name="{key}">{options}</select>'
            else:
                field = f'<input id="{name}" name="{key}" value="{html.escape(value)}" autocomplete="off">'
            fields.append(f'<p><label for="{name}">{label}</label> {field}</p>')
        why = f'<p><label for="{fact.id}-why">{said["why"]}</label> <input id="{fact.id}-why" name="why" autocomplete="off"></p>'
        return (
            f'<form hidden>{"".join(fields)}{why}<p><button type="submit">{said["save"]}</button> '
            f'<button type="button" data-act="cancel">{said["cancel"]}</button></p></form>'
        )

    def _done(self, done: Sequence[Corrected]) -> str:
        if not done:
            return ""
        lines = "".join(
            f"<li>{self.words.done[one.correction.action]} ‘{_apart(one.correction.words)}’"
            f"{f' — {_apart(one.correction.why)}' if one.correction.why else ''}</li>"
            for one in done
        )
        return f'<h2>{self.words.said["was_done"]}</h2>\n<ul class="done">{lines}</ul>\n'


def _text(read: ArticleFacts) -> str:
    """The seed, cut where a fact's words begin or end; each piece knows whose it is."""
    text = read.article.text
    spans = [(fact.evidence.span.start, fact.evidence.span.end, fact.id) for fact in read.facts]
    quiet = [block.span for block in read.article.blocks if block.role in _QUIET]
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end)),
                    *(edge for span in quiet for edge in (span.start, span.end))})  # fmt: skip
    owners: list[list[str]] = [[] for _ in edges]
    for start, end, fact in sorted(spans, key=lambda one: one[0] - one[1]):
        for place in range(bisect_left(edges, start), bisect_left(edges, end)):
            owners[place].append(fact)
    return "".join(_pieces(text, edges, owners, [(span.start, span.end) for span in quiet]))


def _pieces(
    text: str, edges: Sequence[int], owners: Sequence[Sequence[str]], quiet: Sequence[tuple[int, int]]
) -> Iterator[str]:
    for (start, end), facts in zip(pairwise(edges), owners, strict=False):
        words = html.escape(text[start:end])
        if facts:
            yield f'<span data-facts="{" ".join(facts)}">{words}</span>'
        elif any(first <= start < last for first, last in quiet):
            yield f'<span class="quiet">{words}</span>'
        else:
            yield words


def _apart(words: str) -> str:
    """*words* as HTML; a mark in them that turns the direction turns nothing beside them."""
    return f"<bdi>{html.escape(words)}</bdi>"


def _values(fact: Fact) -> dict[str, str]:
    """What an editor may change of a fact, as a form has it."""
    told = fact_json(fact)
    found = {}
    for key in KEYS[fact.kind]:
        value = told.get(key)
        if isinstance(value, dict):
            value = value.get("value")
        if key in ("status", "basis", "source") and value is None:
            value = (told.get("certainty") or {}).get(key)
        if isinstance(value, list):
            value = ", ".join(map(str, value))
        found[key] = str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
    return found
