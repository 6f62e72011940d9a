"""The symbols of the lecture: in code, in formulas, in words, with shape and color."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol: its name in code, LaTeX, meaning, shape in mathematics, and color role.

    role: input (red), hidden (green), output (blue), target, loss, gradient, gate_i, gate_f,
    gate_o, gate_C or plain.
    """

    code: str
    latex: str
    meaning: str
    shape: str
    role: str


SYMBOLS = (
    Symbol("T", "T", "number of steps in time", "", "plain"),
    Symbol("B", "B", "number of sequences side by side", "", "plain"),
    Symbol("D", "D", "length of an input vector", "", "input"),
    Symbol("H", "H", "number of hidden units", "", "hidden"),
    Symbol("V", "V", "number of symbols in the vocabulary", "", "output"),
    Symbol("x", r"x_t", "input at step t; for a symbol, 1 in its place and 0 elsewhere", "D", "input"),
    Symbol("h_0", r"h_0", "hidden state before the first step", "H", "hidden"),
    Symbol("a", r"a_t", "what the tanh is taken of at step t", "H", "hidden"),
    Symbol("h", r"h_t", "hidden state after step t", "H", "hidden"),
    Symbol("y", r"y_t", "output at step t: one score (logit) per symbol", "V", "output"),
    Symbol("p", r"p_t", "probabilities of the next symbol, the softmax of y_t", "V", "output"),
    Symbol("targets", r"\mathrm{target}_t", "the symbol that really comes next", "", "target"),
    Symbol("losses", r"L_t", "loss of step t, −log of the target's probability, in nats", "", "loss"),
    Symbol("loss", r"L", "mean of the losses of all steps that count", "", "loss"),
    Symbol("mask", r"m_t", "1 where the loss of step t counts, 0 for padding", "", "loss"),
    Symbol("W_xh", r"W_{xh}", "weights from input to hidden state", "H × D", "input"),
    Symbol("W_hh", r"W_{hh}", "weights from hidden state to the next hidden state", "H × H", "hidden"),
    Symbol("W_hy", r"W_{hy}", "weights from hidden state to output", "V × H", "output"),
    Symbol("b_h", r"b_h", "bias of the hidden state", "H", "hidden"),
    Symbol("b_y", r"b_y", "bias of the output", "V", "output"),
    Symbol("E", r"E", "embedding: row k is the vector of symbol k", "symbols × D", "input"),
    Symbol("J", r"J", "number of symbols in the source", "", "plain"),
    Symbol("s", r"s_j", "state of the encoder after symbol j of the source", "S", "hidden"),
    Symbol("W_a", r"W_a", "weights that compare a decoder state with s_j", "H × S", "hidden"),
    Symbol("scores", r"\mathrm{score}_{tj}", "how well s_j answers h_t", "", "hidden"),
    Symbol("alpha", r"\alpha_{tj}", "attention that step t pays to s_j; 1 over all j", "", "hidden"),
    Symbol("c", r"c_t", "context: the s_j weighted by the attention of step t", "S", "hidden"),
    Symbol("h_tilde", r"\tilde h_t", "hidden state that has seen the context", "H", "hidden"),
    Symbol("W_c", r"W_c", "weights from context and state to the new state", "H × (S + H)", "hidden"),
    Symbol("b_c", r"b_c", "bias of that state", "H", "hidden"),
    Symbol("v", r"v", "vector that a sentence is about, as an image's features", "F", "input"),
    Symbol("W_v", r"W_v", "weights from that vector to the decoder's input", "D × F", "input"),
    Symbol("b_v", r"b_v", "bias of that input", "D", "input"),
    Symbol("dy", r"\partial L/\partial y_t", "gradient of the loss with respect to y_t", "V", "gradient"),
    Symbol("dh", r"\partial L/\partial h_t", "gradient of the loss with respect to h_t", "H", "gradient"),
    Symbol("i", r"i_t", "input gate: how much of the candidate is added at step t", "H", "gate_i"),
    Symbol("f", r"f_t", "forget gate: how much of the memory is kept at step t", "H", "gate_f"),
    Symbol("o", r"o_t", "output gate: how much of the memory is shown at step t", "H", "gate_o"),
    Symbol("C_tilde", r"\tilde{C}_t", "candidate: what could be added to the memory", "H", "gate_C"),
    Symbol("C", r"C_t", "cell state, the memory, after step t", "H", "hidden"),
    Symbol("C_0", r"C_0", "memory before the first step", "H", "hidden"),
    Symbol("tanh_C", r"\tanh(C_t)", "memory squeezed into −1 … 1", "H", "hidden"),
    Symbol("W", r"W", "weights of the four gates of an LSTM, on [h_{t−1}; x_t]", "4H × (H + D)", "hidden"),
    Symbol("b", r"b", "biases of the four gates of an LSTM", "4H", "hidden"),
    Symbol("r", r"r_t", "reset gate of a GRU: how much of the past its candidate sees", "H", "gate_i"),
    Symbol("z", r"z_t", "update gate of a GRU: how much of h_{t−1} is kept at step t", "H", "gate_f"),
    Symbol("m", r"m_t", "what the past says to a GRU's candidate, before r_t", "H", "hidden"),
    Symbol("n", r"n_t", "candidate of a GRU: what h_t would be if nothing were kept", "H", "gate_C"),
    Symbol("W_x", r"W_x", "weights of a GRU on the input, rows r, z, n", "3H × D", "input"),
    Symbol("W_h", r"W_h", "weights of a GRU on h_{t−1}, rows r, z, n", "3H × H", "hidden"),
    Symbol("b_x", r"b_x", "biases of a GRU beside W_x", "3H", "hidden"),
    Symbol("b_hn", r"b_{hn}", "bias of a GRU's candidate that r_t multiplies too", "H", "hidden"),
    Symbol("dC", r"\partial L/\partial C_t", "gradient of the loss with respect to C_t", "H", "gradient"),
    Symbol("learning_rate", r"\eta", "how far one step goes against the gradient", "", "plain"),
    Symbol("temperature", r"\tau", "what y_t is divided by before the softmax in sampling", "", "plain"),
)


def symbol(code: str) -> Symbol:
    """The symbol with this name in code; ValueError if there is none."""
    for known in SYMBOLS:
        if known.code == code:
            return known
    raise ValueError(f"code must be the name of a symbol, got {code!r}")
