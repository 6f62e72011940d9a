"""Widgets bound to the address: what a link may set, what it may not, and how all are put back."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.controls.page import DEFAULTS, opened, ran, shown

GOOD = {
    "kind": "Beta", "units": "7", "rate": "1", "word": "olé 👍", "start": " ", "tau": "1.5",
    "seed": "9",
}  # fmt: skip
TAKEN = {
    "kind": "b", "units": 7, "rate": 1.0, "word": "olé 👍", "start": " ", "tau": 1.5, "seed": 9,
}  # fmt: skip
MALFORMED: dict[str, dict[str, Any]] = {
    "empty": dict.fromkeys(DEFAULTS, ""),
    "of the wrong type": {
        "kind": "1", "units": "3.5", "rate": "fast", "word": "\x07\x07", "start": "1",
        "tau": "warm", "seed": "one",
    },
    "out of range": {
        "kind": "c", "units": "33", "rate": "0.2", "word": "x", "start": "z", "tau": "3.1",
        "seed": "0",
    },
    "far out of range": {
        "kind": "a,Beta", "units": "-1", "rate": "1e999", "word": "x" * 41, "start": "he",
        "tau": "nan", "seed": "9" * 5000,
    },
    "given twice": {
        "kind": ["Alpha", "Beta"], "units": ["4", "5"], "rate": ["1", "10"], "word": ["ab", "cd"],
        "start": ["e", "l"], "tau": ["1", "2"], "seed": ["5", "6"],
    },
    "10 kB long": dict.fromkeys(DEFAULTS, "x" * 10_000),
    "10 kB of marks": dict.fromkeys(DEFAULTS, "ae" + "\u0301" * 10_000),
}  # fmt: skip


def changed() -> AppTest:
    """The page after the reader changed every control on it."""
    app = opened()
    app.button_group(key="kind").set_value("b")
    app.slider(key="units").set_value(32)
    app.select_slider(key="rate").set_value("10")
    app.text_input(key="word").set_value("eel")
    app.selectbox(key="start").set_value("l")
    app.session_state["tau.live"] = {"value": 2.5}
    return ran(app)


def test_without_a_link_the_lectures_values_are_shown() -> None:
    app = opened()
    assert app.session_state["found"] == DEFAULTS
    assert shown(app).items() <= DEFAULTS.items()
    assert app.query_params == {}


def test_good_values_of_a_link_are_taken() -> None:
    app = opened(**GOOD)
    assert app.session_state["found"] == TAKEN
    assert shown(app).items() <= TAKEN.items()
    assert app.session_state["refused"] == []
    assert app.query_params == GOOD


@pytest.mark.parametrize("fault", MALFORMED)
def test_values_that_cannot_be_used_are_named_and_the_defaults_shown(fault: str) -> None:
    app = opened(**MALFORMED[fault])
    assert app.session_state["found"] == DEFAULTS
    assert shown(app).items() <= DEFAULTS.items()
    assert sorted(app.session_state["refused"]) == sorted(DEFAULTS)
    assert app.query_params == {}
    assert app.session_state["remarked"] == ()


def test_one_value_that_cannot_be_used_leaves_the_others() -> None:
    app = opened(**GOOD | {"units": "99"})
    assert app.session_state["found"] == TAKEN | {"units": 3}
    assert app.session_state["refused"] == ["units"]


def test_a_refused_control_can_be_changed_afterwards() -> None:
    app = opened(units="99")
    app.slider(key="units").set_value(8)
    assert ran(app).session_state["found"]["units"] == 8
    assert ran(app).session_state["found"]["units"] == 8


def test_what_the_reader_changes_counts_and_the_live_slider_is_in_the_address() -> None:
    app = changed()
    expected = {
        "kind": "b", "units": 32, "rate": 10.0, "word": "eel", "start": "l", "tau": 2.5, "seed": 1,
    }  # fmt: skip
    assert app.session_state["found"] == expected
    assert app.query_params == {"tau": "2.5"}


def test_lecture_values_puts_everything_back() -> None:
    app = changed()
    app.button(key="lecture_values").click()
    ran(app)
    assert app.session_state["found"] == DEFAULTS
    assert shown(app).items() <= DEFAULTS.items()
    assert app.query_params == {}
    assert ran(app).session_state["found"] == DEFAULTS


def test_lecture_values_puts_a_link_back_and_forgets_what_was_refused() -> None:
    app = opened(**GOOD | {"units": "99"})
    app.button(key="lecture_values").click()
    ran(app)
    assert app.session_state["found"] == DEFAULTS
    assert app.session_state["refused"] == []
    assert app.query_params == {}


def test_the_live_slider_works_again_after_it_was_put_back() -> None:
    app = changed()
    app.button(key="lecture_values").click()
    ran(app)
    app.session_state["tau.live"] = {"value": 1.5}
    assert ran(app).session_state["found"]["tau"] == 1.5


def test_show_me_sets_widgets_and_live_sliders_alike() -> None:
    app = opened()
    app.session_state["show_me"] = {"kind": "b", "units": 5, "tau": 2, "word": "hole"}
    ran(app)
    app.button(key="show").click()
    ran(app)
    expected = DEFAULTS | {"kind": "b", "units": 5, "tau": 2.0, "word": "hole"}
    assert app.session_state["found"] == expected
    assert shown(app).items() <= expected.items()
