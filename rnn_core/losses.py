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
    return float(pick(log_p, targets).mean()), gradient(np.exp(log_p), targets)


def per_step(logits: Array, targets: Tokens) -> Array:
    """L_t of equation (2) in nats, shaped like `targets`: (T, B) for logits (T, B, V)."""
    return pick(log_softmax(logits), targets)


def pick(log_p: Array, targets: Tokens) -> Array:
    """−log_p at the targets, equation (2); log_p (…, V), targets (…)."""
    index = _flat_index(log_p, targets)
    losses: Array = -log_p.ravel().take(index).reshape(targets.shape)
    return losses


def gradient(p: Array, targets: Tokens) -> Array:
    """dL/dlogits of the mean loss, equation (4); p (…, V), targets (…)."""
    index = _flat_index(p, targets)
    dlogits: Array = p * (1 / targets.size)
    dlogits.reshape(-1)[index] -= 1 / targets.size
    return dlogits


def _flat_index(values: Array, targets: Tokens) -> Tokens:
    """Where value[…, target] lies in the flattened array."""
    V = values.shape[-1]
    check_shape("targets", targets, values.shape[:-1])
    check_tokens("targets", targets, V)
    return np.arange(0, values.size, V) + targets.ravel()
