"""What the server does once, before the first visitor: imports, first figure, frozen objects."""

import gc
import inspect
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Lock
from typing import Any

from streamlit import App

SWITCH = 0.001
"""Seconds after which a thread that computes lets another one go on: a reader's short run waits less for long ones."""


@asynccontextmanager
async def warm_up(_: App) -> AsyncIterator[dict[str, Any]]:
    """Pay the cost of the first page before anybody waits for it.

    Makes the slide's figure once, one training step included, and a picture, loads what every page needs, and takes
    everything imported so far out of the garbage collector's sight, so that its full collections have only
    sessions to look at. Streamlit walks the call stack at the first element it is given; the places of all modules,
    which are most of that, stay known.
    """
    sys.setswitchinterval(SWITCH)
    import numpy as np

    from datasets import pictures
    from figures.columns import View
    from figures.payload import as_data
    from lessons.hello import figure as unrolled
    from ui import character_model, home, navigation, network_controls, page, turns  # noqa: F401 - three for the visitor
    from ui.components.payload import encode

    turns.gate = Lock()
    choice = network_controls.slide()
    trained = character_model.replay(choice, ((0.1, 1),))
    run = character_model.read(choice, trained.model)
    encode(as_data(unrolled.reading(run, trained.vocabulary, View())))
    pictures.gray(np.ones((2, 2)))
    inspect.stack()
    gc.collect()
    gc.freeze()
    yield {}
