"""A lesson on paper: what there is to read is printed whole, what there is to press is not."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import figure, guide
from tests.browser.server import wait_until_still

SHEET = 794
"""A sheet of A4 at 96 dots an inch, in px."""
PAPER = 680
"""The width of a sheet of A4 within its margins, in px."""
PRESSED = """() => {
    const roots = (from) => [from, ...[...from.querySelectorAll('*')]
        .flatMap((element) => element.shadowRoot ? roots(element.shadowRoot) : [])];
    const pressed = 'button, input, textarea, select, [role="slider"], [role="radio"], [data-testid="stTooltipIcon"]';
    return roots(document).flatMap((root) => [...root.querySelectorAll(pressed)])
        .filter((element) => element.getClientRects().length && !element.matches('.choice'))
        .map((element) => element.outerHTML.slice(0, 120));
}"""


def printed(page: Page) -> None:
    """The page as it stands on paper, as wide as a sheet."""
    wait_until_still(page)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.add_style_tag(content=f'[data-testid="stMainBlockContainer"] {{ width: {PAPER}px; flex: none; }}')


@pytest.mark.parametrize(
    ("slug", "query"),
    [
        ("hello", {"stop": "state"}),
        ("translation", {"network": "attention"}),
        ("gradient-flow", {"view": "curves"}),
        ("gradient-flow", {"view": "cliff"}),
        ("text-generation", {"view": "read"}),
    ],
)
def test_figure_guide_and_text_are_printed_whole_without_controls(
    slug: str, query: dict[str, str], open_page: OpenPage
) -> None:
    page = open_page(slug, query=query)
    assert page.evaluate(PRESSED)
    printed(page)
    assert page.evaluate(PRESSED) == []
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    expect(guide(page).locator(".body")).to_be_visible()
    expect(page.get_by_role("heading", name="Three exercises")).to_be_visible()
    drawing = figure(page).locator(".stage svg").first
    expect(drawing).to_be_visible()
    if not figure(page).evaluate("figure => figure.matches('.plot')"):  # those are zoomed
        assert drawing.evaluate("drawing => drawing.viewBox.baseVal?.width") > 0
    box, around = drawing.bounding_box(), figure(page).bounding_box()
    assert box is not None
    assert around is not None
    assert box["width"] <= around["width"] <= PAPER
    assert box["height"] <= around["height"]
    page.evaluate("dispatchEvent(new Event('afterprint'))")


@pytest.mark.parametrize("slug", ["hello", "gradient-flow", "text-generation", "translation"])
def test_nothing_is_wider_than_a_sheet(slug: str, open_page: OpenPage) -> None:
    page = open_page(slug)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": SHEET, "height": 1123})
    wait_until_still(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= SHEET
