"""The arithmetic of a cut gradient: what arrives at a state, and what the scissors keep from it."""

import numpy as np

from figures import arithmetic
from figures.arithmetic import Arithmetic, Line, Piece, bracketed
from figures.numbers import signed, subscript
from lessons.truncated_bptt.model.windows import Windows
from rnn_core.text import Vocabulary
from rnn_core.types import Array

DIGITS = 4
"""Gradients are smaller than states."""


def explain(windows: Windows, vocabulary: Vocabulary, node: str) -> Arithmetic | None:
    """The arithmetic of ``node`` of the figure, box, number or arrow; None if there is none."""
    kind, _, rest = node.partition(".")
    try:
        numbers = [int(part) for part in rest.split(".")]
    except ValueError:
        return None
    t, unit = numbers[0], numbers[1] if len(numbers) > 1 else None
    if not 1 <= t <= len(windows.h):
        return None
    if kind in ("g", "f"):
        return _state(windows, t, unit, cut=kind == "g")
    if kind == "own":
        return _own(windows, t)
    if kind == "back" and t < len(windows.h):
        return _back(windows, t)
    return arithmetic.explain(windows.run, vocabulary, node)


def _state(windows: Windows, t: int, unit: int | None, *, cut: bool) -> Arithmetic | None:
    h = windows.h[t - 1, 0] if cut else windows.full.h[t, 0]
    own, future = windows.full.from_output[t - 1, 0], _from_future(windows, t, cut=cut)
    units = range(len(h)) if unit is None else [unit - 1]
    if unit is not None and not 1 <= unit <= len(h):
        return None
    now, last = subscript(t), t == len(windows.h)
    stopped = cut and t % windows.k == 0 and not last
    if last:
        words = "The last step: nothing comes from the future."
    elif stopped:
        words = f"The cut: what t = {t + 1} would send back does not arrive."
    else:
        words = "This loss alone, and what later losses say of this state."
    lines: list[Line] = [
        (
            Piece(f"∂L/∂h{now} =", "gradient"),
            Piece(f"W_hyᵀ·∂L/∂y{now}", "output"),
            Piece(f"+ {'0' if last or stopped else f'W_hhᵀ·∂L/∂a{subscript(t + 1)}'}", "gradient"),
        )
    ]
    lines += [
        (
            Piece(f"[{i + 1}]:"),
            Piece(signed(float(own[i]), DIGITS), "output"),
            Piece(f"+ {bracketed(float(future[i]), DIGITS)} =", "gradient"),
            Piece(signed(float(h[i]), DIGITS), "gradient", result=True),
        )
        for i in units
    ]
    which = "with the cut" if cut else "without a cut"
    of = f"h{now}" if unit is None else f"h{now}[{unit}]"
    return Arithmetic(f"∂L/∂{of}, {which}", tuple(lines), words=words)


def _own(windows: Windows, t: int) -> Arithmetic:
    own = windows.full.from_output[t - 1, 0]
    now = subscript(t)
    lines: list[Line] = [
        (Piece(f"W_hyᵀ·∂L/∂y{now}", "output"), Piece(f"with ∂L/∂y{now} = (p{now} − target) / T")),
        *_entries(own),
    ]
    return Arithmetic(
        f"From the loss at t = {t} into h{now}", tuple(lines), words="It needs no other step, so no cut changes it."
    )


def _back(windows: Windows, t: int) -> Arithmetic:
    cut = t % windows.k == 0
    later, now = subscript(t + 1), subscript(t)
    lines: list[Line] = [
        (Piece(f"W_hhᵀ·∂L/∂a{later},", "gradient"), Piece(f"a{later} the sum inside the tanh")),
        *_entries(_from_future(windows, t, cut=not cut)),
    ]
    words = (
        f"The scissors are here: these numbers of the full gradient do not reach h{now}."
        if cut
        else f"What later losses of this window say of h{now}."
    )
    title = f"The gradient arrow from h{later} back to h{now}{': cut' if cut else ''}"
    return Arithmetic(title, tuple(lines), words=words)


def _from_future(windows: Windows, t: int, *, cut: bool) -> Array:
    """What step t + 1 sends back to h_t (H,): in the full gradient, or with the cut."""
    W_hh: Array = windows.run.model.cell.W_hh
    if t == len(windows.h) or (cut and t % windows.k == 0):
        return np.zeros(len(W_hh))
    a: Array = windows.a[t, 0] if cut else windows.full.a[t, 0]
    return W_hh.T @ a


def _entries(values: Array) -> list[Line]:
    return [
        (Piece(f"[{i}] ="), Piece(signed(value, DIGITS), "gradient", result=True))
        for i, value in enumerate(values.tolist(), start=1)
    ]
