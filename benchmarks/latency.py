"""How long a reader waits: key on a slider to figure on the screen, and server start to first page.

Two servers run the same page, one as configured and one with Streamlit's forced garbage collection
left on. One Chromium presses a key on the slider of each in turn and takes three times, all on the
browser's clock: the key, the first change of the figure's DOM, and the frame that shows it.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks.report import machine, median, p95, table
from tests.browser.server import LAPTOP, ROOT, Server, launch_chromium, wait_until_settled

FORCED = {"runner.postScriptGC": True}

# The figure is the largest drawing of the page, wherever its shadow root is.
FIGURE = """
() => {
    const drawings = [];
    const look = root => root.querySelectorAll('*').forEach(element => {
        if (element.shadowRoot) look(element.shadowRoot);
        if (element instanceof SVGSVGElement) {
            const {width, height} = element.getBoundingClientRect();
            drawings.push({element, size: width * height});
        }
    });
    look(document);
    drawings.sort((a, b) => b.size - a.size);
    const best = drawings[0];
    return best && best.size > 40000 && best.element.querySelectorAll('text').length > 3
        ? best.element : null;
}
"""
WATCH = f"""
() => {{
    const watched = ({FIGURE})().getRootNode();
    let key = null;
    window.measured = null;
    document.addEventListener('keydown', event => {{ key = event.timeStamp; }}, true);
    new MutationObserver(() => {{
        if (key === null) return;
        const pressed = key, changed = performance.now();
        key = null;
        requestAnimationFrame(() => {{
            const channel = new MessageChannel();
            channel.port1.onmessage = () => {{
                window.measured = [changed - pressed, performance.now() - pressed];
            }};
            channel.port2.postMessage(0);
        }});
    }}).observe(watched, {{subtree: true, childList: true, characterData: true, attributes: true}});
}}
"""


class Reader:
    """A reader at the page: one tab, its slider, and the times of its key presses in ms."""

    def __init__(self, browser: Browser, address: str, label: str) -> None:
        width, height = LAPTOP
        self.page: Page = browser.new_page(viewport={"width": width, "height": height})
        self.page.goto(address)
        wait_until_settled(self.page)
        self.page.wait_for_function(f"() => ({FIGURE})() !== null")
        self.slider: Locator = self.page.get_by_role("slider", name=label)
        self.page.evaluate(WATCH)
        self.changed: list[float] = []
        self.painted: list[float] = []

    def press(self, key: str, *, keep: bool) -> None:
        """Press the key, wait for the figure, rest until the next press cannot meet this one."""
        self.page.bring_to_front()
        self.slider.focus()
        self.page.wait_for_timeout(250)
        self.page.evaluate("() => { window.measured = null; }")
        self.page.keyboard.press(key)
        self.page.wait_for_function("() => window.measured !== null", polling=20)
        changed, painted = self.page.evaluate("() => window.measured")
        wait_until_settled(self.page)
        if keep:
            self.changed.append(changed)
            self.painted.append(painted)


def summary(values: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return median(values), p95(values)


def keys(presses: int, reach: int) -> list[str]:
    """``reach`` steps to the right, as many back, again and again."""
    return ["ArrowRight" if n // reach % 2 == 0 else "ArrowLeft" for n in range(presses)]


def measure_slider(browser: Browser, script: Path, where: str, options: argparse.Namespace) -> None:
    """Print the table of key presses, the two servers taking turns."""
    with tempfile.TemporaryDirectory() as folder:
        logs = Path(folder)
        with (
            Server(script, logs / "configured.txt") as configured,
            Server(script, logs / "forced.txt", FORCED) as forced,
        ):
            readers = {
                "as configured": Reader(browser, configured.url + where, options.label),
                "forced collection": Reader(browser, forced.url + where, options.label),
            }
            warm = 2 * options.reach
            for number, key in enumerate(keys(warm + options.presses, options.reach)):
                for reader in readers.values():
                    reader.press(key, keep=number >= warm)
    figures = {name: summary(r.changed) + summary(r.painted) for name, r in readers.items()}
    ratios = [f"{ours / theirs:.2f}" for ours, theirs in zip(*figures.values(), strict=True)]
    rows: list[list[object]] = [[name, options.presses, *row] for name, row in figures.items()]
    print(f"\nKey on “{options.label}” to figure, ms ({machine()})\n")
    head = ["server", "n", "DOM median", "DOM p95", "painted median", "painted p95"]
    print(table(head, [*rows, ["ratio", "", *ratios]]))


def measure_cold(browser: Browser, script: Path, where: str, repeats: int) -> None:
    """Print the table of first visits: a new server and an empty browser cache each time."""
    answered, drawn, waited = [], [], []
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as folder:
            server = Server(script, Path(folder) / "log.txt")
            page = browser.new_context(viewport={"width": LAPTOP[0], "height": LAPTOP[1]}).new_page()
            begin = time.perf_counter()
            server.start()
            try:
                server.wait_until_healthy()
                answers = time.perf_counter()
                page.goto(server.url + where)
                page.wait_for_function(f"() => ({FIGURE})() !== null", polling=20)
                end = time.perf_counter()
            finally:
                page.context.close()
                server.stop()
        answered.append(answers - begin)
        waited.append(end - answers)
        drawn.append(end - begin)
    print(f"\nCold deep link {where}, s ({machine()})\n")
    head = ["what", "n", "median", "worst"]
    kinds = {
        "server start to first answer": answered,
        "first request to drawn figure": waited,
        "server start to drawn figure": drawn,
    }
    rows = [[name, len(v), f"{median(v):.2f}", f"{max(v):.2f}"] for name, v in kinds.items()]
    print(table(head, rows))


def main() -> None:
    """Measure and print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--script", type=Path, default=ROOT / "app.py")
    parser.add_argument("--path", default="/sequences")
    parser.add_argument("--query", default="wiring=many to one", help="what the link sets")
    parser.add_argument("--label", default="Inputs T_x", help="the slider's accessible name")
    parser.add_argument("--presses", type=int, default=50)
    parser.add_argument("--reach", type=int, default=5, help="steps in one direction")
    parser.add_argument("--cold", type=int, default=5, help="first visits; 0 for none")
    options = parser.parse_args()
    query = dict(parse_qsl(options.query))
    where = options.path + (f"?{urlencode(query)}" if query else "")
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        if options.cold:
            measure_cold(browser, options.script, where, options.cold)
        if options.presses:
            measure_slider(browser, options.script, where, options)
        browser.close()


if __name__ == "__main__":
    main()
