"""Pictures in the four columns of Show and Tell, each with its sentence and what is wrong in it."""

from collections.abc import Sequence
from typing import TypeAlias

from datasets.scenes.facts import GRADE_NAMES
from figures.columns import View
from figures.graph import Graph, Node, Note, Step
from lessons.image_captioning.model.captioners import JudgedPicture

COLUMN, SIDE, TOP, LINE, MOST_LINES = 186.5, 112.0, 46.0, 16.0, 5
LETTERS = 23
LOW_COLUMN, LOW_SIDE, LOW_ROWS, ROWS = 171.5, 86.0, 2, 3


def gallery(pictures: Sequence[JudgedPicture], view: View) -> Graph:
    """The first few of each grade, a column a grade; each column is a step of the walk."""
    column = LOW_COLUMN if view.dense else COLUMN
    nodes, notes, steps = _by_grade(pictures, view)
    return Graph(
        title="Sentences in four grades",
        width=4 * column,
        height=TOP + _rows(view) * _room(view),
        nodes=nodes,
        notes=notes,
        steps=steps,
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        selected=view.selected,
        highlight=view.highlight,
    )


_Parts: TypeAlias = tuple[tuple[Node, ...], tuple[Note, ...], tuple[Step, ...]]


def _by_grade(pictures: Sequence[JudgedPicture], view: View) -> _Parts:
    nodes: list[Node] = []
    notes: list[Note] = []
    steps: list[Step] = []
    for grade, name in enumerate(GRADE_NAMES, start=1):
        x = _x(grade - 1, view)
        mine = [picture for picture in pictures if picture.verdict.grade == grade]
        notes += [
            Note(x, 12, name, anchor="middle"),
            Note(x, 29, f"{len(mine)} of these {len(pictures)}", anchor="middle"),
        ]
        shown = mine[: _rows(view)]
        for place, picture in enumerate(shown):
            alt = f"{name}: {picture.sentence}. {'; '.join(picture.verdict.errors)}"
            nodes.append(_box(picture, grade - 1, place, alt, view))
            notes += _words(_judged(picture), *_under(grade - 1, place, view))
        if not mine:
            notes.append(Note(x, TOP + 40, "none among these", anchor="middle"))
        names = tuple(picture.name for picture in shown)
        steps.append(Step(f"{name}: {len(mine)} of these {len(pictures)}", names, names))
    return tuple(nodes), tuple(notes), tuple(steps)


def _box(picture: JudgedPicture, column: int, row: int, alt: str, view: View) -> Node:
    """The picture at its place; alt: what it is in words."""
    side, y = _side(view), TOP + row * _room(view)
    return Node(picture.name, "plain", _x(column, view), y + side / 2, side, side - 8, picture=picture.image, alt=alt)


def _x(column: int, view: View) -> float:
    return (LOW_COLUMN if view.dense else COLUMN) * (column + 0.5)


def _under(column: int, row: int, view: View) -> tuple[float, float]:
    return _x(column, view), TOP + row * _room(view) + _side(view) + 12


def _side(view: View) -> float:
    return LOW_SIDE if view.dense else SIDE


def _rows(view: View) -> int:
    return LOW_ROWS if view.dense else ROWS


def _room(view: View) -> float:
    return _side(view) + 12 + MOST_LINES * LINE


def _judged(picture: JudgedPicture) -> list[str]:
    """The lines of a sentence and of what is wrong in it."""
    sentence = wrap(picture.sentence, LETTERS)
    wrong = [wrap(f"✗ {error}", LETTERS) for error in picture.verdict.errors] or [["✓"]]
    listed: list[str] = []
    for number, error in enumerate(wrong):
        more = number < len(wrong) - 1
        if len(sentence) + len(listed) + len(error) + more > MOST_LINES:
            listed.append(f"✗ and {len(wrong) - number} more" if listed else f"✗ {len(wrong)} errors")
            break
        listed += error
    return [*sentence, *listed]


def _words(texts: Sequence[str], x: float, y: float) -> list[Note]:
    return [Note(x, y + k * LINE, text, anchor="middle") for k, text in enumerate(texts)]


def wrap(sentence: str, letters: int, most: int = 4) -> list[str]:
    """``sentence`` in lines of so many ``letters``; what is beyond ``most`` lines ends in "…"."""
    found = [""]
    for word in sentence.split():
        if found[-1] and len(found[-1]) + 1 + len(word) > letters:
            found.append(word)
        else:
            found[-1] = f"{found[-1]} {word}".strip()
    return found if len(found) <= most else [*found[: most - 1], f"{found[most - 1]} …"]
