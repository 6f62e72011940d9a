"""The address bar as the page's state: what a link may say, and what each page remembers."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest


def visit() -> None:
    """A page with one number of its own; the test says through session state what to do."""
    import streamlit as st

    from ui import link

    def parse(text: str) -> int | None:
        return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:9]) < 100 else None

    state = st.session_state
    link.arrive(state.get("page", "one"))
    if "keep" in state:
        link.remember("seed", state["keep"], of=state.get("of"))
        del state["keep"]
    if state.get("forget"):
        link.forget_page()
        del state["forget"]
    state["seed"] = link.recall(
        "seed", 1, parse, of=state.get("of"), mirror=state.get("mirror", True)
    )
    state["refused"] = [(refusal.parameter, refusal.reason) for refusal in link.refusals()]


def opened(**link: Any) -> AppTest:
    """The page as a link opens it."""
    app = AppTest.from_function(visit, default_timeout=30)
    app.query_params.update(link)
    return again(app)


def again(app: AppTest, **state: Any) -> AppTest:
    """The page's next run, after the reader did what ``state`` says."""
    for key, value in state.items():
        app.session_state[key] = value
    app.run()
    assert not app.exception
    return app


def test_a_good_value_of_a_link_is_taken_and_stays_in_the_address() -> None:
    app = opened(seed="7", other="x")
    assert app.session_state["seed"] == 7
    assert app.query_params == {"seed": "7", "other": "x"}
    assert app.session_state["refused"] == []


def test_without_a_link_the_default_counts_and_stays_out_of_the_address() -> None:
    app = opened()
    assert app.session_state["seed"] == 1
    assert app.query_params == {}
    assert opened(seed="1").query_params == {}


@pytest.mark.parametrize(
    "text", ["", "x", "7.5", "-7", "0", "100", " 7", "nan", "٧", "7\x00", "%", "x" * 10_000]
)
def test_a_value_that_cannot_be_used_is_named_and_leaves_the_address(text: str) -> None:
    app = opened(seed=text)
    assert app.session_state["seed"] == 1
    assert app.query_params == {}
    ((parameter, reason),) = app.session_state["refused"]
    assert parameter == "seed"
    assert reason.startswith(f"“{text[:24]}")
    assert reason.endswith("” is not usable")
    assert len(reason) < 60


def test_the_notice_stays_while_the_reader_works_on_the_page() -> None:
    app = again(opened(seed="x"), keep=9)
    assert app.session_state["seed"] == 9
    assert [parameter for parameter, _ in app.session_state["refused"]] == ["seed"]


def test_a_value_given_twice_is_refused_although_each_one_is_good() -> None:
    app = opened(seed=["7", "8"])
    assert app.session_state["seed"] == 1
    assert app.session_state["refused"] == [("seed", "“7” is given more than once")]
    assert app.query_params == {}


def test_what_the_reader_changed_is_remembered_and_shown_in_the_address() -> None:
    app = again(opened(seed="7"), keep=9)
    assert app.session_state["seed"] == 9
    assert app.query_params == {"seed": "9"}
    assert again(app).session_state["seed"] == 9


def test_a_remembered_default_leaves_the_address() -> None:
    assert again(opened(seed="7"), keep=1).query_params == {}


def test_without_mirroring_the_address_stays_as_it_is() -> None:
    app = again(opened(seed="7"), keep=9, mirror=False)
    assert app.session_state["seed"] == 9
    assert app.query_params == {"seed": "7"}


def test_each_page_remembers_its_own() -> None:
    app = again(opened(seed="7"), keep=9)
    app.query_params.clear()
    assert again(app, page="two").session_state["seed"] == 1
    assert again(app, keep=5).session_state["seed"] == 5
    app.query_params.clear()
    assert again(app, page="one").session_state["seed"] == 9
    assert app.query_params == {"seed": "9"}


def test_on_arrival_the_link_counts_more_than_what_the_page_remembers() -> None:
    app = again(opened(seed="7"), keep=9)
    app.query_params.clear()
    again(app, page="two")
    app.query_params["seed"] = "3"
    assert again(app, page="one").session_state["seed"] == 3


def test_the_refusals_are_those_of_the_link_that_opened_the_page() -> None:
    app = opened(seed="x")
    assert again(app, page="two").session_state["refused"] == []


def test_each_thing_has_a_value_of_its_own_and_the_link_means_the_first() -> None:
    app = AppTest.from_function(visit, default_timeout=30)
    app.query_params["seed"] = "7"
    assert again(app, of="a").session_state["seed"] == 7
    assert again(app, of="b").session_state["seed"] == 1
    assert app.query_params == {}
    assert again(app, keep=5).session_state["seed"] == 5
    assert again(app, of="a").session_state["seed"] == 7
    assert app.query_params == {"seed": "7"}
    assert again(app, of="b").session_state["seed"] == 5


def test_going_back_to_the_defaults_forgets_this_page_only() -> None:
    app = again(opened(seed="x"), keep=9, of="a")
    again(app, keep=5, of="b")
    app.query_params.clear()
    again(app, page="two", keep=8)
    app.query_params.clear()
    again(app, page="one", forget=True)
    assert app.session_state["seed"] == 1
    assert app.session_state["refused"] == []
    assert again(app, of="a").session_state["seed"] == 1
    assert again(app, page="two", of="b").session_state["seed"] == 8
