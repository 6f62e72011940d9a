"""The maps of all pairs, the texts and the course: the numbers of the networks, in the places that are said."""

import numpy as np
import pytest

from figures import plot
from lessons.rnn_vs_lstm import all_pairs
from lessons.rnn_vs_lstm.all_pairs import LINES, AllPairs
from lessons.rnn_vs_lstm.figure.pairs import LENGTHS, MOST_TICKS, RATIOS, WIDE, pairs, said, time_at
from ui.components.payload import encode


@pytest.fixture(scope="module")
def found() -> AllPairs:
    return all_pairs.of_text(all_pairs.first_text())


@pytest.mark.parametrize("relative", [True, False])
def test_the_maps_and_the_course_hold_the_lengths_on_one_scale(found: AllPairs, relative: bool) -> None:
    t = 60
    figure = pairs(found, t, relative=relative)
    maps, course, colors = figure.traces[:4], figure.traces[5:], figure.layout["coloraxis"]
    highest = 0.0
    for name, trace, line in zip(LINES, maps, course, strict=True):
        values = found.ratios(name) if relative else found.lengths[name]
        z = np.array(trace["z"])
        assert np.isnan(z[np.tril_indices(found.T, -1)]).all()
        np.testing.assert_allclose(z[:t, t - 1], np.log10(values[:t, t - 1]))
        np.testing.assert_array_equal(line["y"], values[:t, t - 1])
        highest = max(highest, float(np.nanmax(z)))
    assert colors["cmax"] - colors["cmin"] == pytest.approx(RATIOS if relative else LENGTHS)
    assert colors["cmax"] == (0 if relative else pytest.approx(highest))
    assert {trace["coloraxis"] for trace in figure.traces[:5]} == {"coloraxis"}
    bar = colors["colorbar"]
    assert all(colors["cmin"] <= power <= colors["cmax"] for power in bar["tickvals"])
    assert 3 <= len(bar["tickvals"]) <= MOST_TICKS
    assert bar["ticktext"][0] == (f"≤ 10<sup>−{RATIOS}</sup>" if relative else f"10<sup>−{-bar['tickvals'][0]}</sup>")
    assert encode(plot.as_data(figure))


def test_the_maps_zoom_together(found: AllPairs) -> None:
    layout = pairs(found, 60, relative=True).layout
    assert [layout[f"{axis}axis{k}"]["matches"] for axis in "xy" for k in (2, 3, 4)] == ["x"] * 3 + ["y"] * 3


def test_a_cell_reads_out_both_times_the_length_and_the_ratio(found: AllPairs) -> None:
    s, t = 40, 60
    figure = pairs(found, t, relative=True)
    for name, trace in zip(LINES, figure.traces[:4], strict=True):
        numbers = f"{found.lengths[name][s - 1, t - 1]:.2g}, {found.ratios(name)[s - 1, t - 1]:.2g}"
        assert trace["text"][s - 1][t - 1] == numbers
        assert trace["text"][t][s] == ""
        assert "loss at t = %{x}, state at s = %{y}" in trace["hovertemplate"]
        assert (trace["x"][t - 1], trace["y"][s - 1]) == ("60 n", "40 )")
    said = figure.traces[4]["hovertext"][0][s - 1]
    first = figure.traces[0]["text"][s - 1][t - 1]
    assert said.startswith("vanilla RNN: ∂L/∂h<br>loss at t = 60 n, state at s = 40 )<br>")
    assert first in said


def test_the_texts_are_colored_as_the_column_of_the_maps_up_to_the_loss_and_not_beyond(found: AllPairs) -> None:
    t = 70
    figure = pairs(found, t, relative=False)
    texts = figure.traces[4]
    z = np.array(texts["z"])
    lines = len(z) // len(LINES)
    for k in range(len(LINES)):
        cells = z[k * lines : (k + 1) * lines].ravel()
        np.testing.assert_array_equal(cells[:t], np.array(figure.traces[k]["z"])[:t, t - 1])
        assert np.isnan(cells[t:]).all()
    assert texts["text"][0][:6] == list("⏎depth")


def test_it_says_which_character_the_loss_is_about(found: AllPairs) -> None:
    assert said(found, 60) == "Loss at t = 60, predicting “o”"
    assert said(found, found.T) == f"Loss at t = {found.T}, predicting the last character"


def test_a_cell_of_the_texts_says_its_time(found: AllPairs) -> None:
    assert time_at(found, 3, 0) == 4
    assert time_at(found, 0, 1) == WIDE + 1
    assert time_at(found, WIDE - 1, 2) == found.T


def test_a_hall_sees_the_maps_and_the_course_without_the_texts(found: AllPairs) -> None:
    figure, reader = (pairs(found, 60, relative=True, hall=hall) for hall in (True, False))
    assert len(figure.traces) == len(reader.traces) - 1
    assert "xaxis6" not in figure.layout
    assert figure.least < reader.least
    assert any("Loss at t = 60" in each["text"] for each in figure.layout["annotations"])
