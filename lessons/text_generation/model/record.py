"""The recorded training that the view *train* opens with: its losses and exams as plain data, and the branch of them.

Weights are not part of the data. Those of the beginning are made again from the seed, those of the
end are a snapshot, so that training goes on from there as if it had never stopped.
"""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from datasets import toycode_sample
from lessons.text_generation.model.branches import Branch, Checkpoint
from lessons.text_generation.model.plans import Plan
from rnn_core.loop import Snapshot
from rnn_core.model import Model
from rnn_core.studies import character_training
from rnn_core.studies.character_training import Corpus
from ui import shipped

NAME = "text_start"


def as_data(branch: Branch, hidden: int, seed: int) -> dict[str, Any]:
    """The branch as JSON-ready data, without its weights."""
    return {
        "hidden": hidden,
        "seed": seed,
        "rate": branch.rate,
        "losses": list(branch.losses),
        "checkpoints": [
            {"step": c.step, "bits": c.bits, "text": c.text, "by_kind": dict(c.by_kind)} for c in branch.checkpoints
        ],
    }


def branch_of(data: dict[str, Any], corpus: Corpus, end: Snapshot[Model]) -> Branch:
    """The branch that `as_data` described; only its first and its last checkpoint have weights."""
    loop = character_training.training(corpus, data["hidden"], data["seed"], data["rate"])
    begin = next(iter(loop))
    checkpoints = [Checkpoint(**each, snapshot=None) for each in data["checkpoints"]]
    checkpoints[0] = replace(checkpoints[0], snapshot=begin)
    checkpoints[-1] = replace(checkpoints[-1], snapshot=end)
    return Branch(-1, data["rate"], tuple(checkpoints), tuple(data["losses"]), end)


@lru_cache(maxsize=1)
def recorded() -> Branch:
    """The recorded branch; training goes on from its end with the same numbers."""
    return branch_of(shipped.measured(NAME), toycode_sample.corpus(), shipped.model(NAME))


def recorded_for(corpus: Corpus, hidden: int, seed: int, cell: str = "lstm") -> Branch | None:
    """The recorded branch if it is of this text, size, seed and cell; else None."""
    made = shipped.measured(NAME)
    same = corpus is toycode_sample.corpus() and (hidden, seed, cell) == (made["hidden"], made["seed"], "lstm")
    return recorded() if same else None


def leads_to(recorded: Branch, plans: tuple[Plan, ...]) -> bool:
    """Whether a training with these plans can go on from the recorded branch."""
    first, end = plans[0], recorded.step
    kept = {c.step for c in recorded.checkpoints if c.snapshot is not None}
    forks = (plan.start for plan in plans if plan.parent == 0)
    return first.rate == recorded.rate and first.until >= end and all(start > end or start in kept for start in forks)
