"""How the numbers of the five wirings were made: every box, number and arrow says it."""

import math

import numpy as np
import pytest

from figures.columns import View
from figures.numbers import signed, significant
from lessons.sequences.figure.columns import columns
from lessons.sequences.figure.graph import rolled, unrolled
from lessons.sequences.model.tasks import TASKS
from lessons.sequences.model.wirings import Wiring
from rnn_core.weights import named
from tests.explained import explanation, said, unexplained
from tests.lessons.sequences.runs import EVERY, shown


@pytest.mark.parametrize(("wiring", "n_read", "n_written"), EVERY)
def test_every_computed_number_comes_out_of_its_formula(wiring: Wiring, n_read: int, n_written: int) -> None:
    for trained in (False, True):
        run = shown(wiring, n_read, n_written, trained=trained, seed=2)
        for draw in (unrolled, rolled):
            assert unexplained(draw(run, View(), ""), without=["x"]) == []


@pytest.mark.parametrize(("wiring", "n_read", "n_written"), EVERY)
def test_every_box_every_number_and_every_arrow_is_explained(wiring: Wiring, n_read: int, n_written: int) -> None:
    for dense in (False, True):
        graph = unrolled(shown(wiring, n_read, n_written), View(dense=dense), "")
        for node in graph.nodes:
            cells = [f"{node.id}.{k}" for k in range(1, len(node.cells) + 1)]
            assert all(explanation(graph, name) for name in (node.id, *cells)), node.id
        assert all(explanation(graph, edge.id) for edge in graph.edges)


@pytest.mark.parametrize("wiring", TASKS)
def test_a_state_names_what_enters_it(wiring: Wiring) -> None:
    run = shown(wiring)
    graph = unrolled(run, View(), "")
    for column in columns(run.run):
        text = said(graph, f"{column.state}.2")
        assert f"{column.kind} at t = {column.t}, unit 2: how this number was made" in text
        assert (f"{column.entering}[2,·]·x" in text) is (column.reads is not None)
        assert (f"{column.recurrent}[2,·]·" in text) is (wiring != "one-one")
        first = column.t == 1 and wiring != "one-one" and (column.kind == "s" or run.run.encoded is None)
        assert (f"0 (because {column.kind}₀ = 0)" in text) is first


def test_the_decoder_starts_from_the_one_vector() -> None:
    graph = unrolled(shown("seq2seq"), View(), "")
    assert "h₁[3] = tanh( W_hh[3,·]·s₄ + b_h[3] )" in said(graph, "h.1.3")
    assert "The one vector: all that passes from the encoder to the decoder." in said(graph, "s.4")
    assert "The one vector" not in said(graph, "s.3")
    found = explanation(graph, "h.1.3")
    assert found is not None
    assert {"table": "s", "index": [4, 1]} in found["sources"]


def test_an_input_names_its_ones() -> None:
    run = shown("one-many")
    text = said(unrolled(run, View(), ""), "x.1.2")
    ones = [row for row, value in zip(run.rows, run.run.examples.x[0, 0], strict=True) if value]
    assert text.startswith(f"x at t = 1: {run.sequence[0]}\n")
    assert " ".join(f"x₁[{row}] = 1" for row in ones) + " and 0 elsewhere" in text
    assert "Multiplying W_xh by it adds up the columns where it is 1." in text


@pytest.mark.parametrize("wiring", TASKS)
def test_the_losses_are_those_of_the_softmax_and_add_up_to_their_sum(wiring: Wiring) -> None:
    run, found = shown(wiring, trained=False), 0.0
    graph = unrolled(run, View(), "")
    for column in columns(run.run):
        if column.writes is not None:
            y, target = run.run.y[column.writes, 0], run.targets[column.writes]
            p = np.exp(y) / np.exp(y).sum()
            loss = -math.log(p[run.outputs.index(target)])
            text = said(graph, f"L.{column.t}")
            assert f"the target is “{target}”" in text
            assert f"= {significant(loss, 4)} nats" in text
            assert said(graph, f"L_edge.{column.t}") == text
            found += loss
    assert f"= {signed(found, 4)}\n" in said(graph, "total.1")
    assert found == pytest.approx(run.run.loss)


@pytest.mark.parametrize("wiring", TASKS)
def test_an_arrow_shows_the_very_matrix_of_the_network(wiring: Wiring) -> None:
    run = shown(wiring)
    graph = unrolled(run, View(), "")
    for name, matrix in named(run.run.network).items():
        if name.startswith("W_"):
            found = explanation(graph, f"{name}.1")
            assert found is not None
            shape = found["matrix"]
            assert shape["entries"] == [[signed(w, 3) for w in row] for row in matrix.tolist()]
            assert shape["rows"] == ([*run.outputs] if name == "W_hy" else ["1", "2", "3", "4"])
            assert shape["columns"] == ([*run.rows] if name[2] == "x" else ["1", "2", "3", "4"])


@pytest.mark.parametrize("name", ["s.1", "W_ss.1", "", "q.1"])
def test_what_is_not_there_has_no_explanation(name: str) -> None:
    assert explanation(unrolled(shown("many-one"), View(), ""), name) is None
