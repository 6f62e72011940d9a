"""Exams in toy code: programs that training never saw, read by a network and graded in bits."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from datasets import toycode
from rnn_core import model as network
from rnn_core.batches import Batch, aligned
from rnn_core.model import Model, Run
from rnn_core.text import Vocabulary
from rnn_core.types import Tokens

VOCABULARY = Vocabulary(tuple(toycode.SYMBOLS))
START = "\n"
"""What is read before the first character of a text: the line before it has ended."""
SEEDS = {"training": 1, "held out": 2, "unseen": 3, "search": 4, "deeper": 5, "samples": 6}
"""Seeds of the texts: none is used twice."""
TEXTS, LENGTH = 64, 300
"""An exam has so many programs, of whole lines and of at least so many characters each."""

_TOKEN = np.zeros(128, np.int64)
_TOKEN[[ord(symbol) for symbol in VOCABULARY.symbols]] = np.arange(len(VOCABULARY))


@dataclass(frozen=True, slots=True, eq=False)
class Exam:
    """Whole programs: their texts, the batch that reads them, what the grammar paid in bits."""

    texts: tuple[str, ...]
    batch: Batch
    bits: float

    @property
    def characters(self) -> int:
        """How many characters are predicted."""
        return int(self.batch.mask.sum())


def encoded(text: str) -> Tokens:
    """The model's tokens of a text of the world, quicker than `Vocabulary.encode`."""
    return _TOKEN[np.frombuffer(text.encode("ascii"), np.uint8)]


def exam(kind: str, n: int = TEXTS, length: int = LENGTH, **settings: Any) -> Exam:
    """Programs of whole lines drawn from the seed of this kind, each from its own generator."""
    drawn = [toycode.program(np.random.default_rng([SEEDS[kind], k]), length, **settings) for k in range(n)]
    texts = tuple(text for text, _ in drawn)
    x = [encoded(START + text[:-1]) for text in texts]
    return Exam(texts, aligned(x, [encoded(text) for text in texts]), sum(b for _, b in drawn))


def read(model: Model, test: Exam) -> Run:
    """The model's run over the texts of an exam."""
    return network.run(model, test.batch.x, test.batch.targets, mask=test.batch.mask)


def score(model: Model, test: Exam) -> dict[str, float]:
    """Bits a character costs the model and the grammar itself, and how often its bet is right."""
    run = read(model, test)
    right = run.y.argmax(-1) == test.batch.targets
    loss = math.nan if run.loss is None else run.loss
    return {
        "bits": loss / math.log(2),
        "grammar": test.bits / test.characters,
        "right": float(right[test.batch.mask].mean()),
        "characters": test.characters,
    }
