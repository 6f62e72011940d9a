"""The columns of the walk backwards: the network reading, and beside it what comes back."""

import numpy as np

from figures.columns import MOST_ROWS, shown_symbols
from figures.graph import Cell, Frame, Node, Role
from figures.numbers import quoted, signed, subscript, visible
from lessons.bptt.figure.boxes import hinted, vector
from lessons.bptt.figure.equation import steps_of
from lessons.bptt.figure.layout import LINE, Layout
from lessons.bptt.figure.unit import Unit
from lessons.bptt.model import Backwards
from rnn_core.cells.lstm_params import GATES
from rnn_core.text import Vocabulary
from rnn_core.types import Array

PLAIN = Unit(0)


def boxes(b: Backwards, vocabulary: Vocabulary, layout: Layout, unit: Unit) -> list[Node]:
    """All boxes of all columns, forward and backward."""
    run, found = b.run, []
    if run.targets is None or run.losses is None:
        raise ValueError("run.targets: expected the word's next symbols, got None")
    for t in range(1, len(b.dy) + 1):
        token, target = int(run.x[t - 1, 0]), int(run.targets[t - 1, 0])
        left, middle, right = (layout.place(t, which) for which in range(3))
        symbol = quoted(vocabulary.symbols[token])
        shown = shown_symbols(run.p[t - 1, 0], target)
        x = Node(
            id=f"x.{t}",
            role="input",
            x=left,
            y=layout.input,
            width=layout.box,
            cell_height=LINE - 8,
            cells=(Cell(text=visible(vocabulary.symbols[token])),),
            alt=f"Input at t = {t}: {symbol}",
            veil="none",
        )
        h = vector(
            f"h.{t}",
            "hidden",
            left,
            layout.hidden,
            run.trace.h[t, 0],
            PLAIN,
            layout,
            title=f"h{subscript(t)}",
            alt=f"Hidden state at t = {t}",
        )
        loss = Node(
            id=f"L.{t}",
            role="loss",
            x=middle + 2,
            y=layout.output,
            width=layout.box - 4,
            cell_height=LINE - 8,
            cells=(Cell(text=signed(float(run.losses[t - 1, 0]), 2)),),
            title=f"L{subscript(t)}",
            alt=f"Loss at t = {t} in nats",
        )
        p = _symbols(f"p.{t}", "output", left, run.p[t - 1, 0], target, shown, vocabulary, PLAIN, layout)
        dy = _symbols(f"dy.{t}", "gradient", right, b.dy[t - 1], target, shown, vocabulary, unit, layout)
        dh = vector(
            f"dh.{t}",
            "gradient",
            right,
            layout.back,
            b.dh[t - 1],
            unit,
            layout,
            title=f"dL/dh{subscript(t)}",
            alt=f"Gradient of the loss by the state at t = {t}",
        )
        found += [x, h, p, loss, dy, dh, _pre(b, t, middle, layout, unit)]
        if b.memory:
            found += _memory(b, b.memory.total, t, left, right, layout, unit)
    return found


def bars(b: Backwards, layout: Layout, unit: Unit, entry: tuple[int, int], forward: int) -> Node:
    """One bar under each column: what its step adds to the chosen weight, once it has added it."""
    T, last = len(b.dy), steps_of(b)
    shares = b.shares[:, entry[0], entry[1]].tolist()

    def frame(added: int) -> Frame:
        cells = (
            Cell(text=unit(share), value=share) if t > T - added else Cell(text="", value=None)
            for t, share in enumerate(shares, start=1)
        )
        return Frame(tuple(cells), id=f"bar.{T - added + 1}" if added else "")

    frames = [frame(added) for added in range(T + 1)]
    walked = [frames[(k + 1) // last] for k in range(T * last)]
    return Node(
        id="bar.1",
        role="gradient",
        x=layout.left + T * layout.pitch / 2 - layout.gaps[2] / 2,
        y=layout.bars,
        width=T * layout.pitch,
        cell_height=LINE - 8,
        cells=frames[T].cells,
        display="bars",
        columns=T,
        scale=max(map(abs, shares)) or 1.0,
        alt="Shares of the steps in the chosen weight",
        frames=(*[frames[0]] * forward, *walked),
    )


def _symbols(
    name: str,
    role: Role,
    x: float,
    values: Array,
    target: int,
    shown: list[int],
    vocabulary: Vocabulary,
    unit: Unit,
    layout: Layout,
) -> Node:
    kind, t = name.split(".")
    few, output = len(values) <= MOST_ROWS, kind == "p"
    return Node(
        id=name,
        role=role,
        x=x,
        y=layout.output,
        width=layout.box,
        cell_height=layout.row,
        cells=tuple(
            Cell(
                text=unit(float(values[k])),
                value=float(values[k]),
                label="" if few or not output else visible(vocabulary.symbols[k]),
                mark="target" if output and k == target else "",
                index=k + 1,
            )
            for k in shown
        ),
        title=f"{'p' if output else 'dL/dy'}{subscript(int(t))}",
        caption=quoted(vocabulary.symbols[target]) if output and not layout.dense else "",
        alt=f"{'Probabilities' if output else 'Gradient of the loss by the scores'} at t = {t}",
    )


def _pre(b: Backwards, t: int, x: float, layout: Layout, unit: Unit) -> Node:
    """dL/da_t: of a vanilla cell one column of numbers, of an LSTM a heat map of four gates."""
    da = b.da[t - 1]
    title = f"dL/da{subscript(t)}"
    if not b.memory:
        alt = f"Gradient of the loss by what tanh is taken of at t = {t}"
        return vector(f"da.{t}", "gradient", x, layout.back, da, unit, layout, title=title, alt=alt)
    units = min(da.shape[1], MOST_ROWS)
    tall = layout.vector[0] * layout.vector[2]
    return Node(
        id=f"da.{t}",
        role="gradient",
        x=x,
        y=layout.back,
        width=layout.box,
        cell_height=tall / units,
        cells=tuple(
            Cell(
                text="",
                value=float(da[gate, unit_]),
                index=gate * da.shape[1] + unit_ + 1,
                hint=f"{name.replace('_tilde', '~')}, unit {unit_ + 1}: "
                f"{unit(float(da[gate, unit_]))} {unit.note}".strip(),
            )
            for gate, name in enumerate(GATES)
            for unit_ in range(units)
        ),
        title=title,
        display="heat",
        columns=4,
        scale=float(np.abs(b.da).max()) or 1.0,
        alt=f"Gradient of the loss by what the gates are taken of at t = {t}",
    )


def _memory(b: Backwards, of: Array, t: int, left: float, right: float, layout: Layout, unit: Unit) -> list[Node]:
    """C_t and dL/dC_t as strips of heat, one cell a unit."""
    return [
        _strip(f"C.{t}", "hidden", left, layout.memory, b.run.trace.C[t, 0], PLAIN, layout, f"Memory at t = {t}"),
        _strip(
            f"dC.{t}",
            "gradient",
            right,
            layout.back_memory,
            of[t - 1],
            unit,
            layout,
            f"Gradient of the loss by the memory at t = {t}",
        ),
    ]


def _strip(name: str, role: Role, x: float, y: float, values: Array, unit: Unit, layout: Layout, alt: str) -> Node:
    kind, t = name.split(".")
    return Node(
        id=name,
        role=role,
        x=x,
        y=y,
        width=layout.box,
        cell_height=LINE - 8,
        cells=hinted(values, unit),
        title=("dL/dC" if kind == "dC" else "C") + subscript(int(t)),
        display="heat",
        columns=len(values),
        scale=float(np.abs(values).max()) or 1.0,
        alt=alt,
    )
