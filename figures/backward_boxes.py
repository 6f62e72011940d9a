"""How the walk backwards prints vectors and matrices: numbers where they fit, else heat."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from figures.backward_layout import NUMBERS, Layout
from figures.columns import MOST_ROWS
from figures.graph import Cell, Display, Frame, Node, Role, Veil
from figures.numbers import signed, superscript
from rnn_core.backwards import Backwards
from rnn_core.types import Array


@dataclass(frozen=True, slots=True)
class Unit:
    """What gradients are printed in: 10 to the power ``-digits``, so that two decimals suffice."""

    digits: int

    @classmethod
    def of(cls, b: Backwards) -> "Unit":
        """The power of ten that brings the largest gradient of ``b`` near 1."""
        shown = (b.dy, b.from_loss, b.dh, b.da, b.gradient, b.total)
        largest = max(float(np.abs(array).max()) for array in shown)
        if not largest:
            return cls(0)
        power = int(np.floor(np.log10(largest)))
        return cls(0 if -1 <= power <= 0 else -power - (power < 0))

    def __call__(self, value: float) -> str:
        """``value`` in this unit, with two decimals."""
        return signed(value * 10.0**self.digits, 2)

    @property
    def note(self) -> str:
        """What to multiply the printed gradients by; empty for 1."""
        return f"× 10{superscript(-self.digits)}" if self.digits else ""


def vector(
    name: str,
    role: Role,
    x: float,
    y: float,
    values: Array,
    unit: Unit,
    layout: Layout,
    *,
    title: str = "",
    alt: str = "",
    veil: Veil = "cells",
    frames: tuple[Frame, ...] = (),
) -> Node:
    """The box of one state or of a derivative by it."""
    _, columns, cell_height, width = layout.vector
    heat = columns > 1
    return Node(
        id=name,
        role=role,
        x=x,
        y=y,
        width=width,
        cell_height=cell_height,
        cells=cells(values, unit, hide=heat),
        title=title,
        alt=alt,
        display="heat" if heat else "numbers",
        columns=columns,
        scale=float(np.abs(values).max()) or 1.0,
        veil=veil,
        frames=frames,
    )


def cells(values: Array, unit: Unit, *, hide: bool = False) -> tuple[Cell, ...]:
    """One cell a number; with ``hide`` the number waits beside its color until it is pointed at."""
    return tuple(
        Cell(
            text="" if hide else unit(value),
            value=value,
            index=k,
            hint=f"{k}: {unit(value)} {unit.note}".strip() if hide else "",
        )
        for k, value in enumerate(values.tolist(), start=1)
    )


def blank(count: int) -> tuple[Cell, ...]:
    """Cells in which nothing stands yet."""
    return tuple(Cell(text="", value=None, index=k) for k in range(1, count + 1))


def window(b: Backwards) -> tuple[list[int], list[int]]:
    """The rows and columns of the followed matrix that fit."""
    rows, columns = b.total.shape
    return list(range(min(rows, MOST_ROWS))), list(range(min(columns, MOST_ROWS)))


def matrix_cells(
    values: Array, b: Backwards, unit: Unit, entry: tuple[int, int], hints: Sequence[str] = ()
) -> tuple[Cell, ...]:
    """The visible part of a matrix, column by column; cells are numbered row by row of the whole.

    ``hints`` stand beside the cells, in the same order.
    """
    rows, columns = window(b)
    across = b.total.shape[1]
    printed = matrix_display(b) == "numbers"
    places = [(i, j) for j in columns for i in rows]
    return tuple(
        Cell(
            text=unit(float(values[i, j])) if printed else "",
            value=float(values[i, j]),
            mark="best" if (i, j) == entry else "",
            index=i * across + j + 1,
            hint=hints[k] if hints else "",
        )
        for k, (i, j) in enumerate(places)
    )


def matrix_display(b: Backwards) -> Display:
    """Whether the followed matrix is printed or colored."""
    rows, columns = window(b)
    return "numbers" if len(rows) <= NUMBERS and len(columns) <= NUMBERS else "heat"
