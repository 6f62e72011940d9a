"""What a linear readout can tell from vectors: least squares to one-hot targets, with a ridge.

    (1)  W = (X^T X + λ n I)⁻¹ X^T Y        X standardized, with a column of ones; λ = 0.001
    (2)  told = argmax_k (W^T x)_k

What it cannot tell may still be in the vector, but not along a direction. Source: Alain and Bengio,
Understanding intermediate layers using linear classifier probes (2016).
"""

import numpy as np

from rnn_core.types import Array, Tokens, check_shape

RIDGE = 1e-3


def told(vectors: Array, labels: Tokens, others: Array) -> Tokens:
    """The labels (M,) that a readout fitted to vectors (N, F) and labels (N,) gives to others."""
    check_shape("labels", labels, (len(vectors),))
    check_shape("others", others, (len(others), vectors.shape[1]))
    kinds, number = np.unique(labels, return_inverse=True)
    mean, spread = vectors.mean(0), vectors.std(0) + 1e-9
    rows = np.hstack([(vectors - mean) / spread, np.ones((len(vectors), 1))])
    penalty = RIDGE * len(rows) * np.eye(rows.shape[1])
    W = np.linalg.solve(rows.T @ rows + penalty, rows.T @ np.eye(len(kinds))[number])  # (1)
    seen = np.hstack([(others - mean) / spread, np.ones((len(others), 1))])
    answer: Tokens = kinds[(seen @ W).argmax(1)]  # (2)
    return answer


def accuracy(vectors: Array, labels: Tokens, others: Array, answers: Tokens) -> float:
    """How often the readout is right about other vectors."""
    return float((told(vectors, labels, others) == answers).mean())


def by_chance(labels: Tokens, answers: Tokens) -> float:
    """How often the most frequent label would be right."""
    kinds, counts = np.unique(labels, return_counts=True)
    return float((answers == kinds[counts.argmax()]).mean())
