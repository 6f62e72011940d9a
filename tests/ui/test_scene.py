"""A presenter's scenes: the walk first, then each look-for line, in order and back."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest


def page() -> None:
    """A lesson in presenter mode with two lines, and buttons in place of a clicker."""
    import streamlit as st

    from ui import controls, link, scene
    from ui import page as lesson
    from ui.page import LookFor

    state = st.session_state
    link.arrive(state.get("page", "hello"))
    with lesson.control_row():
        state["found"] = controls.whole("units", "Units", 1, 32, 3, help="?")
    lesson.look_for(LookFor("First.", {"units": 7}), LookFor("Second.", {"units": 9}))
    st.button("on", on_click=scene.move, args=(1,))
    st.button("back", on_click=scene.move, args=(-1,))


def presenting() -> tuple[AppTest, Callable[[str], None]]:
    app = AppTest.from_function(page, default_timeout=30)
    app.query_params["present"] = "1"
    app.run()
    assert not app.exception

    def press(label: str) -> None:
        next(button for button in app.button if button.label == label).click().run()

    return app, press


def heading(app: AppTest) -> str:
    return " ".join(str(found.value) for found in app.markdown)


def test_the_walk_comes_first_and_says_how_many_scenes_follow() -> None:
    app, _ = presenting()
    assert "Look for" not in heading(app)
    assert "2 scenes" in app.caption[0].value


def test_the_clicker_goes_through_the_lines_and_stops_at_the_last() -> None:
    app, press = presenting()
    for number, sentence, units in ((1, "First.", 7), (2, "Second.", 9), (2, "Second.", 9)):
        press("on")
        assert f"Look for · {number} of 2" in heading(app)
        assert sentence in heading(app)
        assert app.session_state["found"] == units


def test_going_back_from_the_first_scene_brings_back_the_lecture_s_values() -> None:
    app, press = presenting()
    press("on")
    press("back")
    assert "Look for" not in heading(app)
    assert app.session_state["found"] == 3
    press("back")
    assert app.session_state["found"] == 3


def test_another_lesson_begins_with_its_own_walk() -> None:
    app, press = presenting()
    press("on")
    app.session_state["page"] = "bptt"
    app.run()
    assert "Look for" not in heading(app)
