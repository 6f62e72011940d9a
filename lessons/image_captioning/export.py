"""The notebook and the table of a picture that becomes a sentence."""

import csv
import io
from collections.abc import Iterable, Sequence

import numpy as np

from lessons.image_captioning import captions
from lessons.image_captioning.captions import ENDS
from lessons.image_captioning.cards import caption as caption_cards
from lessons.image_captioning.cards import twins as caption_twins
from lessons.image_captioning.choice import Choice
from lessons.image_captioning.figure.gallery import GRADES
from lessons.image_captioning.model import LONGEST
from ui import export
from ui.export.notebook import Notebook

MODEL = "image_captioning"

_RECOMPUTE = """\
stored = np.load(file)  # the file that was downloaded beside this notebook
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

# The decoder hears of nothing but this vector.
mine = f"2.{writer}."
v_told = weights(mine + "W_v") @ vector + weights(mine + "b_v")
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
    h, C = step(h, C, v_told)
tokens, log_p, states, word = [], [], [], start
while word != end and len(tokens) < longest:
    h, C = step(h, C, E[word] if once else E[word] + v_told)
    y = W_hy @ h + b_y
    p = y - y.max() - np.log(np.exp(y - y.max()).sum())
    word = int(p.argmax())
    tokens.append(word)
    log_p.append(p[word])
    states.append(h)
total = sum(log_p)
print(" ".join(words[token] for token in tokens if token != end), total)
"""


def offer(slug: str, choice: Choice) -> None:
    """The downloads of the page, the shipped weights among them."""
    export.offer(slug, lambda: notebook(choice), lambda: table(choice), beside=(MODEL,))


def notebook(choice: Choice) -> Notebook:
    """Recomputes the vector and the sentence from the pixels and the stored weights."""
    told = captions.told(choice.writer, choice.seen)
    filters = told.network.convolutions
    return Notebook(
        given={
            "file": f"{MODEL}.npz",
            "pixels": choice.seen.array.tolist(),
            "strides": [one.stride for one in filters],
            "margins": [one.padding for one in filters],
            "writer": captions.place(choice.writer),
            "once": bool(told.before),
            "start": ENDS.start,
            "end": ENDS.end,
            "longest": LONGEST,
            "words": list(captions.words()),
        },
        functions=(),
        code=_RECOMPUTE,
        shown={
            "vector": told.vector,
            "v_told": told.as_input,
            "tokens": told.words.astype(float),
            "log_p": told.log_p,
            "states": told.run.decoder.cell.h[1 + told.before :, 0],
            "total": np.array([told.log_p.sum()]),
        },
    )


def table(choice: Choice) -> str:
    """What the figure of the view shows, as CSV."""
    rows = {"write": _written, "beam": _tried, "grades": _graded, "features": _near}[choice.view](choice)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _written(choice: Choice) -> Iterable[Sequence[object]]:
    told, known = captions.told(choice.writer, choice.seen), captions.words()
    yield ["t", "reads", "says", "p", *(f"likeliest {k}" for k in range(1, 6))]
    for t, (read, said) in enumerate(zip(told.run.batch.x[:, 0].tolist(), told.words.tolist(), strict=True), start=1):
        p = told.run.p[t - 1, 0]
        best = [f"{known[k]} {p[k]!r}" for k in np.argsort(-p, kind="stable")[:5].tolist()]
        yield [t, known[read], known[said], repr(float(p[said])), *best]


def _tried(choice: Choice) -> Iterable[Sequence[object]]:
    tree = captions.tree(choice.writer, choice.seen, choice.width)
    yield ["t", "words", "log p", "log P", "kept", "ended", "best"]
    for number, node in enumerate(tree.nodes[1:], start=1):
        words = captions.sentence(tree.tokens(number))
        best = number == tree.best
        yield [node.depth, words, node.log_p, node.total, node.kept, node.finished, best]


def _graded(choice: Choice) -> Iterable[Sequence[object]]:
    yield ["picture", "sentence", "grade", "wrong", "shows"]
    for one in caption_cards.pictures(choice):
        wrong = "; ".join(one.errors)
        yield [one.name, one.sentence, GRADES[one.grade - 1], wrong, one.what]


def _near(choice: Choice) -> Iterable[Sequence[object]]:
    near = caption_twins.neighbors(choice.writer, choice.seen)
    yield ["change", "kind", "distance", "sentence"]
    for twin in near.twins:
        yield [twin.change, twin.kind, repr(twin.distance), twin.sentence]
