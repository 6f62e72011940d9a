"""The words of the lesson long-term: notes, tasks, findings, and what to look for."""

from lessons.long_term.state import LongTerm
from ui.page import LookFor

NOTES = """
1. Lag 2: clouds … sky. Step through it: what would it say, and when does it know?
2. Lag 100: the same question with a hundred words of noise in between.
3. *Score*: let the class bet who solves the longest lag. First word: the RNN, surprisingly.
4. Adding: the RNN stays at 0.167, what always answering 1 costs. The LSTM does not.
5. Order, *clipping*: with plain gradient descent clipping alone rescues nothing.
"""
ANSWER = (
    "As far as what it keeps before it has learned lets the gradient reach: gates let an "
    "LSTM keep a clue apart from later noise, and neither cell remembers for ever."
)
ASKED = {
    "first": "The first word decides the last: clouds → sky. In between only noise.",
    "adding": "Two numbers are marked, one in each half: what is their sum?",
    "order": "X or Y came first, X or Y came second: which of four? The rest distracts.",
}
KNOWN = {
    "first": "After Bengio, Simard, Frasconi (1994): gradient descent fails on recurrent networks "
    "as the lag grows. Chance is 1/4.",
    "adding": "Hochreiter and Schmidhuber (1997), §5.4. Always answering 1 costs 2/12 = 0.167, "
    "the baseline of Arjovsky, Shah, Bengio (2016).",
    "order": "Hochreiter and Schmidhuber (1997), task 6a; chance is 1/4. Pascanu, Mikolov, Bengio "
    "(2013): a tanh network trained by SGD fails beyond about 20 steps, and clipping alone does "
    "not rescue it.",
}

FINDINGS = """
**Where each fails, as measured.** *RNN*: adding is never solved within 1,500 steps, and from lag 20
(40 steps) on it is no better than always answering 1; order at lag 40 (about 105 steps). *LSTM*:
order at lag 40, the first word at lag 100, each with some seeds.

**Why the RNN wins at the first word.** An orthogonal W_hh forgets nothing to begin with, and only
two noise words follow. A forget bias of 1 starts an LSTM with f = σ(1) = 0.73, and 0.73⁶⁰ is 10⁻⁸:
at lag 60 all seeds stay at chance, with a bias of 3 (f = 0.95) all solve it. What a cell keeps
*before* it has learned decides what it can learn.

**Clipping.** Pascanu, Mikolov, Bengio (2013): trained by SGD, a tanh network fails at temporal
order beyond about 20 steps, and clipping alone does not rescue it. Measured here with plain SGD:
at 20 to 22 steps two of five seeds solve it with clipping, none without; beyond, none at all. With
Adam and an orthogonal start it differs: most seeds solve it up to 55 steps, clipped or not. The
paper trained far longer (up to 5 million updates) than the 1,500 steps here.

**How.** Two extra seeds chose rate (0.001, 0.003, 0.01) and start for both cells from grids of
equal size. Batches of 32, Adam, clipping at 1, at most 1,000 or 1,500 steps. *Solved*: 95 % right,
or a squared error of 0.01, on 1,000 sequences kept for the end.
"""

LINES = (
    LookFor(
        "Forget bias 1 instead of 3: lag 60 is too far.",
        LongTerm(view="score", compare="starts"),
        ("LSTM, forget bias 1",),
    ),
    LookFor("Adding: the RNN ends at the 0.167 of always 1.", LongTerm(view="score", task="adding", lag="5"), ("rnn",)),
    LookFor(
        "SGD: clipping alone does not rescue the RNN.",
        LongTerm(view="score", task="order", lag="8", compare="clipping"),
        ("SGD, clipped",),
    ),
    LookFor("Far clue: a hundred noise words in between.", LongTerm(lag="100"), step=0),
)
