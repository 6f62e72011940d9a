"""The proof of a training on the page: its gradients, and that it can be repeated."""

from itertools import islice

import numpy as np

from lessons.text_generation.model import history as char_history
from lessons.text_generation.model.plans import EVERY
from lessons.text_generation.own import training as own_training
from lessons.text_generation.own.held import Held
from rnn_core.grads import gradcheck
from rnn_core.model import Model
from rnn_core.train import loss_and_gradient
from rnn_core.weights import flatten, unflatten
from ui import page as lesson

REPLAYED = EVERY + 1
"""So many of the first losses are computed again: up to the first exam after the beginning."""


def errors(held: Held) -> dict[str, float]:
    """The gradients of the network on its next batch in float64, and its first steps again."""
    setting, model = held.setting, own_training.start(held)
    exact = unflatten(model, flatten(model).astype(np.float64))
    batch = setting.corpus.batch(setting.seed, held.branch.step)
    _, grads = loss_and_gradient(exact, batch)

    def loss(weights: Model) -> float:
        return loss_and_gradient(weights, batch)[0]

    found = gradcheck.directional(loss, exact, grads, np.random.default_rng(0))
    first = held.branches[0]
    if not first.losses:
        return found
    empty = char_history.Branch(-1, first.rate, ())
    growth = char_history.growth(setting.corpus, setting.hidden, setting.seed, empty)
    *_, again = islice(growth, len(first.losses[:REPLAYED]))
    apart = [abs(now / then - 1) for now, then in zip(again.losses, first.losses, strict=False)]
    found[f"loss of the first {len(again.losses)} steps, again"] = max(apart)
    for now, then in zip(again.checkpoints, first.checkpoints, strict=False):
        found[f"held-out bits after {now.step} steps, again"] = abs(now.bits / then.bits - 1)
    return found


def prove(held: Held) -> None:
    """The line that checks the gradients of the training, and that it can be repeated."""
    lesson.proof(
        lambda: errors(held),
        "every gradient agrees with finite differences, and the training repeats",
        of="what",
        how=f"{lesson.FINITE_DIFFERENCES} Training computes in float32, this check in float64. The "
        "first steps are trained again from the seed and compared.",
    )
