"""The pictures of the README, taken of the running app: `python -m tools.pictures`."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

from tests.browser.server import LAPTOP, PROJECTOR, Server, launch_chromium, wait_until_settled, wait_until_still
from ui.registry import ROOT

PICTURES: Mapping[str, tuple[str, tuple[int, int], Literal["light", "dark"]]] = {
    "hello-light": ("hello?stop=scores&selected=y.1.4", LAPTOP, "light"),
    "hello-present": ("hello?stop=scores&present=1", PROJECTOR, "dark"),
}
"""By the file's name what is opened, in which window, in which theme."""


def main() -> None:
    """Take each picture anew."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(ROOT / "app.py", Path(folder) / "log") as server,
        sync_playwright() as playwright,
    ):
        browser = launch_chromium(playwright)
        for name, (link, (width, height), theme) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
            page.goto(f"{server.url}/{link}")
            wait_until_settled(page)
            wait_until_still(page)
            page.screenshot(path=ROOT / "docs" / "images" / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
