"""What a reader takes home from the lesson gradient-flow, by view."""

from dataclasses import dataclass
from typing import Any

from lessons.gradient_flow.export import norms, surface, twins
from ui import export

VIEWS: dict[str, Any] = {"curves": norms, "twins": twins, "cliff": surface}
"""The module of each view: its ``notebook`` and its ``table``."""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What the page shows: the name of its view, what was set, what was computed from it."""

    view: str
    setting: Any
    result: Any


def offer(slug: str, shown: Shown) -> None:
    """The downloads of the view."""
    view = VIEWS[shown.view]
    export.offer(slug, lambda: view.notebook(shown.setting, shown.result), lambda: view.table(shown.result))
