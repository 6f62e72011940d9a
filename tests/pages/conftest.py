"""Open a page as its script runs, without a browser, and read what its figure was given."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.sources import ROOT
from ui import controls

OpenLesson = Callable[..., AppTest]


@pytest.fixture
def open_lesson() -> OpenLesson:
    """A function that opens a lesson by its file's name, with the given parameters in the link."""

    def open_it(name: str, **query: str) -> AppTest:
        at = AppTest.from_file(ROOT / "ui" / "main.py", default_timeout=30).run()
        for parameter, text in query.items():
            at.query_params[parameter] = text
        at.switch_page(f"../pages/{name}.py").run()
        assert not at.exception, at.exception
        return at

    return open_it


def figure(at: AppTest) -> dict[str, Any]:
    """The payload of the page's graph."""
    for element in at.get("bidi_component"):
        data = json.loads(element.proto.json or "null")
        if data and "graph" in data:
            payload: dict[str, Any] = json.loads(data["graph"])
            return payload
    raise AssertionError("the page shows no graph")


def texts(at: AppTest, node: str) -> list[str]:
    """What is printed in the box ``node``."""
    found = next(box for box in figure(at)["nodes"] if box["id"] == node)
    printed: list[str] = found["texts"]
    return printed


def button(at: AppTest, label: str) -> Any:
    """The first button called ``label``."""
    return next(found for found in at.button if found.label == label)


def explained_controls(at: AppTest) -> set[str]:
    """The keys of the page's controls, each of which is there and says what it does."""
    declared = set(at.session_state["controls.declared"])
    groups = [group for group in at.button_group if group.key != "predict_bet"]
    widgets = [*at.slider, *at.select_slider, *at.text_input, *at.selectbox, *groups]
    assert all(widget.proto.help for widget in widgets)
    assert len(widgets) + len(controls.LIVE & declared) == len(declared)
    return declared


def exponent_of_the_proof(at: AppTest) -> int:
    """The power of ten of the largest relative error that the opened proof names."""
    claim = next(text for text in words(at).split("\n") if "Largest relative error" in text)
    digits = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    return int(claim.split("10")[-1].strip("*").translate(digits))


def words(at: AppTest) -> str:
    """All text of the page."""
    return "\n".join(str(part.value) for part in [*at.markdown, *at.caption, *at.warning])
