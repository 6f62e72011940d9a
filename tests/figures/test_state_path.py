"""States as a path in space: in common directions, named by what they hold, flat where there are two."""

import numpy as np

from figures import plot, state_path
from ui.components.payload import encode

RNG = np.random.default_rng(5)


def test_two_paths_share_their_directions_and_the_axes_say_what_they_hold() -> None:
    one, other = RNG.normal(size=(4, 6)), RNG.normal(size=(3, 6))
    chart = state_path.path("Paths", [("one", "hidden", one, list("abcd")), ("other", "other", other, list("xyz"))])
    first, second = chart.traces
    assert (len(first["x"]), len(second["x"])) == (4, 3)
    apart = np.linalg.norm([first[axis][0] - second[axis][0] for axis in "xyz"])
    assert apart <= np.linalg.norm(one[0] - other[0]) + 1e-9
    assert "of the variance" in chart.layout["scene"]["zaxis"]["title"]["text"]
    assert first["hovertext"][1] == "one: after “b”, t = 1"
    assert encode(plot.as_data(chart))


def test_the_states_of_two_units_lie_in_the_plane() -> None:
    chart = state_path.path("Path", [("one", "hidden", RNG.normal(size=(4, 2)), list("abcd"))])
    assert "scene" not in chart.layout
    assert chart.traces[0]["type"] == "scatter"
    assert encode(plot.as_data(chart))


def test_a_state_that_stands_still_is_one_place() -> None:
    chart = state_path.path("Path", [("one", "hidden", np.ones((3, 4)), list("abc"))])
    assert set(chart.traces[0]["x"].tolist()) == {0.0}
    assert encode(plot.as_data(chart))
