"""Run a lesson's notebook as its reader would, from an empty folder, and with a wrong number in it."""

import atexit
import json
import re
from collections.abc import Mapping
from contextlib import chdir
from functools import cache
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel

LARGEST = 3_000_000
"""The bytes of the largest notebook, which carries its weights."""


def opened(text: str) -> Any:
    return nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]


def faults(text: str) -> list[str]:
    """What the format of notebooks finds wrong with this one."""
    found = nbformat.validator.iter_validate(opened(text))  # type: ignore[no-untyped-call]
    return [str(fault) for fault in found]


class CellError(AssertionError):
    """A cell raised an error; its name and message."""


@cache
def _kernel() -> BlockingKernelClient:
    manager, client = start_new_kernel(kernel_name="python3")

    def end() -> None:
        client.stop_channels()
        manager.shutdown_kernel(now=True)

    atexit.register(end)
    return client


def executed(text: str) -> str:
    """Run a notebook in a kernel of Jupyter that knows nothing of those before it; everything it printed."""
    printed: list[str] = []

    def run(source: str) -> None:
        reply = _kernel().execute_interactive(source, timeout=60, output_hook=keep)["content"]
        if reply["status"] != "ok":
            raise CellError(f"{reply['ename']}: {reply['evalue']}")

    def keep(message: Mapping[str, Any]) -> None:
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])

    with TemporaryDirectory() as empty:
        run(f"import os\nos.chdir({empty!r})\n%reset -f")
        for cell in opened(text).cells:
            if cell.cell_type == "code":
                run(cell.source)
    return "".join(printed)


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
