"""What was published on the tasks of the lesson long-term, and what was measured here; also in its model card."""

KNOWN = {
    "first": "After Bengio, Simard, Frasconi (1994): learning by gradient descent gets harder as the lag "
    "grows. Chance is 1/4.",
    "adding": "Hochreiter and Schmidhuber (1997), §5.4. Always answering 1 has the squared error 2/12 = 0.167, "
    "the baseline of Arjovsky, Shah, Bengio (2016).",
    "order": "Hochreiter and Schmidhuber (1997), task 6a; chance is 1/4. Pascanu, Mikolov, Bengio "
    "(2013): a tanh network trained by SGD fails beyond about 20 steps, and clipping alone does "
    "not rescue it.",
}

FINDINGS = """
**Where each fails, as measured.** *RNN*: adding is never solved within 1,500 steps, and from lag 20
(40 steps) on it is no better than always answering 1; order at lag 40 (about 105 steps). *LSTM*:
adding at lag 50, order at lag 40, the first word at lag 100, each with some seeds.

**Why the RNN wins at the first word.** An orthogonal W_hh forgets slowly at the start, and the noise
has only two different words. A forget bias of 1 starts an LSTM with f = σ(1) = 0.73, and 0.73⁶⁰ is 10⁻⁸:
at lag 60 all seeds stay at chance, with a bias of 3 (f = 0.95) all solve it. Here, what a
cell keeps *before* it has learned decided what it could learn.

**Clipping.** Pascanu, Mikolov, Bengio (2013): trained by SGD, a tanh network fails at temporal
order beyond about 20 steps, and clipping alone does not rescue it. Measured here with plain SGD:
at 20 to 22 steps clipping saves two of five seeds, none is solved without; beyond, none at all. With
Adam and an orthogonal start it differs: most seeds solve it up to 55 steps, clipped or not. The
paper trained far longer (up to 5 million updates) than the 1,500 steps here.

**How.** Two extra seeds chose rate (0.001, 0.003, 0.01) and start for both cells from grids of
equal size. Batches of 32, Adam, clipping at 1, at most 1,000 or 1,500 steps. *Solved*: 95 % right,
or a squared error of 0.01, on 1,000 sequences kept for the end.
"""
