"""The lesson `sequences` as a student and a lecturer walk through it, in a real Chromium."""

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
    smallest_number,
    take_home,
    track,
)
from tests.browser.server import wait_until_still
from tests.notebooks import called_by_itself


def edges(page: Page, matrix: str) -> Locator:
    """All copies of ``matrix`` in the figure."""
    return graph(page).locator(f'.edge[data-id^="{matrix}."]')


def lit(page: Page, matrix: str) -> list[bool]:
    """Which copies of ``matrix`` are lit."""
    found: list[bool] = edges(page, matrix).evaluate_all("all => all.map(e => e.classList.contains('hot'))")
    return found


def point_at(page: Page, edge: str) -> None:
    box = graph(page).locator(f'.edge[data-id="{edge}"] .line').bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_student_predicts_steps_clicks_changes_and_takes_the_numbers_home(open_page: OpenPage) -> None:
    page = open_page("/sequences", query={"stop": "weights"})
    expect_step(page, 11)
    assert smallest_number(graph(page)) >= 12
    expect(graph(page).get_by_text("46 learned numbers", exact=True)).to_be_visible()
    choose_answer(page, "46")
    expect(page.get_by_text("is right.")).to_be_visible()
    expect(graph(page).get_by_text(re.compile("46 learned numbers for any T"))).to_be_visible()
    expect(page.get_by_test_id("stSidebarNav").get_by_text("✓")).to_be_visible()

    track(page).focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect_step(page, 2)
    graph(page).locator('[data-cell="h.1.2"]').first.click()
    expect(page.get_by_text("h at t = 1, unit 2: how this number was made")).to_be_visible()
    graph(page).locator('[data-cell="y.4.2"]').first.click()
    expect(page.get_by_text("y at t = 4, the score (logit) of “bad”")).to_be_visible()

    before = numbers(page, "y.4")
    page.get_by_role("slider", name="Inputs T_x").press("ArrowLeft")
    expect(graph(page).locator('.node[data-id="y.3"]')).to_be_visible()
    assert numbers(page, "y.3") != before
    expect(graph(page).locator('.node[data-id="x.4"]')).to_have_count(0)

    press(page, "sequence to sequence")
    expect(graph(page).get_by_text("the one vector")).to_be_visible()
    notebook, table = take_home(page)
    called_by_itself(notebook)
    rows = [row for row in read_table(table) if row["loss"]]
    for t, row in enumerate(rows, start=1):
        shown = f"{float(row['y[gato]']):.2f}".replace("-", "−")
        assert numbers(page, f"y.{t}")[1] == shown


def test_pointing_at_one_copy_of_a_matrix_lights_all_of_its_copies_and_no_other(open_page: OpenPage) -> None:
    page = open_page("/sequences", query={"wiring": "sequence to sequence"})
    point_at(page, "W_ss.3")
    expect(edges(page, "W_ss").first).to_have_class(re.compile("hot"))
    assert lit(page, "W_ss") == [True] * 3
    assert lit(page, "W_hh") == [False] * 4
    point_at(page, "W_hh.2")
    expect(edges(page, "W_hh").first).to_have_class(re.compile("hot"))
    assert lit(page, "W_hh") == [True] * 4
    assert lit(page, "W_ss") == [False] * 3


def test_the_frame_keeps_its_size_from_wiring_to_wiring(open_page: OpenPage) -> None:
    page = open_page("/sequences", query={"wiring": "one to one"})
    expect(graph(page).locator(".node").first).to_be_visible()
    wait_until_still(page)
    first = graph(page).bounding_box()
    expect(edges(page, "W_hh")).to_have_count(0)
    for label, written, node in (
        ("one to many", "wiring=one-many", "h.4"),
        ("many to one", "wiring=many-one", "x.4"),
        ("sequence to sequence", "wiring=seq2seq", "s.4"),
        ("aligned", "wiring=aligned", "L.4"),
        ("rolled", "drawing=rolled", "h.1"),
    ):
        (choose if label == "rolled" else press)(page, label)
        expect(page).to_have_url(re.compile(written))
        expect(graph(page).locator(f'.node[data-id="{node}"]')).to_be_visible()
        wait_until_still(page)
        assert graph(page).bounding_box() == first
    expect(edges(page, "W_hh")).to_have_count(1)


def test_pictures_open_their_wirings_by_pointer_and_by_keys(open_page: OpenPage) -> None:
    page = open_page("/sequences")
    names = ["one to one", "one to many", "many to one", "sequence to sequence", "aligned"]
    pictures = page.get_by_role("group", name="Wiring").get_by_role("button")
    expect(pictures).to_have_text(names)
    for picture in pictures.all():
        box = picture.bounding_box()
        assert box is not None
        assert box["height"] >= 24
        assert box["width"] >= 24
    line = page.get_by_text("Example: machine translation").bounding_box()
    assert line is not None
    page.mouse.click(line["x"] + 5, line["y"] + 5)
    expect(page).to_have_url(re.compile("wiring=seq2seq"))
    expect(pictures.nth(3)).to_have_attribute("aria-pressed", "true")
    expect(graph(page).locator('.node[data-id="s.4"]')).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("wiring=aligned"))
    expect(pictures.nth(4)).to_be_focused()
    assert [picture.get_attribute("aria-pressed") for picture in pictures.all()] == ["false"] * 4 + ["true"]

    page.get_by_role("slider", name="Inputs T_x").press("End")
    expect(graph(page).locator('.node[data-id="y.12"]')).to_be_visible()
    aligned = page.locator('[data-card="aligned"] svg rect')
    expect(aligned).to_have_count(36)
    assert smallest_number(graph(page)) >= 12


def test_a_shared_link_opens_the_same_numbers_in_a_fresh_session(open_page: OpenPage) -> None:
    page = open_page("/sequences", query={"wiring": "aligned", "weights": "random"})
    press(page, "More")
    press(page, "New weights (seed 1)")
    expect(page.get_by_role("button", name="New weights (seed 2)")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("slider", name="Inputs T_x").press("ArrowLeft")
    expect(graph(page).locator('.node[data-id="x.4"]')).to_have_count(0)
    expect_step(page, 13)
    track(page).focus()
    page.keyboard.press("ArrowLeft")
    expect_step(page, 12)
    expect(page).to_have_url(re.compile("step=12"))
    again = open_page(share(page, "step=12"))
    expect_step(again, 12)
    for node in ("x.1", "h.3", "y.2", "L.3", "total.1"):
        assert numbers(again, node) == numbers(page, node)


def test_a_lecturer_reads_the_notes_and_sees_every_wiring_whole(open_page: OpenPage) -> None:
    page = open_page("/sequences", query={"present": 1}, width=1280, height=720)
    expect(graph(page).locator('.node[data-id="total.1"] .frame')).to_be_visible()
    assert smallest_number(graph(page)) >= 18
    press(page, "Notes")
    expect(page.get_by_text("what this network cannot do")).to_be_visible()
    for wiring, written, last in (("sequence to sequence", "seq2seq", "s.4"), ("one to many", "one-many", "h.4")):
        choose(page, wiring)
        expect(page).to_have_url(re.compile(f"wiring={written}"))
        expect(graph(page).locator(f'.node[data-id="{last}"]')).to_be_visible()
        expect(graph(page).locator('.node[data-id="total.1"] .frame')).to_be_visible()
        wait_until_still(page)
        for node in ("total.1", "x.1"):
            box = graph(page).locator(f'.node[data-id="{node}"] .frame').bounding_box()
            assert box is not None
            assert box["y"] > 0
            assert box["y"] + box["height"] <= 720
