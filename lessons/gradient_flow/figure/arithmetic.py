"""How the length of a gradient came to be, step by step, and what became of it in the end."""

import math

import numpy as np

from figures.arithmetic import Arithmetic, Piece
from figures.curve_data import spoken
from figures.numbers import signed, subscript
from lessons.gradient_flow.figure.spread import Spread
from lessons.gradient_flow.figure.walk import factor
from rnn_core.studies.gradient_norm_study import Laboratory, factors
from rnn_core.studies.gradient_norm_study import fate as of_size


def fate(laboratory: Laboratory) -> tuple[str, str]:
    """What became of the gradient at t = 0, one of `laboratory.FATES`, and why, in numbers."""
    T, at_0 = len(laboratory.x), Spread.of(laboratory).middle[0]
    log10 = float(laboratory.log10[at_0, 0])
    size = spoken(log10, log=True)
    if log10 == -math.inf:
        ended = int(np.flatnonzero(np.isneginf(laboratory.log10[at_0]))[-1])
        return of_size(log10), f"From t = {ended} on it is 0, with nothing rounded away."
    return of_size(log10), (
        f"The median length at t = 0 is {size}: each of {T} steps multiplied it by "
        f"{factor(10 ** (log10 / T))} in the mean. σ_max is {laboratory.sigma_max:g}, "
        f"ρ is {laboratory.spectral_radius:g}."
    )


def explain(laboratory: Laboratory, point: str) -> Arithmetic | None:
    """The arithmetic of a point: "median.40", "net.40", "bound.40", "factor.40"; else None."""
    kind, _, when = point.partition(".")
    T, now = len(laboratory.x), int(when) if when.isdigit() else -1
    if not 0 <= now <= T or kind not in ("median", "net", "bound", "factor"):
        return None
    if kind == "bound":
        return _bound(laboratory, now)
    number = int(Spread.of(laboratory).middle[now]) if kind == "median" else 0
    return _norm(laboratory, number, now, middle=kind == "median" and len(laboratory.log10) > 1)


def _bound(laboratory: Laboratory, t: int) -> Arithmetic:
    T, sigma = len(laboratory.x), signed(laboratory.sigma_max, 2)
    value = spoken(float(laboratory.log10_bound[t]), log=True)
    return Arithmetic(
        f"The bound at t = {t}",
        ((Piece(f"σ_max^(T − t) = {sigma}^({T} − {t}) = {sigma}^{T - t} ="), Piece(value, "", result=True)),),
        words="No step stretches the gradient by more than σ_max, and 1 − h² is at most 1: a "
        "ceiling for every network, no forecast for any.",
    )


def _norm(laboratory: Laboratory, number: int, t: int, *, middle: bool) -> Arithmetic:
    T, log10 = len(laboratory.x), laboratory.log10[number]
    name = f"network {number + 1}" + (", the one in the middle here" if middle else "")
    title = f"The length of ∂L/∂h at t = {t}: {name}"
    if t == T:
        return Arithmetic(
            title,
            ((Piece("‖∂L/∂h‖ = "), Piece("1", "", result=True)),),
            words="The loss pulls at the last state with a gradient of length 1, the same in all "
            "directions; so every curve begins there.",
        )
    squash, turn = (part[t] for part in factors(laboratory, number))
    was, now = (spoken(float(log10[k]), log=True) for k in (t + 1, t))
    if log10[t + 1] == -math.inf:
        zero = ((Piece("0 × anything ="), Piece("0", "", result=True)),)
        return Arithmetic(title, zero, words="The gradient had already ended: exactly 0, no rounding.")
    before, later = subscript(t), subscript(t + 1)
    linear = laboratory.cell == "linear"
    inner = f"∂L/∂h{later}" if linear else f"∂L/∂h{later} ∗ (1 − h{later}²)"
    mean = 10 ** (float(log10[t]) / (T - t)) if log10[t] > -math.inf else 0.0
    lines: tuple[tuple[Piece, ...], ...] = (
        (Piece(f"∂L/∂h{before} = W_hhᵀ"), Piece(f"({inner})" if not linear else inner)),
        (
            Piece(f"{was} ×"),
            *(() if linear else (Piece(f"{factor(float(squash))}", "hidden"), Piece("×"))),
            Piece(factor(float(turn)), "output"),
            Piece("="),
            Piece(now, "", result=True),
        ),
        (Piece(f"since T: {T - t} such step{'s' * (T - t > 1)}, in the mean × {factor(mean)}"),),
    )
    sigma, rho = signed(laboratory.sigma_max, 2), signed(laboratory.spectral_radius, 2)
    squashed = "" if linear else "Green: 1 − h² of the tanh, never above 1. "
    return Arithmetic(
        title,
        lines,
        words=f"{squashed}Blue: what W_hhᵀ does, at most σ_max = {sigma}. One step obeys σ_max, "
        f"the mean of many {'goes to' if linear else 'is drawn to'} ρ = {rho}"
        + ("." if linear else ", times what the tanh lets through."),
    )
