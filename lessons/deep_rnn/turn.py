"""What one layer and stacks of layers learn of *Whose turn?*, as the stored trainings say."""

from dataclasses import dataclass
from functools import lru_cache
from statistics import mean
from typing import Any, Literal

import numpy as np

from figures.columns import View
from figures.curves import Band, Curves, Panel, Role, Series, Stop
from rnn_core.studies import turn_task
from rnn_core.types import Array
from ui.shipped import measured

SHOWN = (1, 2, 3, 5, 10, 15, 20)
"""The time steps at which the walk stops."""
KINDS: dict[str, tuple[str, Role]] = {
    "one": ("one layer of 26 units", "other"),
    "two": ("two layers of 16 units", "hidden"),
}
OTHERS: dict[str, tuple[str, Role]] = {
    "late": ("one layer, a time step later", "input"),
    "wide": ("one layer of 57 units", "output"),
    "long": ("one layer, trained longer", "gate_i"),
    "slow": ("two layers, learning rate 0.003", "gradient"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """The trainings of one kind of network that differ in their seed only."""

    trials: tuple[dict[str, Any], ...]

    @property
    def weights(self) -> int:
        """How many weights each network has."""
        return int(self.trials[0]["weights"])

    @property
    def by_step(self) -> Array:
        """(seeds, T): the share of right answers at each time step."""
        return np.array([one["by_step"] for one in self.trials])

    @property
    def last(self) -> Array:
        """(seeds,): the share of right answers at the last time step."""
        found: Array = self.by_step[:, -1]
        return found

    @property
    def long(self) -> float:
        """The same for sequences five times as long, mean over the seeds."""
        return float(mean(one["long"] for one in self.trials))

    @property
    def learned(self) -> int:
        """How many of the networks are right in 99 % of the sequences or more at the last time step."""
        return int((self.last >= 0.99).sum())

    def carried(self, layer: int, what: str) -> float:
        """How often a linear readout of a layer's state names the repeat, the turn or the symbol, mean over seeds."""
        return float(mean(one["carried"][layer - 1][what] for one in self.trials))


@lru_cache(maxsize=16)
def trained(kind: str) -> Trained:
    """The stored trainings of a kind: one, two, three, late, wide, long, slow, fast."""
    return Trained(tuple(measured("stacked_layers")[kind]))


def curves(view: View, trainings: Literal["two", "all"], *, hidden: bool) -> Curves:
    """The share of right answers against the time step; ``hidden``: taken out while a question is open."""
    lines = [_line(kind, *named, band=trainings == "two") for kind, named in KINDS.items()]
    if trainings == "all":
        lines += [_line(kind, *named, band=False) for kind, named in OTHERS.items()]
    chance = Series("chance", "reference", (1 / turn_task.PLAYERS,), dashed=True)
    return Curves(
        "Whose turn is it?",
        "time step t",
        (Panel("right answers", (chance, *lines), limits=(0, 1.05)),),
        x_said="at t = {x}",
        x_limits=(0, turn_task.LENGTH * 1.04),
        steps=tuple(Stop(t, f"t = {t}: the share of right answers, mean over the seeds") for t in SHOWN),
        start=min(view.start, len(SHOWN) - 1),
        start_token=view.token,
        selected=view.selected,
        highlight=view.highlight,
        veil=(0, turn_task.LENGTH * 1.04) if hidden else None,
    )


def _line(kind: str, name: str, role: Role, *, band: bool) -> Series:
    shares = trained(kind).by_step
    low, high = (tuple(edge.tolist()) for edge in (shares.min(0), shares.max(0)))
    last = turn_task.LENGTH
    times = tuple(float(t) for t in range(last - shares.shape[1] + 1, last + 1))
    between = Band("least to most", low, high) if band else None
    return Series(name, role, tuple(shares.mean(0).tolist()), x=times, id=kind, band=between)
