"""The controls of the lesson sequences."""

from dataclasses import dataclass, replace
from typing import Literal, Self

from lessons.sequences.model import networks
from lessons.sequences.model.tasks import LONGEST, MOST, TASKS
from lessons.sequences.model.wirings import Network, Wiring
from ui.fields import choice, none_of, number, option, whole
from ui.network_controls import MOST_SEED
from ui.state import PageState

WIRINGS: dict[Wiring, str] = {
    "one-one": "one to one",
    "one-many": "one to many",
    "many-one": "many to one",
    "seq2seq": "sequence to sequence",
    "aligned": "aligned",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequences(PageState):
    """Which wiring, what it reads, for how many steps, with whose weights, and how it is drawn."""

    wiring: Wiring = choice(
        "many-one", WIRINGS, "Wiring", help="Which time steps have an input, which an output, and where the losses are."
    )
    example: str = option(
        next(iter(TASKS["many-one"].shown)),
        "Input",
        width=150,
        help="What the network reads. T_x shortens it; the weights stay.",
    )
    T_x: int = whole(
        LONGEST,
        1,
        MOST,
        "Inputs T_x",
        help="How many time steps are read: of a sentence the last words, of a video the first frames. "
        f"In training there were at most {LONGEST}.",
    )
    T_y: int = whole(
        LONGEST, 1, MOST, "Outputs T_y", help="How many words the network predicts; each of them has its loss L_t."
    )
    drawing: Literal["unrolled", "rolled"] = choice(
        "unrolled",
        {"unrolled": "unrolled", "rolled": "rolled"},
        "Drawing",
        help="Rolled: one box of each kind, and a loop from the hidden state back to itself.",
    )
    weights: Literal["trained", "random"] = choice(
        "trained",
        {"trained": "trained", "random": "random"},
        "Weights",
        help="Random: drawn from the seed. Trained: the same weights after at most "
        f"{networks.MOST_STEPS} training steps (Adam) on all examples of the task.",
    )
    seed: int = number(1, 1, MOST_SEED)

    @property
    def examples(self) -> tuple[str, ...]:
        """The inputs that the wiring's task has to show."""
        return tuple(TASKS[self.wiring].shown)

    @property
    def n_read(self) -> int:
        """How many steps are read: one where the wiring has one input."""
        return 1 if self.wiring.startswith("one") else self.T_x

    @property
    def n_written(self) -> int:
        """How many steps are written: one where the wiring has one output, and as many as are read if aligned."""
        return {"one-one": 1, "many-one": 1, "aligned": self.n_read}.get(self.wiring, self.T_y)

    @property
    def network(self) -> Network:
        """The weights, which depend on neither the input nor the lengths."""
        make = networks.trained if self.weights == "trained" else networks.drawn
        return make(self.wiring, self.seed)

    def fitted(self, changed: frozenset[str]) -> Self:
        """Another wiring reads an input of its own."""
        del changed
        return self if self.example in self.examples else replace(self, example=self.examples[0])

    def problems(self) -> dict[str, str]:
        """An input that the wiring's task does not have."""
        return {} if self.example in self.examples else {"example": none_of(self.examples)}
