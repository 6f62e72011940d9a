"""How each length of a gradient on its way back was made: the bound, and what the last step multiplied it by."""

import math

import numpy as np

from figures.forms import Constant, Explained, Expression, Form, Forms, Line, Number, Piece, Table
from figures.numbers import signed
from rnn_core.studies.gradient_norm_study import Laboratory, factors
from rnn_core.types import Array

START = (
    "The way back begins at the last hidden state with a gradient of length 1 whose components are equal; so every "
    "curve begins there."
)
ENDED = "The gradient of the next hidden state is exactly 0 already, and not because of rounding."
CEILING = (
    "No time step stretches the gradient by more than σ_max, and 1 − h² is at most 1: an upper bound, not a prediction."
)


def explained(laboratory: Laboratory, middle: Array, *, single: bool, chosen: str | None) -> Explained:
    """The forms of the points median.t, bound.t and, where network 1 is drawn by itself, net.t and factor.t.

    ``middle`` is the number, from 0, of the median's network at each t. At the point that is ``chosen`` the median's
    factor is divided among tanh and W_hhᵀ, as network 1's is everywhere: that takes its whole way back.
    """
    T, log10 = len(laboratory.x), laboratory.log10
    tables = {
        "bound": Table(laboratory.log10_bound, (0,)),
        "steps": Table(np.arange(T, -1, -1), (0,)),
        "number": Table(middle + 1, (0,), box="median"),
        **_lengths(log10[middle, np.arange(T + 1)], log10[middle[:-1], np.arange(1, T + 1)], "median"),
    }
    many = len(log10) > 1
    name = "network {number}, the one in the middle here" if many else "network 1"
    forms = {"bound": _bound(laboratory), **_norms(laboratory, middle, "median", name)}
    if single:
        squash, turn = factors(laboratory, 0)
        tables |= _lengths(log10[0], log10[0, 1:], "net")
        tables |= {"squash": Table(squash, (0,), "hidden", "net"), "turn": Table(turn, (0,), "output", "net")}
        parts: dict[str, Expression] = {"squash": Number("squash", ("t",)), "turn": Number("turn", ("t",))}
        first = np.zeros(T + 1, int)
        forms |= _norms(laboratory, first, "net", "network 1", parts)
        forms |= _norms(laboratory, first, "factor", "network 1", parts)
    forms |= _chosen(laboratory, middle, forms, name, chosen)
    return Explained(Forms(forms), tables)


def _lengths(now: Array, before: Array, kind: str) -> dict[str, Table]:
    """The logarithms of the lengths at t and at t + 1, the step's factor and the mean one of all steps since T."""
    T = len(before)
    with np.errstate(invalid="ignore"):
        factor = 10 ** (now[:-1] - before)
    return {
        f"{kind}.now": Table(now, (0,), box=kind),
        f"{kind}.was": Table(before, (0,), box=kind),
        f"{kind}.factor": Table(factor, (0,), box=kind),
        f"{kind}.mean": Table(10 ** (now[:-1] / np.arange(T, 0, -1)), (0,), box=kind),
    }


def _bound(laboratory: Laboratory) -> Form:
    T, sigma = len(laboratory.x), signed(laboratory.sigma_max, 2)
    power = Piece(f"σ_max^(T − t) = {sigma}^({T} − {{t}}) = {sigma}^{{steps}} =")
    return Form(
        "The bound at t = {t}",
        lines=((power, Piece("{^bound}", result=True)),),
        words=CEILING,
        where={"steps": Number("steps", ("t",)), "bound": Number("bound", ("t",))},
    )


def _norms(
    laboratory: Laboratory, numbers: Array, kind: str, name: str, parts: dict[str, Expression] | None = None
) -> dict[str, Form]:
    """The forms of a line's points, of the last one and of those behind an exact 0 too."""
    T = len(laboratory.x)
    title = f"The length of ∂L/∂h at t = {{t}}: {name}"
    where: dict[str, Expression] = {"number": Number("number", ("t",))} if kind == "median" else {}
    ended = [t for t in range(T) if laboratory.log10[numbers[t], t + 1] == -math.inf]
    start = Form(title, lines=((Piece("‖∂L/∂h‖ ="), Piece("1", result=True)),), words=START, where=where)
    zero = Form(title, lines=((Piece("0 × anything ="), Piece("0", result=True)),), words=ENDED, where=where)
    return {
        kind: _norm(laboratory, kind, title, where, parts),
        f"{kind}.{T}": start,
        **{f"{kind}.{t}": zero for t in ended},
    }


def _norm(
    laboratory: Laboratory, kind: str, title: str, where: dict[str, Expression], parts: dict[str, Expression] | None
) -> Form:
    linear, line = laboratory.cell == "linear", "net" if kind == "factor" else kind
    names = ("now", "was", "mean") if parts else ("now", "was", "mean", "factor")
    where = {**where, **{each: Number(f"{line}.{each}", ("t",)) for each in names}, **(parts or {})}
    inner = "∂L/∂h{_t+1}" if linear else "(∂L/∂h{_t+1} ⊙ (1 − h{_t+1}²))"
    if parts is None:
        multiplied: Line = (Piece("{~factor}"),)
    elif linear:
        multiplied = (Piece("{~turn}", "output"),)
    else:
        multiplied = (Piece("{~squash}", "hidden"), Piece("×"), Piece("{~turn}", "output"))
    return Form(
        title,
        lines=(
            (Piece("∂L/∂h{_t} = W_hhᵀ"), Piece(inner)),
            (Piece("{^was} ×"), *multiplied, Piece("="), Piece("{^now}", result=True)),
            (Piece("time steps since T: {steps}, on average × {~mean} each"),),
        ),
        words=_words(laboratory, divided=parts is not None),
        where={**where, "steps": Number("steps", ("t",))},
    )


def _words(laboratory: Laboratory, *, divided: bool) -> str:
    sigma, rho = signed(laboratory.sigma_max, 2), signed(laboratory.spectral_radius, 2)
    linear = laboratory.cell == "linear"
    squashed = "" if linear else "Green: 1 − h² of the tanh, never above 1. "
    colors = f"{squashed}Blue: what W_hhᵀ does, at most σ_max = {sigma}. " if divided else ""
    end = (
        f"Over many time steps the mean factor goes to ρ = {rho}."
        if linear
        else "No single number of W_hh fixes the mean: the slopes 1 − h² differ from time step to time step."
    )
    return f"{colors}One time step multiplies by at most σ_max = {sigma}. {end}"


def _chosen(
    laboratory: Laboratory, middle: Array, forms: dict[str, Form], name: str, chosen: str | None
) -> dict[str, Form]:
    """The form of the chosen point of the median, its factor divided among tanh and W_hhᵀ."""
    kind, _, place = (chosen or "").partition(".")
    if kind != "median" or not place.isdecimal() or int(place) >= len(laboratory.x) or chosen in forms:
        return {}
    t = int(place)
    squash, turn = (float(part[t]) for part in factors(laboratory, int(middle[t])))
    parts: dict[str, Expression] = {"squash": Constant(squash), "turn": Constant(turn)}
    where: dict[str, Expression] = {"number": Number("number", ("t",))}
    return {f"median.{t}": _norm(laboratory, "median", f"The length of ∂L/∂h at t = {{t}}: {name}", where, parts)}
