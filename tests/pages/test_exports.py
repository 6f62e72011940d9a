"""What every view of every lesson gives the reader to take home: a table of numbers, a notebook that runs alone."""

import io
from collections.abc import Callable, Mapping
from typing import TypeAlias

import pandas as pd
import pytest
from pandas.api.types import is_numeric_dtype

from tests.notebooks import LARGEST, executed, faults
from tests.pages.conftest import OpenLesson
from tests.views import EVERY_VIEW, named
from ui import export
from ui.export.notebook import Notebook, as_json
from ui.registry import Lesson

Offer: TypeAlias = tuple[Callable[[], Notebook], Callable[[], str]]


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[Offer]:
    """What the page offers to take home, run after run."""
    found: list[Offer] = []
    monkeypatch.setattr(export, "offer", lambda _, notebook, table: found.append((notebook, table)))
    return found


@pytest.mark.parametrize(("lesson", "query"), EVERY_VIEW, ids=named)
def test_a_view_gives_a_table_of_numbers_and_a_notebook_that_runs_alone(
    lesson: Lesson, query: Mapping[str, str], open_lesson: OpenLesson, offered: list[Offer]
) -> None:
    open_lesson(lesson.file.stem, **query)
    notebook, table = offered[-1]
    assert unlike_numbers(table()) == []
    text = as_json(notebook(), lesson.question)
    assert faults(text) == []
    assert len(text.encode()) < LARGEST
    assert "Every number agrees" in executed(text)


def unlike_numbers(table: str) -> list[str]:
    """The columns of a table that hold numbers and are read as texts, and the places of Python in it."""
    read = pd.read_csv(io.StringIO(table))
    assert len(read)
    texts = [name for name in read.columns if not is_numeric_dtype(read[name])]
    return [name for name in texts if read[name].astype(str).str.contains(r"np\.|\d\.\d|\de-\d").any()]
