"""What a reader of toy code keeps in mind after each character."""

import pytest

from datasets.toycode_marks import CLOSERS, MARKS, Pair, ends_strings, is_balanced, marks, pairs


def test_brackets_in_strings_and_comments_do_not_count() -> None:
    text = 'f(["a(", b]) # ((\n[x]'
    found = marks(text)["bracket depth"].astype(int).tolist()
    depth = dict(zip(range(len(text)), found, strict=True))
    assert [depth[text.index(c)] for c in ("f", "(", "[", "b", "#", "\n")] == [0, 1, 2, 2, 0, 0]
    assert depth[text.index("a(") + 1] == 2
    assert found[-3:] == [1, 1, 0]


def test_a_string_begins_at_its_first_quote_and_has_ended_at_its_last() -> None:
    assert marks('a"b c"d')["inside quotes"].tolist() == [0, 1, 1, 1, 1, 0, 0]


def test_a_comment_lasts_to_the_end_of_its_line() -> None:
    assert marks('#a"\nb')["inside a comment"].tolist() == [1, 1, 1, 0, 0]
    assert marks('"#"')["inside a comment"].tolist() == [0, 0, 0]


def test_the_innermost_bracket_decides_about_the_inside_of_square_ones() -> None:
    assert marks("[(x)]")["inside [ ]"].tolist() == [1, 0, 0, 1, 0]


def test_place_and_indentation_begin_anew_with_each_line() -> None:
    found = marks("  ab c\n d")
    assert found["place in the line"].tolist() == [1, 2, 3, 4, 5, 6, 0, 1, 2]
    assert found["indentation"].tolist() == [1, 2, 2, 2, 2, 2, 0, 1, 1]


def test_every_mark_has_one_number_for_each_character() -> None:
    assert set(marks("")) == set(MARKS)
    assert all(len(values) == 3 for values in marks("a()").values())


def test_pairs_are_the_brackets_that_belong_together() -> None:
    assert list(pairs('f([x], "(")')) == [Pair(2, 4, 2, "["), Pair(1, 10, 1, "(")]
    assert list(pairs("(]")) == []
    assert CLOSERS == {"(": ")", "[": "]"}


@pytest.mark.parametrize(
    ("line", "good"), [("f([x])", True), ("f([x)]", False), ("(", False), (")", False), ('"("', True), ("# (", True)]
)
def test_a_line_is_balanced_if_brackets_are_closed_by_their_own_kind(line: str, good: bool) -> None:
    assert is_balanced(line) == good


def test_a_line_whose_string_goes_on_has_not_ended_its_strings() -> None:
    assert ends_strings('a "b" # "')
    assert not ends_strings('a "b')
