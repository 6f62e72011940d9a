"""The text under the figure of the lesson sentiment, and its exercises."""

from typing import Literal

import numpy as np

from figures.numbers import signed
from lessons.sentiment.model import readers
from lessons.sentiment.shown import result
from lessons.sentiment.state import BOTH, ONE_WAY, OTHER_WAY, Sentiment
from rnn_core.activations import sigmoid
from ui.guide import Exercise, Section, Text

BY_HAND = (1.5, -2.0)
"""Two small changes of the log-odds, for the exercise by hand."""
SICK, SICKENED = "the acting was sick", "the food made me sick"
_KINDS: tuple[Literal["lstm", "rnn", "bag"], ...] = ("lstm", "rnn", "bag")


def _by_hand_solution() -> str:
    first, second = BY_HAND
    before, after = float(sigmoid(np.array(first))), float(sigmoid(np.array(first + second)))
    return (
        f"After the first word $s_1 = 0 + {first} = {first}$ and $p_1 = 1/(1 + e^{{-{first}}})$ = {before:.2f}: positive. After the "
        f"second $s_2 = {first} - {-second} = {first + second}$ and $p_2$ = {after:.2f}: negative. Log-odds of 0 are $p = 1/2$, because "
        "$e^0 = 1$. Changes of the log-odds can be added; changes of $p$ cannot, because the sigmoid is flat near 0 and 1."
    )


def _here_solution() -> str:
    rows = []
    for sentence in (
        "the film was good",
        "the film was not good",
        "the film was hardly good",
        "the film was far from good",
    ):
        p = [float(result(Sentiment(compare="none", reader=kind, sentence=sentence)).reading.p[-1]) for kind in _KINDS]
        rows.append(f"| {sentence} | {' | '.join(signed(value) for value in p)} |")
    return (
        "p(positive) at the end:\n\n| sentence | LSTM | vanilla RNN | bag of words |\n| --- | --- | --- | --- |\n"
        + "\n".join(rows)
        + "\n\nThe recurrent networks turn their answer, because the state in front of “good” differs. In the bag of words the "
        "negation only adds one more vector to the mean."
    )


def _general() -> str:
    once, again = (result(Sentiment(compare="none", sentence=text)).reading for text in (ONE_WAY, OTHER_WAY))
    praise, blame = (result(Sentiment(compare="none", sentence=text)).reading for text in (SICK, SICKENED))
    return f"""**In general.** Many to one needs no other weights than many to many: the readout $W_{{hy}}$ is only used once. The loss is
counted at the last time step, and its gradient reaches every word through the same chain of states as in the earlier lessons. A bag of
words cannot depend on the order, whatever its weights are; a recurrent network can. This LSTM gives “{ONE_WAY}”
{signed(float(once.p[-1]))} and “{OTHER_WAY}” {signed(float(again.p[-1]))}.

**One word, two meanings.** With the words before it a word can change its meaning, too: the LSTM gives “{SICK}” {signed(float(praise.p[-1]))} and
“{SICKENED}” {signed(float(blame.p[-1]))}.

**Only here.** The networks read sentences that a small grammar wrote, no real reviews; a word that is not among their {len(readers.vocabulary()) - 1:,} words enters as
&lt;unk&gt;. They were also trained, with a small weight, to stay at one half before the first opinion. That is why the curve is flat at first: a
network trained on the last word alone may answer anything in between.

**What people get wrong.** They look for the word that “is negative”. In “{BOTH}” no single word decides; each acts on the state before
it. And a unit that follows “not” is a correlation, measured on held-out sentences: the negation can be *read off* that unit, which does
not prove that the network *uses* this unit and no other."""


TEXT = Text(
    sections=(
        Section(
            "A sequence in, one label out",
            """Many questions about a sentence have one short answer. In **sentence classification** the input is a sequence of words and the output
a single class: a topic, a language, spam or not. **Sentiment classification** asks whether the sentence is positive or negative. The
input is a sequence, the output is not: **many to one**.

A feed-forward network needs an input of fixed length. A recurrent network reads a sentence of any length with the same weights. At each
time step a word enters as a vector $x_t$, a row of the *embedding* $E$ (a table with one learned row per word), and

$$h_t = f_W(h_{t-1}, x_t).$$

The last *hidden state* $h_T$ is all that remains of the sentence; the answer must be in it.""",
            ("task",),
        ),
        Section(
            "From the state to the answer",
            """The matrix $W_{hy}$ ("from h to y") gives two *scores* (logits), one per class: $y_t = W_{hy} h_t + b_y$. The softmax makes probabilities of
them. With two classes only their difference matters, the *log-odds*

$$s_t = y_t[\\mathrm{pos}] - y_t[\\mathrm{neg}] = w \\cdot h_t + b, \\qquad p_t = \\sigma(s_t) = \\frac{1}{1 + e^{-s_t}},$$

where $w$ is the row of $W_{hy}$ for positive minus the one for negative, and $\\sigma$ is the *sigmoid*. In training the *cross-entropy*
$-\\ln p_T$ of the right class is counted at the last word. Here we also look at $p_t$ after every earlier word, to see how the answer comes
about: $s_t - s_{t-1} = w \\cdot (h_t - h_{t-1})$ is what word $t$ did, and these changes add up to the answer exactly.""",
            ("scores", "turn"),
        ),
        Section(
            "What “not” does",
            """“not” hardly moves the log-odds. It moves the *state*, and nearly as far as an opinion word does, but in a direction that is almost
*orthogonal* to $w$: the readout, which computes only $w \\cdot h_t$, does not see it. The next word meets another state, and “good” moves
the log-odds down where it moved them up before. The path shows both directions at once: the score across, and upwards what a negation
changes. Beside it stand, word by word, the length of the step and the part of it that the readout sees.

This is the difference between a *state* and an *output*: a state can hold information that no output shows yet. “but” works the same
way. After it the neutral words already move the answer towards the opposite, before the opposite is said.""",
            ("twins", "path", "unit", "but"),
        ),
        Section("What is general, and what is not", _general, ("bag", "fails")),
    ),
    exercises=(
        Exercise(
            "hand",
            f"A network starts at log-odds $s_0 = 0$. The first word changes them by +{BY_HAND[0]}, the second by −{-BY_HAND[1]}. What are $p_1$ and "
            "$p_2$, and what is the answer after each word?",
            _by_hand_solution,
            "scores",
        ),
        Exercise(
            "here",
            "Read “the film was good”, then put “not”, “hardly” and “far from” in front of “good”. Do it with the LSTM, the vanilla RNN and the "
            "bag of words. Which networks change their answer?",
            _here_solution,
            "twins",
        ),
        Exercise(
            "think",
            "Could a bag of words learn “not good” and “not bad” correctly if every pair of neighboring words were a word of its own? What would "
            "such a network still get wrong?",
            "Yes for these: “not_good” and “not_bad” would get vectors of their own, and their mean could be right. But “not very good” has no such "
            "pair, and the number of pairs grows with the square of the vocabulary, so most pairs never occur in training. A state that "
            "carries “a negation came” can work over several words and for every opinion word, also for one that was never negated in training.",
        ),
    ),
    sources="""
- Lecture, *Recurrent Neural Networks* (G. Roig, Goethe University): many to one; sentence classification, sentiment classification.
- S. Hochreiter, J. Schmidhuber, *Long Short-Term Memory*, Neural Computation 9, 1997.
- A. Karpathy, J. Johnson, L. Fei-Fei, *Visualizing and Understanding Recurrent Networks*, 2015: single units that follow something.
- The adjectives are partly those of TextBlob's `en-sentiment.xml` (public domain); scores and failures: `models/sentiment.md`.
- D. Kotzias, M. Denil, N. de Freitas, P. Smyth, *From Group to Individual Labels Using Deep Features*, KDD 2015: the real reviews are a few of its
  *Sentiment Labelled Sentences* (CC BY 4.0).
""",
)
