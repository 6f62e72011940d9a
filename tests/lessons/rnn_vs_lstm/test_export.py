"""The notebook of the comparison recomputes its curves by hand."""

import csv
import io

import pytest

from lessons.rnn_vs_lstm import export
from rnn_core.studies.gradient_comparison import Setting, measure
from tests.notebooks import called_by_itself, tampered
from ui.export.notebook import as_json

SMALL = Setting(hidden=3, steps=15, pairs=2)
WITH_GRU = Setting(hidden=3, steps=15, pairs=2, gru=True)
SETTINGS = [SMALL, Setting(hidden=1, steps=1, pairs=1), Setting(scale=3.0, steps=60, pairs=1),
            Setting(hidden=8, steps=200, bias=-2.0, scale=0.2, pairs=1),
            WITH_GRU, Setting(hidden=1, steps=1, pairs=1, gru=True),
            Setting(hidden=8, steps=200, bias=-2.0, scale=3.0, pairs=1, gru=True, equal_count=True)]  # fmt: skip


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_notebook_agrees_with_the_page(setting: Setting) -> None:
    assert called_by_itself(as_json(export.notebook(measure(setting)), "Comparison"))


@pytest.mark.parametrize("name", ["W_hh", "W_xh", "W", "b", "x", "vanilla", "total", "direct"])
def test_a_wrong_number_makes_the_notebook_fail(name: str) -> None:
    text = as_json(export.notebook(measure(SMALL)), "Comparison")
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text, name))


@pytest.mark.parametrize("name", ["gru_W_x", "gru_W_h", "gru_b_x", "gru_b_hn", "gru"])
def test_a_wrong_number_of_the_gru_makes_the_notebook_fail(name: str) -> None:
    text = as_json(export.notebook(measure(WITH_GRU)), "Comparison")
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text, name))


def test_the_table_has_the_gru_where_it_is_shown() -> None:
    found = measure(WITH_GRU)
    rows = list(csv.DictReader(io.StringIO(export.table(found))))
    assert float(rows[3]["gru[2]"]) == found.curve("gru")[1, 3]
    assert "gru[1]" not in export.table(measure(SMALL))


def test_the_table_has_every_network_at_every_time() -> None:
    found = measure(SMALL)
    rows = list(csv.DictReader(io.StringIO(export.table(found))))
    assert len(rows) == 16
    assert float(rows[3]["total[2]"]) == found.curve("total")[1, 3]
