"""What the reader's own device keeps: their answers, so that a reload does not take them away."""

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from ui.components import bundle
from ui.components.payload import encode

_component = st.components.v2.component("unrolled_device", js=bundle.bundle(Path(__file__).parent / "device.js"))
KEY = "device"


def keep(answers: Mapping[str, Mapping[str, list[str]]], *, forget: int, on_stored: Callable[[str], None]) -> None:
    """Put ``answers`` (by page and question) beside what the device has.

    ``on_stored`` is told once a visit, before the page runs again, what the device had: a JSON text of the same form,
    which may be anything, for the reader can write it. A higher ``forget`` lets the device forget everything.
    """

    def stored() -> None:
        on_stored(str(st.session_state[KEY]["stored"]))

    _component(
        key=KEY,
        data=encode({"answers": {page: dict(each) for page, each in answers.items()}, "forget": forget}),
        default={"stored": None},
        on_stored_change=stored,
        height=1,
    )
