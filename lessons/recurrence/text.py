"""The text under the figure of the lesson recurrence, and its exercises."""

import numpy as np

from figures.numbers import signed
from lessons.recurrence.model import network
from lessons.recurrence.script import FORGETS, START
from lessons.recurrence.shown import result
from lessons.recurrence.state import Recurrence
from ui.guide import Exercise, Section, Text

W_HAND, U_HAND, X_HAND = 0.5, 1.0, (1.0, -1.0, 0.0)
"""One unit, to be computed by hand: W_hh, W_xh and the inputs."""


def _by_hand_states() -> list[float]:
    numbers = network.drawn(len(X_HAND), 1, 1)
    for name, value in (("W_hh", W_HAND), ("W_xh", 0.0), ("x", 0.0)):
        numbers = network.changed(numbers, name, (), value)
    numbers = network.changed(numbers, "W_xh", (1, 1), U_HAND)
    for t, x in enumerate(X_HAND, start=1):
        numbers = network.changed(numbers, "x", (t, 1), x)
    return [float(h) for h in network.run(numbers).trace.h[1:, 0, 0]]


def _by_hand() -> str:
    inputs = ", ".join(signed(x, 0) for x in X_HAND)
    return (
        f"A network has one hidden unit and one input: $h_t = \\tanh({W_HAND:g}\\, h_{{t-1}} + {U_HAND:g}\\, x_t)$, $h_0 = 0$. "
        f"It reads the inputs {inputs}. Compute $h_1$, $h_2$ and $h_3$. Is anything of the first input left in $h_3$?"
    )


def _by_hand_solution() -> str:
    h = [0.0, *_by_hand_states()]
    lines = [
        f"$h_{t}$ = tanh({W_HAND:g} · ({signed(h[t - 1], 3)}) + ({signed(x, 0)})) = {signed(h[t], 3)}"
        for t, x in enumerate(X_HAND, start=1)
    ]
    alone = float(np.tanh(W_HAND * np.tanh(X_HAND[1])))
    return (
        "; ".join(lines) + ". "
        f"Without the first input, $h_3$ would be tanh({W_HAND:g} · tanh(−1)) = {signed(alone, 3)}. The difference, "
        f"{signed(h[3] - alone, 3)}, is what is left of it in $h_3$."
    )


def _here_solution() -> str:
    rows = []
    for seed in range(1, 6):
        found = result(Recurrence(seed=seed))
        moves = " | ".join(signed(float(move), 2) for move in found.farthest)
        rows.append(f"| {seed} | {moves} | {found.state.names[int(found.farthest.argmax())]} |")
    table = "\n".join(rows)
    return (
        "How far the unit of $h_4$ that moves most moves without each input:\n\n"
        f"| seed | a | b | c | d | most |\n| --- | --- | --- | --- | --- | --- |\n{table}\n\n"
        "No position always wins: it depends on the weights. Training will choose weights that keep what the task needs."
    )


def _general() -> str:
    found, forgets = result(START), result(FORGETS)
    kept = signed(float(forgets.farthest[-1]), 2)
    return f"""The lecture gives a second picture: **multiple copies of the same network, each passing a message to its successor**. The
message is the hidden state. Nothing else passes: if $W_{{hh}}$ is set to 0, only the latest input can move the last state (here by {kept}
when it is left out), and the network has no memory at all.

In general, the same function with the same parameters is used at every time step. Therefore the number of weights does not depend on
the length $T$ of the sequence: here it is {found.weights} for one time step as for six. Therefore, too, a network can read a sequence longer
than every sequence it was trained on; whether it then answers well is another matter. And the order of the inputs matters: they are
combined one after the other, not added up.

Only here, with these random weights, does the input b matter most for $h_4$. With other weights it may be the first or the last.
Nothing in the formula says how long an input is remembered. Training decides that, and later lessons show why it is hard for long gaps.

What people often get wrong: the copies of the unrolled drawing are not layers with weights of their own. A change of one entry of
$W_{{hh}}$ changes *every* copy of the arrow at once. And $y_t$ is not the state: it is computed from the state and then set aside."""


TEXT = Text(
    sections=(
        Section(
            "The problem: sequences of any length",
            """A feed-forward network has a fixed number of inputs. A sentence, a film or a sound has not. One could build one network for
each length, but then nothing learned for sequences of four vectors would help with five. A **recurrent neural network** (RNN) reads
the sequence one vector at a time and keeps a summary of what it has read, the **hidden state** $h_t$. At every time step $t$ it
computes

$$h_t = f_W(h_{t-1}, x_t)$$

Here $h_t$ is the **new state**, $h_{t-1}$ the **old state**, $x_t$ the **input vector at time step $t$**, and $f_W$ a **function with
parameters** $W$. Notice that the same function and the same set of parameters are used at every time step. The state before the first
time step, $h_0$, is usually all zeros.""",
            ("function", "rolled"),
        ),
        Section(
            "The vanilla RNN",
            """The simplest choice of $f_W$ is called the *vanilla* RNN. Its state is one vector of $H$ numbers, one for each hidden unit:

$$h_t = \\tanh(W_{hh}\\, h_{t-1} + W_{xh}\\, x_t) \\qquad y_t = W_{hy}\\, h_t$$

$W_{hh}$ reads "from h to h": it takes the old state to the new one and has $H$ rows and $H$ columns. $W_{xh}$ takes the input to the state,
$W_{hy}$ the state to the output $y_t$. The hyperbolic tangent, tanh, is applied to each number. It maps every number into the interval from
−1 to 1, so that the state cannot grow without bound however long the sequence is, and it makes the function nonlinear: without it,
all the time steps together would be one linear map of the inputs. In practice a bias vector is added to each sum; the lecture leaves
the biases out, and *Biases* under *More* adds them.

In the figure each column is one time step and each box one vector. Click a number and its arithmetic appears beside the figure.""",
            ("tanh", "output"),
        ),
        Section("Copies that pass a message", _general, ("copies", "order", "left-out", "forgetting", "any-length")),
    ),
    exercises=(
        Exercise("hand", _by_hand, _by_hand_solution, "tanh"),
        Exercise(
            "here",
            "Which input does $h_4$ depend on most with other weights? Press *New weights* four times and look at the row under the "
            "inputs each time. Is it always the same position?",
            _here_solution,
            "left-out",
        ),
        Exercise(
            "think",
            "Suppose tanh is left out, so that $h_t = W_{hh} h_{t-1} + W_{xh} x_t$. Does the order of the inputs still matter? Could "
            "the network still react to an input differently depending on what it read before?",
            "The order still matters: after $T$ time steps the state is the sum of all $W_{hh}^{T-t} W_{xh} x_t$, and each input is "
            "multiplied by another power of $W_{hh}$. But it is a sum: what an input adds does not depend on the other inputs. The "
            "meaning of “good” could not depend on a “not” before it. That needs the nonlinear tanh.",
        ),
    ),
    sources="""
- Lecture, *Recurrent Neural Networks* (G. Roig, Goethe University): $h_t = f_W(h_{t-1}, x_t)$, the vanilla RNN, the unrolled graph.
- J. L. Elman, *Finding Structure in Time*, Cognitive Science 14, 1990: the network with this equation.
- I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, 2016, chapter 10: unfolding computational graphs, parameter sharing.
""",
)
