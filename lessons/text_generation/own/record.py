"""The recorded training that the view *train* opens with, where it has the recorded settings."""

from functools import lru_cache

from datasets import toycode_sample
from lessons.text_generation.model import record as char_record
from lessons.text_generation.model.history import Branch
from lessons.text_generation.model.plans import Plan
from rnn_core.studies.character_training import Corpus
from ui import shipped

NAME = "text_start"


@lru_cache(maxsize=1)
def branch() -> Branch:
    """The recorded branch; training goes on from its end with the same numbers."""
    return char_record.branch_of(shipped.measured(NAME), toycode_sample.corpus(), shipped.model(NAME))


def of(corpus: Corpus, hidden: int, seed: int) -> Branch | None:
    """The recorded branch if it is of this text, size and seed; else None."""
    made = shipped.measured(NAME)
    same = corpus is toycode_sample.corpus() and (hidden, seed) == (made["hidden"], made["seed"])
    return branch() if same else None


def leads_to(recorded: Branch, plans: tuple[Plan, ...]) -> bool:
    """Whether a training with these plans can go on from the recorded branch."""
    first, end = plans[0], recorded.step
    kept = {c.step for c in recorded.checkpoints if c.snapshot is not None}
    forks = (plan.start for plan in plans if plan.parent == 0)
    return first.rate == recorded.rate and first.until >= end and all(start > end or start in kept for start in forks)
