"""What the search finds beside what is expected of it."""

import json
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from tests.search.queries import Query
from tests.search.site import Searched


@dataclass(frozen=True, slots=True)
class Scored:
    """One query: the shares of the expected that were found, and of the found that were expected; *missing* and *extra*
    are what was not and what should not have been."""

    query: Query
    recall: float
    precision: float
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


def expected(query: Query, texts: Mapping[str, str]) -> frozenset[str]:
    """The addresses of the articles that hold all that *query* asks for."""
    patterns = [re.compile(one) for one in query.holds]
    return frozenset(url for url, text in texts.items() if patterns and all(one.search(text) for one in patterns))


def scored(query: Query, wanted: frozenset[str], found: Sequence[str], offered: Sequence[str]) -> Scored:
    """*query* by the addresses *found*; one about a name by what was *offered*, where the name must be among the first."""
    if query.named:
        share = fmean(name in offered for name in query.named)
        return Scored(query, share, share, tuple(set(query.named) - set(offered)), ())
    right = wanted & set(found)
    recall = len(right) / len(wanted) if wanted else 1.0
    precision = len(right) / len(found) if found else 1.0
    return Scored(query, recall, precision, tuple(sorted(wanted - right)), tuple(sorted(set(found) - wanted)))


def by_kind(scores: Iterable[Scored]) -> dict[str, list[Scored]]:
    """*scores* by the kind of their queries."""
    found: defaultdict[str, list[Scored]] = defaultdict(list)
    for one in scores:
        found[one.query.kind].append(one)
    return dict(found)


def means(scores: Sequence[Scored]) -> tuple[float, float]:
    """The mean recall and the mean precision of *scores*."""
    return fmean(one.recall for one in scores), fmean(one.precision for one in scores)


def asked(site: Searched, queries: Sequence[Query]) -> dict[str, Any]:
    """What the script of *site* finds for *queries*: ``loaded``, milliseconds, and ``results`` as ``run.mjs`` has them."""
    node = shutil.which("node")
    if node is None:
        raise FileNotFoundError("there is no node")
    command = [node, str(Path(__file__).with_name("run.mjs")), str(site.output)]
    typed = json.dumps([query.typed for query in queries])
    done = subprocess.run(command, input=typed, capture_output=True, text=True, check=True, timeout=300)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def scores(site: Searched, queries: Sequence[Query], results: Sequence[Mapping[str, Any]]) -> list[Scored]:
    """Each of *queries* with its share of what its result should have held."""
    return [
        scored(query, expected(query, site.texts), one["articles"], [*one["names"], *one["others"]])
        for query, one in zip(queries, results, strict=True)
    ]
