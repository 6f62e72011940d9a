"""Two sentences side by side: shared words stand in one column."""

import pytest

from lessons.sentiment.figure.alignment import columns


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("a b", None, [(1, None), (2, None)]),
        ("it was not good", "it was good", [(1, 1), (2, 2), (3, None), (4, 3)]),
        ("it was good", "it was not good", [(1, 1), (2, 2), (None, 3), (3, 4)]),
        ("a", "b", [(1, 1)]),
        ("a b c", "x", [(1, 1), (2, None), (3, None)]),
        ("a", "a", [(1, 1)]),
    ],
)
def test_equal_words_share_a_column(
    first: str, second: str | None, expected: list[tuple[int | None, int | None]]
) -> None:
    found = columns(first.split(), None if second is None else second.split())
    assert list(found) == expected


def test_no_word_is_lost_and_none_comes_twice() -> None:
    found = columns(["a", "b", "a", "c", "b"], ["b", "a", "a", "d", "b"])
    assert [t for t, _ in found if t] == [1, 2, 3, 4, 5]
    assert [s for _, s in found if s] == [1, 2, 3, 4, 5]
