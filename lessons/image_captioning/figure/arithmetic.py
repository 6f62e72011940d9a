"""How each number of the figure was made, from a pixel to the probability of a word."""

import numpy as np

from figures.arithmetic import Arithmetic, Line, Piece, bracketed, plus, product
from figures.numbers import quoted, signed, subscript
from lessons.image_captioning.model.caption_trace import brightest
from lessons.image_captioning.model.captioners import Caption
from rnn_core.cells.lstm import LSTMParams
from rnn_core.types import Array

MOST, A_LINE = 4, 2
"""So many terms are printed, so many of them in a line."""
NAMES = {"v": "v", "v'": "v'", "scores": "score"}
FORMULAS = {"v": "max(W_6 · all maps + b_6, 0)", "v'": "W_v·v + b_v", "scores": "W_7·v + b_7"}
WORDS = {
    "v": "Nothing else of the picture reaches the decoder: no pixel, no map, no class name.",
    "v'": "Made as long as a word's vector, so that the decoder can read it like a word.",
    "scores": "The layer that names classes. It is cut off: the decoder gets v itself.",
}


def explain(caption: Caption, node: str) -> Arithmetic | None:
    """The arithmetic of ``node`` ("h.3.17": unit 17 of h at t = 3); None if there is none."""
    kind, _, rest = node.partition(".")
    if not all(part.isdigit() for part in rest.split(".") if rest):
        return None
    numbers = [int(part) for part in rest.split(".")] if rest else []
    if kind == "picture":
        return _picture(caption)
    if kind in ("v", "v'", "scores"):
        return _dense(caption, kind, numbers[0] - 1 if numbers else None)
    if kind.startswith("map") and kind[3:].isdigit() and numbers:
        return _layer_map(caption, int(kind[3:]), numbers[0] - 1)
    makers = {"w": _word, "x": _word, "h": _hidden, "p": _probability, "next": _probability}
    if kind in makers and 1 <= len(numbers) <= 2:
        return makers[kind](caption, *numbers)
    return _arrow(caption, kind)


def _picture(caption: Caption) -> Arithmetic:
    """The picture as numbers."""
    channels, rows, columns = caption.trace.image.shape[1:]
    total = rows * columns * channels
    return Arithmetic(
        f"The picture: {caption.what}",
        ((Piece(f"{rows}·{columns}·{channels} = {total:,} numbers", "input"),),),
        words=f"Red, green and blue of each pixel. The vector has {len(caption.trace.vector)}.",
    )


def _layer_map(caption: Caption, layer: int, k: int) -> Arithmetic | None:
    """The largest number of map k, from 0, of a layer, from 1."""
    trace = caption.trace
    if not 1 <= layer <= len(trace.features.maps) or not 0 <= k < trace.features.maps[layer - 1].shape[1]:
        return None
    found = trace.features.maps[layer - 1][0, k]
    below = trace.image[0] if layer == 1 else trace.features.maps[layer - 2][0]
    filters = trace.network.convolutions[layer - 1]
    r, c = brightest(found)
    margin, s, weights = filters.padding, filters.stride, filters.W[k]
    framed = np.pad(below, ((0, 0), (margin, margin), (margin, margin)))
    patch = framed[:, s * r : s * r + weights.shape[1], s * c : s * c + weights.shape[2]]
    return Arithmetic(
        f"Layer {layer}, map {k + 1}: its brightest place, row {r + 1}, column {c + 1}",
        (
            (Piece(f"max(0, W·patch + b), a patch of {'×'.join(map(str, patch.shape))}"),),
            *_terms(weights.ravel(), patch.ravel(), "input"),
            (
                Piece(f"{plus(float(filters.b[k]))}, not less than 0 ="),
                Piece(signed(float(found[r, c]), 3), "input", result=True),
            ),
        ),
        words=f"The same {weights.size} weights slide over all that is below. White is where they answer most.",
    )


def _dense(caption: Caption, kind: str, k: int | None) -> Arithmetic | None:
    """Number k, from 0, of v, v' or the scores; None for k: all of them."""
    trace, role = caption.trace, "" if kind == "scores" else "input"
    model, network = trace.run.model, trace.network
    W, b, below, values = {
        "v": (network.dense.W, network.dense.b, trace.features.maps[-1][0].ravel(), trace.vector),
        "v'": (model.W_v, model.b_v, trace.vector, trace.v_in),
        "scores": (network.last.W, network.last.b, trace.vector, trace.features.scores[0]),
    }[kind]
    name = NAMES[kind]
    if k is None:
        formula = ((Piece(f"{name} = {FORMULAS[kind]}", role),),)
        return Arithmetic(f"{name}: {len(values)} numbers", formula, words=WORDS[kind])
    if not 0 <= k < len(values):
        return None
    of = caption.classes[k] if kind == "scores" else str(k + 1)
    floor = ", not less than 0" if kind == "v" else ""
    return Arithmetic(
        f"{name}[{of}], a sum of {len(below)} products",
        (
            *_terms(W[k], below, role),
            (Piece(f"{plus(float(b[k]))}{floor} ="), Piece(signed(float(values[k]), 3), role, result=True)),
        ),
        words=WORDS[kind],
    )


def _word(caption: Caption, t: int, k: int | None = None) -> Arithmetic | None:
    """The word read at t, or number k of the input x_t; both from 1."""
    trace = caption.trace
    if not 1 <= t <= len(trace.tokens):
        return None
    read, row = caption.read(t), trace.run.model.E[int(trace.run.batch.x[t - 1, 0])]
    plus_v = "" if trace.steps_before_words else " + v'"
    if k is None:
        fed = "the sign that a sentence begins" if t == 1 else "the network's own last word"
        return Arithmetic(
            f"The word read at t = {t}: {quoted(read)}",
            ((Piece(f"x{subscript(t)} = E[{read}]{plus_v}", "input"),),),
            words=f"It is {fed}; its row of E has {len(row)} learned numbers.",
        )
    if not 1 <= k <= len(row):
        return None
    own, from_picture = float(row[k - 1]), float(trace.v_in[k - 1])
    name = f"x{subscript(t)}[{k}] = E[{read},{k}]"
    if trace.steps_before_words:
        line = Piece(f"{name} ="), Piece(signed(own, 3), "input", result=True)
    else:
        total = Piece(signed(own + from_picture, 3), "input", result=True)
        line = Piece(f"{name} + v'[{k}] = {signed(own, 3)} {plus(from_picture)} ="), total
    return Arithmetic(f"x at t = {t}, number {k} of {len(row)}", (line,))


def _hidden(caption: Caption, t: int, k: int | None = None) -> Arithmetic | None:
    """The state h_t, or its unit k, from 1; h_0 is the state that has read the picture alone."""
    trace = caption.trace
    cell, row = trace.run.model.decoder.cell, t - 1 + trace.steps_before_words
    if not 0 <= row < len(trace.run.decoder.cell.x) or not (k is None or 1 <= k <= cell.n_hidden):
        return None
    first = "It has read the picture and no word yet." if t == 0 else ""
    if k is None:
        lstm = isinstance(cell, LSTMParams)
        formula = "o * tanh(C)" if lstm else "tanh(W_hh·h + W_xh·x + b_h)"
        line = (Piece(f"h{subscript(t)} = {formula}", "hidden"),)
        return Arithmetic(f"h at t = {t}: {cell.n_hidden} units", (line,), words=first)
    make = _lstm_unit if isinstance(cell, LSTMParams) else _rnn_unit
    return Arithmetic(
        f"h at t = {t}, unit {k} of {cell.n_hidden}",
        make(caption, row, k - 1, subscript(t)),
        words=f"z is the state before and the input, one below the other. {first}".strip(),
    )


def _rnn_unit(caption: Caption, row: int, j: int, now: str) -> tuple[Line, ...]:
    run = caption.trace.run
    trace, cell = run.decoder.cell, run.model.decoder.cell
    weights = np.concatenate([cell.W_hh[j], cell.W_xh[j]])
    z = np.concatenate([trace.h[row, 0], trace.x[row, 0]])
    a, h = float(trace.a[row, 0, j]), float(trace.h[row + 1, 0, j])
    return (
        (Piece(f"h{now}[{j + 1}] = tanh( W[{j + 1},·]·z + b_h ) = tanh("),),
        *_terms(weights, z, "hidden"),
        (Piece(f"{plus(float(cell.b_h[j]))} ) = tanh({signed(a, 3)}) ="), Piece(signed(h, 3), "hidden", result=True)),
    )


def _lstm_unit(caption: Caption, row: int, j: int, now: str) -> tuple[Line, ...]:
    run = caption.trace.run
    trace, cell = run.decoder.cell, run.model.decoder.cell
    z = np.concatenate([trace.h[row, 0], trace.x[row, 0]])
    gates, lines = trace.gates[row, :, 0, j], list[Line]()
    for name, letter, gate, W, b in zip(
        "ifoC", ("i", "f", "o", "C̃"), gates, np.split(cell.W, 4), np.split(cell.b, 4), strict=True
    ):
        squash = "tanh" if name == "C" else "σ"
        a = f"{squash}({signed(float(W[j] @ z + b[j]), 3)})"
        lines.append(
            (Piece(f"{letter} = {squash}( W_{name}·z + b_{name} ) = {a} ="), Piece(signed(float(gate), 3), "hidden"))
        )
    i, f, o, candidate = map(float, gates)
    before, C = float(trace.C[row, 0, j]), float(trace.C[row + 1, 0, j])
    new = f"{signed(f, 3)}·{bracketed(before)} {plus(i)}·{bracketed(candidate)}"
    shows = f"{signed(o, 3)}·{bracketed(float(np.tanh(C)))}"
    h = Piece(signed(float(trace.h[row + 1, 0, j]), 3), "hidden", result=True)
    lines += [
        (Piece(f"C{now}[{j + 1}] = f·C + i·C̃ = {new} ="), Piece(signed(C, 3), "hidden")),
        (Piece(f"h{now}[{j + 1}] = o·tanh(C{now}[{j + 1}]) = {shows} ="), h),
    ]
    return tuple(lines)


def _probability(caption: Caption, t: int, index: int | None = None) -> Arithmetic | None:
    """The softmax at t: of the token index − 1, or of the word that was written."""
    trace = caption.trace
    if not 1 <= t <= len(trace.tokens):
        return None
    k = int(trace.tokens[t - 1]) if index is None else index - 1
    if not 0 <= k < len(caption.words):
        return None
    y, p = trace.run.y[t - 1, 0], trace.run.p[t - 1, 0]
    readout, h = trace.run.model.decoder.readout, trace.run.decoder.cell.h[t + trace.steps_before_words, 0]
    top, name, now = float(y.max()), caption.word(k), subscript(t)
    share = f"exp({signed(float(y[k]) - top, 3)}) / {signed(float(np.exp(y - top).sum()), 3)}"
    return Arithmetic(
        f"The probability of {quoted(name)} at t = {t}",
        (
            (Piece(f"y{now}[{name}] = W_hy[{name},·]·h{now} + b_y ="),),
            *_terms(readout.W_hy[k], h, "output"),
            (Piece(f"{plus(float(readout.b_y[k]))} = {signed(float(y[k]), 3)}"),),
            (Piece(f"p = exp(y − m) / Σ exp(y − m) = {share} ="), Piece(signed(float(p[k]), 3), "output", result=True)),
        ),
        words=f"m = {signed(top, 3)} is the largest of {len(y)} scores. The best word is said.",
    )


def _arrow(caption: Caption, kind: str) -> Arithmetic | None:
    """What the arrow, or the judge's box, of this kind means; None if there is none."""
    trace = caption.trace
    model, network = trace.run.model, trace.network
    decoder = model.decoder
    if kind.startswith("W_c") and kind[3:].isdigit():
        layer = int(kind[3:])
        filters = network.convolutions[layer - 1].W.shape
        return Arithmetic(
            f"The filters of layer {layer}: {filters[0]} of {'×'.join(map(str, filters[1:]))}",
            words="Each slides over all maps below it and gives one map above.",
        )
    every = "the same v' is added to each word" if not trace.steps_before_words else "once, before any word"
    arrows = {
        "W_6": ("W_6", network.dense.W.shape, "from all maps of the last layer to v"),
        "W_7": (
            "W_7, the last layer",
            network.last.W.shape,
            "left out: its class scores say which of the known classes, v says more",
        ),
        "W_v": ("W_v", model.W_v.shape, "from the vector to one of the decoder's inputs"),
        "v_in": ("v' enters the decoder", model.b_v.shape, every),
        "E": ("E", model.E.shape, "a row for each word"),
        "W_x": ("the cell's weights", _shape(caption), "from the input to all units"),
        "W_h": ("the cell's weights", _shape(caption), "from all units to all units, a step later"),
        "W_hy": ("W_hy", decoder.readout.W_hy.shape, "from the units to a score for each word"),
        "fed": ("the word that was said is read next", (), "one word at a time; no going back"),
    }
    if kind not in arrows:
        return None
    title, shape, words = arrows[kind]
    size = f" ({'×'.join(map(str, shape))})" if shape else ""
    return Arithmetic(f"{title}{size}: {words}", words="Arrows of one matrix light up together.")


def _shape(caption: Caption) -> tuple[int, int]:
    cell = caption.trace.run.model.decoder.cell
    gates = 4 if cell.has_memory else 1
    return gates * cell.n_hidden, cell.n_hidden + cell.n_inputs


def _terms(weights: Array, values: Array, role: str) -> list[Line]:
    """The largest terms of Σ w·x as lines, and what all the others come to."""
    found = weights * values
    most = np.argsort(-np.abs(found), kind="stable")[:MOST]
    products = [product(weights[k], values[k], role) for k in most.tolist()]
    lines: list[Line] = [tuple(products[k : k + A_LINE]) for k in range(0, len(products), A_LINE)]
    if len(found) > MOST:
        rest = float(found.sum() - found[most].sum())
        lines.append((Piece(f"{plus(rest)} from {len(found) - MOST} smaller products"),))
    return lines
