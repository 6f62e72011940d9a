"""Widgets bound to the address: what a link may set, what it may not, and how all are put back."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ui.controls import unusable

DEFAULTS = {
    "kind": "a", "units": 3, "rate": 0.1, "word": "hello", "start": "h", "tau": 0.0, "seed": 1,
}  # fmt: skip
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


def page() -> None:
    """Every kind of control once."""
    import streamlit as st

    from ui import controls, lesson, link

    def parse(text: str) -> int | None:
        return int(text) if text.isdigit() and len(text) < 5 and int(text) else None

    state = st.session_state
    link.arrive("page")
    with lesson.control_row():
        found = {
            "kind": controls.choice("kind", "Kind", {"a": "Alpha", "b": "Beta"}, help="?"),
            "units": controls.whole("units", "Units", 1, 32, 3, help="?"),
            "rate": controls.stop("rate", "Rate", (0.01, 0.1, 1.0, 10.0), 0.1, help="?"),
            "word": controls.word("word", "Word", "hello", help="?"),
            "start": controls.option("start", "Start", list(state.get("list", "hel ")), help="?"),
            "tau": controls.live("tau", "Temperature", 0.0, 3.0, 0.1, 0.0, help="?"),
            "seed": link.recall("seed", 1, parse),
        }
    controls.lecture_values()
    if st.button("show", key="show", on_click=controls.set_to, args=(state.get("show_me", {}),)):
        pass
    state["found"] = found
    state["refused"] = [refusal.parameter for refusal in link.refusals()]
    state["remarked"] = controls.remarks()


def opened(**link: Any) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30)
    app.query_params.update(link)
    return ran(app)


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> dict[str, Any]:
    """What the widgets themselves show, in the page's terms."""
    return {
        "kind": app.button_group(key="kind").value,
        "units": app.slider(key="units").value,
        "rate": float(str(app.select_slider(key="rate").value)),
        "word": app.text_input(key="word").value,
        "start": app.selectbox(key="start").value,
    }


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


@pytest.mark.parametrize("typed", ["", "x", "x" * 41, "a\x07b"])
def test_the_last_good_word_stays_while_the_typed_one_cannot_be_used(typed: str) -> None:
    app = opened()
    app.text_input(key="word").set_value("eel")
    ran(app)
    app.text_input(key="word").set_value(typed)
    ran(app)
    assert app.session_state["found"]["word"] == "eel"
    assert app.text_input(key="word").value == typed
    (remark,) = app.session_state["remarked"]
    assert remark == f"The word is {unusable(typed)}. Still showing “eel”."
    app.text_input(key="word").set_value("hole")
    assert ran(app).session_state["found"]["word"] == "hole"
    assert app.session_state["remarked"] == ()


def test_an_option_that_is_no_longer_there_gives_way_to_the_first() -> None:
    app = opened(start="l")
    app.session_state["list"] = "xyz"
    assert ran(app).session_state["found"]["start"] == "x"
    assert app.selectbox(key="start").value == "x"


@pytest.mark.parametrize(
    "word",
    [
        *("ab", "aa", "a" * 40, "  ", "a\tb", "👩\u200d🚀👩\u200d🚀", "🇨🇦" * 40, "e\u0301" * 40),
        *("नमस्ते", "한국어", "سلام", "$]*\\", "\U0001f3f4\U000e0067\U000e007fx"),
        "👨🏽\u200d👩🏽\u200d👧🏽\u200d👦🏽x",
    ],
)
def test_text_of_any_script_can_be_a_word(word: str) -> None:
    assert unusable(word) is None


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("", "too short"),
        ("x", "too short"),
        ("👩\u200d🚀", "too short"),
        ("e\u0301", "too short"),
        ("a" * 41, "too long: 41 symbols"),
        ("🇨🇦" * 41, "too long: 41 symbols"),
        ("a\x00b", "control characters"),
        ("a\u202eb", "control characters"),
        ("ae" + "\u0301" * 40, "a symbol of it has more than 32"),
    ],
)
def test_what_cannot_be_a_word_is_told_why(word: str, why: str) -> None:
    assert why in (unusable(word) or "")
