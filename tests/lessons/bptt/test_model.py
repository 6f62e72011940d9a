"""The walk backwards: its parts are the core's, its shares sum up, finite differences agree."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.bptt.model import Backwards, walk
from rnn_core import model, presets
from rnn_core.model import Run
from rnn_core.studies import parameter_gradient
from rnn_core.text import Vocabulary
from tests.rnn_core.golden import assert_equal_to

SLIDE = presets.hello_slide().run()
KINDS = [
    *((False, matrix) for matrix in parameter_gradient.WITHOUT_MEMORY),
    *((True, matrix) for matrix in parameter_gradient.WITH_MEMORY),
]


def reading(word: str, H: int, seed: int, *, memory: bool) -> Run:
    vocabulary = Vocabulary.of(word)
    network = presets.drawn(vocabulary, H, seed, memory=memory)
    return model.run(network, *vocabulary.pairs(word))


def whole(b: Backwards) -> tuple[list[int], list[int]]:
    rows, columns = b.total.shape
    return list(range(rows)), list(range(columns))


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(KINDS),
    st.text("abcde ", min_size=2, max_size=9),
    st.integers(1, 6),
    st.integers(0, 99),
    st.booleans(),
)
def test_the_shares_sum_to_the_gradient_and_each_is_an_outer_product(
    kind: tuple[bool, str], word: str, H: int, seed: int, immediate: bool
) -> None:
    memory, matrix = kind
    b = walk(reading(word, H, seed, memory=memory), matrix, immediate=immediate)
    for t in range(len(b.dy)):
        assert np.array_equal(b.shares[t], np.outer(b.left[t], b.right[t]))
        assert_equal_to(b.running[t], b.shares[t:].sum(0), 1e-13)
    assert_equal_to(b.gradient, b.shares.sum(0), 1e-13)
    if not immediate:
        assert_equal_to(b.gradient, b.total, 1e-13)


@pytest.mark.parametrize(("memory", "matrix"), KINDS)
def test_every_entry_of_the_total_agrees_with_its_finite_difference_to_1e_6(memory: bool, matrix: str) -> None:
    b = walk(reading("hello", 3, 2, memory=memory), matrix)
    numeric = parameter_gradient.numeric(b.run, matrix, *whole(b))
    np.testing.assert_allclose(numeric, b.gradient, rtol=1e-6, atol=1e-11)


@pytest.mark.parametrize("matrix", parameter_gradient.WITHOUT_MEMORY)
def test_every_entry_of_the_slide_s_gradients_agrees_too(matrix: str) -> None:
    b = walk(SLIDE, matrix)
    numeric = parameter_gradient.numeric(SLIDE, matrix, *whole(b))
    np.testing.assert_allclose(numeric, b.gradient, rtol=1e-6, atol=1e-11)


def test_a_part_of_the_matrix_has_the_finite_differences_of_that_part() -> None:
    everything = parameter_gradient.numeric(SLIDE, "W_xh", range(3), range(4))
    assert np.array_equal(parameter_gradient.numeric(SLIDE, "W_xh", [2, 0], [1]), everything[np.ix_([2, 0], [1])])


@pytest.mark.parametrize("matrix", ["W_hh", "W_xh"])
def test_the_immediate_derivative_misses_what_the_finite_difference_sees(matrix: str) -> None:
    b = walk(SLIDE, matrix, immediate=True)
    gap = np.abs(b.gradient - parameter_gradient.numeric(SLIDE, matrix, *whole(b))).max()
    assert gap > 0.1 * np.abs(b.total).max()
    assert not b.from_future.any()
    assert np.array_equal(b.dh, b.from_loss)


def test_at_w_hy_nothing_is_missing_for_no_way_leads_through_the_future() -> None:
    assert_equal_to(walk(SLIDE, "W_hy", immediate=True).gradient, walk(SLIDE, "W_hy").gradient)


@pytest.mark.parametrize("matrix", ["W_hh", *parameter_gradient.WITH_MEMORY])
def test_the_first_step_adds_exactly_nothing_to_what_acts_on_h_0(matrix: str) -> None:
    run = SLIDE if matrix == "W_hh" else reading("hello", 4, 1, memory=True)
    assert not walk(run, matrix).shares[0].any()


def test_what_comes_from_the_loss_and_the_future_is_the_total() -> None:
    b = walk(SLIDE, "W_hh")
    assert_equal_to(b.from_loss + b.from_future, b.dh, 1e-14)
    assert_equal_to(b.dh * (1 - SLIDE.trace.h[1:, 0] ** 2), b.da, 1e-14)
    assert not b.from_future[-1].any()
    for t in range(3):
        assert_equal_to(b.from_future[t], SLIDE.model.cell.W_hh.T @ b.da[t + 1], 1e-14)


@pytest.mark.parametrize("immediate", [False, True])
def test_the_memory_gets_its_gradient_by_h_and_along_itself(immediate: bool) -> None:
    run = reading("hello", 3, 5, memory=True)
    b = walk(run, "W_f", immediate=immediate)
    assert b.memory is not None
    assert_equal_to(b.memory.by_h, b.dh * b.local, 1e-14)
    assert_equal_to(b.memory.total, b.memory.by_h + b.memory.along, 1e-14)
    along = np.zeros_like(b.dh)
    along[:-1] = 0 if immediate else run.trace.f[1:, 0] * b.memory.total[1:]
    assert_equal_to(b.memory.along, along, 1e-14)
    forget = run.trace.f[:, 0]
    assert_equal_to(b.da[:, 1], b.memory.total * run.trace.C[:-1, 0] * forget * (1 - forget), 1e-13)


def test_the_largest_entry_and_the_step_that_adds_most_to_it() -> None:
    b = walk(SLIDE, "W_hh")
    i, j = b.largest_entry
    assert abs(b.total[i, j]) == np.abs(b.total).max()
    t = b.largest_share((i, j))
    assert abs(b.shares[t - 1, i, j]) == np.abs(b.shares[:, i, j]).max()


@pytest.mark.parametrize(("memory", "matrix"), [(False, "W_f"), (True, "W_hh"), (False, "W")])
def test_a_matrix_that_the_network_does_not_have_is_refused(memory: bool, matrix: str) -> None:
    with pytest.raises(ValueError, match="matrix must be one of W_"):
        walk(reading("hello", 2, 1, memory=memory), matrix)


@pytest.mark.parametrize(("memory", "matrix"), KINDS)
def test_one_step_one_unit_and_one_symbol_are_enough(memory: bool, matrix: str) -> None:
    b = walk(reading("aa", 1, 1, memory=memory), matrix)
    arrays: list[Any] = [b.dy, b.dh, b.da, b.shares, b.gradient]
    assert all(np.isfinite(array).all() for array in arrays)
