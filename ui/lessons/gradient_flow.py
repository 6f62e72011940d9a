"""What a reader sets on the page of gradients, and what follows from it: measured, and kept."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, cast

from figures.arithmetic import Arithmetic
from rnn_core.experiments import cliff, laboratory, twins
from rnn_core.experiments.laboratory import Cell, Chance, Laboratory
from rnn_core.experiments.twins import Pair, Twin
from rnn_core.surface import Descent
from ui import arithmetic, cards, controls, link, predict, seed, walk

VIEWS = {"curves": "curves", "twins": "twins", "cliff": "cliff"}
CELLS = ("tanh", "linear", "saturated")
UNITS = ("1", "2", "4", "8", "16", "32", "64", "128")
LENGTHS = ("1", "2", "5", "10", "20", "50", "100", "150", "200")
COUNTS = ("1", "5", "20", "50", "100")
PUSHED = "No eigenvalue is larger than σ_max: dragged past each other, one takes the other along."
PAPER = {
    "curves": """§2.1 shows: σ_max < 1 is enough to vanish; σ_max > 1 is needed to explode, and not
enough. *Reproduced.* That ρ decides in the long run they show for **linear** cells. *With tanh
ours differs*: ρ = 0.9 explodes at σ_max = 5 (the last line to look for), for 1 − h² mixes the
directions anew at each step.""",
    "twins": """In §3.2 algorithm 1 cuts ‖g‖ at half to ten times its average. *Reproduced*: the
exploding twin learns when it is clipped. Against vanishing gradients clipping does not help,
they say. *Reproduced*: cut or not, the loss stays at guessing.""",
    "cliff": """Their figure 6 has one unit, 50 steps, a target of 0.7: a steep wall, which
throws a step far away, and clipping, which keeps it near. *Reproduced*. Their unit is
xₜ = w σ(xₜ₋₁) + b; ours is hₜ = tanh(w hₜ₋₁ + b) and aims with h.""",
}
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


def view() -> str:
    """Which of the page's three views."""
    return controls.choice(
        "view", "View", VIEWS,
        help="The gradient's way back, two trainings that differ in clipping, the loss as a cliff.",
    )  # fmt: skip


def networks() -> Setting:
    """The controls of the laboratory."""
    controls.take_along("rho", "sigma")
    sigma = controls.live(
        "sigma", "σ_max", 0.05, 6.0, 0.05, 2.0,
        help=f"Largest singular value of W_hh: the most one step can stretch a gradient. {PUSHED}",
    )  # fmt: skip
    rho = controls.live(
        "rho", "Spectral radius ρ", 0.0, 6.0, 0.05, 0.9,
        help=f"Largest |eigenvalue| of W_hh: what many steps come to, ρᵏ after k. {PUSHED}",
    )  # fmt: skip
    cell = cast(Cell, controls.option(
        "cell", "Cell", CELLS, width=100,
        help="Linear: without tanh. Saturated: tanh, and inputs so large that it is flat.",
    ))  # fmt: skip
    hidden = int(controls.option(
        "units", "Units", UNITS, default="64",
        help="H, the number of hidden units: W_hh is H × H.",
    ))  # fmt: skip
    steps = int(controls.option(
        "length", "Steps T", LENGTHS, default="100",
        help="How many steps the gradient walks back, from the loss to h_0.",
    ))  # fmt: skip
    count = int(controls.option(
        "count", "Networks", COUNTS, default="20",
        help="So many seeds at once, each with weights and inputs of its own.",
    ))  # fmt: skip
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
        "kind", "Network", {"exploding": "exploding", "vanishing": "vanishing"},
        help="W_hh starts as ρ times an orthogonal matrix, ρ = 1.5 (exploding) or 0.4 (vanishing).",
    )  # fmt: skip
    threshold = clipping()
    rate = controls.stop(
        "eta", "Learning rate η", RATES, 1.0, help="How far a step goes: θ ← θ − η g."
    )
    lag = controls.whole(
        "lag", "Lag", 1, 40, 20,
        help="Steps between the symbol to remember and the question: so far must gradients reach.",
    )  # fmt: skip
    return Training(kind, threshold, rate, lag, seed.button())


def clipping() -> float:
    """The threshold, on a slider that the page follows."""
    return controls.live(
        "clip", "Clip at", 0.1, 5.0, 0.1, 0.5,
        help="A gradient longer than this is cut to this length; its direction stays.",
    )  # fmt: skip


def steps_on_the_cliff() -> Walk:
    """The controls of the cliff."""
    (least_w, most_w), (least_b, most_b) = cliff.WEIGHTS
    w = controls.live(
        "w", "Start w", least_w, most_w, 0.05, 1.7,
        help="The recurrent weight to start from. A click on the surface sets both.",
    )  # fmt: skip
    b = controls.live(
        "b", "Start b", least_b, most_b, 0.05, -0.25,
        help="The bias to start from. A click on the surface sets both.",
    )  # fmt: skip
    many = controls.choice(
        "many", "Steps", {"20": "twenty", "1": "one"}, help="How many gradient steps are taken."
    )
    rate = controls.stop(
        "slow", "Learning rate η", RATES, 0.1, help="How far a step goes: θ ← θ − η g."
    )
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


def choose() -> tuple[str, Any]:
    """The view, and what is set in it: a Setting, a Training or a Walk."""
    name = view()
    makers: dict[str, Callable[[], Any]] = {
        "curves": networks,
        "twins": training,
        "cliff": steps_on_the_cliff,
    }
    return name, makers[name]()


def explain(
    make: Callable[[str], Arithmetic | None],
    point: str | None,
    default: str,
    *,
    seen: range,
) -> None:
    """The arithmetic of the chosen point, or of ``default`` where none of this view is chosen.

    ``seen`` are the times that an open question leaves visible.
    """
    chosen = point if point and make(point) else default
    arithmetic.show(make(chosen), hidden=int(chosen.rpartition(".")[2]) not in seen)


def ask(
    slug: str,
    about: Hashable,
    text: str,
    options: Sequence[str],
    verdict: tuple[str, str],
    view: str,
) -> None:
    """Ask about what is on the screen; ``verdict`` is the answer and why.

    What was published on what the ``view`` shows stands below once the question is closed.
    """
    answer, because = verdict
    predict.question(
        slug, about, text, options, answer=answer, because=because,
        reveal=lambda: walk.jump(walk.LAST),
    )  # fmt: skip
    if not predict.is_open(about):
        cards.note("Pascanu, Mikolov, Bengio 2013", PAPER[view])


@lru_cache(maxsize=400)
def _chance(seed: int, number: int, hidden: int) -> Chance:
    return laboratory.draw(seed, number, hidden)


@lru_cache(maxsize=8)
def measure(setting: Setting) -> Laboratory:
    """The networks of the setting and their gradients."""
    chances = tuple(_chance(setting.seed, k, setting.hidden) for k in range(setting.networks))
    return laboratory.measure(
        chances, sigma_max=setting.sigma_max, spectral_radius=setting.spectral_radius,
        cell=setting.cell, T=setting.steps,
    )  # fmt: skip


@lru_cache(maxsize=16)
def _pair(kind: str, learning_rate: float, lag: int, seed: int) -> Pair:
    return twins.pair(kind, lag=lag, learning_rate=learning_rate, seed=seed)


@lru_cache(maxsize=16)
def twin(training: Training) -> Twin:
    """The twin that clips; with an infinite threshold the one that does not."""
    start = _pair(training.kind, training.learning_rate, training.lag, training.seed)
    return twins.train(start, training.threshold if training.threshold < 1e9 else None)


def both(training: Training) -> tuple[Twin, Twin]:
    """Without and with clipping."""
    return twin(replace(training, threshold=float("inf"))), twin(training)


@lru_cache(maxsize=32)
def descents(walk: Walk) -> tuple[Descent, Descent]:
    """The steps without and with clipping."""
    free, clipped = (
        cliff.descend((walk.w, walk.b), learning_rate=walk.learning_rate, n=walk.steps,
                      threshold=threshold)
        for threshold in (None, walk.threshold)
    )  # fmt: skip
    return free, clipped
