"""Pictures in the four columns of Show and Tell, each with its sentence and what is wrong in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from figures.columns import View
from figures.graph import Graph, Node, Note, Step
from figures.image_captioning.lines import lines

GRADES = ("without errors", "minor errors", "somewhat related", "unrelated")
WIDTH, COLUMN, SIDE, TOP, LINE, MOST_LINES = 880.0, 220.0, 116.0, 46.0, 16.0, 5
ROOM = SIDE + 12 + MOST_LINES * LINE
LETTERS = 27


@dataclass(frozen=True, slots=True)
class Picture:
    """One graded picture: its name in ids, how it looks, what it shows, what is said and wrong."""

    name: str
    picture: str
    what: str
    sentence: str
    errors: tuple[str, ...]
    grade: int


def gallery(pictures: Sequence[Picture], view: View, *, rows: int = 2) -> Graph:
    """The first ``rows`` of each grade, a column a grade; each column is a step of the walk."""
    nodes: list[Node] = []
    notes: list[Note] = []
    steps: list[Step] = []
    for grade, name in enumerate(GRADES, start=1):
        x = COLUMN * (grade - 0.5)
        mine = [picture for picture in pictures if picture.grade == grade]
        notes += [
            Note(x, 12, name, anchor="middle"),
            Note(x, 29, f"{len(mine)} of these {len(pictures)}", anchor="middle"),
        ]
        names = []
        for place, picture in enumerate(mine[:rows]):
            y = TOP + place * ROOM
            names.append(picture.name)
            nodes.append(
                Node(
                    picture.name,
                    "plain",
                    x,
                    y + SIDE / 2,
                    SIDE,
                    SIDE - 8,
                    picture=picture.picture,
                    alt=f"{name}: {picture.sentence}. {'; '.join(picture.errors)}",
                )
            )
            notes += _words(picture, x, y + SIDE + 12)
        if not mine:
            notes.append(Note(x, TOP + 40, "none among these", anchor="middle"))
        steps.append(
            Step(f"{name}: {len(mine)} of these {len(pictures)}", tuple(names), tuple(names))
        )
    return Graph(
        title="Sentences in four grades",
        width=WIDTH,
        height=TOP + rows * ROOM,
        nodes=tuple(nodes),
        notes=tuple(notes),
        steps=tuple(steps),
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        selected=view.selected,
        highlight=view.highlight,
    )


def _words(picture: Picture, x: float, y: float) -> list[Note]:
    said = lines(picture.sentence, LETTERS)
    wrong = [f"✗ {error}" for error in picture.errors] or ["✓"]
    room = MOST_LINES - len(said)
    if len(wrong) > room:
        wrong = [*wrong[: room - 1], f"✗ and {len(wrong) - room + 1} more"]
    return [Note(x, y + k * LINE, text, anchor="middle") for k, text in enumerate((*said, *wrong))]
