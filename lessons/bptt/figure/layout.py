"""Where the boxes of the walk backwards stand, and how they print vectors and matrices: numbers, or heat."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from figures.columns import MOST_ROWS
from figures.graph import PADDING, Cell, Display, Frame, Node, Role, TitlePlace, Veil
from figures.numbers import signed, superscript
from lessons.bptt.model import Backwards, window
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


FEW = 2
"""A state with no more units is low: what stands above its box is beside what stands above an arrow to it."""
NUMBERS = 4
"""Up to 4 rows and columns of a matrix are printed; more become a heat map."""
HEAT_ROW, HEAT_COLUMNS, HEAT_CELL, MATRIX_CELL, LOW_CELL, CAPTION = 9.0, 4, 21.0, 42.0, 37.0, 98.0
LINE = 28.0
"""The height of a box with one row."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Centers and sizes in user units; ``left`` is where the first column begins.

    A column has three places side by side: the forward boxes at 0, ∂L/∂a at 1, ∂L/∂h and ∂L/∂y
    at 2. ``vector`` and ``matrix`` are (rows, columns, cell height, width) of such boxes.
    """

    dense: bool
    box: float
    row: float
    left: float
    gaps: tuple[float, float, float]
    output: float
    hidden: float
    memory: float
    back: float
    input: float
    back_memory: float
    bars: float
    equation: float
    equation_left: float
    width: float
    height: float
    vector: tuple[int, int, float, float]
    matrix: tuple[int, int, float, float]

    @property
    def pitch(self) -> float:
        """The width of one column."""
        return 3 * self.box + sum(self.gaps)

    def place(self, t: int, which: int) -> float:
        """The middle of place ``which`` in the column of time ``t``."""
        return self.left + (t - 1) * self.pitch + which * self.box + sum(self.gaps[:which]) + self.box / 2


def sizes(b: Backwards, row: float, box: float, *, dense: bool) -> tuple[tuple[int, int, float, float], ...]:
    """The shapes of a state's box and of a matrix's box: (rows, columns, cell height, width)."""
    units = b.dh.shape[1]
    few = units <= MOST_ROWS
    vector = (units, 1, row, box) if few else (-(-units // 4), HEAT_COLUMNS, HEAT_ROW, box)
    rows, columns = (min(n, MOST_ROWS) for n in b.total.shape)
    printed = rows <= NUMBERS and columns <= NUMBERS
    cell = (LOW_CELL if dense else MATRIX_CELL) if printed else HEAT_CELL
    return vector, (rows, columns, row, max(columns * cell, CAPTION))


def arrange(b: Backwards, *, dense: bool) -> Layout:
    """The places of everything ``b`` shows; ``dense`` draws lower and narrower for a presenter."""
    T, V = b.dy.shape
    if dense:
        row, box, left, gaps = 20.0, 45.0, 26.0, (8.0, 12.5, 8.0)
        top, gap, small, lanes = 15.0, 13.0, 18.0, (3.0, 25.0)
    else:
        row, box, left, gaps = 23.0, 46.0, 30.0, (14.0, 12.5, 11.5)
        top, gap, small, lanes = 38.0, 44.0, 26.0, (42.0, 42.0)
    if b.memory and not dense:
        top, gap, lanes = 34.0, 30.0, (34.0, 34.0)
    if dense and Unit.of(b).note:
        lanes = (20.0, lanes[1])
    low = 9.0 if dense and not b.memory else gap
    if b.dh.shape[1] <= FEW:
        gaps = (gaps[0] + 14, *gaps[1:])
        if dense:
            gap, low, lanes = 24.0, 24.0, (12.0, 36.0)
    if V > MOST_ROWS:
        gaps = (gaps[0] + 14, *gaps[1:])
    vector, matrix = sizes(b, row, box, dense=dense)
    tall = vector[0] * vector[2] + 2 * PADDING
    p_tall = min(V, MOST_ROWS) * row + 2 * PADDING
    y = top
    output = y + p_tall / 2
    y += p_tall + gap
    hidden = y + tall / 2
    y += tall + low
    memory = y + LINE / 2
    if b.memory:
        y += LINE + small
    back = y + tall / 2
    entered = max(y + tall - LINE / 2, back + (6 if dense else 8) + LINE / 2)
    y = max(y + tall, entered + LINE / 2)
    back_memory = y + small + LINE / 2
    if b.memory:
        y += small + LINE
    bars = y + lanes[0] + LINE / 2
    y = bars + LINE / 2 + lanes[1]
    strip = max(vector[0] * vector[2], matrix[0] * matrix[2]) + 2 * PADDING
    across = left + T * (3 * box + sum(gaps)) + 2
    needed = equation_width(b, box, matrix[3], dense=dense)
    width = max(across, needed + 12)
    return Layout(
        dense=dense,
        box=box,
        row=row,
        left=left,
        gaps=gaps,
        output=output,
        hidden=hidden,
        memory=memory,
        back=back,
        input=entered,
        back_memory=back_memory,
        bars=bars,
        equation=y + strip / 2,
        equation_left=24.0 if T > 4 else (width - needed) / 2,
        width=width,
        height=y + strip + (4 if dense else 8),
        vector=vector,
        matrix=matrix,
    )


def signs(b: Backwards, *, dense: bool) -> tuple[float, float, float]:
    """The room for + and =, for the multiplication with a row vector, for the way into the sum."""
    if b.memory:
        return 14.0, 46.0, 20.0
    return (16.0, 50.0, 24.0) if dense else (20.0, 56.0, 32.0)


def equation_width(b: Backwards, box: float, matrix: float, *, dense: bool) -> float:
    """How wide the equation is, from its first box to its last."""
    vectors, between = (7, 6) if b.memory else (5, 4)
    sign, product, into = signs(b, dense=dense)
    return vectors * box + between * sign + product + into + 2 * matrix


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
    title_at: TitlePlace = "left",
    alt: str = "",
    veil: Veil = "cells",
    frames: tuple[Frame, ...] = (),
) -> Node:
    """The box of one state or of a derivative by it; ``title_at`` is for a drawing that has no room above it."""
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
        title_at=title_at if layout.dense and len(values) > FEW else "left",
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
