"""What is left of the LSTM's gradient is computed from its own curve, and the proof holds."""

import numpy as np
import pytest

from lessons.rnn_vs_lstm import model
from rnn_core.cells import lstm
from rnn_core.studies.gradient_comparison import Setting, first_pair


@pytest.mark.parametrize(
    ("bias", "answer"),
    [
        (0, "less than a millionth"),
        (1, "less than a millionth"),
        (2, "a thousandth to a third"),
        (5, "a third or more"),
    ],
)
def test_the_verdict_is_computed_from_the_lstm_s_own_curve(bias: float, answer: str) -> None:
    found = model.measure(Setting(bias=bias))
    total = np.median(found.curve("total"), axis=0)
    assert model.fate(found) == answer
    left = total[0] - total[-1]
    limits = {
        "a third or more": (-0.5, 99),
        "a thousandth to a third": (-3, -0.5),
        "a millionth to a thousandth": (-6, -3),
    }
    low, high = limits.get(answer, (-999, -6))
    assert low <= left <= high


def test_the_proof_s_errors_are_small() -> None:
    assert max(model.errors(model.measure(Setting())).values()) < 1e-7


def test_the_direct_path_is_the_product_of_the_forget_gates() -> None:
    found = model.measure(Setting(bias=3.0, pairs=1, steps=60))
    f = lstm.forward(found.lstms[0], found.x[:, :1]).f[:, 0]
    _, grads = first_pair(found)
    path = grads.C[-1, 0] * np.prod(f, axis=0)
    left = np.log10(np.linalg.norm(path) / np.linalg.norm(grads.C[-1, 0]))
    np.testing.assert_allclose(model.log10_left(found, "direct"), left, rtol=1e-9)


@pytest.mark.parametrize("bias", [1.0, 3.0])
def test_the_part_through_the_gates_turns_into_the_direction_of_the_direct_path(bias: float) -> None:
    parts = model.split(model.measure(Setting(bias=bias)))
    assert abs(model.first_step_back(parts.cosine)) < 0.35
    assert model.far_back(parts.cosine) > 0.6
    assert model.far_back(parts.kept) > model.first_step_back(parts.kept)


@pytest.mark.parametrize("seed", range(1, 6))
def test_with_bias_one_the_other_part_is_short_the_gates_alike_and_far_back_the_sum_longer(seed: int) -> None:
    found = model.measure(Setting(seed=seed))
    parts = model.split(found)
    assert 0.1 < model.far_back(parts.second) < 0.25
    assert 0.9 < model.first_step_back(parts.kept) < 1.1 < model.far_back(parts.kept) < 1.3
    for number, params in enumerate(found.lstms):
        assert lstm.forward(params, found.x[:, number : number + 1]).f.std() < 0.1


@pytest.mark.parametrize(("bias", "grows"), [(1.0, False), (5.0, True)])
def test_only_with_open_forget_gates_the_total_grows_at_some_steps(bias: float, grows: bool) -> None:
    per_step = -np.diff(model.measure(Setting(bias=bias)).curve("total"), axis=1)
    assert bool((per_step > 0).any()) is grows


def test_the_range_of_what_is_left_holds_the_median() -> None:
    found = model.measure(Setting(bias=3.0))
    low, high = model.range_left(found)
    assert low < model.log10_left(found, "total") < high
