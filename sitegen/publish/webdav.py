"""A folder on a WebDAV server as a target."""

import http.client
import netrc
import os
import xml.etree.ElementTree as ElementTree
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Self, TypeVar
from urllib.parse import quote, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from sitegen.config import Settings, Target
from sitegen.errors import PublishError, SettingsError
from sitegen.publish.faults import TargetRefuses, TargetUnreachable
from sitegen.publish.objects import Objects
from sitegen.publish.store import Listed, Sent, Upload
from sitegen.publish.targets import Destination, Options

try:
    import urllib3
except ModuleNotFoundError as missing:
    raise SettingsError(
        "the kind 'webdav' needs the library urllib3", None, "pip install 'sitegen[webdav]'"
    ) from missing

Value = TypeVar("Value")

USER, PASSWORD = "SITEGEN_WEBDAV_USER", "SITEGEN_WEBDAV_PASSWORD"
PATIENCE = 30.0  # seconds without a word from the server
_AT_ONCE = 8  # more makes no server quicker, and some of them refuse
_TRIES = 3
_LOCAL = {"localhost", "127.0.0.1", "::1"}
_THERE = {301, 405}  # what servers answer to MKCOL where a folder stands
_ASKED = (
    b'<?xml version="1.0" encoding="utf-8"?>'
    b'<propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/></prop></propfind>'
)
_WAYS_OUT = {
    401: f"set {USER} and {PASSWORD}, or write the host into ~/.netrc",
    403: "the server's own settings must let this user write there",
    404: "is the address of the folder right?",
    405: "does the server speak WebDAV at this address?",
    413: "let the server take larger files: client_max_body_size of nginx, LimitRequestBody of Apache",
    423: "another program holds it open; try again when that has let it go",
    507: "make room there; what readers see is whole, and the next run goes on where this one ended",
}


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    content: bytes
    location: str = ""


class _DoesNotList(TargetRefuses):
    """A server that knows files, and no PROPFIND."""


class WebDav:
    """The files below *url*, which ends in ``/``. With *verify* every folder is asked for what it holds.

    Files are sent several at a time, each whole: what is broken off nginx and Apache do not show. Folders that have
    become empty stay, as a server deletes a folder with all that others may have put there since.
    """

    def __init__(self, url: str, *, verify: bool = False) -> None:
        self._url = url
        self._verify = verify
        self._path = unquote(urlsplit(url).path)
        self._there: set[str] = set()  # folders that are known to be there, as a/x; the root is ''
        self._looked: set[str] = set()  # folders whose members are known

    @property
    def name(self) -> str:
        return self._url

    def __enter__(self) -> Self:
        secret = _credentials(self._url)
        headers = {"Cache-Control": "no-cache"}  # what stands there, not what somebody on the way remembers
        if secret:
            headers["Authorization"] = f"Basic {b64encode(':'.join(secret).encode()).decode()}"
        # All that is asked may be asked twice; what the server says of itself is tried again a few times.
        again = urllib3.Retry(
            total=_TRIES, read=1, redirect=0, allowed_methods=None, status_forcelist=(429, 502, 503, 504),
            backoff_factor=0.3, raise_on_status=False, respect_retry_after_header=False,
        )  # fmt: skip
        settings: dict[str, Any] = {
            "headers": headers, "retries": again, "maxsize": _AT_ONCE, "block": True,
            "timeout": urllib3.Timeout(connect=min(PATIENCE, 10.0), read=PATIENCE),
        }  # fmt: skip
        proxy = _proxy(self._url)
        self._pool = urllib3.ProxyManager(proxy, **settings) if proxy else urllib3.PoolManager(**settings)
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.clear()

    def get(self, key: str) -> bytes | None:
        answer = self._ask("GET", key)
        return None if answer.status in (404, 410) else self._right(answer, key, {200}).content

    def listing(self) -> Mapping[str, Listed] | None:
        """Every file, asked folder by folder: only with *verify*."""
        if not self._verify:
            return None
        return self._walk(lambda folder: True)[1]

    def standing(self, keys: Iterable[str]) -> Mapping[str, Listed]:
        """Those of *keys* that stand there: their folders are asked, from the root down, none that is not there."""
        wanted = set(keys)
        try:
            return self._found(wanted)
        except _DoesNotList:
            return {key: Listed(-1) for key in sorted(wanted) if self._is_there(key)}

    def _found(self, wanted: Set[str]) -> Mapping[str, Listed]:
        needed = {folder for key in wanted for folder in _folders_of(key)}
        folders, files = self._walk(needed.__contains__) if wanted else (set(), {})
        found = {key: listed for key, listed in files.items() if key in wanted}
        # A folder of the name of a file is in its way, too.
        return found | {folder: Listed(-1) for folder in folders if folder in wanted}

    def _walk(self, enters: Callable[[str], bool]) -> tuple[set[str], dict[str, Listed]]:
        """The folders and the files in the root, and in those folders below it that it *enters*."""
        folders: set[str] = set()
        files: dict[str, Listed] = {}
        level = [""]
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            while level:
                below: list[str] = []
                for inner, found in threads.map(self._members, level):
                    folders.update(inner)
                    files |= found
                    below += [folder for folder in inner if enters(folder)]
                level = below
        return folders, files

    def _is_there(self, key: str) -> bool:
        answer = self._ask("HEAD", key)
        return answer.status not in (404, 410) and self._right(answer, key, {200, 301}).status > 0

    def put(self, uploads: Sequence[Upload], sent: Sent) -> None:
        self._make({folder for upload in uploads for folder in _folders_of(upload.key)})

        def one(upload: Upload) -> None:
            self._put(upload, {})
            sent(upload.key)

        self._at_once(one, uploads)

    def create(self, upload: Upload) -> bool:
        # nginx passes over the condition, so that we look first.
        if self.get(upload.key) is not None:
            return False
        self._make(_folders_of(upload.key))
        if self._put(upload, {"If-None-Match": "*"}).status != 412:
            return True
        # It may be ours: an answer that was lost on the way was asked for again.
        return self.get(upload.key) == upload.content

    def delete(self, keys: Iterable[str]) -> None:
        for key in keys:
            # A folder that took the file's place is somebody else's, and the server would empty it.
            self._right(self._ask("DELETE", key), key, {200, 202, 204, 404, 410})

    def _put(self, upload: Upload, condition: Mapping[str, str]) -> _Answer:
        headers = {"Content-Type": upload.headers.get("Content-Type", "application/octet-stream"), **condition}
        answer = self._ask("PUT", upload.key, upload.content, headers)
        return self._right(answer, upload.key, {200, 201, 204, *({412} if condition else ())})

    def _make(self, folders: Iterable[str]) -> None:
        """*folders*, with all those above them, are there, and no folder is made twice: servers answer oddly then. And to
        a file whose folder is missing nginx says no more than 500."""
        levels: dict[int, list[str]] = {}
        for folder in sorted(set(folders) - self._there):
            levels.setdefault(len(folder) and folder.count("/") + 1, []).append(folder)
        for _, level in sorted(levels.items()):
            for above in sorted({_above(folder) for folder in level} - self._looked):
                with suppress(_DoesNotList):
                    self._members(above)
                self._looked.add(above)
            self._at_once(self._make_one, [folder for folder in level if folder not in self._there])

    def _make_one(self, folder: str) -> None:
        answer = self._ask("MKCOL", f"{folder}/" if folder else "")
        self._right(answer, folder, {200, 201, *_THERE})
        self._there.add(folder)

    def _at_once(self, do: Callable[[Value], None], values: Sequence[Value]) -> None:
        """Several at a time. Raises the first fault, when all that was under way has ended; the rest is not begun."""
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            running = [threads.submit(do, value) for value in values]
            try:
                for done in running:
                    done.result()
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                raise

    def _members(self, folder: str) -> tuple[list[str], dict[str, Listed]]:
        """The folders and the files in *folder*, none where it is not there."""
        key = f"{folder}/" if folder else ""
        headers = {"Depth": "1", "Content-Type": "application/xml; charset=utf-8"}
        answer = self._ask("PROPFIND", key, _ASKED, headers)
        if answer.status in (404, 410):
            return [], {}
        if answer.status in (405, 501):
            hint = "let it list its folders: dav_ext_methods PROPFIND of nginx, DirectoryIndex disabled of Apache"
            raise _DoesNotList(f"{self.name}: the server does not list its folders", None, hint)
        content = self._right(answer, key, {207}).content
        self._there.add(folder)
        self._looked.add(folder)
        try:
            rows = list(_rows(content))
        except (ElementTree.ParseError, ValueError) as fault:
            raise TargetRefuses(f"{self.name}: what the server lists cannot be understood: {fault}") from fault
        folders, files = [], {}
        for path, is_folder, size in rows:
            inner = path.removeprefix(self._path).strip("/")
            if not path.startswith(self._path) or inner == folder:
                continue
            if is_folder:
                folders.append(inner)
            else:
                files[inner] = Listed(size)
        self._there.update(folders)
        return folders, files

    def _ask(
        self, method: str, key: str, content: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> _Answer:
        merged = {**self._pool.headers, **(headers or {})}
        try:
            answer = self._pool.request(
                method, self._url + quote(key), body=content, headers=merged, redirect=False, decode_content=False
            )
        except urllib3.exceptions.HTTPError as fault:
            raise self._lost(fault) from fault
        return _Answer(answer.status, answer.data, answer.headers.get("Location", ""))

    def _lost(self, fault: urllib3.exceptions.HTTPError) -> PublishError:
        reason = getattr(fault, "reason", None) or fault
        if isinstance(reason, urllib3.exceptions.SSLError):
            hint = "set SSL_CERT_FILE where the server's certificate is of an authority of your own"
            return TargetRefuses(f"{self.name}: its certificate is not trusted: {reason}", None, hint)
        if isinstance(reason, urllib3.exceptions.ReadTimeoutError):
            words = f"the server has said nothing for {PATIENCE:g} seconds"
        elif isinstance(reason, urllib3.exceptions.NameResolutionError):
            words = f"there is no host {urlsplit(self._url).hostname}"
        elif isinstance(reason, urllib3.exceptions.ConnectTimeoutError | urllib3.exceptions.NewConnectionError):
            words = "the server does not answer"
        else:
            words = "the connection was lost"
        return TargetUnreachable(f"{self.name}: {words}", None, "run the command again: it goes on where it ended")

    def _right(self, answer: _Answer, key: str, expected: Iterable[int]) -> _Answer:
        if answer.status in set(expected):
            return answer
        words = http.client.responses.get(answer.status, "")
        message = f"{self.name}: {key or 'the folder'}: the server answers {answer.status} {words}".rstrip()
        if answer.status in (301, 302, 307, 308) and answer.location:
            raise TargetRefuses(message, None, f"it sends us to {_bare(answer.location)}: if that is yours, write it")
        if answer.status == 429 or (answer.status >= 500 and answer.status != 507):
            raise TargetUnreachable(message, None, "run the command again: it goes on where it ended")
        raise TargetRefuses(message, None, _WAYS_OUT.get(answer.status, ""))


def _folders_of(key: str) -> list[str]:
    """The folders on the way to *key*, the outer ones first: the root '', a, a/x."""
    above = [parent.as_posix() for parent in PurePosixPath(key).parents][::-1]
    return ["" if folder == "." else folder for folder in above]


def _above(folder: str) -> str:
    return folder.rpartition("/")[0]


def _rows(content: bytes) -> Iterator[tuple[str, bool, int]]:
    """Of each member its path, whether it is a folder, and its size in bytes."""
    for response in ElementTree.fromstring(content).iter("{DAV:}response"):
        path = unquote(urlsplit(response.findtext("{DAV:}href", "")).path)
        is_folder = response.find(".//{DAV:}resourcetype/{DAV:}collection") is not None
        yield path, is_folder, int(response.findtext(".//{DAV:}getcontentlength", "0") or 0)


def _credentials(url: str) -> tuple[str, str] | None:
    """The user and the password for *url*: of the environment, else of the file that curl reads, too."""
    host = urlsplit(url).hostname or ""
    user, password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
    if not user:
        user, password = _of_netrc(host)
    if not user:
        return None
    if urlsplit(url).scheme != "https" and host not in _LOCAL:
        hint = f'write  url = "https://{host}/…"'
        raise SettingsError(f"the password for {host} would be sent where everybody can read it", None, hint)
    return user, password


def _of_netrc(host: str) -> tuple[str, str]:
    path = Path(os.environ.get("NETRC") or "~/.netrc").expanduser()
    try:
        found = netrc.netrc(str(path)).authenticators(host)
    except FileNotFoundError:
        return "", ""
    except (OSError, netrc.NetrcParseError, UnicodeDecodeError) as fault:
        # Its words may hold a line of the file.
        reason = fault.strerror if isinstance(fault, OSError) else "it is no netrc file, or others may read it"
        raise SettingsError(f"{path}: cannot be read: {reason}", None, f"or set {USER} and {PASSWORD}") from None
    return (found[0], found[2] or "") if found else ("", "")


def _proxy(url: str) -> str | None:
    parts = urlsplit(url)
    return None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)


def _bare(url: str) -> str:
    """*url* without credentials and parameters."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" if parts.netloc else parts.path


def open_webdav(settings: Settings, target: Target, options: Options) -> AbstractContextManager[Destination]:
    """The folder of *target*, to be used in a ``with``. Raises SettingsError where its address is none."""
    url = target.options["url"]
    example = f"write  url = \"https://dav.example/briefing/\"  in target '{target.name}'"
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        good = False
    if not good:
        raise SettingsError(f"target '{target.name}': its url is not a web address", None, example)
    if "@" in parts.netloc:
        hint = f"set {USER} and {PASSWORD}, or write the host into ~/.netrc"
        raise SettingsError(f"target '{target.name}': its url holds a password", None, hint)
    path = quote(unquote(parts.path)).rstrip("/")
    store = WebDav(f"{parts.scheme}://{parts.netloc}{path}/", verify=options.verify)
    return Objects(store, adopt=options.adopt, break_lock=options.break_lock)
