"""What the page shows of a wiring: its run, the lecture's examples, and how many weights it has."""

from dataclasses import dataclass, replace

from lessons.sequences.figure.columns import Shown
from lessons.sequences.model import networks, wirings
from lessons.sequences.model.tasks import read
from lessons.sequences.model.wirings import Wiring
from lessons.sequences.state import Sequences
from rnn_core import weights

LONG = 1000
"""A length of which nobody would draw the copies."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the five wirings: its name, what goes in and out, the usual example, the lecture's, and the task here."""

    title: str
    input: str
    output: str
    usual: str
    lecture: str
    here: str


KINDS: dict[Wiring, Kind] = {
    "one-one": Kind(
        "One to one",
        "no sequence",
        "no sequence",
        "image classification",
        "standard classification and regression",
        "an image → is its bar flat or tall?",
    ),
    "one-many": Kind(
        "One to many",
        "no sequence",
        "a sequence",
        "image captioning",
        "image captioning",
        "an image → its caption, word by word.",
    ),
    "many-one": Kind(
        "Many to one",
        "a sequence",
        "no sequence",
        "sentence classification",
        "sentence classification, sentiment classification",
        "a review, word by word → is it good or bad?",
    ),
    "seq2seq": Kind(
        "Many to many: sequence to sequence",
        "a sequence",
        "a sequence, after the input has ended",
        "machine translation",
        "machine translation",
        "English → Spanish, whose adjectives follow the noun.",
    ),
    "aligned": Kind(
        "Many to many, aligned",
        "a sequence",
        "a sequence, one output for each input",
        "labels for video frames",
        "video captioning; a label for each frame is the more usual example",
        "a light in each frame → how has it moved?",
    ),
}
"""In the lecture's order."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The wiring on the screen: the state of the page, and what the figure draws."""

    state: Sequences
    shown: Shown

    @property
    def kind(self) -> Kind:
        """Which of the five it is."""
        return KINDS[self.state.wiring]

    @property
    def predicted(self) -> tuple[str, ...]:
        """The word with the largest score at each output."""
        return tuple(self.shown.outputs[int(k)] for k in self.shown.run.y[:, 0].argmax(-1))

    @property
    def right(self) -> bool:
        """Whether all of them are the targets."""
        return self.predicted == self.shown.targets

    @property
    def learned(self) -> int:
        """How many numbers the network learns, biases included."""
        return weights.count(self.state.network)

    def unshared(self, T: int | None = None) -> int:
        """How many it would learn if each copy had weights of its own, at the lengths shown or at length ``T``."""
        state = self.state
        if T is not None:
            state = replace(state, T_x=T, T_y=T)
        return networks.unshared(state.wiring, state.network, state.n_read, state.n_written)

    @property
    def score(self) -> tuple[int, int]:
        """How many sequences of the training it answers without a mistake, and of how many."""
        return networks.score(self.state.wiring, self.state.network)


def result(state: Sequences) -> Found:
    """The wiring of a state of the page, run over its input."""
    sequence, examples = read(state.wiring, state.example, state.n_read, state.n_written)
    return Found(state, Shown(wirings.run(state.wiring, state.network, examples), sequence))
