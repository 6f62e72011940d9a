"""Verdicts after every word: log-odds, what each word did to them, where they settle."""

from dataclasses import replace

import numpy as np
import pytest

from lessons.sentiment.model import reading as readings
from lessons.sentiment.model.reading import Reading
from rnn_core.cells.lstm import LSTMParams
from rnn_core.model import Model
from rnn_core.readout import ReadoutParams


def network(seed: int = 0) -> Model:
    rng = np.random.default_rng(seed)
    cell = LSTMParams(rng.standard_normal((16, 7)), rng.standard_normal(16))
    readout = ReadoutParams(3 * rng.standard_normal((2, 4)), rng.standard_normal(2))
    return Model(cell, readout, rng.standard_normal((9, 3)))


@pytest.fixture
def reading() -> Reading:
    return readings.read(network(), ("a", "b", "c", "d"), np.array([3, 0, 8, 3]))


def with_p(reading: Reading, *p: float) -> Reading:
    values = np.array(p)
    return replace(reading, p=values, log_odds=np.log(values / (1 - values)))


def test_the_changes_add_up_to_the_last_log_odds(reading: Reading) -> None:
    w, b = readings.direction(reading.run.model)
    from_states = b + (np.diff(reading.h, axis=0) @ w).sum()
    assert from_states == pytest.approx(reading.log_odds[-1], abs=1e-12)
    assert reading.log_odds[0] == b
    assert b + reading.changes.sum() == pytest.approx(reading.log_odds[-1], abs=1e-12)


def test_p_is_the_network_s_softmax(reading: Reading) -> None:
    np.testing.assert_allclose(reading.p[1:], reading.run.p[:, 0, 1], atol=1e-14)


@pytest.mark.parametrize(
    ("p", "settled"),
    [
        ((0.5, 0.5, 0.5, 0.5, 0.02), 4),
        ((0.5, 0.9, 0.5, 0.9, 0.95), 3),
        ((0.5, 0.9, 0.1, 0.95, 0.99), 3),
        ((0.5, 0.7, 0.8, 0.7, 0.99), 1),
        ((0.5, 0.9, 0.9, 0.9, 0.55), None),
    ],
)
def test_a_verdict_settles_where_it_stays(reading: Reading, p: tuple[float, ...], settled: int | None) -> None:
    assert readings.turning_word(with_p(reading, *p)) == settled


def test_verdicts_near_one_half_are_open(reading: Reading) -> None:
    changed = with_p(reading, 0.5, 0.59, 0.41, 0.61, 0.39)
    assert [changed.verdict(t) for t in range(5)] == [
        "open", "open", "open", "positive", "negative"
    ]  # fmt: skip
    assert not changed.positive


def test_the_strongest_word_moves_the_log_odds_most(reading: Reading) -> None:
    assert readings.strongest_word(with_p(reading, 0.5, 0.6, 0.1, 0.2, 0.3)) == 2


def test_all_that_the_proof_compares_agrees(reading: Reading) -> None:
    errors = readings.errors(reading, np.random.default_rng(0))
    assert max(errors.values()) < 1e-7
    assert sum(name.startswith("gradient of") for name in errors) == 5


def test_one_word_is_a_sentence() -> None:
    found = readings.read(network(), ("a",), np.array([1]))
    assert found.steps == 1
    assert len(found.changes) == 1
