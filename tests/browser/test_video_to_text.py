"""The lesson `video-to-text` as a student and a lecturer walk through it, in a real Chromium."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import (
    choose,
    choose_answer,
    expect_step,
    graph,
    numbers,
    press,
    read_table,
    share,
    take_home,
    track,
)
from tests.notebooks import called_by_itself


def test_a_student_composes_a_clip_bets_looks_at_the_flow_and_takes_it_home(open_page: OpenPage) -> None:
    clip: dict[str, str | int | float] = {"color": "blue", "thing": "car", "motion": "right", "then": "–", "take": 7}
    page = open_page("/video-to-text", query={"stop": "summary", **clip})
    expect(graph(page).locator('.node[data-id="y.13"]')).to_be_visible()
    track(page).press("Home")
    expect_step(page, 1)
    first = graph(page).locator('.node[data-id="frame"] image.seen').get_attribute("href")
    page.keyboard.press("ArrowRight")
    expect_step(page, 2)
    second = graph(page).locator('.node[data-id="frame"] image.seen').get_attribute("href")
    assert first != second

    page.get_by_test_id("stButtonGroup").get_by_text("flow", exact=True).last.click()
    expect(graph(page).locator('.node[data-id="frame"]')).to_have_count(0)
    graph(page).locator('.node[data-id="y.15"] text[data-cell]').click()
    expect(page.get_by_text("at step 15")).to_be_visible()

    choose(page, "RGB and flow")
    expect(graph(page).locator('.node[data-id="frame"]')).to_be_visible()
    notebook, table = take_home(page)
    names = called_by_itself(notebook)
    said = [row["writes"] for row in read_table(table) if row["writes"]]
    assert names["written"] == said
    assert numbers(page, "y.15") == [said[2]]


def test_one_pixel_of_the_flow_is_solved_by_hand(open_page: OpenPage) -> None:
    page = open_page("/video-to-text", query={"view": "flow"})
    graph(page).locator('[data-cell="pixel.12.37"]').click()
    expect(page.get_by_text("The flow into frame 12 at row 19, column 19")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect_step(page, 10)
    expect(graph(page).get_by_text("flow into frame 11")).to_be_visible()


def test_a_shared_link_opens_the_same_clip_in_a_fresh_session(open_page: OpenPage) -> None:
    query = {"thing": "woman", "color": "pink", "motion": "closer", "then": "away", "input": "RGB"}
    page = open_page("/video-to-text", query=query)
    press(page, "More")
    press(page, "New take (3)")
    expect(page.get_by_role("button", name="New take (4)")).to_be_visible()
    page.keyboard.press("Escape")
    said = numbers(page, "y.14")
    again = open_page(share(page, "take=4"))
    expect(again).to_have_url(re.compile("take=4"))
    expect(graph(again).locator('.node[data-id="y.14"]')).to_be_visible()
    assert numbers(again, "y.14") == said


def test_the_shares_of_unseen_pairs_wait_and_the_gallery_shows_right_and_wrong(open_page: OpenPage) -> None:
    page = open_page("/video-to-text", query={"stop": "unseen"})
    assert set(numbers(page, "rgb_unseen.0")) == {"?"}
    choose_answer(page, "RGB and flow")
    expect(page.get_by_text("The answer is")).to_be_visible()
    assert "?" not in numbers(page, "rgb_unseen.0")
    choose(page, "unseen")
    expect(graph(page).locator('.node[data-id="word8.1"]')).to_be_visible()
    expect(graph(page).locator("image.seen")).to_have_count(16)
