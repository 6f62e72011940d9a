"""What the lesson rnn-vs-lstm says: notes, its answer, what to look for, what is cited."""

from lessons.rnn_vs_lstm.state import RnnVsLstm
from ui.page import LookFor

NOTES = """
1. Step back in time (PageDown). Green: 10⁻²⁷ after 100 steps. Violet: the LSTM with bias 1.
2. Drag the forget bias from 0 to 5: the dashed line is f · f · f … alone, and f = σ(bias) nearly.
3. Bias 0: the LSTM vanishes too. It does not *solve* anything; it lets the network choose f.
4. Violet above dashed: the total derivative also goes through h and the gates.
5. Scale 3: the vanilla network's gradient may survive, even grow. Vanishing is no law either.
"""
ANSWER = (
    "Along the memory a step multiplies by f alone, no matrix and no tanh, and the network "
    "can learn an f near 1; where f stays below 1 the LSTM's gradient vanishes as well."
)
FORMS = """
vanilla: W is {n} × {n_z}, **{n_vanilla:,}** weights

$h_t = \\tanh\\big(W\\,[h_{{t-1}};\\,x_t] + b\\big)$

LSTM: W is {four} × {h_z}, **{n_lstm:,}** weights

{stacked}
"""
STACKED = (
    r"$\footnotesize{\begin{bmatrix} i \\ f \\ o \\ \tilde C \end{bmatrix} = "
    r"\begin{bmatrix} \sigma \\ \sigma \\ \sigma \\ \tanh \end{bmatrix} "
    r"\big(W\,[h_{t-1};\,x_t] + b\big)}$"
)
GRU_FORM = """
GRU: W is {three} × ({H} + {D}), with a second bias for the candidate **{n_gru:,}** weights

{equations}
"""
GRU_EQUATIONS = (
    r"$\footnotesize{\begin{bmatrix} r \\ z \end{bmatrix} = \sigma\big(W\,[h_{t-1};\,x_t] + b\big)}$, "
    r"$\footnotesize{n = \tanh\big(W_{xn} x_t + b_n + r * (W_{hn} h_{t-1} + b_{hn})\big)}$, "
    r"$\footnotesize{h_t = (1 - z) * n + z * h_{t-1}}$"
)
CITED = """
Gers, Schmidhuber, Cummins (2000) opened the forget gate at the start; Jozefowicz, Zaremba,
Sutskever (2015) recommend the bias 1. Measured here (`models/forget_bias.md`): a symbol recalled
after {lag} steps, {steps} updates, {seeds} seeds, chance {chance:g}. {found}.
"""
LINES = (
    LookFor("Bias 0: the LSTM vanishes too.", RnnVsLstm(bias=0.0), ("total",)),
    LookFor("Bias 3: nearly all comes back.", RnnVsLstm(bias=3.0), ("total",)),
    LookFor("The direct path is f · f · f, no matrix.", RnnVsLstm(bias=5.0), ("direct",)),
    LookFor("Large W: vanilla need not vanish.", RnnVsLstm(scale=3.0, hidden=64), ("vanilla",)),
    LookFor("In a GRU, z does what f does.", RnnVsLstm(bias=3.0, third="gru"), ("gru",)),
)
