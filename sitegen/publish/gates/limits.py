"""No more than the host takes."""

from collections.abc import Iterator, Mapping

from sitegen.errors import Place, PublishError
from sitegen.publish.hosts import Host

_HINT = "nothing was published; choose another host, or publish fewer articles"


def limit_faults(files: Mapping[str, bytes], host: Host) -> Iterator[PublishError]:
    """What of *files* is more than *host* takes: too many, together too much, or one too large."""
    if host.most_files is not None and len(files) > host.most_files:
        yield PublishError(f"{len(files):,} files, and {host.name} takes {host.most_files:,}", None, _HINT)
    size = sum(map(len, files.values()))
    if host.most_bytes is not None and size > host.most_bytes:
        yield PublishError(f"{size / 1e6:,.0f} MB, and {host.name} takes {host.most_bytes / 1e6:,.0f}", None, _HINT)
    for address, content in sorted(files.items()):
        if host.largest_file is not None and len(content) > host.largest_file:
            most = f"{host.name} takes {host.largest_file / 2**20:,.0f}"
            message = f"a file of {len(content) / 2**20:,.1f} MiB, and {most}"
            yield PublishError(message, Place(f"/{address}"), "nothing was published; make it smaller or take it away")
