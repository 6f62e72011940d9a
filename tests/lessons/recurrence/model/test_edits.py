"""What the reader typed: in a link, in the numbers, and how it is undone."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from lessons.recurrence import model as by_hand
from lessons.recurrence.edits import LONGEST_HISTORY, Edit, applied, number, parse, show
from lessons.recurrence.model import drawn

PLACES = st.tuples(st.integers(1, 6)) | st.tuples(st.integers(1, 6), st.integers(1, 6))
VALUES = st.floats(-100, 100).map(lambda value: round(value, 6) + 0.0)


def edits() -> st.SearchStrategy[Edit]:
    """Edits of all arrays, entries and whole."""
    matrices = st.sampled_from(["W_xh", "W_hh", "W_hy", "x"])
    vectors = st.sampled_from(["b_h", "b_y", "h_0"])
    two, one = st.tuples(*[st.integers(1, 6)] * 2), st.tuples(st.integers(1, 6))
    return st.builds(Edit, matrices, two | st.just(()), VALUES) | st.builds(
        Edit, vectors, one | st.just(()), VALUES
    )


@given(st.lists(edits(), min_size=1, max_size=20))
def test_a_history_survives_its_link(history: list[Edit]) -> None:
    assert parse(show(tuple(history))) == tuple(history)


def test_a_history_is_short_in_a_link() -> None:
    history = (Edit("W_hh", (1, 2), 0.5), Edit("x", (3, 1), -1.0), Edit("W_hh", (), 0.0))
    assert show(history) == "W_hh.1.2=0.5~x.3.1=-1~W_hh=0"


@pytest.mark.parametrize(
    "text",
    ["", "~", "W_hh", "W_hh=", "W_hh=nan", "W_hh=inf", "W_hh=1e9", "W_hh.1=1", "W_hh.0.1=1",
     "W_hh.1.2.3=1", "h_0.1.1=2", "V.1.1=1", "W_hh.1.2=0.5~", "W_hh.1.2=101", "💥", "x.3.1=1=2",
     "W_hh.1.2=0.5;x=1", "~".join(["x=1"] * (LONGEST_HISTORY + 1))],
)  # fmt: skip
def test_a_malformed_link_is_refused(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [("0.5", 0.5), (" −1 ", -1.0), ("-.25", -0.25), ("1,5", 1.5), ("+3", 3.0), ("1e1", 10.0),
     ("-0", 0.0), ("100", 100.0), ("0.12345678", 0.123457)],
)  # fmt: skip
def test_a_typed_number_is_understood(typed: str, value: float) -> None:
    found = number(typed)
    assert found == value
    assert not np.signbit(number("-0"))


@pytest.mark.parametrize(
    "typed", ["", "nan", "inf", "1e400", "101", "-100.1", "1/2", "💥", "1.2.3", "٣", "9" * 99]
)
def test_what_is_no_usable_number_is_explained(typed: str) -> None:
    reason = number(typed)
    assert isinstance(reason, str)
    assert reason.startswith(("not a number", "too large"))


def test_edits_apply_in_turn_and_wait_where_there_is_no_place() -> None:
    history = (Edit("W_hh", (), 0.0), Edit("W_hh", (2, 2), 0.7), Edit("x", (4, 1), 9.0))
    numbers = applied(drawn(2, 2, 1), history, biases=False)
    assert numbers.W_hh.tolist() == [[0, 0], [0, 0.7]]
    assert numbers.x.tolist() == drawn(2, 2, 1).x.tolist()
    assert applied(drawn(4, 1, 1), history, biases=False).x[3, 0] == 9
    assert applied(drawn(4, 1, 1), history, biases=False).W_hh.tolist() == [[0]]


def test_an_edit_of_a_bias_waits_until_there_are_biases() -> None:
    history = (Edit("b_h", (1,), 3.0),)
    assert not applied(drawn(2, 2, 1), history, biases=False).b_h.any()
    assert applied(drawn(2, 2, 1, biases=True), history, biases=True).b_h[0] == 3


def visit() -> None:
    """A page that does what the test says before it recalls its edits."""
    import streamlit as st

    from lessons.recurrence import edits
    from ui import controls, link

    state = st.session_state
    link.arrive("page")
    with_history = state.get("started", False)
    if not with_history:
        controls.begin()
        edits.recall()
        state["started"] = True
    for name, *arguments in state.pop("deeds", ()):
        getattr(edits, name)(*arguments)
    controls.begin()
    state["history"] = edits.show(edits.recall())
    state["undone"] = edits.show(edits.undone())
    state["remarks"] = controls.remarks()
    state["refused"] = [(refusal.parameter, refusal.reason) for refusal in link.refusals()]


def page(**link: str) -> AppTest:
    app = AppTest.from_function(visit, default_timeout=30)
    app.query_params.update(link)
    return app.run()


def after(app: AppTest, *deeds: tuple[Any, ...]) -> AppTest:
    app.session_state["deeds"] = deeds
    app.run()
    assert not app.exception
    return app


def test_what_is_typed_stands_in_the_link_and_can_be_undone_and_done_again() -> None:
    app = after(page(), ("write", "W_hh", (1, 2), "0.5"), ("write", "x", (1, 1), "−2"))
    assert app.query_params["edits"] == "W_hh.1.2=0.5~x.1.1=-2"
    after(app, ("undo",))
    assert app.query_params["edits"] == app.session_state["history"] == "W_hh.1.2=0.5"
    after(app, ("undo",), ("undo",))
    assert "edits" not in app.query_params
    after(app, ("redo",))
    assert app.session_state["history"] == "W_hh.1.2=0.5"
    after(app, ("redo",), ("redo",))
    assert app.session_state["history"] == "W_hh.1.2=0.5~x.1.1=-2"
    assert app.session_state["undone"] == ""


def test_a_new_edit_ends_what_could_be_done_again() -> None:
    app = after(page(), ("write", "W_hh", (1, 2), "0.5"), ("undo",), ("write", "h_0", (1,), "1"))
    assert app.session_state["undone"] == ""
    assert app.session_state["history"] == "h_0.1=1"


def test_a_link_brings_its_edits_and_they_can_be_undone() -> None:
    app = page(edits="W_hh=0~x.1.1=3")
    assert app.session_state["history"] == "W_hh=0~x.1.1=3"
    assert after(app, ("undo",)).session_state["history"] == "W_hh=0"


def test_a_malformed_link_is_refused_with_the_reason() -> None:
    app = page(edits="W_hh=lots")
    ((parameter, reason),) = app.session_state["refused"]
    assert parameter == "edits"
    assert "not a list of edits such as" in reason
    assert "edits" not in app.query_params


def test_an_unusable_number_is_explained_and_nothing_is_lost() -> None:
    app = after(page(edits="x.1.1=3"), ("write", "W_hh", (1, 2), "lots"))
    assert app.session_state["remarks"] == ("“lots” is not a number such as 0.5 or −1.",)
    assert app.session_state["history"] == "x.1.1=3"
    assert after(app).session_state["remarks"] == ()


def test_other_weights_keep_what_was_typed_into_inputs_and_h_0() -> None:
    app = after(page(edits="W_hh=0~x.1.1=3~b_y.1=1~h_0.1=2"), ("forget_weights",))
    assert app.session_state["history"] == "x.1.1=3~h_0.1=2"


def test_a_long_history_forgets_what_was_written_over_and_changes_no_number() -> None:
    deeds = [("write", "W_hh", (1 + k % 2, 1), f"{k}") for k in range(LONGEST_HISTORY)]
    app = after(page(), ("write", "W_hh", (), "7"), *deeds, ("write", "x", (1, 1), "5"))
    history = parse(app.session_state["history"])
    assert history is not None
    assert len(history) <= LONGEST_HISTORY
    numbers = applied(by_hand.drawn(2, 2, 1), history, biases=False)
    assert numbers.W_hh.tolist() == [[LONGEST_HISTORY - 2, 7], [LONGEST_HISTORY - 1, 7]]
