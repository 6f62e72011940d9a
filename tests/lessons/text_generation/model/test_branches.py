"""Branches of a training: checkpoints, forks, bounded memory."""

from collections.abc import Container
from itertools import islice, pairwise

from lessons.text_generation.model import branches as branching
from lessons.text_generation.model.branches import MOST_KEPT, Branch
from lessons.text_generation.model.plans import EVERY
from rnn_core.studies.character_training import Corpus

CORPUS = Corpus.of("one two three four five six seven eight nine ten. " * 30)


def grown(branch: Branch, steps: int, keep: Container[int] = ()) -> Branch:
    *_, last = islice(branching.growth(CORPUS, 6, 1, branch, keep), steps)
    return last


def test_a_checkpoint_comes_every_so_many_steps_with_exam_and_text() -> None:
    branch = grown(Branch(-1, 0.02, ()), 2 * EVERY + 2)
    assert branch.step == 2 * EVERY + 1
    assert [c.step for c in branch.checkpoints] == [0, EVERY, 2 * EVERY]
    assert branch.checkpoints[-1].bits < branch.checkpoints[0].bits
    assert all(len(c.text) == branching.SAMPLE for c in branch.checkpoints)


def test_growth_goes_on_with_the_same_bits_after_a_pause() -> None:
    whole = grown(Branch(-1, 0.02, ()), 12)
    half = grown(Branch(-1, 0.02, ()), 5)
    assert grown(half, 7).losses == whole.losses


def test_a_fork_with_the_same_rate_repeats_its_parent_and_another_rate_does_not() -> None:
    parent = grown(Branch(-1, 0.02, ()), EVERY + 11)
    same = branching.fork((parent,), 0, EVERY, 0.02)
    other = branching.fork((parent,), 0, EVERY, 0.05)
    assert same is not None
    assert other is not None
    assert same.start == same.step == EVERY
    assert grown(same, 10).losses == parent.losses[EVERY + 1 :]
    assert grown(other, 10).losses != parent.losses[EVERY + 1 :]


def test_weights_are_kept_for_few_checkpoints_spread_over_the_branch() -> None:
    branch = grown(Branch(-1, 0.02, ()), (2 * MOST_KEPT + 1) * EVERY + 1)
    kept = [c.step for c in branch.checkpoints if c.snapshot is not None]
    assert len(branch.checkpoints) == 2 * MOST_KEPT + 2
    assert len(kept) == MOST_KEPT
    assert kept[0] == 0
    assert kept[-1] == branch.step
    assert max(b - a for a, b in pairwise(kept)) <= branch.step / 2
    dropped = next(c.step for c in branch.checkpoints if c.snapshot is None)
    assert branching.fork((branch,), 0, dropped, 0.1) is None


def test_the_weights_that_a_fork_will_need_are_kept() -> None:
    branch = grown(Branch(-1, 0.02, ()), (MOST_KEPT + 4) * EVERY + 1, keep={EVERY})
    assert branching.fork((branch,), 0, EVERY, 0.1) is not None
