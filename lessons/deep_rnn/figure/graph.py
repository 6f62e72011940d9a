"""The grid of time × depth: a stack of layers that reads a word, forward and then backward.

Time runs to the right, depth upward. Each state is a box with its numbers and, below its right
half, the norm of the gradient that reaches it. As a heat map the boxes of a layer stand side by
side, one colored field for each unit and step.
"""

from figures.columns import View
from figures.graph import Edge, Graph, Node, Note, Role, Step
from figures.numbers import quoted
from lessons.deep_rnn.figure.boxes import RIGHT, Layout, gradient_box, input_box, loss_box, output_box, state_box
from lessons.deep_rnn.figure.forms import explained
from lessons.deep_rnn.model import Reading


def grid(reading: Reading, view: View, *, heat: bool) -> Graph:
    """The walk forward through the grid and backward through it, as boxes or as a heat map."""
    at = Layout.of(reading, view, heat=heat)
    times, layers = range(1, reading.steps + 1), range(1, reading.layers + 1)
    nodes: list[Node] = [input_box(reading, t, at, heat=heat) for t in times]
    for layer in layers:
        nodes += [state_box(reading, t, layer, at) for t in times]
        nodes += [gradient_box(reading, t, layer, at) for t in times]
    for t in reading.asked:
        nodes += [output_box(reading, t, at, heat=heat), loss_box(reading, t, at)]
    edges = [] if heat else _arrows(reading)
    walk = steps(reading, arrows=not heat)
    return Graph(
        title="Heat map of a stack of layers" if heat else "Stack of layers, unrolled in time",
        width=at.center(reading.steps) + at.width / 2 + RIGHT,
        height=at.height,
        nodes=tuple(nodes),
        edges=tuple(edges),
        notes=_notes(reading, at),
        steps=walk,
        start=min(view.start, len(walk) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
        morph=True,
        explained=explained(reading),
    )


def _notes(reading: Reading, at: Layout) -> tuple[Note, ...]:
    notes = [Note(8, at.loss, "loss  L"), Note(8, at.output, "output  y"), Note(8, at.input, "input  x")]
    if at.side:
        notes.append(Note(8, at.height - 12, "reads"))
    for layer in range(1, reading.layers + 1):
        notes.append(Note(8, at.states[layer - 1], f"layer {layer}"))
        notes.append(Note(8, at.norms[layer - 1], "‖∂L/∂h‖", "gradient"))
    return tuple(notes)


def _arrows(reading: Reading) -> list[Edge]:
    edges: list[Edge] = []
    for t in range(1, reading.steps + 1):
        for layer in range(1, reading.layers + 1):
            below = f"h{layer - 1}.{t}" if layer > 1 else f"x.{t}"
            edges.append(_forward(f"below{layer}.{t}", layer, below, f"h{layer}.{t}"))
            if t > 1:
                before = f"h{layer}.{t - 1}"
                edges.append(_forward(f"before{layer}.{t}", layer, before, f"h{layer}.{t}"))
                edges.append(_backward(f"back{layer}.{t}", layer, f"h{layer}.{t}", before))
            edges.append(_backward(f"down{layer}.{t}", layer, f"h{layer}.{t}", below))
    top = reading.layers
    for t in reading.asked:
        edges += [
            Edge(f"W_hy.{t}", "output", f"h{top}.{t}", f"y.{t}", "W_hy", "W_hy"),
            Edge(
                f"L_edge.{t}", "loss", f"y.{t}", f"L.{t}", "L", alt=f"The output at t = {t} is compared with its target"
            ),
            Edge(
                f"W_hyT.{t}",
                "gradient",
                f"y.{t}",
                f"h{top}.{t}",
                "W_hyT",
                alt=f"The gradient of the loss at t = {t} enters layer {top}",
            ),
        ]
    return edges


def _forward(name: str, layer: int, source: str, target: str) -> Edge:
    role: Role = "input" if source.startswith("x") else "hidden"
    return Edge(name, role, source, target, f"W{layer}", f"W^({layer})")


def _backward(name: str, layer: int, source: str, target: str) -> Edge:
    where = f"from {source.replace('.', ' at t = ')} to {target.replace('.', ' at t = ')}"
    return Edge(name, "gradient", source, target, f"G{layer}", alt=f"Gradient through W^({layer}) transposed, {where}")


def forward_steps(reading: Reading) -> int:
    """How many steps lead forward: a read and an update of each layer, and what is compared."""
    return reading.steps * (1 + reading.layers) + len(reading.asked)


def steps(reading: Reading, *, arrows: bool) -> tuple[Step, ...]:
    """The walk; without arrows only the boxes light up."""
    walk = _steps_forward(reading) + _steps_backward(reading)
    if arrows:
        return tuple(walk)
    boxes = ("x", "h", "g", "y", "L.")
    return tuple(Step(step.text, tuple(name for name in step.lit if name.startswith(boxes)), step.now) for step in walk)


def _steps_forward(reading: Reading) -> list[Step]:
    walk: list[Step] = []
    for t in range(1, reading.steps + 1):
        symbol = quoted(reading.vocabulary.symbols[int(reading.run.x[t - 1, 0])])
        walk.append(Step(f"t = {t} · read {symbol}: its row of the embedding E is x", (f"x.{t}",), (f"x.{t}",)))
        for layer in range(1, reading.layers + 1):
            below = f"layer {layer - 1}" if layer > 1 else "x"
            past = "its own old state" if t > 1 else "h₀ = 0"
            before = (f"before{layer}.{t}",) if t > 1 else ()
            node = f"h{layer}.{t}"
            walk.append(
                Step(f"t = {t} · layer {layer} reads {below} and {past}", (f"below{layer}.{t}", *before, node), (node,))
            )
        if t in reading.asked:
            targets = reading.run.targets
            token = 0 if targets is None else int(targets[t - 1, 0])
            walk.append(
                Step(
                    f"t = {t} · predict, compare with {quoted(reading.vocabulary.symbols[token])}",
                    (f"W_hy.{t}", f"y.{t}", f"L_edge.{t}", f"L.{t}"),
                    (f"y.{t}",),
                )
            )
    return walk


def _steps_backward(reading: Reading) -> list[Step]:
    walk: list[Step] = []
    for t in range(reading.steps, 0, -1):
        for layer in range(reading.layers, 0, -1):
            arrows, sources = [], []
            if layer < reading.layers:
                arrows.append(f"down{layer + 1}.{t}")
                sources.append(f"from layer {layer + 1}")
            elif t in reading.asked:
                arrows.append(f"W_hyT.{t}")
                sources.append("from the loss")
            if t < reading.steps:
                arrows.append(f"back{layer}.{t + 1}")
                sources.append(f"from t = {t + 1}")
            if layer == 1:
                arrows.append(f"down1.{t}")
            node = f"g{layer}.{t}"
            text = f"t = {t} · back into layer {layer}: {' and '.join(sources)}"
            walk.append(Step(text, (*arrows, node), (node,)))
    return walk
