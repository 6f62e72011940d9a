"""The guide as the reader meets it: it points into the figure, is pointed at, and answers to keys."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import (
    bottom,
    choose_answer,
    expect_step,
    figure,
    go_on,
    graph,
    guide,
    numbers,
    options,
    press,
    skip,
    to_the_end,
)
from tests.browser.server import LAPTOP, PHONE, PROJECTOR, wait_until_still
from ui.registry import BY_SLUG, ready_lessons


def halos(page: Page) -> int:
    return graph(page).locator(".halo").count()


def test_pointing_at_a_part_of_the_text_lights_exactly_what_it_speaks_of(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "two-l"})
    expect(graph(page).locator(".halo").first).to_be_attached()
    wait_until_still(page)
    before = halos(page)
    guide(page).locator(".part").first.hover()
    expect(graph(page).locator(".node.shown")).to_have_count(1)
    expect(graph(page).locator('.node.shown[data-id="x.3"]')).to_be_attached()
    page.mouse.move(5, 5)
    expect(graph(page).locator(".halo")).to_have_count(before)


def test_pointing_at_a_box_marks_the_part_of_the_text_that_speaks_of_it(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "two-l"})
    graph(page).locator('[data-cell="h.4.2"]').hover(force=True)
    expect(guide(page).locator(".part.named")).to_have_count(1)
    expect(guide(page).locator(".part.named")).to_have_attribute("data-points", "h.4")
    page.mouse.move(5, 5)
    expect(guide(page).locator(".part.named")).to_have_count(0)


def test_a_symbol_of_the_legend_lights_its_boxes_and_arrows(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "two-l"})
    legend = page.get_by_role("list", name="Symbols of this page")
    legend.scroll_into_view_if_needed()
    legend.get_by_text("hidden state", exact=True).hover()
    expect(graph(page).locator(".node.shown")).to_have_count(4)
    legend.get_by_text("from h to h", exact=True).hover()
    expect(graph(page).locator(".node.shown")).to_have_count(0)
    assert graph(page).locator(".halo.line").count() >= 3


def test_next_and_back_keep_the_focus_where_it_was_and_the_figure_follows(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "two-l"})
    go_on(page)
    assert numbers(page, "y.1") != ["1.0", "2.2", "−3.0", "4.1"]
    expect(page).to_have_url(re.compile(r"stop=trained$"))
    guide(page).get_by_role("button", name="Back").click()
    expect(page).to_have_url(re.compile(r"stop=two-l$"))
    assert numbers(page, "y.1") == ["1.0", "2.2", "−3.0", "4.1"]


def test_a_control_that_is_touched_leaves_the_guide_and_resume_comes_back(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "two-l"})
    page.get_by_role("radio", name="random").click()
    expect(guide(page).get_by_role("button", name="Resume")).to_be_visible()
    guide(page).get_by_role("button", name="Resume").click()
    expect(guide(page).get_by_role("button", name="Resume")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"stop=two-l$"))


def test_a_wrong_option_is_answered_and_the_figure_shows_the_answer(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "scores"})
    assert set(numbers(page, "y.2")) == {"?"}
    choose_answer(page, "l")
    expect(guide(page)).to_contain_text("Not “l”.")
    expect(guide(page)).to_contain_text("The answer is “o”.")
    assert "?" not in numbers(page, "y.2")


def test_a_presenter_chooses_with_digits_and_typing_gives_the_clicker_back(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"present": 1, "stop": "scores"}, width=PROJECTOR[0], height=PROJECTOR[1])
    expect(options(page)).to_be_visible()
    page.keyboard.press("3")
    expect(options(page)).to_have_count(0)
    field = page.get_by_test_id("stTextInputField")
    field.fill("hole")
    field.press("Enter")
    expect(page).to_have_url(re.compile("word=hole"))
    page.wait_for_function("() => document.activeElement.tagName !== 'INPUT'")
    wait_until_still(page)
    page.keyboard.press("Home")
    page.keyboard.press("PageDown")
    expect_step(page, 2)


def test_notes_stand_beside_the_figure_and_never_over_it(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"present": 1, "stop": "two-l"}, width=PROJECTOR[0], height=PROJECTOR[1])
    press(page, "Notes")
    note = page.locator('[data-card="note"]')
    expect(note).to_be_visible()
    wait_until_still(page)
    beside, drawn = note.bounding_box(), figure(page).bounding_box()
    assert beside is not None
    assert drawn is not None
    assert beside["x"] >= drawn["x"] + drawn["width"]


def test_a_card_of_the_map_is_one_link_and_opens_its_lesson_in_this_visit(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "scores"})
    skip(page)
    page.get_by_test_id("stSidebarNav").get_by_text("The map").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("unrolled")
    card = page.get_by_role("navigation", name="Lessons").locator('a[href="hello"]')
    card.get_by_text(BY_SLUG["hello"].question).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(BY_SLUG["hello"].question)
    expect(page).to_have_url(re.compile(r"/hello\?stop=scores$"))


def test_a_clicker_opens_the_first_lesson_from_the_map(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"present": 1}, width=PROJECTOR[0], height=PROJECTOR[1])
    page.get_by_role("link", name="The map").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("unrolled")
    wait_until_still(page)
    page.keyboard.press("PageDown")
    expect(page).to_have_url(re.compile(rf"/{ready_lessons()[0].slug}\?present=1"))
    wait_until_still(page)
    page.keyboard.press("PageUp")
    expect(page.get_by_role("heading", level=1)).to_contain_text("unrolled")


def test_a_clicker_comes_back_from_the_map_to_the_end_of_the_last_lesson(open_page: OpenPage) -> None:
    last = ready_lessons()[-1].slug
    page = open_page(f"/{last}", query={"present": 1, "stop": "summary"}, width=PROJECTOR[0], height=PROJECTOR[1])
    wait_until_still(page)
    to_the_end(page)
    page.keyboard.press("PageDown")
    expect(page.get_by_role("heading", level=1)).to_contain_text("unrolled")
    wait_until_still(page)
    page.keyboard.press("PageUp")
    expect(page).to_have_url(re.compile(rf"/{last}\?.*stop=summary"))
    wait_until_still(page)
    page.keyboard.press("PageUp")
    expect(page).not_to_have_url(re.compile("stop=summary"))
    expect(page).to_have_url(re.compile(rf"/{last}\?.*present=1"))


def test_a_reader_s_page_keys_scroll_the_map(open_page: OpenPage) -> None:
    page = open_page("/")
    wait_until_still(page)
    page.get_by_test_id("stMain").click(position={"x": 400, "y": 8})
    page.keyboard.press("PageDown")
    page.wait_for_function("() => document.querySelector('[data-testid=stMain]').scrollTop > 0")
    expect(page.get_by_role("heading", level=1)).to_contain_text("unrolled")


def test_on_a_phone_the_guide_comes_first_then_the_figure_and_controls_are_folded(open_page: OpenPage) -> None:
    page = open_page("/hello", width=PHONE[0], height=PHONE[1], touch=True)
    wait_until_still(page)
    field = page.get_by_test_id("stTextInputField")
    expect(field).not_to_be_visible()
    first, then, last = (
        box.bounding_box() for box in (guide(page), figure(page), page.locator('[data-card="number"]'))
    )
    assert first is not None
    assert then is not None
    assert last is not None
    assert first["y"] < then["y"] < last["y"]
    guide(page).get_by_role("button", name="Controls").click()
    expect(field).to_be_visible()
    page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    expect(guide(page).get_by_role("button", name="controls")).to_have_count(0)
    expect(field).to_be_visible()


def drawn(page: Page) -> str:
    """The path that the reader has drawn into the curves; empty for none."""
    return str(
        page.evaluate(
            """() => [...document.querySelectorAll('*')].map(e => e.shadowRoot).filter(Boolean)
            .map(root => root.querySelector('path.sketch')?.getAttribute('d')).find(Boolean) ?? ''"""
        )
    )


def test_what_a_reader_draws_stays_as_a_ghost_beside_the_true_curve(open_page: OpenPage) -> None:
    page = open_page("/gradient-flow", query={"stop": "not-enough"})
    wait_until_still(page)
    assert drawn(page) == ""
    box = figure(page).locator(".stage svg").first.bounding_box()
    assert box is not None
    x, y = box["x"] + 0.6 * box["width"], box["y"] + 0.4 * box["height"]
    page.mouse.move(x, y)
    page.mouse.down()
    for k in range(1, 11):
        page.mouse.move(x - 20 * k, y + 4 * k)
    page.mouse.up()
    by_hand = drawn(page)
    assert by_hand.count("L") >= 10
    skip(page)
    wait_until_still(page)
    assert drawn(page)
    expect(figure(page).get_by_text("Draw here how it goes on")).to_have_count(0)


def test_a_curve_can_be_drawn_with_keys_alone(open_page: OpenPage) -> None:
    page = open_page("/gradient-flow", query={"stop": "not-enough"})
    wait_until_still(page)
    expect(figure(page).get_by_text("Draw here how it goes on")).to_be_visible()
    figure(page).locator(".stage svg").first.focus()
    for key in ("ArrowUp", "ArrowRight", "ArrowDown", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    assert drawn(page).count("L") == 2


def test_formulas_are_set_in_the_font_that_comes_with_the_page(open_page: OpenPage) -> None:
    page = open_page("/gradient-flow", query={"stop": "product"})
    expect(guide(page).locator(".formula math")).to_be_visible()
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px Formulas'))")
    loaded = "[...document.fonts].filter((face) => face.family === 'Formulas').map((face) => face.status)"
    assert page.evaluate(loaded) == ["loaded"]


def test_the_number_card_sets_indices_low_and_is_copied_as_it_is(open_page: OpenPage) -> None:
    page = open_page("/gradient-flow", query={"stop": "vanishing"})
    card = page.locator('[data-card="number"]')
    page.locator(".curves").first.click(position={"x": 400, "y": 300})
    expect(card.locator("sub").first).to_have_text("hh")
    expect(card).to_contain_text("W_hh")


def test_a_ring_is_interrupted_where_it_would_run_through_the_name_of_a_box(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "two-l", "present": 1}, width=PROJECTOR[0], height=PROJECTOR[1])
    backed = graph(page).locator(".backing")
    expect(backed.first).to_be_attached()
    assert {"x₃", "h₃", "x₄", "h₄"} <= set(backed.all_text_contents())
    graph(page).locator('[data-cell="h.1.1"]').hover(force=True)
    page.mouse.move(5, 5)
    page.keyboard.press("Home")
    expect(backed).to_have_count(0)


def type_size(found: Locator) -> float:
    """The size in px of an element's type."""
    return float(found.evaluate("element => parseFloat(getComputedStyle(element).fontSize)"))


def test_the_last_row_of_a_hall_reads_step_number_and_controls(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "two-l", "present": 1}, width=PROJECTOR[0], height=PROJECTOR[1])
    graph(page).locator('[data-cell="y.3.2"]').click()
    number = page.locator('[data-card="number"]')
    expect(number).to_be_visible()
    wait_until_still(page)
    assert type_size(graph(page).locator(".bar").get_by_role("status")) >= 18
    assert type_size(number) >= 18
    assert bottom(number) <= PROJECTOR[1]
    controls = page.get_by_test_id("stButtonGroup").get_by_role("radio").all()
    assert all(type_size(one) >= 16 for one in [*controls, page.get_by_test_id("stWidgetLabel").first])
