"""The text under the figure of the lesson lstm-gates, and its exercises."""

import numpy as np

from figures.numbers import signed
from lessons.lstm_gates import model, units
from lessons.lstm_gates.shown import result
from lessons.lstm_gates.state import LstmGates
from rnn_core.activations import sigmoid
from ui import text_networks
from ui.guide import Exercise, Section, Text

F_ARGUMENT, I_ARGUMENT, C_BEFORE, CANDIDATE, O_ARGUMENT = 2.0, -2.0, 0.8, -0.5, 0.0
"""The arguments of the three gates, the cell state before, and the candidate of the exercise by hand."""


def _two_units() -> str:
    found = result(LstmGates())
    T = len(found.play.word)
    rows = []
    for t in range(1, T + 1):
        numbers = [
            found.gate("f", 1, t),
            found.gate("i", 1, t),
            found.gate("o", 1, t),
            found.C(1, t),
            found.gate("f", 2, t),
        ]
        character = found.play.word[t - 1]
        rows.append(f"| {t} | {'ab.!?'[int(character)]} | " + " | ".join(signed(n) for n in numbers) + " |")
    table = "\n".join(rows)
    return f"""After training, the two units do different work:

| $t$ | reads | $f_t[1]$ | $i_t[1]$ | $o_t[1]$ | $C_t[1]$ | $f_t[2]$ |
| --- | --- | --- | --- | --- | --- | --- |
{table}

Unit 1 is the memory. A letter closes $f$ and opens $i$; a wait does the opposite; an erasure closes both; a question opens $o$. Unit 2
has its forget gate closed at all times, so it keeps nothing: it works like a unit of a feed-forward network. Nobody assigned these
roles. Training needed one memory and found it.

The violet strip is $\\partial s/\\partial C_t$, where $s$ is the score of a minus the score of b at the question: how much the answer depends on the cell state at
time step $t$.

Close a gate yourself (*Fix gate*): one wait with $f[1]=0$, and the letter is gone for ever. With $f=1$ and $i=0$ the cell state is an exact copy
of itself, whatever is read."""


def _many_units() -> str:
    found = units.read("lstm", units.example())
    left, right = found.saturation("f")
    names, r = found.follows
    depth = max((float(r[unit]), unit + 1) for unit, name in enumerate(names) if name == "bracket depth")
    scales = {cell: float(np.median(units.read(cell, units.example()).time_scales)) for cell in text_networks.FILES}
    return f"""Set *View* to *64 units*: an LSTM with 64 hidden units, trained on small programs, reads one that training never showed, and each
gate and state of each unit is a row of a map. The cell states change slowly and in steps, the hidden states at nearly every character.

*Saturation* asks how often each gate is nearly shut (below 0.1) and nearly open (above 0.9). Here {int((right > 0.5).sum())} of 64 forget gates are
nearly open more than half of the time, {int((left > 0.5).sum())} nearly shut. Nobody told the network what a bracket is; still unit {depth[1]} follows the
bracket depth of this text with |r| = {signed(depth[0])}.

A GRU and a vanilla RNN with as many units learned the same programs (*Network*). Half of their units' states last at most {signed(scales["gru"], 0)} and
{signed(scales["rnn"], 0)} characters here, in the LSTM {signed(scales["lstm"], 0)}."""


def _hand() -> str:
    return (
        f"One unit of an LSTM. The sigmoids of the forget, input and output gate are applied to {signed(F_ARGUMENT, 0)}, "
        f"{signed(I_ARGUMENT, 0)} and {signed(O_ARGUMENT, 0)}. The old cell state is {signed(C_BEFORE, 1)}, the candidate "
        f"$\\tilde C_t$ = {signed(CANDIDATE, 1)}. Compute the three gates, $C_t$ and $h_t$. Is this a time step at which the unit keeps or writes?"
    )


def _hand_solution() -> str:
    f, i, o = (float(g) for g in sigmoid(np.array([F_ARGUMENT, I_ARGUMENT, O_ARGUMENT])))
    C = f * C_BEFORE + i * CANDIDATE
    return (
        f"$f$ = {signed(f, 3)}, $i$ = {signed(i, 3)}, $o$ = {signed(o, 3)}. So $C_t$ = {signed(f, 3)} · {signed(C_BEFORE, 1)} + "
        f"{signed(i, 3)} · ({signed(CANDIDATE, 1)}) = {signed(C, 3)}, and $h_t$ = {signed(o, 3)} · tanh({signed(C, 3)}) = "
        f"{signed(o * np.tanh(C), 3)}. The unit keeps: most of the old cell state stays and little is added. Half of it is output."
    )


def _here_solution() -> str:
    erased = result(LstmGates(reads="a.!.?"))
    kept = result(LstmGates(reads="a.!.?", gate="keep", unit="all", times=(3, 3)))
    return (
        f"Untouched, the network predicts {model.answer(erased.play)}: at the erasure f[1] is {signed(erased.gate('f', 1, 3))} and i[1] is "
        f"{signed(erased.gate('i', 1, 3))}, so the cell state of unit 1 falls from {signed(erased.C(1, 2))} to {signed(erased.C(1, 3))}. With "
        f"f = 1 and i = 0 at $t=3$ the erasure cannot reach the cell state, and the network predicts {model.answer(kept.play)}."
    )


TEXT = Text(
    sections=(
        Section(
            "From the plain RNN to the LSTM",
            """A vanilla RNN computes its whole hidden state again at every time step: $h_t = \\tanh(W \\cdot [h_{t-1}, x_t] + b)$, where
$[h_{t-1}, x_t]$ is the old hidden state and the input side by side in one vector, and $W$ holds $W_{hh}$ and $W_{xh}$ side by side. What the state
shall keep must survive the matrix and the tanh at every step. The lesson before showed how hard that is to learn.

**Long Short-Term Memory** (LSTM) adds a second state, the **cell state** $C_t$. The lecture draws it as a conveyor belt through the top of the cell.
The LSTM has the ability to remove information from the cell state or to add information to it, carefully regulated by structures called **gates**. A gate
is a vector of numbers between 0 and 1, made by a sigmoid $\\sigma(a) = 1/(1+e^{-a})$; it multiplies another vector number by number. The lecture
writes this product $*$, other pages here $\\odot$.""",
            ("plain", "cell-state"),
        ),
        Section(
            "One question for each gate",
            """**Forget gate.** Should we continue to remember this bit of information or not? The first decision is what to throw away:

$$f_t = \\sigma(W_f \\cdot [h_{t-1}, x_t] + b_f)$$

**Input gate and candidate.** Should we update this bit of information? If so, with what? A sigmoid decides which values are updated, a tanh creates
the vector of new candidate values that could be added:

$$i_t = \\sigma(W_i \\cdot [h_{t-1}, x_t] + b_i) \\qquad \\tilde C_t = \\tanh(W_C \\cdot [h_{t-1}, x_t] + b_C)$$

**Update of the cell state.** Forget that, memorize this:

$$C_t = f_t * C_{t-1} + i_t * \\tilde C_t$$

**Output gate.** Should we output this bit of information? The output is a filtered version of the cell state: the tanh pushes it between −1 and 1,
the gate decides which parts become the hidden state.

$$o_t = \\sigma(W_o \\cdot [h_{t-1}, x_t] + b_o) \\qquad h_t = o_t * \\tanh(C_t)$$

There are three gates and one candidate, each with its own weights $W_f, W_i, W_o, W_C$ and biases, so an LSTM has four times as many weights
as a vanilla RNN of the same size. The scores of the answers are, as before, $y_t = W_{hy} h_t + b_y$; a softmax makes probabilities $p_t$ of them.""",
            ("forget", "input", "update", "output"),
        ),
        Section("What training made of the gates", _two_units, ("memory", "hold")),
        Section("Sixty-four units at a text", _many_units),
        Section(
            "What is true in general, and what people get wrong",
            """The equations hold for every LSTM. That one unit becomes a clean memory with gates near 0 and 1 is so here, because this network has only two
units and was trained with noise on its inputs; in larger networks a bit is often spread over many units, and gates take all values.

A sigmoid is never exactly 1. So even a well trained memory leaks a little at every time step: look at $C_t[1]$ in the table. And the gates do not
*look at* the cell state: they are computed from $h_{t-1}$ and $x_t$ alone. (A variant with *peephole connections* lets them.) Finally, the name: the
cell state is a short-term memory, the activations of one sequence, that lasts long. The long-term memory of a network is its weights.""",
        ),
    ),
    exercises=(
        Exercise("hand", _hand, _hand_solution, "update"),
        Exercise(
            "here",
            "Type “a.!.?”: what does the network predict at the question, and which gates did that? Then set *Fix gate* to “f = 1, i = 0” for "
            "all units at time step 3 only. What changes?",
            _here_solution,
            "memory",
        ),
        Exercise(
            "think",
            "Someone removes the forget gate ($f_t = 1$ always), as in the first LSTM of 1997. Which character of this task would become a problem, and "
            "what could the network still do about it?",
            "The erasure, and also a new letter: the old value can no longer be removed, only added to. The network could still write the opposite value on top "
            "of the old one, if its candidate depends on what is stored, which it can only know through $h_{t-1}$, and so only while the output "
            "gate is open. The forget gate was added in 2000 for exactly this: to let a cell reset its state.",
        ),
    ),
    sources="""
- Lecture, *Recurrent Neural Networks* (G. Roig, Goethe University): the five panels and the questions over them.
- S. Hochreiter, J. Schmidhuber, *Long Short-Term Memory*, Neural Computation 9, 1997.
- F. Gers, J. Schmidhuber, F. Cummins, *Learning to Forget: Continual Prediction with LSTM*, Neural Computation 12, 2000.
- A. Karpathy, J. Johnson, L. Fei-Fei, *Visualizing and Understanding Recurrent Networks*, 2015: saturation of gates, cells that follow the text.
- C. Olah, *Understanding LSTM Networks*, 2015: the diagram of the cell that the lecture follows.
""",
)
