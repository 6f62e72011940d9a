"""What each input is worth: shares of right parts over many clips; one clip told three times."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from figures.columns import View
from figures.graph import Cell, Graph, Node, Note, Step
from lessons.video_to_text.figure import words
from lessons.video_to_text.figure.boxes import Story

ORDER = ("rgb", "flow", "both")
NAMES = {"rgb": "RGB only", "flow": "flow only", "both": "both"}
COLUMNS = ("object", "color", "one motion", "two motions", "all right")
SETS = {"test": "held out", "unseen": "unseen"}
LEFT, WIDE, LOW_WIDE, ROW, TOP = 84, 98, 90, 22, 60


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The counts [right, of] by input, set and column, as measured; and a clip told by each."""

    scores: Mapping[str, Any]
    stories: Mapping[str, Story]

    def count(self, inputs: str, name: str, column: str) -> tuple[int, int]:
        """How many were right in a column of a set, and of how many."""
        right, of = self.scores[inputs][name]["counts"][column]
        return right, of


def shares(of: Comparison, view: View) -> Graph:
    """The walk from input to input."""
    nodes: list[Node] = []
    wide = LOW_WIDE if view.dense else WIDE
    notes = [Note(6, TOP + 4 + ROW * (k + 0.5), column) for k, column in enumerate(COLUMNS)]
    for place, inputs in enumerate(ORDER):
        x = LEFT + place * (2 * wide + 18)
        notes.append(Note(x + wide + 4, 16, NAMES[inputs], anchor="middle"))
        for k, name in enumerate(SETS):
            nodes.append(_bars(of, inputs, name, x + (k + 0.5) * wide + k * 6, wide))
    y = TOP + ROW * len(COLUMNS) + 60.0
    width: float = LEFT + 3 * (2 * wide + 18) - 12
    notes.append(Note(6, y, "This clip, told by each:"))
    for inputs in ORDER:
        y += 44
        story = of.stories[inputs]
        row, end = words.row(f"{inputs}_word", story.told.words, story.wrong, LEFT, y)
        nodes += row
        notes.append(Note(6, y, NAMES[inputs]))
        width = max(width, end)
    steps = _walk(of, nodes)
    return Graph(
        title="Shares of right sentences by input",
        width=width + 6,
        height=y + 26,
        nodes=tuple(nodes),
        notes=tuple(notes),
        steps=steps,
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
    )


def _bars(of: Comparison, inputs: str, name: str, x: float, wide: float) -> Node:
    cells = []
    for column in COLUMNS:
        right, n = of.count(inputs, name, column)
        cells.append(
            Cell(f"{100 * right / n:.1f} %" if n else "–", right / n if n else 0.0, hint=f"{column}: {right} of {n}")
        )
    return Node(
        id=f"{inputs}_{name}.0",
        role="output" if inputs == "both" else "input",
        x=x,
        y=TOP + 4 + ROW * len(COLUMNS) / 2,
        width=wide,
        cell_height=ROW,
        cells=tuple(cells),
        title=SETS[name],
        display="bars",
        veil="none",
        alt=f"{NAMES[inputs]}, {SETS[name]}: shares right",
    )


def _walk(of: Comparison, nodes: list[Node]) -> tuple[Step, ...]:
    found = []
    for inputs in ORDER:
        lit = tuple(node.id for node in nodes if node.id.startswith(f"{inputs}_"))
        wrong = sorted(set(of.stories[inputs].wrong.values()))
        said = f"wrong here: {', '.join(wrong)}" if wrong else "nothing wrong here"
        found.append(Step(f"{NAMES[inputs]}: {said}", lit, lit))
    return tuple(found)
