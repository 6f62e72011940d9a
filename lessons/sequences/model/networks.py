"""A network for each tiny task: drawn from a seed, trained in a tenth of a second, scored and counted.

(1)  shared    Σ_W size(W)                       the same for any length of the sequence
(2)  unshared  Σ_W size(W) · copies of W         each arrow of the unrolled drawing its own
"""

from functools import lru_cache
from itertools import islice

import numpy as np

from lessons.sequences.model import wirings
from lessons.sequences.model.tasks import TASKS
from lessons.sequences.model.wirings import Examples, Network, Run, Wiring
from rnn_core.grads import gradcheck
from rnn_core.loop import Loop
from rnn_core.optim import Adam
from rnn_core.weights import named

HIDDEN = 4
MOST_STEPS, RATE, ENOUGH = 300, 0.06, 0.03
"""Training ends after so many steps, or before that with a loss below ``ENOUGH``."""


def drawn(wiring: Wiring, seed: int) -> Network:
    """Normally distributed weights that depend on wiring and seed only; biases 0."""
    task = TASKS[wiring]
    rng = np.random.default_rng([seed, *map(ord, wiring)])
    W_x = 0.8 * rng.standard_normal((HIDDEN, len(task.rows)))
    W_hy = 0.5 * rng.standard_normal((len(task.outputs), HIDDEN))
    W, W_2 = 0.5 * rng.standard_normal((2, HIDDEN, HIDDEN))
    b, b_y = np.zeros(HIDDEN), np.zeros(len(task.outputs))
    if wiring == "one-one":
        return Network(W_xh=W_x, b_h=b, W_hy=W_hy, b_y=b_y)
    if wiring == "seq2seq":
        return Network(W_xs=W_x, W_ss=W, b_s=b, W_hh=W_2, b_h=b, W_hy=W_hy, b_y=b_y)
    return Network(W_xh=W_x, W_hh=W, b_h=b, W_hy=W_hy, b_y=b_y)


@lru_cache(maxsize=64)
def trained(wiring: Wiring, seed: int) -> Network:
    """The drawn network after training with Adam on all that its task knows."""
    known = TASKS[wiring].examples(TASKS[wiring].known)

    def objective(network: Network, batch: Examples) -> tuple[float, Network]:
        forward = wirings.run(wiring, network, batch)
        return forward.loss, wirings.backward(forward)

    loop = Loop(drawn(wiring, seed), lambda _: known, objective, Adam(RATE))
    for snapshot in islice(loop, MOST_STEPS):
        if snapshot.loss < ENOUGH:
            break
    network: Network = snapshot.model
    return network


def score(wiring: Wiring, network: Network) -> tuple[int, int]:
    """How many sequences of the training are answered without a mistake, and of how many."""
    run = wirings.run(wiring, network, TASKS[wiring].examples(TASKS[wiring].known))
    right = (run.y.argmax(-1) == run.examples.targets) | ~run.examples.mask
    return int(right.all(0).sum()), right.shape[1]


def used(wiring: Wiring, n_read: int, n_written: int) -> dict[str, int]:
    """How often each set of weights is used when T_x steps are read and T_y written."""
    if wiring == "seq2seq":
        encoder = {"W_xs": n_read, "W_ss": n_read - 1, "b_s": n_read}
        return encoder | dict.fromkeys(("W_hh", "b_h", "W_hy", "b_y"), n_written)
    n_states = max(n_read, n_written)
    copies = {"W_xh": n_read, "b_h": n_states, "W_hy": n_written, "b_y": n_written}
    return copies if wiring == "one-one" else copies | {"W_hh": n_states - 1}


def unshared(wiring: Wiring, network: Network, n_read: int, n_written: int) -> int:
    """Equation (2): how many numbers there would be if each copy had weights of its own."""
    copies = used(wiring, n_read, n_written)
    return sum(copies[name] * array.size for name, array in named(network).items())


def gradient_errors(run: Run) -> dict[str, float]:
    """The relative errors of the gradients of the run's loss, by matrix."""

    def loss(other: Network) -> float:
        return wirings.run(run.wiring, other, run.examples).loss

    return gradcheck.directional(loss, run.network, wirings.backward(run), np.random.default_rng(0))
