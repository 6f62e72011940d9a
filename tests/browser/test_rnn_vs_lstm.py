"""The lesson `rnn-vs-lstm` as a student and a lecturer walk through it, in a real Chromium."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import choose_answer, curves, expect_step, read_table, share, take_home
from tests.notebooks import called_by_itself


def test_a_student_predicts_walks_back_drags_the_bias_and_takes_the_numbers_home(open_page: OpenPage) -> None:
    page = open_page("/rnn-vs-lstm", query={"stop": "direct"})
    expect_step(page, 13)
    choose_answer(page, "less than a millionth")
    expect(page.get_by_text("is right.")).to_be_visible()
    expect_step(page, 13)
    said = curves(page).get_by_role("status").first
    expect(said).to_contain_text("t = 0")
    page.keyboard.press("ArrowLeft")
    expect_step(page, 12)

    slider = page.get_by_role("slider", name="Forget bias")
    slider.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("bias=3"))
    expect(page.get_by_role("button", name="Resume")).to_be_visible()
    slider.blur()

    notebook, table = take_home(page)
    called_by_itself(notebook)
    rows = read_table(table)
    assert len(rows) == 101


def test_a_shared_link_opens_the_same_numbers_at_the_same_step(open_page: OpenPage) -> None:
    page = open_page("/rnn-vs-lstm", query={"bias": 2, "length": 40, "seed": 5})
    expect(curves(page).get_by_role("status").first).to_contain_text("t = 0")
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("step="))
    text = curves(page).get_by_role("status").first.inner_text()
    again = open_page(share(page, "step="))
    expect(curves(again).get_by_role("status").first).to_have_text(text)


def test_a_click_on_a_map_shows_what_that_prediction_hears(open_page: OpenPage) -> None:
    page = open_page("/rnn-vs-lstm", query={"view": "pairs"})
    maps = page.locator(".plot[data-painted] .drawing")
    expect(maps).to_contain_text("after t = 60 hears")
    box = maps.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + 0.1 * box["height"])
    page.mouse.click(box["x"] + 0.2 * box["width"] + 1, box["y"] + 0.1 * box["height"])
    expect(maps).not_to_contain_text("after t = 60 hears")
    expect(page).to_have_url(re.compile(r"[?&]at=\d+"))
    called_by_itself(take_home(page)[0])
