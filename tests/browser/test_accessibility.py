"""axe-core finds what is planted, and nothing serious on pages that are no lessons; test_every_lesson.py has those."""

from playwright.sync_api import Page, expect

from tests.browser.axe import serious, serious_in_any_look, serious_in_either_theme
from tests.browser.conftest import OpenPage
from tests.browser.server import wait_until_still

PLANTED = """
<html lang="en"><title>Planted</title><body style="background: white; color: black"><main>
<div data-testid="stApp" data-test-script-state="notRunning" data-test-connection-state="CONNECTED">
<h1>Planted</h1><button></button><p style="color: #ccc">pale</p></div></main></body></html>
"""


def test_planted_violations_are_found(page: Page) -> None:
    page.set_content(PLANTED)
    assert [found.partition(":")[0] for found in serious(page)] == ["button-name", "color-contrast"]
    assert [found.partition(":")[0] for found in serious(page, "color-contrast")] == ["color-contrast"]


def test_no_serious_violation_on_the_map_in_either_theme_and_on_a_phone(open_page: OpenPage) -> None:
    assert serious_in_any_look(open_page("/")) == []


def test_no_serious_violation_on_the_symbols_in_either_theme_and_on_a_phone(open_page: OpenPage) -> None:
    assert serious_in_any_look(open_page("/notation")) == []


def test_no_serious_violation_in_the_page_of_another_site(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"embed": "true", "stop": "scores"}, width=800, height=640)
    assert serious_in_either_theme(page) == []


def test_no_serious_violation_in_a_low_window(open_page: OpenPage) -> None:
    assert serious(open_page("/hello", width=844, height=390)) == []


def test_no_serious_violation_on_a_blank_screen_and_in_the_dialog_that_shares(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"present": 1})
    wait_until_still(page)
    page.keyboard.press("b")
    expect(page.locator(".blank-screen")).to_be_visible()
    assert serious(page) == []
    page.keyboard.press("b")
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_role("dialog").locator("code").first).to_be_visible()
    assert serious(page) == []


def test_no_serious_violation_on_the_map_in_presenter_mode(open_page: OpenPage) -> None:
    assert serious(open_page("/", query={"present": 1})) == []
