"""The network of the lesson on gates: what it reads, which gate is held, and what follows."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from figures.numbers import visible
from lessons.lstm_gates.figure.equations import COMPLETE
from rnn_core.cells.gate_clamp import Hold
from rnn_core.model import Model
from rnn_core.studies import clamped_run as gate_play
from rnn_core.studies.clamped_run import Play
from rnn_core.studies.store_recall_task import ASK, LETTERS, NOTHING, READS, SAYS
from rnn_core.text import graphemes
from rnn_core.types import Tokens
from ui import controls, shipped, walk

LONGEST = 20
LECTURE = "a.?!b..?"
KEEP = "keep"
"""The hold that neither forgets nor writes: f = 1 and i = 0."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is read, the time taken apart (from 1), and the hold: gate, unit, value, its times.

    gate: "none", "f", "i", "o" or `KEEP`; unit: "1", "2" or "all"; times (first, last), from 1.
    """

    word: str = LECTURE
    apart: int = 1
    gate: str = "none"
    unit: str = "1"
    value: float = 0.0
    times: tuple[int, int] = (6, 6)


def network() -> Model:
    """The shipped network."""
    found: Model = shipped.model("keeper")
    return found


def units() -> tuple[str, ...]:
    """The units by number, and all of them."""
    return (*(str(unit + 1) for unit in range(network().cell.n_hidden)), "all")


def unusable(text: str) -> str | None:
    """Why ``text`` cannot be read by the network; None if it can."""
    symbols = graphemes(text)
    if not symbols:
        return "empty: it needs one symbol at least"
    if len(symbols) > LONGEST:
        return f"too long: {len(symbols)} symbols, at most {LONGEST} fit into the figure"
    strange = next((symbol for symbol in symbols if symbol not in READS.symbols), None)
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


def holds(choice: Choice) -> tuple[Hold, ...]:
    """The choice's holds in the core's terms; those times beyond the word hold nothing."""
    first, last = choice.times
    steps = tuple(range(first - 1, min(last, len(choice.word))))
    if choice.gate == "none" or not steps:
        return ()
    own = None if choice.unit == "all" else (int(choice.unit) - 1,)
    if choice.gate == KEEP:
        return Hold("f", 1.0, own, steps), Hold("i", 0.0, own, steps)
    return (Hold(choice.gate, choice.value, own, steps),)


@lru_cache(maxsize=64)
def untouched(word: str) -> Play:
    """The run of ``word`` as the network chooses."""
    return gate_play.play(network(), tokens(word), asked(word) - 1)


def played(choice: Choice) -> Play:
    """The run with the choice's hold; the untouched one itself where nothing is held."""
    held = holds(choice)
    if not held:
        return untouched(choice.word)
    return gate_play.play(network(), tokens(choice.word), asked(choice.word) - 1, held)


def experiment(word: str) -> Choice:
    """What the question proposes: forget once, right after the last letter asked for."""
    end = asked(word)
    last = max((word[:end].rfind(letter) for letter in LETTERS), default=-1) + 1
    t = min(last + 1, end) if last else end
    return Choice(word, gate="f", unit="1", value=0.0, times=(t, t))


def tried(choice: Choice) -> bool:
    """True if the choice's hold is the one that the question proposes."""
    return holds(choice) == holds(experiment(choice.word))


def says(play: Play) -> str:
    """What is said when the answer is taken, in words."""
    symbol = SAYS.symbols[int(play.said[play.asked])]
    return "nothing" if symbol == NOTHING else symbol


def errors(choice: Choice) -> dict[str, float]:
    """The relative errors of the gradients on the screen against finite differences."""
    return gate_play.errors(played(choice), np.random.default_rng(0))


def show(choice: Choice) -> None:
    """Hold what ``choice`` says, and go to where the answer is taken; for use in a callback."""
    controls.set_to(
        {"gate": choice.gate, "unit": choice.unit, "value": choice.value, "times": choice.times, "apart": choice.apart}
    )
    walk.jump(COMPLETE + asked(choice.word) - choice.apart, highlight=(f"p.{asked(choice.word)}",))
