"""Plant the classic bugs of masks, attention, encoders, beams and files, one at a time.

    python -m tests.mutation.sequences            # each bug with the test that catches it

Every bug is one replacement in one module of a copy of the sources; a bug that no test of the
named files notices is a hole in the tests, and the command then fails.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Bug(NamedTuple):
    """What goes wrong, in which module, the text before and after, and the tests to ask."""

    what: str
    module: str
    right: str
    wrong: str
    tests: str


BUGS = (
    Bug("padding counts in the loss", "losses", "None, where=mask)", "None)", "ragged losses"),
    Bug("padding has a gradient", "losses", "    d[~mask] = 0\n", "", "ragged losses"),
    Bug(
        "mean over all places, not the asked",
        "losses",
        "d /= _asked(mask, d.shape[:-1])",
        "d /= d.size // d.shape[-1]",
        "ragged losses",
    ),
    Bug(
        "squared error without the 2", "losses", "(2 / y.shape[-1])", "(1 / y.shape[-1])", "losses"
    ),
    Bug("last step one too early", "batches", "== lengths - 1", "== lengths - 2", "batches"),
    Bug(
        "padding counts as inside",
        "batches",
        "[:, np.newaxis] < lengths\n",
        "[:, np.newaxis] <= lengths\n",
        "batches",
    ),
    Bug(
        "reversal moves the padding",
        "batches",
        "np.where(t < lengths, lengths - 1 - t, t)",
        "len(x) - 1 - t + 0 * lengths",
        "batches seq2seq",
    ),
    Bug(
        "the order of an epoch ignores the epoch",
        "batches",
        "[self.seed, epoch]",
        "[self.seed, 0]",
        "batches",
    ),
    Bug(
        "embedding gradient of another row",
        "embedding",
        "inputs.backward(table.T, tokens, d",
        "inputs.backward(table.T, (tokens + 1) % len(table), d",
        "ragged",
    ),
    Bug(
        "attention sees the padding",
        "attention",
        "    scores[:, ~inside.T] = -np.inf\n",
        "",
        "seq2seq",
    ),
    Bug(
        "softmax over time instead of the source",
        "attention",
        "alpha = softmax(scores)",
        "alpha = softmax(scores.swapaxes(0, 2)).swapaxes(0, 2)",
        "seq2seq",
    ),
    Bug("[h; c] for [c; h], both ways", "attention", "", "", "seq2seq"),
    Bug("W_a transposed, both ways", "attention", "", "", "seq2seq"),
    Bug(
        "softmax derivative without its sum",
        "attention",
        "(d_alpha - (alpha * d_alpha).sum(2, keepdims=True))",
        "d_alpha",
        "seq2seq",
    ),
    Bug(
        "no gradient of s through the scores",
        "attention",
        " + _sum_over_steps(d_scores, h @ params.W_a)",
        "",
        "seq2seq",
    ),
    Bug(
        "no gradient of h through the scores",
        "attention",
        "dh + looked @ params.W_a.T",
        "dh",
        "seq2seq",
    ),
    Bug(
        "tanh of h~ not differentiated",
        "attention",
        "dh_tilde * (1 - trace.h_tilde**2)",
        "dh_tilde",
        "seq2seq",
    ),
    Bug(
        "last state taken after the padding",
        "encoder",
        "        _stand_still(cells.forward(cell, x), real)\n",
        "        cells.forward(cell, x)\n",
        "seq2seq",
    ),
    Bug(
        "memory not handed to the decoder's gradient",
        "encoder",
        "for d in d_last[1:])",
        "for d in ())",
        "seq2seq",
    ),
    Bug(
        "gradient of the last state lost",
        "encoder",
        "        dh[end, each] += d_last[0][:, part]\n",
        "",
        "seq2seq",
    ),
    Bug(
        "second direction not turned back",
        "encoder",
        "backwards(trace.h[1:], lengths) for",
        "trace.h[1:] for",
        "seq2seq",
    ),
    Bug(
        "second direction's gradient not turned",
        "encoder",
        "            dh = backwards(dh, trace.lengths)\n",
        "            pass\n",
        "seq2seq",
    ),
    Bug(
        "memory decays in the padding",
        "encoder",
        "np.array([0, 1, 0, 0]",
        "np.array([0, 0.5, 0, 0]",
        "seq2seq",
    ),
    Bug(
        "readout reads h instead of h~",
        "decoder",
        "output.forward(params.readout, looked.h_tilde)",
        "output.forward(params.readout, looked.h)",
        "seq2seq",
    ),
    Bug(
        "off-by-one target",
        "seq2seq",
        "[one[1:] for one in answers]",
        "[one[:-1] for one in answers]",
        "seq2seq",
    ),
    Bug(
        "vector's gradient from the second step",
        "caption",
        "told = wrote.x[0]",
        "told = wrote.x[1]",
        "caption",
    ),
    Bug(
        "the first answer is read off the vector",
        "caption",
        "trace.y[1:] if",
        "trace.y[:-1] if",
        "caption",
    ),
    Bug("the maximum not differentiated", "s2vt", " * (run.seen > 0)", "", "s2vt"),
    Bug("reads while writing", "s2vt", "before=len(seen))\n", "after=len(seen))\n", "s2vt"),
    Bug(
        "beam keeps the worst", "beam", "key=lambda one: -one[0]", "key=lambda one: one[0]", "beam"
    ),
    Bug(
        "the states of a beam are not reordered",
        "beam",
        "part[..., rows, :] for",
        "part[..., : len(rows), :] for",
        "beam",
    ),
    Bug("length penalty upside down", "beam", "total / lp,", "total * lp,", "beam"),
    Bug(
        "end symbol not counted in the length",
        "beam",
        "((5 + depth) / 6)",
        "((4 + depth) / 6)",
        "beam",
    ),
    Bug(
        "finished hypotheses keep their place",
        "beam",
        "rank < width - done",
        "rank < width",
        "beam",
    ),
    Bug(
        "resumed training takes the batch of the step before",
        "loop",
        "self.batches(step)",
        "self.batches(max(step - 1, 0))",
        "loop",
    ),
    Bug(
        "an LSTM goes on without its memory",
        "sample",
        "None, *latest.trace.last)",
        "None, latest.trace.last[0])",
        "sample",
    ),
    Bug(
        "the digest is not compared",
        "store",
        "if _digest(description, arrays) != digest:",
        "if False:",
        "store",
    ),
    Bug(
        "any class is made from a file",
        "store",
        "    if kind is None:\n",
        "    if False:\n",
        "store",
    ),
    Bug(
        "pickled objects are read",
        "store",
        "allow_pickle=False) as",
        "allow_pickle=True) as",
        "store",
    ),
    Bug(
        "convolution turned round",
        "vision",
        "np.tensordot(windows[:, :, ::s, ::s], W,",
        "np.tensordot(windows[:, :, ::s, ::s], W[..., ::-1, ::-1],",
        "vision",
    ),
    Bug(
        "normalization divides by the variance",
        "vision",
        "np.sqrt(variance + epsilon)",
        "(variance + epsilon)",
        "vision",
    ),
    Bug("flow against the motion", "flow", "np.stack([u, v]", "np.stack([-u, -v]", "flow"),
    Bug("u and v swapped", "flow", "np.stack([u, v]", "np.stack([v, u]", "flow"),
    Bug(
        "both marks in one half",
        "tasks",
        "for start in (0, self.lag):",
        "for start in (0, 0):",
        "tasks",
    ),
    Bug(
        "noise can be the clue",
        "tasks",
        "rng.integers(self.V, self.D,",
        "rng.integers(0, self.D,",
        "tasks",
    ),
    Bug(
        "first and second symbol swapped",
        "tasks",
        "label // 2, label % 2",
        "label % 2, label // 2",
        "tasks",
    ),
    Bug("brackets close the oldest", "languages", "stack.pop()", "stack.pop(0)", "tasks"),
)

TWICE = {
    "[h; c] for [c; h], both ways": (
        ("np.concatenate([c, h], 2)", "np.concatenate([h, c], 2)"),
        ("np.concatenate([trace.c, h], 2)", "np.concatenate([h, trace.c], 2)"),
        ("dc, dh = np.split(", "dh, dc = np.split("),
    ),
    "W_a transposed, both ways": (
        ("_over_source(h @ params.W_a, s)", "_over_source(h @ params.W_a.T, s)"),
        (
            "h.reshape(-1, H).T @ looked.reshape(-1, n_source)",
            "looked.reshape(-1, n_source).T @ h.reshape(-1, H)",
        ),
        (
            "_sum_over_steps(d_scores, h @ params.W_a)",
            "_sum_over_steps(d_scores, h @ params.W_a.T)",
        ),
        ("dh + looked @ params.W_a.T", "dh + looked @ params.W_a"),
    ),
}
"""Bugs that are consistent forward and backward, which no gradient check can see."""


def caught_by(bug: Bug, home: Path) -> str | None:
    """The first test that fails with the bug in place, None if all pass."""
    path = home / "rnn_core" / f"{bug.module}.py"
    source = path.read_text()
    broken = source
    for right, wrong in TWICE.get(bug.what, ((bug.right, bug.wrong),)):
        if right not in broken:
            raise ValueError(f"{bug.module} must hold {right!r} for the bug {bug.what!r}")
        broken = broken.replace(right, wrong)
    path.write_text(broken)
    files = [f"tests/rnn_core/test_{name}.py" for name in bug.tests.split()]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *files],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )
    path.write_text(source)
    found = re.search(r"^(?:FAILED|ERROR) \S+?(?:::(\S+))?(?: |$)", run.stdout, re.MULTILINE)
    return (found.group(1) or "import") if found else None


def main() -> int:
    """Print one line a bug; 1 if any escaped."""
    escaped = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for part in ("rnn_core", "tests/rnn_core"):
            shutil.copytree(ROOT / part, home / part)
        shutil.copy(ROOT / "pyproject.toml", home)
        for bug in BUGS:
            test = caught_by(bug, home)
            escaped += test is None
            line = f"{bug.module:10} {bug.what:50} {test or 'ESCAPED'}"
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    return min(escaped, 1)


if __name__ == "__main__":
    sys.exit(main())
