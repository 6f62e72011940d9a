"""The cards of the lesson rnn-vs-lstm: the lecture's summary, and what was published on the forget bias."""

import statistics
from functools import partial

from lessons.rnn_vs_lstm.all_pairs import LINES, AllPairs
from lessons.rnn_vs_lstm.model import trials
from lessons.rnn_vs_lstm.state import RnnVsLstm
from rnn_core import weights
from rnn_core.studies.gradient_comparison import Comparison, D
from rnn_core.tasks import FirstSymbol
from ui import presenter
from ui.components.card import Card, Press
from ui.guide import guide
from ui.state import Page

VANILLA = r"\hidden{h_t} = \tanh\left(W \begin{bmatrix} \hidden{h_{t-1}} \\ \input{x_t} \end{bmatrix} + b\right)"
STACKED = (
    r"\begin{bmatrix} \gatei{i_t} \\ \gatef{f_t} \\ \gateo{o_t} \\ \gateC{\tilde C_t} \end{bmatrix} = "
    r"\begin{bmatrix} \sigma \\ \sigma \\ \sigma \\ \tanh \end{bmatrix} "
    r"\left(W \begin{bmatrix} \hidden{h_{t-1}} \\ \input{x_t} \end{bmatrix} + b\right)"
)
LSTM_LINES = (
    r"$\hidden{C_t} = \gatef{f_t} \odot \hidden{C_{t-1}} + \gatei{i_t} \odot \gateC{\tilde C_t}$, "
    r"$\;\hidden{h_t} = \gateo{o_t} \odot \tanh(\hidden{C_t})$"
)
GRU = r"\hidden{h_t} = (1-\gatef{z_t}) \odot \gateC{n_t} + \gatef{z_t} \odot \hidden{h_{t-1}}"
CITED = """
Gers, Schmidhuber and Cummins (2000) opened the forget gate at the start; Jozefowicz, Zaremba and Sutskever (2015)
recommend the bias 1. In stored trainings of this project (`models/forget_bias.md`), a symbol had to be recalled after
{lag} time steps; {steps} training steps, {seeds} seeds, chance {chance:g}. {found}.
"""
COLUMNS = (
    ("explode → clip the gradient", "explode"),
    ("vanish → use an LSTM", "vanish"),
    ("additive interactions improve the gradient flow", "total"),
    ("an uninterrupted gradient flow", "uninterrupted"),
)
"""The lines of the lecture's summary, two of each column, and the stop that proves or limits each."""


def how_far_back(found: AllPairs) -> list[Card]:
    """How much of the gradient is left some characters back, of each network; what the maps show."""
    near, far = 5, 15
    lines = [
        f"{words}: {found.left_after(name, near):.1%} after {near}, {found.left_after(name, far):.1%} after {far} "
        "characters."
        for name, (_, _, words) in LINES.items()
    ]
    farther = found.left_after("memory", near) > found.left_after("lstm", near)
    body = (
        "Each column of a map is one loss $L_t$, and its cells show how long the gradient of this loss is at each "
        "state before it. On the diagonal the state has the time of the loss. Relative to this length, in the median "
        "over all losses, this is left farther back:\n\n"
        + "\n\n".join(lines)
        + f"\n\nIn the LSTM {'more' if farther else 'no more'} is left at the cell state $C$ than at $h$. These are "
        "trained networks; the curves of the other view begin with random weights."
    )
    return [Card("far_back", "How far back the gradients reach", body)]


def summary(page: Page[RnnVsLstm], comparison: Comparison) -> list[Card]:
    """The lecture's closing summary: a card for each column, with shapes and counts, whose lines lead to stops.

    They stand at the first stop and at the last one. A hall sees one card, so that both columns are on the screen.
    """
    if guide.place(page, page.script) not in (0, len(page.script.stops) - 1):
        return []
    one, other = comparison.vanilla[0], comparison.lstms[0]
    n, H = one.n_hidden, other.n_hidden
    links = [
        Press(line, partial(guide.go, page, page.script, page.script.places[name]), "link", icon="play_circle")
        for line, name in COLUMNS
    ]
    if presenter.active():
        lines = [line for line, _ in COLUMNS]
        columns = {"Plain RNN": lines[:2], "LSTM": lines[2:]}
        said = "\n\n".join(f"**{name}**: {'; '.join(own)}" for name, own in columns.items())
        return [Card("summary", "The lecture's summary", said)]
    found = [
        Card(
            "plain",
            "Plain RNN",
            f"W is {n} × ({n} + {D}), with the biases **{weights.count(one):,}** weights. Its gradient can",
            links[:2],
            formula=VANILLA,
        ),
        Card(
            "lstm",
            "LSTM",
            f"{LSTM_LINES}\n\nW is {4 * H} × ({H} + {D}), with the biases **{weights.count(other):,}** weights. "
            "Its gradient has",
            links[2:],
            formula=STACKED,
        ),
    ]
    if comparison.grus:
        third = comparison.grus[0]
        H = third.n_hidden
        found.append(
            Card(
                "gru",
                "GRU",
                f"W is {3 * H} × ({H} + {D}), with a second bias for the candidate **{weights.count(third):,}** "
                "weights.",
                formula=GRU,
            )
        )
    return found


def cited() -> str:
    """What was published on the forget bias, and what was measured here."""
    groups = {
        bias: [one for one in trials() if one.trial.bias == bias]
        for bias in dict.fromkeys(one.trial.bias for one in trials())
    }
    found = [
        f"Bias {bias:g}: **{statistics.median(one.accuracy[-1] for one in own):.2f}** right in the median, "
        f"{sum(one.learned is not None for one in own)} of {len(own)} seeds learn it"
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
