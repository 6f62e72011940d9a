"""The notebook and the table of a sentence that was translated."""

import csv
import io

import numpy as np

from lessons.translation.model.translated import Translated
from rnn_core.types import Array
from ui import export, shipped
from ui.export.notebook import Notebook

_RECOMPUTE = """\
# float16 as stored, float64 from here on
weight = {name[2:]: stored[name].astype(float) for name in stored.files if name.startswith("2.")}

def sigma(a):
    return 1 / (1 + np.exp(-a))

def softmax(y):
    e = np.exp(y - y.max())
    return e / e.sum()

def lstm(cell, h, C, x):  # rows of W: i, f, o, C~
    a = weight[cell + ".W"] @ np.concatenate([h, x]) + weight[cell + ".b"]
    i, f, o, C_tilde = a.reshape(4, -1)
    C = sigma(f) * C + sigma(i) * np.tanh(C_tilde)
    return sigma(o) * np.tanh(C), C

# W_1 reads: one cell ahead, and with attention a second one from the end.
read, last = [], []
for cell, order in (("encoder.ahead", source), ("encoder.back", source[::-1])):
    if cell + ".W" not in weight:
        continue
    h = C = np.zeros(len(weight[cell + ".b"]) // 4)
    states = []
    for word in order:
        h, C = lstm(cell, h, C, weight["encoder.E"][english.index(word)])
        states.append(h)
    read.append(states[:: 1 if cell == "encoder.ahead" else -1])
    last.append((h, C))
encoder_states = np.concatenate(read, axis=1)
own_h, own_C = (np.concatenate(parts) for parts in zip(*last))
h, C = (own_h, own_C) if handed is None else handed

# W_2 writes: what it has written is what it reads next.
decoder_states, attention, probabilities, written = [], [], [], []
latest = start
while len(written) < longest and (not written or written[-1] != end):
    h, C = lstm("decoder.cell", h, C, weight["E"][french.index(latest)])
    top = h
    if "decoder.attention.W_a" in weight:
        alpha = softmax(encoder_states @ (weight["decoder.attention.W_a"].T @ h))
        c = alpha @ encoder_states
        W_c, b_c = weight["decoder.attention.W_c"], weight["decoder.attention.b_c"]
        top = np.tanh(W_c @ np.concatenate([c, h]) + b_c)
        attention.append(alpha)
    p = softmax(weight["decoder.readout.W_hy"] @ top + weight["decoder.readout.b_y"])
    latest = french[int(p.argmax())]
    decoder_states.append(h)
    probabilities.append(p.max())
    written.append(latest)
print(*written)
word_numbers = [french.index(word) for word in written]
log_P = np.log(probabilities).sum()
"""


def offer(slug: str, network: str, shown: Translated) -> None:
    """The downloads of a page that shows a translation by this network."""
    name = f"translation_{network}"
    export.offer(slug, lambda: notebook(name, shown), lambda: table(shown))


def notebook(name: str, shown: Translated) -> Notebook:
    """Translates again with the stored weights of ``name``: states, attention, probabilities."""
    trace, translator = shown.trace, shown.trace.translator
    given = tuple(state[0] for state in trace.given)
    own = all(np.array_equal(a, b) for a, b in zip(trace.given, trace.read.last, strict=True))
    numbers: dict[str, Array] = {
        "encoder_states": trace.read.s[:, 0],
        "decoder_states": trace.wrote.cell.h[1:, 0],
        "probabilities": np.exp(trace.log_p.max(1)),
        "word_numbers": np.array(trace.tokens),
        "log_P": np.array(trace.total),
    }
    if trace.alpha is not None:
        numbers["attention"] = trace.alpha
    return Notebook(
        given={
            "source": list(shown.source),
            "english": list(translator.source.symbols),
            "french": list(translator.answer.symbols),
            "start": translator.answer.symbols[translator.start],
            "end": translator.answer.symbols[translator.end],
            "longest": len(trace.tokens) + 1,
            "handed": None if own else [state.tolist() for state in given],
        },
        functions=(),
        code=_RECOMPUTE,
        shown=numbers,
        stored=shipped.stored(name, "2."),
    )


def table(shown: Translated) -> str:
    """A row for each word written: its probability, whether it is right, attention's weights."""
    trace = shown.trace
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    looked = [] if trace.alpha is None else [f"alpha[{j}] {word}" for j, word in enumerate(trace.words, 1)]
    writer.writerow(["t", "word", "p", "log p", "as in the grammar", *looked])
    for t, token in enumerate(trace.tokens):
        log_p = float(trace.log_p[t, token])
        right: bool | str = shown.right[t] if t < len(shown.right) else all(shown.right)
        if not shown.reference:
            right = ""
        weights = [] if trace.alpha is None else map(repr, trace.alpha[t].tolist())
        writer.writerow([t + 1, shown.symbols[token], repr(float(np.exp(log_p))), repr(log_p), right, *weights])
    return out.getvalue()
