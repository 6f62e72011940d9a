"""The stored PyTorch numbers, and small networks for the tests."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from rnn_core.cells.rnn import RNNParams
from rnn_core.model import Model
from rnn_core.readout import ReadoutParams
from rnn_core.types import Array


@cache
def stored() -> dict[str, Array]:
    """Every array of goldens.npz by name."""
    with np.load(Path(__file__).parent / "goldens" / "goldens.npz") as file:
        return dict(file)


def cases() -> list[str]:
    """The names of the stored network passes."""
    return sorted({name.split("/")[0] for name in stored() if "-T" in name})


def case(name: str) -> dict[str, Array]:
    """The arrays of one stored pass."""
    prefix = f"{name}/"
    return {key.removeprefix(prefix): v for key, v in stored().items() if key.startswith(prefix)}


def model_of(numbers: dict[str, Array]) -> Model:
    """The network of a stored pass."""
    cell = RNNParams(numbers["W_xh"], numbers["W_hh"], numbers["b_h"])
    return Model(cell, ReadoutParams(numbers["W_hy"], numbers["b_y"]))


def random_model(rng: np.random.Generator, D: int, H: int, scale: float = 0.7) -> Model:
    """A network with all weights and biases drawn."""
    cell = RNNParams(*(scale * rng.standard_normal(s) for s in ((H, D), (H, H), (H,))))
    return Model(cell, ReadoutParams(rng.standard_normal((D, H)), rng.standard_normal(D)))


def assert_equal_to(actual: Any, expected: Array, tolerance: float = 1e-12) -> None:
    """Equal up to `tolerance`, relative to the largest expected entry; shapes exactly."""
    assert np.shape(actual) == expected.shape
    scale = np.abs(expected).max(initial=1e-300)
    assert np.abs(actual - expected).max(initial=0) <= tolerance * scale
