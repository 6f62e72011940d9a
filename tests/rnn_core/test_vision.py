"""Convolution features: PyTorch, the folded normalization, and errors with names."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from rnn_core import vision
from rnn_core.types import Array
from rnn_core.vision import Convolution, Dense, Network
from tests.rnn_core.golden import assert_equal_to


@cache
def golden() -> dict[str, Array]:
    """The stored PyTorch numbers of vision."""
    with np.load(Path(__file__).parent / "goldens" / "sequences.npz") as file:
        prefix = "vision/"
        return {k.removeprefix(prefix): file[k] for k in file.files if k.startswith(prefix)}


def convolution(k: int) -> Convolution:
    numbers = golden()
    stride, padding = ((2, 1), (1, 0))[k]
    return Convolution(numbers[f"W{k}"], numbers[f"b{k}"], stride, padding)


def folded(k: int) -> Convolution:
    gamma, beta, mean, variance = (golden()[f"{name}{k}"] for name in ("gamma", "beta", "mean", "variance"))
    return vision.fold_batch_norm(convolution(k), gamma, beta, mean, variance)


@pytest.mark.parametrize("k", [0, 1])
def test_a_convolution_equals_pytorch(k: int) -> None:
    numbers = golden()
    images = numbers["images"] if k == 0 else numbers["map0"]
    assert_equal_to(vision.convolve(convolution(k), images), numbers[f"a{k}"])


def test_all_features_equal_pytorch_with_the_normalization_folded_in() -> None:
    numbers = golden()
    dense, last = (Dense(numbers[f"W{k}"], numbers[f"b{k}"]) for k in (6, 7))
    found = vision.features(Network((folded(0), folded(1)), dense, last), numbers["images"])
    for k in (0, 1):
        assert_equal_to(found.maps[k], numbers[f"map{k}"])
    assert_equal_to(found.vectors, numbers["vectors"])
    assert_equal_to(found.scores, numbers["scores"])


def test_a_convolution_is_the_sum_of_its_definition() -> None:
    rng = np.random.default_rng(0)
    W, b, image = rng.random((2, 3, 3, 3)), rng.random(2), rng.random((1, 3, 6, 7))
    a = vision.convolve(Convolution(W, b, stride=2, padding=1), image)
    assert a.shape == (1, 2, 3, 4)
    framed = np.pad(image, ((0, 0), (0, 0), (1, 1), (1, 1)))
    for k, r, c in np.ndindex(2, 3, 4):
        expected = b[k] + (W[k] * framed[0, :, 2 * r : 2 * r + 3, 2 * c : 2 * c + 3]).sum()
        assert a[0, k, r, c] == pytest.approx(expected, rel=1e-13)


def test_a_moved_image_gives_moved_maps() -> None:
    rng = np.random.default_rng(1)
    one = Convolution(rng.random((2, 1, 3, 3)), rng.random(2))
    image = rng.random((1, 1, 9, 9))
    moved = vision.convolve(one, np.roll(image, 1, axis=3))
    assert_equal_to(moved[..., 1:], vision.convolve(one, image)[..., :-1])


def test_images_are_seen_one_by_one_and_float32_stays() -> None:
    numbers = {name: value.astype(np.float32) for name, value in golden().items()}
    one = Convolution(numbers["W0"], numbers["b0"], 2, 1)
    both = vision.convolve(one, numbers["images"])
    assert both.dtype == np.float32
    assert_equal_to(vision.convolve(one, numbers["images"][1:2]), both[1:2], 1e-6)
    assert_equal_to(both, golden()["a0"], 1e-5)


def test_what_does_not_fit_is_named() -> None:
    one = Convolution(np.ones((2, 3, 3, 3)), np.ones(2))
    with pytest.raises(ValueError, match=r"images must have shape \(N, 3, rows, columns\)"):
        vision.convolve(one, np.ones((1, 2, 8, 8)))
    with pytest.raises(ValueError, match=r"images must be at least \(3, 3\) large, got \(2, 9\)"):
        vision.convolve(one, np.ones((1, 3, 2, 9)))
    with pytest.raises(ValueError, match=r"images must be float64 .* got float32"):
        vision.convolve(one, np.ones((1, 3, 8, 8), np.float32))
    with pytest.raises(ValueError, match="W must be finite"):
        vision.convolve(Convolution(one.W * np.nan, one.b), np.ones((1, 3, 8, 8)))
    with pytest.raises(ValueError, match=r"b must have shape \(2,\), got \(3,\)"):
        Convolution(one.W, np.ones(3))
    with pytest.raises(ValueError, match=r"W must have shape \(K, channels, rows, columns\)"):
        Convolution(np.ones((2, 3)), np.ones(2))
    with pytest.raises(ValueError, match="stride must be at least 1, got 0"):
        Convolution(one.W, one.b, stride=0)
    with pytest.raises(ValueError, match="padding must be at least 0, got -1"):
        Convolution(one.W, one.b, padding=-1)
    with pytest.raises(ValueError, match=r"mean must have shape \(2,\), got \(1,\)"):
        vision.fold_batch_norm(one, one.b, one.b, np.ones(1), one.b)
    dense = Dense(np.ones((4, 7)), np.ones(4))
    network = Network((one,), dense, dense)
    with pytest.raises(ValueError, match=r"vector must have shape \(1, 7\), got \(1, 72\)"):
        vision.features(network, np.ones((1, 3, 8, 8)))
    with pytest.raises(ValueError, match=r"W must have shape \(K, D\)"):
        Dense(np.ones(4), np.ones(4))
