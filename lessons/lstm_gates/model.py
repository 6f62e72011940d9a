"""The network of the lesson lstm-gates: what it reads, which gate is held, and what follows."""

from dataclasses import dataclass

import numpy as np

from datasets.typed import symbols
from figures.numbers import visible
from rnn_core import presets
from rnn_core.cells import rnn
from rnn_core.cells.gate_clamp import Hold
from rnn_core.cells.rnn import RNNParams
from rnn_core.cells.rnn_trace import RNNTrace
from rnn_core.model import Model
from rnn_core.studies import clamped_run
from rnn_core.studies.clamped_run import Play
from rnn_core.studies.store_recall_task import ASK, NOTHING, READS, SAYS, answers
from rnn_core.types import Array, Tokens
from ui import shipped

LONGEST = 20
KEEP = "keep"
"""The hold that neither forgets nor writes: f = 1 and i = 0."""


@dataclass(frozen=True, slots=True)
class Experiment:
    """What is read, and the hold: gate, unit, value, its times.

    gate: "none", "f", "i", "o" or `KEEP`; unit: "1", "2" or "all"; times (first, last), from 1.
    """

    word: str
    gate: str = "none"
    unit: str = "1"
    value: float = 0.0
    times: tuple[int, int] = (6, 6)


@dataclass(frozen=True, slots=True, eq=False)
class Plain:
    """A vanilla RNN with random weights while it reads a word: (T,) tokens, its cell and its trace."""

    word: Tokens
    cell: RNNParams
    trace: RNNTrace

    @property
    def a(self) -> Array:
        """(T, H): the sums before the tanh."""
        found: Array = self.trace.a[:, 0]
        return found


def plain(word: str) -> Plain:
    """The vanilla RNN beside the LSTM: two hidden units, weights drawn from seed 1, not trained."""
    cell = presets.drawn(READS, 2, 1).cell
    assert isinstance(cell, RNNParams)
    read = tokens(word)
    return Plain(read, cell, rnn.forward(cell, read[:, np.newaxis]))


def network() -> Model:
    """The shipped network."""
    found: Model = shipped.model("keeper")
    return found


def unusable(text: str) -> str | None:
    """Why ``text`` cannot be read by the network; None if it can."""
    typed = symbols(text)
    if not typed:
        return "empty: it needs at least one character"
    if len(typed) > LONGEST:
        return f"too long: {len(typed)} characters, at most {LONGEST} fit into the figure"
    strange = next((symbol for symbol in typed if symbol not in READS.symbols), None)
    if strange is not None:
        known = " ".join(READS.symbols)
        return f"not in the network's alphabet ({known}): it contains “{visible(strange[:8])}”"
    return None


def tokens(word: str) -> Tokens:
    """(T,): the word's tokens."""
    return READS.encode(word)


def asked(word: str) -> int:
    """The time, from 1, that the answer is taken at: the last question, else the end."""
    return word.rindex(ASK) + 1 if ASK in word else len(word)


def holds(experiment: Experiment) -> tuple[Hold, ...]:
    """The experiment's holds in the core's terms; those times beyond the word hold nothing."""
    first, last = experiment.times
    steps = tuple(range(first - 1, min(last, len(experiment.word))))
    if experiment.gate == "none" or not steps:
        return ()
    own = None if experiment.unit == "all" else (int(experiment.unit) - 1,)
    if experiment.gate == KEEP:
        return Hold("f", 1.0, own, steps), Hold("i", 0.0, own, steps)
    return (Hold(experiment.gate, experiment.value, own, steps),)


def untouched(word: str) -> Play:
    """The run of ``word`` as the network chooses."""
    return clamped_run.play(network(), tokens(word), asked(word) - 1)


def played(experiment: Experiment, free: Play) -> Play:
    """The run with the experiment's hold; the untouched run ``free`` itself where nothing is held."""
    held = holds(experiment)
    if not held:
        return free
    return clamped_run.play(network(), tokens(experiment.word), asked(experiment.word) - 1, held)


def right(play: Play) -> bool:
    """True if the network answers as the task demands at every time step."""
    return bool((play.said == answers(play.word)).all())


def answer(play: Play) -> str:
    """What the network predicts when the answer is taken, in words."""
    symbol = SAYS.symbols[int(play.said[play.asked])]
    return "nothing" if symbol == NOTHING else symbol


def errors(play: Play) -> dict[str, float]:
    """The relative errors of the gradients on the screen against finite differences."""
    return clamped_run.errors(play, np.random.default_rng(0))
