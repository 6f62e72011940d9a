"""How each number of a read sentence was made."""

import numpy as np

from figures.arithmetic import Arithmetic, Line, Piece, grouped, plus
from figures.numbers import quoted, signed, subscript
from lessons.sentiment.figure.graph import Scene
from lessons.sentiment.model.reading import Reading, direction
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.studies.state_plane import Plane
from rnn_core.types import Array

MOST_WORDS = 6
GATES = (
    ("f", "f", "W_f", "b_f", "σ"),
    ("i", "i", "W_i", "b_i", "σ"),
    ("C_tilde", "C̃", "W_C", "b_C", "tanh"),
    ("o", "o", "W_o", "b_o", "σ"),
)


def explain(scene: Scene, plane: Plane | None, node: str) -> Arithmetic | None:
    """The arithmetic of ``node`` ("h.4.17": unit 17 after word 4); None if there is no such one.

    ``plane`` is that of the path, None where no path is drawn.
    """
    kind, _, rest = node.partition(".")
    try:
        numbers = [int(part) for part in rest.split(".")]
    except ValueError:
        return None
    t, index = numbers[0], numbers[1] if len(numbers) > 1 else None
    other = kind in ("other", "r", "r_line", "beside", "beside_to")
    reading = scene.twin if other else scene.reading
    if reading is None or not 0 <= t <= reading.steps:
        return None
    if kind in ("boundary", "half", "half_line"):
        return _boundary(reading)
    if kind in ("at", "at_to", "beside", "beside_to"):
        return _place(reading, plane, t) if plane else None
    if t == 0:
        return None
    if kind in ("W_xh", "W_hh", "W_hy"):
        return _matrix(reading, kind)
    if kind == "x":
        return _word(reading, t)
    if kind == "h":
        return _state(reading, t, index)
    if kind == "u":
        return _state(reading, t, scene.unit + 1)
    if kind in ("p", "s", "s_line", "other", "r", "r_line"):
        return _verdict(reading, t)
    return _change(reading, t) if kind == "d" else None


def _word(reading: Reading, t: int) -> Arithmetic:
    word, token = reading.words[t - 1], int(reading.tokens[t - 1])
    table = reading.run.model.E
    assert table is not None
    row = [Piece(signed(value, 3), "input") for value in table[token].tolist()]
    lines: tuple[Line, ...] = ((Piece(f"x{subscript(t)} = E[{token}] =", "input"),), *grouped(row))
    words = f"Row {token} of a table: {len(table)} words, {table.shape[1]} learned numbers each."
    if not token:
        words = (
            f"{quoted(word)} is not among the {len(table) - 1} words it knows. It reads row 0, the "
            "same for every unknown word; in training some neutral words were hidden behind it."
        )
    return Arithmetic(f"x at t = {t}: {quoted(word)}" + ("" if token else " → <unk>"), lines, words)


def _state(reading: Reading, t: int, unit: int | None) -> Arithmetic | None:
    h = reading.h[t]
    if unit is None:
        largest = np.argsort(-np.abs(h), kind="stable")[:MOST_WORDS]
        return Arithmetic(
            f"h at t = {t}: {len(h)} units, the largest",
            tuple((Piece(f"h{subscript(t)}[{k + 1}] ="), _result(float(h[k]), "hidden")) for k in largest.tolist()),
            words="This vector is all that goes on to the next word.",
        )
    if not 1 <= unit <= len(h):
        return None
    return Arithmetic(f"h at t = {t}, unit {unit}", _unit_lines(reading, t, unit - 1))


def _verdict(reading: Reading, t: int) -> Arithmetic:
    readout, h, now = reading.run.model.readout, reading.h[t], subscript(t)
    y = reading.run.y[t - 1, 0]
    s, p = float(reading.log_odds[t]), float(reading.p[t])
    rows = tuple(
        (
            Piece(f"y{now}[{name}] = W_hy[{name},·]·h{now} {plus(float(readout.b_y[k]))} ="),
            _result(float(y[k]), "output"),
        )
        for k, name in ((1, "positive"), (0, "negative"))
    )
    return Arithmetic(
        f"The verdict after word {t}, {quoted(reading.words[t - 1])}",
        (
            *rows,
            (Piece(f"log-odds s{now} = y{now}[positive] − y{now}[negative] ="), _result(s, "output")),
            (
                Piece(f"p{now} = softmax = 1 / (1 + exp(−s{now})) = 1 / (1 + exp({signed(-s, 3)})) ="),
                _result(p, "output"),
            ),
        ),
        words=f"Each of the {len(h)} units has one weight in each row; the largest terms: "
        + _largest(readout.W_hy[1] - readout.W_hy[0], h),
    )


def _largest(w: Array, h: Array) -> str:
    order = np.argsort(-np.abs(w * h), kind="stable")[:3].tolist()
    return ", ".join(f"unit {k + 1}: {signed(float(w[k] * h[k]))}" for k in order) + "."


def _change(reading: Reading, t: int) -> Arithmetic:
    before, after = float(reading.log_odds[t - 1]), float(reading.log_odds[t])
    change, last = float(reading.changes[t - 1]), float(reading.log_odds[-1])
    parts = [
        Piece(plus(value), "output", result=place == t - 1) for place, value in enumerate(reading.changes.tolist())
    ]
    now, ago = subscript(t), subscript(t - 1)
    return Arithmetic(
        f"What {quoted(reading.words[t - 1])} did to the log-odds",
        (
            (Piece(f"s{now} − s{ago} = {signed(after, 3)} − ({signed(before, 3)}) ="), _result(change, "output")),
            (Piece(f"All words: b = {signed(float(reading.log_odds[0]), 3)}"),),
            *grouped(parts),
            (Piece("="), _result(last, "output"), Piece("at the end")),
        ),
        words="The changes add up to the last log-odds exactly. What a word does depends on all "
        "that came before it: the same word can do the contrary elsewhere.",
    )


def _place(reading: Reading, plane: Plane, t: int) -> Arithmetic:
    across, up = (float(value) for value in plane.place(reading.h[t]))
    w, b = direction(reading.run.model)
    now, size = subscript(t), float(np.linalg.norm(w))
    word = quoted(reading.words[t - 1]) if t else "the first word"
    return Arithmetic(
        f"The state {'after' if t else 'before'} {word}, as a point",
        (
            (Piece(f"across: u·h{now} ="), _result(across, "output"), Piece("u = w / ‖w‖")),
            (
                Piece(f"log-odds = ‖w‖ · u·h{now} + b = {signed(size, 3)} · ({signed(across, 3)}) {plus(b)} ="),
                _result(float(reading.log_odds[t]), "output"),
            ),
            (Piece(f"up: v·h{now} ="), _result(up, "hidden")),
        ),
        words="w is the row of W_hy for positive minus that for negative. v is orthogonal to it: "
        "the direction from states of held-out sentences without a negation to states after one. "
        "A step along v changes what the network may do later, not what it says now.",
    )


def _boundary(reading: Reading) -> Arithmetic:
    _, b = direction(reading.run.model)
    return Arithmetic(
        "The line where p = ½",
        ((Piece("w·h + b = 0"),), (Piece(f"b = {signed(b, 3)}"),)),
        words="Right of it the network says positive, left of it negative.",
    )


def _matrix(reading: Reading, name: str) -> Arithmetic:
    model = reading.run.model
    cell, H = model.cell, model.cell.n_hidden
    units = tuple(str(k + 1) for k in range(H))
    rows: tuple[str, ...] = units
    if name == "W_hy":
        matrix, rows, columns = model.readout.W_hy, ("negative", "positive"), units
        words = "From the state to the two scores. Drawn after every word; trained at the last."
    elif isinstance(cell, LSTMParams):
        gates = tuple(f"{gate}[{unit}]" for gate in ("i", "f", "o", "C̃") for unit in units)
        part = slice(H, None) if name == "W_xh" else slice(0, H)
        matrix, rows = cell.W[:, part], gates
        columns = units if name == "W_hh" else tuple(str(k + 1) for k in range(cell.n_inputs))
        words = "The columns of the LSTM's W that act on " + ("the word x_t." if name == "W_xh" else "the state h_t−1.")
    elif name == "W_hh" and not isinstance(cell, RNNParams):
        return Arithmetic(
            "No weights here",
            ((Piece("h_t = (1 − 1/t) h_t−1 + (1/t) (W_xh x_t + b_h)", "hidden"),),),
            words="A bag of words only averages what it read. Averages do not know the order.",
        )
    else:
        matrix = getattr(cell, name)
        columns = units if name == "W_hh" else tuple(str(k + 1) for k in range(cell.n_inputs))
        words = "One matrix, drawn once per word."
    return Arithmetic(
        f"{name} ({matrix.shape[0]}×{matrix.shape[1]})", words=words, matrix=matrix, rows=rows, columns=columns
    )


def _result(value: float, role: str) -> Piece:
    return Piece(signed(value, 3), role, result=True)


def _unit_lines(reading: Reading, t: int, unit: int) -> tuple[Line, ...]:
    """The lines that make h of the unit (from 0) after word t (from 1)."""
    cell = reading.run.model.cell
    if isinstance(cell, LSTMParams):
        return _lstm(reading, t, unit)
    return _rnn(reading, t, unit) if isinstance(cell, RNNParams) else _bag(reading, t, unit)


def _lstm(reading: Reading, t: int, unit: int) -> tuple[Line, ...]:
    cell, trace, H = reading.run.model.cell, reading.run.trace, reading.h.shape[1]
    x, h, row, n = _vector(reading, t), reading.h[t - 1], t - 1, f"[{unit + 1}]"
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
    from_word, b = float(cell.W_xh[unit] @ _vector(reading, t)), float(cell.b_h[unit])
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


def _vector(reading: Reading, t: int) -> Array:
    """x_t: the row of the table for word t."""
    table = reading.run.model.E
    assert table is not None
    row: Array = table[int(reading.tokens[t - 1])]
    return row
