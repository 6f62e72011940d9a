"""A card beside a figure as one element: a heading, text in a little Markdown, and buttons.

One element for each card keeps a run of the page short: a bordered container with its text and three buttons would be
five, each with its own message.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import streamlit as st

from ui import presenter
from ui.components import bundle
from ui.components.payload import encode

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "unrolled_card",
    html='<section class="card"></section>',
    css=(bundle.JS / "roles.css").read_text(encoding="utf-8") + (_HERE / "card.css").read_text(encoding="utf-8"),
    js=bundle.bundle(_HERE / "card.js"),
)


@dataclass(frozen=True, slots=True)
class Press:
    """A button of a card, and what it does before the page runs again.

    ``kind``: "button", a quiet "link" over the whole line, or a "choice" among others. ``icon`` is the name of a
    Material symbol.
    """

    label: str
    on_press: Callable[[], None]
    kind: Literal["button", "link", "choice"] = "button"
    icon: str = ""
    help: str = ""
    disabled: bool = False


def mount(key: str, title: str, body: str = "", presses: Sequence[Press] = (), *, label: str = "") -> None:
    """Draw the card.

    ``body`` is Markdown: paragraphs, **strong**, `:color[text]`, a line end after two spaces, backslashes before signs
    that mean nothing. ``label`` names the choices for a screen reader.
    """

    def pressed() -> None:
        if sent := st.session_state[key]["pressed"]:
            for press in presses:
                if press.label == sent["label"] and not press.disabled:
                    press.on_press()
                    return

    _component(
        key=key,
        data=encode(
            {
                "title": title,
                "body": body,
                "label": label,
                "large": presenter.active(),
                "presses": [
                    {"label": p.label, "kind": p.kind, "icon": p.icon, "help": p.help, "disabled": p.disabled}
                    for p in presses
                ],
            }
        ),
        default={"pressed": None},
        on_pressed_change=pressed,
    )
