"""The lesson `gradient-flow` as a student and a lecturer walk through it, in a real Chromium."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import expect_step, press, read_table, take_home
from tests.browser.server import wait_until_settled
from tests.notebooks import called_by_itself

SMALL: dict[str, str | int | float] = {"stop": "not-enough", "units": 16, "length": 50, "count": 5}


def drawing(page: Page) -> Locator:
    found = page.locator(".curves .stage svg")
    expect(found.locator(".line").first).to_be_attached()
    return found


def median(page: Page) -> str:
    return drawing(page).locator(".line.gradient").get_attribute("d") or ""


def test_a_student_predicts_walks_clicks_drags_and_takes_the_numbers_home(open_page: OpenPage) -> None:
    page = open_page("/gradient-flow", query={"stop": "not-enough"})
    expect(drawing(page).locator(".asked").first).to_have_text("?")
    expect_step(page, 6)
    press(page, "it explodes")
    expect(page.get_by_text("Not “it explodes”")).to_be_visible()
    expect_step(page, 101)
    page.get_by_role("slider", name="Step", exact=True).focus()
    page.keyboard.press("ArrowLeft")
    expect_step(page, 100)

    box = drawing(page).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 0.3 * box["height"])
    expect(page.get_by_text(re.compile(r"The length of ∂L/∂h at t = \d+: network"))).to_be_visible()

    before, line = median(page), drawing(page).locator(".line.gradient")
    line.evaluate("line => { line.tagged = true; }")
    page.get_by_role("slider", name="Spectral radius ρ").focus()
    page.keyboard.press("ArrowRight")
    expect(line).not_to_have_attribute("d", before)
    assert line.evaluate("line => line.tagged")
    wait_until_settled(page)

    shared, shown = page.url, median(page)
    assert "rho=0.95" in shared
    notebook, table = take_home(page)
    called_by_itself(notebook)
    rows = read_table(table)
    assert len(rows) == 101
    assert float(rows[-1]["log10 network 1"]) == pytest.approx(0, abs=1e-12)

    query = dict(pair.split("=") for pair in shared.partition("?")[2].split("&"))
    again = open_page("/gradient-flow", query=query)
    expect(drawing(again).locator(".asked")).to_have_count(0)
    assert median(again) == shown


def test_dragged_past_each_other_the_sliders_go_together(open_page: OpenPage) -> None:
    page = open_page("/gradient-flow", query={**SMALL, "sigma": 1, "rho": 0.9})
    sigma = page.get_by_role("slider", name="σ_max")
    page.get_by_role("slider", name="Spectral radius ρ").focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    expect(sigma).to_have_value("1.2")
    sigma.focus()
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("slider", name="Spectral radius ρ")).to_have_value("0.7")


def test_the_twins_follow_the_threshold_and_mark_the_clipped_steps(open_page: OpenPage) -> None:
    page = open_page("/gradient-flow", query={"stop": "twins"})
    press(page, "only with clipping")
    expect(page.get_by_text("is right")).to_be_visible()
    marks = drawing(page).locator(".mark")
    expect(marks.first).to_be_attached()
    n_marks = marks.count()
    page.get_by_role("slider", name="Clip at θ").focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("slider", name="Clip at θ")).to_have_value("2.5")
    wait_until_settled(page)
    expect(marks).not_to_have_count(n_marks)
    expect(page).to_have_url(re.compile("clip=2.5"))
    called_by_itself(take_home(page)[0])


def test_on_the_cliff_a_click_sets_the_start_and_a_drag_turns_the_surface(open_page: OpenPage) -> None:
    page = open_page("/gradient-flow", query={"stop": "cliff"})
    expect_step(page, 12)
    surface = page.locator(".plot[data-painted] .drawing")
    expect(surface).to_be_visible()
    box = surface.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    eye = "drawing => drawing._fullLayout.scene._scene.getCamera().eye.x"
    before = surface.evaluate(eye)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 80, y, steps=4)
    page.mouse.up()
    page.wait_for_function(f"([drawing, x]) => ({eye})(drawing) !== x", arg=[surface.element_handle(), before])
    assert "w=" not in page.url
    page.mouse.move(x - 60, y - 60)
    page.mouse.click(x - 60, y - 62, delay=300)
    page.wait_for_url(re.compile(r"[?&]w=|[?&]b="))
    wait_until_settled(page)
    called_by_itself(take_home(page)[0])


def test_a_lecturer_uncovers_the_answer_and_meets_the_wall_with_one_key(open_page: OpenPage) -> None:
    page = open_page("/gradient-flow", query={"present": 1, "stop": "not-enough"}, width=1280, height=720)
    expect(drawing(page).locator(".veil")).to_have_count(1)
    expect_step(page, 6)
    page.keyboard.press("PageDown")
    expect(drawing(page).locator(".veil")).to_have_count(0)
    page.keyboard.press("PageDown")
    expect(page.get_by_text("7 of 10")).to_be_visible()
    for step in range(1, 13):
        expect_step(page, step)
        page.keyboard.press("PageDown")
    expect(page.get_by_text("8 of 10")).to_be_visible()
