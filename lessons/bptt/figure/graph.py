"""The flagship figure: forward through a word to the loss, then backwards to one gradient.

Time runs to the right, the walk first with it and then against it. Violet is what comes back.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from figures.columns import MOST_ROWS, View, shown_symbols
from figures.graph import Cell, Edge, Frame, Graph, Node, Note, Role, Step
from figures.numbers import quoted, signed, subscript, visible
from lessons.bptt.figure import forms
from lessons.bptt.figure.equation import equation, gate_sign, steps_of
from lessons.bptt.figure.layout import FEW, LINE, Layout, Unit, arrange, hinted, vector
from lessons.bptt.model import Backwards, entry_name
from rnn_core.cells.lstm_params import GATES
from rnn_core.text import Vocabulary
from rnn_core.types import Array

_PLAIN = Unit(0)
"""What numbers are printed in that are no gradients."""
_GROUPS = {"W_hh_T": "W_hh", "W_hy_T": "W_hy", "W_T": "W", "W_h": "W", "o_back": "o", "f_back": "f"}
"""An arrow backwards is the same matrix or gate as the one forward."""
BEFORE = 0.27
"""Where the name of an arrow backwards stands: before the input's arrow crosses it."""
FORWARD = ("read", "update", "predict")
PHASES = (
    "Forward through the whole sequence to compute the loss",
    "Backward through the whole sequence to compute the gradient",
)
"""What the two parts of the walk are for."""


def loss_step(T: int) -> int:
    """The index of the step at which the mean loss stands and nothing has come back yet."""
    return len(FORWARD) * T


def step_of(b: Backwards, t: int, number: int) -> int:
    """The index of the ``number``-th backward step (from 1) of time ``t``."""
    T = len(b.dy)
    return loss_step(T) + (T - t) * steps_of(b) + number


def backwards(
    b: Backwards, vocabulary: Vocabulary, view: View, *, entry: tuple[int, int], hints: Sequence[str] = ()
) -> Graph:
    """The graph of ``b``; ``entry`` is the weight whose shares are drawn as bars.

    ``hints`` stand beside the cells of the finished sum, in the order of its visible cells.
    """
    layout, unit = arrange(b, dense=view.dense), Unit.of(b)
    T = len(b.dy)
    forward = loss_step(T) + 1
    strip, signs = equation(b, layout, unit, entry, hints, forward)
    lane = _bars(b, layout, unit, entry, forward)
    parts = ([*_forward(b, vocabulary), _loss(b)], _backward(b))
    steps = [replace(step, phase=phase) for phase, part in zip(PHASES, parts, strict=True) for step in part]
    return Graph(
        title="Back-propagation through time",
        width=layout.width,
        height=layout.height,
        nodes=(*_boxes(b, vocabulary, layout, unit), lane, *strip),
        edges=tuple(_arrows(b, layout)),
        notes=(*_notes(b, vocabulary, layout, unit, entry), *signs),
        steps=tuple(steps),
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
        explained=forms.explained(b, vocabulary, entry),
    )


def _notes(b: Backwards, vocabulary: Vocabulary, layout: Layout, unit: Unit, entry: tuple[int, int]) -> list[Note]:
    V = len(vocabulary)
    rows = [(layout.hidden, "h"), (layout.input, "x")]
    if V <= MOST_ROWS:
        first = layout.output - (V - 1) / 2 * layout.row
        rows += [(first + k * layout.row, visible(symbol)) for k, symbol in enumerate(vocabulary.symbols)]
    else:
        rows.append((layout.output, "p"))
    lane = layout.bars - (LINE / 2 + 10)
    name = entry_name(b, vocabulary, entry).replace("_", "_{", 1).replace("[", "}[", 1)
    what = f"share of each time step in ∂L/∂{name}"
    named = [Note(x=10, y=y, text=text) for y, text in rows]
    if layout.dense and not unit.note:
        return named
    scale = f" · all violet numbers {unit.note}" if unit.note else ""
    return [*named, Note(x=layout.left + 2, y=lane, text=f"{what}{scale}", role="gradient", pinned=True)]


def _forward(b: Backwards, vocabulary: Vocabulary) -> list[Step]:
    steps = []
    targets = b.run.targets
    for t in range(1, len(b.dy) + 1):
        symbol = quoted(vocabulary.symbols[int(b.run.x[t - 1, 0])])
        target = "" if targets is None else quoted(vocabulary.symbols[int(targets[t - 1, 0])])
        if b.memory:
            into = [f"W.{t}", f"C.{t}", f"o.{t}", *([f"W_h.{t}", f"f.{t}"] if t > 1 else [])]
        else:
            into = [f"W_xh.{t}", *([f"W_hh.{t}"] if t > 1 else [])]
        steps += [
            Step(f"t = {t} · read {symbol}", (f"x.{t}",), (f"x.{t}",)),
            Step(f"t = {t} · update the state", (*into, f"h.{t}"), (f"h.{t}",)),
            Step(
                f"t = {t} · predict; the target is {target}",
                (f"W_hy.{t}", f"p.{t}", f"L_edge.{t}", f"L.{t}"),
                (f"p.{t}", f"L.{t}"),
            ),
        ]
    return steps


def _loss(b: Backwards) -> Step:
    T = len(b.dy)
    loss = signed(b.run.loss or 0.0, 3)
    text = f"L = {loss} nats, the mean of {T} losses" if T > 1 else f"L = {loss} nats"
    return Step(f"{text} · now back", (), tuple(f"L.{t}" for t in range(1, T + 1)))


def _backward(b: Backwards) -> list[Step]:
    T, steps = len(b.dy), []
    for t in range(T, 0, -1):
        at, now, after = f"t = {t} ·", subscript(t), subscript(t + 1)
        steps += [
            Step(
                f"{at} ∂L/∂y{now} = (p{now} − target) / {T}", (f"dy_edge.{t}", f"dy.{t}"), (f"dy_edge.{t}", f"dy.{t}")
            ),
            Step(f"{at} from this loss: W_hyᵀ ∂L/∂y{now}", (f"W_hy_T.{t}", "eq_own.1"), (f"W_hy_T.{t}", "eq_own.1")),
            *(_steps_of_lstm if b.memory else _steps_of_rnn)(b, t, at, now, after),
        ]
    return steps


def _steps_of_rnn(b: Backwards, t: int, at: str, now: str, after: str) -> list[Step]:
    coming = () if t == len(b.dy) else (f"W_hh_T.{t + 1}",)
    formula = f"W_hhᵀ ∂L/∂a{after}"
    return [
        Step(
            f"{at} {_future(b, t, formula)}",
            (*coming, f"dh.{t}", "eq_future.1", "eq_dh.1"),
            (*coming, f"dh.{t}", "eq_future.1"),
        ),
        Step(
            f"{at} through tanh: ∂L/∂a{now} = ∂L/∂h{now} ⊙ (1 − h{now}²)",
            (f"tanh_back.{t}", f"da.{t}", "eq_local.1", "eq_da.1"),
            (f"tanh_back.{t}", f"da.{t}", "eq_da.1"),
        ),
        _share(b, t, at, now),
    ]


def _steps_of_lstm(b: Backwards, t: int, at: str, now: str, after: str) -> list[Step]:
    last = t == len(b.dy)
    coming = () if last else (f"W_T.{t + 1}",)
    kept = () if last else (f"f_back.{t + 1}",)
    memory = "nothing yet" if last else ("left out" if b.immediate else f"f{after} ⊙ ∂L/∂C{after}")
    return [
        Step(
            f"{at} {_future(b, t, f'Wᵀ ∂L/∂a{after}')}",
            (*coming, f"dh.{t}", "eq_future.1", "eq_dh.1"),
            (*coming, f"dh.{t}", "eq_future.1"),
        ),
        Step(
            f"{at} through h into the cell state: ∂L/∂h{now} ⊙ o{now} ⊙ (1 − tanh² C{now})",
            (f"o_back.{t}", "eq_through.1"),
            (f"o_back.{t}", "eq_through.1"),
        ),
        Step(
            f"{at} along the cell state: {memory}",
            (*kept, f"dC.{t}", "eq_memory.1", "eq_dC.1"),
            (*kept, f"dC.{t}", "eq_memory.1"),
        ),
        Step(
            f"{at} into the gates: ∂L/∂a{gate_sign(b)}",
            (f"gates_back.{t}", f"o_gate_back.{t}", f"da.{t}", "eq_gate.1"),
            (f"gates_back.{t}", f"da.{t}", "eq_gate.1"),
        ),
        _share(b, t, at, now),
    ]


def _future(b: Backwards, t: int, formula: str) -> str:
    if t == len(b.dy):
        return "from the future: nothing, this is the last time step"
    return f"from the future: left out, although it is {formula}" if b.immediate else (f"from the future: {formula}")


def _share(b: Backwards, t: int, at: str, now: str) -> Step:
    before = subscript(t - 1)
    product = {"W_hy": f"∂L/∂y{now} h{now}ᵀ", "W_xh": f"∂L/∂a{now} x{now}ᵀ"}.get(
        b.matrix, f"∂L/∂a{gate_sign(b) if b.memory else now} h{before}ᵀ"
    )
    what = "0, because h₀ = 0" if t == 1 and b.matrix not in ("W_hy", "W_xh") else product
    return Step(
        f"{at} its share of ∂L/∂{b.matrix}: {what}", ("bar.1", "eq_share.1", "eq_sum.1"), ("eq_share.1", "eq_sum.1")
    )


def _boxes(b: Backwards, vocabulary: Vocabulary, layout: Layout, unit: Unit) -> list[Node]:
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
            _PLAIN,
            layout,
            title=f"h{subscript(t)}",
            title_at="beside",
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
        p = _symbols(f"p.{t}", "output", left, run.p[t - 1, 0], target, shown, vocabulary, _PLAIN, layout)
        dy = _symbols(f"dy.{t}", "gradient", right, b.dy[t - 1], target, shown, vocabulary, unit, layout)
        dh = vector(
            f"dh.{t}",
            "gradient",
            right,
            layout.back,
            b.dh[t - 1],
            unit,
            layout,
            title=f"∂L/∂h{subscript(t)}",
            alt=f"Gradient of the loss with respect to the hidden state at t = {t}",
        )
        found += [x, h, p, loss, dy, dh, _pre(b, t, middle, layout, unit)]
        if b.memory:
            found += _memory(b, b.memory.total, t, left, right, layout, unit)
    return found


def _bars(b: Backwards, layout: Layout, unit: Unit, entry: tuple[int, int], forward: int) -> Node:
    """One bar under each column: what its time step adds to the gradient of the chosen weight, once it has."""
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
        alt="Share of each time step in the gradient of the chosen weight",
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
        title=f"{'p' if output else '∂L/∂y'}{subscript(int(t))}",
        caption=quoted(vocabulary.symbols[target]) if output and not layout.dense else "",
        alt=f"{'Probabilities' if output else 'Gradient of the loss with respect to the scores'} at t = {t}",
    )


def _pre(b: Backwards, t: int, x: float, layout: Layout, unit: Unit) -> Node:
    """∂L/∂a_t: of a vanilla cell one column of numbers, of an LSTM a heat map of four gates."""
    da = b.da[t - 1]
    title = f"∂L/∂a{subscript(t)}"
    if not b.memory:
        alt = f"Gradient of the loss with respect to the pre-activation at t = {t}"
        return vector(f"da.{t}", "gradient", x, layout.back, da, unit, layout, title=title, title_at="over", alt=alt)
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
        alt=f"Gradient of the loss with respect to the pre-activations of the gates at t = {t}",
    )


def _memory(b: Backwards, of: Array, t: int, left: float, right: float, layout: Layout, unit: Unit) -> list[Node]:
    """C_t and ∂L/∂C_t as strips of heat, one cell a unit."""
    return [
        _strip(f"C.{t}", "hidden", left, layout.memory, b.run.trace.C[t, 0], _PLAIN, layout, f"Cell state at t = {t}"),
        _strip(
            f"dC.{t}",
            "gradient",
            right,
            layout.back_memory,
            of[t - 1],
            unit,
            layout,
            f"Gradient of the loss with respect to the cell state at t = {t}",
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
        title=("∂L/∂C" if kind == "dC" else "C") + subscript(int(t)),
        display="heat",
        columns=len(values),
        scale=float(np.abs(values).max()) or 1.0,
        alt=alt,
    )


def _arrows(b: Backwards, layout: Layout) -> list[Edge]:
    """All arrows, in the direction in which numbers travel along them."""
    found: list[Edge] = []
    for t in range(1, len(b.dy) + 1):
        found += [
            _edge("W_hy", t, "output", f"h.{t}", f"p.{t}", "W_hy"),
            _edge("L_edge", t, "loss", f"p.{t}", f"L.{t}"),
            _edge("dy_edge", t, "gradient", f"L.{t}", f"dy.{t}"),
            _edge(
                "W_hy_T",
                t,
                "gradient",
                f"dy.{t}",
                f"dh.{t}",
                "" if layout.dense else "W_hy^T",
                0.1 if b.memory else 0.8,
            ),
        ]
        found += _arrows_of_lstm(b, t, layout) if b.memory else _arrows_of_rnn(b, t, layout)
    return found


def _arrows_of_rnn(b: Backwards, t: int, layout: Layout) -> list[Edge]:
    found = [
        _edge("W_xh", t, "input", f"x.{t}", f"h.{t}", "" if layout.dense else "W_xh", 0.86),
        _edge("tanh_back", t, "gradient", f"dh.{t}", f"da.{t}"),
    ]
    if t > 1:
        found.append(_edge("W_hh", t, "hidden", f"h.{t - 1}", f"h.{t}", "W_hh"))
        at = 0.8 if b.dh.shape[1] <= FEW else BEFORE
        found.append(_back("W_hh_T", t, f"da.{t}", f"dh.{t - 1}", "W_hh^T", b.immediate, at))
    return found


def _arrows_of_lstm(b: Backwards, t: int, layout: Layout) -> list[Edge]:
    found = [
        _edge("W", t, "input", f"x.{t}", f"C.{t}", "" if layout.dense else "W", 0.86),
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


def _edge(name: str, t: int, role: Role, source: str, target: str, label: str = "", at: float = 0.5) -> Edge:
    return Edge(f"{name}.{t}", role, source, target, _GROUPS.get(name, name), label, label_at=at)


def _back(name: str, t: int, source: str, target: str, label: str, cut: bool, at: float = BEFORE) -> Edge:
    group = _GROUPS.get(name, name)
    return Edge(f"{name}.{t}", "gradient", source, target, group, label, cut=cut, label_at=at)
