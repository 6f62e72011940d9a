"""The curves component in a real Chromium: it is walked, read out, clicked, hidden and saved."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, Serve, Theme
from tests.browser.test_loss_curve import CROWDED, SMALLEST

HARNESS = Path(__file__).parent / "curves_harness.py"


@pytest.fixture(scope="module")
def base(serve: Serve) -> str:
    return serve(HARNESS)


def drawing(page: Page) -> Locator:
    found = page.locator(".curves .stage svg")
    expect(found.locator(".line").first).to_be_attached()
    return found


def track(page: Page) -> Locator:
    return page.locator(".curves").get_by_role("slider", name="Step")


def expect_step(page: Page, step: int) -> None:
    expect(track(page)).to_have_attribute("aria-valuenow", str(step))


def center(dot: Locator) -> tuple[float, float]:
    return float(dot.get_attribute("cx") or "nan"), float(dot.get_attribute("cy") or "nan")


def test_keys_walk_the_cursor_and_the_address_follows_without_the_server(open_page: OpenPage, base: str) -> None:
    page = open_page("/", base=base)
    dot = drawing(page).locator(".dot")
    start = center(dot)
    expect_step(page, 1)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect_step(page, 4)
    assert center(dot)[0] < start[0]
    assert center(dot)[1] > start[1]
    page.wait_for_url(re.compile("step=4"))
    page.keyboard.press("ArrowLeft")
    expect_step(page, 3)
    expect(page.get_by_text("runs 1")).to_be_visible()
    page.get_by_role("button", name="Jump", exact=True).click()
    expect_step(page, 1)


def test_a_link_opens_the_step_and_a_clicker_walks_when_presenting(open_page: OpenPage, base: str) -> None:
    page = open_page("/", base=base, query={"step": 40, "present": 1}, width=1280, height=720)
    drawing(page)
    expect_step(page, 40)
    page.keyboard.press("PageDown")
    expect_step(page, 41)
    page.keyboard.press("End")
    expect_step(page, 101)
    assert page.locator(".curves .stage").evaluate(SMALLEST) >= 18


def test_a_click_moves_the_cursor_and_tells_the_point(open_page: OpenPage, base: str) -> None:
    page = open_page("/", base=base)
    box = drawing(page).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_text(re.compile(r"selected median\.\d+"))).to_be_visible()
    chosen = page.get_by_text(re.compile("selected")).inner_text().rpartition(".")[2]
    expect_step(page, 101 - int(chosen))
    expect(drawing(page).locator(".ring")).to_have_count(1)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    expect(page.locator(".curves output")).to_have_text(re.compile(rf"^t = {chosen}: \S+$"))


def test_a_move_patches_the_same_elements_and_keeps_the_step(open_page: OpenPage, base: str) -> None:
    page = open_page("/", base=base, query={"step": 30})
    line = drawing(page).locator(".line.gradient")
    line.evaluate("line => { line.tagged = true; }")
    before = line.get_attribute("d")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(line).not_to_have_attribute("d", before or "")
    assert line.evaluate("line => line.tagged")
    expect_step(page, 30)


def test_what_a_veil_hides_is_not_on_the_page(open_page: OpenPage, base: str) -> None:
    page = open_page("/", base=base, query={"veil": 1})
    expect(drawing(page).locator(".label.asked")).to_have_text("?")
    box = drawing(page).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    expect(page.locator(".curves output")).to_have_text(re.compile("^t = 70: "))
    track(page).focus()
    page.keyboard.press("End")
    expect_step(page, 31)


def test_exact_zeros_fall_to_the_floor_and_what_lies_beyond_the_axis_is_cut(open_page: OpenPage, base: str) -> None:
    page = open_page("/", base=base, query={"fixture": "gallery"})
    expect(drawing(page).get_by_text("exactly 0")).to_be_visible()
    frame = drawing(page).bounding_box()
    assert frame is not None
    for line in drawing(page).locator(".line").all():
        numbers = re.findall(r"[ML]([\d.-]+) ([\d.-]+)", line.get_attribute("d") or "")
        assert all(0 <= float(y) <= frame["height"] for _, y in numbers)
    falls = drawing(page).locator(".line.gradient").get_attribute("d") or ""
    assert len(re.findall("M", falls)) == 2


@pytest.mark.parametrize("kind", ["SVG", "PNG"])
def test_the_figure_is_saved_with_its_legend(open_page: OpenPage, base: str, kind: str) -> None:
    page = open_page("/", base=base, query={"fixture": "stacked"})
    drawing(page)
    with page.expect_download() as found:
        page.get_by_role("button", name=f"Save the drawing as {kind}").click()
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


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
@pytest.mark.parametrize("fixture", ["walk", "beside", "stacked", "gallery"])
def test_everything_written_is_large_enough_and_has_its_place(
    open_page: OpenPage, base: str, theme: Theme, width: int, fixture: str
) -> None:
    page = open_page(
        "/", base=base, theme=theme, width=width, height=844 if width == 390 else 768, query={"fixture": fixture}
    )
    drawing(page)
    stage = page.locator(".curves .stage")
    assert stage.evaluate(SMALLEST) >= 12
    crowded = stage.evaluate(CROWDED)
    assert crowded["out"] <= 1
    assert crowded["touching"] == 0
