"""The controls of the lesson gradient-flow, view by view."""

import math
from dataclasses import dataclass, replace
from typing import Literal, Self

from lessons.gradient_flow.model import Networks, Twins, Walks, moved_by_rounding, twins_moved_by_rounding
from rnn_core.studies.clipped_descent import WEIGHTS
from rnn_core.studies.gradient_norm_study import Cell
from ui.fields import choice, live, number, option, stop, whole
from ui.network_controls import MOST_SEED
from ui.state import PageState

UNITS = ("1", "2", "4", "8", "16", "32", "64", "128")
LENGTHS = ("1", "2", "5", "10", "20", "50", "100", "150", "200")
COUNTS = ("1", "5", "20", "50", "100")
RATES = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 3.0)
PUSHED = "No |eigenvalue| exceeds σ_max, so moving one slider past the other moves both."
ON_THE_SURFACE = "A click on the surface sets both."
VISIBLE = 0.01
"""A change that a reader can see in a curve: powers of ten of a norm, nats of a loss."""
SMALLEST_SIGMA = 1e-6
"""Stands for σ_max where a single weight is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradientFlow(PageState):
    """The view; many networks and their length in time (curves, factors); two trainings; a start and steps (cliff)."""

    view: Literal["curves", "factors", "twins", "cliff"] = choice(
        "curves",
        {"curves": "curves", "factors": "factors", "twins": "twins", "cliff": "cliff"},
        "Figure",
        help="Curves: the length of the gradient on its way back. Factors: what each time step multiplies it by, a box "
        "for each. Twins: two trainings that differ only in clipping. Cliff: the loss over two weights. The guide goes "
        "through all four.",
    )
    sigma: float = live(
        2.0,
        0.05,
        6.0,
        0.05,
        "σ_max",
        help=f"Largest singular value of W_hh: the most by which multiplying by it can stretch a vector. {PUSHED}",
    )
    rho: float = live(
        0.9,
        0.0,
        6.0,
        0.05,
        "Spectral radius ρ",
        help=f"Largest |eigenvalue| of W_hh: without tanh, k time steps stretch by about ρᵏ in the long run. {PUSHED}",
    )
    cell: Cell = option(
        "tanh",
        "Activation",
        options=("tanh", "linear", "saturated"),
        width=100,
        help="Linear: no tanh. Saturated: tanh with inputs so large that its slope is near 0 everywhere.",
    )
    units: str = option("64", "Units", options=UNITS, help="H, the number of hidden units: W_hh is H × H.")
    length: str = option(
        "100", "Time steps T", options=LENGTHS, help="How many time steps the gradient goes back, from the loss to h_0."
    )
    count: str = option(
        "20",
        "Networks",
        options=COUNTS,
        help="How many networks are measured, each with weights and inputs of its own.",
    )
    kind: Literal["exploding", "vanishing"] = choice(
        "exploding",
        {"exploding": "exploding", "vanishing": "vanishing"},
        "Network",
        help="W_hh starts as ρ times an orthogonal matrix (which changes no length), "
        "ρ = 1.5 (exploding) or 0.4 (vanishing).",
    )
    clip: float = live(
        0.5,
        0.1,
        5.0,
        0.1,
        "Clip at θ",
        help="The threshold: a gradient longer than this is shortened to this length; its direction stays.",
    )
    eta: float = stop(
        1.0, RATES, "Learning rate η", help="How far a training step goes: each weight moves by −η times its gradient."
    )
    lag: int = whole(
        20,
        1,
        40,
        "Lag",
        help="Time steps between the character to remember and the question: so far back a gradient must reach.",
    )
    w: float = live(1.7, *WEIGHTS[0], 0.05, "Start w", help=f"The recurrent weight to start from. {ON_THE_SURFACE}")
    b: float = live(-0.25, *WEIGHTS[1], 0.05, "Start b", help=f"The bias to start from. {ON_THE_SURFACE}")
    many: int = choice(
        20, {20: "twenty", 1: "one"}, "Training steps", help="How many steps of gradient descent are taken."
    )
    slow: float = stop(
        0.1, RATES, "Learning rate η", help="How far a training step goes: each weight moves by −η times its gradient."
    )
    seed: int = number(1, 1, MOST_SEED)

    def fitted(self, changed: frozenset[str]) -> Self:
        """ρ is at most σ_max: the one that was moved takes the other along."""
        moved = changed & {"sigma", "rho"}
        if self.rho <= self.sigma or len(moved) != 1:
            return self
        return replace(self, sigma=self.rho) if "rho" in moved else replace(self, rho=self.sigma)

    def hangs_on_rounding(self) -> str:
        """What the last digit of every weight does to the curves of this state, where one can see it."""
        if self.view in ("curves", "factors"):
            moved = moved_by_rounding(self.networks)
            what = f"the length of a gradient by up to {moved:.1g} powers of ten"
        elif self.view == "twins":
            moved = twins_moved_by_rounding(self.twins)
            what = "a loss by " + (f"up to {moved:.1g} nats" if math.isfinite(moved) else "any amount")
        else:
            return ""
        if moved < VISIBLE:
            return ""
        return (
            f"In this state rounding grows: moving every recurrent weight by its last digit changes {what}. So these "
            "curves can look different on another computer; what they show in general stays."
        )

    @property
    def networks(self) -> Networks:
        """The many networks; σ_max is at least ρ, and with one unit the same."""
        hidden, sigma = int(self.units), max(self.sigma, self.rho)
        if hidden == 1:
            sigma = max(self.rho, SMALLEST_SIGMA)
        return Networks(sigma, self.rho, self.cell, hidden, int(self.length), int(self.count), self.seed)

    @property
    def twins(self) -> Twins:
        """The two trainings."""
        return Twins(self.kind, self.clip, self.eta, self.lag, self.seed)

    @property
    def walks(self) -> Walks:
        """The steps on the cliff."""
        return Walks(self.w, self.b, self.slow, self.many, self.clip)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What of σ_max and ρ cannot be, and what stands in its place."""
        found = []
        if self.rho > self.sigma:
            found.append(f"ρ = {self.rho:g} needs σ_max of at least {self.rho:g}: σ_max follows.")
        if self.units == "1" and max(self.sigma, self.rho) != self.rho:
            found.append(f"With one unit W_hh is one number: σ_max and ρ are both {self.rho:g}.")
        return tuple(found)
