"""The notation table covers what the code calls things."""

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from rnn_core.attention import AttentionParams, AttentionTrace
from rnn_core.caption import Captioner
from rnn_core.cells.gru import GRUParams, GRUStep
from rnn_core.cells.lstm import LSTMParams, LSTMStep
from rnn_core.cells.rnn import RNNParams, RNNTrace
from rnn_core.model import Model, Run
from rnn_core.notation import SYMBOLS, symbol
from rnn_core.readout import ReadoutParams
from rnn_core.weights import named

ROLES = {"input", "hidden", "output", "target", "loss", "gradient", "plain"}
ROLES |= {"gate_i", "gate_f", "gate_o", "gate_C"}


def test_every_name_stands_once_and_is_complete() -> None:
    codes = [one.code for one in SYMBOLS]
    assert len(set(codes)) == len(codes)
    assert all(one.latex and one.meaning and one.role in ROLES for one in SYMBOLS)


@pytest.mark.parametrize(
    "kind", [RNNParams, LSTMParams, GRUParams, ReadoutParams, RNNTrace, Run, AttentionParams, AttentionTrace, Captioner]
)
def test_every_field_of_the_core_that_is_a_symbol_has_an_entry(kind: type) -> None:
    names = {field.name for field in fields(kind)} - {"model", "trace", "decoder"}
    assert names <= {one.code for one in SYMBOLS}


def test_every_number_of_a_step_of_the_lstm_has_an_entry() -> None:
    assert set(LSTMStep._fields) <= {one.code for one in SYMBOLS}
    assert len({symbol(gate).role for gate in ("i", "f", "o", "C_tilde")}) == 4


def test_every_number_of_a_step_of_the_gru_has_an_entry() -> None:
    assert set(GRUStep._fields) <= {one.code for one in SYMBOLS}


D, H, S, V = 2, 3, 4, 5
MODELS = (
    Model(
        RNNParams(np.zeros((H, D)), np.zeros((H, H)), np.zeros(H)),
        ReadoutParams(np.zeros((V, H)), np.zeros(V)),
        np.zeros((7, D)),
    ),
    LSTMParams(np.zeros((4 * H, H + D)), np.zeros(4 * H)),
    GRUParams(np.zeros((3 * H, D)), np.zeros((3 * H, H)), np.zeros(3 * H), np.zeros(H)),
    AttentionParams(np.zeros((H, S)), np.zeros((H, S + H)), np.zeros(H)),
)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: type(model).__name__)
def test_the_shapes_are_those_that_the_core_asks_for(model: Any) -> None:
    sizes = {"D": D, "H": H, "3H": 3 * H, "4H": 4 * H, "S": S, "V": V, "symbols": 7,
             "(H + D)": H + D, "(S + H)": S + H}  # fmt: skip
    for name, array in named(model).items():
        told = symbol(name.rpartition(".")[2]).shape
        assert tuple(sizes[size] for size in told.split(" × ")) == array.shape, name


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ValueError, match="code must be the name of a symbol, got 'Q'"):
        symbol("Q")
