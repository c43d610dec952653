"""What the trials gave, kept in a folder, a file a trial: a run that is stopped half way has what it had."""

import json
import statistics
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.bench.run import Sample


@dataclass(slots=True)
class Result:
    """The samples of one trial; *why* there are none: a program that is not here, or one that has failed."""

    trial: str
    articles: int
    version: str = ""
    samples: list[Sample] = field(default_factory=list)
    why: str = ""

    @property
    def seconds(self) -> float:
        """The median of the samples, of which there must be one."""
        return statistics.median(sample.seconds for sample in self.samples)

    @property
    def worst(self) -> float:
        """The longest of the samples, of which there must be one: seconds."""
        return max(sample.seconds for sample in self.samples)

    @property
    def mib(self) -> float:
        """The median of their peaks."""
        return statistics.median(sample.mib for sample in self.samples)


class Results(dict[str, Result]):
    """The results by the names of their trials, those that *folder* keeps already among them."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(folder.glob("*.json")):
            kept = json.loads(path.read_text(encoding="utf-8"))
            self[kept["trial"]] = Result(**{**kept, "samples": [Sample(**one) for one in kept["samples"]]})

    def start(self, result: Result) -> None:
        """Forgets what an earlier run has kept of the trial."""
        self[result.trial] = result
        self._path(result).unlink(missing_ok=True)

    def keep(self, result: Result) -> None:
        self._path(result).write_text(json.dumps(asdict(result), ensure_ascii=False, indent=1), encoding="utf-8")

    def _path(self, result: Result) -> Path:
        return self.folder / f"{result.trial}.json"
