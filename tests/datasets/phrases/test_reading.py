"""What may be typed: only offered words lead on, and every offered word leads somewhere."""

import numpy as np
import pytest

from datasets.phrases import english, reading


@pytest.mark.parametrize("seed", range(12))
def test_whoever_takes_offered_words_only_writes_a_sentence_that_is_understood(seed: int) -> None:
    rng, words = np.random.default_rng(seed), list[str]()
    complete = 0
    for _ in range(60):
        offered = reading.offered(words)
        if not offered:
            break
        words.append(offered[int(rng.integers(len(offered)))])
        assert reading.known(words) == len(words)
        sentence = reading.understood(words)
        if sentence:
            complete += 1
            assert english.words(sentence) == words
    assert complete


def test_at_first_come_subjects_and_the_words_that_ask() -> None:
    first = reading.offered([])
    assert {"i", "the", "a", "these", "does", "did", "are"} <= set(first)
    assert not {"cat", "sees", "him", "not"} & set(first)


def test_after_an_come_only_words_that_begin_with_a_vowel() -> None:
    for article, vowels in (("a", False), ("an", True)):
        offered = reading.offered(["i", "see", article])
        assert offered
        assert all((word[0] in "aeiou") is vowels for word in offered)


def test_what_is_eaten_can_be_eaten() -> None:
    nouns = set(reading.offered(["she", "eats", "the", "red"]))
    assert nouns == {"apple", "apples", "cake", "cakes", "orange", "oranges"}


def test_nothing_follows_what_is_no_english_and_nothing_follows_a_question_mark() -> None:
    assert reading.offered(["cat", "the"]) == ()
    assert reading.offered(["does", "she", "see", "him", "?"]) == ()


def test_known_counts_the_words_up_to_the_first_that_cannot_stand_there() -> None:
    assert reading.known(["the", "cat", "eat", "the", "cake"]) == 2
    assert reading.known(["the", "cats", "eat", "the", "cake"]) == 5
    assert reading.known(["xylophone"]) == 0


@pytest.mark.parametrize("text", ["", "the", "the cat", "she sees", "she sees the", "does she see him", "?", "and"])
def test_what_is_not_whole_is_not_understood(text: str) -> None:
    assert reading.understood(text.split()) is None


def test_more_clauses_than_allowed_are_not_offered() -> None:
    words = " and ".join(["i see him"] * reading.MOST_CLAUSES).split()
    assert reading.understood(words) is not None
    assert not {"and", "but"} & set(reading.offered(words))


def test_typing_is_forgiven_capitals_full_stops_and_a_question_mark_without_a_space() -> None:
    assert reading.typed("She sees him.") == ["she", "sees", "him"]
    assert reading.typed("Does she see him?") == ["does", "she", "see", "him", "?"]
