"""The pictures of a clip: what moves, and that nothing else does."""

import numpy as np
import pytest

from datasets.clips.clip import THINGS, Clip
from datasets.clips.drawing import frames, take
from datasets.clips.path import FRAMES, INSTANTS, MOTIONS, instants, path
from lessons.video_to_text.model.clip_features import flow_into_frames, small_gray
from rnn_core.types import Array


def mean_flow(clip: Clip) -> Array:
    """The mean (u, v) over the pixels that move, of all flows."""
    moves = flow_into_frames(small_gray(frames(clip)))[1:].reshape(-1, 2)
    fast = np.hypot(*moves.T) > 0.3
    found: Array = moves[fast].mean(0)
    return found


@pytest.mark.parametrize("thing", THINGS)
def test_a_clip_is_twelve_small_pictures_of_every_thing(thing: str) -> None:
    shown = frames(Clip(thing, "red", ("spinning", "closer"), 5))
    assert shown.shape == (FRAMES, 64, 64, 3)
    assert shown.dtype == np.uint8
    assert np.abs(np.diff(shown.astype(float), axis=0)).max() > 60


def test_the_same_clip_is_the_same_pictures() -> None:
    clip = Clip("kite", "pink", ("right",), 9)
    np.testing.assert_array_equal(frames(clip), frames(clip))
    assert (frames(clip) != frames(Clip("kite", "pink", ("right",), 10))).any()


def test_clips_of_one_take_differ_only_in_their_facts() -> None:
    one, other = (frames(Clip("ball", "red", (m,), 3)).astype(int) for m in ("still", "spinning"))
    far = np.ones((64, 64), bool)
    far[20:60, 15:50] = False
    np.testing.assert_array_equal(one[:, far], other[:, far])


@pytest.mark.parametrize(
    ("motion", "axis", "sign"), [("left", 0, -1), ("right", 0, 1), ("rising", 1, -1), ("falling", 1, 1)]
)
def test_the_flow_goes_where_the_thing_goes(motion: str, axis: int, sign: int) -> None:
    for number in (1, 2, 3):
        found = mean_flow(Clip("car", "red", (motion,), number))
        assert sign * found[axis] > 0.4
        assert abs(found[1 - axis]) < abs(found[axis]) / 2


def test_nothing_flows_where_nothing_moves() -> None:
    still = flow_into_frames(small_gray(frames(Clip("bus", "red", ("still",), 4))))
    assert np.abs(still).mean() < 0.1


@pytest.mark.parametrize("motion", MOTIONS)
def test_each_motion_is_one_moment_after_the_other(motion: str) -> None:
    found = instants(path([motion], take(1).speed))
    expected = {"bouncing": {"rising", "falling"}, "shaking": {"left", "right", "still"}}
    assert set(found) == expected.get(motion, {motion})
    assert set(found) <= set(INSTANTS)


@pytest.mark.parametrize("first", MOTIONS)
@pytest.mark.parametrize("second", MOTIONS)
def test_the_second_motion_begins_where_the_first_ended(first: str, second: str) -> None:
    way = path([first, second], 0.03)
    alone = path([first], 0.03)
    np.testing.assert_allclose(way[: FRAMES // 2], alone[: FRAMES // 2])
    jumps = np.abs(np.diff(way[:, :2], axis=0)).max()
    assert jumps <= 3.2 * 0.03 + 1e-9
