"""How a colored cell of the text and a bet on the next character were made."""

from collections.abc import Callable

import numpy as np

from figures.arithmetic import Arithmetic, Line, Piece, bracketed, plus
from figures.numbers import quoted, signed, subscript
from lessons.text_generation.figure.letters import Letters, place_of
from lessons.text_generation.model.reading import Reading
from rnn_core.cells.gru import GRUParams
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams

GATES = (("f", "f", "σ"), ("i", "i", "σ"), ("C_tilde", "C̃", "tanh"))
MOST_TERMS = 3


def explain(letters: Letters, node: str | None) -> Arithmetic | None:
    """The arithmetic of ``node``: "c.7", the unit at the seventh symbol; "p.7.12", a bet there."""
    reading, place = letters.reading, place_of(node)
    if node is None or place is None or not 0 <= place < len(reading.symbols):
        return None
    t = reading.times[place]
    if not t:
        return Arithmetic(
            f"{quoted(reading.symbols[place])} is not read",
            words="The network has no number for this symbol: it was never in its training. It "
            "steps over it, and its state stays as it was.",
        )
    if node.startswith("c."):
        return WRITERS[type(reading.model.cell)](reading, t, letters.unit)
    token = node.split(".")[2:]
    if len(token) != 1 or not token[0].isdigit() or not 1 <= int(token[0]) <= reading.p.shape[1]:
        return None
    return _chance(reading, t, int(token[0]) - 1)


def _memory(reading: Reading, t: int, u: int) -> Arithmetic:
    trace, n, now, before = reading.run.trace, f"[{u + 1}]", subscript(t), subscript(t - 1)
    f, i, candidate = (float(getattr(trace, name)[t - 1, 0, u]) for name, _, _ in GATES)
    kept, value = float(trace.C[t - 1, 0, u]), float(trace.C[t, 0, u])
    name = f"C{now}{n}"
    lines: list[Line] = [
        (Piece(f"{name} = f{now} · C{before} + i{now} · C̃{now}"),),
        (
            Piece(f"= {signed(f, 3)} · {bracketed(kept)} + {signed(i, 3)} · {bracketed(candidate)} ="),
            Piece(signed(value, 3), "hidden", result=True),
        ),
    ]
    lines += [_gate(reading, t, u, row) for row in range(len(GATES))]
    return Arithmetic(
        f"{name} after {quoted(reading.vocabulary.symbols[reading.tokens[t - 1]])}",
        tuple(lines),
        words=f"Kept plus added. Green: {trace.h.shape[2]} products W·h{before}, summed; red: the "
        "symbol's own column of W; then the bias.",
    )


def _gate(reading: Reading, t: int, u: int, row: int) -> Line:
    attribute, letter, squash = GATES[row]
    cell, trace = reading.model.cell, reading.run.trace
    H = cell.n_hidden
    weights = getattr(cell, f"W_{'C' if attribute == 'C_tilde' else attribute}")[u]
    bias = float(getattr(cell, f"b_{'C' if attribute == 'C_tilde' else attribute}")[u])
    from_state = float(weights[:H] @ trace.h[t - 1, 0])
    from_symbol = float(weights[H + reading.tokens[t - 1]])
    value = float(getattr(trace, attribute)[t - 1, 0, u])
    return _squashed(letter, squash, t, (from_state, from_symbol, bias), value)


def _vanilla(reading: Reading, t: int, u: int) -> Arithmetic:
    trace, cell = reading.run.trace, reading.model.cell
    parts = float(cell.W_hh[u] @ trace.h[t - 1, 0]), float(cell.W_xh[u, reading.tokens[t - 1]]), float(cell.b_h[u])
    return Arithmetic(
        f"h{subscript(t)}[{u + 1}] after {quoted(reading.vocabulary.symbols[reading.tokens[t - 1]])}",
        (_squashed("h", "tanh", t, parts, float(trace.h[t, 0, u])),),
        words=f"Green: {trace.h.shape[2]} products W_hh·h{subscript(t - 1)}, summed; red: the symbol's own column "
        "of W_xh; then the bias. All of it goes through tanh at every step: nothing is kept as it is.",
    )


def _gru(reading: Reading, t: int, u: int) -> Arithmetic:
    trace, cell, n, now, before = reading.run.trace, reading.model.cell, f"[{u + 1}]", subscript(t), subscript(t - 1)
    rows = [gate * cell.n_hidden + u for gate in range(3)]
    from_state = [float(cell.W_h[row] @ trace.h[t - 1, 0]) for row in rows]
    from_symbol = [float(cell.W_x[row, reading.tokens[t - 1]]) for row in rows]
    bias = [float(cell.b_x[row]) for row in rows]
    r, z, candidate, m = (float(getattr(trace, name)[t - 1, 0, u]) for name in ("r", "z", "n", "m"))
    name = f"h{now}{n}"
    lines: tuple[Line, ...] = (
        (Piece(f"{name} = (1 − z{now}) · n{now} + z{now} · h{before}"),),
        (
            Piece(f"= {signed(1 - z, 3)} · {bracketed(candidate)} + {signed(z, 3)} · "
                  f"{bracketed(float(trace.h[t - 1, 0, u]))} ="),
            Piece(signed(float(trace.h[t, 0, u]), 3), "hidden", result=True),
        ),
        _squashed("z", "σ", t, (from_state[1], from_symbol[1], bias[1]), z),
        _squashed("r", "σ", t, (from_state[0], from_symbol[0], bias[0]), r),
        (
            Piece(f"n{now} = tanh("),
            Piece(signed(from_symbol[2], 2), "input"),
            Piece(f"{plus(bias[2], 2)} + {signed(r, 3)} ·"),
            Piece(bracketed(m), "hidden"),
            Piece(") ="),
            Piece(signed(candidate, 3), result=True),
        ),
    )  # fmt: skip
    return Arithmetic(
        f"{name} after {quoted(reading.vocabulary.symbols[reading.tokens[t - 1]])}",
        lines,
        words=f"New and kept, in shares of 1. Green: {trace.h.shape[2]} products W_h·h{before}, summed (in n with "
        "their own bias, and only r of it); red: the symbol's own column of W_x; then the bias.",
    )


def _squashed(letter: str, squash: str, t: int, parts: tuple[float, float, float], value: float) -> Line:
    """A value that is a function of what comes from the state, from the symbol, and of a bias."""
    from_state, from_symbol, bias = parts
    return (
        Piece(f"{letter}{subscript(t)} = {squash}("),
        Piece(signed(from_state, 2), "hidden"),
        Piece(plus(from_symbol, 2), "input"),
        Piece(f"{plus(bias, 2)} ) ="),
        Piece(signed(value, 3), result=True),
    )


WRITERS: dict[type, Callable[[Reading, int, int], Arithmetic]] = {
    LSTMParams: _memory,
    RNNParams: _vanilla,
    GRUParams: _gru,
}
"""The arithmetic of what each cell carries on."""


def _chance(reading: Reading, t: int, k: int) -> Arithmetic:
    readout, h, now = reading.model.readout, reading.run.trace.h[t, 0], subscript(t)
    symbol = quoted(reading.vocabulary.symbols[k])
    y = reading.run.y[t - 1, 0]
    products = readout.W_hy[k] * h
    largest = np.argsort(-np.abs(products), kind="stable")[:MOST_TERMS].tolist()
    rest = float(products.sum() - products[largest].sum())
    terms = [Piece(f"{plus(float(products[j]), 2)} (h[{j + 1}])", "hidden") for j in largest]
    lines: list[Line] = [
        (Piece(f"y{now}[{symbol}] ="), *terms),
        (
            Piece(f"{plus(rest, 2)} from the other units"),
            Piece(f"{plus(float(readout.b_y[k]), 2)} (bias) ="),
            Piece(signed(float(y[k]), 3), "output", result=True),
        ),
        _softmax(reading, t, k),
    ]
    return Arithmetic(
        f"p{now}: how likely {symbol} comes next",
        tuple(lines),
        words=f"The softmax line over all {len(y)} symbols. Named are the units that say most.",
    )


def _softmax(reading: Reading, t: int, k: int) -> Line:
    y, value, tau = reading.run.y[t - 1, 0], float(reading.p[t - 1, k]), reading.temperature
    result = Piece(signed(value, 4), "output", result=True)
    if tau == 0:
        return Piece("τ = 0: the largest score gets all: p ="), result
    share = f" / {tau:g}" if tau != 1 else ""
    total = float(np.exp((y - y.max()) / tau).sum())
    above = f"exp({signed(float(y[k] - y.max()), 2)}{share})"
    return Piece(f"p = {above} / {signed(total, 3)} ="), result
