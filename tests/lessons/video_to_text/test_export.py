"""What a reader takes home of a clip recomputes the page's numbers from the shipped weights."""

import csv
import io

import numpy as np
import pytest

from datasets.clips.clip import Clip
from lessons.video_to_text.export import flow_notebook, flow_table, notebook, table
from lessons.video_to_text.model.stories import seen, story
from tests.notebooks import LARGEST, called_by_itself, executed, tampered
from ui.export.notebook import as_json

CLIP = Clip("kite", "pink", ("spinning", "right"), 5)


@pytest.mark.parametrize("inputs", ["rgb", "flow", "both"])
def test_the_notebook_writes_the_sentence_again(inputs: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = story(CLIP, inputs)
    text = as_json(notebook(shown), "Title")
    assert len(text) < LARGEST
    names = called_by_itself(text)
    assert names["log_p"] == pytest.approx(shown.trace.log_p, rel=1e-10)
    printed = capsys.readouterr().out
    assert shown.trace.sentence in printed
    assert "Every number agrees" in printed


@pytest.mark.slow
@pytest.mark.slow
def test_the_notebook_of_the_flow_solves_every_pixel() -> None:
    text = as_json(flow_notebook(seen(CLIP)), "Title")
    assert len(text) < 2e6
    assert "Every number agrees" in executed(text)


@pytest.mark.parametrize("name", ["v", "log_p", "probabilities", "first_states", "second_states"])
def test_a_wrong_number_makes_the_notebook_fail(name: str) -> None:
    text = as_json(notebook(story(CLIP, "both")), "Title")
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text, name))


@pytest.mark.parametrize("name", ["gray", "u", "v"])
def test_a_wrong_number_makes_the_notebook_of_the_flow_fail(name: str) -> None:
    text = as_json(flow_notebook(seen(CLIP)), "Title")
    with pytest.raises(AssertionError):
        called_by_itself(tampered(text, name))


def test_the_table_has_a_row_for_each_step() -> None:
    shown = story(CLIP, "both")
    rows = list(csv.DictReader(io.StringIO(table(shown))))
    assert len(rows) == shown.steps
    assert rows[0]["reads"] == rows[-1]["input"] == "<pad>"
    assert [row["writes"] for row in rows if row["writes"]] == shown.trace.symbols
    assert float(rows[4]["h2[7]"]) == shown.trace.run.second.h[5, 0, 6]


def test_the_table_of_the_flow_has_the_pixels_that_move() -> None:
    features = seen(CLIP)
    rows = list(csv.DictReader(io.StringIO(flow_table(features))))
    fast = np.hypot(*np.moveaxis(features.flow[1:], 3, 0)) >= 0.1
    assert len(rows) == fast.sum()
    one = rows[0]
    place = int(one["into frame"]) - 1, int(one["row"]) - 1, int(one["column"]) - 1
    assert float(one["u"]) == features.flow[place][0]
