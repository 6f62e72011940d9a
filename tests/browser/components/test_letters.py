"""A text in colored cells alone on a page: walked, chosen, read out, saved."""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.components.conftest import OpenStage
from tests.browser.components.stage import LettersStage

TEXT = "ab⏎cab"
SYMBOLS = ("a", "b", "c", "⏎")


def letters(veil_after: int | None = None) -> dict[str, Any]:
    """The data of a short text of two lines."""
    tokens = [SYMBOLS.index(sign) for sign in TEXT]
    guesses = [[[(token + 1) % 4, 0.6], [token, 0.3], [3, 0.1]] for token in tokens]
    return {
        "title": "A text",
        "alt": "a text",
        "unit": "C[1]",
        "reads": "reads",
        "bets": "bets on",
        "ranks": 3,
        "scale": 1.0,
        "scale_text": ["+1.0", "−1.0"],
        "symbols": list(SYMBOLS),
        "characters": list(TEXT),
        "ends": [2],
        "times": [1, 2, 3, 4, 5, 6],
        "given": 0,
        "values": [0.5, -0.5, 0.25, -1.0, 1.0, 0.0],
        "guesses": guesses,
        "follows": [*tokens[1:], -1],
        "steps": [{"text": f"t = {t + 1}", "at": t} for t in range(6)],
        "start": 0,
        "start_token": "",
        "veil_after": veil_after,
        "selected": "c.1",
        "highlight": [],
        "present": False,
        "main": True,
        "home": None,
        "scenes": False,
    }


def letter(h: LettersStage, place: int) -> Locator:
    """The symbol at a place of the text, from 0."""
    return h.drawing.locator(".letter").nth(place)


def test_keys_walk_the_text_and_go_from_line_to_line(open_stage: OpenStage) -> None:
    h = open_stage(LettersStage, letters())
    h.drawing.focus()
    h.press("ArrowRight")
    h.at(2)
    h.press("ArrowDown")
    h.at(5)
    h.press("ArrowUp", "Enter")
    h.at(2)
    h.selected("c.2")


def test_a_click_on_a_symbol_chooses_it_and_the_walk_goes_there(open_stage: OpenStage) -> None:
    h = open_stage(LettersStage, letters())
    letter(h, 4).click(force=True)
    h.at(5)
    h.selected("c.5")
    expect(h.drawing.locator(".ring")).to_have_count(2)
    expect(h.root.locator("output")).to_have_text("C[1] = 1.000 after “a” at t = 5")


def test_an_open_question_hides_colors_and_bets(open_stage: OpenStage) -> None:
    h = open_stage(LettersStage, letters(veil_after=1))
    shades = [plate.get_attribute("class") for plate in h.drawing.locator(".plate").all()]
    assert shades == ["plate positive", "plate negative", *["plate empty"] * 4]
    letter(h, 4).hover(force=True)
    expect(h.root.locator("output")).to_have_text("t = 5, “a”: the question is open")


@pytest.mark.parametrize("kind", ["SVG", "PNG"])
def test_a_text_is_saved(open_stage: OpenStage, kind: str) -> None:
    h = open_stage(LettersStage, letters())
    with h.page.expect_download() as found:
        h.button(f"Save the drawing as {kind}").click()
    assert found.value.suggested_filename == f"a-text.{kind.lower()}"
    content = found.value.path().read_bytes()
    assert len(content) > 3000
