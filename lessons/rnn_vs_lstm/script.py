"""What the guide of the lesson rnn-vs-lstm says, and in which state of the page."""

from dataclasses import replace

import numpy as np

from figures.curve_data import spoken
from lessons.rnn_vs_lstm import model
from lessons.rnn_vs_lstm.figure.lengths import stops
from lessons.rnn_vs_lstm.model import log10_left, result
from lessons.rnn_vs_lstm.state import RnnVsLstm
from rnn_core.activations import sigmoid
from rnn_core.studies.gradient_comparison import Comparison
from ui.guide import Question, Script, Stop, num, part

START = RnnVsLstm()
SHUT = RnnVsLstm(bias=0.0)
BIAS_3 = RnnVsLstm(bias=3.0)
OPEN = RnnVsLstm(bias=5.0)
LARGE = RnnVsLstm(bias=3.0, scale=3.0, hidden=64)
GRU = RnnVsLstm(bias=3.0, third="gru")
MOST, SOME, LITTLE, NOTHING = model.FATES
TINY, FAR, WELL = -20, -3, 2
"""Decimal logarithms: less than this is practically nothing, little, and a clear difference."""
UNRELATED, SAME_WAY = 0.25, 0.75
"""Mean cosines between two vectors: less in size is nearly a right angle, more is nearly the same direction."""
ASKED = 4
"""So many steps back an open question shows the lines of LSTM and GRU."""
END = len(stops(result(START))) - 1


def _left(found: Comparison, line: str) -> str:
    """What is left of a line's gradient, as a part that speaks of the line."""
    return part(spoken(log10_left(found, line), log=True), f"{line}.0")


def _per_step(found: Comparison, line: str) -> float:
    return float(10 ** (log10_left(found, line) / found.setting.steps))


def _mean_f(found: Comparison) -> float:
    """The forget gates' mean share of the direct path that one step keeps."""
    return _per_step(found, "direct")


def _f0(found: Comparison) -> float:
    return float(sigmoid(np.array([found.setting.bias]))[0])


def _direct_replies(found: Comparison) -> dict[str, str]:
    left = f"One step keeps {num(_mean_f(found), 2, 'direct')} on average, {found.setting.steps} steps keep "
    left += f"{num(_mean_f(found), 3)} to the power of {found.setting.steps}: {_left(found, 'direct')}."
    return {
        MOST: "“No matrix, no tanh” sounds like no loss. But f is a sigmoid and so below 1, with this bias clearly.",
        SOME: "The factor of one step looks harmless, but a product of many equal factors shrinks exponentially.",
        LITTLE: "The right direction; the product is smaller still.",
        NOTHING: f"{left} A path without a matrix vanishes as well where its factors are clearly smaller than one.",
    }


def _total_text(found: Comparison) -> str:
    parts = model.split(found)
    return (
        f"Per step the total (violet) keeps {num(_per_step(found, 'total'), 2, 'total')}, the direct path "
        f"{num(_mean_f(found), 2, 'direct')}. The second term is {num(model.far_back(parts.second), 2)} as long as the "
        f"direct one. At first it is nearly at right angles (cosine {num(model.first_step_back(parts.cosine), 1)}); "
        f"farther back it points nearly the same way ({num(model.far_back(parts.cosine), 1)}), and the sum is "
        f"{num(model.far_back(parts.kept), 2)} times the direct term."
    )


def _bias_3_replies(found: Comparison) -> dict[str, str]:
    low, high = (spoken(end, log=True) for end in model.range_left(found))
    says = f"It is {_left(found, 'total')} times as long as at the end; "
    says += f"along the direct path alone {_left(found, 'direct')} is left."
    return {
        MOST: f"{says} The forget gates keep {num(_mean_f(found), 2, 'direct')} per step; with the part through the "
        f"gates it is {num(_per_step(found, 'total'), 3, 'total')}, on average. In single networks the gradient is "
        f"{low} to {high} times as long.",
        SOME: "That is the size of the direct path alone. The paths through $h$ and the gates come on top.",
        LITTLE: "That would be so with forget gates between those of bias 1 and of this bias.",  # stated: the first
        NOTHING: f"With bias 1 it was so. A forget gate of {num(_f0(found), 2)} changes the product completely.",
    }


def _grown(found: Comparison, line: str) -> bool:
    return log10_left(found, line) > 1


SCRIPT: Script[RnnVsLstm, Comparison] = Script(
    result,
    (
        Stop(
            name="two-columns",
            title="The lecture's summary, tested",
            text=lambda found: (
                "Under this card stands the lecture's summary in two columns, plain RNN and LSTM; the stops prove or "
                "limit each of its lines. In the figure, vanilla RNNs "
                f"and LSTMs with random weights read the same {found.setting.steps} inputs. The gradient of a loss at "
                "the end goes back, from right to left; "
                "its length has a logarithmic axis."
            ),
            state=START,
            begin=0,
            step=ASKED,
            covers=True,
            highlight=("vanilla",),
            holds=lambda found: found.setting.steps >= 50 and log10_left(found, "vanilla") < FAR,
            scope="seeds",
            fails=LARGE,
            note="The lines are medians of several networks, the bands hold most of them. Nothing is trained here.",
        ),
        Stop(
            name="vanish",
            title="Plain RNN: vanish → use an LSTM",
            text=lambda found: (
                f"In the vanilla RNN (green) every step back multiplies by $W_{{hh}}^\\top$ and by the slope of the "
                "tanh, "
                f"$1-h^2$. After {found.setting.steps} steps {_left(found, 'vanilla')} of the gradient is left: "
                f"{num(_per_step(found, 'vanilla'), 2, 'vanilla')} "
                "per step. The lecture's answer: change the architecture, use an LSTM."
            ),
            formula=r"\gradient{\frac{\partial L}{\partial h_{t-1}}} = "
            r"\hidden{W_{hh}^\top}\left(\gradient{\frac{\partial L}"
            r"{\partial h_t}} \odot (1-\hidden{h_t^2})\right)",  # stated: the slope of tanh
            state=START,
            step=END,
            highlight=("vanilla",),
            holds=lambda found: log10_left(found, "vanilla") < TINY,
            scope="seeds",
            fails=LARGE,
            note="This is the curve of the lesson on exploding and vanishing gradients, tanh and the usual start.",
        ),
        Stop(
            name="direct",
            title="The direct path: only the forget gate",
            text=lambda found: (
                "Along the cell state, from $C_t$ back to $C_{t-1}$, there is only an elementwise product with $f_t$: "
                "no weight matrix, no tanh. "
                "The lecture calls it an uninterrupted gradient flow. The yellow dashed line is this direct path "
                "alone; with forget bias "
                f"{num(found.setting.bias, 0)} the gate is about σ({num(found.setting.bias, 0)}) = "
                f"{num(_f0(found), 2, 'direct')}."
            ),
            formula=r"\hidden{C_t} = \gatef{f_t} \odot \hidden{C_{t-1}} + \gatei{i_t} \odot \gateC{\tilde C_t} "
            r"\;\Rightarrow\; "
            r"\frac{\partial \hidden{C_t}}{\partial \hidden{C_{t-1}}} = \gatef{f_t}\ \text{(direct path)}",
            state=START,
            step=END,
            begin=END,
            highlight=("direct",),
            question=Question(
                text=lambda found: (
                    f"After {found.setting.steps} steps, what is left of the gradient along the direct path alone?"
                ),
                replies=_direct_replies,
                answer=lambda found: model.fate(found, "direct"),
                step=END,
                highlight=("direct",),
            ),
            holds=lambda found: (
                model.fate(found, "direct") == NOTHING
                and log10_left(found, "direct") > log10_left(found, "vanilla") + WELL
            ),
            scope="seeds",
            fails=BIAS_3,
            note="Let them compute: how often can one multiply by three quarters before a thousandth is left?",
        ),
        Stop(
            name="total",
            title="Why the total is larger",
            text=_total_text,
            formula=r"\gradient{\frac{\partial L}{\partial C_{t-1}}} = \gatef{f_t} \odot \gradient{\frac{\partial "
            r"L}{\partial C_t}} + "
            r"\text{through } \hidden{h_{t-1}} \text{ and the gates}",
            state=START,
            step=END,
            begin=END,
            highlight=("total", "direct"),
            holds=lambda found: (
                log10_left(found, "direct") + WELL < log10_left(found, "total") < FAR
                and abs(model.first_step_back(model.split(found).cosine)) < UNRELATED
                and model.far_back(model.split(found).cosine) > SAME_WAY
                and model.far_back(model.split(found).kept) > 1.05
            ),
            scope="seeds",
            fails=OPEN,
            note="Why the same way: multiplied by similar matrices again and again, a vector turns to a direction that "
            "they only shorten; there the whole and its direct part are both parallel to it, and so is the rest.",
        ),
        Stop(
            name="vanishes-too",
            title="The LSTM vanishes too",
            text=lambda found: (
                f"With forget bias 0 the forget gates start near {num(_f0(found), 1, 'direct')}. The direct path keeps "
                f"{_left(found, 'direct')}, the total "
                f"{_left(found, 'total')} of the gradient: it vanishes as well. The architecture alone does not solve "
                "the problem; the forget gates must be open."
            ),
            state=SHUT,
            step=END,
            begin=END,
            highlight=("total", "direct"),
            holds=lambda found: (
                log10_left(found, "total") < TINY and log10_left(found, "direct") < log10_left(found, "total")
            ),
            scope="seeds",
            fails=BIAS_3,
            note="“LSTMs solve the vanishing gradient” is often written. They make it possible to avoid it.",
        ),
        Stop(
            name="open-gates",
            title="Open the forget gate",
            text=lambda found: (
                f"Now the forget bias is {num(found.setting.bias, 0)}, so a forget gate starts near "
                f"{num(_f0(found), 2)}. Such a start lets the network keep "
                "everything before it has learned what to forget. A network can also learn such gates, for each unit "
                "and each time step."
            ),
            formula=r"\gatef{f_t} = \sigma\left(W_f \cdot [\hidden{h_{t-1}}, \input{x_t}] + b_f\right)",
            state=BIAS_3,
            step=END,
            begin=END,
            question=Question(
                text=lambda found: f"After {found.setting.steps} steps, what is left of the LSTM's total gradient?",
                draws=True,
                replies=_bias_3_replies,
                answer=lambda found: model.fate(found, "total"),
                step=END,
                highlight=("total", "direct"),
            ),
            holds=lambda found: model.fate(found, "total") == MOST and FAR < log10_left(found, "direct") < -1,
            scope="seeds",
            fails=START,
            note="The stored trainings in the text below: with bias 0 no seed learned a lag of thirty steps, with this "
            "one most did.",
        ),
        Stop(
            name="uninterrupted",
            title="How far “uninterrupted” is true",
            text=lambda found: (
                "Uninterrupted means: no matrix and no tanh on the direct path. It does not mean without loss, "
                "because a sigmoid never reaches 1; with bias "
                f"{num(found.setting.bias, 0)} the direct path keeps {num(_mean_f(found), 3, 'direct')} per step and "
                f"{_left(found, 'direct')} after "
                f"{found.setting.steps}; the total is even {_left(found, 'total')} times as long. The additive "
                "interactions improve the flow."
            ),
            formula=r"\prod_{k=t+1}^{T} \gatef{f_k} \;\text{ instead of }\; \prod_{k=t+1}^{T} "
            r"\hidden{W_{hh}^\top}\,\mathrm{diag}(1-\hidden{h_k}^2)",
            state=OPEN,
            step=END,
            begin=END,
            highlight=("direct", "total"),
            holds=lambda found: -1 < log10_left(found, "direct") < 0 < log10_left(found, "total"),
            scope="seeds",
            fails=START,
            note="Additive: the new is added to the old. The gradient passes a sum unchanged, but a product with W "
            "changes it.",
        ),
        Stop(
            name="explode",
            title="Explode → clip the gradient",
            text=lambda found: (
                f"Large weights ({num(found.setting.scale, 0)} times the usual scale, {found.setting.hidden} units): "
                "now the vanilla RNN's gradient grows, "
                f"{_left(found, 'vanilla')} times as long at $t=0$. Remedy: gradient clipping. The LSTM's total grows "
                "as well, "
                f"{_left(found, 'total')} times: LSTMs are clipped too. Only its direct path cannot grow, because "
                "$f_t<1$."
            ),
            state=LARGE,
            step=END,
            begin=END,
            highlight=("vanilla", "total"),
            holds=lambda found: _grown(found, "vanilla") and _grown(found, "total") and log10_left(found, "direct") < 0,
            scope="seeds",
            fails=START,
            note="So neither column is a law: it depends on the weights. The slide's lines say what happens typically.",
        ),
        Stop(
            name="gru",
            title="GRU: one gate to keep and to write",
            text=lambda found: (
                "A gated recurrent unit (GRU) has no cell state. Its update gate $z_t$ keeps a share of $h_{t-1}$ "
                "directly, and the candidate gets the rest, "
                "$1-z_t$. The same idea, an additive path with a gate: with the same bias it keeps "
                f"{_left(found, 'gru')}, the vanilla RNN {_left(found, 'vanilla')}."
            ),
            formula=r"\hidden{h_t} = (1-\gatef{z_t}) \odot \gateC{n_t} + \gatef{z_t} \odot \hidden{h_{t-1}}",
            state=GRU,
            step=END,
            begin=END,
            highlight=("gru",),
            holds=lambda found: FAR < log10_left(found, "gru") < -1 and log10_left(found, "vanilla") < TINY,
            scope="seeds",
            fails=replace(GRU, bias=0.0),
            note="After Cho et al. (2014). Fewer weights, one state. Neither is better on all tasks.",
        ),
        Stop(
            name="summary",
            title="What to remember",
            text=lambda found: (
                "Along the cell state one step back multiplies by $f_t$ alone; paths through $h$ and the gates come on "
                "top. The gradient survives where the "
                f"network keeps $f_t$ near 1; with gates clearly below 1, as here, {_left(found, 'total')} of it is "
                f"left after {found.setting.steps} steps. "
                "Exploding gradients are clipped in both. The next lessons use LSTMs."
            ),
            state=START,
            step=END,
            begin=END,
            highlight=("total", "direct", "vanilla"),
            holds=lambda found: (
                log10_left(found, "vanilla") < log10_left(found, "direct") < log10_left(found, "total") < FAR
            ),
            scope="seeds",
            fails=OPEN,
            note="Next: the applications. The first one is a character model with 64 "  # stated: models/text_generation
            "such units.",  # stated: models/text_generation
        ),
    ),
    symbols=("h", "C", "f", "i", "C_tilde", "o", "W_hh", "W", "dh", "dC", "z", "n", "odot", "sigma"),
)
