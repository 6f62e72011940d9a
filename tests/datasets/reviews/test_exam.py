"""The exam: its sentences are fixed, our own are good English words, answers are at the end."""

import numpy as np
import pytest

from datasets.reviews import exam, text
from datasets.reviews.adjectives import Adjectives
from datasets.reviews.exam import Sentence
from rnn_core.cells.bag import BagParams
from rnn_core.model import Model
from rnn_core.readout import ReadoutParams
from rnn_core.text import Vocabulary

OWN = Adjectives()
KNOWN = Vocabulary((text.UNKNOWN, "good", "bad"))


def counting() -> Model:
    """A reader whose log-odds are the mean of +1 for good and −1 for bad."""
    table = np.array([[0.0], [1.0], [-1.0]])
    readout = ReadoutParams(np.array([[0.0], [1.0]]), np.zeros(2))
    return Model(BagParams(np.ones((1, 1)), np.zeros(1)), readout, table)


@pytest.mark.parametrize("part", exam.PARTS)
def test_every_part_is_the_same_each_time_and_fewer_are_its_first(part: str) -> None:
    assert exam.sentences(part, OWN, 5) == exam.sentences(part, OWN, 5)
    if part not in exam.HAND:
        assert exam.sentences(part, OWN, 7)[:5] == exam.sentences(part, OWN, 5)


def test_the_interval_of_a_share_is_wilson_s() -> None:
    """For 45 of 60 the roots of (p − 0.75)² = 1.96² p (1 − p) / 60."""
    low, high = exam.interval(45, 60)
    for p in (low, high):
        assert (p - 0.75) ** 2 == pytest.approx(1.96**2 * p * (1 - p) / 60)
    assert low < 0.75 < high
    assert exam.interval(60, 60)[1] == pytest.approx(1)


def test_real_reviews_are_half_praise() -> None:
    assert sum(positive for _, positive in exam.HAND[exam.REAL]) == 30
    assert all(len(text.words(said)) <= exam.MOST_WORDS for said, _ in exam.HAND[exam.REAL])


def test_the_sets_that_people_wrote_have_sixty_sentences_each_of_both_verdicts_and_none_twice() -> None:
    every = [said for asked in exam.HAND.values() for said, _ in asked]
    assert len(set(every)) == len(every) == 60 * len(exam.HAND)
    for asked in exam.HAND.values():
        assert 0.4 < np.mean([positive for _, positive in asked]) < 0.6


def test_our_own_sentences_are_not_the_grammar_s() -> None:
    drawn = {each.words for part in exam.PARTS if part not in exam.HAND
             for each in exam.sentences(part, OWN)}  # fmt: skip
    own = [each.words for part in exam.HAND for each in exam.sentences(part, OWN)]
    assert sum(each in drawn for each in own) <= 1


def test_the_answer_is_taken_at_each_sentence_s_own_end() -> None:
    asked = [Sentence(("good",), True), Sentence(("good", "bad", "bad", "x"), False)]
    np.testing.assert_allclose(exam.answers(counting(), KNOWN, asked), [1, -0.25])
    assert exam.right(counting(), KNOWN, asked).all()


def test_the_states_are_those_of_the_real_words() -> None:
    asked = [Sentence(("good",), True), Sentence(("bad", "bad"), False)]
    found = exam.states(counting(), KNOWN, asked)
    np.testing.assert_allclose(found[0], [[0], [1]])
    np.testing.assert_allclose(found[1], [[0], [-1], [-1]])


def test_the_states_before_an_opinion_know_no_opinion() -> None:
    h, present = exam.before_opinions(counting(), KNOWN, OWN, 40)
    np.testing.assert_array_equal(h, 0)
    assert 0.2 < present.mean() < 0.8
