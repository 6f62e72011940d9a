"""What the page shows: one network that reads one sequence, or the scores of stored runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from lessons.long_term.model import reading as reading_of
from lessons.long_term.model import stored
from lessons.long_term.model.reading import Reading
from lessons.long_term.model.results import Runs, solved
from lessons.long_term.state import LongTerm
from rnn_core.model import Model


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The stored runs that are compared, and the reading where one sequence is shown."""

    runs: Mapping[str, Runs]
    reading: Reading | None

    @property
    def read(self) -> Reading:
        """The reading, where there is one."""
        assert self.reading is not None
        return self.reading

    def score(self, name: str, lag: int) -> float:
        """The median score of the runs called ``name`` at this lag."""
        return median(result.score for result in self.runs[name][lag])

    def solved(self, name: str, lag: int) -> int:
        """How many of the runs called ``name`` solved the task at this lag."""
        return solved(self.runs[name][lag])

    def of(self, name: str, lag: int) -> int:
        """How many runs are called ``name`` at this lag."""
        return len(self.runs[name][lag])


def network(state: LongTerm) -> tuple[Model, str]:
    """The network that reads in ``state``, and what it is."""
    trial = stored.result_of(state.task, int(state.lag), state.cell, state.run).trial
    if state.network == "start":
        return stored.before_training(trial), "before training, with the usual start"
    return stored.network_of(trial)


def result(state: LongTerm) -> Shown:
    """What the page shows in ``state``."""
    runs = stored.compared(state.task, state.comparison)
    if state.view == "score":
        return Shown(runs, None)
    trial = stored.result_of(state.task, int(state.lag), state.cell, state.run).trial
    return Shown(runs, reading_of.read(trial, network(state)[0], state.example))
