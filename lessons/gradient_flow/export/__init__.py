"""What a reader takes home from the page of gradients, and how its proof is made, by view."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lessons.gradient_flow.export import norms as gradient_networks
from lessons.gradient_flow.export import surface as gradient_cliff
from lessons.gradient_flow.export import twins as gradient_twins
from lessons.gradient_flow.model import checks as gradient_checks
from ui import export

VIEWS: dict[str, Any] = {"curves": gradient_networks, "twins": gradient_twins, "cliff": gradient_cliff}
"""The module of each view: its ``notebook`` and its ``table``."""
HOW = {
    "curves": "Network 1. The gradient of its state at several times, if its length on the screen "
    "lies between 10⁻⁴ and 10⁶, and with tanh of all its weights, is compared with how the loss "
    "changes when they move a little along a random direction.",
    "twins": "At several steps of the clipping twin the gradient of all its weights is compared "
    "with how its loss changes when they move a little along a random direction.",
    "cliff": "At each step of both walks the slope along g is compared with how the loss changes "
    "when (w, b) moves a little that way; a step on the wall itself needs smaller moves.",
}


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


def errors(shown: Shown) -> dict[str, float]:
    """The relative errors of the view's gradients against finite differences, by name."""
    checks: dict[str, Callable[[Any], dict[str, float]]] = {
        "curves": gradient_checks.network_errors,
        "twins": lambda pair: gradient_checks.twin_errors(pair[1]),
        "cliff": lambda pair: gradient_checks.walk_errors(pair[1]),
    }
    return checks[shown.view](shown.result)
