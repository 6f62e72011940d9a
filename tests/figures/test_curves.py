"""Curves over training steps show the numbers they were given."""

import json
import math

import pytest

from figures.curves import loss_curve


@pytest.mark.parametrize("losses", [[1.386], [1.397, 1.2, 0.7], [2.0, 1e6, 3.5, 0.01]])
def test_the_curve_is_the_losses_against_the_steps_from_0(losses: list[float]) -> None:
    curve = json.loads(loss_curve(losses, guessing=math.log(4)).to_json())["data"][0]
    assert curve["x"] == list(range(len(losses)))
    assert curve["y"] == losses


@pytest.mark.parametrize("n_losses", [1, 2, 300])
def test_guessing_is_a_level_dashed_line_over_the_whole_width(n_losses: int) -> None:
    figure = json.loads(loss_curve([0.5] * n_losses, guessing=1.25).to_json())
    line = figure["data"][1]
    assert line["y"] == [1.25, 1.25]
    assert line["line"]["dash"] == "dash"
    assert line["x"] == figure["layout"]["xaxis"]["range"] == [0, max(n_losses - 1, 1)]


def test_the_loss_axis_begins_at_zero() -> None:
    figure = json.loads(loss_curve([1.3, 1.2], guessing=1.386).to_json())
    assert figure["layout"]["yaxis"]["rangemode"] == "tozero"
