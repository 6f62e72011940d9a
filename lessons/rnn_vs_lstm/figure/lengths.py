"""The gradient's length on its way back through vanilla RNNs, LSTMs and GRUs, on one log axis."""

import math

import numpy as np

from figures.columns import View
from figures.curve_data import spoken
from figures.curves import Band, Curves, Panel, Role, Series, Stop
from lessons.rnn_vs_lstm.forms import explained
from lessons.rnn_vs_lstm.model import median
from rnn_core.studies.gradient_comparison import Comparison

LINES: tuple[tuple[str, str, Role, bool], ...] = (
    ("vanilla", "vanilla RNN: ∂L/∂hₜ", "hidden", False),
    ("direct", "LSTM, direct path alone: f · f · f …", "gate_f", True),
    ("total", "LSTM: ∂L/∂Cₜ", "gradient", False),
)
GRU_LINE: tuple[str, str, Role, bool] = ("gru", "GRU: ∂L/∂hₜ", "other", False)
LOW, HIGH = 0.1, 0.9
ROUNDING = math.log10(np.finfo(float).eps)
MOST_STOPS = 12


def curves(comparison: Comparison, view: View, *, asked: int | None, draws: bool = False) -> Curves:
    """Medians over the networks with their bands.

    ``asked`` is how many steps back an open question shows of the lines of LSTM and GRU, None for all. Where the
    reader ``draws`` the rest, it is covered whole.
    """
    T = comparison.setting.steps
    series = [
        _line(comparison, kind, name, role, 0 if asked is None or kind == "vanilla" else T - asked, dashed=dashed)
        for kind, name, role, dashed in lines(comparison)
    ]
    if min(min(one.y) for one in series) < ROUNDING:
        name = "lost in float64 when added to 1"
        series.append(Series(name, "reference", (ROUNDING,), dashed=True))
    steps = stops(comparison, asked)
    return Curves(
        title="The gradient on its way back, vanilla RNN" + (", LSTM and GRU" if comparison.grus else " and LSTM"),
        x_label="time step t (the gradient goes from right to left)",
        panels=(Panel("length of the gradient", tuple(series), log=True),),
        x_said="t = {x}",
        x_limits=(0, T),
        steps=steps,
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        selected=view.selected,
        highlight=view.highlight,
        veil=(0, T - asked - 0.5) if draws and asked is not None and asked < T else None,
        covered=view.dense,
        explained=explained(comparison, asked=asked),
    )


def lines(comparison: Comparison) -> tuple[tuple[str, str, Role, bool], ...]:
    """The lines of a comparison: id, name, color, whether dashed."""
    return (*LINES, GRU_LINE) if comparison.grus else LINES


def _line(comparison: Comparison, kind: str, name: str, role: Role, first: int, *, dashed: bool) -> Series:
    """A line from t = ``first`` on; what lies before is not in the data."""
    times = tuple(map(float, range(first, comparison.setting.steps + 1)))
    logs = comparison.curve(kind)[:, first:]
    band = None
    if len(logs) > 1 and not dashed:
        low, high = np.quantile(logs, (LOW, HIGH), axis=0, method="nearest")
        band = Band("10–90 %", tuple(low.tolist()), tuple(high.tolist()))
    return Series(name, role, tuple(np.median(logs, axis=0).tolist()), dashed, times, kind, band)


def stops(comparison: Comparison, asked: int | None = None) -> tuple[Stop, ...]:
    """The walk back from T to 0: four single steps, then strides.

    At each it is said how long the gradients are, relative to their lengths at the end.
    """
    T = comparison.setting.steps
    stride = max(1, T // (MOST_STOPS - 4))
    times = list(dict.fromkeys([*range(T, max(T - 4, 0), -1), *range(T - 4, 0, -stride), 0]))
    shown = {"vanilla RNN": "vanilla", "LSTM": "total"} | ({"GRU": "gru"} if comparison.grus else {})
    lengths = {name: median(comparison, kind) for name, kind in shown.items()}

    def said(t: int) -> str:
        known = [name for name, kind in shown.items() if kind == "vanilla" or asked is None or t >= T - asked]
        return ", ".join(f"{name} {_spoken(lengths[name][t] - lengths[name][T])}" for name in known)

    return tuple(Stop(t, f"t = {t} · relative to t = {T}: {said(t)}") for t in times if t >= 0)


def _spoken(log10: float) -> str:
    return spoken(float(log10), log=True)
