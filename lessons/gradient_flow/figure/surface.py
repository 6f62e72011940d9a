"""The loss over two weights as a surface, with the steps of gradient descent on it."""

from typing import Any

import numpy as np

from figures.axes import ticks
from figures.columns import View
from figures.forms import Applied, Explained, Form, Forms, Number, Piece, Product, Step, Sum, Table
from figures.forms import as_data as forms_data
from figures.numbers import signed, small
from rnn_core.studies import clipped_descent
from rnn_core.surface import Descent

OUTCOMES = ("without clipping", "with clipping", "both the same")
SAME = 1e-4
"""Two losses that differ less are the same."""
NAMES = {"free": "without clipping", "clipped": "with clipping"}


def as_data(free: Descent, clipped: Descent, learning_rate: float, threshold: float, view: View) -> dict[str, Any]:
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
        "legend": "height: loss L(w, b) after 50 time steps · drag to turn, click to start there",
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
        "explained": forms_data(explained(free, clipped, learning_rate, threshold, last)),
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


def has(free: Descent, clipped: Descent, point: str) -> bool:
    """True if ``point`` is a step of one of the walks: "free.4"."""
    kind, _, when = point.partition(".")
    descent = {"free": free, "clipped": clipped}.get(kind)
    return descent is not None and when.isdecimal() and int(when) < len(descent.points)


def explained(free: Descent, clipped: Descent, learning_rate: float, threshold: float, last: int) -> Explained:
    """How each step of both walks was made, up to the one ``last``, from 0: "free.4", "clipped.4"."""
    forms: dict[str, Form] = {}
    tables: dict[str, Table] = {
        "η": Table(np.array([learning_rate]), (1,), "output"),
        "threshold": Table(np.array([threshold]), (1,), "output"),
        "next": Table(np.arange(1, last + 2), (0,)),
    }
    for kind, descent in (("free", free), ("clipped", clipped)):
        place, slope = f"{kind}, weights", f"{kind}, gradient"
        tables[place] = Table(descent.points[: last + 1], (0, 1), box=kind)
        tables[slope] = Table(descent.gradients[: last + 1], (0, 1), "gradient", kind)
        tables[f"{kind}, loss"] = Table(descent.losses[: last + 1], (0,), box=kind)
        for k in range(min(len(descent.points), last + 1)):
            forms[f"{kind}.{k}"] = _step_taken(kind, place, slope, cut=bool(descent.clipped[k]))
    return Explained(Forms(forms), tables)


def _step_taken(kind: str, place: str, slope: str, *, cut: bool) -> Form:
    """The form of a step: the loss and the gradient there, what clipping makes of it, the weights after it."""
    g = (Number(slope, ("t", 1)), Number(slope, ("t", 2)))
    length = Applied("√", Sum(tuple(Product((each, each)) for each in g)))
    taken = (Applied("1/", length), Number("threshold", (1,))) if cut else ()
    clipping = Step(
        (Piece("clipped: threshold / ‖g‖"),),
        Product((Number("threshold", (1,)), Applied("1/", length))),
        significant=True,
    )

    def after(name: str, weight: int) -> Step:
        step = Product((Number("η", (1,)), *taken, g[weight - 1]))
        symbols = f"{name} − η · {'threshold / ‖g‖ · ' if cut else ''}∂L/∂{name}"
        return Step((Piece(symbols),), Sum((Number(place, ("t", weight)), Applied("−", step))), significant=True)

    return Form(
        f"Step {{next}} {NAMES[kind]}, from the loss {{=loss}}",
        (
            Step((Piece("‖g‖, g = (∂L/∂w, ∂L/∂b)", "gradient"),), length, "gradient", significant=True),
            *((clipping,) if cut else ()),
            after("w", 1),
            after("b", 2),
        ),
        "g comes from back-propagation through all 50 time steps of the unit.",
        where={"loss": Number(f"{kind}, loss", ("t",)), "next": Number("next", ("t",))},
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
