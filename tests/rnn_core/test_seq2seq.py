"""Sequence to sequence: PyTorch with and without attention, ragged sources, gradients, beams."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rnn_core import attention, beam, seq2seq
from rnn_core.batches import fresh
from rnn_core.grads.gradcheck import directional
from rnn_core.loop import Loop
from rnn_core.optim import Adam
from rnn_core.seq2seq import Pairs, Seq2Seq
from rnn_core.weights import flatten, named
from tests.rnn_core.golden import assert_equal_to
from tests.rnn_core.sequences import assert_gradients, case, cases, seq2seq_of

ALL = cases("seq2seq")


@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float64, 1e-12), (np.float32, 1e-4)])
@pytest.mark.parametrize("name", ALL)
def test_a_pass_and_all_its_gradients_equal_pytorch(name: str, dtype: Any, tolerance: float) -> None:
    numbers = case(name)
    run = seq2seq.run(*seq2seq_of(case(name, dtype)))
    assert_equal_to(run.encoder.s, numbers["s"], tolerance)
    for k, state in enumerate(run.encoder.last):
        assert_equal_to(state, numbers[f"last{k}"], tolerance)
    if run.decoder.attention is None:
        assert_equal_to(run.decoder.cell.h[1:], numbers["h"], tolerance)
    else:
        assert_equal_to(run.decoder.attention.alpha, numbers["alpha"], tolerance)
        assert_equal_to(run.decoder.attention.c, numbers["c"], tolerance)
        assert_equal_to(run.decoder.attention.h_tilde, numbers["h_tilde"], tolerance)
    assert_equal_to(run.y, numbers["y"], tolerance)
    assert run.loss == pytest.approx(float(numbers["loss"]), rel=tolerance)
    grads = seq2seq.backward(run)
    assert flatten(grads.model).dtype == dtype
    assert_gradients(grads.model, numbers, tolerance)


@pytest.mark.parametrize("name", ALL)
def test_finite_differences_agree_for_every_weight(name: str) -> None:
    model, batch = seq2seq_of(case(name))
    errors = directional(
        lambda m: seq2seq.run(m, batch).loss,
        model,
        seq2seq.backward(seq2seq.run(model, batch)).model,
        np.random.default_rng(0),
        epsilon=5e-4,
    )
    assert set(errors) == set(named(model))
    assert max(errors.values()) < 5e-7


def single(batch: Pairs, b: int) -> Pairs:
    """One pair of the batch without its padding."""
    n, T = int(batch.lengths[b]), int(batch.mask[:, b].sum())
    one = slice(b, b + 1)
    answer = (part[:T, one] for part in (batch.x, batch.targets, batch.mask))
    return Pairs(batch.source[:n, one], batch.lengths[one], *answer)


@pytest.mark.parametrize("name", ALL)
def test_a_batch_is_its_pairs_one_by_one(name: str) -> None:
    model, batch = seq2seq_of(case(name))
    loss, grads = seq2seq.loss_and_gradient(model, batch)
    total, gradient = 0.0, np.zeros_like(flatten(model))
    for b in range(len(batch.lengths)):
        share = batch.mask[:, b].sum() / batch.mask.sum()
        its_loss, its_grads = seq2seq.loss_and_gradient(model, single(batch, b))
        total += share * its_loss
        gradient += share * flatten(its_grads)
    assert loss == pytest.approx(total, rel=1e-13)
    assert_equal_to(flatten(grads), gradient, 1e-12)


@pytest.mark.parametrize("name", ALL)
def test_what_stands_in_the_padding_of_a_source_changes_no_bit(name: str) -> None:
    model, batch = seq2seq_of(case(name))
    loss, grads = seq2seq.loss_and_gradient(model, batch)
    inside = np.arange(len(batch.source))[:, np.newaxis] < batch.lengths
    other = np.where(inside, batch.source, (batch.source + 1) % len(model.encoder.E))
    same_loss, same = seq2seq.loss_and_gradient(model, replace(batch, source=other))
    assert same_loss == loss
    assert flatten(same).tobytes() == flatten(grads).tobytes()


def test_attention_weights_are_kept_sum_to_one_and_end_with_the_source() -> None:
    model, batch = seq2seq_of(case("seq2seq-LSTM-0-both-attention"))
    looked = seq2seq.run(model, batch).decoder.attention
    assert looked is not None
    assert looked.alpha.shape == (*batch.x.shape, len(batch.source))
    assert_equal_to(looked.alpha.sum(2), np.ones(batch.x.shape), 1e-15)
    for b, n in enumerate(batch.lengths):
        assert not looked.alpha[:, b, n:].any()
        assert (looked.alpha[:, b, :n] > 0).all()


def test_attention_reads_like_its_equations() -> None:
    model, batch = seq2seq_of(case("seq2seq-RNN-0-attention"))
    run = seq2seq.run(model, batch)
    params, looked, t, b = model.decoder.attention, run.decoder.attention, 2, 0
    assert params is not None
    assert looked is not None
    h, s = looked.h[t, b], looked.s[: batch.lengths[b], b]
    scores = np.array([h @ params.W_a @ s_j for s_j in s])
    alpha = np.exp(scores) / np.exp(scores).sum()
    c = sum(alpha_j * s_j for alpha_j, s_j in zip(alpha, s, strict=True))
    h_tilde = np.tanh(params.W_c @ np.concatenate([c, h]) + params.b_c)
    assert_equal_to(looked.scores[t, b, : len(s)], scores)
    assert_equal_to(looked.alpha[t, b, : len(s)], alpha)
    assert_equal_to(looked.h_tilde[t, b], h_tilde)


def test_without_attention_the_decoder_sees_the_last_state_only() -> None:
    model, batch = seq2seq_of(case("seq2seq-LSTM-0"))
    grads = seq2seq.backward(seq2seq.run(model, batch))
    read, (dh, dC) = grads.encoder.cells[0], grads.decoder.states
    shorter = batch.lengths < len(batch.source)
    assert shorter.any()
    assert_equal_to(read.h[batch.lengths, np.arange(3)], dh)
    assert_equal_to(read.C[-1, shorter], dC[shorter])
    assert not read.a[-1, :, shorter].any()


def copying(width: int, seed: int) -> tuple[Seq2Seq, Loop]:
    """A network learning to say a source of 1 … 4 symbols backwards."""
    numbers = case("seq2seq-LSTM-0-both-attention")
    rng = np.random.default_rng(seed)
    small, _ = seq2seq_of(numbers)
    drawn = {k: 0.3 * rng.standard_normal(v.shape) for k, v in numbers.items() if "." in k}
    model, _ = seq2seq_of(numbers | drawn)

    def make(rng: np.random.Generator) -> Pairs:
        pairs = []
        for _ in range(width):
            source = rng.integers(5, size=rng.integers(1, 5))
            pairs.append((source, source[::-1].copy()))
        return Pairs.of(pairs, start=5, end=6)

    assert flatten(small).size == flatten(model).size
    return model, Loop(model, fresh(make, seed), seq2seq.loss_and_gradient, Adam(0.02), clip=1.0)


@pytest.mark.slow
def test_a_small_network_learns_to_say_its_source_backwards_and_a_beam_writes_it() -> None:
    _, loop = copying(16, 0)
    snapshots = iter(loop)
    first = next(snapshots)
    for snapshot in snapshots:
        if snapshot.step == 400:
            break
    assert first.loss > 1.5
    assert snapshot.loss < 0.3
    source = np.array([3, 0, 4])
    advance, state = seq2seq.advance(snapshot.model, source)
    tree = beam.search(advance, state, 5, width=3, longest=8, end=6)
    assert tree.tokens(tree.best) == [4, 0, 3, 6]


@pytest.mark.parametrize("name", [name for name in ALL if "-2" not in name])
def test_a_beam_scores_what_the_network_gives_under_teacher_forcing(name: str) -> None:
    model, _ = seq2seq_of(case(name))
    source, V = np.array([1, 0, 1, 1]), len(model.E)
    advance, state = seq2seq.advance(model, source)
    tree = beam.search(advance, state, 0, width=3, longest=4)
    for number in range(1, len(tree.nodes)):
        tokens = np.array(tree.tokens(number))
        answer = Pairs.of([(source, tokens)], start=0, end=V - 1)
        losses = seq2seq.run(model, answer).losses[: len(tokens), 0]
        assert tree.nodes[number].total == pytest.approx(-losses.sum(), rel=1e-12)


def test_pairs_are_padded_with_start_and_end() -> None:
    pairs = Pairs.of([(np.array([1, 2]), np.array([3])), (np.array([4]), np.array([5, 6]))], 8, 9)
    assert pairs.source.T.tolist() == [[1, 2], [4, 0]]
    assert pairs.x.T.tolist() == [[8, 3, 0], [8, 5, 6]]
    assert pairs.targets.T.tolist() == [[3, 9, 0], [5, 6, 9]]
    assert pairs.mask.T.tolist() == [[True, True, False], [True, True, True]]


def test_parts_that_do_not_fit_are_named() -> None:
    model, batch = seq2seq_of(case("seq2seq-LSTM-0-both-attention"))
    rnn, _ = seq2seq_of(case("seq2seq-RNN-0"))
    small, _ = seq2seq_of(case("seq2seq-LSTM-0-both"))
    with pytest.raises(ValueError, match=r"encoder must be LSTMParams with 6 .* got RNNParams"):
        replace(model, encoder=rnn.encoder)
    with pytest.raises(ValueError, match=r"encoder must be LSTMParams with 6 .* with 3"):
        replace(model, encoder=replace(model.encoder, back=None))
    with pytest.raises(ValueError, match=r"back must be LSTMParams like ahead, got RNNParams"):
        replace(small.encoder, back=rnn.encoder.ahead)
    with pytest.raises(ValueError, match=r"E must have shape \(7, 4\), got \(7, 5\)"):
        replace(model, E=np.ones((7, 5)))
    with pytest.raises(ValueError, match=r"lengths must lie in 1 … 6, got 0, "):
        seq2seq.run(model, replace(batch, lengths=batch.lengths - batch.lengths.min()))
    with pytest.raises(ValueError, match=r"lengths must have shape \(3,\), got \(2,\)"):
        seq2seq.run(model, replace(batch, lengths=batch.lengths[:2]))
    with pytest.raises(ValueError, match="x must hold tokens in 0 … 4, got 5"):
        seq2seq.run(model, replace(batch, source=batch.source * 0 + 5))
    params = model.decoder.attention
    assert params is not None
    with pytest.raises(ValueError, match=r"W_c must have shape \(6, 12\), got \(6, 6\)"):
        replace(params, W_c=np.ones((6, 6)))
    with pytest.raises(ValueError, match="W_a must be finite everywhere, got nan"):
        attention.forward(
            replace(params, W_a=params.W_a * np.nan), np.ones((1, 1, 6)), np.ones((2, 1, 6)), np.ones((2, 1), bool)
        )
    with pytest.raises(ValueError, match="inside must be True somewhere in each source"):
        attention.forward(params, np.ones((1, 1, 6)), np.ones((2, 1, 6)), np.zeros((2, 1), bool))
