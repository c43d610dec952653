"""Object stores as targets: S3 and what speaks its language, Google Cloud Storage, Azure Blob Storage.

Keys come from the environment alone. What obstore says of a fault may hold an address with a key in it: nothing of it is
shown but the number and the code by which the server tells its reason.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import md5
from types import TracebackType
from typing import Any, Literal, NoReturn, Self
from urllib.parse import urlsplit

from sitegen.config import Settings, Target
from sitegen.errors import PublishError, SettingsError
from sitegen.publish.faults import TargetRefuses, TargetUnreachable
from sitegen.publish.objects import Objects
from sitegen.publish.store import Listed, Sent, Upload
from sitegen.publish.targets import Options

try:
    import obstore
    from obstore.exceptions import AlreadyExistsError, BaseError
    from obstore.store import AzureStore, GCSStore, S3Store
except ModuleNotFoundError:  # an extra that few need
    _IS_INSTALLED = False
else:
    _IS_INSTALLED = True

_IN_FLIGHT = 64  # requests: at 40 ms a request, one after the other would take a site of 1,000 files 40 s
_PAGE = 1000  # files that a store lists at once
_MD5 = re.compile(r"[0-9a-f]{32}")
# A request may take as long as the largest picture on a slow line; a server that answers 503 is asked again for a while.
CLIENT: Any = {"timeout": "60s", "connect_timeout": "10s", "user_agent": "sitegen"}
RETRIES: Any = {
    "max_retries": 6,
    "retry_timeout": timedelta(seconds=60),
    "backoff": {"init_backoff": timedelta(milliseconds=100), "max_backoff": timedelta(seconds=5), "base": 2},
}

_S3_KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
# A role instead of a key: of a pipeline, of a container, of a machine that is told where to ask.
_S3_ROLES = ("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
             "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_METADATA_ENDPOINT")  # fmt: skip
_GCS_KEYS = ("GOOGLE_APPLICATION_CREDENTIALS", "GOOGLE_SERVICE_ACCOUNT", "GOOGLE_SERVICE_ACCOUNT_PATH",
             "GOOGLE_SERVICE_ACCOUNT_KEY")  # fmt: skip
_GCS_EMULATOR = "STORAGE_EMULATOR_HOST"  # as Google's own libraries call it
_AZURE_KEYS = ("AZURE_STORAGE_ACCOUNT_KEY", "AZURE_STORAGE_KEY")
_AZURE_SAS = ("AZURE_STORAGE_SAS_TOKEN", "AZURE_STORAGE_SAS_KEY")
_AZURE_CONNECTION = "AZURE_STORAGE_CONNECTION_STRING"
_AZURE_ROLES = ("AZURE_CLIENT_SECRET", "AZURE_FEDERATED_TOKEN_FILE")
_S3_HINT = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN, if the key has one)"
_GCS_HINT = "set GOOGLE_APPLICATION_CREDENTIALS to the path of the key of a service account"
_AZURE_HINT = (
    "set AZURE_STORAGE_ACCOUNT_KEY, AZURE_STORAGE_SAS_TOKEN or AZURE_STORAGE_CONNECTION_STRING"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Words:
    """What a user reads of a store: *name* ``s3://bucket/prefix``, the *host* that is asked, which variables hold keys."""

    name: str
    host: str
    keys: str
    kind: str  # "bucket" or "container"


class Cloud:
    """The objects below a prefix, as a `Store`. With *verify* a file whose MD5 the store does not tell is read."""

    concurrent = True

    def __init__(self, objects: Any, words: _Words, *, verify: bool = False) -> None:
        self._objects = objects
        self._words = words
        self._verify = verify

    @property
    def name(self) -> str:
        return self._words.name

    def __enter__(self) -> Self:
        self._pool = ThreadPoolExecutor(_IN_FLIGHT, thread_name_prefix="publish")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def get(self, key: str) -> bytes | None:
        with _telling(self._words):
            try:
                return bytes(obstore.get(self._objects, key).bytes())
            except FileNotFoundError as fault:
                _refuse_without_bucket(fault, self._words)
                return None

    def listing(self) -> Mapping[str, Listed]:
        listed: dict[str, Listed] = {}
        with _telling(self._words):
            for page in obstore.list(self._objects, chunk_size=_PAGE):
                for one in page:
                    listed[one["path"]] = Listed(one["size"], _md5_of(one["e_tag"]))
        if self._verify:
            unknown = [key for key, one in listed.items() if not one.md5]
            for key, content in self._each(self.get, unknown):
                if content is not None:
                    listed[key] = Listed(len(content), md5(content, usedforsecurity=False).hexdigest())
        return listed

    def put(self, uploads: Sequence[Upload], sent: Sent) -> None:
        for upload, _ in self._each(self._put, uploads):
            sent(upload.key)

    def create(self, upload: Upload) -> bool:
        with _telling(self._words):
            try:
                self._put(upload, mode="create")
            except AlreadyExistsError:
                return False
            except BaseError as fault:
                status = _Reason(str(fault)).status
                if status in (409, 412):  # somebody creates it at this moment
                    return False
                if status != 501:  # the server knows no such condition
                    raise
                self._put(upload)
        return True

    def delete(self, keys: Iterable[str]) -> None:
        going = list(keys)
        if not going:
            return
        with _telling(self._words):
            try:
                obstore.delete(self._objects, going)
            except FileNotFoundError as fault:
                # Azure tells of a file that is not there, and then no more of the others.
                _refuse_without_bucket(fault, self._words)
                for _ in self._each(self._delete, going):
                    pass

    def _put(self, upload: Upload, mode: Literal["create", "overwrite"] = "overwrite") -> None:
        # In one piece, or its ETag would be no MD5.
        obstore.put(
            self._objects, upload.key, upload.content, attributes=dict(upload.headers), mode=mode, use_multipart=False
        )

    def _delete(self, key: str) -> None:
        try:
            obstore.delete(self._objects, [key])
        except FileNotFoundError as fault:
            _refuse_without_bucket(fault, self._words)

    def _each(self, do: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Each of *items* with what *do* gives for it, as they come; after the first fault no more of them is begun."""
        futures: dict[Future[Any], Any] = {self._pool.submit(do, item): item for item in items}
        try:
            with _telling(self._words):
                for future in as_completed(futures):
                    yield futures[future], future.result()
        finally:
            for future in futures:
                future.cancel()


class _Reason:
    """Why a request failed, by the text that obstore gives. *status* is 0 where no server has answered."""

    def __init__(self, text: str) -> None:
        found = re.search(r"status code: (\d{3})", text) or re.search(r"\(code: (\d{3})\)", text)
        self.status = int(found[1]) if found else 0
        code = re.search(r"<Code>(\w{1,64})</Code>", text) or re.search(r"\(code: ([A-Za-z]\w{0,63})\)", text)
        self.code = code[1] if code else ""
        kind = re.search(r"kind: (Connect|Timeout|Request|Interrupted|Decode)\b", text)
        self.kind = kind[1] if kind else ""
        self.has_no_key = any(words in text for words in ("Missing", "Invalid Access Key", "redential", "decode"))
        self.is_denied = any(words in text for words in ("PermissionDenied", "Unauthenticated", "AccessDenied"))

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.status, self.code) if part)


def _md5_of(e_tag: str | None) -> str:
    """The MD5 that an ETag, quoted or not, tells; "" where it is none: of a file in parts, of a store that counts."""
    plain = (e_tag or "").strip('"').lower()
    return plain if _MD5.fullmatch(plain) else ""


@contextmanager
def _telling(words: _Words) -> Iterator[None]:
    """Faults of the library become ours. Theirs are not even kept as the cause: they hold addresses with keys."""
    try:
        yield
    except FileNotFoundError:
        raise _no_bucket(words) from None
    except (BaseError, ValueError) as fault:
        _raise(_Reason(str(fault)), words)


def _raise(reason: _Reason, words: _Words) -> NoReturn:
    if reason.code in ("NoSuchBucket", "ContainerNotFound"):
        raise _no_bucket(words) from None
    told = f" ({reason})" if str(reason) else ""
    full = re.search(r"quota|full|insufficientstorage|exceeded", reason.code, re.IGNORECASE)
    if reason.status == 507 or (full and reason.status not in (429, 503)):
        hint = "make room there or raise the quota; what stands there is whole, and the next run goes on from here"
        raise TargetRefuses(f"{words.name} is full{told}", None, hint) from None
    if reason.status in (301, 307) or reason.code in ("AuthorizationHeaderMalformed", "PermanentRedirect"):
        hint = f'set the region of the {words.kind} in sitegen.toml: region = "…"'
        raise TargetRefuses(f"{words.name} lies elsewhere{told}", None, hint) from None
    if reason.status in (401, 403) or reason.is_denied:
        hint = f"{words.keys}; the key must be allowed to list, read, write and delete there"
        raise TargetRefuses(f"{words.name} does not let us in{told}", None, hint) from None
    if reason.status >= 500 or reason.status in (408, 429):
        raise TargetUnreachable(f"{words.host} is in trouble{told}", None, "run the command again later") from None
    if reason.status:
        raise TargetRefuses(f"{words.name} does not accept what we ask{told}", None, words.keys) from None
    if reason.has_no_key and not reason.kind:
        raise TargetRefuses(f"the key to {words.name} cannot be used", None, words.keys) from None
    late = "does not answer in time" if reason.kind == "Timeout" else "cannot be reached"
    hint = "look at the network and at the endpoint, then run the command again; it goes on from here"
    raise TargetUnreachable(f"{words.host} {late}", None, hint) from None


def _no_bucket(words: _Words) -> PublishError:
    hint = f'create it first, or set another in sitegen.toml: {words.kind} = "…"'
    return TargetRefuses(f"there is no {words.kind} {words.name}", None, hint)


def _refuse_without_bucket(fault: FileNotFoundError, words: _Words) -> None:
    """A file that is not there is no fault; a bucket that is not there is one."""
    if re.search(r"<Code>(NoSuchBucket|ContainerNotFound)</Code>|specified container does not exist", str(fault)):
        raise _no_bucket(words) from None


def open_s3(settings: Settings, target: Target, options: Options) -> Objects:
    """The bucket of *target*, to be used in a ``with``: of Amazon, or of its *endpoint*."""
    _need_library(target)
    bucket, prefix = target.options["bucket"], _prefix(target)
    endpoint = (
        target.options.get("endpoint") or os.environ.get("AWS_ENDPOINT_URL") or os.environ.get("AWS_ENDPOINT", "")
    )
    words = _Words(f"s3://{_joined(bucket, prefix)}", _host(endpoint, "Amazon S3"), _S3_HINT, "bucket")
    if not all(map(os.environ.get, _S3_KEYS)) and not any(map(os.environ.get, _S3_ROLES)):
        raise TargetRefuses(f"there is no key to {words.name} in the environment", None, _S3_HINT)
    given = {"endpoint": endpoint, "region": target.options.get("region", "")}
    chosen: Any = {key: value for key, value in given.items() if value}
    with _telling(words):
        store = S3Store(bucket, prefix=prefix, client_options=_client(endpoint), retry_config=RETRIES, **chosen)
    return _objects(store, words, options)


def open_gcs(settings: Settings, target: Target, options: Options) -> Objects:
    """The bucket of *target* in Google Cloud Storage, to be used in a ``with``."""
    _need_library(target)
    bucket, prefix = target.options["bucket"], _prefix(target)
    emulator = os.environ.get(_GCS_EMULATOR, "")
    words = _Words(f"gs://{_joined(bucket, prefix)}", _host(emulator, "Google Cloud Storage"), _GCS_HINT, "bucket")
    if not emulator and not any(map(os.environ.get, _GCS_KEYS)):
        raise TargetRefuses(f"there is no key to {words.name} in the environment", None, _GCS_HINT)
    chosen: Any = {"base_url": emulator, "bearer_token": "none"} if emulator else {}
    with _telling(words):
        store = GCSStore(bucket, prefix=prefix, client_options=_client(emulator), retry_config=RETRIES, **chosen)
    return _objects(store, words, options)


def open_azure(settings: Settings, target: Target, options: Options) -> Objects:
    """The container of *target*, to be used in a ``with``."""
    _need_library(target)
    container, prefix = target.options["container"], _prefix(target)
    given = _connection(os.environ.get(_AZURE_CONNECTION, ""))
    account = target.options.get("account") or given.get("AccountName") or _from(
        ("AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_ACCOUNT")
    )  # fmt: skip
    endpoint = target.options.get("endpoint") or given.get("BlobEndpoint", "")
    words = _Words(f"azure://{_joined(container, prefix)}", _host(endpoint, "Azure"), _AZURE_HINT, "container")
    chosen = {
        "account_name": account, "endpoint": endpoint,
        "account_key": given.get("AccountKey") or _from(_AZURE_KEYS),
        "sas_key": (given.get("SharedAccessSignature") or _from(_AZURE_SAS)).removeprefix("?"),
    }  # fmt: skip
    if not account:
        hint = f"write  account = \"…\"  to target '{target.name}' in sitegen.toml"
        raise SettingsError(f"which account does {words.name} belong to?", None, hint)
    if not (chosen["account_key"] or chosen["sas_key"] or any(map(os.environ.get, _AZURE_ROLES))):
        raise TargetRefuses(f"there is no key to {words.name} in the environment", None, _AZURE_HINT)
    known: Any = {key: value for key, value in chosen.items() if value}
    with _telling(words):
        store = AzureStore(container, prefix=prefix, client_options=_client(endpoint), retry_config=RETRIES, **known)
    return _objects(store, words, options)


def _need_library(target: Target) -> None:
    if not _IS_INSTALLED:
        message = f"target '{target.name}' needs a library that is not installed: obstore"
        raise SettingsError(message, None, "pip install 'sitegen[cloud]'")


def _objects(store: object, words: _Words, options: Options) -> Objects:
    cloud = Cloud(store, words, verify=options.verify)
    return Objects(cloud, adopt=options.adopt, break_lock=options.break_lock)


def _client(endpoint: str) -> Any:
    # Without TLS only where the settings say so.
    return {**CLIENT, "allow_http": endpoint.startswith("http://")}


def _host(endpoint: str, otherwise: str) -> str:
    """The server's name, without a user and a password that may stand before it."""
    parts = urlsplit(endpoint)
    return parts.netloc.rpartition("@")[2] or otherwise


def _prefix(target: Target) -> str | None:
    return target.options.get("prefix", "").strip("/") or None


def _joined(bucket: str, prefix: str | None) -> str:
    return f"{bucket}/{prefix}" if prefix else bucket


def _from(variables: Iterable[str]) -> str:
    """What the first of these variables holds that holds anything."""
    return next((value for value in map(os.environ.get, variables) if value), "")


def _connection(text: str) -> Mapping[str, str]:
    """The parts of a connection string of Azure, by their names."""
    return dict(part.split("=", 1) for part in text.split(";") if "=" in part)
