"""The formulas under the reader's finger: their printed terms add up to the model's numbers."""

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.arithmetic import TERMS_PER_LINE, Arithmetic, Line, explain
from figures.numbers import quoted, signed, subscript, visible
from rnn_core import model, presets
from rnn_core.model import Run
from rnn_core.text import Vocabulary
from tests.figures.runs import SYMBOLS, drawn_run, runs

SLIDE = presets.hello_slide()
HALF = 0.5e-3 + 1e-12
"""The most a number printed with three digits is off."""

NUMBER = r"−?\d+\.\d+"
TERM = re.compile(rf"([+−]) (\d+\.\d{{3}})(?:·(?:\(({NUMBER})\)|({NUMBER})))?")


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def text_of(lines: tuple[Line, ...]) -> str:
    return "\n".join(" ".join(piece.text for piece in line) for line in lines)


def result_of(arithmetic: Arithmetic) -> str:
    (found,) = (piece.text for line in arithmetic.lines for piece in line if piece.result)
    return found


def terms(text: str) -> list[tuple[float, float]]:
    """The printed terms as (weight, value); a term without a product has the value 1."""
    return [
        (number(sign.replace("+", "") + weight), number(negative or positive or "1"))
        for sign, weight, negative, positive in TERM.findall(text)
    ]


def asked(run: Run, vocabulary: Vocabulary, node: str) -> Arithmetic:
    found = explain(run, vocabulary, node)
    assert found is not None, node
    return found


def assert_sum_is_printed(
    printed: list[tuple[float, float]], exact: list[tuple[float, float]], total: float, shown: float
) -> None:
    """The exact terms make the total, the printed ones are those rounded, and so is their sum."""
    assert math.fsum(w * v for w, v in exact) == pytest.approx(total, rel=1e-11, abs=1e-12)
    assert np.allclose(printed, exact, rtol=0, atol=HALF)
    spread = sum(HALF * (abs(w) + abs(v) + HALF) for w, v in exact) + HALF
    assert sum(w * v for w, v in printed) == pytest.approx(shown, abs=spread)


def check_hidden(run: Run, vocabulary: Vocabulary, t: int, i: int) -> None:
    cell, h, token = run.model.cell, run.trace.h[:, 0], int(run.x[t - 1, 0])
    found = asked(run, vocabulary, f"h.{t}.{i + 1}")
    before = text_of(found.lines[1:-1])
    shown = number(re.findall(NUMBER, text_of(found.lines[-1:]))[0])
    a = float(run.trace.a[t - 1, 0, i])
    if h[t - 1].any():
        exact = [*zip(cell.W_hh[i].tolist(), h[t - 1].tolist(), strict=True)]
    else:
        exact = []
        assert f"0 (for h{subscript(t - 1)} = 0)" in before
    exact += [(float(cell.W_xh[i, token]), 1.0), (float(cell.b_h[i]), 1.0)]
    assert_sum_is_printed(terms(before), exact, a, shown)
    assert shown == pytest.approx(a, abs=HALF)
    assert math.tanh(a) == pytest.approx(h[t, i], abs=1e-15)
    assert result_of(found) == signed(float(h[t, i]), 3)


def check_output(run: Run, vocabulary: Vocabulary, t: int, k: int) -> None:
    readout, h, y = run.model.readout, run.trace.h[t, 0], float(run.y[t - 1, 0, k])
    found = asked(run, vocabulary, f"y.{t}.{k + 1}")
    exact = [*zip(readout.W_hy[k].tolist(), h.tolist(), strict=True), (float(readout.b_y[k]), 1.0)]
    shown = number(result_of(found))
    assert_sum_is_printed(terms(text_of(found.lines[1:])), exact, y, shown)
    assert shown == pytest.approx(y, abs=HALF)


def check_probability(run: Run, vocabulary: Vocabulary, t: int, k: int) -> None:
    y, p = run.y[t - 1, 0], float(run.p[t - 1, 0, k])
    found = asked(run, vocabulary, f"p.{t}.{k + 1}")
    exponent, total, shown = map(number, re.findall(NUMBER, text_of(found.lines[1:])))
    assert float(np.exp(y[k] - y.max()) / np.exp(y - y.max()).sum()) == pytest.approx(p)
    assert exponent == pytest.approx(y[k] - y.max(), abs=HALF)
    assert total == pytest.approx(np.exp(y - y.max()).sum(), abs=HALF)
    assert shown == pytest.approx(p, abs=HALF)
    assert math.exp(exponent) / total == pytest.approx(shown, abs=3 * HALF)
    assert f"m = {signed(float(y.max()), 3)} " in found.words


def check_loss(run: Run, vocabulary: Vocabulary, t: int) -> None:
    assert run.targets is not None
    assert run.losses is not None
    target, loss = int(run.targets[t - 1, 0]), float(run.losses[t - 1, 0])
    found = asked(run, vocabulary, f"L.{t}")
    p, shown = map(number, re.findall(rf"ln ({NUMBER}) = ({NUMBER})", text_of(found.lines))[0])
    assert -math.log(run.p[t - 1, 0, target]) == pytest.approx(loss, abs=1e-12)
    assert p == pytest.approx(run.p[t - 1, 0, target], abs=0.5e-4 + 1e-12)
    scores = [number(text) for text in re.findall(rf"exp\(({NUMBER})\)", text_of(found.lines))]
    if len(scores) > 1:
        assert scores[1:] == pytest.approx(run.y[t - 1, 0].tolist(), abs=0.5e-2 + 1e-12)
        assert scores[0] == scores[1 + target]
    assert shown == number(result_of(found)) == pytest.approx(loss, abs=HALF)
    assert quoted(vocabulary.symbols[target]) in found.title
    assert f"= {signed(math.log(len(vocabulary)), 3)} nats" in found.words


def check_all(run: Run, vocabulary: Vocabulary, t: int) -> None:
    for unit in range(run.trace.h.shape[2]):
        check_hidden(run, vocabulary, t, unit)
    for k in range(len(vocabulary)):
        check_output(run, vocabulary, t, k)
        check_probability(run, vocabulary, t, k)
    check_loss(run, vocabulary, t)


@pytest.mark.parametrize("t", [1, 2, 3, 4])
def test_every_formula_of_the_slide_adds_up_to_the_models_number(t: int) -> None:
    check_all(SLIDE.run(), SLIDE.vocabulary, t)


@settings(max_examples=25)
@given(runs(), st.data())
def test_every_formula_of_any_network_adds_up_to_the_models_number(
    found: tuple[Run, Vocabulary], data: st.DataObject
) -> None:
    run, vocabulary = found
    check_all(run, vocabulary, data.draw(st.integers(1, len(run.y))))


def test_the_slides_second_state_is_explained_term_by_term() -> None:
    run, cell = SLIDE.run(), SLIDE.model.cell
    found = asked(run, SLIDE.vocabulary, "h.2.2")
    assert found.title == "h at t = 2, unit 2: how this number was made"
    first = signed(float(cell.W_hh[1, 0]), 3)
    assert first.lstrip("−") + "·0.300" in text_of(found.lines)
    assert "·(−0.100)" in text_of(found.lines)
    assert text_of(found.lines).endswith("= 0.300")


def test_long_sums_are_broken_into_lines() -> None:
    run, vocabulary = drawn_run(40, 32, 2, 1)
    for node in ("h.2.32", "y.2.40"):
        found = asked(run, vocabulary, node)
        assert max(len(terms(text_of((line,)))) for line in found.lines) <= TERMS_PER_LINE


def test_the_box_of_a_state_lists_every_unit() -> None:
    run, vocabulary = drawn_run(5, 9, 3, 2)
    found = asked(run, vocabulary, "h.3")
    assert found.title == "h at t = 3: 9 units"
    assert [line[-1].text for line in found.lines] == [signed(v, 3) for v in run.trace.h[3, 0]]


def test_the_box_of_an_output_names_the_bet() -> None:
    found = asked(SLIDE.run(), SLIDE.vocabulary, "y.1")
    assert found.title == "y at t = 1: one score for each symbol"
    assert "The largest score is the bet: “o”." in found.words


def test_the_box_of_a_softmax_explains_the_most_probable_symbol() -> None:
    found = asked(SLIDE.run(), SLIDE.vocabulary, "p.3")
    assert found.title == "softmax at t = 3: the probability of “l”"


def test_the_box_of_an_input_names_its_symbol_wherever_it_is_clicked() -> None:
    for node in ("x.3", "x.3.1", "x.3.4"):
        found = asked(SLIDE.run(), SLIDE.vocabulary, node)
        assert found.title == "x at t = 3: the symbol “l”"


@pytest.mark.parametrize(("node", "shape"), [("W_xh.2", "5×3"), ("W_hh.2", "5×5"), ("W_hy.2", "3×5")])
def test_an_arrow_shows_the_matrix_that_all_its_copies_share(node: str, shape: str) -> None:
    run, vocabulary = drawn_run(3, 5, 4, 3)
    name = node.removesuffix(".2")
    found = asked(run, vocabulary, node)
    assert found.title.startswith(f"{name} ({shape})")
    assert found.matrix is (run.model.readout.W_hy if name == "W_hy" else getattr(run.model.cell, name))
    assert asked(run, vocabulary, f"{name}.4").matrix is found.matrix
    symbols, units = tuple(map(visible, vocabulary.symbols)), ("1", "2", "3", "4", "5")
    assert found.rows == (symbols if name == "W_hy" else units)
    assert found.columns == (symbols if name == "W_xh" else units)


@pytest.mark.parametrize(
    "node",
    [
        *("", "q", "h", "h.", ".1", "h.x", "h.1.x", "h.1.", "q.1", "W_zz.1", "W_hh", "hh.1", "H.1"),
        *("h.0", "h.5", "h.9.1", "h.-1", "h.1.0", "h.1.4", "h.1.99", "h.1.-1", "h.1.5", "h.1,1"),
        *("y.0.1", "y.5", "y.1.0", "y.1.5", "p.1.0", "p.1.5", "p.9", "L.0", "L.5", "x.0", "x.5"),
        *("W_hh.0", "W_hh.5", "L_edge.1", "fed_back.1", "softmax.1", f"h.{'9' * 5000}", "h.1e3"),
    ],
)
def test_what_is_no_node_has_no_formula(node: str) -> None:
    assert explain(SLIDE.run(), SLIDE.vocabulary, node) is None


def test_a_network_without_targets_has_no_loss_to_explain() -> None:
    run = model.run(SLIDE.model, SLIDE.run().x)
    assert explain(run, SLIDE.vocabulary, "L.1") is None


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_every_symbol_stays_as_it_is_in_titles_and_formulas(symbol: str) -> None:
    vocabulary = Vocabulary((symbol, "a"))
    network = presets.drawn(vocabulary, 2, 1)
    run = model.run(network, np.array([[0]]), np.array([[0]]))
    for node in ("x.1", "y.1.1", "p.1.1", "L.1"):
        assert quoted(symbol) in asked(run, vocabulary, node).title
    for node in ("x.1", "y.1.1", "p.1.1", "L.1"):
        assert f"[{visible(symbol)}]" in text_of(asked(run, vocabulary, node).lines)
    assert f"W_xh[1,{visible(symbol)}]" in text_of(asked(run, vocabulary, "h.1.1").lines)
