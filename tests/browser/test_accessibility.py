"""axe-core finds what is planted, and nothing serious on the map; the lessons are in test_every_lesson.py."""

from playwright.sync_api import Page

from tests.browser.axe import serious, serious_in_any_look
from tests.browser.conftest import OpenPage

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


def test_no_serious_violation_on_the_map_in_presenter_mode(open_page: OpenPage) -> None:
    assert serious(open_page("/", query={"present": 1})) == []
