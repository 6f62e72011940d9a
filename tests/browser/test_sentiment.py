"""The lesson `sentiment` as a student and a lecturer walk through it, in a real Chromium."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import (
    card,
    choose,
    choose_answer,
    expect_step,
    go_on,
    graph,
    numbers,
    press,
    read_table,
    share,
    take_home,
    track,
)
from tests.notebooks import called_by_itself


def type_sentence(page: Page, text: str, name: str = "Sentence") -> None:
    field = page.get_by_role("textbox", name=name, exact=True)
    field.fill(text)
    field.press("Enter")


def test_a_student_predicts_steps_clicks_types_a_sentence_and_takes_the_numbers_home(open_page: OpenPage) -> None:
    page = open_page("/sentiment")
    expect_step(page, 1)
    assert numbers(page, "p.5") == ["?"]
    go_on(page)
    go_on(page)
    expect_step(page, 3)
    choose_answer(page, "not")
    expect(page.get_by_text("Not “not”.")).to_be_visible()
    expect_step(page, 5)
    assert float(numbers(page, "p.5")[0]) < 0.4
    go_on(page)
    expect(graph(page).locator('.node[data-id="r.4"]')).to_be_attached()

    graph(page).locator('.node[data-id="d.5"]').click()
    expect(card(page).get_by_text("What “good” did to the log-odds")).to_be_visible()
    graph(page).locator('.node[data-id="h.4"]').click()
    expect(card(page).get_by_text(re.compile(r"h at t = 4, unit \d+"))).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect_step(page, 4)

    type_sentence(page, "The zorb wasn't bad at all!")
    expect(graph(page).locator('.node[data-id="x.2"]')).to_contain_text("zorb")
    expect(graph(page).locator('.node[data-id="x.2"] .caption')).to_have_text("<unk>")
    expect(page.locator('[data-card="unknown"]')).to_contain_text("zorb")
    expect(page).to_have_url(re.compile("sentence="))

    notebook, table = take_home(page)
    called_by_itself(notebook)
    rows = read_table(table)
    assert [row["word"] for row in rows] == ["the", "zorb", "was", "n't", "bad", "at", "all", "."]
    assert rows[1]["known"] == "False"


def test_a_student_builds_a_sentence_from_the_words_that_are_offered(open_page: OpenPage) -> None:
    page = open_page("/sentiment")
    field = page.get_by_role("textbox", name="Sentence", exact=True)
    said = "the"
    press(page, "Build")
    press(page, "Start again")
    expect(field).to_have_value(said)
    for word in ("film", "was", "not"):
        press(page, word)
        said = f"{said} {word}"
        expect(field).to_have_value(said)
    expect(page.get_by_role("button", name="Remove last word", exact=True)).to_have_count(1)
    press(page, "Remove last word")
    expect(field).to_have_value("the film was")
    expect(graph(page).locator('.node[data-id="x.3"]')).to_contain_text("was")


def test_a_failure_is_one_click_away_and_the_bag_of_words_is_another(open_page: OpenPage) -> None:
    page = open_page("/sentiment", query={"sentence": "it was not only funny but also touching"})
    page.get_by_role("button", name=re.compile("(praise|blame)$")).first.click()
    said = page.get_by_role("textbox", name="Sentence", exact=True)
    expect(said).not_to_have_value("it was not only funny but also touching")
    words = said.input_value().split()
    expect(graph(page).locator('.node[data-id="x.1"]')).to_contain_text(words[0])
    choose(page, "bag of words")
    expect(page.get_by_text("Wrong: the bag of words")).to_be_visible()
    choose(page, "path")
    expect(graph(page).locator('.node[data-id="boundary.0"]')).to_be_attached()
    expect(page).to_have_url(re.compile("view=path"))


def test_a_shared_link_opens_the_same_numbers_at_the_same_step_in_a_fresh_session(open_page: OpenPage) -> None:
    page = open_page("/sentiment", query={"sentence": "dull 👍🏽", "compare": "another", "reader": "vanilla RNN"})
    type_sentence(page, "never dull", "Other sentence")
    expect(graph(page).locator('.node[data-id="other.2"]')).to_contain_text("dull")
    track(page).focus()
    page.keyboard.press("Home")
    expect_step(page, 1)
    expect(page).to_have_url(re.compile("step="))
    again = open_page(share(page, "step="))
    expect_step(again, 1)
    for node in ("p.1", "d.1", "u.1", "other.1"):
        assert numbers(again, node) == numbers(page, node)


def test_a_lecturer_goes_from_stop_to_stop_with_a_clicker(open_page: OpenPage) -> None:
    page = open_page("/sentiment", query={"present": 1}, width=1280, height=720)
    presses = 0
    for title in ("2 of 10", "3 of 10", "4 of 10", "5 of 10"):
        while not page.get_by_text(title).is_visible():
            page.keyboard.press("PageDown")
            page.wait_for_timeout(700)
            presses += 1
            assert presses < 25
    expect(graph(page).locator('.node[data-id="boundary.0"]')).to_be_attached()
