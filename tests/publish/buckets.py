"""What stands in a bucket of a real server, and what must."""

import time
import traceback
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sitegen.publish import PublishReport
from sitegen.write import MANIFEST, parse_manifest
from tests.publish.sample import site
from tests.publish.servers import S3

try:
    import obstore
    import obstore.store
except ModuleNotFoundError:  # then nothing here is used
    obstore: Any = None

FOREIGN = {"briefing/robots.txt": b"theirs", "briefing/a/notes.txt": b"theirs", "other/index.html": b"theirs"}
SMALL = site(60)


Send = Callable[..., PublishReport]


def settle(root: Path, port: int, bucket: str = S3.bucket) -> None:
    (root / "sitegen.toml").write_text(
        f'[[publish]]\nname = "bucket"\nkind = "s3"\nbucket = "{bucket}"\nprefix = "briefing"\n'
        f'endpoint = "http://127.0.0.1:{port}"\nregion = "us-east-1"\n',
        "utf-8",
    )


def standing(bucket: Any) -> dict[str, bytes]:
    """Every object of the bucket, each read by its own."""
    keys = standing_keys(bucket)
    with ThreadPoolExecutor(16) as pool:
        return dict(zip(keys, pool.map(lambda key: bytes(obstore.get(bucket, key).bytes()), keys), strict=True))


def assert_holds(bucket: Any, files: Mapping[str, bytes]) -> None:
    """File by file: the site, what others keep there, our manifest, and nothing else."""
    there = standing(bucket)
    manifest = there.pop(f"briefing/{MANIFEST}")
    assert there == {**FOREIGN, **{f"briefing/{address}": content for address, content in files.items()}}
    assert parse_manifest(manifest).keys() == files.keys()


def standing_keys(bucket: Any) -> list[str]:
    return [one["path"] for page in obstore.list(bucket, chunk_size=1000) for one in page]


def is_at_rest(bucket: Any) -> bool:
    """Whether nothing arrives any more: what was on the line when its sender died still did."""
    before = [one for page in obstore.list(bucket) for one in page]
    time.sleep(0.15)
    return before == [one for page in obstore.list(bucket) for one in page]


def wait_for(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)


def everything_said(fault: BaseException) -> str:
    return "".join(traceback.format_exception(fault))
