"""The stored PyTorch numbers of LSTMs, GRUs, stacks and truncated gradients."""

from functools import cache
from pathlib import Path

import numpy as np

from rnn_core.cells.gru import GRUParams
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.types import Array


@cache
def stored() -> dict[str, Array]:
    """Every array of stacks.npz and gru.npz by name."""
    found: dict[str, Array] = {}
    for name in ("stacks", "gru"):
        with np.load(Path(__file__).parent / "goldens" / f"{name}.npz") as file:
            found |= dict(file)
    return found


def names(start: str, end: str = "") -> list[str]:
    """The names of the stored passes that start and end like this."""
    found = {name.split("/")[0] for name in stored()}
    return sorted(name for name in found if name.startswith(start) and name.endswith(end))


def case(name: str) -> dict[str, Array]:
    """The arrays of one stored pass."""
    prefix = f"{name}/"
    return {key.removeprefix(prefix): v for key, v in stored().items() if key.startswith(prefix)}


def lstm_of(numbers: dict[str, Array], prefix: str = "", layer: int = 0) -> LSTMParams:
    """The weights of one layer of LSTM, or with a prefix its gradients."""
    return LSTMParams(numbers[f"{prefix}W.{layer}"], numbers[f"{prefix}b.{layer}"])


def rnn_of(numbers: dict[str, Array], prefix: str = "", layer: int = 0) -> RNNParams:
    """The weights of one vanilla layer, or with a prefix its gradients."""
    return RNNParams(*(numbers[f"{prefix}{name}.{layer}"] for name in ("W_xh", "W_hh", "b_h")))


def gru_of(numbers: dict[str, Array], prefix: str = "", layer: int = 0) -> GRUParams:
    """The weights of one layer of GRU, or with a prefix its gradients."""
    return GRUParams(*(numbers[f"{prefix}{name}.{layer}"] for name in ("W_x", "W_h", "b_x", "b_hn")))


def random_gru(rng: np.random.Generator, D: int, H: int, scale: float = 0.7) -> GRUParams:
    """A GRU with all weights and biases drawn."""
    return GRUParams(*(scale * rng.standard_normal(s) for s in ((3 * H, D), (3 * H, H), (3 * H,), (H,))))


def random_lstm(rng: np.random.Generator, D: int, H: int, scale: float = 0.7) -> LSTMParams:
    """An LSTM with all weights and biases drawn."""
    W, b = rng.standard_normal((4 * H, H + D)), rng.standard_normal(4 * H)
    return LSTMParams(scale * W, scale * b)
