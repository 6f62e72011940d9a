"""The controls of the lesson deep-rnn."""

from dataclasses import dataclass
from typing import Literal

from lessons.deep_rnn.model import DRAWN_UNITS, MOST_LAYERS, Stack
from ui import words
from ui.fields import choice, number, text, whole
from ui.network_controls import MOST_SEED
from ui.state import PageState


@dataclass(frozen=True, slots=True, kw_only=True)
class DeepRnn(PageState):
    """Which stack reads which word, where its loss is taken, and how it is drawn."""

    network: Literal["random", "trained"] = choice(
        "random",
        {"random": "random", "trained": "trained"},
        "Network",
        help="Random: weights drawn from the seed. Trained: the same after training on the word. Then the "
        "loss is near 0, and so is every gradient.",
    )
    word: str = text(
        "hello",
        "Word",
        check=words.unusable,
        help="2 to 40 characters of any script; the stack reads all but the last.",
    )
    layers: int = whole(
        2,
        1,
        MOST_LAYERS,
        "Layers",
        help="How many states stand above each other. One more layer has one more matrix W; the random weights "
        "below stay.",
    )
    hidden: int = whole(
        3,
        1,
        DRAWN_UNITS,
        "Units n",
        help="n, the length of x and of every h. Each W is n × 2n. The weights stay; those of new units are drawn.",
    )
    loss: Literal["last", "every"] = choice(
        "last",
        {"last": "last time step", "every": "every time step"},
        "Loss",
        help="Where outputs are compared with the next character: all gradients start there.",
    )
    seed: int = number(1, 1, MOST_SEED)
    view: Literal["grid", "heat", "turn"] = choice(
        "grid",
        {"grid": "grid", "heat": "heat map", "turn": "whose turn?"},
        "View",
        help="Grid: the numbers and arrows. Heat map: every unit at every time step as a color. Whose turn?: a task, "
        "played on one sequence, and how well networks with one layer and with two learned it.",
    )
    sequence: int = number(1, 1, MOST_SEED)
    answers: Literal["hidden", "shown", "results"] = choice(
        "hidden",
        {"hidden": "hidden", "shown": "shown", "results": "results"},
        "Networks",
        help="Shown: what a stored network with one layer and one with two answer at each time step, and what can be "
        "read from the states of the two layers. Results: the share of right answers of all stored networks.",
    )
    trainings: Literal["two", "all"] = choice(
        "two",
        {"two": "one and two layers", "all": "all"},
        "Trainings",
        help="All: also one layer with more time, weights or training steps, and two layers with a smaller learning "
        "rate.",
    )

    @property
    def stack(self) -> Stack:
        """What is computed."""
        return Stack(self.network, self.word, self.layers, self.hidden, self.seed, self.loss == "every")
