"""How the numbers of the cell were made: computed by the browser, printed in the lecture's notation."""

import numpy as np
import pytest

from figures.columns import View
from figures.graph import Graph
from figures.numbers import signed
from lessons.lstm_gates import model
from lessons.lstm_gates.figure.graph import Walk, cell
from lessons.lstm_gates.figure.parts import ARROWS
from lessons.lstm_gates.figure.plain import ARROWS as PLAIN_ARROWS
from lessons.lstm_gates.figure.plain import plain_cell
from lessons.lstm_gates.figure.strips import vectors
from lessons.lstm_gates.model import Experiment
from rnn_core.studies.clamped_run import Play
from tests.explained import computed, explanation, said, silent, unexplained

LECTURE = "a.?!b..?"
HELD = Experiment(LECTURE, "f", "1", 0.0, (6, 6))


def run(experiment: Experiment) -> tuple[Play, Play]:
    free = model.untouched(experiment.word)
    return model.played(experiment, free), free


def drawn(experiment: Experiment = HELD, apart: int = 1) -> Graph:
    return cell(Walk(*run(experiment), apart), View())


def given(name: str, experiment: Experiment) -> bool:
    """True for a number that is not computed: a state before the first character, a gate that is held."""
    kind, t, unit = name.partition(":")[0].split(".")
    first, last = experiment.times
    gates = {"none": "", "keep": "fi"}.get(experiment.gate, experiment.gate)
    start = kind.endswith("_prev") and t == "1"
    return start or (kind in gates and first <= int(t) <= last and experiment.unit in (unit, "all"))


@pytest.mark.parametrize(
    "experiment",
    [
        Experiment(LECTURE),
        HELD,
        Experiment("?..", "keep", "all", 0.0, (1, 20)),
        Experiment("ab!?b?...", "o", "2", 0.35, (2, 4)),
        Experiment("b?", "i", "1", 1.0, (1, 1)),
        Experiment("?"),
        Experiment("ab" * 10),
    ],
)
def test_every_number_is_computed_anew_from_those_before_it(experiment: Experiment) -> None:
    for apart in {1, len(experiment.word)}:
        missing = unexplained(drawn(experiment, apart), without=("x",))
        assert [name for name in missing if not given(name, experiment)] == []


def test_every_box_and_every_arrow_says_something() -> None:
    graph = drawn()
    names = [name for node in graph.nodes for name in [frame.id for frame in node.frames] or [node.id]]
    assert silent(graph, [*names, *(arrow.name for arrow in ARROWS)]) == []


def test_the_strips_are_explained_with_the_run_they_show() -> None:
    graph, (held, free) = drawn(), run(HELD)
    for kind, play in (("strip", held), ("untouched", free)):
        for name in ("i", "o", "C_tilde", "C", "h", "dC"):
            names = [f"{kind}_{name}.{t}.{unit}" for t in range(1, 9) for unit in (1, 2)]
            assert computed(graph, names) == pytest.approx(vectors(play, name)[1:].ravel().tolist())
    assert "fixed" in said(graph, "strip_f.6.1")
    assert "fixed" not in said(graph, "untouched_f.6.1")


def test_what_lights_up_belongs_to_the_same_time_step() -> None:
    graph = drawn()
    made = explanation(graph, "f.5.1")
    assert made is not None
    assert {source["table"] for source in made["sources"]} >= {"h_prev", "x", "U_f"}
    before = explanation(graph, "C_prev.5.1")
    assert before is not None
    assert {source["table"] for source in before["sources"]} == {"strip_f", "strip_i", "strip_C", "strip_C_tilde"}


def test_a_gate_is_printed_with_every_product_its_character_and_its_bias() -> None:
    play, _ = run(HELD)
    cell_, unit = play.model.cell, 0
    text = said(drawn(), "f.5.1")
    assert "f₅[1] = σ( W_f[1,·]·[h₄, x₅] + b_f[1] )" in text
    for weight in (*cell_.W_f[unit, : cell_.n_hidden].tolist(), cell_.W_f[unit, cell_.n_hidden + 1]):
        assert signed(abs(float(weight)), 3) in text
    assert text.split("\n")[-2].endswith(f"= {signed(float(play.trace.f[4, 0, 0]), 3)}")


def test_the_first_gate_says_why_nothing_comes_from_the_state_before() -> None:
    assert "0 (because h₀ = 0)" in said(drawn(), "f.1.1")
    assert "C₀[2] = 0" in said(drawn(), "C_prev.1.2")


def test_a_gate_that_is_held_says_so_and_its_neighbor_does_not() -> None:
    assert "f₆[1] = 0.000, fixed" in said(drawn(), "f.6.1")
    assert "no gradient passes through it" in said(drawn(), "f.6.1")
    assert "σ(" in said(drawn(), "f.6.2")
    assert "σ(" in said(drawn(Experiment(LECTURE)), "f.6.1")


def test_the_gradient_has_a_part_from_the_next_time_step_until_the_question() -> None:
    graph = drawn()
    assert "+ f₈[1]·∂s/∂C₈[1]" in said(graph, "dC.7.1")
    assert "∂s/∂C₉" not in said(graph, "dC.8.1")
    after = drawn(Experiment("a?.."))
    assert "+ f₂[1]·∂s/∂C₂[1]" in said(after, "dC.1.1")
    assert "= 0" in said(after, "dC.4.1")


def test_a_probability_is_printed_with_its_score() -> None:
    play, _ = run(Experiment(LECTURE))
    text = said(drawn(Experiment(LECTURE)), "p.8.2")
    assert "y₈[b] = W_hy[b,·]·h₈ + b_y[b]" in text
    assert f"= {signed(float(play.y[7, 1]), 3)}" in text
    assert f"= {signed(float(play.p[7, 1]), 3)}" in text


@pytest.mark.parametrize("word", ["a..b..?", "?", "ab" * 10])
def test_every_number_of_the_plain_cell_is_computed_from_the_state_before(word: str) -> None:
    graph, run_ = plain_cell(model.plain(word), View()), model.plain(word)
    assert unexplained(graph, without=("x", "h_prev")) == []
    names = [name for node in graph.nodes for name in [frame.id for frame in node.frames] or [node.id]]
    assert silent(graph, [*names, *(arrow[0] for arrow in PLAIN_ARROWS)]) == []
    wanted = np.tanh(run_.a)
    found = computed(graph, [f"h.{t}.{unit}" for t in range(1, len(word) + 1) for unit in (1, 2)])
    assert found == pytest.approx(wanted.ravel().tolist())
    assert run_.trace.h[1:, 0] == pytest.approx(wanted)


def test_an_arrow_with_a_matrix_shows_it_with_the_names_of_its_columns() -> None:
    for name, rows, columns in (("W_f", 2, 7), ("W_hy", 3, 2)):
        made = explanation(drawn(), name)
        assert made is not None
        matrix = made["matrix"]
        assert (len(matrix["rows"]), len(matrix["columns"])) == (rows, columns)
        assert matrix["columns"][:2] == ["h[1]", "h[2]"]
    assert explanation(drawn(), "W_hy")["matrix"]["rows"] == ["a", "b", "–"]  # type: ignore[index]
