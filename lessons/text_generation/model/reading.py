"""A character network at a text, read or written, with everything it computed at each character.

Every text begins with the end of a line, so that the network says what the first character will be.
Symbols that the network has no number for are not read: its state stays as it was.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from datasets.typed import symbols as symbols_of
from rnn_core import model as network
from rnn_core import sample
from rnn_core.activations import softmax
from rnn_core.cells import registry
from rnn_core.model import Model, Run
from rnn_core.text import Vocabulary
from rnn_core.types import Array
from rnn_core.weights import flatten, unflatten

START = "\n"


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A text and the run over it.

    symbols: of the text, the start among them. times: the step that read each, from 1; 0 for none.
    given: how many symbols were given; the network wrote the others. p: (T, V), the chances of the
    next symbol at the temperature.
    """

    model: Model
    vocabulary: Vocabulary
    symbols: tuple[str, ...]
    times: tuple[int, ...]
    given: int
    temperature: float
    run: Run
    p: Array

    @property
    def steps(self) -> int:
        """T, the number of symbols that were read."""
        return len(self.p)

    @property
    def tokens(self) -> list[int]:
        """The tokens read."""
        found: list[int] = self.run.x[:, 0].tolist()
        return found

    @property
    def strange(self) -> list[str]:
        """The symbols that the network does not know, each once."""
        pairs = zip(self.symbols, self.times, strict=True)
        return list(dict.fromkeys(symbol for symbol, time in pairs if not time))

    def place(self, t: int) -> int:
        """Where the symbol of step t stands in `symbols`, from 0."""
        return self.times.index(t)

    @property
    def letter(self) -> str:
        """What the network carries from symbol to symbol: C or h."""
        return carried(self.model)

    def memory(self, unit: int) -> Array:
        """(T,): C of the unit, from 0, after each step; h in a network without a C."""
        values: Array = getattr(self.run.trace, self.letter)[1:, 0, unit]
        return values


def carried(model: Model) -> str:
    """The letter of what a network carries from symbol to symbol: C where it has a memory, else h."""
    return "C" if model.cell.has_memory else "h"


def read(model: Model, vocabulary: Vocabulary, text: str) -> Reading:
    """The network reading the text."""
    symbols = (START, *symbols_of(text))
    known = set(vocabulary.symbols)
    tokens = vocabulary.encode([symbol for symbol in symbols if symbol in known]).tolist()
    return _reading(model, vocabulary, symbols, _times(symbols, known), len(symbols), 1.0, tokens)


def write(model: Model, vocabulary: Vocabulary, start: str, n: int, temperature: float, seed: int) -> Reading:
    """The text that the network writes after `start`, n symbols; at temperature 0 the best ones."""
    known = set(vocabulary.symbols)
    typed = (*(symbol for symbol in (START,) if symbol in known), *symbols_of(start))
    given = [symbol for symbol in typed if symbol in known]
    if not given:
        given = [vocabulary.symbols[0]]
        typed = (*given, *typed)
    if temperature == 0:
        drawn = sample.greedy(model, vocabulary, given, n)
    else:
        rng = np.random.default_rng(seed)
        drawn = sample.temperature(model, vocabulary, given, n, rng=rng, temperature=temperature)
    tokens = drawn.tokens.tolist()
    symbols = (*typed, *(vocabulary.symbols[token] for token in tokens[-n:]))
    return _reading(model, vocabulary, symbols, _times(symbols, known), len(typed), temperature, tokens)


def _times(symbols: Sequence[str], known: Collection[str]) -> tuple[int, ...]:
    """The step that reads each symbol, from 1; 0 for one that is not known."""
    reads = [symbol in known for symbol in symbols]
    return tuple(step if read else 0 for step, read in zip(accumulate(reads), reads, strict=True))


def _reading(
    model: Model,
    vocabulary: Vocabulary,
    symbols: tuple[str, ...],
    times: tuple[int, ...],
    given: int,
    temperature: float,
    tokens: list[int],
) -> Reading:
    run = network.run(model, np.array(tokens)[:, np.newaxis])
    y = run.y[:, 0]
    if temperature == 0:
        p = np.eye(y.shape[1], dtype=y.dtype)[y.argmax(1)]
    else:
        p = softmax((y - y.max(1, keepdims=True)) / temperature)
    return Reading(model, vocabulary, symbols, times, given, temperature, run, p)


def exact(reading: Reading) -> Reading:
    """The same text through the same weights in float64."""
    model = unflatten(reading.model, flatten(reading.model).astype(np.float64))
    return _reading(
        model, reading.vocabulary, reading.symbols, reading.times, reading.given, reading.temperature, reading.tokens
    )


def stepwise(reading: Reading) -> dict[str, float]:
    """How far C, h and y are from those of the cell's `step`, one symbol at a time, relative."""
    cell, readout, trace = reading.model.cell, reading.model.readout, reading.run.trace
    one_hot, names = np.eye(cell.n_inputs, dtype=cell.dtype), ("h", "C")[: len(trace.last)]
    states = [np.zeros(cell.n_hidden, cell.dtype) for _ in names]
    apart = dict.fromkeys((*names[::-1], "y"), 0.0)
    for t, token in enumerate(reading.tokens):
        step = registry.module_of(cell).step(cell, *states, one_hot[token])
        states = [registry.state_of(step), *(step.C for _ in names[1:])]
        pairs = {name: (state, getattr(trace, name)[t + 1, 0]) for name, state in zip(names, states, strict=True)}
        pairs["y"] = readout.W_hy @ states[0] + readout.b_y, reading.run.y[t, 0]
        for name, (slow, fast) in pairs.items():
            error = float(np.abs(slow - fast).max() / np.abs(fast).max())
            apart[name] = max(apart[name], error)
    return apart
