"""The loss over two weights as a surface, with the steps of gradient descent on it."""

from typing import Any

import numpy as np

from figures.columns import View
from figures.forms import Applied, Explained, Form, Forms, Number, Piece, Product, Step, Sum, Table
from figures.numbers import signed, small
from figures.plot import Plot, rows
from rnn_core.studies import clipped_descent
from rnn_core.surface import Descent
from rnn_core.types import Array

OUTCOMES = ("without clipping", "with clipping", "both the same")
SAME = 1e-4
"""Two losses that differ less are the same."""
NAMES = {"free": "without clipping", "clipped": "with clipping"}
HIGHEST = float(clipped_descent.ground()[2].max())
LOW, HIGH = np.array(clipped_descent.WEIGHTS).T
EDGE, ABOVE, FINE = 0.03, 0.02, 12
"""How far beyond the map, as a share of it, a point stands that is off it; how far above the ground a walk is drawn,
and in how many pieces a step of it."""
HINT = "drag to turn · Shift and arrow keys turn, + and − zoom · click to start there"
LAYOUT: dict[str, Any] = {
    "scene": {
        **{
            axis: {"title": {"text": name}, "range": [low - EDGE * (high - low), high + EDGE * (high - low)]}
            for axis, name, (low, high) in zip(
                ("xaxis", "yaxis"), ("recurrent weight w", "bias b"), clipped_descent.WEIGHTS, strict=True
            )
        },
        "zaxis": {"title": {"text": "loss L"}, "range": [0, HIGHEST + 2 * ABOVE], "nticks": 4},
        "aspectmode": "manual",
        "aspectratio": {"x": 1.2, "y": 1.2, "z": 0.65},
        "camera": {"eye": {"x": 1.62, "y": 1.52, "z": 0.9}, "center": {"x": 0.05, "y": -0.1, "z": -0.1}},
    },
    "legend": {"x": 0.02, "y": 0.98},
}


def plot(free: Descent, clipped: Descent, learning_rate: float, threshold: float, view: View) -> Plot:
    """The surface, both walks as far as an open question leaves them visible, and their steps."""
    asked = view.veil_after
    steps = tuple(_step_text(free, clipped, threshold, k) for k in range(len(free.points)))
    last = len(steps) - 1 if asked is None else min(asked, len(steps) - 1)
    return Plot(
        "The cliff",
        f"Loss of one recurrent unit over its weights w and b; {_walk_text(free, 'free', last)}; "
        f"{_walk_text(clipped, 'clipped', last)}",
        [_ground(), *_walk(free, "free", "other", last), *_walk(clipped, "clipped", "output", last)],
        LAYOUT,
        HINT,
        steps[: last + 1],
        view,
        view.selected,
        explained(free, clipped, learning_rate, threshold, last),
    )


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


def _ground() -> dict[str, Any]:
    """The surface, from pale where the loss is low to dark where it is high."""
    w, b, loss = clipped_descent.ground()
    even = clipped_descent.map_of_loss()
    return {
        "type": "surface",
        "x": rows(np.repeat(w[:, np.newaxis], b.shape[1], 1)),
        "y": rows(b),
        "z": rows(loss),
        "above": {
            "type": "contour",
            "x": even.values[0],
            "y": even.values[1],
            "z": rows(even.loss.T),
            "contours": {"start": 0.1, "end": HIGHEST, "size": 0.2},
            "line": {"width": 0.5, "color": "color:soft"},
        },
        "colorscale": [[0, "color:gradient/10"], [1, "color:gradient/90"]],
        "cmin": 0,
        "cmax": HIGHEST,
        "colorbar": {"title": {"text": "loss"}, "thickness": 12, "len": 0.6},
        "lighting": {"ambient": 0.75, "diffuse": 0.5, "specular": 0.05, "roughness": 0.9},
        "hovertemplate": "w = %{x:.2f}, b = %{y:.2f}<br>loss %{z:.3f}<extra></extra>",
        "contours": {
            "z": {"show": True, "color": "color:ink/30", "width": 1, "start": 0.1, "end": HIGHEST, "size": 0.2}
        },
    }


def _walk(descent: Descent, kind: str, role: str, last: int) -> list[dict[str, Any]]:
    """The way over the ground and the points of a walk up to the step ``last``, a little above the ground."""
    points = descent.points[: last + 1]
    off = (points != np.clip(points, LOW, HIGH)).any(axis=1)
    losses = descent.losses[: last + 1]
    said = [
        f"step {k} {NAMES[kind]}: w = {signed(w, 2)}, b = {signed(b, 2)}, loss {_loss(float(losses[k]))}"
        + (", off the map" if off[k] else "")
        for k, (w, b) in enumerate(points.tolist())
    ]
    between = np.arange(last * FINE + 1) / FINE
    way = np.column_stack([np.interp(between, np.arange(last + 1), each) for each in points.T])
    line = {
        "type": "scatter3d",
        "mode": "lines",
        "grows": FINE,
        **_on_the_ground(way, clipped_descent.losses(*way.T)),
        "legendgroup": kind,
        "line": {"color": f"color:{role}", "width": 5},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    spots = {
        "type": "scatter3d",
        "mode": "markers",
        "grows": 1,
        "name": NAMES[kind],
        "legendgroup": kind,
        **_on_the_ground(points, losses),
        "marker": {"color": f"color:{role}", "size": 5, "line": {"color": "color:paper", "width": 1}},
        "customdata": [f"{kind}.{k}" for k in range(len(points))],
        "hovertext": said,
        "hoverinfo": "text",
    }
    return [line, spots]


def _on_the_ground(points: Array, losses: Array) -> dict[str, Array]:
    """Where points are drawn; one beyond the map stands at its edge."""
    w, b = np.clip(points, LOW - EDGE * (HIGH - LOW), HIGH + EDGE * (HIGH - LOW)).T
    return {"x": w.copy(), "y": b.copy(), "z": np.minimum(losses, HIGHEST) + ABOVE}


def _loss(value: float) -> str:
    return signed(value, 3) if value >= 5e-4 or value == 0 else small(value)


def _number(value: float) -> str:
    value = float(value)
    return signed(value, 3) if abs(value) >= 5e-4 or value == 0 else small(value)
