"""The notation table covers what the code calls things."""

from dataclasses import fields

import pytest

from rnn_core.attention import AttentionParams, AttentionTrace
from rnn_core.caption import Captioner
from rnn_core.cells.lstm import LSTMParams, LSTMStep
from rnn_core.cells.rnn import RNNParams, RNNTrace
from rnn_core.model import Run
from rnn_core.notation import SYMBOLS, symbol
from rnn_core.readout import ReadoutParams

ROLES = {"input", "hidden", "output", "target", "loss", "gradient", "plain"}
ROLES |= {"gate_i", "gate_f", "gate_o", "gate_C"}


def test_every_name_stands_once_and_is_complete() -> None:
    codes = [one.code for one in SYMBOLS]
    assert len(set(codes)) == len(codes)
    assert all(one.latex and one.meaning and one.role in ROLES for one in SYMBOLS)


@pytest.mark.parametrize(
    "kind",
    [
        RNNParams,
        LSTMParams,
        ReadoutParams,
        RNNTrace,
        Run,
        AttentionParams,
        AttentionTrace,
        Captioner,
    ],
)
def test_every_field_of_the_core_that_is_a_symbol_has_an_entry(kind: type) -> None:
    names = {field.name for field in fields(kind)} - {"model", "trace", "decoder"}
    assert names <= {one.code for one in SYMBOLS}


def test_every_number_of_a_step_of_the_lstm_has_an_entry() -> None:
    assert set(LSTMStep._fields) <= {one.code for one in SYMBOLS}
    assert len({symbol(gate).role for gate in ("i", "f", "o", "C_tilde")}) == 4


def test_the_colors_are_the_lectures() -> None:
    assert {code: symbol(code).role for code in ("W_xh", "W_hh", "W_hy")} == {
        "W_xh": "input",
        "W_hh": "hidden",
        "W_hy": "output",
    }
    assert symbol("W_hy").shape == "V × H"


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ValueError, match="code must be the name of a symbol, got 'Q'"):
        symbol("Q")
