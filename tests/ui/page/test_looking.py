"""A line to look for does what else it takes beside setting the state."""

from tests.pages.conftest import show_me
from tests.ui.page.page import opened


def test_show_me_does_what_the_line_says_beside_setting_the_state() -> None:
    app = opened()
    show_me(app, "hello", 1)
    assert app.session_state["found"] == app.slider[0].value == 7
    assert app.session_state["undone"]
