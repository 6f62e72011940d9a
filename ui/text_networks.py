"""The three networks with 64 units that learned the same programs: an LSTM, a GRU and a vanilla RNN; what they read."""

from functools import lru_cache

import numpy as np

from datasets import toycode
from datasets.toycode_exam import START
from datasets.typed import symbols
from figures.numbers import visible
from rnn_core.model import Model
from rnn_core.text import Vocabulary
from rnn_core.types import Tokens
from rnn_core.weights import flatten, unflatten
from ui import shipped

FILES = {"rnn": "text_cells_rnn", "gru": "text_cells_gru", "lstm": "text_generation"}
EXAMPLE = 3
"""The seed of the program that pages open with; none of the training's."""


@lru_cache(maxsize=len(FILES))
def trained(cell: str) -> Model:
    """The network of this kind, in float64."""
    stored = shipped.model(FILES[cell])[1]
    exact: Model = unflatten(stored, flatten(stored).astype(np.float64))
    return exact


def vocabulary() -> Vocabulary:
    """The characters that the networks know."""
    found: Vocabulary = shipped.model(FILES["lstm"])[0]
    return found


@lru_cache(maxsize=4)
def example(most: int) -> str:
    """A program of the same grammar that training never saw, as many whole lines as have up to ``most`` characters."""
    text, _ = toycode.program(np.random.default_rng([EXAMPLE, 0]), 260)
    return text if len(text) <= most else text[:most].rpartition("\n")[0]


def tokens(text: str) -> Tokens:
    """(T+1,): the end of the line before, and the characters of a text that can be read."""
    return vocabulary().encode([START, *symbols(text)])


def unreadable(text: str, least: int, most: int) -> str | None:
    """Why the networks cannot read ``text``; None if they can."""
    typed = symbols(text)
    if len(typed) < least:
        return f"too short: {len(typed)} characters, {least} are the least that shows anything over time"
    if len(typed) > most:
        return f"too long: {len(typed)} characters, at most {most} fit into the figure"
    known = vocabulary().symbols
    strange = next((symbol for symbol in typed if symbol not in known), None)
    if strange is None:
        return None
    advice = "; small letters only" if strange.isalpha() and strange != strange.lower() else ""
    return f"not in the networks' vocabulary: it contains “{visible(strange[:8])}”{advice}"
