"""What the page shows: a sentence as a network reads it, and another one beside it."""

from dataclasses import dataclass

from lessons.sentiment.figure.scene import Scene
from lessons.sentiment.model import readers
from lessons.sentiment.model.reading import Reading
from lessons.sentiment.state import Sentiment


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The reading of the page's sentence, and of the one that it is compared with."""

    network: str
    reading: Reading
    twin: Reading | None

    @property
    def scene(self) -> Scene:
        """What the figure draws."""
        return Scene(self.reading, self.twin, readers.latch_unit(self.network))

    @property
    def other(self) -> Reading:
        """The reading of the other sentence, where there is one; else of the page's own."""
        return self.twin or self.reading


def result(state: Sentiment) -> Shown:
    """The readings of a state of the page."""
    twin = None if state.compared is None else readers.read(state.reader, state.compared)
    return Shown(state.reader, readers.read(state.reader, state.words), twin)
