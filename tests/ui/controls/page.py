"""A page with every kind of control once, and what it shows."""

from typing import Any

from streamlit.testing.v1 import AppTest

DEFAULTS = {
    "kind": "a", "units": 3, "rate": 0.1, "word": "hello", "start": "h", "tau": 0.0, "seed": 1,
}  # fmt: skip


def page() -> None:
    """Every kind of control once."""
    import streamlit as st

    from ui import controls, link
    from ui import page as lesson

    def parse(text: str) -> int | None:
        return int(text) if text.isdigit() and len(text) < 5 and int(text) else None

    state = st.session_state
    link.arrive("page")
    with lesson.control_row():
        found = {
            "kind": controls.choice("kind", "Kind", {"a": "Alpha", "b": "Beta"}, help="?"),
            "units": controls.whole("units", "Units", 1, 32, 3, help="?"),
            "rate": controls.stop("rate", "Rate", (0.01, 0.1, 1.0, 10.0), 0.1, help="?"),
            "word": controls.word("word", "Word", "hello", help="?"),
            "start": controls.option("start", "Start", list(state.get("list", "hel ")), help="?"),
            "tau": controls.live("tau", "Temperature", 0.0, 3.0, 0.1, 0.0, help="?"),
            "seed": link.recall("seed", 1, parse),
        }
    controls.lecture_values()
    if st.button("show", key="show", on_click=controls.set_to, args=(state.get("show_me", {}),)):
        pass
    state["found"] = found
    state["refused"] = [refusal.parameter for refusal in link.refusals()]
    state["remarked"] = controls.remarks()


def opened(**link: Any) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30)
    app.query_params.update(link)
    return ran(app)


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> dict[str, Any]:
    """What the widgets themselves show, in the page's terms."""
    return {
        "kind": app.button_group(key="kind").value,
        "units": app.slider(key="units").value,
        "rate": float(str(app.select_slider(key="rate").value)),
        "word": app.text_input(key="word").value,
        "start": app.selectbox(key="start").value,
    }
