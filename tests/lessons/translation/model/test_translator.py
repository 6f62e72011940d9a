"""Translators: one sentence or many, every number kept, what else could have been handed over."""

from itertools import product

import numpy as np
import pytest

from lessons.translation.model import checks
from lessons.translation.model import trace as traces
from lessons.translation.model.translator import LONGEST, Translator, exact, tokens_of, translations
from rnn_core import store
from rnn_core.text import Vocabulary
from tests.translators import SENTENCES, tiny

NAMES = ("plain", "reversed", "attention")
EVERY = list(product(NAMES, SENTENCES[:4]))


@pytest.mark.parametrize("name", NAMES)
def test_sentences_side_by_side_are_translated_as_each_alone(name: str) -> None:
    translator = tiny(name)
    together = translations(translator, SENTENCES)
    assert together == [translations(translator, [words])[0] for words in SENTENCES]
    assert len({len(words) for words in SENTENCES}) > 1


@pytest.mark.parametrize(("name", "words"), EVERY)
def test_a_walk_writes_greedily_and_keeps_the_log_probability_of_every_word(name: str, words: list[str]) -> None:
    trace = traces.translate(tiny(name), words)
    assert list(trace.written) == translations(trace.translator, [words])[0]
    assert trace.tokens == tuple(trace.log_p.argmax(1).tolist())
    assert np.exp(trace.log_p).sum(1) == pytest.approx(np.ones(len(trace.tokens)))
    assert trace.total == pytest.approx(checks.step_by_step(trace), rel=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_a_walk_ends_with_the_end_symbol_or_at_the_longest_answer(name: str) -> None:
    for words in SENTENCES:
        trace = traces.translate(tiny(name), words)
        ended = trace.tokens[-1] == trace.translator.end
        assert ended == (len(trace.written) == len(trace.tokens) - 1)
        assert ended or len(trace.tokens) == LONGEST


@pytest.mark.parametrize(("name", "words"), EVERY)
def test_a_sentence_that_is_handed_over_as_it_is_changes_nothing(name: str, words: list[str]) -> None:
    translator = tiny(name)
    own = traces.last_states(translator, words)
    trace = traces.translate(translator, words)
    again = traces.translate(translator, words, own)
    assert again.tokens == trace.tokens
    np.testing.assert_array_equal(again.log_p, trace.log_p)


@pytest.mark.parametrize("name", ["plain", "reversed"])
def test_without_attention_only_what_is_handed_over_decides_what_is_written(name: str) -> None:
    translator = tiny(name)
    one, other = SENTENCES[:2]
    states = traces.last_states(translator, other)
    swapped = traces.translate(translator, one, states)
    assert swapped.tokens == traces.translate(translator, other).tokens
    np.testing.assert_allclose(swapped.log_p, traces.translate(translator, other).log_p)


def test_with_attention_the_words_that_were_read_count_as_well() -> None:
    translator = tiny("attention")
    states = traces.last_states(translator, SENTENCES[1])
    swapped = traces.translate(translator, SENTENCES[0], states)
    other = traces.translate(translator, SENTENCES[1])
    assert not np.allclose(swapped.log_p[0], other.log_p[0])


def test_a_reversed_translator_reads_the_last_word_first() -> None:
    words = SENTENCES[0]
    plain, reverse = tiny("plain"), tiny("reversed")
    assert plain.read(words).tolist() == reverse.read(words).tolist()[::-1]
    ahead = traces.translate(plain, words[::-1])
    back = traces.translate(reverse, words)
    np.testing.assert_array_equal(ahead.log_p, back.log_p)  # the weights are the same


@pytest.mark.parametrize(("name", "words"), EVERY)
def test_what_a_word_needs_is_the_log_probability_lost_when_it_is_not_heard(name: str, words: list[str]) -> None:
    trace = traces.translate(tiny(name), words)
    needs = traces.needs(trace)
    assert needs.shape == (len(trace.tokens), len(words))
    model = trace.translator.model
    for j in (0, len(words) - 1):
        deaf = trace.translator.read(words).tolist()
        place = len(words) - 1 - j if trace.translator.reverse else j
        before = model.encoder.E[deaf[place]].copy()
        others = [k for k, token in enumerate(deaf) if token == deaf[place]]
        if len(others) > 1:
            continue
        model.encoder.E[deaf[place]] = 0
        try:
            total = checks.step_by_step(trace)
        finally:
            model.encoder.E[deaf[place]] = before
        assert needs[:, j].sum() == pytest.approx(trace.total - total, abs=1e-9)


@pytest.mark.parametrize(("name", "words"), EVERY)
def test_a_beam_of_one_writes_what_the_walk_writes_and_a_wider_one_nothing_less_likely(
    name: str, words: list[str]
) -> None:
    translator = tiny(name)
    trace = traces.translate(translator, words)
    one = traces.search(translator, words, 1)
    assert tuple(one.tokens(one.best)) == trace.tokens
    assert one.nodes[one.best].total == pytest.approx(trace.total, rel=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_the_checks_of_a_walk_find_no_error(name: str) -> None:
    trace = traces.translate(tiny(name), SENTENCES[0])
    errors = checks.errors_of(trace)
    assert len(errors) > 5
    assert max(errors.values()) < 1e-6


def test_exact_match_counts_whole_sentences() -> None:
    assert exact([["a", "b"], ["a"], []], [["a", "b"], ["a", "b"], []]) == pytest.approx(2 / 3)


def test_a_word_outside_of_the_vocabulary_is_named() -> None:
    with pytest.raises(ValueError, match="'zebra'"):
        tokens_of(Vocabulary(("a", "b")), ["a", "zebra"])


@pytest.mark.parametrize("name", NAMES)
def test_a_translator_that_was_stored_translates_as_before(name: str, tmp_path: object) -> None:
    translator = tiny(name)
    file = f"{tmp_path}/it.npz"
    store.save(file, translator.stored)
    again = Translator.of(store.load(file))
    assert again.reverse is (name == "reversed")
    assert again.attends is (name == "attention")
    assert translations(again, SENTENCES) == translations(translator, SENTENCES)
