"""The whole figure: from the picture through the vector to the sentence and its grade."""

from dataclasses import replace

from figures.columns import View
from figures.graph import Cell, Graph, Node, Note, Step
from figures.image_captioning.seeing import TOP, WIDTH, seeing
from figures.image_captioning.shown import Shown
from figures.image_captioning.writing import bottom, writing

GRADE, GRADE_WIDTH = 756.0, 200.0


def told(shown: Shown, view: View) -> Graph:
    """The walk from the picture to the last word, and to the judge where there is one."""
    nodes, edges, notes, steps = seeing(shown)
    more, arrows, walk, width = writing(shown, len(steps))
    steps += walk
    if shown.grade is not None:
        more.append(_grade(shown.grade))
        notes = [*notes, Note(GRADE, 12, "the judge", anchor="middle")]
        steps.append(Step("the judge compares the sentence with the facts", ("grade",), ("grade",)))
        more = [_longer(node) for node in more]
    return Graph(
        title="A picture becomes a sentence",
        width=max(WIDTH, width),
        height=bottom(),
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


def _grade(grade: str) -> Node:
    return Node(
        "grade", "plain", GRADE, TOP + 17, GRADE_WIDTH, 24, (Cell(grade, index=0),),
        alt="The judge's grade", veil="all",
    )  # fmt: skip


def _longer(node: Node) -> Node:
    """``node`` with what it shows at the last word kept for the judge's step."""
    return replace(node, frames=(*node.frames, node.frames[-1])) if node.frames else node
