"""The lecture's picture: a recurrent network unrolled in time, reading a word or writing one.

Time runs to the right. On top of each column stands what the output is compared with (reading) or
turned into (writing).
"""

from figures import reading_forms
from figures.columns import MOST_ROWS, Layout, View, columns, marked, shown_symbols
from figures.forms import Explained
from figures.graph import Cell, Edge, Graph, Node, Note, Step
from figures.numbers import quoted, signed, subscript, visible
from rnn_core.model import Run
from rnn_core.sample import Generation
from rnn_core.text import Vocabulary
from rnn_core.types import Array

STEPS_READING, STEPS_WRITING = 3, 4


def step_of(t: int, action: str) -> int:
    """The index in the walk of ``action`` (read, update, predict or write) at time ``t``."""
    per_column = STEPS_WRITING if action == "write" else STEPS_READING
    return (t - 1) * per_column + ("read", "update", "predict", "write").index(action)


def reading(run: Run, vocabulary: Vocabulary, view: View) -> Graph:
    """The graph of a network that reads a word, compared with the next symbol at each step."""
    if run.targets is None or run.losses is None:
        raise ValueError("run.targets: expected the word's next symbols, got None")
    rows = Layout.of(run, view, top_rows=1, probabilities=True)
    nodes, edges, steps = columns(run, vocabulary, rows, view)
    targets = [vocabulary.symbols[int(token)] for token in run.targets[:, 0]]
    for t, target in enumerate(targets, start=1):
        loss, p = float(run.losses[t - 1, 0]), run.p[t - 1, 0]
        nodes.append(_probabilities(p, int(run.targets[t - 1, 0]), vocabulary, t, rows))
        edges.append(_softmax(t))
        nodes.append(
            Node(
                id=f"L.{t}",
                role="loss",
                x=rows.center(t),
                y=rows.top,
                width=rows.width,
                cell_height=rows.row,
                cells=(Cell(text=signed(loss, 2), value=loss),),
                caption=quoted(target),
                alt=f"Loss at t = {t} in nats, the target is {quoted(target)}",
            )
        )
        edges.append(
            Edge(
                id=f"L_edge.{t}",
                role="loss",
                source=f"p.{t}",
                target=f"L.{t}",
                group="L",
                alt=f"The loss at t = {t} is made of the probability of the target",
            )
        )
    walk = [
        step
        for t in range(1, len(targets) + 1)
        for step in (
            *steps[t - 1],
            Step(
                text=f"t = {t} · predict, compare with {quoted(targets[t - 1])}",
                lit=(f"W_hy.{t}", f"y.{t}", f"softmax.{t}", f"p.{t}", f"L_edge.{t}", f"L.{t}"),
                now=(f"y.{t}",),
            ),
        )
    ]
    notes = rows.notes("loss  L", "target")
    explained = reading_forms.explained(run, vocabulary, probabilities="p")
    return _graph("Unrolled network reading", run, rows, nodes, edges, notes, walk, view, explained)


def writing(generation: Generation, vocabulary: Vocabulary, view: View, *, temperature: float) -> Graph:
    """The graph of a network that writes: each chosen symbol is fed back as the next input.

    ``temperature`` 0: the symbols are the best ones.
    """
    run = generation.run
    rows = Layout.of(run, view, top_rows=min(len(vocabulary), MOST_ROWS))
    nodes, edges, steps = columns(run, vocabulary, rows, view)
    last, walk = run.y.shape[0], []
    for t in range(1, last + 1):
        chosen = int(generation.tokens[t])
        p = generation.p[t - 1] if temperature else run.p[t - 1, 0]
        symbol = vocabulary.symbols[chosen]
        shown = shown_symbols(p, chosen)
        nodes.append(
            Node(
                id=f"p.{t}",
                role="output",
                x=rows.center(t),
                y=rows.top,
                width=rows.width,
                cell_height=rows.row,
                cells=tuple(
                    Cell(
                        text=signed(float(p[k]), 2),
                        value=float(p[k]),
                        label=visible(vocabulary.symbols[k]),
                        mark="best" if k == chosen else "",
                        index=k + 1,
                    )
                    for k in shown
                ),
                caption=quoted(symbol),
                veil="all",
                alt=f"Probabilities at t = {t}; written: {quoted(symbol)} with probability "
                f"{signed(float(p[chosen]), 2)}",
            )
        )
        softmax = _softmax(t)
        edges.append(softmax)
        lit = [softmax.id, f"p.{t}"]
        if t < last:
            edges.append(
                Edge(
                    id=f"fed_back.{t}",
                    role="input",
                    source=f"p.{t}",
                    target=f"x.{t + 1}",
                    group="fed_back",
                    style="feedback",
                    alt=f"What was written at t = {t} is the next input",
                )
            )
        before = (f"fed_back.{t - 1}",) if t > 1 else ()
        read, update = steps[t - 1]
        walk += [
            Step(text=read.text, lit=(*before, *read.lit), now=read.now),
            update,
            Step(text=f"t = {t} · score every character", lit=(f"W_hy.{t}", f"y.{t}"), now=(f"y.{t}",)),
            Step(text=f"t = {t} · softmax, write {quoted(symbol)}", lit=tuple(lit), now=(f"p.{t}",)),
        ]
    notes = rows.notes("softmax  p", "written")
    explained = reading_forms.explained(run, vocabulary, temperature=temperature or 1.0)
    return _graph("Unrolled network writing", run, rows, nodes, edges, notes, walk, view, explained)


def _probabilities(p: Array, target: int, vocabulary: Vocabulary, t: int, rows: Layout) -> Node:
    best = int(p.argmax())
    return Node(
        id=f"p.{t}",
        role="output",
        x=rows.center(t),
        y=rows.probabilities,
        width=rows.width,
        cell_height=rows.row,
        cells=tuple(
            Cell(
                text=signed(float(p[k]), 2),
                value=float(p[k]),
                label=visible(vocabulary.symbols[k]),
                mark=marked(k, best, target),
                index=k + 1,
            )
            for k in shown_symbols(p, target)
        ),
        title="" if rows.flat else f"p{subscript(t)}",
        display="bars",
        alt=f"Probabilities at t = {t}",
    )


def _softmax(t: int) -> Edge:
    return Edge(
        id=f"softmax.{t}",
        role="output",
        source=f"y.{t}",
        target=f"p.{t}",
        group="softmax",
        alt=f"Softmax at t = {t}: scores become probabilities",
    )


def _graph(
    title: str,
    run: Run,
    rows: Layout,
    nodes: list[Node],
    edges: list[Edge],
    notes: tuple[Note, ...],
    walk: list[Step],
    view: View,
    explained: Explained,
) -> Graph:
    return Graph(
        title=title,
        width=rows.center(run.y.shape[0]) + rows.width / 2 + 40,
        height=rows.height,
        nodes=tuple(nodes),
        edges=tuple(edges),
        notes=notes,
        steps=tuple(walk),
        start=min(view.start, len(walk) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
        explained=explained,
    )
