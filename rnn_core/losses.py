"""How wrong the network is: the surprise at a symbol that came, or the squared distance.

    (1)  p_t = softmax(y_t)
    (2)  L_t = −log p_t[target_t]                                        nats
    (3)  L   = Σ_t m_t L_t / n,    n = Σ_t m_t                           over all T·B places
    (4)  dL/dy_t = m_t (p_t − onehot(target_t)) / n
For targets that are numbers, V of them at each place:
    (5)  L_t = Σ_k (y_tk − target_tk)² / V
    (6)  dL/dy_t = m_t 2 (y_t − target_t) / (V n)

m_t is 1 where the mask is True, else 0: padding, or a step at which nobody asks. Without a mask all
places count. Source: Goodfellow, Bengio, Courville, Deep Learning (2016), §6.2.2.3, 10.18, 5.1.2.
"""

import numpy as np

from rnn_core.activations import log_softmax_and_softmax
from rnn_core.types import Array, Tokens, check_dtype, check_shape, check_tokens, row_starts


def cross_entropy(logits: Array, targets: Tokens, mask: Array | None = None) -> tuple[float, Array]:
    """The mean loss (3) in nats and dL/dlogits (4); logits (…, V), targets and mask (…)."""
    log_p, p = log_softmax_and_softmax(logits)
    losses = pick(log_p, targets)
    return mean(losses, mask), gradient(p, targets, mask)


def pick(log_p: Array, targets: Tokens) -> Array:
    """−log_p at the targets, equation (2); log_p (…, V), targets (…)."""
    V = log_p.shape[-1]
    if not targets.size:
        raise ValueError(f"logits must have at least one step, got {log_p.shape}")
    check_shape("targets", targets, log_p.shape[:-1])
    check_tokens("targets", targets, V)
    losses: Array = -log_p.reshape(-1).take(_places(targets, V))
    return losses.reshape(targets.shape)


def squares(y: Array, targets: Array) -> Array:
    """L_t of equation (5), one for each place; y and targets (…, V)."""
    if not targets.size:
        raise ValueError(f"y must have at least one step, got {y.shape}")
    check_shape("targets", targets, y.shape)
    check_dtype("targets", targets, y.dtype)
    losses: Array = np.square(y - targets).mean(-1)
    return losses


def mean(losses: Array, mask: Array | None = None) -> float:
    """L of equation (3)."""
    if mask is None:
        return float(np.add.reduce(losses, None)) / losses.size
    n = _asked(mask, losses.shape)
    return float(np.add.reduce(losses, None, where=mask)) / n


def gradient(p: Array, targets: Tokens, mask: Array | None = None) -> Array:
    """dL/dlogits of the mean loss, equation (4); p (…, V), targets (…) as `pick` accepts them."""
    dlogits: Array = p.copy()
    dlogits.reshape(-1)[_places(targets, p.shape[-1])] -= 1
    return _shared(dlogits, mask)


def slope(y: Array, targets: Array, mask: Array | None = None) -> Array:
    """dL/dy of the mean loss, equation (6); y and targets (…, V)."""
    return _shared((y - targets) * (2 / y.shape[-1]), mask)


def _shared(d: Array, mask: Array | None) -> Array:
    """The gradients d (…, V) of the single losses as those of their mean: / n, 0 if not asked."""
    if mask is None:
        d /= d.size // d.shape[-1]
        return d
    d /= _asked(mask, d.shape[:-1])
    d[~mask] = 0
    return d


def _asked(mask: Array, shape: tuple[int, ...]) -> int:
    """The n of equation (3); ValueError unless the mask is boolean, fits, and asks somewhere."""
    check_shape("mask", mask, shape)
    check_dtype("mask", mask, np.dtype(bool))
    n = int(np.count_nonzero(mask))
    if not n:
        raise ValueError("mask must be True somewhere, got False everywhere")
    return n


def _places(targets: Tokens, n_symbols: int) -> Tokens:
    """Where the entries […, target] of an array (…, V) lie once it is flattened."""
    places: Tokens = row_starts(targets.size, n_symbols) + targets.ravel()
    return places
