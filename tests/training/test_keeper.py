"""The shipped keeper is what its card says, and its training's gradient is right."""

import re
from itertools import islice

import numpy as np

from rnn_core import store, weights
from rnn_core.grads.gradcheck import directional
from rnn_core.loop import Loop
from rnn_core.model import run
from rnn_core.optim import Adam
from rnn_core.studies.clamped_run import saturation
from rnn_core.studies.store_recall_task import Keep
from rnn_core.task import score
from training import keeper

CARD = (keeper.MODELS / "keeper.md").read_text(encoding="utf-8")


def test_the_card_s_accuracy_and_saturation_are_those_of_the_shipped_network() -> None:
    model = store.load(keeper.MODELS / "keeper.npz")
    test = Keep(keeper.HELD_OUT_LAG).batch(np.random.default_rng(0), 2000)
    found = run(model, test.x)
    assert f"{score(test, found.y):.1%} have every answer right" in " ".join(CARD.split())
    shut, wide = saturation(found.trace.f[test.mask][:, 0])
    assert f"f[1] {shut:.0%} and {wide:.0%}" in CARD
    assert f"{weights.count(model)} weights" in CARD


def test_the_objective_s_gradient_agrees_with_finite_differences() -> None:
    model, batch = keeper.start(1), keeper.noisy(np.random.default_rng(0))
    _, gradient = keeper.objective(model, batch)
    errors = directional(lambda w: keeper.objective(w, batch)[0], model, gradient, np.random.default_rng(0))
    assert max(errors["cell.W"], errors["cell.b"]) < 1e-7


def test_training_lowers_the_loss_and_never_learns_the_score_of_nothing() -> None:
    loop = Loop(keeper.start(1), lambda _: keeper.noisy(np.random.default_rng(3)),
                keeper.objective, Adam(keeper.RATE))  # fmt: skip
    snapshots = list(islice(loop, 40))
    assert snapshots[-1].loss < snapshots[0].loss
    readout = snapshots[-1].model.readout
    assert not readout.W_hy[-1].any()
    np.testing.assert_array_equal(readout.b_y, [0, 0, keeper.SILENCE])


def test_the_card_names_every_seed_and_the_one_shipped() -> None:
    assert re.search(rf"{keeper.SEEDS[0]} to {keeper.SEEDS[-1]} were trained alike", CARD)
    assert re.search(r"seed \d+, has the smallest loss", CARD)
