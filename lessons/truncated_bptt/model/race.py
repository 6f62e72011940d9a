"""The race of truncated gradients: what was stored of all racers, and one racer trained now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

import numpy as np

from rnn_core.loop import Snapshot
from rnn_core.model import Model
from rnn_core.studies.truncation_study import Race
from ui import shipped

PROVED = 20
"""Updates of each racer that the proof repeats."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What ``training/truncated_race.py`` stored: the settings, and the numbers of all racers."""

    race: Race
    untrained: tuple[Mapping[str, Any], ...]
    racers: tuple[Mapping[str, Any], ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Stored":
        """Read what the JSON file holds."""
        settings = {**data["settings"], "windows": tuple(data["settings"]["windows"])}
        return cls(Race(**settings), tuple(data["untrained"]), tuple(data["racers"]))

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds in order."""
        return tuple(each["seed"] for each in self.untrained)

    @property
    def longest_below_lag(self) -> int:
        """The longest window that is shorter than the lag."""
        return max(k for k in self.race.windows if k < self.race.lag)

    def of_window(self, k: int) -> list[Mapping[str, Any]]:
        """The racers with windows of ``k``, one for each seed."""
        return [each for each in self.racers if each["k"] == k]

    def curve(self, k: int, seed: int) -> tuple[float, ...]:
        """The stored losses of one racer."""
        (found,) = (each for each in self.of_window(k) if each["seed"] == seed)
        return tuple(found["losses"])

    def median(self, k: int, name: str) -> float:
        """The median over the seeds of a racer's ``accuracy``, or of its last loss (``loss``)."""
        racers = self.of_window(k)
        values = [each["losses"][-1] if name == "loss" else each[name] for each in racers]
        return float(np.median(values))

    def recalled(self, k: int, lag: int) -> float:
        """The median share of symbols ``lag`` steps back that the states of racers ``k`` hold."""
        return float(np.median([each["recall"][lag] for each in self.of_window(k)]))

    def in_chunks(self, size: int, how: str) -> float:
        """The median accuracy of the full racers in chunks; ``how`` is carried or reset."""
        full = self.of_window(self.race.T)
        return float(np.median([each["chunked"][how][str(size)] for each in full]))


@dataclass(frozen=True, slots=True, eq=False)
class Racer:
    """A racer trained now, with windows of ``k``: all losses so far and its last snapshot, None before any update."""

    k: int
    seed: int
    losses: tuple[float, ...] = ()
    snapshot: Snapshot[Model] | None = None


@lru_cache(maxsize=1)
def stored() -> Stored:
    """The curves that ``training/truncated_race.py`` made."""
    return Stored.of(shipped.measured("truncated_race"))


def name(race: Race, k: int) -> str:
    """What a racer is called."""
    return "full" if k == race.T else f"k = {k}"


def train(racer: Racer) -> Iterator[Racer]:
    """``racer`` after one more update, after two, and so on to the last of the race."""
    race, losses = stored().race, racer.losses
    loop = race.training(racer.k, racer.seed)
    snapshots = iter(loop) if racer.snapshot is None else loop.resume(racer.snapshot)
    for snapshot in islice(snapshots, race.updates - len(losses)):
        losses = (*losses, snapshot.loss)
        yield Racer(racer.k, racer.seed, losses, snapshot)


def errors(seed: int) -> dict[str, float]:
    """How far the first updates of each racer, trained again now, are from the stored ones."""
    race, found = stored().race, {}
    for k in race.windows:
        losses = [snapshot.loss for snapshot in islice(race.snapshots(k, seed), PROVED)]
        found[name(race, k)] = distance(race.points(losses), stored().curve(k, seed))
    return found


def distance(points: list[float], curve: tuple[float, ...]) -> float:
    """The largest relative difference of the points there are."""
    pairs = np.array(list(zip(points, curve, strict=False))).reshape(-1, 2)
    return float((np.abs(pairs[:, 0] - pairs[:, 1]) / pairs[:, 1]).max(initial=0.0))
