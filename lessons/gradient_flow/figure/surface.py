"""The loss over two weights as a surface, with the steps of gradient descent on it."""

from typing import Any

import numpy as np

from figures.arithmetic import Arithmetic, Piece
from figures.axes import ticks
from figures.columns import View
from figures.numbers import signed, small
from rnn_core.studies import clipped_descent
from rnn_core.surface import Descent

OUTCOMES = ("without clipping", "with clipping", "both the same")
SAME = 1e-4
"""Two losses that differ less are the same."""
NAMES = {"free": "without clipping", "clipped": "with clipping"}


def as_data(free: Descent, clipped: Descent, threshold: float, view: View) -> dict[str, Any]:
    """The surface, both walks as far as an open question leaves them visible, and their steps."""
    asked = view.veil_after
    ground = clipped_descent.relief()
    w, b = (values.tolist() for values in ground.values)
    steps = [{"text": _step_text(free, clipped, threshold, k)} for k in range(len(free.points))]
    last = len(steps) - 1 if asked is None else min(asked, len(steps) - 1)
    w_span, b_span = clipped_descent.WEIGHTS
    return {
        "title": "The cliff",
        "alt": f"Loss of one recurrent unit over its weights w and b; {_walk_text(free, 'free', last)}; "
        f"{_walk_text(clipped, 'clipped', last)}",
        "legend": "height: loss L(w, b) after 50 steps · drag to turn, click to start there",
        "w_name": "recurrent weight w",
        "b_name": "bias b",
        "w": w,
        "b": b,
        "w_span": list(w_span),
        "b_span": list(b_span),
        "w_ticks": ticks(*w_span, most=5),
        "b_ticks": ticks(*b_span, most=7),
        "loss": np.round(ground.loss, 4).tolist(),
        "highest": float(ground.loss.max()),
        "walks": [
            {"id": "free", "name": NAMES["free"], "role": "other", "points": _points(free, last)},
            {"id": "clipped", "name": NAMES["clipped"], "role": "output", "points": _points(clipped, last)},
        ],
        "steps": steps[: last + 1],
        "start": min(view.start, last),
        "start_token": view.token,
        "selected": view.selected,
    }


def outcome(free: Descent, clipped: Descent) -> tuple[str, str]:
    """Who ends lower, one of OUTCOMES, and why, in numbers."""
    ends = float(free.losses[-1]), float(clipped.losses[-1])
    longest = float(np.linalg.norm(free.gradients, axis=1).max())
    because = (
        f"The losses end at {_loss(ends[0])} without and {_loss(ends[1])} with clipping. The "
        f"longest gradient without clipping: {signed(longest, 2)}."
    )
    if abs(ends[0] - ends[1]) < SAME:
        return OUTCOMES[2], because
    return OUTCOMES[0 if ends[0] < ends[1] else 1], because


def explain(free: Descent, clipped: Descent, learning_rate: float, threshold: float, point: str) -> Arithmetic | None:
    """The arithmetic of the step taken at "free.4" or "clipped.4"; None for other points."""
    kind, _, when = point.partition(".")
    descent = {"free": free, "clipped": clipped}.get(kind)
    if descent is None or not when.isdigit() or int(when) >= len(descent.points):
        return None
    k = int(when)
    (w, b), (g_w, g_b) = descent.points[k], descent.gradients[k]
    norm = float(np.hypot(g_w, g_b))
    cut = bool(descent.clipped[k])
    scale = threshold / norm if cut else 1.0
    rate = f"{learning_rate:g}"
    after = [float(v - learning_rate * scale * g) for v, g in ((w, g_w), (b, g_b))]
    lines = (
        (Piece(f"(w, b) = ({_number(w)}, {_number(b)}), loss {_loss(float(descent.losses[k]))}"),),
        (Piece(f"g = ({_number(g_w)}, {_number(g_b)}), ‖g‖ ="), Piece(_number(norm), "", result=True)),
        *(
            ((Piece(f"cut: × {_number(threshold)} / {_number(norm)} ="), Piece(_number(scale), "output", result=True)),)
            if cut
            else ()
        ),
        (Piece(f"(w, b) − {rate} · {'cut g' if cut else 'g'} = ({_number(after[0])}, {_number(after[1])})"),),
    )
    return Arithmetic(
        f"Step {k + 1} {NAMES[kind]}", lines, words="g comes from back-propagation through all 50 steps of the unit."
    )


def _step_text(free: Descent, clipped: Descent, threshold: float, k: int) -> str:
    norms = [float(np.linalg.norm(each.gradients[k])) for each in (free, clipped)]
    cut = f" → {signed(threshold, 2)}" if clipped.clipped[k] else ""
    return f"step {k} · ‖g‖ {_number(norms[0])} without, {_number(norms[1])}{cut} with clipping"


def _walk_text(descent: Descent, kind: str, last: int) -> str:
    return f"{NAMES[kind]}, from loss {_loss(float(descent.losses[0]))} to " + _loss(float(descent.losses[last]))


def _points(descent: Descent, last: int) -> list[list[float]]:
    places = np.column_stack([descent.points, descent.losses])[: last + 1]
    return [[float(f"{value:.7g}") for value in place] for place in places.tolist()]


def _loss(value: float) -> str:
    return signed(value, 3) if value >= 5e-4 or value == 0 else small(value)


def _number(value: float) -> str:
    value = float(value)
    return signed(value, 3) if abs(value) >= 5e-4 or value == 0 else small(value)
