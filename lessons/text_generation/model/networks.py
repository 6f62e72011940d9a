"""A look into the network that is trained on the page: its weights, and its most telling units."""

from functools import lru_cache

import numpy as np

from datasets import toycode_marks
from datasets.toycode_marks import YES_OR_NO
from lessons.text_generation.own.held import Held
from lessons.text_generation.own.training import held
from rnn_core.loop import Snapshot
from rnn_core.model import Model, run
from rnn_core.studies import unit_search as cell_search
from rnn_core.studies.character_training import Corpus
from rnn_core.text import Vocabulary

SEARCHED = 2000
"""So many characters of a text are searched for the units that follow its marks."""


def has_weights() -> bool:
    """Whether there is a network of this visit to look into."""
    found = held()
    return found is not None and found.branch.latest is not None


def inside() -> Snapshot[Model]:
    """The snapshot to look into: of the checkpoint that was chosen for it, else the latest."""
    now = _now()
    latest = now.inside or now.branch.latest
    assert latest is not None, "asked for only where there are weights"
    return latest


def network() -> tuple[Vocabulary, Model]:
    """The network of this visit and the symbols it knows."""
    now = _now()
    return now.setting.corpus.vocabulary, inside().model


def cells() -> dict[str, int]:
    """The unit, from 0, of this visit's network that follows each mark of its text best."""
    now = _now()
    return _cells(now.setting.corpus, inside())


@lru_cache(maxsize=4)
def _cells(corpus: Corpus, snapshot: Snapshot[Model]) -> dict[str, int]:
    tokens = corpus.tokens[:SEARCHED].astype(np.int64)
    memory = run(snapshot.model, tokens[:, np.newaxis]).trace.C[1:, 0]
    symbols = [corpus.vocabulary.symbols[token] for token in tokens]
    marks = toycode_marks.marks("".join(s if len(s) == 1 else "?" for s in symbols))
    return {
        name: cell_search.search(memory, marks[name], yes_or_no=name in YES_OR_NO).unit for name in toycode_marks.MARKS
    }


def _now() -> Held:
    found = held()
    assert found is not None, "asked for only where there is a training"
    return found
