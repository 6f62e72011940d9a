"""The cards beside a figure as one element: a heading, text in a little Markdown, and buttons each.

One element for all of them keeps a run of the page short: a bordered container with its text and three buttons would
be five, each with its own message.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import streamlit as st

from figures.graph import Role
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
    for the one that is mostly taken. ``icon`` is the name of a Material symbol. Of buttons one of which is chosen,
    ``chosen`` says whether it is this one.
    """

    label: str
    on_press: Callable[[], None]
    kind: Literal["button", "link", "choice", "nav", "main"] = "button"
    icon: str = ""
    help: str = ""
    disabled: bool = False
    chosen: bool | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a small picture: its place on the grid, down from the top, and its role, which colors it."""

    x: int
    y: int
    role: Role


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture of a network: boxes, and arrows from one to another by their places among them.

    An arrow leads along a row or along a column.
    """

    boxes: tuple[Box, ...]
    arrows: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A heading, text and buttons.

    ``name`` is the same for a card from run to run. ``body`` is Markdown: paragraphs, **strong**, `:color[text]`,
    ``$TeX$``, a line end after two spaces, backslashes before signs that mean nothing, and ``[text](h.2.1)``, which
    points at what is named in the figure. ``label`` names the choices for a screen reader, ``formula`` is TeX: each
    part between commas with a quad stands in a line of its own. A ``picture`` stands before the text, which says what
    it shows.
    """

    name: str
    title: str
    body: str = ""
    presses: Sequence[Press] = ()
    label: str = ""
    kind: Literal["text", "number", "guide"] = "text"
    formula: str = ""
    picture: Picture | None = None


NUMBER = Card("number", "How was this number made?", kind="number")
"""The card that shows how the chosen number was made; the figure beside it fills it, in the browser."""


def mount(key: str, cards: Sequence[Card], *, row: str = "") -> None:
    """Draw the cards, one below the other, or side by side where ``row`` names what they have in common.

    A card of a row has one button, and is pressed wherever it is pressed.
    """

    def pressed() -> None:
        if sent := st.session_state[key]["pressed"]:
            for card in cards:
                for press in card.presses:
                    if (card.name, press.label) == (sent["card"], sent["label"]) and not press.disabled:
                        press.on_press()
                        return

    _component(
        key=key,
        data=encode({"large": presenter.active(), "row": row, "cards": [_as_data(card) for card in cards]}),
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
        "picture": None if card.picture is None else _drawn(card.picture),
        "formula": [typeset(line, block=True) for line in card.formula.split(r",\quad ") if line],
        "math": of_text(" ".join([card.title, card.body, *(press.label for press in card.presses)])),
        "presses": [
            {
                "label": p.label,
                "kind": p.kind,
                "icon": p.icon,
                "help": p.help,
                "disabled": p.disabled,
                "chosen": p.chosen,
            }
            for p in card.presses
        ],
    }


def _drawn(picture: Picture) -> dict[str, object]:
    return {
        "boxes": [asdict(box) for box in picture.boxes],
        "arrows": [{"from": source, "to": target} for source, target in picture.arrows],
    }
