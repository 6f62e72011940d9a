"""A stack that reads a word: drawn nested, the lecture's n × 2n blocks, gradients over paths."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.deep_rnn import model as stacks
from lessons.deep_rnn.model import Stack, gradient_errors, reading_of
from rnn_core import model
from rnn_core.cells import deep
from rnn_core.grads.gradcheck import directional
from rnn_core.model import Model
from rnn_core.studies import grid_paths
from rnn_core.text import Vocabulary
from rnn_core.weights import flatten

HELLO = Vocabulary.of("hello")
sizes = st.tuples(st.integers(1, stacks.DRAWN_UNITS), st.integers(1, 4), st.integers(1, 999))


@given(sizes)
@settings(max_examples=20, deadline=None)
def test_every_matrix_is_n_by_2n(size: tuple[int, int, int]) -> None:
    n, layers, seed = size
    matrices = stacks.drawn(HELLO, n, layers, seed).cell.matrices
    assert [matrix.shape for matrix in matrices] == [(n, 2 * n)] * layers


def test_more_layers_more_units_and_another_word_leave_every_shared_number() -> None:
    small, large = stacks.drawn(HELLO, 3, 2, 7), stacks.drawn(Vocabulary.of("olleh!"), 9, 4, 7)
    order = [Vocabulary.of("olleh!").symbols.index(symbol) for symbol in HELLO.symbols]
    assert small.E is not None
    assert large.E is not None
    np.testing.assert_array_equal(small.E, large.E[order, :3])
    for few, many in zip(small.cell.layers, large.cell.layers, strict=False):
        np.testing.assert_array_equal(few.W_xh, many.W_xh[:3, :3])
        np.testing.assert_array_equal(few.W_hh, many.W_hh[:3, :3])
    np.testing.assert_array_equal(small.readout.W_hy, large.readout.W_hy[order, :3])


def test_another_seed_is_another_network() -> None:
    first, second = (flatten(stacks.drawn(HELLO, 3, 2, seed)) for seed in (1, 2))
    assert not np.intersect1d(first[first != 0], second).size


@pytest.mark.parametrize("n", [0, stacks.DRAWN_UNITS + 1])
def test_a_size_that_cannot_be_drawn_is_named(n: int) -> None:
    with pytest.raises(ValueError, match=f"n must lie in 1 … 16, got {n}"):
        stacks.drawn(HELLO, n, 1, 1)


def test_a_layer_on_top_changes_no_state_below() -> None:
    two, four = (stacks.read(stacks.drawn(HELLO, 3, layers, 1), HELLO, "hello", every=False) for layers in (2, 4))
    np.testing.assert_array_equal(two.states, four.states[:2])


def test_the_states_are_the_steps_of_the_slide() -> None:
    reading = stacks.read(stacks.drawn(HELLO, 4, 3, 2), HELLO, "hello", every=True)
    h = np.zeros((3, 4))
    for t, x in enumerate(reading.run.trace.x[:, 0], start=1):
        h = deep.step(reading.run.model.cell, h, x)
        np.testing.assert_allclose(reading.states[:, t], h, rtol=1e-13)


@pytest.mark.parametrize("every", [True, False])
def test_all_gradients_agree_with_finite_differences(every: bool) -> None:
    reading = stacks.read(stacks.drawn(HELLO, 3, 3, 1), HELLO, "hello", every=every)

    def loss(weights: Model) -> float:
        run = reading.run
        again = model.run(weights, run.x, run.targets, mask=run.mask)
        return float("nan") if again.loss is None else again.loss

    found = directional(loss, reading.run.model, reading.grads.model, np.random.default_rng(0))
    assert max(found.values()) < 1e-7


def test_the_loss_is_taken_where_it_is_asked_for() -> None:
    network = stacks.drawn(HELLO, 3, 2, 1)
    last, every = (stacks.read(network, HELLO, "hello", every=each) for each in (False, True))
    assert last.asked == (4,)
    assert every.asked == (1, 2, 3, 4)
    assert every.run.losses is not None
    assert last.run.loss == every.run.losses[-1, 0]
    assert every.run.loss == pytest.approx(every.run.losses.mean())


def test_trained_it_says_the_word() -> None:
    network = stacks.trained(HELLO, "hello", 3, 2, 1)
    reading = stacks.read(network, HELLO, "hello", every=True)
    assert HELLO.decode(reading.run.y[:, 0].argmax(-1).tolist()) == "ello"


@given(st.text("abc", min_size=2, max_size=8), st.integers(1, 4), st.integers(1, 5))
@settings(max_examples=30, deadline=None)
def test_the_gradient_is_the_sum_over_all_paths(word: str, layers: int, n: int) -> None:
    vocabulary = Vocabulary.of(word)
    network = stacks.drawn(vocabulary, n, layers, 3)
    reading = stacks.read(network, vocabulary, word, every=False)
    end = reading.from_above(layers)[-1]
    for t in {1, reading.steps}:
        for layer in range(1, layers + 1):
            summed = grid_paths.gradient(network.cell, reading.run.trace, end, t, layer)
            np.testing.assert_allclose(summed, reading.gradients[layer - 1, t], rtol=1e-10, atol=1e-15)


def test_paths_are_counted_as_pascal_s_triangle_counts_them() -> None:
    for T in range(1, 8):
        for L in range(1, 5):
            assert grid_paths.count(T, L, T, L) == 1
            for t in range(1, T):
                assert grid_paths.count(T, L, t, L) == 1
                for layer in range(1, L):
                    right, up = (t + 1, layer), (t, layer + 1)
                    assert grid_paths.count(T, L, t, layer) == sum(grid_paths.count(T, L, *to) for to in (right, up))


def test_with_a_loss_at_every_step_the_paths_to_all_of_them_count() -> None:
    reading = stacks.read(stacks.drawn(HELLO, 3, 2, 1), HELLO, "hello", every=True)
    assert [reading.paths(1, layer) for layer in (1, 2)] == [1 + 2 + 3 + 4, 4]
    assert reading.paths(4, 2) == 1


@pytest.mark.parametrize(
    "stack",
    [
        Stack("random", "hello", 2, 3, 1, False),
        Stack("trained", "hello", 4, 3, 1, True),
        Stack("random", "ab", 1, 1, 2, False),
        Stack("random", "abracadabra", 3, 16, 5, False),
        Stack("random", "The quick brown fox jumps over the dogs.", 4, 4, 5, False),
    ],
)
def test_the_proof_holds_for_every_kind_of_stack(stack: Stack) -> None:
    assert max(gradient_errors(reading_of(stack)).values()) < 1e-6


def test_the_proof_sums_the_gradient_of_the_first_state_path_by_path() -> None:
    found = gradient_errors(reading_of(Stack("random", "hello", 3, 3, 1, False)))
    assert found["h at t = 1, layer 1: sum over 10 paths"] < 1e-12
