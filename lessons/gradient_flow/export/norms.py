"""The notebook and the table of many networks and their gradients back through time."""

from collections.abc import Sequence

import numpy as np

from lessons.gradient_flow.model import Networks
from rnn_core.studies import gradient_norm_study
from rnn_core.studies.gradient_norm_study import Laboratory
from ui.export.notebook import Notebook
from ui.export.table import as_csv

ZERO = -9999.0
"""Stands in the notebook for the logarithm of exactly 0."""

_CODE = """\
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


def notebook(setting: Networks, measured: Laboratory) -> Notebook:
    """Draws every network from the seed and goes forward and back through time, in NumPy."""
    log10 = np.where(np.isneginf(measured.log10), ZERO, measured.log10)
    return Notebook(
        given={
            "seed": setting.seed,
            "networks": setting.networks,
            "H": setting.hidden,
            "T": setting.steps,
            "sigma": setting.sigma_max,
            "rho": setting.spectral_radius,
            "linear": setting.cell == "linear",
            "drive": gradient_norm_study.DRIVE[setting.cell],
            "longest": gradient_norm_study.LONGEST,
            "zero": ZERO,
        },
        functions=(),
        code=_CODE,
        shown={
            "log10_lengths": log10,
            "log10_bound": measured.log10_bound,
            "largest_singular_value": np.array(setting.sigma_max),
        },
    )


def table(measured: Laboratory) -> str:
    """One row a time: the bound's logarithm and that of every network, "zero" for exactly 0."""
    head = ["t", "log10 bound"] + [f"log10 network {k + 1}" for k in range(len(measured.networks))]
    rows: list[Sequence[object]] = [head]
    for t, bound in enumerate(measured.log10_bound.tolist()):
        logs = ["zero" if np.isneginf(v) else repr(v) for v in measured.log10[:, t].tolist()]
        rows.append([t, repr(bound), *logs])
    return as_csv(rows)
