"""How long a chart takes that Plotly draws: key on a slider to picture, first picture of a page, and what it costs.

All times are the browser's: from the key's own time stamp, or from the page's first request, to the end of the frame
that shows the painting. A page with a chart and one without are opened in turn, each in a browser with an empty cache.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.report import machine, median, p95, table
from tests.browser.server import LAPTOP, ROOT, Server, launch_chromium, wait_until_settled

SLIDERS = {
    "surface: Start w of the cliff": ("/gradient-flow?stop=cliff", "Start w"),
    "surface, seen from above": ("/gradient-flow?stop=cliff", "Start w"),
    "one of 64 units: its number": ("/lstm-gates?view=unit&number=5", "Unit"),
}
OPENED = {
    "64 units × 277 characters × 6 maps": "/lstm-gates?view=maps",
    "the loss surface": "/gradient-flow?stop=cliff",
    "the same lesson without a chart": "/lstm-gates",
}
WATCH = """root => {
    let key = null;
    window.measured = null;
    document.addEventListener('keydown', event => { key = event.timeStamp; }, true);
    new MutationObserver(() => {
        if (key === null) return;
        const pressed = key;
        key = null;
        requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => { window.measured = performance.now() - pressed; };
            channel.port2.postMessage(0);
        });
    }).observe(root, { attributes: true, attributeFilter: ['data-painted'] });
}"""
COST = """() => {
    const found = performance.getEntriesByType('resource').filter(each => each.name.includes('plotly'));
    return [found.length, found.reduce((sum, each) => sum + each.transferSize, 0) / 1e6,
        performance.memory.usedJSHeapSize / 1e6];
}"""
PLOT, FIGURE = ".plot[data-painted]", ".plot[data-painted], .graph svg .node"


def opened(browser: Browser, address: str) -> Page:
    """A tab with an empty cache at the address."""
    page = browser.new_context(viewport={"width": LAPTOP[0], "height": LAPTOP[1]}).new_page()
    page.goto(address)
    return page


def measure_slider(page: Page, label: str, presses: int) -> list[float]:
    """Key to picture in ms; the first ten presses are not counted."""
    page.locator(PLOT).first.wait_for()
    wait_until_settled(page)
    page.locator(".plot").first.evaluate(WATCH)
    slider, found = page.get_by_role("slider", name=label), []
    for number in range(presses + 10):
        slider.focus()
        page.wait_for_timeout(300)
        page.evaluate("() => { window.measured = null; }")
        page.keyboard.press("ArrowRight" if number // 5 % 2 == 0 else "ArrowLeft")
        page.wait_for_function("() => window.measured !== null", polling=20)
        if number >= 10:
            found.append(float(page.evaluate("() => window.measured")))
        wait_until_settled(page)
    return found


def measure_first(browser: Browser, address: str) -> tuple[float, list[float]]:
    """Ms from the request to the figure's picture, and what was loaded for it."""
    page = opened(browser, address)
    page.locator(FIGURE).first.wait_for()
    waited = float(page.evaluate("() => new Promise(done => requestAnimationFrame(() => done(performance.now())))"))
    wait_until_settled(page)
    cost: list[float] = page.evaluate(COST)
    page.context.close()
    return waited, cost


def main() -> None:
    """Measure and print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--presses", type=int, default=30)
    parser.add_argument("--visits", type=int, default=5)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(ROOT / "app.py", Path(folder) / "log.txt") as server,
        sync_playwright() as playwright,
    ):
        browser = launch_chromium(playwright)
        rows: list[list[Any]] = []
        for name, (where, label) in SLIDERS.items():
            page = opened(browser, server.url + where)
            if "above" in name:
                page.get_by_role("button", name="Show from above").click()
            waits = measure_slider(page, label, options.presses)
            rows.append([name, len(waits), median(waits), p95(waits)])
            page.context.close()
        print(f"\nKey on a slider to picture, ms ({machine()})\n")
        print(table(["chart", "n", "median", "p95"], rows))
        rows = []
        for name, where in OPENED.items():
            visits = [measure_first(browser, server.url + where) for _ in range(options.visits)]
            waits = [wait for wait, _ in visits]
            number, megabytes, heap = visits[-1][1]
            rows.append([name, len(waits), median(waits), max(waits), int(number), megabytes, heap])
        print("\nFirst picture after an empty cache\n")
        head = ["page", "n", "ms median", "ms worst", "requests of plotly", "MB sent for it", "MB of JavaScript heap"]
        print(table(head, rows))
        browser.close()


if __name__ == "__main__":
    main()
