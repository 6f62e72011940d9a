"""How the walk backwards prints vectors and matrices: numbers where they fit, else heat."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from figures.graph import Cell, Display, Frame, Node, Role, Veil
from lessons.bptt.figure.layout import NUMBERS, Layout
from lessons.bptt.figure.unit import Unit
from lessons.bptt.model import Backwards, window
from rnn_core.types import Array


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
        cells=hinted(values, unit) if heat else cells(values, unit),
        title=title,
        alt=alt,
        display="heat" if heat else "numbers",
        columns=columns,
        scale=float(np.abs(values).max()) or 1.0,
        veil=veil,
        frames=frames,
    )


def cells(values: Array, unit: Unit, *, hide: bool = False) -> tuple[Cell, ...]:
    """One cell a number; with ``hide`` its color alone, which three digits are enough for."""
    if hide:
        return tuple(Cell(text="", value=float(f"{value:.3g}")) for value in values.tolist())
    return tuple(Cell(text=unit(value), value=value) for value in values.tolist())


def hinted(values: Array, unit: Unit) -> tuple[Cell, ...]:
    """Cells of color whose numbers appear when they are pointed at."""
    numbers = (f"{k}: {unit(v)} {unit.note}".strip() for k, v in enumerate(values.tolist(), 1))
    return tuple(
        replace(cell, hint=number) for cell, number in zip(cells(values, unit, hide=True), numbers, strict=True)
    )


def blank(count: int) -> tuple[Cell, ...]:
    """Cells in which nothing stands yet."""
    return (Cell(text="", value=None),) * count


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
