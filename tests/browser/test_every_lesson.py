"""What holds for every lesson: it fits laptop, projector and phone, all can read it, and a clicker is enough."""

from collections.abc import Mapping
from typing import TypeAlias

import pytest
from playwright.sync_api import expect

from tests.browser.axe import serious, serious_in_any_look
from tests.browser.conftest import OpenPage
from tests.browser.reader import (
    bet,
    bottom,
    expect_step,
    figure,
    last_step,
    options,
    smallest_number,
    stage_fits,
    to_the_end,
    walk_to,
)
from tests.browser.server import LAPTOP, PHONE, PROJECTOR, wait_until_still
from ui.registry import ready_lessons

Query: TypeAlias = Mapping[str, str | int]
SLUGS = [lesson.slug for lesson in ready_lessons()]
VIEWS: Mapping[str, tuple[Query, ...]] = {
    "bptt": ({}, {"cell": "LSTM", "network": "trained"}),
    "truncated-bptt": ({"view": "update"}, {"view": "race"}, {"view": "memory"}),
    "gradient-flow": ({}, {"view": "twins"}, {"view": "cliff"}),
    "deep-rnn": ({"layers": 2}, {"layers": 4}),
    "long-term": ({"lag": 100}, {"view": "score"}),
    "text-generation": ({}, {"view": "write"}, {"view": "train"}),
    "sentiment": ({"view": "words"}, {"view": "path"}),
    "translation": ({}, {"network": "attention"}, {"view": "length"}, {"view": "beam"}),
    "image-captioning": tuple({"view": v} for v in ("write", "beam", "grades", "features")),
    "video-to-text": tuple({"view": v} for v in ("read and write", "flow", "table", "unseen")),
}
"""The views of a lesson that has several, and its largest drawings."""
ALSO: Mapping[str, tuple[str, ...]] = {
    "sequences": ("Skip",),
    "hello": ("One gradient step",),
    "rnn-vs-lstm": ("explode → clip the gradient",),
}
"""What else can be seen without scrolling on a laptop, by its text."""
LONGEST = 12
"""How many steps of a long walk are gone one by one."""
LARGE: Mapping[str, str] = {
    "lstm-gates": '[data-id="f"]',
    "sentiment": '[data-id="p.5"]',
    "translation": '[data-id="x.1"]',
    "image-captioning": '[data-id="p.1"]',
    "video-to-text": '[data-id="y.13"]',
}
"""The box whose numbers a hall can read, where the figure also has colors with small numbers."""


def test_every_view_belongs_to_a_lesson() -> None:
    assert {*VIEWS, *LARGE, *ALSO} <= set(SLUGS)


@pytest.mark.parametrize(("slug", "query"), [(slug, query) for slug in SLUGS for query in VIEWS.get(slug, ({},))])
def test_the_figure_is_above_the_fold_of_a_laptop_and_accessible_in_any_look(
    slug: str, query: Query, open_page: OpenPage
) -> None:
    page = open_page(slug, query=query)
    wait_until_still(page)
    assert bottom(figure(page)) <= LAPTOP[1]
    for text in ALSO.get(slug, ()):
        assert bottom(page.get_by_text(text, exact=True).first) <= LAPTOP[1]
    if query == VIEWS.get(slug, ({},))[0]:
        assert serious_in_any_look(page) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_a_lecturer_walks_with_a_clicker_alone_and_all_can_read_it(slug: str, open_page: OpenPage) -> None:
    width, height = PROJECTOR
    page = open_page(slug, query={"present": 1}, width=width, height=height)
    expect(page.get_by_text("Look for")).to_have_count(0)
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
    assert serious(page) == []
    last = last_step(page)
    walk_to(page, min(last, LONGEST))
    to_the_end(page)
    page.keyboard.press("PageUp")
    expect_step(page, last - 1)
    page.keyboard.press("PageDown")
    expect_step(page, last)
    wait_until_still(page)
    assert bottom(figure(page)) <= height
    assert stage_fits(page)
    assert smallest_number(figure(page).locator(LARGE.get(slug, ".stage"))) >= 18

    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
    wait_until_still(page)
    expect_step(page, last)
    assert bottom(figure(page)) <= LAPTOP[1]

    page.keyboard.press("PageDown")
    expect(page.get_by_text("Look for · 1 of")).to_be_visible()


@pytest.mark.parametrize("slug", SLUGS)
def test_a_phone_shows_the_figure_s_beginning_in_one_column_and_takes_an_answer(slug: str, open_page: OpenPage) -> None:
    page = open_page(slug, width=PHONE[0], height=PHONE[1], touch=True)
    box = figure(page).bounding_box()
    assert box is not None
    assert box["width"] <= PHONE[0]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    wait_until_still(page)
    assert figure(page).locator(".stage").evaluate("stage => stage.scrollLeft") == 0
    bet(page, "Skip")
    expect(options(page)).to_have_count(0)
