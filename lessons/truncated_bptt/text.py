"""The text under the figure of the lesson on truncated gradients, and its exercises."""

from dataclasses import replace

import numpy as np

from figures.numbers import signed
from lessons.truncated_bptt.model import race, windows
from lessons.truncated_bptt.shown import result
from lessons.truncated_bptt.state import TruncatedBptt
from rnn_core.cells import rnn
from ui.guide import Exercise, Section, Text

W, STATES, ARRIVING = 0.5, (0.5, 0.6, 0.8), (0.1, 0.2, -0.5)
"""The exercise by hand: W_hh, three hidden states, what W_hyᵀ ∂L/∂y brings to each."""
UPDATE = TruncatedBptt(view="update")


def _race_words() -> str:
    stored = race.stored()
    settings = stored.race
    rows = "\n".join(
        f"| {race.name(settings, k)} | {stored.median(k, 'loss'):.3f} | {100 * stored.median(k, 'accuracy'):.0f} % |"
        for k in settings.windows
    )
    return f"""How much is lost depends on what has to be learned. The figure's task is an echo: at every time step the network must name the random
character that it read {settings.lag} time steps before. The same network was trained with several $k$; start weights, sequences and number of
training steps ({settings.updates}) are the same. Stored medians of {len(stored.seeds)} seeds, on held-out sequences (`make train-truncated-race`
makes them again):

| $k$ | loss in nats | right |
| --- | --- | --- |
{rows}

With $k$ smaller than the lag the network hardly does better than guessing, because no loss ever reaches back to where the character was read.
**In general** every dependence that crosses a border between chunks gets no gradient; so every dependence longer than $k$ gets none, and a shorter
one only where it lies inside a chunk. **Only here** is the border so sharp: in real text most of what helps is near, so a truncated gradient
learns most of it, and often a window of some hundred characters is enough."""


def _forgetting() -> str:
    stored = race.stored()
    whole, carried, reset = (
        f"{100 * stored.in_chunks(size, how):.0f} %"
        for size, how in ((stored.race.T, "carried"), (5, "carried"), (5, "reset"))
    )
    return f"""**Truncation is not forgetting.** The forward pass is not changed at all: the state is carried from chunk to chunk. A network that
was trained with the full gradient gives {whole} right answers in one piece and {carried} in chunks of 5 with the state carried on. Set to
zeros at each chunk, it gives {reset}. Only the last one forgets. Programs that start each batch from a zero state do both at once, and are
often called truncated as well; they should not be confused.

In the stored curves of the stop on memory, the states of $k$ = 5 hold *less* of the characters just before than those of $k$ = 1: the character of 5 time steps ago can be read in {100 * stored.recalled(5, 5):.0f} % against
{100 * stored.recalled(1, 5):.0f} % of the cases. A random start keeps a little of everything, and a training whose losses never ask for a character may lose it. At the lag
of {stored.race.lag}, which the task asks for, both are near guessing.

**A truncated gradient is not just a shorter gradient.** Its length and its direction differ from those of the full one, and it can be longer: the
terms that are left out may have canceled others. It is not the gradient of the loss of the whole sequence. The gradient of $W_{{hy}}$ alone is exact,
because it uses only its own time step.

**Truncating, clipping and removing are three things.** Truncating ends the way back after some time steps; clipping (the next lesson) shortens a
gradient that is too long; a layer that is removed is gone."""


def _by_hand_solution() -> str:
    before = np.array([0.0, *STATES[:-1]])
    inputs = np.arctanh(np.array(STATES)) - W * before
    params = rnn.RNNParams(np.ones((1, 1)), np.array([[W]]), np.zeros(1))
    trace = rnn.forward(params, inputs[:, np.newaxis, np.newaxis])
    arriving = np.array(ARRIVING)[:, np.newaxis, np.newaxis]
    full = rnn.backward(params, trace, arriving)
    a, h = full.a[:, 0, 0], full.h[1:, 0, 0]
    first, second = (
        rnn.backward(params, trace.part(start, stop), arriving[start:stop]) for start, stop in ((0, 2), (2, 3))
    )
    truncated = float((first.params.W_hh + second.params.W_hh)[0, 0])
    a_2 = float(first.a[1, 0, 0])
    return (
        f"The second chunk is $t=3$ alone: $\\partial L/\\partial a_3$ = {signed(ARRIVING[2], 1)} · (1 − {STATES[2]}²) = {signed(a[2], 2)}, its share is "
        f"{signed(a[2], 2)} · {STATES[1]} = {signed(a[2] * STATES[1], 3)}. Truncated, $\\partial L/\\partial h_2$ is only {ARRIVING[1]}: the "
        f"{signed(W * a[2], 2)} that would come back from $t=3$ is left out (full: {signed(h[1], 2)}). So "
        f"$\\partial L/\\partial a_2$ = {ARRIVING[1]} · (1 − {STATES[1]}²) = {signed(a_2, 3)}, its share {signed(a_2 * STATES[0], 3)}. The share of "
        f"$t=1$ is 0, because $h_0=0$. Truncated: $\\partial L/\\partial W_{{hh}}$ = {signed(truncated, 3)}; full: {signed(float(full.params.W_hh[0, 0]), 3)}."
    )


def _here_solution() -> str:
    rows = []
    for k in (1, 2, 3, 4):
        found = result(replace(UPDATE, k=k)).windows
        beside = found.beside["cell.W_xh"]
        rows.append(f"| {k} | {beside.cosine:.3f} | {beside.norm_ratio:.2f} | {windows.numbers_kept(found.run, k)} |")
    table = "\n".join(rows)
    return (
        "For $W_{xh}$ in the network of the slide:\n\n| $k$ | cosine | length, full = 1 | stored numbers |\n| --- | --- | --- | --- |\n"
        f"{table}\n\nFor $k = 4$ nothing is truncated, because the word has four time steps. The stored numbers grow with $k$; they do not grow with the "
        "length of the text."
    )


TEXT = Text(
    sections=(
        Section(
            "The problem",
            """Back-propagation through time goes forward through the whole sequence and then backward through the whole sequence. It has to store every
hidden state until the way back, and the weights move only once per sequence. For a word that is no problem. For a book with a million
characters it is: the memory does not suffice, and there would be a single training step for the whole book.""",
            ("why",),
        ),
        Section(
            "The idea",
            r"""The lecture says it in two sentences. **Run forward and backward through chunks of the sequence** instead of the whole sequence. And:
:green[**carry hidden states forward in time**], :violet[**but only back-propagate for some smaller number of steps**]. The sequence is divided into
chunks of $k$ time steps (the *window*). Each chunk starts from the hidden state in which the last chunk ended, so forward nothing is lost. Then
the losses of this chunk are propagated back to its beginning, and the weights are updated; after that the next chunk is read.

For the gradient, the state at the beginning of a chunk counts as a constant. In the equation of the last lesson one term is replaced by 0, at the
last time step of every chunk:

$$\frac{\partial L}{\partial h_t} = W_{hy}^\top \frac{\partial L}{\partial y_t} + W_{hh}^\top \frac{\partial L}{\partial a_{t+1}} \qquad \text{at a border:} \qquad \frac{\partial L}{\partial h_t} = W_{hy}^\top \frac{\partial L}{\partial y_t}$$

Here $h_t$ is the hidden state, $a_t$ the sum inside its tanh, $y_t$ the scores (logits), and $W_{hh}$ the matrix from each hidden state to the next. With
$k = 1$ only the immediate derivative is left; with $k \ge T$ it is the full gradient.""",
            ("chunks", "carry", "which"),
        ),
        Section("What is lost", _race_words, ("race",)),
        Section("What people get wrong", _forgetting, ("memory", "not-shorter")),
    ),
    exercises=(
        Exercise(
            "hand",
            f"One unit, three time steps, $W_{{hh}}$ = {W}, $h_0 = 0$, $h_1$ = {STATES[0]}, $h_2$ = {STATES[1]}, $h_3$ = {STATES[2]}. The losses pass back {ARRIVING[0]}, "
            f"{ARRIVING[1]} and {signed(ARRIVING[2], 1)} to the three states. Compute $\\partial L/\\partial W_{{hh}}$ with chunks of $k = 2$.",
            _by_hand_solution,
            "carry",
        ),
        Exercise(
            "here",
            "Drag the scissors through the word: $k$ = 1, 2, 3, 4. How do cosine and length of the truncated gradient of $W_{xh}$ change, and how many numbers "
            "must be stored?",
            _here_solution,
            "which",
        ),
        Exercise(
            "think",
            "A network is trained on novels with chunks of 25 characters, the state carried on. After training it closes brackets correctly that were opened "
            "60 characters before. How can that be, although no gradient ever went back so far?",
            "The state carries the information forward over any distance, and it was learned within chunks: brackets that open and close inside one chunk teach "
            "the weights to keep an open bracket in the state. If the mechanism keeps it for 20 time steps without change, it often keeps it for 60 as well. Truncation "
            "forbids to learn from distant mistakes, not to use what was learned from near ones.",
        ),
    ),
    sources="""
- Lecture, *Recurrent Neural Networks* (G. Roig, Goethe University): truncated back-propagation through time.
- R. J. Williams, J. Peng, *An efficient gradient-based algorithm for on-line training of recurrent network trajectories*, Neural Computation 2, 1990.
- A. Karpathy, *The Unreasonable Effectiveness of Recurrent Neural Networks*, 2015: training on text in chunks.
""",
)
