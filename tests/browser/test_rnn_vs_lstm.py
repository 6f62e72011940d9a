"""The lesson `rnn-vs-lstm` as a student and a lecturer walk through it, in a real Chromium."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, Theme
from tests.browser.reader import bet, bottom, curves, expect_step, read_table, share, take_home, walk_to
from tests.notebooks import executed


def test_a_student_bets_walks_back_drags_the_bias_and_takes_the_numbers_home(
    open_page: OpenPage,
) -> None:
    page = open_page("/rnn-vs-lstm")
    expect_step(page, 5)
    bet(page, "less than 1/1000000")
    expect(page.get_by_text("Right:")).to_be_visible()
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
    expect(page.get_by_text("now it is")).to_be_visible()
    slider.blur()

    notebook, table = take_home(page)
    assert "Every number agrees" in executed(notebook)
    rows = read_table(table)
    assert len(rows) == 101


def test_a_shared_link_opens_the_same_numbers_at_the_same_step(open_page: OpenPage) -> None:
    page = open_page("/rnn-vs-lstm", query={"bias": 2, "length": 40, "seed": 5})
    bet(page, "Skip")
    expect(page.get_by_text("The answer is")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("step="))
    text = curves(page).get_by_role("status").first.inner_text()
    again = open_page(share(page, "step="))
    bet(again, "Skip")
    expect(curves(again).get_by_role("status").first).to_have_text(text)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_lecturer_gives_the_walk_with_a_clicker(open_page: OpenPage, theme: Theme) -> None:
    page = open_page("/rnn-vs-lstm", query={"present": 1}, width=1280, height=720, theme=theme)
    walk_to(page, 13)
    expect(curves(page).get_by_role("status").first).to_contain_text("t = 0")
    page.keyboard.press("PageUp")
    expect_step(page, 12)
    assert bottom(curves(page)) <= 720
    expect(page.get_by_text("Look for")).to_have_count(0)


def test_figure_question_and_forms_are_above_the_fold_of_a_laptop(open_page: OpenPage) -> None:
    page = open_page("/rnn-vs-lstm")
    for found in (
        curves(page),
        page.get_by_text("Matrix forms"),
        page.get_by_text("Skip", exact=True),
    ):
        assert bottom(found) <= 768


def test_a_phone_shows_the_lesson_in_one_column(open_page: OpenPage) -> None:
    page = open_page("/rnn-vs-lstm", width=390, height=844, touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    bet(page, "Skip")
    expect(page.get_by_text("The answer is")).to_be_visible()
