"""The arithmetic of a cut gradient adds up, for every box, number and arrow of the figure."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.arithmetic import Arithmetic
from figures.columns import View
from lessons.truncated_bptt import figure
from lessons.truncated_bptt.figure.arithmetic import explain
from lessons.truncated_bptt.model import windows
from rnn_core import presets
from rnn_core.model import Run
from rnn_core.text import Vocabulary
from tests.figures.runs import runs

SLIDE = presets.hello_slide()
FOUND = windows.of(SLIDE.run(), 2)


def said(node: str) -> Arithmetic:
    found = explain(FOUND, SLIDE.vocabulary, node)
    assert found is not None, node
    return found


def texts(arithmetic: Arithmetic) -> list[str]:
    return [" ".join(piece.text for piece in line) for line in arithmetic.lines]


def numbers(text: str) -> list[float]:
    return [float(found.replace("−", "-")) for found in re.findall(r"−?\d+\.\d+", text)]


@settings(max_examples=20)
@given(runs(longest=6), st.integers(1, 8))
def test_everything_in_the_figure_is_explained(drawn_run: tuple[Run, Vocabulary], k: int) -> None:
    run, vocabulary = drawn_run
    found = windows.of(run, k)
    graph = figure.windows.graph(found, vocabulary, View())
    names = [n.id for n in graph.nodes] + [e.id for e in graph.edges]
    names += [f"{n.id}.{c.index}" for n in graph.nodes for c in n.cells if c.index]
    for name in names:
        explained = explain(found, vocabulary, name)
        assert explained is not None, name
        assert "nan" not in " ".join(texts(explained))


@pytest.mark.parametrize("node", ["g.1", "g.2", "g.3", "g.4", "f.1", "f.2", "f.4"])
def test_own_loss_and_future_add_up_to_the_derivative(node: str) -> None:
    for line in texts(said(node))[1:]:
        own, future, total = numbers(line)
        assert own + future == pytest.approx(total, abs=0.0016)


def test_at_a_cut_the_future_counts_nothing_and_without_it_something() -> None:
    assert all(numbers(line)[1] == 0 for line in texts(said("g.2"))[1:])
    assert any(numbers(line)[1] != 0 for line in texts(said("f.2"))[1:])
    assert "The cut: what t = 3 would send back does not arrive." in said("g.2").words
    assert "+ 0" in texts(said("g.2"))[0]
    assert "nothing comes from the future" in said("g.4").words


def test_the_cut_arrow_says_what_it_would_carry() -> None:
    would = FOUND.run.model.cell.W_hh.T @ FOUND.full.a[2, 0]
    assert said("back.2").title.endswith(": cut")
    carried = [numbers(line)[0] for line in texts(said("back.2"))[1:]]
    assert carried == pytest.approx(would, abs=0.0006)
    assert "do not reach h₂" in said("back.2").words
    assert not said("back.1").title.endswith(": cut")


def test_the_rest_of_the_figure_is_explained_as_everywhere() -> None:
    assert said("W_hh.2").matrix is FOUND.run.model.cell.W_hh
    assert said("h.2.1").title == "h at t = 2, unit 1: how this number was made"


@pytest.mark.parametrize("node", ["", "g", "g.0", "g.5", "g.1.9", "f.1.0", "back.4", "back.x"])
def test_what_is_not_there_is_not_explained(node: str) -> None:
    assert explain(FOUND, SLIDE.vocabulary, node) is None
