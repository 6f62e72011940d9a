"""Ragged batches: PyTorch's packed sequences, padding that adds nothing, many to one, numbers."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_core import model as network
from rnn_core import tasks
from rnn_core.batches import Batch, aligned
from rnn_core.cells.deep import DeepParams
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.grads.gradcheck import directional
from rnn_core.model import Model
from rnn_core.readout import ReadoutParams
from rnn_core.train import loss_and_gradient
from rnn_core.weights import flatten, named
from tests.rnn_core.golden import assert_equal_to, random_model
from tests.rnn_core.sequences import assert_gradients, case, cases, model_of


@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float64, 1e-12), (np.float32, 2e-5)])
@pytest.mark.parametrize("name", cases("ragged"))
def test_a_ragged_pass_equals_pytorch(name: str, dtype: Any, tolerance: float) -> None:
    numbers, exact = case(name, dtype), case(name)
    model = model_of(numbers)
    mask = numbers["mask"]
    run = network.run(model, numbers["x"], numbers["targets"], mask=mask)
    assert_equal_to(run.y[mask], exact["y"][mask], tolerance)
    assert run.loss == pytest.approx(float(exact["loss"]), rel=tolerance)
    assert_gradients(network.backward(run).model, exact, tolerance)


@pytest.mark.parametrize("name", cases("ragged"))
def test_what_stands_in_the_padding_changes_no_bit(name: str) -> None:
    numbers = case(name)
    model, mask = model_of(numbers), numbers["mask"]
    inside = np.arange(len(mask))[:, np.newaxis] < numbers["lengths"]
    loss, grads = loss_and_gradient(model, Batch(numbers["x"], numbers["targets"], mask))
    x = np.where(inside, numbers["x"], (numbers["x"] + 3) % 7)
    asked = mask if numbers["targets"].ndim == 2 else mask[..., np.newaxis]
    targets = np.where(asked, numbers["targets"], 1).astype(numbers["targets"].dtype)
    other, same = loss_and_gradient(model, Batch(x, targets, mask))
    assert other == loss
    assert flatten(same).tobytes() == flatten(grads).tobytes()


@pytest.mark.parametrize("name", cases("ragged"))
def test_a_batch_is_its_sequences_one_by_one(name: str) -> None:
    numbers = case(name)
    model, mask = model_of(numbers), numbers["mask"]
    loss, grads = loss_and_gradient(model, Batch(numbers["x"], numbers["targets"], mask))
    total, gradient = 0.0, np.zeros_like(flatten(model))
    for b, n in enumerate(numbers["lengths"]):
        one = Batch(*(numbers[part][:n, b : b + 1] for part in ("x", "targets", "mask")))
        its_loss, its_grads = loss_and_gradient(model, one)
        total += its_loss * one.mask.sum() / mask.sum()
        gradient += flatten(its_grads) * one.mask.sum() / mask.sum()
    assert loss == pytest.approx(total, rel=1e-13)
    assert_equal_to(flatten(grads), gradient, 1e-13)


@pytest.mark.parametrize("name", cases("ragged"))
def test_finite_differences_agree_for_every_weight_of_a_ragged_pass(name: str) -> None:
    numbers = case(name)
    batch = Batch(numbers["x"], numbers["targets"], numbers["mask"])
    model = model_of(numbers)
    errors = directional(
        lambda m: loss_and_gradient(m, batch)[0], model, loss_and_gradient(model, batch)[1], np.random.default_rng(0)
    )
    assert set(errors) == set(named(model)) >= {"E", "readout.W_hy"}
    assert max(errors.values()) < 1e-7


def cell(kind: str, rng: np.random.Generator, D: int, H: int) -> Any:
    if kind == "RNN":
        return RNNParams(*(rng.standard_normal(shape) for shape in ((H, D), (H, H), (H,))))
    if kind == "LSTM":
        return LSTMParams(rng.standard_normal((4 * H, H + D)), rng.standard_normal(4 * H))
    return DeepParams((cell(kind[5:], rng, D, H), cell(kind[5:], rng, H, H)))


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(["RNN", "LSTM", "deep RNN", "deep LSTM"]),
    lengths=st.lists(st.integers(1, 6), min_size=1, max_size=4),
    sizes=st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(1, 4)),
    numbers=st.booleans(),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_ragged_batch_is_its_sequences_one_by_one(
    kind: str, lengths: list[int], sizes: tuple[int, int, int], numbers: bool, seed: int
) -> None:
    rng, (D, H, V) = np.random.default_rng(seed), sizes
    readout = ReadoutParams(rng.standard_normal((V, H)), rng.standard_normal(V))
    model = Model(cell(kind, rng, D, H), readout, rng.standard_normal((3, D)))
    x = [rng.integers(3, size=n) for n in lengths]
    answers: list[Any] = [rng.standard_normal((n, V)) if numbers else rng.integers(V, size=n) for n in lengths]
    loss, grads = loss_and_gradient(model, aligned(x, answers))
    total, gradient = 0.0, np.zeros_like(flatten(model))
    for one, answer in zip(x, answers, strict=True):
        its_loss, its_grads = loss_and_gradient(model, aligned([one], [answer]))
        total += its_loss * len(one) / sum(lengths)
        gradient += flatten(its_grads) * (len(one) / sum(lengths))
    assert loss == pytest.approx(total, rel=1e-11, abs=1e-14)
    scale = max(1e-3, np.abs(gradient).max())
    assert np.abs(flatten(grads) - gradient).max() < 1e-11 * scale


def test_no_gradient_enters_beyond_the_last_place_that_is_asked() -> None:
    numbers = case("ragged-LSTM-last")
    run = network.run(model_of(numbers), numbers["x"], numbers["targets"], mask=numbers["mask"])
    grads = network.backward(run)
    for b, n in enumerate(numbers["lengths"]):
        assert not grads.h[n + 1 :, b].any()
        assert grads.h[: n + 1, b].any()


def test_an_embedding_is_a_matrix_times_one_hot() -> None:
    rng = np.random.default_rng(0)
    plain = random_model(rng, 5, 4)
    table = rng.standard_normal((5, 3))
    cell = replace(plain.cell, W_xh=rng.standard_normal((4, 3)))
    embedded = Model(cell, plain.readout, table)
    fused = replace(plain, cell=replace(cell, W_xh=cell.W_xh @ table.T))
    x, targets = rng.integers(5, size=(6, 2)), rng.integers(5, size=(6, 2))
    one, other = (network.run(model, x, targets) for model in (embedded, fused))
    assert_equal_to(one.y, other.y, 1e-13)
    d_fused = network.backward(other).model.cell.W_xh
    assert_equal_to(network.backward(one).model.cell.W_xh, d_fused @ table)
    assert_equal_to(network.backward(one).model.E, d_fused.T @ cell.W_xh)


def test_the_adding_problem_has_a_squared_error_and_the_constant_1_its_baseline() -> None:
    task = tasks.Adding(5)
    batch = task.batch(np.random.default_rng(0), 20_000)
    plain = random_model(np.random.default_rng(1), 2, 3)
    constant = replace(plain, readout=ReadoutParams(np.zeros((1, 3)), np.ones(1)))
    run = network.run(constant, batch.x, batch.targets, mask=batch.mask)
    assert run.loss == pytest.approx(task.chance, rel=0.03)


def test_embeddings_that_do_not_fit_are_named() -> None:
    plain = random_model(np.random.default_rng(0), 5, 4)
    with pytest.raises(ValueError, match=r"E must have shape \(7, 5\), got \(7, 3\)"):
        replace(plain, E=np.ones((7, 3)))
    with pytest.raises(ValueError, match=r"E must be float64 .* got float32"):
        replace(plain, E=np.ones((7, 5), np.float32))
    embedded = replace(plain, E=np.ones((7, 5)))
    with pytest.raises(ValueError, match="x must hold tokens in 0 … 6, got 7"):
        network.run(embedded, np.array([[7]]))
    with pytest.raises(ValueError, match=r"x must have shape \(T, B\)"):
        network.run(embedded, np.ones((2, 1, 5)))
    with pytest.raises(ValueError, match="E must be finite everywhere, got nan"):
        network.run(replace(plain, E=np.full((7, 5), np.nan)), np.array([[0]]))
