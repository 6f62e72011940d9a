"""The recorded training of the lesson on text: what is stored is what its recipe makes."""

import numpy as np
import pytest

from datasets import toycode_sample
from lessons.text_generation.model import branches as branching
from lessons.text_generation.model import record
from lessons.text_generation.model.plans import EVERY
from lessons.text_generation.state import TextGeneration
from training import text_start
from ui import shipped

SAME = 1e-4
"""Relative; other processors add in another order, in float32."""


def test_the_stored_losses_and_exams_are_those_of_the_recipe() -> None:
    said: list[str] = []
    again, stored = text_start.recorded(EVERY, said.append), record.recorded()
    assert len(said) == 1
    assert again.losses == pytest.approx(stored.losses[: EVERY + 1], rel=SAME)
    for now, then in zip(again.checkpoints, stored.checkpoints, strict=False):
        assert now.bits == pytest.approx(then.bits, rel=SAME)
        assert now.by_kind == pytest.approx(dict(then.by_kind), rel=SAME)


def test_the_stored_weights_reach_the_stored_exam_and_write_the_stored_line() -> None:
    last = record.recorded().checkpoints[-1]
    assert last.snapshot is not None
    found = branching.examined(toycode_sample.corpus(), last.snapshot)
    assert found.bits == pytest.approx(last.bits, rel=SAME)
    assert found.by_kind == pytest.approx(dict(last.by_kind), rel=SAME)
    assert found.text == last.text


def test_it_is_the_training_that_the_page_opens_with() -> None:
    made = shipped.measured(record.NAME)
    state = TextGeneration()
    assert (made["hidden"], made["seed"], made["rate"]) == (state.size, state.seed, state.rate)
    assert record.recorded().step == text_start.STEPS
    assert np.isfinite(made["losses"]).all()


def test_the_card_tells_what_is_stored() -> None:
    made = shipped.measured(record.NAME)
    text = text_start.card(made, 4, 33_011)
    stored = (shipped.MODELS / "text_start.md").read_text(encoding="utf-8")
    assert text.splitlines()[5:] == stored.splitlines()[5:]
