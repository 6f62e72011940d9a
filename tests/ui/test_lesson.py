"""The anatomy of a lesson: notices, things to watch, a computed proof, the code that ran."""

import inspect
from typing import Any

from streamlit.testing.v1 import AppTest

from rnn_core import readout, rnn
from ui import lesson, walk
from ui.registry import LESSONS


def page() -> None:
    """A lesson with one control."""
    import streamlit as st

    from rnn_core import readout, rnn
    from ui import controls, lesson, link, walk
    from ui.lesson import LookFor

    state = st.session_state
    link.arrive("hello")
    with lesson.control_row():
        state["found"] = controls.whole("units", "Units", 1, 32, 3, help="?")
        for text in state.get("remark", ()):
            controls.remark(text)
    state["place"] = walk.place("x", 0)
    left, right = lesson.halves()
    left.text("figure")
    with right:
        lesson.look_for(
            LookFor("First.", {"units": 7}, ("h.2",), then=lambda: state.update(undone=True)),
            LookFor("Second.", {"units": 9}, step=4),
        )

    def errors() -> dict[str, float]:
        state["checked"] = state.get("checked", 0) + 1
        return {"W_hh": 3.2e-10, "W_xh": 5e-12}

    with lesson.footer():
        lesson.proof(errors, "gradients agree")
        lesson.code_that_ran(rnn.step, readout.forward)


def opened(state: dict[str, Any] | None = None, **link: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30)
    for key, value in (state or {}).items():
        app.session_state[key] = value
    app.query_params.update(link)
    app.run()
    assert not app.exception
    return app


def test_a_refused_link_is_told_above_the_figure_with_the_parameters_name() -> None:
    (warning,) = opened(units="9]9").warning
    assert "lecture's values stand in their place" in warning.value
    assert r"- `units`: “9\]9” is not a whole number" in warning.value
    assert not opened(units="9").warning


def test_a_remark_about_a_control_is_told_literally() -> None:
    (warning,) = opened({"remark": ["No *such* word."]}).warning
    assert warning.value == r"No \*such\* word\."


def test_the_figure_stands_before_the_cards_and_is_wider_for_a_presenter() -> None:
    app, presented = opened(), opened(present="1")
    figure, cards = app.columns
    assert [text.value for text in figure.text] == ["figure"]
    assert "Look for" in cards.markdown[0].value
    assert presented.columns[0].weight > figure.weight > cards.weight


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


def test_the_proof_is_computed_only_when_asked_for_and_shows_the_worst_error() -> None:
    app = opened()
    assert "checked" not in app.session_state
    app.button(key="proof_drawer").click().run()
    assert app.session_state["checked"] == 1
    shown = "\n".join(text.value for text in app.markdown)
    assert "Largest relative error, on the model on the screen: **3·10⁻¹⁰**" in shown
    assert app.table[0].value["relative error"].tolist() == ["3·10⁻¹⁰", "5·10⁻¹²"]


def test_the_code_shown_is_the_source_of_what_ran() -> None:
    app = opened()
    assert not app.code
    app.button(key="code_drawer").click().run()
    shown = [code.value.rstrip() for code in app.code]
    assert shown == [inspect.getsource(f).rstrip() for f in (rnn.step, readout.forward)]
    assert "`rnn_core.rnn.step`" in [caption.value for caption in app.caption]


def test_the_title_of_a_lesson_is_its_question() -> None:
    for entry in LESSONS:
        assert lesson.question(entry.slug) == entry.question
