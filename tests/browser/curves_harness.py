"""A Streamlit script that mounts curves of every kind, for test_curves.py.

``?fixture=`` is walk, beside, gallery or one; ``?present=1`` and ``?veil=1`` as named.
"""

import math

import streamlit as st

from figures.curve_data import as_data
from figures.curves import Band, Curves, Panel, Series, Stop
from ui.components import curves

T = 100


def walk(factor: float, token: int, *, veil: bool) -> Curves:
    """A gradient's norm from T back to 0 with a band, a bound and a floor."""
    logs = tuple(factor * (T - t) / 10 for t in range(T + 1))
    spread = tuple(0.03 * (T - t) for t in range(T + 1))
    places = tuple(map(float, range(T + 1)))
    band = Band("10–90 % of networks", tuple(v - s for v, s in zip(logs, spread, strict=True)),
                tuple(v + s for v, s in zip(logs, spread, strict=True)))  # fmt: skip
    series = (
        Series("bound", "reference", tuple(v + 4 for v in logs), True, places, "bound"),
        Series("median", "gradient", logs, x=places, id="median", band=band),
        Series("rounding", "reference", (-15.65,), dashed=True),
    )
    stops = tuple(Stop(t, f"t = {t} · ‖∂L/∂h‖") for t in range(T, -1, -1))
    return Curves(
        "Gradient norms", "time step t", (Panel("‖∂L/∂h_t‖, log scale", series, log=True),),
        x_said="t = {x}", x_limits=(0, T), steps=stops[: T - 69] if veil else stops,
        start_token=str(token), veil=(0, 69) if veil else None,
    )  # fmt: skip


def beside(*, side: bool) -> Curves:
    """Loss and gradient norm of twins over one axis."""
    loss = [math.exp(-0.02 * k) for k in range(120)]
    norm = [0.2 + 3 * math.exp(-0.03 * k) * (k % 17 == 0) for k in range(120)]
    marks = tuple(k for k in range(120) if norm[k] > 1)
    return Curves(
        "Twins", "gradient steps",
        (
            Panel("mean loss, nats", (
                Series("without clipping", "other", tuple(loss[:40]), id="free", ending="diverged"),
                Series("with clipping", "output", tuple(v * 1.1 for v in loss), id="clipped",
                       marks=marks, mark="clipped step"),
                Series("guessing", "reference", (0.7,), dashed=True),
            )),
            Panel("gradient norm", (
                Series("without clipping", "other", tuple(norm[:40]), id="free.norm"),
                Series("with clipping", "output", tuple(norm), id="clipped.norm"),
                Series("threshold", "reference", (1.0,), dashed=True),
            )),
        ),
        beside=side,
    )  # fmt: skip


def gallery() -> Curves:
    """Gaps, exact zeros, values beyond the axis, whole lines out of sight, one point."""
    logs = (-math.inf, -math.inf, -6.0, -4.0, math.nan, -2.0, -1.0, 0.0)
    beyond = (9.0, 2.0, -3.0, 1.0, 5.0, -9.0, 0.0, 12.0)
    return Curves(
        "Gallery", "t",
        (
            Panel("logarithms", (Series("nilpotent", "gradient", logs, id="a"),), log=True),
            Panel("cut", (Series("beyond", "hidden", beyond, id="b"),
                          Series("one", "loss", (0.5,), id="c"),
                          Series("above", "input", (9.0, 9.0), id="d")), limits=(-4, 4)),
        ),
    )  # fmt: skip


def main() -> None:
    """Draw the fixture named in the address, with controls that change it."""
    st.set_page_config(page_title="Curves harness", layout="wide")
    state, query = st.session_state, st.query_params
    state.runs = state.get("runs", 0) + 1
    with st.container(horizontal=True):
        if st.button("Move"):
            state.factor = state.get("factor", -1.0) - 0.5
        if st.button("Jump"):
            state.token = state.get("token", 0) + 1
    fixture, veil = query.get("fixture", "walk"), query.get("veil") == "1"
    figure = {
        "walk": lambda: walk(state.get("factor", -1.0), state.get("token", 0), veil=veil),
        "beside": lambda: beside(side=True),
        "stacked": lambda: beside(side=False),
        "gallery": gallery,
    }[fixture]()
    curves.load()
    curves.mount_main(as_data(figure), "harness.curves", on_select=lambda name: state.update(selected=name))
    st.text(f"selected {state.get('selected')}")
    st.text(f"runs {state.runs}")


if __name__ == "__main__":
    main()
