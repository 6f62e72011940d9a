"""The lesson `text-generation` as a student and a lecturer use it, in a real Chromium."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import choose_answer, expect_step, go_on, guide, press, read_table, share, take_home, track
from tests.notebooks import called_by_itself

CHECKPOINT = re.compile(r"^After [1-9]\d* training steps$")
FURTHER = re.compile(r"^step (?!400,)[4-9]\d\d, batch")


def letters(page: Page) -> Locator:
    """The colored text."""
    return page.locator(".letters")


def drawn(page: Page) -> str:
    """The text as it is drawn."""
    expect(letters(page).locator(".letter").first).to_be_attached()
    return "".join(letters(page).locator("text.letter").all_text_contents())


def click_letter(page: Page, place: int) -> None:
    """Click the letter at a place of the text, counted from 0."""
    letters(page).locator("rect.plate").nth(place).click(force=True)


def write(page: Page, text: str) -> None:
    """Type a text of one's own and have it read."""
    field = page.get_by_role("textbox", name="Text (yours: type here)")
    field.fill(text)
    field.press("Control+Enter")


def test_a_student_answers_steps_clicks_types_and_takes_the_numbers_home(open_page: OpenPage) -> None:
    page = open_page("/text-generation", query={"stop": "read"})
    expect(letters(page).locator("text.sign", has_text="?").first).to_be_attached()
    step = int(track(page).get_attribute("aria-valuenow") or 0)
    choose_answer(page, "It falls again by as much")
    expect_step(page, step + 1)
    expect(guide(page)).to_contain_text("Not “It falls again by as much”")
    page.keyboard.press("ArrowLeft")
    expect_step(page, step)

    click_letter(page, 2)
    expect_step(page, 3)
    expect(page.get_by_text(re.compile(r"C₃\[\d+\] after"))).to_be_visible()
    letters(page).locator("rect.guess.right").first.click(force=True)
    expect(page.get_by_text(re.compile("how likely"))).to_be_visible()

    write(page, 'save("a( É", [3])')
    expect(letters(page).locator("text.letter.strange")).to_have_text("É")
    expect(page.get_by_text(re.compile("Not in the network's vocabulary"))).to_be_visible()
    notebook, table = take_home(page)
    called_by_itself(notebook)
    rows = read_table(table)
    assert "".join(row["symbol"] for row in rows).replace("␣", " ") == '⏎save("a( ", [3])'


def test_a_shared_link_opens_the_same_text_and_numbers_in_a_fresh_session(open_page: OpenPage) -> None:
    page = open_page("/text-generation", query={"view": "read", "cell": "unit 7"})
    write(page, "a = [1,\n2]")
    expect(letters(page).locator("text.letter")).to_have_count(11)
    again = open_page(share(page, "text="))
    assert drawn(again) == drawn(page) == "⏎a = [1,⏎2]"
    for kind in ("rect.bar", "text.sign"):
        expect(again.locator(f".letters {kind}")).to_have_count(page.locator(f".letters {kind}").count())
    heights = [[bar.get_attribute("height") for bar in each.locator(".letters rect.bar").all()]
               for each in (page, again)]  # fmt: skip
    assert heights[0] == heights[1]


def test_a_student_writes_with_another_temperature(open_page: OpenPage) -> None:
    page = open_page("/text-generation", query={"view": "write", "begin": "print("})
    first = drawn(page)
    assert first.startswith("⏎print(")
    slider = page.get_by_role("slider", name="Temperature τ")
    slider.focus()
    for _ in range(5):
        slider.press("ArrowRight")
    expect(page).to_have_url(re.compile("temperature=1.2"))
    assert drawn(page) != first


def test_a_student_predicts_what_stays_hard_and_goes_on_from_the_recorded(open_page: OpenPage) -> None:
    page = open_page("/text-generation")
    expect_step(page, 1)
    go_on(page)
    expect_step(page, 2)
    lower = page.locator(".curves text.label.asked")
    expect(lower).to_have_count(1)
    choose_answer(page, "first letters of words")
    expect(lower).to_have_count(0)
    expect(guide(page)).to_contain_text("is right")
    press(page, "Train")
    expect(page.get_by_text(FURTHER)).to_be_visible()
    press(page, "Pause")
    expect(page.get_by_text("Paused.")).to_be_visible()
    press(page, "Start over")
    expect(page.get_by_text("Nothing is trained yet.")).to_be_visible()
    press(page, "Show the recorded run")
    expect(page.get_by_text("After 400 training steps")).to_be_visible()


def test_a_student_predicts_what_the_dice_decide(open_page: OpenPage) -> None:
    page = open_page("/text-generation", query={"stop": "write"})
    expect(letters(page).locator("text.sign", has_text="?").first).to_be_attached()
    choose_answer(page, "first letters of words")
    expect(guide(page)).to_contain_text("characters begin a word")
    expect(letters(page).locator("text.sign", has_text="?")).to_have_count(0)


def test_a_student_trains_forks_and_looks_inside(open_page: OpenPage) -> None:
    page = open_page("/text-generation", query={"view": "train", "size": 16})
    press(page, "Train")
    expect(page.get_by_text(CHECKPOINT)).to_be_visible(timeout=60_000)
    press(page, "Pause")
    expect(page.get_by_text("Paused.")).to_be_visible()
    link = share(page, "trained=0%3A")
    page.keyboard.press("Escape")
    reached = page.get_by_text(CHECKPOINT).inner_text()
    press(page, "Go on from here, η = 0.01")
    expect(page.get_by_text(re.compile(r"held out 2"))).to_be_attached(timeout=30_000)
    press(page, "Pause")
    press(page, "Look inside")
    expect(page.get_by_text("Units of your network")).to_be_visible()
    expect(letters(page).locator("rect.plate").first).to_be_attached()

    again = open_page(link)
    expect(again.get_by_text(reached)).to_be_visible(timeout=60_000)
    expect(again.get_by_text("Paused.")).to_be_visible(timeout=60_000)
    notebook, _ = take_home(again)
    assert "held_out_bits" in called_by_itself(notebook)


def test_a_student_learns_a_text_of_their_own(open_page: OpenPage) -> None:
    page = open_page("/text-generation", query={"view": "train", "size": 16})
    press(page, "Your text …")
    field = page.get_by_label("Paste it here")
    field.fill("too short")
    field.press("Control+Enter")
    expect(page.get_by_text(re.compile("too short: 9 characters"))).to_be_visible()
    field.fill("Grün ist die Wiese, blau ist der See. " * 12)
    field.press("Control+Enter")
    press(page, "Learn this text")
    expect(page.get_by_text(re.compile("The text is not in the link"))).to_be_visible()
    press(page, "Train")
    expect(page.get_by_text(CHECKPOINT)).to_be_visible(timeout=60_000)
    press(page, "Pause")


def test_a_student_uploads_a_text_as_an_old_editor_saved_it_and_is_told_how_it_was_read(
    open_page: OpenPage, tmp_path: Path
) -> None:
    text = "Grün ist die Wiese, blau ist der See. " * 12
    page = open_page("/text-generation", query={"view": "train", "size": 16})
    for encoding, name in (("cp1252", "Windows-1252"), ("utf-16", "UTF-16")):
        file = tmp_path / f"{encoding}.txt"
        file.write_bytes(text.encode(encoding))
        press(page, "Your text …")
        page.locator('input[type="file"]').set_input_files(file)
        expect(page.get_by_text(f"read as {name}")).to_be_visible()
        press(page, "Learn this text")
        expect(page.get_by_text(re.compile("^45[56] characters, 18 different")).first).to_be_visible()


def test_a_lecturer_walks_through_the_checkpoints_and_on_to_the_text(open_page: OpenPage) -> None:
    page = open_page("/text-generation", query={"present": 1, "stop": "words"}, width=1280, height=720)
    expect(guide(page)).to_contain_text("3 of 10")
    for step in range(2, 10):
        page.keyboard.press("PageDown")
        expect_step(page, step)
    page.keyboard.press("PageDown")
    expect(guide(page)).to_contain_text("4 of 10")
    expect(letters(page).locator("text.letter").nth(1)).to_have_text("p")
