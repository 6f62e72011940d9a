"""Charts in drawers: loaded when they are opened, zoomed, hidden by the legend, taken home."""

import io
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage

DRAWERS = {
    "long-term": ("view=score", "Explore every run"),
    "truncated-bptt": ("view=race", "Explore every racer"),
    "translation": ("", "Explore the scores"),
    "rnn-vs-lstm": ("", "Explore the forget bias"),
    "image-captioning": ("", "Explore the grades"),
    "video-to-text": ("", "Explore: held-out clips"),
}
PATHS = {"hello": "The hidden states as a path", "sentiment": "The states as a path"}
ASKED_FOR = "() => performance.getEntriesByType('resource').filter(each => each.name.includes('vendor/plotly')).length"


@pytest.mark.parametrize("slug", DRAWERS)
def test_a_chart_is_loaded_when_its_drawer_is_opened_and_its_legend_hides_a_name(
    slug: str, open_page: OpenPage
) -> None:
    query, label = DRAWERS[slug]
    page = open_page(slug, query=dict([query.split("=")]) if query else {})
    assert page.evaluate(ASKED_FOR) == 0
    page.get_by_role("button", name=label).click()
    chart = page.get_by_role("dialog").locator(".plot[data-painted] .drawing")
    expect(chart).to_be_visible()
    toggles = chart.locator(".legendtoggle")
    toggles.first.click()
    page.wait_for_function(
        "drawing => drawing._fullData.some((trace) => trace.visible === 'legendonly')", arg=chart.element_handle()
    )
    with page.expect_download() as found:
        page.get_by_role("button", name="The chart's numbers as CSV").click()
    assert len(pd.read_csv(io.BytesIO(Path(found.value.path()).read_bytes())))


@pytest.mark.parametrize("slug", PATHS)
def test_the_states_on_the_page_are_a_path_in_space(slug: str, open_page: OpenPage) -> None:
    page = open_page(slug)
    page.get_by_role("button", name=PATHS[slug]).click()
    chart = page.get_by_role("dialog").locator(".plot[data-painted] .drawing")
    expect(chart).to_be_visible()
    titles = chart.evaluate("drawing => ['x', 'y', 'z'].map((axis) => drawing.layout.scene[axis + 'axis'].title.text)")
    assert all("of the variance" in title for title in titles)
