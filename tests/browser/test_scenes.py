"""A clicker is faster than a script; which presses count is tested in components/."""

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
    """The scene is on the screen, at its last step."""
    expect(page.get_by_text(f"scene {number}", exact=True)).to_be_visible()
    expect_step(page, 2)


def test_a_press_while_a_scene_is_drawn_counts_when_it_is_there(stage: Page) -> None:
    click(stage, (0, "PageDown"), (500, "PageDown"))
    expect_scene(stage, 2)
