"""The equation under the walk backwards: the factors of the step that the walk is at.

from this loss + from the future = ∂L/∂h_t, ⊙ (1 − h_t²) = ∂L/∂a_t, · h_{t−1}ᵀ = share → sum
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from figures.graph import Cell, Frame, Node, Note
from figures.numbers import subscript
from lessons.bptt.figure.layout import Layout, Unit, blank, cells, matrix_cells, signs, vector
from lessons.bptt.model import Backwards
from rnn_core.cells.lstm_params import GATES
from rnn_core.studies import parameter_gradient as followed
from rnn_core.types import Array


@dataclass(frozen=True, slots=True)
class Factor:
    """One box of the equation: what a click means (``id``), the step of a column that fills it."""

    id: str
    fills: int
    values: Array
    caption: Callable[[str], str]
    sign: str


def factors(b: Backwards) -> list[Factor]:
    """The vectors of the equation in order, values (T, H) each, and the sign that follows each."""
    found = [
        Factor("own", 2, b.from_loss, lambda t: f"from L{t}", "+"),
        Factor("future", 3, b.from_future, lambda _: "future", "="),
    ]
    if b.memory is None:
        return [
            *found,
            Factor("dh", 3, b.dh, lambda t: f"∂L/∂h{t}", "⊙"),
            Factor("local", 4, b.local, lambda t: f"1−h{t}²", "="),
            Factor("da", 4, b.da, lambda t: f"∂L/∂a{t}", ""),
        ]
    return [
        *found,
        Factor("dh", 3, b.dh, lambda t: f"∂L/∂h{t}", "→"),
        Factor("through", 4, b.memory.by_h, lambda _: "by h", "+"),
        Factor("memory", 5, b.memory.along, lambda _: "by f", "="),
        Factor("dC", 5, b.memory.total, lambda t: f"∂L/∂C{t}", "→"),
        Factor("gate", 6, b.da[:, gate_of(b)], lambda _: f"∂L/∂a{gate_sign(b)}", ""),
    ]


def gate_of(b: Backwards) -> int:
    """The number of the followed gate in the order i, f, o, C~."""
    return followed.gate_of(b.matrix)


def gate_sign(b: Backwards) -> str:
    """The followed gate's letter as a superscript."""
    return {"i": "ⁱ", "f": "ᶠ", "o": "ᵒ", "C_tilde": "ᶜ"}[GATES[gate_of(b)]]


def steps_of(b: Backwards) -> int:
    """How many steps of the walk one column takes backwards."""
    return 7 if b.memory else 5


def equation(
    b: Backwards, layout: Layout, unit: Unit, entry: tuple[int, int], hints: Sequence[str], forward: int
) -> tuple[list[Node], list[Note]]:
    """The boxes with a frame for each step after ``forward`` empty ones, and the signs between."""
    T, per = len(b.dy), steps_of(b)
    whens = [(T - k // per, k % per + 1) for k in range(T * per)]
    nodes: list[Node] = []
    notes: list[Note] = []
    x, (sign, product, into) = layout.equation_left, signs(b, dense=layout.dense)
    for factor in factors(b):
        node = vector(
            f"eq_{factor.id}.1",
            "plain" if factor.id == "local" else "gradient",
            x + layout.box / 2,
            layout.equation,
            factor.values[0],
            Unit(0) if factor.id == "local" else unit,
            layout,
            alt=WORDS[factor.id],
        )
        nodes.append(_framed(node, factor, unit, whens, forward))
        x += layout.box
        if factor.sign:
            notes.append(_sign(x + sign / 2, layout, factor.sign))
            x += sign
    notes.append(_sign(x + product / 2, layout, f"· {right_factor(b)} ="))
    x += product
    wide = layout.matrix[3]
    share, total = _matrices(b, layout, unit, entry, hints, whens, forward)
    nodes.append(replace(share, x=x + wide / 2))
    notes.append(_sign(x + wide + into / 2, layout, "→"))
    nodes.append(replace(total, x=x + wide + into + wide / 2))
    return nodes, notes


WORDS = {
    "own": "From the loss of this time step",
    "future": "From the future",
    "dh": "Gradient of the loss with respect to the hidden state",
    "local": "Derivative of tanh",
    "da": "Gradient of the loss with respect to the pre-activation",
    "through": "Through h, into the cell state",
    "memory": "Along the cell state, from the next time step",
    "dC": "Gradient of the loss with respect to the cell state",
    "gate": "Gradient of the loss with respect to the pre-activation of the followed gate",
}


def right_factor(b: Backwards) -> str:
    """The row vector of the outer product."""
    return {"W_xh": "x_t^T", "W_hy": "h_t^T"}.get(b.matrix, "h_{t−1}^T")


def _framed(node: Node, factor: Factor, unit: Unit, whens: list[tuple[int, int]], forward: int) -> Node:
    count, hide = len(node.cells), node.display == "heat"
    shown = Unit(0) if factor.id == "local" else unit
    empty = Frame(blank(count), caption=factor.caption("ₜ"), id=node.id)
    full = {
        t: Frame(
            cells(factor.values[t - 1], shown, hide=hide), caption=factor.caption(subscript(t)), id=f"{factor.id}.{t}"
        )
        for t in {t for t, _ in whens}
    }
    ahead = {t: replace(empty, caption=frame.caption) for t, frame in full.items()}
    frames = [full[t] if k >= factor.fills else ahead[t] for t, k in whens]
    scale = float(abs(factor.values).max()) or 1.0
    return replace(node, scale=scale, pinned=True, frames=(*[empty] * forward, *frames))


def _matrices(
    b: Backwards,
    layout: Layout,
    unit: Unit,
    entry: tuple[int, int],
    hints: Sequence[str],
    whens: list[tuple[int, int]],
    forward: int,
) -> tuple[Node, Node]:
    _, columns, row, wide = layout.matrix
    T, last = len(b.dy), steps_of(b)
    nothing = blank_matrix(b, unit, entry)

    def box(name: str, alt: str, scale: float, caption: str, frames: list[Frame]) -> Node:
        return Node(
            id=name,
            role="gradient",
            x=0,
            y=layout.equation,
            width=wide,
            cell_height=row,
            cells=nothing,
            display="heat",
            columns=columns,
            scale=scale or 1.0,
            alt=alt,
            pinned=True,
            frames=(*[Frame(nothing, "", caption, name)] * forward, *frames),
        )

    def share(t: int) -> Frame:
        what = f"share of t = {t}"
        return Frame(matrix_cells(b.shares[t - 1], b, unit, entry), "", what, f"share.{t}")

    def total(t: int) -> Frame:
        if t > T:
            return Frame(nothing, caption=f"Σ = ∂L/∂{b.matrix}", id=f"sum.{T}")
        finished = hints if t == 1 else ()
        made = matrix_cells(b.running[t - 1], b, unit, entry, finished)
        return Frame(made, caption=f"Σ = ∂L/∂{b.matrix}", id=f"sum.{t}")

    shares = {t: share(t) for t in range(1, T + 1)}
    totals = {t: total(t) for t in range(1, T + 2)}
    ahead = {t: Frame(nothing, "", frame.caption, frame.id) for t, frame in shares.items()}
    return (
        box(
            "eq_share.1",
            "Share of this time step",
            float(abs(b.shares).max()),
            "share of t",
            [shares[t] if k == last else ahead[t] for t, k in whens],
        ),
        box(
            "eq_sum.1",
            f"Sum of the shares so far, in the end ∂L/∂{b.matrix}",
            float(abs(b.running).max()),
            f"Σ = ∂L/∂{b.matrix}",
            [totals[t] if k == last else totals[t + 1] for t, k in whens],
        ),
    )


def blank_matrix(b: Backwards, unit: Unit, entry: tuple[int, int]) -> tuple[Cell, ...]:
    """The visible part of the matrix with nothing in it."""
    return tuple(replace(cell, text="", value=None, mark="") for cell in matrix_cells(b.total * 0, b, unit, entry))


def _sign(x: float, layout: Layout, text: str) -> Note:
    return Note(x=x, y=layout.equation, text=text, anchor="middle", pinned=True)
