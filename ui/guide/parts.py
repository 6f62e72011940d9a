"""What a sentence is made of beside words: numbers and words that are computed, each with the boxes it speaks of.

``[0.10](h.2.3)`` in a guide's text is a part: pointing at it lights the box, cell or arrow with that id in the figure.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from figures.numbers import signed

NEAR = 1e-7
"""How near, in units of the last digit, a number may come to where it would be rounded the other way."""
_EDGES: ContextVar[list[tuple[float, int]] | None] = ContextVar("edges", default=None)


def part(text: str, *ids: str) -> str:
    """``text`` as a part that speaks of the boxes, cells or arrows ``ids`` of the figure."""
    return f"[{text}]({' '.join(ids)})" if ids else text


def num(value: float, digits: int, *ids: str) -> str:
    """``value`` with so many digits after the point, as the figure prints it, as a part that speaks of ``ids``."""
    edges = _EDGES.get()
    if edges is not None:
        scaled = abs(float(value)) * 10**digits
        if abs(scaled % 1 - 0.5) < NEAR:
            edges.append((float(value), digits))
    return part(signed(float(value), digits), *ids)


def word(condition: bool, yes: str, no: str) -> str:
    """The word that is true."""
    return yes if condition else no


def share(count: int, of: int) -> str:
    """``none of the 5``, ``2 of the 5``, ``all 5``."""
    if count == of:
        return f"all {of}"
    return f"{'none' if count == 0 else count} of the {of}"


@contextmanager
def rounding_edges() -> Iterator[list[tuple[float, int]]]:
    """The numbers told meanwhile that another processor might round the other way, with their digits."""
    found: list[tuple[float, int]] = []
    token = _EDGES.set(found)
    try:
        yield found
    finally:
        _EDGES.reset(token)
