"""The lesson `bptt` as a student and a lecturer walk through it, in a real Chromium."""

import re

import pytest
from playwright.sync_api import Page, expect

from lessons.bptt.model import walk
from rnn_core import presets
from tests.browser.conftest import OpenPage
from tests.browser.reader import card, choose, expect_step, graph, numbers, press, read_table, share, take_home, track
from tests.browser.server import wait_until_still
from tests.notebooks import called_by_itself

LOSS, END = 13, 33
"""The steps at which the forward walk ends and at which the gradient is complete, from 1."""

WEIGHT = float(walk(presets.hello_slide().run(), "W_hh").total[2, 0])


def cell(page: Page, name: str) -> None:
    graph(page).locator(f'[data-cell="{name}"]').first.click()


def test_a_student_predicts_walks_back_clicks_cuts_and_takes_the_numbers_home(open_page: OpenPage) -> None:
    page = open_page("/bptt", query={"stop": "forward"})
    expect_step(page, LOSS)
    assert set(numbers(page, "dh.1")) == {"?"}
    page.keyboard.press("ArrowRight")
    expect_step(page, LOSS + 1)
    assert set(numbers(page, "dy.4")) == {"?"}

    press(page, "t = 2")
    expect(page.get_by_text("is right")).to_be_visible()
    expect_step(page, END)
    total = numbers(page, "eq_sum.1")
    assert total == ["0.29", "−0.23", "0.90", "0.12", "0.05", "0.00", "0.10", "−0.56", "1.73"]
    assert numbers(page, "bar.1") == ["0.00", "1.65", "0.04", "0.04"]

    track(page).focus()
    page.keyboard.press("ArrowLeft")
    expect_step(page, END - 1)
    assert set(numbers(page, "eq_share.1")) == {""}
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect_step(page, END - 3)
    assert numbers(page, "eq_own.1") == ["−0.04", "0.47", "0.45"]
    assert set(numbers(page, "eq_future.1")) == {""}
    page.keyboard.press("ArrowRight")
    assert numbers(page, "eq_future.1") == ["−0.37", "−0.64", "−0.11"]
    cell(page, "future.1.2")
    expect(page.get_by_text("∂L/∂h₁, from the future, unit 2")).to_be_visible()
    expect(card(page)).to_contain_text(re.compile(r"=\s−0\.643"))

    page.keyboard.press("End")
    expect_step(page, END)
    graph(page).locator('[data-cell="sum.1.7"]').first.hover()
    expect(graph(page).get_by_text(f"finite difference {WEIGHT:.4f}, agrees")).to_be_visible()
    cell(page, "sum.1.7")
    expect(page.get_by_text("∂L/∂W_hh[3,1], summed backwards")).to_be_visible()
    expect(page).to_have_url(re.compile("entry=7"))
    expect(page.get_by_text("∂L/∂W_hh[3,1] =")).to_be_visible()

    choose(page, "immediate")
    expect(graph(page).locator('.edge.cut[data-id="W_hh_T.3"]')).to_be_visible()
    expect(page.get_by_text(re.compile("is missing: it comes from the future"))).to_be_visible()

    notebook, table = take_home(page)
    called_by_itself(notebook)
    rows = read_table(table)
    assert [row["t"] for row in rows] == ["1", "2", "3", "4"]
    assert all(float(row["dL/dh from future[1]"]) == 0 for row in rows)


def test_a_shared_link_opens_the_same_walk_at_the_same_step_in_a_fresh_session(open_page: OpenPage) -> None:
    query = {"network": "random", "word": "abba", "cell": "LSTM", "gate": "W_i", "hidden": "4"}
    page = open_page("/bptt", query=query)
    expect(page.get_by_text("Is the gradient right?")).to_be_visible()
    track(page).focus()
    page.keyboard.press("Home")
    for _ in range(14):
        page.keyboard.press("ArrowRight")
    expect_step(page, 15)
    again = open_page(share(page, "step=15"))
    expect_step(again, 15)
    expect(again.get_by_text("Is the gradient right?")).to_be_visible()
    expect_step(again, 15)
    for node in ("h.1", "dh.2", "eq_own.1", "eq_dC.1"):
        assert numbers(again, node) == numbers(page, node)


def test_a_lecturer_walks_forward_and_backward_with_one_key_and_reads_the_notes(open_page: OpenPage) -> None:
    page = open_page("/bptt", query={"present": 1, "stop": "two-ways"}, width=1280, height=720)
    for step in range(11, 16):
        expect_step(page, step)
        page.keyboard.press("PageDown")
    expect(page.get_by_text("4 of 10")).to_be_visible()
    expect_step(page, 16)
    page.keyboard.press("PageDown")
    expect_step(page, 17)
    assert numbers(page, "bar.1") == ["0.00", "0.02"]
    press(page, "Notes")
    expect(page.get_by_text("Point at a cell of the sum")).to_be_visible()


def test_the_equation_stays_in_view_while_a_long_word_scrolls(open_page: OpenPage) -> None:
    query = {"network": "random", "word": "backpropagation"}
    page = open_page("/bptt", query=query, reduced_motion=True)  # so that scrolling is done at once
    expect(page.get_by_text("Is the gradient right?")).to_be_visible()
    track(page).focus()
    page.keyboard.press("End")
    stage = graph(page).locator(".stage").bounding_box()
    assert stage is not None
    for key in ("End", "Home"):
        page.keyboard.press(key)
        wait_until_still(page)
        for name in ("eq_own.1", "eq_sum.1"):
            box = graph(page).locator(f'.node[data-id="{name}"] .frame').bounding_box()
            assert box is not None
            assert stage["x"] <= box["x"]
            assert box["x"] + box["width"] <= stage["x"] + stage["width"] + 1
    for _ in range(14 * 3 + 5):
        page.keyboard.press("ArrowRight")
    wait_until_still(page)
    cell = graph(page).locator('.node[data-id="eq_sum.1"]')
    place = cell.locator(".frame").bounding_box()
    assert place is not None
    page.mouse.click(place["x"] + 12, place["y"] + 12)
    expect(page.get_by_text("∂L/∂W_hh[1,1], summed backwards")).to_be_visible()


@pytest.mark.parametrize("present", ["0", "1"])
def test_the_caption_of_the_walk_changes_at_its_turn_and_back(open_page: OpenPage, present: str) -> None:
    page = open_page("/bptt", query={"stop": "summary", "step": str(LOSS), "present": present})
    caption = graph(page).locator(".phase")
    expect_step(page, LOSS)
    expect(caption).to_have_text("Forward through the whole sequence to compute the loss")
    page.keyboard.press("ArrowRight")
    expect(caption).to_have_text("Backward through the whole sequence to compute the gradient")
    page.keyboard.press("ArrowLeft")
    expect(caption).to_have_text("Forward through the whole sequence to compute the loss")


def test_a_figure_whose_walk_has_no_parts_has_no_caption(open_page: OpenPage) -> None:
    expect(graph(open_page("/hello")).locator(".phase")).to_be_hidden()
