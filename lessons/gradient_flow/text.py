"""The text under the figure of the lesson gradient-flow, and its exercises."""

import numpy as np

from figures.curve_data import spoken
from figures.numbers import signed
from lessons.gradient_flow import model
from lessons.gradient_flow.figure import twins
from lessons.gradient_flow.figure.norms import as_factor
from lessons.gradient_flow.shown import result
from lessons.gradient_flow.state import GradientFlow
from rnn_core.grads.gradients import clip_by_global_norm
from ui.guide import Exercise, Section, Text

G, THRESHOLD = (3.0, -4.0), 1.0
"""The exercise by hand: a gradient and a clipping threshold."""
SIZES = ((2.0, 2.0), (2.0, 0.9), (5.0, 0.9), (5.0, 0.0))
"""σ_max and ρ of the table."""


def _spectrum() -> str:
    rows = []
    for sigma, rho in SIZES:
        found = [result(GradientFlow(sigma=sigma, rho=rho, cell=cell)) for cell in ("linear", "tanh")]
        lengths = [spoken(one.log10, log=True) for one in found]
        rows.append(f"| {sigma:g} | {rho:g} | {lengths[0]} | {lengths[1]} |")
    table = "\n".join(rows)
    saturated = spoken(result(GradientFlow(sigma=2.0, rho=2.0, cell="saturated")).log10, log=True)
    return f"""Two numbers of a matrix matter here. The **largest singular value** $\\sigma_{{\\max}}$ is the most by which multiplying by the matrix can
stretch a vector. The **spectral radius** $\\rho$ is the largest absolute value of an eigenvalue; it is never larger than $\\sigma_{{\\max}}$. One
time step obeys $\\sigma_{{\\max}}$:

$$\\left\\Vert \\frac{{\\partial L}}{{\\partial h_t}} \\right\\Vert \\le \\sigma_{{\\max}}^{{T-t}} \\left\\Vert \\frac{{\\partial L}}{{\\partial h_T}} \\right\\Vert$$

So $\\sigma_{{\\max}} < 1$ is **sufficient** for vanishing. The slide also says "exploding gradients if largest singular value > 1". Taken literally that
is not quite right: $\\sigma_{{\\max}} > 1$ is **necessary** for an explosion, but not sufficient. A vector is stretched by $\\sigma_{{\\max}}$ only if it points
in the right direction, and after one step it usually points elsewhere. Without tanh, many time steps multiply by about $\\rho$ each. The median
length after 100 time steps back, over 20 networks of 64 units:

| $\\sigma_{{\\max}}$ | $\\rho$ | linear | tanh |
| --- | --- | --- | --- |
{table}

With tanh no single number decides. The slopes make no entry larger, but they shorten some entries more than others, and so turn the direction of the
vector at every time step. In the linear network the vector soon points where $W_{{hh}}^\\top$ stretches by $\\rho$ only; a vector that is turned again and again can meet
the directions that $W_{{hh}}^\\top$ stretches by up to $\\sigma_{{\\max}}$. So with a large $\\sigma_{{\\max}}$ a gradient can explode with tanh that vanishes without it. And where the units are saturated (states near $\\pm 1$), their slopes are so small that even with $\\sigma_{{\\max}} = \\rho = 2$ the gradient vanishes, to {saturated}.

**The rule to remember.** The gradient is multiplied once for each time step, so what counts is the *average factor* on the way (the geometric mean, which the figure shows). Above 1 the gradient explodes, below 1 it vanishes. $\\sigma_{{\\max}} < 1$ guarantees an average below 1. Without tanh the
average comes near $\\rho$ over many time steps, so $\\rho$ decides. With tanh it depends on the states as well: one has to measure it on the network, as this page does."""


def _by_hand_solution() -> str:
    g = np.array(G)
    length = float(np.linalg.norm(g))
    clipped = clip_by_global_norm((g,), THRESHOLD)[0][0]
    entries = np.clip(g, -THRESHOLD, THRESHOLD)
    return (
        f"The length of $g$ is $\\sqrt{{{G[0]:g}^2 + {abs(G[1]):g}^2}}$ = {length:g}, above the threshold. So $g$ is multiplied by {THRESHOLD:g}/{length:g}: "
        f"({signed(clipped[0], 1)}, {signed(clipped[1], 1)}), which has the length {np.linalg.norm(clipped):g} and the direction of $g$. Clipping each entry gives "
        f"({signed(entries[0], 0)}, {signed(entries[1], 0)}): its length is {np.linalg.norm(entries):.2f}, and it points in another direction."
    )


def _here_solution() -> str:
    rows = []
    for rho in (0.9, 1.0, 1.1):
        found = result(GradientFlow(cell="linear", sigma=max(1.0, rho), rho=rho))
        mean = as_factor(10 ** (found.log10 / len(found.laboratory.x)))
        rows.append(f"| {max(1.0, rho):g} | {rho:g} | {spoken(found.log10, log=True)} | {mean} |")
    table = "\n".join(rows)
    return (
        "Without tanh, and over 100 time steps:\n\n| $\\sigma_{\\max}$ | $\\rho$ | length at $t=0$ | mean factor |\n| --- | --- | --- | --- |\n"
        f"{table}\n\nWith $\\sigma_{{\\max}} = \\rho = 1$ the matrix is a rotation (orthogonal): it changes no length, so the line is flat. A little less or "
        "more, and the gradient vanishes or explodes."
    )


def _twins_words() -> str:
    outcome = [twins.outcome(*model.both(GradientFlow(kind=kind).twins))[0] for kind in ("exploding", "vanishing")]
    return f"""Explosion is loud: the loss jumps, or becomes infinite. The surface of the loss has steep walls, and one step with a huge gradient throws
the weights far away from where they were. The lecture's solution is **gradient clipping with a threshold** $\\theta$:

$$g \\leftarrow \\frac{{\\theta}}{{\\Vert g \\Vert}}\\, g \\qquad \\text{{if}} \\quad \\Vert g \\Vert > \\theta$$

Here $g$ contains the gradients of all weights, and $\\Vert g \\Vert$ is its length. Clipping keeps the direction and only shortens. Of the two
trainings of the figure, one clips and one does not. Which of them learns the task? *{outcome[0].capitalize()}*. With other seeds the training without clipping is
sometimes lucky.

Vanishing is silent: the loss falls, but nothing distant is learned. Clipping cannot help, because no gradient gets longer by it. Which of the two trainings with small weights learns the task? *{outcome[1].capitalize()}*. The lecture's solution is to **change the RNN architecture**: give the gradient a path on which no matrix multiplies it. That is the
[LSTM](lstm-gates), and [why it survives](rnn-vs-lstm) is a lesson of its own."""


TEXT = Text(
    sections=(
        Section(
            "The problem",
            r"""Back-propagation through time goes back through every time step between a loss and an early hidden state. Each time step
multiplies the gradient. Many multiplications are dangerous: $0.9^{100}$ is about a forty-thousandth, $1.1^{100}$ about fourteen thousand. A gradient that
has **vanished** teaches the weights nothing about distant inputs; one that has **exploded** makes a training step far too long.""",
            ("scalar", "growth"),
        ),
        Section(
            "Many factors of W and repeated tanh",
            r"""The lecture first rewrites the recurrence with one matrix. The two weight matrices stand side by side, the old hidden state and the
input one below the other (the slide writes $W_{hx}$ where it wrote $W_{xh}$ before: the same matrix):

$$h_t = \tanh(W_{hh} h_{t-1} + W_{xh} x_t) = \tanh\left(\begin{bmatrix} W_{hh} & W_{hx} \end{bmatrix} \begin{bmatrix} h_{t-1} \\ x_t \end{bmatrix}\right) = \tanh\left(W \begin{bmatrix} h_{t-1} \\ x_t \end{bmatrix}\right)$$

Computing the gradient of $h_0$ involves many factors of $W$ (the part that acts on $h$, $W_{hh}$) and repeated tanh. With $\mathrm{diag}(v)$ for the
matrix that has $v$ on its diagonal:

$$\frac{\partial L}{\partial h_{t-1}} = W_{hh}^\top\, \mathrm{diag}(1-h_t^2)\, \frac{\partial L}{\partial h_t} \qquad \Rightarrow \qquad \frac{\partial L}{\partial h_0} = \left( \prod_{t=1}^{T} W_{hh}^\top\, \mathrm{diag}(1-h_t^2) \right) \frac{\partial L}{\partial h_T}$$

This is for a single loss at the last time step $T$. The slope of tanh, $1-h_t^2$, is at most 1: at each single time step it makes no entry of the gradient larger.""",
            ("product",),
        ),
        Section("When it vanishes, when it explodes", _spectrum, ("vanishing", "exploding", "not-enough")),
        Section("What to do", _twins_words, ("cliff", "twins", "vanishing-twins")),
    ),
    exercises=(
        Exercise(
            "hand",
            f"A gradient of two weights is $g$ = ({signed(G[0], 0)}, {signed(G[1], 0)}), the clipping threshold is $\\theta$ = {THRESHOLD:g}. Compute the clipped gradient. How does it "
            "differ from clipping each entry to at most 1 in absolute value?",
            _by_hand_solution,
            "cliff",
        ),
        Exercise(
            "here",
            "Find a network whose gradient neither vanishes nor explodes: set *Activation* to *linear* and move the two sliders. What kind of matrix "
            "is it, and what happens if you change one slider a little?",
            _here_solution,
            "vanishing",
        ),
        Exercise(
            "think",
            "The gradient with respect to the **early** hidden states vanishes. Does that mean that the gradient of the shared matrix $W_{hh}$ vanishes as "
            "well? And does the network stop learning?",
            "No. The gradient of $W_{hh}$ is a sum of shares, one for each time step, and the shares of the last time steps before a loss do not "
            "vanish. So the network goes on learning, but from what is near: the share of the distant past is lost in the sum. That is why vanishing "
            "gradients are hard to notice, and why the next lessons measure memory directly.",
        ),
    ),
    sources="""
- Lecture, *Recurrent Neural Networks* (G. Roig, Goethe University): back-propagation, gradient flow.
- R. Pascanu, T. Mikolov, Y. Bengio, *On the difficulty of training recurrent neural networks*, ICML 2013: conditions, the cliff, clipping.
- Y. Bengio, P. Simard, P. Frasconi, *Learning long-term dependencies with gradient descent is difficult*, IEEE Transactions on Neural Networks 5, 1994.
""",
)
