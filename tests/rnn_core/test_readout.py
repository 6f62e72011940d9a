"""The readout: PyTorch, finite differences and named errors."""

import numpy as np
import pytest

from rnn_core import readout
from rnn_core.grads.gradcheck import directional
from rnn_core.readout import ReadoutParams
from tests.rnn_core.golden import assert_equal_to, case, cases, model_of

PARAMS = ReadoutParams(np.ones((3, 2)), np.ones(3))


@pytest.mark.parametrize("name", cases())
def test_forward_and_backward_equal_pytorch(name: str) -> None:
    numbers = case(name)
    params = model_of(numbers).readout
    h = numbers["h"][1:]
    assert_equal_to(readout.forward(params, h), numbers["y"])
    grads = readout.backward(params, h, numbers["dy"])
    assert_equal_to(grads.params.W_hy, numbers["dW_hy"])
    assert_equal_to(grads.params.b_y, numbers["db_y"])
    assert_equal_to(grads.h[-1], numbers["dh"][-1])


def test_directional_finite_differences_agree() -> None:
    rng = np.random.default_rng(0)
    params = ReadoutParams(rng.standard_normal((4, 3)), rng.standard_normal(4))
    h, weight = rng.standard_normal((5, 2, 3)), rng.standard_normal((5, 2, 4))
    grads = readout.backward(params, h, weight)
    errors = directional(lambda p: float((weight * readout.forward(p, h)).sum()), params, grads.params, rng)
    assert max(errors.values()) < 1e-9


def test_one_hidden_vector_is_enough() -> None:
    assert readout.forward(PARAMS, np.array([1.0, 2.0])).tolist() == [4.0, 4.0, 4.0]


def test_bad_input_is_named() -> None:
    with pytest.raises(ValueError, match=r"W_hy must have shape \(V, H\), got \(2,\)"):
        ReadoutParams(np.ones(2), np.ones(2))
    with pytest.raises(ValueError, match=r"b_y must have shape \(3,\), got \(2,\)"):
        ReadoutParams(np.ones((3, 2)), np.ones(2))
    with pytest.raises(ValueError, match=r"b_y must be float64 .* got float32"):
        ReadoutParams(np.ones((3, 2)), np.ones(3, np.float32))
    with pytest.raises(ValueError, match=r"h must have shape \(4, 2\), got \(4, 3\)"):
        readout.forward(PARAMS, np.ones((4, 3)))
    with pytest.raises(ValueError, match=r"h must be float64 .* got float32"):
        readout.forward(PARAMS, np.ones((4, 2), np.float32))
    with pytest.raises(ValueError, match=r"b_y must be finite everywhere, got nan at \(0,\)"):
        readout.forward(ReadoutParams(np.ones((3, 2)), np.full(3, np.nan)), np.ones((4, 2)))
    with pytest.raises(ValueError, match=r"dy must have shape \(4, 3\), got \(4, 2\)"):
        readout.backward(PARAMS, np.ones((4, 2)), np.ones((4, 2)))
