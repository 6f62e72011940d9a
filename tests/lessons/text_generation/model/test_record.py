"""A recorded training: as plain data, made a branch again, and gone on from."""

import json
from itertools import islice

import pytest

from datasets import toycode_sample
from lessons.text_generation.model import branches as branching
from lessons.text_generation.model import plans, record
from lessons.text_generation.model.branches import Branch
from lessons.text_generation.model.plans import EVERY
from rnn_core.studies.character_training import Corpus

CORPUS = Corpus.of("one two three four five six seven eight nine ten. " * 30)


def grown(branch: Branch, steps: int) -> Branch:
    *_, last = islice(branching.growth(CORPUS, 6, 1, branch), steps)
    return last


def test_a_recorded_training_goes_on_with_the_bits_of_one_that_never_stopped() -> None:
    whole = grown(Branch(-1, 0.02, ()), 2 * EVERY + 4)
    half = grown(Branch(-1, 0.02, ()), 2 * EVERY + 1)
    assert half.latest is not None
    data = json.loads(json.dumps(record.as_data(half, 6, 1)))
    again = record.branch_of(data, CORPUS, half.latest)
    assert again.plan() == half.plan()
    assert grown(again, 3).losses == whole.losses


def test_its_beginning_and_its_end_have_weights() -> None:
    half = grown(Branch(-1, 0.02, ()), 2 * EVERY + 1)
    assert half.latest is not None
    again = record.branch_of(record.as_data(half, 6, 1), CORPUS, half.latest)
    assert [c.snapshot is not None for c in again.checkpoints] == [True, False, True]
    fork = branching.fork((again,), 0, 0, 0.02)
    assert fork is not None
    assert grown(fork, 5).losses == half.losses[1:6]
    assert [(c.bits, c.text, c.by_kind) for c in again.checkpoints] == [
        (c.bits, c.text, c.by_kind) for c in half.checkpoints
    ]


@pytest.mark.parametrize(
    ("trained", "leads"),
    [
        ("0:400@0.01", True),
        ("0:500@0.01_1-450:500@0.05", True),
        ("0:400@0.01_1-400:500@0.05", True),
        ("0:400@0.01_1-0:50@0.05", True),
        ("0:400@0.01_1-200:500@0.05", False),
        ("0:399@0.01", False),
        ("0:400@0.02", False),
        ("0:0@0.01", False),
    ],
)
def test_it_stands_for_plans_that_pass_its_end_and_fork_where_weights_are_kept(trained: str, leads: bool) -> None:
    found = plans.parse(trained)
    assert found is not None
    assert record.leads_to(record.recorded(), found) == leads


def test_it_is_of_its_own_text_size_and_seed_only() -> None:
    sample = toycode_sample.corpus()
    assert record.recorded_for(sample, 64, 1) is record.recorded()
    assert record.recorded_for(sample, 32, 1) is None
    assert record.recorded_for(sample, 64, 2) is None
    assert record.recorded_for(Corpus.of("another text " * 30), 64, 1) is None
