"""A sentence as a row of boxes, its wrong words marked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from figures.graph import Cell, Node
from lessons.video_to_text.figure.layout import BAR, LETTER, MARK

SPACE = 5


def rows(
    name: str, words: Sequence[str], wrong: Mapping[int, str], x: float, y: float, most: float
) -> tuple[list[Node], float]:
    """As `row`, in two rows about y where one would end beyond ``most``."""
    found, end = row(name, words, wrong, x, y)
    if end <= most:
        return found, end
    half = (x + end) / 2
    split = next(k for k, node in enumerate(found) if node.x > half)
    high = found[0].height / 2
    first = [replace(node, y=y - high) for node in found[:split]]
    back = found[split].x - found[split].width / 2 - x - (MARK if split in wrong else 0)
    second = [replace(node, x=node.x - back, y=y + high) for node in found[split:]]
    return first + second, max(found[split - 1].x + found[split - 1].width / 2, end - back)


def row(name: str, words: Sequence[str], wrong: Mapping[int, str], x: float, y: float) -> tuple[list[Node], float]:
    """The boxes "name.1", "name.2", … from x on, and where the row ends."""
    found = []
    for number, word in enumerate(words):
        x += MARK if number in wrong else 0
        width = max(26.0, LETTER * len(word) + 12)
        part = wrong.get(number)
        found.append(
            Node(
                id=f"{name}.{number + 1}",
                role="output",
                x=x + width / 2,
                y=y,
                width=width,
                cell_height=BAR,
                cells=(Cell(word, mark="wrong" if part else ""),),
                alt=f"Word {number + 1}" + (f", not true of the clip: the {part}" if part else ""),
            )
        )
        x += width + SPACE
    return found, x
