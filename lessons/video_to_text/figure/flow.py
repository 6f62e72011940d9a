"""Optical flow between two frames: both pictures, the flow in colors and arrows, and its pixels.

Beside the pixels stands what the two convolution networks make of it before their last layer is
taken away: the one names what it sees in the frame, the other how it moves.
"""

import numpy as np

from datasets.flow_pictures import EVERY, wheel, with_arrows
from datasets.pictures import png
from figures.arithmetic import Arithmetic, Piece
from figures.columns import View
from figures.graph import Cell, Frame, Graph, Node, Note, Step
from figures.numbers import quoted, signed
from lessons.video_to_text.figure.graph import percent
from lessons.video_to_text.model.clip_features import SMOOTHING, WINDOW
from lessons.video_to_text.model.stories import FlowField
from rnn_core import flow as optical_flow
from rnn_core.activations import softmax
from rnn_core.types import Array

SIDE, LOW_SIDE, GAP, TOP, ROW = 176, 116, 14, 24, 22
"""A picture's side, and that of a presenter's, whose numbers are larger; the gaps; a row."""
BARS, LOW_BARS, LEGEND = 232, 222, 92
ARROWS = "→↘↓↙←↖↑↗"
REST = 0.15
"""Slower than so many pixels a frame is drawn as a dot."""
PICTURES = {
    "before": "The frame before, and the one after it: 64 × 64 pixels. For the flow they are made "
    "gray, half as large, and a little smoother.",
    "after": "The frame that the motion leads to.",
    "flow": "Each pixel in the color of its direction, the stronger the faster; arrows at one "
    "pixel of sixteen, twice as long as the way of a frame.",
}


def flow_figure(of: FlowField, view: View) -> Graph:
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


def fastest(of: FlowField, view: View) -> str:
    """The id of the cell that moves fastest into the frame of the walk's start."""
    j = min(view.start + 2, of.n)
    flow = of.features.flow[j - 1]
    speeds = [float(np.hypot(*flow[place])) for place in pixels(flow.shape)]
    return f"pixel.{j}.{int(np.argmax(speeds)) + 1}"


def glyph(move: Array) -> str:
    """An arrow into the direction of a move (u, v); a dot for one that hardly is."""
    if float(np.hypot(*move)) < REST:
        return "·"
    turn = float(np.arctan2(move[1], move[0])) / (2 * np.pi) * len(ARROWS)
    return ARROWS[round(turn) % len(ARROWS)]


def _pictures(of: FlowField, side: float, width: float) -> list[Node]:
    frames = [png(frame) for frame in of.features.frames]
    flows = [png(with_arrows(flow, 8)) for flow in of.features.flow]
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


def _pixels(of: FlowField, top: float) -> Node:
    """One pixel of sixteen, as arrows that can be chosen."""
    frames = []
    for j, flow in enumerate(of.features.flow[1:], start=2):
        cells = [
            Cell(
                glyph(flow[row, column]),
                float(np.hypot(*flow[row, column])),
                hint=f"row {row + 1}, column {column + 1}",
            )
            for row, column in pixels(flow.shape)
        ]
        frames.append(Frame(tuple(cells), "choose a pixel", id=f"pixel.{j}"))
    columns = len(range(EVERY // 2, of.features.flow.shape[2], EVERY))
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


def _named(of: FlowField, top: float, wide: float) -> list[Node]:
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


def explain(of: FlowField, node: str) -> Arithmetic | None:
    """The arithmetic of ``node`` ("pixel.3.20": pixel 20 of the flow into frame 3), or None."""
    kind, *rest = node.split(".")
    if kind == "wheel":
        return Arithmetic("The legend", words="Where to: the hue. How fast: how strong it is.")
    if not rest or not all(part.isdigit() for part in rest) or not 2 <= int(rest[0]) <= of.n:
        return None
    j, k = int(rest[0]), int(rest[1]) if len(rest) > 1 else None
    if kind in PICTURES:
        return Arithmetic(f"{kind.capitalize()}: the step to frame {j}", words=PICTURES[kind])
    if kind == "pixel":
        shown = pixels(of.features.flow.shape[1:3])
        return _pixel(of, j, *shown[(k or 37) - 1]) if (k or 1) <= len(shown) else None
    if kind in ("thing", "motion"):
        return _name(of, kind, j, k)
    return None


def _pixel(of: FlowField, j: int, row: int, column: int) -> Arithmetic:
    pair = of.features.gray[j - 2 : j]
    a, b, c, d, e = (float(s) for s in optical_flow.equations(pair, WINDOW, SMOOTHING)[:, 0, row, column])
    u, v = of.features.flow[j - 1, row, column].tolist()
    determinant = a * b - c * c
    speed = float(np.hypot(u, v))
    return Arithmetic(
        f"The flow into frame {j} at row {row + 1}, column {column + 1}",
        (
            (Piece(f"Σ Iₓ² + λ = {_n(a)},  Σ I_y² + λ = {_n(b)},  Σ Iₓ I_y = {_n(c)}"),),
            (Piece(f"Σ Iₓ Iₜ = {_n(d)},  Σ I_y Iₜ = {_n(e)}"),),
            (Piece(f"{_n(a)} u + {_bracketed(c)} v = {_n(-d)}"),),
            (Piece(f"{_bracketed(c)} u + {_n(b)} v = {_n(-e)}"),),
            (
                Piece(f"u = ({_bracketed(c)}·{_bracketed(e)} − {_n(b)}·{_bracketed(d)}) / {_n(determinant)} ="),
                Piece(signed(u), "hidden", result=True),
            ),
            (
                Piece(f"v = ({_bracketed(c)}·{_bracketed(d)} − {_n(a)}·{_bracketed(e)}) / {_n(determinant)} ="),
                Piece(signed(v), "hidden", result=True),
            ),
        ),
        words=f"{signed(speed)} pixels in a frame, u to the right and v down. The sums run over "
        f"{WINDOW} × {WINDOW} pixels; Iₓ and I_y are the slopes of the brightness, Iₜ its change. "
        f"λ = {SMOOTHING:g} draws to 0 what has no structure.",
    )


def _name(of: FlowField, kind: str, j: int, k: int | None) -> Arithmetic | None:
    names, scores = (of.things, of.thing_scores) if kind == "thing" else (of.motions, of.motion_scores)
    p: Array = softmax(scores[j - 1])
    k = int(p.argmax()) if k is None else k - 1
    if not 0 <= k < len(names):
        return None
    score, top = float(scores[j - 1, k]), float(scores[j - 1].max())
    total = float(np.exp(scores[j - 1] - top).sum())
    return Arithmetic(
        f"{quoted(names[k])}, said of frame {j}",
        (
            (
                Piece(f"p = exp({signed(score - top, 3)}) / {signed(total, 3)} ="),
                Piece(percent(float(p[k])), "output", result=True),
            ),
        ),
        words="This last layer is taken away; the sentence is made from the numbers before it.",
    )


def _n(value: float) -> str:
    """A number of any size: whole from 100 on, the very large as a power of ten."""
    return signed(value, 0 if abs(value) >= 100 else 1)


def _bracketed(value: float) -> str:
    text = _n(value)
    return f"({text})" if text.startswith("−") else text
