"""The lesson `long-term` as a student and a lecturer walk through it, in a real Chromium."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import card, choose_answer, curves, expect_step, graph, numbers, press, share, take_home
from tests.notebooks import called_by_itself


def test_a_student_steps_clicks_trains_and_takes_the_numbers_home(open_page: OpenPage) -> None:
    page = open_page("/long-term")
    expect_step(page, 4)
    assert numbers(page, "x.1") == ["clouds"]
    graph(page).locator('.node[data-id="h.2"] .heat').nth(2).click()
    expect(card(page).get_by_text("h at t = 2, unit 3")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect_step(page, 3)

    press(page, "Train")
    expect(page.get_by_text(re.compile("Difference 0"))).to_be_visible(timeout=60_000)
    expect(page.get_by_text(re.compile("trained here for 100 steps"))).to_be_visible()

    notebook, _ = take_home(page)
    called_by_itself(notebook)


def test_a_student_predicts_the_scores_and_clicks_a_point(open_page: OpenPage) -> None:
    page = open_page("/long-term", query={"stop": "fails"})
    choose_answer(page, "no better than the answer 1")
    expect(page.get_by_text("is right.")).to_be_visible()
    expect_step(page, 4)
    page.keyboard.press("ArrowLeft")
    expect_step(page, 3)
    curves(page).locator(".stage svg").click()
    expect(page.get_by_text(re.compile(r"(RNN|LSTM) at lag \d+: \d+ stored runs"))).to_be_visible()


def test_a_shared_link_opens_the_same_numbers_in_a_fresh_session(open_page: OpenPage) -> None:
    page = open_page("/long-term", query={"task": "order", "lag": 12, "cell": "LSTM", "example": 4})
    again = open_page(share(page))
    for node in ("x.3", "y.7", "g.1"):
        assert numbers(again, node) == numbers(page, node)


def test_a_lecturer_shows_the_gradient_at_the_far_clue(open_page: OpenPage) -> None:
    page = open_page("/long-term", query={"present": 1, "stop": "far"}, width=1280, height=720)
    expect_step(page, 101)
    page.keyboard.press("PageDown")
    expect_step(page, 102)
    expect(graph(page).locator('.node[data-id="g.1"] text[data-cell]')).to_have_text("10⁻²⁶")
