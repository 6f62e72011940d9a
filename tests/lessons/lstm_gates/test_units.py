"""The networks with 64 units: what they computed, the order of the units, and which texts they can read."""

import numpy as np
import pytest

from lessons.lstm_gates import units
from lessons.lstm_gates.export import units_notebook, units_table
from tests.notebooks import called_by_itself, tampered
from ui import text_networks
from ui.export.notebook import as_json

CELLS = list(text_networks.FILES)
SHORT = 'print("a", [left, 3])\nqueue = 87'


@pytest.mark.parametrize("cell", CELLS)
def test_every_part_is_what_the_cell_computes_one_character_at_a_time(cell: str) -> None:
    reading = units.read(cell, units.example())
    assert set(reading.values) == set(units.PARTS[cell])
    assert max(units.stepwise(reading).values()) < 1e-12


def test_the_parts_of_the_lstm_fit_its_equations() -> None:
    parts = units.read("lstm", SHORT).values
    np.testing.assert_allclose(parts["h"], parts["o"] * np.tanh(parts["C"]))
    np.testing.assert_allclose(parts["C"][1:], parts["f"][1:] * parts["C"][:-1] + parts["i"][1:] * parts["C_tilde"][1:])


@pytest.mark.parametrize("cell", CELLS)
def test_a_network_predicts_its_programs_far_better_than_chance(cell: str) -> None:
    assert units.read(cell, units.example()).bits < 0.5 * np.log2(len(text_networks.vocabulary()))


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("by", ["number", "time scale", "what they follow", "saturation"])
def test_every_order_holds_each_unit_once(cell: str, by: str) -> None:
    assert sorted(units.read(cell, SHORT).order(by)) == list(range(64))


def test_units_by_time_scale_begin_with_the_one_that_lasts_longest() -> None:
    reading = units.read("lstm", units.example())
    scales = reading.time_scales[reading.order("time scale")]
    assert (np.diff(scales) <= 0).all()
    names, _ = reading.follows
    grouped = [names[unit] for unit in reading.order("what they follow")]
    assert len([k for k in range(1, 64) if grouped[k] != grouped[k - 1]]) == len(set(grouped)) - 1
    assert grouped[-1] == units.NOTHING


@pytest.mark.parametrize(
    ("text", "why"),
    [("queue", "too short"), ("a" * 401, "too long"), ("Queue = 87 and so on", "small letters only"),
     ("queue = 🙂 and so on ...", "not in the networks' vocabulary")],
)  # fmt: skip
def test_a_text_that_cannot_be_read_is_refused_with_the_reason(text: str, why: str) -> None:
    assert why in (units.unreadable(text) or "")


def test_the_longest_and_the_first_text_can_be_read() -> None:
    assert units.unreadable(units.example()) is None
    assert units.unreadable("a" * units.MOST) is None


@pytest.mark.parametrize("cell", CELLS)
def test_the_notebook_computes_what_the_units_carry_again(cell: str) -> None:
    text = as_json(units_notebook(units.read(cell, SHORT)), "Title")
    called_by_itself(text)
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text, "carried"))


def test_the_table_has_a_row_for_each_unit_and_character() -> None:
    rows = units_table(units.read("gru", SHORT)).splitlines()
    assert rows[0] == "unit,t,reads,z,r,n,h"
    assert len(rows) >= 64 * len(SHORT) + 1
