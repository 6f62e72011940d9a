"""Plant the classic bugs of masks, attention, encoders, beams and files, one at a time.

    python -m tests.mutation.sequences            # each bug with the test that catches it
    python -m tests.mutation.sequences padding    # only those whose name contains this

Most bugs are one replacement in one module of a copy of the sources; a bug that no test of the
named files notices is a hole in the tests, and the command then fails.
"""

import sys
from typing import NamedTuple

from tests.mutation.planting import Bug, Change, report


class Replaced(NamedTuple):
    """What goes wrong, in which module, the text before and after, and the tests to ask."""

    what: str
    module: str
    right: str
    wrong: str
    tests: str


ONE_BY_ONE = (
    Replaced("padding counts in the loss", "losses", "None, where=mask)", "None)", "ragged losses"),
    Replaced("padding has a gradient", "losses", "    d[~mask] = 0\n", "", "ragged losses"),
    Replaced(
        "mean over all places, not the asked",
        "losses",
        "d /= _asked(mask, d.shape[:-1])",
        "d /= d.size // d.shape[-1]",
        "ragged losses",
    ),
    Replaced("squared error without the 2", "losses", "(2 / y.shape[-1])", "(1 / y.shape[-1])", "losses"),
    Replaced("last step one too early", "batches", "== lengths - 1", "== lengths - 2", "batches"),
    Replaced(
        "padding counts as inside", "batches", "[:, np.newaxis] < lengths\n", "[:, np.newaxis] <= lengths\n", "batches"
    ),
    Replaced(
        "reversal moves the padding",
        "batches",
        "np.where(t < lengths, lengths - 1 - t, t)",
        "len(x) - 1 - t + 0 * lengths",
        "batches seq2seq",
    ),
    Replaced("the order of an epoch ignores the epoch", "batches", "[self.seed, epoch]", "[self.seed, 0]", "batches"),
    Replaced(
        "embedding gradient of another row",
        "embedding",
        "inputs.backward(table.T, tokens, d",
        "inputs.backward(table.T, (tokens + 1) % len(table), d",
        "ragged",
    ),
    Replaced("attention sees the padding", "attention", "    scores[:, ~inside.T] = -np.inf\n", "", "seq2seq"),
    Replaced(
        "softmax over time instead of the source",
        "attention",
        "alpha = softmax(scores)",
        "alpha = softmax(scores.swapaxes(0, 2)).swapaxes(0, 2)",
        "seq2seq",
    ),
    Replaced("[h; c] for [c; h], both ways", "attention", "", "", "seq2seq"),
    Replaced("W_a transposed, both ways", "attention", "", "", "seq2seq"),
    Replaced(
        "softmax derivative without its sum",
        "attention",
        "(d_alpha - (alpha * d_alpha).sum(2, keepdims=True))",
        "d_alpha",
        "seq2seq",
    ),
    Replaced(
        "no gradient of s through the scores",
        "attention",
        " + _sum_over_steps(d_scores, h @ params.W_a)",
        "",
        "seq2seq",
    ),
    Replaced("no gradient of h through the scores", "attention", "dh + looked @ params.W_a.T", "dh", "seq2seq"),
    Replaced("tanh of h~ not differentiated", "attention", "dh_tilde * (1 - trace.h_tilde**2)", "dh_tilde", "seq2seq"),
    Replaced(
        "last state taken after the padding",
        "encoder",
        "tuple(_stand_still(cells.forward(cell, x), real) for",
        "tuple(cells.forward(cell, x) for",
        "seq2seq",
    ),
    Replaced(
        "memory not handed to the decoder's gradient", "encoder", "for d in d_last[1:])", "for d in ())", "seq2seq"
    ),
    Replaced(
        "gradient of the last state lost", "encoder", "        dh[end, each] += d_last[0][:, part]\n", "", "seq2seq"
    ),
    Replaced(
        "second direction not turned back",
        "encoder",
        "backwards(trace.h[1:], lengths) for",
        "trace.h[1:] for",
        "seq2seq",
    ),
    Replaced(
        "second direction's gradient not turned",
        "encoder",
        "            dh = backwards(dh, trace.lengths)\n",
        "            pass\n",
        "seq2seq",
    ),
    Replaced("memory decays in the padding", "encoder", "np.array([0, 1, 0, 0]", "np.array([0, 0.5, 0, 0]", "seq2seq"),
    Replaced(
        "readout reads h instead of h~",
        "decoder",
        "output.forward(params.readout, looked.h_tilde)",
        "output.forward(params.readout, looked.h)",
        "seq2seq",
    ),
    Replaced(
        "off-by-one target", "seq2seq", "[one[1:] for one in answers]", "[one[:-1] for one in answers]", "seq2seq"
    ),
    Replaced(
        "vector's gradient from the second step", "caption", "dv_in = wrote.x[0]", "dv_in = wrote.x[1]", "caption"
    ),
    Replaced("the first answer is read off the vector", "caption", "trace.y[1:] if", "trace.y[:-1] if", "caption"),
    Replaced("the maximum not differentiated", "s2vt", " * (run.seen > 0)", "", "s2vt"),
    Replaced("reads while writing", "s2vt", "before=len(seen))\n", "after=len(seen))\n", "s2vt"),
    Replaced("beam keeps the worst", "beam", "key=lambda one: -one[0]", "key=lambda one: one[0]", "beam"),
    Replaced(
        "the states of a beam are not reordered",
        "beam",
        "part[..., rows, :] for",
        "part[..., : len(rows), :] for",
        "beam",
    ),
    Replaced("length penalty upside down", "beam", "total / lp,", "total * lp,", "beam"),
    Replaced("end symbol not counted in the length", "beam", "((5 + depth) / 6)", "((4 + depth) / 6)", "beam"),
    Replaced("finished hypotheses keep their place", "beam", "rank < width - done", "rank < width", "beam"),
    Replaced(
        "resumed training takes the batch of the step before",
        "loop",
        "self.batches(step)",
        "self.batches(max(step - 1, 0))",
        "loop",
    ),
    Replaced(
        "an LSTM goes on without its memory",
        "sample",
        "None, *latest.trace.last, workspace=own)",
        "None, latest.trace.last[0], workspace=own)",
        "sample",
    ),
    Replaced("the digest is not compared", "store", "if _digest(description, arrays) != digest:", "if False:", "store"),
    Replaced("any class is made from a file", "store", "    if kind is None:\n", "    if False:\n", "store"),
    Replaced("pickled objects are read", "store", "allow_pickle=False) as", "allow_pickle=True) as", "store"),
    Replaced(
        "convolution turned round",
        "vision",
        "W.reshape(len(W), -1) @",
        "W[..., ::-1, ::-1].reshape(len(W), -1) @",
        "vision",
    ),
    Replaced(
        "normalization divides by the variance",
        "vision",
        "np.sqrt(variance + epsilon)",
        "(variance + epsilon)",
        "vision",
    ),
    Replaced("flow against the motion", "flow", "np.stack([u, v]", "np.stack([-u, -v]", "flow"),
    Replaced("u and v swapped", "flow", "np.stack([u, v]", "np.stack([v, u]", "flow"),
    Replaced("both marks in one half", "tasks", "for start in (0, self.lag):", "for start in (0, 0):", "tasks"),
    Replaced("noise can be the clue", "tasks", "rng.integers(self.V, self.D,", "rng.integers(0, self.D,", "tasks"),
    Replaced("first and second symbol swapped", "tasks", "label // 2, label % 2", "label % 2, label // 2", "tasks"),
)

TWICE = {
    "[h; c] for [c; h], both ways": (
        ("np.concatenate([c, h], 2)", "np.concatenate([h, c], 2)"),
        ("np.concatenate([trace.c, h], 2)", "np.concatenate([h, trace.c], 2)"),
        ("dc, dh = np.split(", "dh, dc = np.split("),
    ),
    "W_a transposed, both ways": (
        ("_over_source(h @ params.W_a, s)", "_over_source(h @ params.W_a.T, s)"),
        ("h.reshape(-1, H).T @ looked.reshape(-1, n_source)", "looked.reshape(-1, n_source).T @ h.reshape(-1, H)"),
        ("_sum_over_steps(d_scores, h @ params.W_a)", "_sum_over_steps(d_scores, h @ params.W_a.T)"),
        ("dh + looked @ params.W_a.T", "dh + looked @ params.W_a"),
    ),
}
"""Bugs that are consistent forward and backward, which no gradient check can see."""


BUGS = tuple(
    Bug(
        one.what,
        one.tests,
        tuple(Change(one.module, right, wrong) for right, wrong in TWICE.get(one.what, ((one.right, one.wrong),))),
    )
    for one in ONE_BY_ONE
)


if __name__ == "__main__":
    sys.exit(report(BUGS, " ".join(sys.argv[1:])))
