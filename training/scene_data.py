"""The scenes that the convolution network and the captioners are trained and tested on."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from datasets.scenes.draw_lots import scenes
from datasets.scenes.drawing import as_input, draw
from datasets.scenes.facts import CLASSES, USUAL_COLORS
from datasets.scenes.scene import Scene
from rnn_core.types import Array, Tokens

SEEDS = {"pictures": 1, "train": 2, "test": 3, "held out": 4, "novel": 5, "named": 9}
"""Each set has a generator of its own; the tests' seeds are used by no training."""

LABELS = tuple(sorted(f"{color} {name}" for name in CLASSES for color in USUAL_COLORS[name]))
"""The classes of the network that names pictures."""


def single(n: int, seed: int) -> list[Scene]:
    """That many scenes of one thing each."""
    return scenes(n, seed, "train", "single")


def labels(of: Iterable[Scene]) -> Tokens:
    """(N,): what each picture shows."""
    number = {label: k for k, label in enumerate(LABELS)}
    return np.array([number[f"{scene.subject.color} {scene.subject.name}"] for scene in of])


def pictures(of: Iterable[Scene]) -> npt.NDArray[np.uint8]:
    """(N, 64, 64, 3): the scenes drawn."""
    return np.stack([draw(scene) for scene in of])


def inputs(of: Sequence[Scene]) -> Array:
    """(N, 3, 64, 64): the scenes as inputs in float64."""
    return np.stack([as_input(draw(scene)) for scene in of])
