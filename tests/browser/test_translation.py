"""The lesson `translation` as a student and a lecturer walk through it, in a real Chromium."""

import re

from playwright.sync_api import Page, expect

from lessons.translation.model.sentence import LECTURE
from lessons.translation.model.translated import searched, translated
from tests.browser.conftest import OpenPage
from tests.browser.reader import (
    bottom,
    card,
    choose,
    choose_answer,
    curves,
    drawn_size,
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

SHOWN = translated("plain", LECTURE)
STEPS = len(LECTURE.split()) + 1 + len(SHOWN.trace.tokens)


def sentence(page: Page, text: str) -> None:
    """Type a sentence of one's own."""
    field = page.get_by_role("textbox", name="English sentence")
    field.fill(text)
    field.press("Enter")


def test_a_student_exchanges_vectors_builds_a_sentence_and_takes_the_numbers_home(open_page: OpenPage) -> None:
    page = open_page("/translation")
    expect_step(page, len(LECTURE.split()))
    assert numbers(page, "y.1")[0] == "?"
    go_on(page)
    go_on(page)
    expect(page.get_by_text("right in all 7 words")).to_be_visible()
    assert numbers(page, "y.3")[0] == SHOWN.trace.written[2]
    graph(page).locator('.node[data-id="y.3"] text[data-cell]').first.click()
    expect(card(page).get_by_text("score (logit) and softmax over")).to_be_visible()

    go_on(page)
    choose_answer(page, "ils vont manger deux gâteaux")
    expect(page.get_by_text("is right").first).to_be_visible()
    assert numbers(page, "y.1")[0] == "ils"
    press(page, "More")
    choose(page, "this sentence")
    page.keyboard.press("Escape")

    sentence(page, "i see the red cat and")
    expect(graph(page).locator('.node[data-id="x.5"]')).to_contain_text("cat")
    page.get_by_role("combobox", name="Next word").click()
    page.get_by_role("option", name="she", exact=True).click()
    expect(page.get_by_role("textbox", name="English sentence")).to_have_value("i see the red cat and she")
    sentence(page, "i see the red cat and she likes me")
    expect(graph(page).locator('.node[data-id="x.9"]')).to_contain_text("me")
    choose(page, "attention")
    expect(graph(page).locator('.node[data-id="a.9"]')).to_be_attached()
    expect(page.get_by_text("right in all 9 words")).to_be_visible()

    notebook, table = take_home(page)
    names = called_by_itself(notebook)
    words = [row["word"] for row in read_table(table)]
    assert names["written"] == words


def test_a_shared_link_opens_the_same_sentence_map_and_step_in_a_fresh_session(open_page: OpenPage) -> None:
    page = open_page("/translation", query={"network": "attention", "view": "map", "sentence": "i like the cat"})
    track(page).focus()
    page.keyboard.press("Home")
    expect_step(page, 1)
    expect(page).to_have_url(re.compile("step="))
    again = open_page(share(page, "step="))
    expect_step(again, 1)
    for row in ("a.1", "a.4", "y.4"):
        assert numbers(again, row) == numbers(page, row)


def test_the_other_views_are_drawn_and_answer_a_click(open_page: OpenPage) -> None:
    page = open_page("/translation", query={"view": "length"})
    expect(curves(page)).to_contain_text("attention")
    page.get_by_role("button", name=re.compile("^2 clauses: ")).click()
    expect(page.get_by_text("1 word wrong, 1 missing")).to_be_visible()
    choose(page, "beam")
    graph(page).locator('.node[data-id="b.1"]').first.click()
    expect(card(page).get_by_text("log P = their sum")).to_be_visible()


def test_a_word_that_no_network_saw_is_read_as_unknown_with_what_was_typed_under_it(open_page: OpenPage) -> None:
    page = open_page("/translation", query={"stop": "write"})
    sentence(page, "She doesn't see zebras")
    expect(page.get_by_text(re.compile("“zebras” is a word that the network never saw")).first).to_be_visible()
    expect(graph(page).locator('.node[data-id="x.5"]')).to_contain_text("<unk>")
    expect(graph(page)).to_contain_text("zebras")


def test_a_lecturer_uncovers_the_sentence_and_exchanges_its_vector(open_page: OpenPage) -> None:
    page = open_page("/translation", query={"present": 1, "stop": "write"}, width=1280, height=720)
    last = graph(page).locator(f'.node[data-id="y.{len(SHOWN.trace.tokens)}"] .caption')
    expect(last).to_be_hidden()
    for step in range(len(LECTURE.split()) + 3, STEPS + 1):
        page.keyboard.press("PageDown")
        expect_step(page, step)
    expect(last).to_be_visible()
    page.keyboard.press("PageDown")
    expect(page.get_by_text("4 of 10")).to_be_visible()
    expect(graph(page)).to_contain_text("another sentence")
    assert drawn_size(graph(page).locator('.node[data-id="x.1"] text[data-cell]').first) >= 18
    assert bottom(graph(page)) <= 720


def test_the_beam_opens_at_the_end_of_the_best_path(open_page: OpenPage) -> None:
    page = open_page("/translation", query={"view": "beam"})
    best = searched("plain", LECTURE, 3).best
    expect(graph(page).locator(f'.node[data-id="b.{best}"]')).to_be_in_viewport(ratio=0.9)
