"""However a site came to be what it is under the preview, save after save, it is what a build of its folder makes."""

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest

from sitegen.build import build
from sitegen.config import read_settings
from sitegen.serve.page import _POLICY
from sitegen.serve.site import digest_of
from tests.serve.conftest import NOW, Running, copied, previewed

EDITS = int(os.environ.get("SITEGEN_EDITS", "200"))
EVERY = 20  # edits between two comparisons
MOST = 9  # articles
_TAIL = re.compile(
    rb'<link rel="stylesheet" href="/__sitegen/preview\.css">\n'
    rb'<script src="/__sitegen/idiomorph\.js"></script>\n<script src="/__sitegen/preview\.js" data-page="(\w+)" [^<>]*></script>\n'
)
FIRMS = ("한빛전자", "늘봄전자", "물마루제지", "가람해운", "솔뫼건설")
CITIES = ("온산시", "윤슬시", "다온시")
SENTENCES = (
    "{firm}는 {day}일 {city}에 새 공장을 착공했다.",
    "투자 금액은 {sum}억원이다.",
    "{city}는 {day}일 {firm}와 업무협약을 체결했다.",
    "{firm} 관계자는 “내년까지 {sum}명을 채용하겠다”고 밝혔다.",
    "{firm}는 오는 {month}월 공장을 준공할 예정이다.",
    "달빛모임은 {day}일 성명을 냈다.",
    "{city} 시장은 {firm}의 공장 증설 계획이 무산됐다고 말했다.",
)


@dataclass(slots=True)
class Desk:
    """An editor whose every edit is drawn from *dice*. Seeds that the edits leave can be read, all of them."""

    root: Path
    dice: random.Random
    number: int = 0
    done: dict[str, int] = field(default_factory=dict)

    @property
    def seeds(self) -> list[Path]:
        return sorted((self.root / "seeds").rglob("*.md"))

    def edit(self) -> None:
        deeds: list[Callable[[], None]] = [
            *[self.put] * 3, *[self.rewrite] * 6, *[self.rename] * 2, self.delete, *[self.correct] * 3, self.uncorrect,
            self.know_names, self.change_template, self.change_settings,
        ]  # fmt: skip
        deed = self.dice.choice(deeds)
        self.done[deed.__name__] = self.done.get(deed.__name__, 0) + 1
        deed()

    def put(self) -> None:
        if len(self.seeds) < MOST:
            self.number += 1
            folder = self.dice.choice(("", "2025/"))
            self.save(self.root / "seeds" / f"{folder}2025-0{self.dice.randint(1, 9)}-11-article-{self.number}.md")

    def rewrite(self) -> None:
        self.save(self.dice.choice(self.seeds))

    def save(self, seed: Path) -> None:
        """In place, or as editors do that never leave half a file."""
        words = {"firm": self.dice.choice(FIRMS), "city": self.dice.choice(CITIES)}
        lines = [
            sentence.format(
                **words, day=self.dice.randint(1, 28), month=self.dice.randint(1, 12), sum=self.dice.randint(2, 900)
            )
            for sentence in self.dice.sample(SENTENCES, 4)
        ]
        title = f"{words['firm']}, {words['city']} 공장 {self.dice.choice(('착공', '협약', '증설'))}"
        text = f"---\ntitle: {title}\nsource: 물마루통신\n---\n\n{' '.join(lines[:2])}\n\n{' '.join(lines[2:])}\n"
        seed.parent.mkdir(parents=True, exist_ok=True)
        if self.dice.random() < 0.5:
            seed.write_text(text, "utf-8")
        else:
            staged = seed.with_name(f".{seed.name}.tmp")
            staged.write_text(text, "utf-8")
            os.replace(staged, seed)

    def rename(self) -> None:
        self.number += 1
        seed = self.dice.choice(self.seeds)
        name = f"2025-0{self.dice.randint(1, 9)}-12-article-{self.number}"
        beside = corrections_of(seed)
        if beside.exists():
            beside.unlink()
        seed.rename(seed.with_name(f"{name}.md"))

    def delete(self) -> None:
        if len(self.seeds) > 2:
            seed = self.dice.choice(self.seeds)
            corrections_of(seed).unlink(missing_ok=True)
            seed.unlink()

    def correct(self) -> None:
        """Words that are there, or not any more: a warning, and nothing else."""
        seed = self.dice.choice(self.seeds)
        day = self.dice.randint(1, 28)
        corrections_of(seed).write_text(
            f'[[set]]\nkind = "event"\nwords = "착공했다"\nwhen = "2025-04-{day:02}"\nwhy = "회사에 물어 확인함"\n'
            f"date = 2025-06-{day:02}\n",
            "utf-8",
        )

    def uncorrect(self) -> None:
        for path in (self.root / "seeds").rglob("*.corrections.toml"):
            path.unlink()

    def know_names(self) -> None:
        path = self.root / "seeds" / "entities.toml"
        if path.exists() and self.dice.random() < 0.5:
            path.unlink()
        else:
            path.write_text(f'[[org]]\nname = "달빛모임"\naliases = ["달빛모임{self.dice.randint(1, 9)}"]\n', "utf-8")

    def change_template(self) -> None:
        path = self.root / "templates" / "404.html"
        path.parent.mkdir(exist_ok=True)
        if path.exists() and self.dice.random() < 0.3:
            path.unlink()
        else:
            path.write_text(f"<!doctype html><body><p>없는 화면 {self.dice.randint(1, 99)}</p></body>", "utf-8")

    def change_settings(self) -> None:
        title, language = f"아침 브리핑 {self.dice.randint(1, 99)}", self.dice.choice(("ko", "ko", "en"))
        (self.root / "sitegen.toml").write_text(f'[site]\ntitle = "{title}"\nlanguage = "{language}"\n', "utf-8")


def corrections_of(seed: Path) -> Path:
    return seed.with_name(f"{seed.stem}.corrections.toml")


def files_below(folder: Path) -> dict[str, bytes]:
    """The files of a built site by their address, without what only the next build needs."""
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def differences(running: Running, files: dict[str, bytes], ever: set[str]) -> list[str]:
    """The addresses at which something else is served than *files* have; *ever* are all that there have been."""
    found = []
    for address, content in files.items():
        answer = running.ask(f"/{quote(address)}")
        if answer.status != 200 or not is_same(answer.body, address, content):
            found.append(address)
    return found + [address for address in ever - files.keys() if running.ask(f"/{quote(address)}").status != 404]


def is_same(served: bytes, address: str, content: bytes) -> bool:
    """Whether *served* is *content*, but for what belongs to the preview."""
    if not address.endswith(".html"):
        return served == content
    digests = _TAIL.findall(served)
    return _TAIL.sub(b"", served) == _POLICY.sub(b"", content) and digests == [digest_of(content).encode()]


def test_two_hundred_edits_are_served_as_they_are_built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Byte for byte, address by address, and nothing else."""
    desk = Desk(root, random.Random(20250527))
    ever: set[str] = set()
    built = tmp_path_factory.mktemp("built")
    with previewed(root) as running:
        for number in range(1, EDITS + 1):
            desk.edit()
            # Some edits come while the one before is being built, some do not.
            time.sleep(desk.dice.choice((0.0, 0.0, 0.03, 0.12)))
            if number % EVERY == 0:
                target = copied(root, built / str(number))
                assert not build(read_settings(target), NOW).faults
                files = files_below(target / "output")
                ever |= files.keys()
                told = running.rest()
                assert told["fault"] == ""
                assert differences(running, files, ever) == [], f"after {number} edits: {desk.done}"
        assert len(ever) > len(files), "pages have gone"
        # And a build of the very folder, beside the preview, is the same and wakes nobody.
        builds = running.builds
        command = [sys.executable, "-m", "sitegen", "build", "--now", NOW.isoformat()]
        subprocess.run(command, cwd=root, check=True, capture_output=True, timeout=120)
        assert files_below(root / "output") == files
        assert running.rest(0.8)["fault"] == ""
        assert running.builds == builds
        assert differences(running, files, ever) == []
    assert len(desk.done) == 9, "every kind of edit"
