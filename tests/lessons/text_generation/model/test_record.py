"""A recorded training: told as plain data, made a branch again, and gone on from."""

import json
from itertools import islice

from lessons.text_generation.model import history as char_history
from lessons.text_generation.model import record as char_record
from lessons.text_generation.model.history import Branch
from lessons.text_generation.model.plans import EVERY
from rnn_core.studies.character_training import Corpus

CORPUS = Corpus.of("one two three four five six seven eight nine ten. " * 30)


def grown(branch: Branch, steps: int) -> Branch:
    *_, last = islice(char_history.growth(CORPUS, 6, 1, branch), steps)
    return last


def test_a_recorded_training_goes_on_with_the_bits_of_one_that_never_stopped() -> None:
    whole = grown(Branch(-1, 0.02, ()), 2 * EVERY + 4)
    half = grown(Branch(-1, 0.02, ()), 2 * EVERY + 1)
    assert half.latest is not None
    data = json.loads(json.dumps(char_record.told(half, 6, 1)))
    again = char_record.branch_of(data, CORPUS, half.latest)
    assert again.plan() == half.plan()
    assert grown(again, 3).losses == whole.losses


def test_its_beginning_and_its_end_have_weights() -> None:
    half = grown(Branch(-1, 0.02, ()), 2 * EVERY + 1)
    assert half.latest is not None
    again = char_record.branch_of(char_record.told(half, 6, 1), CORPUS, half.latest)
    assert [c.snapshot is not None for c in again.checkpoints] == [True, False, True]
    fork = char_history.fork((again,), 0, 0, 0.02)
    assert fork is not None
    assert grown(fork, 5).losses == half.losses[1:6]
    assert [(c.bits, c.text, c.by_kind) for c in again.checkpoints] == [
        (c.bits, c.text, c.by_kind) for c in half.checkpoints
    ]
