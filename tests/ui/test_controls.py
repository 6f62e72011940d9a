"""The controls of a page: drawn from the fields, shown fixed or disabled where nothing can be chosen."""

from streamlit.testing.v1 import AppTest

from tests.ui.example import control


def page() -> None:
    """A slider that may be fixed, and a seed that may be."""
    import streamlit as st

    from tests.ui.example import Example
    from ui import controls
    from ui.state import Page

    page = Page("hello", Example)
    state = page.state()
    controls.control(page, "units", fixed=st.session_state.get("fixed"), label=st.session_state.get("label", ""))
    controls.seed_button(page, fixed=bool(st.session_state.get("fixed")))
    st.session_state["units"] = state.units


def ran(app: AppTest, **session: object) -> AppTest:
    for name, value in session.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception
    return app


def test_a_slider_that_is_fixed_shows_its_number_and_gives_the_reader_s_back_later() -> None:
    app = ran(AppTest.from_function(page, default_timeout=30))
    control(app.slider, "hello.units").set_value(9)
    ran(app)
    ran(app, fixed=20)
    assert app.slider[0].disabled
    assert app.slider[0].value == 20
    assert app.session_state["units"] == 9
    ran(app, fixed=None)
    assert not app.slider[0].disabled
    assert app.slider[0].value == 9


def test_a_page_may_name_a_control_differently_for_the_moment() -> None:
    app = ran(AppTest.from_function(page, default_timeout=30), label="Units of each layer")
    assert app.slider[0].label == "Units of each layer"


def test_where_nothing_is_drawn_no_new_weights_can_be() -> None:
    app = ran(AppTest.from_function(page, default_timeout=30), fixed=3)
    (button,) = app.button
    assert button.disabled
    assert button.label == "New weights"


def test_a_field_without_a_control_cannot_be_drawn() -> None:
    def wrong() -> None:
        from tests.ui.example import Example
        from ui import controls
        from ui.state import Page

        controls.draw(Page("hello", Example), "marks")

    app = AppTest.from_function(wrong, default_timeout=30).run()
    assert "has no control" in app.exception[0].message
