"""What an LSTM's cell is drawn of: boxes, operations and arrows, and which panel lights them."""

from collections.abc import Callable
from dataclasses import dataclass

from figures.graph import Role
from rnn_core.studies.clamped_run import Play
from rnn_core.types import Array


@dataclass(frozen=True, slots=True)
class Box:
    """One vector of the cell: its id, title, place, what it is, and its (H,) numbers at time t."""

    name: str
    title: str
    role: Role
    column: str
    row: str
    what: str
    vector: Callable[[Play, int], Array]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A path of the cell; a bent one turns a corner."""

    name: str
    role: Role
    source: str
    target: str
    what: str
    bent: bool = False


BOXES = (
    Box(
        "C_prev", "C_{t−1}", "hidden", "first", "belt", "The cell state before", lambda play, t: play.trace.C[t - 1, 0]
    ),
    Box(
        "kept",
        "f_{t} * C_{t−1}",
        "gate_f",
        "kept",
        "belt",
        "The part of the cell state that is kept",
        lambda play, t: play.trace.added_kept[t - 1, 1, 0],
    ),
    Box("C", "C_{t}", "hidden", "C", "belt", "The cell state", lambda play, t: play.trace.C[t, 0]),
    Box(
        "dC",
        "∂s/∂C_{t}",
        "gradient",
        "last",
        "belt",
        "The gradient that reaches the cell state",
        lambda play, t: play.grads.C[t, 0],
    ),
    Box(
        "added",
        "i_{t} * C~_{t}",
        "gate_C",
        "added",
        "middle",
        "The part of the candidate that is added to the cell state",
        lambda play, t: play.trace.added_kept[t - 1, 0, 0],
    ),
    Box(
        "tanh_C",
        "tanh(C_{t})",
        "hidden",
        "C",
        "middle",
        "The cell state, squashed",
        lambda play, t: play.trace.tanh_C[t - 1, 0],
    ),
    Box("f", "f_{t}", "gate_f", "f", "gates", "The forget gate", lambda play, t: play.trace.f[t - 1, 0]),
    Box("i", "i_{t}", "gate_i", "i", "gates", "The input gate", lambda play, t: play.trace.i[t - 1, 0]),
    Box(
        "C_tilde", "C~_{t}", "gate_C", "C_tilde", "gates", "The candidate", lambda play, t: play.trace.C_tilde[t - 1, 0]
    ),
    Box("o", "o_{t}", "gate_o", "o", "gates", "The output gate", lambda play, t: play.trace.o[t - 1, 0]),
    Box("h", "h_{t}", "hidden", "last", "gates", "The hidden state", lambda play, t: play.trace.h[t, 0]),
    Box(
        "h_prev",
        "h_{t−1}",
        "hidden",
        "first",
        "before",
        "The hidden state before",
        lambda play, t: play.trace.h[t - 1, 0],
    ),
)
"""All boxes with one number for each unit."""

OPERATIONS = {
    "times_f": ("f", "belt", "×"),
    "plus": ("added", "belt", "+"),
    "times_i": ("added", "gates", "×"),
    "times_o": ("C", "gates", "×"),
}
"""What is done unit by unit: the column and row of each circle, and its sign."""

ARROWS = (
    Arrow(
        "belt_in",
        "hidden",
        "C_prev",
        "times_f",
        "The cell state enters. The lecture draws its path as a conveyor belt.",
    ),
    Arrow("belt_kept", "hidden", "times_f", "kept", "The part of the cell state that the forget gate keeps."),
    Arrow("belt_on", "hidden", "kept", "plus", "The kept part goes on to the sum."),
    Arrow(
        "belt_out",
        "hidden",
        "plus",
        "C",
        "The new cell state. Between C_t−1 and C_t there is one product and one sum, and no matrix.",
    ),
    Arrow("gate_f", "gate_f", "f", "times_f", "The forget gate multiplies the cell state, unit by unit."),
    Arrow("gate_i", "gate_i", "i", "times_i", "The input gate multiplies the candidate, unit by unit."),
    Arrow("gate_C", "gate_C", "C_tilde", "times_i", "The candidate goes to its product with the input gate."),
    Arrow("add_in", "gate_C", "times_i", "added", "The part of the candidate that the input gate lets in."),
    Arrow("add_on", "gate_C", "added", "plus", "It is added to the part that was kept."),
    Arrow("out_C", "hidden", "C", "tanh_C", "The cell state is read; reading does not change it."),
    Arrow("out_tanh", "hidden", "tanh_C", "times_o", "The cell state, squashed into −1 … 1."),
    Arrow("gate_o", "gate_o", "o", "times_o", "The output gate multiplies the squashed cell state, unit by unit."),
    Arrow("out_h", "hidden", "times_o", "h", "The part that is output: the hidden state."),
    Arrow("W_hy", "output", "h", "p", "W_hy: from the hidden state to the scores of the answers."),
    Arrow("back", "gradient", "dC", "C", "∂s/∂C_t arrives here from all later time steps."),
    Arrow(
        "join_h",
        "hidden",
        "h_prev",
        "join",
        "The hidden state before enters the three gates and the candidate.",
        bent=True,
    ),
    Arrow("join_x", "input", "x", "join", "The character enters the three gates and the candidate."),
    Arrow("W_f", "plain", "join", "f", "W_f: from h_t−1 and x_t to the forget gate", bent=True),
    Arrow("W_i", "plain", "join", "i", "W_i: from h_t−1 and x_t to the input gate", bent=True),
    Arrow("W_C", "plain", "join", "C_tilde", "W_C: from h_t−1 and x_t to the candidate", bent=True),
    Arrow("W_o", "plain", "join", "o", "W_o: from h_t−1 and x_t to the output gate", bent=True),
)
"""All arrows."""

LIT = (
    ("C_prev", "belt_in", "times_f", "belt_kept", "belt_on", "plus", "belt_out"),
    ("W_f", "f", "gate_f", "kept"),
    ("W_i", "i", "W_C", "C_tilde"),
    ("gate_i", "gate_C", "times_i", "add_in", "added", "add_on", "C"),
    ("W_o", "o", "out_C", "tanh_C", "out_tanh", "gate_o", "times_o", "out_h", "h"),
    ("W_hy", "p", "dC", "back"),
)
"""What each panel of the lecture lights; the inputs are lit from the start. A number comes after what it is made of."""

NOW = (("C_prev",), ("f",), ("i", "C_tilde"), ("kept", "added", "C"), ("o", "tanh_C", "h"), ("x", "C", "h", "p"))
"""What each panel outlines."""
