"""What holds for every lesson: it fits laptop, projector and phone, all can read it, and a clicker is enough."""

import re
from collections.abc import Mapping
from typing import TypeAlias

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import serious, serious_in_any_look, serious_in_either_theme
from tests.browser.conftest import OpenPage
from tests.browser.reader import bottom, figure, guide, options, rows_fit, skip, smallest_number
from tests.browser.server import LAPTOP, PHONE, PROJECTOR, wait_until_still
from tools.promote import script_of
from ui.registry import neighbors, ready_lessons

Query: TypeAlias = Mapping[str, str | int]
SLUGS = [lesson.slug for lesson in ready_lessons()]
VIEWS: Mapping[str, tuple[Query, ...]] = {
    "bptt": ({}, {"cell": "LSTM", "network": "trained"}),
    "truncated-bptt": ({"view": "update"}, {"view": "race"}, {"view": "memory"}),
    "gradient-flow": ({}, {"view": "twins"}, {"view": "cliff"}),
    "deep-rnn": ({"layers": 2}, {"layers": 4}),
    "lstm-gates": ({}, *({"view": v} for v in ("maps", "saturation", "unit"))),
    "rnn-vs-lstm": ({}, {"view": "pairs"}),
    "long-term": ({"lag": 100}, {"view": "score"}),
    "text-generation": ({}, {"view": "write"}, {"view": "train"}),
    "sentiment": ({"view": "words"}, {"view": "path"}),
    "translation": ({}, {"network": "attention"}, {"view": "length"}, {"view": "beam"}),
    "image-captioning": tuple({"view": v} for v in ("write", "beam", "grades", "features")),
    "video-to-text": tuple({"view": v} for v in ("read and write", "flow", "table", "unseen")),
}
"""The views of a lesson that has several, and its largest drawings."""
LOWEST = 700
"""Px from the top of a projector's picture above which the guide's sentence ends."""
LARGE: Mapping[str, str] = {
    "lstm-gates": '[data-id="f"]',
    "sentiment": '[data-id="p.5"]',
    "translation": '[data-id="x.1"]',
    "image-captioning": '[data-id="p.1"]',
}
"""The box whose numbers a hall can read, where the figure also has colors with small numbers."""


def test_every_view_belongs_to_a_lesson() -> None:
    assert {*VIEWS, *LARGE} <= set(SLUGS)


@pytest.mark.parametrize(("slug", "query"), [(slug, query) for slug in SLUGS for query in VIEWS.get(slug, ({},))])
def test_the_figure_is_above_the_fold_of_a_laptop_and_accessible_in_any_look(
    slug: str, query: Query, open_page: OpenPage
) -> None:
    page = open_page(slug, query=query)
    wait_until_still(page)
    assert bottom(figure(page)) <= LAPTOP[1]
    assert bottom(guide(page)) <= LAPTOP[1]
    look = serious_in_any_look if query == VIEWS.get(slug, ({},))[0] else serious_in_either_theme
    assert look(page) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_a_lecturer_walks_with_a_clicker_alone_and_all_can_read_it(slug: str, open_page: OpenPage) -> None:
    width, height = PROJECTOR
    page = open_page(slug, query={"present": 1}, width=width, height=height)
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
    assert serious(page) == []
    stops = script_of(slug).stops
    for place in range(3):
        expect(guide(page).locator("h6")).to_contain_text(f"{place + 1} of {len(stops)}")
        wait_until_still(page)
        assert bottom(guide(page)) < LOWEST
        assert bottom(figure(page)) <= height
        assert rows_fit(page)
        assert guide(page).locator(".body").evaluate("body => parseFloat(getComputedStyle(body).fontSize)") >= 18
        press_on(page, f"{place + 2} of")
    assert smallest_number(figure(page).locator(LARGE.get(slug, ".stage"))) >= 18
    page.keyboard.press("PageUp")
    expect(guide(page).locator("h6")).to_contain_text(f"3 of {len(stops)}")

    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
    wait_until_still(page)
    assert bottom(figure(page)) <= LAPTOP[1]


def press_on(page: Page, sign: str) -> None:
    """Press Page Down until the guide's title has ``sign``: at most twelve steps, the answer, and the stop itself."""
    title = guide(page).locator("h6")
    for _ in range(14):
        if sign in title.inner_text():
            return
        page.keyboard.press("PageDown")
        page.wait_for_function("() => !globalThis.unrolled?.scene")
    expect(title).to_contain_text(sign)


@pytest.mark.parametrize("slug", SLUGS)
def test_after_the_last_stop_a_clicker_opens_the_next_lesson(slug: str, open_page: OpenPage) -> None:
    after = neighbors(slug)[1]
    last = script_of(slug).stops[-1].name
    page = open_page(slug, query={"present": 1, "stop": last}, width=PROJECTOR[0], height=PROJECTOR[1])
    for _ in range(14):
        page.keyboard.press("PageDown")
        page.wait_for_function("() => !globalThis.unrolled?.scene")
        page.wait_for_timeout(150)
        if f"/{slug}?" not in page.url:
            break
    if after is None:
        expect(page.get_by_role("heading", level=1)).to_have_text("Recurrent neural networks, unrolled")
        return
    expect(page).to_have_url(re.compile(rf"/{after.slug}\?present=1"))
    wait_until_still(page)
    page.keyboard.press("PageUp")
    expect(page).to_have_url(re.compile(rf"/{slug}\?stop={last}"))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_phone_shows_the_guide_and_the_figure_in_one_column_and_takes_an_answer(
    slug: str, open_page: OpenPage
) -> None:
    script = script_of(slug)
    asked = next(stop for stop in script.stops if stop.question is not None)
    query = {"stop": asked.name} if script.places[asked.name] else {}
    page = open_page(slug, query=query, width=PHONE[0], height=PHONE[1], touch=True)
    box = figure(page).bounding_box()
    assert box is not None
    assert box["width"] <= PHONE[0]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    wait_until_still(page)
    assert figure(page).locator(".stage").evaluate("stage => stage.scrollLeft") == 0
    skip(page)
    expect(options(page)).to_have_count(0)
