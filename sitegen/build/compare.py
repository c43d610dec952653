"""What a change of the rules did to the facts: gained, lost and changed between two runs of `sitegen facts`."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sitegen.errors import Place, SettingsError
from sitegen.model.contract import VERSION
from sitegen.model.site import ValueChange

_HOW = ("id", "rule", "sentence", "reasons")  # by what a fact was read, not what it says
_WORDS = ("span", "surface")  # told as words


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that is not as it was. *before* and *after* are facts as JSON; None where there is none."""

    path: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def kind(self) -> str:
        """gained, lost or changed."""
        return "gained" if self.before is None else "lost" if self.after is None else "changed"

    def told(self) -> str:
        """One line for a terminal: what was read, and old → new values where it changed."""
        fact = self.after or self.before or {}
        words = " ".join(str(fact["surface"]).split())
        head = f"{self.kind:7}  {self.path}  {fact['kind']}  {words}"
        if self.before is None or self.after is None:
            return f"{head}  [{fact['rule']}]"
        return f"{head}  {told_values(changed_values(self.before, self.after))}"


def changed_values(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[ValueChange, ...]:
    """What two facts as JSON say differently: their words first, then value by value."""
    if before == after:
        return ()
    changes = [
        ValueChange(key, _shown(before.get(key)), _shown(after.get(key)))
        for key in {**before, **after}
        if key not in (*_HOW, *_WORDS) and before.get(key) != after.get(key)
    ]
    old, new = (" ".join(str(fact["surface"]).split()) for fact in (before, after))
    if before["surface"] != after["surface"]:
        changes.insert(0, ValueChange("words", old, new))
    return tuple(changes)


def told_values(changes: Iterable[ValueChange]) -> str:
    """Old → new for a terminal."""
    return "; ".join(f"{one.key}: {one.old or '–'} → {one.new or '–'}" for one in changes)


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "|".join(map(str, value))
    return "" if value is None else str(value)


def read_facts(path: Path) -> dict[str, Any]:
    """What an earlier ``sitegen facts --format json`` wrote. Raises SettingsError where *path* holds nothing such."""
    hint = "write one with  sitegen facts --format json FILE… > before.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise SettingsError(f"cannot be read: {fault.strerror}", Place(path.as_posix()), hint) from fault
    except ValueError as fault:
        raise SettingsError(f"is no JSON: {fault}", Place(path.as_posix()), hint) from fault
    if not isinstance(content, dict) or content.get("sitegen_facts") != VERSION:
        raise SettingsError(f"holds no facts of version {VERSION}", Place(path.as_posix()), hint)
    return content


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """Article by article in the order of *after*; an article that only one side has is left out."""
    old = {article["id"]: article for article in before["articles"]}
    for article in after["articles"]:
        if article["id"] in old:
            yield from _in_article(article["path"], old[article["id"]]["facts"], article["facts"])


def _in_article(path: str, before: list[Any], after: list[Any]) -> Iterator[Difference]:
    lost = [fact for fact in before if _content(fact) not in {_content(other) for other in after}]
    gained = [fact for fact in after if _content(fact) not in {_content(other) for other in before}]
    for fact in lost:
        match = next((other for other in gained if _same_place(fact, other)), None)
        if match is not None:
            gained.remove(match)
        yield Difference(path, fact, match)
    for fact in gained:
        yield Difference(path, None, fact)


def _content(fact: Mapping[str, Any]) -> str:
    """What a fact says and where. By which rule it was read is no difference, nor is a key that says nothing: the
    version that wrote the other side may not have known it."""
    return json.dumps({key: fact[key] for key in fact if key not in _HOW and fact[key] is not None}, sort_keys=True)


def _same_place(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    (start, end), (first, last) = one["span"], other["span"]
    return bool(one["kind"] == other["kind"] and max(start, first) < min(end, last))


def report(found: Iterable[Difference]) -> str:
    """All differences, a line each, and how many of each sort."""
    lines, counts = [], {"gained": 0, "lost": 0, "changed": 0}
    for one in found:
        lines.append(one.told())
        counts[one.kind] += 1
    return "\n".join([*lines, ", ".join(f"{number} {kind}" for kind, number in counts.items())])
