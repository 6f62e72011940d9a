"""The cards beside a figure as one element: a heading, text in a little Markdown, and buttons each.

One element for all of them keeps a run of the page short: a bordered container with its text and three buttons would
be five, each with its own message.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import streamlit as st

from ui import presenter
from ui.components import bundle
from ui.components.payload import encode
from ui.typeset import of_text, typeset

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "unrolled_card",
    html='<div class="cards"></div>',
    css=(bundle.JS / "roles.css").read_text(encoding="utf-8") + (_HERE / "card.css").read_text(encoding="utf-8"),
    js=bundle.bundle(_HERE / "card.js"),
)


@dataclass(frozen=True, slots=True)
class Press:
    """A button of a card, and what it does before the page runs again.

    ``kind``: "button", a quiet "link" over the whole line, a "choice" among others, or the way on: "nav", and "main"
    for the one that is mostly taken. ``icon`` is the name of a Material symbol.
    """

    label: str
    on_press: Callable[[], None]
    kind: Literal["button", "link", "choice", "nav", "main"] = "button"
    icon: str = ""
    help: str = ""
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A heading, text and buttons.

    ``name`` is the same for a card from run to run. ``body`` is Markdown: paragraphs, **strong**, `:color[text]`,
    ``$TeX$``, a line end after two spaces, backslashes before signs that mean nothing, and ``[text](h.2.1)``, which
    points at what is named in the figure. ``label`` names the choices for a screen reader, ``formula`` is TeX: each
    part between commas with a quad stands in a line of its own.
    """

    name: str
    title: str
    body: str = ""
    presses: Sequence[Press] = ()
    label: str = ""
    kind: Literal["text", "number", "guide"] = "text"
    formula: str = ""


NUMBER = Card("number", "How was this number made?", kind="number")
"""The card that shows how the chosen number was made; the figure beside it fills it, in the browser."""


def mount(key: str, cards: Sequence[Card]) -> None:
    """Draw the cards, one below the other."""

    def pressed() -> None:
        if sent := st.session_state[key]["pressed"]:
            for card in cards:
                for press in card.presses:
                    if (card.name, press.label) == (sent["card"], sent["label"]) and not press.disabled:
                        press.on_press()
                        return

    _component(
        key=key,
        data=encode({"large": presenter.active(), "cards": [_as_data(card) for card in cards]}),
        default={"pressed": None},
        on_pressed_change=pressed,
    )


def _as_data(card: Card) -> dict[str, object]:
    return {
        "name": card.name,
        "kind": card.kind,
        "title": card.title,
        "body": card.body,
        "label": card.label,
        "formula": [typeset(line, block=True) for line in card.formula.split(r",\quad ") if line],
        "math": of_text(" ".join([card.title, card.body, *(press.label for press in card.presses)])),
        "presses": [
            {"label": p.label, "kind": p.kind, "icon": p.icon, "help": p.help, "disabled": p.disabled}
            for p in card.presses
        ],
    }
