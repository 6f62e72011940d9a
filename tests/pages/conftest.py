"""Open a page as its script runs, without a browser, and read what its figure was given."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from tests.sources import ROOT
from ui.cards import plain
from ui.components.payload import decode
from ui.progress import SKIP
from ui.state import Held, Visit

OpenLesson = Callable[..., AppTest]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder: a whole page for every test takes its time."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def open_lesson() -> OpenLesson:
    """A function that opens a lesson by its file's name, with the given parameters in the link."""

    def open_it(name: str, **query: str) -> AppTest:
        at = AppTest.from_file(ROOT / "ui" / "main.py", default_timeout=120).run()
        for parameter, text in query.items():
            at.query_params[parameter] = text
        at.switch_page(f"../pages/{name}.py").run()
        assert not at.exception, at.exception
        return at

    return open_it


def components(at: AppTest) -> list[tuple[str, dict[str, Any]]]:
    """The key and the data of every component of ours on the page."""
    found = []
    for element in at.get("bidi_component"):
        key = element.proto.id.split("-", 2)[-1]
        kind = element.proto.component_name.removeprefix("unrolled_")
        data = {kind: decode(element.proto.bytes)} if element.proto.bytes else json.loads(element.proto.json or "{}")
        found.append((key, data or {}))
    return found


def component(at: AppTest, key: str) -> dict[str, Any]:
    """The data of the component with this key."""
    return next(data for found, data in components(at) if found == key)


def figure(at: AppTest) -> dict[str, Any]:
    """The payload of the page's graph."""
    for _, data in components(at):
        if "graph" in data:
            payload: dict[str, Any] = data["graph"]
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


def control(widgets: Any, name: str) -> Any:
    """The one of ``widgets`` that is the field's control ("hello.hidden"), in whichever version it stands."""
    return next(one for one in widgets if one.key and (one.key == name or one.key.startswith(f"{name}.")))


def report(at: AppTest, key: str, **values: Any) -> AppTest:
    """Run the page as it runs after the component ``key`` has reported these values."""
    element = next(one for one in at.get("bidi_component") if one.proto.id.split("-", 2)[-1] == key)
    states = at._tree.get_widget_states()
    state = states.widgets.add()
    state.id, state.json_value = element.proto.id, json.dumps(values)
    at._run(states)
    return at


def cards(at: AppTest) -> dict[str, dict[str, Any]]:
    """The cards that are one element each, by key without its version ("hello.guide", "hello.loss")."""
    found = [(key, card) for key, data in components(at) if "card" in data for card in data["card"]["cards"]]
    return {f"{key.split('.')[0]}.{card['name']}": {"key": key, **card} for key, card in found}


def presses(at: AppTest) -> list[tuple[str, str]]:
    """What can be pressed on cards: the card's key and the button's label."""
    return [(key, each["label"]) for key, one in cards(at).items() for each in one["presses"] if not each["disabled"]]


def press(at: AppTest, key: str, label: str) -> AppTest:
    """Press the button of a card ("hello.guide") whose label begins so."""
    one = cards(at)[key]
    found = next(each["label"] for each in one["presses"] if each["label"].startswith(label))
    return report(at, one["key"], pressed={"card": one["name"], "label": found, "at": time.time()})


def options(at: AppTest, slug: str) -> list[str]:
    """The options that the guide's question offers; none while it is closed."""
    return [each["label"] for each in cards(at)[f"{slug}.guide"]["presses"] if each["kind"] == "choice"]


def answer(at: AppTest, slug: str, option: str) -> AppTest:
    """Commit to an answer of the guide's question."""
    label = next(each for each in options(at, slug) if each in (option, plain(option)))
    return press(at, f"{slug}.guide", label)


def held(at: AppTest, slug: str) -> Held:
    """All that the visit knows of the page."""
    visit: Visit = at.session_state["visit"]
    return visit.pages[slug]


def ticked(at: AppTest) -> set[str]:
    """The lessons of which a question was answered in this visit."""
    visit: Visit = at.session_state["visit"]
    return {slug for slug, given in visit.answers.items() if any(one.option != SKIP for one in given.values())}


def address(at: AppTest) -> dict[str, str]:
    """The query that the page writes into the address bar, without the step that the browser adds."""
    return dict(parse_qsl(str(component(at, "address")["query"])))


def live_value(at: AppTest, key: str, value: float) -> AppTest:
    """Drag the live slider ``key`` of the open page to ``value``."""
    token = component(at, key)["token"]
    at.session_state[key] = {"value": {"at": value, "token": token}}
    return at.run()


def explained_controls(at: AppTest) -> set[str]:
    """The names of the fields that have a control on the page, each of which says what it does."""
    widgets = [*at.slider, *at.select_slider, *at.text_input, *at.text_area, *at.selectbox, *at.button_group]
    assert all(widget.proto.help for widget in widgets)
    live = [key for key, data in components(at) if "low_text" in data and data["help"]]
    return {key.split(".")[1] for key in [*(str(widget.key) for widget in widgets), *live]}


def exponent_of_the_proof(at: AppTest) -> int:
    """The power of ten of the largest relative error that the opened proof names."""
    claim = next(text for text in words(at).split("\n") if "Largest relative error" in text)
    digits = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    return int(claim.split("10")[-1].strip("*").translate(digits))


def words(at: AppTest) -> str:
    """All text of the page, with that of its cards."""
    said = [f"{one['title']}\n{one['body']}" for one in cards(at).values() if one["kind"] != "number"]
    return "\n".join([*(str(part.value) for part in [*at.markdown, *at.caption, *at.warning]), *said])
