"""Every number of the walk backwards is explained, and what is printed adds up to it."""

import math
import re

import numpy as np
import pytest

from figures.arithmetic import Arithmetic, Line
from figures.columns import View
from figures.numbers import significant
from lessons.bptt.figure.arithmetic import explain
from lessons.bptt.figure.chain_rule import LSTM, NAMES, RNN
from lessons.bptt.figure.equation import gate_of
from lessons.bptt.figure.graph import backwards
from lessons.bptt.model import Backwards
from rnn_core.text import Vocabulary
from tests.figures.walks import MATRICES, SIZES, drawn, slide

SUPER = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
NUMBER = r"−?\d+(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
TERM = re.compile(rf"([+−]) ({NUMBER[2:]})·\(?({NUMBER})\)?")


def number(text: str) -> float:
    mantissa, _, exponent = text.replace("−", "-").partition("·10")
    return float(mantissa) * 10.0 ** int(exponent.translate(SUPER) or 0)


def text_of(lines: tuple[Line, ...]) -> str:
    return "\n".join(" ".join(piece.text for piece in line) for line in lines)


def result_of(arithmetic: Arithmetic) -> str:
    (found,) = (piece.text for line in arithmetic.lines for piece in line if piece.result)
    return found


def asked(found: tuple[Backwards, Vocabulary], node: str) -> Arithmetic:
    b, vocabulary = found
    told = explain(b, vocabulary, node, b.largest_entry)
    assert told is not None, node
    return told


@pytest.mark.parametrize(("word", "H"), SIZES)
@pytest.mark.parametrize("matrix", MATRICES)
@pytest.mark.parametrize("immediate", [False, True])
def test_every_box_cell_and_arrow_of_the_figure_is_explained(word: str, H: int, matrix: str, immediate: bool) -> None:
    found = drawn(word, H, matrix, immediate=immediate)
    b, vocabulary = found
    figure = backwards(b, vocabulary, View(), entry=b.largest_entry)
    names = [edge.id for edge in figure.edges]
    for node in figure.nodes:
        frames = [(frame.id, frame.cells) for frame in node.frames] or [(node.id, node.cells)]
        for name, cells in dict.fromkeys(frames):
            if not name.startswith("eq_") and name:
                names += [f"{name}.{c.index or k}" for k, c in enumerate(cells, start=1)]
                names.append(name)
    for name in dict.fromkeys(names):
        told = asked(found, name)
        assert told.title
        assert told.lines or told.words or told.matrix is not None
        assert "nan" not in text_of(told.lines)


@pytest.mark.parametrize("immediate", [False, True])
@pytest.mark.parametrize("matrix", ["W_hh", "W_i", "W_f", "W_o", "W_C"])
def test_every_formula_ends_in_the_core_s_number(matrix: str, immediate: bool) -> None:
    found = drawn("hello", 3, matrix, immediate=immediate)
    b, _ = found
    for kind in LSTM if b.memory else RNN:
        values = NAMES[kind][2](b)
        for t in range(1, len(b.dy) + 1):
            for k, value in enumerate(values[t - 1].ravel().tolist(), start=1):
                shown = number(result_of(asked(found, f"{kind}.{t}.{k}")))
                assert shown == pytest.approx(value, rel=6e-3, abs=6e-4), (kind, t, k)


def test_the_terms_of_a_sum_add_up() -> None:
    found = slide()
    b, _ = found
    for t in range(1, 5):
        for i in range(3):
            for kind, value in (("own", b.from_loss), ("future", b.from_future)):
                if kind == "future" and t == 4:
                    continue
                text = text_of(asked(found, f"{kind}.{t}.{i + 1}").lines)
                terms = [number(sign.replace("+", "") + one) * number(other) for sign, one, other in TERM.findall(text)]
                assert len(terms) == (4 if kind == "own" else 3)
                assert math.fsum(terms) == pytest.approx(value[t - 1, i], abs=6e-3)


def test_the_mistake_is_divided_by_the_number_of_steps() -> None:
    told = asked(slide(), "dy.2.3")
    assert text_of(told.lines[:1]) == "dL/dy₂[l] = ( p₂[l] − 1 ) / T"
    assert "/ 4 = −0.236" in text_of(told.lines)
    assert "mean of all steps" in told.words


def test_the_two_ways_into_a_state_are_added() -> None:
    b, _ = slide()
    text = text_of(asked(slide(), "dh.1.2").lines)
    assert "= from this loss + from the future" in text
    assert significant(float(b.from_loss[0, 1])) in text
    assert f"− {significant(float(-b.from_future[0, 1]))}" in text


def test_a_share_is_one_number_times_another() -> None:
    b, vocabulary = slide()
    told = asked((b, vocabulary), "share.2.9")
    assert text_of(told.lines[:1]) == "dL/dW_hh[3,3] += dL/da₂[3] · h₁[3]"
    assert number(result_of(told)) == pytest.approx(b.shares[1, 2, 2], abs=5e-4)
    assert asked((b, vocabulary), "bar.1.2").lines == asked((b, vocabulary), "share.2.9").lines
    assert "h₀ = 0" in asked((b, vocabulary), "share.1.9").words


@pytest.mark.parametrize("matrix", ["W_hy", "W_xh"])
def test_the_first_share_of_the_other_matrices_is_not_explained_away(matrix: str) -> None:
    assert asked(slide(matrix), "share.1.1").words == ""


def test_a_sum_lists_the_shares_from_the_last_step_on() -> None:
    b, vocabulary = slide()
    told = asked((b, vocabulary), "sum.2.9")
    assert "shares of t = 4, 3, 2" in text_of(told.lines)
    assert number(result_of(told)) == pytest.approx(b.running[1, 2, 2], abs=5e-4)


def test_a_whole_matrix_is_shown_where_its_box_was_chosen() -> None:
    b, vocabulary = slide("W_xh")
    for kind, expected in (("share", b.shares[2]), ("sum", b.running[2])):
        told = asked((b, vocabulary), f"{kind}.3")
        assert told.matrix is not None
        assert np.array_equal(told.matrix, expected)
        assert told.columns == ("h", "e", "l", "o")


def test_the_arrow_back_shows_the_matrix_with_rows_and_columns_exchanged() -> None:
    b, vocabulary = slide()
    told = asked((b, vocabulary), "W_hh_T.3")
    assert told.matrix is not None
    assert np.array_equal(told.matrix, b.run.model.cell.W_hh.T)
    assert "cut" not in told.words
    assert "cut" in asked(slide(immediate=True), "W_hh_T.3").words


def test_the_strip_s_gate_is_the_followed_one() -> None:
    for matrix in ("W_i", "W_f", "W_o", "W_C"):
        b, vocabulary = drawn("hello", 3, matrix)
        gate = asked((b, vocabulary), "gate.2.1")
        assert gate.lines == asked((b, vocabulary), f"da.2.{gate_of(b) * 3 + 1}").lines


@pytest.mark.parametrize(
    "node",
    [
        *("", "q", "dh", "dh.", "dh.x", "dh.0", "dh.5", "dh.1.0", "dh.1.4", "dh.1.1.1", "q.1"),
        *("share.1.0", "share.1.10", "sum.9", "eq_own.1", "dC.1", "C.1", "W_T.2", "gate.1"),
        *("dy.1.5", "p.1.9", "y.1.9", "local.1.7", "f.2", f"dh.{'9' * 5000}"),
    ],
)
def test_what_is_no_node_is_not_explained(node: str) -> None:
    b, vocabulary = slide()
    assert explain(b, vocabulary, node, (2, 2)) is None
