"""What the page shows: a training, or a text that the shipped network reads or writes."""

from dataclasses import dataclass
from functools import lru_cache

from datasets import toycode_sample
from lessons.text_generation.model import networks, reading, texts, training
from lessons.text_generation.model.branches import Checkpoint
from lessons.text_generation.model.reading import Reading
from lessons.text_generation.model.training import Setting
from lessons.text_generation.state import TextGeneration
from rnn_core.types import Array

WRITES = 160
"""So many characters are written."""
PROGRAMS = range(1, 13)
"""The example programs in which the letters of words are counted."""
PLACES = 4
"""From this letter of a word on, letters are counted together."""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The checkpoints of a training on toy code; or a reading and the unit, from 0, that colors it."""

    setting: Setting
    checkpoints: tuple[Checkpoint, ...]
    reading: Reading | None
    unit: int = 0

    @property
    def memory(self) -> Array:
        """The unit after each character."""
        assert self.reading is not None
        return self.reading.memory(self.unit)


def result(state: TextGeneration) -> Shown:
    """What the page shows in a state, with the shipped network where a text is read or written."""
    setting = Setting(toycode_sample.corpus(), False, state.size, state.seed, state.cell_type)
    if state.view == "train":
        return Shown(setting, training.begun(setting, state.trained, state.rate).branch.checkpoints, None)
    vocabulary, model = networks.shipped_network()
    unit = networks.numbered(state.cell)
    if unit is None:
        unit = networks.shipped_cells()[state.cell]
    if state.view == "write":
        made = reading.write(model, vocabulary, state.begin, WRITES, state.temperature, state.dice)
    else:
        made = reading.read(model, vocabulary, state.text)
    return Shown(setting, (), made, unit)


@lru_cache(maxsize=1)
def right_letters() -> tuple[tuple[int, int], ...]:
    """Of the first, second, third letter of a word, and of all later ones: how many are predicted, of how many."""
    vocabulary, model = networks.shipped_network()
    found = [[0, 0] for _ in range(PLACES)]
    for number in PROGRAMS:
        read = reading.read(model, vocabulary, texts.example(number))
        best, place = read.run.y[:, 0].argmax(1), 0
        for k, symbol in enumerate(read.symbols):
            place = place + 1 if symbol.isalpha() else 0
            if place and k:
                counted = found[min(place, PLACES) - 1]
                counted[0] += int(best[k - 1] == read.tokens[k])
                counted[1] += 1
    return tuple((right, of) for right, of in found)
