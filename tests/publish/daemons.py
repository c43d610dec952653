"""Real servers on 127.0.0.1, on ports that are free, each stopped when its test ends: nginx, Apache, sshd.

They need no installation as services: what Debian's packages nginx-light, libnginx-mod-http-dav-ext, apache2-bin and
openssh-server hold is enough, wherever it lies, if PATH leads to it.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

USER, PASSWORD = "desk", "p@ss:w0rd-한글"


def program(name: str) -> Path:
    """Where a program lies; without it the test is skipped."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin{os.pathsep}/usr/bin")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return Path(found)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(arguments: list[str], port: int, log: Path) -> Iterator[Callable[[], None]]:
    """A program that serves *port* while this lasts; what is yielded kills it, with all its processes."""
    with log.open("wb") as output:
        process = subprocess.Popen(arguments, stdout=output, stderr=output, start_new_session=True)
    try:
        _wait(process, port, log)
        yield lambda: os.killpg(process.pid, signal.SIGKILL)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(400):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if process.poll() is not None:
            break
        time.sleep(0.025)
    raise AssertionError(f"the server did not start: {log.read_text('utf-8', 'replace')}")


@dataclass(frozen=True)
class Dav:
    """A WebDAV server: the address of its folder, and the same folder on the disk."""

    url: str
    folder: Path
    kill: Callable[[], None]


@contextmanager
def nginx(base: Path, *, password: bool = False, lists: bool = True, limit: str = "20m") -> Iterator[Dav]:
    """A folder of nginx. It lists where the module for it is there and *lists* wants it; *limit* is of a file."""
    binary, port = program("nginx"), free_port()
    modules = binary.resolve().parents[1] / "lib" / "nginx" / "modules"
    module = modules / "ngx_http_dav_ext_module.so"
    if lists and not module.is_file():
        pytest.skip("libnginx-mod-http-dav-ext is not installed")
    folder = base / "nginx" / "dav"
    folder.mkdir(parents=True)
    (base / "nginx" / "users").write_text(_users(), "utf-8")
    guard = f'auth_basic "dav"; auth_basic_user_file {base}/nginx/users;' if password else ""
    temporary = "".join(
        f"{kind}_temp_path {base}/nginx/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = f"user {pwd.getpwuid(os.getuid()).pw_name};" if os.getuid() == 0 else ""
    (base / "nginx" / "nginx.conf").write_text(
        f"{f'load_module {module};' if lists else ''} {user} daemon off; worker_processes 2; pid {base}/nginx/pid;\n"
        f"error_log {base}/nginx/error.log; events {{}}\n"
        f"http {{ access_log {base}/nginx/access.log; {temporary} client_max_body_size {limit};\n"
        f"server {{ listen 127.0.0.1:{port}; root {base}/nginx; location /dav/ {{ {guard}\n"
        f"dav_methods PUT DELETE MKCOL COPY MOVE; {'dav_ext_methods PROPFIND OPTIONS;' if lists else ''} }} }} }}\n",
        "utf-8",
    )
    arguments = [str(binary), "-e", f"{base}/nginx/error.log", "-p", f"{base}/nginx", "-c", f"{base}/nginx/nginx.conf"]
    with running(arguments, port, base / "nginx" / "log") as kill:
        yield Dav(f"http://127.0.0.1:{port}/dav/", folder, kill)


@contextmanager
def nginx_serving(base: Path, lines: str, *, with_brotli: bool) -> Iterator[int]:
    """nginx with *lines* in its server, at the port that is yielded; mostly those that the recipes give."""
    binary, port = program("nginx"), free_port()
    module = binary.resolve().parents[1] / "lib" / "nginx" / "modules" / "ngx_http_brotli_static_module.so"
    if with_brotli and not module.is_file():
        pytest.skip("libnginx-mod-http-brotli-static is not installed")
    folder = base / "serving"
    folder.mkdir(parents=True)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = f"user {pwd.getpwuid(os.getuid()).pw_name};" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{f'load_module {module};' if with_brotli else ''} {user} daemon off; pid {folder}/pid;\n"
        f"error_log {folder}/error.log; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {temporary}\n"
        f"server {{ listen 127.0.0.1:{port};\n{lines}\n}} }}\n",
        "utf-8",
    )
    arguments = [str(binary), "-e", f"{folder}/error.log", "-p", str(folder), "-c", f"{folder}/nginx.conf"]
    with running(arguments, port, folder / "log"):
        yield port


@contextmanager
def caddy_serving(base: Path, site: str) -> Iterator[int]:
    """Caddy with *site*, whose address is written ADDRESS, at the port that is yielded."""
    binary, port = program("caddy"), free_port()
    folder = base / "serving"
    folder.mkdir(parents=True)
    own = "{\n\tadmin off\n\tauto_https off\n\tdefault_bind 127.0.0.1\n}\n"
    (folder / "Caddyfile").write_text(own + site.replace("ADDRESS", f"http://127.0.0.1:{port}"), "utf-8")
    arguments = [
        "env", f"HOME={folder}", f"XDG_DATA_HOME={folder}", f"XDG_CONFIG_HOME={folder}", str(binary), "run", "--adapter", "caddyfile", "--config",
        f"{folder}/Caddyfile",
    ]  # fmt: skip
    with running(arguments, port, folder / "log"):
        yield port


@contextmanager
def apache(base: Path, *, password: bool = False, lists: bool = True, limit: str = "0") -> Iterator[Dav]:
    """A folder of Apache; *limit* is of a file, in bytes."""
    with ExitStack() as own:
        if os.getuid() == 0:  # Apache serves as nobody, whom pytest's folders let not through
            base = Path(own.enter_context(tempfile.TemporaryDirectory(prefix="sitegen-apache-")))
            base.chmod(0o755)
        yield own.enter_context(_apache(base, password, lists, limit))


@contextmanager
def _apache(base: Path, password: bool, lists: bool, limit: str) -> Iterator[Dav]:
    binary, port = program("apache2"), free_port()
    modules = binary.resolve().parents[1] / "lib" / "apache2" / "modules"
    folder = base / "apache" / "dav"
    folder.mkdir(parents=True)
    (base / "apache" / "users").write_text(_users(), "utf-8")
    names = ("mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic", "dir", "dav", "dav_fs")
    loads = "".join(f"LoadModule {name}_module {modules}/mod_{name}.so\n" for name in names)
    guard = f'AuthType Basic\nAuthName dav\nAuthUserFile "{base}/apache/users"\nRequire valid-user\n'
    account = f"User {pwd.getpwuid(os.getuid()).pw_name}\nGroup #{os.getgid()}\n" if os.getuid() else _worker(base)
    (base / "apache" / "httpd.conf").write_text(
        f'{loads}ServerName 127.0.0.1\nListen 127.0.0.1:{port}\nServerRoot "{base}/apache"\n{account}'
        f'PidFile "{base}/apache/pid"\nErrorLog "{base}/apache/error.log"\nDavLockDB "{base}/apache/locks"\n'
        f'DocumentRoot "{base}/apache"\nDefaultRuntimeDir "{base}/apache"\n'
        f'<Directory "{folder}">\nDav On\nDirectoryIndex {"disabled" if lists else "index.html"}\n'
        f"LimitRequestBody {limit}\n{guard if password else 'Require all granted'}\n</Directory>\n",
        "utf-8",
    )
    arguments = [str(binary), "-DFOREGROUND", "-f", f"{base}/apache/httpd.conf"]
    with running(arguments, port, base / "apache" / "log") as kill:
        yield Dav(f"http://127.0.0.1:{port}/dav/", folder, kill)


def _users() -> str:
    """The line of a file of users that nginx and Apache read."""
    arguments = [program("openssl"), "passwd", "-apr1", "-stdin"]
    done = subprocess.run(arguments, input=PASSWORD.encode(), capture_output=True, check=True)
    return f"{USER}:{done.stdout.decode().strip()}\n"


def _worker(base: Path) -> str:
    """Apache does not serve as root: its folder belongs to nobody."""
    nobody = pwd.getpwnam("nobody")
    for path in (base / "apache", base / "apache" / "dav"):
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    return f"User nobody\nGroup #{nobody.pw_gid}\n"


@dataclass(frozen=True)
class Ssh:
    """An sshd: its port, and the command by which its clients come in."""

    port: int
    command: str


@contextmanager
def sshd(base: Path) -> Iterator[Ssh]:
    """An sshd that lets whoever runs the tests in, by a key made for it."""
    binary, port = program("sshd"), free_port()
    folder = base / "sshd"
    folder.mkdir()
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    public = (folder / "host.pub").read_text("utf-8").split(" ")
    (folder / "known").write_text(f"[127.0.0.1]:{port} {public[0]} {public[1]}\n", "utf-8")
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile {folder}/pid\nUsePAM no\n"
        f"AuthorizedKeysFile {folder}/user.pub\nPasswordAuthentication no\nStrictModes no\nPermitRootLogin yes\n",
        "utf-8",
    )
    arguments = [str(binary), "-D", "-e", "-f", f"{folder}/config"]
    with running(_with_account(folder, arguments), port, folder / "log"):
        command = f"ssh -F none -i {folder}/user -o UserKnownHostsFile={folder}/known -o BatchMode=yes -p {port}"
        yield Ssh(port, command)


def _with_account(folder: Path, arguments: list[str]) -> list[str]:
    """As root sshd wants an account of its own, and a folder: where its package was only unpacked, in a namespace."""
    if os.getuid() != 0:
        return arguments
    with suppress(KeyError):
        pwd.getpwnam("sshd")
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        return arguments
    accounts = Path("/etc/passwd").read_text("utf-8") + "sshd:x:199:65534::/run/sshd:/usr/sbin/nologin\n"
    (folder / "passwd").write_text(accounts, "utf-8")
    script = f'mount --bind "{folder}/passwd" /etc/passwd && mount -t tmpfs tmpfs /run && mkdir -m 755 /run/sshd && exec "$@"'
    return ["unshare", "-m", "sh", "-c", script, "sh", *arguments]


@dataclass
class Scripted:
    """A server that answers by *answers* (method to status, -1: never), else keeps files; *asked* is what it was asked."""

    answers: dict[str, int] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)  # method, path, Authorization
    files: dict[str, bytes] = field(default_factory=dict)
    before: Callable[[str, str], None] = lambda method, path: None
    url: str = ""


@contextmanager
def scripted(answers: Mapping[str, int] | None = None) -> Iterator[Scripted]:
    """A server for what real ones do seldom: quotas, errors, silence."""
    script = Scripted(dict(answers or {}))
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            script.asked.append((self.command, self.path, self.headers.get("Authorization", "")))
            script.before(self.command, self.path)
            status, content = script.answers.get(self.command, 0), b""
            if status < 0:
                ended.wait(60)
                self.close_connection = True
                return
            if not status:
                status, content = self.plain(body)
            self.send_response(status)
            for name, value in script.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def plain(self, body: bytes) -> tuple[int, bytes]:
            if self.command == "GET":
                return (200, script.files[self.path]) if self.path in script.files else (404, b"")
            if self.command == "PUT":
                script.files[self.path] = body
                return 201, b""
            if self.command == "DELETE":
                return (204 if script.files.pop(self.path, None) is not None else 404), b""
            return {"MKCOL": (405, b""), "HEAD": (404, b"")}.get(self.command, (501, b""))

        do_GET = do_PUT = do_DELETE = do_MKCOL = do_HEAD = do_PROPFIND = answer

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    script.url = f"http://127.0.0.1:{server.server_port}/dav/"
    try:
        yield script
    finally:
        ended.set()
        server.shutdown()
        server.server_close()
