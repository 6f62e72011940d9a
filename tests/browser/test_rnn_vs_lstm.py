"""The lesson `rnn-vs-lstm` as a student and a lecturer walk through it, in a real Chromium."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, Theme
from tests.browser.reader import choose, choose_answer, curves, expect_step, press, read_table, share, take_home
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


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_click_on_a_map_shows_the_text_and_the_course_of_that_loss(open_page: OpenPage, theme: Theme) -> None:
    page = open_page("/rnn-vs-lstm", query={"view": "pairs"}, theme=theme)
    maps = page.locator(".plot[data-painted] .drawing")
    expect(maps).to_contain_text("Loss at t = 60")
    box = maps.bounding_box()
    assert box is not None
    x, y = box["x"] + 0.2 * box["width"], box["y"] + 0.1 * box["height"]
    page.mouse.move(x, y)
    page.mouse.move(x + 1, y)
    expect(maps.locator(".hoverlayer")).to_contain_text("length, and relative to s = t")
    page.mouse.click(x + 1, y)
    expect(page).to_have_url(re.compile(r"[?&]at=\d+"))
    t = int(parse_qs(urlsplit(page.url).query)["at"][0])
    expect(maps).to_contain_text(f"Loss at t = {t}")
    shown = maps.evaluate(
        """drawing => ({
            colored: drawing.data[4].z.flatMap((row) => Array.from(row)).filter(Number.isFinite).length,
            course: drawing.data.slice(5).map((line) => line.y.length),
        })"""
    )
    assert shown == {"colored": 4 * t, "course": [t] * 4}
    characters = maps.locator(".heatmap-label, .heatmaplayer text")
    assert characters.count() > 4 * t
    size = characters.first.evaluate("text => parseFloat(getComputedStyle(text).fontSize)")
    assert size >= 12
    if theme == "light":
        called_by_itself(take_home(page)[0])


def test_a_student_goes_from_the_curves_to_all_pairs_by_the_control(open_page: OpenPage) -> None:
    page = open_page("/rnn-vs-lstm")
    press(page, "More")
    choose(page, "all pairs")
    expect(page.locator(".plot[data-painted] .drawing")).to_be_visible()
    choose(page, "curves")
    expect(curves(page)).to_be_visible()
