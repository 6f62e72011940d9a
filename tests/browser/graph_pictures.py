"""Drawings for graph_harness.py that use what single lessons need: frames, typing, pictures."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from datasets.pictures import png
from figures.graph import Cell, Display, Edge, Frame, Graph, Node, Role, Step

KINDS = ("x", "h", "y")
WEIGHTS = {"W.1": 0.1, "W.2": -0.30000000000000004, "W.3": 0.5, "W.5": 1.0, "W.6": -1.25, "W.7": 0.123456789012345}
GRADIENTS = (0.5, -0.25, 2.0)
SHARES = (1.0, 0.5, 0.125)


def rolled(graph: Graph) -> Graph:
    """The unrolled ``graph`` with its time folded: three boxes, a loop, a frame for each step."""
    nodes = {node.id: node for node in graph.nodes}
    reached = dict.fromkeys(KINDS, "1")
    walk: dict[str, list[Frame]] = {kind: [] for kind in KINDS}
    for step in graph.steps:
        reached |= dict(name.split(".") for name in step.now)
        for kind, time in reached.items():
            node = nodes[f"{kind}.{time}"]
            walk[kind].append(Frame(node.cells, "", node.caption, node.id))
    boxes = tuple(replace(nodes[f"{kind}.1"], alt=kind, frames=tuple(walk[kind])) for kind in KINDS)
    edges = (
        Edge("W_xh", "input", "x.1", "h.1", "", "W_xh"),
        Edge("W_hh", "hidden", "h.1", "h.1", "", "W_hh"),
        Edge("W_hy", "output", "h.1", "y.1", "", "W_hy"),
    )
    steps = tuple(replace(step, lit=(), now=tuple(_first(name) for name in step.now)) for step in graph.steps)
    return replace(graph, width=330, nodes=boxes, edges=edges, notes=(), steps=steps, morph=True)


def _first(name: str) -> str:
    return f"{name.partition('.')[0]}.1"


def weights(edited: Mapping[str, str]) -> Graph:
    """A matrix to type into, with hints, and what is drawn as bars."""
    values = WEIGHTS | {name: float(text) for name, text in edited.items()}
    rows = [
        Cell(
            f"{value:.2f}".replace("-", "−"),
            value,
            index=int(name[2:]),
            hint=f"from unit {k % 3 + 1} to unit {k // 3 + 1}",
        )
        for k, (name, value) in enumerate(values.items())
    ]
    rows.insert(3, Cell("⋮", index=0))
    rows.append(Cell("⋮", index=0))

    def bars(name: str, role: Role, x: float, numbers: tuple[float, ...]) -> Node:
        display: Display = "bars"
        cells = tuple(Cell(f"{v:.2f}".replace("-", "−"), v, hint="a long hint, " * 4) for v in numbers)
        return Node(name, role, x, 100, 90, 26, cells, name[0], display=display)

    nodes = (
        Node("W", "hidden", 120, 100, 140, 26, tuple(rows), "W_hh", columns=2, editable=True),
        bars("g.1", "gradient", 330, GRADIENTS),
        bars("s.1", "loss", 500, SHARES),
    )
    steps = (Step("all", now=("W",)), Step("shares", ("s.1",), ("s.1",)))
    return Graph(570, 190, nodes, (Edge("e", "plain", "W", "g.1"),), steps=steps, title="Weights")


def backward(cut: str) -> Graph:
    """Five boxes, gradients that flow back between them, and scissors on one of their arrows."""
    nodes = tuple(
        Node(f"h.{t}", "hidden", 120 * t - 40, 90, 56, 26, (Cell("0.5"),), title=f"h_{t}") for t in range(1, 6)
    )
    forward = tuple(Edge(f"W_hh.{t}", "hidden", f"h.{t - 1}", f"h.{t}", "W_hh") for t in range(2, 6))
    back = tuple(
        Edge(f"back.{t}", "gradient", f"h.{t}", f"h.{t - 1}", "back", "∂", cut=f"back.{t}" == cut,
             cuttable=True, alt=f"The gradient from {t} to {t - 1}")
        for t in range(2, 6)
    )  # fmt: skip
    steps = tuple(Step(f"t = {t}", now=(f"h.{t}",)) for t in range(1, 6))
    return Graph(650, 180, nodes, forward + back, steps=steps, title="Backward")


def squares(phase: float) -> Graph:
    """A box with a picture for each of three steps, one with a picture of its own, an empty one."""
    colors = ((214, 40, 40), (40, 160, 60), (40, 90, 214))
    frames = tuple(Frame(id=f"film.{k}", picture=_flag(c)) for k, c in enumerate(colors, 1))
    moved = _flag((round(100 * phase) % 256, 0, 0))
    nodes = (
        Node("film", "input", 90, 90, 120, 112, alt="a film", frames=frames),
        Node("still", "plain", 260, 90, 120, 112, title="v", alt="a still", picture=moved),
        Node("late", "plain", 430, 90, 120, 112, alt="seen later", picture=_flag((0, 0, 0))),
    )
    steps = tuple(Step(f"frame {k}", lit=("late",) if k > 2 else ()) for k in (1, 2, 3))
    return Graph(520, 170, nodes, steps=steps, title="Pictures")


def _flag(color: tuple[int, int, int]) -> str:
    pixels = np.full((2, 2, 3), 255, np.uint8)
    pixels[0] = color
    return png(pixels)
