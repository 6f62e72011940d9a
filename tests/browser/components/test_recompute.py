"""A typed number and all that follows from it stand in the boxes before the server has answered."""

from collections.abc import Sequence
from typing import Any

import pytest
from playwright.sync_api import expect

from figures.columns import View
from figures.payload import as_data
from lessons.recurrence.figure.graph import last_update, rolled_up, unrolled
from lessons.recurrence.figure.weight_boxes import place
from lessons.recurrence.model import network
from lessons.recurrence.model.network import Numbers, changed, drawn
from tests.browser.components.conftest import OpenStage
from tests.browser.components.stage import GraphStage

EDITS = [("hh.2", "-1.25"), ("x.4.2", "0"), ("h_0.3", "0.7"), ("xh.4", "3"), ("hy.1", "2.5"), ("b_h.2", "-0.1")]


def sent(
    numbers: Numbers, *, answered: int | None = None, veiled: bool = False, rolled: bool = False
) -> dict[str, Any]:
    """What the page sends of these numbers."""
    last = last_update(len(numbers.x))
    view = View(start=last if veiled else last + 1, veil_after=last if veiled else None)
    without, run = network.states_without(numbers), network.run(numbers)
    figure = unrolled(run, numbers, without, "abcdef"[: len(numbers.x)], view, biases=True)
    settings = {"present": False, "max_height": 560, "main": True, "home": 0, "scenes": False, "answered": answered}
    return {**as_data(rolled_up(figure) if rolled else figure), **settings}


def edited(numbers: Numbers, edits: Sequence[tuple[str, str]]) -> Numbers:
    """The numbers with what was typed into cells."""
    for cell, text in edits:
        found = place(cell, numbers)
        assert found is not None
        numbers = changed(numbers, *found, float(text))
    return numbers


def write(h: GraphStage, cell: str, text: str) -> None:
    """Type a number over a cell."""
    h.cell(cell).dblclick()
    field = h.graph.locator("input")
    expect(field).to_be_visible()
    field.fill(text)
    field.press("Enter")


def shown(h: GraphStage) -> dict[str, str]:
    """The texts of all numbers by their ids."""
    read = "cells => Object.fromEntries(cells.map(cell => [cell.dataset.cell, cell.textContent]))"
    texts: dict[str, str] = h.graph.locator("[data-cell]").evaluate_all(read)
    return texts


@pytest.mark.parametrize("rolled", [False, True])
def test_all_that_follows_from_typed_numbers_is_there_before_the_answer_and_stays(
    open_stage: OpenStage, *, rolled: bool
) -> None:
    numbers = drawn(4, 3, 1, biases=True)
    after = edited(numbers, EDITS)
    right = open_stage(GraphStage, sent(after, rolled=rolled))
    expected = shown(right)
    h = open_stage(GraphStage, sent(numbers, rolled=rolled))
    assert shown(h) != expected
    for cell, text in EDITS:
        write(h, cell, text)
    assert [(each["id"], each["text"]) for each in h.sent("edited")] == EDITS
    assert shown(h) == expected
    h.show(**sent(after, answered=h.sent("edited")[-1]["at"], rolled=rolled))
    assert shown(h) == expected


def test_an_answer_that_refuses_the_number_brings_the_old_ones_back(open_stage: OpenStage) -> None:
    h = open_stage(GraphStage, sent(drawn(4, 3, 1, biases=True)))
    before = shown(h)
    write(h, "hh.1", "1000")
    expect(h.cell("hh.1")).to_have_text("1000")
    assert shown(h)["h.4.1"] != before["h.4.1"]
    h.show(answered=h.sent("edited")[-1]["at"])
    assert shown(h) == before


def test_an_answer_to_something_before_leaves_the_typed_number(open_stage: OpenStage) -> None:
    numbers = drawn(4, 3, 1, biases=True)
    h = open_stage(GraphStage, sent(numbers))
    write(h, "hh.1", "-2")
    typed = shown(h)
    h.show(selected="h.1.1")
    assert shown(h) == typed
    write(h, "x.2.1", "-2")
    first, second = (each["at"] for each in h.sent("edited"))
    assert first < second
    both = shown(h)
    h.show(**sent(edited(numbers, [("hh.1", "-2")]), answered=first))
    assert shown(h) == both


def test_an_open_question_stays_open_while_a_number_is_typed(open_stage: OpenStage) -> None:
    numbers = drawn(4, 3, 1, biases=True)
    h = open_stage(GraphStage, sent(numbers, veiled=True))
    write(h, "hh.1", "-2")
    expected = shown(open_stage(GraphStage, sent(edited(numbers, [("hh.1", "-2")]), veiled=True)))
    assert shown(h) == expected
    assert expected["m.2.1"] == "?"


def test_the_formula_of_a_number_follows_too(open_stage: OpenStage) -> None:
    h = open_stage(GraphStage, sent(drawn(4, 3, 1, biases=True)))
    write(h, "xh.1", "-2")
    h.cell("h.1.1").hover()
    expect(h.graph.locator(".tip")).to_contain_text("− 2.000·1.000")
