"""The texts of the cards of the lesson rnn-vs-lstm: the verdict's reason, the matrix forms, what was published."""

import statistics

import streamlit as st

from figures.curve_data import spoken
from lessons.rnn_vs_lstm.model import median, trials
from lessons.rnn_vs_lstm.script import CITED, FORMS, GRU_EQUATIONS, GRU_FORM, STACKED
from lessons.rnn_vs_lstm.state import RnnVsLstm
from rnn_core import weights
from rnn_core.studies.gradient_comparison import Comparison, D
from rnn_core.tasks import FirstSymbol
from ui.state import Page


def because(comparison: Comparison) -> str:
    """The verdict's reason, with the numbers of this comparison."""
    third = f" The GRU's becomes {_times(comparison, 'gru')} times as long." if comparison.grus else ""
    return (
        f"Along the direct path a step keeps {_per_step(comparison):.2f} of it. In "
        f"{comparison.setting.steps} steps the LSTM's gradient becomes {_times(comparison, 'total')} times "
        f"as long, the vanilla network's {_times(comparison, 'vanilla')} times.{third}"
    )


def forms(comparison: Comparison) -> str:
    """The matrix forms of all, with shapes and counts of weights, as Markdown."""
    one, other = comparison.vanilla[0], comparison.lstms[0]
    n, H = one.n_hidden, other.n_hidden
    text = FORMS.format(
        n=n,
        n_z=f"({n} + {D})",
        four=4 * H,
        h_z=f"({H} + {D})",
        n_vanilla=weights.count(one),
        n_lstm=weights.count(other),
        stacked=STACKED,
    )
    if not comparison.grus:
        return text
    third = comparison.grus[0]
    H = third.n_hidden
    return text + GRU_FORM.format(three=3 * H, H=H, D=D, n_gru=weights.count(third), equations=GRU_EQUATIONS)


def button_of_gru(page: Page[RnnVsLstm]) -> None:
    """The button that puts GRUs beside the pairs, or takes them away."""
    there = page.now.third == "gru"
    st.button(
        "Without the GRU" if there else "Add a GRU",
        key=page.key("add_gru"),
        type="tertiary",
        on_click=lambda: page.change(third="none" if there else "gru"),
        help="A third curve: as many GRUs as there are LSTMs read the same inputs.",
    )


def cited() -> str:
    """What was published on the forget bias, and what was measured here."""
    groups = {
        bias: [one for one in trials() if one.trial.bias == bias]
        for bias in dict.fromkeys(one.trial.bias for one in trials())
    }
    found = [
        f"Bias {bias:g}: **{statistics.median(one.accuracy[-1] for one in own):.2f}** right, "
        f"{sum(one.learned is not None for one in own)} of {len(own)} learn it"
        for bias, own in groups.items()
    ]
    first = trials()[0].trial
    return CITED.format(
        lag=first.lag,
        steps=first.steps,
        seeds=len(groups[first.bias]),
        chance=FirstSymbol(first.lag).chance,
        found=". ".join(found),
    )


def _per_step(comparison: Comparison) -> float:
    direct = median(comparison, "direct")
    return float(10 ** ((direct[0] - direct[-1]) / comparison.setting.steps))


def _times(comparison: Comparison, line: str) -> str:
    lengths = median(comparison, line)
    return spoken(float(lengths[0] - lengths[-1]), log=True)
