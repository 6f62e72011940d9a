"""The text under the figure of the lesson long-term, and its exercises."""

import math

import numpy as np

from figures.numbers import signed
from lessons.long_term.figure.sequence import share_text
from lessons.long_term.model import stored
from lessons.long_term.model.results import solved
from lessons.long_term.shown import result
from lessons.long_term.state import LongTerm
from rnn_core.activations import sigmoid
from ui.guide import Exercise, Section, Text, share

HAND_FACTOR, HAND_STEPS = 0.9, 60
STARTS = {"uniform": "uniform", "orthogonal": "orthogonal", "bias 1": "forget bias 1", "bias 3": "forget bias 3"}
"""How the text names the starts of the stored trainings."""


def _far() -> str:
    shares = [result(LongTerm(lag="100", network="start", run=run)).read.log10_share[0] for run in range(1, 6)]
    return f"""To predict the last word of *the clouds are in the sky*, a network needs no more than the words just before: the gap between the relevant
information and the place where it is needed is small. **If the relevant information is close, RNNs can learn to use the past.** To predict the last word of *I grew up in
France … I speak fluent French*, it needs a word that may stand arbitrarily far back. In theory a hidden state $h_t$ can carry it. In practice **long-term dependencies
are hard to model**.

The reason is the gradient of the lesson on exploding and vanishing gradients. The weights learn to store the clue only if the gradient of the last loss $L$ reaches it, and on the way every
time step multiplies by $W_{{hh}}^\\top$ (the weights from h to h, transposed) and by the slope of the tanh:

$$\\frac{{\\partial L}}{{\\partial h_1}} = \\prod_{{t=2}}^{{T}} W_{{hh}}^\\top\\, \\mathrm{{diag}}(1 - h_t^2)\\; \\frac{{\\partial L}}{{\\partial h_T}}$$

In five vanilla RNNs with the usual start (weights drawn uniformly), {share_text(float(min(shares)))} to {share_text(float(max(shares)))} of the gradient arrives over 100 time steps. With the near
sentence the same start works, because there are only two factors. The *lag* is the number of time steps for which the clue must be kept."""


def _tasks() -> str:
    named = {task: stored.compared(task, "cells") for task in ("adding", "first", "order")}
    rows = []
    for task, lags in (("adding", (5, 20, 50)), ("first", (10, 100)), ("order", (8, 40))):
        for lag in lags:
            runs = [named[task][cell][lag] for cell in ("rnn", "lstm")]
            counts = [f"{share(solved(of), len(of))}, {STARTS[of[0].trial.start]}" for of in runs]
            name = {"adding": "adding", "first": "first word", "order": "order"}[task]
            rows.append(f"| {name} | {lag} | {counts[0]} | {counts[1]} |")
    table = "\n".join(rows)
    bias = float(named["first"]["lstm"][100][0].trial.start.removeprefix("bias "))
    gate = float(sigmoid(np.array([bias]))[0])
    return f"""Real text mixes near and far. So one measures with made-up tasks whose lag is known. **First word**: the first of many words decides the last (after Bengio, Simard and Frasconi 1994).
**Adding**: each input is a number and a marker; the answer is the sum of the two marked numbers. **Order**: in which order did X and Y come? Both are from Hochreiter and Schmidhuber (1997). The score is the share of right
answers, or for adding the mean squared error.

The stored runs of this page (`models/long_term.md` says how to make them again) trained a vanilla RNN and an LSTM with equally many weights and the optimizer Adam. Each cell has the start and the learning rate that did best on two other seeds. Seeds that solved the task, and the start:

| task | lag | vanilla RNN | LSTM |
| --- | --- | --- | --- |
{table}

*Solved* means 95 % of the held-out sequences right, or for adding a squared error of at most 0.01. A lower error than that of the constant answer is not enough: at lag 5 the vanilla RNN comes nearer than 1 does, and solves nothing.

Why does the vanilla RNN win at the first word over 100 time steps? Because of its start. By itself an orthogonal $W_{{hh}}$ shortens no gradient on its way back, so the clue teaches from the first training step on. The LSTM, which a later lesson explains,
starts with a factor of about {signed(gate, 3)} for each time step along its direct path (forget bias {bias:g}), and {signed(gate, 3)} to the power of 100 is {signed(gate**100, 4)}."""


def _hand() -> str:
    return (
        f"Each time step keeps the factor {HAND_FACTOR} of a gradient. How much of it is left after {HAND_STEPS} time steps? How many steps back does the gradient reach before "
        "less than a thousandth is left?"
    )


def _hand_solution() -> str:
    left = HAND_FACTOR**HAND_STEPS
    steps = math.ceil(math.log(1e-3) / math.log(HAND_FACTOR))
    return (
        f"{HAND_FACTOR} to the power of {HAND_STEPS} is {signed(left, 4)}. And {HAND_FACTOR} to the power of $n$ falls below 0.001 at "
        f"$n$ = ln 0.001 / ln {HAND_FACTOR} = {signed(math.log(1e-3) / math.log(HAND_FACTOR), 1)}, so from the {steps}th step on. Even a factor near 1 leaves little after a sentence or two."
    )


def _here_solution() -> str:
    rows = []
    for example in range(1, 6):
        read = result(LongTerm(task="adding", lag="50", example=example)).read
        rows.append(f"| {example} | {read.answer(read.steps)} | {read.right} |")
    table = "\n".join(rows)
    return (
        f"| sequence | the network answers | right |\n| --- | --- | --- |\n{table}\n\nThe answer hardly depends on the sequence: the network answers about 1, the mean of the sum of two "
        "numbers between 0 and 1, and so makes the squared error of the constant answer. The LSTM of the same size comes near the right sum."
    )


TEXT = Text(
    sections=(
        Section("Near clue, far clue", _far, ("near", "far")),
        Section("Measuring memory", _tasks, ("adding", "fails", "why", "lstm", "limits")),
        Section(
            "The exception, and what people get wrong",
            """*“An RNN cannot learn lags beyond twenty.”* Not so. With an **orthogonal** $W_{hh}$, a matrix that changes the length of no vector, only the tanh shrinks the gradient, and slowly. Trained with
Adam (an optimizer that scales the step of each weight), such a vanilla RNN recalls the first word over 100 time steps with every seed here. It fails at adding all the same, where it must keep one number exactly while it reads many others. So how far a network remembers depends on the
cell, the start, the optimizer *and* the task.

*“Clipping helps.”* Against exploding gradients. With plain gradient descent instead of Adam, and the uniform start, it saves two of five seeds at the shortest lag of the order task, and none beyond: a short gradient stays short.

*“An LSTM remembers for ever.”* It reaches farther, but at the longest lags some of its seeds fail too. Why it reaches farther at all, the next two lessons explain.

What is general here: the product of factors. What is particular: three made-up tasks, small networks, and at most 1,500 training steps. The literature trained far longer.""",
            ("exception", "clipping"),
        ),
    ),
    exercises=(
        Exercise("hand", _hand, _hand_solution, "far"),
        Exercise(
            "here",
            "Under *More*, step through sequences 1 to 5 of the adding task at lag 50. How much does the answer of the trained vanilla RNN depend on what it reads?",
            _here_solution,
            "why",
        ),
        Exercise(
            "think",
            "Someone repeats the first word every ten words in all training sequences, so that the far clue becomes a close one. Would the vanilla RNN with the usual start "
            "learn this task, and would it then solve the old one?",
            "It would probably learn the new task: over ten time steps enough of the gradient arrives. But nothing in these sequences requires keeping a word for a hundred time steps, so the "
            "weights may let the old clue fade as soon as the next one comes. On the old task such a network can fail. What a network learns to keep is decided by the gradients that reach it.",
        ),
    ),
    sources="""
- Lecture, *Recurrent Neural Networks* (G. Roig, Goethe University): clouds and sky; long-term dependencies are hard to model.
- Y. Bengio, P. Simard, P. Frasconi, *Learning Long-Term Dependencies with Gradient Descent is Difficult*, 1994.
- S. Hochreiter, J. Schmidhuber, *Long Short-Term Memory*, Neural Computation 9, 1997: adding and temporal order.
- R. Pascanu, T. Mikolov, Y. Bengio, *On the Difficulty of Training Recurrent Neural Networks*, ICML 2013.
- A. Saxe, J. McClelland, S. Ganguli, *Exact Solutions to the Nonlinear Dynamics of Learning*, 2014: orthogonal starts.
""",
)
