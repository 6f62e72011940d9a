"""The text under the figure of the lesson text-generation, and its exercises."""

import re

import numpy as np

from datasets.toycode import BLOCKS, FUNCTIONS, WORDS
from lessons.text_generation.model import networks, record
from lessons.text_generation.shown import result, right_letters
from lessons.text_generation.state import TextGeneration
from rnn_core.activations import softmax
from ui.guide import Exercise, Section, Text

SCORES = (2.0, 1.0, 0.0)
"""Three scores, for the exercise by hand."""
START = 'print("'


def _by_hand_solution() -> str:
    rows = []
    for tau in (1.0, 0.5, 2.0):
        p = softmax(np.array(SCORES) / tau)
        rows.append(
            f"| {tau:g} | {', '.join(f'{score / tau:g}' for score in SCORES)} | {', '.join(f'{each:.2f}' for each in p)} |"
        )
    p = softmax(np.array(SCORES))
    return (
        "| $\\tau$ | scores divided by $\\tau$ | probabilities |\n| --- | --- | --- |\n"
        + "\n".join(rows)
        + f"\n\nA small temperature sharpens, a large one flattens; the order stays. If b is the target at $\\tau = 1$, the loss is "
        f"$-\\log_2$ {p[1]:.2f} = {-np.log2(p[1]):.2f} bits."
    )


def _misspelled(text: str) -> list[str]:
    """The words of a written text that the grammar of the programs does not have; the last one may be unfinished."""
    words = re.findall(r"[a-z]+(?![a-z]|$)", text)
    return [word for word in words if word not in (*WORDS, *FUNCTIONS, *BLOCKS)]


def _here_solution() -> str:
    rows, wrong = [], {}
    for tau in (0.0, 0.5, 1.0, 2.0):
        reading = result(TextGeneration(view="write", begin=START, temperature=tau)).reading
        assert reading is not None
        line = "".join(reading.symbols[1:]).split("\n")[0][:44]
        wrong[tau] = _misspelled("".join(reading.symbols[1:]))
        rows.append(f"| {tau:g} | `{line}` | {', '.join(wrong[tau]) or 'none'} |")
    first = next(tau for tau, words in wrong.items() if words)
    return (
        f"The first line that it writes after `{START}`, always with the same random numbers, and the misspelled words of all that it writes:\n\n"
        "| $\\tau$ | first line | misspelled |\n| --- | --- | --- |\n"
        + "\n".join(rows)
        + f"\n\nOf these temperatures only {first:g} misspells words: the wrong letters within words become likely enough to be drawn. Your start opens a string, so the string must be closed first. The network carries that in its state until the second quotation mark comes."
    )


def _training() -> str:
    bits = {checkpoint.step: checkpoint for checkpoint in record.recorded().checkpoints}
    last = max(bits)
    kinds = bits[last].by_kind
    return f"""The loss is the mean of $-\\log_2 p_t[\\mathrm{{target}}_t]$, in *bits* per character: the *cross-entropy* with the logarithm to base 2
(one *nat*, with the natural logarithm, is $1/\\ln 2 = {1 / np.log(2):.2f}$ bits). Guessing among 51 characters gives $\\log_2 51 = {np.log2(51):.2f}$ bits. In
the recorded run the loss on the *held-out* text, which training never uses, falls from {bits[0].bits:.2f} to {bits[last].bits:.2f} bits in {last} training steps. The dashed
lines are two simple predictors: guessing, and *counting characters*, which predicts each character as often as it occurs.

The samples show what it learns in which order: first how frequent each character is, then short words, then lines with brackets. The curves
by kind show why it stops where it does. Letters within words end at {kinds["letters within words"]:.1f} bits, first letters of words at
{kinds["first letters of words"]:.1f}: which word comes next is open in these programs. A loss has a floor, and the floor is a property of the text."""


def _reading() -> str:
    cells = networks.measured()["cells"]
    unit = cells[0]["unit"]
    marks = [each["mark"] for each in cells if each["unit"] == unit]
    shares = [f"{100 * right / of:.0f} %" for right, of in right_letters()]
    return f"""The network that reads was trained longer, on 3 million characters, and is stored. Its hidden state $h_t$ and its *cell state* $C_t$ have 64
numbers each. The text is colored by one of them. It was found by a search over all units: for each mark of the text (how many brackets are
open, whether a string has begun, …) the unit that follows it best, with scores on held-out programs beside the score of the median unit
and of chance.

One unit, C[{unit}], is the best for {len(marks)} marks: {", ".join(marks)}. So there is no unit *for* quotes: it is one number that depends on several things,
and other units carry a part of the same information. In a string a bracket hardly changes it at all: the same character acts on another
state.

Under each character stand the five most likely next ones. Of the first, second, third and later letters of words it predicts
{", ".join(shares[:-1])} and {shares[-1]} correctly."""


TEXT = Text(
    sections=(
        Section(
            "Text without a teacher",
            """Any text is training data for a network that predicts the next character: each character is the target for the ones before it. This
is the network of the lesson on “hello”, with more units and more text. The *vocabulary* is the set of characters that occur, and each enters
as a *one-hot* vector: 1 in its own place, 0 elsewhere. At each time step

$$h_t, C_t = \\mathrm{LSTM}(h_{t-1}, C_{t-1}, x_t), \\qquad y_t = W_{hy} h_t + b_y, \\qquad p_t = \\mathrm{softmax}(y_t).$$

$y_t$ are the *scores* (logits), one per character; the softmax turns them into probabilities. A long text is cut into windows, in which the
gradient is *truncated*: it does not go back beyond the beginning of its window.""",
            ("task",),
        ),
        Section("What training learns, and in which order", _training, ("words", "stays")),
        Section("What the state carries", _reading, ("read", "closing", "names", "unit")),
        Section(
            "Writing",
            """To write, the network gets a start, draws a character from $p_t$, and reads it as its next input. Before the draw all scores are divided by
the *temperature* $\\tau$: $p_t = \\mathrm{softmax}(y_t / \\tau)$. Below 1 the likely characters become likelier; as $\\tau$ goes to 0, the most likely one
always wins, and the text soon repeats itself. Above 1 rare characters come often enough to break words.

**In general:** the same weights read, write, and are trained, at every time step; what helps to predict is kept in the state. **Only
here:** the texts come from a small grammar, in which names mean nothing. **What people get wrong:** a unit that follows a mark is a
correlation. It shows that the mark can be read off the state, not that the network has a concept of it, nor that this unit alone is used.""",
            ("write", "hot"),
        ),
    ),
    exercises=(
        Exercise(
            "hand",
            f"A network gives the characters a, b and c the scores {SCORES[0]:g}, {SCORES[1]:g} and {SCORES[2]:g}. What are the probabilities at temperature 1, 0.5 and 2? "
            "What is the loss in bits if b is the target?",
            _by_hand_solution,
            "write",
        ),
        Exercise(
            "here",
            f"Let it write after `{START}`, at the temperatures 0, 0.5, 1 and 2. When does it close the string, and from which temperature on does it misspell?",
            _here_solution,
            "hot",
        ),
        Exercise(
            "think",
            "The samples at τ = 0 repeat one word over and over, although repetitions are rare in the training text. Why does the most likely next "
            "character, taken again and again, not give a likely text?",
            "Each step takes the best character given what was written, not the best whole text. A small preference for a word is taken every time, "
            "while in the training text that word comes only as often as its probability says. After one repetition the network reads its own "
            "text, which looks like a text that repeats, and that makes the next repetition likelier.",
        ),
    ),
    sources="""
- Lecture, *Recurrent Neural Networks* (G. Roig, Goethe University): predicting the next character, one at a time at test time.
- A. Karpathy, *The Unreasonable Effectiveness of Recurrent Neural Networks*, 2015: samples during training, text colored by one unit.
- A. Karpathy, J. Johnson, L. Fei-Fei, *Visualizing and Understanding Recurrent Networks*, 2015.
- Data, scores and failures: `models/text_generation.md`; the recorded run: `models/text_start.md`.
""",
)
