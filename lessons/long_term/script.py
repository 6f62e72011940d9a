"""The tasks of long memories in words: symbols, answers, what is asked, what is known of them."""

import numpy as np

from lessons.long_term.model.reading import LagReading
from rnn_core.text import Vocabulary

TASKS = {"first": "first word", "adding": "adding", "order": "order"}
CELLS = {"rnn": "RNN", "lstm": "LSTM"}
FIRST = ("fish", "clouds", "France", "piano", "the", "and")
"""The lecture's near clue is clouds → sky; the two noise words say nothing."""
ORDER = ("X", "Y", "a", "b", "c", "d", "start", "end")
ANSWERS = {"first": ("sea", "sky", "French", "music"), "adding": ("sum",), "order": ("XX", "XY", "YX", "YY")}
ASKED = {
    "first": "The first word decides the last: clouds → sky. In between only noise.",
    "adding": "Two numbers are marked, one in each half: what is their sum?",
    "order": "X or Y came first, X or Y came second: which of four? The rest distracts.",
}
KNOWN = {
    "first": "After Bengio, Simard, Frasconi (1994): gradient descent fails on recurrent networks "
    "as the lag grows. Chance is 1/4.",
    "adding": "Hochreiter and Schmidhuber (1997), §5.4. Always answering 1 costs 2/12 = 0.167, "
    "the baseline of Arjovsky, Shah, Bengio (2016).",
    "order": "Hochreiter and Schmidhuber (1997), task 6a; chance is 1/4. Pascanu, Mikolov, Bengio "
    "(2013): a tanh network trained by SGD fails beyond about 20 steps, and clipping alone does "
    "not rescue it.",
}

FINDINGS = """
**Where each fails, as measured.** *RNN*: adding is never solved within 1,500 steps, and from lag 20
(40 steps) on it is no better than always answering 1; order at lag 40 (about 105 steps). *LSTM*:
order at lag 40, the first word at lag 100, each with some seeds.

**Why the RNN wins at the first word.** An orthogonal W_hh forgets nothing to begin with, and only
two noise words follow. A forget bias of 1 starts an LSTM with f = σ(1) = 0.73, and 0.73⁶⁰ is 10⁻⁸:
at lag 60 all seeds stay at chance, with a bias of 3 (f = 0.95) all solve it. What a cell keeps
*before* it has learned decides what it can learn.

**Clipping.** Pascanu, Mikolov, Bengio (2013): trained by SGD, a tanh network fails at temporal
order beyond about 20 steps, and clipping alone does not rescue it. Measured here with plain SGD:
at 20 to 22 steps two of five seeds solve it with clipping, none without; beyond, none at all. With
Adam and an orthogonal start it differs: most seeds solve it up to 55 steps, clipped or not. The
paper trained far longer (up to 5 million updates) than the 1,500 steps here.

**How.** Two extra seeds chose rate (0.001, 0.003, 0.01) and start for both cells from grids of
equal size. Batches of 32, Adam, clipping at 1, at most 1,000 or 1,500 steps. *Solved*: 95 % right,
or a squared error of 0.01, on 1,000 sequences kept for the end.
"""


def answers(task: str) -> Vocabulary:
    """What a network of the task can say."""
    return Vocabulary(ANSWERS[task])


def symbol(reading: LagReading, t: int) -> str:
    """What the sequence says at t."""
    x = reading.run.x[t - 1, 0]
    if reading.trial.task == "adding":
        return f"{float(np.asarray(x)[0]):.2f}"
    return (FIRST if reading.trial.task == "first" else ORDER)[int(x)]


def answer(reading: LagReading, t: int) -> str:
    """What the network would say at t."""
    said = float(reading.answers[t - 1])
    task = reading.trial.task
    return f"{said:.2f}" if task == "adding" else ANSWERS[task][int(said)]


def right(reading: LagReading) -> str:
    """The right answer."""
    task = reading.trial.task
    return f"{reading.target:.2f}" if task == "adding" else ANSWERS[task][int(reading.target)]


def length(task: str, lag: int) -> str:
    """How long the sequences of the lag are."""
    if task == "first":
        return f"{lag + 1} steps"
    if task == "adding":
        return f"{2 * lag} steps"
    return f"{100 * lag // 40} to {110 * lag // 40} steps"
