"""How the flow at one pixel was found: two equations with two unknowns, solved by hand."""

import numpy as np

from figures.arithmetic import Arithmetic, Piece
from figures.numbers import quoted, signed
from lessons.video_to_text.figure.boxes import percent
from lessons.video_to_text.figure.flow_field import Field, pixels
from lessons.video_to_text.model.clip_features import SMOOTHING, WINDOW
from rnn_core import flow
from rnn_core.activations import softmax
from rnn_core.types import Array

PICTURES = {
    "before": "The frame before, and the one after it: 64 × 64 pixels. For the flow they are made "
    "gray, half as large, and a little smoother.",
    "after": "The frame that the motion leads to.",
    "flow": "Each pixel in the color of its direction, the stronger the faster; arrows at one "
    "pixel of sixteen, twice as long as the way of a frame.",
}


def explain(of: Field, node: str) -> Arithmetic | None:
    """The arithmetic of ``node`` ("pixel.3.20": pixel 20 of the flow into frame 3), or None."""
    kind, *rest = node.split(".")
    if kind == "wheel":
        return Arithmetic("The legend", words="Where to: the hue. How fast: how strong it is.")
    if not rest or not all(part.isdigit() for part in rest) or not 2 <= int(rest[0]) <= of.n:
        return None
    j, k = int(rest[0]), int(rest[1]) if len(rest) > 1 else None
    if kind in PICTURES:
        return Arithmetic(f"{kind.capitalize()}: the step to frame {j}", words=PICTURES[kind])
    if kind == "pixel":
        shown = pixels(of.seen.flow.shape[1:3])
        return _pixel(of, j, *shown[(k or 37) - 1]) if (k or 1) <= len(shown) else None
    if kind in ("thing", "motion"):
        return _name(of, kind, j, k)
    return None


def _pixel(of: Field, j: int, row: int, column: int) -> Arithmetic:
    pair = of.seen.gray[j - 2 : j]
    a, b, c, d, e = (float(s) for s in flow.equations(pair, WINDOW, SMOOTHING)[:, 0, row, column])
    u, v = of.seen.flow[j - 1, row, column].tolist()
    determinant = a * b - c * c
    speed = float(np.hypot(u, v))
    return Arithmetic(
        f"The flow into frame {j} at row {row + 1}, column {column + 1}",
        (
            (Piece(f"Σ Iₓ² + λ = {_n(a)},  Σ I_y² + λ = {_n(b)},  Σ Iₓ I_y = {_n(c)}"),),
            (Piece(f"Σ Iₓ Iₜ = {_n(d)},  Σ I_y Iₜ = {_n(e)}"),),
            (Piece(f"{_n(a)} u + {_in(c)} v = {_n(-d)}"),),
            (Piece(f"{_in(c)} u + {_n(b)} v = {_n(-e)}"),),
            (
                Piece(f"u = ({_in(c)}·{_in(e)} − {_n(b)}·{_in(d)}) / {_n(determinant)} ="),
                Piece(signed(u), "hidden", result=True),
            ),
            (
                Piece(f"v = ({_in(c)}·{_in(d)} − {_n(a)}·{_in(e)}) / {_n(determinant)} ="),
                Piece(signed(v), "hidden", result=True),
            ),
        ),
        words=f"{signed(speed)} pixels in a frame, u to the right and v down. The sums run over "
        f"{WINDOW} × {WINDOW} pixels; Iₓ and I_y are the slopes of the brightness, Iₜ its change. "
        f"λ = {SMOOTHING:g} draws to 0 what has no structure.",
    )


def _name(of: Field, kind: str, j: int, k: int | None) -> Arithmetic | None:
    names, scores = (of.things, of.thing_scores) if kind == "thing" else (of.motions, of.motion_scores)
    p: Array = softmax(scores[j - 1])
    k = int(p.argmax()) if k is None else k - 1
    if not 0 <= k < len(names):
        return None
    score, top = float(scores[j - 1, k]), float(scores[j - 1].max())
    total = float(np.exp(scores[j - 1] - top).sum())
    return Arithmetic(
        f"{quoted(names[k])}, said of frame {j}",
        (
            (
                Piece(f"p = exp({signed(score - top, 3)}) / {signed(total, 3)} ="),
                Piece(percent(float(p[k])), "output", result=True),
            ),
        ),
        words="This last layer is taken away; the sentence is made from the numbers before it.",
    )


def _n(value: float) -> str:
    """A number of any size: whole from 100 on, the very large as a power of ten."""
    return signed(value, 0 if abs(value) >= 100 else 1)


def _in(value: float) -> str:
    text = _n(value)
    return f"({text})" if text.startswith("−") else text
