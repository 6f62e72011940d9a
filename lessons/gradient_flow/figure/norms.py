"""The gradient on its way back: its norm in many networks, each step's factor, and how a length came to be."""

import math
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from figures.columns import View
from figures.curve_data import spoken
from figures.curves import Band, Curves, Panel, Series, Stop
from figures.numbers import signed
from lessons.gradient_flow.figure import norm_forms
from rnn_core.studies.gradient_norm_study import Laboratory
from rnn_core.types import Array

ROUNDING = math.log10(np.finfo(float).eps)
POWERS_OF_A_STEP = 0.36
"""The axis has so many powers of ten for each time step, up and down: that of one setting is that of all others."""
FACTORS, LARGE_FACTORS = 2.4, 6.6
"""The ends of the axis of the factors; the second one where a factor can leave the first."""
POWERS_OF_ONE = 5.0
"""One number's powers are drawn on one axis, whether they grow or shrink."""
LOWEST_TENTH, HIGHEST_TENTH = 0.1, 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Which network is at t the one in the middle, a tenth from below, a tenth from above."""

    middle: Array
    low: Array
    high: Array

    @classmethod
    def of(cls, laboratory: Laboratory) -> "Spread":
        """Networks (T+1,) by their number, counted from 0; each is a real one, none an average."""
        order = np.argsort(laboratory.log10, axis=0, kind="stable")
        last = len(order) - 1
        return cls(order[last // 2], order[round(LOWEST_TENTH * last)], order[round(HIGHEST_TENTH * last)])


def curves(laboratory: Laboratory, view: View, *, chosen: str | None = None) -> Curves:
    """The norms with their bound, and below them the factors of network 1; not for a presenter.

    An open question leaves as many steps back visible as ``view`` says. ``chosen`` is the point that the reader chose.
    """
    asked = view.veil_after
    T, log10 = len(laboratory.x), laboratory.log10
    path = _median(laboratory) if view.dense else log10[0]
    steps = stops(path, coarse=view.dense, means=view.answer_after is None)
    upper = _norms(laboratory, single=not view.dense)
    if laboratory.networks[0].n_hidden == 1 and (asked is not None or view.dense):
        upper = replace(
            upper, series=tuple(each for each in upper.series if each.id != "bound")
        )  # it is the curve itself
    by_step = 10 ** _step_factors(log10[0])
    most = max(laboratory.sigma_max, float(np.nanmax(by_step, initial=0)))
    lower = Panel(
        f"factor of each time step{', network 1' if len(log10) > 1 else ''}",
        (
            Series("σ_max", "reference", (laboratory.sigma_max,), dashed=True),
            *_radius(laboratory),
            Series("factor", "hidden", tuple(by_step.tolist()), x=_times(T)[:-1], id="factor"),
        ),
        limits=(0, FACTORS if most <= FACTORS else LARGE_FACTORS),
    )
    return Curves(
        title="Gradient norms back through time",
        x_label="time step t · the gradient goes from right to left",
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
        explained=norm_forms.explained(
            laboratory, Spread.of(laboratory).middle, single=not view.dense, chosen=chosen or view.selected
        ),
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
    values = np.concatenate([middle, low, high])
    values = values[np.isfinite(values)]
    powers = max(1.0, POWERS_OF_A_STEP * T)
    if laboratory.networks[0].n_hidden == 1 and np.abs(values).max(initial=0.0) <= POWERS_OF_ONE:
        powers = POWERS_OF_ONE
    return Panel(
        "length of ∂L/∂hₜ",
        (*lines, Series("lost in float64 when added to 1", "reference", (ROUNDING,), dashed=True)),
        log=True,
        limits=(-powers, powers),
    )


def _radius(laboratory: Laboratory) -> tuple[Series, ...]:
    """The level of the spectral radius, unless it is that of the largest singular value."""
    if laboratory.spectral_radius == laboratory.sigma_max:
        return ()
    return (Series("ρ", "other", (laboratory.spectral_radius,), dashed=True),)


def _step_factors(log10: Array) -> Array:
    """The logarithm of each step's factor, (T,); nan behind exactly 0."""
    with np.errstate(invalid="ignore"):
        return np.asarray(log10[:-1] - log10[1:])


def _times(T: int) -> tuple[float, ...]:
    return tuple(map(float, range(T + 1)))


def stops(log10: Array, *, coarse: bool, means: bool = True) -> tuple[Stop, ...]:
    """The walk from T back to 0 along the logarithms (T+1,), with each step's factor.

    ``coarse`` takes few enough stops for a clicker. Without ``means`` a long way is not summed up: its mean factor says
    where it ends.
    """
    T = len(log10) - 1
    times = list(range(T, -1, -1))
    if coarse and T > 12:
        stride = max(1, T // 10)
        tens = [t for t in range(T - T % stride, 0, -stride) if t < T - 3]
        times = [T, T - 1, T - 2, T - 3, *tens, 0]
    found = [Stop(T, f"t = {T} · it starts with length 1")]
    for before, t in pairwise(times):
        was, now = (spoken(float(log10[k]), log=True) for k in (before, t))
        steps = before - t
        if log10[before] == -math.inf:
            text = "exactly 0: nothing is left to multiply"
        elif steps == 1:
            text = f"{was} × {as_factor(10 ** float(log10[t] - log10[before]))} = {now}"
        else:
            mean = 10 ** float((log10[t] - log10[before]) / steps)
            text = f"{now}: {steps} time steps, on average × {as_factor(mean)} each" if means else f"length {now}"
        found.append(Stop(t, f"t = {t} · {text}"))
    return tuple(found)


def as_factor(value: float) -> str:
    """``value`` as a step multiplies by it: "0.912", or a power of ten where it is small."""
    if value == 0 or math.isnan(value):
        return signed(value, 0)
    return signed(value, 3) if value >= 0.01 else spoken(math.log10(value), log=True)
