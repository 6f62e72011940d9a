"""Numbers that the reader typed over the drawn ones: a history in the link, with an undo.

In a link an edit is ``W_hh.1.2=0.5`` (an entry, places from 1) or ``W_hh=0`` (all entries); edits
are joined by ``~``, the latest last. An edit that the present sizes have no place for waits there.
"""

import re
from dataclasses import dataclass

import streamlit as st

from lessons.recurrence import model as by_hand
from lessons.recurrence.model import Numbers
from ui import controls, link

LARGEST, DECIMALS, LONGEST_HISTORY, LONGEST_NUMBER = 100, 6, 80, 20
WHY_NOT = "not a list of edits such as W_hh.1.2=0.5~x.3.1=-1, with numbers from -100 to 100"
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_EDIT = re.compile(r"(\w+)((?:\.[1-9])*)=(.+)", re.ASCII)
_MATRICES = ("W_xh", "W_hh", "W_hy", "x")


@dataclass(frozen=True, slots=True)
class Edit:
    """``value`` written at the 1-based ``place`` of the array ``name``; () means all of it."""

    name: str
    place: tuple[int, ...]
    value: float

    def __str__(self) -> str:
        """As it stands in a link: ``W_hh.1.2=0.5``."""
        place = "".join(f".{k}" for k in self.place)
        return f"{self.name}{place}={repr(self.value).removesuffix('.0')}"


History = tuple[Edit, ...]


def recall() -> History:
    """The edits of this page, the latest last; says beside the controls what was not usable."""
    if remark := st.session_state.pop("edits.remark", None):
        controls.remark(remark)
    return link.recall("edits", (), parse, show, why=WHY_NOT)


def applied(numbers: Numbers, history: History, *, biases: bool) -> Numbers:
    """``numbers`` with all edits in turn; those of biases only while there are any."""
    for edit in history:
        if biases or not edit.name.startswith("b_"):
            numbers = by_hand.changed(numbers, edit.name, edit.place, edit.value)
    return numbers


def write(name: str, place: tuple[int, ...], typed: str) -> None:
    """Add what was typed to the history, or keep what is wrong with it; for use in a callback."""
    value = number(typed)
    if isinstance(value, str):
        st.session_state["edits.remark"] = f"“{typed[:LONGEST_NUMBER]}” is {value}."
    else:
        add(Edit(name, place, value))


def add(edit: Edit) -> None:
    """Add ``edit`` to the history unless it is its latest; for use in a callback."""
    history = recall()
    if history[-1:] != (edit,):
        _keep((*history, edit), ())


def undo() -> None:
    """Take the latest edit back; for use in a callback."""
    history = recall()
    _keep(history[:-1], (*undone(), *history[-1:]))


def redo() -> None:
    """Do again what was undone last; for use in a callback."""
    waiting = undone()
    _keep((*recall(), *waiting[-1:]), waiting[:-1])


def forget_all() -> None:
    """Drop every edit; for use in a callback."""
    _keep((), ())


def forget_weights() -> None:
    """Drop the edits of weights, as other weights were drawn; for use in a callback."""
    _keep(tuple(edit for edit in recall() if edit.name in ("x", "h_0")), ())


def undone() -> History:
    """What can be done again, the next one last; it does not stand in the link."""
    return link.recall("undone", (), lambda _: None, mirror=False)


def number(typed: str) -> float | str:
    """The number that was typed, with a decimal point or comma; else why it cannot be used."""
    text = typed.strip().replace("−", "-").replace(",", ".")
    if len(text) > LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        return "not a number such as 0.5 or −1"
    value = round(float(text), DECIMALS) + 0.0
    if not -LARGEST <= value <= LARGEST:
        return f"too large: numbers go from −{LARGEST} to {LARGEST} here"
    return value


def parse(text: str) -> History | None:
    """The history a link says; None where it is malformed."""
    history = [_parsed(part) for part in text.split("~")]
    if len(history) > LONGEST_HISTORY or None in history:
        return None
    return tuple(edit for edit in history if edit)


def show(history: History) -> str:
    """``history`` as it stands in a link."""
    return "~".join(map(str, history))


def _parsed(text: str) -> Edit | None:
    found = _EDIT.fullmatch(text)
    if not found or found[1] not in by_hand.NAMES:
        return None
    place = tuple(int(k) for k in found[2].split(".")[1:])
    value = number(found[3])
    if isinstance(value, str) or len(place) not in (0, 1 + (found[1] in _MATRICES)):
        return None
    return Edit(found[1], place, value)


def _keep(history: History, waiting: History) -> None:
    link.remember("edits", _shortened(history))
    link.remember("undone", waiting)


def _shortened(history: History) -> History:
    """``history`` without what was written over, once it is longer than a link should carry."""
    if len(history) <= LONGEST_HISTORY:
        return history
    kept: list[Edit] = []
    for edit in reversed(history):
        if not any(later.name == edit.name and later.place in ((), edit.place) for later in kept):
            kept.append(edit)
    return tuple(reversed(kept))
