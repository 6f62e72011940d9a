"""The text under the figure of the lesson on captions, and its exercises."""

from functools import cache

import numpy as np

from datasets.scenes.facts import GRADE_NAMES
from figures.numbers import signed
from lessons.image_captioning.cards import measured
from lessons.image_captioning.model.captioners import WRITERS, captioners, judged
from lessons.image_captioning.model.pictures import held_out
from lessons.image_captioning.state import Captions
from rnn_core import beam
from ui.guide import Exercise, Section, Text

OF_THE_PAPER = (
    "A person riding a motorcycle on a dirt road.",
    "Two dogs play in the grass.",
    "A skateboarder does a trick on a ramp.",
    "A dog is jumping to catch a frisbee.",
)
"""From figure 5 of Show and Tell, as on the lecture's slide."""
MEANINGS = (
    "Everything that it claims is true.",
    "One fact is wrong.",
    "A thing in the picture is named, but more than one fact is wrong.",
    "No thing in the picture is named.",
)
FIRST_P, AFTER = np.array([0.6, 0.4]), np.array([[0.45, 0.55], [0.9, 0.1]])
"""Of the exercise by hand: the probabilities of two first words, and after each of two second ones."""
SECOND_WORDS = ("red", "blue")
FIRST_WORDS = ("a", "the")


def _ours() -> list[str]:
    """A sentence of each grade about pictures of ours."""
    found = dict.fromkeys(range(1, 5), "")
    for kind, first in (("test", 28), ("novel", 1)):
        for one in judged(WRITERS[0], held_out(kind)[first - 1 : first + 23], first):
            found[one.verdict.grade] = found[one.verdict.grade] or f"{one.sentence} (it shows {one.what})"
    return list(found.values())


def _grades() -> str:
    rows = zip(GRADE_NAMES, MEANINGS, OF_THE_PAPER, _ours(), strict=True)
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    lstm, rnn = (100 * measured.without_errors(writer, "test") for writer in (WRITERS[0], WRITERS[2]))
    mix, novel = (100 * measured.without_errors(WRITERS[0], kind) for kind in ("held out", "novel"))
    return f"""Show and Tell asked people to grade sentences about held-out photographs, in four columns. The last but one column
below is from the paper's figure, the last one from this page:

| grade | meaning | Show and Tell | here |
| --- | --- | --- | --- |
{table}

Of many held-out drawings (stored results) {lstm:.0f} % get a sentence without errors from the LSTM and {rnn:.0f} % from the vanilla
RNN, both with the image once. For combinations that training left out it is {mix:.0f} % with the LSTM, for things that training never
showed {novel:.0f} %. There the decoder writes a fluent sentence about something else. Its probability is hardly lower: a language model
scores how usual a sentence is for this vector, not whether it is true."""


def _by_hand() -> str:
    first = ", ".join(f"“{word}” {p}" for word, p in zip(FIRST_WORDS, FIRST_P, strict=True))
    second = "; ".join(
        f"after “{word}”: “{SECOND_WORDS[0]}” {row[0]}, “{SECOND_WORDS[1]}” {row[1]}"
        for word, row in zip(FIRST_WORDS, AFTER, strict=True)
    )
    return (
        f"A decoder writes two words. The first one has the probabilities {first}. The second one: {second}. Which two words does "
        "greedy writing find, which a beam of 2? Compute $P$ and $\\log P$ of both."
    )


def _by_hand_solution() -> str:
    def advance(state: beam.State, tokens: np.ndarray) -> tuple[np.ndarray, beam.State]:
        (depth,) = state
        p = np.array([FIRST_P if n == 0 else AFTER[token] for n, token in zip(depth[:, 0], tokens, strict=True)])
        return np.log(p), (depth + 1,)

    lines = []
    for width, name in ((1, "Greedy writing"), (2, "A beam of 2")):
        tree = beam.search(advance, (np.zeros((1, 1)),), 0, width=width, longest=2)
        one, two = tree.tokens(tree.best)
        p = float(np.exp(tree.nodes[tree.best].total))
        lines.append(
            f"{name} finds “{FIRST_WORDS[one]} {SECOND_WORDS[two]}”: $P$ = {FIRST_P[one]} · {AFTER[one][two]} = {p:.2f}, "
            f"$\\log P$ = {signed(float(np.log(p)), 2)}."
        )
    return " ".join(lines) + " The first word with the largest probability need not begin the most probable sentence."


@cache
def _here_solution() -> str:
    first, scenes = Captions(view="grades", number=28).page_of_scenes
    rows = "\n".join(
        f"| {writer.decoder} | {'once' if writer.when == 'once' else 'at every step'} | "
        f"{sum(one.verdict.grade == 1 for one in judged(writer, scenes, first))} of {len(scenes)} |"
        for writer in WRITERS
    )
    return (
        f"| decoder | image enters | without errors |\n| --- | --- | --- |\n{rows}\n\nThe vanilla RNN gains more from a second look. At each "
        "time step its whole hidden state is computed anew, and little of the vector is left after some words. The LSTM adds to "
        "its cell state and can keep the vector. Twenty-four pictures are few: the table beside the figure counts many more."
    )


def _equations() -> str:
    known = captioners()
    model = known.captioners[WRITERS[0]]
    inputs, features = model.W_v.shape
    return f"""A CNN is a feed-forward network whose first layers slide small filters over the picture. Each filter gives one **map** that is
bright where the picture fits the filter. After them come **fully connected (FC)** layers, in which every number depends on all
numbers below. The lecture's recipe: take a CNN that was trained on **ImageNet**, more than a million photographs of a thousand classes,
remove the last FC layer, which names the class, and **take the features before it**. Here a small CNN learned to name drawings; then
the last layer was removed, and the rest was trained further together with a decoder. The {features} features are the vector $v$, and

$$v' = W_v v + b_v$$

turns them into {inputs} numbers, as many as the row $E[w]$ has that stands for the word $w$. The decoder is a recurrent network:

$$h_t = \\mathrm{{cell}}(h_{{t-1}}, x_t) \\qquad y_t = W_{{hy}} h_t + b_y \\qquad p_t = \\mathrm{{softmax}}(y_t)$$

with $x_0 = v'$ and then $x_t = E[\\mathrm{{word}}_{{t-1}}]$: the word that was written last is the next input. $y_t$ holds a score for every
word, $p_t$ the probabilities. Writing ends with the end symbol, so sentences have any length.

Who does what? **Karpathy and Fei-Fei** (2015) use a vanilla RNN and add the image inside the first hidden state. **Show and Tell**
(Vinyals et al., 2015) uses an LSTM, and the image is its first input. Mao et al. (2015) give the image at every step. In training
the decoder reads the words of a true sentence, and the loss is the cross-entropy $-\\ln p_t[\\mathrm{{target}}_t]$, averaged over the
words. So it learns which sentences are usual for which vectors."""


TEXT = Text(
    sections=(
        Section(
            "One to many",
            """A caption is a sentence about a picture. The input has no time steps and a fixed size; the output is a sequence of words, as long
as it needs to be. That is the wiring *one to many*. A network for pictures is joined to a network for sequences, and one vector is all
that passes from the first to the second.""",
            ("task",),
        ),
        Section("From pixels to features, from features to words", _equations, ("features", "enters", "every-step")),
        Section("How good are the sentences?", _grades, ("grades", "unknown")),
        Section(
            "What the vector does not tell",
            """The decoder gets $v$ and nothing else. If two pictures have almost the same $v$, it can hardly tell them apart: for the orange
dog of this page $v$ is nearly that of a cat, nearer than that of another drawing of the same dog, and the sentence names a cat. But
distance is not all. A small move of $v$ in a direction that the decoder uses can change a word, a large one in another direction none.

Greedy writing takes the most probable word at every step. A **beam search** keeps the $k$ best unfinished sentences and sometimes finds a
more probable one. The wiring, the features before the last FC layer, and failures that
sound as fluent as successes are general. Only here the world is small: fewer than a hundred words, and a judge that knows all facts. A common mistake is to think that the network looks at the
picture again for each word. It does not, unless *Image enters: at every step* is chosen, and even then it gets the same vector again.""",
            ("apart", "beam"),
        ),
    ),
    exercises=(
        Exercise("hand", _by_hand, _by_hand_solution, "beam"),
        Exercise(
            "here",
            "Which decoder gains more when the image enters at every step? In *grades*, choose each decoder, and under *More* each way in "
            "which the image enters. Count the sentences without errors.",
            _here_solution,
            "grades",
        ),
        Exercise(
            "think",
            "Two different pictures have exactly the same vector $v$. Can greedy writing give them different sentences?",
            "No. The first input is the same, the weights are the same, and the most probable word is the same; so is the next input, "
            "and so on to the end. Only drawing words at random could give two sentences, and the picture would have no part in it.",
        ),
    ),
    sources="""
- Lecture, *Recurrent Neural Networks* (G. Roig, Goethe University): CNN features and RNN, example captions and failures, Show and Tell.
- A. Karpathy, L. Fei-Fei, *Deep Visual-Semantic Alignments for Generating Image Descriptions*, CVPR 2015.
- O. Vinyals, A. Toshev, S. Bengio, D. Erhan, *Show and Tell: A Neural Image Caption Generator*, CVPR 2015.
- J. Mao et al., *Deep Captioning with Multimodal Recurrent Neural Networks*, ICLR 2015.
""",
)
