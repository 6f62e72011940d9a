"""Curves alone on a page: walked, read out, clicked, hidden, saved, and written large enough."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from figures import curve_data
from figures.curves import Curves, loss_curve
from tests.browser.components.conftest import OpenStage
from tests.browser.components.stage import CurvesStage
from tests.browser.conftest import Theme
from tests.browser.curves_harness import beside, gallery, walk
from tests.browser.test_loss_curve import CROWDED, SMALLEST
from ui import character_model

HELLO = character_model.Choice("random", "hello", 3, 1)


def main_figure(curves: Curves, *, present: bool = False) -> dict[str, Any]:
    """The data of a lesson's main figure."""
    settings = {"fills": True, "least": 300, "most": 620, "bar": True, "main": True, "home": None}
    return {**curve_data.as_data(curves), **settings, "present": present, "scenes": False}


def card(curves: Curves) -> dict[str, Any]:
    """The data of curves in a card."""
    settings = {"height_px": 130, "bar": False, "main": False, "home": None, "present": False}
    return {**curve_data.as_data(curves), **settings}


FIXTURES = {
    "walk": lambda: walk(-1.0, 0, veil=False),
    "beside": lambda: beside(side=True),
    "stacked": lambda: beside(side=False),
    "gallery": gallery,
}


def dot(h: CurvesStage) -> tuple[float, float]:
    """Where the cursor's dot stands."""
    found = h.drawing.locator(".dot")
    return float(found.get_attribute("cx") or "nan"), float(found.get_attribute("cy") or "nan")


def output(h: CurvesStage) -> Locator:
    """What is read out."""
    return h.root.locator("output")


def test_keys_walk_the_cursor_and_the_address_follows(open_stage: OpenStage) -> None:
    h = open_stage(CurvesStage, main_figure(walk(-1.0, 0, veil=False)))
    start = dot(h)
    h.at(1)
    h.press(*["ArrowRight"] * 3)
    h.at(4)
    assert dot(h)[0] < start[0]
    assert dot(h)[1] > start[1]
    h.page.wait_for_url(re.compile("step=4"))
    h.press("ArrowLeft")
    h.at(3)
    assert h.sent("selected") == []
    h.show(**main_figure(walk(-1.0, 1, veil=False)))
    h.at(1)


def test_a_link_opens_the_step_and_a_clicker_walks_when_presenting(open_stage: OpenStage) -> None:
    data = main_figure(walk(-1.0, 0, veil=False), present=True)
    h = open_stage(CurvesStage, data, "step=40", width=1280, height=720)
    h.at(40)
    h.press("PageDown")
    h.at(41)
    h.press("End")
    h.at(101)
    assert h.root.locator(".stage").evaluate(SMALLEST) >= 18


def test_a_click_moves_the_cursor_and_tells_the_point(open_stage: OpenStage) -> None:
    h = open_stage(CurvesStage, main_figure(walk(-1.0, 0, veil=False)))
    box = h.drawing.bounding_box()
    assert box is not None
    h.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    line, _, chosen = h.sent("selected")[-1]["id"].rpartition(".")
    assert line == "median"
    h.at(101 - int(chosen))
    expect(h.drawing.locator(".ring")).to_have_count(1)
    h.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    expect(output(h)).to_have_text(re.compile(rf"^t = {chosen}: \S+$"))


def test_a_move_patches_the_same_elements_and_keeps_the_step(open_stage: OpenStage) -> None:
    h = open_stage(CurvesStage, main_figure(walk(-1.0, 0, veil=False)), "step=30")
    line = h.drawing.locator(".line.gradient")
    line.evaluate("line => { line.tagged = true; }")
    before = line.get_attribute("d")
    h.show(**main_figure(walk(-1.5, 0, veil=False)))
    expect(line).not_to_have_attribute("d", before or "")
    assert line.evaluate("line => line.tagged")
    h.at(30)


def test_what_a_veil_hides_is_not_on_the_page(open_stage: OpenStage) -> None:
    h = open_stage(CurvesStage, main_figure(walk(-1.0, 0, veil=True)))
    expect(h.drawing.locator(".label.asked")).to_have_text("?")
    box = h.drawing.bounding_box()
    assert box is not None
    h.page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    expect(output(h)).to_have_text(re.compile("^t = 70: "))
    h.track.focus()
    h.press("End")
    h.at(31)


def test_exact_zeros_fall_to_the_floor_and_what_lies_beyond_the_axis_is_cut(open_stage: OpenStage) -> None:
    h = open_stage(CurvesStage, main_figure(gallery()))
    expect(h.drawing.get_by_text("exactly 0")).to_be_visible()
    frame = h.drawing.bounding_box()
    assert frame is not None
    for line in h.drawing.locator(".line").all():
        numbers = re.findall(r"[ML]([\d.-]+) ([\d.-]+)", line.get_attribute("d") or "")
        assert all(0 <= float(y) <= frame["height"] for _, y in numbers)
    falls = h.drawing.locator(".line.gradient").get_attribute("d") or ""
    assert len(re.findall("M", falls)) == 2


@pytest.mark.parametrize("kind", ["SVG", "PNG"])
def test_the_figure_is_saved_with_its_legend(open_stage: OpenStage, kind: str) -> None:
    h = open_stage(CurvesStage, main_figure(beside(side=False)))
    with h.page.expect_download() as found:
        h.button(f"Save the drawing as {kind}").click()
    content = Path(found.value.path()).read_bytes()
    assert found.value.suggested_filename == f"twins.{kind.lower()}"
    if kind == "SVG":
        text = content.decode()
        assert "clipped step" in text
        assert "nan" not in text.lower()
        assert text.count("<path") > 5
    else:
        assert content.startswith(b"\x89PNG")
        assert len(content) > 10_000


@cache
def losses(rate: float, steps: int) -> tuple[float, ...]:
    """The losses of a network that learns "hello"."""
    return character_model.replay(HELLO, ((rate, steps),)).losses


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("figure", [*FIXTURES, "1@0.1", "40@0.1", "200@0.3", "3000@0.3"])
def test_everything_written_is_large_enough_and_has_its_place(open_stage: OpenStage, theme: Theme, figure: str) -> None:
    steps, at, rate = figure.partition("@")
    if at:
        curve = loss_curve(losses(float(rate), int(steps)), guessing=1.386)
        h = open_stage(CurvesStage, card(curve), theme=theme)
    else:
        h = open_stage(CurvesStage, main_figure(FIXTURES[figure]()), theme=theme)
    stage = h.root.locator(".stage")
    for width in (1366, 390):
        h.page.set_viewport_size({"width": width, "height": 844 if width == 390 else 768})
        if at and width == 1366:  # a card is a narrow column on a wide window
            h.page.locator("main").evaluate("main => { main.style.width = '329px'; }")
        h.resized(width)
        assert stage.evaluate(SMALLEST) >= 12
        crowded = stage.evaluate(CROWDED)
        assert crowded["out"] <= 1
        assert crowded["touching"] == 0


def test_pointer_and_arrow_keys_read_a_curve_without_steps(open_stage: OpenStage) -> None:
    h = open_stage(CurvesStage, card(loss_curve((1.5, 1.25, 1.0, 0.5), guessing=1.386)))
    box = h.drawing.bounding_box()
    assert box is not None
    expect(output(h)).to_have_text("")
    h.page.mouse.move(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    expect(output(h)).to_have_text("after 3 steps: 0.500 nats")
    h.page.mouse.move(box["x"] + 2, box["y"] + box["height"] / 2)
    expect(output(h)).to_have_text("after 0 steps: 1.500 nats")
    h.page.mouse.move(box["x"] + 2, box["y"] + box["height"] + 200)
    expect(output(h)).to_have_text("")
    h.drawing.focus()
    for key, found in (("Home", "0 steps"), ("ArrowRight", "1 step"), ("End", "3 steps")):
        h.press(key)
        expect(output(h)).to_have_text(re.compile(f"^after {found}: "))
    h.press("ArrowLeft")
    expect(output(h)).to_have_text(re.compile("^after 2 steps: "))
    h.press("Escape")
    expect(output(h)).to_have_text("")
