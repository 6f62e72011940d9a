"""How one unit of the state was made, for each of the three readers."""

import numpy as np

from figures.arithmetic import Line, Piece, plus
from figures.numbers import quoted, signed, subscript
from lessons.sentiment.model import Reading
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.types import Array

GATES = (
    ("f", "f", "W_f", "b_f", "σ"),
    ("i", "i", "W_i", "b_i", "σ"),
    ("C_tilde", "C̃", "W_C", "b_C", "tanh"),
    ("o", "o", "W_o", "b_o", "σ"),
)


def unit_lines(reading: Reading, t: int, unit: int) -> tuple[Line, ...]:
    """The lines that make h of the unit (from 0) after word t (from 1)."""
    cell = reading.run.model.cell
    if isinstance(cell, LSTMParams):
        return _lstm(reading, t, unit)
    return _rnn(reading, t, unit) if isinstance(cell, RNNParams) else _bag(reading, t, unit)


def _lstm(reading: Reading, t: int, unit: int) -> tuple[Line, ...]:
    cell, trace, H = reading.run.model.cell, reading.run.trace, reading.h.shape[1]
    x, h, row, n = _word(reading, t), reading.h[t - 1], t - 1, f"[{unit + 1}]"
    now, ago = subscript(t), subscript(t - 1)
    lines: list[Line] = []
    values: dict[str, float] = {}
    for field, name, weights, bias, squash in GATES:
        W, b = getattr(cell, weights)[unit], float(getattr(cell, bias)[unit])
        from_state, from_word = float(W[:H] @ h), float(W[H:] @ x)
        values[field] = float(getattr(trace, field)[row, 0, unit])
        lines.append(
            (
                Piece(f"{name}{now}{n} = {squash}("),
                Piece(signed(from_state, 3), "hidden"),
                Piece(plus(from_word), "input"),
                Piece(f"{plus(b)} ) ="),
                Piece(signed(values[field], 3), result=True),
            )
        )
    before, C = (float(trace.C[k, 0, unit]) for k in (t - 1, t))
    lines += [
        (
            Piece(
                f"C{now}{n} = f · C{ago}{n} + i · C̃ = {signed(values['f'], 3)}·({signed(before, 3)})"
                f" + {signed(values['i'], 3)}·({signed(values['C_tilde'], 3)}) ="
            ),
            Piece(signed(C, 3), "hidden", result=True),
        ),
        (
            Piece(f"h{now}{n} = o · tanh(C) = {signed(values['o'], 3)}·({signed(np.tanh(C), 3)}) ="),
            Piece(signed(float(reading.h[t, unit]), 3), "hidden", result=True),
        ),
        (Piece(f"In brackets: W·h{ago} (green), W·x{now} for {quoted(reading.words[t - 1])} (red), bias."),),
    ]
    return tuple(lines)


def _rnn(reading: Reading, t: int, unit: int) -> tuple[Line, ...]:
    cell, n, now, ago = reading.run.model.cell, f"[{unit + 1}]", subscript(t), subscript(t - 1)
    from_state = float(cell.W_hh[unit] @ reading.h[t - 1])
    from_word, b = float(cell.W_xh[unit] @ _word(reading, t)), float(cell.b_h[unit])
    return (
        (
            Piece(f"h{now}{n} = tanh("),
            Piece(f"W_hh·h{ago}", "hidden"),
            Piece(f"+ W_xh·x{now}", "input"),
            Piece("+ b_h )"),
        ),
        (
            Piece("= tanh("),
            Piece(signed(from_state, 3), "hidden"),
            Piece(plus(from_word), "input"),
            Piece(f"{plus(b)} ) ="),
            Piece(signed(float(reading.h[t, unit]), 3), "hidden", result=True),
        ),
    )


def _bag(reading: Reading, t: int, unit: int) -> tuple[Line, ...]:
    a, n, now = reading.run.trace.a[:t, 0, unit], f"[{unit + 1}]", subscript(t)
    own = float(a[-1])
    return (
        (Piece(f"h{now}{n} = the mean of W_xh·x + b_h over the words so far"),),
        (Piece(f"{quoted(reading.words[t - 1])} alone:"), Piece(signed(own, 3), "input")),
        (
            Piece(f"sum of {t}: {signed(float(a.sum()), 3)} / {t} ="),
            Piece(signed(float(reading.h[t, unit]), 3), "hidden", result=True),
        ),
    )


def _word(reading: Reading, t: int) -> Array:
    """x_t: the row of the table for word t."""
    table = reading.run.model.E
    assert table is not None
    row: Array = table[int(reading.tokens[t - 1])]
    return row
