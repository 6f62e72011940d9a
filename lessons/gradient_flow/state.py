"""What a reader sets on the page of gradients, view by view."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from rnn_core.studies import clipped_descent as cliff
from rnn_core.studies.gradient_norm_study import Cell
from ui import controls, link, seed

VIEWS = {"curves": "curves", "twins": "twins", "cliff": "cliff"}

CELLS = ("tanh", "linear", "saturated")

UNITS = ("1", "2", "4", "8", "16", "32", "64", "128")

LENGTHS = ("1", "2", "5", "10", "20", "50", "100", "150", "200")

COUNTS = ("1", "5", "20", "50", "100")

PUSHED = "No eigenvalue is larger than σ_max: dragged past each other, one takes the other along."

RATES = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 3.0)


@dataclass(frozen=True, slots=True)
class Setting:
    """The laboratory's networks."""

    sigma_max: float
    spectral_radius: float
    cell: Cell
    hidden: int
    steps: int
    networks: int
    seed: int


@dataclass(frozen=True, slots=True)
class Training:
    """The twins."""

    kind: str
    threshold: float
    learning_rate: float
    lag: int
    seed: int


@dataclass(frozen=True, slots=True)
class Walk:
    """The steps on the cliff."""

    w: float
    b: float
    learning_rate: float
    steps: int
    threshold: float


def choose() -> tuple[str, Any]:
    """The view, and what is set in it: a Setting, a Training or a Walk."""
    name = view()
    makers: dict[str, Callable[[], Any]] = {"curves": networks, "twins": training, "cliff": steps_on_the_cliff}
    return name, makers[name]()


def view() -> str:
    """Which of the page's three views."""
    return controls.choice(
        "view",
        "View",
        VIEWS,
        help="The gradient's way back, two trainings that differ in clipping, the loss as a cliff.",
    )


def networks() -> Setting:
    """The controls of the laboratory."""
    controls.take_along("rho", "sigma")
    sigma = controls.live(
        "sigma",
        "σ_max",
        0.05,
        6.0,
        0.05,
        2.0,
        help=f"Largest singular value of W_hh: the most one step can stretch a gradient. {PUSHED}",
    )
    rho = controls.live(
        "rho",
        "Spectral radius ρ",
        0.0,
        6.0,
        0.05,
        0.9,
        help=f"Largest |eigenvalue| of W_hh: what many steps come to, ρᵏ after k. {PUSHED}",
    )
    cell = cast(
        Cell,
        controls.option(
            "cell",
            "Cell",
            CELLS,
            width=100,
            help="Linear: without tanh. Saturated: tanh, and inputs so large that it is flat.",
        ),
    )
    hidden = int(
        controls.option("units", "Units", UNITS, default="64", help="H, the number of hidden units: W_hh is H × H.")
    )
    steps = int(
        controls.option(
            "length",
            "Steps T",
            LENGTHS,
            default="100",
            help="How many steps the gradient walks back, from the loss to h_0.",
        )
    )
    count = int(
        controls.option(
            "count",
            "Networks",
            COUNTS,
            default="20",
            help="So many seeds at once, each with weights and inputs of its own.",
        )
    )
    drawn_from = seed.button()
    if rho > sigma:
        controls.remark(f"ρ = {rho:g} needs σ_max of at least {rho:g}: σ_max follows.")
        sigma = rho
    if hidden == 1 and sigma != rho:
        controls.remark(f"With one unit W_hh is one number: σ_max and ρ are both {rho:g}.")
        sigma = max(rho, 1e-6)
    return Setting(sigma, rho, cell, hidden, steps, count, drawn_from)


def training() -> Training:
    """The controls of the twins."""
    kind = controls.choice(
        "kind",
        "Network",
        {"exploding": "exploding", "vanishing": "vanishing"},
        help="W_hh starts as ρ times an orthogonal matrix, ρ = 1.5 (exploding) or 0.4 (vanishing).",
    )
    threshold = clipping()
    rate = controls.stop("eta", "Learning rate η", RATES, 1.0, help="How far a step goes: θ ← θ − η g.")
    lag = controls.whole(
        "lag",
        "Lag",
        1,
        40,
        20,
        help="Steps between the symbol to remember and the question: so far must gradients reach.",
    )
    return Training(kind, threshold, rate, lag, seed.button())


def clipping() -> float:
    """The threshold, on a slider that the page follows."""
    return controls.live(
        "clip",
        "Clip at",
        0.1,
        5.0,
        0.1,
        0.5,
        help="A gradient longer than this is cut to this length; its direction stays.",
    )


def steps_on_the_cliff() -> Walk:
    """The controls of the cliff."""
    (least_w, most_w), (least_b, most_b) = cliff.WEIGHTS
    w = controls.live(
        "w",
        "Start w",
        least_w,
        most_w,
        0.05,
        1.7,
        help="The recurrent weight to start from. A click on the surface sets both.",
    )
    b = controls.live(
        "b", "Start b", least_b, most_b, 0.05, -0.25, help="The bias to start from. A click on the surface sets both."
    )
    many = controls.choice("many", "Steps", {"20": "twenty", "1": "one"}, help="How many gradient steps are taken.")
    rate = controls.stop("slow", "Learning rate η", RATES, 0.1, help="How far a step goes: θ ← θ − η g.")
    return Walk(w, b, rate, int(many), clipping())


def moved(setting: Setting) -> bool:
    """True if a hand has moved σ_max or ρ since the page's last run."""
    now = setting.sigma_max, setting.spectral_radius
    before = link.remembered("moved")
    link.remember("moved", now)
    return before not in (None, now)


def start_at(w: float, b: float) -> None:
    """Start the walk on the cliff at the place that was clicked."""
    controls.set_to({"w": round(w, 2), "b": round(b, 2)})
