"""One picture, others that differ from it in one thing, and how far each moves the vector."""

from collections.abc import Sequence
from dataclasses import dataclass

from figures.columns import View
from figures.graph import Cell, Graph, Node, Note, Step
from figures.image_captioning.lines import lines
from figures.numbers import signed

LEFT, BIG, SIDE, TOP, ROOM = 12.0, 150.0, 76.0, 42.0, 86.0
FROM, COLUMN, BAR, LETTERS, LINE = 184.0, 354.0, 84.0, 22, 16.0
FACTS, DRAWING = "one fact changed", "the same facts"


@dataclass(frozen=True, slots=True)
class Twin:
    """A picture beside the first one: what differs, how far its vector is away, what is said."""

    name: str
    picture: str
    change: str
    distance: float
    sentence: str
    kind: str


def twins(
    picture: str, what: str, sentence: str, others: Sequence[Twin], view: View, *, rows: int = 5
) -> Graph:
    """The picture at the left; its twins, those with the same facts apart, the nearest first."""
    nodes = [
        Node(
            "picture",
            "input",
            LEFT + BIG / 2,
            TOP + BIG / 2,
            BIG,
            BIG - 8,
            picture=picture,
            alt=what,
        )
    ]
    notes = [Note(LEFT + BIG / 2, TOP + BIG + 18 + k * LINE, text, anchor="middle")
             for k, text in enumerate(lines(sentence, LETTERS))]  # fmt: skip
    scale = max((twin.distance for twin in others), default=1.0) or 1.0
    steps = [Step("the picture", ("picture",), ("picture",))]
    for place, kind in enumerate((FACTS, DRAWING)):
        left = FROM + place * COLUMN
        notes.append(Note(left, 14, f"{kind}: how far v moves"))
        mine = sorted((twin for twin in others if twin.kind == kind), key=lambda one: one.distance)
        names: list[str] = []
        for row, twin in enumerate(mine[:rows]):
            y = TOP - 8 + row * ROOM + SIDE / 2
            boxes = _boxes(twin, left, y, scale)
            nodes += boxes
            notes += _words(twin, sentence, left + SIDE + BAR + 18, y)
            names += [box.id for box in boxes]
        steps.append(Step(f"{kind}, the nearest first", tuple(names), tuple(names[1::2])))
    return Graph(
        title="What the vector tells apart",
        width=FROM + 2 * COLUMN,
        height=TOP + rows * ROOM,
        nodes=tuple(nodes),
        notes=tuple(notes),
        steps=tuple(steps),
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
    )


def _boxes(twin: Twin, left: float, y: float, scale: float) -> list[Node]:
    return [
        Node(twin.name, "plain", left + SIDE / 2, y, SIDE, SIDE - 8, picture=twin.picture,
             alt=twin.change, veil="none"),
        Node(f"{twin.name}.d", "input", left + SIDE + 8 + BAR / 2, y, BAR, 20,
             (Cell(signed(twin.distance), twin.distance, index=0),), display="bars", scale=scale,
             alt=f"Distance after: {twin.change}"),
    ]  # fmt: skip


def _words(twin: Twin, sentence: str, x: float, y: float) -> list[Note]:
    said = ["says the same"] if twin.sentence == sentence else lines(twin.sentence, LETTERS, 3)
    text = [*lines(twin.change, LETTERS, 2), *said]
    return [Note(x, y + (k - (len(text) - 1) / 2) * LINE, part) for k, part in enumerate(text)]
