"""The last look before anything leaves. Each gate says what is wrong and where; nothing is sent while one of them does."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from sitegen.build import Built
from sitegen.build.check import page_faults, page_of
from sitegen.build.check.texts import decompressed
from sitegen.build.report import Progress, silent
from sitegen.config import Settings
from sitegen.errors import SitegenError
from sitegen.publish.gates.inputs import Witness, address_faults
from sitegen.publish.gates.limits import limit_faults
from sitegen.publish.gates.prose import prose_faults
from sitegen.publish.gates.withheld import withheld_faults
from sitegen.publish.hosts import Host

__all__ = ["Witness", "faults_of"]


def faults_of(
    settings: Settings,
    built: Built,
    files: Mapping[str, bytes],
    host: Host,
    witness: Witness,
    progress: Progress = silent,
) -> Iterator[SitegenError]:
    """Everything that speaks against publishing *files*, the very bytes that would go to *host*. *witness* has seen what
    the site is made of before it was built."""
    read = decompressed(files)
    yield from witness.faults()
    yield from address_faults(settings)
    yield from withheld_faults(built, read)
    yield from prose_faults(built.briefing.articles, read)
    addresses = [address for address in files if address.endswith(".html")]
    pages = {}
    for number, address in enumerate(addresses, 1):
        pages[address] = page_of(files[address])
        progress("check", number, len(addresses))
    yield from page_faults(pages, set(files), "", urlsplit(settings.site.url).path)
    yield from limit_faults(files, host)
