"""Maps, saturation and single units: the numbers of the network, in the places that are said."""

import numpy as np
import pytest

from figures import plot
from lessons.lstm_gates import units
from lessons.lstm_gates.figure.maps import maps
from lessons.lstm_gates.figure.saturation import said, saturation
from lessons.lstm_gates.figure.unit import laid_out, unit
from ui import text_networks
from ui.components.payload import encode

CELLS = list(text_networks.FILES)


@pytest.mark.parametrize("cell", CELLS)
def test_a_map_holds_the_values_of_a_part_with_its_units_in_the_chosen_order(cell: str) -> None:
    reading = units.read(cell, units.example())
    found = maps(reading, "time scale")
    assert len(found.traces) == len(units.PARTS[cell])
    for trace, values in zip(found.traces, reading.values.values(), strict=True):
        row = trace["y"].index("7")
        np.testing.assert_array_equal(trace["z"][row], values[:, 6])
        assert trace["x"][0] == "1 d"
    assert encode(plot.as_data(found))


@pytest.mark.parametrize("cell", CELLS)
def test_a_point_stands_at_the_shares_of_its_unit(cell: str) -> None:
    reading = units.read(cell, units.example())
    found = saturation(reading)
    points = [trace for trace in found.traces if "customdata" in trace]
    assert len(points) == max(1, len(units.GATES[cell]))
    for name, trace in zip(units.GATES[cell], points, strict=False):
        values = reading.values[name][:, 11]
        place = trace["customdata"].index("unit.12")
        assert (trace["x"][place], trace["y"][place]) == ((values < 0.1).mean(), (values > 0.9).mean())
    if cell == "lstm":
        open_ones = int(((reading.values["f"] > 0.9).mean(axis=0) > 0.5).sum())
        assert f"forget gate f: {open_ones} of 64 units" in said(reading, "f")


@pytest.mark.parametrize("cell", CELLS)
def test_the_colored_text_is_the_text_and_its_colors_what_the_unit_carries(cell: str) -> None:
    reading = units.read(cell, units.example())
    found = unit(reading, 18)
    text = found.traces[0]
    lines = laid_out(reading.symbols)
    values = [text["z"][row][column] for row, places in enumerate(lines) for column in range(len(places))]
    np.testing.assert_array_equal(values, reading.values[reading.carried][:, 17])
    assert "".join(text["text"][0]).startswith("depth␣=")
    assert [trace["name"] for trace in found.traces[1:]] == list(units.PARTS[cell].values())
    assert encode(plot.as_data(found))


def test_a_line_of_the_colored_text_ends_with_its_end_or_when_it_is_full() -> None:
    assert laid_out(tuple("ab\nc")) == [[0, 1, 2], [3]]
    assert [len(places) for places in laid_out(tuple("a" * 100))] == [48, 48, 4]
    assert laid_out(tuple("ab\n")) == [[0, 1, 2]]
