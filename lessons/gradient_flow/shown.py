"""What the page shows in a state: many networks, two trainings, or steps on the cliff."""

from dataclasses import dataclass

import numpy as np

from lessons.gradient_flow import model
from lessons.gradient_flow.export import Shown
from lessons.gradient_flow.figure.norms import Spread
from lessons.gradient_flow.state import GradientFlow
from rnn_core.studies.clipping_pair import Twin
from rnn_core.studies.gradient_norm_study import Laboratory
from rnn_core.surface import Descent


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The state and what was computed in it: one of the three, the others are None."""

    state: GradientFlow
    networks: Laboratory | None = None
    pair: tuple[Twin, Twin] | None = None
    walks: tuple[Descent, Descent] | None = None

    @property
    def shown(self) -> Shown:
        """It as what is taken home."""
        state = self.state
        if self.pair is not None:
            return Shown("twins", state.twins, self.pair)
        if self.walks is not None:
            return Shown("cliff", state.walks, self.walks)
        return Shown("curves", state.networks, self.networks)

    @property
    def laboratory(self) -> Laboratory:
        """The networks, where they are shown."""
        assert self.networks is not None
        return self.networks

    @property
    def log10(self) -> float:
        """The decimal logarithm of the median length of ∂L/∂h_0; −inf for exactly 0."""
        found = self.laboratory
        return float(found.log10[Spread.of(found).middle[0], 0])

    @property
    def ends(self) -> tuple[float, float]:
        """The losses at the end without and with clipping: of two trainings, or of two walks on the cliff."""
        if self.pair is not None:
            return self.pair[0].end, self.pair[1].end
        assert self.walks is not None
        return float(self.walks[0].losses[-1]), float(self.walks[1].losses[-1])


def result(state: GradientFlow) -> Found:
    """What the page shows in ``state``."""
    if state.view == "twins":
        return Found(state, pair=model.both(state.twins))
    if state.view == "cliff":
        return Found(state, walks=model.descents(state.walks))
    return Found(state, networks=model.measure(state.networks))


def longest(walk: Descent) -> tuple[int, float]:
    """The step, from 0, at which the gradient of a walk is longest, and its length there."""
    lengths = np.linalg.norm(walk.gradients, axis=1)
    return int(lengths.argmax()), float(lengths.max())
