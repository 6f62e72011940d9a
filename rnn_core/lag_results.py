"""The stored trials of the study of long memories, as JSON: settings, scores, learning curves."""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from rnn_core.lag_trial import Trial


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a trial.

    score: of the last network on sequences kept for the end. exams: the scores every
    `lag_study.EVERY` steps, on others. n_weights: how many numbers were trained. seconds: of one
    processor.
    """

    trial: Trial
    score: float
    exams: tuple[float, ...]
    steps: int
    n_weights: int
    seconds: float


def save(path: Path, results: Iterable[Result]) -> None:
    """Write the results, one a line; the file is whole at every moment."""
    lines = (json.dumps(asdict(result), allow_nan=False) for result in results)
    beside = path.with_suffix(".part")
    beside.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    os.replace(beside, path)


def load(path: Path) -> tuple[Result, ...]:
    """What `save` was given; nothing where there is no file."""
    if not path.exists():
        return ()
    return tuple(
        Result(Trial(**entry.pop("trial")), exams=tuple(entry.pop("exams")), **entry)
        for entry in json.loads(path.read_text(encoding="utf-8"))
    )
