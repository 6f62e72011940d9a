"""The lesson `hello` as a student and a lecturer walk through it, in a real Chromium."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import (
    card,
    choose_answer,
    expect_step,
    go_on,
    graph,
    guide,
    numbers,
    press,
    read_table,
    share,
    skip,
    take_home,
    to_the_start,
    track,
)
from tests.browser.server import wait_until_settled, wait_until_still
from tests.notebooks import called_by_itself
from ui.registry import ready_lessons


def test_a_student_predicts_steps_clicks_trains_and_takes_the_numbers_home(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "scores"})
    expect_step(page, 5)
    assert set(numbers(page, "y.2")) == {"?"}
    assert set(numbers(page, "p.2")) == {"?"}

    choose_answer(page, "o")
    expect(guide(page).get_by_text("is right")).to_be_visible()
    expect_step(page, 6)
    assert numbers(page, "y.2") == ["0.5", "0.3", "−1.0", "1.2"]
    assert numbers(page, "p.2") == ["0.25", "0.20", "0.06", "0.50"]
    expect(page.get_by_test_id("stSidebarNav").get_by_text("✓")).to_be_visible()

    page.keyboard.press("ArrowRight")
    expect_step(page, 7)
    graph(page).locator('[data-cell="h.2.3"]').first.click()
    expect(card(page).get_by_text("h at t = 2, unit 3: how this number was made")).to_be_visible()
    expect(card(page).get_by_text("= tanh( 0.100 ) = 0.100")).to_be_visible()

    press(page, "One gradient step")
    expect(page.get_by_text("Loss after 1 step", exact=True)).to_be_visible()
    expect_step(page, 12)
    graph(page).locator('.node[data-id="y.2"]').evaluate("node => { node.tagged = true }")
    press(page, "Train")
    expect(page.get_by_text(re.compile(r"Loss after (1[0-9]|[2-9][0-9]) steps"))).to_be_visible(timeout=20_000)
    press(page, "Pause")
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible()
    assert graph(page).locator('.node[data-id="y.2"]').evaluate("node => node.tagged")
    assert float(numbers(page, "y.2")[2]) > 0 > float(numbers(page, "y.2")[0].replace("−", "-"))

    notebook, table = take_home(page)
    called_by_itself(notebook)
    rows = read_table(table)
    assert [f"{float(row['y[o]']):.2f}".replace("-", "−") for row in rows] == [
        numbers(page, f"y.{t}")[3] for t in (1, 2, 3, 4)
    ]


def test_a_shared_link_opens_the_same_numbers_at_the_same_step_in_a_fresh_session(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "guessing", "network": "random", "word": "abba", "hidden": 5})
    press(page, "One gradient step")
    expect(page.get_by_text("Loss after 1 step", exact=True)).to_be_visible()
    track(page).focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect_step(page, 2)
    path = share(page, "step=2")
    expect(page.get_by_role("dialog").get_by_role("img")).to_be_visible()
    assert "tape=1%400.1" in path

    again = open_page(path)
    expect_step(again, 2)
    expect(again.get_by_text("Loss after 1 step", exact=True)).to_be_visible()
    for node in ("h.1", "h.3", "y.2"):
        assert numbers(again, node) == numbers(page, node)


def test_the_network_writes_and_a_dragged_temperature_is_followed(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "writing"})
    expect_step(page, 16)
    expect(graph(page).locator('.edge[data-id="fed_back.1"]')).to_be_visible()
    before = numbers(page, "p.1")
    slider = page.get_by_role("slider", name="Temperature")
    slider.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("temperature=2"))
    assert numbers(page, "p.1") != before
    press(page, "Start values")
    expect(guide(page).get_by_text("1 of 10")).to_be_visible()


def test_playing_training_and_the_address_agree_after_pause(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "guessing"})
    press(page, "Train")
    title = page.locator("[data-card] h6").filter(has_text="Loss")
    expect(title).to_have_text(re.compile(r"^Loss after \d{2} steps$"), timeout=20_000)
    press(page, "Pause")
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible()
    wait_until_settled(page)
    steps = int(re.findall(r"\d+", title.inner_text())[0])
    expect(page).to_have_url(re.compile(f"tape={steps}%400.1"))
    expect_step(page, 12)


def test_a_lecturer_reads_a_note_trains_and_leaves(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"present": 1, "stop": "guessing"}, width=1280, height=720)
    expect(guide(page).get_by_text("6 of 10")).to_be_visible()
    press(page, "Notes")
    expect(page.get_by_text("The slide prints numbers, not weights.").first).to_be_visible()
    press(page, "One gradient step")
    expect_step(page, 12)
    press(page, "Leave")
    expect(guide(page).get_by_text("Guide · 6 of 10")).to_be_visible()


def test_the_clicker_goes_through_the_steps_of_a_stop_then_to_the_next_and_back(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"present": 1}, width=1280, height=720)
    expect_step(page, 1)
    for title in ("2 of 10", "3 of 10"):
        page.keyboard.press("PageDown")
        expect(guide(page).get_by_text(title)).to_be_visible()
    expect_step(page, 2)
    for step in (3, 4, 5):
        page.keyboard.press("PageDown")
        expect_step(page, step)
    page.keyboard.press("PageDown")
    expect(guide(page).get_by_text("4 of 10")).to_be_visible()
    page.keyboard.press("PageDown")
    expect_step(page, 6)
    expect(guide(page).get_by_text("The answer is")).to_be_visible()


def test_arrow_keys_step_after_a_click_on_a_button_but_not_while_typing(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "scores"})
    skip(page)
    expect(guide(page).get_by_text("The answer is")).to_be_visible()
    expect_step(page, 6)
    page.keyboard.press("ArrowRight")
    expect_step(page, 7)
    press(page, "One gradient step")
    expect_step(page, 12)
    page.keyboard.press("ArrowLeft")
    expect_step(page, 11)
    page.get_by_role("textbox", name="Word").click()
    page.keyboard.press("ArrowLeft")
    expect_step(page, 11)


def test_the_proof_is_computed_when_asked_and_readable_at_once(open_page: OpenPage) -> None:
    page = open_page("/hello")
    page.get_by_role("button", name="Proof").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(re.compile("Largest relative error.*10⁻"))).to_be_in_viewport()
    expect(dialog.get_by_text("cell.W_hh")).to_be_in_viewport()


def test_a_presenter_s_figure_gives_nothing_away_by_color_either(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"present": 1, "network": "random", "hidden": 12})
    wait_until_still(page)
    to_the_start(page)
    for _ in range(4):
        page.keyboard.press("PageDown")
    expect_step(page, 5)
    reached, ahead = (graph(page).locator(f'.node[data-id="h.{t}"] .heat') for t in (2, 3))
    expect(reached.first).to_be_visible()
    expect(ahead.first).to_be_hidden()
    for _ in range(3):
        page.keyboard.press("PageDown")
    expect_step(page, 8)
    expect(ahead.first).to_be_visible()


def test_the_map_starts_at_its_first_lesson(open_page: OpenPage) -> None:
    page = open_page("/")
    page.get_by_role("link", name=re.compile("Start here")).click()
    expect(page).to_have_url(re.compile(f"/{ready_lessons()[0].slug}$"))


def test_the_map_leads_to_the_lesson_and_shows_its_tick(open_page: OpenPage) -> None:
    page = open_page("/")
    page.get_by_test_id("stMain").locator('a.lesson[href="hello"]').click()
    expect(page).to_have_url(re.compile("/hello$"))
    for _ in range(3):
        go_on(page)
    choose_answer(page, "e")
    expect(guide(page).get_by_text("Not “e”")).to_be_visible()
    page.get_by_role("link", name="The map").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("unrolled")
    expect(page.get_by_test_id("stMain").get_by_text("✓")).to_be_visible()


def test_choices_survive_going_to_the_map_and_back(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"network": "random", "word": "abba", "seed": 3})
    first = numbers(page, "h.1")
    page.get_by_role("link", name="The map").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("unrolled")
    page.get_by_test_id("stSidebarNav").get_by_text("Predicting").click()
    expect(page.get_by_role("textbox", name="Word")).to_have_value("abba")
    wait_until_settled(page)
    assert numbers(page, "h.1") == first
    assert "seed=3" in page.url


def test_silly_input_gets_a_message_and_loses_nothing(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"network": "random", "seed": 4})
    first = numbers(page, "h.1")
    box = page.get_by_role("textbox", name="Word")
    for silly, message in (("", "too short"), ("x" * 500, "too long"), ("🇩🇪", "too short")):
        box.fill(silly)
        box.press("Enter")
        expect(page.get_by_text(message)).to_be_visible()
        assert numbers(page, "h.1") == first
    box.fill("👩‍👩‍👧é<b>")
    box.press("Enter")
    expect(page.get_by_text("too short")).to_have_count(0)
    expect(graph(page).get_by_text("<", exact=True).first).to_be_attached()
