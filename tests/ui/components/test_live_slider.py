"""What the live slider is sent and what it reports; the slider itself is driven in a browser."""

import json

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from ui.components import live_slider

    live_slider.mount(
        "tau",
        "Temperature <τ>",
        low=0.0,
        high=3.0,
        step=0.1,
        value=0.7,
        help="How bold.",
        width=140,
        low_text="0: best",
        token=st.session_state.get("token", ""),
    )


def test_the_slider_is_sent_its_range_its_value_and_its_words() -> None:
    app = AppTest.from_function(page, default_timeout=30)
    app.session_state["token"] = "2"
    app.run()
    (slider,) = app.get("bidi_component")
    assert json.loads(slider.proto.json) == {
        "label": "Temperature <τ>",
        "low": 0.0,
        "high": 3.0,
        "step": 0.1,
        "value": 0.7,
        "help": "How bold.",
        "low_text": "0: best",
        "token": "2",
    }
