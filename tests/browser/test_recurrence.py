"""The lesson `recurrence` as a student and a lecturer walk through it, in a real Chromium."""

import re

from playwright.sync_api import Locator, Page, expect

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

STATES = ("h.1", "h.2", "h.3", "h.4", "y.4")


def cell(page: Page, name: str) -> Locator:
    return graph(page).locator(f'[data-cell="{name}"]').first


def write(page: Page, name: str, text: str) -> None:
    """Type a number over a cell."""
    cell(page, name).dblclick()
    field = graph(page).locator("input.field")
    expect(field).to_be_visible()
    field.fill(text)
    field.press("Enter")


def test_a_student_predicts_steps_edits_undoes_and_takes_the_numbers_home(open_page: OpenPage) -> None:
    page = open_page("/recurrence", query={"stop": "left-out"})
    expect_step(page, 12)
    assert numbers(page, "m.2") == ["?"]
    choose_answer(page, "b")
    expect(page.get_by_text("is right.")).to_be_visible()
    expect_step(page, 13)
    assert float(numbers(page, "m.2")[0]) > float(numbers(page, "m.4")[0])

    cell(page, "h.3.2").click()
    expect(page.get_by_text("h at t = 3, unit 2: how this number was made")).to_be_visible()
    graph(page).locator('.edge[data-id="W_hh.3"]').locator(".hit").click(force=True)
    expect(page.get_by_text("W_hh (3×3): from hidden state to the next")).to_be_visible()

    before = {node: numbers(page, node) for node in STATES}
    write(page, "hh.1", "-2")
    expect(page.get_by_text("W_hh[1,1] = −2", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(r"edits=W_hh\.1\.1%3D-2|edits=W_hh\.1\.1=-2"))
    assert numbers(page, "h.4") != before["h.4"]
    assert numbers(page, "h.1") == before["h.1"], "h_0 is 0, so W_hh does not matter yet"
    expect_step(page, 13)
    press(page, "Undo")
    expect(cell(page, "hh.1")).to_have_text("1.1")
    assert {node: numbers(page, node) for node in STATES} == before
    write(page, "x.1.1", "0.25")
    expect(cell(page, "x.1.1")).to_have_text("0.25")

    notebook, table = take_home(page)
    called_by_itself(notebook)
    rows = read_table(table)
    assert float(rows[0]["x[1]"]) == 0.25
    assert [f"{float(row['h[1]']):.2f}".replace("-", "−") for row in rows] == [
        numbers(page, f"h.{t}")[0] for t in (1, 2, 3, 4)
    ]


def test_a_number_is_changed_by_typing_after_a_click(open_page: OpenPage) -> None:
    page = open_page("/recurrence", query={"stop": "copies"})
    expect_step(page, 12)
    before = numbers(page, "h.4")
    cell(page, "hh.2").click()
    expect(page.get_by_text("W_hh[1,2] = 0.300: one number")).to_be_visible()
    page.keyboard.type("-1.5")
    page.keyboard.press("Enter")
    expect(cell(page, "hh.2")).to_have_text("−1.5")
    expect(page.get_by_text("W_hh[1,2] = −1.5", exact=True)).to_be_visible()
    assert numbers(page, "h.4") != before
    cell(page, "h.4.1").click()
    page.keyboard.type("7")
    expect(graph(page).locator("input.field")).to_be_hidden()


def test_a_number_that_is_none_is_explained_and_nothing_is_lost(open_page: OpenPage) -> None:
    page = open_page("/recurrence", query={"stop": "copies"})
    before = numbers(page, "h.4")
    write(page, "hh.1", "1000")
    expect(page.get_by_text("too large: numbers go from −100 to 100 here")).to_be_visible()
    assert numbers(page, "h.4") == before
    expect(cell(page, "hh.1")).to_have_text("1.1")


def test_unrolling_pulls_the_copies_out_of_the_loop_at_the_same_step(open_page: OpenPage) -> None:
    page = open_page("/recurrence", query={"drawing": "rolled", "stop": "copies"}, reduced_motion=True)
    slider = track(page)
    slider.focus()
    page.keyboard.press("Home")
    shown = {}
    page.keyboard.press("ArrowRight")
    for t in (1, 2, 3, 4):
        expect_step(page, 3 * t - 1)
        shown[t] = numbers(page, "h.1")
        for _ in range(3 if t < 4 else 0):
            page.keyboard.press("ArrowRight")
    step = slider.get_attribute("aria-valuenow")
    choose(page, "unrolled")
    expect(graph(page).locator('.node[data-id="h.4"]')).to_be_visible()
    assert {t: numbers(page, f"h.{t}") for t in (1, 2, 3, 4)} == shown
    assert slider.get_attribute("aria-valuenow") == step


def test_a_matrix_and_all_its_arrows_are_one_object(open_page: OpenPage) -> None:
    page = open_page("/recurrence")
    cell(page, "hh.1").hover()
    hot = graph(page).locator(".hot")
    expect(hot).to_have_count(5)
    names = {each.get_attribute("data-id") for each in hot.all()}
    assert names == {"hh", *(f"W_hh.{t}" for t in (1, 2, 3, 4))}
    graph(page).locator('.edge[data-id="W_xh.2"] .hit').hover(force=True)
    expect(graph(page).locator('.node[data-id="xh"].hot')).to_be_visible()


def test_it_forgets_and_then_the_order_does_not_matter(open_page: OpenPage) -> None:
    page = open_page("/recurrence", query={"stop": "forgetting"})
    choose_answer(page, "only d")
    for t in (1, 2, 3):
        expect(cell(page, f"m.{t}.1")).to_have_text("0")
    kept = numbers(page, "h.4")
    choose(page, "b first")
    expect(graph(page).locator('.node[data-id="x.1"]').get_by_text("b", exact=True)).to_be_visible()
    assert numbers(page, "h.4") == kept
    press(page, "Undo")
    expect(cell(page, "hh.1")).to_have_text("1.1")
    swapped = numbers(page, "h.4")
    choose(page, "as given")
    expect(graph(page).locator('.node[data-id="x.1"]').get_by_text("a", exact=True)).to_be_visible()
    assert numbers(page, "h.4") != swapped


def test_a_shared_link_opens_the_same_numbers_in_a_fresh_session(open_page: OpenPage) -> None:
    page = open_page("/recurrence", query={"steps": 3, "biases": "on", "order": "reversed"})
    write(page, "h_0.2", "0.7")
    expect(cell(page, "h_0.2")).to_have_text("0.7")
    write(page, "b_h.1", "1.5")
    expect(cell(page, "b_h.1")).to_have_text("1.5")
    again = open_page(share(page))
    for node in ("h.1", "h.2", "h.3", "y.3", "b_h", "h_0", "x.1"):
        assert numbers(again, node) == numbers(page, node)
    press(again, "Undo")
    expect(cell(again, "b_h.1")).not_to_have_text("1.5")


def test_a_lecturer_walks_on_and_sets_a_matrix_to_0_at_the_same_step(open_page: OpenPage) -> None:
    page = open_page("/recurrence", query={"present": 1, "stop": "order"}, width=1280, height=720)
    for step in range(1, 11):
        expect_step(page, step)
        page.keyboard.press("PageDown")
    expect_step(page, 12)
    expect(page.get_by_text("The answer is")).to_be_visible()
    press(page, "Notes")
    expect(page.get_by_text("man bites dog")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="W_hh = 0", exact=True).click()
    expect(cell(page, "hh.1")).to_have_text("0")
    expect_step(page, 12)
