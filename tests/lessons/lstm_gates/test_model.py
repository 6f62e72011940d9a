"""What the lesson on gates may read and hold, and what its question proposes."""

import numpy as np
import pytest

from lessons.lstm_gates import cards as keeper
from lessons.lstm_gates.cards import Choice
from rnn_core.studies.store_recall_task import READS, SAYS, answers


@pytest.mark.parametrize("word", ["?", "a", keeper.LECTURE, "b" * 20])
def test_words_of_the_alphabet_can_be_read(word: str) -> None:
    assert keeper.unusable(word) is None


@pytest.mark.parametrize(
    ("word", "reason"),
    [("", "empty"), ("a" * 21, "too long"), ("abc", "“c”"), ("a b", "␣"), ("👩‍👩‍👧", "alphabet")],
)
def test_other_words_are_refused_with_the_reason(word: str, reason: str) -> None:
    assert reason in str(keeper.unusable(word))


@pytest.mark.parametrize("word", [keeper.LECTURE, "a..?", "b......?", "a!?", "ab.?", "b!..a?.?"])
def test_the_shipped_network_gives_every_right_answer(word: str) -> None:
    right = answers(READS.encode(word))
    np.testing.assert_array_equal(keeper.untouched(word).said, right)


def test_a_hold_beyond_the_word_holds_nothing() -> None:
    assert keeper.holds(Choice("a?", gate="f", times=(5, 9))) == ()
    choice = Choice("a?", gate="f", times=(5, 9))
    assert keeper.played(choice) is keeper.untouched("a?")


def test_holding_one_gate_and_holding_all_memory() -> None:
    (hold,) = keeper.holds(Choice(gate="o", unit="2", value=0.5, times=(2, 30)))
    assert (hold.gate, hold.value, hold.units, hold.steps) == ("o", 0.5, (1,), tuple(range(1, 8)))
    forget, write = keeper.holds(Choice(gate=keeper.KEEP, unit="all", times=(2, 3)))
    assert (forget.gate, forget.value, forget.units) == ("f", 1.0, None)
    assert (write.gate, write.value) == ("i", 0.0)


@pytest.mark.parametrize(
    ("word", "t"), [(keeper.LECTURE, 6), ("a?", 2), ("?", 1), ("...", 3), ("ab", 2), ("a?b", 2)]
)
def test_the_question_forgets_right_after_the_last_letter_asked_for(word: str, t: int) -> None:
    assert keeper.experiment(word).times == (t, t)


def test_the_answer_to_the_first_question_is_that_the_letter_is_lost() -> None:
    assert keeper.says(keeper.untouched(keeper.LECTURE)) == "b"
    assert keeper.says(keeper.played(keeper.experiment(keeper.LECTURE))) == "nothing"
    assert SAYS.symbols[-1] == "–"


def test_the_proof_s_errors_are_small_held_or_not() -> None:
    for choice in (Choice(), keeper.experiment(keeper.LECTURE)):
        assert max(keeper.errors(choice).values()) < 1e-7
