"""The lesson `deep-rnn` as a student and a lecturer walk through it, in a real Chromium."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import choose_answer, expect_step, graph, numbers, read_table, share, take_home, to_the_end
from tests.notebooks import called_by_itself


def test_a_student_predicts_walks_back_clicks_and_takes_the_numbers_home(open_page: OpenPage) -> None:
    page = open_page("/deep-rnn", query={"stop": "gradient"})
    expect_step(page, 13)
    assert numbers(page, "g1.1") == ["?"]
    choose_answer(page, "layer 2")
    expect(page.get_by_text("✗ Not “layer 2”")).to_be_visible()
    expect_step(page, 21)
    (lower,), (upper,) = numbers(page, "g1.1"), numbers(page, "g2.1")
    assert float(lower) > float(upper)
    expect(page.get_by_test_id("stSidebarNav").get_by_text("✓")).to_be_visible()

    graph(page).locator('.node[data-id="g1.1"] text[data-cell]').click()
    expect(page.get_by_text("4 paths through the grid lead from this state")).to_be_visible()
    graph(page).locator('[data-cell="h2.3.1"]').click()
    expect(page.get_by_text("Layer 2 at t = 3, unit 1: 6 products")).to_be_visible()
    graph(page).locator('.edge[data-id="before1.3"] .hit').dispatch_event("click")
    expect(page.get_by_text("one block, two arrows")).to_be_visible()

    page.keyboard.press("ArrowLeft")
    expect_step(page, 20)
    states = {name: numbers(page, name) for name in ("h1.4", "h2.4")}
    page.get_by_role("button", name=re.compile("Next: One more layer on top")).click()
    expect(graph(page).locator('.node[data-id="h3.4"]')).to_be_visible()
    assert states == {name: numbers(page, name) for name in states}

    notebook, table = take_home(page)
    called_by_itself(notebook)
    rows = read_table(table)
    assert len(rows) == 3 * 4
    top = next(row for row in rows if (row["t"], row["layer"]) == ("4", "3"))
    assert f"{float(top['norm of ∂L/∂h']):.3f}" == numbers(page, "g3.4")[0]


def test_a_shared_link_opens_the_same_numbers_in_a_fresh_session(open_page: OpenPage) -> None:
    page = open_page("/deep-rnn", query={"word": "abba", "layers": 3, "seed": 4, "hidden": 2})
    again = open_page(share(page))
    for node in ("h1.1", "h3.3", "h2.2"):
        assert numbers(again, node) == numbers(page, node)
    assert numbers(again, "g1.1") == numbers(page, "g1.1")


def test_the_grid_becomes_a_heat_map_and_back(open_page: OpenPage) -> None:
    page = open_page("/deep-rnn", query={"word": "abracadabra", "layers": 4, "hidden": 8})
    page.get_by_test_id("stButtonGroup").get_by_text("heat map", exact=True).click()
    expect(graph(page).locator(".edge")).to_have_count(0)
    expect(graph(page).locator('.node[data-id="h4.10"] .heat')).to_have_count(8)
    page.get_by_test_id("stButtonGroup").get_by_text("grid", exact=True).click()
    expect(graph(page).locator('.edge[data-id="before4.10"]')).to_have_count(1)


def test_a_lecturer_uncovers_the_last_gradient_at_the_end(open_page: OpenPage) -> None:
    page = open_page("/deep-rnn", query={"present": 1, "stop": "two-layers"}, width=1280, height=720)
    expect_step(page, 1)
    last = graph(page).locator('.node[data-id="g1.1"] text[data-cell]')
    expect(last).to_be_hidden()
    to_the_end(page)
    expect(last).to_be_visible()
