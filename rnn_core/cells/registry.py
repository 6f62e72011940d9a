"""The cells that a layer can be made of, by the name that links and controls call them."""

from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeAlias

from rnn_core.cells import gru, lstm, rnn
from rnn_core.cells.gru import GRUParams
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.rnn import RNNParams
from rnn_core.types import Array


@dataclass(frozen=True, slots=True)
class Cell:
    """What a reader calls a cell, the class of its weights, and the module with its passes."""

    label: str
    params: Any
    module: ModuleType


Layer: TypeAlias = RNNParams | LSTMParams | GRUParams
"""The weights of a layer."""

CELLS = {"rnn": Cell("RNN", RNNParams, rnn), "lstm": Cell("LSTM", LSTMParams, lstm), "gru": Cell("GRU", GRUParams, gru)}
"""Every cell by its name."""


def module_of(params: Any) -> ModuleType:
    """The module of these weights; ValueError if they are of no cell that a layer can be made of."""
    found = next((cell.module for cell in CELLS.values() if cell.params is type(params)), None)
    if found is None:
        known = ", ".join(cell.params.__name__ for cell in CELLS.values())
        raise ValueError(f"layer must be one of {known}, got {type(params).__name__}")
    return found


def state_of(step: Any) -> Array:
    """h_t of what a cell's `step` gave, which is h_t itself or a named tuple with an h."""
    h: Array = getattr(step, "h", step)
    return h
