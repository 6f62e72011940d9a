"""The notebook and the table of a picture that becomes a sentence."""

from collections.abc import Iterable, Sequence

import numpy as np

from lessons.image_captioning.model.caption_trace import LONGEST
from lessons.image_captioning.model.captioners import ENDS, WRITERS, Caption, JudgedPicture
from lessons.image_captioning.model.twins import Twins
from lessons.image_captioning.shown import Shown
from rnn_core.beam import Tree
from ui import export, shipped
from ui.export.notebook import Notebook
from ui.export.table import as_csv

MODEL = "image_captioning"

_RECOMPUTE = """\
def weights(name):
    return stored[name].astype(float)

# The picture's numbers go from -1 to 1. Four convolutions, each with max(0, .) behind it.
maps = np.moveaxis(np.array(pixels) / 127.5 - 1, 2, 0)
for layer, (stride, margin) in enumerate(zip(strides, margins)):
    W, b = weights(f"1.convolutions.{layer}.W"), weights(f"1.convolutions.{layer}.b")
    framed = np.pad(maps, ((0, 0), (margin, margin), (margin, margin)))
    windows = np.lib.stride_tricks.sliding_window_view(framed, W.shape[2:], axis=(1, 2))
    a = np.einsum("jrcuv,kjuv->krc", windows[:, ::stride, ::stride], W, optimize=True)
    maps = np.maximum(a + b[:, None, None], 0)
vector = np.maximum(weights("1.dense.W") @ maps.ravel() + weights("1.dense.b"), 0)

# The decoder gets this vector and nothing else of the picture.
mine = f"2.{writer}."
v_in = weights(mine + "W_v") @ vector + weights(mine + "b_v")
E = weights(mine + "E")
W_hy, b_y = weights(mine + "decoder.readout.W_hy"), weights(mine + "decoder.readout.b_y")
is_lstm = mine + "decoder.cell.W" in stored.files
cell = {name: weights(mine + "decoder.cell." + name)
        for name in (("W", "b") if is_lstm else ("W_xh", "W_hh", "b_h"))}

def sigma(a):
    return 1 / (1 + np.exp(-a))

def step(h, C, x):
    if not is_lstm:
        return np.tanh(cell["W_hh"] @ h + cell["W_xh"] @ x + cell["b_h"]), C
    i, f, o, C_tilde = np.split(cell["W"] @ np.concatenate([h, x]) + cell["b"], 4)
    C = sigma(f) * C + sigma(i) * np.tanh(C_tilde)
    return sigma(o) * np.tanh(C), C

h, C = np.zeros(W_hy.shape[1]), np.zeros(W_hy.shape[1])
if once:
    h, C = step(h, C, v_in)
tokens, log_p, states, word = [], [], [], start
while word != end and len(tokens) < longest:
    h, C = step(h, C, E[word] if once else E[word] + v_in)
    y = W_hy @ h + b_y
    p = y - y.max() - np.log(np.exp(y - y.max()).sum())
    word = int(p.argmax())
    tokens.append(word)
    log_p.append(p[word])
    states.append(h)
total = sum(log_p)
print(" ".join(words[token] for token in tokens if token != end), total)
"""


def offer(slug: str, shown: Shown) -> None:
    """The downloads of the page, the shipped weights among them."""
    export.offer(slug, lambda: notebook(shown), lambda: table(shown))


def notebook(shown: Shown) -> Notebook:
    """Recomputes the vector and the sentence from the pixels and the stored weights."""
    trace = shown.caption.trace
    filters = trace.network.convolutions
    return Notebook(
        given={
            "pixels": shown.picture.array.tolist(),
            "strides": [one.stride for one in filters],
            "margins": [one.padding for one in filters],
            "writer": WRITERS.index(shown.writer),
            "once": bool(trace.steps_before_words),
            "start": ENDS.start,
            "end": ENDS.end,
            "longest": LONGEST,
            "words": list(shown.caption.words),
        },
        functions=(),
        code=_RECOMPUTE,
        shown={
            "vector": trace.vector,
            "v_in": trace.v_in,
            "tokens": trace.tokens.astype(float),
            "log_p": trace.log_p,
            "states": trace.run.decoder.cell.h[1 + trace.steps_before_words :, 0],
            "total": np.array([trace.log_p.sum()]),
        },
        stored=shipped.stored(MODEL, "1.convolutions.", "1.dense.", f"2.{WRITERS.index(shown.writer)}."),
    )


def table(shown: Shown) -> str:
    """What the figure of the view shows, as CSV."""
    if shown.tree:
        return as_csv(_tried(shown.caption, shown.tree))
    if shown.judged:
        return as_csv(_graded(shown.judged))
    if shown.twins:
        return as_csv(_near(shown.twins))
    return as_csv(_written(shown.caption))


def _written(caption: Caption) -> Iterable[Sequence[object]]:
    run, known = caption.trace.run, caption.words
    yield ["t", "reads", "writes", "p", *(name for k in range(1, 6) for name in (f"likeliest {k}", f"p {k}"))]
    steps = zip(run.batch.x[:, 0].tolist(), caption.trace.tokens.tolist(), strict=True)
    for t, (read, written) in enumerate(steps, start=1):
        p = run.p[t - 1, 0]
        likeliest = np.argsort(-p, kind="stable")[:5].tolist()
        best = [cell for k in likeliest for cell in (known[k], float(p[k]))]
        yield [t, known[read], known[written], repr(float(p[written])), *best]


def _tried(caption: Caption, tree: Tree) -> Iterable[Sequence[object]]:
    yield ["t", "words", "log p", "log P", "kept", "ended", "best"]
    for number, node in enumerate(tree.nodes[1:], start=1):
        words = caption.text(tree.tokens(number))
        yield [node.depth, words, float(node.log_p), float(node.total), node.kept, node.finished, number == tree.best]


def _graded(pictures: Sequence[JudgedPicture]) -> Iterable[Sequence[object]]:
    yield ["picture", "sentence", "grade", "wrong", "shows"]
    for one in pictures:
        yield [one.name, one.sentence, one.verdict.name, "; ".join(one.verdict.errors), one.what]


def _near(found: Twins) -> Iterable[Sequence[object]]:
    yield ["change", "kind", "distance", "sentence"]
    for twin in found.twins:
        yield [twin.change, twin.kind, repr(float(twin.distance)), twin.sentence]
