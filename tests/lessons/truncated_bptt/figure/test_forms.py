"""The numbers of a truncated gradient add up, for every box, number and arrow of the figure."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.columns import View
from lessons.truncated_bptt import figure
from lessons.truncated_bptt.model import windows
from rnn_core import presets
from rnn_core.model import Run
from rnn_core.text import Vocabulary
from tests.explained import explanation, explanations, said, unexplained
from tests.figures.runs import runs

SLIDE = presets.hello_slide()
FOUND = windows.of(SLIDE.run(), 2)
GRAPH = figure.windows.graph(FOUND, SLIDE.vocabulary, View())


def lines(node: str) -> list[str]:
    found = explanation(GRAPH, node)
    assert found is not None, node
    return [" ".join(piece["text"] for piece in line) for line in found["lines"]]


def numbers(text: str) -> list[float]:
    return [float(found.replace("−", "-").replace(" ", "")) for found in re.findall(r"(?:−|(?<=\d )− )?\d+\.\d+", text)]


@settings(max_examples=20, deadline=None)
@given(runs(longest=6), st.integers(1, 8))
def test_everything_in_the_figure_is_explained(drawn_run: tuple[Run, Vocabulary], k: int) -> None:
    run, vocabulary = drawn_run
    graph = figure.windows.graph(windows.of(run, k), vocabulary, View())
    assert unexplained(graph, without=("x",)) == []
    names = [*(node.id for node in graph.nodes), *(edge.id for edge in graph.edges)]
    for name, found in zip(names, explanations(graph, names), strict=True):
        assert found, name
        assert "undefined" not in str(found["lines"])


@pytest.mark.parametrize("node", ["g.1", "g.2", "g.3", "g.4", "f.1", "f.2", "f.4"])
def test_own_loss_and_future_add_up_to_the_derivative(node: str) -> None:
    for line in lines(node)[1:]:
        own, future, total = numbers(line)
        assert own + future == pytest.approx(total, abs=0.0016)


def test_at_a_cut_the_future_counts_nothing_and_without_it_something() -> None:
    assert all(numbers(line)[1] == 0 for line in lines("g.2")[1:])
    assert any(numbers(line)[1] != 0 for line in lines("f.2")[1:])
    assert "The scissors: what comes back from t = 3 does not arrive." in said(GRAPH, "g.2")
    assert "+ 0" in lines("g.2")[0]
    assert "+ 0" in lines("g.2.1")[0]
    assert "nothing comes from the future" in said(GRAPH, "g.4")


def test_the_cut_arrow_says_what_it_would_carry() -> None:
    would = FOUND.run.model.cell.W_hh.T @ FOUND.full.a[2, 0]
    assert said(GRAPH, "back.2").splitlines()[0].endswith(": truncated")
    assert [numbers(line)[0] for line in lines("back.2")[1:]] == pytest.approx(would, abs=0.0006)
    assert "do not reach h₂" in said(GRAPH, "back.2")
    assert not said(GRAPH, "back.1").splitlines()[0].endswith(": truncated")


def test_the_rest_of_the_figure_is_explained_as_everywhere() -> None:
    found = explanation(GRAPH, "W_hh.2")
    assert found is not None
    shown = [[float(entry.replace("−", "-")) for entry in row] for row in found["matrix"]["entries"]]
    assert np.allclose(shown, FOUND.run.model.cell.W_hh, atol=5.01e-4)
    assert said(GRAPH, "h.2.1").startswith("h at t = 2, unit 1: how this number was made")


@pytest.mark.parametrize("node", ["", "q", "q.1", "dh.1"])
def test_what_is_not_there_is_not_explained(node: str) -> None:
    assert said(GRAPH, node) == ""
