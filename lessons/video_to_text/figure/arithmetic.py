"""How each number of a clip's reading and writing was made."""

import numpy as np

from figures.arithmetic import Arithmetic, Line, Piece, bracketed, plus
from figures.numbers import quoted, signed, subscript
from lessons.video_to_text.figure.graph import percent
from lessons.video_to_text.model.stories import Story
from rnn_core.types import Array

LARGEST = 3
"""So many products of a long sum are printed."""
PADS = {
    "pad": "While reading, the second cell hears no word: zeros stand for <pad>, and nothing is said.",
    "v": "While writing there is nothing to see: zeros stand for <pad>. All it knows of the clip "
    "is in the two cells' states.",
}
ARROWS = {
    "W_v": ("W_v", "From the features of a frame and its flow to v′. The same at every frame."),
    "W1x": ("W1", "Columns of the first cell's W that act on v′, or on zeros while writing."),
    "W1h": ("W1", "Columns of the first cell's W that act on its own state one step before."),
    "W2x": ("W2", "Columns of the second cell's W that act on the first cell's state."),
    "W2h": ("W2", "Columns of the second cell's W that act on its own state one step before."),
    "E": ("E", "The row of E of the word said before; zeros while reading."),
    "W_hy": ("W_hy", "From the second cell's state to a score for each word."),
}


def explain(story: Story, node: str) -> Arithmetic | None:
    """The arithmetic of ``node`` ("h2.13.5": unit 5 of h² at step 13); None if there is none."""
    kind, *rest = node.removeprefix("again_").split(".")
    if kind == "start":
        return Arithmetic("<start>: what begins", words="Every sentence is written after it.")
    if not rest or not all(part.isdigit() for part in rest):
        return None
    step, index = int(rest[0]), int(rest[1]) if len(rest) > 1 else None
    n = story.trace.n_frames
    if not 1 <= step <= story.steps:
        return None
    if kind in ARROWS:
        return _arrow(story, kind)
    if kind == "pad" or (kind == "v" and step > n):
        return Arithmetic("<pad>: nothing", words=PADS[kind])
    if kind in ("x", "frame", "flow"):
        return _input(story, step) if step <= n else Arithmetic("<pad>", words=PADS["v"])
    if kind == "v":
        return _seen(story, step, index)
    if kind in ("h1", "h2"):
        return _state(story, kind, step, index)
    if kind in ("y", "p") and step > n:
        return _word(story, step, index)
    return None


def _input(story: Story, j: int) -> Arithmetic:
    named = {"rgb": "RGB features", "flow": "flow features"}
    used = {"rgb": ("rgb",), "flow": ("flow",)}.get(story.inputs, ("rgb", "flow"))
    lines: list[Line] = []
    for name in used:
        v = story.features.features[name][j - 1]
        best = [f"[{k + 1}] {signed(float(v[k]))}" for k in np.argsort(-v)[:LARGEST]]
        lines.append((Piece(f"{named[name]}: {len(v)} numbers, {(v > 0).sum()} above 0", "input"),))
        lines.append((Piece(f"the largest: {', '.join(best)}"),))
    return Arithmetic(
        f"What is seen of frame {j}",
        tuple(lines),
        words="A convolution network's numbers before its last layer. The picture itself goes no "
        "further. The flow is that from the frame before; frame 1 takes that of frame 2.",
    )


def _seen(story: Story, j: int, unit: int | None) -> Arithmetic | None:
    run = story.trace.run
    if unit is None:
        return Arithmetic(
            f"v′ of frame {j}: {run.seen.shape[2]} numbers",
            ((Piece("v′ = max( W_v · v + b_v, 0 )", "input"),),),
            words="v holds the features of the frame, of its flow, or of both side by side.",
        )
    if not 1 <= unit <= run.seen.shape[2]:
        return None
    u, v, W_v, b_v = unit - 1, run.batch.v[j - 1, 0], run.model.W_v, run.model.b_v
    lines: list[Line] = [(Piece(f"v′{subscript(j)}[{unit}] = max( W_v[{unit},·]·v + b_v, 0 )"),)]
    start, total = 0, float(b_v[u])
    for part in story.parts:
        width = story.features.features["rgb" if part == "frame" else "flow"].shape[1]
        shares = W_v[u, start : start + width] * v[start : start + width]
        start, total = start + width, total + float(shares.sum())
        lines.append(_sum(f"from the {part}", shares, "input"))
    lines.append((Piece(f"bias {plus(float(b_v[u]))}"),))
    value = float(run.seen[j - 1, 0, u])
    lines.append((Piece(f"= max( {signed(total, 3)}, 0 ) ="), Piece(signed(value, 3), "input", result=True)))
    return Arithmetic(f"v′ of frame {j}, unit {unit}", tuple(lines))


def _state(story: Story, kind: str, step: int, unit: int | None) -> Arithmetic | None:
    run, first = story.trace.run, kind == "h1"
    params, trace = (run.model.first, run.first) if first else (run.model.second, run.second)
    name, H = "h¹" if first else "h²", params.n_hidden
    if unit is None:
        below = "v′, or zeros while writing" if first else "h¹ and the word said before"
        return Arithmetic(
            f"{name} at step {step}: {H} units",
            ((Piece(f"{name} = o * tanh(C),  C = f * C before + i * C̃", "hidden"),),),
            words=f"Each gate reads {below}, and {name} one step before. Shown are the units that "
            "change most in this clip.",
        )
    if not 1 <= unit <= H:
        return None
    t, u = step - 1, unit - 1
    i, f, o, c = (float(gate[t, 0, u]) for gate in (trace.i, trace.f, trace.o, trace.C_tilde))
    before, C, h = (float(each) for each in (trace.C[t, 0, u], trace.C[step, 0, u], trace.h[step, 0, u]))
    lines: list[Line] = [
        (
            Piece(f"{name}[{unit}] = o * tanh(C) = {signed(o, 3)} · tanh({signed(C, 3)}) ="),
            Piece(signed(h, 3), "hidden", result=True),
        ),
        (
            Piece(
                f"C = f * C before + i * C̃ = {signed(f, 3)} · {bracketed(before)} + {signed(i, 3)} · "
                f"{bracketed(c)} = {signed(C, 3)}"
            ),
        ),
    ]
    values = np.concatenate([trace.h[t, 0], trace.x[t, 0]])
    cuts = [H] if first else [H, 2 * H]
    parts = ("before", "below") if first else ("before", "below", "word")
    for g, (letter, squash, value) in enumerate((("i", "σ", i), ("f", "σ", f), ("o", "σ", o), ("C̃", "tanh", c))):
        row = g * H + u
        shares = np.split(params.W[row] * values, cuts)
        terms = " ".join(f"{plus(float(share.sum()))} {part}" for part, share in zip(parts, shares, strict=True))
        bias = plus(float(params.b[row]))
        lines.append((Piece(f"{letter} = {squash}( {terms} {bias} ) = {signed(value, 3)}"),))
    return Arithmetic(
        f"{name} at step {step}, unit {unit}",
        tuple(lines),
        words=f"before: the {H} products with {name} one step before; below: those with "
        + ("v′, 0 for a <pad>." if first else "h¹; word: those with the word said before."),
    )


def _word(story: Story, step: int, index: int | None) -> Arithmetic | None:
    trace, t = story.trace, step - 1 - story.trace.n_frames
    symbols, run = trace.vocabulary.symbols, trace.run
    k = trace.tokens[t] if index is None else index - 1
    if not 0 <= k < len(symbols):
        return None
    readout, h = run.model.readout, run.second.h[step, 0]
    y, p = run.y[t, 0], float(run.p[t, 0, k])
    top, word = float(y.max()), symbols[k]
    lines: tuple[Line, ...] = (
        (Piece(f"y[{word}] = W_hy[{word},·]·h² + b_y", "output"),),
        _sum("products", readout.W_hy[k] * h, "output"),
        (Piece(f"bias {plus(float(readout.b_y[k]))}, y = {signed(float(y[k]), 3)}"),),
        (
            Piece(f"p = exp({signed(float(y[k]) - top, 3)}) / {signed(_total(y), 3)} ="),
            Piece(percent(p), "output", result=True),
        ),
    )
    best = "The most probable" if k == trace.tokens[t] else quoted(symbols[trace.tokens[t]])
    return Arithmetic(f"The probability of {quoted(word)} at step {step}", lines, words=f"{best} is said.")


def _total(y: Array) -> float:
    return float(np.exp(y - y.max()).sum())


def _arrow(story: Story, kind: str) -> Arithmetic:
    model = story.trace.run.model
    name, words = ARROWS[kind]
    W = {"W_v": model.W_v, "W1": model.first.W, "W2": model.second.W, "E": model.E, "W_hy": model.readout.W_hy}[name]
    return Arithmetic(
        f"{name} ({W.shape[0]}×{W.shape[1]})",
        ((Piece(f"{W.size:,} weights, the same at every step"),),),
        words=f"{words} Under the pointer all its arrows light up.",
    )


def _sum(name: str, products: Array, role: str) -> Line:
    """A long sum: its largest products, and what the others add up to."""
    order = np.argsort(-np.abs(products), kind="stable")
    big, rest = products[order[:LARGEST]], products[order[LARGEST:]]
    shown = " ".join(plus(float(each)) for each in big)
    others = f" {plus(float(rest.sum()))} ({len(rest)} more)" if len(rest) else ""
    return (Piece(f"{name}: {shown}{others}", role), Piece(f"= {signed(float(products.sum()), 3)}"))
