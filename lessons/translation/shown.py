"""What the page shows: a sentence read, and its translation written."""

from dataclasses import dataclass

from lessons.translation.model.translated import Translated, needs, translated
from lessons.translation.state import Translation
from rnn_core.types import Array


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A translation; in the map without attention also how much each written word needs each word read."""

    network: str
    view: str
    shown: Translated
    needed: Array | None

    @property
    def written(self) -> tuple[str, ...]:
        """The words that the network writes."""
        return self.shown.trace.written

    @property
    def correct(self) -> bool:
        """True if every word is the grammar's."""
        return self.written == self.shown.reference


def result(state: Translation) -> Shown:
    """The translation in a state of the page."""
    needed = needs(state.network, state.whole_sentence) if state.view == "map" else None
    return Shown(state.network, state.view, translated(*state.about), needed)
