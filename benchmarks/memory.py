"""The memory of one server process before and after every lesson and every model is in it."""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil

from benchmarks.report import machine, table
from benchmarks.session import Session
from tests.browser.server import ROOT, Server
from ui import shipped
from ui.registry import ready_lessons

FIRST = "hello"


async def visit(address: str, slug: str) -> None:
    """Open the lesson, and close the tab."""
    async with Session(address, slug, "", None):
        pass


def visited(address: str, server: psutil.Process) -> list[list[object]]:
    """A row for the server alone, its first page, and each lesson opened after it: memory in MB."""
    rows: list[list[object]] = [["server started", server.memory_info().rss / 1e6]]
    lessons = sorted(ready_lessons(), key=lambda lesson: lesson.slug != FIRST)
    for lesson in lessons:
        asyncio.run(visit(address, lesson.slug))
        rows.append([f"{lesson.slug} opened", server.memory_info().rss / 1e6])
    return rows


def models() -> list[list[object]]:
    """A row for each stored model: its file, and what a process grows by that loads one by one."""
    process, rows = psutil.Process(), list[list[object]]()
    for file in sorted(shipped.MODELS.glob("*.npz")):
        before = process.memory_info().rss
        shipped.model(file.stem)
        grown = (process.memory_info().rss - before) / 1e6
        rows.append([file.name, file.stat().st_size / 1e6, grown])
    total = [sum(float(str(row[column])) for row in rows) for column in (1, 2)]
    return [*rows, ["all", *total]]


def main() -> None:
    """Measure and print the tables; the models in a process of their own, which is new."""
    if "--models" in sys.argv:
        print(table(["model", "file MB", "memory MB"], models()))
        return
    with tempfile.TemporaryDirectory() as folder, Server(ROOT / "app.py", Path(folder) / "log.txt") as server:
        rows = visited(server.url, psutil.Process(server.pid))
    print(f"\nOne server process, every lesson opened once ({machine()})\n")
    print(table(["after", "memory MB"], rows), flush=True)
    print("\nThe stored models, loaded one after the other\n", flush=True)
    subprocess.run([sys.executable, "-m", "benchmarks.memory", "--models"], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
