"""Components on a page of their own: fixtures that open one with the data of a drawing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal, Protocol, TypeVar
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page

from figures.payload import as_data
from tests.browser.components.stage import GraphStage, Stage, StageServer
from tests.browser.conftest import NewPage
from tests.browser.graph_harness import drawing, framed

S = TypeVar("S", bound=Stage)


class FixtureStage(GraphStage):
    """The page with a drawing of graph_harness.py, and what the server would answer."""

    def __init__(self, page: Page, url: str, fixture: str, query: str) -> None:
        asked = parse_qs(query)
        self._fixture = self._named = fixture
        self._phase = 0.0
        self._token = 0
        self._veiled = "veil" in asked
        self._edited: dict[str, str] = {}
        self._cut = "back.3"
        self._present = "present" in asked
        super().__init__(page, url, self._payload(), query)

    def train(self) -> None:
        """Send other numbers."""
        self._phase += 0.1
        self._answer()

    def jump(self) -> None:
        """Send a walk that begins elsewhere, with halos."""
        self._token += 1
        self._answer()

    def unveil(self) -> None:
        """Send the numbers after the question has been answered."""
        self._veiled = False
        self._answer()

    def other_word(self) -> None:
        """Send another drawing, or the first one again."""
        other = "hello" if self._named == "rolled" else "generate"
        self._fixture = other if self._fixture == self._named else self._named
        self._answer()

    def edited(self, name: str, text: str) -> None:
        """Expect this to be typed last, and answer it."""
        last = self.sent("edited")[-1]
        assert (last["id"], last["text"]) == (name, text)
        self._edited[name] = text
        self._answer()

    def moved(self, before: str, after: str) -> None:
        """Expect the scissors to be moved last from one arrow to another, and answer it."""
        last = self.sent("cut")[-1]
        assert (last["from"], last["to"]) == (before, after)
        self._cut = after
        self._answer()

    def _answer(self) -> None:
        self.show(**self._payload())

    def _payload(self) -> dict[str, Any]:
        picture = drawing(self._fixture, self._phase, edited=self._edited, cut=self._cut)
        picture = framed(picture, token=self._token, veiled=self._veiled, morph=self._named == "rolled")
        chosen = self.sent("selected")[-1:] if hasattr(self, "page") else []
        selected = chosen[0]["id"] if chosen else None
        settings = {
            "present": self._present,
            "max_height": 620 if self._present else 560,
            "main": True,
            "home": 0,
            "scenes": False,
        }
        return {**as_data(replace(picture, selected=selected)), **settings}


class OpenFixture(Protocol):
    """Open a drawing of graph_harness.py."""

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
        clock: bool = False,
    ) -> FixtureStage:
        """Return the page; ``query`` is the address's, ``clock`` lets the test move the time."""


@pytest.fixture(scope="session")
def stage_url() -> Iterator[str]:
    """Where stage.html and the components' scripts are served."""
    with StageServer() as server:
        yield server.url


@pytest.fixture
def harness(stage_url: str, new_page: NewPage) -> OpenFixture:
    """A function that opens a drawing of graph_harness.py."""

    def open_it(
        fixture: str = "hello",
        query: str = "",
        *,
        theme: Literal["light", "dark"] = "light",
        width: int = 1366,
        height: int = 768,
        reduced_motion: bool = False,
        touch: bool = False,
        clock: bool = False,
    ) -> FixtureStage:
        page = new_page(theme=theme, width=width, height=height, reduced_motion=reduced_motion, touch=touch)
        if clock:
            page.clock.install()
        return FixtureStage(page, stage_url, fixture, query)

    return open_it


class OpenStage(Protocol):
    """Open any component with its data."""

    def __call__(
        self,
        kind: type[S],
        data: Mapping[str, Any],
        query: str = "",
        *,
        theme: Literal["light", "dark"] = "light",
        width: int = 1366,
        height: int = 768,
        touch: bool = False,
        clock: bool = False,
    ) -> S:
        """Return the page; ``query`` is the address's, ``clock`` lets the test move the time."""


@pytest.fixture
def open_stage(stage_url: str, new_page: NewPage) -> OpenStage:
    """A function that opens any component with its data."""

    def open_it(
        kind: type[S],
        data: Mapping[str, Any],
        query: str = "",
        *,
        theme: Literal["light", "dark"] = "light",
        width: int = 1366,
        height: int = 768,
        touch: bool = False,
        clock: bool = False,
    ) -> S:
        page = new_page(theme=theme, width=width, height=height, touch=touch)
        if clock:
            page.clock.install()
        return kind(page, stage_url, data, query)

    return open_it
