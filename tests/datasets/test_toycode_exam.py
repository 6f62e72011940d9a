"""Exams in toy code read what they say, and never what training read."""

import numpy as np
import pytest

from datasets import toycode, toycode_exam
from datasets.toycode_exam import SEEDS, START, VOCABULARY, encoded
from rnn_core.activations import log_softmax
from rnn_core.losses import pick
from rnn_core.studies import character_training


def test_the_seeds_of_all_texts_differ() -> None:
    assert len(set(SEEDS.values())) == len(SEEDS)


def test_tokens_are_those_of_the_vocabulary() -> None:
    text = toycode.text(np.random.default_rng(3), 300)
    assert encoded(text).tolist() == VOCABULARY.encode(text).tolist()


def test_each_character_is_predicted_from_the_start_and_those_before_it() -> None:
    test = toycode_exam.exam("held out", n=3, length=40)
    for column, text in enumerate(test.texts):
        places = test.batch.mask[:, column]
        assert VOCABULARY.decode(test.batch.targets[places, column].tolist()) == text
        assert VOCABULARY.decode(test.batch.x[places, column].tolist()) == START + text[:-1]
    assert test.characters == sum(map(len, test.texts))


def test_long_lines_of_the_exam_do_not_occur_in_the_training_text() -> None:
    held_out = toycode_exam.exam("held out")
    lines = {line for text in held_out.texts for line in text.splitlines() if len(line) > 40}
    seen = toycode.text(np.random.default_rng(SEEDS["training"]), 300_000)
    assert len(lines) > 50
    assert not lines & set(seen.splitlines())


def test_the_score_is_the_mean_over_characters_in_bits() -> None:
    test = toycode_exam.exam("held out", n=4, length=60)
    model = character_training.start(len(VOCABULARY), 8, 1)
    found = toycode_exam.score(model, test)
    run = toycode_exam.read(model, test)
    nats = pick(log_softmax(run.y), test.batch.targets)[test.batch.mask].mean()
    assert found["bits"] == pytest.approx(nats / np.log(2), rel=1e-5)
    assert found["characters"] == test.characters
    assert found["grammar"] == pytest.approx(test.bits / test.characters)
