"""The law of the cache: after any history of edits, a build that remembers leaves the bytes of one that does not."""

import os
import tempfile
import time
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from sitegen.build import work
from sitegen.build.run import FOLDER
from sitegen.render import Renderer
from tests.build.histories import (
    BODIES,
    CORRECTIONS,
    FRONTS,
    LATER,
    NAMES,
    NOW,
    SEEDS,
    SETTINGS,
    TEMPLATES,
    History,
    difference,
    quick_reading,
    stopped_at,
)

HISTORIES = int(os.environ.get("SITEGEN_HISTORIES", "500"))

seeds = st.sampled_from(SEEDS)
texts = st.builds(lambda front, body: front + body, st.sampled_from(FRONTS), st.sampled_from(BODIES))


class Histories(RuleBasedStateMachine):
    """Whatever is done to the site, the last build is right."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.history = History(folder)
        self.history.put(f"seeds/{SEEDS[0]}", FRONTS[1] + BODIES[0])
        self.history.put(f"seeds/{SEEDS[2]}", BODIES[2])

    def teardown(self) -> None:
        with self.stack:
            self.same()

    @rule(name=seeds, text=texts, keeps_time=st.booleans())
    def put(self, name: str, text: str, keeps_time: bool) -> None:
        self.history.put(f"seeds/{name}", text, keeps_time=keeps_time)

    @rule(name=seeds)
    def edit(self, name: str) -> None:
        """One figure, of the same length, and the file says that it is as old as it was."""
        path = self.history.root / "seeds" / name
        if path.exists():
            text = path.read_text(encoding="utf-8")
            other = text.replace("820", "281").replace("1200", "2100") if "1" in text else text + "모임은 6일 끝났다.\n"
            self.history.put(f"seeds/{name}", other, keeps_time=True)

    @rule(name=seeds)
    def delete(self, name: str) -> None:
        self.history.remove(f"seeds/{name}")

    @rule(name=seeds, other=seeds)
    def rename(self, name: str, other: str) -> None:
        path = self.history.root / "seeds" / name
        if path.exists():
            self.history.put(f"seeds/{other}", path.read_text(encoding="utf-8"))
            if other != name:
                path.unlink()

    @rule(name=seeds, text=st.sampled_from(("", *CORRECTIONS)))
    def correct(self, name: str, text: str) -> None:
        beside = f"seeds/{name.rsplit('.', 1)[0]}.corrections.toml"
        self.history.put(beside, text) if text else self.history.remove(beside)

    @rule(text=st.sampled_from(("", *NAMES)))
    def name_bodies(self, text: str) -> None:
        self.history.put("seeds/entities.toml", text) if text else self.history.remove("seeds/entities.toml")

    @rule(text=st.sampled_from(SETTINGS))
    def set(self, text: str) -> None:
        self.history.put("sitegen.toml", text)

    @rule(template=st.sampled_from(TEMPLATES), gone=st.booleans())
    def change_template(self, template: tuple[str, str], gone: bool) -> None:
        name, text = template
        self.history.remove(f"templates/{name}") if gone else self.history.put(f"templates/{name}", text)

    @rule(now=st.sampled_from((NOW, LATER)))
    def wait_for_an_embargo(self, now: datetime) -> None:
        self.history.now = now

    @rule()
    def wait(self) -> None:
        """Until times may be trusted."""
        time.sleep(0.06)

    @rule(place=st.integers(0, 10_000_000), number=st.integers(1, 400))
    def damage_cache(self, place: int, number: int) -> None:
        path = self.history.root / FOLDER / "cache.db"
        if path.exists():
            content = bytearray(path.read_bytes())
            start = place % max(1, len(content))
            content[start : start + number] = b"\xa5" * len(content[start : start + number])
            path.write_bytes(content)

    @rule()
    def lose_cache(self) -> None:
        (self.history.root / FOLDER / "cache.db").unlink(missing_ok=True)

    @rule(place=st.integers(0, 1000), gone=st.booleans())
    def damage_output(self, place: int, gone: bool) -> None:
        files = sorted(path for path in (self.history.root / "output").rglob("*.html") if path.is_file())
        if files:
            path = files[place % len(files)]
            path.unlink() if gone else path.write_bytes(path.read_bytes()[::-1])

    @rule(call=st.integers(1, 60))
    def stop_while_rendering(self, call: int) -> None:
        with stopped_at(Renderer, "page", call):
            self.history.build()

    @rule(call=st.integers(1, 60))
    def stop_while_writing(self, call: int) -> None:
        with stopped_at(os, "replace", call):
            self.history.build()

    @rule(call=st.integers(1, 6))
    def stop_while_reading(self, call: int) -> None:
        with stopped_at(work, "extract", call):
            self.history.build()

    @rule()
    def build(self) -> None:
        self.history.build()

    @rule()
    def same(self) -> None:
        warm = self.history.build()
        assert difference(warm, self.history.cold()) == []


def test_a_build_that_remembers_leaves_what_a_cold_one_does() -> None:
    with quick_reading():
        run_state_machine_as_test(
            Histories,
            settings=settings(
                max_examples=HISTORIES, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )
