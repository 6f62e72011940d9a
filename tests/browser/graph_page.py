"""One open page of graph_harness.py and what the tests do with it."""

import re
from typing import Literal, Protocol

from playwright.sync_api import Locator, Page, expect

from tests.browser.server import wait_until_settled

LIT = """root => [...root.querySelectorAll('[data-id]:not(.dim)')].map(g => g.dataset.id).sort()"""


class GraphPage:
    """One open page of the harness and what it sent to the server."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.sent = 0
        page.on("websocket", lambda socket: socket.on("framesent", lambda _: self._count()))
        page.goto(address)
        wait_until_settled(page)
        expect(self.graph.locator(".node").first).to_be_visible()
        page.evaluate("document.fonts.ready.then(() => true)")

    def _count(self) -> None:
        self.sent += 1

    @property
    def graph(self) -> Locator:
        """The component."""
        return self.page.locator(".graph")

    def node(self, name: str) -> Locator:
        """The box of that id."""
        return self.graph.locator(f'.node[data-id="{name}"]')

    def edge(self, name: str) -> Locator:
        """The arrow of that id."""
        return self.graph.locator(f'.edge[data-id="{name}"]')

    def cell(self, name: str) -> Locator:
        """The number of that id."""
        return self.graph.locator(f'[data-cell="{name}"]')

    def button(self, name: str) -> Locator:
        """The component's button of that name."""
        return self.graph.get_by_role("button", name=name, exact=True)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        for key in keys:
            self.page.keyboard.press(key)

    def at(self, step: int) -> None:
        """Expect the component to show that step, counted from 1."""
        expect(self.graph.get_by_role("slider", name="Step")).to_have_attribute("aria-valuenow", str(step))

    def runs(self) -> int:
        """How often the server has run the script."""
        return int(self.page.get_by_text(re.compile(r"^runs \d+$")).inner_text().split()[1])

    def lit(self) -> list[str]:
        """The ids of everything that is not dimmed."""
        found: list[str] = self.graph.evaluate(LIT)
        return found

    def selected(self, name: str | None) -> None:
        """Expect the server to know that selection."""
        expect(self.page.get_by_text(f"selected {name}", exact=True)).to_be_visible()


class OpenGraph(Protocol):
    """Open a fixture of the harness."""

    def __call__(
        self,
        fixture: str = "hello",
        query: str = "",
        *,
        theme: Literal["light", "dark"] = "light",
        width: int = 1366,
        height: int = 768,
        reduced_motion: bool = False,
        touch: bool = False,
    ) -> GraphPage:
        """Return the page with its drawing; ``query`` continues the address ("&present=1")."""


def focused(page: Page) -> str:
    """The id of the focused box, '' for none."""
    name: str = page.evaluate("() => document.activeElement?.shadowRoot?.activeElement?.dataset.id ?? ''")
    return name
