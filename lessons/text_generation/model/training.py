"""A training with branches, gone on with step by step; first as far as a link says, then as long as one likes."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from lessons.text_generation.model import branches as branching
from lessons.text_generation.model import record
from lessons.text_generation.model.branches import Branch
from lessons.text_generation.model.plans import EVERY, MOST_BRANCHES, MOST_STEPS, Plan
from rnn_core.grads import gradcheck
from rnn_core.model import Model
from rnn_core.studies import character_training
from rnn_core.studies.character_training import Corpus
from rnn_core.train import loss_and_gradient
from rnn_core.weights import flatten, unflatten

REPLAYED = EVERY + 1
"""So many of the first losses are computed again: up to the first exam after the beginning."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is trained: the text, whether it is the reader's own, the hidden units, the seed of weights and batches.

    cell: the name of the cell in `registry.CELLS`.
    """

    corpus: Corpus
    own: bool
    hidden: int
    seed: int
    cell: str = "lstm"

    @property
    def recorded(self) -> Branch | None:
        """The training that was recorded with this setting, if there is one."""
        return record.recorded_for(self.corpus, self.hidden, self.seed, self.cell)


@dataclass(frozen=True, slots=True, eq=False)
class Training:
    """The branches so far, which of them (from 0) is trained, and the plans of a link that are not reached yet."""

    branches: tuple[Branch, ...]
    current: int = 0
    ahead: tuple[Plan, ...] = ()

    @property
    def branch(self) -> Branch:
        """The branch that is trained."""
        return self.branches[self.current]

    @property
    def steps(self) -> int:
        """All steps of all branches together."""
        return sum(branch.step - branch.start for branch in self.branches)

    @property
    def untouched(self) -> bool:
        """Whether nothing was trained yet, and no link says otherwise."""
        return not self.branches[0].losses and not self.ahead

    @property
    def recorded(self) -> bool:
        """Whether the current branch is the recorded one as it was recorded."""
        return self.branch is record.recorded()

    @property
    def lagging_branch(self) -> int | None:
        """The first branch that is not as far as the link says; None if all are."""
        for number, plan in enumerate(self.ahead):
            if number >= len(self.branches) or self.branches[number].step < plan.until:
                return number
        return None

    @property
    def steps_ahead(self) -> int:
        """How many steps the link is ahead."""
        return max(sum(plan.until - plan.start for plan in self.ahead) - self.steps, 0) if self.ahead else 0

    def plans(self) -> tuple[Plan, ...]:
        """The training as a link says it."""
        return self.ahead or tuple(branch.plan() for branch in self.branches)

    def forked(self, number: int, step: int, rate: float) -> "Training | None":
        """With a new branch, which is the one trained, from a checkpoint of a branch.

        None where the weights of the checkpoint were not kept, and where there are as many branches as there may be.
        """
        branch = branching.fork(self.branches, number, step, rate)
        if branch is None or len(self.branches) >= MOST_BRANCHES:
            return None
        return replace(self, branches=(*self.branches, branch), current=len(self.branches))

    def grown(self, branch: Branch) -> "Training":
        """With ``branch`` in the place of the one that is trained."""
        found = list(self.branches)
        found[self.current] = branch
        return replace(self, branches=tuple(found))


def begun(setting: Setting, plans: tuple[Plan, ...] | None, rate: float) -> Training:
    """The training as it begins: the recorded one where there is one, else nothing, to be trained at ``rate``.

    ``plans`` of a link are ahead of it; it begins from the recorded branch where it can go on from that.
    """
    recorded = setting.recorded
    if plans is None:
        return Training((recorded or Branch(-1, rate, ()),))
    if not plans[0].until:
        return Training((Branch(-1, rate, ()),))
    if recorded and record.leads_to(recorded, plans):
        now = Training((recorded,), ahead=plans)
        return replace(now, ahead=()) if now.lagging_branch is None else now
    return Training((Branch(-1, plans[0].rate, ()),), ahead=plans)


def grow(setting: Setting, training: Training) -> Iterator[Training]:
    """The training after each further gradient step; raises loop.Diverged.

    What a link says comes first; then this ends, with nothing ahead any more. Otherwise the current branch is trained
    on, until all branches have `MOST_STEPS` together.
    """
    if not training.ahead:
        yield from _grow_branch(setting, training)
        return
    keep = {plan.start for plan in training.ahead}
    while (number := training.lagging_branch) is not None and training.steps < MOST_STEPS:
        plan = training.ahead[number]
        if number == len(training.branches):
            forked = training.forked(plan.parent, plan.start, plan.rate)
            if forked is None:
                break
            training = forked
        training = replace(training, current=number)
        for grown in _grow_branch(setting, training, keep):
            training = grown
            if training.branch.step >= plan.until:
                break
            yield training
    yield replace(training, ahead=())


def _grow_branch(setting: Setting, training: Training, keep: Container[int] = ()) -> Iterator[Training]:
    growth = branching.growth(setting.corpus, setting.hidden, setting.seed, training.branch, keep, cell=setting.cell)
    while training.steps < MOST_STEPS:
        training = training.grown(next(growth))
        yield training


def network(setting: Setting, training: Training) -> Model:
    """The network of the current branch as it is; before any training, as it was drawn."""
    if training.branch.latest:
        return training.branch.latest.model
    return character_training.start(len(setting.corpus.vocabulary), setting.hidden, setting.seed, setting.cell)


def errors(setting: Setting, training: Training) -> dict[str, float]:
    """The gradients of the network on its next batch in float64, and its first steps again."""
    model = network(setting, training)
    exact = unflatten(model, flatten(model).astype(np.float64))
    batch = setting.corpus.batch(setting.seed, training.branch.step)
    _, grads = loss_and_gradient(exact, batch)

    def loss(weights: Model) -> float:
        return loss_and_gradient(weights, batch)[0]

    found = gradcheck.directional(loss, exact, grads, np.random.default_rng(0))
    first = training.branches[0]
    if not first.losses:
        return found
    begin = Branch(-1, first.rate, ())
    growth = branching.growth(setting.corpus, setting.hidden, setting.seed, begin, cell=setting.cell)
    *_, again = islice(growth, len(first.losses[:REPLAYED]))
    apart = [abs(now / then - 1) for now, then in zip(again.losses, first.losses, strict=False)]
    found[f"loss of the first {len(again.losses)} steps, again"] = max(apart)
    for now, then in zip(again.checkpoints, first.checkpoints, strict=False):
        found[f"held-out bits after {now.step} steps, again"] = abs(now.bits / then.bits - 1)
    return found
