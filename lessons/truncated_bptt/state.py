"""The controls of the lesson on truncated gradients."""

from dataclasses import dataclass, replace
from typing import Literal, Self

from ui.fields import choice, option, stop
from ui.network_controls import NetworkState

STOPS = (1, 2, 3, 4, 5, 6, 8, 10, 13, 20, 40)
"""The lengths of a window that can be chosen."""
RACERS = {1: "1", 5: "5", 25: "25", 50: "full"}
"""The windows of the stored race."""
SEEDS = tuple("123456789")


@dataclass(frozen=True, slots=True, kw_only=True)
class TruncatedBptt(NetworkState):
    """Which of the three figures is shown, of which word or of which training."""

    view: Literal["update", "race", "memory"] = choice(
        "update",
        {"update": "update", "race": "race", "memory": "memory"},
        "Figure",
        help="Update: one word with scissors. Race: trainings that differ in k alone. Memory: what can be read "
        "from their "
        "states. The guide goes through all three.",
    )
    k: int = stop(
        2,
        STOPS,
        "Window k",
        help="The hidden states are carried on through the whole text; the gradient of a chunk of "
        "k time steps stops at its beginning. "
        "Drag the "
        "scissors in the figure, or move this.",
    )
    racer: Literal[1, 5, 25, 50] = choice(
        5, RACERS, "Train with k", help="Over how many time steps the gradient goes back in the training to run now."
    )
    race_seed: str = option(
        "1", "Seed", options=SEEDS, help="Start weights and sequences. Trainings of one seed differ in k alone."
    )

    def fitted(self, changed: frozenset[str]) -> Self:
        """What is selected belongs to one of the figures."""
        state = NetworkState.fitted(self, changed)
        return replace(state, selected=None) if "view" in changed and "selected" not in changed else state
