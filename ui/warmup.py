"""What the server does once, before the first visitor: imports, first figure, frozen objects."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from streamlit import App


@asynccontextmanager
async def warm_up(_: App) -> AsyncIterator[dict[str, Any]]:
    """Pay the cost of the first page before anybody waits for it.

    Builds one figure (Plotly compiles its validators then) and takes everything imported so far out
    of the garbage collector's sight, so that its full collections have only sessions to look at.
    """
    from figures import curves

    curves.loss_curve([1.0, 0.5], guessing=1.386)
    gc.collect()
    gc.freeze()
    yield {}
