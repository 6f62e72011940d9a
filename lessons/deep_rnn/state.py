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
        help="Weights drawn from the seed, or the same after learning the word by heart. Once "
        "learned, the loss is near 0, and so is every gradient.",
    )
    word: str = text(
        "hello", "Word", check=words.unusable, help="2 to 40 symbols of any script; the stack reads all but the last."
    )
    layers: int = whole(
        2,
        1,
        MOST_LAYERS,
        "Layers L",
        help="How many states stand above each other. A layer more is a matrix W more; the layers below keep theirs.",
    )
    hidden: int = whole(
        3,
        1,
        DRAWN_UNITS,
        "Units n",
        help="n, the length of x and of every h. Each W is n×2n. Drawn weights stay; more are drawn beside them.",
    )
    loss: Literal["last", "every"] = choice(
        "last",
        {"last": "last step", "every": "every step"},
        "Loss",
        help="Where outputs are compared with the next symbol: all gradients start there.",
    )
    seed: int = number(1, 1, MOST_SEED)
    view: Literal["grid", "heat"] = choice(
        "grid",
        {"grid": "grid", "heat": "heat map"},
        "View",
        help="The same boxes: printed and wired, or every unit at every step as a color.",
    )

    @property
    def stack(self) -> Stack:
        """What is computed."""
        return Stack(self.network, self.word, self.layers, self.hidden, self.seed, self.loss == "every")
