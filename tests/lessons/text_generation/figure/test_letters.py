"""The colored text: every number of its data is the network's, and what is hidden is known."""

import json

import numpy as np
import pytest

from figures.columns import View
from lessons.text_generation.figure import arithmetic as letters_arithmetic
from lessons.text_generation.figure.letters import RANKS, Letters, as_data, place_of
from lessons.text_generation.model.reading import Reading, read, write
from rnn_core.cells.registry import CELLS
from rnn_core.model import Model
from rnn_core.studies import character_training
from rnn_core.text import Vocabulary
from rnn_core.weights import flatten, unflatten

SYMBOLS = Vocabulary(tuple("\n ()[]abcx"))


def network(cell: str) -> Model:
    """A small network with large weights."""
    small = character_training.start(len(SYMBOLS), 6, 4, cell)
    return unflatten(small, 4 * flatten(small).astype(np.float64))


MODEL = network("lstm")


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


def test_the_bets_are_the_likeliest_in_order_with_their_chances() -> None:
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


def test_an_open_question_hides_what_later_steps_reach_and_the_bar_does_not_tell() -> None:
    figure = letters(reading("a(b)"), View(veil_after=2))
    assert not figure.hides("c.3")
    assert figure.hides("c.4")
    assert figure.hides("p.5.2")
    assert not figure.hides("nonsense")
    assert "bets" not in as_data(figure)["steps"][3]["text"]
    assert "bets" in as_data(figure)["steps"][2]["text"]


def test_the_data_can_be_sent() -> None:
    for shown in (reading(), reading("a"), written(temperature=0), reading("b" * 300)):
        text = json.dumps(as_data(letters(shown)), allow_nan=False)
        assert len(text) < 60_000


@pytest.mark.parametrize("node", ["", "c", "c.x", "q.3", "p.3.99", "c.99", "p.3", "p.3.0"])
def test_what_is_no_number_of_the_figure_has_no_arithmetic(node: str) -> None:
    assert letters_arithmetic.explain(letters(), node) is None
    assert place_of("c.3") == 2


@pytest.mark.parametrize("cell", CELLS)
def test_the_arithmetic_of_what_is_carried_ends_in_the_number_that_is_shown(cell: str) -> None:
    shown = read(network(cell), SYMBOLS, "a(b [c])\nxX")
    for time in range(1, shown.steps + 1):
        found = letters_arithmetic.explain(letters(shown), f"c.{shown.place(time) + 1}")
        assert found is not None
        result = next(piece for line in found.lines for piece in line if piece.result)
        assert float(result.text.replace("−", "-")) == pytest.approx(shown.memory(2)[time - 1], abs=5e-4)


def test_the_gates_of_the_arithmetic_are_the_trace_s() -> None:
    shown = reading()
    found = letters_arithmetic.explain(letters(shown), "c.3")
    assert found is not None
    printed = [line[-1].text for line in found.lines[2:]]
    trace = shown.run.trace
    gates = (trace.f, trace.i, trace.C_tilde)
    assert [float(text.replace("−", "-")) for text in printed] == pytest.approx(
        [float(gate[2, 0, 2]) for gate in gates], abs=5e-4
    )


def test_the_gates_of_a_gru_s_arithmetic_are_the_trace_s() -> None:
    shown = read(network("gru"), SYMBOLS, "a(b [c])")
    found = letters_arithmetic.explain(letters(shown), "c.3")
    assert found is not None
    assert found.title.startswith("h₃[3] after")
    trace = shown.run.trace
    assert [float(line[-1].text.replace("−", "-")) for line in found.lines[2:]] == pytest.approx(
        [float(gate[2, 0, 2]) for gate in (trace.z, trace.r, trace.n)], abs=5e-4
    )


@pytest.mark.parametrize("temperature", [0.0, 0.5, 1.0])
def test_the_arithmetic_of_a_bet_ends_in_its_chance(temperature: float) -> None:
    shown = written(temperature=temperature)
    best = int(shown.p[3].argmax())
    found = letters_arithmetic.explain(letters(shown), f"p.4.{best + 1}")
    assert found is not None
    assert float(found.lines[-1][-1].text) == pytest.approx(shown.p[3, best], abs=5e-5)


def test_a_symbol_that_is_not_read_is_explained_as_such() -> None:
    shown = reading("aXb")
    found = letters_arithmetic.explain(letters(shown), "c.3")
    assert found is not None
    assert "not read" in found.title
