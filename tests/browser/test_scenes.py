"""A clicker is faster than the page: what it asks for while a scene is being drawn."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import HERE, NewPage, Serve
from tests.browser.reader import expect_step
from tests.browser.server import wait_until_settled

CLICK = """async (clicks) => {
    for (const [wait, key] of clicks) {
        await new Promise((done) => setTimeout(done, wait));
        const press = { key, bubbles: true, cancelable: true };
        document.body.dispatchEvent(new KeyboardEvent('keydown', press));
    }
}"""
QUIET = 3000
"""Longer, in ms, than a scene takes to be drawn."""


@pytest.fixture
def stage(serve: Serve, new_page: NewPage) -> Page:
    """The first figure, at its last step."""
    page = new_page()
    page.goto(f"{serve(HERE / 'scenes_harness.py')}/?present=1")
    wait_until_settled(page)
    expect_step(page, 1)
    page.keyboard.press("PageDown")
    expect_step(page, 2)
    return page


def click(page: Page, *clicks: tuple[int, str]) -> None:
    """Press keys, each so many ms after the one before."""
    page.evaluate(CLICK, list(clicks))


def expect_scene(page: Page, number: int) -> None:
    """The scene is on the screen, at its last step, and stays."""
    expect(page.get_by_text(f"scene {number}", exact=True)).to_be_visible()
    expect_step(page, 2)
    page.wait_for_timeout(QUIET)
    expect(page.get_by_text(f"scene {number}", exact=True)).to_be_visible()


def test_a_press_while_a_scene_is_drawn_counts_when_it_is_there(stage: Page) -> None:
    click(stage, (0, "PageDown"), (500, "PageDown"))
    expect_scene(stage, 2)


def test_of_many_presses_while_a_scene_is_drawn_one_counts(stage: Page) -> None:
    click(stage, (0, "PageDown"), (400, "PageDown"), (50, "PageDown"), (50, "ArrowRight"))
    expect_scene(stage, 2)


def test_a_trembling_finger_asks_for_one_scene(stage: Page) -> None:
    click(stage, (0, "PageDown"), (20, "PageDown"), (20, "PageDown"))
    expect_scene(stage, 1)


def test_a_press_back_is_no_press_for_one_scene_more(stage: Page) -> None:
    click(stage, (0, "PageDown"), (400, "PageDown"), (50, "PageUp"))
    expect_scene(stage, 1)


def test_after_the_last_scene_nothing_is_kept_that_was_meant_for_the_walk(stage: Page) -> None:
    click(stage, (0, "PageDown"), (500, "PageDown"))
    expect_scene(stage, 2)
    click(stage, (0, "PageDown"), (500, "PageDown"))
    expect_scene(stage, 4)
    click(stage, (0, "PageDown"), (50, "PageUp"))
    expect_step(stage, 1)
    click(stage, (0, "PageDown"))
    expect_scene(stage, 4)
