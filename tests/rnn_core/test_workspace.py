"""Arrays that passes use again."""

import numpy as np
import pytest

from rnn_core import model as network
from rnn_core.model import Model
from rnn_core.readout import ReadoutParams
from rnn_core.weights import flatten
from rnn_core.workspace import Workspace, obtain
from tests.rnn_core.golden import random_model
from tests.rnn_core.stacks import random_lstm


def test_the_same_sizes_give_the_same_object_and_others_another() -> None:
    workspace = Workspace()
    first = workspace.get(np.zeros, (2, 3))
    assert workspace.get(np.zeros, (2, 3)) is first
    assert workspace.get(np.zeros, (3, 2)) is not first
    assert workspace.part(1).get(np.zeros, (2, 3)) is not first
    assert workspace.part(1) is workspace.part(1)
    assert obtain(None, np.zeros, 2) is not obtain(None, np.zeros, 2)


def test_many_sizes_do_not_fill_the_memory() -> None:
    workspace = Workspace()
    first = workspace.get(np.zeros, 1)
    for size in range(2, 40):
        workspace.get(np.zeros, size)
    assert workspace.get(np.zeros, 1) is not first


@pytest.mark.parametrize("kind", ["rnn", "lstm"])
@pytest.mark.parametrize("B", [1, 3])
def test_training_with_a_workspace_has_the_same_bits(kind: str, B: int) -> None:
    rng = np.random.default_rng(0)
    model = random_model(rng, 5, 4)
    if kind == "lstm":
        model = Model(random_lstm(rng, 5, 4), ReadoutParams(model.readout.W_hy, model.readout.b_y))
    workspace = Workspace()
    for _ in range(3):
        x, targets = rng.integers(5, size=(2, 6, B))
        fresh = network.backward(network.run(model, x, targets))
        run = network.run(model, x, targets, workspace=workspace)
        reused = network.backward(run, workspace=workspace)
        assert np.array_equal(flatten(fresh.model), flatten(reused.model))
