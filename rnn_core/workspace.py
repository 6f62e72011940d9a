"""Arrays that a loop of passes uses again instead of asking for new memory each time.

A pass without a workspace owns what it returns. With one, its results stay valid only until the
next pass with the same workspace and sizes: right for a trainer or a slider that reads the numbers
before it goes on, wrong for two traces that are to be compared.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

Kept = TypeVar("Kept")

_MOST = 16


class Workspace:
    """What passes leave behind for the next pass of the same sizes; the latest few are kept."""

    __slots__ = ("_kept", "_parts", "_passed")

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self._kept: dict[Hashable, Any] = {}
        self._parts: dict[int, Workspace] = {}
        self._passed: dict[Hashable, object] = {}

    def get(self, make: Callable[..., Kept], *sizes: Hashable) -> Kept:
        """`make(*sizes)`, the same object as the last time."""
        key = (make, *sizes)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) == _MOST:
                del self._kept[next(iter(self._kept))]
            found = self._kept[key] = make(*sizes)
        return cast(Kept, found)

    def once(self, check: Callable[[Kept], None], given: Kept) -> None:
        """`check(given)`, unless this very object is the last of its class that passed it."""
        key = check, type(given)
        if self._passed.get(key) is not given:
            check(given)
            self._passed[key] = given

    def part(self, number: int) -> "Workspace":
        """A workspace inside this one, as each layer of a stack needs its own."""
        return self._parts.setdefault(number, Workspace())


def obtain(workspace: Workspace | None, make: Callable[..., Kept], *sizes: Hashable) -> Kept:
    """`make(*sizes)`, from the workspace if there is one."""
    return make(*sizes) if workspace is None else workspace.get(make, *sizes)


def once(workspace: Workspace | None, check: Callable[[Kept], None], given: Kept) -> None:
    """`check(given)`, with a workspace only if `given` is another object than the last time."""
    if workspace is None:
        check(given)
    else:
        workspace.once(check, given)
