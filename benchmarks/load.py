"""Many readers at one server process, each moving a slider every two seconds."""

import argparse
import asyncio
import contextlib
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil

from benchmarks.report import machine, median, p95, table
from benchmarks.session import Session
from tests.browser.server import ROOT, Server


@dataclass(frozen=True, slots=True)
class Result:
    """What a class of readers met: waits, duration and processor time in ms, memory in MB."""

    readers: int
    waits: list[float]
    took: float
    processor: float
    memory: float


async def read(session: Session, rng: np.random.Generator, until: float, every: float) -> list[float]:
    """Move the slider of one session until the clock says so; the waits in ms."""
    waits = []
    next_move = time.perf_counter() + every * rng.random()
    while next_move < until:
        await asyncio.sleep(max(0.0, next_move - time.perf_counter()))
        waits.append(1000 * await session.move(int(rng.integers(1000))))
        next_move += every
    return waits


async def measure(address: str, server: psutil.Process, options: argparse.Namespace) -> Result:
    """Open the sessions one after the other, let all of them read, count."""
    seeds = np.random.SeedSequence(options.seed).spawn(options.readers)
    sessions = [Session(address, options.path, options.query, options.label) for _ in range(options.readers)]
    async with contextlib.AsyncExitStack() as stack:
        for session in sessions:
            await stack.enter_async_context(session)
        before, begin = server.cpu_times(), time.perf_counter()
        until = begin + options.seconds
        readings = [
            read(session, np.random.default_rng(seed), until, options.every)
            for session, seed in zip(sessions, seeds, strict=True)
        ]
        waits = [wait for one in await asyncio.gather(*readings) for wait in one]
        took, after = time.perf_counter() - begin, server.cpu_times()
        used = after.user + after.system - before.user - before.system
        memory = server.memory_info().rss / 1e6
    return Result(options.readers, waits, 1000 * took, 1000 * used, memory)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--script", type=Path, default=ROOT / "app.py")
    parser.add_argument("--path", default="sequences")
    parser.add_argument("--query", default="wiring=many to one", help="what the link sets")
    parser.add_argument("--label", default="Inputs T_x", help="the slider's label")
    parser.add_argument("--readers", type=int, default=100)
    parser.add_argument("--every", type=float, default=2.0, help="seconds between two moves")
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--forced", action="store_true", help="leave the forced collection on")
    options = parser.parse_args()
    settings = {"runner.postScriptGC": True} if options.forced else {}
    with tempfile.TemporaryDirectory() as folder, Server(options.script, Path(folder) / "log.txt", settings) as server:
        result = asyncio.run(measure(server.url, psutil.Process(server.pid), options))
    print(f"\nRerun sent to script finished, one process ({machine()})\n")
    waits = result.waits
    times = [median(waits), p95(waits), max(waits), result.processor / len(waits)]
    share = 100 * result.processor / result.took
    head = ["sessions", "reruns", "median ms", "p95 ms", "worst ms", "CPU ms each", "CPU %"]
    row = [result.readers, len(waits), *times, share, result.memory]
    print(table([*head, "memory MB"], [row]))


if __name__ == "__main__":
    main()
