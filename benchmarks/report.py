"""How the benchmarks say what they measured."""

import os
import platform
from collections.abc import Iterable, Sequence

import numpy as np


def median(values: Sequence[float]) -> float:
    """The value in the middle."""
    return float(np.median(values))


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 stay below."""
    return float(np.percentile(values, 95))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; floats are printed with one digit behind the point."""
    lines = [head, ["---"] * len(head), *rows]
    texts = [[f"{cell:.1f}" if isinstance(cell, float) else str(cell) for cell in row] for row in lines]
    widths = [max(len(row[column]) for row in texts) for column in range(len(head))]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in texts
    )


def machine() -> str:
    """One line about the computer, for the reader of a table."""
    load = os.getloadavg()[0]
    python = platform.python_version()
    return f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f}, Python {python}"
