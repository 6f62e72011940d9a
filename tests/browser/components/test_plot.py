"""Charts that Plotly draws in our frame: walked, turned, zoomed, read out, clicked, saved, with and without WebGL."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from figures import plot
from figures.columns import View
from figures.plot import Plot
from lessons.gradient_flow.figure import surface
from rnn_core.studies import clipped_descent
from tests.browser.components.conftest import OpenStage
from tests.browser.components.stage import PlotStage

FRAME = {"most": 640, "present": False, "main": True, "home": None, "scenes": False, "places": True}
CAMERA = "drawing => drawing._fullLayout.scene._scene.getCamera().eye"
NO_WEBGL = """() => {
    const get = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
        return kind.includes('webgl') ? null : get.call(this, kind, ...more);
    };
}"""


@pytest.fixture(scope="module")
def cliff_data() -> dict[str, Any]:
    """The surface of the lesson on gradients, with its two walks."""
    free, clipped = (
        clipped_descent.descend((1.7, -0.25), learning_rate=0.1, n=20, threshold=threshold) for threshold in (None, 0.5)
    )
    return {**plot.as_data(surface.plot(free, clipped, 0.1, 0.5, View())), **FRAME}


@pytest.fixture(scope="module")
def chart_data() -> dict[str, Any]:
    """Two lines of five points; those of the second have names."""
    x = np.arange(5.0)
    one = {"type": "scatter", "name": "one", "x": x, "y": x, "line": {"color": "color:output"}}
    two = {"type": "scatter", "name": "two", "x": x, "y": x[::-1].copy(), "customdata": [f"two.{k}" for k in range(5)]}
    return {**plot.as_data(Plot("Two lines", "two lines cross", [one, two], {"showlegend": True})), **FRAME}


def painted(h: PlotStage, times: int = 1) -> None:
    """Wait until the chart has been painted so often."""
    h.page.wait_for_function(
        "([root, times]) => Number(root.dataset.painted ?? 0) >= times", arg=[h.root.element_handle(), times]
    )


def paintings(h: PlotStage) -> int:
    return int(h.root.get_attribute("data-painted") or 0)


def settled(h: PlotStage) -> None:
    """Wait until no painting has been added for a while."""
    before = -1
    while before != paintings(h):
        before = paintings(h)
        h.page.wait_for_timeout(250)


def middle(h: PlotStage) -> tuple[float, float]:
    box = h.drawing.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_drag_and_keys_turn_the_surface_and_new_data_keep_the_turn(
    open_stage: OpenStage, cliff_data: dict[str, Any]
) -> None:
    h = open_stage(PlotStage, cliff_data)
    painted(h)
    first = h.drawing.evaluate(CAMERA)
    x, y = middle(h)
    h.page.mouse.move(x, y)
    h.page.mouse.down()
    h.page.mouse.move(x + 120, y, steps=5)
    h.page.mouse.up()
    h.page.wait_for_function(
        f"([drawing, first]) => ({CAMERA})(drawing).x !== first", arg=[h.drawing.element_handle(), first["x"]]
    )
    settled(h)
    assert h.sent("placed") == []
    h.drawing.focus()
    before = h.drawing.evaluate(CAMERA)
    h.press("Shift+ArrowRight")
    h.page.wait_for_function(
        f"([drawing, first]) => ({CAMERA})(drawing).x !== first", arg=[h.drawing.element_handle(), before["x"]]
    )
    turned = h.drawing.evaluate(CAMERA)
    times = paintings(h)
    h.show(start_token="2", selected="clipped.0")
    painted(h, times + 1)
    assert h.drawing.evaluate(CAMERA) == pytest.approx(turned)


def test_a_click_on_the_ground_sends_its_place_and_hovering_reads_it_out(
    open_stage: OpenStage, cliff_data: dict[str, Any]
) -> None:
    h = open_stage(PlotStage, cliff_data)
    painted(h)
    settled(h)
    x, y = middle(h)
    h.page.mouse.move(x - 40, y - 40)
    h.page.mouse.move(x - 42, y - 40)
    expect(h.root.locator(".hoverlayer, svg").get_by_text("loss").first).to_be_visible()
    h.page.mouse.click(x - 42, y - 40)
    h.page.wait_for_function("stage.sent.some(([name]) => name === 'placed')")
    place = h.sent("placed")[-1]
    (w_low, w_high), (b_low, b_high) = clipped_descent.WEIGHTS
    assert w_low <= place["x"] <= w_high
    assert b_low <= place["y"] <= b_high


def test_the_walk_grows_with_the_steps(open_stage: OpenStage, cliff_data: dict[str, Any]) -> None:
    h = open_stage(PlotStage, {**cliff_data, "start": 3})
    painted(h)
    shown = "drawing => drawing.data.filter((trace) => trace.customdata).map((trace) => trace.x.length)"
    settled(h)
    assert h.drawing.evaluate(shown) == [4, 4]
    h.press("ArrowRight", "ArrowRight")
    h.at(6)
    settled(h)
    assert h.drawing.evaluate(shown) == [6, 6]


def test_from_above_the_surface_is_a_map_of_the_same_numbers(open_stage: OpenStage, cliff_data: dict[str, Any]) -> None:
    h = open_stage(PlotStage, cliff_data)
    painted(h)
    h.button("Show from above").click()
    expect(h.drawing.locator(".contourlayer .contourlines").first).to_be_attached()
    settled(h)
    h.page.mouse.click(*middle(h))
    h.page.wait_for_function("stage.sent.some(([name]) => name === 'placed' || name === 'selected')")
    h.button("Show in space").click()
    expect(h.drawing.locator(".contourlayer .contourlines")).to_have_count(0)


def test_without_webgl_there_is_the_map(open_stage: OpenStage, cliff_data: dict[str, Any]) -> None:
    h = open_stage(PlotStage, cliff_data)
    h.page.add_init_script(f"({NO_WEBGL})()")
    h.reload()
    expect(h.drawing.locator(".contourlayer .contourlines").first).to_be_attached()
    expect(h.root.get_by_role("button", name="Show", exact=False)).to_have_count(0)


def test_a_point_with_a_name_is_chosen_and_ringed(open_stage: OpenStage, chart_data: dict[str, Any]) -> None:
    h = open_stage(PlotStage, chart_data)
    painted(h)
    settled(h)
    point = h.drawing.locator(".scatterlayer .trace").nth(1).locator(".point").nth(1).bounding_box()
    assert point is not None
    h.page.mouse.click(point["x"] + point["width"] / 2, point["y"] + point["height"] / 2)
    h.page.wait_for_function("stage.sent.some(([name]) => name === 'selected')")
    h.selected("two.1")
    expect(h.drawing.locator(".scatterlayer .trace")).to_have_count(3)


def test_a_drag_zooms_a_double_click_goes_back_and_the_legend_hides(
    open_stage: OpenStage, chart_data: dict[str, Any]
) -> None:
    h = open_stage(PlotStage, chart_data)
    painted(h)
    settled(h)
    limits = "drawing => drawing._fullLayout.xaxis.range"
    before = h.drawing.evaluate(limits)
    x, y = middle(h)
    h.page.mouse.move(x - 60, y - 60)
    h.page.mouse.down()
    h.page.mouse.move(x + 60, y + 60, steps=5)
    h.page.mouse.up()
    h.page.wait_for_function(
        f"([drawing, low]) => ({limits})(drawing)[0] > low", arg=[h.drawing.element_handle(), before[0]]
    )
    times = paintings(h)
    zoomed = h.drawing.evaluate(limits)
    h.show(selected="two.2")
    painted(h, times + 1)
    assert h.drawing.evaluate(limits) == zoomed
    h.page.mouse.dblclick(x, y)
    h.page.wait_for_function(
        f"([drawing, low]) => ({limits})(drawing)[0] <= low", arg=[h.drawing.element_handle(), before[0]]
    )
    h.drawing.locator(".legendtoggle").nth(1).click()
    h.page.wait_for_function("drawing => drawing._fullData[1].visible === 'legendonly'", arg=h.drawing.element_handle())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_lines_have_the_colors_of_the_theme(
    open_stage: OpenStage, chart_data: dict[str, Any], theme: str
) -> None:
    h = open_stage(PlotStage, chart_data)
    h.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    painted(h)
    h.show(start_token=theme)
    settled(h)
    probe = "(root, name) => getComputedStyle(root).getPropertyValue(name).trim()"
    ink, blue = (h.root.evaluate(probe, name) for name in ("--st-text-color", "--st-blue-color"))
    rgb = """color => {
        const probe = document.createElement('i');
        probe.style.color = color;
        document.body.append(probe);
        return getComputedStyle(probe).color;
    }"""
    fill = h.drawing.locator(".legendtext").first.evaluate("text => getComputedStyle(text).fill")
    stroke = h.drawing.locator(".js-line").first.evaluate("line => getComputedStyle(line).stroke")
    assert (fill, stroke) == (h.page.evaluate(rgb, ink), h.page.evaluate(rgb, blue))
    size = h.drawing.locator(".xtick text").first.evaluate("text => parseFloat(getComputedStyle(text).fontSize)")
    assert size >= 12


def test_a_screen_reader_hears_what_is_seen_and_what_can_be_done(
    open_stage: OpenStage, cliff_data: dict[str, Any]
) -> None:
    h = open_stage(PlotStage, cliff_data)
    expect(h.page.get_by_role("group", name=cliff_data["alt"])).to_be_visible()
    expect(h.root.get_by_text("click to start there")).to_be_visible()


def test_drawing_and_picture_are_saved(open_stage: OpenStage, chart_data: dict[str, Any]) -> None:
    h = open_stage(PlotStage, chart_data)
    painted(h)
    files = []
    for kind in ("SVG", "PNG"):
        with h.page.expect_download() as found:
            h.button(f"Save the drawing as {kind}").click()
        files.append(Path(found.value.path()).read_bytes())
    assert b"<svg" in files[0]
    assert b">one<" in files[0]
    assert Image.open(io.BytesIO(files[1])).width > 600


def test_a_library_that_does_not_load_is_said(
    open_stage: OpenStage, chart_data: dict[str, Any], complaints: list[str]
) -> None:
    h = open_stage(PlotStage, chart_data)
    h.page.route("**/vendor/plotly*", lambda route: route.abort())
    with h.page.expect_event("pageerror"):
        h.reload()
    expect(h.root.get_by_text("This chart could not be drawn")).to_be_visible()
    h.page.unroute("**/vendor/plotly*")
    assert complaints
    complaints.clear()


def test_a_chart_that_has_left_gives_its_memory_back(open_stage: OpenStage, cliff_data: dict[str, Any]) -> None:
    h = open_stage(PlotStage, cliff_data)
    painted(h)
    settled(h)
    drawing = h.drawing.element_handle()
    h.page.evaluate("() => { document.querySelector('main').replaceChildren(); stage.leave(); }")
    h.page.wait_for_function("drawing => !drawing.querySelector('canvas')", arg=drawing)
