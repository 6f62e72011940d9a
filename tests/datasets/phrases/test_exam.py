"""What is learned from and what is examined share no sentence and no held-out pair of words."""

import pytest

from datasets.phrases import reading
from datasets.phrases.exam import STRANGE, exam, lessons, spared
from datasets.phrases.lexicon import UNKNOWN

LESSONS = lessons(800, seed=1)


def test_no_sentence_of_training_is_spared_and_every_one_of_an_exam_is() -> None:
    assert not any(spared(words) for words, _ in LESSONS)
    for n_clauses in (1, 3, 5):
        assert all(spared(words) for words, _ in exam(40, n_clauses))


def test_about_one_sentence_of_eight_is_spared() -> None:
    words = [f"{words} {k}".split() for words, _ in LESSONS[:40] for k in range(50)]
    assert sum(map(spared, words)) / len(words) == pytest.approx(1 / 8, abs=0.02)


def test_training_never_contains_a_held_out_pair_and_its_exam_always_does() -> None:
    for words in [words for words, _ in LESSONS if UNKNOWN not in words][:250]:
        sentence = reading.understood(words)
        assert sentence is not None
        assert not sentence.held_out
    for words, _ in exam(25, 1, held_out=True):
        sentence = reading.understood(words)
        assert sentence is not None
        assert sentence.held_out


def test_no_sentence_comes_twice_and_a_shorter_exam_begins_a_longer_one() -> None:
    assert len({tuple(words) for words, _ in LESSONS}) == len(LESSONS)
    assert exam(30, 2)[:10] == exam(10, 2)
    assert len({tuple(words) for words, _ in exam(100, 1)}) == 100


def test_some_sentences_of_training_have_unknown_words_and_those_of_their_exam_all_do() -> None:
    assert sum(UNKNOWN in words for words, _ in LESSONS) / len(LESSONS) == pytest.approx(STRANGE, abs=0.05)
    assert all(UNKNOWN in words and UNKNOWN in other for words, other in exam(30, 1, unknown=True))
