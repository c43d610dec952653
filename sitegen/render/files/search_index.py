"""A part of the search index: plain data to a script that hands MiniSearch 7's own JSON to the search.

A script, because a page that is opened from a folder may not fetch anything.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

_FIELDS = ("title", "text")
_VERSION = 2  # of MiniSearch's serialisation
_MOST = 3  # times that a word counts: more say little of an article, and the digits cost bytes
_SURFACE = "<"


def write(part: Mapping[str, Any]) -> bytes:
    """The script of *part*: its ``documents``, each with the words of ``title`` and of ``text`` between white space, and
    ``shown``, what the page needs to show it. A word may be followed by < and a way in which it is written."""
    surfaces: dict[str, str] = {}
    postings: defaultdict[str, dict[str, dict[str, int]]] = defaultdict(dict)
    lengths: dict[str, list[int]] = {}
    for number, document in enumerate(part["documents"]):
        counts = [_counted(document[field], surfaces) for field in _FIELDS]
        for field, words in enumerate(counts):
            for word, times in words.items():
                postings[word].setdefault(str(field), {})[str(number)] = min(times, _MOST)
        lengths[str(number)] = [len(words) for words in counts]
    documents = {str(number): document["shown"] for number, document in enumerate(part["documents"])}
    index = {
        "documentCount": len(documents),
        "nextId": len(documents),
        "documentIds": {number: int(number) for number in documents},
        "fieldIds": {name: number for number, name in enumerate(_FIELDS)},
        "fieldLength": lengths,
        "averageFieldLength": [_average(one[field] for one in lengths.values()) for field in range(len(_FIELDS))],
        "storedFields": documents,
        "dirtCount": 0,
        "index": [[word, postings[word]] for word in sorted(postings)],
        "serializationVersion": _VERSION,
    }
    return f"sitegenSearch.add({_json(index)},{_json(dict(sorted(surfaces.items())))});\n".encode()


def _counted(words: str, surfaces: dict[str, str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for token in words.split():
        word, sign, written = token.partition(_SURFACE)
        found[word] += 1
        if sign:
            surfaces.setdefault(written, word)
    return found


def _average(lengths: Iterable[int]) -> float:
    several = list(lengths)
    return round(sum(several) / len(several), 3) if several else 0


def _json(value: object) -> str:
    # The two that end a line in a script of old browsers, though not in JSON.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(
        {0x2028: "\\u2028", 0x2029: "\\u2029"}
    )
