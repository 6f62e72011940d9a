"""What the page shows of a network that reads or writes."""

from dataclasses import dataclass, replace
from functools import lru_cache

from figures.columns import View
from figures.graph import Graph
from lessons.hello import figure
from rnn_core.model import Run
from rnn_core.sample import Generation
from ui import character_model
from ui.character_model import Choice, Training
from ui.page import Drawing


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The network on the screen, and what it ``wrote`` where it writes."""

    choice: Choice
    trained: Training
    wrote: Generation | None

    @property
    def run(self) -> Run:
        """Its run over what it reads or writes."""
        return character_model.read(self.choice, self.trained.model) if self.wrote is None else self.wrote.run


@dataclass(frozen=True, slots=True)
class Reading:
    """The figure, the symbol with the largest score at the time that is asked about, and the options to choose from."""

    figure: Graph | Drawing
    best: str
    options: tuple[str, ...]


def reading(choice: Choice, trained: Training, asked: int, place: View) -> Reading:
    """What is shown of ``trained``; made once for all readers where the network is the same for all."""
    if not character_model.at_the_start(choice, trained.tape) or place.dense:
        return _reading(choice, trained, asked, place)
    found, drawing = _at_the_start(choice, asked, replace(place, start=0, token="", selected=None, highlight=()))
    return replace(found, figure=replace(drawing, place=place))


@lru_cache(maxsize=128)
def _at_the_start(choice: Choice, asked: int, place: View) -> tuple[Reading, Drawing]:
    made = _reading(choice, character_model.replay(choice, character_model.start_tape(choice)), asked, place)
    assert isinstance(made.figure, Graph)
    drawing = Drawing.of(made.figure)
    return replace(made, figure=drawing), drawing


def _reading(choice: Choice, trained: Training, asked: int, place: View) -> Reading:
    now = character_model.read(choice, trained.model)
    best, options = character_model.bet(now, trained.vocabulary, asked)
    return Reading(figure.reading(now, trained.vocabulary, place), best, tuple(options))
