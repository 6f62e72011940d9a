"""What a sentence is made of beside words."""

import pytest

from ui.guide.parts import num, part, rounding_edges, share, word


def test_a_part_names_the_boxes_it_speaks_of() -> None:
    assert part("the old state", "h.1", "h.2") == "[the old state](h.1 h.2)"
    assert part("h") == "h"
    assert num(-0.125, 2, "h.1.2") == "[−0.12](h.1.2)"
    assert num(1.397, 3) == "1.397"


def test_words_follow_what_is_true() -> None:
    assert (word(True, "grows", "shrinks"), word(False, "grows", "shrinks")) == ("grows", "shrinks")
    assert [share(k, 5) for k in (0, 2, 5)] == ["none of the 5", "2 of the 5", "all 5"]


@pytest.mark.parametrize(("value", "near"), [(0.125, True), (0.125 + 1e-12, True), (0.1251, False), (-2.345, True)])
def test_a_number_that_another_processor_might_round_otherwise_is_found(value: float, near: bool) -> None:
    with rounding_edges() as edges:
        num(value, 2)
    assert bool(edges) == near
    with rounding_edges() as edges:
        num(1.0, 2)
    assert edges == []
