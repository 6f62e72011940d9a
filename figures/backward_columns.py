"""The columns of the walk backwards: the network reading, and beside it what comes back."""

import numpy as np

from figures.backward_boxes import Unit, vector
from figures.backward_layout import LINE, Layout
from figures.columns import MOST_ROWS, shown_symbols
from figures.graph import Cell, Edge, Node, Role
from figures.numbers import quoted, signed, subscript, visible
from rnn_core.backwards import Backwards
from rnn_core.lstm_params import GATES
from rnn_core.text import Vocabulary
from rnn_core.types import Array

PLAIN = Unit(0)
ROLES: tuple[Role, ...] = ("gate_i", "gate_f", "gate_o", "gate_C")


def boxes(
    b: Backwards, vocabulary: Vocabulary, layout: Layout, unit: Unit, entry: tuple[int, int]
) -> list[Node]:
    """All boxes of all columns, forward and backward, and the bars of the shares."""
    run, found = b.run, []
    if run.targets is None or run.losses is None:
        raise ValueError("run.targets: expected the word's next symbols, got None")
    longest = float(np.abs(b.shares[:, entry[0], entry[1]]).max()) or 1.0
    for t in range(1, len(b.dy) + 1):
        token, target = int(run.x[t - 1, 0]), int(run.targets[t - 1, 0])
        left, middle, right = (layout.place(t, which) for which in range(3))
        symbol = quoted(vocabulary.symbols[token])
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
            f"h.{t}", "hidden", left, layout.hidden, run.trace.h[t, 0], PLAIN, layout,
            title=f"h{subscript(t)}", alt=f"Hidden state at t = {t}",
        )  # fmt: skip
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
        p = _symbols(f"p.{t}", "output", left, run.p[t - 1, 0], target, vocabulary, PLAIN, layout)
        dy = _symbols(f"dy.{t}", "gradient", right, b.dy[t - 1], target, vocabulary, unit, layout)
        dh = vector(
            f"dh.{t}", "gradient", right, layout.back, b.dh[t - 1], unit, layout,
            title=f"dL/dh{subscript(t)}", alt=f"Gradient of the loss by the state at t = {t}",
        )  # fmt: skip
        share = float(b.shares[t - 1, entry[0], entry[1]])
        bar = Node(
            id=f"bar.{t}",
            role="gradient",
            x=(left + right) / 2,
            y=layout.bars,
            width=right - left + layout.box,
            cell_height=LINE - 8,
            cells=(Cell(text=unit(share), value=share),),
            display="bars",
            scale=longest,
            alt=f"Share of step {t} in the chosen entry",
        )
        found += [x, h, p, loss, dy, dh, _pre(b, t, middle, layout, unit), bar]
        if b.memory:
            found += _memory(b, b.memory.total, t, left, right, layout, unit)
    return found


def arrows(b: Backwards) -> list[Edge]:
    """All arrows, in the direction in which numbers travel along them."""
    found: list[Edge] = []
    for t in range(1, len(b.dy) + 1):
        found += [
            _edge("W_hy", t, "output", f"h.{t}", f"p.{t}", "W_hy"),
            _edge("L_edge", t, "loss", f"p.{t}", f"L.{t}"),
            _edge("dy_edge", t, "gradient", f"L.{t}", f"dy.{t}"),
            _edge("W_hy_T", t, "gradient", f"dy.{t}", f"dh.{t}", "W_hy^T"),
        ]
        found += _lstm(b, t) if b.memory else _rnn(b, t)
    return found


def _rnn(b: Backwards, t: int) -> list[Edge]:
    found = [
        _edge("W_xh", t, "input", f"x.{t}", f"h.{t}", "W_xh"),
        _edge("tanh_back", t, "gradient", f"dh.{t}", f"da.{t}"),
    ]
    if t > 1:
        found.append(_edge("W_hh", t, "hidden", f"h.{t - 1}", f"h.{t}", "W_hh"))
        found.append(_back("W_hh_T", t, f"da.{t}", f"dh.{t - 1}", "W_hh^T", b.immediate))
    return found


def _lstm(b: Backwards, t: int) -> list[Edge]:
    found = [
        _edge("W", t, "input", f"x.{t}", f"C.{t}", "W"),
        _edge("o", t, "gate_o", f"C.{t}", f"h.{t}", "o"),
        _edge("o_back", t, "gradient", f"dh.{t}", f"dC.{t}", "o"),
        _edge("gates_back", t, "gradient", f"dC.{t}", f"da.{t}"),
        _edge("o_gate_back", t, "gradient", f"dh.{t}", f"da.{t}"),
    ]
    if t > 1:
        found += [
            _edge("W_h", t, "hidden", f"h.{t - 1}", f"C.{t}", "W"),
            _edge("f", t, "gate_f", f"C.{t - 1}", f"C.{t}", "f"),
            _back("W_T", t, f"da.{t}", f"dh.{t - 1}", "W^T", b.immediate),
            _back("f_back", t, f"dC.{t}", f"dC.{t - 1}", "f", b.immediate),
        ]
    return found


def _edge(name: str, t: int, role: Role, source: str, target: str, label: str = "") -> Edge:
    group = name.removesuffix("_T").removesuffix("_h").removesuffix("_back")
    return Edge(f"{name}.{t}", role, source, target, group, label)


def _back(name: str, t: int, source: str, target: str, label: str, cut: bool) -> Edge:
    group = name.removesuffix("_T").removesuffix("_back")
    return Edge(f"{name}.{t}", "gradient", source, target, group, label, cut=cut)


def _symbols(
    name: str,
    role: Role,
    x: float,
    values: Array,
    target: int,
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
            for k in shown_symbols(np.abs(values), target)
        ),
        title=f"{'p' if output else 'dL/dy'}{subscript(int(t))}",
        caption=quoted(vocabulary.symbols[target]) if output else "",
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


def _memory(
    b: Backwards, of: Array, t: int, left: float, right: float, layout: Layout, unit: Unit
) -> list[Node]:
    """C_t and dL/dC_t as strips of heat, one cell a unit."""
    return [
        _strip(f"C.{t}", "hidden", left, layout.memory, b.run.trace.C[t, 0], PLAIN, layout,
               f"Memory at t = {t}"),
        _strip(f"dC.{t}", "gradient", right, layout.back_memory, of[t - 1], unit, layout,
               f"Gradient of the loss by the memory at t = {t}"),
    ]  # fmt: skip


def _strip(
    name: str, role: Role, x: float, y: float, values: Array, unit: Unit, layout: Layout, alt: str
) -> Node:
    kind, t = name.split(".")
    return Node(
        id=name,
        role=role,
        x=x,
        y=y,
        width=layout.box,
        cell_height=LINE - 8,
        cells=tuple(
            Cell(text="", value=v, index=k, hint=f"{k}: {unit(v)} {unit.note}".strip())
            for k, v in enumerate(values.tolist(), start=1)
        ),
        title=("dL/dC" if kind == "dC" else "C") + subscript(int(t)),
        display="heat",
        columns=len(values),
        scale=float(np.abs(values).max()) or 1.0,
        alt=alt,
    )
