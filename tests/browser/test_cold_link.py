"""The first request that a fresh server ever gets is a link to a lesson in some state."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.server import ROOT, Server


def test_a_cold_server_answers_a_deep_link_with_the_page_in_its_frame_and_state(
    open_page: OpenPage, tmp_path: Path
) -> None:
    with Server(ROOT / "app.py", tmp_path / "log.txt") as server:
        page = open_page("/hello", query={"network": "random", "word": "abba", "hidden": 5}, base=server.url)
        page.get_by_role("button", name="More").click()
        expect(page.get_by_role("slider", name="Hidden units")).to_have_value("5")
        expect(page.get_by_role("textbox", name="Word")).to_have_value("abba")
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        menu = page.get_by_test_id("stSidebarNav").get_by_role("link")
        expect(menu.filter(has_text="The map")).to_have_count(1)
        assert "Page not found" not in page.inner_text("body")
        page.close()
        assert "Traceback" not in server.tail()
