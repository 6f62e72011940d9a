"""Numbers that the reader typed over the drawn ones: a history, as it stands in the link.

In a link an edit is ``W_hh.1.2=0.5`` (an entry, places from 1) or ``W_hh=0`` (all entries); edits
are joined by ``~``, the latest last. An edit that the present sizes have no place for waits there.
"""

import re
from dataclasses import dataclass

from lessons.recurrence.model.network import NAMES, Numbers, changed

LETTERS = "abcdef"
"""What the inputs are called."""
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

    def label(self) -> str:
        """As the page names it: ``W_hh[1,2] = 0.5``, inputs by their letter."""
        name, place = self.name, self.place
        if name == "x" and place:
            name, place = LETTERS[min(place[0], len(LETTERS)) - 1], place[1:]
        entry = f"[{','.join(map(str, place))}]" if place else ""
        return f"{name}{entry} = {self.value:g}".replace("-", "−")


History = tuple[Edit, ...]
FORGETTING = Edit("W_hh", (), 0.0)
"""The edit after which nothing passes from one time step to the next."""


def applied(numbers: Numbers, history: History, *, biases: bool) -> Numbers:
    """``numbers`` with all edits in turn; those of biases only while there are any."""
    for edit in history:
        if biases or not edit.name.startswith("b_"):
            numbers = changed(numbers, edit.name, edit.place, edit.value)
    return numbers


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


def of_inputs(history: History) -> History:
    """``history`` without what was written over weights."""
    return tuple(edit for edit in history if edit.name in ("x", "h_0"))


def shortened(history: History) -> History:
    """``history`` without what was written over, once it is longer than a link should carry."""
    if len(history) <= LONGEST_HISTORY:
        return history
    kept: list[Edit] = []
    for edit in reversed(history):
        if not any(later.name == edit.name and later.place in ((), edit.place) for later in kept):
            kept.append(edit)
    return tuple(reversed(kept))


def _parsed(text: str) -> Edit | None:
    found = _EDIT.fullmatch(text)
    if not found or found[1] not in NAMES:
        return None
    place = tuple(int(k) for k in found[2].split(".")[1:])
    value = number(found[3])
    if isinstance(value, str) or len(place) not in (0, 1 + (found[1] in _MATRICES)):
        return None
    return Edit(found[1], place, value)
