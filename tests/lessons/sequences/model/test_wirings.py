"""The five wirings: plain loops, the core's other modules, and finite differences agree."""

from dataclasses import replace

import numpy as np
import pytest

from lessons.sequences.model import networks as tiny_networks
from lessons.sequences.model import wirings
from lessons.sequences.model.tasks import TASKS
from lessons.sequences.model.wirings import Examples, Network, Run, Wiring
from rnn_core import model
from rnn_core.activations import log_softmax
from rnn_core.batches import inside, pad
from rnn_core.cells import rnn
from rnn_core.cells.rnn import RNNParams
from rnn_core.grads.gradcheck import directional
from rnn_core.model import Model
from rnn_core.readout import ReadoutParams
from rnn_core.types import Array
from rnn_core.weights import named

ALL = tuple(TASKS)


def ragged(wiring: Wiring, seed: int = 0) -> tuple[Network, Examples]:
    """A drawn network with drawn biases, and three sequences of different lengths."""
    rng = np.random.default_rng(seed)
    network = tiny_networks.drawn(wiring, seed)
    biases = {name: rng.standard_normal(b.shape) for name, b in named(network).items() if "b_" in name}
    V, D = len(TASKS[wiring].outputs), len(TASKS[wiring].rows)
    lengths = [1, 1, 1] if wiring.startswith("one") else [4, 2, 3]
    written = {"one-one": [1, 1, 1], "many-one": [1, 1, 1], "aligned": lengths}.get(wiring, [2, 4, 1])
    x, n_read = pad([rng.standard_normal((n, D)) for n in lengths])
    targets, n_written = pad([rng.integers(V, size=n) for n in written])
    return replace(network, **biases), Examples(x, n_read, targets, inside(n_written))


def by_steps(wiring: Wiring, network: Network, x: Array, n_written: int) -> tuple[Array, Array]:
    """States h and scores of one sequence x (T_x, D), step by step as on the slide."""
    h, states, weights = np.zeros(len(network.b_h)), [], named(network)
    if wiring == "one-one":
        states.append(np.tanh(weights["W_xh"] @ x[0] + network.b_h))
    elif wiring == "seq2seq":
        for x_j in x:
            h = np.tanh(weights["W_xs"] @ x_j + weights["W_ss"] @ h + weights["b_s"])
        while len(states) < n_written:
            states.append(h := np.tanh(weights["W_hh"] @ h + network.b_h))
    else:
        cell = RNNParams(weights["W_xh"], weights["W_hh"], network.b_h)
        for t in range(n_written if wiring == "one-many" else len(x)):
            x_t = x[t] if t < len(x) else np.zeros(x.shape[1])
            states.append(h := rnn.step(cell, h, x_t))
    y = [network.W_hy @ h + network.b_y for h in states[-n_written:]]
    return np.array(states), np.array(y)


@pytest.mark.parametrize("wiring", ALL)
def test_a_batch_is_its_sequences_one_by_one(wiring: Wiring) -> None:
    network, examples = ragged(wiring)
    run = wirings.run(wiring, network, examples)
    total = 0.0
    for b, n in enumerate(examples.lengths):
        n_written = int(examples.mask[:, b].sum())
        states, y = by_steps(wiring, network, examples.x[:n, b], n_written)
        np.testing.assert_allclose(run.h[: len(states), b], states, rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(run.y[:n_written, b], y, rtol=1e-12, atol=1e-14)
        each = -log_softmax(y)[np.arange(n_written), examples.targets[:n_written, b]]
        np.testing.assert_allclose(run.losses[:n_written, b], each, rtol=1e-12)
        total += each.sum()
    assert run.loss == pytest.approx(total / len(examples.lengths), rel=1e-12)


@pytest.mark.parametrize("wiring", ALL)
def test_finite_differences_agree_for_every_set_of_weights(wiring: Wiring) -> None:
    network, examples = ragged(wiring, seed=1)
    grads = wirings.backward(wirings.run(wiring, network, examples))
    errors = directional(
        lambda other: wirings.run(wiring, other, examples).loss, network, grads, np.random.default_rng(0)
    )
    assert set(errors) == set(named(network))
    assert max(errors.values()) < 1e-7


def test_aligned_is_the_network_of_the_other_lessons_with_the_losses_summed() -> None:
    network, examples = ragged("aligned")
    assert network.W_xh is not None
    assert network.W_hh is not None
    whole = Model(RNNParams(network.W_xh, network.W_hh, network.b_h), ReadoutParams(network.W_hy, network.b_y))
    other = model.run(whole, examples.x, examples.targets, mask=examples.mask)
    run = wirings.run("aligned", network, examples)
    places = examples.mask.sum() / examples.mask.shape[1]
    assert other.loss is not None
    assert run.loss == pytest.approx(other.loss * places, rel=1e-13)
    mine, theirs = named(wirings.backward(run)), model.backward(other).model
    np.testing.assert_allclose(mine["W_hh"], theirs.cell.W_hh * places, rtol=1e-12)
    np.testing.assert_allclose(mine["W_hy"], theirs.readout.W_hy * places, rtol=1e-12)


def test_one_to_one_has_no_recurrent_weights_and_only_an_encoder_has_its_own() -> None:
    for wiring in ALL:
        names = set(named(tiny_networks.drawn(wiring, 1)))
        assert ("W_hh" in names) == (wiring != "one-one")
        assert ({"W_xs", "W_ss", "b_s"} <= names) == (wiring == "seq2seq")
        assert ("W_xh" in names) == (wiring != "seq2seq")


def test_all_that_the_decoder_knows_is_the_one_vector() -> None:
    network, examples = ragged("seq2seq")
    run = wirings.run("seq2seq", network, examples)
    assert network.W_xs is not None
    assert run.encoded is not None
    assert run.trace is not None
    ends = run.encoded.h[examples.lengths, np.arange(3)]
    np.testing.assert_array_equal(run.trace.h[0], ends)
    moved = replace(network, W_xs=network.W_xs + 1)
    assert not np.array_equal(wirings.run("seq2seq", moved, examples).y, run.y)

    def written(states: Array) -> Run:
        """The answer to sources of one step whose encoder ends in these states."""
        one = replace(network, W_xs=np.arctanh(states).T, b_s=np.zeros(4))
        told = replace(examples, x=np.eye(3)[np.newaxis], lengths=np.ones(3, int))
        return wirings.run("seq2seq", one, told)

    np.testing.assert_allclose(written(ends).y, run.y, rtol=1e-9)


def test_one_to_many_is_told_of_the_image_only_once() -> None:
    network, examples = ragged("one-many")
    assert network.W_xh is not None
    assert network.W_hh is not None
    run = wirings.run("one-many", network, examples)
    first = np.tanh(examples.x[0] @ network.W_xh.T + network.b_h)
    np.testing.assert_allclose(run.h[0], first, rtol=1e-13)
    np.testing.assert_allclose(run.h[1], np.tanh(first @ network.W_hh.T + network.b_h), rtol=1e-12)
