"""The shipped translators are what their card says, and their training's parts are right."""

import json
from itertools import islice

import numpy as np
import pytest

from datasets.phrases.exam import exam
from datasets.phrases.lexicon import HELD_OUT
from lessons.translation.model.translator import Translator, exact, translations
from rnn_core import seq2seq, store, weights
from rnn_core.grads.gradcheck import directional
from rnn_core.loop import Loop
from rnn_core.optim import Adam
from tests.translators import PAIRS, tiny
from training import translation_card, translation_scores
from training.translation_model import NAMES, Buckets, in_double, untrained
from ui.shipped import MODELS

MEASURED = json.loads((MODELS / "translation.json").read_text(encoding="utf-8"))
CARD = (MODELS / "translation.md").read_text(encoding="utf-8")

EXAMS = {str(n): exam(translation_scores.FIRST, n) for n in (1, 2, 3)}
EXAMS["held out"] = exam(translation_scores.FIRST, 1, held_out=True)


def shipped(name: str) -> Translator:
    return Translator.of(store.load(MODELS / f"translation_{name}.npz"))


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_translator_reaches_on_held_out_sentences_what_the_report_says(name: str) -> None:
    translator = shipped(name)
    for kind, pairs in EXAMS.items():
        written = translations(translator, [words for words, _ in pairs])
        right = exact(written, [other for _, other in pairs])
        assert right == MEASURED[name]["exact of the first"][kind]


def test_the_bottleneck_and_what_attention_does_about_it() -> None:
    plain, reverse, both, attention = (MEASURED[name]["exact"] for name in NAMES)
    assert min(attention[n] for n in "1234") >= 0.95
    assert plain["1"] >= 0.95
    assert plain["4"] <= 0.05
    assert plain["1"] > plain["2"] > plain["3"]
    assert reverse["2"] > plain["2"]
    assert all(abs(both[n] - plain[n]) < 0.5 * (attention[n] - both[n]) for n in "234")
    assert all(both[n] < plain[n] for n in "23")  # the text: reading both ways alone does not help here
    assert attention["unknown"] >= 0.95
    assert attention["held out"] > plain["held out"]
    assert attention["5"] < 0.5


def test_the_card_is_made_of_the_report() -> None:
    assert translation_card.card(MEASURED) == CARD
    for name in NAMES:
        assert f"{100 * MEASURED[name]['exact']['1']:.1f}" in CARD
        assert f"{weights.count(shipped(name).model):,}" in CARD
        assert (MODELS / f"translation_{name}.npz").stat().st_size == MEASURED[name]["bytes"]
    assert all(f"{adjective} {noun}" in CARD for noun, adjective in HELD_OUT)


def test_all_four_files_take_less_than_their_share_of_the_ten_megabytes() -> None:
    assert sum(MEASURED[name]["bytes"] for name in NAMES) < 3e6


def test_every_sentence_of_a_batch_is_about_as_long_and_each_comes_once_an_epoch() -> None:
    translator = tiny()
    batches = Buckets(translator, PAIRS, 8, seed=1)
    assert len(batches) == len(PAIRS) // 8
    for epoch in (0, 1):
        found = [batches(epoch * len(batches) + place) for place in range(len(batches))]
        assert sum(batch.source.shape[1] for batch in found) == len(batches) * 8
        spread = [int(np.ptp(batch.lengths)) for batch in found]
        assert np.median(spread) <= 4
    first = [batches(place).source.shape for place in range(len(batches))]
    second = [batches(len(batches) + place).source.shape for place in range(len(batches))]
    assert sorted(first) == sorted(second)
    assert first != second


@pytest.mark.parametrize("name", NAMES)
def test_a_few_steps_of_training_lower_the_loss(name: str) -> None:
    translator = untrained(name, PAIRS, 8, 5, 0)
    assert translator.model.E.dtype == np.float32
    batches = Buckets(translator, PAIRS, 20, seed=1)
    loop = Loop(translator.model, batches, seq2seq.loss_and_gradient, Adam(0.02), 1.0)
    losses = [snapshot.loss for snapshot in islice(loop, 25)]
    assert np.mean(losses[-3:]) < np.mean(losses[:3])


@pytest.mark.parametrize("name", NAMES)
def test_the_objective_s_gradient_agrees_with_finite_differences(name: str) -> None:
    translator = tiny(name)
    batch = Buckets(translator, PAIRS, 5, seed=1)(0)
    _, gradient = seq2seq.loss_and_gradient(translator.model, batch)
    errors = directional(
        lambda model: seq2seq.run(model, batch).loss,
        translator.model, gradient, np.random.default_rng(0), epsilon=2e-3,
    )  # fmt: skip
    assert max(errors.values()) < 5e-7


def test_the_report_counts_as_it_says() -> None:
    pairs = exam(6, 1)
    same = [list(other) for _, other in pairs]
    assert translation_scores.overlap(same, pairs) == 1
    assert translation_scores.wrong(same, pairs) == []
    broken = [[*same[0], "rouge"], *same[1:]]
    assert translation_scores.wrong(broken, pairs)[0][0] == " ".join(pairs[0][0])
    assert translation_scores.overlap(broken, pairs) < 1
    data = translation_scores.data(PAIRS)
    assert data["longest"] == max(len(words) for words, _ in PAIRS)


def test_lengths_are_counted_together_where_there_are_enough() -> None:
    pairs = exam(60, 1)
    found = translation_scores.lengths([(pairs, [other for _, other in pairs])])
    assert found
    assert all(point["exact"] == 1 and point["n"] >= translation_scores.FEWEST for point in found)
    assert [point["words"] for point in found] == sorted(point["words"] for point in found)


def test_weights_in_double_are_the_same_numbers() -> None:
    translator = untrained("attention", PAIRS, 8, 5, 0)
    double = in_double(translator, translator.model)
    assert weights.flatten(double.model).dtype == np.float64
    np.testing.assert_array_equal(weights.flatten(double.model), weights.flatten(translator.model).astype(np.float64))
