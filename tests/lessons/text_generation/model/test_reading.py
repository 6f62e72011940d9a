"""A network at a text: what is read, what is not, and what it writes."""

import numpy as np
import pytest

from lessons.text_generation.model.reading import read, stepwise, write
from rnn_core.activations import softmax
from rnn_core.model import Model
from rnn_core.studies import character_training
from rnn_core.text import Vocabulary
from rnn_core.weights import flatten, unflatten

SYMBOLS = Vocabulary(("\n", "a", "b", "c"))


def network(cell: str) -> Model:
    """A small network with large weights."""
    small = character_training.start(4, 5, 1, cell)
    return unflatten(small, 5 * flatten(small).astype(np.float64))


MODEL = network("lstm")


def test_a_text_begins_with_the_end_of_a_line() -> None:
    reading = read(MODEL, SYMBOLS, "abc")
    assert reading.symbols == ("\n", "a", "b", "c")
    assert reading.times == (1, 2, 3, 4)
    assert reading.tokens == [0, 1, 2, 3]
    assert reading.place(3) == 2


def test_what_the_network_has_no_number_for_leaves_its_state_as_it_was() -> None:
    reading = read(MODEL, SYMBOLS, "aé👩‍🚀b")
    assert reading.times == (1, 2, 0, 0, 3)
    assert reading.strange == ["é", "👩‍🚀"]
    without = read(MODEL, SYMBOLS, "ab")
    assert np.array_equal(reading.p, without.p)


def test_chances_are_the_softmax_at_the_temperature() -> None:
    reading = write(MODEL, SYMBOLS, "ab", 6, 0.5, seed=3)
    assert reading.given == 3
    assert len(reading.symbols) == 9
    assert np.allclose(reading.p, softmax(reading.run.y[:, 0] / 0.5))
    again = write(MODEL, SYMBOLS, "ab", 6, 0.5, seed=3)
    assert again.symbols == reading.symbols


def test_at_temperature_zero_the_best_is_written() -> None:
    reading = write(MODEL, SYMBOLS, "a", 5, 0.0, seed=1)
    best = reading.run.y[:, 0].argmax(1)
    assert reading.tokens[2:] == best[1:-1].tolist()
    assert reading.p[np.arange(reading.steps), best].tolist() == [1.0] * reading.steps


def test_what_a_start_has_and_the_network_does_not_know_is_named_and_marked_as_in_a_text_that_is_read() -> None:
    reading = write(MODEL, SYMBOLS, "aéb", 4, 1.0, seed=1)
    assert reading.symbols[:4] == ("\n", "a", "é", "b")
    assert reading.times == (1, 2, 0, 3, 4, 5, 6, 7)
    assert (reading.given, reading.strange) == (4, ["é"])
    without = write(MODEL, SYMBOLS, "ab", 4, 1.0, seed=1)
    assert reading.symbols[4:] == without.symbols[3:]
    assert np.array_equal(reading.p, without.p)


def test_a_start_without_any_known_symbol_is_still_a_start() -> None:
    reading = write(MODEL, SYMBOLS, "é", 3, 1.0, seed=1)
    assert (reading.symbols[:2], reading.times[:3]) == (("\n", "é"), (1, 0, 2))
    other = Vocabulary(("x", "y", "z", "w"))
    assert write(MODEL, other, "", 3, 1.0, seed=1).symbols[0] == "x"
    assert write(MODEL, other, "é", 3, 1.0, seed=1).symbols[:2] == ("x", "é")


@pytest.mark.parametrize(("cell", "carried"), [("rnn", ["h"]), ("lstm", ["C", "h"]), ("gru", ["h"])])
def test_single_steps_agree_with_the_fast_pass(cell: str, carried: list[str]) -> None:
    errors = stepwise(read(network(cell), SYMBOLS, "abcabcbca" * 3))
    assert list(errors) == [*carried, "y"]
    assert max(errors.values()) < 1e-13


def test_the_memory_of_a_unit_is_the_trace_s() -> None:
    reading = read(MODEL, SYMBOLS, "abc")
    assert reading.memory(2) == pytest.approx(reading.run.trace.C[1:, 0, 2])
    assert reading.letter == "C"


@pytest.mark.parametrize("cell", ["rnn", "gru"])
def test_without_a_memory_a_unit_s_hidden_state_is_followed(cell: str) -> None:
    reading = read(network(cell), SYMBOLS, "abc")
    assert reading.memory(2) == pytest.approx(reading.run.trace.h[1:, 0, 2])
    assert reading.letter == "h"
