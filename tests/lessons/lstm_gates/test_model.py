"""What the lesson on gates may read and hold, and what its question proposes."""

import numpy as np
import pytest

from lessons.lstm_gates import model
from lessons.lstm_gates.model import Experiment
from lessons.lstm_gates.state import UNITS, LstmGates
from rnn_core.studies.store_recall_task import READS, SAYS, answers

LECTURE = "a.?!b..?"


@pytest.mark.parametrize("word", ["?", "a", LECTURE, "b" * 20])
def test_words_of_the_alphabet_can_be_read(word: str) -> None:
    assert model.unusable(word) is None


@pytest.mark.parametrize(
    ("word", "reason"), [("", "empty"), ("a" * 21, "too long"), ("abc", "“c”"), ("a b", "␣"), ("👩‍👩‍👧", "alphabet")]
)
def test_other_words_are_refused_with_the_reason(word: str, reason: str) -> None:
    assert reason in str(model.unusable(word))


@pytest.mark.parametrize("word", [LECTURE, "a..?", "b......?", "a!?", "ab.?", "b!..a?.?"])
def test_the_shipped_network_gives_every_right_answer(word: str) -> None:
    right = answers(READS.encode(word))
    np.testing.assert_array_equal(model.untouched(word).said, right)


def test_a_hold_beyond_the_word_holds_nothing() -> None:
    experiment = Experiment("a?", gate="f", times=(5, 9))
    assert model.holds(experiment) == ()
    free = model.untouched("a?")
    assert model.played(experiment, free) is free


def test_holding_one_gate_and_holding_all_memory() -> None:
    (hold,) = model.holds(Experiment(LECTURE, gate="o", unit="2", value=0.5, times=(2, 30)))
    assert (hold.gate, hold.value, hold.units, hold.steps) == ("o", 0.5, (1,), tuple(range(1, 8)))
    forget, write = model.holds(Experiment(LECTURE, gate=model.KEEP, unit="all", times=(2, 3)))
    assert (forget.gate, forget.value, forget.units) == ("f", 1.0, None)
    assert (write.gate, write.value) == ("i", 0.0)


HELD = LstmGates(reads=LECTURE, gate="f", unit="1", value=0.0, times=(6, 6)).experiment


def test_one_wait_without_the_forget_gate_loses_the_letter() -> None:
    free = model.untouched(LECTURE)
    assert model.answer(free) == "b"
    assert model.right(free)
    assert model.answer(model.played(HELD, free)) == "nothing"
    assert not model.right(model.played(HELD, free))
    assert SAYS.symbols[-1] == "–"


def test_the_vanilla_rnn_beside_it_is_that_of_its_equation() -> None:
    run = model.plain("a..b..?")
    h = np.zeros(2)
    for t, token in enumerate(run.word):
        h = np.tanh(run.cell.W_hh @ h + run.cell.W_xh[:, token] + run.cell.b_h)
        np.testing.assert_allclose(run.trace.h[t + 1, 0], h, rtol=1e-12)


def test_the_proof_s_errors_are_small_held_or_not() -> None:
    free = model.untouched(LECTURE)
    for play in (free, model.played(HELD, free)):
        assert max(model.errors(play).values()) < 1e-7


def test_the_units_to_choose_from_are_those_of_the_network() -> None:
    numbers = [str(unit) for unit in range(1, model.network().cell.n_hidden + 1)]
    assert [*numbers, "all"] == list(UNITS)
