"""The text under the figure of the lesson sequences, and its exercises."""

from figures.numbers import signed
from lessons.sequences.model.tasks import TASKS
from lessons.sequences.script import MANY_ONE, ONE_ONE, SEQ2SEQ
from lessons.sequences.shown import KINDS, result
from lessons.sequences.state import Sequences
from rnn_core.weights import named
from ui.guide import Exercise, Section, Text


def _table() -> str:
    rows = "\n".join(f"| {kind.title} | {kind.input} | {kind.output} | {kind.lecture} |" for kind in KINDS.values())
    return f"""| wiring | input | output | example |
| --- | --- | --- | --- |
{rows}

**One to one** is a feed-forward network. In the others the input, the output, or both are sequences. The lecture's two kinds of *many
to many* differ in when the output starts: in **sequence to sequence** after the whole input has been read, in the **aligned** wiring at every
time step. The slide gives video captioning as the example of the aligned wiring. A caption usually starts when the clip has ended, so
the lesson on video builds it as sequence to sequence; a label for every frame is the typical aligned task.

A recurrent network is the right tool when the input or the output is a sequence whose length varies and whose order matters."""


def _weights() -> str:
    found = result(MANY_ONE)
    sizes = [(name, array.shape, array.size) for name, array in named(found.state.network).items()]
    names = {"W_hy": "W_{hy}", "W_xh": "W_{xh}", "W_hh": "W_{hh}"}
    parts = " + ".join(str(size) for _, _, size in sizes)
    listed = ", ".join(f"${names.get(name, name)}$ {size}" for name, _, size in sizes)
    return f"""The review network has {found.learned} weights ({listed}: {parts}), whether it reads one word or a thousand. Each colored arrow
of the unrolled drawing is a copy of one matrix, and training adds up what all copies contribute to its gradient. If every arrow had
a matrix of its own, four words would need {found.unshared()} numbers and eight words {found.unshared(2 * found.state.n_read)}; no review longer than
those in training could be read at all, and what was learned about “not” in the first place would be unknown in the second.

What people often get wrong: sharing weights does not mean that the network *treats* all time steps alike. Its input and its state
differ from step to step. And that a network *can* read a thousand words does not mean that its state still carries the first one;
a later lesson is about that."""


def _by_hand() -> str:
    shape = result(MANY_ONE)
    H, V, D = len(shape.state.network.b_h), len(shape.shown.outputs), len(shape.shown.rows)
    return (
        f"The review network has {D} different words as one-hot inputs, {H} hidden units and {V} scores, with the biases $b_h$ and "
        "$b_y$. Count its weights, for reviews of 4 words and of 8 words. How many would a one-to-one network with the same sizes have?"
    )


def _by_hand_solution() -> str:
    found = result(MANY_ONE)
    H, V, D = len(found.state.network.b_h), len(found.shown.outputs), len(found.shown.rows)
    return (
        f"$W_{{xh}}$: {H} · {D} = {H * D}. $W_{{hh}}$: {H} · {H} = {H * H}. $W_{{hy}}$: {V} · {H} = {V * H}. Biases: {H} + {V} = {H + V}. "
        f"Together {found.learned}, for any length. One to one has no $W_{{hh}}$: {found.learned - H * H}."
    )


def _here_solution() -> str:
    rows = []
    for example in TASKS["many-one"].shown:
        for n in range(1, 5):
            found = result(Sequences(example=example, T_x=n))
            p_good = float(found.shown.run.p[0, 0, found.shown.outputs.index("good")])
            rows.append(f"| {' '.join(found.shown.sequence)} | {found.predicted[0]} | {signed(p_good, 2)} |")
    table = "\n".join(dict.fromkeys(rows))
    return (
        f"| read | predicted | probability of “good” |\n| --- | --- | --- |\n{table}\n\n"
        "The words before the last one change the verdict only if “not” is among them. “very” hardly moves the probability: in this "
        "task it means nothing, and training has taught the state to pass it by."
    )


def _seq2seq() -> str:
    found = result(SEQ2SEQ)
    H = len(found.state.network.b_h)
    count = found.learned
    alone = result(ONE_ONE).learned
    return f"""Translation cannot give one output for each input: “the big red cat” becomes “el gato rojo grande”, and the third English word is
needed for the third Spanish word, the fourth for the second. **Sequence to sequence** therefore joins two networks. *Many to one*: an
encoder with the weights $W_1$ (here $W_{{xs}}$ and $W_{{ss}}$) encodes the input sequence in a single vector, its last state $s_J$, where $J$ is
the number of words read. *One to many*: a decoder with its own weights $W_2$ (here $W_{{hh}}$ and $W_{{hy}}$) produces the output sequence
from this single vector, which is its first state: $h_0 = s_J$. The two networks have {count} weights together, the one-to-one network
{alone}. In this example the vector has {H} numbers, and everything about the sentence must be in them.

In the figure, outputs are not fed back as the next inputs, as in the lecture's drawings. Real decoders do feed back each word that they
have written, as the lesson on “hello” does with characters."""


TEXT = Text(
    sections=(
        Section(
            "The problem: inputs and outputs that are sequences",
            """The networks you know map one vector to one vector of fixed size. Many tasks are not like that: a sentence has any number of words,
a video any number of frames, and a translation is itself a sequence. A **recurrent neural network** handles them by doing the same thing
at every **time step** $t$: it reads one input vector $x_t$, and updates a vector that it carries along, the **hidden state** $h_t$. From the
state it computes a vector of **scores** $y_t$, one for each possible answer. A score is any number; the **softmax** turns the scores into
probabilities $p_t$. Words enter as **one-hot** vectors: 1 at the word's own place, 0 elsewhere.

$$h_t = \\tanh(W_{hh}\\, h_{t-1} + W_{xh}\\, x_t + b_h) \\qquad y_t = W_{hy}\\, h_t + b_y$$

$W_{xh}$ reads "from x to h", $W_{hh}$ "from h to h", $W_{hy}$ "from h to y"; $b_h$ and $b_y$ are biases. The **loss** $L_t$ of an output is minus
the logarithm of the probability of its target, in nats (the unit of the natural logarithm). In this lesson the loss of a sequence is the sum
$L = \\sum_t L_t$ over the time steps that have an output; other lessons print the mean.""",
            ("one-one", "one-many", "many-one"),
        ),
        Section("Five wirings", _table, ("aligned", "without-not")),
        Section("Many to one, then one to many", _seq2seq, ("seq2seq",)),
        Section("The same weights for any length", _weights, ("weights", "summary")),
    ),
    exercises=(
        Exercise("hand", _by_hand, _by_hand_solution, "weights"),
        Exercise(
            "here",
            "Which words turn the verdict? Read each of the three reviews under *Input* with *Inputs T_x* from 1 to 4, and note what the "
            "network predicts. What does “very” do?".replace("T_x", "$T_x$"),
            _here_solution,
            "many-one",
        ),
        Exercise(
            "think",
            "Which wiring fits each task, and why: the language of a text; subtitles for a video, shown while it plays; the next "
            "temperature, from the last week; a melody from a chord; an answer to a question?",
            "The language of a text: many to one. Subtitles while the video plays: many to many, aligned if each second has its line, "
            "else sequence to sequence. The next temperature: many to one, a regression. A melody from a chord: one to many. An answer to a "
            "question: sequence to sequence, because it starts only after the question has been read.",
        ),
    ),
    sources="""
- Lecture, *Recurrent Neural Networks* (G. Roig, Goethe University): the five wirings, their examples and computational graphs.
- A. Karpathy, *The Unreasonable Effectiveness of Recurrent Neural Networks*, 2015: the diagram of the five wirings.
- I. Sutskever, O. Vinyals, Q. V. Le, *Sequence to Sequence Learning with Neural Networks*, 2014: encoder and decoder.
""",
)
