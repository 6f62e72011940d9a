"""Every number and every arrow of the five wirings says how it was made, and the terms add up."""

import math

import numpy as np
import pytest

from figures.columns import View
from figures.numbers import signed
from lessons.sequences.figure import graph as wirings
from lessons.sequences.figure.arithmetic import explain
from lessons.sequences.figure.columns import Shown, columns, states
from lessons.sequences.model.tasks import TASKS
from lessons.sequences.model.wirings import Wiring
from rnn_core.weights import named
from tests.figures.test_arithmetic import HALF, number, result_of, terms, text_of
from tests.lessons.sequences.runs import EVERY, shown


def added_up(run: Shown, node: str) -> tuple[float, float]:
    """The sum of the printed terms, and how far their rounding may put it off."""
    arithmetic = explain(run, node)
    assert arithmetic is not None, node
    found = terms(text_of(arithmetic.lines[1:-1] if node[0] in "hs" else arithmetic.lines[1:]))
    return sum(w * v for w, v in found), sum(HALF * (abs(w) + abs(v) + HALF) for w, v in found)


@pytest.mark.parametrize(("wiring", "n_read", "n_written"), EVERY)
def test_every_box_every_number_and_every_arrow_has_an_explanation(wiring: Wiring, n_read: int, n_written: int) -> None:
    run = shown(wiring, n_read, n_written)
    for dense in (False, True):
        graph = wirings.unrolled(run, View(dense=dense), "")
        for node in graph.nodes:
            cells = [f"{node.id}.{k}" for k in range(1, len(node.cells) + 1)]
            assert all(explain(run, name) for name in (node.id, *cells)), node.id
        assert all(explain(run, edge.id) for edge in graph.edges)


@pytest.mark.parametrize("wiring", TASKS)
@pytest.mark.parametrize("trained", [False, True])
def test_the_terms_of_a_state_add_up_to_what_the_tanh_is_taken_of(wiring: Wiring, trained: bool) -> None:
    run = shown(wiring, trained=trained, seed=2)
    for column in columns(run.run):
        trace = run.run.encoded.a if run.run.encoded and column.kind == "s" else run.run.a
        for i in range(4):
            node = f"{column.state}.{i + 1}"
            total, spread = added_up(run, node)
            assert total == pytest.approx(float(trace[column.t - 1, 0, i]), abs=spread + 1e-12)
            arithmetic = explain(run, node)
            assert arithmetic is not None
            assert result_of(arithmetic) == signed(float(states(run.run, column)[column.t - 1, i]), 3)


@pytest.mark.parametrize("wiring", TASKS)
def test_the_terms_of_a_score_add_up_to_it(wiring: Wiring) -> None:
    run = shown(wiring, seed=3)
    for column in columns(run.run):
        for k in range(len(run.outputs) if column.writes is not None else 0):
            assert column.writes is not None
            total, spread = added_up(run, f"y.{column.t}.{k + 1}")
            y = float(run.run.y[column.writes, 0, k])
            assert total == pytest.approx(y, abs=spread + 1e-12)


@pytest.mark.parametrize("wiring", TASKS)
def test_the_losses_are_those_of_the_softmax_and_add_up_to_their_sum(wiring: Wiring) -> None:
    run, found = shown(wiring, trained=False), 0.0
    for column in columns(run.run):
        if column.writes is not None:
            arithmetic = explain(run, f"L.{column.t}")
            assert arithmetic is not None
            y, target = run.run.y[column.writes, 0], run.targets[column.writes]
            p = np.exp(y) / np.exp(y).sum()
            loss = -math.log(p[run.outputs.index(target)])
            assert result_of(arithmetic) == signed(loss, 3)
            found += loss
    total = explain(run, "total.1")
    assert total is not None
    assert result_of(total) == signed(found, 4)
    assert number(result_of(total)) == pytest.approx(run.run.loss, abs=1e-4)


@pytest.mark.parametrize("wiring", TASKS)
def test_an_arrow_shows_the_very_matrix_of_the_network(wiring: Wiring) -> None:
    run = shown(wiring)
    for name, matrix in named(run.run.network).items():
        if name.startswith("W_"):
            found = explain(run, f"{name}.1")
            assert found is not None
            assert found.matrix is matrix
            assert (len(found.rows), len(found.columns)) == matrix.shape


@pytest.mark.parametrize(
    "node", ["h", "h.9", "h.1.9", "h.0", "h.1.0", "y.1", "L.2", "s.1", "W_ss.1", "x.x", "x.-1", "", "q.1"]
)
def test_what_is_not_there_has_no_explanation(node: str) -> None:
    assert explain(shown("many-one"), node) is None
