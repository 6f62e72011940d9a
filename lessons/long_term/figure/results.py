"""Every stored run of a comparison, to explore: score against lag."""

from collections.abc import Mapping

from figures import studies
from figures.plot import Plot
from lessons.long_term.figure.scores import ROLES
from lessons.long_term.model.results import Runs
from lessons.long_term.state import CELL_NAMES
from rnn_core.studies.lag_trial import Trial, task_of

WORDS = (
    "Every point is one stored training, a thin line joins those of one seed, a thick one is their median. Zoom in "
    "where the lines of one name part: only the seed differs there. A name in the legend hides its runs."
)


def every_run(named: Mapping[str, Runs], own: tuple[Trial, float] | None = None) -> Plot:
    """Score against lag of every seed; ``own`` is a training of the reader's and the score of its last exam."""
    groups = []
    for name, runs in named.items():
        seeds = sorted(set.intersection(*({result.trial.seed for result in each} for each in runs.values())))
        by_seed = [
            tuple(next(result.score for result in each if result.trial.seed == seed) for each in runs.values())
            for seed in seeds
        ]
        called = tuple(f"seed {seed}" for seed in seeds)
        places = tuple(map(float, runs))
        groups.append(studies.Runs(CELL_NAMES.get(name, name), ROLES[name], places, tuple(by_seed), called))
    first = next(result.trial for runs in named.values() for each in runs.values() for result in each)
    measure = "right answers" if task_of(first).measure == "accuracy" else "squared error"
    mine = [studies.Runs("your training", "loss", (float(own[0].lag),), ((own[1],),), ("yours",))] if own else []
    return studies.lines("Score against lag, every run", groups, "lag in time steps", measure, own=mine)
