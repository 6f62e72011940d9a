"""One to many: PyTorch with the vector given once or at every step, gradients, beams."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from rnn_core import beam, caption
from rnn_core.caption import EVERY_STEP, ONCE, Described
from rnn_core.cells.deep import DeepParams
from rnn_core.cells.lstm import LSTMParams
from rnn_core.grads.gradcheck import directional
from rnn_core.weights import flatten, named
from tests.rnn_core.golden import assert_equal_to
from tests.rnn_core.sequences import assert_gradients, captioner_of, case, cases, seq2seq_of, when_of

ALL = cases("caption")


@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float64, 1e-12), (np.float32, 2e-5)])
@pytest.mark.parametrize("name", ALL)
def test_a_pass_and_all_its_gradients_equal_pytorch(name: str, dtype: Any, tolerance: float) -> None:
    numbers = case(name)
    run = caption.run(*captioner_of(case(name, dtype)), when_of(name))
    assert_equal_to(run.y, numbers["y"], tolerance)
    assert run.loss == pytest.approx(float(numbers["loss"]), rel=tolerance)
    grads = caption.backward(run)
    assert_gradients(grads.model, numbers, tolerance)
    assert_equal_to(grads.v, numbers["dv"], tolerance)


@pytest.mark.parametrize("name", ALL)
def test_finite_differences_agree_for_every_weight_and_for_the_vector(name: str) -> None:
    model, batch = captioner_of(case(name))
    grads = caption.backward(caption.run(model, batch, when_of(name)))
    rng = np.random.default_rng(0)
    errors = directional(lambda m: caption.run(m, batch, when_of(name)).loss, model, grads.model, rng)
    assert set(errors) == set(named(model))
    errors |= directional(lambda v: caption.run(model, replace(batch, v=v), when_of(name)).loss, batch.v, grads.v, rng)
    assert max(errors.values()) < 1e-7


@pytest.mark.parametrize("name", ALL)
def test_a_batch_is_its_sentences_one_by_one(name: str) -> None:
    model, batch = captioner_of(case(name))
    run = caption.run(model, batch, when_of(name))
    total, gradient = 0.0, np.zeros_like(flatten(model))
    for b in range(len(batch.v)):
        T, one = int(batch.mask[:, b].sum()), slice(b, b + 1)
        words = (part[:T, one] for part in (batch.x, batch.targets, batch.mask))
        its = caption.run(model, Described(batch.v[one], *words), when_of(name))
        share = T / batch.mask.sum()
        total += share * its.loss
        gradient += share * flatten(caption.backward(its).model)
    assert run.loss == pytest.approx(total, rel=1e-13)
    assert_equal_to(flatten(caption.backward(run).model), gradient, 1e-12)


def test_given_once_the_vector_comes_before_the_first_word_and_at_every_step_with_each() -> None:
    model, batch = captioner_of(case("caption-LSTM-once"))
    once, every = caption.run(model, batch, ONCE), caption.run(model, batch, EVERY_STEP)
    told = batch.v @ model.W_v.T + model.b_v
    words = model.E[batch.x]
    assert_equal_to(once.decoder.cell.x, np.concatenate([told[np.newaxis], words]))
    assert_equal_to(every.decoder.cell.x, words + told)


@pytest.mark.parametrize("name", ALL)
def test_a_beam_scores_what_the_network_gives_under_teacher_forcing(name: str) -> None:
    model, batch = captioner_of(case(name))
    advance, state = caption.advance(model, batch.v[1], when_of(name))
    tree = beam.search(advance, state, 2, width=3, longest=4, end=5)
    for number in range(1, len(tree.nodes)):
        tokens = np.array(tree.tokens(number))
        x = np.concatenate([[2], tokens[:-1]])
        one = Described(batch.v[1:2], x[:, np.newaxis], tokens[:, np.newaxis], np.ones((len(x), 1), bool))
        losses = caption.run(model, one, when_of(name)).losses
        assert tree.nodes[number].total == pytest.approx(-losses.sum(), rel=1e-12)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("longest", [1, 6])
def test_greedy_writes_what_a_beam_of_one_finds_and_keeps_the_whole_pass(name: str, longest: int) -> None:
    model, batch = captioner_of(case(name))
    found = caption.greedy(model, batch.v[1], when_of(name), start=2, end=5, longest=longest)
    tree = beam.search(*caption.advance(model, batch.v[1], when_of(name)), 2, width=1, longest=longest, end=5)
    assert found.batch.targets[:, 0].tolist() == tree.tokens(tree.best)
    assert found.batch.x[:, 0].tolist() == [2, *tree.tokens(tree.best)[:-1]]
    again = caption.run(model, found.batch, when_of(name))
    for part in ("v_in", "y", "p", "losses"):
        assert_equal_to(getattr(found, part), getattr(again, part))
    for part in (each.name for each in fields(type(again.decoder.cell)) if each.name != "held"):
        assert_equal_to(getattr(found.decoder.cell, part), getattr(again.decoder.cell, part))


def test_greedy_writes_at_least_one_token() -> None:
    model, batch = captioner_of(case("caption-LSTM-once"))
    with pytest.raises(ValueError, match="longest must be at least 1, got 0"):
        caption.greedy(model, batch.v[1], start=2, end=5, longest=0)


def test_parts_that_do_not_fit_are_named() -> None:
    model, batch = captioner_of(case("caption-LSTM-once"))
    with pytest.raises(ValueError, match=r"v must have shape \(3, 7\), got \(3, 2\)"):
        caption.run(model, replace(batch, v=np.ones((3, 2))))
    with pytest.raises(ValueError, match=r"v must have shape \(3, 4\), got \(2, 4\)"):
        caption.run(model, replace(batch, v=batch.v[:2]))
    with pytest.raises(ValueError, match="v must be finite everywhere, got nan"):
        caption.run(model, replace(batch, v=batch.v * np.nan))
    with pytest.raises(ValueError, match="when must be 'once' or 'every step', got 'twice'"):
        caption.run(model, batch, "twice")
    with pytest.raises(ValueError, match=r"W_v must have shape \(4, F\), got \(3, 7\)"):
        replace(model, W_v=np.ones((3, 7)))
    attending, _ = seq2seq_of(case("seq2seq-LSTM-0-attention"))
    with pytest.raises(ValueError, match="attention must be None"):
        replace(model, decoder=replace(model.decoder, attention=_resized(attending.decoder.attention)))


def _resized(attention: Any) -> Any:
    """The attention cut to five hidden units."""
    return type(attention)(attention.W_a[:5], attention.W_c[:5, :11], attention.b_c[:5])


@pytest.mark.parametrize("when", [ONCE, EVERY_STEP])
def test_a_stack_of_layers_writes_as_well(when: str) -> None:
    model, batch = captioner_of(case("caption-LSTM-once"))
    rng = np.random.default_rng(1)
    upper = LSTMParams(rng.standard_normal((20, 10)), rng.standard_normal(20))
    stack = DeepParams((model.decoder.cell, upper))
    deep = replace(model, decoder=replace(model.decoder, cell=stack))
    grads = caption.backward(caption.run(deep, batch, when))
    errors = directional(lambda m: caption.run(m, batch, when).loss, deep, grads.model, rng)
    assert max(errors.values()) < 1e-7
    written = caption.greedy(deep, batch.v[1], when, start=2, end=5, longest=4)
    assert_equal_to(written.y, caption.run(deep, written.batch, when).y)
    tree = beam.search(*caption.advance(deep, batch.v[1], when), 2, width=3, longest=4)
    tokens = np.array(tree.tokens(tree.best))[:, np.newaxis]
    one = Described(batch.v[1:2], np.concatenate([[[2]], tokens[:-1]]), tokens, np.ones(tokens.shape, bool))
    total = -caption.run(deep, one, when).losses.sum()
    assert tree.nodes[tree.best].total == pytest.approx(total, rel=1e-12)
