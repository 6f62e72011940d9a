"""Video to text: PyTorch, gradients, and a beam that reads before it writes."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from rnn_core import beam, s2vt
from rnn_core.grads.gradcheck import directional
from rnn_core.readout import ReadoutParams
from rnn_core.s2vt import S2VT, Clips
from rnn_core.weights import named
from tests.rnn_core.golden import assert_equal_to
from tests.rnn_core.sequences import Numbers, assert_gradients, case, cases, cell_of

ALL = cases("video")


def network_of(numbers: Numbers) -> tuple[S2VT, Clips]:
    readout = ReadoutParams(numbers["readout.W_hy"], numbers["readout.b_y"])
    both = cell_of(numbers, "first"), cell_of(numbers, "second")
    model = S2VT(numbers["W_v"], numbers["b_v"], numbers["E"], *both, readout)
    return model, Clips(*(numbers[name] for name in ("v", "x", "targets", "mask")))


@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float64, 1e-12), (np.float32, 2e-5)])
@pytest.mark.parametrize("name", ALL)
def test_a_pass_and_all_its_gradients_equal_pytorch(name: str, dtype: Any, tolerance: float) -> None:
    numbers = case(name)
    run = s2vt.run(*network_of(case(name, dtype)))
    assert_equal_to(run.first.h[1:], numbers["h"], tolerance)
    assert_equal_to(run.second.h[1:], numbers["h_2"], tolerance)
    assert_equal_to(run.y, numbers["y"], tolerance)
    assert run.loss == pytest.approx(float(numbers["loss"]), rel=tolerance)
    grads = s2vt.backward(run)
    assert_gradients(grads.model, numbers, tolerance)
    assert_equal_to(grads.v, numbers["dv"], tolerance)


@pytest.mark.parametrize("name", ALL)
def test_finite_differences_agree_for_every_weight_and_for_the_frames(name: str) -> None:
    model, batch = network_of(case(name))
    grads, rng = s2vt.backward(s2vt.run(model, batch)), np.random.default_rng(0)
    errors = directional(lambda m: s2vt.run(m, batch).loss, model, grads.model, rng, 1e-4)
    assert set(errors) == set(named(model))
    errors |= directional(lambda v: s2vt.run(model, replace(batch, v=v)).loss, batch.v, grads.v, rng, 1e-4)
    assert max(errors.values()) < 1e-7


def test_nothing_is_heard_while_reading_and_nothing_seen_while_writing() -> None:
    model, batch = network_of(case("video-LSTM"))
    run = s2vt.run(model, batch)
    n, H = len(batch.v), model.first.n_hidden
    assert not run.second.x[:n, :, H:].any()
    assert not run.first.x[n:].any()
    assert_equal_to(run.second.x[n:, :, H:], model.E[batch.x])
    assert_equal_to(run.second.x[..., :H], run.first.h[1:])


@pytest.mark.parametrize("name", ALL)
def test_a_beam_scores_what_the_network_gives_under_teacher_forcing(name: str) -> None:
    model, batch = network_of(case(name))
    tree = beam.search(*s2vt.advance(model, batch.v[:, 1]), 2, width=3, longest=4, end=5)
    for number in range(1, len(tree.nodes)):
        tokens = np.array(tree.tokens(number))[:, np.newaxis]
        x = np.concatenate([[[2]], tokens[:-1]])
        one = Clips(batch.v[:, 1:2], x, tokens, np.ones(x.shape, bool))
        total = -s2vt.run(model, one).losses.sum()
        assert tree.nodes[number].total == pytest.approx(total, rel=1e-12)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("longest", [1, 6])
def test_greedy_writes_what_a_beam_of_one_finds_and_keeps_the_whole_pass(name: str, longest: int) -> None:
    model, batch = network_of(case(name))
    found = s2vt.greedy(model, batch.v[:, 1], start=2, end=5, longest=longest)
    tree = beam.search(*s2vt.advance(model, batch.v[:, 1]), 2, width=1, longest=longest, end=5)
    assert found.batch.targets[:, 0].tolist() == tree.tokens(tree.best)
    again = s2vt.run(model, found.batch)
    for part in ("seen", "y", "p", "losses"):
        assert_equal_to(getattr(found, part), getattr(again, part))
    for cell in ("first", "second"):
        for part in (each.name for each in fields(type(again.first)) if each.name != "held"):
            assert_equal_to(getattr(getattr(found, cell), part), getattr(getattr(again, cell), part))


def test_greedy_writes_at_least_one_token() -> None:
    model, batch = network_of(case("video-LSTM"))
    with pytest.raises(ValueError, match="longest must be at least 1, got 0"):
        s2vt.greedy(model, batch.v[:, 1], start=2, end=5, longest=0)


def test_parts_that_do_not_fit_are_named() -> None:
    model, batch = network_of(case("video-LSTM"))
    with pytest.raises(ValueError, match=r"v must have shape \(4, 3, 7\), got \(4, 3, 2\)"):
        s2vt.run(model, replace(batch, v=batch.v[..., :2]))
    with pytest.raises(ValueError, match="v must be finite everywhere, got inf"):
        s2vt.run(model, replace(batch, v=batch.v + np.inf))
    with pytest.raises(ValueError, match=r"second must read 5 \+ 2 numbers, got 8"):
        replace(model, E=model.E[:, :2])
    with pytest.raises(ValueError, match=r"W_v must have shape \(4, F\), got \(3, 7\)"):
        replace(model, W_v=model.W_v[:3])
