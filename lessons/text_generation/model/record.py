"""A training that was recorded: its losses and exams as plain data, and the branch made of them.

Weights are not part of the data. Those of the beginning are made again from the seed, those of the
end are a snapshot, so that training goes on from there as if it had never stopped.
"""

from dataclasses import replace
from typing import Any

from lessons.text_generation.model.history import Branch, Checkpoint
from rnn_core.loop import Snapshot
from rnn_core.model import Model
from rnn_core.studies import character_training as char_training
from rnn_core.studies.character_training import Corpus


def told(branch: Branch, hidden: int, seed: int) -> dict[str, Any]:
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
    """The branch that `told` described; only its first and its last checkpoint have weights."""
    loop = char_training.training(corpus, data["hidden"], data["seed"], data["rate"])
    begin = next(iter(loop))
    checkpoints = [Checkpoint(**each, snapshot=None) for each in data["checkpoints"]]
    checkpoints[0] = replace(checkpoints[0], snapshot=begin)
    checkpoints[-1] = replace(checkpoints[-1], snapshot=end)
    return Branch(-1, data["rate"], tuple(checkpoints), tuple(data["losses"]), end)
