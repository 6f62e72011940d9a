"""The cell of a vanilla RNN in the places that its parts have in the LSTM's cell: one matrix and one tanh."""

import numpy as np

from figures.columns import View
from figures.forms import Applied, Explained, Form, Forms, Number, Piece, Step, Sum, Table
from figures.graph import PADDING, Cell, Edge, Frame, Graph, Node, Note, Role
from figures.graph import Step as Moment
from figures.numbers import quoted, signed, subscript, visible
from figures.reading_forms import weighted
from lessons.lstm_gates.figure.equations import plus
from lessons.lstm_gates.figure.graph import BOX, COLUMNS, JOIN, WIDTH
from lessons.lstm_gates.model import Plain
from rnn_core.studies.store_recall_task import READS
from rnn_core.types import Array

ROW, WIDE, TILE = 21.0, 74.0, 9.0
EQUATION = "h_{t} = tanh( W·[h_{t−1}, x_{t}] + b )"
LEFT, STRIP = 104.0, 38.0
ARROWS: tuple[tuple[str, Role, str, str, str], ...] = (
    ("join_h", "hidden", "h_prev", "join", "The hidden state before enters."),
    ("join_x", "input", "x", "join", "The character enters."),
    ("W", "plain", "join", "a", "W: from h_t−1 and x_t to the sum"),
    ("tanh", "hidden", "a", "h", "The tanh squashes every number of the sum into −1 … 1."),
)
"""Each arrow: its id, role, source, target, and what it is."""

_SUM = Sum(
    (weighted("U", ("i",), "h_prev", "t", zero="h{_t-1} = 0"), Number("W_x", ("i", "token")), Number("b", ("i",)))
)
_TOKEN = {"token": Number("x", ("t",))}
_A = Form(
    "a{_t}[{i}], before the tanh: how this number was made",
    (Step((Piece("a{_t}[{i}] = W[{i},·]·[h{_t-1}, x{_t}] + b[{i}]"),), _SUM),),
    "Red: the column of “{token:reads}”; then the bias.",
    where=_TOKEN,
)
_H = Form(
    "h{_t}[{i}]: how this number was made",
    (Step((Piece("h{_t}[{i}] = tanh( a{_t}[{i}] )"),), Applied("tanh", Number("a", ("t", "i"))), "hidden"),),
    "Every number of the hidden state is computed again from all numbers of the state before.",
)
_BEFORE = Form(
    "h{_t-1}[{i}]: the hidden state before",
    (Step((Piece("h{_t-1}[{i}]"),), Number("h_prev", ("t", "i")), "hidden"),),
    "It was computed at the time step before.",
)
_READ = Form(
    "x at t = {t}: the character “{token:reads}”",
    lines=((Piece("x{_t}[{token:reads}] = 1", "input"), Piece("and 0 elsewhere")),),
    words="One-hot: it picks one column of the matrix.",
    where=_TOKEN,
)
FORMS = {
    **{name: Form("The path of a vector", words=what) for name, _, _, _, what in ARROWS},
    "W": Form(
        ARROWS[2][4], words="Rows are where it goes, columns where it comes from.", matrix="W", columns="columns"
    ),
    "join": Form("Side by side", words="One vector: the hidden state before, then the character that is read."),
    "equation": Form("The equation at t = {t}", words="The same matrix and the same bias at every time step."),
    "a.#": _A,
    "a": Form("a{_t}: the sum before the tanh", _A.steps, where=_TOKEN, each=("b", 0)),
    "h.#": _H,
    "h": Form("h{_t}: the hidden state", _H.steps, each=("b", 0)),
    "h_prev.#": _BEFORE,
    "h_prev": Form("h{_t-1}: the hidden state before", _BEFORE.steps, each=("b", 0)),
    "strip_h.#": _H,
    "strip_h": Form("h{_t}: the hidden state", _H.steps, each=("b", 0)),
    "x": _READ,
    "x.#": _READ,
}


def plain_cell(run: Plain, view: View) -> Graph:
    """The diagram of the cell, its equation with numbers, and its hidden state over time."""
    T = len(run.word)
    box = 2 * ROW + 2 * PADDING
    before = 17 + box / 2
    line = before + box / 2 + 32 + (ROW + 2 * PADDING) / 2
    equation = line + ROW / 2 + PADDING + 28 + (2 * 20 + 2 * PADDING) / 2
    strip = equation + 20 + PADDING + 32 + TILE + PADDING
    times = range(1, T + 1)
    h, a = run.trace.h[:, 0], run.a

    def vector(name: str, title: str, values: Array, x: float, width: float, what: str, y: float) -> Node:
        frames = tuple(
            Frame(tuple(Cell(signed(value), value) for value in row), title=title, id=f"{name}.{t}")
            for t, row in zip(times, values.tolist(), strict=True)
        )
        role: Role = "plain" if name == "a" else "hidden"
        return Node(name, role, x, y, width, ROW, frames[0].cells, title=frames[0].title, alt=what, frames=frames)

    reads = tuple(
        Frame((Cell(READS.symbols[int(k)], 1.0),), title="x_{t}", id=f"x.{t}") for t, k in enumerate(run.word, 1)
    )
    numbers = tuple(
        Frame(tuple(Cell(_with_numbers(run, t, unit), index=0) for unit in (0, 1)), title=EQUATION, id=f"equation.{t}")
        for t in times
    )
    middle = (before + line) / 2
    nodes = [
        vector("h_prev", "h_{t−1}", h[:-1], COLUMNS["first"], BOX, "The hidden state before", before),
        Node(
            "x", "input", COLUMNS["first"], line, 30, ROW, reads[0].cells, title="x_{t}", alt="Character", frames=reads
        ),
        Node("join", "plain", COLUMNS["first"] + 44, line, JOIN, ROW, shape="circle", alt="h_t−1, x_t as one vector"),
        vector("a", "W·[h_{t−1}, x_{t}] + b", a, COLUMNS["added"], WIDE, "The sum before the tanh", middle),
        vector("h", "h_{t}", h[1:], COLUMNS["last"], BOX, "The hidden state", middle),
        Node(
            "equation", "plain", WIDTH / 2, equation, WIDTH - 20, 20, numbers[0].cells, title=EQUATION,
            alt="The equation", frames=numbers,
        ),
        *(
            Node(
                f"strip_h.{t}",
                "plain",
                LEFT + (t - 0.5) * STRIP / max(1.0, T / 14),
                strip,
                STRIP / max(1.0, T / 14) - 2,
                TILE,
                tuple(Cell("", v, hint=f"h{subscript(t)}[{unit}] = {signed(v, 3)}") for unit, v in enumerate(h[t], 1)),
                display="heat",
                alt=f"h at t = {t}: " + ", ".join(map(signed, h[t].tolist())),
            )
            for t in times
        ),
    ]  # fmt: skip
    top = strip - TILE - PADDING - 9
    notes = [Note(12, top, "reads"), Note(12, strip, "h  hidden", "hidden")]
    notes += [
        Note(LEFT + (t - 0.5) * STRIP / max(1.0, T / 14), top, visible(READS.symbols[int(k)]), "input", "middle")
        for t, k in enumerate(run.word, 1)
    ]
    moments = tuple(
        Moment(
            f"t = {t} · reads {quoted(READS.symbols[int(k)])} · all of h is computed again",
            ("a", "h", f"strip_h.{t}"),
            ("x", "a", "h", f"strip_h.{t}"),
        )
        for t, k in enumerate(run.word, 1)
    )
    return Graph(
        title="One cell of a vanilla RNN",
        width=WIDTH,
        height=strip + TILE + PADDING + 10,
        nodes=tuple(nodes),
        edges=tuple(
            Edge(name, role, source, target, name, style="elbow" if name in ("join_h", "W") else "straight", alt=what)
            for name, role, source, target, what in ARROWS
        ),
        notes=tuple(notes),
        steps=moments,
        start=min(view.start, T - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
        explained=_explained(run),
    )  # fmt: skip


def _with_numbers(run: Plain, t: int, unit: int) -> str:
    cell = run.cell
    from_state = float(cell.W_hh[unit] @ run.trace.h[t - 1, 0])
    others = (float(cell.W_xh[unit, int(run.word[t - 1])]), float(cell.b_h[unit]))
    value = signed(float(run.trace.h[t, 0, unit]))
    return f"h[{unit + 1}] = tanh( {signed(from_state)} {' '.join(map(plus, others))} ) = {value}"


def _explained(run: Plain) -> Explained:
    cell, h = run.cell, run.trace.h[:, 0]
    columns = ("h[1]", "h[2]", *READS.symbols)
    return Explained(
        Forms(FORMS),
        {
            "h_prev": Table(h[:-1], (1, 1), "hidden", "h_prev"),
            "a": Table(run.a, (1, 1), "", "a"),
            "x": Table(np.asarray(run.word) + 1, (1,), box="x"),
            "U": Table(cell.W_hh, (1, 1), group="W"),
            "W_x": Table(cell.W_xh, (1, 1), "input", group="W"),
            "W": Table(np.hstack([cell.W_hh, cell.W_xh]), (1, 1)),
            "b": Table(cell.b_h, (1,)),
        },
        {"reads": READS.symbols, "columns": columns},
    )
