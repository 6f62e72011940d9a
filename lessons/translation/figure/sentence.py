"""The walk of a sentence through encoder and decoder: read it all, pass one vector on, write it.

Ids are "x.j" and "s.j" of the encoder, "v.1" for what is handed over, "h.t", "c.t", "tilde.t" and "y.t" of the
decoder, "a.t.j" for a weight of attention; a third number is a unit or a word.
"""

from dataclasses import replace

import numpy as np

from figures.columns import View
from figures.graph import PADDING, Cell, Edge, Frame, Graph, Node, Note, Step, Veil
from figures.numbers import quoted, signed
from lessons.translation.figure import forms
from lessons.translation.figure.layout import LEFT, ROW, Layout, rows_of
from lessons.translation.model.translated import NOTHING, OTHER, OWN, UNITS, Translated
from lessons.translation.model.translator import START
from rnn_core.types import Array

STRONG, WEAK = 0.5, 0.1
"""From these weights of attention on an arrow is drawn, and drawn through."""
HANDED = {NOTHING: "zeros", OTHER: "another sentence"}


def sentence(shown: Translated, view: View) -> Graph:
    """The encoder below, the decoder above, and all that passes between them."""
    at = Layout(shown, view)
    nodes: list[Node] = []
    for j in range(1, len(shown.source) + 1):
        nodes += [_word_box(shown, j, at), _read_box(shown, j, at)]
        if at.attends:
            nodes.append(_weight_box(shown, j, at))
    nodes.append(_vector_box(shown, at))
    for t in at.times:
        if at.attends:
            nodes += [_tilde_box(shown, t, at), _context_box(shown, t, at)]
        nodes += [_hidden_box(shown, t, at), _output_box(shown, t, at)]
    reading, writing = _reading(shown, at), _writing(shown, at)
    steps = _steps(shown, reading, writing, view.veil_after)
    figure = Graph(
        title="A sentence that is read and translated",
        width=at.width,
        height=at.height,
        nodes=tuple(nodes),
        edges=tuple(edge for edges in (*reading, *writing) for edge in edges),
        notes=_notes(at),
        steps=steps,
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
    )
    hidden = figure.hidden()
    drawn = {k for t in at.times if f"y.{t}" not in hidden for k in at.best(t)}
    return replace(figure, explained=forms.of_walk(shown, sorted(drawn)))


def step_of(shown: Translated, t: int) -> int:
    """The index of the step in which word t is written; of the one that hands over for t = 0."""
    return len(shown.source) + t


def aligned(shown: Translated, t: int) -> tuple[str, ...]:
    """The arrows of attention that are drawn for word t."""
    alpha = shown.trace.alpha
    if alpha is None:
        return ()
    return tuple(f"look.{t}.{j}" for j, a in enumerate(alpha[t - 1].tolist(), 1) if a >= WEAK)


def _reading(shown: Translated, at: Layout) -> list[list[Edge]]:
    """The arrows that each word that is read brings along, and those of the handing over."""
    n_read = len(shown.source)
    found: list[list[Edge]] = []
    for j in range(1, n_read + 1):
        name = "W_1" if j == 1 else ""
        edges = [
            Edge(f"in.{j}", "input", f"x.{j}", f"s.{j}", "W_1", name, alt=f"W₁ reads {quoted(shown.source[j - 1])}")
        ]
        if j > 1:
            edges.append(
                Edge(
                    f"on.{j}", "hidden", f"s.{j - 1}", f"s.{j}", "W_1", alt=f"W₁ goes on from word {j - 1} to word {j}"
                )
            )
            if at.both_ways:
                edges.append(
                    Edge(
                        f"back.{j}",
                        "hidden",
                        f"s.{j}",
                        f"s.{j - 1}",
                        "W_1 back",
                        alt=f"The second cell reads back to word {j - 1}",
                    )
                )
        found.append(edges)
    cut = shown.handed != OWN
    over = [Edge("last.1", "hidden", f"s.{n_read}", "v.1", cut=cut, alt="The encoder’s last state")]
    over.append(Edge("hand.1", "hidden", "v.1", "h.1", style="elbow", alt="The decoder starts from the one vector"))
    return [*found, over]


def _writing(shown: Translated, at: Layout) -> list[list[Edge]]:
    """The arrows of each word that is written; words that a veil covers are not told."""
    alpha, after, found = shown.trace.alpha, at.view.veil_after, []
    for t in at.times:
        edges = []
        if t > 1:
            edges += [Edge(f"state.{t}", "hidden", f"h.{t - 1}", f"h.{t}", "W_2", alt=f"W₂ goes on to t = {t}")]
        if t > 1 and alpha is None:
            told = after is None or step_of(shown, t - 1) <= after
            before = quoted(shown.symbols[shown.trace.tokens[t - 2]]) if told else "The word before"
            edges.append(
                Edge(
                    f"fed.{t}",
                    "output",
                    f"y.{t - 1}",
                    f"h.{t}",
                    "W_2",
                    style="feedback",
                    alt=f"{before} is what W₂ reads at t = {t}",
                )
            )
        if alpha is None:
            edges.append(Edge(f"W_hy.{t}", "output", f"h.{t}", f"y.{t}", "W_hy", "W_hy" if t == 1 else ""))
        else:
            weights = alpha[at.written_at(t) - 1].tolist()
            edges += [
                Edge(
                    f"look.{t}.{j}",
                    "loss",
                    f"a.{j}",
                    f"c.{t}",
                    f"look.{t}",
                    style="straight" if weights[j - 1] >= STRONG else "dashed",
                    alt=f"At t = {t} word {j} has the weight {signed(weights[j - 1], 2)}",
                )
                for j in range(1, len(weights) + 1)
                if weights[j - 1] >= WEAK
            ]
            edges += [
                Edge(f"ask.{t}", "hidden", f"h.{t}", f"c.{t}", "W_a", alt="W_a compares h_t with every s_j"),
                Edge(f"up.{t}", "hidden", f"h.{t}", f"tilde.{t}", "W_c"),
                Edge(f"add.{t}", "hidden", f"c.{t}", f"tilde.{t}", "W_c"),
                Edge(f"W_hy.{t}", "output", f"tilde.{t}", f"y.{t}", "W_hy"),
            ]
        found.append(edges)
    return found


def _steps(
    shown: Translated, reading: list[list[Edge]], writing: list[list[Edge]], after: int | None
) -> tuple[Step, ...]:
    """What each step lights up, and what it does; words of steps after ``after`` are not told."""
    trace, steps = shown.trace, []
    back = {edge.id for edges in reading for edge in edges if edge.id.startswith("back.")}
    attends = trace.translator.attends
    for j, edges in enumerate(reading[:-1], start=1):
        lit = tuple(edge.id for edge in edges if edge.id not in back)
        weight = (f"a.{j}",) if attends else ()
        steps.append(Step(f"read {_named(shown, j)}", (f"x.{j}", *lit, f"s.{j}", *weight), (f"x.{j}", f"s.{j}")))
    n = 2 * trace.given[0].shape[1]
    text = f"one vector, {n} numbers of h and C, is all that the decoder gets"
    if back:
        text = f"the second cell has read back to the start; the decoder starts from {n} numbers of both cells"
    if shown.handed != OWN:
        text = f"the decoder starts from {'zeros' if shown.handed == NOTHING else 'another vector'}"
    lit = (*sorted(back), "last.1", "v.1", "hand.1")
    steps.append(Step(text, lit, ("v.1",)))
    said = [START, *(shown.symbols[token] for token in trace.tokens)]
    for t, edges in enumerate(writing, start=1):
        fed, word = (
            "?" if after is not None and number and step_of(shown, number) > after else quoted(said[number])
            for number in (t - 1, t)
        )
        own = (f"h.{t}", *((f"c.{t}", f"tilde.{t}") if attends else ()), f"y.{t}")
        steps.append(
            Step(f"t = {t} · reads {fed}, writes {word}", (*(edge.id for edge in edges), *own), (f"h.{t}", f"y.{t}"))
        )
    return tuple(steps)


def _notes(at: Layout) -> tuple[Note, ...]:
    return (*_row_names(at), *_as_typed(at))


def _as_typed(at: Layout) -> tuple[Note, ...]:
    """Under each word that the network never saw, what was typed."""
    y = at.word + ROW / 2 + PADDING + 14
    pairs = zip(at.shown.read_and_typed, at.read_columns, strict=True)
    return tuple(Note(x, y, typed, "input", "middle") for (word, typed), (x, _) in pairs if word != typed)


def _row_names(at: Layout) -> tuple[Note, ...]:
    rows = [(at.output, "y"), (at.hidden, "h"), (at.read, "s"), (at.word, "x"), (16, "p")]
    if at.attends:
        rows += [(at.tilde, "h~"), (at.context, "c"), (at.weights, "α")]
        return tuple(Note(8, y, text) for y, text in rows)
    text = (
        (at.hidden + at.state / 2 + 16, "decoder W₂ writes"),
        (at.read - at.state / 2 - (30 if at.view.dense else 24), "encoder W₁ reads"),
    )
    start = LEFT + at.columns[0][1] / 2 + 14
    return (*(Note(8, y, text) for y, text in rows), *(Note(start, y, text, "hidden") for y, text in text))


def _word_box(shown: Translated, j: int, at: Layout) -> Node:
    """x_j: a word that is read."""
    word, (x, width) = shown.source[j - 1], at.read_columns[j - 1]
    return Node(
        f"x.{j}",
        "input",
        x,
        at.word,
        width,
        ROW,
        (Cell(word, index=0),),
        alt=f"Word {j} that is read: {_named(shown, j)}",
        veil="none",
    )


def _named(shown: Translated, j: int) -> str:
    """Word j, and how it was typed where the network never saw it."""
    word, typed = shown.read_and_typed[j - 1]
    return quoted(word) if word == typed else f"{quoted(typed)}, which the network never saw, as {quoted(word)}"


def _read_box(shown: Translated, j: int, at: Layout) -> Node:
    """s_j: what the encoder holds after word j."""
    x, width = at.read_columns[j - 1]
    return _state(
        f"s.{j}",
        at,
        shown.trace.read.s[j - 1, 0],
        x,
        at.read,
        f"s_{j}",
        f"State of the encoder at {quoted(shown.source[j - 1])}",
        width,
    )


def _vector_box(shown: Translated, at: Layout) -> Node:
    """What the decoder is handed, above the encoder's last state."""
    x, width = at.read_columns[-1]
    box = _state(
        "v.1", at, shown.trace.given[0][0], x, at.vector, "", "The one vector between encoder and decoder", width
    )
    instead = HANDED.get(shown.handed, "")
    return replace(box, caption=instead or "one vector", caption_mark="wrong" if instead else "", veil="none")


def _hidden_box(shown: Translated, t: int, at: Layout) -> Node:
    """h_t of the decoder."""
    h, (x, width) = shown.trace.wrote.cell.h[at.written_at(t), 0], at.columns[t - 1]
    half = _half(width) if at.attends else width
    return _state(
        f"h.{t}", at, h, x - (width - half) / 2, at.hidden, f"h_{t}", f"State of the decoder at t = {t}", half, "all"
    )


def _context_box(shown: Translated, t: int, at: Layout) -> Node:
    """c_t: what attention brings of the source."""
    looked = shown.trace.wrote.attention
    c: Array = np.zeros(1) if looked is None else looked.c[at.written_at(t) - 1, 0]
    x, width = at.columns[t - 1]
    half = _half(width)
    return _state(
        f"c.{t}", at, c, x + (width - half) / 2, at.context, "", f"What attention brings at t = {t}", half, "all"
    )


def _tilde_box(shown: Translated, t: int, at: Layout) -> Node:
    """h~_t: state and context together, what the scores are made of."""
    looked = shown.trace.wrote.attention
    tilde: Array = np.zeros(1) if looked is None else looked.h_tilde[at.written_at(t) - 1, 0]
    x, width = at.columns[t - 1]
    return _state(f"tilde.{t}", at, tilde, x, at.tilde, "", f"State and context together at t = {t}", width, "all")


def _output_box(shown: Translated, t: int, at: Layout) -> Node:
    """y_t: the likeliest words, each with a bar of its probability; the first one is written."""
    p = np.exp(shown.trace.log_p[at.written_at(t) - 1])
    best, (x, width) = at.best(t), at.columns[t - 1]
    words = len(shown.trace.written)
    wrong = t <= words and not shown.right[t - 1]
    return Node(
        id=f"y.{t}",
        role="output",
        x=x,
        y=at.output,
        width=width,
        cell_height=ROW,
        cells=tuple(
            Cell(
                shown.symbols[k],
                float(p[k]),
                mark=("wrong" if wrong else "best") if place == 0 else "",
                index=k + 1,
                hint=f"p = {signed(float(p[k]), 3)}",
            )
            for place, k in enumerate(best)
        ),
        caption=signed(float(p[best[0]]), 2),
        alt=f"The likeliest words at t = {t}",
        display="bars",
        veil="all",
    )


def _weight_box(shown: Translated, j: int, at: Layout) -> Node:
    """The weight of s_j in what attention brings, at every step of the decoder."""
    alpha = shown.trace.alpha
    weights: list[float] = [] if alpha is None else alpha[:, j - 1].tolist()
    before = Frame((Cell("", 0.0),), id=f"a.0.{j}")
    frames = [before] * (len(shown.source) + 1)
    for t, weight in enumerate(weights, start=1):
        cell = Cell(signed(weight, 2), weight, index=0)
        frames.append(Frame((cell,), f"α_{t}" if j == 1 else "", id=f"a.{t}.{j}"))
    x, width = at.read_columns[j - 1]
    return Node(
        f"a.{j}",
        "loss",
        x,
        at.weights,
        width,
        ROW,
        (Cell("", 0.0, index=0),),
        alt=f"Weight of word {j} in what attention brings",
        display="bars",
        frames=tuple(frames),
    )


def _half(width: float) -> float:
    """The width of a state that shares its column: a little more than half."""
    return (width + 8) / 2


def _state(
    name: str, at: Layout, values: Array, x: float, y: float, title: str, alt: str, width: float, veil: Veil = "cells"
) -> Node:
    rows = rows_of(width)
    return Node(
        id=name,
        role="hidden",
        x=x,
        y=y,
        width=width,
        cell_height=at.inside / rows,
        cells=tuple(
            Cell("", float(values[k]), index=k + 1, hint=f"unit {k + 1}: {signed(float(values[k]), 3)}")
            for k in at.shown.units.tolist()
        ),
        title="" if at.crowded else title,
        alt=alt,
        display="heat",
        columns=-(-UNITS // rows),
        veil=veil,
    )
