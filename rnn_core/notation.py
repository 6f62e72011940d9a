"""The symbols of the lecture: in code, typeset, in words, with shape and color."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol: its name in code, TeX, short name, meaning, shape in mathematics, and color role.

    role: input (red), hidden (green), output (blue), target, loss, gradient, gate_i, gate_f,
    gate_o, gate_C or plain.
    """

    code: str
    latex: str
    name: str
    meaning: str
    shape: str
    role: str

    @property
    def ids(self) -> tuple[str, ...]:
        """How its boxes and arrows are called in figures; "h." stands for all whose id begins so."""
        names = dict.fromkeys((DRAWN.get(self.code, self.code), self.code))
        return tuple(each for name in names for each in (name, f"{name}."))


DRAWN = {"losses": "L", "loss": "L", "targets": "L", "C_tilde": "C~", "v_in": "v'"}
"""Symbols that figures call otherwise than the code."""

SYMBOLS = (
    Symbol("T", r"T", "length", "number of time steps of a sequence", "", "plain"),
    Symbol("B", r"B", "batch", "number of sequences that are computed side by side", "", "plain"),
    Symbol("D", r"D", "input size", "length of an input vector", "", "input"),
    Symbol("H", r"H", "hidden units", "number of hidden units, the length of h_t", "", "hidden"),
    Symbol("V", r"V", "vocabulary", "number of different characters (or words) that the network knows", "", "output"),
    Symbol(
        "x",
        r"x_t",
        "input",
        "input vector at time step t; a character enters as a one-hot vector, 1 in its own place and 0 elsewhere",
        "D",
        "input",
    ),
    Symbol("h_0", r"h_0", "first state", "hidden state before the first time step, usually all zeros", "H", "hidden"),
    Symbol("a", r"a_t", "pre-activation", "the sum that the tanh is applied to at time step t", "H", "hidden"),
    Symbol(
        "h",
        r"h_t",
        "hidden state",
        "hidden state after time step t: what the network carries on from all inputs so far",
        "H",
        "hidden",
    ),
    Symbol("y", r"y_t", "scores", "output before the softmax: one score (logit) for each character", "V", "output"),
    Symbol("p", r"p_t", "probabilities", "softmax of the scores: positive numbers that add up to 1", "V", "output"),
    Symbol("targets", r"\mathrm{target}_t", "target", "the character that really comes next", "", "target"),
    Symbol(
        "losses",
        r"L_t",
        "loss",
        "loss of time step t: minus the natural logarithm of the target's probability, in nats",
        "",
        "loss",
    ),
    Symbol("loss", r"L", "mean loss", "mean of the losses of all time steps that count", "", "loss"),
    Symbol("mask", r"m_t", "mask", "1 where the loss of time step t counts, 0 for padding", "", "loss"),
    Symbol("W_xh", r"W_{xh}", "from x to h", "weight matrix from the input to the hidden state", "H × D", "input"),
    Symbol("W_hh", r"W_{hh}", "from h to h", "weight matrix from each hidden state to the next", "H × H", "hidden"),
    Symbol("W_hy", r"W_{hy}", "from h to y", "weight matrix from the hidden state to the scores", "V × H", "output"),
    Symbol("b_h", r"b_h", "bias of h", "bias added before the tanh", "H", "hidden"),
    Symbol("b_y", r"b_y", "bias of y", "bias added to the scores", "V", "output"),
    Symbol("E", r"E", "embedding", "matrix whose row k is the vector of character or word k", "symbols × D", "input"),
    Symbol("J", r"J", "source length", "number of words in the source sentence", "", "plain"),
    Symbol("s", r"s_j", "encoder state", "state of the encoder after word j of the source sentence", "S", "hidden"),
    Symbol(
        "W_ss",
        r"W_{ss}",
        "from s to s",
        "weight matrix of the encoder from each state to the next (the lecture's W_1, with W_xs)",
        "S × S",
        "hidden",
    ),
    Symbol(
        "W_xs", r"W_{xs}", "from x to s", "weight matrix of the encoder from its input to its state", "S × D", "input"
    ),
    Symbol("W_a", r"W_a", "comparison", "weight matrix that compares a decoder state with each s_j", "H × S", "hidden"),
    Symbol(
        "scores", r"\mathrm{score}_{tj}", "match", "how well encoder state s_j matches decoder state h_t", "", "hidden"
    ),
    Symbol(
        "alpha",
        r"\alpha_{tj}",
        "attention",
        "weight with which time step t reads s_j; the weights add up to 1 over all j",
        "",
        "hidden",
    ),
    Symbol("c", r"c_t", "context", "mean of the s_j, weighted by the attention of time step t", "S", "hidden"),
    Symbol("h_tilde", r"\tilde h_t", "attended state", "hidden state combined with the context", "H", "hidden"),
    Symbol(
        "W_c",
        r"W_c",
        "context weights",
        "weight matrix from context and hidden state to the attended state",
        "H × (S + H)",
        "hidden",
    ),
    Symbol("b_c", r"b_c", "context bias", "bias of the attended state", "H", "hidden"),
    Symbol("v", r"v", "image vector", "feature vector of the image or clip that a caption describes", "F", "input"),
    Symbol(
        "W_v", r"W_v", "from v to x", "weight matrix from the feature vector to the decoder's input", "D × F", "input"
    ),
    Symbol("b_v", r"b_v", "bias of v", "bias of that input", "D", "input"),
    Symbol(
        "v_in",
        r"v'",
        "image as input",
        "W_v v + b_v: the image in as many numbers as the vector of a word has",
        "D",
        "input",
    ),
    Symbol(
        "dy",
        r"\partial L/\partial y_t",
        "gradient at y",
        "gradient of the loss with respect to the scores: p_t minus the one-hot target",
        "V",
        "gradient",
    ),
    Symbol(
        "dh",
        r"\partial L/\partial h_t",
        "gradient at h",
        "gradient of the loss with respect to the hidden state",
        "H",
        "gradient",
    ),
    Symbol(
        "da",
        r"\partial L/\partial a_t",
        "gradient at a",
        "gradient of the loss with respect to the pre-activation",
        "H",
        "gradient",
    ),
    Symbol(
        "dW_hh",
        r"\partial L/\partial W_{hh}",
        "gradient of W_hh",
        "gradient of the loss with respect to W_hh: one share from each time step, added up",
        "H × H",
        "gradient",
    ),
    Symbol(
        "i",
        r"i_t",
        "input gate",
        "share of the candidate that is added to the cell state at time step t",
        "H",
        "gate_i",
    ),
    Symbol("f", r"f_t", "forget gate", "share of the cell state that is kept at time step t", "H", "gate_f"),
    Symbol("o", r"o_t", "output gate", "share of tanh(C_t) that is output as h_t", "H", "gate_o"),
    Symbol("C_tilde", r"\tilde{C}_t", "candidate", "new values that could be added to the cell state", "H", "gate_C"),
    Symbol(
        "C",
        r"C_t",
        "cell state",
        "the LSTM's memory after time step t; the lecture draws it as a conveyor belt",
        "H",
        "hidden",
    ),
    Symbol("C_0", r"C_0", "first cell state", "cell state before the first time step", "H", "hidden"),
    Symbol(
        "tanh_C",
        r"\tanh(C_t)",
        "squashed cell state",
        "cell state squashed into −1 … 1 before the output gate",
        "H",
        "hidden",
    ),
    Symbol(
        "W",
        r"W",
        "stacked weights",
        "one matrix for the three gates and the candidate, applied to [h_{t−1}; x_t]",
        "4H × (H + D)",
        "hidden",
    ),
    Symbol("b", r"b", "stacked biases", "biases of the three gates and the candidate", "4H", "hidden"),
    Symbol("r", r"r_t", "reset gate", "gate of a GRU: share of the past that enters its candidate", "H", "gate_i"),
    Symbol("z", r"z_t", "update gate", "gate of a GRU: share of h_{t−1} that is kept at time step t", "H", "gate_f"),
    Symbol(
        "m", r"m_t", "past of the candidate", "what h_{t−1} contributes to a GRU's candidate, before r_t", "H", "hidden"
    ),
    Symbol("n", r"n_t", "candidate (GRU)", "candidate of a GRU: what h_t would be if nothing were kept", "H", "gate_C"),
    Symbol("W_x", r"W_x", "GRU weights of x", "weights of a GRU on the input, rows r, z, n", "3H × D", "input"),
    Symbol("W_h", r"W_h", "GRU weights of h", "weights of a GRU on h_{t−1}, rows r, z, n", "3H × H", "hidden"),
    Symbol("b_x", r"b_x", "GRU bias", "biases of a GRU beside W_x", "3H", "hidden"),
    Symbol("b_hn", r"b_{hn}", "GRU inner bias", "bias of a GRU's candidate that r_t multiplies too", "H", "hidden"),
    Symbol(
        "dC",
        r"\partial L/\partial C_t",
        "gradient at C",
        "gradient of the loss with respect to the cell state",
        "H",
        "gradient",
    ),
    Symbol(
        "learning_rate",
        r"\eta",
        "learning rate",
        "how far one training step moves each weight against its gradient",
        "",
        "plain",
    ),
    Symbol(
        "temperature",
        r"\tau",
        "temperature",
        "what the scores are divided by before the softmax when the network writes",
        "",
        "plain",
    ),
    Symbol("window", r"k", "window", "number of time steps that truncated back-propagation goes back", "", "plain"),
    Symbol("sigma", r"\sigma(\cdot)", "sigmoid", "squashes a number into 0 … 1", "", "plain"),
    Symbol("odot", r"\odot", "elementwise product", "entry times entry; the lecture writes *", "", "plain"),
    Symbol(
        "sigma_max",
        r"\sigma_{\max}",
        "largest singular value",
        "the most by which a matrix can stretch a vector",
        "",
        "plain",
    ),
    Symbol(
        "rho",
        r"\rho",
        "spectral radius",
        "largest absolute value of an eigenvalue; in a linear network, k steps multiply a vector by about ρ to the power of k",
        "",
        "plain",
    ),
    Symbol(
        "threshold",
        r"\theta",
        "clipping threshold",
        "a gradient longer than this is shortened to this length",
        "",
        "plain",
    ),
)


def symbol(code: str) -> Symbol:
    """The symbol with this name in code; ValueError if there is none."""
    for known in SYMBOLS:
        if known.code == code:
            return known
    raise ValueError(f"code must be the name of a symbol, got {code!r}")
