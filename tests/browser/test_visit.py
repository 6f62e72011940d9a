"""A visit to several lessons: the address is the page's own, Back goes back, and answers stay on this device."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import (
    card,
    choose,
    choose_answer,
    expect_step,
    go_on,
    graph,
    guide,
    numbers,
    options,
    press,
    skip,
    track,
)
from tests.browser.server import PROJECTOR, wait_until_settled
from ui.registry import BY_SLUG


def query(page: Page) -> dict[str, list[str]]:
    """The parameters of the address."""
    return parse_qs(urlsplit(page.url).query)


def entries(page: Page) -> int:
    """How many entries the browser's history has."""
    count: int = page.evaluate("history.length")
    return count


def go_to(page: Page, slug: str) -> None:
    """Follow the link at the page's foot to its neighbor."""
    page.get_by_role("link", name=BY_SLUG[slug].title).last.click()
    expect(page).to_have_url(re.compile(rf"/{slug}(\?|$)"))
    wait_until_settled(page)


def scrolled(page: Page) -> float:
    """How far the page is scrolled, in px."""
    far: float = page.get_by_test_id("stMain").evaluate("main => main.scrollTop")
    return far


def test_training_stepping_and_controls_add_nothing_to_the_history_and_back_leaves_the_page(
    open_page: OpenPage,
) -> None:
    page = open_page("/")
    page.get_by_role("link", name="Predicting “hello”").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(BY_SLUG["hello"].question)
    wait_until_settled(page)
    for _ in range(4):
        go_on(page) if not options(page).count() else skip(page)
    before = entries(page)
    for _ in range(3):
        press(page, "One gradient step")
    expect(page).to_have_url(re.compile("tape=3%400.1"))
    choose(page, "random")
    expect(page).to_have_url(re.compile("network=random"))
    track(page).focus()
    page.keyboard.press("Home")
    expect(page).to_have_url(re.compile("step=1"))
    assert entries(page) == before
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("unrolled")
    page.go_forward()
    wait_until_settled(page)
    assert query(page)["network"] == ["random"]
    expect(page.get_by_role("radio", name="random")).to_be_checked()


def test_a_reload_shows_the_same_state_step_and_selection(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"network": "random", "hidden": 5})
    press(page, "One gradient step")
    graph(page).locator('.node[data-id="h.3"] text[data-cell]').first.click()
    expect(page).to_have_url(re.compile("selected=h.3.1"))
    track(page).focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("step=2"))
    shown, address = numbers(page, "h.1"), page.url
    page.reload()
    wait_until_settled(page)
    expect_step(page, 2)
    assert numbers(page, "h.1") == shown
    assert page.url == address
    expect(graph(page).locator('.node[data-id="h.3"].selected')).to_be_attached()


def test_the_link_that_is_offered_follows_an_address_that_is_still_written(open_page: OpenPage) -> None:
    page = open_page("/hello")
    press(page, "Share")
    link = page.get_by_role("dialog").locator("code").first
    expect(link).not_to_contain_text("step=3")
    page.evaluate("dispatchEvent(new CustomEvent('unrolled-step', {detail: {path: location.pathname, step: 3}}))")
    expect(link).to_contain_text("step=3")


def test_the_next_lesson_opens_at_its_top_with_an_address_of_its_own(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"network": "random", "hidden": 32, "mode": "write", "temperature": 2})
    press(page, "The code that ran")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    go_to(page, "bptt")
    page.wait_for_function("() => document.querySelector('[data-testid=stMain]').scrollTop === 0")
    expect(page).to_have_url(re.compile("/bptt$"))
    go_to(page, "hello")
    expect(page).to_have_url(re.compile("temperature=2"))
    assert query(page) == {"network": ["random"], "hidden": ["32"], "mode": ["write"], "temperature": ["2"]}


def test_an_answer_of_one_lesson_answers_no_question_of_the_next(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "scores"})
    skip(page)
    go_to(page, "bptt")
    while not options(page).count():
        go_on(page)
    expect(options(page)).to_be_visible()


def test_ring_and_card_name_the_same_number_after_start_values(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"network": "random"})
    graph(page).locator('.node[data-id="h.1"] text[data-cell]').nth(1).click()
    expect(card(page).get_by_text("h at t = 1, unit 2")).to_be_visible()
    press(page, "Start values")
    expect(graph(page).locator(".node.selected")).to_have_count(0)
    expect(card(page).get_by_text("Point at any number or arrow")).to_be_visible()


def test_ticks_and_answers_survive_a_reload_and_can_be_forgotten(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "scores"})
    choose_answer(page, "o")
    expect(guide(page).get_by_text("is right.")).to_be_visible()
    page.wait_for_function("() => localStorage.getItem('unrolled.answers')")
    page.reload()
    expect(guide(page).get_by_text("is right.")).to_be_visible()
    expect(page.get_by_test_id("stSidebarNav").get_by_text("✓")).to_be_visible()
    assert query(page) == {"stop": ["scores"]}
    page.goto(page.url.split("/hello")[0])
    expect(page.get_by_test_id("stSidebarNav").get_by_text("✓")).to_be_visible()
    press(page, "Forget my answers on this device")
    expect(page.get_by_test_id("stSidebarNav").get_by_text("✓")).to_have_count(0)
    page.wait_for_function("() => localStorage.getItem('unrolled.answers') === '{}'")
    page.reload()
    wait_until_settled(page)
    expect(page.get_by_test_id("stSidebarNav").get_by_text("✓")).to_have_count(0)


def test_a_presenter_s_walk_stays_at_its_step_while_a_control_changes(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"present": 1, "stop": "state"}, width=PROJECTOR[0], height=PROJECTOR[1])
    expect_step(page, 2)
    for _ in range(3):
        page.keyboard.press("PageDown")
    expect_step(page, 5)
    choose(page, "random")
    expect(page).to_have_url(re.compile("network=random"))
    wait_until_settled(page)
    expect_step(page, 5)


def test_presenter_mode_goes_along_from_lesson_to_lesson(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"present": 1}, width=PROJECTOR[0], height=PROJECTOR[1])
    go_to(page, "bptt")
    expect(page).to_have_url(re.compile(r"\?present=1$"))
    expect(page.get_by_role("button", name="Leave")).to_be_visible()
