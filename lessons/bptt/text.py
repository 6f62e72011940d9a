"""The text under the figure of the lesson on back-propagation through time, and its exercises."""

from dataclasses import replace

import numpy as np

from figures.numbers import signed
from lessons.bptt.model import by_loss, result
from lessons.bptt.state import Bptt
from rnn_core.cells import rnn
from rnn_core.grads import bptt
from ui.guide import Exercise, Section, Text

W, STATES, ARRIVING = 0.5, (0.6, 0.8), (0.2, -0.5)
"""The exercise by hand: W_hh, the two hidden states, what W_hyᵀ ∂L/∂y brings to each."""


def _whose() -> str:
    lengths = [float(np.linalg.norm(part)) for part in by_loss(result(Bptt()).walk, 1)]
    listed = ", ".join(f"{length:.2f} from $L_{s}$" for s, length in enumerate(lengths, start=1))
    return f"""A gradient of a mean is the mean of the gradients. So $\\partial L/\\partial h_1$ can be itemized by the loss that each part comes
from. In the network of the slide the four parts have the lengths {listed}. The state at the first time step gets more from the mistake at
the second one than from its own: the loss $L_2$ is the largest, and one factor $W_{{hh}}^\\top$ and one slope of tanh lie between. In another
network it can be the other way round. Normally the parts of distant losses are the smallest, for each time step back multiplies by one
more factor; the lesson after the next is about that.

Back-propagation never computes these parts one by one. It adds them up on the way, so one pass backward is enough, whatever the length."""


def _trace() -> tuple[rnn.RNNParams, rnn.RNNTrace]:
    inputs = np.arctanh(np.array(STATES)) - np.array([0.0, W * STATES[0]])
    params = rnn.RNNParams(np.ones((1, 1)), np.array([[W]]), np.zeros(1))
    return params, rnn.forward(params, inputs[:, np.newaxis, np.newaxis])


def _by_hand_solution() -> str:
    params, trace = _trace()
    arriving = np.array(ARRIVING)[:, np.newaxis, np.newaxis]
    grads = rnn.backward(params, trace, arriving)
    parts = bptt.split(params, trace, grads, arriving)
    a, shares = grads.a[:, 0, 0], bptt.contributions(trace, grads).W_hh[:, 0, 0]
    future, total = parts.h_from_future[0, 0, 0], parts.h[0, 0, 0]
    return (
        f"At $t=2$ nothing comes from the future. The slope of tanh is $1 - {STATES[1]}^2$ = {1 - STATES[1] ** 2:.2f}, so "
        f"$\\partial L/\\partial a_2$ = {signed(ARRIVING[1], 1)} · {1 - STATES[1] ** 2:.2f} = {signed(a[1], 2)}, and the share of $t=2$ is "
        f"{signed(a[1], 2)} · {STATES[0]} = {signed(shares[1], 3)}. From the future, {W} · ({signed(a[1], 2)}) = {signed(future, 2)} arrives at "
        f"$h_1$; with its own part, $\\partial L/\\partial h_1$ = {ARRIVING[0]} + ({signed(future, 2)}) = {signed(total, 2)}. The share of "
        f"$t=1$ is $\\partial L/\\partial a_1$ = {signed(a[0], 4)} times $h_0 = 0$, which is 0. So $\\partial L/\\partial W_{{hh}}$ = "
        f"{signed(shares.sum(), 3)}."
    )


def _here_solution() -> str:
    rows = []
    pairs = ((Bptt(), "$W_{hh}$"), (Bptt(matrix="W_xh"), "$W_{xh}$"), (Bptt(matrix="W_hy"), "$W_{hy}$"))
    for state, name in pairs:
        total, immediate = result(state).walk, result(replace(state, derivative="immediate")).walk
        missing = float(np.linalg.norm(total.gradient - immediate.gradient))
        rows.append(
            f"| {name} | {np.linalg.norm(total.gradient):.3f} | {np.linalg.norm(immediate.gradient):.3f} | {missing:.3f} |"
        )
    table = "\n".join(rows)
    return (
        "Lengths of the gradients (all entries of a matrix as one vector), for the network of the slide:\n\n"
        "| matrix | total | immediate | length of what is missing |\n| --- | --- | --- | --- |\n"
        f"{table}\n\nAt $W_{{hy}}$ nothing is missing: this matrix acts after the hidden state, and no way from it leads through a later "
        "time step. The other two act before it."
    )


TEXT = Text(
    sections=(
        Section(
            "The problem",
            """A network is trained by gradient descent: every weight moves a little against its gradient, the derivative of the loss with
respect to that weight. In a feed-forward network each weight matrix is used once. In a recurrent network the **same** matrices are used at
every time step, and the loss of a late time step depends on everything before it, through the hidden states. How does one get one gradient
for a matrix that was used many times?

The answer is to unroll the network and to treat it as a deep feed-forward network whose layers share their weights. The lecture puts it into
two lines: go **forward through the whole sequence to compute the loss**, then **backward through the whole sequence to compute the
gradient**. This is *back-propagation through time*, BPTT.""",
            ("forward", "backward"),
        ),
        Section(
            "The equations",
            r"""Forward, the pre-activation $a_t$ is a sum, the hidden state $h_t$ its tanh, the scores (logits) $y_t$ are read from it, and the
softmax makes probabilities $p_t$ of them:

$$a_t = W_{hh} h_{t-1} + W_{xh} x_t + b_h \qquad h_t = \tanh(a_t) \qquad y_t = W_{hy} h_t + b_y$$

$W_{hh}$ reads "from h to h". The input $x_t$ is one-hot: 1 in the place of its character, 0 elsewhere. The loss $L_t = -\ln p_t[\mathrm{target}]$ is
the cross-entropy in nats, and $L$ is the mean of all $T$ losses. Backward, with $\odot$ for entry times entry:

$$\frac{\partial L}{\partial y_t} = \frac{p_t - \mathrm{target}_t}{T} \qquad \frac{\partial L}{\partial h_t} = W_{hy}^\top \frac{\partial L}{\partial y_t} + W_{hh}^\top \frac{\partial L}{\partial a_{t+1}} \qquad \frac{\partial L}{\partial a_t} = \frac{\partial L}{\partial h_t} \odot (1 - h_t^2)$$

The second equation is the heart of it. A hidden state changes the loss in two ways: through its own scores, and through the next hidden
state. So its gradient is a sum of two parts, *from this loss* and *from the future*; at the last time step the second is zero. Every time step
then adds an outer product (a column times a row), its **share**, to the gradient of each matrix:

$$\frac{\partial L}{\partial W_{hh}} = \sum_t \frac{\partial L}{\partial a_t} h_{t-1}^\top \qquad \frac{\partial L}{\partial W_{xh}} = \sum_t \frac{\partial L}{\partial a_t} x_t^\top \qquad \frac{\partial L}{\partial W_{hy}} = \sum_t \frac{\partial L}{\partial y_t} h_t^\top$$

Dividing by $T$ comes from the mean; with the sum of the losses every violet number would be $T$ times as large.""",
            ("two-ways", "shares"),
        ),
        Section("Whose mistake is this?", _whose, ("whose-mistake",)),
        Section(
            "What people get wrong",
            r"""**Total or immediate?** $\partial h_t/\partial W$ can mean two things. *Immediate*: $W$ changes at time step $t$ alone, and $h_{t-1}$ is
held fixed. *Total*: $W$ changes at every time step, and $h_{t-1}$ has changed already. The gradient needs the total derivative, which is the sum
of the immediate ones of all time steps, each carried on through the later ones. One textbook writes the same symbol for both (*Dive into Deep
Learning*, equation 9.7.4; issue 2505). The *immediate* setting of the figure shows what happens: the finite differences no longer agree.

**The gradient is not the share of one time step.** The weights are shared, so there is one gradient, the sum over all time steps; a time step
can add nothing to it and still matter. The first one adds 0 to $W_{hh}$ because $h_0 = 0$, but to $W_{xh}$ it adds what comes from all losses.

**Cost.** The way back needs every hidden state of the way forward. Memory and time grow with the length, and for a very long sequence one can
go back only a part of it: that is the next lesson.""",
            ("immediate", "inputs"),
        ),
    ),
    exercises=(
        Exercise(
            "hand",
            f"One unit, two time steps: $W_{{hh}}$ = {W}, $h_0 = 0$, $h_1$ = {STATES[0]}, $h_2$ = {STATES[1]}. The losses pass back "
            f"{ARRIVING[0]} to $h_1$ and {signed(ARRIVING[1], 1)} to $h_2$ (through $W_{{hy}}^\\top$). Compute $\\partial L/\\partial h_1$ and "
            "$\\partial L/\\partial W_{hh}$.",
            _by_hand_solution,
            "two-ways",
        ),
        Exercise(
            "here",
            "Set *Derivative* to *immediate* and choose the three matrices one after the other. In which gradient is something missing, and in "
            "which not? Why?",
            _here_solution,
            "immediate",
        ),
        Exercise(
            "think",
            "Suppose only the last time step has a loss, as when a whole sentence gets one label. Which terms of the equations are then zero, and "
            "does $W_{xh}$ still learn from the first word?",
            "Only $\\partial L/\\partial y_T$ is different from zero, so in every earlier hidden state the part from this loss is zero and the whole "
            "gradient comes from the future. $W_{xh}$ does learn from the first word: its share there is $\\partial L/\\partial a_1\\, x_1^\\top$. But "
            "the only way is the longest one, with $T-1$ factors of $W_{hh}^\\top$ and of the slope of tanh, so the share can be very small.",
        ),
    ),
    sources="""
- Lecture, *Recurrent Neural Networks* (G. Roig, Goethe University): learning of the weights, back-propagation through time.
- P. Werbos, *Backpropagation through time: what it does and how to do it*, Proceedings of the IEEE 78, 1990.
- I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, 2016, section 10.2.2.
""",
)
