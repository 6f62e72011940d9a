"""What is chosen from a list that changes."""

from tests.ui.controls.page import opened, ran


def test_an_option_that_is_no_longer_there_gives_way_to_the_first() -> None:
    app = opened(start="l")
    app.session_state["list"] = "xyz"
    assert ran(app).session_state["found"]["start"] == "x"
    assert app.selectbox(key="start").value == "x"
