"""A real Streamlit server and a real Chromium, for the browser tests and the benchmarks."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from playwright.sync_api import Browser, Page, Playwright

ROOT = Path(__file__).resolve().parents[2]

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LAPTOP = (1366, 768)
PROJECTOR = (1280, 720)
PHONE = (390, 844)

# Streamlit's frontend writes the state of the run and of the connection on its root element;
# elements that the running script has not yet confirmed carry data-stale="true".
SETTLED = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app?.dataset.testScriptState === 'notRunning'
        && app.dataset.testConnectionState === 'CONNECTED'
        && !app.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
}"""


# Two frames in a row without a transition that will end, and with every figure where it was.
STILL = """async () => {
    const roots = (from) => [from, ...[...from.querySelectorAll('*')]
        .flatMap((element) => element.shadowRoot ? roots(element.shadowRoot) : [])];
    const ends = (each) => isFinite(each.effect.getComputedTiming().endTime);
    const moving = () => roots(document).flatMap((root) => root.getAnimations())
        .some((each) => each.playState === 'running' && ends(each));
    const places = () => JSON.stringify(roots(document)
        .flatMap((root) => [...root.querySelectorAll('svg, button')])
        .map((each) => each.getBoundingClientRect()));
    const frame = () => new Promise(requestAnimationFrame);
    const before = places();
    if (moving()) return false;
    await frame();
    await frame();
    return !moving() && places() === before;
}"""


def find_chromium() -> str | None:
    """The path in ``UNROLLED_CHROMIUM``, or of a Chromium on PATH; None for Playwright's own."""
    named = os.environ.get("UNROLLED_CHROMIUM")
    if named:
        return named
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def launch_chromium(playwright: Playwright) -> Browser:
    """A headless Chromium that asks nobody outside for anything."""
    return playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_ARGS))


def wait_until_settled(page: Page, timeout: float = 60.0) -> None:
    """Return when the page is connected, its script has finished and nothing on it is stale.

    Use it after loading a page. After a key or a click use Playwright's ``expect`` instead: for a
    moment the page is still settled in its old state.
    """
    page.wait_for_function(SETTLED, timeout=timeout * 1000)


def wait_until_still(page: Page, timeout: float = 15.0) -> None:
    """Return when the page is settled, its type is loaded and nothing on it moves any more."""
    wait_until_settled(page)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_function(STILL, timeout=timeout * 1000)


def free_port() -> int:
    """A TCP port of the loopback interface that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


class Server:
    """``python -m streamlit run SCRIPT`` from the repository root, as a context manager.

    ``options`` are Streamlit's, by their full names: ``{"runner.postScriptGC": True}``.
    The server's output is kept in the file ``log``.
    """

    def __init__(self, script: Path, log: Path, options: Mapping[str, str | int | bool] | None = None) -> None:
        self.script = script
        self.log = log
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._options = dict(options or {})
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """The server, answering."""
        self.start()
        self.wait_until_healthy()
        return self

    def __exit__(self, *_: object) -> None:
        """End the server."""
        self.stop()

    @property
    def pid(self) -> int:
        """The server's process id."""
        if self._process is None:
            raise RuntimeError("the server has not been started")
        return self._process.pid

    def start(self) -> None:
        """Start the process and return at once."""
        options: dict[str, str | int | bool] = {
            "server.headless": True,
            "server.address": "127.0.0.1",
            "server.port": self.port,
            "server.fileWatcherType": "none",
            **self._options,
        }
        command = [sys.executable, "-m", "streamlit", "run", str(self.script)]
        command += [f"--{name}={_option_text(value)}" for name, value in options.items()]
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output)

    def wait_until_healthy(self, timeout: float = 60.0) -> None:
        """Return when the health endpoint answers; raise with the log when it does not."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if self._process is None or self._process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.02)
        log = self.tail()
        self.stop()
        raise RuntimeError(f"the server of {self.script.name} does not answer:\n{log}")

    def tail(self, characters: int = 4000) -> str:
        """The end of what the server wrote."""
        return self.log.read_text(errors="replace")[-characters:] if self.log.exists() else ""

    def kill(self) -> None:
        """End the process at once, as a machine does that loses its power."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """End the process; calling it twice is harmless."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _option_text(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
