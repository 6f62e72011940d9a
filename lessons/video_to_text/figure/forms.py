"""How each number of a clip's reading and writing was made."""

from collections.abc import Iterable

import numpy as np

from figures.forms import (
    Applied,
    Explained,
    Expression,
    Form,
    Forms,
    Function,
    Number,
    Part,
    Piece,
    Product,
    Step,
    Sum,
    Table,
)
from figures.reading_forms import softmax, weighted
from lessons.video_to_text.model.stories import Story
from rnn_core.types import Array

LARGEST = 3
"""So many of the features of a frame are named, the largest."""
GATES: tuple[tuple[str, str, Function], ...] = (("i", "i", "σ"), ("f", "f", "σ"), ("o", "o", "σ"), ("C", "C̃", "tanh"))
"""Of each gate of an LSTM: the index of its weights, its symbol, its function."""
FEATURES = {"frame": "rgb", "flow": "flow"}
PADS = {
    "pad": "While reading, the second LSTM gets no word: zeros stand for <pad>, and nothing is written.",
    "v": "While writing there is no frame: zeros stand for <pad>. What the network knows of the clip is in the states "
    "of the two LSTMs.",
}
ARROWS = {
    "W_v": ("W_v", "From the features of a frame and its flow to v′. The same at every frame."),
    "W1x": ("W1", "Columns of the first cell's W that act on v′, or on zeros while writing."),
    "W1h": ("W1", "Columns of the first cell's W that act on its own state one time step before."),
    "W2x": ("W2", "Columns of the second cell's W that act on the first cell's state."),
    "W2h": ("W2", "Columns of the second cell's W that act on its own state one time step before."),
    "E": ("E", "The row of E of the word written before; zeros while reading."),
    "W_hy": ("W_hy", "From the second cell's state to a score for each word."),
}
SEEN = (
    "The activations of a convolutional network before its last layer. The decoder gets these numbers "
    "and not the picture. The flow is that from the frame before; frame 1 takes that of frame 2."
)


def explained(story: Story, units: dict[str, list[int]], words: Iterable[int]) -> Explained:
    """The forms of all boxes and arrows of a story.

    units: those drawn of "v", "h1" and "h2", from 0. words: the tokens with a probability that may be told.
    """
    run, n = story.trace.run, story.trace.n_frames
    forms = {
        "start": Form("<start>: the start symbol", words="Every sentence begins after it."),
        "pad": Form("<pad>: zeros", words=PADS["pad"]),
        "p.0": Form("The most probable words", words=PADS["pad"]),
        **{f"v.{step}": Form("<pad>: zeros", words=PADS["v"]) for step in range(n + 1, story.steps + 1)},
        **_arrows(story),
    }
    tables = {"h2": Table(run.second.h[n + 1 :, 0], (n + 1, 1), "hidden", "h2")}
    written = written_words(story, "y", words, first=n + 1, states=None)
    for more, behind in (
        _features(story),
        _seen(story, units["v"]),
        _states(story, "h1", units["h1"]),
        _states(story, "h2", units["h2"]),
        written,
    ):
        forms |= more
        tables |= behind
    forms |= {"y.#": word_form("y", "i"), "p": forms["y"], "p.#": word_form("y", "i")}
    return Explained(Forms(forms), tables, {"symbols": story.trace.vocabulary.symbols})


def written_words(
    story: Story, kind: str, words: Iterable[int], *, first: int = 1, states: str | None = "h"
) -> tuple[dict[str, Form], dict[str, Table]]:
    """How the words that a story wrote got their probabilities.

    Their boxes are "kind.first", "kind.first+1" and so on. words: the tokens with a probability that may be told.
    states: the name of a table for h⁽²⁾; None where table "h2" holds it, by steps.
    """
    run, n, readout = story.trace.run, story.trace.n_frames, story.trace.run.model.readout
    rows, places = sorted(set(words)), np.zeros(len(readout.b_y))
    places[rows] = np.arange(1, len(rows) + 1)
    tables = {
        f"{kind}, y": Table(run.y[:, 0], (first, 1), "output", kind),
        f"{kind}, token": Table(np.array(story.trace.tokens) + 1, (first,), box=kind),
        f"{kind}, step": Table(np.arange(n + 1, story.steps + 1), (first,)),
        f"{kind}, row": Table(places, (1,)),
        f"{kind}, W_hy": Table(readout.W_hy[rows], (1, 1), "output", group="W_hy"),
        f"{kind}, b_y": Table(readout.b_y, (1,)),
    }
    if states is not None:
        tables[f"{kind}, {states}"] = Table(run.second.h[n + 1 :, 0], (first, 1), "hidden", kind)
    form = word_form(kind, "token", states=f"{kind}, {states}" if states is not None else "h2")
    return {kind: form, f"{kind}.#": form}, tables


def word_form(kind: str, of: str, *, states: str = "h2") -> Form:
    """How a word got its score and its probability: the "token" that was written, or the "i"-th.

    kind: that of `written_words`; states: the table of h⁽²⁾.
    """
    name = f"{{{of}:symbols}}"
    score = Step(
        (Piece(f"y[{name}] = W_hy[{name},·]·h⁽²⁾ + b_y[{name}]", "output"),),
        Sum((weighted(f"{kind}, W_hy", ("row",), states, "t"), Number(f"{kind}, b_y", (of,)))),
        "output",
    )
    share = Step(
        (Piece(f"p[{name}] = exp(y[{name}] − m) / Σ exp(y − m)"),),
        softmax(f"{kind}, y", "t", of)[0].value,
        "output",
        percent=True,
    )
    return Form(
        f"The probability of “{name}” at step {{step}}",
        (score, share),
        "m is the largest score. The most probable word is written: “{token:symbols}”.",
        where={
            "token": Number(f"{kind}, token", ("t",)),
            "step": Number(f"{kind}, step", ("t",)),
            "row": Number(f"{kind}, row", (of,)),
        },
    )


def _features(story: Story) -> tuple[dict[str, Form], dict[str, Table]]:
    """The pictures: how many features are seen of them, and which are the largest."""
    tables: dict[str, Table] = {}
    where: dict[str, Expression] = {}
    lines = []
    for part in story.parts:
        v = story.features.features[FEATURES[part]]
        best = np.argsort(-v, axis=1, kind="stable")[:, :LARGEST]
        tables |= {
            f"{part}, above": Table((v > 0).sum(1), (1,)),
            f"{part}, best": Table(best + 1, (1, 1)),
            f"{part}, largest": Table(np.take_along_axis(v, best, 1), (1, 1)),
        }
        where[f"{part}above"] = Number(f"{part}, above", ("t",))
        for k in range(1, LARGEST + 1):
            where[f"{part}best{k}"] = Number(f"{part}, best", ("t", k))
            where[f"{part}largest{k}"] = Number(f"{part}, largest", ("t", k))
        named = "RGB features" if part == "frame" else "flow features"
        largest = ", ".join(f"[{{{part}best{k}}}] {{={part}largest{k}}}" for k in range(1, LARGEST + 1))
        lines += [
            (Piece(f"{named}: {v.shape[1]} numbers, {{{part}above}} above 0", "input"),),
            (Piece(f"the largest: {largest}"),),
        ]
    form = Form("The features of frame {t}", lines=tuple(lines), words=SEEN, where=where)
    return {"x": form, "frame": form, "flow": form}, tables


def _seen(story: Story, rows: list[int]) -> tuple[dict[str, Form], dict[str, Table]]:
    """v′, of the features of a frame, of its flow, or of both."""
    run = story.trace.run
    model = run.model
    tables = {"v unit": Table(_places(rows, len(model.b_v)), (1,)), "b_v": Table(model.b_v[rows], (1,))}
    start, totals = 0, {}
    for part in story.parts:
        width = story.features.features[FEATURES[part]].shape[1]
        columns = slice(start, start + width)
        tables[f"W_v {part}"] = Table(model.W_v[rows, columns], (1, 1), "input", group="W_v")
        tables[f"v {part}"] = Table(run.batch.v[:, 0, columns], (1, 1), "input", "x")
        totals[part] = weighted(f"W_v {part}", ("unit",), f"v {part}", "t")
        start += width
    parts: tuple[Expression, ...] = tuple(totals.values())
    steps: list[Step] = []
    if len(totals) > 1:
        steps = [
            Step((Piece(f"from the {part}: W_v[{{i}},·]·v{{_t}}", "input"),), total) for part, total in totals.items()
        ]
        parts = tuple(Part(total, f"from the {part}") for part, total in totals.items())
    steps.append(
        Step(
            (Piece("v′{_t}[{i}] = max( W_v[{i},·]·v{_t} + b_v[{i}], 0 )"),),
            Applied("max0", Sum((*parts, Number("b_v", ("unit",))))),
            "input",
        )
    )
    forms = {
        "v": Form(
            f"v′ of frame {{t}}: {len(model.b_v)} numbers",
            lines=((Piece("v′{_t} = max( W_v·v{_t} + b_v, 0 )", "input"),),),
            words="v holds the features of the frame, of its flow, or of both side by side.",
        ),
        "v.#": Form("v′ of frame {t}, unit {i}", tuple(steps), where={"unit": Number("v unit", ("i",))}),
    }
    return forms, tables


def _states(story: Story, kind: str, rows: list[int]) -> tuple[dict[str, Form], dict[str, Table]]:
    """The states of one of the two LSTMs, "h1" or "h2".

    What a gate gets from each of the vectors that it reads travels as one number, not as its hundreds of products.
    """
    run, first = story.trace.run, kind == "h1"
    params, trace = (run.model.first, run.first) if first else (run.model.second, run.second)
    H, layer, above = params.n_hidden, kind[1], "⁽¹⁾" if first else "⁽²⁾"
    before = ("before", kind, f"from h{{_t-1}}{above}", trace.h[:-1, 0])
    if first:
        inputs = [before, ("below", "v", "from v′{_t}", trace.x[:, 0])]
    else:
        inputs = [
            before,
            ("below", "h1", "from h{_t}⁽¹⁾", trace.x[:, 0, :H]),
            ("word", "h2", "from the word", trace.x[:, 0, H:]),
        ]
    cuts = [H] if first else [H, 2 * H]

    def at(name: str, time: str = "t") -> Number:
        return Number(f"{kind} {name}", (time, "unit"))

    tables = {
        f"{kind} unit": Table(_places(rows, H), (1,)),
        f"{kind} C": Table(trace.C[:, 0][:, rows], (0, 1), "hidden", kind),
    }
    steps: list[Step] = []
    values = (trace.i, trace.f, trace.o, trace.C_tilde)
    for place, ((name, symbol, squash), gate) in enumerate(zip(GATES, values, strict=True)):
        own = [place * H + row for row in rows]
        terms: list[Expression] = []
        for (source, box, text, vectors), W in zip(inputs, np.split(params.W[own], cuts, axis=1), strict=True):
            part, time = f"{kind} {name} {source}", "t-1" if source == "before" else "t"
            begin = 0 if source == "before" else 1
            group = "E" if source == "word" else f"W{layer}"
            tables[part] = Table(vectors @ W.T, (begin, 1), box=box, group=group)
            terms.append(Part(Number(part, (time, "unit")), text))
        tables |= {
            f"{kind} b_{name}": Table(params.b[own], (1,)),
            f"{kind} {symbol}": Table(gate[:, 0][:, rows], (1, 1), box=kind),
        }
        value = Applied(squash, Sum((*terms, Number(f"{kind} b_{name}", ("unit",)))))
        steps.append(Step((Piece(f"{symbol}{{_t}}"),), value, "hidden", one_line=True))
    steps += [
        Step(
            (Piece("C{_t} = f{_t}·C{_t-1} + i{_t}·C̃{_t}"),),
            Sum((Product((at("f"), at("C", "t-1"))), Product((at("i"), at("C̃"))))),
            "hidden",
            one_line=True,
        ),
        Step(
            (Piece(f"h{{_t}}{above} = o{{_t}}·tanh(C{{_t}})"),),
            Product((at("o"), Applied("tanh", at("C")))),
            "hidden",
            one_line=True,
        ),
    ]
    below = "v′, or zeros while writing" if first else "h⁽¹⁾ and the word written before"
    zeros = "v′ is 0 while writing" if first else "the word is 0 while reading"
    whole = Form(
        f"h{above} at step {{t}}: {H} units",
        lines=(
            (Piece(f"h{{_t}}{above} = o{{_t}} ⊙ tanh(C{{_t}})", "hidden"),),
            (Piece("C{_t} = f{_t} ⊙ C{_t-1} + i{_t} ⊙ C̃{_t}", "hidden"),),
        ),
        words=f"Each gate reads {below}, and h{above} one time step before. Shown are the units that change most in "
        "this clip.",
    )
    number = Form(
        f"h{above} at step {{t}}, unit {{i}}",
        tuple(steps),
        "Each of i, f, o and C̃ adds its rows of W times what it reads, and a bias. In the place of a <pad> stand "
        f"zeros: {zeros}.",
        where={"unit": Number(f"{kind} unit", ("i",))},
    )
    return {kind: whole, f"{kind}.#": number, f"again_{kind}": whole, f"again_{kind}.#": number}, tables


def _places(rows: list[int], n: int) -> Array:
    """(n,): the place, from 1, of each row among those that are sent; 0 for the others."""
    places = np.zeros(n)
    places[rows] = np.arange(1, len(rows) + 1)
    return places


def _arrows(story: Story) -> dict[str, Form]:
    model = story.trace.run.model
    matrices = {"W_v": model.W_v, "W1": model.first.W, "W2": model.second.W, "E": model.E, "W_hy": model.readout.W_hy}
    forms = {}
    for kind, (name, words) in ARROWS.items():
        W = matrices[name]
        forms[kind] = Form(
            f"{name} ({W.shape[0]}×{W.shape[1]})",
            lines=((Piece(f"{W.size:,} weights, the same at every time step"),),),
            words=f"{words} All its arrows light up together.",
        )
    return forms
