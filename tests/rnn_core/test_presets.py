"""The slide's network to the printed digit, and draws that never change for another reason."""

import math
from itertools import islice, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_core import model, presets, sample
from rnn_core.grads.gradcheck import directional
from rnn_core.optim import SGD, Adagrad, Optimizer
from rnn_core.text import Vocabulary
from rnn_core.train import Snapshot, Trainer
from rnn_core.weights import flatten
from tests.rnn_core.golden import assert_equal_to

HELLO = Vocabulary.of("hello")
PRINTED_HIDDEN = [["0.3", "-0.1", "0.9"], ["1.0", "0.3", "0.1"], ["0.1", "-0.5", "-0.3"], ["-0.3", "0.9", "0.7"]]
PRINTED_LOGITS = [
    ["1.0", "2.2", "-3.0", "4.1"],
    ["0.5", "0.3", "-1.0", "1.2"],
    ["0.1", "0.5", "1.9", "-1.1"],
    ["0.2", "-1.5", "-0.1", "2.2"],
]


def trained(start: model.Model, optimizer: Optimizer, steps: int) -> Snapshot:
    training = Trainer(start, *HELLO.pairs("hello"), optimizer)
    return next(islice(training, steps, None))


def greedy_text(network: model.Model) -> str:
    return sample.greedy(network, HELLO, "h", 4).text


def test_the_slide_is_reproduced_to_its_printed_digit() -> None:
    run = presets.hello_slide().run()
    shown_h = [[f"{value:.1f}" for value in h] for h in run.trace.h[1:, 0]]
    shown_y = [[f"{value:.1f}" for value in y] for y in run.y[:, 0]]
    assert shown_h == PRINTED_HIDDEN
    assert shown_y == PRINTED_LOGITS
    assert not run.trace.h[0].any()
    assert_equal_to(run.trace.h[1:, 0], np.array(presets.SLIDE_HIDDEN), 1e-14)
    assert_equal_to(run.y[:, 0], np.array(presets.SLIDE_LOGITS), 1e-14)


def test_the_slide_reads_hell_and_expects_ello() -> None:
    preset = presets.hello_slide()
    run = preset.run()
    assert run.targets is not None
    assert preset.vocabulary.decode(run.x[:, 0]) == "hell"
    assert preset.vocabulary.decode(run.targets[:, 0]) == "ello"


def test_the_slides_network_is_worse_than_guessing() -> None:
    loss = presets.hello_slide().run().loss
    assert loss == pytest.approx(1.397, abs=5e-4)
    assert loss is not None
    assert loss > math.log(4)


def test_the_recurrent_solution_is_the_smallest_one() -> None:
    preset = presets.hello_slide()
    run, cell = preset.run(), preset.model.cell
    known = np.hstack([run.trace.h[:-1, 0], np.eye(4)[run.x[:, 0]]])
    weights = np.hstack([cell.W_hh, cell.W_xh])
    outside = np.eye(7) - np.linalg.pinv(known) @ known
    assert np.abs(weights @ outside).max() < 1e-12
    assert not cell.b_h.any()


def test_without_an_output_bias_no_weights_give_the_slides_logits() -> None:
    assert presets.slide_residual(with_bias=True) < 1e-13
    assert presets.slide_residual(with_bias=False) > 1


def test_the_gradients_of_the_slide_agree_with_finite_differences() -> None:
    preset = presets.hello_slide()
    x, targets = HELLO.pairs("hello")
    grads = model.backward(preset.run()).model
    errors = directional(lambda m: model.run(m, x, targets).loss or 0.0, preset.model, grads, np.random.default_rng(0))
    assert max(errors.values()) < 1e-9


def test_the_two_ls_have_different_states() -> None:
    h = presets.hello_slide().run().trace.h[:, 0]
    assert np.abs(h[3] - h[4]).max() > 0.5


@pytest.mark.parametrize("rate", [0.1, 0.3, 0.5])
def test_the_slide_trained_says_hello(rate: float) -> None:
    preset = presets.hello_slide()
    assert greedy_text(preset.model) != "hello"
    last = trained(preset.model, SGD(rate), 50)
    assert greedy_text(last.model) == "hello"
    assert last.loss < 0.1


@pytest.mark.parametrize("n_hidden", [2, 3, 4, 5, 8, 13, 16, 24, 32])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_drawn_network_trained_says_hello(n_hidden: int, seed: int) -> None:
    last = trained(presets.drawn(HELLO, n_hidden, seed), SGD(0.3), 250)
    assert greedy_text(last.model) == "hello"
    assert last.loss < 0.2


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_one_hidden_unit_is_enough_for_hello_with_adagrad(seed: int) -> None:
    last = trained(presets.drawn(HELLO, 1, seed), Adagrad(0.3), 800)
    assert greedy_text(last.model) == "hello"


def test_every_step_of_training_from_the_slide_at_a_small_rate_lowers_the_loss() -> None:
    training = Trainer(presets.hello_slide().model, *HELLO.pairs("hello"), SGD(0.01))
    losses = [snapshot.loss for snapshot in islice(training, 100)]
    assert all(later < earlier for earlier, later in pairwise(losses))


@pytest.mark.slow
@given(st.text(min_size=1, max_size=8), st.integers(0, 2**40), st.integers(1, 31))
@settings(max_examples=40, deadline=None)
def test_another_word_or_size_changes_no_weight_both_networks_have(word: str, seed: int, n_hidden: int) -> None:
    small, large = Vocabulary.of(word), Vocabulary.of("xyz" + word)
    one, other = presets.drawn(small, n_hidden, seed), presets.drawn(large, n_hidden + 1, seed)
    shared = [large.symbols.index(s) for s in small.symbols if s in large.symbols]
    mine = [k for k, s in enumerate(small.symbols) if s in large.symbols]
    H = n_hidden
    assert np.array_equal(one.cell.W_hh, other.cell.W_hh[:H, :H])
    assert np.array_equal(one.cell.W_xh[:, mine], other.cell.W_xh[:H, shared])
    assert np.array_equal(one.readout.W_hy[mine], other.readout.W_hy[shared, :H])


def test_a_seed_gives_the_same_weights_and_another_seed_others() -> None:
    one, again, other = (presets.drawn(HELLO, 5, seed) for seed in (4, 4, 5))
    assert np.array_equal(flatten(one), flatten(again))
    assert (flatten(one.cell.W_hh) != flatten(other.cell.W_hh)).all()
    assert (flatten(one.readout.W_hy) != flatten(other.readout.W_hy)).all()


def test_drawn_weights_have_the_stated_spread_and_symbols_differ() -> None:
    many = Vocabulary(tuple(map(chr, range(0x4E00, 0x4E00 + 300))))
    drawn = presets.drawn(many, 32, 0)
    assert drawn.cell.W_xh.std() == pytest.approx(presets.SCALE_INPUT, rel=0.03)
    assert drawn.cell.W_hh.std() == pytest.approx(presets.SCALE_STATE, rel=0.06)
    assert drawn.readout.W_hy.std() == pytest.approx(presets.SCALE_OUTPUT, rel=0.03)
    correlation = np.corrcoef(np.vstack([drawn.cell.W_xh.T, drawn.readout.W_hy]))
    assert np.abs(correlation - np.eye(600)).max() < 0.85


def test_what_cannot_be_drawn_is_named() -> None:
    for n_hidden in (0, 33):
        with pytest.raises(ValueError, match=f"n_hidden must lie in 1 … 32, got {n_hidden}"):
            presets.drawn(HELLO, n_hidden, 0)
    with pytest.raises(ValueError, match="seed must be at least 0, got -1"):
        presets.drawn(HELLO, 3, -1)


@settings(max_examples=25)
@given(st.integers(1, 32), st.integers(1, 32), st.text("helo wrd", min_size=2), st.integers(0, 99))
def test_another_word_or_size_changes_no_weight_that_two_drawn_lstms_share(
    few: int, many: int, text: str, seed: int
) -> None:
    words = Vocabulary.of("hello"), Vocabulary.of(text)
    H = min(few, many)
    shared = [symbol for symbol in words[0].symbols if symbol in words[1].symbols]
    cells = [
        presets.drawn(vocabulary, size, seed, memory=True).cell
        for vocabulary, size in zip(words, (few, many), strict=True)
    ]
    for gate in ("W_i", "W_f", "W_o", "W_C"):
        matrices = [getattr(cell, gate)[:H] for cell in cells]
        assert np.array_equal(matrices[0][:, :H], matrices[1][:, :H])
        for symbol in shared:
            columns = [
                matrix[:, cell.n_hidden + vocabulary.symbols.index(symbol)]
                for matrix, cell, vocabulary in zip(matrices, cells, words, strict=True)
            ]
            assert np.array_equal(*columns)
    assert all((cell.b_f == presets.FORGET).all() for cell in cells)
    assert not any(cell.b_i.any() or cell.b_o.any() or cell.b_C.any() for cell in cells)


def test_the_gates_of_a_drawn_lstm_are_drawn_apart_and_its_readout_is_the_vanilla_one() -> None:
    vocabulary = presets.hello_slide().vocabulary
    lstm, vanilla = (presets.drawn(vocabulary, 8, 3, memory=memory) for memory in (True, False))
    gates = [lstm.cell.W_i, lstm.cell.W_f, lstm.cell.W_o, lstm.cell.W_C]
    assert not any(np.intersect1d(a, b).size for a, b in pairwise(gates))
    assert np.array_equal(lstm.readout.W_hy, vanilla.readout.W_hy)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_drawn_lstm_trained_says_hello(seed: int) -> None:
    vocabulary = Vocabulary.of("hello")
    x, targets = vocabulary.pairs("hello")
    network = presets.drawn(vocabulary, 3, seed, memory=True)
    *_, last = islice(Trainer(network, x, targets, SGD(0.3)), 301)
    assert sample.greedy(last.model, vocabulary, "h", 4).text == "hello"
