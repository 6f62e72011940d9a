"""Training: right steps, resumable to the bit, forkable, and divergence with a name."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from rnn_core import model, presets
from rnn_core.grads import gradients
from rnn_core.optim import SGD, Adagrad, Adam, Optimizer
from rnn_core.text import Vocabulary
from rnn_core.train import Diverged, Snapshot, Trainer
from rnn_core.weights import flatten

SLIDE = presets.hello_slide()
X, TARGETS = SLIDE.vocabulary.pairs("hello")


def trainer(optimizer: Optimizer, clip: float | None = None) -> Trainer:
    return Trainer(SLIDE.model, X, TARGETS, optimizer, clip)


def bits(snapshot: Snapshot) -> tuple[int, bytes, bytes, float, float]:
    moments = b"".join(moment.tobytes() for moment in snapshot.state.moments)
    model_bits = flatten(snapshot.model).tobytes()
    return snapshot.step, model_bits, moments, snapshot.loss, snapshot.grad_norm


def test_the_first_snapshot_is_the_network_before_any_step() -> None:
    first = next(iter(trainer(SGD(0.1))))
    run = SLIDE.run()
    assert first.step == 0
    assert first.model is SLIDE.model
    assert first.loss == run.loss
    assert first.grad_norm == gradients.global_norm(model.backward(run).model)


def test_one_step_of_sgd_goes_against_the_gradient_and_lowers_the_loss() -> None:
    first, second = islice(trainer(SGD(0.01)), 2)
    gradient = flatten(model.backward(SLIDE.run()).model)
    assert np.array_equal(flatten(second.model), flatten(SLIDE.model) - 0.01 * gradient)
    predicted = first.loss - 0.01 * first.grad_norm**2
    assert second.loss == pytest.approx(predicted, rel=0.05)
    assert second.loss < first.loss


@pytest.mark.parametrize("clip", [None, 0.5])
@pytest.mark.parametrize("optimizer", [SGD(0.1), Adagrad(0.1), Adam(0.01)])
def test_a_resumed_training_equals_the_uninterrupted_one_to_the_bit(optimizer: Optimizer, clip: float | None) -> None:
    whole = list(islice(trainer(optimizer, clip), 21))
    again = list(islice(trainer(optimizer, clip).resume(whole[10]), 10))
    assert [bits(one) for one in again] == [bits(one) for one in whole[11:]]
    assert [one.step for one in whole] == list(range(21))


def test_clipping_shortens_the_step_and_reports_the_norm_before() -> None:
    first, second = islice(trainer(SGD(1.0), clip=0.5), 2)
    assert first.grad_norm > 0.5
    moved = np.linalg.norm(flatten(second.model) - flatten(first.model))
    assert moved == pytest.approx(0.5, rel=1e-12)


def test_a_fork_goes_on_from_the_snapshot_with_other_settings() -> None:
    base = trainer(SGD(0.1))
    snapshots = list(islice(base, 6))
    faster = next(base.fork(snapshots[5], optimizer=SGD(0.2)))
    step_of_base = flatten(next(base.resume(snapshots[5])).model) - flatten(snapshots[5].model)
    step_of_fork = flatten(faster.model) - flatten(snapshots[5].model)
    assert faster.step == 6
    np.testing.assert_allclose(step_of_fork, 2 * step_of_base, rtol=1e-12, atol=1e-15)


def test_a_fork_to_another_optimizer_starts_with_a_fresh_state() -> None:
    snapshot = list(islice(trainer(Adam(0.01)), 4))[3]
    forked = next(trainer(Adam(0.01)).fork(snapshot, optimizer=Adagrad(0.1)))
    fresh = list(islice(replace(trainer(Adagrad(0.1)), model=snapshot.model), 2))[1]
    assert np.array_equal(flatten(forked.model), flatten(fresh.model))
    assert forked.step == 4
    assert forked.state.optimizer == "Adagrad"


def test_snapshots_are_not_changed_by_what_follows() -> None:
    training = iter(trainer(Adam(0.1)))
    early = next(training)
    before = bits(early)
    list(islice(training, 5))
    assert bits(early) == before


@pytest.mark.parametrize("optimizer", [SGD(1e308), Adagrad(1e308), Adam(1e308)])
def test_every_optimizer_diverges_by_name(optimizer: Optimizer) -> None:
    with pytest.raises(Diverged, match=r"at step \d+: .* no longer finite"):
        list(islice(replace(trainer(optimizer), x=X[:, [0] * 2], targets=TARGETS[:, [0] * 2]), 50))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_divergence_is_an_event_with_a_name_and_no_snapshot_is_ever_nan(dtype: type) -> None:
    wild = presets.drawn(Vocabulary.of("hello"), 8, 0)
    cell = replace(wild.cell, **{n: dtype(getattr(wild.cell, n)) for n in ("W_xh", "W_hh", "b_h")})
    readout = replace(wild.readout, W_hy=dtype(wild.readout.W_hy), b_y=dtype(wild.readout.b_y))
    seen: list[Snapshot] = []
    rate = 1e38 if dtype is np.float32 else 1e308
    steps = Trainer(model.Model(cell, readout), X, TARGETS, SGD(rate))
    with pytest.raises(Diverged, match=r"diverged at step \d+") as event:
        seen.extend(islice(steps, 1000))
    assert seen
    assert all(np.isfinite([one.loss, one.grad_norm]).all() for one in seen)
    assert all(np.isfinite(flatten(one.model)).all() for one in seen)
    assert event.value.step == len(seen)
    assert "no longer finite" in event.value.reason


def test_a_given_initial_state_is_used() -> None:
    h_0 = np.full((1, 3), 0.5)
    first = next(iter(replace(trainer(SGD(0.1)), h_0=h_0)))
    assert first.loss == model.run(SLIDE.model, X, TARGETS, h_0).loss


def test_bad_targets_stay_a_value_error() -> None:
    with pytest.raises(ValueError, match="targets must hold tokens in 0 … 3, got 7"):
        next(iter(Trainer(SLIDE.model, X, TARGETS + 6, SGD(0.1))))
