"""What stands in the columns of a wiring, and where: the rows have the same height in all five."""

from dataclasses import dataclass

from figures.graph import Cell, Edge, Node, Role
from figures.numbers import signed, subscript
from lessons.sequences.model.tasks import TASKS, Sequence
from lessons.sequences.model.wirings import Run, Wiring
from rnn_core.types import Array

LEFT, WIDTH, PAD, PIXELS_WIDE, BETWEEN = 70, 46, 8, 66, 12
"""LEFT names the rows; BETWEEN is the space more between an encoder and its decoder."""
RIGHT, CLOSEST, WIDEST = 20, 67, 118
"""RIGHT is for the name of L; the middles of two columns are between CLOSEST and WIDEST apart."""
NARROWEST = {False: 736, True: 686}
"""The width of a drawing of up to eight columns, dense or not."""
MOST_INPUTS, MOST_UNITS, MOST_OUTPUTS = 4, 4, 5
PIXELS_DOWN = {"one-one": 2, "one-many": 2, "aligned": 1}
"""How many rows of pixels an image or a frame has."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page draws: a run over one sequence, and that sequence as its reader knows it."""

    run: Run
    sequence: Sequence

    @property
    def rows(self) -> Sequence:
        """What the entries of an input vector stand for."""
        return TASKS[self.run.wiring].rows

    @property
    def outputs(self) -> Sequence:
        """The words that the scores belong to."""
        return TASKS[self.run.wiring].outputs

    @property
    def targets(self) -> Sequence:
        """The right word for each output."""
        return tuple(self.outputs[int(k)] for k in self.run.examples.targets[:, 0])

    @property
    def first(self) -> str:
        """The id of the first number of the first state."""
        return f"{columns(self.run)[0].state}.1"


@dataclass(frozen=True, slots=True)
class Column:
    """One hidden state: its kind (h, or s in an encoder) and time, and what it reads and writes.

    ``reads`` is a place in the sequence, ``writes`` one in the outputs, both from 0.
    """

    kind: str
    t: int
    reads: int | None
    writes: int | None

    @property
    def state(self) -> str:
        """The id of its box."""
        return f"{self.kind}.{self.t}"

    @property
    def recurrent(self) -> str:
        """The matrix through which the state before enters."""
        return f"W_{self.kind}{self.kind}"

    @property
    def entering(self) -> str:
        """The matrix through which an input enters."""
        return f"W_x{self.kind}"


def columns(run: Run) -> list[Column]:
    """The columns of ``run`` from left to right."""
    return wired(run.wiring, len(run.examples.x), len(run.y))


def wired(wiring: Wiring, n_read: int, n_written: int) -> list[Column]:
    """The columns of a wiring that reads and writes so many steps."""
    if wiring == "seq2seq":
        return [Column("s", j + 1, j, None) for j in range(n_read)] + [
            Column("h", t + 1, None, t) for t in range(n_written)
        ]
    n_states = max(n_read, n_written)
    silent = n_states - n_written
    return [Column("h", t + 1, t if t < n_read else None, t - silent if t >= silent else None) for t in range(n_states)]


def states(run: Run, column: Column) -> Array:
    """The states (T, H) of the column's kind."""
    if column.kind == "s" and run.encoded is not None:
        return run.encoded.h[1:, 0]
    return run.h[:, 0]


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows' centers from the top down, a number's height, and where the columns stand.

    All wirings have the same height, and up to eight columns the same width, so that numbers keep their size; with
    more the drawing scrolls. A dense one is low: it says words instead of showing their vectors, and the losses flow
    straight into their sum.
    """

    dense: bool
    row: float
    loss: float
    output: float
    hidden: float
    input: float
    floor: float
    width: float
    height: float
    pitch: float
    start: float
    n_encoder: int

    @classmethod
    def of(cls, run: Run, *, dense: bool) -> "Layout":
        """Room for the largest box of each row, whatever the wiring, and for a line below."""
        row, gap, above, below = (20, 20, 26, 4) if dense else (22, 34, 50, 46)
        centers, top = [], float(above)
        for n in (1, MOST_OUTPUTS, MOST_UNITS, 1 if dense else MOST_INPUTS):
            centers.append(top + (n * row + PAD) / 2)
            top += n * row + PAD + gap
        loss, output, hidden, inputs = centers
        n, floor = len(columns(run)), top - gap
        width = max(NARROWEST[dense], LEFT + WIDTH + RIGHT + BETWEEN + n * CLOSEST)
        room = width - LEFT - WIDTH - RIGHT - BETWEEN
        pitch = min(WIDEST, room / n)
        start = LEFT + (room - n * pitch) / 2 + WIDTH / 2
        return cls(
            dense,
            row,
            loss,
            output,
            hidden,
            inputs,
            floor,
            width,
            floor + below,
            pitch,
            start,
            len(run.h if run.encoded is None else run.examples.x),
        )

    @property
    def above_hidden(self) -> float:
        """Where a line stands above the titles of the states."""
        return self.hidden - MOST_UNITS * self.row / 2 - PAD / 2 - 24

    def x(self, place: float) -> float:
        """The middle of the column at ``place``, counted from 0; the sum of the losses is last."""
        return self.start + place * self.pitch + BETWEEN * (place >= self.n_encoder)

    def box(self, name: str, role: Role, place: int, values: Array, digits: int) -> Node:
        """The box ``name`` ("h.2") with its numbers one below the other."""
        kind, _, t = name.partition(".")
        centers = {"x": self.input, "y": self.output, "L": self.loss, "total": self.loss}
        return Node(
            id=name,
            role=role,
            x=self.x(place),
            y=centers.get(kind, self.hidden),
            width=WIDTH,
            cell_height=self.row,
            cells=tuple(Cell(signed(float(v), digits), float(v)) for v in values),
            title=f"{kind}{subscript(int(t))}",
            veil="none" if kind == "x" else "cells",
        )


def arrow(matrix: str, role: Role, t: int, source: str, target: str) -> Edge:
    """One copy of ``matrix``; all of them are one group."""
    return Edge(f"{matrix}.{t}", role, source, target, group=matrix, label=matrix)
