"""Toy code keeps its grammar's rules, and its bits are those of its choices."""

import math
import re
from collections import Counter

import numpy as np
import pytest

from datasets import toycode, toycode_marks
from datasets.toycode import Dice


def drawn(seed: int, length: int = 20_000, **settings: bool | int) -> str:
    return toycode.program(np.random.default_rng(seed), length, **settings)[0]


def test_every_line_closes_what_it_opens_and_ends_its_strings() -> None:
    for line in drawn(1).splitlines():
        assert toycode_marks.is_balanced(line), line
        assert toycode_marks.ends_strings(line), line


def test_it_is_written_in_its_symbols_and_uses_all_of_them() -> None:
    assert set(drawn(2, 60_000)) == set(toycode.SYMBOLS)


def test_brackets_are_nested_as_deep_as_is_said_and_no_deeper() -> None:
    assert toycode_marks.marks(drawn(3))["bracket depth"].max() == toycode.DEEPEST
    assert toycode_marks.marks(drawn(3, deepest=7))["bracket depth"].max() > toycode.DEEPEST


def test_comments_end_where_no_further_word_of_any_length_might_have_fitted() -> None:
    comments = [line for line in drawn(4).splitlines() if line.lstrip().startswith("#")]
    longest = max(map(len, toycode.WORDS))
    assert comments
    for line in comments:
        assert toycode.COMMENT_WIDTH - longest - 1 < len(line) <= toycode.COMMENT_WIDTH, line


def test_held_out_combinations_never_occur_in_training_and_always_in_their_exam() -> None:
    opening = {"list": r"\[", "string": '"', "sum": r"\("}
    training = toycode.text(np.random.default_rng(5), 200_000)
    unseen = drawn(5, unseen=True)
    for name, kind in toycode.UNSEEN.items():
        assert not re.search(rf"\b{name}\({opening[kind]}", training)
        assert re.search(rf"\b{name}\(", training)
        assert re.search(rf"\b{name}\({opening[kind]}", unseen)


def test_a_text_has_exactly_the_length_that_was_asked_for() -> None:
    for length in (1, 17, 500):
        assert len(toycode.text(np.random.default_rng(6), length)) == length


def test_dice_draw_by_their_shares_and_count_what_a_choice_costs() -> None:
    dice, found = Dice(np.random.default_rng(0)), Counter[str]()
    for _ in range(4000):
        found[dice.pick(("a", "b", "c"), (1, 0, 3))] += 1
    assert found["b"] == 0
    assert found["c"] / 4000 == pytest.approx(0.75, abs=0.03)
    cost = -found["a"] * math.log2(0.25) - found["c"] * math.log2(0.75)
    assert dice.bits == pytest.approx(cost)


def test_the_last_option_without_a_share_is_never_drawn() -> None:
    dice = Dice(np.random.default_rng(1))
    assert {dice.pick("ab", (1.0, 0.0)) for _ in range(500)} == {"a"}


def test_the_same_seed_gives_the_same_program_and_bits() -> None:
    first, again = (toycode.program(np.random.default_rng(7), 500) for _ in range(2))
    assert first == again
