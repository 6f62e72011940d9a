"""The server's memory while readers come and go for minutes."""

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks.report import machine, table
from benchmarks.session import Session
from tests.browser.server import ROOT, Server

MOVES = 3
PAUSE = 1.0


async def visit(address: str, options: argparse.Namespace, number: int) -> None:
    """One reader: open the page, move the slider a few times, close the tab."""
    async with Session(address, options.path, options.query, options.label) as session:
        for move in range(MOVES):
            await asyncio.sleep(PAUSE)
            await session.move(number + move)


async def churn(address: str, server: psutil.Process, options: argparse.Namespace) -> list[list[object]]:
    """A row for every minute after a first visit: visits so far, the server's memory in MB."""
    await visit(address, options, 0)
    begin = time.perf_counter()
    visits: set[asyncio.Task[None]] = set()
    rows: list[list[object]] = [[0, 0, server.memory_info().rss / 1e6]]
    number = 0
    while (now := time.perf_counter() - begin) < 60 * options.minutes:
        if now >= 60 * len(rows):
            rows.append([len(rows), number, server.memory_info().rss / 1e6])
        visits.add(asyncio.create_task(visit(address, options, number)))
        number += 1
        for done in {task for task in visits if task.done()}:
            visits.remove(done)
            done.result()
        await asyncio.sleep(max(0.0, begin + number / options.rate - time.perf_counter()))
    await asyncio.gather(*visits)
    rows.append([f"{options.minutes:g}, all closed", number, server.memory_info().rss / 1e6])
    return rows


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--script", type=Path, default=ROOT / "app.py")
    parser.add_argument("--path", default="sequences")
    parser.add_argument("--query", default="wiring=many to one", help="what the link sets")
    parser.add_argument("--label", default="Inputs T_x", help="the slider's label")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--rate", type=float, default=1.5, help="new sessions a second")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Server(options.script, Path(folder) / "log.txt") as server:
        rows = asyncio.run(churn(server.url, psutil.Process(server.pid), options))
    what = f"{options.rate:g} sessions a second open, move a slider {MOVES} times, close"
    print(f"\n{what} ({machine()})\n")
    print(table(["minute", "visits", "memory MB"], rows))


if __name__ == "__main__":
    main()
