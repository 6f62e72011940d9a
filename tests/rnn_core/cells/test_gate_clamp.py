"""Gates that are held: the value is held, and no gradient passes through."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_core.cells import lstm
from rnn_core.cells.gate_clamp import Hold
from rnn_core.cells.lstm import LSTMParams
from rnn_core.grads.gradcheck import directional
from rnn_core.types import Array
from tests.rnn_core.golden import assert_equal_to
from tests.rnn_core.stacks import random_lstm

HOLDS = (
    Hold("f", 1.0, units=(0, 2), steps=(1, 2, 3)),
    Hold("i", 0.0, steps=(4,)),
    Hold("o", 0.25, units=(1,)),
    Hold("C_tilde", -0.5, units=(3,), steps=(0,)),
)


def random_case(B: int, *, tokens: bool = False) -> tuple[LSTMParams, Array, Array]:
    rng = np.random.default_rng(B)
    x = rng.integers(3, size=(6, B)) if tokens else rng.standard_normal((6, B, 3))
    return random_lstm(rng, 3, 4), x, rng.standard_normal((6, B, 4))


@pytest.mark.parametrize("B", [1, 2])
def test_held_gates_have_their_values_and_the_others_follow_the_equations(B: int) -> None:
    params, x, _ = random_case(B)
    trace = lstm.forward(params, x, holds=HOLDS)
    assert (trace.f[1:4][..., [0, 2]] == 1).all()
    assert (trace.i[4] == 0).all()
    assert (trace.o[..., 1] == 0.25).all()
    assert (trace.C_tilde[0, :, 3] == -0.5).all()
    assert trace.held is not None
    assert trace.held.sum() == B * (6 + 4 + 6 + 1)
    for t in range(6):
        free = lstm.step(params, trace.h[t].T, trace.C[t].T, x[t].T)
        for gate, name in enumerate(("i", "f", "o", "C_tilde")):
            kept = ~trace.held[t, gate]
            assert_equal_to(trace.gates[t, gate][kept], getattr(free, name).T[kept])
        assert_equal_to(trace.C[t + 1], trace.f[t] * trace.C[t] + trace.i[t] * trace.C_tilde[t])
        assert_equal_to(trace.h[t + 1], trace.o[t] * np.tanh(trace.C[t + 1]))


@pytest.mark.parametrize("B", [1, 2])
def test_no_gradient_passes_through_a_held_gate_and_the_rest_is_right(B: int) -> None:
    params, x, dh = random_case(B)
    trace = lstm.forward(params, x, holds=HOLDS)
    grads = lstm.backward(params, trace, dh)
    assert trace.held is not None
    assert not grads.a[trace.held].any()

    def loss(point: Any) -> float:
        return float((dh * lstm.forward(*point, holds=HOLDS).h[1:]).sum())

    errors = directional(loss, (params, x), (grads.params, grads.x), np.random.default_rng(0))
    assert max(errors.values()) < 1e-8


def test_a_gate_held_everywhere_learns_nothing() -> None:
    params, x, dh = random_case(2, tokens=True)
    trace = lstm.forward(params, x, holds=[Hold("f", 0.5)])
    grads = lstm.backward(params, trace, dh).params
    assert not grads.W_f.any()
    assert not grads.b_f.any()
    assert grads.W_i.all()
    assert lstm.direct(trace, np.ones((2, 4)))[0] == pytest.approx(0.5**6, rel=1e-15)


@given(st.integers(1, 2), st.sampled_from(["i", "f", "o", "C_tilde"]), st.integers(0, 5))
@settings(max_examples=30, deadline=None)
def test_holding_a_gate_at_the_value_it_has_anyway_changes_nothing_before_or_after(
    B: int, gate: str, step: int
) -> None:
    params, x, _ = random_case(B)
    x = x[:, :1]
    free = lstm.forward(params, x)
    value = float(getattr(free, gate)[step, 0, 2])
    held = lstm.forward(params, x, holds=[Hold(gate, value, units=(2,), steps=(step,))])
    assert np.array_equal(held.h, free.h)
    assert np.array_equal(held.C, free.C)


def test_the_later_of_two_holds_wins() -> None:
    params, x, _ = random_case(1)
    trace = lstm.forward(params, x, holds=[Hold("f", 1.0), Hold("f", 0.0, units=(1,))])
    assert (trace.f[..., 1] == 0).all()
    assert (trace.f[..., 0] == 1).all()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("g", 1.0), "gate must be one of i, f, o, C_tilde, got 'g'"),
        (("f", 1.5), r"value of f must lie in \[0, 1\], got 1.5"),
        (("C_tilde", -2.0), r"value of C_tilde must lie in \[-1, 1\], got -2.0"),
        (("f", float("nan")), r"value of f must lie in \[0, 1\], got nan"),
        (("f", 1.0, (4,)), "units of a hold must lie in 0 … 3, got 4"),
        (("f", 1.0, None, (-1,)), "steps of a hold must lie in 0 … 5, got -1"),
    ],
)
def test_a_hold_that_cannot_be_is_named(arguments: tuple[Any, ...], message: str) -> None:
    params, x, _ = random_case(1)
    with pytest.raises(ValueError, match=message):
        lstm.forward(params, x, holds=[Hold(*arguments)])
