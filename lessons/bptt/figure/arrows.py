"""What the arrows of the walk backwards carry, and by what they multiply."""

from dataclasses import replace

import numpy as np

from figures import arithmetic
from figures.arithmetic import Arithmetic, Piece
from figures.numbers import subscript, visible
from lessons.bptt.model import Backwards
from rnn_core.text import Vocabulary
from rnn_core.types import Array

SAME = "The matrix of the forward arrow, walked against: rows and columns have changed places."
CUT = " In the immediate derivative this arrow is cut: what it would carry is left out."


def along(b: Backwards, vocabulary: Vocabulary, kind: str, t: int) -> Arithmetic | None:
    """The matrix or the factor of the arrow ``kind`` that belongs to time ``t``; None if no arrow.

    An arrow between two times belongs to the later one.
    """
    if not b.memory and kind in ("W_xh", "W_hh", "W_hy"):
        return arithmetic.explain(b.run, vocabulary, f"{kind}.{t}")
    units = tuple(str(i + 1) for i in range(b.dh.shape[1]))
    symbols = tuple(visible(symbol) for symbol in vocabulary.symbols)
    cell, cut = b.run.model.cell, CUT if b.immediate else ""
    if kind == "W_hy":
        return _matrix("W_hy: from unit to score", b.run.model.readout.W_hy, symbols, units, "")
    if kind == "W_hy_T":
        title = f"W_hyᵀ carries dL/dy{subscript(t)} to dL/dh{subscript(t)}"
        return _matrix(title, b.run.model.readout.W_hy.T, units, symbols, SAME)
    if kind == "W_hh_T" and not b.memory:
        title = f"W_hhᵀ carries dL/da{subscript(t)} to dL/dh{subscript(t - 1)}"
        return _matrix(title, cell.W_hh.T, units, units, SAME + cut)
    if b.memory and kind in ("W", "W_h", "W_T"):
        gates = tuple(f"{gate} {unit}" for gate in ("i", "f", "o", "C̃") for unit in units)
        if kind == "W_T":
            title = f"Wᵀ carries dL/da{subscript(t)} of all gates to dL/dh{subscript(t - 1)}"
            return _matrix(title, cell.W[:, : len(units)].T, units, gates, SAME + cut)
        columns = tuple(f"h {unit}" for unit in units) + symbols
        words = "One matrix for three gates and the candidate: rows i, f, o, C̃; columns [h; x]."
        return _matrix("W acts on h and x together", cell.W, gates, columns, words)
    return _factor(b, kind, t, cut)


def _matrix(title: str, matrix: Array, rows: tuple[str, ...], columns: tuple[str, ...], words: str) -> Arithmetic:
    shape = f"{matrix.shape[0]}×{matrix.shape[1]}"
    found = Arithmetic(f"{title} ({shape})", (), words)
    return replace(found, matrix=np.asarray(matrix), rows=rows, columns=columns)


def _factor(b: Backwards, kind: str, t: int, cut: str) -> Arithmetic | None:
    """The arrows that multiply number by number, without a matrix."""
    now, before, T = subscript(t), subscript(t - 1), len(b.dy)
    forward = {"L_edge": (f"L{now} = −ln p{now}[target]", "How surprised the network is by the target.")}
    back = {
        "dy_edge": (
            f"dL/dy{now} = ( p{now} − target ) / {T}",
            "Softmax and logarithm in one step, of the mean of all losses.",
        )
    }
    if b.memory:
        forward |= {
            "o": (f"h{now} = o{now} ∗ tanh( C{now} )", "The output gate, number by number."),
            "f": (f"C{now} = f{now} ∗ C{before} + i{now} ∗ C̃{now}", "The forget gate keeps."),
        }
        back |= {
            "o_back": (f"dL/dh{now} ∗ o{now} ∗ ( 1 − tanh² C{now} )", "Into the memory, by h."),
            "f_back": (f"f{now} ∗ dL/dC{now}", f"Along the memory to C{before}: no matrix.{cut}"),
            "gates_back": (f"dL/dC{now} ∗ gate slopes", "To what i, f and C̃ are taken of."),
            "o_gate_back": (
                f"dL/dh{now} ∗ tanh( C{now} ) ∗ o{now} ∗ ( 1 − o{now} )",
                "To what the output gate is taken of.",
            ),
        }
    else:
        back["tanh_back"] = (
            f"dL/da{now} = dL/dh{now} ∗ ( 1 − h{now}² )",
            "The slope of tanh, number by number: a unit near 1 or −1 lets almost nothing pass.",
        )
    found = forward.get(kind) or back.get(kind)
    if found is None or (kind in ("f", "f_back") and t == 1):
        return None
    role = "gradient" if kind in back else ""
    return Arithmetic(f"An arrow of step t = {t}", ((Piece(found[0], role),),), found[1])
