"""Fixtures of the browser tests: one Chromium, a server per script, pages that must stay clean.

With several workers each has a Chromium and servers of its own. A worker's tests share tabs, in which the app's
files stay loaded and compiled while what a page stored is forgotten after each test.
"""

from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from typing import Literal, Protocol, TypeAlias
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, expect, sync_playwright

from tests.browser.graph_page import GraphPage, OpenGraph
from tests.browser.server import LAPTOP, ROOT, Server, launch_chromium, wait_until_settled

Theme: TypeAlias = Literal["light", "dark"]
HERE = Path(__file__).parent
FORGET = """async () => {
    if (!location.protocol.startsWith('http')) return;
    localStorage.clear();
    sessionStorage.clear();
    for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
    for (const name of await caches.keys()) await caches.delete(name);
}"""
TAB_USES = 8
SERVERS = pytest.StashKey[dict[str, Server]]()

expect.set_options(timeout=15_000)  # a busy machine is slow, not wrong


class Serve(Protocol):
    """Start the script's server, or find it running, and return its address."""

    def __call__(self, script: Path, **config: str | int | bool) -> str:
        """Return ``http://127.0.0.1:PORT``; ``runner_postScriptGC=True`` sets that option."""


class NewPage(Protocol):
    """Make an empty page of a reader whom the app has never seen.

    A test's pages are those of different readers: each has a context of its own.
    """

    def __call__(
        self,
        *,
        theme: Theme = "light",
        width: int = LAPTOP[0],
        height: int = LAPTOP[1],
        reduced_motion: bool = False,
        touch: bool = False,
    ) -> Page:
        """Return a page that is watched for errors until the test ends."""


class OpenPage(Protocol):
    """Open an address of the app and wait until it has finished running."""

    def __call__(
        self,
        path: str = "/",
        *,
        theme: Theme = "light",
        width: int = LAPTOP[0],
        height: int = LAPTOP[1],
        query: Mapping[str, str | int | float] | None = None,
        base: str | None = None,
        reduced_motion: bool = False,
        touch: bool = False,
    ) -> Page:
        """Return the settled page; ``base`` defaults to the server of ``app.py``."""


def pytest_configure(config: pytest.Config) -> None:
    """Prepare the list of running servers."""
    config.stash[SERVERS] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the end of the servers' logs beside a failure."""
    report = yield
    if report.failed:
        for name, server in item.config.stash[SERVERS].items():
            report.sections.append((f"server log: {name}", server.tail()))
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one Chromium of the test run."""
    with sync_playwright() as playwright:
        chromium = launch_chromium(playwright)
        yield chromium
        chromium.close()


class WarmTabs:
    """The tabs that a worker's tests use one after the other, each of a reader of its own.

    In a tab that was used before the app's files are loaded and compiled; all else that it stored is forgotten.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[bool, list[Page]] = {False: [], True: []}
        self._uses: dict[Page, int] = {}

    def page(self, *, touch: bool = False) -> Page:
        """An empty tab; a new one after a while, for a browser keeps only the last 50 pages of a history."""
        page = self._free[touch].pop() if self._free[touch] else new_context(self._browser, touch=touch).new_page()
        if self._uses.get(page, 0) >= TAB_USES:
            used, page = page, page.context.new_page()
            used.close()
            del self._uses[used]
        self._uses[page] = self._uses.get(page, 0) + 1
        return page

    def forget(self, page: Page, *, touch: bool = False) -> None:
        """Take the tab back without anything that it stored."""
        if page.is_closed() or page.evaluate("'__pwClock' in globalThis"):
            page.context.close()  # a clock that was set stays set for all of the context
            return
        page.evaluate(FORGET)
        for opened in page.context.pages:
            if opened != page:
                opened.close()
        page.goto("about:blank")
        page.context.clear_cookies()
        self._free[touch].append(page)


def new_context(browser: Browser, *, touch: bool = False) -> BrowserContext:
    """What a reader's browser knows: nothing yet."""
    return browser.new_context(has_touch=touch, locale="en-US", accept_downloads=True)


@pytest.fixture(scope="session")
def warm_tabs(browser: Browser) -> WarmTabs:
    """The tabs of this worker's pages."""
    return WarmTabs(browser)


@pytest.fixture(scope="session")
def serve(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """A function that serves a script; each script and configuration is started once."""
    running = request.config.stash[SERVERS]

    def start(script: Path, **config: str | int | bool) -> str:
        options = {name.replace("_", ".", 1): value for name, value in config.items()}
        name = " ".join([str(script), *(f"{key}={options[key]}" for key in sorted(options))])
        if name not in running:
            log = tmp_path_factory.mktemp("server") / "log.txt"
            server = Server(script, log, options)
            running[name] = server
            server.start()
            server.wait_until_healthy()
        return running[name].url

    yield start
    for server in running.values():
        server.stop()


@pytest.fixture(scope="session")
def base_url(serve: Serve) -> str:
    """The address of the app itself."""
    return serve(ROOT / "app.py")


@pytest.fixture
def complaints() -> list[str]:
    """What the test's pages complained about; a test that provokes an error clears it."""
    return []


@pytest.fixture
def new_page(warm_tabs: WarmTabs, complaints: list[str]) -> Iterator[NewPage]:
    """A function that makes watched pages.

    The test fails at its end when one of them wrote an error to the console, raised one, asked
    another host for anything, or shows an exception.
    """
    opened: list[tuple[Page, bool]] = []
    watches: list[Callable[[], None]] = []

    def make(
        *,
        theme: Theme = "light",
        width: int = LAPTOP[0],
        height: int = LAPTOP[1],
        reduced_motion: bool = False,
        touch: bool = False,
    ) -> Page:
        page = warm_tabs.page(touch=touch)
        opened.append((page, touch))
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(
            media="screen", color_scheme=theme, reduced_motion="reduce" if reduced_motion else "no-preference"
        )
        watches.append(_watch(page, complaints.append))
        return page

    yield make
    for page, _ in opened:
        if not page.is_closed():
            shown = page.get_by_test_id("stException").all_inner_texts()
            complaints += [f"exception on the page: {text}" for text in shown]
    for end in watches:
        end()
    for page, touch in opened:
        warm_tabs.forget(page, touch=touch)
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """An empty watched page of laptop size in the light theme."""
    return new_page()


@pytest.fixture
def open_page(request: pytest.FixtureRequest, new_page: NewPage) -> OpenPage:
    """A function that opens an address and waits until the app has finished running."""

    def open_it(
        path: str = "/",
        *,
        theme: Theme = "light",
        width: int = LAPTOP[0],
        height: int = LAPTOP[1],
        query: Mapping[str, str | int | float] | None = None,
        base: str | None = None,
        reduced_motion: bool = False,
        touch: bool = False,
    ) -> Page:
        host: str = base if base is not None else request.getfixturevalue("base_url")
        page = new_page(theme=theme, width=width, height=height, reduced_motion=reduced_motion, touch=touch)
        address = f"{host}/{path.lstrip('/')}"
        page.goto(f"{address}?{urlencode(query)}" if query else address)
        wait_until_settled(page)
        return page

    return open_it


@pytest.fixture
def harness(serve: Serve, new_page: NewPage) -> OpenGraph:
    """A function that opens a fixture of graph_harness.py."""

    def open_it(
        fixture: str = "hello",
        query: str = "",
        *,
        theme: Theme = "light",
        width: int = LAPTOP[0],
        height: int = LAPTOP[1],
        reduced_motion: bool = False,
        touch: bool = False,
    ) -> GraphPage:
        page = new_page(theme=theme, width=width, height=height, reduced_motion=reduced_motion, touch=touch)
        return GraphPage(page, f"{serve(HERE / 'graph_harness.py')}/?fixture={fixture}{query}")

    return open_it


def _watch(page: Page, complain: Callable[[str], None]) -> Callable[[], None]:
    """Complain of what goes wrong on the page until the returned function is called."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not _is_base_path_probe(message):
            complain(f"console error: {message.text} ({message.location.get('url', '')})")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname != "127.0.0.1":
            complain(f"request to another host: {request.url}")

    def on_error(error: Error) -> None:
        complain(f"page error: {error}")

    def end() -> None:
        page.remove_listener("console", on_console)
        page.remove_listener("pageerror", on_error)
        page.remove_listener("request", on_request)

    page.on("console", on_console)
    page.on("pageerror", on_error)
    page.on("request", on_request)
    return end


def _is_base_path_probe(message: ConsoleMessage) -> bool:
    # A deep link such as /hello does not say whether the app lives at / or at /hello/, so
    # Streamlit's client asks for its endpoints below both; the wrong guess is answered by 404.
    # The same answer below / is a real error.
    path = urlsplit(str(message.location.get("url", ""))).path
    probes = ("/_stcore/health", "/_stcore/host-config")
    return "404" in message.text and path.endswith(probes) and path not in probes
