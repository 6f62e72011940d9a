"""What is seen of a clip: small gray frames, flow, features of both networks."""

import numpy as np
import pytest

from lessons.video_to_text.model.clip_features import (
    SMOOTHING,
    WINDOW,
    ClipFeatures,
    FeatureNetworks,
    clip_features,
    small_gray,
)
from rnn_core import flow, vision
from rnn_core.types import Array
from rnn_core.vision import Convolution, Dense, Network


def network(channels: int, size: int, rng: np.random.Generator) -> Network:
    """One convolution with a stride of two, five features, three names."""
    filters = Convolution(rng.standard_normal((4, channels, 3, 3)), np.zeros(4), 2, 1)
    dense = Dense(rng.standard_normal((5, 4 * (size // 2) ** 2)), np.zeros(5))
    return Network((filters,), dense, Dense(rng.standard_normal((3, 5)), np.zeros(3)))


def seen(rng: np.random.Generator) -> tuple[FeatureNetworks, Array, ClipFeatures]:
    frames = rng.integers(0, 256, (4, 16, 16, 3), np.uint8)
    networks = FeatureNetworks(network(3, 16, rng), network(2, 8, rng))
    return networks, frames, clip_features(networks, frames)


def test_the_features_are_those_of_both_networks_side_by_side() -> None:
    networks, frames, found = seen(np.random.default_rng(0))
    rgb = vision.features(networks.rgb, np.moveaxis(frames, 3, 1) / 127.5 - 1).vectors
    moved = vision.features(networks.flow, np.moveaxis(found.flow, 3, 1)).vectors
    np.testing.assert_allclose(found.vectors("rgb"), rgb)
    np.testing.assert_allclose(found.vectors("flow"), moved)
    np.testing.assert_array_equal(found.vectors("both"), np.hstack([rgb, moved]))
    with pytest.raises(ValueError, match="inputs must be one of rgb, flow, both, got 'all'"):
        found.vectors("all")


def test_the_first_frame_takes_the_flow_of_the_second() -> None:
    _, _, found = seen(np.random.default_rng(1))
    assert found.flow.shape == (4, 8, 8, 2)
    np.testing.assert_array_equal(found.flow[0], found.flow[1])
    alone = flow.optical_flow(found.gray[1:3], WINDOW, SMOOTHING)
    np.testing.assert_allclose(found.flow[2], alone[0])


def test_a_small_frame_is_the_mean_of_means() -> None:
    frames = np.random.default_rng(2).integers(0, 256, (1, 8, 8, 3), np.uint8)
    bright = flow.gray(frames.astype(float))[0]
    middle = bright[0:6, 2:8].mean()  # 3 × 3 small pixels around (1, 2), 2 × 2 pixels each
    assert small_gray(frames)[0, 1, 2] == pytest.approx(middle)
    even = np.full((2, 8, 8, 3), 90, np.uint8)
    np.testing.assert_allclose(small_gray(even), 90)
    with pytest.raises(ValueError, match="frames must have shape"):
        small_gray(np.zeros((2, 7, 8, 3), np.uint8))
