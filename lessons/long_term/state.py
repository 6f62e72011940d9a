"""The controls of the lesson long-term."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Literal, Self

from lessons.long_term.model.results import TASKS
from lessons.long_term.model.stored import lags_of
from ui.fields import choice, none_of, option, whole
from ui.state import PageState

Task = Literal["first", "adding", "order"]
Comparison = Literal["rnn", "cells", "starts", "clipping"]
CELL_NAMES: dict[str, str] = {"rnn": "vanilla RNN", "lstm": "LSTM"}
STUDIED: dict[Comparison, Task] = {"starts": "first", "clipping": "order"}
"""The one task on which a comparison was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LongTerm(PageState):
    """Score or sequence, of which task; for the sequence which stored run reads which one."""

    view: Literal["sequence", "score"] = choice(
        "sequence",
        {"sequence": "sequence", "score": "score"},
        "View",
        help="One network while it reads one sequence, or the scores of all stored runs.",
    )
    task: Task = choice(
        "first",
        TASKS,
        "Task",
        help="What must be kept over the lag: the first word, a marked number, or which of X and Y came first.",
    )
    compare: Comparison = choice(
        "cells",
        {"rnn": "RNN alone", "cells": "RNN and LSTM", "starts": "starts", "clipping": "clipping"},
        "Compare",
        help="The vanilla RNN alone; with an LSTM of equally many weights; on the first word both starts of each; on "
        "the "
        "order task the RNN with and without gradient clipping.",
    )
    lag: str = option("2", "Lag", help="Time steps for which the clue must be kept.")
    cell: Literal["rnn", "lstm"] = choice(
        "rnn", CELL_NAMES, "Cell", help="34 units of a vanilla RNN or 16 of an LSTM: equally many weights within 5 %."
    )
    network: Literal["trained", "start"] = choice(
        "trained",
        {"trained": "stored", "start": "before training"},
        "Network",
        help="A network of the stored runs, or one before training with the usual start: uniform weights, forget "
        "bias 1.",
    )
    run: int = whole(
        1, 1, 5, "Seed", help="Which of the stored runs: its weights and all its training sequences come from it."
    )
    example: int = whole(1, 1, 9, "Sequence", help="Which of nine held-out sequences.")

    @property
    def lags(self) -> tuple[str, ...]:
        """The lags at which the task was studied."""
        return tuple(map(str, lags_of(self.task)))

    @property
    def comparison(self) -> Comparison:
        """What is compared: the cells where the comparison asked for was not made on the task."""
        return self.compare if STUDIED.get(self.compare, self.task) == self.task else "cells"

    @property
    def about(self) -> Hashable:
        """What the page's question is about."""
        if self.view == "score":
            return self.task, self.comparison
        return self.task, self.lag, self.cell, self.network, self.run, self.example

    def fitted(self, changed: frozenset[str]) -> Self:
        """Another task begins with its shortest lag."""
        del changed
        return self if self.lag in self.lags else replace(self, lag=self.lags[0])

    def problems(self) -> dict[str, str]:
        """A lag at which the task was not studied."""
        return {} if self.lag in self.lags else {"lag": none_of(self.lags)}
