"""A host that gives files and no shell, by SFTP: many requests in flight, each file whole or not at all.

Connected to as the user's own `ssh` would: by ``~/.ssh/config``, an agent, and the known hosts, which are checked.
"""

import asyncio
import posixpath
import stat
import sys
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Any, cast

from sitegen.config import Settings, Target
from sitegen.publish.objects import LOCK, Objects
from sitegen.publish.sftp_line import Line, asyncssh, each
from sitegen.publish.ssh import path_there
from sitegen.publish.store import Listed, Sent, Upload
from sitegen.publish.targets import Options

_OPEN = 128  # files, of a host that does not say how many
_MOST_OPEN = 1000  # of one that does
_WRITTEN = 3.0  # seconds in which somebody has written the file that he has just made
_PART = ".sitegen-part"


class Sftp(Line):
    """The files below *path* on *host*, an alias of the user's configuration or ``user@host``.

    Raises SettingsError for a host, a port or a path that is none. With *verify* all files there are listed.
    """

    concurrent = True

    def __init__(self, host: str, path: str, *, port: str = "", user: str = "", verify: bool = False) -> None:
        super().__init__(host, port=port, user=user, name=f"{host}:{path}")
        self._root = path_there(path).removeprefix("./")
        self._verify = verify
        self._known: set[str] = set()  # folders that are there

    def get(self, key: str) -> bytes | None:
        content = self._run(self._read(key))
        # A file that is only made, and not written, is on its way: whoever makes a lock makes it so.
        for _ in range(round(_WRITTEN / 0.1)):
            if content != b"" or key != LOCK:
                break
            content = self._run(self._read_later(key))
        return content

    def listing(self) -> Mapping[str, Listed] | None:
        if not self._verify:
            return None
        return self._run(self._walk())

    def standing(self, keys: Iterable[str]) -> Mapping[str, Listed]:
        """Those of *keys* that stand there, whatever they are."""
        return self._run(self._those(sorted(keys)))

    def put(self, uploads: Sequence[Upload], sent: Sent) -> None:
        self.put_in_order([uploads], sent)

    def put_in_order(self, steps: Sequence[Sequence[Upload]], sent: Sent) -> None:
        """Each file is written beside its place first, all of them at the same time; then they are put there by steps."""
        uploads = [upload for step in steps for upload in step]

        async def all_of_them() -> None:
            arrived: set[str] = set()
            try:
                await asyncio.gather(*self._ending)
                await self._make_folders(self._folder(upload.key) for upload in uploads)
                await each(self._prepare, uploads, min(self._client.limits.max_open_handles or _OPEN, _MOST_OPEN))
                for step in steps:
                    await each(self._show, [(upload.key, arrived, sent) for upload in step])
            except BaseException as fault:
                left = [one for one in uploads if one.key not in arrived]
                is_full = isinstance(fault, asyncssh.SFTPFailure) and await self._is_full(left)
                with suppress(asyncssh.Error, OSError):
                    # Else a disk that is full would have no room for the manifest of the next run.
                    await each(self._remove, [self._part(one.key) for one in left])
                if is_full:
                    raise self._full() from fault
                raise

        self._run(all_of_them())

    def create(self, upload: Upload) -> bool:
        new = asyncssh.FXF_WRITE | asyncssh.FXF_CREAT | asyncssh.FXF_EXCL
        path = self._path(upload.key)

        async def alone() -> bool:
            try:
                file = await self._client.open(path, new, encoding=None, block_size=0)
            except asyncssh.SFTPNoSuchFile:
                await self._make_folders([self._folder(upload.key)])
                return await alone()
            except (asyncssh.SFTPFailure, asyncssh.SFTPFileAlreadyExists):
                # Version 3 of the protocol has no word for it.
                if await self._client.exists(path):
                    return False
                raise
            # It is ours from now on. Whether it could be written the next file that is sent waits for.
            self._known.add(self._folder(upload.key))
            self._let_end(self._fill(file, upload.content))
            return True

        return self._run(alone())

    def delete(self, keys: Iterable[str]) -> None:
        async def all_of_them() -> None:
            gone = list(keys)
            paths = [path for key in gone for path in (self._path(key), self._part(key))]
            await each(self._remove, paths)
            await self._remove_empty({self._folder(key) for key in gone})

        self._run(all_of_them())

    def _path(self, key: str) -> str:
        return f"{self._root.rstrip('/')}/{key}" if self._root != "." else key

    def _folder(self, key: str) -> str:
        return posixpath.dirname(self._path(key)) or "."

    def _part(self, key: str) -> str:
        """Where a file is while it is written: the same every time, so that a broken one is written over."""
        folder, name = posixpath.split(self._path(key))
        return posixpath.join(folder, f".{name[:80]}{_PART}")

    async def _read(self, key: str) -> bytes | None:
        try:
            file = await self._client.open(self._path(key), "rb", block_size=0)
        except asyncssh.SFTPNoSuchFile:
            return None
        # Without asking for the size, and without waiting for the answer to the end: these are round trips.
        block = self._client.limits.max_read_len
        content = part = cast(bytes, await file.read(block, 0))
        while len(part) == block:
            part = cast(bytes, await file.read(block, len(content)))
            content += part
        self._let_end(file.close())
        return content

    def _let_end(self, what: Coroutine[Any, Any, None]) -> None:
        self._ending.add(ended := asyncio.ensure_future(what))
        ended.add_done_callback(self._ending.discard)

    async def _read_later(self, key: str) -> bytes | None:
        await asyncio.sleep(0.1)
        return await self._read(key)

    async def _prepare(self, upload: Upload) -> None:
        is_small = len(upload.content) <= self._client.limits.max_write_len
        file = await self._client.open(self._part(upload.key), "wb", **({"block_size": 0} if is_small else {}))
        if is_small:
            await self._fill(file, upload.content)
            return
        async with file:
            await file.write(upload.content)

    async def _fill(self, file: "asyncssh.SFTPClientFile", content: bytes) -> None:
        """*file*, opened for single requests, has *content* and is closed: both asked at once, in this order."""
        results = await asyncio.gather(file.write(content), file.close(), return_exceptions=True)
        for fault in results:
            if isinstance(fault, BaseException):
                raise fault

    async def _show(self, key: str, arrived: set[str], sent: Sent) -> None:
        """What was prepared stands in its place."""
        part, path = self._part(key), self._path(key)
        try:
            await self._client.posix_rename(part, path)
        except asyncssh.SFTPOpUnsupported:
            # Such a server cannot replace a file: for a moment there is none.
            await self._remove(path)
            await self._client.rename(part, path)
        arrived.add(key)
        sent(key)

    async def _remove(self, path: str) -> None:
        with suppress(asyncssh.SFTPNoSuchFile):
            await self._client.remove(path)

    async def _make_folders(self, folders: Iterable[str]) -> None:
        """All *folders* are there: first looked at, as most are; else made, a depth after the other."""
        wanted = {PurePosixPath(folder) for folder in folders}
        wanted = {one for folder in wanted for one in (folder, *folder.parents)}
        unknown = [one for one in sorted(wanted) if one.as_posix() not in self._known | {".", "/"}]
        # So many are asked at once anyway; of more the outer ones first, as in a folder that is not there nothing is.
        top = len(PurePosixPath(self._root).parts) + 1 if len(unknown) > _OPEN else sys.maxsize
        missing = await self._missing([one for one in unknown if len(one.parts) <= top])
        inner = [one for one in unknown if len(one.parts) > top]
        lost = {one for one in inner if PurePosixPath(*one.parts[:top]) in missing}
        missing |= lost | await self._missing([one for one in inner if one not in lost])
        for depth in sorted({len(one.parts) for one in missing}):
            await each(self._make_folder, [(one.as_posix(),) for one in missing if len(one.parts) == depth])
        self._known.update(one.as_posix() for one in unknown)

    async def _missing(self, folders: Sequence[PurePosixPath]) -> set[PurePosixPath]:
        """Those of *folders* that are not there; one that we may not see is there where one in it is."""
        there = await each(self._client.exists, [(one.as_posix(),) for one in folders])
        found = {one for one, is_there in zip(folders, there, strict=True) if is_there}
        return set(folders) - found - {parent for one in found for parent in one.parents}

    async def _make_folder(self, folder: str) -> None:
        try:
            await self._client.mkdir(folder)
        except (asyncssh.SFTPFailure, asyncssh.SFTPFileAlreadyExists, asyncssh.SFTPPermissionDenied):
            # Of a folder far up we may not have the right to make it, nor need to.
            if not await self._client.isdir(folder):
                raise

    async def _remove_empty(self, folders: set[str]) -> None:
        root = PurePosixPath(self._root)
        inside = {one for folder in folders for one in (PurePosixPath(folder), *PurePosixPath(folder).parents)}
        inside = {one for one in inside if one != root and (root in one.parents)}
        # The deeper ones first, all asked at once: a host that answers out of order may keep one that is empty.
        await each(self._remove_folder, [(one.as_posix(),) for one in sorted(inside, key=lambda one: -len(one.parts))])

    async def _remove_folder(self, folder: str) -> None:
        with suppress(asyncssh.SFTPError):  # it holds something
            await self._client.rmdir(folder)
            self._known.discard(folder)

    async def _walk(self) -> dict[str, Listed]:
        found: dict[str, Listed] = {}
        folders = [""]
        while folders:
            rows = await each(self._list, [(folder,) for folder in folders])
            folders = []
            for key, mode, size in (row for some in rows for row in some):
                if stat.S_ISDIR(mode):
                    folders.append(f"{key}/")
                elif not key.endswith(_PART):
                    found[key] = Listed(size)
        return found

    async def _list(self, folder: str) -> list[tuple[str, int, int]]:
        """What stands in *folder*, "" or ending in "/": its key, its mode, its size in bytes."""
        rows = []
        try:
            async for entry in self._client.scandir(self._path(folder).rstrip("/") or ("/" if folder == "" else ".")):
                name = str(entry.filename)
                if name not in (".", ".."):
                    attributes = entry.attrs
                    rows.append((folder + name, attributes.permissions or 0, attributes.size or 0))
        except asyncssh.SFTPNoSuchFile:
            return []
        return rows

    async def _those(self, keys: Sequence[str]) -> dict[str, Listed]:
        """By what stands at the top first: under a folder that is not there nothing is."""
        tops = sorted({key.partition("/")[0] for key in keys})
        there = await each(self._sizes, [(top,) for top in tops])
        standing = {top for top, size in zip(tops, there, strict=True) if size is not None}
        asked = [key for key in keys if key.partition("/")[0] in standing]
        sizes = await each(self._sizes, [(key,) for key in asked])
        return {key: Listed(size) for key, size in zip(asked, sizes, strict=True) if size is not None}

    async def _sizes(self, key: str) -> int | None:
        try:
            return (await self._client.lstat(self._path(key))).size or 0
        except asyncssh.SFTPNoSuchFile:
            return None

    async def _is_full(self, left: Sequence[Upload]) -> bool:
        """Whether the host has no room for them, for which version 3 of the protocol has no word."""
        try:
            room = await self._client.statvfs(self._root)
        except (asyncssh.Error, OSError):
            return False  # it knows nothing of it, or has gone
        return room.bavail * room.frsize < sum(len(one.content) for one in left)


def open_sftp(settings: Settings, target: Target, options: Options) -> Objects:
    """The site on the host of *target*, to be used in a ``with``."""
    given = target.options
    store = Sftp(
        given["host"], given["path"], port=given.get("port", ""), user=given.get("user", ""), verify=options.verify
    )
    return Objects(store, adopt=options.adopt, break_lock=options.break_lock)
