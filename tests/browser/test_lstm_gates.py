"""The lesson `lstm-gates` as a student and a lecturer walk through it, in a real Chromium."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import card, choose_answer, expect_step, graph, numbers, read_table, share, take_home, track
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
