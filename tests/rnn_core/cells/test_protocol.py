"""Cells of any kind, one step at a time."""

from typing import Any

import numpy as np
import pytest

from rnn_core.cells import protocol as cells
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams

H, D, B = 4, 3, 2


def cell(kind: str, rng: np.random.Generator) -> Any:
    if kind == "rnn":
        return RNNParams(rng.normal(size=(H, D)), rng.normal(size=(H, H)), rng.normal(size=H))
    return LSTMParams(rng.normal(size=(4 * H, H + D)), rng.normal(size=4 * H))


@pytest.mark.parametrize("kind", ["rnn", "lstm"])
def test_steps_one_by_one_end_in_the_states_of_the_whole_sequence(kind: str) -> None:
    rng = np.random.default_rng(5)
    params, x = cell(kind, rng), rng.normal(size=(6, B, D))
    last = cells.forward(params, x).last
    states = tuple(np.zeros((B, H)) for _ in last)
    for x_t in x:
        states = cells.step(params, x_t, *states)
    for state, known in zip(states, last, strict=True):
        np.testing.assert_allclose(state, known, rtol=1e-12, atol=1e-13)
