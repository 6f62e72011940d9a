"""The toy code that a reader's own network learns: short, drawn with a seed of its own."""

from functools import lru_cache

import numpy as np

from datasets import toycode
from rnn_core.studies.character_training import Corpus

LENGTH, SEED = 24_000, 9


@lru_cache(maxsize=1)
def corpus() -> Corpus:
    """The sample, its last tenth held out."""
    return Corpus.of(toycode.text(np.random.default_rng(SEED), LENGTH))
