"""The tree of a beam search: one word a step to the right, the likelier text higher up.

Blue boxes are hypotheses the search went on with, gray ones those it dropped, green ones those that
ended; the arrows to the best one are green. Each box has its last word and
log P of all words so far. Ids are "b.n", n the number of the hypothesis in the tree, and "to.n" for
the arrow that leads there.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from figures.columns import View
from figures.forms import Applied, Constant, Explained, Form, Forms, Number, Part, Piece, Product, Step, Table, Total
from figures.graph import Cell, Edge, Graph, Node, Note, Role
from figures.graph import Step as WalkStep
from figures.numbers import quoted, signed
from rnn_core.beam import Tree

LEFT, ABOVE, BELOW, START = 14, 30, 16, "start"
START_FORM = Form("The start", (Step((Piece("log P(nothing yet) = log 1"),), Constant(0), digits=0, one_line=True),))
SUM_FORM = Form(
    "“{t:texts}”",
    (Step((Piece("log p(“{node:last_words}”)"),), Number("log p", ("node",)), "output"),),
    "{t:fates}.",
    each=("path", 1),
    each_where={"node": Number("path", ("t", "i"))},
    each_stop="depth",
    then=(
        Step(
            (Piece("log P = their sum"),),
            Part(Total(Number("log p", (Number("path", ("t", "k")),)), ("path", 1), stop="depth"), ""),
            "output",
            one_line=True,
        ),
    ),
    where={"depth": Number("depth", ("t",))},
)
PENALIZED_FORM = replace(
    SUM_FORM,
    then=(
        *SUM_FORM.then,
        Step(
            (Piece("score = log P / ((5 + t) / 6)^α"),),
            Product((Number("total", ("t",)), Applied("1/", Number("factor", ("t",))))),
            "output",
            one_line=True,
        ),
    ),
)
UNPENALIZED, PENALIZED = (
    Forms({**dict.fromkeys(("b", "b.#", "to"), form), "b.0": START_FORM, "b.0.#": START_FORM})
    for form in (SUM_FORM, PENALIZED_FORM)
)
WIDTH, SPACE, ROW, GAP = 92, 34, 20, 12
NARROW, LETTER, NEAR = 46, 7.4, 16
"""Where the drawing is dense: a box's least width, that of a letter in it, the room of an arrow."""


def beam_tree(tree: Tree, words: Sequence[str], view: View, *, end: str = "end", most_dropped: int = 2) -> Graph:
    """The walk through the tree; words: of each token.

    end: what the end symbol is shown as. most_dropped: so many dropped hypotheses of each length
    are drawn, the best of them; the others are counted.
    """
    levels = _levels(tree, most_dropped)
    drawn = [number for level in levels for number in level]
    rows = max(map(len, levels))
    left_out = any(_dropped(tree, depth) > most_dropped for depth in range(len(levels)))
    row = 2 * ROW + 8 + GAP
    wide, middles, width = _columns(tree, levels, words, end, dense=view.dense)
    nodes = tuple(
        _box(tree, number, words, end, (middles[depth], ABOVE + place * row + 24), wide[depth])
        for depth, level in enumerate(levels)
        for place, number in enumerate(level)
    )
    edges = tuple(_arrow(tree, number, words, end) for number in drawn if number)
    notes = [
        Note(middles[depth], 10, str(depth) if view.dense else f"t = {depth}", anchor="middle")
        for depth in range(1, len(levels))
    ]
    for depth, level in enumerate(levels):
        more = _dropped(tree, depth) - most_dropped
        if more > 0:
            y, text = ABOVE + len(level) * row + 6, f"+ {more}" if view.dense else f"+ {more} dropped"
            notes.append(Note(middles[depth], y, text, anchor="middle"))
    steps = _steps(tree, levels, words, end)
    return Graph(
        title="Beam search as a tree",
        width=width,
        height=ABOVE + rows * row + (BELOW if left_out else 0),
        nodes=nodes,
        edges=edges,
        notes=tuple(notes),
        steps=steps,
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
        explained=_explained(tree, drawn, words, end),
    )


def _explained(tree: Tree, drawn: Sequence[int], words: Sequence[str], end: str) -> Explained:
    """How log P of each drawn hypothesis was made."""
    longest = max(node.depth for node in tree.nodes)
    paths, texts, ends = np.zeros((len(tree.nodes), longest)), [""] * len(tree.nodes), [""] * len(tree.nodes)
    for number in drawn:
        path = _path(tree, number)[1:]
        paths[number, : len(path)] = path
        texts[number] = " ".join(_word(tree, one, words, end) for one in path)
        ends[number] = _fate(tree, number)
    tables = {
        "path": Table(paths, (0, 1)),
        "depth": Table(np.array([node.depth for node in tree.nodes]), (0,)),
        "log p": Table(np.array([node.log_p for node in tree.nodes]), (0,), "output"),
        "total": Table(np.array([node.total for node in tree.nodes]), (0,), "output"),
        "factor": Table(np.array([node.total / node.score if node.score else 1.0 for node in tree.nodes]), (0,)),
    }
    penalized = any(node.score != node.total for node in tree.nodes)
    names = {
        "last_words": tuple(_word(tree, number, words, end) for number in range(1, len(tree.nodes))),
        "texts": tuple(texts[1:]),
        "fates": tuple(f"{fate[:1].upper()}{fate[1:]}" for fate in ends[1:]),
    }
    return Explained(PENALIZED if penalized else UNPENALIZED, tables, names)


def _levels(tree: Tree, most_dropped: int) -> list[list[int]]:
    """The numbers of the hypotheses to draw, by length, best first."""
    levels: list[list[int]] = []
    for number, node in enumerate(tree.nodes):
        if node.depth == len(levels):
            levels.append([])
        dropped = sum(not tree.nodes[other].kept for other in levels[node.depth])
        if node.kept or dropped < most_dropped:
            levels[node.depth].append(number)
    return levels


def _columns(
    tree: Tree, levels: Sequence[Sequence[int]], words: Sequence[str], end: str, *, dense: bool
) -> tuple[list[float], list[float], float]:
    """The width and the middle of each length's boxes, and the width of the drawing."""
    wide, middles, x = [], [], float(LEFT)
    for level in levels:
        letters = max(len(_word(tree, number, words, end)) for number in level)
        wide.append(max(NARROW, LETTER * letters + 10) if dense else float(WIDTH))
        middles.append(x + wide[-1] / 2)
        x += wide[-1] + (NEAR if dense else SPACE)
    return wide, middles, x - (NEAR if dense else SPACE) + LEFT


def _dropped(tree: Tree, depth: int) -> int:
    return sum(node.depth == depth and not node.kept for node in tree.nodes)


def _path(tree: Tree, number: int) -> list[int]:
    """The numbers from the start to this one."""
    path = [number]
    while tree.nodes[path[-1]].parent >= 0:
        path.append(tree.nodes[path[-1]].parent)
    return path[::-1]


def _word(tree: Tree, number: int, words: Sequence[str], end: str) -> str:
    node = tree.nodes[number]
    if not number:
        return START
    return end if node.finished else words[node.token]


def _box(tree: Tree, number: int, words: Sequence[str], end: str, at: tuple[float, float], width: float) -> Node:
    node, word = tree.nodes[number], _word(tree, number, words, end)
    role: Role = "plain" if not node.kept else "hidden" if node.finished else "output"
    if not number:
        role = "input"
    best = number in _path(tree, tree.best)
    step = f"log p = {signed(node.log_p, 3)} after the words before" if number else ""
    return Node(
        id=f"b.{number}",
        role=role,
        x=at[0],
        y=at[1],
        width=width,
        cell_height=ROW,
        cells=(Cell(word, index=0, mark="best" if best else ""), Cell(signed(node.total, 2), node.total, hint=step)),
        alt=f"{quoted(word)} at t = {node.depth}, {_fate(tree, number)}",
    )


def _arrow(tree: Tree, number: int, words: Sequence[str], end: str) -> Edge:
    node = tree.nodes[number]
    ends = [_word(tree, one, words, end) for one in (node.parent, number)]
    on_best = number in _path(tree, tree.best)
    return Edge(
        f"to.{number}",
        "hidden" if on_best else "output" if node.kept else "plain",
        f"b.{node.parent}",
        f"b.{number}",
        group="best" if on_best else "",
        alt=f"From {quoted(ends[0])} to {quoted(ends[1])}",
    )


def _steps(tree: Tree, levels: list[list[int]], words: Sequence[str], end: str) -> tuple[WalkStep, ...]:
    steps = [WalkStep("t = 0 · nothing is written yet", ("b.0",), ("b.0",))]
    for depth, level in enumerate(levels[1:], start=1):
        tried = sum(node.depth == depth for node in tree.nodes)
        kept = [number for number in level if tree.nodes[number].kept]
        ended = sum(tree.nodes[number].finished for number in kept)
        text = f"t = {depth} · {tried} tried, {len(kept)} kept"
        if ended:
            text += f", {ended} of them ended"
        lit = tuple(name for number in level for name in (f"to.{number}", f"b.{number}"))
        steps.append(WalkStep(text, lit, tuple(f"b.{number}" for number in kept)))
    path = _path(tree, tree.best)
    written = " ".join(_word(tree, one, words, end) for one in path[1:])
    steps.append(WalkStep(f"The best: {written}", (), tuple(f"b.{one}" for one in path)))
    return tuple(steps)


def _fate(tree: Tree, number: int) -> str:
    node = tree.nodes[number]
    if number == tree.best:
        return "the best of all that the search found"
    if not node.kept:
        return "dropped: others of this length have a larger log P"
    return "ended, and kept as a result" if node.finished else "kept: the search goes on with it"
