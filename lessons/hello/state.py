"""The controls of the lesson hello."""

from dataclasses import dataclass, replace
from typing import Literal, Self

from ui import character_model
from ui.fields import choice, live, number, option, stop
from ui.network_controls import MOST_SEED, NetworkState

RATES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello(NetworkState):
    """Which network reads or writes, and how it is trained or writes; ``dice`` is the seed of its draws."""

    mode: Literal["read", "write"] = choice(
        "read",
        {"read": "read", "write": "write"},
        "Mode",
        help="Read: the network reads the word, and each prediction is compared with the next character. Write: each "
        "character that it predicts is its next input.",
    )
    rate: float = stop(
        0.1,
        RATES,
        "Learning rate η",
        help="How far one training step goes: W ← W − η · ∂L/∂W. Too large a step overshoots.",
    )
    temperature: float = live(
        0.0,
        0.0,
        3.0,
        0.1,
        "Temperature τ",
        help="p = softmax(y / τ). Near 0 the character with the largest score is always taken; the larger τ, the more "
        "alike the probabilities are.",
        low_text="0: best",
    )
    start: str = option(
        "h", "Start with", help="The first character that the network reads; it writes all the others itself."
    )
    dice: int = number(1, 1, MOST_SEED)

    @property
    def symbols(self) -> tuple[str, ...]:
        """The symbols that writing can start with."""
        return tuple(character_model.vocabulary_of(self.drawn()).symbols)

    def fitted(self, changed: frozenset[str]) -> Self:
        """Writing starts with a symbol that the network knows."""
        state = NetworkState.fitted(self, changed)
        return state if state.start in state.symbols else replace(state, start=state.symbols[0])

    def problems(self) -> dict[str, str]:
        """A start that the network does not know."""
        return {} if self.start in self.symbols else {"start": f"none of {', '.join(self.symbols)}"}
