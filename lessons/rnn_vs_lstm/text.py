"""The text under the figure of the lesson rnn-vs-lstm, and its exercises."""

import math

import numpy as np

from figures.curve_data import spoken
from figures.numbers import signed
from lessons.rnn_vs_lstm import all_pairs, cards
from lessons.rnn_vs_lstm.all_pairs import LINES
from lessons.rnn_vs_lstm.model import far_back, first_step_back, log10_left, result, split
from lessons.rnn_vs_lstm.state import RnnVsLstm
from rnn_core.activations import sigmoid
from ui.guide import Exercise, Section, Text

HAND_BIAS, HAND_STEPS = 2.0, 50


def _columns() -> str:
    found = result(RnnVsLstm())
    n, H = found.vanilla[0].n_hidden, found.lstms[0].n_hidden
    return f"""The lecture ends with two columns. Left the **plain (vanilla) RNN**, right the **LSTM** (Long Short-Term Memory), both as one matrix $W$ that
multiplies the old hidden state $h_{{t-1}}$ and the input $x_t$, written below each other in one vector:

$$h_t = \\tanh\\left(W \\begin{{bmatrix}} h_{{t-1}} \\\\ x_t \\end{{bmatrix}} + b\\right) \\qquad\\qquad \\begin{{bmatrix}} i_t \\\\ f_t \\\\ o_t \\\\ \\tilde C_t \\end{{bmatrix}} = \\begin{{bmatrix}} \\sigma \\\\ \\sigma \\\\ \\sigma \\\\ \\tanh \\end{{bmatrix}} \\left(W \\begin{{bmatrix}} h_{{t-1}} \\\\ x_t \\end{{bmatrix}} + b\\right)$$

$$C_t = f_t \\odot C_{{t-1}} + i_t \\odot \\tilde C_t \\qquad h_t = o_t \\odot \\tanh(C_t)$$

With {n} hidden units and inputs of length 4, the left $W$ is {n} × ({n} + 4), the right one {4 * H} × ({H} + 4): three gates and a candidate. $\\sigma$ is the sigmoid,
$\\odot$ the product number by number (the lecture writes $*$), $C_t$ the cell state.

Under the formulas stands what happens to the gradient on its way back. Plain RNN: it can *explode*, then clip the gradient; it can *vanish*, then use an LSTM. LSTM: its
*additive interactions improve the gradient flow*. This lesson measures how far each line is true."""


def _paths() -> str:
    one, three, five = (result(RnnVsLstm(bias=bias)) for bias in (0.0, 3.0, 5.0))
    first = result(RnnVsLstm())
    rows = "\n".join(
        f"| {bias} | {signed(float(sigmoid(np.array([float(bias)]))[0]), 3)} | {spoken(log10_left(found, 'direct'), log=True)} | "
        f"{spoken(log10_left(found, 'total'), log=True)} |"
        for bias, found in ((0, one), (1, first), (3, three), (5, five))
    )
    return f"""In the vanilla RNN one step back multiplies the gradient by the matrix $W_{{hh}}^\\top$ and by $1-h_t^2$, the slope of the tanh. In the LSTM,
back-propagation from $C_t$ to $C_{{t-1}}$ has, along the cell state, only an elementwise multiplication by $f_t$ and no weight matrix:

$$\\frac{{\\partial C_t}}{{\\partial C_{{t-1}}}} = f_t \\quad\\text{{(direct path)}} \\qquad \\frac{{\\partial L}}{{\\partial C_{{t-1}}}} = f_t \\odot \\frac{{\\partial L}}{{\\partial C_t}} + \\text{{the part through }} h_{{t-1}} \\text{{ and the gates}}$$

The second part exists because $C_{{t-1}}$ also makes $h_{{t-1}} = o_{{t-1}} \\odot \\tanh(C_{{t-1}})$, which enters all gates and the candidate of the next step. It does contain the matrix $W$.
In {first.setting.pairs} LSTMs with random weights, after {first.setting.steps} steps, in the median:

| forget bias | $\\sigma$(bias) | left along the direct path | left in total |
| --- | --- | --- | --- |
{rows}

The vanilla RNNs keep {spoken(log10_left(first, "vanilla"), log=True)}.

**Why is the total larger?** One step back multiplies the gradient $g$ by $\\mathrm{{diag}}(f_t) + M$, where $M$ is the matrix of the second part. With bias 1 the vector $Mg$ is only
{signed(far_back(split(first).second), 2)} times as long as $f_t \\odot g$, so what counts is its direction. At the first step back the two stand nearly at right angles (the mean cosine of the angle is
{signed(first_step_back(split(first).cosine), 1)}), and their sum is hardly longer than $f_t \\odot g$. But multiplied by similar matrices again and again, a vector turns to the direction that they shrink least, as in the lesson
on exploding and vanishing gradients. Once $g$ points there, one more step only changes its length: $(\\mathrm{{diag}}(f_t) + M)\\,g \\approx \\lambda g$. The gates are all about as large, so $f_t \\odot g \\approx f g$, and then
$M g \\approx (\\lambda - f)\\,g$: the second part is parallel to the first. In the half of the steps that is farther from the end the mean cosine is indeed {signed(far_back(split(first).cosine), 1)} with bias 1,
{signed(far_back(split(three).cosine), 1)} with bias 3 and {signed(far_back(split(five).cosine), 1)} with bias 5, and with bias 1 each step keeps {signed(far_back(split(first).kept), 2)} times what the direct path alone would keep. The sum still
shrinks at every step; with gates near 1 it can grow, as in the last two rows."""


def _limits() -> str:
    return f"""**“There is an uninterrupted gradient flow.”** True in this sense: on the direct path there is no matrix and no tanh that could spoil the gradient. Not true in the sense of *no loss*: a sigmoid is
always below 1, so a product of forget gates always shrinks, only as slowly as they are near 1. Where they are clearly below 1, the LSTM vanishes too. That is wanted: a network must also be able to forget.

**“Vanish → use an LSTM.”** The LSTM makes it *possible* to keep a gradient, because training can move $f_t$ towards 1. Whether it does depends on the start. {cards.cited().strip()}

**“Explode → clip.”** With large weights the vanilla RNN's gradient grows, and so does the LSTM's total. Clipping shortens a gradient that is too long, in both; it cannot lengthen one that has vanished.

What is true in general are the equations. The numbers belong to networks with random weights, before any training. A **GRU** (gated recurrent unit) uses the same idea without a cell state:
$h_t = (1 - z_t) \\odot n_t + z_t \\odot h_{{t-1}}$, with the update gate $z_t$ in the role of $f_t$ and the candidate $n_t$."""


def _hand() -> str:
    return (
        f"The forget bias is {signed(HAND_BIAS, 0)} and all else that enters the forget gate is 0. How large is $f$? What does the direct path keep of a gradient after "
        f"{HAND_STEPS} steps? With which $f$ would one half be left?"
    )


def _hand_solution() -> str:
    f = float(sigmoid(np.array([HAND_BIAS]))[0])
    half = math.exp(math.log(0.5) / HAND_STEPS)
    return (
        f"$f = \\sigma$({signed(HAND_BIAS, 0)}) = {signed(f, 3)}. The direct path multiplies by $f$ at each step: {signed(f, 3)} to the power of {HAND_STEPS} is {signed(f**HAND_STEPS, 4)}. "
        f"One half is left if $f$ to the power of {HAND_STEPS} is 0.5, so $f$ = {signed(half, 4)}: a forget bias of {signed(math.log(half / (1 - half)), 2)}."
    )


def _here_solution() -> str:
    rows = "\n".join(
        f"| {length} | {spoken(log10_left(result(RnnVsLstm(bias=5.0, scale=2.0, length=length)), 'total'), log=True)} | "
        f"{spoken(log10_left(result(RnnVsLstm(bias=5.0, scale=2.0, length=length)), 'direct'), log=True)} |"
        for length in (50, 100, 200)
    )
    return (
        f"The gradient of the LSTM grows with the length, although its direct path shrinks:\n\n| T | total | direct path |\n| --- | --- | --- |\n{rows}\n\n"
        "So an LSTM can explode too. The growth comes through $h$, the gates and the matrix W, and it is clipped like that of a vanilla RNN."
    )


def _trained_networks() -> str:
    found = all_pairs.of_text(all_pairs.first_text())
    left = {name: f"{found.left_after(name, 10):.1%}" for name in LINES}
    return f"""*All pairs* (*More*) shows $\\|\\partial L_t/\\partial h_s\\|$ of trained networks. Medians ten characters back:
{left["rnn"]} in the RNN, {left["gru"]} in the GRU, {left["lstm"]} at the LSTM's $h$, {left["memory"]} at its $C$."""


TEXT = Text(
    sections=(
        Section("Two columns", _columns, ("two-columns", "vanish")),
        Section("Two ways back", _paths, ("direct", "total", "vanishes-too", "open-gates")),
        Section("Trained networks at a text", _trained_networks),
        Section("How far each line is true", _limits, ("uninterrupted", "explode", "gru")),
    ),
    exercises=(
        Exercise("hand", _hand, _hand_solution, "direct"),
        Exercise(
            "here",
            "Can an LSTM's gradient explode? Set the forget bias to 5 and *Scale of W* to 2, and under *More* T to 50, 100 and 200. What do total and direct path do?",
            _here_solution,
            "uninterrupted",
        ),
        Exercise(
            "think",
            "Residual networks add the input of a layer to its output, $x + F(x)$. What has that in common with the cell state of an LSTM, and what is missing?",
            "Both have an additive path along which the gradient is not multiplied by a matrix. A residual path has the factor 1 always: nothing is lost, and nothing can be removed. "
            "The LSTM has a forget gate on this path, so it can also let information go, and lose gradient with it. (Highway networks put such gates between layers.)",
        ),
    ),
    sources="""
- Lecture, *Recurrent Neural Networks* (G. Roig, Goethe University): *Plain RNN vs LSTM*, and the uninterrupted gradient flow.
- S. Hochreiter, J. Schmidhuber, *Long Short-Term Memory*, Neural Computation 9, 1997.
- F. Gers, J. Schmidhuber, F. Cummins, *Learning to Forget*, Neural Computation 12, 2000.
- R. Jozefowicz, W. Zaremba, I. Sutskever, *An Empirical Exploration of Recurrent Network Architectures*, ICML 2015.
- K. Cho et al., *Learning Phrase Representations using RNN Encoder–Decoder*, EMNLP 2014: the GRU.
""",
)
