"""The recipe of the model of the lesson on text: its data, its batches, its training."""

from collections.abc import Callable

import numpy as np

from datasets import toycode
from datasets.toycode_exam import SEEDS, START, VOCABULARY, encoded
from rnn_core.batches import Batch
from rnn_core.loop import Loop
from rnn_core.optim import Adam
from rnn_core.studies import character_training
from rnn_core.types import Tokens

SEED = 1
"""Of the weights and of the windows."""
HIDDEN, WINDOW, BATCH, STEPS, RATE, CLIP = 64, 160, 32, 12_808, 0.005, 1.0
POOL = 3_000_000
"""Characters of training text."""


def training_text(length: int = POOL) -> str:
    """The text that is trained on, the end of a line before it."""
    return START + toycode.text(np.random.default_rng(SEEDS["training"]), length)


def pool(length: int = POOL) -> tuple[Tokens, Tokens]:
    """The tokens of the training text (n,), and where lines end before one not indented."""
    text = training_text(length)
    code = np.frombuffer(text.encode("ascii"), np.uint8)
    return encoded(text), np.flatnonzero((code[:-1] == ord("\n")) & (code[1:] != ord(" ")))


def batches(text: Tokens, starts: Tokens) -> Callable[[int], Batch]:
    """The windows of each step; each begins with the end of a line, before one not indented."""
    usable = starts[starts < len(text) - WINDOW]

    def batch(step: int) -> Batch:
        rng = np.random.default_rng([SEED, step])
        places = np.arange(WINDOW)[:, np.newaxis] + rng.choice(usable, BATCH)
        return Batch(text[places], text[places + 1], np.ones(places.shape, bool))

    return batch


def training(text: Tokens, starts: Tokens, steps: int = STEPS, *, cell: str = "lstm", first: float = RATE) -> Loop:
    """The training: Adam, its rate falling from the ``first`` to 0 in a straight line, clipped gradients.

    cell: its name in `registry.CELLS`.
    """
    model = character_training.start(len(VOCABULARY), HIDDEN, SEED, cell)

    def rate(step: int) -> float:
        return first * max(1 - step / steps, 1e-3)

    objective = character_training.objective()
    return Loop(model, batches(text, starts), objective, Adam(first), CLIP, rate)
