"""What the reader typed over the numbers of the page: kept in its state, undone and done again."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lessons.recurrence.model import network
from lessons.recurrence.model.edits import LONGEST_HISTORY, Edit, applied, parse
from lessons.recurrence.state import Recurrence


def visit() -> None:
    """A page that does what the test says before it reads its state."""
    import streamlit as st

    from lessons.recurrence import state as edits
    from lessons.recurrence.model.edits import show
    from lessons.recurrence.state import Recurrence
    from ui.state import Page

    page = Page("recurrence", Recurrence)
    for name, *arguments in st.session_state.pop("deeds", ()):
        deed = getattr(edits, name, None)
        if deed is None:
            page.change(**dict(arguments))
        else:
            deed(page, *arguments)
    page.state()
    edits.remark_on_typing(page)
    st.session_state["history"] = show(page.now.edits)
    st.session_state["query"] = dict(page.query())
    st.session_state["undone"] = show(edits.undone(page))
    st.session_state["remarks"] = tuple(page.held.remarks)
    st.session_state["refused"] = [(refusal.parameter, refusal.reason) for refusal in page.held.refusals]


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
    assert app.session_state["query"]["edits"] == "W_hh.1.2=0.5~x.1.1=-2"
    after(app, ("undo",))
    assert app.session_state["query"]["edits"] == app.session_state["history"] == "W_hh.1.2=0.5"
    after(app, ("undo",), ("undo",))
    assert "edits" not in app.session_state["query"]
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
    assert "edits" not in app.session_state["query"]


def test_an_unusable_number_is_explained_and_nothing_is_lost() -> None:
    app = after(page(edits="x.1.1=3"), ("write", "W_hh", (1, 2), "lots"))
    assert app.session_state["remarks"] == ("“lots” is not a number such as 0.5 or −1.",)
    assert app.session_state["history"] == "x.1.1=3"
    assert after(app).session_state["remarks"] == ()


def test_other_weights_keep_what_was_typed_into_inputs_and_h_0() -> None:
    app = after(page(edits="W_hh=0~x.1.1=3~b_y.1=1~h_0.1=2"), ("change", ("seed", 2)))
    assert app.session_state["history"] == "x.1.1=3~h_0.1=2"


@pytest.mark.parametrize("change", [("seed", 2), ("edits", ())])
def test_what_was_undone_of_another_network_cannot_be_done_again(change: tuple[str, Any]) -> None:
    app = after(page(), ("write", "x", (1, 1), "3"), ("write", "W_hh", (1, 2), "0.5"), ("undo",))
    assert app.session_state["undone"] == "W_hh.1.2=0.5"
    after(app, ("change", change))
    assert app.session_state["undone"] == ""
    history = app.session_state["history"]
    assert after(app, ("redo",)).session_state["history"] == history


def test_what_is_typed_into_a_reversed_input_is_written_into_the_same_input() -> None:
    app = after(page(order="reversed"), ("write", "x", (4, 1), "3"))
    assert app.session_state["history"] == "x.1.1=3"
    assert Recurrence(order="reversed", edits=(Edit("x", (1, 1), 3.0),)).numbers.x[3, 0] == 3


def test_a_long_history_forgets_what_was_written_over_and_changes_no_number() -> None:
    deeds = [("write", "W_hh", (1 + k % 2, 1), f"{k}") for k in range(LONGEST_HISTORY)]
    app = after(page(), ("write", "W_hh", (), "7"), *deeds, ("write", "x", (1, 1), "5"))
    history = parse(app.session_state["history"])
    assert history is not None
    assert len(history) <= LONGEST_HISTORY
    numbers = applied(network.drawn(2, 2, 1), history, biases=False)
    assert numbers.W_hh.tolist() == [[LONGEST_HISTORY - 2, 7], [LONGEST_HISTORY - 1, 7]]
