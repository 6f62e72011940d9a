"""The maps of all pairs, the texts and the course: the numbers of the networks, in the places that are said."""

import numpy as np
import pytest

from figures import plot
from lessons.rnn_vs_lstm import hearing
from lessons.rnn_vs_lstm.figure.pairs import LOWEST, WIDE, pairs, time_at
from lessons.rnn_vs_lstm.hearing import LINES, Hearing
from ui.components.payload import encode


@pytest.fixture(scope="module")
def found() -> Hearing:
    return hearing.hear(hearing.first_text())


@pytest.mark.parametrize("relative", [True, False])
def test_the_maps_and_the_course_hold_the_lengths(found: Hearing, relative: bool) -> None:
    t = 60
    figure = pairs(found, t, relative=relative)
    maps, course = figure.traces[:4], figure.traces[5:]
    for name, trace, line in zip(LINES, maps, course, strict=True):
        values = found.ratios(name) if relative else found.lengths[name]
        z = np.array(trace["z"])
        assert np.isnan(z[np.tril_indices(found.T, -1)]).all()
        shown = np.log10(values[:t, t - 1])
        np.testing.assert_allclose(z[:t, t - 1], np.maximum(shown, trace["zmin"]))
        assert trace["zmax"] - trace["zmin"] == -LOWEST
        np.testing.assert_array_equal(line["y"], values[:t, t - 1])
    assert encode(plot.as_data(figure))


def test_the_texts_are_colored_up_to_the_prediction_and_not_beyond(found: Hearing) -> None:
    t = 70
    texts = pairs(found, t, relative=True).traces[4]
    z = np.array(texts["z"])
    lines = len(z) // len(LINES)
    for k in range(len(LINES)):
        cells = z[k * lines : (k + 1) * lines].ravel()
        assert np.isfinite(cells[:t]).all()
        assert np.isnan(cells[t:]).all()
    assert texts["text"][0][:6] == list("⏎depth")


def test_a_cell_of_the_texts_says_its_time(found: Hearing) -> None:
    assert time_at(found, 3, 0) == 4
    assert time_at(found, 0, 1) == WIDE + 1
    assert time_at(found, WIDE - 1, 1) == found.T
