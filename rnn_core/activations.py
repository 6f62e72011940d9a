"""Sigmoid and softmax that never overflow.

    (1)  σ(x) = 1 / (1 + e^−x) = ½ tanh(x/2) + ½
    (2)  softmax(y)_k = e^{y_k − m} / Σ_j e^{y_j − m}             m = max_j y_j
    (3)  log softmax(y)_k = (y_k − m) − log Σ_j e^{y_j − m}

Subtracting m changes nothing in exact arithmetic and keeps every exponent at or below 0.
Source: Goodfellow, Bengio, Courville, Deep Learning (2016), §3.10 and §4.1.
"""

import numpy as np

from rnn_core.types import Array


def sigmoid(x: Array) -> Array:
    """σ(x), elementwise, equation (1). Absolute error below 2e-16; exactly 0 below x = −37."""
    half: Array = np.tanh(0.5 * x)
    return 0.5 * half + 0.5


def softmax(y: Array) -> Array:
    """Probabilities along the last axis, equation (2); same shape as `y`."""
    e: Array = np.exp(y - np.maximum.reduce(y, axis=-1, keepdims=True))
    e /= np.add.reduce(e, axis=-1, keepdims=True)
    return e


def log_softmax(y: Array) -> Array:
    """Log-probabilities (nats) along the last axis, equation (3); same shape as `y`."""
    shifted: Array = y - np.maximum.reduce(y, axis=-1, keepdims=True)
    shifted -= np.log(np.add.reduce(np.exp(shifted), axis=-1, keepdims=True))
    return shifted
