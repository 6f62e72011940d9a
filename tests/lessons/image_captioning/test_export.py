"""The notebook of a sentence recomputes it from the pixels and the shipped weights."""

import csv
import io
from dataclasses import replace

import numpy as np
import pytest

from lessons.image_captioning.export import notebook, table
from lessons.image_captioning.model.caption_trace import beam_search
from lessons.image_captioning.model.captioners import A_PAGE, WRITERS, Writer, caption, judged
from lessons.image_captioning.model.pictures import drawing, held_out
from lessons.image_captioning.model.twins import twins
from lessons.image_captioning.shown import Shown
from tests.notebooks import LARGEST, called_by_itself, tampered
from ui.export.notebook import as_json


def shown(writer: Writer | None = None, view: str = "write", kind: str = "test") -> Shown:
    """What a view shows of a held-out scene."""
    writer = writer or Writer()
    scenes = held_out(kind)
    picture = drawing(scenes[4])
    found = Shown(writer, picture, caption(writer, picture))
    if view == "beam":
        return replace(found, tree=beam_search(found.caption.trace, 3))
    if view == "grades":
        return replace(found, judged=judged(writer, scenes[4 : 4 + A_PAGE], 5))
    return replace(found, twins=twins(writer, picture)) if view == "features" else found


@pytest.mark.parametrize("writer", WRITERS, ids=str)
def test_the_notebook_finds_the_numbers_of_the_page(writer: Writer) -> None:
    here = shown(writer)
    text = as_json(notebook(here), "?")
    assert len(text) < LARGEST
    found = called_by_itself(text)
    trace = here.caption.trace
    np.testing.assert_allclose(np.array(found["vector"]), trace.vector, rtol=1e-10)
    assert found["tokens"] == trace.tokens.tolist()


@pytest.mark.parametrize("name", ["vector", "log_p", "total", "states"])
def test_the_notebook_fails_with_a_wrong_number(name: str) -> None:
    text = as_json(notebook(shown()), "?")
    with pytest.raises(AssertionError, match=name):
        called_by_itself(tampered(text, name))


@pytest.mark.parametrize("view", ["write", "beam", "grades", "features"])
@pytest.mark.parametrize("kind", ["test", "novel"])
def test_each_view_has_its_table(view: str, kind: str) -> None:
    rows = list(csv.DictReader(io.StringIO(table(shown(view=view, kind=kind)))))
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)
    if view == "write":
        trace = shown(kind=kind).caption.trace
        assert [float(row["p"]) for row in rows] == pytest.approx(np.exp(trace.log_p).tolist())
    if view == "grades":
        assert len(rows) == A_PAGE
