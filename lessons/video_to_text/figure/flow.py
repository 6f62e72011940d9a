"""Optical flow between two frames: both pictures, the flow in colors and arrows, and its pixels.

Beside the pixels stands what the two convolution networks make of it before their last layer is
taken away: the one names what it sees in the frame, the other how it moves.
"""

from dataclasses import dataclass

import numpy as np

from datasets.flow_pictures import EVERY, wheel, with_arrows
from datasets.pictures import png
from figures.columns import View
from figures.graph import Cell, Frame, Graph, Node, Note, Step
from lessons.video_to_text.figure.boxes import percent
from lessons.video_to_text.model.clip_features import Seen
from rnn_core.activations import softmax
from rnn_core.types import Array

SIDE, LOW_SIDE, GAP, TOP, ROW = 176, 116, 14, 24, 22
"""A picture's side, and that of a presenter's, whose numbers are larger; the gaps; a row."""
BARS, LOW_BARS, LEGEND = 232, 222, 92
ARROWS = "→↘↓↙←↖↑↗"
REST = 0.15
"""Slower than so many pixels a frame is drawn as a dot."""


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """What is seen of a clip, and what the last layers would say of each frame: names and scores.

    scores: (n, names) each, of the frames and of the flows.
    """

    seen: Seen
    things: tuple[str, ...]
    thing_scores: Array
    motions: tuple[str, ...]
    motion_scores: Array

    @property
    def n(self) -> int:
        """The number of frames."""
        return len(self.seen.frames)


def field(of: Field, view: View) -> Graph:
    """The walk from flow to flow."""
    steps = tuple(
        Step(f"The flow from frame {j - 1} to frame {j}: how far each pixel moves") for j in range(2, of.n + 1)
    )
    side = LOW_SIDE if view.dense else SIDE
    lower = TOP + side + (34 if view.dense else 52)
    bars = LOW_BARS if view.dense else BARS
    width = max(3 * side + 2 * GAP + 132, 8 * ROW + 2 * bars + GAP + 40)
    return Graph(
        title="Optical flow between two frames",
        width=width,
        height=lower + 8 * ROW + 14,
        nodes=(*_pictures(of, side, width), _pixels(of, lower), *_named(of, lower, bars)),
        notes=(
            Note(width - 56, TOP + LEGEND + 12, "hue: where to", anchor="middle"),
            Note(width - 56, TOP + LEGEND + 30, "strength: speed", anchor="middle"),
        ),
        steps=steps,
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        selected=fastest(of, view),
        highlight=view.highlight,
    )


def pixels(shape: tuple[int, ...]) -> list[tuple[int, int]]:
    """The rows and columns of the pixels shown, column by column as the cells of a box."""
    rows, columns = (range(EVERY // 2, size, EVERY) for size in shape[:2])
    return [(row, column) for column in columns for row in rows]


def fastest(of: Field, view: View) -> str:
    """The id of the cell that moves fastest into the frame of the walk's start."""
    j = min(view.start + 2, of.n)
    flow = of.seen.flow[j - 1]
    speeds = [float(np.hypot(*flow[place])) for place in pixels(flow.shape)]
    return f"pixel.{j}.{int(np.argmax(speeds)) + 1}"


def glyph(move: Array) -> str:
    """An arrow into the direction of a move (u, v); a dot for one that hardly is."""
    if float(np.hypot(*move)) < REST:
        return "·"
    turn = float(np.arctan2(move[1], move[0])) / (2 * np.pi) * len(ARROWS)
    return ARROWS[round(turn) % len(ARROWS)]


def _pictures(of: Field, side: float, width: float) -> list[Node]:
    frames = [png(frame) for frame in of.seen.frames]
    flows = [png(with_arrows(flow, 8)) for flow in of.seen.flow]
    shown = {
        "before": [(f"frame {j - 1}", frames[j - 2]) for j in range(2, of.n + 1)],
        "after": [(f"frame {j}", frames[j - 1]) for j in range(2, of.n + 1)],
        "flow": [(f"flow into frame {j}", flows[j - 1]) for j in range(2, of.n + 1)],
    }
    found = [
        Node(
            id=name,
            role="input",
            x=side * (place + 0.5) + GAP * place + 8,
            y=TOP + side / 2,
            width=side,
            cell_height=side - 8,
            title=name,
            alt=f"Picture: {name}",
            frames=tuple(
                Frame((), title, id=f"{name}.{j}", picture=picture) for j, (title, picture) in enumerate(pictures, 2)
            ),
        )
        for place, (name, pictures) in enumerate(shown.items())
    ]
    legend = Node(
        id="wheel",
        role="plain",
        x=width - 56,
        y=TOP + LEGEND / 2,
        width=LEGEND,
        cell_height=LEGEND - 8,
        title="legend",
        picture=png(wheel(LEGEND)),
        alt="Color wheel: right red, down yellow-green, left cyan, up violet",
    )
    return [*found, legend]


def _pixels(of: Field, top: float) -> Node:
    """One pixel of sixteen, as arrows that can be chosen."""
    frames = []
    for j, flow in enumerate(of.seen.flow[1:], start=2):
        cells = [
            Cell(
                glyph(flow[row, column]),
                float(np.hypot(*flow[row, column])),
                hint=f"row {row + 1}, column {column + 1}",
            )
            for row, column in pixels(flow.shape)
        ]
        frames.append(Frame(tuple(cells), "choose a pixel", id=f"pixel.{j}"))
    columns = len(range(EVERY // 2, of.seen.flow.shape[2], EVERY))
    return Node(
        id="pixel",
        role="hidden",
        x=8 + columns * ROW / 2,
        y=top + 4 * ROW + 4,
        width=columns * ROW,
        cell_height=ROW,
        cells=frames[0].cells,
        columns=columns,
        display="heat",
        scale=2.0,
        frames=tuple(frames),
        alt="Flow at one pixel of sixteen",
    )


def _named(of: Field, top: float, wide: float) -> list[Node]:
    """What the last layers would say: the eight most probable names of each."""
    found, x = [], 8 + 8 * ROW + 24.0
    for name, title, names, scores in (
        ("thing", "named by RGB", of.things, of.thing_scores),
        ("motion", "named by flow", of.motions, of.motion_scores),
    ):
        frames = []
        for j in range(2, of.n + 1):
            p = softmax(scores[j - 1])
            best = np.argsort(-p, kind="stable")[: len(of.motions)].tolist()
            cells = tuple(Cell(f"{names[k]}  {percent(float(p[k]))}", float(p[k]), index=k + 1) for k in best)
            frames.append(Frame(cells, title, id=f"{name}.{j}"))
        found.append(
            Node(
                id=name,
                role="output",
                x=x + wide / 2,
                y=top + 4 * ROW + 4,
                width=wide,
                cell_height=ROW,
                cells=frames[0].cells,
                display="bars",
                frames=tuple(frames),
                alt=title,
            )
        )
        x += wide + GAP
    return found
