"""The gradient cut every k steps: what it equals, what it leaves alone, what it keeps."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.truncated_bptt.model import windows
from lessons.truncated_bptt.model.windows import Windows
from rnn_core import model, presets
from rnn_core.grads import bptt
from rnn_core.model import Run
from rnn_core.text import Vocabulary
from rnn_core.types import Array
from rnn_core.weights import flatten, named
from tests.figures.runs import runs
from tests.rnn_core.golden import assert_equal_to


def read(word: str, n_hidden: int = 4, seed: int = 1) -> Run:
    vocabulary = Vocabulary.of(word)
    return model.run(presets.drawn(vocabulary, n_hidden, seed), *vocabulary.pairs(word))


def by_hand(run: Run, k: int) -> Array:
    """dL/dh_t (T, H), step by step from the equations."""
    cell, readout, T = run.model.cell, run.model.readout, len(run.y)
    assert run.targets is not None
    found, from_future = np.zeros((T, cell.n_hidden)), np.zeros(cell.n_hidden)
    for t in reversed(range(T)):
        if (t + 1) % k == 0:
            from_future = np.zeros(cell.n_hidden)
        target = np.eye(len(readout.b_y))[run.targets[t, 0]]
        found[t] = readout.W_hy.T @ (run.p[t, 0] - target) / T + from_future
        from_future = cell.W_hh.T @ ((1 - run.trace.h[t + 1, 0] ** 2) * found[t])
    return found


@settings(max_examples=40)
@given(runs(longest=12), st.integers(1, 14))
def test_dL_dh_is_that_of_the_equations_with_nothing_from_beyond_a_window(
    drawn: tuple[Run, Vocabulary], k: int
) -> None:
    run, _ = drawn
    np.testing.assert_allclose(windows.of(run, k).h[:, 0], by_hand(run, k), atol=1e-13)


@settings(max_examples=40)
@given(runs(longest=12), st.integers(1, 14))
def test_the_readout_s_gradient_is_exact_wherever_the_cuts_are(drawn: tuple[Run, Vocabulary], k: int) -> None:
    found = windows.of(drawn[0], k)
    assert {"readout.W_hy", "readout.b_y"} <= set(found.unchanged)


@pytest.mark.parametrize("word", ["ab", "hello", "hello hello"])
@pytest.mark.parametrize("beyond", [0, 1, 30])
def test_a_window_of_the_whole_word_gives_the_full_gradient(word: str, beyond: int) -> None:
    found = windows.of(read(word), len(word) - 1 + beyond)
    assert_equal_to(flatten(found.cut), flatten(found.full.model), 1e-14)
    assert set(found.unchanged) == set(named(found.cut))
    for each in found.beside.values():
        assert np.isnan(each.cosine) or each.cosine == pytest.approx(1, abs=1e-14)
        assert each.norm_ratio == pytest.approx(1, abs=1e-14)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_windows_that_fill_the_word_agree_with_the_core_s_truncation(k: int) -> None:
    run = read("hello hello")
    assert run.targets is not None
    cut = bptt.truncated(run.model, run.x, run.targets, k)
    found = windows.of(run, k)
    assert found.spans == cut.windows
    assert_equal_to(flatten(found.cut), flatten(cut.model), 1e-13)


def test_a_window_left_over_at_the_end_is_a_window_of_its_own() -> None:
    assert windows.of(read("hello"), 3).spans == ((0, 3), (3, 4))


def test_with_k_1_only_the_immediate_derivative_is_left() -> None:
    found = windows.of(read("hello hello"), 1)
    alone = bptt.immediate(found.run.model.cell, found.run.trace, found.full.from_output)
    assert_equal_to(flatten(found.cut.cell), flatten(alone.params), 1e-14)
    assert_equal_to(found.h, found.full.from_output, 1e-14)


@pytest.mark.parametrize("k", [1, 2, 3, 7, 10])
def test_both_gradients_agree_with_finite_differences_of_their_own_losses(k: int) -> None:
    found = windows.of(read("hello hello", n_hidden=6), k)
    errors = windows.errors(found, np.random.default_rng(3))
    assert len(errors) == 10
    assert max(errors.values()) < 1e-8


def test_the_windows_loss_is_the_loss_as_long_as_the_weights_are_the_same() -> None:
    found = windows.of(read("hello hello"), 3)
    assert windows.loss_of_windows(found)(found.run.model) == pytest.approx(found.run.loss, rel=1e-14)


def test_a_cut_changes_the_recurrent_gradients_of_the_slide() -> None:
    found = windows.of(presets.hello_slide().run(), 2)
    for name in ("cell.W_hh", "cell.W_xh", "cell.b_h"):
        assert name not in found.unchanged
        assert found.beside[name].cosine < 1


@pytest.mark.parametrize(("k", "steps"), [(1, 1), (3, 3), (10, 10), (99, 10)])
def test_kept_are_one_state_more_than_steps_and_an_error_each(k: int, steps: int) -> None:
    run = read("hello hello", n_hidden=7)
    H, V = 7, len(set("hello hello"))
    assert windows.numbers_kept(run, k) == (steps + 1) * H + steps * V


def test_an_update_s_time_is_measured_as_often_as_asked() -> None:
    times = windows.seconds(read("hello"), 2, repeats=5)
    assert times.shape == (5,)
    assert (times > 0).all()


def test_what_has_no_gradient_is_named() -> None:
    run = read("hello")
    with pytest.raises(ValueError, match="targets must be given"):
        windows.of(model.run(run.model, run.x), 2)
    with pytest.raises(ValueError, match="k must be at least 1, got 0"):
        windows.of(run, 0)


def test_one_symbol_has_no_gradient_and_the_cut_changes_nothing() -> None:
    found: Windows = windows.of(read("aaaa", n_hidden=1), 1)
    assert set(found.unchanged) == set(named(found.cut))
