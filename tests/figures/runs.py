"""Networks of all sizes that the figures' tests print."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from rnn_core import model, presets
from rnn_core.model import Model, Run
from rnn_core.text import Vocabulary

SYMBOLS = (
    *("]", "[", "$", "*", "_", ":", "`", "\\", "<", "&", "|", "#", "1", "2", " ", "\n", "\t"),
    *("e\u0301", "👩\u200d🚀", "🇨🇦", "👍🏽", "−", "·", "“", "ß", "न", "ي", "字"),
    *map(chr, range(0x3B1, 0x3B1 + 16)),
)
"""44 symbols: Markdown's and TeX's own characters, digits, white space, emoji, several scripts."""


def drawn_run(n_symbols: int, n_hidden: int, n_steps: int, seed: int) -> tuple[Run, Vocabulary]:
    """A drawn network, drawn biases too, on drawn inputs and targets."""
    rng = np.random.default_rng(seed)
    vocabulary = Vocabulary(tuple(SYMBOLS[k] for k in rng.permutation(len(SYMBOLS))[:n_symbols]))
    tokens = rng.integers(0, n_symbols, (2, n_steps, 1))
    network = presets.drawn(vocabulary, n_hidden, seed)
    network = Model(
        replace(network.cell, b_h=rng.standard_normal(n_hidden)),
        replace(network.readout, b_y=rng.standard_normal(n_symbols)),
    )
    return model.run(network, tokens[0], tokens[1]), vocabulary


def runs(longest: int = 39) -> st.SearchStrategy[tuple[Run, Vocabulary]]:
    """Runs of every size a lesson allows: 1 to 40 symbols, 1 to 32 units, 1 to 39 steps."""
    return st.builds(drawn_run, st.integers(1, 40), st.integers(1, 32), st.integers(1, longest), st.integers(0, 2**31))
