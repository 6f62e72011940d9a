"""The lesson `long-term` as a student and a lecturer walk through it, in a real Chromium."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_hello import bet, expect_step, graph, numbers, press
from tests.notebooks import executed


def curves(page: Page) -> Locator:
    """The main figure with curves; a card may hold others."""
    return page.locator(".curves").filter(has=page.get_by_role("slider", name="Step"))


def test_a_student_bets_steps_clicks_trains_and_takes_the_numbers_home(
    open_page: OpenPage,
) -> None:
    page = open_page("/long-term")
    expect_step(page, 2)
    assert numbers(page, "x.1") == ["clouds"]
    assert set(numbers(page, "y.3")) == {"?"}
    bet(page, "sky")
    expect(page.get_by_text("✓ Right:")).to_be_visible()
    expect_step(page, 4)
    expect(page.get_by_test_id("stSidebarNav").get_by_text("✓")).to_be_visible()
    graph(page).locator('.node[data-id="h.2"] .heat').nth(2).click()
    expect(page.get_by_text(re.compile("h at t = 2, unit 3"))).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect_step(page, 3)

    press(page, "Train")
    expect(page.get_by_text(re.compile("Difference 0"))).to_be_visible(timeout=60_000)
    expect(page.get_by_text(re.compile("trained here for 100 steps"))).to_be_visible()

    press(page, "Take it home")
    with page.expect_download() as download:
        page.get_by_role("button", name="Notebook that recomputes these numbers").click()
    assert "Every number agrees" in executed(download.value.path().read_text("utf-8"))


def test_a_student_bets_on_the_scores_and_clicks_a_point(open_page: OpenPage) -> None:
    page = open_page("/long-term", query={"view": "score", "task": "adding"})
    bet(page, "LSTM")
    expect(page.get_by_text("✓ Right:")).to_be_visible()
    slider = curves(page).get_by_role("slider", name="Step")
    expect(slider).to_have_attribute("aria-valuenow", "4")
    page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuenow", "3")


def test_a_shared_link_opens_the_same_numbers_in_a_fresh_session(open_page: OpenPage) -> None:
    page = open_page("/long-term", query={"task": "order", "lag": 12, "cell": "LSTM", "example": 4})
    bet(page, "Skip")
    press(page, "Share")
    address = page.get_by_role("dialog").locator("code").first.inner_text()
    again = open_page(f"/{address.split('/', 3)[3]}")
    bet(again, "Skip")
    expect(again.get_by_text("It is")).to_be_visible()
    for node in ("x.3", "y.7", "g.1"):
        assert numbers(again, node) == numbers(page, node)


def test_a_lecturer_walks_to_the_far_clue_with_a_clicker_only(open_page: OpenPage) -> None:
    page = open_page("/long-term", query={"present": 1, "lag": 10}, width=1280, height=720)
    expect_step(page, 1)
    box = graph(page).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 720
    for step in range(2, 13):
        page.keyboard.press("PageDown")
        expect_step(page, step)
    expect(graph(page).locator('.node[data-id="g.1"] text[data-cell]')).to_be_visible()
    page.keyboard.press("PageUp")
    expect_step(page, 11)


def test_figure_and_controls_are_above_the_fold_of_a_laptop(open_page: OpenPage) -> None:
    page = open_page("/long-term", query={"lag": 100})
    box = graph(page).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 768
    page = open_page("/long-term", query={"view": "score"})
    box = curves(page).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 768
