"""Softmax and cross-entropy: how surprised the network is by the symbol that really came.

    (1)  p_t = softmax(y_t)
    (2)  L_t = −log p_t[target_t]                                        nats
    (3)  L   = mean of L_t over all T·B places
    (4)  dL/dy_t = (p_t − onehot(target_t)) / (T·B)

Source: Goodfellow, Bengio, Courville, Deep Learning (2016), §6.2.2.3 and 10.18.
"""

import numpy as np

from rnn_core.activations import log_softmax
from rnn_core.types import Array, Tokens, check_shape, check_tokens


def cross_entropy(logits: Array, targets: Tokens) -> tuple[float, Array]:
    """The mean loss (3) in nats and dL/dlogits (4); logits (…, V), targets (…)."""
    log_p = log_softmax(logits)
    losses = pick(log_p, targets)
    return mean(losses), gradient(np.exp(log_p), targets)


def per_step(logits: Array, targets: Tokens) -> Array:
    """L_t of equation (2) in nats, shaped like `targets`: (T, B) for logits (T, B, V)."""
    return pick(log_softmax(logits), targets)


def pick(log_p: Array, targets: Tokens) -> Array:
    """−log_p at the targets, equation (2); log_p (…, V), targets (…)."""
    V = log_p.shape[-1]
    if not targets.size:
        raise ValueError(f"logits must have at least one step, got {log_p.shape}")
    check_shape("targets", targets, log_p.shape[:-1])
    check_tokens("targets", targets, V)
    losses: Array = -log_p.ravel().take(_places(targets, V))
    return losses.reshape(targets.shape)


def mean(losses: Array) -> float:
    """L of equation (3)."""
    return float(np.add.reduce(losses, None)) / losses.size


def gradient(p: Array, targets: Tokens) -> Array:
    """dL/dlogits of the mean loss, equation (4); p (…, V), targets (…) as `pick` accepts them."""
    dlogits: Array = p.copy()
    dlogits.reshape(-1)[_places(targets, p.shape[-1])] -= 1
    dlogits /= targets.size
    return dlogits


def _places(targets: Tokens, n_symbols: int) -> Tokens:
    """Where the entries […, target] of an array (…, V) lie once it is flattened."""
    places: Tokens = np.arange(0, targets.size * n_symbols, n_symbols) + targets.ravel()
    return places
