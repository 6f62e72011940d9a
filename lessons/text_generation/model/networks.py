"""The networks that read and write: the shipped one, and which of a network's units follows which mark of a text."""

import re
from typing import Any

import numpy as np

from datasets import toycode_marks
from datasets.toycode_marks import YES_OR_NO
from lessons.text_generation.model.reading import carried
from rnn_core.model import Model, run
from rnn_core.studies import unit_search
from rnn_core.studies.character_training import Corpus
from rnn_core.text import Vocabulary
from ui import shipped

NAME = "text_generation"
SEARCHED = 2000
"""So many characters of a text are searched for the units that follow its marks."""
_UNIT = re.compile(r"unit ([1-9]\d{0,2})")


def shipped_network() -> tuple[Vocabulary, Model]:
    """The shipped network and the symbols it knows."""
    found: tuple[Vocabulary, Model] = shipped.model(NAME)
    return found


def measured() -> dict[str, Any]:
    """What the card of the shipped network says."""
    found: dict[str, Any] = shipped.measured(NAME)
    return found


def shipped_cells() -> dict[str, int]:
    """The shipped network's best unit, from 0, for each mark of the text, as the search of its training found it."""
    return {each["mark"]: each["unit"] - 1 for each in measured()["cells"]}


def colors() -> tuple[str, ...]:
    """All that can color a text: the marks that a unit was found for, and each unit by its number, as "unit 5"."""
    units = int(shipped_network()[1].cell.n_hidden)
    return (*shipped_cells(), *(f"unit {number}" for number in range(1, units + 1)))


def numbered(color: str) -> int | None:
    """The unit, from 0, that "unit 5" names; None for a mark."""
    found = _UNIT.fullmatch(color)
    return int(found[1]) - 1 if found else None


def cells(model: Model, corpus: Corpus) -> dict[str, int]:
    """The unit of the model, from 0, that follows each mark best in the beginning of the text."""
    tokens = corpus.tokens[:SEARCHED].astype(np.int64)
    trace = run(model, tokens[:, np.newaxis]).trace
    memory = getattr(trace, carried(model))[1:, 0]
    symbols = [corpus.vocabulary.symbols[token] for token in tokens]
    marks = toycode_marks.marks("".join(s if len(s) == 1 else "?" for s in symbols))
    return {
        name: unit_search.search(memory, marks[name], yes_or_no=name in YES_OR_NO).unit for name in toycode_marks.MARKS
    }
