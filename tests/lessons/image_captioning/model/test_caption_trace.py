"""A picture's sentence: greedy, kept whole, and recomputed in plainer ways."""

import numpy as np
import pytest

from lessons.image_captioning.model.caption_trace import (
    LONGEST,
    beam_search,
    brightest,
    convolution_by_loops,
    log_p_by_steps,
    strongest,
)
from rnn_core import vision
from rnn_core.caption import EVERY_STEP, ONCE
from rnn_core.studies import batched_greedy
from tests.lessons.image_captioning.tiny_captioner import ENDS, captioner, image, network, trace

KINDS = [("LSTM", ONCE), ("LSTM", EVERY_STEP), ("RNN", ONCE), ("RNN", EVERY_STEP)]


@pytest.mark.parametrize(("kind", "when"), KINDS)
def test_each_word_is_the_likeliest_after_those_before_it(kind: str, when: str) -> None:
    found = trace(kind, when)
    assert np.array_equal(found.tokens, found.run.p[:, 0].argmax(1))
    assert np.array_equal(found.run.batch.x[1:, 0], found.tokens[:-1])
    assert found.run.batch.x[0, 0] == ENDS.start
    assert found.tokens[-1] == ENDS.end or len(found.tokens) == LONGEST
    assert ENDS.end not in found.tokens[:-1]


@pytest.mark.parametrize(("kind", "when"), KINDS)
def test_the_step_functions_alone_give_the_same_log_probabilities(kind: str, when: str) -> None:
    found = trace(kind, when)
    np.testing.assert_allclose(log_p_by_steps(found), found.log_p, rtol=1e-12)
    tree = beam_search(found, 1)
    assert tree.nodes[tree.best].total == pytest.approx(found.log_p.sum(), rel=1e-12)


def test_with_the_vector_given_once_the_decoder_makes_one_step_more_and_its_first_input_is_the_vector() -> None:
    once, every = trace("LSTM", ONCE), trace("LSTM", EVERY_STEP)
    assert (once.steps_before_words, every.steps_before_words) == (1, 0)
    x = once.run.decoder.cell.x
    np.testing.assert_allclose(x[0, 0], once.v_in, rtol=1e-12)
    assert len(x) == len(once.tokens) + 1
    np.testing.assert_allclose(every.run.decoder.cell.x[0, 0], every.run.model.E[ENDS.start] + every.v_in, rtol=1e-12)


def test_plain_loops_give_every_number_of_every_map() -> None:
    layers, below = network().convolutions, image()
    for layer, maps in zip(layers, vision.features(network(), image()[np.newaxis]).maps, strict=True):
        before = [
            [
                [max(0.0, convolution_by_loops(layer, below, k, r, c)) for c in range(maps.shape[3])]
                for r in range(maps.shape[2])
            ]
            for k in range(maps.shape[1])
        ]
        np.testing.assert_allclose(before, maps[0], rtol=1e-12, atol=1e-14)
        below = maps[0]


def test_many_pictures_at_once_get_the_sentences_they_get_alone() -> None:
    vectors = vision.features(network(), np.stack([image(seed) for seed in range(5)])).vectors
    found = batched_greedy.greedy(captioner(), vectors, ONCE, start=ENDS.start, end=ENDS.end)
    for seed, written in enumerate(found):
        alone = trace(seed=seed)
        words = alone.tokens.tolist()
        assert list(written.tokens) == (words[:-1] if words[-1] == ENDS.end else words)
        np.testing.assert_allclose(written.log_p, alone.log_p, rtol=1e-12)


def test_the_brightest_place_and_the_strongest_maps_are_found() -> None:
    maps = np.zeros((3, 2, 4))
    maps[1, 1, 2], maps[2] = 5.0, 1.0
    assert brightest(maps[1]) == (1, 2)
    assert strongest(maps, 2) == [2, 1]
