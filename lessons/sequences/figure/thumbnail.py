"""A wiring as a small picture: the boxes and arrows of its figure, without numbers."""

from lessons.sequences.figure.columns import wired
from lessons.sequences.model.wirings import Wiring
from ui.components.card import Box, Picture

OUTPUT, HIDDEN, INPUT = range(3)
"""The rows, from the top down."""


def thumbnail(wiring: Wiring, n_read: int, n_written: int) -> Picture:
    """The picture of ``wiring`` with so many inputs and outputs."""
    boxes, arrows, before = list[Box](), list[tuple[int, int]](), None
    for place, column in enumerate(wired(wiring, n_read, n_written)):
        state = len(boxes)
        boxes.append(Box(place, HIDDEN, "hidden"))
        if before is not None:
            arrows.append((before, state))
        if column.reads is not None:
            arrows.append((len(boxes), state))
            boxes.append(Box(place, INPUT, "input"))
        if column.writes is not None:
            arrows.append((state, len(boxes)))
            boxes.append(Box(place, OUTPUT, "output"))
        before = state
    return Picture(tuple(boxes), tuple(arrows))
