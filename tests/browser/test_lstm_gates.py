"""The lesson `lstm-gates` as a student and a lecturer walk through it, in a real Chromium."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import (
    card,
    choose,
    choose_answer,
    expect_step,
    graph,
    numbers,
    read_table,
    share,
    take_home,
    track,
)
from tests.notebooks import called_by_itself


def expect_numbers(page: Page, node: str, texts: list[str]) -> None:
    cells = graph(page).locator(f'.node[data-id="{node}"] text[data-cell]')
    expect(cells).to_have_text(texts)


def test_a_student_predicts_steps_clicks_fixes_a_gate_and_takes_the_numbers_home(open_page: OpenPage) -> None:
    page = open_page("/lstm-gates", query={"stop": "hold"})
    expect_step(page, 6)
    choose_answer(page, "nothing")
    expect(page.get_by_text("is right.")).to_be_visible()
    expect_step(page, 9)
    expect(graph(page).get_by_text("predicts –")).to_be_visible()
    ghosts = graph(page).locator('.node[data-id="C"] .label').all_text_contents()
    assert any(ghosts)

    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect_step(page, 7)
    expect(graph(page).locator('.node[data-id="f"] .title')).to_contain_text("fixed")
    assert numbers(page, "f")[0] == "0.00"
    graph(page).locator('[data-cell="f.5.1"]').first.click()
    expect(card(page)).to_contain_text("f₅[1] = 0.000, fixed")
    graph(page).locator('[data-cell="C.5.1"]').first.click()
    expect(card(page)).to_contain_text("C₅[1]: how this number was made")

    slider = page.get_by_role("slider", name="Value", exact=True)
    slider.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("value=1"))
    expect(graph(page).locator('.node[data-id="f"] [data-cell="f.5.1"]')).to_have_text("1.00")
    slider.blur()

    notebook, table = take_home(page)
    called_by_itself(notebook)
    rows = read_table(table)
    assert [f"{float(rows[4][f'C[{unit}]']):.2f}".replace("-", "−") for unit in (1, 2)] == numbers(page, "C")


def test_the_walk_lights_panel_after_panel_without_asking_the_server(open_page: OpenPage) -> None:
    page = open_page("/lstm-gates", query={"reads": "ab.?", "apart": 1})
    track(page).focus()
    page.keyboard.press("Home")
    expect_step(page, 1)
    dim = re.compile(r"\bdim\b")
    lit_by = {"f": 2, "i": 3, "C_tilde": 3, "added": 4, "o": 5, "h": 5, "p": 6}
    for step in range(1, 7):
        expect_step(page, step)
        for name, first in lit_by.items():
            box = graph(page).locator(f'.node[data-id="{name}"]')
            if step < first:
                expect(box).to_have_class(dim)
            else:
                expect(box).not_to_have_class(dim)
        page.keyboard.press("ArrowRight")
    expect(graph(page).get_by_text("t = 2 · reads “b”")).to_be_visible()
    expect_numbers(page, "x", ["b"])


def test_a_shared_link_opens_the_same_numbers_at_the_same_step_in_a_fresh_session(open_page: OpenPage) -> None:
    page = open_page("/lstm-gates", query={"reads": "a...?", "gate": "i", "value": 0.5, "apart": 1})
    expect_step(page, 10)
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    expect_step(page, 8)
    expect(page).to_have_url(re.compile("step=8"))
    again = open_page(share(page, "step=8"))
    expect_step(again, 8)
    for node in ("f", "i", "C", "h", "dC"):
        assert numbers(again, node) == numbers(page, node)


def test_the_chosen_number_stays_in_the_card_while_its_box_shows_another_time(open_page: OpenPage) -> None:
    page = open_page("/lstm-gates", query={"step": 3, "apart": 3})
    expect_step(page, 3)
    expect(card(page)).to_contain_text("the forget gate: how this number was made")


def test_a_student_zooms_into_the_maps_and_opens_a_unit_of_a_network_that_reads_text(open_page: OpenPage) -> None:
    page = open_page("/lstm-gates", query={"view": "maps"})
    maps = page.locator(".plot[data-painted] .drawing")
    expect(maps).to_be_visible()
    box = maps.bounding_box()
    assert box is not None
    x, y = box["x"] + 0.25 * box["width"], box["y"] + 0.18 * box["height"]
    limits = "drawing => ['xaxis', 'xaxis6'].map((name) => drawing._fullLayout[name].range)"
    whole = maps.evaluate(limits)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 30, steps=5)
    page.mouse.up()
    page.wait_for_function(
        f"([drawing, whole]) => ({limits})(drawing)[1][1] < whole[1][1]", arg=[maps.element_handle(), whole]
    )
    first, last = maps.evaluate(limits)
    assert first == last
    page.mouse.move(x + 2, y + 2)
    expect(maps.locator(".hoverlayer")).to_contain_text("f = σ(W_f · [h_prev, x] + b_f)")
    page.wait_for_timeout(400)  # two presses within 300 ms would be a double-click
    page.mouse.click(x + 2, y + 2, delay=50)
    expect(page).to_have_url(re.compile("view=unit"))
    expect(page.get_by_text(re.compile(r"Unit \d+ of the LSTM: its time scale"))).to_be_visible()
    expect(page.get_by_role("group", name=re.compile("The text colored by the cell state C of unit"))).to_be_visible()
    called_by_itself(take_home(page)[0])


def test_a_point_of_the_saturation_opens_its_unit(open_page: OpenPage) -> None:
    page = open_page("/lstm-gates", query={"view": "saturation"})
    points = page.locator(".plot[data-painted] .scatterlayer .point")
    expect(points.first).to_be_attached()
    box = points.nth(20).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile("view=unit"))


def test_a_student_goes_from_the_cell_to_the_units_and_back_by_the_control(open_page: OpenPage) -> None:
    page = open_page("/lstm-gates")
    choose(page, "64 units")
    expect(page.locator(".plot[data-painted] .drawing")).to_be_visible()
    expect(page.get_by_role("button", name="How the networks were trained")).to_be_visible()
    choose(page, "one cell")
    expect(graph(page)).to_be_visible()
    expect(page.locator(".plot")).to_have_count(0)
    expect(page.get_by_role("button", name="How the network was trained")).to_be_visible()
