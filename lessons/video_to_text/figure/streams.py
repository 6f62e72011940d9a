"""The two streams of the paper and those here, row by row: theirs beside ours."""

from dataclasses import dataclass

from datasets.flow_pictures import with_arrows
from datasets.pictures import png
from figures.columns import View
from figures.graph import Cell, Edge, Graph, Node, Note, Role, Step
from lessons.video_to_text.model.clip_features import ClipFeatures

FRAME = 5
"""Of the frames that which is shown."""
SIDE, LOW_SIDE, LINE, LOW_LINE = 84.0, 70.0, 19.0, 20.0
LEFT, TOP, GAP, BETWEEN = 8.0, 30.0, 12.0, 14.0
WIDE, LOW_WIDE = 282.0, 274.0


@dataclass(frozen=True, slots=True)
class Row:
    """What the paper does and what is done here; ``name`` is that of the step, ``id`` that of the boxes."""

    id: str
    name: str
    theirs: tuple[str, ...]
    ours: tuple[str, ...]


ROWS = (
    Row(
        "rgb",
        "Frames: RGB",
        ("1. Train a CNN on ImageNet.", "2. Take the activations of the", "layer before classification."),
        ("1. A CNN trained to name drawings.", "2. Its {rgb} activations", "before the last layer."),
    ),
    Row(
        "flow",
        "Frames: flow",
        (
            "1. Train a CNN on activity classes.",
            "2. Extract optical flow images.",
            "3. Take the activations of the",
            "layer before classification.",
        ),
        (
            "1. A CNN trained to name {motions} motions.",
            "2. Flow from two equations a pixel.",
            "3. Its {flow} activations",
            "before the last layer.",
        ),
    ),
    Row(
        "lstm",
        "Two LSTMs",
        ("Two LSTMs read, then write.", "One for RGB and one for flow;", "their probabilities are averaged."),
        ("Two LSTMs of {units} units do the same.", "One network reads both vectors", "side by side."),
    ),
    Row(
        "data",
        "Clips",
        ("Web videos and movies (DVS),", "without names: “Someone", "descends the stairs.”"),
        ("Drawn clips of {frames} frames:", "one thing, one or two motions,", "no names."),
    ),
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """The numbers of the networks here."""

    rgb: int
    flow: int
    motions: int
    units: int
    frames: int


def streams(features: ClipFeatures, sizes: Sizes, view: View) -> Graph:
    """The walk from row to row."""
    side, line, wide = (LOW_SIDE, LOW_LINE, LOW_WIDE) if view.dense else (SIDE, LINE, WIDE)
    numbers = {name: getattr(sizes, name) for name in Sizes.__dataclass_fields__}
    left = LEFT + side + GAP + wide / 2
    columns = {"theirs": left, "ours": left + wide + GAP}
    nodes: list[Node] = []
    notes = [
        Note(columns["theirs"], 14, "the paper (S2VT, 2015)", anchor="middle"),
        Note(columns["ours"], 14, "here", anchor="middle"),
    ]
    edges: list[Edge] = []
    steps: list[Step] = []
    pictures = {"rgb": png(features.frames[FRAME - 1]), "flow": png(with_arrows(features.flow[FRAME - 1], 6))}
    y = TOP
    for row in ROWS:
        high = max(line * len(row.theirs) + 8, side if row.id in pictures else 0.0)
        middle = y + high / 2
        lit = [f"{row.id}_theirs.0", f"{row.id}_ours.0"]
        if row.id in pictures:
            alt = f"{row.name}, frame {FRAME}"
            at = LEFT + side / 2
            nodes.append(
                Node(f"{row.id}_seen.0", "input", at, middle, side, side - 8, picture=pictures[row.id], alt=alt)
            )
            edges.append(Edge(f"{row.id}_in.0", "input", f"{row.id}_seen.0", f"{row.id}_theirs.0"))
            lit += [f"{row.id}_seen.0", f"{row.id}_in.0"]
        else:
            notes.append(Note(LEFT + side / 2, middle, row.name, anchor="middle"))
        for name, lines in (("theirs", row.theirs), ("ours", row.ours)):
            cells = tuple(Cell(text.format(**numbers), index=0) for text in lines)
            alt = f"{row.name}, {'in the paper' if name == 'theirs' else 'here'}"
            role: Role = "input" if row.id in pictures else "plain"
            nodes.append(Node(f"{row.id}_{name}.0", role, columns[name], middle, wide, line, cells, alt=alt))
        steps.append(
            Step(f"{row.name}, the paper beside this page", tuple(lit), (f"{row.id}_theirs.0", f"{row.id}_ours.0"))
        )
        y += high + BETWEEN
    return Graph(
        title="The paper's two streams and those here",
        width=columns["ours"] + wide / 2 + LEFT,
        height=y,
        nodes=tuple(nodes),
        edges=tuple(edges),
        notes=tuple(notes),
        steps=tuple(steps),
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        selected=view.selected,
        highlight=view.highlight,
    )
