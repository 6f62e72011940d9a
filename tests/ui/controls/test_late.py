"""What a button set stays, though the browser sent the old value before it heard of it."""

import pytest
from streamlit.testing.v1 import AppTest

from ui.controls import late


def page() -> None:
    """A control, a button that sets it, and perhaps a browser that sends at every tick."""
    import streamlit as st

    from ui import controls, link
    from ui.controls import late

    link.arrive("page")
    controls.begin()
    if st.session_state.get("ticking"):
        late.ticks()
    controls.choice("view", "View", {"read": "read", "train": "train"}, help="", default="train")
    st.button("Read", on_click=controls.set_to, args=({"view": "read"},))
    controls.end()
    if took := st.session_state.pop("takes", 0):
        st.session_state["clock"][0] += took
        late.told(again=False)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(late, "monotonic", lambda: now[0])
    return now


def opened(*, ticking: bool) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30)
    app.session_state["ticking"] = ticking
    return app.run()


def chosen(app: AppTest) -> object:
    return app.session_state["view"]


def test_a_message_that_was_under_way_does_not_set_back_what_a_button_set(
    clock: list[float],
) -> None:
    app = opened(ticking=True)
    app.button[0].click().run()
    assert chosen(app) == "read"
    clock[0] += 0.9 * late.UNDER_WAY
    app.segmented_control(key="view").set_value("train").run()
    assert chosen(app) == "read"


def test_the_last_tick_of_a_training_that_was_just_paused_is_under_way_too(
    clock: list[float],
) -> None:
    app = opened(ticking=True)
    app.session_state["ticking"] = False
    clock[0] += 0.5 * late.UNDER_WAY
    app.button[0].click().run()
    app.segmented_control(key="view").set_value("train").run()
    assert chosen(app) == "read"


def test_a_run_that_takes_long_leaves_the_browser_its_time_to_hear(clock: list[float]) -> None:
    app = opened(ticking=True)
    app.session_state["clock"], app.session_state["takes"] = clock, 5 * late.UNDER_WAY
    app.button[0].click().run()
    clock[0] += 0.9 * late.UNDER_WAY
    app.segmented_control(key="view").set_value("train").run()
    assert chosen(app) == "read"
    clock[0] += 0.2 * late.UNDER_WAY
    app.segmented_control(key="view").set_value("train").run()
    assert chosen(app) == "train"


def test_the_reader_may_go_back_when_no_message_can_be_under_way_any_more(
    clock: list[float],
) -> None:
    app = opened(ticking=True)
    app.button[0].click().run()
    clock[0] += 1.1 * late.UNDER_WAY
    app.segmented_control(key="view").set_value("train").run()
    assert chosen(app) == "train"


def test_without_ticks_the_control_goes_where_it_is_put_at_once() -> None:
    app = opened(ticking=False)
    app.button[0].click().run()
    app.segmented_control(key="view").set_value("train").run()
    assert chosen(app) == "train"
