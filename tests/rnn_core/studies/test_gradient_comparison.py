"""The comparison: both networks' gradients are back-propagated, and the claims about them hold."""

import math
from dataclasses import replace

import numpy as np
import pytest

from rnn_core import weights
from rnn_core.cells import lstm, rnn
from rnn_core.studies import gradient_comparison
from rnn_core.studies.gradient_comparison import Setting, first_gru, first_pair, measure

SMALL = Setting(hidden=4, steps=12, pairs=3)


def test_the_curves_are_the_norms_of_back_propagation() -> None:
    found = measure(SMALL)
    vanilla, memory = first_pair(found)
    np.testing.assert_allclose(10 ** found.curve("vanilla")[0], np.linalg.norm(vanilla.h[:, 0], axis=-1), rtol=1e-10)
    np.testing.assert_allclose(10 ** found.curve("total")[0, 1:], np.linalg.norm(memory.C[1:, 0], axis=-1), rtol=1e-10)


def test_the_direct_path_is_the_product_of_the_forget_gates() -> None:
    found = measure(SMALL)
    memory = first_pair(found)[1]
    direct = lstm.direct(memory.trace, memory.C[-1])
    np.testing.assert_allclose(10 ** found.curve("direct")[0], np.linalg.norm(direct[:, 0], axis=-1), rtol=1e-10)


def test_the_direct_path_shrinks_at_every_step_whatever_the_bias() -> None:
    for bias in (-2.0, 1.0, 6.0):
        direct = measure(Setting(bias=bias, steps=40)).curve("direct")
        assert (np.diff(direct, axis=1) > 0).all()


def test_the_split_is_that_of_the_direct_path_and_the_rest() -> None:
    found = measure(SMALL)
    parts = gradient_comparison.split(found)
    memory = first_pair(found)[1]
    for t in (1, 6, 11):
        direct = memory.trace.f[t, 0] * memory.C[t + 1, 0]
        rest = memory.C[t, 0] - direct
        cosine = direct @ rest / np.linalg.norm(direct) / np.linalg.norm(rest)
        np.testing.assert_allclose(parts.cosine[0, t - 1], cosine, rtol=1e-8)
        length = np.linalg.norm(direct)
        np.testing.assert_allclose(parts.second[0, t - 1], np.linalg.norm(rest) / length, rtol=1e-8)
        np.testing.assert_allclose(parts.kept[0, t - 1], np.linalg.norm(memory.C[t, 0]) / length, rtol=1e-8)


def test_going_back_turns_gradients_of_any_direction_towards_the_same_ones() -> None:
    found, rng = measure(Setting()), np.random.default_rng(0)
    alike: list[float] = []
    early: list[float] = []
    for number, params in enumerate(found.lstms):
        trace = lstm.forward(params, found.x[:, number : number + 1])
        ways = []
        for _ in range(2):
            dh = np.zeros((found.setting.steps, 1, params.n_hidden))
            dh[-1] = rng.standard_normal(params.n_hidden)
            ways.append(gradient_comparison.polar(lstm.backward(params, trace, dh).C[:, 0])[1])
        cosines = np.abs(np.sum(ways[0] * ways[1], axis=1))
        early.append(cosines[-1])
        alike.append(cosines[: found.setting.steps // 2].mean())
    assert np.mean(early) < 0.35
    assert np.mean(alike) > 0.6


def test_a_larger_forget_bias_leaves_more_of_the_gradient() -> None:
    left = [np.median(measure(Setting(bias=b)).curve("total")[:, 0]) for b in (0.0, 1.0, 3.0)]
    assert left == sorted(left)
    assert left[0] < -15
    assert left[2] > -1


def test_moving_a_slider_redraws_no_weight() -> None:
    one, other = measure(SMALL), measure(Setting(bias=4.0, scale=2.0, hidden=4, steps=7, pairs=2))
    np.testing.assert_allclose(other.lstms[1].W, 2 * one.lstms[1].W, rtol=1e-12)
    np.testing.assert_allclose(other.vanilla[0].W_hh, 2 * one.vanilla[0].W_hh, rtol=1e-12)
    np.testing.assert_array_equal(other.x, one.x[:7, :2])
    wide = measure(Setting(hidden=8, steps=7, pairs=2))
    np.testing.assert_allclose(wide.lstms[0].W_f[:4, :4] * math.sqrt(8), one.lstms[0].W_f[:, :4] * 2, rtol=1e-12)


@pytest.mark.parametrize("hidden", [1, 4, 16, 64])
def test_the_equal_count_is_as_equal_as_whole_units_allow(hidden: int) -> None:
    found = measure(Setting(hidden=hidden, steps=2, pairs=1, equal_count=True))
    one, other = weights.count(found.vanilla[0]), weights.count(found.lstms[0])
    n = found.vanilla[0].n_hidden
    assert abs(one - other) <= 2 * n + gradient_comparison.D + 2
    assert other == 4 * hidden * (hidden + gradient_comparison.D + 1)


@pytest.mark.parametrize(
    "setting", [Setting(hidden=1, steps=1, pairs=1), Setting(hidden=64, steps=200, pairs=1),
                Setting(bias=-2.0, scale=0.2), Setting(scale=3.0, hidden=64)]
)  # fmt: skip
def test_no_setting_gives_anything_but_numbers(setting: Setting) -> None:
    found = measure(setting)
    for name in ("vanilla", "total", "direct"):
        assert found.curve(name).shape == (setting.pairs, setting.steps + 1)
        assert np.isfinite(found.curve(name)).all()


def test_gradients_agree_with_finite_differences() -> None:
    errors = gradient_comparison.errors(measure(SMALL), np.random.default_rng(0))
    assert len(errors) == 5
    assert max(errors.values()) < 1e-7


def test_both_networks_read_the_same_input_and_feel_the_same_pull() -> None:
    found = measure(SMALL)
    assert found.curve("vanilla")[:, -1] == pytest.approx(0)
    trace = rnn.forward(found.vanilla[0], found.x[:, :1])
    assert trace.h.shape[0] == 13


def test_the_gru_s_curve_is_the_norm_of_its_back_propagation_and_changes_no_pair() -> None:
    alone, found = measure(SMALL), measure(replace(SMALL, gru=True))
    grads = first_gru(found)
    np.testing.assert_allclose(10 ** found.curve("gru")[0], np.linalg.norm(grads.h[:, 0], axis=-1), rtol=1e-10)
    assert found.curve("gru")[:, -1] == pytest.approx(0)
    for name in ("vanilla", "total", "direct"):
        np.testing.assert_array_equal(found.curve(name), alone.curve(name))
    assert alone.curve("gru").size == 0


def test_moving_a_slider_redraws_no_weight_of_the_gru() -> None:
    one = measure(replace(SMALL, gru=True)).grus[1]
    other = measure(Setting(bias=4.0, scale=2.0, hidden=8, steps=7, pairs=2, gru=True)).grus[1]
    np.testing.assert_allclose(other.W_h[:4, :4] * math.sqrt(8) / 2, one.W_h[:4] * math.sqrt(4), rtol=1e-12)
    np.testing.assert_array_equal(other.b_x, np.repeat([0.0, 4.0, 0.0], 8))


@pytest.mark.parametrize("hidden", [1, 4, 16, 64])
def test_the_gru_s_equal_count_is_as_equal_as_whole_units_allow(hidden: int) -> None:
    found = measure(Setting(hidden=hidden, steps=2, pairs=1, equal_count=True, gru=True))
    one, other = weights.count(found.grus[0]), weights.count(found.lstms[0])
    assert abs(one - other) <= 3 * found.grus[0].n_hidden + 2 * gradient_comparison.D + 4


def test_a_larger_bias_of_the_update_gate_leaves_more_of_the_gradient() -> None:
    left = [np.median(measure(Setting(bias=b, gru=True)).curve("gru")[:, 0]) for b in (0.0, 1.0, 3.0)]
    assert left == sorted(left)
    assert left[0] < -15
    assert left[2] > -3


def test_the_gru_s_gradients_agree_with_finite_differences() -> None:
    errors = gradient_comparison.errors(measure(replace(SMALL, gru=True)), np.random.default_rng(0))
    assert {name for name in errors if name.startswith("GRU")} == {"GRU W_x", "GRU W_h", "GRU b_x", "GRU b_hn"}
    assert max(errors.values()) < 1e-7
