"""A figure jumps when it is asked to or when it shows something new, else never."""

from typing import Any

from streamlit.testing.v1 import AppTest

from ui.walk import LAST


def page() -> None:
    """A figure about what session state says."""
    import streamlit as st

    from ui import walk

    state = st.session_state
    about = state.get("about", "hello")
    state["step"], state["token"], state["lit"] = walk.place(about, state.get("start", 4))
    st.button("go", key="go", on_click=walk.jump, args=(7,), kwargs={"highlight": ("y.2",)})
    st.button("end", key="end", on_click=walk.jump, args=(walk.LAST,))
    st.button("other", key="other")


def opened() -> AppTest:
    return again(AppTest.from_function(page, default_timeout=30))


def again(app: AppTest, click: str = "", **state: Any) -> AppTest:
    for key, value in state.items():
        app.session_state[key] = value
    if click:
        app.button(key=click).click()
    app.run()
    assert not app.exception
    return app


def place(app: AppTest) -> tuple[int, str, tuple[str, ...]]:
    return app.session_state["step"], app.session_state["token"], app.session_state["lit"]


def test_a_figure_starts_where_its_page_says() -> None:
    step, _, highlight = place(opened())
    assert (step, highlight) == (4, ())


def test_the_figure_stays_where_the_reader_left_it_while_nothing_new_is_shown() -> None:
    app = opened()
    before = place(app)
    assert place(again(app)) == before
    assert place(again(app, "other")) == before
    again(app, "go")
    after = place(app)
    assert place(again(app, "other")) == after
    assert place(again(app)) == after


def test_a_jump_is_new_and_goes_to_its_step() -> None:
    app = opened()
    token = place(app)[1]
    step, new, highlight = place(again(app, "go"))
    assert (step, highlight) == (7, ("y.2",))
    assert new != token


def test_the_same_jump_again_is_a_new_jump() -> None:
    app = again(opened(), "go")
    token = place(app)[1]
    assert place(again(app, "go"))[1] != token


def test_a_figure_about_something_new_starts_afresh_without_highlights() -> None:
    app = again(opened(), "go")
    token = place(app)[1]
    step, new, highlight = place(again(app, about="world", start=2))
    assert (step, highlight) == (2, ())
    assert new != token


def test_a_jump_together_with_a_new_subject_keeps_its_step() -> None:
    app = opened()
    step, token, highlight = place(again(app, "go", about="world"))
    assert (step, highlight) == (7, ("y.2",))
    assert place(again(app)) == (7, token, ("y.2",))


def test_a_new_subject_is_new_each_time() -> None:
    app = opened()
    tokens = [place(again(app, about=about))[1] for about in ("b", "hello", "b", "hello")]
    assert len({*tokens, place(opened())[1]}) == 5


def test_the_last_step_is_beyond_any_walk() -> None:
    app = again(opened(), "end")
    assert place(app)[0] == LAST
    assert LAST > 3 * 39 + 4 * 40
