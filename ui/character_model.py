"""The character networks that lessons share: chosen by a configuration, trained along a tape.

A tape says how a network was trained: 20 steps at 0.1, then 5 at 1. It is short enough for a link,
and replaying it gives the same bits; so the link is the whole state.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np

from datasets import typed
from figures.numbers import visible
from rnn_core import model, presets, sample
from rnn_core.grads import gradcheck
from rnn_core.model import Model, Run
from rnn_core.optim import SGD
from rnn_core.sample import Generation
from rnn_core.text import Vocabulary
from rnn_core.train import Diverged, Snapshot, Trainer
from ui.cards import plain

WORD = "hello"
"""The lecture's word, with which every page starts."""
MOST_STEPS = 3000
TRAINED_STEPS, TRAINED_RATE = 300, 0.3
Segment = tuple[float, int]
Tape = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which network: its kind (slide, trained or random), word, hidden units, seed and cell."""

    kind: str
    word: str
    hidden: int
    seed: int
    cell: str = "rnn"


@dataclass(frozen=True, slots=True, eq=False)
class Training:
    """A network after its tape: the last snapshot, all mean losses so far, and how it ended."""

    vocabulary: Vocabulary
    snapshot: Snapshot
    losses: tuple[float, ...]
    tape: Tape
    diverged: Diverged | None = None

    @property
    def model(self) -> Model:
        """The network as it is now."""
        return self.snapshot.model

    def after(self, snapshots: Sequence[Snapshot], rate: float, diverged: Diverged | None = None) -> "Training":
        """The training gone on through ``snapshots``, made at the learning rate ``rate``."""
        return Training(
            self.vocabulary,
            snapshots[-1] if snapshots else self.snapshot,
            (*self.losses, *(snapshot.loss for snapshot in snapshots)),
            lengthened(self.tape, rate, len(snapshots)),
            diverged,
        )


def vocabulary_of(choice: Choice) -> Vocabulary:
    """The slide's h e l o for the slide's network, else the word's own symbols."""
    if choice.kind == "slide":
        return presets.hello_slide().vocabulary
    return Vocabulary.of(symbols(choice))


def slide_can_read(word: str) -> bool:
    """True if the slide's network knows every symbol of ``word``."""
    return set(typed.symbols(word)) <= set(presets.hello_slide().vocabulary.symbols)


def untrained(choice: Choice) -> Model:
    """The weights before any training: the slide's, or drawn from the seed."""
    if choice.kind == "slide":
        return presets.hello_slide().model
    memory = choice.cell == "lstm"
    return presets.drawn(vocabulary_of(choice), choice.hidden, choice.seed, memory=memory)


def start_tape(choice: Choice) -> Tape:
    """The training a preset begins with: none, except for the trained one."""
    return ((TRAINED_RATE, TRAINED_STEPS),) if choice.kind == "trained" else ()


def untouched(choice: Choice) -> Training:
    """The network of ``choice`` before any training."""
    first = next(iter(trainer(choice, 1.0)))
    return Training(vocabulary_of(choice), first, (first.loss,), ())


def at_the_start(choice: Choice, tape: Tape) -> bool:
    """True if many readers see this network: it has the lecture's word, and no training of a reader's own."""
    return choice.word == WORD and tape == start_tape(choice)


def replay(choice: Choice, tape: Tape) -> Training:
    """The network of ``choice`` after ``tape``; ends early where it diverges, and says so."""
    return _begun(choice) if at_the_start(choice, tape) else _replayed(choice, tape)


@lru_cache(maxsize=128)
def _begun(choice: Choice) -> Training:
    return _replayed(choice, start_tape(choice))


def _replayed(choice: Choice, tape: Tape) -> Training:
    training = untouched(choice)
    for rate, steps in tape:
        snapshots: list[Snapshot] = []
        diverged = None
        try:
            snapshots.extend(islice(trainer(choice, rate).resume(training.snapshot), steps))
        except Diverged as event:
            diverged = event
        training = training.after(snapshots, rate, diverged)
        if diverged:
            break
    return training


def grow(choice: Choice, training: Training, rate: float) -> Iterator[Training]:
    """``training`` after one more step at the learning rate ``rate``, after two, and so on; raises Diverged."""
    for snapshot in trainer(choice, rate).resume(training.snapshot):
        training = training.after([snapshot], rate)
        yield training


def trainer(choice: Choice, rate: float) -> Trainer:
    """Plain gradient descent on the choice's word."""
    x, targets = vocabulary_of(choice).pairs(symbols(choice))
    return Trainer(untrained(choice), x, targets, SGD(rate))


def lengthened(tape: Tape, rate: float, steps: int) -> Tape:
    """``tape`` with ``steps`` more at ``rate``, joined to its last segment if that has the rate."""
    if not steps:
        return tape
    if tape and tape[-1][0] == rate:
        return (*tape[:-1], (rate, tape[-1][1] + steps))
    return (*tape, (rate, steps))


def length(tape: Tape) -> int:
    """The number of gradient steps on ``tape``."""
    return sum(steps for _, steps in tape)


def show_tape(tape: Tape) -> str:
    """``tape`` as it stands in a link: ``20@0.1-5@1``; ``0`` for one without a step."""
    return "-".join(f"{steps}@{repr(rate).removesuffix('.0')}" for rate, steps in tape) or "0"


def parse_tape(text: str) -> Tape | None:
    """The tape a link says; None where it is malformed or longer than a visit may train."""
    if text == "0":
        return ()
    segments = []
    for part in text.split("-"):
        steps, at, rate = part.partition("@")
        if not (at and steps.isascii() and steps.isdigit()):
            return None
        try:
            segment = (float(rate), int(steps))
        except ValueError:
            return None
        if not (1e-4 <= segment[0] <= 100 and 0 < segment[1] <= MOST_STEPS):
            return None
        segments.append(segment)
    tape = tuple(segments)
    return tape if length(tape) <= MOST_STEPS else None


def read(choice: Choice, trained: Model) -> Run:
    """The network's run over the word: all symbols but the last in, all but the first out."""
    return model.run(trained, *vocabulary_of(choice).pairs(symbols(choice)))


def write(choice: Choice, trained: Model, start: str, temperature: float, dice: int) -> Generation:
    """As many symbols as the word has, written after ``start``: the best ones at temperature 0."""
    vocabulary, n = vocabulary_of(choice), steps(choice)
    if temperature == 0:
        return sample.greedy(trained, vocabulary, typed.symbols(start), n)
    rng = np.random.default_rng(dice)
    return sample.temperature(trained, vocabulary, typed.symbols(start), n, rng=rng, temperature=temperature)


def story(choice: Choice, tape: Tape, written: Generation) -> str:
    """What was written, and by which network, as Markdown."""
    vocabulary = vocabulary_of(choice)
    start, *rest = [plain(visible(vocabulary.symbols[int(token)])) for token in written.tokens]
    owner = "the slide's network" if choice.kind == "slide" else "a network with random weights"
    steps_taken = length(tape)
    training = f"after {steps_taken} gradient steps" if steps_taken else "before any training"
    return f"{start} → **{' '.join(rest)}**, by {owner} {training}."


def symbols(choice: Choice) -> list[str]:
    """The symbols of the choice's word."""
    return typed.symbols(choice.word)


def prefix(choice: Choice, t: int) -> str:
    """The first ``t`` symbols of the choice's word, apart, as Markdown."""
    return " ".join(plain(visible(symbol)) for symbol in symbols(choice)[:t])


def steps(choice: Choice) -> int:
    """T, the number of steps the network reads: every symbol but the last."""
    return len(symbols(choice)) - 1


def gradient_errors(choice: Choice, trained: Model) -> dict[str, float]:
    """The relative errors of the gradients of ``trained`` on the choice's word."""
    run = read(choice, trained)

    def loss(weights: Model) -> float:
        again = model.run(weights, run.x, run.targets)
        return float("nan") if again.loss is None else again.loss

    grads = model.backward(run).model
    return gradcheck.directional(loss, run.model, grads, np.random.default_rng(0))
