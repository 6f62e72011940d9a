"""The lesson `truncated-bptt` as a student and a lecturer walk through it, in a real Chromium."""

import re

from playwright.sync_api import Locator, Page, expect

from figures.numbers import signed
from lessons.truncated_bptt.model import windows
from rnn_core import presets
from tests.browser.conftest import OpenPage
from tests.browser.reader import choose, expect_step, graph, numbers, press, read_table, share, take_home, track
from tests.notebooks import called_by_itself

PATH = "/truncated-bptt"


def scissors(page: Page) -> Locator:
    return graph(page).locator(".edge.cut")


def test_a_student_predicts_steps_clicks_cuts_elsewhere_and_takes_the_numbers_home(open_page: OpenPage) -> None:
    page = open_page(PATH, query={"stop": "which"})
    expect_step(page, 10)
    expect(scissors(page)).to_have_attribute("data-id", "back.2")
    expect(page.get_by_role("cell", name="exact")).to_have_count(0)
    page.locator('[data-card="guide"] .choice').nth(2).click()
    expect(page.get_by_text("is right")).to_be_visible()
    expect(page.get_by_role("cell", name="exact")).to_have_count(4)
    expect(page.get_by_test_id("stSidebarNav").get_by_text("✓")).to_be_visible()

    found = windows.of(presets.hello_slide().run(), 2)
    assert numbers(page, "g.2") == [signed(value) for value in found.h[1, 0]]
    track(page).focus()
    page.keyboard.press("Home")
    expect_step(page, 1)
    for step in range(2, 6):
        page.keyboard.press("ArrowRight")
        expect_step(page, step)
    expect(page.get_by_role("status").filter(has_text="h₂ is carried over")).to_be_visible()

    graph(page).locator('[data-cell="g.2.1"]').first.click()
    expect(page.get_by_text("∂L/∂h₂[1], truncated")).to_be_visible()
    expect(page.get_by_text("what comes back from t = 3 does not arrive")).to_be_visible()

    slider = page.get_by_role("slider", name="Window k")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(scissors(page)).to_have_count(0)
    expect(page.get_by_role("cell", name="exact")).to_have_count(10)
    for t in range(1, 5):
        assert numbers(page, f"g.{t}") == numbers(page, f"f.{t}")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(scissors(page)).to_have_attribute("data-id", "back.2")

    notebook, table = take_home(page)
    called_by_itself(notebook)
    rows = read_table(table)
    assert [signed(float(row["dL/dh[1] cut"])) for row in rows] == [numbers(page, f"g.{t}")[0] for t in (1, 2, 3, 4)]


def test_scissors_are_dragged_and_moved_by_keys_and_the_numbers_follow(open_page: OpenPage) -> None:
    page = open_page(PATH, query={"stop": "which"})
    press(page, "Skip")
    table = page.get_by_test_id("stMarkdown").filter(has_text="cosine").get_by_role("table")
    with_2 = table.inner_text()
    handle, columns = graph(page).locator(".scissors").bounding_box(), [
        graph(page).locator(f'.node[data-id="h.{t}"]').bounding_box() for t in (2, 3)
    ]  # fmt: skip
    assert handle is not None
    assert columns[0] is not None
    assert columns[1] is not None
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + columns[1]["x"] - columns[0]["x"], y, steps=6)
    page.mouse.up()
    expect(page).to_have_url(re.compile("k=3"))
    expect(scissors(page)).to_have_attribute("data-id", "back.3")
    expect(table).not_to_have_text(with_2)
    found = windows.of(presets.hello_slide().run(), 3)
    expect(table).to_contain_text(signed(found.beside["cell.W_xh"].cosine, 3))
    graph(page).locator(".scissors").focus()
    page.keyboard.press("ArrowLeft")
    expect(page).not_to_have_url(re.compile(r"[?&]k="))
    expect(scissors(page)).to_have_attribute("data-id", "back.2")


def test_a_shared_link_opens_the_same_cut_at_the_same_step_in_a_fresh_session(open_page: OpenPage) -> None:
    page = open_page(PATH, query={"network": "random", "word": "hello hello", "k": 3, "view": "update"})
    expect(scissors(page)).to_have_count(3)
    track(page).focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect_step(page, 2)
    again = open_page(share(page, "step=2"))
    expect_step(again, 2)
    expect(scissors(again)).to_have_count(3)
    for node in ("h.2", "g.4", "f.4"):
        assert numbers(again, node) == numbers(page, node)


def test_the_race_is_bet_on_run_now_and_agrees_with_the_stored_run(open_page: OpenPage) -> None:
    page = open_page(PATH, query={"stop": "race"})
    drawing = page.locator(".curves svg").last
    expect(drawing.locator("text", has_text="k = 5")).to_have_count(0)
    press(page, "about three quarters")
    expect(page.get_by_text("Not “about three quarters”")).to_be_visible()
    expect(drawing.locator("text", has_text="k = 5")).to_have_count(1)
    choose(page, "25")
    press(page, "Run it now")
    expect(page.get_by_text(re.compile(r"[1-9]\d+ of 1000 training steps"))).to_be_visible(timeout=30_000)
    press(page, "Pause")
    expect(page.get_by_role("button", name="Run it now", exact=True)).to_be_visible()
    expect(page.get_by_text(re.compile("the same bits as|agrees with"))).to_be_visible()
    expect(drawing.locator("text", has_text="now")).to_have_count(1)

    notebook, _ = take_home(page)
    called_by_itself(notebook)


def test_the_guide_leads_from_the_memory_back_to_the_word(open_page: OpenPage) -> None:
    page = open_page(PATH, query={"stop": "memory"})
    expect_step(page, 11)
    press(page, "nearly all")
    expect(page.get_by_text("A truncated gradient loses no state")).to_be_visible()
    press(page, "Next: What to remember")
    expect(scissors(page)).to_have_count(1)


def test_a_lecturer_is_told_what_counts_as_a_constant(open_page: OpenPage) -> None:
    page = open_page(PATH, width=1280, height=720, query={"present": 1, "stop": "carry"})
    for step in range(5, 9):
        expect_step(page, step)
        page.keyboard.press("PageDown")
    expect(page.get_by_role("status").filter(has_text="h₂ counts as a constant")).to_be_visible()
