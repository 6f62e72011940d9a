"""The upper half of the figure: the picture, a few maps of each layer, the vector, the scores."""

import numpy as np

from datasets.pictures import gray
from figures.graph import Cell, Edge, Node, Note, Step
from figures.numbers import signed
from lessons.image_captioning.figure.places import LEFT, MAP_GAP, TALL, TOP, Places
from lessons.image_captioning.figure.shown import BEST_CLASSES, FEW, Shown
from lessons.image_captioning.model import strongest
from rnn_core.types import Array

CELL, ROWS, FIRST = 9.0, 4, 18.0
"""The height of the vector's cells and their rows; the space between picture and maps."""


def seeing(shown: Shown, at: Places) -> tuple[list[Node], list[Edge], list[Note], list[Step]]:
    """Boxes, arrows, names and steps from the picture to the vector and past it."""
    told = shown.told
    x, side, small = LEFT + at.side / 2, at.side, at.small
    nodes = [Node("picture", "input", x, TOP + side / 2, side, side - 8, picture=shown.picture, alt=shown.what)]
    rows, columns = told.image.shape[2:]
    notes = [Note(x, 12, f"picture, {rows}×{columns}", anchor="middle")]
    steps = [Step("the picture", ("picture",), ("picture",))]
    edges: list[Edge] = []
    before = "picture"
    for layer, maps in enumerate(told.seen.maps, start=1):
        x = LEFT + side + FIRST + (layer - 1) * (small + at.layers) + small / 2
        boxes = [
            _map(maps[0], k, layer, (x, TOP + small / 2 + place * (small + MAP_GAP)), small)
            for place, k in enumerate(strongest(maps[0], FEW))
        ]
        nodes += boxes
        many = f"{maps.shape[1]} maps" if layer == 1 else str(maps.shape[1])
        notes.append(Note(x, 12, many, anchor="middle"))
        center = boxes[len(boxes) // 2].id
        arrow = Edge(f"W_c{layer}", "plain", before, center, f"W_c{layer}", alt=f"The filters of layer {layer}")
        edges.append(arrow)
        names = tuple(box.id for box in boxes)
        size = "×".join(map(str, maps.shape[2:]))
        steps.append(Step(f"layer {layer}: {maps.shape[1]} maps of {size}", (arrow.id, *names), names))
        before, last = center, boxes[-1].id
    nodes += [_vector(told.vector, at), _scores(shown, at)]
    edges += [
        Edge("W_6", "input", last, "v", "W_6", "W_6"),
        Edge(
            "W_7",
            "plain",
            "v",
            "scores",
            "W_7",
            "",
            "dashed",
            cut=True,
            alt="The last layer, which the decoder never sees",
        ),
    ]
    notes.append(Note(*at.scores, f"{len(shown.classes)} class scores, cut off", anchor="middle"))
    steps.append(
        Step(
            f"all that is passed on: {len(told.vector)} numbers; the last layer is left out",
            ("W_6", "v", "W_7", "scores"),
            ("v",),
        )
    )
    return nodes, edges, notes, steps


def _map(maps: Array, k: int, layer: int, at: tuple[float, float], side: float) -> Node:
    return Node(
        f"map{layer}.{k + 1}",
        "plain",
        *at,
        side,
        side - 8,
        picture=gray(maps[k]),
        alt=f"Map {k + 1} of layer {layer}; white is where its filter answers most",
    )


def _vector(vector: Array, at: Places) -> Node:
    scale = float(np.abs(vector).max()) or 1.0
    columns = -(-len(vector) // ROWS)
    return Node(
        "v",
        "input",
        at.width / 2,
        at.v,
        at.width - 2 * LEFT,
        CELL,
        tuple(Cell("", float(n), hint=f"v[{k}] = {signed(float(n), 3)}") for k, n in enumerate(vector, start=1)),
        title=f"v: {len(vector)} numbers",
        display="heat",
        columns=columns,
        scale=scale,
        veil="none",
        alt=f"The picture's vector of {len(vector)} numbers",
    )


def _scores(shown: Shown, at: Places) -> Node:
    scores = shown.told.seen.scores[0]
    best = [int(k) for k in np.argsort(-scores, kind="stable")[:BEST_CLASSES]]
    return Node(
        "scores",
        "plain",
        at.scores[0],
        at.scores[1] + 44,
        150,
        TALL,
        tuple(Cell(f"{shown.classes[k]} {signed(scores[k], 1)}", float(scores[k]), index=k + 1) for k in best),
        alt="The best class scores of the last layer, which the decoder does not get",
        veil="none",
    )
