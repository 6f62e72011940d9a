"""Test mode: greedy, temperature and their limits."""

import numpy as np
import pytest

from rnn_core import model as network
from rnn_core import presets, sample
from rnn_core.activations import softmax
from rnn_core.cells.lstm import LSTMParams
from rnn_core.model import Model
from rnn_core.readout import ReadoutParams
from rnn_core.text import Vocabulary
from tests.rnn_core.golden import assert_equal_to

SLIDE = presets.hello_slide()
LONG = presets.drawn(Vocabulary.of("hello"), 8, 3)


def lstm() -> Model:
    """An LSTM with an embedding that says different things."""
    rng = np.random.default_rng(5)
    cell = LSTMParams(rng.standard_normal((24, 6 + 3)), np.zeros(24))
    readout = ReadoutParams(2 * rng.standard_normal((4, 6)), np.zeros(4))
    return Model(cell, readout, rng.standard_normal((4, 3)))


BOTH = pytest.mark.parametrize("model", [LONG, lstm()], ids=["rnn", "lstm"])


@BOTH
def test_greedy_feeds_the_best_symbol_back(model: Model) -> None:
    generation = sample.greedy(model, SLIDE.vocabulary, "h", 12)
    tokens = [0]
    for _ in range(12):
        run = network.run(model, np.array(tokens)[:, np.newaxis])
        tokens.append(int(run.y[-1, 0].argmax()))
    assert generation.tokens.tolist() == tokens
    assert generation.text == SLIDE.vocabulary.decode(tokens)
    assert len(set(tokens)) > 1


def test_a_generation_keeps_everything_it_fed_and_sampled_from() -> None:
    rng = np.random.default_rng(0)
    made = sample.temperature(LONG, SLIDE.vocabulary, "he", 6, rng=rng, temperature=0.7)
    assert made.tokens.shape == (8,)
    assert made.text.startswith("he")
    assert np.array_equal(made.run.x[:, 0], made.tokens[:-1])
    assert made.p.shape == (6, 4)
    assert_equal_to(made.p, softmax(made.run.y[1:, 0] / 0.7))


def test_the_greedy_distribution_is_all_on_the_chosen_symbol() -> None:
    made = sample.greedy(LONG, SLIDE.vocabulary, "h", 5)
    assert np.array_equal(made.p, np.eye(4)[made.tokens[1:]])


def test_temperature_to_zero_is_greedy() -> None:
    for seed in range(20):
        rng = np.random.default_rng(seed)
        cold = sample.temperature(LONG, SLIDE.vocabulary, "h", 20, rng=rng, temperature=1e-9)
        assert cold.text == sample.greedy(LONG, SLIDE.vocabulary, "h", 20).text


def test_a_high_temperature_is_nearly_uniform_and_one_is_the_softmax() -> None:
    hot = sample.temperature(LONG, SLIDE.vocabulary, "h", 9, rng=np.random.default_rng(1), temperature=1e6)
    assert np.abs(hot.p - 0.25).max() < 1e-5
    warm = sample.temperature(LONG, SLIDE.vocabulary, "h", 9, rng=np.random.default_rng(1))
    assert_equal_to(warm.p, warm.run.p[:, 0])


def test_symbols_come_as_often_as_their_probability_says() -> None:
    rng = np.random.default_rng(2)
    p = network.run(SLIDE.model, np.array([[0]])).p[0, 0]
    drawn = [sample.temperature(SLIDE.model, SLIDE.vocabulary, "h", 1, rng=rng).tokens[1] for _ in range(1500)]
    assert np.abs(np.bincount(drawn, minlength=4) / 1500 - p).max() < 0.05


def test_the_same_generator_gives_the_same_text() -> None:
    texts = {sample.temperature(LONG, SLIDE.vocabulary, "h", 30, rng=np.random.default_rng(7)).text for _ in range(2)}
    other = sample.temperature(LONG, SLIDE.vocabulary, "h", 30, rng=np.random.default_rng(8)).text
    assert len(texts) == 1
    assert other not in texts


@pytest.mark.parametrize("temperature", [0.01, 1.0, 100.0])
def test_logits_of_plus_and_minus_1000_stay_finite(temperature: float) -> None:
    readout = ReadoutParams(np.zeros((4, 8)), np.array([1000.0, -1000.0, 999.0, 0.0]))
    extreme = Model(LONG.cell, readout)
    rng = np.random.default_rng(0)
    made = sample.temperature(extreme, SLIDE.vocabulary, "h", 5, rng=rng, temperature=temperature)
    assert np.isfinite(made.p).all()
    assert np.isfinite(made.run.p).all()
    assert_equal_to(made.p.sum(axis=1), np.ones(5))


def test_what_cannot_be_sampled_is_named() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="temperature must be a positive number, got 0"):
        sample.temperature(LONG, SLIDE.vocabulary, "h", 3, rng=rng, temperature=0)
    with pytest.raises(ValueError, match="start must have at least 1 symbol, got none"):
        sample.greedy(LONG, SLIDE.vocabulary, "", 3)
    with pytest.raises(ValueError, match="n must be at least 1, got 0"):
        sample.greedy(LONG, SLIDE.vocabulary, "h", 0)
    with pytest.raises(ValueError, match="got 'z'"):
        sample.greedy(LONG, SLIDE.vocabulary, "z", 3)
    with pytest.raises(ValueError, match="vocabulary must have 4 symbols like the network, got 2"):
        sample.greedy(LONG, Vocabulary(("h", "e")), "h", 3)


@BOTH
def test_a_beam_of_one_writes_what_greedy_writes(model: Model) -> None:
    for start in ("h", "e", "lo", "hel"):
        found = sample.beam(model, SLIDE.vocabulary, start, 12, width=1)
        assert found.text == sample.greedy(model, SLIDE.vocabulary, start, 12).text


@BOTH
def test_a_beam_over_all_texts_finds_the_most_probable_one(model: Model) -> None:
    found = sample.beam(model, SLIDE.vocabulary, "he", 4, width=4**4)
    texts = np.array([[0, 1, *rest] for rest in np.ndindex(4, 4, 4, 4)]).T
    losses = network.run(model, texts[:-1], texts[1:]).losses
    assert losses is not None
    best = losses[1:].sum(0).argmin()
    assert found.tokens.tolist() == texts[:, best].tolist()
    score = found.tree.nodes[found.tree.best].score
    assert score == pytest.approx(-losses[1:, best].sum(), rel=1e-12)


def test_a_beam_stops_at_the_end_symbol_and_names_what_it_cannot_read() -> None:
    found = sample.beam(LONG, SLIDE.vocabulary, "h", 6, width=3, end="o", penalty=0.6)
    node = found.tree.nodes[found.tree.best]
    assert node.finished == found.text.endswith("o")
    assert found.text == "h" + SLIDE.vocabulary.decode(found.tree.tokens(found.tree.best))
    with pytest.raises(ValueError, match="n must be at least 1, got 0"):
        sample.beam(LONG, SLIDE.vocabulary, "h", 0, width=2)
    with pytest.raises(ValueError, match="width must be at least 1, got 0"):
        sample.beam(LONG, SLIDE.vocabulary, "h", 2, width=0)
    with pytest.raises(ValueError, match="got 'z'"):
        sample.beam(LONG, SLIDE.vocabulary, "h", 2, width=2, end="z")
