"""The gradient on its way back: its norm in many networks, and each step's factor."""

import math

import numpy as np

from figures.axes import log_span
from figures.columns import View
from figures.curves import Band, Curves, Panel, Series
from lessons.gradient_flow.figure.spread import Spread
from lessons.gradient_flow.figure.walk import stops
from rnn_core.studies.gradient_norm_study import Laboratory
from rnn_core.types import Array

ROUNDING, SMALLEST, LARGEST = (
    math.log10(limit) for limit in (np.finfo(float).eps, np.finfo(float).tiny, np.finfo(float).max)
)

BESIDE = 8.0
"""So many powers of ten of the bound are drawn, whatever the curves do."""


def curves(laboratory: Laboratory, view: View) -> Curves:
    """The norms with their bound, and below them the factors of network 1; not for a presenter.

    An open question leaves as many steps back visible as ``view`` says.
    """
    asked = view.veil_after
    T, log10 = len(laboratory.x), laboratory.log10
    path = _median(laboratory) if view.dense else log10[0]
    steps = stops(path, coarse=view.dense)
    upper = _norms(laboratory, single=not view.dense)
    factor = 10 ** _difference(log10[0])
    most = 1.1 * max(laboratory.sigma_max, float(np.nanmax(factor, initial=0)))
    lower = Panel(
        f"factor of each step{', network 1' if len(log10) > 1 else ''}",
        (
            Series("σ_max", "reference", (laboratory.sigma_max,), dashed=True),
            *_radius(laboratory),
            Series("factor", "hidden", tuple(factor.tolist()), x=_times(T)[:-1], id="factor"),
        ),
        limits=(0, most),
    )
    return Curves(
        title="Gradient norms back through time",
        x_label="time step t · the gradient walks from right to left",
        panels=(upper,) if view.dense else (upper, lower),
        x_said="t = {x}",
        x_limits=(0, T),
        steps=steps if asked is None else steps[: asked + 1],
        start=min(view.start, (len(steps) if asked is None else asked + 1) - 1),
        start_token=view.token,
        selected=view.selected,
        highlight=view.highlight,
        veil=None if asked is None else (0, T - asked - 1),
        covered=view.dense,
        shares=(1.0,) if view.dense else (0.68, 0.32),
    )


def _median(laboratory: Laboratory) -> Array:
    """The logarithms of the networks in the middle, (T+1,)."""
    log10 = laboratory.log10
    return np.asarray(log10[Spread.of(laboratory).middle, np.arange(log10.shape[1])])


def _norms(laboratory: Laboratory, *, single: bool) -> Panel:
    T, log10, spread = len(laboratory.x), laboratory.log10, Spread.of(laboratory)
    every = np.arange(T + 1)
    middle, low, high = (log10[which, every] for which in (spread.middle, spread.low, spread.high))
    bound, times = laboratory.log10_bound, _times(T)
    band = Band("10–90 %", tuple(low.tolist()), tuple(high.tolist()))
    many = len(log10) > 1
    lines = [
        Series("bound σ_maxᵀ⁻ᵗ", "reference", tuple(bound.tolist()), True, times, "bound"),
        Series(
            f"median of {len(log10)} networks" if many else "network 1",
            "gradient",
            tuple(middle.tolist()),
            x=times,
            id="median",
            band=band if many else None,
        ),
    ]
    if many and single:
        net = tuple(log10[0].tolist())
        lines.append(Series("network 1", "hidden", net, x=times, id="net", thin=True))
    levels = (
        ("lost in float64 when added to 1", ROUNDING),
        ("float64’s smallest normal number", SMALLEST),
        ("float64’s largest number", LARGEST),
    )
    values = np.concatenate([middle, low, high])
    values = values[np.isfinite(values)]
    lowest, highest = log_span(values.tolist())
    beyond = log_span(bound.tolist())  # the bound may leave the drawing, the curves may not
    lowest = min(lowest, max(beyond[0], -BESIDE))
    highest = max(highest, min(beyond[1], max(BESIDE, -lowest)))
    if np.isneginf(log10).any():
        lowest = min(lowest, -20.0)
    return Panel(
        "length of ∂L/∂hₜ",
        (*lines, *(Series(name, "reference", (at,), dashed=True) for name, at in levels)),
        log=True,
        limits=(lowest, max(highest, lowest + 1)),
    )


def _radius(laboratory: Laboratory) -> tuple[Series, ...]:
    """The level of the spectral radius, unless it is that of the largest singular value."""
    if laboratory.spectral_radius == laboratory.sigma_max:
        return ()
    return (Series("ρ", "other", (laboratory.spectral_radius,), dashed=True),)


def _difference(log10: Array) -> Array:
    """log10 of each step's factor, (T,); nan behind exactly 0."""
    with np.errstate(invalid="ignore"):
        return np.asarray(log10[:-1] - log10[1:])


def _times(T: int) -> tuple[float, ...]:
    return tuple(map(float, range(T + 1)))
