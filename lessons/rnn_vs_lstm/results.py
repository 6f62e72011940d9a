"""The stored trainings with different forget biases, to explore: accuracy against training steps."""

from collections.abc import Sequence
from itertools import groupby

from figures import studies
from figures.plot import Plot
from rnn_core.studies.forget_bias import Outcome

ROLES = ("other", "hidden", "output", "gradient", "gate_f", "gate_i", "gate_o", "input", "gate_C", "loss")
WORDS = (
    "A small LSTM learns to recall the first symbol after many time steps, from different biases of the forget "
    "gate. Thin: one seed each; thick: their median. Compare when the curves of different biases rise, and whether "
    "all seeds do."
)


def by_bias(outcomes: Sequence[Outcome]) -> Plot:
    """Accuracy while learning, of every seed, by the bias that the forget gate began with."""
    groups = []
    ordered = sorted(outcomes, key=lambda each: (each.trial.bias, each.trial.seed))
    for role, (bias, found) in zip(ROLES, groupby(ordered, key=lambda each: each.trial.bias), strict=False):
        runs = list(found)
        places = tuple(float(runs[0].trial.every * n) for n in range(len(runs[0].accuracy)))
        values = tuple(tuple(each.accuracy) for each in runs)
        called = tuple(f"seed {each.trial.seed}" for each in runs)
        groups.append(studies.Runs(f"bias {bias:g}", role, places, values, called))
    return studies.lines("Learning with different forget biases", groups, "training steps", "right answers")
