"""What the caches of the process hold, which all visitors share."""

import functools
import gc
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any

_NOT_HELD = (FunctionType, ModuleType, type)
"""A cache refers to the function it is of, and that to everything; what it holds lies in its results and their keys."""


def held_by_caches() -> Iterator[Any]:
    """Every object that a ``functools.lru_cache`` of this process keeps alive by its results and their keys."""
    wrapper = type(functools.lru_cache(repr))
    waiting: list[Any] = [each for each in gc.get_objects() if isinstance(each, wrapper)]
    seen: set[int] = set()
    while waiting:
        for each in gc.get_referents(waiting.pop()):
            if id(each) not in seen and not isinstance(each, _NOT_HELD):
                seen.add(id(each))
                waiting.append(each)
                yield each


def text_in_caches(text: str) -> bool:
    """True if a string that holds ``text`` is in a cache of this process."""
    return any(isinstance(each, str) and text in each for each in held_by_caches())
