"""Arrays that passes use again."""

import numpy as np
import pytest

from rnn_core import model as network
from rnn_core.model import Model
from rnn_core.readout import ReadoutParams
from rnn_core.weights import arrays, flatten, unflatten
from rnn_core.workspace import Workspace, obtain, once
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


def test_a_check_is_made_once_for_the_last_object_of_each_class_and_again_after_it_failed() -> None:
    workspace = Workspace()
    seen: list[object] = []

    def check(given: object) -> None:
        seen.append(given)
        if given == "bad":
            raise ValueError(given)

    for given in (one := [1], "word", one, one, "word", other := [1], other, one):
        once(workspace, check, given)
    assert seen == [one, "word", other, one]
    for _ in range(2):
        with pytest.raises(ValueError, match="bad"):
            once(workspace, check, "bad")
    once(None, check, one)
    assert seen[4:] == ["bad", "bad", one]


@pytest.mark.parametrize("kind", ["cell", "readout"])
def test_other_weights_are_checked_although_the_workspace_has_seen_good_ones(kind: str) -> None:
    good = random_model(np.random.default_rng(0), 3, 2)
    bad = unflatten(good, flatten(good).copy())
    arrays(getattr(bad, kind))[-1][0] = np.nan
    x, workspace = np.array([[0], [2]]), Workspace()
    network.run(good, x, workspace=workspace)
    for _ in range(2):
        with pytest.raises(ValueError, match=r"b_. must be finite everywhere, got nan at \(0,\)"):
            network.run(bad, x, workspace=workspace)
