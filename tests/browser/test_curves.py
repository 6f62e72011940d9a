"""The curves component as Streamlit runs it; what it draws is tested in components/."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, Serve

HARNESS = Path(__file__).parent / "curves_harness.py"


@pytest.fixture(scope="module")
def base(serve: Serve) -> str:
    return serve(HARNESS)


def drawing(page: Page) -> Locator:
    found = page.locator(".curves .stage svg")
    expect(found.locator(".line").first).to_be_attached()
    return found


def track(page: Page) -> Locator:
    return page.locator(".curves").get_by_role("slider", name="Step")


def expect_step(page: Page, step: int) -> None:
    expect(track(page)).to_have_attribute("aria-valuenow", str(step))


def test_keys_walk_the_cursor_without_the_server(open_page: OpenPage, base: str) -> None:
    page = open_page("/", base=base)
    drawing(page)
    expect_step(page, 1)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect_step(page, 4)
    page.keyboard.press("ArrowLeft")
    expect_step(page, 3)
    expect(page.get_by_text("runs 1")).to_be_visible()
    page.get_by_role("button", name="Jump", exact=True).click()
    expect_step(page, 1)


def test_a_click_moves_the_cursor_and_tells_the_point(open_page: OpenPage, base: str) -> None:
    page = open_page("/", base=base)
    box = drawing(page).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_text(re.compile(r"selected median\.\d+"))).to_be_visible()
    chosen = page.get_by_text(re.compile("selected")).inner_text().rpartition(".")[2]
    expect_step(page, 101 - int(chosen))
    expect(drawing(page).locator(".ring")).to_have_count(1)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    expect(page.locator(".curves output")).to_have_text(re.compile(rf"^t = {chosen}: \S+$"))
