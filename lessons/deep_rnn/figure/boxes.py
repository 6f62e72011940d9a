"""The boxes of the grid of time × depth, and where they stand."""

from dataclasses import dataclass

import numpy as np

from figures.columns import MOST_ROWS, View, shown_symbols
from figures.graph import PADDING, Cell, Mark, Node
from figures.numbers import quoted, signed, small, visible
from lessons.deep_rnn.model import Reading
from rnn_core.types import Array

LEFT, RIGHT, ABOVE, BELOW = 82, 28, 34, 30
MOST_NUMBERS = 4
"""Up to so many units are printed; more become colored fields."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the boxes stand, states and norms from layer 1 up; side: a norm's shift to the right.

    row: the height of a printed number. unit: that of a unit's cell; columns: units side by side.
    """

    width: float
    space: float
    row: float
    unit: float
    columns: int
    side: float
    loss: float
    output: float
    states: tuple[float, ...]
    norms: tuple[float, ...]
    input: float
    height: float
    printed: bool

    @classmethod
    def of(cls, reading: Reading, view: View, *, heat: bool) -> "Layout":
        """Stack the boxes of the reading from the top down."""
        n = reading.run.model.cell.n_hidden
        printed = n <= MOST_NUMBERS and not heat
        row, gap = (20.0, 14.0) if view.dense else (22.0, 26.0)
        if heat:
            tall = min(88, (120 if view.dense else 176) / reading.layers)
            columns, unit, width, space, gap = 1, max(4.0, tall / n), 46.0, 2.0, 14.0
        else:
            columns, unit = (n, row + 2) if printed else (min(n, 8), 20.0)
            width, space = (118.0, 30.0) if view.dense else (122.0, 42.0)
        box = -(-n // columns) * unit + 2 * PADDING
        norm = row + 2 * PADDING
        loss = ABOVE + norm / 2
        output_height = -(-min(len(reading.vocabulary), MOST_ROWS) // 2) * row + 2 * PADDING
        output = loss + norm / 2 + gap + output_height / 2
        bottom = output + output_height / 2 + gap
        states: list[float] = []
        norms: list[float] = []
        for _ in range(reading.layers):
            states.append(bottom + box / 2)
            norms.append(bottom + box + 2 + norm / 2)
            bottom += box + 2 + norm + gap
        entry = box if not heat else norm
        return cls(
            width,
            space,
            row,
            unit,
            columns,
            0 if heat else width / 2 - 28,
            loss,
            output,
            tuple(reversed(states)),
            tuple(reversed(norms)),
            bottom + entry / 2,
            bottom + entry + (12 if heat else 24 if view.dense else BELOW),
            printed,
        )

    def center(self, t: int) -> float:
        """The middle of the column of time ``t``."""
        return LEFT + self.width / 2 + (t - 1) * (self.width + self.space)


def norm_text(norm: float) -> str:
    """A norm with three digits, or as a power of ten where these would be 0."""
    return signed(norm, 3) if norm >= 5e-4 or norm == 0 else small(norm)


def state_box(reading: Reading, t: int, layer: int, at: Layout) -> Node:
    """h_t^l: its numbers, or one colored field for each unit."""
    h = reading.states[layer - 1, t]
    return Node(
        id=f"h{layer}.{t}",
        role="hidden",
        x=at.center(t),
        y=at.states[layer - 1],
        width=at.width,
        cell_height=at.unit,
        cells=_cells(h, f"h at t = {t}, layer {layer}", printed=at.printed),
        title=f"h_{t}^({layer})" if at.side else "",
        alt=f"State of layer {layer} at t = {t}, {len(h)} unit{'s' * (len(h) > 1)}",
        display="numbers" if at.printed else "heat",
        columns=at.columns,
    )


def gradient_box(reading: Reading, t: int, layer: int, at: Layout) -> Node:
    """‖∂L/∂h_t^(l)‖ as a bar, the largest of the grid at full length."""
    norm, paths = float(reading.norms[layer - 1, t]), reading.paths(t, layer)
    hint = f"{paths} path{'s' * (paths != 1)} to the loss"
    width = 56 if at.side else at.width
    return Node(
        id=f"g{layer}.{t}",
        role="gradient",
        x=at.center(t) + at.side,
        y=at.norms[layer - 1],
        width=width,
        cell_height=at.row,
        cells=(Cell(norm_text(norm), norm, index=0, hint=hint),),
        alt=f"Norm of the gradient of the loss at layer {layer}, t = {t}",
        display="bars",
        scale=float(reading.norms[:, 1:].max()) or 1.0,
    )


def input_box(reading: Reading, t: int, at: Layout, *, heat: bool) -> Node:
    """x_t, the symbol's row of the embedding; in the heat map only the symbol."""
    token = int(reading.run.x[t - 1, 0])
    table = reading.run.model.E
    row = np.zeros(0) if table is None else table[token]
    symbol = quoted(reading.vocabulary.symbols[token])
    scale = max(1.0, 0.0 if table is None else float(np.abs(table).max()))
    return Node(
        id=f"x.{t}",
        role="input",
        x=at.center(t),
        y=at.input,
        width=at.width,
        cell_height=at.row if heat else at.unit,
        cells=(Cell(visible(reading.vocabulary.symbols[token]), index=0),)
        if heat
        else _cells(row, f"x at t = {t}", printed=at.printed),
        title="" if heat else f"x_{t}",
        caption="" if heat else symbol,
        alt=f"Input at t = {t}: {symbol}",
        display="numbers" if at.printed or heat else "heat",
        columns=1 if heat else at.columns,
        scale=scale,
        veil="none",
    )


def output_box(reading: Reading, t: int, at: Layout, *, heat: bool) -> Node:
    """The scores of the symbols at a step whose output is asked for; of many, the best."""
    y, target = reading.run.y[t - 1, 0], _target(reading, t)
    best, symbols = int(y.argmax()), reading.vocabulary.symbols
    shown = [best] if heat else shown_symbols(y, target)

    def mark(k: int) -> Mark:
        if k == target:
            return "right" if k == best else "target"
        return "wrong" if k == best else ""

    return Node(
        id=f"y.{t}",
        role="output",
        x=at.center(t),
        y=at.output,
        width=at.width if heat else at.width + 22,
        cell_height=at.row,
        cells=tuple(
            Cell(
                visible(symbols[k]) if heat else f"{visible(symbols[k])}  {signed(float(y[k]), 2)}",
                float(y[k]),
                mark="" if heat else mark(k),
                index=k + 1,
                hint=f"score of {quoted(symbols[k])}",
            )
            for k in shown
        ),
        title="" if heat else f"y_{t}",
        alt=f"Scores at t = {t}, the largest is that of {quoted(symbols[best])}",
        columns=1 if heat or len(shown) == 1 else 2,
    )


def loss_box(reading: Reading, t: int, at: Layout) -> Node:
    """The loss at a step that counts."""
    losses: Array = reading.run.losses if reading.run.losses is not None else np.zeros((t, 1))
    loss, symbol = float(losses[t - 1, 0]), quoted(reading.vocabulary.symbols[_target(reading, t)])
    return Node(
        id=f"L.{t}",
        role="loss",
        x=at.center(t),
        y=at.loss,
        width=at.width if at.side == 0 else 84,
        cell_height=at.row,
        cells=(Cell(signed(loss, 2), loss),),
        caption=symbol,
        alt=f"Loss at t = {t} in nats, the target is {symbol}",
    )


def _cells(values: Array, name: str, *, printed: bool) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            text=signed(value, 2) if printed else "",
            value=value,
            index=i,
            hint="" if printed else f"{name}, unit {i}: {signed(value, 3)}",
        )
        for i, value in enumerate(values.tolist(), start=1)
    )


def _target(reading: Reading, t: int) -> int:
    targets = reading.run.targets
    if targets is None:
        raise ValueError("run.targets: expected the word's next symbols, got None")
    return int(targets[t - 1, 0])
