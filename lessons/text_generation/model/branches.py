"""Trainings on one text that begin at one another's checkpoints.

A branch goes on from a checkpoint of another one with a learning rate of its own. At every
checkpoint there is an exam on the held-out part, and the network writes a little. Weights are kept
for the latest `MOST_KEPT` at most, spread over the whole branch; so a visit has a bounded memory.
"""

import math
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from lessons.text_generation.model import kinds
from lessons.text_generation.model.plans import EVERY, Plan
from rnn_core import sample
from rnn_core.loop import Snapshot
from rnn_core.model import Model
from rnn_core.studies import character_training
from rnn_core.studies.character_training import Corpus

MOST_KEPT = 6
SAMPLE, TEMPERATURE = 60, 0.7


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """The network after `step` steps: its exam in bits, what it writes, maybe its weights.

    by_kind: the bits of the exam by the kind of character, see `kinds`.
    """

    step: int
    bits: float
    text: str
    snapshot: Snapshot[Model] | None
    by_kind: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """A training from `start` on; losses: bits a character of the batch at each of its steps."""

    parent: int
    rate: float
    checkpoints: tuple[Checkpoint, ...]
    losses: tuple[float, ...] = ()
    latest: Snapshot[Model] | None = None

    @property
    def start(self) -> int:
        """The step of the checkpoint it began at."""
        return self.checkpoints[0].step if self.checkpoints else 0

    @property
    def step(self) -> int:
        """How many steps its network has been trained for."""
        return self.latest.step if self.latest else self.start

    def plan(self) -> Plan:
        """The branch as a link says it."""
        return Plan(self.parent, self.start, self.rate, self.step)


def growth(
    corpus: Corpus, hidden: int, seed: int, branch: Branch, keep: Container[int] = (), *, cell: str = "lstm"
) -> Iterator[Branch]:
    """The branch after each further step, an exam at every checkpoint; raises loop.Diverged.

    keep: steps whose weights are kept whatever comes.
    """
    loop = character_training.training(corpus, hidden, seed, branch.rate, cell)
    snapshots = iter(loop) if branch.latest is None else loop.resume(branch.latest)
    for snapshot in snapshots:
        losses = (*branch.losses, snapshot.loss / math.log(2))
        branch = replace(branch, losses=losses, latest=snapshot)
        if snapshot.step % EVERY == 0:
            found = examined(corpus, snapshot)
            branch = replace(branch, checkpoints=thinned((*branch.checkpoints, found), keep))
        yield branch


def fork(branches: tuple[Branch, ...], number: int, step: int, rate: float) -> Branch | None:
    """A new branch from a checkpoint of a branch; None where its weights were not kept."""
    found = next((c for c in branches[number].checkpoints if c.step == step), None)
    if found is None or found.snapshot is None:
        return None
    return Branch(number, rate, (found,), (), found.snapshot)


def examined(corpus: Corpus, snapshot: Snapshot[Model]) -> Checkpoint:
    """The checkpoint of a snapshot: its exam, and a line it writes, always with the same dice."""
    exam = corpus.exam()
    costs = character_training.costs(snapshot.model, exam)
    begin = "\n" if "\n" in corpus.vocabulary.symbols else corpus.vocabulary.symbols[0]
    drawn = sample.temperature(
        snapshot.model, corpus.vocabulary, [begin], SAMPLE, rng=np.random.default_rng(1), temperature=TEMPERATURE
    )
    by_kind = kinds.means(kinds.of(corpus.vocabulary, exam), costs)
    return Checkpoint(
        snapshot.step, float(costs.mean()), corpus.vocabulary.decode(drawn.tokens[1:].tolist()), snapshot, by_kind
    )


def thinned(checkpoints: tuple[Checkpoint, ...], keep: Container[int] = ()) -> tuple[Checkpoint, ...]:
    """The checkpoints with weights for `MOST_KEPT` at most: the first, the last, some between."""
    kept = [c for c in checkpoints if c.snapshot is not None]
    if len(kept) <= MOST_KEPT:
        return checkpoints
    inner = [k for k in range(1, len(kept) - 1) if kept[k].step not in keep]
    if not inner:
        return checkpoints
    drop = min(inner, key=lambda k: kept[k + 1].step - kept[k - 1].step)
    return tuple(replace(c, snapshot=None) if c is kept[drop] else c for c in checkpoints)
