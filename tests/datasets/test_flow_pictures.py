"""Flow as a picture: directions are hues, rest is white, arrows stand where something moves."""

import numpy as np

from datasets.flow_pictures import FASTEST, colored, wheel, with_arrows

RIGHT, DOWN, LEFT, UP = (1, 0), (0, 1), (-1, 0), (0, -1)


def test_rest_is_white_and_each_direction_has_its_hue() -> None:
    assert colored(np.zeros((2, 2, 2))).tolist() == [[[255] * 3] * 2] * 2
    ways = FASTEST * np.array([RIGHT, DOWN, LEFT, UP], float)
    red, green, cyan, violet = colored(ways).tolist()
    assert red == [255, 0, 0]
    assert cyan == [0, 255, 255]
    assert green[1] == 255
    assert green[2] == 0
    assert violet[2] == 255
    assert violet[1] == 0


def test_twice_as_fast_is_a_stronger_color_up_to_the_fastest() -> None:
    half, full, beyond = colored(FASTEST * np.array([[0.5, 0], [1, 0], [7, 0]]))[:, 1].tolist()
    assert half > full == beyond == 0


def test_arrows_stand_where_something_moves_and_nowhere_else() -> None:
    flow = np.zeros((32, 32, 2))
    assert (with_arrows(flow, 6) == 255).all()
    flow[:, 16:] = 1, 0
    picture = with_arrows(flow, 6)
    assert picture.shape == (192, 192, 3)
    dark = picture.max(-1) < 60
    assert dark[:, 96:].any()
    assert not dark[:, :96].any()


def test_the_wheel_is_white_in_the_middle_and_red_at_the_right() -> None:
    legend = wheel(91)
    assert legend[45, 45].min() > 240
    assert legend[45, -2].tolist()[0] == 255
    assert legend[45, -2].max() - legend[45, -2].min() > 200
    assert (legend[0, 0] == 255).all()
