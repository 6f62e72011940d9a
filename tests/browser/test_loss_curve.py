"""The live loss curve grows in place while the network trains, and says its numbers."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage

# At every animation frame: is the curve there, is it drawn, is it the element of the beginning?
WATCH = """
svg => {
    svg.tagged = true;
    const host = svg.getRootNode().host;
    window.seen = {frames: 0, blank: 0, replaced: 0, ends: []};
    const look = () => {
        const root = host.isConnected ? host.shadowRoot : null;
        const now = root?.querySelector('.stage svg');
        const line = now?.querySelector('.line.loss');
        const d = line?.getAttribute('d') ?? '';
        window.seen.frames += 1;
        if (!/^M.*L/.test(d) || line.getBoundingClientRect().width < 5) window.seen.blank += 1;
        if (!now?.tagged) window.seen.replaced += 1;
        const n_points = d.split(/[ML]/).length - 1;
        if (n_points !== window.seen.ends.at(-1)) window.seen.ends.push(n_points);
        requestAnimationFrame(look);
    };
    look();
}
"""
SMALLEST = """
curve => Math.min(...[...curve.querySelectorAll('text, output')].map(
    text => parseFloat(getComputedStyle(text).fontSize)))
"""
# How far a text sticks out of the component, and whether two of its texts touch.
CROWDED = """
curve => {
    const frame = curve.getBoundingClientRect();
    const boxes = [...curve.querySelectorAll('text')].map(text => text.getBoundingClientRect());
    const out = boxes.map(box => Math.max(
        frame.left - box.left, box.right - frame.right, box.bottom - frame.bottom));
    const touching = boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b =>
        a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom));
    return {out: Math.max(...out), touching: touching.length};
}
"""


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def curve(page: Page) -> Locator:
    """The drawing, on the screen."""
    drawing = page.locator(".curves .stage svg")
    expect(drawing.locator(".line.loss")).to_have_attribute("d", re.compile("^M.*L"))
    drawing.scroll_into_view_if_needed()
    return drawing


def readout(page: Page) -> Locator:
    return page.locator(".curves output")


def test_the_curve_is_never_blank_and_never_replaced_while_training_runs(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "two-l"})
    press(page, "One gradient step")
    drawing = curve(page)
    drawing.evaluate(WATCH)
    press(page, "Train")
    expect(page.get_by_text(re.compile(r"Loss after [3-9]\d steps"))).to_be_visible(timeout=30_000)
    press(page, "Pause")
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible()
    title = page.get_by_text(re.compile(r"Loss after \d+ steps")).inner_text()
    steps = int(re.findall(r"\d+", title)[0])
    expect(drawing).to_have_attribute("aria-label", re.compile(f"after {steps} steps$"))
    page.wait_for_function("n => window.seen.ends.at(-1) === n", arg=steps + 1)
    seen: dict[str, Any] = page.evaluate("window.seen")
    assert seen["frames"] > 60
    assert (seen["blank"], seen["replaced"]) == (0, 0)
    assert len(seen["ends"]) > 5
    assert seen["ends"] == sorted(seen["ends"])


def test_pointer_and_arrow_keys_read_the_curve_and_do_not_step_the_figure(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"tape": "12@0.1"})
    drawing = curve(page)
    box = drawing.bounding_box()
    assert box is not None
    expect(readout(page)).to_have_text("")
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    expect(readout(page)).to_have_text(re.compile(r"^after 12 steps: \d\.\d{3} nats$"))
    last = drawing.locator(".value").inner_html()
    expect(readout(page)).to_have_text(f"after 12 steps: {last} nats")
    assert drawing.get_attribute("aria-label") == (
        f"Loss curve, mean loss, nats: guessing 1.386; loss from 1.397 to {last} after 12 steps"
    )
    page.mouse.move(box["x"] + 2, box["y"] + box["height"] / 2)
    expect(readout(page)).to_have_text("after 0 steps: 1.397 nats")
    page.mouse.move(box["x"] + 2, box["y"] - 200)
    expect(readout(page)).to_have_text("")

    track = page.locator(".graph").get_by_role("slider", name="Step")
    step = track.get_attribute("aria-valuenow") or ""
    drawing.focus()
    for key, found in (("Home", "0 steps"), ("ArrowRight", "1 step"), ("End", "12 steps")):
        page.keyboard.press(key)
        expect(readout(page)).to_have_text(re.compile(f"^after {found}: "))
    page.keyboard.press("ArrowLeft")
    expect(readout(page)).to_have_text(re.compile("^after 11 steps: "))
    expect(track).to_have_attribute("aria-valuenow", step)
    page.keyboard.press("Escape")
    expect(readout(page)).to_have_text("")
