"""A corpus keeps its last tenth back, and a training on it is a function of its settings."""

from itertools import islice

import numpy as np
import pytest

from rnn_core.cells.registry import CELLS
from rnn_core.grads import gradcheck
from rnn_core.studies import character_training
from rnn_core.studies.character_training import BATCH, HELD_OUT, WINDOW, Corpus
from rnn_core.train import loss_and_gradient
from rnn_core.weights import flatten, unflatten

TEXT = "the quick brown fox jumps over the lazy dog, and again. " * 40


def test_the_last_tenth_is_never_in_a_batch() -> None:
    corpus = Corpus.of("a" * 900 + "b" * 100)
    assert len(corpus.tokens) - corpus.n_train == round(HELD_OUT * 1000)
    b = corpus.vocabulary.symbols.index("b")
    for step in range(20):
        batch = corpus.batch(1, step)
        assert batch.x.shape == (WINDOW, BATCH)
        assert b not in batch.x
        assert b not in batch.targets
    assert (corpus.exam().x == b).all()


def test_targets_are_the_symbols_that_follow() -> None:
    corpus = Corpus.of(TEXT)
    batch = corpus.batch(3, 5)
    assert (batch.x[1:] == batch.targets[:-1]).all()
    said = corpus.vocabulary.decode(batch.x[:, 0].tolist())
    assert said in TEXT


def test_symbols_are_what_a_reader_calls_characters() -> None:
    assert Corpus.of(["n", "é", "👩‍🚀"] * 5).vocabulary.symbols == tuple(sorted(("n", "é", "👩‍🚀")))


@pytest.mark.parametrize("text", ["ab" * 15, "abc" * 100])
def test_short_texts_have_batches_and_an_exam(text: str) -> None:
    corpus = Corpus.of(text)
    loop = character_training.training(corpus, 4, 1, 0.01)
    assert np.isfinite([snapshot.loss for snapshot in islice(loop, 3)]).all()
    assert np.isfinite(character_training.bits(loop.model, corpus.exam()))


def test_counting_characters_costs_their_entropy() -> None:
    assert Corpus.of("aabb" * 100).unigram_bits() == pytest.approx(1)


def test_a_training_repeats_bit_by_bit_and_learns() -> None:
    corpus = Corpus.of(TEXT)
    first, again = ([s.loss for s in islice(character_training.training(corpus, 16, 2, 0.02), 60)]
                    for _ in range(2))  # fmt: skip
    assert first == again
    assert first[-1] < 0.7 * first[0]
    other = next(iter(character_training.training(corpus, 16, 3, 0.02))).loss
    assert other != first[0]


@pytest.mark.parametrize("cell", CELLS)
def test_every_cell_learns_from_a_customary_start(cell: str) -> None:
    corpus = Corpus.of(TEXT)
    begin = character_training.start(len(corpus.vocabulary), 16, 2, cell)
    assert type(begin.cell) is CELLS[cell].params
    assert begin.cell.dtype == np.float32
    assert np.abs(flatten(begin.readout)).max() <= 1 / 4
    losses = [s.loss for s in islice(character_training.training(corpus, 16, 2, 0.02, cell), 60)]
    assert losses[-1] < 0.7 * losses[0]


def test_an_lstm_starts_with_open_forget_gates() -> None:
    cell = character_training.start(5, 4, 1).cell
    assert np.array_equal(cell.b, np.repeat([0, 1, 0, 0], 4))
    W = np.random.default_rng(1).uniform(-0.5, 0.5, (16, 9)).astype(np.float32)
    assert np.array_equal(cell.W, W)


@pytest.mark.parametrize("cell", CELLS)
def test_the_gradient_of_a_batch_agrees_with_finite_differences(cell: str) -> None:
    corpus = Corpus.of(TEXT)
    small = character_training.start(len(corpus.vocabulary), 5, 1, cell)
    model = unflatten(small, flatten(small).astype(np.float64))
    batch = corpus.batch(1, 0)
    _, grads = loss_and_gradient(model, batch)
    errors = gradcheck.directional(
        lambda weights: loss_and_gradient(weights, batch)[0], model, grads,
        np.random.default_rng(0),
    )  # fmt: skip
    assert max(errors.values()) < 1e-7
    reused = character_training.objective()
    reused(model, corpus.batch(1, 1))
    assert np.array_equal(flatten(reused(model, batch)[1]), flatten(grads))
