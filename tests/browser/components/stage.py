"""One component on a page of its own, without Streamlit: its bundle, its data, what it reports."""

import base64
import tomllib
from collections.abc import Mapping
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.graph_page import LIT
from tests.browser.server import ROOT
from ui import plotly_js
from ui.components import bundle, curves, graph, letters, plot
from ui.components.payload import encode

HTML = {"graph": graph.HTML, "curves": curves.HTML, "letters": letters.HTML, "plot": plot.HTML}
HERE = Path(__file__).parent
COMPONENTS = ROOT / "ui" / "components"
TWO_FRAMES = """() => new Promise((done) =>
    requestAnimationFrame(() => requestAnimationFrame(done)))"""
SENT = "([name, skipped]) => stage.sent.filter(([each]) => each === name).slice(skipped)"


class StageServer:
    """Serves stage.html, the components' scripts and the app's colors and font, on loopback."""

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Files)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        """The server, answering."""
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """End the server."""
        self._server.shutdown()
        self._server.server_close()


class _Files(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind, body = _file(urlsplit(self.path).path)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing of every request."""


@cache
def _file(path: str) -> tuple[str, bytes]:
    folder, _, name = path[1:].partition("/")
    kind = name.removesuffix(".js")
    if path == f"/{plotly_js.ADDRESS}":
        return "text/javascript", plotly_js.file().read_bytes()
    if name == "plot.js" and folder == "code":
        return "text/javascript", plot.CODE.encode()
    if folder == "code":
        entry = COMPONENTS / kind / name
        return "text/javascript", bundle.figure(entry, entry.with_suffix(".css")).encode()
    if folder == "mount":
        return "text/javascript", bundle.mounting(kind).encode()
    if path == "/address.js":
        return "text/javascript", bundle.bundle(COMPONENTS / "address" / "address.js").encode()
    if path == "/theme.css":
        return "text/css", _theme().encode()
    if path == "/font.woff2":
        return "font/woff2", _font().read_bytes()
    if path == "/favicon.ico":
        return "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    return "text/html", (HERE / "stage.html").read_bytes()


def _theme() -> str:
    """The app's colors as Streamlit hands them to components, its font and its type size."""
    config = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    theme: dict[str, Any] = tomllib.loads(config)["theme"]
    sides = {
        side: "".join(f"--st-{_kebab(name)}: {value};" for name, value in theme[side].items() if isinstance(value, str))
        for side in ("light", "dark")
    }
    shape = {name: value for name, value in theme.items() if isinstance(value, str)}
    shared = "".join(f"--st-{_kebab(name)}: {value};" for name, value in shape.items())
    return (
        "@font-face { font-family: 'Source Sans'; src: url(/font.woff2); font-weight: 200 900; }\n"
        f"html {{ font-size: {theme['baseFontSize']}px; --st-font: 'Source Sans', sans-serif; "
        f"--st-code-font: monospace; {shared} }}\n"
        f":root {{ {sides['light']} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {sides['dark']} }} }}\n"
        "body { margin: 0; padding: 1rem 5rem; font-family: var(--st-font); line-height: 1.6; "
        "background: var(--st-background-color); color: var(--st-text-color); }\n"
        "@media (max-width: 640px) { body { padding: 1rem; } }\n"
    )


def _encoded(data: Mapping[str, Any]) -> str:
    return base64.b64encode(encode(data)).decode()


def _kebab(name: str) -> str:
    return "".join(f"-{sign.lower()}" if sign.isupper() else sign for sign in name)


def _font() -> Path:
    spec = find_spec("streamlit")
    assert spec is not None
    assert spec.origin is not None
    (found,) = Path(spec.origin).parent.glob("static/static/media/SourceSansVF-Upright*.woff2")
    return found


class Stage:
    """The page with one component of a kind."""

    kind = ""

    def __init__(self, page: Page, url: str, data: Mapping[str, Any], query: str = "") -> None:
        self.page = page
        self._data = dict(data)
        self._address = f"{url}/?{query.lstrip('&')}"
        self._heard: dict[str, int] = {}
        self.open(query)

    def open(self, query: str = "") -> None:
        """Load the page anew, with another query."""
        self.page.goto(f"{self._address.partition('?')[0]}?{query.lstrip('&')}")
        self.mount()

    def reload(self) -> None:
        """Load the page again at the address that it has now."""
        self.page.reload()
        self.mount()

    def mount(self) -> None:
        """Put the component onto the loaded page."""
        self.page.wait_for_function("globalThis.stage !== undefined")
        text = _encoded(self._data | self._asked())
        self.page.evaluate("([kind, html, data]) => stage.mount(kind, html, data)", [self.kind, HTML[self.kind], text])

    def _asked(self) -> dict[str, int]:
        """Where a page begins whose link names a step, as the app reads it on arrival."""
        text = parse_qs(urlsplit(self.page.url).query).get("step", [""])[0]
        if not text.isdigit() or not 1 <= int(text[:5]) <= len(self._data.get("steps", ())):
            return {}
        return {"start": int(text) - 1, "home": self._data["start"]}

    def show(self, **changes: Any) -> None:
        """Send the data again with some of them changed, as a run of the script would."""
        self._data |= changes
        text = _encoded(self._data)
        self.page.evaluate("([kind, data]) => stage.show(kind, data)", [self.kind, text])

    def draw(self, kind: str, data: Mapping[str, Any]) -> None:
        """Put a component of any kind in the place of this one, or send it other data."""
        text = _encoded(data)
        self.page.evaluate("([kind, html, data]) => stage.draw(kind, html, data)",
                           [kind, HTML[kind], text])  # fmt: skip

    def sent(self, name: str) -> list[Any]:
        """All that the component has reported under that name."""
        values: list[list[Any]] = self.page.evaluate(SENT, [name, 0])
        return [value for _, value in values]

    def selected(self, name: str | None) -> None:
        """Expect that selection to be the last that was reported, None also for no report."""
        last = self.sent("selected")[-1:]
        assert [value["id"] for value in last] in ([name], [] if name is None else [name])

    @property
    def root(self) -> Locator:
        """The component."""
        return self.page.locator(f".{self.kind}")

    @property
    def drawing(self) -> Locator:
        """The drawing."""
        return self.root.locator(".stage svg").first

    @property
    def track(self) -> Locator:
        """The track of the bar."""
        return self.page.get_by_role("slider", name="Step")

    def button(self, name: str) -> Locator:
        """The component's button of that name."""
        return self.root.get_by_role("button", name=name, exact=True)

    def resized(self, width: int) -> None:
        """Wait until the drawing has taken up the window's new width."""
        self.page.wait_for_function("width => innerWidth === width", arg=width)
        self.page.evaluate(TWO_FRAMES)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        for key in keys:
            self.page.keyboard.press(key)

    def at(self, step: int) -> None:
        """Expect the component to show that step, counted from 1."""
        expect(self.track).to_have_attribute("aria-valuenow", str(step))


class GraphStage(Stage):
    """The page with one diagram."""

    kind = "graph"

    @property
    def graph(self) -> Locator:
        """The component."""
        return self.root

    def node(self, name: str) -> Locator:
        """The box of that id."""
        return self.root.locator(f'.node[data-id="{name}"]')

    def edge(self, name: str) -> Locator:
        """The arrow of that id."""
        return self.root.locator(f'.edge[data-id="{name}"]')

    def cell(self, name: str) -> Locator:
        """The number of that id."""
        return self.root.locator(f'[data-cell="{name}"]')

    def lit(self) -> list[str]:
        """The ids of everything that is not dimmed."""
        found: list[str] = self.root.evaluate(LIT)
        return found


class CurvesStage(Stage):
    """The page with one figure of curves."""

    kind = "curves"


class LettersStage(Stage):
    """The page with one text in colored cells."""

    kind = "letters"


class PlotStage(Stage):
    """The page with one chart or surface."""

    kind = "plot"

    @property
    def drawing(self) -> Locator:
        """What Plotly draws on."""
        return self.root.locator(".drawing")
