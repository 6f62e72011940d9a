"""The browser fixtures themselves: they open the app settled, and they notice what goes wrong."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import NewPage, OpenPage, Serve, WarmTabs

SCRIPT = """
import streamlit as st
size = st.slider("Size", 1, 9, int(st.query_params.get("size", 4)))
st.markdown(f"size is {size}, theme is {st.context.theme.type}")
"""


@pytest.fixture(scope="module")
def address(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A server of one slider and one line of text."""
    script: Path = tmp_path_factory.mktemp("script") / "slider.py"
    script.write_text(SCRIPT)
    return serve(script)


def test_a_page_is_open_with_its_query_and_theme_when_it_has_settled(address: str, open_page: OpenPage) -> None:
    page = open_page(base=address, query={"size": 7}, theme="dark", width=390, height=844)
    assert page.get_by_text("size is 7, theme is dark").count() == 1
    assert page.viewport_size == {"width": 390, "height": 844}


def test_keys_reach_the_widgets(address: str, open_page: OpenPage) -> None:
    page = open_page(base=address)
    page.get_by_role("slider").press("ArrowRight")
    expect(page.get_by_text("size is 5")).to_be_visible()


@pytest.mark.parametrize(
    ("event", "script", "complaint"),
    [
        ("console", "console.error('bad')", "console error: bad"),
        ("pageerror", "setTimeout(() => { throw new Error('worse') })", "page error: worse"),
        ("console", "fetch('http://127.0.0.2:9/x').catch(() => 0)", "request to another host"),
    ],
)
def test_a_planted_fault_is_noticed(
    page: Page, complaints: list[str], event: Literal["console", "pageerror"], script: str, complaint: str
) -> None:
    page.goto("about:blank")
    with page.expect_event(event):
        page.evaluate(f"() => {{ {script} }}")
    assert any(text.startswith(complaint) for text in complaints)
    complaints.clear()


def test_pages_have_contexts_of_their_own(new_page: NewPage) -> None:
    assert new_page().context is not new_page().context


def test_a_page_finds_nothing_that_one_before_has_stored(address: str, browser: Browser) -> None:
    warm = WarmTabs(browser)
    page = warm.page()
    page.goto(address)
    page.evaluate("localStorage.read = 'hello'; sessionStorage.at = '7'; document.cookie = 'a=b'")
    warm.forget(page)
    again = warm.page()
    assert again == page
    again.goto(address)
    stored = "[localStorage.read, sessionStorage.at, document.cookie.includes('a=b')]"
    assert again.evaluate(stored) == [None, None, False]
    page.context.close()


def test_a_history_never_becomes_as_long_as_a_browser_keeps(address: str, browser: Browser) -> None:
    warm = WarmTabs(browser)
    first = page = warm.page()
    while page == first:
        page.goto(address)
        assert page.evaluate("history.length") < 40
        warm.forget(page)
        page = warm.page()
    assert page.context is first.context
    page.context.close()


def test_a_clock_that_was_set_is_set_for_no_other_test(browser: Browser) -> None:
    warm = WarmTabs(browser)
    page = warm.page()
    page.clock.install(time=0)
    page.goto("about:blank")
    warm.forget(page)
    again = warm.page()
    assert again.context is not page.context
    again.context.close()
