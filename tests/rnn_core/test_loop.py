"""Minibatches: a batch for each step, the same bits in one go or resumed, tasks really learned."""

from dataclasses import replace
from itertools import islice, pairwise

import numpy as np
import pytest

from rnn_core import model as network
from rnn_core import schedule, tasks, train
from rnn_core.batches import Batch, Epochs, aligned, fresh
from rnn_core.cells.lstm import LSTMParams
from rnn_core.loop import Diverged, Loop, Snapshot
from rnn_core.model import Model
from rnn_core.optim import SGD, Adam, Optimizer
from rnn_core.readout import ReadoutParams
from rnn_core.task import Task, score
from rnn_core.train import Trainer, loss_and_gradient, minibatches
from rnn_core.weights import flatten
from tests.rnn_core.golden import random_model
from tests.rnn_core.languages import Counting


def lstm_for(task: Task, H: int, seed: int = 0, forget: float = 1.0) -> Model:
    """An LSTM for the task with small weights and open forget gates."""
    rng = np.random.default_rng(seed)
    b = np.zeros(4 * H)
    b[H : 2 * H] = forget
    scale = 1 / np.sqrt(H + task.D)
    cell = LSTMParams(scale * rng.standard_normal((4 * H, H + task.D)), b)
    return Model(cell, ReadoutParams(rng.standard_normal((task.V, H)) / H**0.5, np.zeros(task.V)))


def learn(task: Task, H: int, steps: int, optimizer: Optimizer, seed: int = 0) -> Model:
    loop = minibatches(lstm_for(task, H, seed), fresh(lambda rng: task.batch(rng, 32), seed), optimizer, clip=1.0)
    final: Model = next(islice(loop, steps, None)).model
    return final


def reached(task: Task, model: Model) -> float:
    """The score on sequences never seen in training."""
    batch = task.batch(np.random.default_rng(10_000), 500)
    return score(batch, network.run(model, batch.x, batch.targets, mask=batch.mask).y)


def test_an_lstm_recalls_the_first_symbol() -> None:
    task = tasks.FirstSymbol(10)
    assert reached(task, learn(task, 12, 250, Adam(0.02))) > 0.98


@pytest.mark.slow
def test_an_lstm_adds_far_better_than_the_constant_answer() -> None:
    task = tasks.Adding(5)
    assert reached(task, learn(task, 16, 600, Adam(0.02))) < 0.1 * task.chance


@pytest.mark.slow
def test_an_lstm_counts_beyond_what_it_was_trained_on() -> None:
    task = Counting(6)
    model = learn(task, 8, 600, Adam(0.02))
    assert reached(task, model) > 0.98
    longer = task.of(np.array([7, 8]))
    assert score(longer, network.run(model, longer.x).y) == 1


def bits(snapshot: Snapshot[Model]) -> tuple[int, bytes, bytes, float, float]:
    moments = b"".join(moment.tobytes() for moment in snapshot.state.moments)
    numbers = snapshot.loss, snapshot.grad_norm
    return snapshot.step, flatten(snapshot.model).tobytes(), moments, *numbers


def ragged_loop(seed: int = 0) -> Loop:
    task = tasks.TemporalOrder(8)
    batches = fresh(lambda rng: task.batch(rng, 4), seed)
    return minibatches(lstm_for(task, 5), batches, Adam(0.01), clip=0.5)


def test_minibatches_resume_to_the_bit_and_the_seed_of_the_batches_matters() -> None:
    whole = list(islice(ragged_loop(), 15))
    again = list(islice(ragged_loop().resume(whole[6]), 8))
    assert [bits(one) for one in again] == [bits(one) for one in whole[7:]]
    other = list(islice(ragged_loop(seed=1), 15))
    assert bits(other[14]) != bits(whole[14])


def test_a_fork_changes_the_batches_or_the_clipping_from_there_on() -> None:
    whole = list(islice(ragged_loop(), 6))
    forked = next(ragged_loop().fork(whole[5], batches=ragged_loop(seed=1).batches))
    assert forked.step == 6
    base = next(ragged_loop().resume(whole[5]))
    assert bits(forked) != bits(base)
    free = next(ragged_loop().fork(whole[5], clip=None, optimizer=SGD(0.1)))
    assert free.state.optimizer == "SGD"


def test_each_snapshot_has_the_loss_of_the_batch_to_come() -> None:
    loop = ragged_loop()
    for snapshot in islice(loop, 4):
        loss, _ = loss_and_gradient(snapshot.model, loop.batches(snapshot.step))
        assert snapshot.loss == loss


def test_epochs_feed_every_sequence_once() -> None:
    rng = np.random.default_rng(0)
    data = [rng.integers(4, size=rng.integers(2, 7)) for _ in range(9)]
    order, seen = Epochs(9, 3, seed=2), []

    def batch(step: int) -> Batch:
        chosen = [data[i] for i in order.indices(step)]
        seen.extend(order.indices(step).tolist())
        return aligned([one[:-1] for one in chosen], [one[1:] for one in chosen])

    losses = [s.loss for s in islice(minibatches(random_model(rng, 4, 5), batch, SGD(0.1)), 6)]
    assert sorted(seen[:9]) == sorted(seen[9:]) == list(range(9))
    assert len(set(losses)) == 6


def test_a_trainer_with_a_mask_learns_what_is_asked_only() -> None:
    rng = np.random.default_rng(1)
    model = random_model(rng, 4, 5)
    x, targets = rng.integers(4, size=(6, 2)), rng.integers(4, size=(6, 2))
    mask = np.arange(6)[:, np.newaxis] >= np.array([5, 2])
    other = np.where(mask, targets, (targets + 1) % 4)
    one, same = (list(islice(Trainer(model, x, t, Adam(0.1), mask=mask), 4)) for t in (targets, other))
    assert [bits(a) for a in one] == [bits(a) for a in same]
    assert one[0].loss == network.run(model, x, targets, mask=mask).loss


def test_a_trainer_learns_numbers() -> None:
    rng = np.random.default_rng(2)
    model = random_model(rng, 4, 5)
    x, targets = rng.integers(4, size=(6, 2)), rng.standard_normal((6, 2, 4))
    first, *_, last = islice(Trainer(model, x, targets, Adam(0.05)), 200)
    assert last.loss < 0.2 * first.loss


def test_an_lstm_is_trained_from_the_states_it_is_given() -> None:
    task = tasks.FirstSymbol(4)
    model, batch = lstm_for(task, 5), task.batch(np.random.default_rng(0), 3)
    states = np.full((3, 5), 0.3), np.full((3, 5), -0.7)
    trainer = Trainer(model, batch.x, batch.targets, SGD(0.1), None, *states, mask=batch.mask)
    run = network.run(model, batch.x, batch.targets, *states, mask=batch.mask)
    assert next(iter(trainer)).loss == run.loss


def test_a_reused_workspace_changes_no_bit() -> None:
    task = tasks.FirstSymbol(4)
    model, batch = lstm_for(task, 5), task.batch(np.random.default_rng(0), 3)
    reusing = Trainer(model, batch.x, batch.targets, Adam(0.05), mask=batch.mask)
    fresh_each = Loop(model, lambda _: batch, loss_and_gradient, Adam(0.05))
    for one, other in zip(islice(reusing, 8), islice(fresh_each, 8), strict=True):
        assert bits(one) == bits(other)


def test_minibatches_diverge_by_name() -> None:
    loop = replace(ragged_loop(), optimizer=SGD(1e308), clip=None)
    with pytest.raises(Diverged, match=r"diverged at step \d+: .* no longer finite"):
        list(islice(loop, 50))


def test_a_batch_that_does_not_fit_stays_a_value_error() -> None:
    task = tasks.FirstSymbol(3, V=3)
    loop = minibatches(lstm_for(task, 4), fresh(lambda rng: task.batch(rng, 2), 0), SGD(0.1))
    wrong = replace(loop, batches=fresh(lambda rng: tasks.FirstSymbol(3, V=9).batch(rng, 50), 0))
    with pytest.raises(ValueError, match="x must hold tokens in 0 … 4"):
        next(iter(wrong))


def test_what_a_trainer_yields_is_a_snapshot() -> None:
    first = next(iter(ragged_loop()))
    assert isinstance(first, Snapshot)
    assert Snapshot is train.Snapshot


def test_a_scheduled_rate_is_used_at_its_step_and_resumes_to_the_bit() -> None:
    rates = schedule.warm_cosine(0.05, steps=12, warm=3)
    loop = replace(ragged_loop(), optimizer=SGD(1.0), rate=rates, clip=None)
    whole = list(islice(loop, 13))
    for n, (one, after) in enumerate(pairwise(whole)):
        _, grads = loss_and_gradient(one.model, loop.batches(n))
        moved = flatten(one.model) - flatten(after.model)
        np.testing.assert_allclose(moved, rates(n) * flatten(grads), rtol=1e-9, atol=1e-14)
    again = list(islice(loop.resume(whole[7]), 5))
    assert [bits(one) for one in again] == [bits(one) for one in whole[8:]]


def test_a_warm_cosine_rises_to_its_peak_and_falls_to_nearly_nothing() -> None:
    rates = [schedule.warm_cosine(0.4, steps=20, warm=4)(n) for n in range(25)]
    assert rates[:5] == pytest.approx([0.1, 0.2, 0.3, 0.4, 0.4])
    assert rates[12] == pytest.approx(0.2)
    assert rates[4:] == sorted(rates[4:], reverse=True)
    assert rates[20:] == [0.4e-3] * 5
    with pytest.raises(ValueError, match="peak must be a positive number, got 0"):
        schedule.warm_cosine(0, 10)
    with pytest.raises(ValueError, match="warm must lie in 0 … 9, got 10"):
        schedule.warm_cosine(1, 10, 10)
