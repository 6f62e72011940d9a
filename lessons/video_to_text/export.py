"""The notebooks and tables of a clip: the network that tells it, and the flow within it."""

import numpy as np

from lessons.video_to_text.model.clip_features import INPUTS, SMOOTHING, WINDOW, ClipFeatures
from lessons.video_to_text.model.s2vt_trace import START
from lessons.video_to_text.model.stories import Story
from ui import export, shipped
from ui.export.notebook import Notebook
from ui.export.table import as_csv

FILE = "video_to_text"
_TELL = """\
# The weights are stored as 16-bit numbers; 64 bits are computed with.
w = {name.split(".", 2)[2]: stored[name].astype(float) for name in stored.files}
W_v, b_v, E, W_hy, b_y = (w[name] for name in ("W_v", "b_v", "E", "readout.W_hy", "readout.b_y"))
W_1, b_1, W_2, b_2 = w["first.W"], w["first.b"], w["second.W"], w["second.b"]
H = len(b_1) // 4

def sigma(a):
    return 1 / (1 + np.exp(-a))

def step(W, b, h, C, x):
    i, f, o, C_tilde = np.split(W @ np.concatenate([h, x]) + b, 4)
    C = sigma(f) * C + sigma(i) * np.tanh(C_tilde)
    return sigma(o) * np.tanh(C), C

# Reading: a frame's features each step, no word. Then writing: no frame, the word written before.
h_1, C_1, h_2, C_2 = np.zeros((4, H))
first_states, second_states, probabilities, written = [], [], [], []
word = start
for t in range(len(v) + len(words)):
    reading = t < len(v)
    seen = np.maximum(W_v @ v[t] + b_v, 0) if reading else np.zeros(len(b_v))
    read = np.zeros(E.shape[1]) if reading else E[word]
    h_1, C_1 = step(W_1, b_1, h_1, C_1, seen)
    h_2, C_2 = step(W_2, b_2, h_2, C_2, np.concatenate([h_1, read]))
    first_states.append(h_1)
    second_states.append(h_2)
    if not reading:
        y = W_hy @ h_2 + b_y
        p = np.exp(y - y.max()) / np.exp(y - y.max()).sum()
        word = int(p.argmax())
        written.append(vocabulary[word])
        probabilities.append(p[word])
first_states, second_states = np.array(first_states), np.array(second_states)
probabilities = np.array(probabilities)
log_p = np.log(probabilities).sum()
assert written == words
print(" ".join(written[:-1]))
"""
_FLOW = """\
before, after = gray[:-1], gray[1:]
I_y, I_x = np.gradient((before + after) / 2, axis=(1, 2))
I_t = after - before

def around(image):
    rows, columns = image.shape[1:]
    padded = np.pad(image, ((0, 0), (window // 2,) * 2, (window // 2,) * 2))
    return sum(padded[:, r:r + rows, c:c + columns] for r in range(window) for c in range(window))

# Two equations at each pixel: [xx xy; xy yy] [u; v] = -[xt; yt], solved by Cramer's rule.
xx, yy, xy = around(I_x * I_x) + smoothing, around(I_y * I_y) + smoothing, around(I_x * I_y)
xt, yt = around(I_x * I_t), around(I_y * I_t)
u = (xy * yt - yy * xt) / (xx * yy - xy * xy)
v = (xy * xt - xx * yt) / (xx * yy - xy * xy)
print("fastest pixel:", np.hypot(u, v).max(), "pixels a frame")
"""


def offer(slug: str, story: Story) -> None:
    """The downloads of a page that shows a sentence about a clip."""
    export.offer(slug, lambda: notebook(story), lambda: table(story))


def offer_flow(slug: str, features: ClipFeatures) -> None:
    """The downloads of a page that shows the flow of a clip."""
    export.offer(slug, lambda: flow_notebook(features), lambda: flow_table(features))


def notebook(story: Story) -> Notebook:
    """Reads the features and writes the sentence again, one step after the other."""
    trace = story.trace
    run, symbols = trace.run, trace.vocabulary.symbols
    return Notebook(
        given={
            "vocabulary": list(symbols),
            "start": symbols.index(START),
            "words": trace.symbols,
            "v": run.batch.v[:, 0],
        },
        functions=(),
        code=_TELL,
        shown={
            "probabilities": np.exp(-run.losses[:, 0]),
            "log_p": np.array(trace.log_p),
            "first_states": run.first.h[1:, 0],
            "second_states": run.second.h[1:, 0],
        },
        stored=shipped.stored(FILE, f"2.{INPUTS.index(story.inputs)}."),
    )


def flow_notebook(features: ClipFeatures) -> Notebook:
    """Solves the two equations of every pixel, from the small gray frames."""
    flow = features.flow[1:]
    return Notebook(
        given={"gray": features.gray, "window": WINDOW, "smoothing": SMOOTHING},
        functions=(),
        code=_FLOW,
        shown={"u": flow[..., 0], "v": flow[..., 1]},
    )


def table(story: Story) -> str:
    """A row a step: input, word read, word written and its probability, and the states."""
    n, run, words = story.trace.n_frames, story.trace.run, story.trace.symbols
    H = run.model.first.n_hidden
    names = [f"{state}[{unit}]" for state in ("h1", "h2") for unit in range(1, H + 1)]
    rows: list[list[object]] = [["step", "input", "reads", "writes", "p", *names]]
    for step in range(1, story.steps + 1):
        t = step - n - 1
        if t < 0:
            start: list[object] = [step, f"frame {step}", "<pad>", "", ""]
        else:
            read = words[t - 1] if t else START
            start = [step, "<pad>", read, words[t], repr(float(np.exp(-run.losses[t, 0])))]
        states = [*run.first.h[step, 0].tolist(), *run.second.h[step, 0].tolist()]
        rows.append([*start, *map(repr, states)])
    return as_csv(rows)


def flow_table(features: ClipFeatures) -> str:
    """A row for each pixel of each flow that moves by a tenth of a pixel or more."""
    rows: list[list[object]] = [["into frame", "row", "column", "u", "v"]]
    moving = np.hypot(features.flow[..., 0], features.flow[..., 1]) >= 0.1
    for j, row, column in np.argwhere(moving[1:]).tolist():
        u, v = features.flow[j + 1, row, column].tolist()
        rows.append([j + 2, row + 1, column + 1, repr(u), repr(v)])
    return as_csv(rows)
