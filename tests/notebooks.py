"""Run a lesson's notebook as its reader would, from an empty folder, and with a wrong number in it."""

import json
import re
from contextlib import chdir
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbclient import NotebookClient

LARGEST = 3_000_000
"""The bytes of the largest notebook, which carries its weights."""


def opened(text: str) -> Any:
    return nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]


def faults(text: str) -> list[str]:
    """What the format of notebooks finds wrong with this one."""
    found = nbformat.validator.iter_validate(opened(text))  # type: ignore[no-untyped-call]
    return [str(fault) for fault in found]


def executed(text: str) -> str:
    """Run a notebook as Jupyter would; everything it printed."""
    notebook = opened(text)
    with TemporaryDirectory() as empty:
        client = NotebookClient(notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": empty}})
        client.execute()
    return "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", []))


def called_by_itself(text: str) -> dict[str, object]:
    """Run a notebook's code cells in this process, which is faster than a kernel."""
    names: dict[str, object] = {}
    with TemporaryDirectory() as empty, chdir(empty):
        for cell in json.loads(text)["cells"]:
            if cell["cell_type"] == "code":
                exec(cell["source"], names)
    return names


def tampered(text: str, name: str) -> str:
    """The notebook with the first number of ``name``, given or shown, a little larger."""
    notebook = json.loads(text)
    pattern = re.compile(rf"(^{name} = |^ *'{name}': )(\D*?)(-?\d+\.\d+(?:e-?\d+)?)", re.MULTILINE)
    (cell,) = (c for c in notebook["cells"] if pattern.search(c["source"]))
    cell["source"] = pattern.sub(
        lambda found: f"{found[1]}{found[2]}{float(found[3]) + 1e-6!r}", cell["source"], count=1
    )
    return json.dumps(notebook)
