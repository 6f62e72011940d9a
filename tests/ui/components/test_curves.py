"""What the live curve is sent; the drawing itself is watched in a browser."""

import json

from streamlit.testing.v1 import AppTest

from figures.curve_data import as_data
from figures.curves import loss_curve
from ui.components.payload import decode


def page() -> None:
    import streamlit as st

    from figures.curve_data import as_data
    from figures.curves import loss_curve
    from ui.components import curves

    losses = st.session_state.get("losses", (1.5, 0.25))
    data = as_data(loss_curve(losses, guessing=1.25))
    curves.mount({**data, "extra": st.session_state.get("extra")}, "loss", height=150)


def test_the_curve_is_sent_its_payload_and_its_height() -> None:
    (curve,) = AppTest.from_function(page, default_timeout=30).run().get("bidi_component")
    sent = decode(curve.proto.bytes)
    assert sent["height_px"] == 150
    data = json.loads(json.dumps(as_data(loss_curve((1.5, 0.25), guessing=1.25))))
    assert sent.items() >= {**data, "extra": None}.items()


def test_a_number_that_json_cannot_carry_is_refused_with_its_place() -> None:
    app = AppTest.from_function(page, default_timeout=30)
    app.session_state["extra"] = float("nan")
    assert "payload['extra'] is nan" in app.run().exception[0].message


def test_the_longest_training_stays_a_small_message() -> None:
    app = AppTest.from_function(page, default_timeout=30)
    app.session_state["losses"] = tuple(1.4 / (1 + 0.01 * k) for k in range(3001))
    (curve,) = app.run().get("bidi_component")
    assert len(curve.proto.bytes) < 16_000
