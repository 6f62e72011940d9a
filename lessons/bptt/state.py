"""The controls of the lesson on back-propagation through time."""

from dataclasses import dataclass, replace
from typing import Literal, Self

from ui import character_model
from ui.character_model import Choice
from ui.fields import choice, kept
from ui.network_controls import CELLS, OF_THE_NETWORK, Cell, NetworkState

MATRICES = {"W_hh": "W_hh", "W_xh": "W_xh", "W_hy": "W_hy"}
GATES = {"W_f": "W_f", "W_i": "W_i", "W_o": "W_o", "W_C": "W_C"}


def _read_place(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bptt(NetworkState):
    """Which network is walked back through, and which gradient is collected on the way.

    ``entry`` is the weight whose shares are drawn as bars, counted row by row from 1; None for the one with the
    largest gradient.
    """

    cell: Cell = choice(
        "rnn",
        CELLS,
        "Cell",
        help="RNN: the vanilla cell, h = tanh(…); each time step back multiplies the gradient by W_hhᵀ. "
        "LSTM: has a cell state C beside h, along which each time step back multiplies by f alone. "
        "The LSTM is taught in a later lesson.",
    )
    matrix: Literal["W_hh", "W_xh", "W_hy"] = choice(
        "W_hh",
        MATRICES,
        "Gradient of",
        help="The matrix whose gradient is computed. That of W_hy uses each time step alone; "
        "those of W_hh and W_xh need the way back through time.",
    )
    gate: Literal["W_f", "W_i", "W_o", "W_C"] = choice(
        "W_f",
        GATES,
        "Gradient of",
        help="The weights whose gradient is computed: those of a gate or of the candidate that act on h.",
    )
    derivative: Literal["total", "immediate"] = choice(
        "total",
        {"total": "total", "immediate": "immediate"},
        "Derivative",
        help="Total: every way from a hidden state to a loss counts, also those through later time steps. "
        "Immediate: only the loss of the same time step counts, so the gradient is wrong.",
    )
    entry: int | None = kept(None, _read_place, str, "not usable")

    @property
    def choice(self) -> Choice:
        """The network that is shown."""
        return self.drawn(self.cell)

    @property
    def followed(self) -> str:
        """The name of the matrix whose gradient is collected: W_hh, or W_f of an LSTM."""
        return self.gate if self.cell == "lstm" else self.matrix

    @property
    def immediate(self) -> bool:
        """True while each loss reaches its own time step alone."""
        return self.derivative == "immediate"

    @property
    def entries(self) -> int:
        """How many weights the followed matrix has."""
        choice = self.choice
        n_symbols = len(character_model.vocabulary_of(choice))
        return choice.hidden * (n_symbols if self.followed in ("W_xh", "W_hy") else choice.hidden)

    def fitted(self, changed: frozenset[str]) -> Self:
        """The weight is the one of the share or sum selected last; another matrix has another one."""
        state = NetworkState.fitted(self, changed)
        selected = state._selected_entry()
        if "selected" in changed and selected is not None:
            return replace(state, entry=selected)
        if changed & (OF_THE_NETWORK | {"matrix", "gate"}) and "entry" not in changed:
            return replace(state, entry=selected)
        return state

    def problems(self) -> dict[str, str]:
        """A weight that the followed matrix does not have."""
        return {"entry": "not usable"} if self.entry is not None and self.entry > self.entries else {}

    def _selected_entry(self) -> int | None:
        """The entry that is selected in the figure as ``sum.1.7`` or ``share.2.7``; None for another thing."""
        kind, *rest = (self.selected or "").split(".")
        place = _read_place(rest[1]) if kind in ("share", "sum") and len(rest) == 2 else None
        return place if place is not None and place <= self.entries else None
