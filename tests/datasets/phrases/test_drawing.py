"""Sentences at random: repeatable, understood again, and never with a held-out pair in training."""

import numpy as np
import pytest

from datasets.phrases import drawing, english, french, reading
from datasets.phrases.lexicon import BE, HELD_OUT, NOUNS, UNKNOWN, Adjective, Pronoun
from datasets.phrases.phrase import Clause, Phrase, Sentence, fitting, qualities, roles


def phrases(sentence: Sentence) -> list[Phrase]:
    parties = [party for c in sentence.clauses for party in (c.subject, c.object)]
    return [party for party in parties if isinstance(party, Phrase)]


def drawn(n: int, n_clauses: int, seed: int = 0, *, held_out: bool = False) -> list[Sentence]:
    rng = np.random.default_rng(seed)
    return [drawing.sentence(rng, n_clauses, held_out=held_out) for _ in range(n)]


def test_the_same_generator_draws_the_same_sentences() -> None:
    assert drawn(20, 2, seed=3) == drawn(20, 2, seed=3)
    assert drawn(20, 2, seed=3) != drawn(20, 2, seed=4)


@pytest.mark.parametrize("n_clauses", [1, 2, 3, 4, 5])
def test_a_sentence_has_as_many_clauses_as_asked_for(n_clauses: int) -> None:
    for sentence in drawn(50, n_clauses):
        assert len(sentence.clauses) == n_clauses
        assert len(sentence.joiners) == n_clauses - 1


def test_no_held_out_pair_is_drawn_unless_asked_for() -> None:
    pairs = {
        (phrase.noun.one, phrase.adjective.english)
        for sentence in drawn(5000, 4)
        for phrase in phrases(sentence)
        if phrase.adjective
    }
    assert not pairs & set(HELD_OUT)
    assert not any(sentence.held_out for sentence in drawn(200, 2))
    every = {(noun.one, adjective.english) for noun in NOUNS for adjective in fitting(noun)}
    assert every - pairs == set(HELD_OUT)  # and every other pair is


def test_each_held_out_pair_is_drawn_when_asked_for() -> None:
    found = set()
    for sentence in drawn(300, 1, held_out=True):
        assert sentence.held_out
        what = sentence.clauses[0].object
        assert isinstance(what, Phrase)
        assert what.adjective is not None
        found.add((what.noun.one, what.adjective.english))
    assert found == set(HELD_OUT)


def test_the_words_of_held_out_pairs_are_all_known_from_other_pairs() -> None:
    words = {word for sentence in drawn(1500, 2) for word in english.words(sentence)}
    assert {word for pair in HELD_OUT for word in pair} <= words


def test_nobody_eats_a_house_and_no_horse_writes() -> None:
    for sentence in drawn(400, 3):
        for clause in sentence.clauses:
            check(clause)


def test_nothing_is_said_to_be_what_its_noun_is_held_out_with() -> None:
    said = {
        (clause.subject.noun.one, clause.object.english)
        for sentence in drawn(2000, 3)
        for clause in sentence.clauses
        if isinstance(clause.subject, Phrase) and isinstance(clause.object, Adjective)
    }
    assert len(said) > 100
    assert not said & set(HELD_OUT)


def test_an_unknown_word_has_one_form_and_stands_in_both_languages() -> None:
    rng = np.random.default_rng(0)
    for sentence in drawn(400, 2):
        strange = drawing.with_unknown(rng, sentence)
        both = english.words(strange), french.words(strange)
        assert all(UNKNOWN in words for words in both)
        assert {word for words in both for word in words if UNKNOWN in word} == {UNKNOWN}


def check(clause: Clause) -> None:
    if clause.verb is BE:
        assert not isinstance(clause.object, Pronoun)
        assert clause.object in (*qualities(clause.subject), *roles(clause.subject))
        return
    if isinstance(clause.subject, Phrase):
        assert clause.subject.noun.kind in clause.verb.subjects
    if isinstance(clause.object, Phrase):
        assert clause.object.noun.kind in clause.verb.objects


@pytest.mark.parametrize("n_clauses", [1, 2, 5])
def test_english_that_was_written_is_understood_as_what_it_was(n_clauses: int) -> None:
    for sentence in drawn(120, n_clauses) + drawn(60, n_clauses, held_out=True):
        assert reading.understood(english.words(sentence)) == sentence


def test_every_french_word_but_an_elided_one_is_followed_by_what_it_may_stand_before() -> None:
    for sentence in drawn(300, 3):
        words = french.words(sentence)
        for word, after in zip(words, [*words[1:], "."], strict=True):
            assert word.endswith("'") <= french.vowel(after)
            assert word not in french.ELIDED or not french.vowel(after)
