"""On a terminal a build says what is left; the line is gone when it is done."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import NO_ADDRESS


def test_progress_on_a_terminal(site: Path) -> None:
    """A real terminal for stderr: the stages count up in one line, which is wiped at the end."""
    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "sitegen", "build"], cwd=site, stderr=theirs, stdout=subprocess.PIPE, stdin=theirs
    )
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:  # Linux ends a terminal whose other side is closed with EIO
        pass
    finally:
        os.close(ours)
    stdout, _ = done.communicate(timeout=120)
    assert done.returncode == 0, seen
    assert b"\rread 1/1" in seen
    assert b"\rrender " in seen
    assert b"\r\x1b[K" in seen
    assert seen.rpartition(b"\r\x1b[K")[2].decode() == NO_ADDRESS.replace("\n", "\r\n")
    assert b"1 articles" in stdout


_INTERRUPTED = """
import click
from sitegen import __main__ as console

@click.command()
def main():
    exec("raise KeyboardInterrupt")

console.main = main
console.run()
"""


def test_ctrl_c_has_an_exit_code_wherever_it_falls(tmp_path: Path) -> None:
    """In a text that Python executes, as those are that make a dataclass, it is said as anywhere else."""
    (tmp_path / "interrupted.py").write_text(_INTERRUPTED)
    command = [sys.executable, "-m", "interrupted"]
    done = subprocess.run(command, check=False, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "\nAborted!\n")
