"""The given numbers of a network as boxes that a reader can type into: its weights, each once."""

from collections.abc import Mapping

from figures.graph import PADDING, Cell, Node, Role
from figures.numbers import signed
from lessons.recurrence.model.network import Numbers

ENTRY, BETWEEN = 41, 34
"""The width of a matrix entry, and the space between two matrices."""
BOXES = {"xh": "W_xh", "hh": "W_hh", "hy": "W_hy", "b_h": "b_h", "b_y": "b_y"}
"""The boxes of the weights and the arrays in them; "W_hh.2" is an arrow already."""
ROLES: dict[str, Role] = {"W_xh": "input", "W_hh": "hidden", "W_hy": "output", "b_h": "hidden", "b_y": "output"}
FROM_TO = {
    "W_xh": "from input to hidden state",
    "W_hh": "from hidden state to the next hidden state",
    "W_hy": "from hidden state to output",
    "b_h": "the bias of the hidden state",
    "b_y": "the bias of the output",
}


def place(cell: str, numbers: Numbers) -> tuple[str, tuple[int, ...]] | None:
    """The array and the place in it, from 1, that a cell shows; None if it cannot be edited."""
    box, *rest = cell.split(".")
    if not rest or not all(part.isascii() and part.isdigit() for part in rest):
        return None
    name, entry = {**BOXES, "x": "x", "h_0": "h_0"}.get(box), tuple(map(int, rest))
    if name is None:
        return None
    shape = getattr(numbers, name).shape
    if len(shape) == 2 and name != "x" and entry[0] >= 1:
        entry = (*entry[1:], *(k + 1 for k in divmod(entry[0] - 1, shape[1])))
    inside = len(entry) == len(shape) and all(1 <= k <= size for k, size in zip(entry, shape, strict=True))
    return (name, entry) if inside else None


def weights(numbers: Numbers, left: float, top: float | Mapping[str, float], row: float, *, biases: bool) -> list[Node]:
    """The boxes of the weights side by side, from ``left`` and ``top``, rows ``row`` high.

    Where each array has a ``top`` of its own, they stand below each other, and a bias beside its matrix.
    """
    nodes: list[Node] = []
    entry, between = (36, 16) if isinstance(top, Mapping) else (ENTRY, BETWEEN)
    start, side = left, numbers.W_hh.shape[1] * entry + between
    for box, name in BOXES.items():
        if name.startswith("b") and not biases:
            continue
        array = getattr(numbers, name)
        matrix = array.reshape(len(array), -1)
        n_rows, n_columns = matrix.shape
        width = n_columns * entry
        if isinstance(top, Mapping):
            left = start + side * name.startswith("b")
        above = top[name] if isinstance(top, Mapping) else top
        nodes.append(
            Node(
                id=box,
                role=ROLES[name],
                x=left + width / 2,
                y=above + n_rows * row / 2 + PADDING,
                width=width,
                cell_height=row,
                cells=tuple(
                    given(float(matrix[i, j]), index=i * n_columns + j + 1)
                    for j in range(n_columns)
                    for i in range(n_rows)
                ),
                columns=n_columns,
                title=name,
                alt=f"{name}, {FROM_TO[name]}, column by column",
                veil="none",
                editable=True,
                group=name,
            )
        )
        left += width + between
    return nodes


def given(value: float, index: int | None = None) -> Cell:
    """The cell of a number that a reader may change: exact if it is short, else two decimals."""
    exact = f"{value:.3f}".rstrip("0").rstrip(".").replace("-", "−")
    short = exact if len(exact) <= 5 and float(f"{value:.3f}") == value else signed(value)
    return Cell(short, value, index=index)
