"""The inputs of a whole sequence: lookup and sum by token are the one-hot products."""

import numpy as np
import pytest

from rnn_core import inputs
from tests.rnn_core.golden import assert_equal_to


@pytest.mark.parametrize(("T", "D"), [(1, 1), (5, 4), (3, 50), (400, 60)])
def test_tokens_are_one_hot_vectors_whether_few_or_many(T: int, D: int) -> None:
    rng = np.random.default_rng(0)
    W, b = rng.standard_normal((3, D)), rng.standard_normal(3)
    tokens, da = rng.integers(D, size=(T, 2)), rng.standard_normal((T, 2, 3))
    vectors = np.eye(D)[tokens]
    assert_equal_to(inputs.project(W, b, tokens), vectors @ W.T + b)
    assert_equal_to(inputs.project(W, b, vectors), vectors @ W.T + b)
    expected = np.einsum("tbk,tbd->kd", da, vectors)
    by_token, no_dx = inputs.backward(W, tokens, da)
    by_vector, dx = inputs.backward(W, vectors, da)
    assert no_dx is None
    assert_equal_to(by_token, expected)
    assert_equal_to(by_vector, expected)
    assert_equal_to(dx, da @ W)
