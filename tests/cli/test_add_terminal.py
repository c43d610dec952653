"""A clipping is pasted into the terminal, and what no option says is asked for."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.cli.test_add import CLIPPING, NAME, PLAIN


class Typist:
    """``sitegen add`` at a terminal of its own, stdin, stdout and stderr; answers are typed when they are asked for."""

    def __init__(self, site: Path, *arguments: str) -> None:
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(site)
            # Whoever runs the tests in the background has told them to ignore Ctrl-C.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.execv(sys.executable, [sys.executable, "-m", "sitegen", "add", *arguments])
        self.seen = ""
        self.answered = 0  # how much of it is behind us

    def answer(self, asked: str, typed: str) -> None:
        """Types when *asked* stands there since the last answer."""
        self.until(lambda: asked in self.seen[self.answered :])
        self.answered = self.seen.index(asked, self.answered) + len(asked)
        content = typed.encode()
        while content:
            self.until(lambda: bool(select.select([], [self.terminal], [], 0)[1]))
            content = content[os.write(self.terminal, content[:1000]) :]

    def until(self, holds: Callable[[], bool]) -> None:
        ends = time.monotonic() + 60
        while not holds():
            assert time.monotonic() < ends, self.seen
            if select.select([self.terminal], [], [], 0.05)[0]:
                self.seen += os.read(self.terminal, 65536).decode("utf-8", "replace")

    def end(self) -> int:
        """The exit code."""
        ends = time.monotonic() + 60
        try:
            while True:
                if not select.select([self.terminal], [], [], 1)[0]:
                    if time.monotonic() > ends:
                        os.kill(self.process, signal.SIGKILL)
                    continue
                piece = os.read(self.terminal, 65536)
                if not piece:
                    break
                self.seen += piece.decode("utf-8", "replace")
        except OSError:  # Linux ends a terminal whose other side is closed with EIO
            pass
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


def seeds(site: Path) -> dict[str, str]:
    found = {path.name: path.read_text(encoding="utf-8") for path in (site / "seeds").iterdir()}
    del found["2025-03-14-library.md"]
    return found


def test_on_a_terminal_what_is_pasted_is_asked_about(site: Path) -> None:
    """The day of the stamp and the title are offered; Enter takes them. A wrong answer is told, and asked for again."""
    typist = Typist(site)
    typist.answer("paste the article, then Ctrl-D", CLIPPING + "\x04")
    typist.answer("published [2024-06-04]: ", "2024-02-30\n")
    typist.answer("is no day of the calendar", "")
    typist.answer("published [2024-06-04]: ", "\n")
    typist.answer("source: ", "물마루통신\n")
    typist.answer("url: ", "\n")
    typist.answer("title [윤슬시, 새 도서관 착공…“내년 3월 개관”]: ", "\n")
    assert typist.end() == 0, typist.seen
    front = "---\npublished: 2024-06-04\nsource: 물마루통신\n---\n\n"
    assert seeds(site) == {f"{NAME}.txt": front + CLIPPING}
    assert typist.seen.splitlines()[-1] == f"seeds/{NAME}.txt"
    assert "관”\r\n입력" in typist.seen, "what is pasted shows as it came"


def test_on_a_terminal_a_file_is_asked_about_and_options_are_not(site: Path) -> None:
    (site / "clip.txt").write_text(CLIPPING, encoding="utf-8")
    typist = Typist(site, "clip.txt", "--source", "물마루통신")
    typist.answer("published [2024-06-04]: ", "-\n")
    typist.answer("url: ", "https://a.example/1\n")
    typist.answer("title [", "새 제목: 하나\n")
    assert typist.end() == 0, typist.seen
    assert "source:" not in typist.seen
    assert seeds(site) == {
        "새-제목-하나.txt": "---\nsource: 물마루통신\nurl: https://a.example/1\ntitle: '새 제목: 하나'\n---\n\n"
        + CLIPPING
    }


def test_a_long_paragraph_is_pasted_whole(site: Path) -> None:
    """A terminal that edits lines keeps 4,095 bytes of one; backspace works all the same."""
    long = " ".join(f"윤슬시는 3일 {number}번째 도서관을 착공했다." for number in range(200))
    assert len(long.encode()) > 8000
    typist = Typist(
        site, "-", "--published", "2024-06-04", "--source", "가", "--url", "https://a.example", "--title", "가"
    )
    typist.answer("then Ctrl-D", f"첫 쭐\x7f줄\n{long}\n\x04")
    assert typist.end() == 0, typist.seen
    assert seeds(site)["2024-06-04-가.txt"].partition("---\n\n")[2] == f"첫 줄\n{long}\n"


def test_ctrl_d_at_a_question_skips_the_rest_and_ctrl_c_writes_nothing(site: Path) -> None:
    before = seeds(site)
    typist = Typist(site)
    typist.answer("then Ctrl-D", PLAIN + "\n\x04")
    typist.answer("published: ", "\x03")
    assert typist.end() == 1
    assert seeds(site) == before
    typist = Typist(site)
    typist.answer("then Ctrl-D", PLAIN + "\n\x04")
    typist.answer("published: ", "2024-06-04\n")
    typist.answer("source: ", "\x04")
    assert typist.end() == 0, typist.seen
    assert seeds(site) == {
        "2024-06-04-윤슬시는-3일-새-도서관을-착공했다.txt": f"---\npublished: 2024-06-04\n---\n\n{PLAIN}\n"
    }


def test_a_pipe_into_a_terminal_is_asked_nothing(site: Path) -> None:
    """``pbpaste | sitegen add``: stderr is a terminal, and nobody can answer."""
    ours, theirs = pty.openpty()
    done = subprocess.run([sys.executable, "-m", "sitegen", "add"], cwd=site, input=PLAIN.encode(), stderr=theirs,
                          stdout=subprocess.PIPE, timeout=60, check=False)  # fmt: skip
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 0
    assert done.stdout.decode().splitlines()[-1] == "seeds/윤슬시는-3일-새-도서관을-착공했다.txt"
