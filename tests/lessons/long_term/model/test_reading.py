"""What a network makes of one sequence, and how much of a gradient arrives at each step."""

import numpy as np
import pytest

from lessons.long_term.model import reading as reading_of
from rnn_core.cells import protocol as cells
from rnn_core.studies.lag_trial import STARTS, TASKS, Trial, draw


@pytest.mark.parametrize("cell", STARTS)
@pytest.mark.parametrize("task", TASKS)
def test_a_reading_marks_the_clues_and_says_what_the_network_says(task: str, cell: str) -> None:
    trial = Trial(task, 8, cell, STARTS[cell][0], 0.01, 1, 10)
    reading = reading_of.read(trial, draw(trial), 1)
    y, x = reading.run.y[:, 0], reading.run.x[:, 0]
    assert len(reading.clues) == (1 if task == "first" else 2)
    if task == "adding":
        assert reading.target == pytest.approx(sum(x[t - 1, 0] for t in reading.clues))
        np.testing.assert_array_equal(reading.answers, y[:, 0])
    else:
        np.testing.assert_array_equal(reading.answers, y.argmax(-1))
        np.testing.assert_array_equal(reading.belief, reading.run.p[:, 0, int(reading.target)])
    if task == "order":
        assert reading.target == 2 * x[reading.clues[0] - 1] + x[reading.clues[1] - 1]


@pytest.mark.parametrize("cell", STARTS)
def test_the_share_that_arrives_is_that_of_back_propagation(cell: str) -> None:
    trial = Trial("first", 12, cell, STARTS[cell][0], 0.01, 1, 10)
    network = draw(trial)
    reading = reading_of.read(trial, network, 3)
    T, H = reading.steps, network.cell.n_hidden
    dh = np.zeros((T, 1, H))
    dh[-1] = 1 / np.sqrt(H)
    grads = cells.backward(network.cell, reading.run.trace, dh)
    d = (grads.C if cell == "lstm" else grads.h)[1:, 0]
    norms = np.linalg.norm(d, axis=-1)
    np.testing.assert_allclose(10**reading.log10_share, norms / norms[-1], rtol=1e-9)


def test_all_networks_of_a_task_read_the_same_sequences() -> None:
    trials = [Trial("order", 8, cell, STARTS[cell][0], 0.01, seed, 10)
              for cell in STARTS for seed in (1, 2)]  # fmt: skip
    inputs = [reading_of.read(trial, draw(trial), 4).run.x for trial in trials]
    for x in inputs[1:]:
        np.testing.assert_array_equal(x, inputs[0])
    other = reading_of.read(trials[0], draw(trials[0]), 5).run.x
    assert other.shape != inputs[0].shape or (other != inputs[0]).any()
