"""What the lesson on text gives along: a text through a network, or a training, recomputed."""

import csv
import io

import numpy as np

from figures.numbers import visible
from lessons.text_generation.figure.letters import RANKS, Letters
from lessons.text_generation.model.branches import Checkpoint
from lessons.text_generation.model.reading import exact
from lessons.text_generation.model.training import Setting, Training
from rnn_core.cells.gru import GRUParams
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.model import Model
from rnn_core.studies import character_training
from rnn_core.text import Vocabulary
from rnn_core.weights import flatten, unflatten
from ui import export
from ui.export.notebook import Notebook, weights

_LSTM = """\
H, V = W.shape[0] // 4, len(symbols)

def read(tokens):
    h, C, memory, scores = np.zeros(H), np.zeros(H), [], []
    for token in tokens:
        a = W @ np.concatenate([h, np.eye(V)[token]]) + b
        i, f, o = (1 / (1 + np.exp(-a[:3 * H]))).reshape(3, H)
        C = f * C + i * np.tanh(a[3 * H:])
        h = o * np.tanh(C)
        memory.append(C)
        scores.append(W_hy @ h + b_y)
    return np.array(memory), np.array(scores)

"""
_RNN = """\
def read(tokens):
    h, memory, scores = np.zeros(len(b_h)), [], []
    for token in tokens:
        h = np.tanh(W_hh @ h + W_xh[:, token] + b_h)
        memory.append(h)
        scores.append(W_hy @ h + b_y)
    return np.array(memory), np.array(scores)

"""
_GRU = """\
H = len(b_hn)

def read(tokens):
    h, memory, scores = np.zeros(H), [], []
    for token in tokens:
        from_x, from_h = (W_x[:, token] + b_x).reshape(3, H), (W_h @ h).reshape(3, H)
        r, z = 1 / (1 + np.exp(-from_x[:2] - from_h[:2]))
        n = np.tanh(from_x[2] + r * (from_h[2] + b_hn))
        h = (1 - z) * n + z * h
        memory.append(h)
        scores.append(W_hy @ h + b_y)
    return np.array(memory), np.array(scores)

"""
_CELLS = {LSTMParams: _LSTM, RNNParams: _RNN, GRUParams: _GRU}
_TEXT = """\
memory, scores = read(tokens)
unit_after_each = memory[:, unit - 1]
p = np.exp((scores - scores.max(1, keepdims=True)) / max(temperature, 1e-9))
p /= p.sum(1, keepdims=True)
best = p.argmax(1)
p_of_the_best = p.max(1)
"""
_EXAM = """\
bits = []
for x, targets in zip(exam_inputs, exam_targets):
    _, y = read(x)
    y = y - y.max(1, keepdims=True)
    log_p = y - np.log(np.exp(y).sum(1, keepdims=True))
    bits.append(-log_p[np.arange(len(x)), targets] / np.log(2))
held_out_bits = np.mean(bits)
"""


def offer_text(slug: str, letters: Letters) -> None:
    """The downloads of a text through a network."""
    export.offer(slug, lambda: notebook(letters), lambda: table(letters))


def offer_training(slug: str, of: Setting, now: Training) -> None:
    """The downloads of a training: its latest checkpoint with weights, and its curves."""
    export.offer(slug, lambda: exam_notebook(of, now), lambda: curve_table(now))


def notebook(letters: Letters) -> Notebook:
    """Recomputes the coloring unit and the best bet after each symbol."""
    reading = exact(letters.reading)
    return Notebook(
        given={
            **_network(reading.vocabulary, reading.model),
            "tokens": reading.tokens,
            "unit": letters.unit + 1,
            "temperature": reading.temperature,
        },
        functions=(),
        code=_CELLS[type(reading.model.cell)] + _TEXT,
        shown={
            "unit_after_each": reading.memory(letters.unit).astype(float),
            "best": reading.p.argmax(1),
            "p_of_the_best": reading.p.max(1).astype(float),
        },
    )


def exam_notebook(of: Setting, now: Training) -> Notebook:
    """Recomputes the exam of the latest checkpoint that has weights, in float64."""
    corpus, checkpoint = of.corpus, latest(now)
    assert checkpoint.snapshot is not None, "only such are asked for"
    batch = corpus.exam()
    return Notebook(
        given={
            **_network(corpus.vocabulary, checkpoint.snapshot.model),
            "exam_inputs": batch.x.T.tolist(),
            "exam_targets": batch.targets.T.tolist(),
        },
        functions=(),
        code=_CELLS[type(checkpoint.snapshot.model.cell)] + _EXAM,
        shown={"held_out_bits": np.array(_bits(of, checkpoint))},
    )


def table(letters: Letters) -> str:
    """The text as CSV: a row a symbol with the unit, and what was likely next."""
    reading, out = letters.reading, io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    ranks = range(1, min(RANKS, reading.p.shape[1]) + 1)
    names = [name for k in ranks for name in (f"best {k}", f"p {k}")]
    writer.writerow(["t", "symbol", letters.name, "p of the next", *names])
    symbols, tokens = reading.vocabulary.symbols, reading.tokens
    for t, p in enumerate(reading.p):
        came = repr(float(p[tokens[t + 1]])) if t + 1 < len(tokens) else ""
        best = np.argsort(-p, kind="stable")[: len(ranks)].tolist()
        bets = [each for k in best for each in (visible(symbols[k]), repr(float(p[k])))]
        value = repr(float(reading.memory(letters.unit)[t]))
        writer.writerow([t + 1, visible(symbols[tokens[t]]), value, came, *bets])
    return out.getvalue()


def curve_table(now: Training) -> str:
    """The branches as CSV: a row a step with the bits of its batch and of its exam."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["branch", "learning rate", "step", "batch bits", "held-out bits"])
    for number, branch in enumerate(now.branches, 1):
        exams = {c.step: repr(c.bits) for c in branch.checkpoints}
        first = branch.step - len(branch.losses) + 1
        for step, loss in enumerate(branch.losses, first):
            writer.writerow([number, branch.rate, step, repr(loss), exams.get(step, "")])
    return out.getvalue()


def latest(now: Training) -> Checkpoint:
    """The latest checkpoint of the current branch that has weights."""
    return next(c for c in reversed(now.branch.checkpoints) if c.snapshot is not None)


def _network(vocabulary: Vocabulary, model: Model) -> dict[str, object]:
    return {**weights(_double(model)), "symbols": list(vocabulary.symbols)}


def _double(model: Model) -> Model:
    return unflatten(model, flatten(model).astype(np.float64))


def _bits(of: Setting, checkpoint: Checkpoint) -> float:
    assert checkpoint.snapshot is not None, "only such are asked for"
    return character_training.bits(_double(checkpoint.snapshot.model), of.corpus.exam())
