"""What a reader takes home from the page of gradients: a notebook and a table for each view."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from rnn_core.experiments import cliff, gradient_checks, laboratory
from rnn_core.experiments.laboratory import Laboratory
from rnn_core.experiments.twins import STEPS, Twin
from rnn_core.surface import Descent
from rnn_core.types import Array
from rnn_core.weights import flatten
from ui import export
from ui.export.notebook import Notebook, weights
from ui.lessons import gradient_flow

Rows: TypeAlias = list[Sequence[object]]
ZERO = -9999.0
"""Stands in the notebook for the logarithm of exactly 0."""
HOW = {
    "curves": "Network 1. The gradient of its state at several times, if its length on the screen "
    "lies between 10⁻⁴ and 10⁶, and with tanh of all its weights, is compared with how the loss "
    "changes when they move a little along a random direction.",
    "twins": "At several steps of the clipping twin the gradient of all its weights is compared "
    "with how its loss changes when they move a little along a random direction.",
    "cliff": "At each step of both walks the slope along g is compared with how the loss changes "
    "when (w, b) moves a little that way; a step on the wall itself needs smaller moves.",
}
_NETWORKS = """\
def draw(number):
    rng = np.random.default_rng([seed, number])
    W_xh, x = rng.standard_normal((H, 1)), rng.standard_normal((longest, 1))
    columns, triangle = np.linalg.qr(rng.standard_normal((H, H)))
    rotation = columns * np.sign(np.diag(triangle))
    angles = rng.uniform(np.pi / 4, 3 * np.pi / 4, H // 2)
    order, signs = rng.permutation(H), rng.choice([-1.0, 1.0], H)
    blocks = np.zeros((H, H))
    stretched = rho < 1e-3 * sigma
    for k, theta in enumerate(angles):
        if stretched:
            block = np.array([[rho, sigma - rho * rho / sigma], [0, -rho]])
        else:
            u = (sigma - rho) * (sigma + rho) / (rho * sigma) / np.sin(theta)
            q = u / 2 + np.sqrt(1 + u * u / 4)
            block = rho * np.array([[np.cos(theta), -q * np.sin(theta)],
                                    [np.sin(theta) / q, np.cos(theta)]])
        blocks[2 * k:2 * k + 2, 2 * k:2 * k + 2] = block
    if H % 2:
        blocks[-1, -1] = rho
    if stretched:
        W_hh = (signs[:, np.newaxis] * blocks * signs)[np.ix_(order, order)]
    else:
        W_hh = rotation @ blocks @ rotation.T
    return W_xh, W_hh, drive * x[:T]

W_xh, W_hh, x = (np.array(each) for each in zip(*map(draw, range(networks))))

# forward through time: h_t = tanh(W_hh h_{t-1} + W_xh x_t), all networks at once
h, slopes = np.zeros((networks, 1, H)), []
turned = W_hh.swapaxes(1, 2).copy()
for t in range(T):
    a = W_xh[:, :, 0][:, np.newaxis] * x[:, t][:, np.newaxis] + np.matmul(h, turned)
    h = np.tanh(a)
    e = np.exp(-2 * np.abs(a))  # 1 - tanh(a)^2 without the rounding of 1 - h^2
    slopes.append(np.ones_like(a) if linear else 4 * e / (1 + e) ** 2)

# back through time: dL/dh_{t-1} = W_hh^T (dL/dh_t * (1 - h_t^2)), the length kept as a logarithm
g, length = np.full((networks, 1, H), 1 / np.sqrt(H)), np.zeros(networks)
logs = [length]
with np.errstate(divide="ignore", invalid="ignore"):
    for slope in reversed(slopes):
        g = np.matmul(g * slope, W_hh)
        size = np.linalg.norm(g, axis=2, keepdims=True)
        length = length + np.log10(size[:, 0, 0])
        logs.append(length)
        g = np.where(size > 0, g / size, 0)
log10_lengths = np.where(np.isneginf(logs), zero, logs)[::-1].T
log10_bound = np.arange(T, -1, -1) * np.log10(sigma)
largest_singular_value = np.linalg.norm(W_hh[0], 2)
print("median length at t = 0: 10 to the power of", np.median(log10_lengths[:, 0]))
"""
_TWINS = """\
def gradient(w, x, targets):
    T, B = x.shape
    h = [np.zeros((B, len(w["b_h"])))]
    for t in range(T):
        h.append(np.tanh(h[-1] @ w["W_hh"].T + w["W_xh"].T[x[t]] + w["b_h"]))
    y = h[-1] @ w["W_hy"].T + w["b_y"]
    p = np.exp(y - y.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    loss = -np.log(p[range(B), targets]).mean()
    dy = (p - np.eye(p.shape[1])[targets]) / B
    g = {name: np.zeros_like(each) for name, each in w.items()}
    g["W_hy"], g["b_y"] = dy.T @ h[-1], dy.sum(0)
    dh = dy @ w["W_hy"]
    for t in range(T, 0, -1):
        da = dh * (1 - h[t] ** 2)
        g["W_hh"] += da.T @ h[t - 1]
        np.add.at(g["W_xh"].T, x[t - 1], da)
        g["b_h"] += da.sum(0)
        dh = da @ w["W_hh"]
    return loss, g

def measure(w, k):
    loss, g = gradient(w, inputs[k], answers[k])
    return loss, g, np.sqrt(sum((each ** 2).sum() for each in g.values()))

def unpack(numbers):
    w, start = {}, 0
    for name, shape in shapes.items():
        w[name] = numbers[start:start + np.prod(shape)].reshape(shape)
        start += np.prod(shape)
    return w

def check(weights):
    found = [measure(unpack(numbers), k) for numbers, k in zip(weights, checked)]
    return np.array([loss for loss, _, _ in found]), np.array([norm for _, _, norm in found])

# from the weights that the page had at every tenth step: loss and length of the gradient
free_losses, free_norms = check(free_weights)
clipped_losses, clipped_norms = check(clipped_weights)

# the same trainings from the start. A training that explodes multiplies the last digit's rounding
# too, so after some ten steps its numbers may part from the page's, on any two machines.
def train(threshold):
    w, losses = unpack(free_weights[0]), []
    for k in range(len(inputs)):
        loss, g, norm = measure(w, k)
        losses.append(loss)
        scale = threshold / norm if norm > threshold else 1.0
        w = {name: each - learning_rate * scale * g[name] for name, each in w.items()}
    return np.array(losses)

first_losses_without_clipping = train(float("inf"))[:4]
first_losses_with_clipping = train(threshold)[:4]
for name, limit in (("without clipping", float("inf")), ("with clipping", threshold)):
    print(name, "trained anew, the last losses are", train(limit)[-10:].mean())
"""
_CLIFF = """\
def gradient(w, b):
    h = [h_0]
    for t in range(T):
        h.append(np.tanh(w * h[-1] + b))
    d, g = h[-1] - target, np.zeros(2)
    loss = 0.5 * d ** 2
    for t in range(T, 0, -1):
        d = d * (1 - h[t]) * (1 + h[t])
        g += d * h[t - 1], d
        d = d * w
    return loss, g

def walk(threshold):
    place, places, losses = np.array(start), [], []
    for _ in range(steps + 1):
        loss, g = gradient(*place)
        places.append(place)
        losses.append(loss)
        norm = np.linalg.norm(g)
        place = place - learning_rate * (g * (threshold / norm) if norm > threshold else g)
    return np.array(places), np.array(losses)

clipped_places, clipped_losses = walk(threshold)
free_places, free_losses = walk(float("inf"))
"""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What the page shows: the name of its view, what was set, what was computed from it."""

    view: str
    setting: Any
    result: Any


def offer(slug: str, shown: Shown) -> None:
    """The downloads of the view."""
    makers: dict[str, tuple[Callable[[Any, Any], Notebook], Callable[[Any], Rows]]] = {
        "curves": (networks_notebook, networks_table),
        "twins": (twins_notebook, twins_table),
        "cliff": (cliff_notebook, cliff_table),
    }
    make, rows = makers[shown.view]
    export.offer(slug, lambda: make(shown.setting, shown.result), lambda: _csv(rows(shown.result)))


def errors(shown: Shown) -> dict[str, float]:
    """The relative errors of the view's gradients against finite differences, by name."""
    checks: dict[str, Callable[[Any], dict[str, float]]] = {
        "curves": gradient_checks.network_errors,
        "twins": lambda pair: gradient_checks.twin_errors(pair[1]),
        "cliff": lambda pair: gradient_checks.walk_errors(pair[1]),
    }
    return checks[shown.view](shown.result)


def networks_notebook(setting: "gradient_flow.Setting", measured: Laboratory) -> Notebook:
    """Draws every network from the seed and goes forward and back through time, in NumPy."""
    log10 = np.where(np.isneginf(measured.log10), ZERO, measured.log10)
    return Notebook(
        given={
            "seed": setting.seed, "networks": setting.networks, "H": setting.hidden,
            "T": setting.steps, "sigma": setting.sigma_max, "rho": setting.spectral_radius,
            "linear": setting.cell == "linear", "drive": laboratory.DRIVE[setting.cell],
            "longest": laboratory.LONGEST, "zero": ZERO,
        },
        functions=(),
        code=_NETWORKS,
        shown={
            "log10_lengths": log10,
            "log10_bound": measured.log10_bound,
            "largest_singular_value": np.array(setting.sigma_max),
        },
    )  # fmt: skip


def twins_notebook(setting: "gradient_flow.Training", pair: tuple[Twin, Twin]) -> Notebook:
    """Trains both twins from their first weights, with back-propagation written out."""
    shown: dict[str, Array] = {}
    given: dict[str, object] = {}
    checked = [k for k in range(0, STEPS + 1, 10) if all(k < len(twin.losses) for twin in pair)]
    for name, twin in zip(("free", "clipped"), pair, strict=True):
        given[f"{name}_weights"] = np.array([flatten(twin.snapshots[k].model) for k in checked])
        shown[f"{name}_losses"] = np.array([twin.losses[k] for k in checked])
        shown[f"{name}_norms"] = np.array([twin.norms[k] for k in checked])
    start = pair[0].pair
    return Notebook(
        given={
            **given,
            "shapes": {name: array.shape for name, array in weights(start.model).items()},
            "checked": checked,
            "learning_rate": setting.learning_rate,
            "threshold": setting.threshold,
            "inputs": np.array([batch.x for batch in start.batches]),
            "answers": np.array([batch.targets[-1] for batch in start.batches]),
        },
        functions=(),
        code=_TWINS,
        shown=shown
        | {
            "first_losses_without_clipping": np.array(pair[0].losses[:4]),
            "first_losses_with_clipping": np.array(pair[1].losses[:4]),
        },
    )


def cliff_notebook(setting: "gradient_flow.Walk", pair: tuple[Descent, Descent]) -> Notebook:
    """Walks both ways from the start."""
    free, clipped = pair
    return Notebook(
        given={
            "T": cliff.T, "h_0": cliff.START, "target": cliff.TARGET,
            "start": (setting.w, setting.b),
            "steps": setting.steps, "learning_rate": setting.learning_rate,
            "threshold": setting.threshold,
        },
        functions=(),
        code=_CLIFF,
        shown={
            "clipped_places": clipped.points, "clipped_losses": clipped.losses,
            "free_places": free.points, "free_losses": free.losses,
        },
    )  # fmt: skip


def networks_table(measured: Laboratory) -> Rows:
    """One row a time: the bound's logarithm and that of every network, "zero" for exactly 0."""
    head = ["t", "log10 bound"] + [f"log10 network {k + 1}" for k in range(len(measured.networks))]
    rows: Rows = [head]
    for t, bound in enumerate(measured.log10_bound.tolist()):
        logs = ["zero" if np.isneginf(v) else repr(v) for v in measured.log10[:, t].tolist()]
        rows.append([t, repr(bound), *logs])
    return rows


def twins_table(pair: tuple[Twin, Twin]) -> Rows:
    """One row a step: loss and gradient norm of both, and whether the step was clipped."""
    free, clipped = pair
    rows: Rows = [["step", "loss without", "norm without", "loss with", "norm with", "clipped"]]
    for k in range(STEPS + 1):
        numbers = [
            repr(line[k]) if k < len(line) else ""
            for line in (free.losses, free.norms, clipped.losses, clipped.norms)
        ]
        rows.append([k, *numbers, int(k in clipped.clipped)])
    return rows


def cliff_table(pair: tuple[Descent, Descent]) -> Rows:
    """One row a step of each walk: place, loss, gradient, clipped or not."""
    rows: Rows = [["walk", "step", "w", "b", "loss", "dL/dw", "dL/db", "clipped"]]
    for name, walk in zip(("without clipping", "with clipping"), pair, strict=True):
        for k, place in enumerate(walk.points.tolist()):
            numbers = map(repr, (*place, float(walk.losses[k]), *walk.gradients[k].tolist()))
            rows.append([name, k, *numbers, int(walk.clipped[k])])
    return rows


def _csv(rows: Rows) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
