"""The arithmetic behind one number of the grid of time × depth, forward and backward."""

import re

from figures import arithmetic
from figures.arithmetic import Arithmetic, Line, Piece, grouped, product
from figures.numbers import quoted, signed, subscript, superscript, visible
from lessons.deep_rnn.figure.boxes import norm_text
from lessons.deep_rnn.model import Reading
from rnn_core.types import Array

NO_BREAK = "\u00a0"
"""A space at which no line ends: a sign stays with its number."""
_NAME = re.compile(r"([a-zA-Z_]+?)(\d*)\.(\d+)(?:\.(\d+))?")


def explain(reading: Reading, node: str) -> Arithmetic | None:
    """The arithmetic of ``node`` ("h2.3.1": unit 1 of layer 2 at t = 3); None if there is none."""
    found = _NAME.fullmatch(node)
    if found is None:
        return None
    kind, t, layer = found[1], int(found[3]), int(found[2] or 0)
    unit = int(found[4]) if found[4] else None
    n = reading.run.model.cell.n_hidden
    inside = 1 <= t <= reading.steps and 0 <= layer <= reading.layers
    if not inside or (unit is not None and kind in "hx" and unit > n):
        return None
    if kind in ("h", "g", "below", "before", "down", "back") and layer:
        if kind == "h":
            return _unit(reading, t, layer, unit) if unit else _state(reading, t, layer)
        return _gradient(reading, t, layer) if kind == "g" else _block(reading, kind, layer)
    if kind == "x":
        return _input(reading, t, unit)
    if kind in ("W_hy", "W_hyT"):
        return _readout(reading, transposed=kind == "W_hyT")
    if kind in ("y", "L", "L_edge") and t in reading.asked:
        name = node.replace("L_edge", "L")
        return arithmetic.explain(reading.run, reading.vocabulary, name)
    return None


def _state(reading: Reading, t: int, layer: int) -> Arithmetic:
    a = reading.run.trace.layers[layer - 1].a[t - 1, 0].tolist()
    h = reading.states[layer - 1, t].tolist()
    name = _h(t, layer)
    lines = tuple(
        (Piece(f"{name}[{i}] = tanh( {signed(before, 3)} ) ="), _result(after, "hidden"))
        for i, (before, after) in enumerate(zip(a, h, strict=True), start=1)
    )
    return Arithmetic(
        f"Layer {layer} at t = {t}: the state {name}",
        lines,
        words="The raised number is the layer, the lowered one the time.",
    )


def _unit(reading: Reading, t: int, layer: int, unit: int) -> Arithmetic:
    params, i = reading.run.model.cell, unit - 1
    n, row = params.n_hidden, params.matrices[layer - 1][unit - 1]
    trace = reading.run.trace.layers[layer - 1]
    below = _below(reading, t, layer)
    before, bias = reading.states[layer - 1, t - 1], float(params.layers[layer - 1].b_h[i])
    source = _h(t, layer - 1) if layer > 1 else f"x{subscript(t)}"
    up = superscript(layer)
    lines: list[Line] = [
        (
            Piece(f"{_h(t, layer)}[{unit}] = tanh("),
            Piece(f"W{up}[{unit},·]", "hidden"),
            Piece(f"· [ {source} ; {_h(t - 1, layer)} ] + b{up}[{unit}] )"),
        ),
        *_terms("from below", row[:n], below, "hidden" if layer > 1 else "input"),
    ]
    if before.any():
        lines += _terms("from before", row[n:], before, "hidden")
    else:
        lines.append((Piece("from before: 0 (for h₀ = 0)", "hidden"),))
    lines += [
        (Piece(f"bias: {signed(bias, 3)}"),),
        (
            Piece(f"= tanh( {signed(float(trace.a[t - 1, 0, i]), 3)} ) ="),
            _result(float(reading.states[layer - 1, t, i]), "hidden"),
        ),
    ]
    return Arithmetic(f"Layer {layer} at t = {t}, unit {unit}: {2 * n} products", tuple(lines))


def _gradient(reading: Reading, t: int, layer: int) -> Arithmetic:
    above = reading.from_above(layer)[t - 1]
    total = reading.gradients[layer - 1, t]
    future = total - above
    n_paths = reading.paths(t, layer)
    over = f"layer {layer + 1}" if layer < reading.layers else "the loss at this step"
    lines: list[Line] = [(Piece(f"dL/d{_h(t, layer)} = from {over} + from t = {t + 1}"),)]
    for i, parts in enumerate(zip(above.tolist(), future.tolist(), total.tolist(), strict=True), 1):
        shown = [_entry(part) for part in parts]
        lines.append((Piece(f"[{i}]  {shown[0]} + {_bracketed(shown[1])} ="), Piece(shown[2], "", True)))
    lines.append(
        (
            Piece(f"‖dL/d{_h(t, layer)}‖ = √Σ[i]² ="),
            Piece(norm_text(float(reading.norms[layer - 1, t])), "", result=True),
        )
    )
    return Arithmetic(
        f"The gradient at layer {layer}, t = {t}",
        tuple(lines),
        words=f"{n_paths} path{'s' * (n_paths != 1)} through the grid "
        f"lead{'s' * (n_paths == 1)} from this state to the loss; the gradient is their sum. Each "
        "arrow on a path is one half of a W, transposed, times the slope 1 − h² where it starts.",
    )


def _block(reading: Reading, kind: str, layer: int) -> Arithmetic:
    params = reading.run.model.cell
    n, matrix = params.n_hidden, params.matrices[layer - 1]
    units = tuple(str(i + 1) for i in range(n))
    below = tuple(f"below {i}" for i in units)
    before = tuple(f"before {i}" for i in units)
    name = f"W{superscript(layer)}"
    if kind in ("below", "before"):
        return Arithmetic(
            f"{name} ({n}×{2 * n}): one block, two arrows",
            words=f"Its left half reads {'x' if layer == 1 else f'layer {layer - 1}'} below, its "
            "right half the layer's own state one step before. Drawn once per step, it is one "
            "matrix: under the pointer all its arrows light up.",
            matrix=matrix,
            rows=units,
            columns=(*below, *before),
        )
    left, below_name = kind == "down", "the layer below" if layer > 1 else "x, and so to E"
    return Arithmetic(
        f"Backward through the {'left' if left else 'right'} half of {name}, transposed",
        words="What a state sends back is this matrix times (1 − h²) · dL/dh of that state: to "
        f"{below_name if left else 'the step before'}.",
        matrix=(matrix[:, :n] if left else matrix[:, n:]).T,
        rows=below if left else before,
        columns=units,
    )


def _readout(reading: Reading, *, transposed: bool) -> Arithmetic:
    W_hy = reading.run.model.readout.W_hy
    symbols = tuple(visible(symbol) for symbol in reading.vocabulary.symbols)
    units = tuple(str(i + 1) for i in range(W_hy.shape[1]))
    if transposed:
        return Arithmetic(
            "The gradient enters the top layer through W_hy transposed",
            words="It carries p − target, divided by the number of steps whose loss counts.",
            matrix=W_hy.T,
            rows=units,
            columns=symbols,
        )
    return Arithmetic(
        f"W_hy ({W_hy.shape[0]}×{W_hy.shape[1]}): from the top layer to the scores",
        words="Only the top layer is read out.",
        matrix=W_hy,
        rows=symbols,
        columns=units,
    )


def _input(reading: Reading, t: int, unit: int | None) -> Arithmetic:
    x, symbol = _below(reading, t, 1), reading.vocabulary.symbols[int(reading.run.x[t - 1, 0])]
    shown = x.tolist() if unit is None else [float(x[unit - 1])]
    first = 1 if unit is None else unit
    lines = tuple(
        (Piece(f"x{subscript(t)}[{i}] = E[{visible(symbol)},{i}] ="), _result(value, "input"))
        for i, value in enumerate(shown, start=first)
    )
    return Arithmetic(
        f"x at t = {t}: the row of {quoted(symbol)} in E",
        lines,
        words="Each symbol is a vector of n numbers, so that every W is n×2n as on the slide.",
    )


def _below(reading: Reading, t: int, layer: int) -> Array:
    """What layer reads from below at t."""
    x: Array = reading.run.trace.x[t - 1, 0] if layer == 1 else reading.states[layer - 2, t]
    return x


def _terms(name: str, weights: Array, values: Array, role: str) -> list[Line]:
    terms = [product(w, v, role) for w, v in zip(weights, values, strict=True)]
    first, *rest = grouped([Piece(term.text.replace(" ", NO_BREAK), role) for term in terms])
    return [(Piece(f"{name}:"), *first), *rest]


def _entry(value: float) -> str:
    """A gradient's entry with three digits, or as a power of ten where these would be 0."""
    size = norm_text(abs(value))
    return f"−{size}" if value < 0 and size not in ("0", "0.000") else size


def _h(t: int, layer: int) -> str:
    return f"h{subscript(t)}{superscript(layer)}"


def _result(value: float, role: str) -> Piece:
    return Piece(signed(value, 3), role, result=True)


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith("−") else text
