"""How the colored cells and the bets were made: the browser comes to the network's own numbers, and hides the rest."""

from typing import Any

import numpy as np
import pytest

from figures.columns import View
from figures.numbers import signed, subscript
from lessons.text_generation.figure.letters import Letters, as_data, likeliest
from lessons.text_generation.model.reading import Reading, read, write
from rnn_core.cells.registry import CELLS
from rnn_core.model import Model
from rnn_core.studies import character_training
from rnn_core.text import Vocabulary
from rnn_core.weights import flatten, unflatten
from tests.explained import computed, said

SYMBOLS = Vocabulary(tuple("\n ()[]abcx{}"))
UNIT = 2


def network(cell: str) -> Model:
    """A small network with large weights."""
    small = character_training.start(len(SYMBOLS), 6, 4, cell)
    return unflatten(small, 4 * flatten(small).astype(np.float64))


MODEL = network("lstm")


def drawn(shown: Reading, view: View | None = None) -> dict[str, Any]:
    return as_data(Letters(shown, UNIT, view or View(), "A text"))


def reading(text: str = "a(b [c])\nxX{") -> Reading:
    return read(MODEL, SYMBOLS, text)


def written(*, temperature: float) -> Reading:
    return write(MODEL, SYMBOLS, "a(", 8, temperature, seed=2)


@pytest.mark.parametrize("text", ["a(b [c])\nxX{", "a", "", "XXa", "b" * 60])
def test_the_equations_come_to_the_cell_states_and_the_gates_of_the_run(text: str) -> None:
    shown = reading(text)
    data, trace = drawn(shown), shown.run.trace
    for time in range(1, shown.steps + 1):
        lines = said(data, f"c.{shown.place(time) + 1}").split("\n")
        assert lines[2].endswith(f"= {signed(float(trace.C[time, 0, UNIT]), 3)}")
        gates = (trace.f, trace.i, trace.C_tilde)
        assert [line.rpartition("= ")[2] for line in lines[3:6]] == [
            signed(float(gate[time - 1, 0, UNIT]), 3) for gate in gates
        ]


@pytest.mark.parametrize("cell", CELLS)
def test_what_each_kind_of_cell_carries_is_explained(cell: str) -> None:
    shown = read(network(cell), SYMBOLS, "a(b [c])\nxX")
    for time in range(1, shown.steps + 1):
        text = said(drawn(shown), f"c.{shown.place(time) + 1}")
        assert text.startswith(f"{shown.letter}{subscript(time)}[{UNIT + 1}] after ")
        assert f"= {signed(float(shown.memory(UNIT)[time - 1]), 3)}" in text


def test_the_gates_of_a_gru_come_to_those_of_the_run() -> None:
    shown = read(network("gru"), SYMBOLS, "a(b [c])")
    lines = said(drawn(shown), "c.3").split("\n")
    trace = shown.run.trace
    assert [line.rpartition("= ")[2] for line in lines[3:6]] == [
        signed(float(gate[2, 0, UNIT]), 3) for gate in (trace.z, trace.r, trace.n)
    ]


@pytest.mark.parametrize("temperature", [0.5, 1.0, 1.5])
def test_the_equations_of_a_bet_come_to_its_probability(temperature: float) -> None:
    shown = written(temperature=temperature)
    names = [f"p.{time}.{k + 1}" for time in range(1, shown.steps + 1) for k in likeliest(shown)[time - 1]]
    own = np.take_along_axis(shown.p, likeliest(shown), 1)
    assert computed(drawn(shown), names) == pytest.approx(own.ravel().tolist())


def test_a_bet_names_the_units_with_the_largest_terms() -> None:
    shown = reading("a(")
    token = int(shown.p[1].argmax())
    text = said(drawn(shown), f"p.2.{token + 1}")
    assert "how likely" in text
    products = MODEL.readout.W_hy[token] * shown.run.trace.h[2, 0]
    for unit, product in enumerate(products.tolist(), 1):
        assert f"{signed(abs(product), 3)} (h[{unit}])" in text
    assert "(bias)" in text


def test_at_temperature_0_the_largest_score_gets_all() -> None:
    shown = written(temperature=0.0)
    best = int(shown.p[3].argmax())
    text = said(drawn(shown), f"p.4.{best + 1}")
    assert f"p₄[{SYMBOLS.symbols[best]}] = 1" in text.replace("⏎", "\n").replace("␣", " ")


def test_a_character_that_is_not_read_is_explained_as_such() -> None:
    assert "“X” is not read" in said(drawn(reading("aXb")), "c.3")
    assert "after “b”" in said(drawn(reading("aXb")), "c.4")


def test_an_open_question_takes_the_later_numbers_out_of_the_data() -> None:
    shown = reading("a(b)")
    data = drawn(shown, View(veil_after=2))
    token = int(shown.p[2].argmax()) + 1
    assert said(data, "c.3")
    assert said(data, f"p.3.{token}")
    for name in ("c.4", "c.5", f"p.4.{token}", f"p.5.{token}"):
        assert said(data, name) == ""
    tables = data["explained"]["tables"]
    for name in ("C", "f", "i", "C_tilde", "h", "m", "below", "best"):
        table = tables[name]
        assert np.isnan(table["values"][4 - table["first"][0] :]).all(), name


@pytest.mark.parametrize("node", ["", "q.3", "p.3"])
def test_what_is_no_number_of_the_figure_is_not_explained(node: str) -> None:
    assert said(drawn(reading()), node) == ""
