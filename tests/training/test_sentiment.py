"""The shipped readers are what their card says, and their training asks what it says it asks."""

import json
from itertools import islice

import numpy as np
import pytest

from datasets.reviews import exam, text, words
from datasets.reviews.adjectives import Adjectives
from datasets.reviews.grammar import UNSEEN, Review, review
from rnn_core import store, weights
from rnn_core.grads.gradcheck import directional
from rnn_core.loop import Loop
from rnn_core.model import Model
from rnn_core.optim import Adam
from training import sentiment_card
from training import sentiment_recipe as sentiment

MEASURED = json.loads((sentiment.MODELS / "sentiment.json").read_text(encoding="utf-8"))
VOCABULARY, *READERS = store.load(sentiment.MODELS / "sentiment.npz")
ADJECTIVES = Adjectives(*(tuple(MEASURED["adjectives"][sign]) for sign in ("positive", "negative")))
TAUGHT = frozenset(tuple(said.split()) for said in MEASURED["taught"])
OWN = Adjectives()


def some(n: int) -> list[Review]:
    rng = np.random.default_rng(5)
    return [review(rng, OWN) for _ in range(n)]


@pytest.mark.slow
@pytest.mark.parametrize("reader", sentiment.READERS)
def test_the_shipped_reader_gets_as_many_right_as_the_card_says(reader: str) -> None:
    model = READERS[sentiment.READERS.index(reader)]
    assert sentiment.graded(model, VOCABULARY, ADJECTIVES, TAUGHT) == MEASURED["right"][reader]
    assert weights.count(model) == MEASURED["weights"][reader]


@pytest.mark.slow
def test_no_sentence_of_the_exam_is_among_those_of_the_training() -> None:
    reviews = sentiment.drawn(ADJECTIVES)
    assert sentiment.taught(reviews, ADJECTIVES) == TAUGHT
    known = {each.words for each in reviews}
    for part in exam.PARTS:
        asked = exam.sentences(part, ADJECTIVES, without=TAUGHT)
        assert len(asked) == (60 if part in exam.HAND else exam.SENTENCES)
        assert not known & {each.words for each in asked}


def test_the_readers_reach_what_the_lesson_says_of_them() -> None:
    def share(reader: str, part: str) -> float:
        right, n = MEASURED["right"][reader][part]
        return float(right / n)

    for part in ("plain", "negation", "contrast", "double negation", "not only", UNSEEN):
        assert share("lstm", part) >= 0.98, part
    for part in ("comparison", "slang", "faces"):
        assert share("lstm", part) >= 0.97, part
    assert share("bag", "negation") < 0.5
    assert share("bag", UNSEEN) < 0.3
    assert share("bag", "plain") > 0.75
    assert share("lstm", exam.DEVELOPMENT) > share("bag", exam.DEVELOPMENT) + 0.2


@pytest.mark.parametrize("reader", sentiment.READERS)
def test_the_unit_that_knows_of_a_negation_is_found_again(reader: str) -> None:
    model = READERS[sentiment.READERS.index(reader)]
    found, told = (exam.negation_latches(model, VOCABULARY, ADJECTIVES, TAUGHT), MEASURED["latches"][reader])
    assert found.best + 1 == told["unit"]
    assert found.score == pytest.approx(told["score"], abs=0.01)
    assert found.ordinary == pytest.approx(told["ordinary"], abs=0.01)


def test_the_card_is_made_from_what_was_measured_and_the_weights_are_small() -> None:
    card = (sentiment.MODELS / "sentiment.md").read_text(encoding="utf-8")
    assert card == sentiment_card.card(MEASURED)
    size = (sentiment.MODELS / "sentiment.npz").stat().st_size
    assert size <= 2 * sum(MEASURED["weights"].values()) + 10 * len(VOCABULARY), "two bytes a weight, and the words"


def test_the_failures_in_the_card_are_those_of_the_shipped_reader() -> None:
    for key, parts in (("wrong", exam.OWN), ("wrong in real reviews", (exam.REAL,))):
        found = sentiment_card.wrong(READERS[0], VOCABULARY, parts)
        assert [" ".join(each.words) for each in found] == MEASURED[key]["lstm"]


def test_the_card_names_what_the_lstm_gets_wrong_in_real_reviews_and_how_sure_its_score_is() -> None:
    card = (sentiment.MODELS / "sentiment.md").read_text(encoding="utf-8")
    right, n = MEASURED["right"]["lstm"][exam.REAL]
    failures = MEASURED["wrong in real reviews"]["lstm"]
    assert len(failures) == n - right
    assert all(f"- {said}\n" in card for said in failures)
    low, high = exam.interval(right, n)
    assert f"LSTM {right} of {n} = {right / n:.0%} ({100 * low:.0f} to {high:.0%})" in card


def test_the_vocabulary_knows_the_exam_s_adjectives_only_from_plain_sentences() -> None:
    kept = ADJECTIVES.negated(True, held_out=True) + ADJECTIVES.negated(False, held_out=True)
    assert VOCABULARY.symbols[0] == text.UNKNOWN
    assert len(set(kept) & set(VOCABULARY.symbols)) > 0.9 * len(kept)


def test_a_batch_asks_for_halves_first_for_the_verdict_last_and_for_nothing_in_between() -> None:
    contrast = Review(("it", "was", "dull", "but", "the", "end", "was", "great"), True, "contrast", 2)
    plain = Review(("it", "was", "dull", "overall"), False, "plain", 2)
    batch = sentiment.labeled([contrast, plain], [np.arange(8), np.arange(4)])
    early = sentiment.EARLIER
    np.testing.assert_allclose(batch.weight[:, 0], [early, early, 0, 0, 0, 0, 0, 1])
    np.testing.assert_allclose(batch.weight[:, 1], [early, early, early, 1, 0, 0, 0, 0])
    np.testing.assert_allclose(batch.q[:2], 0.5)
    assert batch.q[7, 0].argmax() == 1
    assert batch.q[2, 1].argmax() == batch.q[3, 1].argmax() == 0
    np.testing.assert_allclose(batch.q.sum(-1), 1)


@pytest.mark.parametrize("reader", sentiment.READERS)
def test_the_objective_s_gradient_agrees_with_finite_differences(reader: str) -> None:
    reviews = some(6)
    vocabulary = sentiment.vocabulary_of(reviews)
    model = sentiment.in_float64(sentiment.start(reader, len(vocabulary), 1))
    batch = sentiment.labeled(reviews, [text.tokens(vocabulary, r.words) for r in reviews])
    batch = sentiment.Labeled(batch.x, batch.q.astype(float), batch.weight.astype(float))

    def loss(weights: Model) -> float:
        return sentiment.objective(weights, batch)[0]

    grads = sentiment.objective(model, batch)[1]
    errors = directional(loss, model, grads, np.random.default_rng(0))
    assert max(errors.values()) < 1e-6


def test_an_epoch_has_each_sentence_once_and_hides_neutral_words_only() -> None:
    reviews = some(2 * sentiment.BATCH * sentiment.CHUNK)
    vocabulary = sentiment.vocabulary_of(reviews)
    stream = sentiment.Stream(reviews, vocabulary, 1)
    assert stream.per_epoch == 2 * sentiment.CHUNK
    hidden = 0
    for step in range(3):
        batch = stream(step)
        np.testing.assert_array_equal(stream(step).x, batch.x)
        hidden += int(((batch.x == 0) & (batch.weight > 0)).sum())
    assert hidden
    orders = [stream._sorted(np.random.default_rng([1, epoch])) for epoch in (0, 1)]
    for order in orders:
        assert sorted(order.ravel()) == list(range(len(reviews)))
    assert (orders[0] != orders[1]).any()
    may_hide = {vocabulary.symbols[k] for k in np.flatnonzero(stream.may_hide)}
    assert not may_hide & (words.NEGATORS | words.OPINIONS | {"but", "although"})


@pytest.mark.parametrize("reader", sentiment.READERS)
def test_four_epochs_of_training_lower_the_loss_of_an_epoch(reader: str) -> None:
    reviews = some(sentiment.BATCH * sentiment.CHUNK)
    vocabulary = sentiment.vocabulary_of(reviews)
    stream = sentiment.Stream(reviews, vocabulary, 1)
    epoch = [stream(step) for step in range(stream.per_epoch)]

    def loss(model: Model) -> float:
        return float(np.mean([sentiment.objective(model, batch)[0] for batch in epoch]))

    start = sentiment.start(reader, len(vocabulary), 1)
    loop = Loop(start, stream, sentiment.objective, Adam(sentiment.RATES[reader]), sentiment.CLIP)
    trained = next(islice(loop, 4 * stream.per_epoch, None)).model
    assert loss(trained) < 0.95 * loss(start)
