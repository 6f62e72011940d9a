"""What the page shows of a network that reads or writes."""

from dataclasses import dataclass, replace
from functools import lru_cache

from figures import state_path
from figures.columns import View
from figures.graph import Graph
from figures.plot import Plot
from lessons.hello import figure
from lessons.hello.state import Hello
from rnn_core.model import Run
from rnn_core.sample import Generation
from ui import character_model
from ui.character_model import Choice, Training
from ui.page import Drawing

PATH = (
    "Each point is the hidden state after a character, in the three directions along which these states spread "
    "most; the names of the axes say how much of the spread each direction holds. The same character twice gives "
    "two points: the state also holds what came before."
)


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


def result(state: Hello) -> Network:
    """The network of a state of the page, after the training that the state carries."""
    choice = state.drawn()
    trained = character_model.replay(choice, character_model.start_tape(choice) if state.tape is None else state.tape)
    return network(state, choice, trained)


def network(state: Hello, choice: Choice, trained: Training) -> Network:
    """``trained`` as the page shows it: with what it writes where it writes."""
    wrote = None
    if state.mode == "write":
        wrote = character_model.write(choice, trained.model, state.start, state.temperature, state.dice)
    return Network(choice, trained, wrote)


def reading(found: Network, place: View) -> Graph | Drawing:
    """The figure of a network that reads; made once for all readers where the network is the same for all."""
    if not character_model.at_the_start(found.choice, found.trained.tape) or place.dense:
        return figure.reading(found.run, found.trained.vocabulary, place)
    drawing = _at_the_start(found.choice, replace(place, start=0, token="", selected=None, highlight=()))
    return replace(drawing, place=place)


def path(found: Network) -> Plot:
    """The hidden states of the network on the screen as a path in space."""
    symbols = [found.trained.vocabulary.symbols[token] for token in found.run.x[:, 0].tolist()]
    states = [("hidden state", "hidden", found.run.trace.h[:, 0], ("start", *symbols))]
    return state_path.path("The path of the hidden state", states)


@lru_cache(maxsize=128)
def _at_the_start(choice: Choice, place: View) -> Drawing:
    trained = character_model.replay(choice, character_model.start_tape(choice))
    return Drawing.of(figure.reading(character_model.read(choice, trained.model), trained.vocabulary, place))
