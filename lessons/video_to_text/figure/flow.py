"""Optical flow between two frames: both pictures, the flow in colors and arrows, and its pixels.

Beside the pixels stands what the two convolution networks make of it before their last layer is
taken away: the one names what it sees in the frame, the other how it moves.
"""

from dataclasses import replace

import numpy as np

from datasets.flow_pictures import EVERY, wheel, with_arrows
from datasets.pictures import png
from figures import forms
from figures.columns import View
from figures.forms import Applied, Constant, Explained, Expression, Form, Forms, Number, Piece, Product, Sum, Table
from figures.graph import Cell, Frame, Graph, Node, Note, Step
from figures.reading_forms import softmax
from lessons.video_to_text.figure.graph import percent
from lessons.video_to_text.model.clip_features import SMOOTHING, WINDOW
from lessons.video_to_text.model.stories import FlowField
from rnn_core import activations
from rnn_core import flow as optical_flow
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
    "pixel of sixteen, twice as long as the motion from one frame to the next.",
}

MIDDLE = 37
"""The pixel that explains the whole box."""


def _at(name: str) -> Number:
    return Number(name, ("t", "i"))


def _solution(first: tuple[str, str], second: tuple[str, str]) -> Expression:
    """One of the two unknowns: (first − second) / (a·b − c²), of two products of sums."""

    def difference(one: tuple[str, str], other: tuple[str, str]) -> Expression:
        product = Product((Applied("−", _at(other[0])), _at(other[1])))
        return Sum((Product((_at(one[0]), _at(one[1]))), product))

    return Product((difference(first, second), Applied("1/", difference(("a", "b"), ("c", "c")))))


SUMS = {"a": "Σ Iₓ² + λ", "b": "Σ I_y² + λ", "c": "Σ Iₓ I_y", "d": "Σ Iₓ Iₜ", "e": "Σ I_y Iₜ"}
U, V = Number("flow", ("t", "i", 1)), Number("flow", ("t", "i", 2))
PIXEL = Form(
    "The flow into frame {t} at row {row}, column {column}",
    (
        *(forms.Step((Piece(f"{name} = {text}"),), _at(name), digits=1, one_line=True) for name, text in SUMS.items()),
        forms.Step((Piece("a·u + c·v = −d, c·u + b·v = −e"),)),
        *(
            forms.Step((Piece(f"{name} / (a·b − c²)"),), value, "hidden", digits=2, one_line=True)
            for name, value in (
                ("u = (c·e − b·d)", _solution(("c", "e"), ("b", "d"))),
                ("v = (c·d − a·e)", _solution(("c", "d"), ("a", "e"))),
            )
        ),
        forms.Step(
            (Piece("speed = √(u² + v²)"),),
            Applied("√", Sum((Product((U, U)), Product((V, V))))),
            "hidden",
            "pixels in a frame",
            digits=2,
            one_line=True,
        ),
    ),
    f"u to the right and v down. The sums run over {WINDOW} × {WINDOW} pixels; Iₓ and I_y are the slopes of the "
    f"brightness, Iₜ its change. λ = {SMOOTHING:g} pulls the flow to 0 where the picture has no texture.",
    where={"row": Number("place", ("i", 1)), "column": Number("place", ("i", 2))},
)


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
            Note(width - 56, TOP + LEGEND + 12, "hue: direction", anchor="middle"),
            Note(width - 56, TOP + LEGEND + 30, "strength: speed", anchor="middle"),
        ),
        steps=steps,
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        selected=fastest(of, view),
        highlight=view.highlight,
        explained=_explained(of),
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
        ("thing", "RGB network: thing", of.things, of.thing_scores),
        ("motion", "flow network: motion", of.motions, of.motion_scores),
    ):
        frames = []
        for j in range(2, of.n + 1):
            p = activations.softmax(scores[j - 1])
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


def _explained(of: FlowField) -> Explained:
    """The forms of pictures, pixels and names, with the numbers behind them."""
    places = pixels(of.features.flow.shape[1:3])
    rows, columns = (list(each) for each in zip(*places, strict=True))
    sums = optical_flow.equations(of.features.gray, WINDOW, SMOOTHING)[:, :, rows, columns]
    tables = {name: Table(values, (2, 1), box="flow") for name, values in zip(SUMS, sums, strict=True)}
    tables |= {
        "flow": Table(of.features.flow[1:, rows, columns], (2, 1, 1), "hidden"),
        "place": Table(np.array(places) + 1, (1, 1)),
        "thing": Table(of.thing_scores, (1, 1), "output"),
        "motion": Table(of.motion_scores, (1, 1), "output"),
    }
    middle = Constant(min(MIDDLE, len(places)))
    forms = {
        "wheel": Form(
            "The legend", words="The hue shows the direction of the motion, the strength of the color its speed."
        ),
        **{
            kind: Form(f"{kind.capitalize()}: the step to frame {{t}}", words=words) for kind, words in PICTURES.items()
        },
        "pixel": replace(PIXEL, where={"i": middle, **PIXEL.where}),
        "pixel.#": PIXEL,
    }
    for kind, scores in (("thing", of.thing_scores), ("motion", of.motion_scores)):
        tables[f"{kind} best"] = Table(scores.argmax(1) + 1, (1,))
        forms |= {kind: _name(kind, "best"), f"{kind}.#": _name(kind, "i")}
    return Explained(Forms(forms), tables, {"thing": tuple(of.things), "motion": tuple(of.motions)})


def _name(kind: str, of: str) -> Form:
    """The probability of a name that the last layer gives: the "best", or the "i"-th."""
    name = f"{{{of}:{kind}}}"
    step = forms.Step(
        (Piece(f"p[{name}] = exp(score[{name}] − m) / Σ exp(score − m)"),),
        softmax(kind, "t", of)[0].value,
        "output",
        percent=True,
    )
    return Form(
        f"“{name}”, predicted of frame {{t}}",
        (step,),
        "m is the largest score. This last layer is removed; the sentence is made from the activations before it.",
        where={"best": Number(f"{kind} best", ("t",))},
    )
