"""What the reader typed: in a link, and in the numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.recurrence.model.edits import LONGEST_HISTORY, Edit, applied, number, parse, show
from lessons.recurrence.model.network import drawn

PLACES = st.tuples(st.integers(1, 6)) | st.tuples(st.integers(1, 6), st.integers(1, 6))
VALUES = st.floats(-100, 100).map(lambda value: round(value, 6) + 0.0)


def edits() -> st.SearchStrategy[Edit]:
    """Edits of all arrays, entries and whole."""
    matrices = st.sampled_from(["W_xh", "W_hh", "W_hy", "x"])
    vectors = st.sampled_from(["b_h", "b_y", "h_0"])
    two, one = st.tuples(*[st.integers(1, 6)] * 2), st.tuples(st.integers(1, 6))
    return st.builds(Edit, matrices, two | st.just(()), VALUES) | st.builds(Edit, vectors, one | st.just(()), VALUES)


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


@pytest.mark.parametrize("typed", ["", "nan", "inf", "1e400", "101", "-100.1", "1/2", "💥", "1.2.3", "٣", "9" * 99])
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
