"""Which runs of the pages wait for one another where many readers share one process.

All runs share one interpreter: of several at the same time each takes as long as all of them together. So the short
ones, which follow a reader's hand, never wait, and of the long ones, such as a page that is opened, one is under way at
a time. How long a run will take the visit's last run of the same page says; the first is long.
"""

import math
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from ui.state import visit

SHORT = 0.03
"""Seconds of a processor up to which a run is short."""
gate: AbstractContextManager[Any] = nullcontext()
"""What a long run goes through: a lock where the runs of many visits share a process (`server.warmup`)."""


@contextmanager
def turn(page: str) -> Iterator[None]:
    """What is done inside is a run of the page of this address."""
    costs, begun = visit().costs, time.thread_time()
    try:
        with gate if costs.get(page, math.inf) > SHORT else nullcontext():
            yield
    finally:
        costs[page] = time.thread_time() - begun
