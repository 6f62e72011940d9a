"""The whole figure: from the picture through the vector to the sentence and its grade."""

from dataclasses import replace

from figures.columns import View
from figures.graph import Cell, Graph, Node, Note, Step
from lessons.image_captioning.figure.places import LOW, ROOMY, TALL, Places
from lessons.image_captioning.figure.seeing import seeing
from lessons.image_captioning.figure.shown import Shown
from lessons.image_captioning.figure.writing import writing


def told(shown: Shown, view: View) -> Graph:
    """The walk from the picture to the last word, and to the judge where there is one."""
    at = LOW if view.dense else ROOMY
    nodes, edges, notes, steps = seeing(shown, at)
    more, arrows, walk, width = writing(shown, at, len(steps))
    steps += walk
    if shown.grade is not None:
        more.append(_grade(shown.grade, at))
        notes = [*notes, Note(at.judge[0], at.judge[1] - 12, "the judge", anchor="middle")]
        steps.append(Step("the judge compares the sentence with the facts", ("grade",), ("grade",)))
        more = [_longer(node) for node in more]
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
    )


def last_word(shown: Shown) -> int:
    """The step that says the last word, counted from 0."""
    return len(shown.told.seen.maps) + 2 + shown.told.before + len(shown.said)


def _grade(grade: str, at: Places) -> Node:
    said = grade.partition(" ")[::2] if at.judge_lines == 2 else (grade,)
    (x, top), wide = at.judge, 84 if at.judge_lines == 2 else 150
    return Node(
        "grade",
        "plain",
        x,
        top + at.judge_lines * TALL / 2 + 4,
        wide,
        TALL,
        tuple(Cell(part, index=0) for part in said),
        alt="The judge's grade",
    )


def _longer(node: Node) -> Node:
    """``node`` with what it shows at the last word kept for the judge's step."""
    return replace(node, frames=(*node.frames, node.frames[-1])) if node.frames else node
