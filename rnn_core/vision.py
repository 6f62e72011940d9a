"""What a convolution network tells a recurrent one about an image; forward only.

    (1)  a_k[r, c] = b_k + Σ_j Σ_u Σ_v W[k, j, u, v] map_j[s r + u − P, s c + v − P]
                             channels j of a map with a margin of P zeros, stride s
    (2)  map_k = max(a_k, 0)
    (3)  W ← W g,  b ← (b − μ) g + β,  g = γ / √(σ² + ε)      batch normalization folded in
    (4)  vector = max(W_6 · (all maps in one column) + b_6, 0)
    (5)  scores = W_7 vector + b_7                            the last fully connected layer

The vector of (4), before the last layer, is the image's message to the language model: Karpathy and
Fei-Fei (2015); Vinyals et al., Show and Tell (2015). (1): Goodfellow, Bengio, Courville, Deep
Learning (2016), 9.8; (3): Ioffe and Szegedy (2015). Images and maps are (N, channels, rows,
columns). The optical flow between images is in `flow`.
"""

from dataclasses import dataclass

import numpy as np

from rnn_core.flow import gray, optical_flow
from rnn_core.types import Array, check_dtype, check_finite, check_shape

__all__ = ["Convolution", "Dense", "Features", "Network", "convolve", "features", "fold_batch_norm"]
__all__ += ["gray", "optical_flow"]


@dataclass(frozen=True, slots=True, eq=False)
class Convolution:
    """The filters of equation (1): W (K, channels, height, width), b (K,)."""

    W: Array
    b: Array
    stride: int = 1
    padding: int = 0

    def __post_init__(self) -> None:
        """ValueError unless the shapes fit together and the settings make sense."""
        if self.W.ndim != 4:
            raise ValueError(f"W must have shape (K, channels, rows, columns), got {self.W.shape}")
        check_shape("b", self.b, self.W.shape[:1])
        check_dtype("b", self.b, self.W.dtype)
        if self.stride < 1:
            raise ValueError(f"stride must be at least 1, got {self.stride}")
        if self.padding < 0:
            raise ValueError(f"padding must be at least 0, got {self.padding}")


@dataclass(frozen=True, slots=True, eq=False)
class Dense:
    """A fully connected layer: W (K, D), b (K,)."""

    W: Array
    b: Array

    def __post_init__(self) -> None:
        """ValueError unless the shapes fit together."""
        if self.W.ndim != 2:
            raise ValueError(f"W must have shape (K, D), got {self.W.shape}")
        check_shape("b", self.b, self.W.shape[:1])
        check_dtype("b", self.b, self.W.dtype)


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Convolutions one after the other, then equations (4) and (5)."""

    convolutions: tuple[Convolution, ...]
    dense: Dense
    last: Dense


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """Everything a network saw in N images.

    maps: after each convolution, (N, K, rows, columns). vectors: (N, F). scores: (N, classes).
    """

    maps: tuple[Array, ...]
    vectors: Array
    scores: Array


def features(network: Network, images: Array) -> Features:
    """All maps, vectors and scores of images (N, channels, rows, columns)."""
    maps = [images]
    for convolution in network.convolutions:
        maps.append(np.maximum(convolve(convolution, maps[-1]), 0))  # (2)
    column = maps[-1].reshape(len(images), -1)
    vectors: Array = np.maximum(_connect(network.dense, column), 0)  # (4)
    return Features(tuple(maps[1:]), vectors, _connect(network.last, vectors))  # (5)


def convolve(convolution: Convolution, images: Array) -> Array:
    """Equation (1): (N, K, rows, columns) from images (N, channels, rows, columns)."""
    W, margin, s = convolution.W, convolution.padding, convolution.stride
    if images.ndim != 4 or images.shape[1] != W.shape[1] or 0 in images.shape:
        raise ValueError(f"images must have shape (N, {W.shape[1]}, rows, columns), none of them 0")
    if min(np.subtract(images.shape[2:], W.shape[2:])) + 2 * margin < 0:
        raise ValueError(f"images must be at least {W.shape[2:]} large, got {images.shape[2:]}")
    check_dtype("images", images, W.dtype)
    check_finite("W", W)
    check_finite("b", convolution.b)
    framed = np.pad(images, ((0, 0), (0, 0), (margin, margin), (margin, margin)))
    windows = np.lib.stride_tricks.sliding_window_view(framed, W.shape[2:], axis=(2, 3))
    columns = windows[:, :, ::s, ::s].transpose(0, 1, 4, 5, 2, 3)
    n, rows, across = len(images), *columns.shape[4:]
    found: Array = W.reshape(len(W), -1) @ columns.reshape(n, -1, rows * across)
    found += convolution.b[:, np.newaxis]  # (1)
    return found.reshape(n, len(W), rows, across)


def fold_batch_norm(
    convolution: Convolution, gamma: Array, beta: Array, mean: Array, variance: Array, epsilon: float = 1e-5
) -> Convolution:
    """The convolution that does the normalization of a trained network too, equation (3)."""
    W, b = convolution.W, convolution.b
    given = {"gamma": gamma, "beta": beta, "mean": mean, "variance": variance}
    for name, statistic in given.items():
        check_shape(name, statistic, b.shape)
    g = gamma / np.sqrt(variance + epsilon)
    folded = W * g[:, np.newaxis, np.newaxis, np.newaxis], (b - mean) * g + beta
    return Convolution(*folded, convolution.stride, convolution.padding)


def _connect(dense: Dense, rows: Array) -> Array:
    """W row + b for each row; ValueError unless they fit."""
    check_shape("vector", rows, (len(rows), dense.W.shape[1]))
    check_finite("W", dense.W)
    check_finite("b", dense.b)
    result: Array = rows @ dense.W.T + dense.b
    return result
