"""A real host behind ``ssh`` on this machine, with keys of its own, and publishers beside it."""

import contextlib
import getpass
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ALIAS = "news"  # what the user's configuration calls the host
IN_RECIPES = "web.naru.kr"  # what the recipes call it
_ADMINISTRATION = os.pathsep.join(("/usr/sbin", "/usr/local/sbin", "/sbin"))


def needed(program: str) -> str:
    """The path of *program*; the test is skipped where there is none."""
    found = shutil.which(program) or shutil.which(program, path=_ADMINISTRATION)
    if found is None:
        pytest.skip(f"{program} is not installed")
    return found


class Host:
    """An ``sshd`` that serves *folder*/there, and in *folder*/home a user whose configuration knows it as `ALIAS`."""

    def __init__(self, folder: Path, *, sftp: str = "internal-sftp", mounts: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.there = folder / "there"
        self.port = free_port()
        self._sftp = sftp
        self._mounts = dict(mounts or {})  # a folder to the options of a file system of its own there
        self._server: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Keys, configuration and folders are there."""
        (self.folder / "home" / ".ssh").mkdir(parents=True)
        self.there.mkdir()
        (self.folder / "programs").mkdir()
        for name in ("host_key", "id", "other_id"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.folder / name], check=True)
        shutil.copy(self.folder / "id.pub", self.folder / "authorized_keys")
        self.know("host_key")
        self.configure()
        # The system's ssh finds the home of a user by itself, so it must be told where the configuration is.
        program = self.folder / "programs" / "ssh"
        program.write_text(f'#!/bin/sh\nexec {needed("ssh")} -F "{self.folder}/home/.ssh/config" "$@"\n', "utf-8")
        program.chmod(0o755)

    def know(self, key: str) -> None:
        """The user knows the host by *key*, at any port of this machine."""
        words = (self.folder / f"{key}.pub").read_text("utf-8").split()[:2]
        (self.folder / "home" / ".ssh" / "known_hosts").write_text(f"{ALIAS} {' '.join(words)}\n", "utf-8")

    def configure(self, *, port: int = 0, key: str = "id") -> None:
        """The user's configuration leads to the host, at *port* if it is not its own."""
        lines = {
            "Host": f"{ALIAS} {IN_RECIPES}", "HostName": "127.0.0.1", "HostKeyAlias": ALIAS, "Port": str(port or self.port),
            "User": getpass.getuser(), "IdentityFile": f'"{self.folder / key}"', "IdentitiesOnly": "yes",
            "UserKnownHostsFile": f'"{self.folder / "home" / ".ssh" / "known_hosts"}"',
        }  # fmt: skip
        text = "".join(f"{key} {value}\n" for key, value in lines.items())
        (self.folder / "home" / ".ssh" / "config").write_text(text, "utf-8")

    def start(self, *, path: str = "") -> None:
        """It answers. Its commands are found in *path*, by default where ours are."""
        server = needed("sshd")
        where = path or os.pathsep.join((os.environ["PATH"], "/usr/bin", "/bin"))
        text = (
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {self.folder}/host_key\nPidFile none\n"
            f"AuthorizedKeysFile {self.folder}/authorized_keys\nPasswordAuthentication no\nUsePAM no\nStrictModes no\n"
            f"PermitRootLogin prohibit-password\nSubsystem sftp {self._sftp}\nMaxStartups 100\n"
            # What whoever runs the tests lets his own shell do at its start is no part of the host.
            f'SetEnv "PATH={where}" "HOME={self.folder}/home"\n'
            f"PermitUserEnvironment no\n"
        )
        (self.folder / "sshd_config").write_text(text, "utf-8")
        given = [server, "-D", "-e", "-f", str(self.folder / "sshd_config")]
        if self._mounts:
            mounts = " && ".join(f"mount -t tmpfs -o {how} tmpfs '{at}'" for at, how in self._mounts.items())
            given = ["unshare", "-m", "sh", "-c", f'{mounts} && exec "$@"', "sh", *given]
        log = (self.folder / "log").open("wb")
        with log:
            self._server = subprocess.Popen(
                given, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        if not _wait_for(self.port, self._server):
            pytest.fail(f"sshd does not start: {(self.folder / 'log').read_text('utf-8', 'replace')}")

    def seen(self, path: str) -> Path:
        """What the host itself finds at *path*, which starts at its root: also where it has a file system of its own."""
        assert self._server is not None
        return Path(f"/proc/{self._server.pid}/root{path}")

    def stop(self) -> None:
        if self._server is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._server.pid, signal.SIGTERM)
            self._server.wait()
            self._server = None


@contextlib.contextmanager
def host(folder: Path, monkeypatch: pytest.MonkeyPatch, *, path: str = "", sftp: str = "internal-sftp",
         mounts: Mapping[str, str] | None = None) -> Iterator[Host]:  # fmt: skip
    """A host that answers, and our own programs reach it as its user does."""
    needed("sshd")
    needed("ssh-keygen")
    one = Host(folder, sftp=sftp, mounts=mounts)
    folder.mkdir(parents=True)
    one.make()
    monkeypatch.setenv("HOME", str(folder / "home"))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    monkeypatch.delenv("SITEGEN_SFTP_PASSWORD", raising=False)
    try:
        one.start(path=path)
        monkeypatch.setenv("PATH", f"{folder / 'programs'}{os.pathsep}{os.environ['PATH']}")
        yield one
    finally:
        one.stop()


def can_mount() -> bool:
    """Whether a file system of our own may be made for a process of ours."""
    given = ["unshare", "-m", "sh", "-c", "mount -t tmpfs tmpfs /mnt"]
    try:
        return subprocess.run(given, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> bool:
    """Whether something answers at *port* before *server* ends."""
    end = time.monotonic() + 20
    while server.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True
        time.sleep(0.02)
    return False


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    """*folder* holds *files*, for a publisher that is a process of its own."""
    for address, content in files.items():
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(content)
    return folder


_PUBLISHER = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from sitegen.config import Target
from sitegen.errors import SitegenError
from sitegen.publish.targets import KINDS, Options
kind, options, switches, folder = json.loads(sys.argv[1])
files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}
print("ready", flush=True)
try:
    with KINDS[kind](None, Target("there", kind, options), Options(**switches)) as place:
        plan = place.plan(files)
        print(plan, flush=True)
        if not Options(**switches).dry_run:
            print(place.send(files, plan, datetime.now(UTC)), flush=True)
except SitegenError as fault:
    print(fault, file=sys.stderr)
    sys.exit(fault.exit_code)
"""


def publisher(kind: str, options: Mapping[str, str], site: Path, **switches: bool) -> subprocess.Popen[str]:
    """A process that publishes the files of the folder *site*, in a group of its own."""
    given = json.dumps([kind, dict(options), switches, str(site)])
    return subprocess.Popen(
        [sys.executable, "-c", _PUBLISHER, given], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def publish(kind: str, options: Mapping[str, str], site: Path, **switches: bool) -> tuple[int, str]:
    """Its exit code and all that it says."""
    process = publisher(kind, options, site, **switches)
    output, errors = process.communicate(timeout=120)
    return process.returncode, output + errors


def kill_after(process: "subprocess.Popen[str]", seconds: float) -> None:
    """The process, and those that it started, end at once, *seconds* after it has read its site."""
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
