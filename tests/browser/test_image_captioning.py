"""The lesson `image-captioning` as a student and a lecturer walk through it, in a real Chromium."""

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import (
    card,
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
from ui.shipped import MODELS

SLUG = "/image-captioning"


def box(page: Page, name: str) -> Locator:
    """A box of the figure."""
    return graph(page).locator(f'.node[data-id="{name}"]')


def sentence(page: Page) -> list[str]:
    """The words above the decoder's boxes."""
    return graph(page).locator('.node[data-id^="p."] .caption').all_text_contents()


def test_a_student_grades_steps_clicks_and_takes_the_sentence_home(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(SLUG, query={"stop": "sentence"})
    expect(box(page, "grade")).to_have_attribute("aria-label", re.compile("hidden"))
    said = sentence(page)
    assert len(said) > 1
    choose_answer(page, "without errors")
    expect(page.get_by_text("The answer is")).to_be_visible()
    expect(box(page, "grade")).not_to_have_attribute("aria-label", re.compile("hidden"))

    track(page).focus()
    page.keyboard.press("Home")
    expect_step(page, 1)
    expect(box(page, "v")).to_have_class(re.compile(r"\bdim\b"))
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(box(page, "v")).not_to_have_class(re.compile(r"\bdim\b"))
    page.keyboard.press("End")
    graph(page).locator('.node[data-id="h.2"] [data-cell]').first.dispatch_event("click")
    expect(card(page).get_by_text(re.compile(r"h at t = 2, unit \d+ of 160"))).to_be_visible()
    box(page, "map2.1").or_(graph(page).locator('.node[data-id^="map2."]')).first.click()
    expect(card(page).get_by_text(re.compile("its brightest place"))).to_be_visible()

    notebook, table = take_home(page)
    monkeypatch.chdir(MODELS)
    called_by_itself(notebook)
    assert [row["writes"].replace("<end>", ".") for row in read_table(table)] == said


def test_own_scene_is_composed_shared_and_opened_by_somebody_else(open_page: OpenPage) -> None:
    page = open_page(SLUG, query={"pictures": "my scene"})
    before = box(page, "picture").locator(".picture.seen").get_attribute("href")
    press(page, "Compose")
    page.get_by_role("combobox", name=re.compile("Who or what")).click()
    page.get_by_role("option", name="dog", exact=True).click()
    expect(page).to_have_url(re.compile("orange-dog"))
    expect(box(page, "picture")).not_to_have_attribute("aria-label", re.compile("cat"))
    page.keyboard.press("Escape")
    picture = box(page, "picture").locator(".picture.seen")
    expect(picture).to_have_count(1)
    assert picture.get_attribute("href") != before
    expect(page.get_by_text("this combination")).to_be_visible()
    again = open_page(share(page, "orange-dog"))
    expect(box(again, "v")).to_be_visible()
    assert sentence(again) == sentence(page)
    assert numbers(again, "p.1") == numbers(page, "p.1")


def test_a_picture_of_the_gallery_is_looked_at_and_opened(open_page: OpenPage) -> None:
    page = open_page(SLUG, query={"view": "grades"})
    expect(page.get_by_text("All held-out pictures")).to_be_visible()
    pictures = graph(page).locator('.node[data-id^="scene."]')
    expect(pictures.first).to_be_visible()
    name = pictures.first.get_attribute("data-id") or ""
    pictures.first.click()
    number = name.removeprefix("scene.")
    expect(page.get_by_text(f"No. {number}", exact=True)).to_be_visible()
    press(page, "Open it in the view write")
    expect(box(page, "v")).to_be_visible()
    if number != "1":
        expect(page).to_have_url(re.compile(f"number={number}"))


def test_a_file_of_one_s_own_is_described_and_a_broken_one_explained(open_page: OpenPage, tmp_path: Path) -> None:
    broken, photo = tmp_path / "broken.png", tmp_path / "photo.png"
    broken.write_bytes(b"no picture")
    noise = np.random.default_rng(1).integers(0, 256, (90, 160, 3)).astype(np.uint8)
    Image.fromarray(noise).save(photo)
    page = open_page(SLUG, query={"pictures": "upload"})
    expect(page.get_by_text("No picture was uploaded yet")).to_be_visible()
    press(page, "Upload")
    page.locator('input[type="file"]').set_input_files(broken)
    expect(page.get_by_text("The file is not a picture; PNG, JPEG")).to_be_visible()
    page.locator('input[type="file"]').set_input_files(photo)
    expect(page.get_by_text("Nobody wrote down the facts")).to_be_visible()
    expect(box(page, "picture")).to_have_attribute("aria-label", re.compile("of your own"))
    assert len(sentence(page)) > 1


def test_views_follow_each_other_without_an_error(open_page: OpenPage) -> None:
    page = open_page(SLUG)
    for view, first in (("beam", "b.0"), ("grades", None), ("features", "picture"), ("write", "v")):
        choose(page, view)
        if first:
            expect(box(page, first)).to_be_visible()
        else:
            expect(graph(page).locator('.node[data-id^="scene."]').first).to_be_visible()


def test_a_lecturer_ends_at_the_judge(open_page: OpenPage) -> None:
    page = open_page(SLUG, query={"present": 1}, width=1280, height=720)
    expect_step(page, 1)
    expect(box(page, "grade")).to_have_class(re.compile(r"\bdim\b"))
    expect(page.get_by_text("1 of 10")).to_be_visible()
    for _ in range(16):
        page.keyboard.press("PageDown")
        page.wait_for_timeout(700)
    expect(page.get_by_text("4 of 10")).to_be_visible()
    expect_step(page, 17)
    expect(box(page, "grade")).not_to_have_class(re.compile(r"\bdim\b"))


def test_a_phone_opens_with_the_picture_in_sight(open_page: OpenPage) -> None:
    page = open_page(SLUG, width=390, height=844, touch=True)
    expect(box(page, "picture")).to_be_in_viewport(ratio=0.9)
