"""One unit of an LSTM at one step: its gates, its memory, its state."""

from figures.arithmetic import Arithmetic, Piece
from figures.numbers import signed
from rnn_core.cells.lstm import LSTMParams
from rnn_core.cells.lstm_trace import LSTMTrace


def unit_at(name: str, params: LSTMParams, trace: LSTMTrace, t: int, k: int) -> Arithmetic:
    """The arithmetic of unit k, from 0, at time t, from 1, for B = 1; name: of its state."""
    i, f, o, new = (signed(float(gate[t - 1, 0, k]), 3) for gate in (trace.i, trace.f, trace.o, trace.C_tilde))
    before, memory, state = (
        signed(float(value), 3) for value in (trace.C[t - 1, 0, k], trace.C[t, 0, k], trace.h[t, 0, k])
    )
    squashed = signed(float(trace.tanh_C[t - 1, 0, k]), 3)
    n = params.n_hidden + params.n_inputs
    return Arithmetic(
        name,
        (
            (Piece(f"f = {f}, i = {i}, o = {o}, C~ = {new}"),),
            (Piece("C = f · C before + i · C~"),),
            (Piece(f"= {f}·({before}) + {i}·({new}) = {memory}"),),
            (
                Piece(f"{name.partition(',')[0]} = o · tanh(C) = {o}·({squashed}) ="),
                Piece(state, "hidden", result=True),
            ),
        ),
        words=f"Each gate is σ of {n} products and a bias, C~ is tanh: the state before, a word.",
    )
