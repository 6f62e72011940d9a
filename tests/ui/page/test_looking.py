"""A line to look for sets the controls and moves the figure."""

from tests.ui.page.page import opened
from ui import walk


def test_show_me_sets_the_controls_and_sends_the_figure_there() -> None:
    app = opened()
    token = app.session_state["place"][1]
    app.button(key="show_me_2").click().run()
    assert app.session_state["found"] == app.slider(key="units").value == 9
    step, new, highlight = app.session_state["place"]
    assert (step, highlight) == (4, ())
    assert new != token
    app.button(key="show_me_1").click().run()
    assert app.session_state["found"] == 7
    assert app.session_state["undone"]
    assert app.session_state["place"][::2] == (walk.LAST, ("h.2",))
