"""The colored text: every number of its data is the network's, and what is hidden is known."""

import json

import numpy as np
import pytest

from figures.columns import View
from lessons.text_generation.figure.letters import RANKS, Letters, as_data
from lessons.text_generation.model.reading import Reading, read, write
from rnn_core.studies import character_training
from rnn_core.text import Vocabulary
from rnn_core.weights import flatten, unflatten

SYMBOLS = Vocabulary(tuple("\n ()[]abcx"))
SMALL = character_training.start(len(SYMBOLS), 6, 4)
MODEL = unflatten(SMALL, 4 * flatten(SMALL).astype(np.float64))


def reading(text: str = "a(b [c])\nxX") -> Reading:
    return read(MODEL, SYMBOLS, text)


def letters(shown: Reading | None = None, view: View | None = None) -> Letters:
    return Letters(shown or reading(), 2, view or View(), "A text")


def written(*, temperature: float = 0.8) -> Reading:
    return write(MODEL, SYMBOLS, "a(", 8, temperature, seed=2)


def test_each_symbol_has_the_number_of_its_step_and_those_not_read_have_none() -> None:
    shown = reading()
    data = as_data(letters(shown))
    assert len(data["characters"]) == len(data["values"]) == len(shown.symbols)
    memory = shown.memory(2)
    for place, time in enumerate(shown.times):
        if time:
            assert data["values"][place] == pytest.approx(memory[time - 1], abs=1e-5)
        else:
            assert shown.symbols[place] == "X"
            assert data["values"][place] is data["guesses"][place] is data["follows"][place] is None


def test_the_predictions_are_the_likeliest_in_order_with_their_chances() -> None:
    shown = reading()
    data = as_data(letters(shown))
    for time, p in enumerate(shown.p, 1):
        bets = data["guesses"][shown.place(time)]
        assert len(bets) == RANKS
        assert [k for k, _ in bets] == np.argsort(-p, kind="stable")[:RANKS].tolist()
        assert [share for _, share in bets] == pytest.approx(sorted(p)[::-1][:RANKS], abs=1e-4)
    assert data["follows"][0] == SYMBOLS.symbols.index("a")


def test_lines_end_where_the_text_s_do_but_not_after_its_start() -> None:
    data = as_data(letters(reading("ab\nc")))
    assert data["ends"] == [3]
    assert data["characters"][0] == data["characters"][3] == "⏎"


def test_the_walk_has_a_step_for_each_symbol_that_is_read() -> None:
    shown = reading()
    data = as_data(letters(shown))
    assert [step["at"] for step in data["steps"]] == [shown.place(t + 1) for t in range(shown.steps)]
    assert data["start"] == 0
    assert as_data(letters(shown, View(start=10**6)))["start"] == shown.steps - 1


def test_what_the_network_wrote_is_told_from_what_it_was_given() -> None:
    assert as_data(letters(written()))["given"] == 3
    assert as_data(letters(reading()))["given"] == 0


def test_an_open_question_keeps_the_bar_from_naming_later_predictions() -> None:
    figure = letters(reading("a(b)"), View(veil_after=2))
    assert "predicts" not in as_data(figure)["steps"][3]["text"]
    assert "predicts" in as_data(figure)["steps"][2]["text"]


def test_the_data_can_be_sent() -> None:
    for shown in (reading(), reading("a"), written(temperature=0), reading("b" * 300)):
        text = json.dumps({**as_data(letters(shown)), "explained": None}, allow_nan=False)
        assert len(text) < 60_000
