"""What a reader sets on the page of the LSTM's gradient, and what is asked and cited there."""

from functools import lru_cache
from statistics import median

import numpy as np

from figures.curve_data import spoken
from lessons.rnn_vs_lstm.figure import middle
from rnn_core import weights
from rnn_core.studies import gradient_comparison as duel
from rnn_core.studies.forget_bias import Outcome, Trial
from rnn_core.studies.gradient_comparison import D, Duel, Setting
from rnn_core.tasks import FirstSymbol
from ui import controls, seed, shipped

FATES = ("most of it, or more", "a part", "less than 1/1000", "less than 1/1000000")
"""What may be left of a gradient."""

COUNTS = ("1", "5", "11", "21")
FORMS = """
vanilla: W is {n} × {n_z}, **{n_vanilla:,}** weights

$h_t = \\tanh\\big(W\\,[h_{{t-1}};\\,x_t] + b\\big)$

LSTM: W is {four} × {h_z}, **{n_lstm:,}** weights

{stacked}
"""
STACKED = (
    r"$\footnotesize{\begin{bmatrix} i \\ f \\ o \\ \tilde C \end{bmatrix} = "
    r"\begin{bmatrix} \sigma \\ \sigma \\ \sigma \\ \tanh \end{bmatrix} "
    r"\big(W\,[h_{t-1};\,x_t] + b\big)}$"
)
CITED = """
Gers, Schmidhuber, Cummins (2000) opened the forget gate at the start; Jozefowicz, Zaremba,
Sutskever (2015) recommend the bias 1. Measured here (`models/forget_bias.md`): a symbol recalled
after {lag} steps, {steps} updates, {seeds} seeds, chance {chance:g}. {found}.
"""


def setting() -> Setting:
    """The six controls, and the seed's button."""
    bias = controls.live(
        "bias",
        "Forget bias",
        -2.0,
        6.0,
        0.1,
        1.0,
        help="b_f of every forget gate: with no other input f = σ(b_f), 0.50 at 0, 0.73 at 1.",
    )
    scale = controls.live(
        "scale",
        "Scale of W",
        0.2,
        3.0,
        0.1,
        1.0,
        help="Both networks' weights are uniform in ± scale/√H. 1 is a customary start.",
    )
    hidden = controls.stop(
        "hidden",
        "Hidden units",
        (1, 4, 8, 16, 32, 64),
        16,
        help="H of the LSTM; of the vanilla network too, unless the counts shall be equal.",
    )
    same = controls.choice(
        "same",
        "Equal",
        {"H": "H", "count": "weights"},
        help="What both have in common: the hidden units, or (nearly) the number of weights.",
    )
    length = controls.whole("length", "T", 1, duel.LONGEST, 100, help="How many steps the gradient walks back.")
    pairs = controls.option(
        "pairs",
        "Networks",
        [*COUNTS[2:], *COUNTS[:2]],
        help="How many pairs of networks: the line is their median, the band holds 10–90 %.",
    )
    own = seed.button()
    return Setting(bias, scale, int(hidden), same == "count", length, int(pairs), own)


@lru_cache(maxsize=32)
def measure(chosen: Setting) -> Duel:
    """The networks of a setting and their gradients."""
    return duel.measure(chosen)


def fate(found: Duel) -> str:
    """What is left at t = 0 of the LSTM's gradient, in the middle of the networks."""
    total = middle(found, "total")
    left = float(total[0] - total[-1])
    return FATES[int(np.searchsorted([0.5, 3, 6], -left))]


def because(found: Duel) -> str:
    """The verdict's reason, with the numbers of this duel."""
    return (
        f"Along the direct path a step keeps {_per_step(found):.2f} of it. In "
        f"{found.setting.steps} steps the LSTM's gradient becomes {_times(found, 'total')} times "
        f"as long, the vanilla network's {_times(found, 'vanilla')} times."
    )


def forms(found: Duel) -> str:
    """The matrix forms of both, with shapes and counts of weights, as Markdown."""
    one, other = found.vanilla[0], found.lstms[0]
    n, H = one.n_hidden, other.n_hidden
    return FORMS.format(
        n=n,
        n_z=f"({n} + {D})",
        four=4 * H,
        h_z=f"({H} + {D})",
        n_vanilla=weights.count(one),
        n_lstm=weights.count(other),
        stacked=STACKED,
    )


@lru_cache(maxsize=1)
def trials() -> tuple[Outcome, ...]:
    """The stored trainings with different forget biases."""
    stored = shipped.measured("forget_bias")
    return tuple(Outcome(Trial(**one["trial"]), tuple(one["accuracy"])) for one in stored)


def cited() -> str:
    """What was published on the forget bias, and what was measured here."""
    groups = {
        bias: [one for one in trials() if one.trial.bias == bias]
        for bias in dict.fromkeys(one.trial.bias for one in trials())
    }
    found = [
        f"Bias {bias:g}: **{median(one.accuracy[-1] for one in own):.2f}** right, "
        f"{sum(one.learned is not None for one in own)} of {len(own)} learn it"
        for bias, own in groups.items()
    ]
    first = trials()[0].trial
    return CITED.format(
        lag=first.lag,
        steps=first.steps,
        seeds=len(groups[first.bias]),
        chance=FirstSymbol(first.lag).chance,
        found=". ".join(found),
    )


def errors(found: Duel) -> dict[str, float]:
    """The relative errors of the first pair's gradients against finite differences."""
    return duel.errors(found, np.random.default_rng(0))


def _per_step(found: Duel) -> float:
    direct = middle(found, "direct")
    return float(10 ** ((direct[0] - direct[-1]) / found.setting.steps))


def _times(found: Duel, kind: str) -> str:
    line = middle(found, kind)
    return spoken(float(line[0] - line[-1]), log=True)
