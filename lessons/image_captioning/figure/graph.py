"""The figure of *write*: from the picture through the vector to the sentence and its grade.

The upper half holds the picture, a few maps of each layer, the vector and the class scores; the lower one the
decoder, which gets the vector once or with each word.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from datasets.pictures import gray
from datasets.scenes.judge import Verdict
from figures.columns import View
from figures.graph import Cell, Edge, Frame, Graph, Node, Note, Step
from figures.numbers import quoted, signed, subscript
from lessons.image_captioning.figure.forms import Drawn, explained
from lessons.image_captioning.model.caption_trace import CaptionTrace, strongest
from lessons.image_captioning.model.captioners import Caption
from rnn_core.types import Array

MAPS_OF_A_LAYER, UNITS, LIKELIEST, BEST_CLASSES = 3, 12, 5, 3
"""So many maps of a layer, units of a state and of an input, likeliest words, and classes are drawn."""
LEFT, TOP, MAP_GAP = 12.0, 22.0, 4.0
NARROW, TALL = 33.0, 20.0
"""The width of a decoder's box, the height of a printed number."""
VECTOR_CELL, VECTOR_ROWS, BEFORE_MAPS = 9.0, 4, 18.0
"""The height of the vector's cells and their rows; the space between picture and maps."""
NEXT_WIDTH = 86.0
"""The width of the box of what may come next."""


REMOVED = (
    "The lecture: a CNN trained on ImageNet, features before the last FC layer.",
    "Here: a CNN trained to name drawings, then trained further with captions.",
)
"""Which features the decoder gets."""


@dataclass(frozen=True, slots=True)
class Places:
    """side: of the picture. next, scores, judge: middle and top of these boxes.

    first, gap: where the decoder's columns begin, and the space between two.
    v and the others: the heights of the rows' middles. unit: the height of a number of a state. likeliest: so many
    words that may come next. layer_of_the_lecture: the height of the lines on the removed layer, 0 for none.
    """

    width: float
    first: float
    gap: float
    side: float
    layers: float
    next: tuple[float, float]
    likeliest: int
    scores: tuple[float, float]
    scores_width: float
    judge: tuple[float, float]
    layer_of_the_lecture: float
    v: float
    p: float
    h: float
    x: float
    line: float
    word: float
    unit: float

    @property
    def small(self) -> float:
        """The side of a map's box."""
        return (self.side - 2 * MAP_GAP) / 3

    @property
    def height(self) -> float:
        """The height of the drawing."""
        return self.word + 22


ROOMY = Places(
    width=746,
    first=80,
    gap=13.5,
    side=188,
    layers=10,
    next=(541, 42),
    likeliest=LIKELIEST,
    scores=(604, 168),
    scores_width=150,
    judge=(702, 42),
    layer_of_the_lecture=226,
    v=288,
    p=364,
    h=416,
    x=474,
    line=510,
    word=538,
    unit=9.5,
)
LOW = Places(
    width=686,
    first=68,
    gap=13.1,
    side=80,
    layers=18,
    next=(345, 22),
    likeliest=4,
    scores=(522, 16),
    scores_width=126,
    judge=(640, 30),
    layer_of_the_lecture=0,
    v=138,
    p=198,
    h=236,
    x=279,
    line=301,
    word=322,
    unit=7.5,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the decoder's columns stand: middle and width of each word's box, from t = 1."""

    middles: tuple[float, ...]
    widths: tuple[float, ...]
    width: float

    @classmethod
    def of(cls, words: list[str], left: float, gap: float, narrow: float) -> "Columns":
        """Side by side from ``left``, each as wide as its word needs."""
        middles, widths, at = [], [], left
        for word in words:
            wide = max(narrow, 7.5 * len(word) + 9)
            middles.append(at + wide / 2)
            widths.append(wide)
            at += wide + gap
        return cls(tuple(middles), tuple(widths), at)


def caption_figure(caption: Caption, view: View, *, unnamed: bool = False) -> Graph:
    """The walk from the picture to the last word, and to the judge where there is one.

    ``unnamed``: not said is what the picture shows, because a question asks about it.
    """
    if unnamed:
        caption = replace(caption, what="a drawing of 64×64 pixels")
    at = LOW if view.dense else ROOMY
    nodes, edges, notes, steps = _seeing(caption, at)
    more, arrows, walk, width = _writing(caption, at, len(steps))
    steps += walk
    if caption.verdict is not None:
        more.append(_grade(caption.verdict, at))
        notes = [*notes, Note(at.judge[0], at.judge[1] - 14, "the judge", anchor="middle")]
        steps.append(Step("the judge compares the sentence with the facts", ("grade",), ("grade",)))
        more = [_longer(node) for node in more]
    if view.veil_after is not None:
        later = steps[view.veil_after + 1 :]
        steps[view.veil_after + 1 :] = [replace(step, text="?") for step in later]
        later_boxes = {name for step in later for name in step.lit}
        more = [
            replace(node, caption="?", alt="The word that is written")
            if node.id in later_boxes and node.caption
            else node
            for node in more
        ]
    return Graph(
        title="A picture becomes a sentence",
        width=max(at.width, width),
        height=at.height,
        nodes=(*nodes, *more),
        edges=(*edges, *arrows),
        notes=tuple(notes),
        steps=tuple(steps),
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
        explained=explained(caption, _drawn(caption)),
    )


def _drawn(caption: Caption) -> Drawn:
    """What of the maps, scores, states and words stands in boxes."""
    trace = caption.trace
    words = {int(token) for token in trace.tokens}.union(*(_likeliest(trace, t + 1) for t in range(len(trace.tokens))))
    return Drawn(
        maps=tuple(tuple(sorted(strongest(maps[0], MAPS_OF_A_LAYER))) for maps in trace.features.maps),
        classes=tuple(sorted(_best_classes(trace))),
        units=tuple(_liveliest_units(trace)),
        inputs=min(UNITS, len(trace.v_in)),
        words=tuple(sorted(words)),
    )


def last_word(caption: Caption) -> int:
    """The step that writes the last word, counted from 0."""
    return len(caption.trace.features.maps) + 2 + caption.trace.steps_before_words + len(caption.written)


def _grade(verdict: Verdict, at: Places) -> Node:
    lines = verdict.name.partition(" ")[::2]
    x, top = at.judge
    return Node(
        "grade",
        "plain",
        x,
        top + TALL + 4,
        84,
        TALL,
        tuple(Cell(line, index=0) for line in lines),
        alt="The judge's grade",
    )


def _longer(node: Node) -> Node:
    """``node`` with what it shows at the last word kept for the judge's step."""
    return replace(node, frames=(*node.frames, node.frames[-1])) if node.frames else node


def _seeing(caption: Caption, at: Places) -> tuple[list[Node], list[Edge], list[Note], list[Step]]:
    """Boxes, arrows, names and steps from the picture to the vector and past it."""
    trace = caption.trace
    x, side, small = LEFT + at.side / 2, at.side, at.small
    nodes = [Node("picture", "input", x, TOP + side / 2, side, side - 8, picture=caption.image, alt=caption.what)]
    rows, columns = trace.image.shape[2:]
    notes = [Note(x, 12, f"picture, {rows}×{columns}", anchor="middle")]
    if at.layer_of_the_lecture:
        notes += [Note(LEFT, at.layer_of_the_lecture + 15 * k, text) for k, text in enumerate(REMOVED)]
    steps = [Step("the picture", ("picture",), ("picture",))]
    edges: list[Edge] = []
    before = "picture"
    for layer, maps in enumerate(trace.features.maps, start=1):
        x = LEFT + side + BEFORE_MAPS + (layer - 1) * (small + at.layers) + small / 2
        boxes = [
            _map(maps[0], k, layer, (x, TOP + small / 2 + place * (small + MAP_GAP)), small)
            for place, k in enumerate(strongest(maps[0], MAPS_OF_A_LAYER))
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
    nodes += [_vector(trace.vector, at), _scores(caption, at)]
    edges += [
        Edge("W_6", "input", last, "v", "W_6", "W_6"),
        Edge("W_7", "plain", "v", "scores", "W_7", "", "dashed", cut=True, alt="The last layer, which is removed"),
    ]
    notes.append(Note(*at.scores, f"{len(caption.classes)} class scores, removed", anchor="middle"))
    steps.append(
        Step(f"v: {len(trace.vector)} features; the last FC layer is removed", ("W_6", "v", "W_7", "scores"), ("v",))
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
        alt=f"Map {k + 1} of layer {layer}; white marks the largest numbers",
    )


def _vector(vector: Array, at: Places) -> Node:
    scale = float(np.abs(vector).max()) or 1.0
    columns = -(-len(vector) // VECTOR_ROWS)
    return Node(
        "v",
        "input",
        at.width / 2,
        at.v,
        at.width - 2 * LEFT,
        VECTOR_CELL,
        tuple(Cell("", float(n), hint=f"v[{k}] = {signed(float(n), 3)}") for k, n in enumerate(vector, start=1)),
        title=f"v: {len(vector)} numbers",
        display="heat",
        columns=columns,
        scale=scale,
        veil="none",
        alt=f"The picture's vector of {len(vector)} numbers",
    )


def _scores(caption: Caption, at: Places) -> Node:
    scores = caption.trace.features.scores[0]
    return Node(
        "scores",
        "plain",
        at.scores[0],
        at.scores[1] + 44,
        at.scores_width,
        TALL,
        tuple(
            Cell(f"{caption.classes[k]} {signed(scores[k], 1)}", float(scores[k]), index=k + 1)
            for k in _best_classes(caption.trace)
        ),
        alt="The largest class scores of the last layer, which the decoder does not get",
        veil="none",
    )


def _writing(caption: Caption, at: Places, before: int) -> tuple[list[Node], list[Edge], list[Step], float]:
    """Boxes, arrows, steps and the width; the walk has ``before`` steps already."""
    trace, words = caption.trace, caption.written
    gap = at.gap
    columns = Columns.of(["start", *words[:-1]], at.first + trace.steps_before_words * (NARROW + gap), gap, NARROW)
    units = _liveliest_units(trace)
    nodes = [_v_in(trace, at)]
    edges = [Edge("W_v", "input", "v", "v'", "W_v", "W_v")]
    steps = [
        Step(f"v′: {len(trace.v_in)} numbers made from v, as many as the vector of a word has", ("W_v", "v'"), ("v'",))
    ]
    if trace.steps_before_words:
        x = at.first + NARROW / 2
        nodes.append(_heat("h.0", "hidden", x, at.h, at.unit, trace.run.decoder.cell.h[1, 0], units, "h₀"))
        edges.append(Edge("v_in.0", "input", "v'", "h.0", "W_x", style="elbow"))
        steps.append(
            Step("t = 0 · the decoder reads v′, the image, and writes nothing yet", ("v_in.0", "h.0"), ("h.0",))
        )
    for t, (x, wide) in enumerate(zip(columns.middles, columns.widths, strict=True), start=1):
        nodes += _column(caption, t, x, wide, units, at)
        edges += _arrows(caption, t)
        steps.append(_step(caption, t, edges))
    nodes.append(_next(caption, at, before + len(steps) - len(words), len(words)))
    return nodes, edges, steps, columns.width


def _v_in(trace: CaptionTrace, at: Places) -> Node:
    numbers = trace.v_in
    return Node(
        "v'",
        "input",
        LEFT + 30,
        at.line - 8,
        60,
        7.5,
        tuple(Cell("", float(n), hint=f"v′[{k}] = {signed(float(n), 3)}") for k, n in enumerate(numbers, start=1)),
        title="v′",
        display="heat",
        columns=8,
        scale=float(np.abs(numbers).max()) or 1.0,
        alt=f"The image as one of the decoder's inputs, {len(numbers)} numbers",
        veil="none",
    )


def _column(caption: Caption, t: int, x: float, wide: float, units: list[int], at: Places) -> list[Node]:
    trace, row = caption.trace, t - 1 + caption.trace.steps_before_words
    cell, word = trace.run.decoder.cell, caption.written[t - 1]
    p = float(np.exp(trace.log_p[t - 1]))
    return [
        Node(
            f"w.{t}",
            "input",
            x,
            at.word,
            wide,
            TALL,
            (Cell(caption.read(t), index=0),),
            alt=f"The word read at t = {t}",
        ),
        _heat(
            f"x.{t}",
            "input",
            x,
            at.x,
            at.unit,
            cell.x[row, 0],
            list(range(min(UNITS, len(trace.v_in)))),
            f"x{subscript(t)}",
        ),
        _heat(f"h.{t}", "hidden", x, at.h, at.unit, cell.h[row + 1, 0], units, f"h{subscript(t)}"),
        Node(
            f"p.{t}",
            "output",
            x,
            at.p,
            NARROW,
            TALL,
            (Cell(_share(p), p, index=int(trace.tokens[t - 1]) + 1),),
            caption=word,
            caption_mark="best",
            display="bars",
            alt=f"Word {t} is written: {word}",
        ),
    ]


def _heat(
    name: str,
    role: Literal["input", "hidden"],
    x: float,
    y: float,
    tall: float,
    numbers: Array,
    chosen: list[int],
    symbol: str,
) -> Node:
    kind, _, t = name.partition(".")
    return Node(
        name,
        role,
        x,
        y,
        NARROW,
        tall,
        tuple(
            Cell("", float(numbers[k]), index=k + 1, hint=f"{symbol}[{k + 1}] = {signed(float(numbers[k]), 3)}")
            for k in chosen
        ),
        display="heat",
        columns=4,
        alt=f"{kind} at t = {t}: {len(chosen)} of {len(numbers)} numbers",
    )


def _arrows(caption: Caption, t: int) -> list[Edge]:
    first = 0 if caption.trace.steps_before_words else 1
    found = [
        Edge(f"E.{t}", "input", f"w.{t}", f"x.{t}", "E"),
        Edge(f"W_x.{t}", "input", f"x.{t}", f"h.{t}", "W_x"),
        Edge(f"W_hy.{t}", "output", f"h.{t}", f"p.{t}", "W_hy"),
    ]
    if t > first:
        found.append(Edge(f"W_h.{t}", "hidden", f"h.{t - 1}", f"h.{t}", "W_h"))
    if t > 1:
        found.append(Edge(f"fed.{t}", "output", f"p.{t - 1}", f"w.{t}", "fed", style="feedback"))
    if not caption.trace.steps_before_words:
        found.append(Edge(f"v_in.{t}", "input", "v'", f"x.{t}", "v_in", style="elbow"))
    return found


def _step(caption: Caption, t: int, edges: list[Edge]) -> Step:
    names = [edge.id for edge in edges if edge.id.rpartition(".")[2] == str(t)]
    boxes = [f"{kind}.{t}" for kind in "wxhp"]
    read, word = caption.read(t), caption.written[t - 1]
    p = float(np.exp(caption.trace.log_p[t - 1]))
    return Step(
        f"t = {t} · reads {quoted(read)}, writes {quoted(word)}, p = {signed(p)}",
        (*names, *boxes),
        (f"h.{t}", f"p.{t}"),
    )


def _next(caption: Caption, at: Places, quiet: int, words: int) -> Node:
    """The box of the likeliest next words: empty for ``quiet`` steps, then word after word."""
    nothing = Frame(tuple(Cell("", 0.0, index=0) for _ in range(at.likeliest)), id="next.0")
    frames = [nothing] * quiet
    for t in range(1, words + 1):
        p, chosen = caption.trace.run.p[t - 1, 0], int(caption.trace.tokens[t - 1])
        cells = tuple(
            Cell(signed(float(p[k])), float(p[k]), caption.word(k), "best" if k == chosen else "", k + 1)
            for k in _likeliest(caption.trace, t)[: at.likeliest]
        )
        frames.append(Frame(cells, caption=f"after {quoted(caption.read(t))}", id=f"next.{t}"))
    return Node(
        "next",
        "output",
        at.next[0],
        at.next[1] + at.likeliest * TALL / 2 + 4,
        NEXT_WIDTH,
        TALL,
        nothing.cells,
        display="bars",
        frames=tuple(frames),
        alt="The most probable next words",
    )


def _liveliest_units(trace: CaptionTrace) -> list[int]:
    """The units of h that change most while the sentence is written, in their order."""
    h = trace.run.decoder.cell.h[1:, 0]
    return sorted(int(k) for k in np.argsort(-h.std(0), kind="stable")[:UNITS])


def _best_classes(trace: CaptionTrace) -> list[int]:
    """The classes with the largest scores, the best first."""
    return [int(k) for k in np.argsort(-trace.features.scores[0], kind="stable")[:BEST_CLASSES]]


def _likeliest(trace: CaptionTrace, t: int) -> list[int]:
    """The tokens that p_t finds most probable, t from 1, the best first."""
    return [int(k) for k in np.argsort(-trace.run.p[t - 1, 0], kind="stable")[:LIKELIEST]]


def _share(p: float) -> str:
    """A probability in three characters: ".37", "1.0"."""
    return "1.0" if p >= 0.995 else signed(p).removeprefix("0")
