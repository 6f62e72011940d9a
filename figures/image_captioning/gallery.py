"""Pictures in the four columns of Show and Tell, each with its sentence and what is wrong in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from figures.columns import View
from figures.graph import Graph, Node, Note, Step
from figures.image_captioning.lines import lines
from worlds.scenes import facts

GRADES = tuple(name.removeprefix("with ") for name in facts.GRADES.values())
COLUMN, SIDE, TOP, LINE, MOST_LINES = 186.5, 112.0, 46.0, 16.0, 5
LETTERS = 23
LOW_COLUMN, LOW_SIDE, LOW_ROWS, ROWS = 171.5, 86.0, 2, 3


@dataclass(frozen=True, slots=True)
class Picture:
    """One graded picture: its name in ids, how it looks, what it shows, what is said and wrong."""

    name: str
    picture: str
    what: str
    sentence: str
    errors: tuple[str, ...]
    grade: int


def gallery(pictures: Sequence[Picture], view: View) -> Graph:
    """The first few of each grade, a column a grade; each column is a step of the walk."""
    column, side = (LOW_COLUMN, LOW_SIDE) if view.dense else (COLUMN, SIDE)
    rows, room = LOW_ROWS if view.dense else ROWS, side + 12 + MOST_LINES * LINE
    nodes: list[Node] = []
    notes: list[Note] = []
    steps: list[Step] = []
    for grade, name in enumerate(GRADES, start=1):
        x = column * (grade - 0.5)
        mine = [picture for picture in pictures if picture.grade == grade]
        notes += [
            Note(x, 12, name, anchor="middle"),
            Note(x, 29, f"{len(mine)} of these {len(pictures)}", anchor="middle"),
        ]
        names = []
        for place, picture in enumerate(mine[:rows]):
            y = TOP + place * room
            names.append(picture.name)
            nodes.append(
                Node(
                    picture.name,
                    "plain",
                    x,
                    y + side / 2,
                    side,
                    side - 8,
                    picture=picture.picture,
                    alt=f"{name}: {picture.sentence}. {'; '.join(picture.errors)}",
                )
            )
            notes += _words(picture, x, y + side + 12)
        if not mine:
            notes.append(Note(x, TOP + 40, "none among these", anchor="middle"))
        steps.append(
            Step(f"{name}: {len(mine)} of these {len(pictures)}", tuple(names), tuple(names))
        )
    return Graph(
        title="Sentences in four grades",
        width=4 * column,
        height=TOP + rows * room,
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
    wrong = [lines(f"✗ {error}", LETTERS) for error in picture.errors] or [["✓"]]
    told: list[str] = []
    for number, error in enumerate(wrong):
        more = number < len(wrong) - 1
        if len(said) + len(told) + len(error) + more > MOST_LINES:
            told.append(f"✗ and {len(wrong) - number} more" if told else f"✗ {len(wrong)} errors")
            break
        told += error
    return [Note(x, y + k * LINE, text, anchor="middle") for k, text in enumerate((*said, *told))]
