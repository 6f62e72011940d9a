"""Any way through the app: no page breaks, none reaches another, and a link is the whole state.

A walk opens pages by menu, by link and back, moves every kind of control, presses every button, chooses in figures and
reloads, in any order. Every step is written down; a failure prints the way that led to it.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import address, components, control, held, press, presses
from tests.sources import ROOT
from ui import fields
from ui.registry import BY_SLUG, ready_lessons
from ui.state import OF_THE_BROWSER, Visit

STEPS, SEEDS = 500, (1, 2, 3)
SLUGS = tuple(lesson.slug for lesson in ready_lessons())
TYPED = (
    "hello",
    "banana",
    "",
    "x",
    "não 👍🏽",
    "<b>*a*</b> $x$",
    "z" * 60,
    "hello hello",
    "the film is not good",
    "\u202e\x07",
    "W_hh = [1]",
    "nan",
)
MALFORMED = ("", "x", "-1", "99999", "nan", "1e999", "a_b.c~d", "1-2", "🙂", "'\"><script>", "0.5", "true", "[]")
FOREIGN = (
    "view",
    "hidden",
    "example",
    "length",
    "cell",
    "network",
    "tape",
    "trained",
    "lag",
    "sentence",
    "foo",
    "seed",
)

Action = Callable[[], None]


class Walk:
    """A visit that is walked through at random, and the way it took."""

    def __init__(self, seed: int) -> None:
        """Begin at the map."""
        self.rng = np.random.default_rng(seed)
        self.way: list[str] = []
        self.slug = ""
        self.acted: set[str] = set()
        self.left: list[tuple[str, dict[str, str]]] = []
        self.app = self.begun()

    def begun(self) -> AppTest:
        """A new visit."""
        return AppTest.from_file(ROOT / "ui" / "main.py", default_timeout=120).run()

    def one(self, things: Any) -> Any:
        """Any of ``things``."""
        return things[int(self.rng.integers(len(things)))]

    def note(self, what: str) -> None:
        """Write a step down."""
        self.way.append(what)

    # ---- the steps ------------------------------------------------------------------------------

    def open(self, slug: str, query: dict[str, str]) -> None:
        """Go to a page as its entry in the menu or a link does."""
        if self.slug and self.slug != slug:
            self.left.append((self.slug, address(self.app)))
        self.slug = slug
        self.app.query_params.clear()
        self.app.query_params.update(query)
        self.app.switch_page(str(BY_SLUG[slug].file)).run()
        if self.rng.random() < 0.6:
            self.more()

    def more(self) -> None:
        """The further controls of the page."""
        self.app.session_state[f"{self.slug}.more"] = True
        self.app.run()

    def by_the_menu(self) -> None:
        """A page as the menu opens it; nothing is answered there before the reader does anything."""
        slug = self.one(SLUGS)
        self.note(f"menu {slug}")
        self.open(slug, {})
        if slug not in self.acted:
            self.asks_openly()

    def by_a_link(self) -> None:
        """A page with parameters of its own, of other pages, and malformed ones."""
        slug = self.one(SLUGS)
        names = {*self.rng.choice(FOREIGN, 2).tolist()}
        if slug in self.visit.pages:
            own = list(fields.of(type(held(self.app, slug).state)))
            names |= {*self.rng.choice(own, 2).tolist()}
        query = {name: self.one(MALFORMED) for name in names}
        if self.rng.random() < 0.3:
            query["present"] = self.one(("1", "0"))
        self.note(f"link {slug} {query}")
        self.acted.add(slug)
        self.open(slug, query)

    def back(self) -> None:
        """The page that was left last, with the address it had."""
        if self.left:
            slug, query = self.left.pop()
            self.note(f"back to {slug} {query}")
            self.slug = ""
            self.open(slug, query)

    def reload(self) -> None:
        """The page's own address in a new visit shows the same state."""
        if self.slug:
            query, before = address(self.app), held(self.app, self.slug).state
            self.note(f"reload {self.slug} {query}")
            slug, self.slug, self.left, self.acted = self.slug, "", [], {self.slug}
            self.app = self.begun()
            self.open(slug, query)
            assert held(self.app, slug).refusals == ()
            after = held(self.app, slug).state
            different = {
                name
                for name in fields.of(type(after))
                if name != "step" and getattr(after, name) != getattr(before, name)
            }
            assert not different, f"after the reload another {different}"

    def press(self) -> None:
        """Any button."""
        buttons = [button for button in self.app.button if not button.disabled]
        on_cards = presses(self.app)
        if not buttons and not on_cards:
            return
        number = int(self.rng.integers(len(buttons) + len(on_cards)))
        self.acted.add(self.slug)
        if number < len(buttons):
            button = buttons[number]
            self.note(f"press {button.label!r} ({button.key})")
            button.click().run()
        else:
            key, label = on_cards[number - len(buttons)]
            self.note(f"press {label!r} ({key})")
            press(self.app, key, label)

    def move(self) -> None:
        """Any control, to any value it can have."""
        self.more()
        app = self.app
        widgets = [
            w
            for kind in (
                app.slider,
                app.select_slider,
                app.text_input,
                app.text_area,
                app.selectbox,
                app.button_group,
                app.checkbox,
                app.toggle,
            )
            for w in kind
        ]
        widgets = [widget for widget in widgets if not widget.disabled]
        if not widgets:
            return
        widget = self.one(widgets)
        value: Any
        if widget.type in ("text_input", "text_area"):
            value = self.one(TYPED)
        elif widget.type == "slider":
            low, high = int(widget.min), int(widget.max)
            value = int(self.rng.integers(low, high + 1))
            if isinstance(widget.value, tuple):
                value = tuple(sorted((value, int(self.rng.integers(low, high + 1)))))
        elif widget.type in ("checkbox", "toggle"):
            value = not widget.value
        elif widget.type == "button_group":
            value = self.one(held_options(self, widget))
        else:
            value = self.one(widget.options)
        self.note(f"set {widget.key} to {value!r}")
        self.acted.add(self.slug)
        if widget.type == "select_slider":
            widget.set_value(self.one(held_options(self, widget))).run()
        else:
            widget.set_value(value).run()

    def drag(self) -> None:
        """Any live slider, to any of its values."""
        live = [(key, data) for key, data in components(self.app) if "low_text" in data]
        if live:
            key, data = self.one(live)
            steps = round((data["high"] - data["low"]) / data["step"])
            value = round(data["low"] + data["step"] * int(self.rng.integers(steps + 1)), 6)
            self.note(f"drag {key} to {value}")
            self.acted.add(self.slug)
            self.app.session_state[key] = {"value": {"at": value, "token": data["token"]}}
            self.app.run()

    def choose(self) -> None:
        """Any number of the page's diagram; ring and state name the same one."""
        graphs = [(key, data["graph"]) for key, data in components(self.app) if "graph" in data]
        if graphs:
            _, graph = self.one(graphs)
            node = self.one(graph["nodes"])
            numbers = [number for number in node.get("indices", range(1, len(node["texts"]) + 1)) if number]
            name = f"{node['id']}.{self.one(numbers)}" if numbers else node["id"]
            self.note(f"choose {name}")
            self.acted.add(self.slug)
            page = held(self.app, self.slug)
            page.state = type(page.state)(**{**as_dict(page.state), "selected": name})
            self.app.run()
            shown = [data["graph"] for _, data in components(self.app) if "graph" in data]
            known = {each["id"] for each in shown[0]["nodes"]} if shown else set()
            if node["id"] in known:
                assert shown[0]["selected"] == name

    def set(self, name: str, place: int) -> None:
        """The control of a field, to the value at this place of its range or list."""
        self.more()
        app = self.app
        widgets = [
            w for kind in (app.slider, app.select_slider, app.text_input, app.selectbox, app.button_group) for w in kind
        ]
        widget = control(widgets, name)
        if widget.type == "text_input":
            widget.set_value(TYPED[place]).run()
        elif widget.type == "slider":
            widget.set_value(int(widget.min) + place).run()
        else:
            widget.set_value(widget.options[place]).run()
        self.holds()

    # ---- what must hold -------------------------------------------------------------------------

    @property
    def visit(self) -> Visit:
        """What the app knows of this visit."""
        found: Visit = self.app.session_state["visit"]
        return found

    def asks_openly(self) -> None:
        """The page's questions wait for an answer."""
        assert not self.visit.answers.get(self.slug), f"{self.slug} was answered before it was asked"

    def holds(self) -> None:
        """No exception, and an address of this page alone."""
        assert not self.app.exception, (
            self.app.exception[0].message + "\n" + "\n".join(self.app.exception[0].stack_trace)
        )
        if self.slug:
            own = {*fields.of(type(held(self.app, self.slug).state)), *OF_THE_BROWSER}
            assert set(address(self.app)) <= own

    def step(self) -> None:
        """One step of the walk."""
        steps: list[tuple[float, Action]] = [
            (0.12, self.by_the_menu), (0.06, self.by_a_link), (0.04, self.back), (0.05, self.reload),
            (0.3, self.press), (0.28, self.move), (0.08, self.drag), (0.07, self.choose),
        ]  # fmt: skip
        shares = np.array([share for share, _ in steps])
        steps[int(self.rng.choice(len(steps), p=shares / shares.sum()))][1]()
        self.holds()


def as_dict(state: Any) -> dict[str, Any]:
    """The fields of a state by name."""
    return {name: getattr(state, name) for name in fields.of(type(state))}


def held_options(walk: Walk, widget: Any) -> list[Any]:
    """What a group of buttons or a slider of stops can be set to, as the page means it."""
    name = str(widget.key).split(".")[1]
    kind = fields.of(type(held(walk.app, walk.slug).state)).get(name)
    if isinstance(kind, fields.Choice):
        return list(kind.options)
    if isinstance(kind, fields.Stop):
        return list(kind.stops)
    return list(widget.options)


def walked(walk: Walk, steps: int) -> None:
    """Walk on; a failure is told with the way that led to it."""
    for _ in range(steps):
        try:
            walk.step()
        except Exception as error:
            raise AssertionError(f"{error}\nafter\n" + "\n".join(walk.way[-25:])) from error


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_walk_through_all_pages_breaks_nothing(seed: int) -> None:
    walked(Walk(seed), STEPS)


def test_five_wirings_and_then_a_far_clue() -> None:
    walk = Walk(0)
    walk.open("sequences", {})
    walk.set("sequences.example", 1)
    walk.open("long-term", {})
    walk.holds()


@pytest.mark.parametrize(("before", "control"), [("rnn-vs-lstm", "length"), ("translation", "sentence")])
def test_a_control_of_one_name_and_then_the_same_weights(before: str, control: str) -> None:
    walk = Walk(0)
    walk.open(before, {})
    walk.set(f"{before}.{control}", 0)
    walk.open("recurrence", {})
    walk.holds()


@pytest.mark.parametrize(
    ("before", "query", "after"),
    [
        ("hello", {"network": "random", "hidden": "32"}, "deep-rnn"),
        ("sentiment", {"sentence": "the film is not good"}, "translation"),
        ("translation", {"view": "beam"}, "image-captioning"),
        ("sequences", {"example": "4"}, "long-term"),
        ("rnn-vs-lstm", {"length": "16"}, "recurrence"),
    ],
)
def test_a_page_set_by_a_link_and_then_another(before: str, query: dict[str, str], after: str) -> None:
    walk = Walk(0)
    walk.open(before, query)
    walk.holds()
    walk.open(after, {})
    walk.holds()
    assert address(walk.app) == {}
    walk.asks_openly()


@pytest.mark.parametrize(
    ("before", "after"),
    [("hello", "bptt"), ("lstm-gates", "rnn-vs-lstm"), ("rnn-vs-lstm", "deep-rnn"), ("sequences", "hello")],
)
def test_every_stop_of_a_page_and_then_another(before: str, after: str) -> None:
    walk = Walk(0)
    walk.open(before, {})
    for _ in range(40):
        ways = [label for key, label in presses(walk.app) if key == f"{before}.guide" and label != "Back"]
        way = next((label for label in ways if label == "Skip" or label.startswith("Next")), None)
        if way is None:
            break
        press(walk.app, f"{before}.guide", way)
        walk.holds()
    walk.open(after, {})
    walk.holds()
    assert address(walk.app) == {}
    walk.asks_openly()
