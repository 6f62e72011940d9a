"""Networks chosen by a configuration and trained along a tape: the link is the whole state."""

import math
from itertools import islice

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lessons.hello.state import RATES as RATES_OF_HELLO
from rnn_core import presets, sample
from rnn_core.model import Model
from rnn_core.weights import flatten
from ui import character_model, network_controls
from ui.character_model import MOST_STEPS, Choice, Tape, Training

RATES = st.one_of(st.sampled_from(RATES_OF_HELLO), st.floats(1e-4, 100))
TAPES = st.lists(st.tuples(RATES, st.integers(1, MOST_STEPS)), min_size=1, max_size=6).map(tuple)
KINDS = st.sampled_from(["trained", "random"])
HELLO = Choice("random", "hello", 3, 1)


def same(one: Model, other: Model) -> bool:
    return flatten(one).tobytes() == flatten(other).tobytes()


def assert_shared_weights_are_equal(one: Choice, other: Choice) -> None:
    """Every weight that both networks have is the same number."""
    a, b = character_model.untrained(one), character_model.untrained(other)
    mine, theirs = character_model.vocabulary_of(one).symbols, character_model.vocabulary_of(other).symbols
    H = min(one.hidden, other.hidden)
    shared = [symbol for symbol in mine if symbol in theirs]
    i = [mine.index(symbol) for symbol in shared]
    j = [theirs.index(symbol) for symbol in shared]
    assert np.array_equal(a.cell.W_hh[:H, :H], b.cell.W_hh[:H, :H])
    assert np.array_equal(a.cell.W_xh[:H, i], b.cell.W_xh[:H, j])
    assert np.array_equal(a.cell.b_h[:H], b.cell.b_h[:H])
    assert np.array_equal(a.readout.W_hy[i, :H], b.readout.W_hy[j, :H])
    assert np.array_equal(a.readout.b_y[i], b.readout.b_y[j])


@given(TAPES)
def test_a_tape_read_from_its_own_text_is_the_same_tape(tape: Tape) -> None:
    assume(character_model.length(tape) <= MOST_STEPS)
    assert character_model.parse_tape(character_model.show_tape(tape)) == tape


def test_a_tape_is_written_as_steps_at_rates() -> None:
    assert character_model.show_tape(((0.1, 20), (1.0, 5), (0.0001, 1))) == "20@0.1-5@1-1@0.0001"
    assert character_model.parse_tape("20@0.1-5@1") == ((0.1, 20), (1.0, 5))


@pytest.mark.parametrize(
    "text",
    [
        *("", "00", "-", "@", "20", "20@", "@0.1", "20@0.1-", "-20@0.1", "20@0.1--5@1", "20@0.1,5@1"),
        *("20@x", "x@0.1", "2.5@0.1", "-5@0.1", "0@0.1", "²@0.1", "٣@0.1", "1e2@0.1", "+5@0.1"),
        *("5@nan", "5@inf", "5@-0.1", "5@0", "5@1e-5", "5@101", "5@1e999", "5@0.1@0.1"),
        *("3001@0.1", "3000@0.1-1@1", "1500@0.1-1500@1-1@3", "9" * 5000 + "@0.1", "x" * 10_000),
        "-".join(["1@0.1"] * 3001),
    ],
    ids=lambda text: text[:20] or "empty",
)
def test_a_malformed_tape_is_refused(text: str) -> None:
    assert character_model.parse_tape(text) is None


def test_the_longest_tape_is_taken() -> None:
    assert character_model.parse_tape("1500@0.1-1500@1") == ((0.1, 1500), (1.0, 1500))


def test_steps_at_one_rate_are_one_segment() -> None:
    tape = character_model.lengthened(character_model.lengthened((), 0.1, 2), 0.1, 3)
    assert tape == ((0.1, 5),)
    assert character_model.lengthened(tape, 1.0, 1) == ((0.1, 5), (1.0, 1))
    assert character_model.lengthened(tape, 1.0, 0) == tape


@settings(max_examples=15)
@given(
    st.sampled_from(["slide", "trained", "random"]),
    st.integers(1, 8),
    st.integers(1, 50),
    st.lists(st.tuples(st.sampled_from(RATES_OF_HELLO[:5]), st.lists(st.integers(1, 6), max_size=4)), max_size=3),
)
def test_replaying_a_tape_gives_the_bits_of_the_training_step_by_step(
    kind: str, hidden: int, seed: int, slices: list[tuple[float, list[int]]]
) -> None:
    choice = network_controls.slide() if kind == "slide" else Choice(kind, "hello", hidden, seed)
    training: Training = character_model.replay(choice, ())
    for rate, parts in slices:
        for steps in parts:
            *_, training = islice(character_model.grow(choice, training, rate), steps)
    again = character_model.replay(choice, training.tape)
    linked = character_model.parse_tape(character_model.show_tape(training.tape)) or ()
    assert same(character_model.replay(choice, linked).model, training.model)
    assert same(again.model, training.model)
    assert again.losses == training.losses
    assert again.tape == training.tape
    assert len(training.losses) == 1 + character_model.length(training.tape)


def test_the_losses_along_a_tape_are_those_of_the_networks_on_it() -> None:
    training = character_model.replay(HELLO, ((0.3, 5),))
    for steps, loss in enumerate(training.losses):
        tape: Tape = ((0.3, steps),) if steps else ()
        assert character_model.read(HELLO, character_model.replay(HELLO, tape).model).loss == loss


def test_a_training_that_diverges_ends_with_the_last_finite_network() -> None:
    training = character_model.replay(HELLO, ((0.1, 3), (1e308, 50), (0.1, 5)))
    assert training.diverged is not None
    assert training.tape[-1][0] != 0.1 or len(training.tape) == 1
    assert np.isfinite(flatten(training.model)).all()
    assert math.isfinite(training.losses[-1])
    assert len(training.losses) == 1 + character_model.length(training.tape)


@settings(max_examples=40)
@given(KINDS, st.text("helo wrdé👍", min_size=2, max_size=12), st.integers(1, 32), st.integers(1, 99))
def test_another_word_changes_no_weight_that_both_networks_have(kind: str, word: str, hidden: int, seed: int) -> None:
    assert_shared_weights_are_equal(Choice(kind, "hello", hidden, seed), Choice(kind, word, hidden, seed))


@settings(max_examples=40)
@given(KINDS, st.integers(1, 32), st.integers(1, 32), st.integers(1, 99))
def test_more_hidden_units_change_no_weight_that_both_networks_have(kind: str, few: int, many: int, seed: int) -> None:
    assert_shared_weights_are_equal(Choice(kind, "hello", few, seed), Choice(kind, "hello", many, seed))


def test_only_training_tells_the_trained_network_from_the_random_one() -> None:
    trained = Choice("trained", "hello", 5, 7)
    assert same(character_model.untrained(trained), character_model.untrained(Choice("random", "hello", 5, 7)))
    assert character_model.start_tape(Choice("random", "hello", 5, 7)) == ()
    assert character_model.start_tape(network_controls.slide()) == ()
    assert character_model.length(character_model.start_tape(trained)) == 300


def test_another_seed_draws_another_network() -> None:
    assert not same(character_model.untrained(HELLO), character_model.untrained(Choice("random", "hello", 3, 2)))


@pytest.mark.parametrize("word", ["hello", "hole", "lll", "he", "oh"])
def test_the_slides_network_is_the_slides_whatever_it_reads(word: str) -> None:
    choice = network_controls.slide(word)
    assert same(character_model.untrained(choice), presets.hello_slide().model)
    assert character_model.vocabulary_of(choice).symbols == ("h", "e", "l", "o")
    assert character_model.slide_can_read(word)


@pytest.mark.parametrize("word", ["hallo", "Hello", "hello!", "h e", "👋👋", "e\u0301l"])
def test_the_slides_network_cannot_read_other_symbols(word: str) -> None:
    assert not character_model.slide_can_read(word)


@pytest.mark.parametrize(
    ("word", "symbols"),
    [
        ("ab", ["a", "b"]),
        ("aa", ["a", "a"]),
        ("a" * 40, ["a"] * 40),
        ("e\u0301te\u0301", ["e\u0301", "t", "e\u0301"]),
        ("👩\u200d🚀👩🏽\u200d🚀👩", ["👩\u200d🚀", "👩🏽\u200d🚀", "👩"]),
        ("🇨🇦🇫🇷🇨🇦", ["🇨🇦", "🇫🇷", "🇨🇦"]),
        ("नमस्ते", ["न", "म", "स्ते"]),
        ("한국어", ["한", "국", "어"]),
        ("سلام", ["س", "ل", "ا", "م"]),
        ("$]*\\", ["$", "]", "*", "\\"]),
        ("  ", [" ", " "]),
        ("".join(map(chr, range(0x4E00, 0x4E00 + 40))), list(map(chr, range(0x4E00, 0x4E00 + 40)))),
    ],
)
def test_any_word_makes_a_network_that_reads_learns_and_writes(word: str, symbols: list[str]) -> None:
    choice = Choice("random", word, 4, 3)
    assert character_model.symbols(choice) == symbols
    assert character_model.steps(choice) == len(symbols) - 1
    vocabulary = character_model.vocabulary_of(choice)
    assert list(vocabulary.symbols) == list(dict.fromkeys(symbols))
    training = character_model.replay(choice, ((0.1, 3),))
    assert training.diverged is None
    run = character_model.read(choice, training.model)
    assert run.targets is not None
    assert vocabulary.decode(run.x[:, 0]) + symbols[-1] == word
    assert symbols[0] + vocabulary.decode(run.targets[:, 0]) == word
    assert run.loss == training.losses[-1]
    assert run.loss < training.losses[0] or len(vocabulary) == 1
    for temperature in (0.0, 1.5):
        generation = character_model.write(choice, training.model, symbols[0], temperature, 1)
        assert len(generation.tokens) == len(symbols)


@pytest.mark.parametrize("hidden", [2, 3, 4, 8, 16, 32])
@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_the_trained_network_writes_hello_from_its_first_letter(hidden: int, seed: int) -> None:
    choice = Choice("trained", "hello", hidden, seed)
    trained = character_model.replay(choice, character_model.start_tape(choice)).model
    assert character_model.write(choice, trained, "h", 0, 1).text == "hello"


def test_at_temperature_0_the_best_symbol_is_written_and_no_dice_are_thrown() -> None:
    network = character_model.untrained(HELLO)
    greedy = sample.greedy(network, character_model.vocabulary_of(HELLO), "e", 4)
    for dice in (1, 2, 3):
        assert character_model.write(HELLO, network, "e", 0, dice).text == greedy.text


def test_the_same_dice_write_the_same_text_and_others_another() -> None:
    network = character_model.untrained(HELLO)
    texts = [character_model.write(HELLO, network, "h", 3.0, dice).text for dice in range(1, 20)]
    assert texts == [character_model.write(HELLO, network, "h", 3.0, dice).text for dice in range(1, 20)]
    assert len(set(texts)) > 5


def test_what_was_read_is_shown_apart_and_free_of_markdown() -> None:
    assert character_model.prefix(Choice("random", "h* \u0301]", 3, 1), 2) == r"h \*"
    assert character_model.prefix(Choice("random", "a b", 3, 1), 3) == "a ␣ b"


@pytest.mark.parametrize(
    ("choice", "tape"),
    [
        (network_controls.slide(), ()),
        (network_controls.slide(), ((0.1, 20),)),
        (HELLO, ()),
        (Choice("trained", "hello", 3, 1), ((0.3, 300),)),
        (Choice("random", "hello", 1, 9), ()),
        (Choice("random", "hello world", 32, 4), ((1.0, 3),)),
        (Choice("random", "".join(map(chr, range(0x4E00, 0x4E00 + 40))), 32, 2), ()),
        (Choice("random", "👩\u200d🚀🇨🇦e\u0301", 5, 3), ()),
    ],
)
def test_every_gradient_agrees_with_finite_differences(choice: Choice, tape: Tape) -> None:
    errors = character_model.gradient_errors(choice, character_model.replay(choice, tape).model)
    assert set(errors) == {"cell.W_xh", "cell.W_hh", "cell.b_h", "readout.W_hy", "readout.b_y"}
    assert max(errors.values()) < 1e-6
