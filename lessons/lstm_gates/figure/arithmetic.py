"""What stands beside the chosen part of an LSTM's cell: a number's arithmetic, a matrix, a path."""

from collections.abc import Callable

from figures.arithmetic import Arithmetic, Piece
from lessons.lstm_gates.figure.equations import LETTERS
from lessons.lstm_gates.figure.gradient import gradient
from lessons.lstm_gates.figure.numbers import gate, hidden, memory, part, read, said, squashed
from lessons.lstm_gates.figure.parts import ARROWS
from rnn_core.studies.clamped_run import Play
from rnn_core.studies.store_recall_task import READS, SAYS

OPERATIONS = {
    "times_f": ("f_t * C_t−1", "Each number of the memory times its own forget gate. No matrix here."),
    "times_i": ("i_t * C~_t", "Each candidate times its own input gate."),
    "times_o": ("o_t * tanh(C_t)", "Each squashed memory times its own output gate."),
    "plus": ("f_t * C_t−1 + i_t * C~_t", "Adding, not multiplying by a matrix, is the LSTM's point."),
    "join": ("[h_t−1, x_t]", "One vector: what the network said of itself before, then what it reads."),
}

PATHS = {arrow.name: arrow.what for arrow in ARROWS}


def explain(play: Play, node: str) -> Arithmetic | None:
    """The arithmetic of ``node`` ("f.3.1": unit 1 of the forget gate at t = 3); None if unknown."""
    kind, _, rest = node.removeprefix("strip_").removeprefix("untouched_").partition(".")
    if kind in ("W_f", "W_i", "W_C", "W_o", "W_hy"):
        return _matrix(play, kind)
    if kind in PATHS:
        return Arithmetic("The path of a vector", words=PATHS[kind])
    if kind in OPERATIONS:
        formula, words = OPERATIONS[kind]
        return Arithmetic("Unit by unit", ((Piece(formula),),), words=words)
    try:
        t, unit = (int(part) for part in (f"{rest}.1" if "." not in rest else rest).split("."))
    except ValueError:
        return None
    maker = MAKERS.get(kind)
    rows = len(SAYS) if kind == "p" else play.trace.h.shape[2]
    if maker is None or not (1 <= t <= len(play.word) and 1 <= unit <= rows):
        return None
    return maker(play, t, unit - 1)


def _equation(_play: Play, t: int, _unit: int) -> Arithmetic:
    return Arithmetic(
        f"The equations at t = {t}",
        words="Three terms stand in a gate: from h_t−1, from x_t, and the bias. "
        "Choose a gate's number to see every product.",
    )


def _matrix(play: Play, name: str) -> Arithmetic:
    cell, H = play.model.cell, play.model.cell.n_hidden
    units = tuple(str(unit + 1) for unit in range(H))
    if name == "W_hy":
        matrix, rows, columns = (play.model.readout.W_hy, SAYS.symbols, tuple(f"h[{u}]" for u in units))
    else:
        matrix, rows = getattr(cell, name), units
        columns = (*(f"h[{unit}]" for unit in units), *READS.symbols)
    return Arithmetic(
        f"{name} ({matrix.shape[0]}×{matrix.shape[1]})",
        words="Rows are where it goes, columns where it comes from."
        + ("" if name == "W_hy" else " It acts on [h_t−1, x_t]: state and symbol side by side."),
        matrix=matrix,
        rows=rows,
        columns=columns,
    )


MAKERS: dict[str, Callable[[Play, int, int], Arithmetic]] = {
    **{kind: gate(kind) for kind in LETTERS},
    "C": memory,
    "C_prev": lambda play, t, u: memory(play, t - 1, u),
    "kept": part("f", "C", 1),
    "added": part("i", "C̃", 0),
    "tanh_C": squashed,
    "h": hidden,
    "h_prev": lambda play, t, u: hidden(play, t - 1, u),
    "x": read,
    "p": said,
    "dC": gradient,
    "equation": _equation,
}
