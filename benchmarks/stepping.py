"""How long a step of a diagram takes, and pointing at a number: event to changed drawing, and to the painted frame.

The harness of the browser tests shows a network unrolled over 4 and over 40 characters. One
Chromium presses → on it and reads the browser's clock three times: the key's own time stamp, the
first change inside the component, and the end of the frame that paints it. The walk of 40 scrolls
sideways as it goes. Then the pointer goes from number to number of the lesson hello, each time to another
box, until the arithmetic stands beside it. Nothing is sent to the server; the last column counts to make sure.
"""

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.report import machine, median, p95, table
from tests.browser.server import LAPTOP, ROOT, Server, launch_chromium, wait_until_settled

HARNESS = ROOT / "tests" / "browser" / "graph_harness.py"
WATCH = """
graph => {
    let key = null;
    window.measured = null;
    for (const kind of ['keydown', 'pointermove'])
        document.addEventListener(kind, event => { key = event.timeStamp; }, true);
    new MutationObserver(() => {
        if (key === null) return;
        const pressed = key, changed = performance.now();
        key = null;
        requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => {
                window.measured = [changed - pressed, performance.now() - pressed];
            };
            channel.port2.postMessage(0);
        });
    }).observe(graph, {subtree: true, childList: true, characterData: true, attributes: true});
}
"""


class Sent:
    """Counts the messages that a page sends to its server."""

    def __init__(self, page: Page) -> None:
        self.count = 0
        page.on("websocket", lambda socket: socket.on("framesent", lambda _: self._add()))

    def _add(self) -> None:
        self.count += 1


def measure(browser: Browser, address: str, presses: int) -> list[object]:
    """Median and 95th percentile of both times in ms, and the messages sent meanwhile."""
    width, height = LAPTOP
    page = browser.new_page(viewport={"width": width, "height": height})
    sent = Sent(page)
    page.goto(address)
    wait_until_settled(page)
    graph = page.locator(".graph")
    graph.locator(".node").first.wait_for()
    graph.evaluate(WATCH)
    page.wait_for_timeout(500)
    before, times = sent.count, []
    last = int(graph.get_by_role("slider").get_attribute("aria-valuemax") or 1)
    for number in range(presses):
        if number % (last - 1) == 0:
            graph.locator(".play").focus()
            page.keyboard.press("Home")
            page.wait_for_timeout(600)
        page.evaluate("() => { window.measured = null; }")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("() => window.measured !== null", polling=10)
        times.append(page.evaluate("() => window.measured"))
        page.wait_for_timeout(60)
    page.close()
    changed, painted = zip(*times, strict=True)
    return [presses, median(changed), p95(changed), median(painted), p95(painted),
            sent.count - before]  # fmt: skip


def measure_pointing(browser: Browser, address: str, moves: int) -> list[object]:
    """The same for the pointer over numbers that explain themselves."""
    width, height = LAPTOP
    page = browser.new_page(viewport={"width": width, "height": height})
    sent = Sent(page)
    page.goto(address)
    wait_until_settled(page)
    page.get_by_role("group", name="Your prediction").get_by_text("Skip", exact=True).click()
    graph = page.locator(".graph")
    places = [graph.locator(f'[data-cell="{name}"]').bounding_box() for name in ("h.1.1", "y.1.2", "h.2.3", "y.2.4")]
    page.wait_for_timeout(1000)
    graph.evaluate(WATCH)
    before, times = sent.count, []
    for number in range(moves):
        box = places[number % len(places)]
        assert box is not None
        page.evaluate("() => { window.measured = null; }")
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_function("() => window.measured !== null", polling=10)
        times.append(page.evaluate("() => window.measured"))
        page.wait_for_timeout(60)
    page.close()
    changed, painted = zip(*times, strict=True)
    return [moves, median(changed), p95(changed), median(painted), p95(painted), sent.count - before]


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presses", type=int, default=50)
    options = parser.parse_args()
    rows: list[list[object]] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(HARNESS, Path(folder) / "log.txt") as server,
        sync_playwright() as playwright,
    ):
        browser = launch_chromium(playwright)
        for steps, fixture in ((4, "hello"), (40, "long")):
            found = measure(browser, f"{server.url}/?fixture={fixture}", options.presses)
            rows.append([f"step, T = {steps}", *found])
        with Server(ROOT / "app.py", Path(folder) / "app.txt") as app:
            rows.append(["pointing, hello", *measure_pointing(browser, f"{app.url}/hello", options.presses)])
        browser.close()
    print(f"\nKey or pointer to the drawing, ms ({machine()})\n")
    head = ["graph", "n", "DOM median", "DOM p95", "painted median", "painted p95", "messages"]
    print(table(head, rows))


if __name__ == "__main__":
    main()
