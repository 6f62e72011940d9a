"""Readers who open lessons, type garbage, upload the largest file that is taken, and leave, beside one quiet reader.

The quiet reader moves a slider every two seconds, at first alone and then beside the others. What the server wrote
meanwhile is read for exceptions, and for anything that was typed.
"""

import argparse
import asyncio
import json
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import psutil
from PIL import Image
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.report import machine, median, p95, table
from benchmarks.session import Session
from tests.browser.server import ROOT, Server
from ui.registry import ready_lessons

MARK = "zzyzx"
"""Stands in all that is typed: it must not be found in what the server writes."""
GARBAGE = (
    MARK,
    f"{MARK} " * 20_000,
    f"{MARK} 👩‍👩‍👧‍👦🫨🏳️‍🌈",
    f"NaN inf -0 1e999 {MARK}",
    f"{MARK}\u0000\u202e\ufeff\u00ad",
    f"<script>alert('{MARK}')</script>",
    f"'; drop table {MARK}; --",
    f"[a](javascript:{MARK}) $\\frac{{{MARK}$ **",
    "",
    " ",
    f"مرحبا שלום नमस्ते こんにちは {MARK}",
)
LINKS = ("word", "hidden", "seed", "tape", "stop", "step", "view", "sentence", "text", "network", "selected", "nothing")
SIDE = 1632
"""Of a bitmap of just under eight megabytes, the largest picture that is taken."""
COME, STAY = 30, (5, 60)
"""Seconds in which all have come, and which each stays after it has typed."""
TYPED = ("text_input", "text_area")


@dataclass(slots=True)
class Seen:
    """What happened to all abusers together."""

    visits: int = 0
    typed: int = 0
    uploads: int = 0
    faults: list[str] = field(default_factory=list)


class Abuser(Session):
    """A session that finds the fields of its page and types into them."""

    def __init__(self, address: str, page: str, query: str) -> None:
        """Open ``page`` by a link that may say anything."""
        super().__init__(address, page, query, None)
        self._http = address
        self.fields: dict[str, str] = {}
        self.uploader = self.uploads_in = ""

    def saw(self, element: Element, fragment: str) -> None:
        """Take note of the fields."""
        kind = element.WhichOneof("type")
        if kind in TYPED:
            self.fields[getattr(element, kind).id] = fragment
        elif kind == "file_uploader":
            self.uploader, self.uploads_in = element.file_uploader.id, fragment

    async def type(self, text: str) -> None:
        """Type ``text`` into every field, one after the other."""
        for name, fragment in list(self.fields.items()):
            self._fragment = fragment
            self._values = {name: text}
            await self._run()

    async def upload(self, data: bytes) -> None:
        """Send a file, as the browser does: ask where to, put it there, say that it is there."""
        assert self._socket is not None
        message = BackMsg()
        message.file_urls_request.request_id = MARK
        message.file_urls_request.file_names.append(f"{MARK}.bmp")
        await self._socket.send(message.SerializeToString())
        async for frame in self._socket:
            answer = ForwardMsg()
            answer.ParseFromString(frame if isinstance(frame, bytes) else frame.encode())
            if answer.WhichOneof("type") == "file_urls_response":
                urls = answer.file_urls_response.file_urls[0]
                await asyncio.to_thread(self._put, urls.upload_url, data)
                state = FileUploaderState()
                state.uploaded_file_info.add(name=f"{MARK}.bmp", size=len(data), file_id=urls.file_id, file_urls=urls)
                self._fragment = self.uploads_in
                self._values = {self.uploader: state}
                await self._run()
                return

    def _put(self, path: str, data: bytes) -> None:
        with urllib.request.urlopen(f"{self._http}/_stcore/health") as answer:
            cookie = (answer.headers.get("Set-Cookie") or "").partition(";")[0]
        edge = "edge-of-the-file"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{MARK}.bmp"\r\n\r\n'
        request = urllib.request.Request(
            f"{self._http}{path}", head.encode() + data + f"\r\n--{edge}--\r\n".encode(), method="PUT"
        )
        request.add_header("Content-Type", f"multipart/form-data; boundary={edge}")
        request.add_header("Cookie", cookie)
        request.add_header("X-Xsrftoken", cookie.partition("=")[2])
        with urllib.request.urlopen(request) as answer:
            answer.read()


async def abuse(address: str, rng: np.random.Generator, until: float, data: bytes, seen: Seen) -> None:
    """One abuser after the other until the clock says so, each at another lesson."""
    slugs = [lesson.slug for lesson in ready_lessons()]
    await asyncio.sleep(float(rng.uniform(0, COME)))
    while time.perf_counter() < until:
        slug = slugs[int(rng.integers(len(slugs)))]
        names = rng.choice(LINKS, 2, replace=False)
        query = urlencode({str(name): GARBAGE[int(rng.integers(len(GARBAGE)))][:2000] for name in names})
        uploads = rng.random() < 0.05
        if uploads:
            slug, query = "image-captioning", urlencode({"pictures": "upload"})
        try:
            async with Abuser(address, slug, query) as session:
                seen.visits += 1
                for _ in range(2):
                    await asyncio.sleep(float(rng.uniform(1, 5)))
                    await session.type(GARBAGE[int(rng.integers(len(GARBAGE)))])
                    seen.typed += len(session.fields)
                if uploads:
                    await session.upload(data)
                    seen.uploads += 1
                await asyncio.sleep(float(rng.uniform(*STAY)))
        except (OSError, RuntimeError, TimeoutError) as fault:
            seen.faults.append(f"{slug}?{query[:80]}: {fault!r}"[:300])


async def read(address: str, until: float) -> list[float]:
    """The quiet reader's waits in ms."""
    waits, number = [], 0
    async with Session(address, "sequences", "wiring=many to one", "Inputs T_x") as session:
        while time.perf_counter() < until:
            await asyncio.sleep(2)
            number += 1
            waits.append(1000 * await session.move(number))
    return waits


async def watch(server: psutil.Process, until: float) -> list[tuple[float, float]]:
    """The server's memory in MB and its share of a processor in percent, every half minute."""
    rows = []
    server.cpu_percent()
    while time.perf_counter() < until:
        await asyncio.sleep(30)
        rows.append((server.memory_info().rss / 1e6, server.cpu_percent()))
    return rows


async def measure(
    address: str, server: psutil.Process, options: argparse.Namespace
) -> tuple[list[float], list[float], list[tuple[float, float]], Seen]:
    """The quiet reader's waits alone and beside the others, the server's use, what happened."""
    alone = await read(address, time.perf_counter() + options.alone)
    seen, picture = Seen(), BytesIO()
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (SIDE, SIDE, 3), np.uint8)).save(picture, "bmp")
    data = picture.getvalue()
    until = time.perf_counter() + 60 * options.minutes
    seeds = np.random.SeedSequence(options.seed).spawn(options.readers)
    abusers = [abuse(address, np.random.default_rng(seed), until, data, seen) for seed in seeds]
    async with asyncio.TaskGroup() as group:
        beside = group.create_task(read(address, until))
        used = group.create_task(watch(server, until))
        for each in abusers:
            group.create_task(each)
    return alone, beside.result(), used.result(), seen


def faults(log: str) -> list[str]:
    """What a server's log must not say: an exception, or a word that was typed."""
    return [line for line in log.splitlines() if "Traceback" in line or MARK in line or "Exception" in line]


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=200, help="sessions open at a time")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--alone", type=float, default=30.0, help="seconds of the quiet reader alone")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Server(ROOT / "app.py", Path(folder) / "log.txt") as server:
        alone, beside, used, seen = asyncio.run(measure(server.url, psutil.Process(server.pid), options))
        found = faults(server.log.read_text(encoding="utf-8", errors="replace"))
    print(
        f"\n{options.readers} sessions open, type garbage, upload and leave for {options.minutes:g} min ({machine()})\n"
    )
    print(table(["visits", "typed", "uploads", "faults met", "faults logged"], [_counts(seen, found)]))
    print()
    rows = [[name, len(waits), median(waits), p95(waits)] for name, waits in (("alone", alone), ("beside", beside))]
    print(table(["quiet reader", "moves", "median ms", "p95 ms"], rows))
    print()
    print(table(["minute", "memory MB", "CPU %"], [[(k + 1) / 2, *row] for k, row in enumerate(used)]))
    print(json.dumps({"met": seen.faults[:10], "logged": found[:10]}, indent=1, ensure_ascii=False))


def _counts(seen: Seen, found: Sequence[str]) -> list[object]:
    return [seen.visits, seen.typed, seen.uploads, len(seen.faults), len(found)]


if __name__ == "__main__":
    main()
