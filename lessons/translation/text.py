"""The text under the figure of the lesson translation, and its exercises."""

from typing import Literal

import numpy as np

from datasets.phrases import french
from datasets.phrases.exam import STRANGE
from lessons.translation.model.sentence import LECTURE
from lessons.translation.script import FIVE, SWAPPED
from lessons.translation.shown import result
from lessons.translation.state import HANDED, NETWORKS, Translation
from rnn_core.activations import softmax
from ui import shipped
from ui.guide import Exercise, Section, Text

SCORES, STATES = (2.0, 0.0, -1.0), (0.5, -0.4, 0.2)
"""Three scores and three states of one unit each, for the exercise by hand."""
COMPARED: tuple[Literal["plain", "attention"], ...] = ("plain", "attention")
STARTS: tuple[Literal["own", "nothing", "other"], ...] = ("own", "nothing", "other")


def _by_hand_solution() -> str:
    alpha = softmax(np.array(SCORES))
    powers = ", ".join(f"{value:.2f}" for value in np.exp(SCORES))
    terms = " + ".join(f"{a:.2f} · ({s})" for a, s in zip(alpha, STATES, strict=True)).replace("-", "−")
    return (
        f"The powers $e^{{\\mathrm{{score}}}}$ are {powers}; divided by their sum they are the weights "
        f"{', '.join(f'{value:.2f}' for value in alpha)}, which add up to 1. The context is {terms} = {float(alpha @ STATES):.2f}, near the "
        "state with the largest weight. In the lesson the states are vectors; each unit is averaged with the same weights."
    )


def _here_solution() -> str:
    rows = []
    for network in COMPARED:
        for handed in STARTS:
            found = result(Translation(network=network, handed=handed))
            rows.append(f"| {NETWORKS[network]} | {HANDED[handed]} | {french.written(list(found.written))} |")
    return (
        f"For “{LECTURE}”:\n\n| network | decoder starts from | it writes |\n| --- | --- | --- |\n"
        + "\n".join(rows)
        + "\n\nWith one vector the start decides everything. With attention this sentence is translated all the same, because the decoder "
        "reads the encoder's states at every time step; for longer sentences the start matters there too."
    )


def _limits() -> str:
    found = shipped.measured("translation")
    five = result(Translation(network="attention", sentence=FIVE))
    return f"""**In general.** Encoder and decoder are two networks with weights of their own, trained together: the gradient of the losses at the
written words goes back through the decoder, through the vector, and through the encoder. One vector has a fixed number of entries, and a
sentence has any length; so from some length on it cannot hold everything. How long that is depends on the size of the state and on the
training.

**Only here.** One size of state, one small grammar, one training each. With one vector {100 * found["plain"]["exact"]["1"]:.0f} % of the held-out
sentences with one clause are right in every word, {100 * found["plain"]["exact"]["2"]:.0f} % of those with two and {100 * found["plain"]["exact"]["3"]:.0f} % of those with
three; with attention all of these (stored results). But no network saw five clauses in training, and there attention fails too
({100 * found["attention"]["exact"]["5"]:.0f} %): of “{FIVE}” it writes “{french.written(list(five.written))}”.

**What is due to what.** The network with attention differs from the lecture's in two things: its encoder reads in both directions, and its
decoder looks back. The network *both ways* has the first without the second. Of two clauses the one vector read in one direction gets
{100 * found["plain"]["exact"]["2"]:.0f} % right, the one vector read both ways {100 * found["bidirectional"]["exact"]["2"]:.0f} %, and looking back
{100 * found["attention"]["exact"]["2"]:.0f} %. So reading both ways alone does not help here
(its two cells have half the size each, and together fewer weights); the whole gain is attention's.

**Unknown words.** A network has a row of $E$ for each word of its training. Any other word is read as `<unk>`; so that it can be
written at its place, {100 * STRANGE:.0f} % of the training sentences had words replaced by it in both languages.

**What people get wrong.** A weight of attention tells which *state* is averaged. A state of this encoder has read the words on both sides,
so the weight for “aime” can lie on “does”. An alignment is not a reason. What a written word depends on is measured by leaving a word
out: $\\log p_t[Y_t] - \\log p_t[Y_t \\mid \\text{{word }} j \\text{{ not read}}]$."""


TEXT = Text(
    sections=(
        Section(
            "Many to one, then one to many",
            """In **machine translation** a sequence of words becomes another sequence of words. The two have different lengths and orders, so the
network cannot write one word for each word it reads. The lecture combines two wirings that we know:

*Many to one.* The **encoder** reads the sentence $x_1 \\dots x_J$ with the weights $W_1$ and **encodes it in a single vector**, its last
*hidden state*: $s_j = f_{W_1}(s_{j-1}, x_j)$.

*One to many.* The **decoder** starts from that vector, $h_0 = s_J$, and **produces the output sequence from it** with other weights $W_2$:

$$h_t = f_{W_2}(h_{t-1}, Y_{t-1}), \\qquad p_t = \\mathrm{softmax}(W_{hy} h_t + b_y).$$

$Y_{t-1}$ is the word it wrote last, at first a start symbol. From the *scores* (logits) $W_{hy} h_t + b_y$ the softmax makes one probability for
each French word. *Greedy* takes the most likely word, until that is the end symbol. In training the loss is the mean *cross-entropy*
$-\\ln p_t[\\mathrm{target}]$, and the decoder reads the right words.

Both cells here are LSTMs: beside $h$ they carry a *cell state* $C$, so the vector between them is a pair.""",
            ("task", "vector", "write"),
        ),
        Section(
            "What passes between them",
            f"""Only the vector. Start the decoder from the last state of another sentence, and it translates that one; start it from zeros, and
it writes something that fits no sentence in particular. So all that the decoder can know of the sentence is in these numbers.

For a short sentence that works. For “{SWAPPED}” the French is fluent and wrong: two nouns have changed places. The decoder is a good
language model, and where the vector is unclear it writes what is likely.""",
            ("exchange", "long", "length"),
        ),
        Section(
            "What attention adds",
            """*Attention* (not in the lecture) gives the decoder a way around the one vector: it can look at all states $s_1 \\dots s_J$. At each time
step $W_a$ compares its state $h_t$ with each of them; the softmax of these scores are the weights $\\alpha_{tj}$, and the *context* $c_t$ is
the weighted mean:

$$\\alpha_{tj} = \\mathrm{softmax}_j(h_t^\\top W_a s_j), \\quad c_t = \\sum_j \\alpha_{tj} s_j, \\quad \\tilde h_t = \\tanh(W_c [c_t; h_t] + b_c).$$

The scores of the words are then made of $\\tilde h_t$. The number of states grows with the sentence, so nothing has to fit into a fixed size.""",
            ("attention", "map", "needs"),
        ),
        Section("What is general, and what is not", _limits),
    ),
    exercises=(
        Exercise(
            "hand",
            f"A decoder compares its state with three encoder states of one unit each, {STATES[0]}, −{-STATES[1]} and {STATES[2]}. The scores are "
            f"{SCORES[0]:g}, {SCORES[1]:g} and −{-SCORES[2]:g}. What are the weights $\\alpha$, and what is the context $c$?",
            _by_hand_solution,
            "attention",
        ),
        Exercise(
            "here",
            "Under *More*, set *Decoder starts from* to *this sentence*, *zeros* and *another sentence*, first with one vector and then with attention. When does the start "
            "decide what is written?",
            _here_solution,
            "exchange",
        ),
        Exercise(
            "think",
            "Sutskever, Vinyals and Le (2014) let the encoder read the source from its last word to its first, and the translations became better. "
            "Nothing else was changed. Why could that help? Choose the network *reversed* to look at such a network.",
            "In languages with a similar order the first words of the translation depend on the first words of the source. Read in reverse, "
            "these are read last, so only few time steps lie between them and the words they decide: their information passes through fewer "
            "states, and the gradient goes back a shorter way. The last words are farther away then, but by that time much of the sentence is "
            "written and helps. It moves the limit; it does not remove it.",
        ),
    ),
    sources="""
- Lecture, *Recurrent Neural Networks* (G. Roig, Goethe University): machine translation; many to one + one to many, $W_1$ and $W_2$.
- I. Sutskever, O. Vinyals, Q. V. Le, *Sequence to Sequence Learning with Neural Networks*, NIPS 2014.
- D. Bahdanau, K. Cho, Y. Bengio, *Neural Machine Translation by Jointly Learning to Align and Translate*, ICLR 2015.
- M.-T. Luong, H. Pham, C. D. Manning, *Effective Approaches to Attention-based Neural Machine Translation*, EMNLP 2015: the score used here.
- Data, scores and failures: `models/translation.md`.
""",
)
