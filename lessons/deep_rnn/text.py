"""The text under the figure of the lesson deep-rnn, and its exercises."""

import numpy as np

from figures.numbers import signed
from lessons.deep_rnn.script import TWO
from lessons.deep_rnn.shown import result
from lessons.deep_rnn.state import DeepRnn
from lessons.deep_rnn.turn import trained
from rnn_core.studies import grid_paths, turn_task
from ui.guide import Exercise, Section, Text

PLAYED = "aabbbca"


def _stack() -> str:
    n = TWO.hidden
    return f"""A recurrent network with one layer computes $h_t = \\tanh(W_{{hh}} h_{{t-1}} + W_{{xh}} x_t)$. The two products can be written as one:
put the two vectors below each other, $[x_t; h_{{t-1}}]$, and the two matrices side by side, $W = [W_{{xh}}\\ W_{{hh}}]$. A **deep** recurrent
network stacks such layers. Layer $l$ reads the state of layer $l-1$ where the first layer reads the input:

$$h_t^{{(l)}} = \\tanh\\left(W^{{(l)}} \\begin{{bmatrix}} h_t^{{(l-1)}} \\\\ h_{{t-1}}^{{(l)}} \\end{{bmatrix}}\\right), \\qquad h_t^{{(0)}} = x_t$$

with $h \\in \\mathbb{{R}}^n$ and $W^{{(l)}} \\in \\mathbb{{R}}^{{n \\times 2n}}$. The raised number in parentheses is the layer, not a power; the slide writes it
without parentheses. Every layer has its own matrix, and each is used at every time step. Here $n = {n}$, so each has {2 * n * n} entries. For
$W^{{(1)}}$ to have that size too, $x_t$ must have $n$ numbers: a character enters as its row of the **embedding** matrix $E$, which is
learned like the other weights. The scores $y_t$ are computed from the top layer alone, by $W_{{hy}}$."""


def _backward() -> str:
    found = result(TWO)
    first = found.first
    return f"""The grid of states has two directions: time to the right, depth upward. The gradient of the loss $L$ goes back in both.
$\\partial L/\\partial h_t^{{(l)}}$ is the sum of what comes down from layer $l+1$ at the same time step (in the top layer: from the loss) and what comes back
from the layer's own next state. Written out, it is a sum over all paths from the state to the loss. From layer 1 at $t=1$ there are
{found.reading.paths(1, 1)} such paths in the figure, from layer 2 only {found.reading.paths(1, 2)}. In this network the lengths are {signed(first[0], 2)} and {signed(first[1], 2)}; with other
weights the upper layer can have the longer one, because the paths differ in length and sign as well as in number.

More layers leave the states below unchanged as long as the weights are only drawn. Their gradients change at once, and with training the
weights of all layers change together."""


def _good_for() -> str:
    one, two, late = trained("one"), trained("two"), trained("late")
    wide, long, slow = trained("wide"), trained("long"), trained("slow")
    T, m = turn_task.LENGTH, turn_task.PLAYERS
    return f"""A second layer can compute something from what the first has found. In the task *Whose turn?* a symbol is read at each of {T} time steps; each
time it equals the symbol before, the turn passes to the next of {m} players. The first question is *the same as before?*, the second *so whose
turn is it?* Ten networks with two layers ({two.weights} weights) all learn it. Of ten with one layer ({one.weights} weights), trained in the same way, {one.learned or "none"}
learns it; on average they are right in {100 * one.last.mean():.0f} % of held-out sequences at the last time step, where guessing gives a third.
One layer must do both in one time step, for all pairs of symbol and player at once.

This is about *learning*, and about answering at once. One layer is able to compute the task: when it may answer one time step later, it uses
time in place of depth and reaches {signed(float(late.last.mean()), 2)} on average; {signed(float(wide.last.mean()), 2)} with four times the weights, {signed(float(long.last.mean()), 2)} with four times the training.
Two layers do not always succeed either: with a smaller learning rate they reach {signed(float(slow.last.mean()), 2)}. All these are stored results, which
`make train-stacked-layers` repeats.

What people often get wrong: depth is not memory. A second layer gives each *time step* more computation; the way from an early time step to
a late one stays as long as it was. And one task proves nothing about others: whether depth helps must be measured."""


def _by_hand() -> str:
    return (
        "A stack has $n = 4$ units in each of three layers. How many weights (without biases) have its matrices $W^{(1)}$ to $W^{(3)}$ "
        "together? How many units would one layer with as many weights have? In the grid with $T = 3$ time steps and three layers, how many "
        "paths lead from layer 1 at $t = 1$ to the top layer at $t = 3$?"
    )


def _by_hand_solution() -> str:
    n, layers, T = 4, 3, 3
    return (
        f"Each matrix has {n} · {2 * n} = {2 * n * n} entries, three have {2 * n * n * layers}. One layer of $m$ units has $2m^2$, so "
        f"$m$ = √{n * n * layers} = {np.sqrt(n * n * layers):.1f}. A path goes {T - 1} times to the right and {layers - 1} times up, in any "
        f"order: {grid_paths.count(T, layers, 1, 1)} paths."
    )


def _here_solution() -> str:
    rows = []
    for layers in (2, 3, 4):
        found = result(DeepRnn(layers=layers))
        lengths = ", ".join(signed(length, 3) for length in found.first)
        rows.append(f"| {layers} | {lengths} | {found.largest} |")
    table = "\n".join(rows)
    return (
        f"| layers | lengths at $t = 1$, from layer 1 up | largest in layer |\n| --- | --- | --- |\n{table}\n\nThe lower layers have more "
        "paths, but each path is a product of more factors. Neither the number of paths nor the distance decides alone."
    )


def _think_solution() -> str:
    x = np.array([[ord(symbol)] for symbol in PLAYED])
    same, turns = turn_task.repeats(x)[:, 0], turn_task.turns(x)[:, 0]
    return (
        f"For the sequence {' '.join(PLAYED)}, layer 1 has to find the repeats {' '.join(map(str, same))}: it needs the symbol before, and so "
        f"its own old state. Layer 2 has to count them modulo {turn_task.PLAYERS}: {' '.join(map(str, turns))}. It needs the repeat and its own "
        "old state, but no longer the symbol. With one layer the same units must keep the symbol *and* the count, and the new count depends "
        "on a comparison that is not there yet when it is needed."
    )


TEXT = Text(
    sections=(
        Section("Stacking recurrent layers", _stack, ("one-layer", "two-layers", "one-block")),
        Section("The gradient in the grid", _backward, ("gradient", "on-top")),
        Section("What a second layer is good for", _good_for, ("whose-turn", "what-they-carry", "limits")),
    ),
    exercises=(
        Exercise("hand", _by_hand, _by_hand_solution, "one-block"),
        Exercise(
            "here",
            "Set *Layers* to 2, 3 and 4 and look at the violet numbers at $t = 1$ at the end of the walk. Is it always the same layer that "
            "has the largest gradient?",
            _here_solution,
            "on-top",
        ),
        Exercise(
            "think",
            f"In *Whose turn?*, what must each of the two layers keep from one time step to the next? Try the sequence {' '.join(PLAYED)}; player "
            "0 begins.",
            _think_solution,
        ),
    ),
    sources="""
- Lecture, *Recurrent Neural Networks* (G. Roig, Goethe University): one layer recalled, the deep RNN and its formula.
- A. Graves, A. Mohamed, G. Hinton, *Speech Recognition with Deep Recurrent Neural Networks*, 2013: stacked recurrent layers.
- R. Pascanu, C. Gulcehre, K. Cho, Y. Bengio, *How to Construct Deep Recurrent Neural Networks*, 2014: where depth can be added.
""",
)
