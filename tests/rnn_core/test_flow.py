"""Optical flow: known motions of smooth images, and the limits."""

from collections.abc import Callable

import numpy as np
import pytest

from rnn_core.flow import gray, optical_flow
from rnn_core.types import Array

Field = Callable[[Array, Array], tuple[Array, Array]]
INNER = slice(6, -6)


def texture(x: Array, y: Array) -> Array:
    """A smooth image with structure in twelve directions, brightness about 0 … 255."""
    total = np.full_like(x, 120.0)
    for k in range(12):
        angle, frequency = np.pi * k / 12, 0.35 + 0.02 * (5 * k % 12)
        along = np.cos(angle) * x + np.sin(angle) * y
        total += 20 * np.sin(frequency * along + k * k)
    return total


def errors(flow: Array, u: Array, v: Array) -> Array:
    """How far the inner flow is from the true one, in pixels."""
    distance: Array = np.hypot(flow[..., 0] - u, flow[..., 1] - v)
    return distance[..., INNER, INNER]


def clip(field: Field, n: int = 3, size: int = 40) -> Array:
    """Frames of the texture carried along a flow that is constant in time."""
    y, x = np.mgrid[:size, :size] - (size - 1) / 2
    frames = []
    for _ in range(n):
        frames.append(texture(x, y))
        u, v = field(x, y)
        x, y = x - u, y - v
    return np.array(frames)


@pytest.mark.parametrize("move", [(0.5, 0), (-0.5, 0), (0, 0.5), (0, -0.5), (0.6, -0.8), (0, 0)])
def test_a_shift_is_found_with_its_direction_and_size(move: tuple[float, float]) -> None:
    u, v = move
    flow = optical_flow(clip(lambda x, y: (u + 0 * x, v + 0 * y)), window=7)
    assert flow.shape == (2, 40, 40, 2)
    assert errors(flow, *np.array(move)).max() < 0.1


@pytest.mark.parametrize("field", [lambda x, y: (0.03 * x, 0.03 * y), lambda x, y: (-0.03 * y, 0.03 * x)])
def test_growing_flows_outward_and_turning_flows_around(field: Field) -> None:
    y, x = np.mgrid[:40, :40] - 19.5
    found = errors(optical_flow(clip(field, n=2), window=7)[0], *field(x, y))
    assert np.median(found) < 0.06
    assert found.max() < 0.2 < np.hypot(*field(x, y)).max() / 4


def test_the_flow_solves_its_normal_equations() -> None:
    frames = np.random.default_rng(0).random((2, 9, 9)) * 255
    down, across = np.gradient(frames.mean(0))
    later = frames[1] - frames[0]
    near = np.s_[1:6, 2:7]
    slopes = np.stack([across[near].ravel(), down[near].ravel()], 1)
    expected = np.linalg.solve(slopes.T @ slopes + 8 * np.eye(2), -slopes.T @ later[near].ravel())
    np.testing.assert_allclose(optical_flow(frames)[0, 3, 4], expected, rtol=1e-10)


def test_nothing_moves_in_an_empty_image_and_smoothing_draws_to_zero() -> None:
    assert not optical_flow(np.full((2, 8, 8), 77.0)).any()
    moved = clip(lambda x, y: (0.5 + 0 * x, 0 * y))
    assert np.abs(optical_flow(moved, smoothing=1e12)).max() < 1e-6


def test_gray_is_as_bright_as_the_standard_says_and_float32_stays() -> None:
    assert gray(np.full((2, 3), 100.0)).tolist() == pytest.approx([100, 100])
    assert gray(np.array([255, 0, 0], np.uint8)) == pytest.approx(76.245)
    assert optical_flow(np.zeros((2, 4, 4), np.float32)).dtype == np.float32


def test_what_has_no_flow_is_named() -> None:
    with pytest.raises(ValueError, match=r"frames must have shape .* got \(1, 4, 4\)"):
        optical_flow(np.zeros((1, 4, 4)))
    with pytest.raises(ValueError, match="frames must be floating point numbers, got uint8"):
        optical_flow(np.zeros((2, 4, 4), np.uint8))
    with pytest.raises(ValueError, match="window must be odd"):
        optical_flow(np.zeros((2, 4, 4)), window=4)
    with pytest.raises(ValueError, match="smoothing must be positive"):
        optical_flow(np.zeros((2, 4, 4)), smoothing=0)
    with pytest.raises(ValueError, match="frames must be finite"):
        optical_flow(np.full((2, 4, 4), np.nan))
    with pytest.raises(ValueError, match=r"images must have shape \(…, 3\)"):
        gray(np.zeros((4, 4)))
